//! Pairs of numbers that are no range: results of games, heights of players, sizes of plugs and screws: "6–4, 7–5", "a 10-3
//! record", "levels 63/64", "their 6'4" center", "NEMA 14-50". Owns which numbers they are made of.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// Whether two grades in a row stand at `at`: "levels 63/64".
    pub(super) fn are_grades(&self, at: usize) -> bool {
        let name = self.str(at.wrapping_sub(1));
        let name = name.strip_suffix('s').unwrap_or(name);
        ["band", "grade", "level"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
    }

    /// Whether the fraction `at..end` is so many of a hundred points, or of ten where it is a change: "from 71 to 98/100", "rose
    /// from 6/10 to 8/10"; but "98/100 of it", "= 35/100", "10/100 Ethernet".
    pub(super) fn is_of_points(&self, at: usize, end: usize, most: u32) -> bool {
        const CHANGED: &[&str] = &["climbed", "dropped", "fell", "improved", "jumped", "rose", "went"];
        let before = self.str(at.wrapping_sub(1));
        let reckoned = |i: usize| {
            matches!(
                self.kind(i),
                Some(Kind::Sign('=' | '×' | '+' | '*' | '%' | '-' | '/'))
            )
        };
        if end != at + 3 || self.str(end) == "of" || reckoned(at.wrapping_sub(1)) || reckoned(end) {
            return false;
        }
        let measured = self.is_sign(end, '"')
            || matches!(self.str(end), "in" | "inch" | "inches" | "second")
            || unit::of_spaced_symbol(self.str(end)).is_some();
        match most {
            // But "20/100 vision", "50/100 Mbps".
            100 if self.str(end).ends_with("bps") => false,
            100 if self.str(at) == "20" => before == "to",
            100 => self.str(at).len() == 2 && self.str(at) > "10" && !measured,
            10 => {
                let rated = |i: usize| self.is_sign(i, '/') && self.str(i + 1) == "10" && self.glued(i + 1);
                let from = |i: usize| matches!(self.str(i), "From" | "from");
                let other = before == "to" && from(at.wrapping_sub(5)) && rated(at.wrapping_sub(3))
                    || from(at.wrapping_sub(1)) && self.str(end) == "to" && rated(end + 2);
                let changed = |i: usize| CHANGED.contains(&self.str(i));
                other || before == "to" && (changed(at.wrapping_sub(2)) || changed(at.wrapping_sub(6)))
            }
            _ => false,
        }
    }

    /// A result at `at`: two numbers, of which nobody says how they are joined but by "and".
    pub(in super::super) fn result(&mut self, at: usize) -> Option<usize> {
        self.is_pair(at).then_some(())?;
        let end = at + 3;
        // "he went 50-50"
        if self.str(at) == self.str(at + 2) && self.str(at).len() == 2 && self.ends_before(end) {
            return Some(self.pair(at, None));
        }
        // "NEMA 14-50", "two 6-32 screws", "Rev. Proc. 97-22"
        let thing = self.str(end + usize::from(self.str(end) == "machine"));
        let pitch = matches!(
            self.str(at + 2),
            "20" | "24" | "28" | "32" | "36" | "40" | "48" | "56"
        );
        let made = pitch && matches!(thing, "bolt" | "bolts" | "screw" | "screws");
        let before = self.str(at.wrapping_sub(1));
        let ruled = before == "." && matches!(self.str(at.wrapping_sub(2)), "Proc" | "Rul");
        if made || ruled || before == "NEMA" && !self.glued(at) {
            return Some(self.pair(at, None));
        }
        // "a 10-3 record", "went 10-3"
        let played = matches!(
            self.str(at.wrapping_sub(1)),
            "go" | "goes" | "going" | "went" | "start" | "started"
        );
        let record = matches!(self.str(end), "record" | "season" | "start");
        if record && !self.glued(end) || played && self.ends_before(end) {
            return Some(self.pair(at, Some("and")));
        }
        // The sets of a match: "6–4, 7–5".
        let before = at >= 4 && self.is_sign(at - 1, ',') && self.is_pair(at - 4);
        let after = self.is_sign(end, ',') && self.is_pair(end + 1);
        (self.is_set(at) && (before && self.is_set(at - 4) || after && self.is_set(end + 1))).then_some(())?;
        Some(self.pair(at, None))
    }

    /// "their 6'4" center": a height before whom it describes.
    pub(in super::super) fn height(&mut self, at: usize) -> Option<usize> {
        let mark = |i: usize, marks: &[char]| {
            matches!(self.kind(i), Some(Kind::Sign(c)) if marks.contains(&c)) && self.glued(i)
        };
        let written = self.number(at).is_some_and(|n| n.len() == 1)
            && mark(at + 1, &['\'', '′', '’'])
            && self.glued(at + 2)
            && mark(at + 3, &['"', '″', '”'])
            && !self.quoted;
        let inches = self.number(at + 2).filter(|n| written && n.len() <= 2)?;
        let owned = matches!(
            self.str(at.wrapping_sub(1)).to_ascii_lowercase().as_str(),
            "a" | "an" | "her" | "his" | "its" | "my" | "our" | "that" | "the" | "their" | "this" | "your"
        );
        (owned && self.is_noun(at + 4)).then_some(())?;
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Say("foot"), at + 1, at + 2);
        self.push(Class::Cardinal(inches), at + 2, at + 4);
        Some(at + 4)
    }

    /// Two short numbers around a dash, and nothing else touching them.
    fn is_pair(&self, at: usize) -> bool {
        let short = |i: usize| self.number(i).is_some_and(|n| n.len() <= 2);
        let dash = matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–')));
        short(at)
            && dash
            && short(at + 2)
            && self.glued(at + 1)
            && self.glued(at + 2)
            && !self.joined(at)
            && self.ends_before(at + 3)
    }

    /// Whether a pair is that of a set: one side has six or seven games.
    fn is_set(&self, at: usize) -> bool {
        let games = |i: usize| self.number(i).and_then(|n| n.parse::<u8>().ok()).unwrap_or(99);
        let (a, b) = (games(at), games(at + 2));
        a.max(b) <= 7 && a.max(b) >= 6
    }

    fn pair(&mut self, at: usize, between: Option<&'static str>) -> usize {
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        if let Some(words) = between {
            self.push(Class::Say(words), at + 1, at + 2);
        }
        self.push(Class::Cardinal(self.str(at + 2)), at + 2, at + 3);
        at + 3
    }
}
