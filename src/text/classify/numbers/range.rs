//! Ranges and plurals of numbers: "2-3", "45-85ms", "1980s", "100s of".
//! Pairs that are no range are `score`'s, spans of days `date`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// What ends a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Ends {
    /// A number.
    Bare,
    /// A number with its unit.
    Measured,
}

/// Makers of aircraft by the letters before their types.
const MAKERS: &[&str] = &["Bf", "Fw", "He", "Ju", "Me"];

/// What lasts for seconds, so that no years are meant: "the 30s timeout".
#[rustfmt::skip] // a table
const LASTING: &[&str] = &[
    "budget", "cap", "cooldown", "deadline", "default", "delay", "gap", "grace", "interval", "limit", "mark", "pause",
    "period", "polling", "refresh", "scrape", "sleep", "threshold", "timeout", "timer", "wait", "window",
];

impl<'t> Tagger<'t, '_> {
    /// "He 111", "Ju 52s": the letters of an aircraft's maker before its number.
    pub(in super::super) fn aircraft(&mut self, at: usize) -> Option<usize> {
        let maker = MAKERS.iter().find(|m| **m == self.str(at))?;
        // "Tell Me 10 Reasons"
        let least = if matches!(*maker, "He" | "Me") { 3 } else { 2 };
        let number = self.number(at + 1).filter(|n| (least..4).contains(&n.len()))?;
        (!self.glued(at) && !self.glued(at + 1) && !number.contains(',')).then_some(())?;
        self.push(Class::Letters(maker), at, at + 1);
        if self.ends_before(at + 2) && number.len() == 3 {
            self.push(Class::Pairs(number), at + 1, at + 2);
            return Some(at + 2);
        }
        Some(at + 1)
    }

    /// "1980s", "the 80s", "100s of", "12's".
    pub(super) fn plural_number(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        (self.glued(at + 1) && self.str(at + 1) == "s").then_some(())?;
        (!self.glued(at + 2) || matches!(self.kind(at + 2), Some(Kind::Sign(_)))).then_some(())?;
        // "747s"
        let aircraft = digits.len() == 3
            && digits.starts_with('7')
            && digits.ends_with('7')
            && !matches!(
                self.str(at.wrapping_sub(1)),
                "after" | "every" | "for" | "in" | "than" | "to" | "within"
            );
        // "our M3s"
        let model = self.glued(at)
            && digits.len() < 3
            && self.case(at.wrapping_sub(1)) == Some(Case::Upper)
            && !self.glued(at.wrapping_sub(1))
            && !matches!(self.str(at.wrapping_sub(1)), "K" | "PT");
        // "ten p95s"
        // "Ju 52s", "Bf 109s"
        let maker = MAKERS.contains(&self.str(at.wrapping_sub(1))) && !self.glued(at);
        if maker && digits.len() == 3 {
            self.push(Class::Pairs(digits), at, at + 1);
            self.push(Class::Ending("s"), at + 1, at + 2);
            return Some(at + 2);
        }
        let percentile = self.glued(at) && self.str(at.wrapping_sub(1)) == "p";
        if percentile
            || maker
            || model
            || (aircraft || is_form(digits)) && !self.glued(at)
            || self.is_plural_digit(at, digits)
            || self.is_plural_status(at, digits)
        {
            self.push(Class::Decade(digits), at, at + 2);
            return Some(at + 2);
        }
        let decade = digits.len() == 4 && digits.ends_with('0')
            || digits.len() == 2
                && digits.ends_with('0')
                && self.is_decade_context(at)
                && !LASTING.contains(&self.str(at + 2))
            // "By the 480s there was"
            || digits.len() == 3
                && digits.ends_with('0')
                && matches!(self.str(at.wrapping_sub(1)), "The" | "the")
                && !self.is_noun(at + 2)
                && !LASTING.contains(&self.str(at + 2))
            || self.str(at + 2) == "of" && matches!(digits, "10" | "100" | "1000" | "1,000")
            || self.glued(at)
                && self.is_sign(at.wrapping_sub(1), '-')
                && self.word(at.wrapping_sub(2)).is_some();
        decade.then_some(())?;
        self.push(Class::Decade(digits), at, at + 2);
        let range = matches!(self.kind(at + 2), Some(Kind::Sign('-' | '–')))
            && self.glued(at + 2)
            && self.number(at + 3).is_some();
        if range {
            self.push(Class::Say("to"), at + 2, at + 3);
        }
        Some(at + 2 + usize::from(range))
    }

    /// "HTTP 503s", "429s": responses, unless a length of time is meant.
    fn is_plural_status(&self, at: usize, digits: &str) -> bool {
        const LASTING: &[&str] = &[
            "after", "every", "for", "in", "interval", "last", "over", "than", "timeout", "to", "ttl",
            "under", "wait", "within",
        ];
        const SEEN: &[&str] = &[
            "5xx",
            "get",
            "gets",
            "getting",
            "got",
            "http",
            "more",
            "no",
            "of",
            "return",
            "returned",
            "returning",
            "returns",
            "saw",
            "see",
            "seeing",
            "sees",
            "serving",
            "the",
            "threw",
            "throwing",
            "throws",
        ];
        if digits.len() != 3 || !super::status::is_http_status(digits) || self.glued(at) {
            return false;
        }
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        let is = |list: &[&str]| list.iter().any(|w| before.eq_ignore_ascii_case(w));
        let listed = matches!(before, "and" | "or" | ",")
            && self
                .tags
                .iter()
                .rev()
                .find(|t| matches!(t.class, Class::Decade(_) | Class::Measure(_)))
                .is_some_and(|t| matches!(t.class, Class::Decade(d) if d.len() == 3));
        if digits.ends_with("00") {
            is(SEEN) || listed
        } else {
            !is(LASTING)
        }
    }

    /// Whether what stands before is counted in parts: "Table 4-1".
    pub(in super::super) fn is_numbered(&self, at: usize) -> bool {
        const PARTS: &[&str] = &[
            "appendix", "chapter", "example", "exercise", "exhibit", "fig", "figure", "lab", "lesson",
            "listing", "module", "page", "part", "problem", "question", "quiz", "room", "section", "step",
            "table", "unit",
        ];
        let stop = usize::from(self.is_sign(at.wrapping_sub(1), '.') && !self.glued(at));
        let before = at.checked_sub(1 + stop).map_or("", |b| self.str(b));
        let one = before.strip_suffix('s').unwrap_or(before);
        PARTS.iter().any(|p| one.eq_ignore_ascii_case(p))
    }

    /// Whether what is numbered there is counted anew in each chapter: "Fig. 3-7", "Table 2-5".
    fn is_pictured(&self, at: usize) -> bool {
        let stop = usize::from(self.is_sign(at.wrapping_sub(1), '.'));
        let before = self.str(at.wrapping_sub(1 + stop));
        ["exhibit", "fig", "figure", "listing", "table"]
            .iter()
            .any(|kind| before.eq_ignore_ascii_case(kind))
    }

    /// Whether a result stands at `at`: "won 112-108".
    fn is_of_game(&self, at: usize) -> bool {
        const PLAYED: &[&str] = &[
            "beat", "beating", "by", "lead", "leading", "leads", "led", "lose", "loses", "losing", "lost",
            "score", "scored", "trailed", "win", "winning", "wins", "won",
        ];
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        PLAYED.iter().any(|w| before.eq_ignore_ascii_case(w))
    }

    pub(super) fn is_decade_context(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            [
                "the", "late", "early", "mid", "his", "her", "their", "my", "your", "and",
            ]
            .iter()
            .any(|w| self.str(before).eq_ignore_ascii_case(w))
        })
    }

    /// Whether the hyphen at `at` takes away in brackets that a formula holds: "(130-100)/15".
    pub(in super::super) fn is_bracketed_difference(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let bracketed = self.is_sign(before.wrapping_sub(1), '(') && self.is_sign(after + 1, ')');
        let formula = |i: usize| {
            matches!(
                self.kind(i),
                Some(Kind::Sign('/' | '*' | '×' | '÷' | '^' | '=' | '+' | '²'))
            )
        };
        let value = |i: usize| self.number(i).is_some() || self.is_letter(i) && self.str(i) != "I";
        bracketed && value(before) && value(after) && (formula(after + 2) || formula(before.wrapping_sub(2)))
            || self.is_greek_difference(at)
    }

    /// Whether the hyphen at `at` stands between a letter and a Greek one, or a number and a Greek letter: "x-μ", "α-β", "1-α";
    /// but "α-helix", "β-2".
    fn is_greek_difference(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let greek = |i: usize| {
            let mut letters = self.str(i).chars();
            letters.next().is_some_and(|c| ('α'..='ω').contains(&c)) && letters.next().is_none()
        };
        let value = |i: usize| greek(i) || self.is_letter(i);
        let alone = !matches!(self.kind(after + 1), Some(Kind::Sign('-')));
        alone
            && (greek(after) && (value(before) || self.number(before).is_some())
                || greek(before) && value(after))
    }

    /// Whether the colon at `at` stands between cells of a table: "A1:A6", "B:B".
    pub(in super::super) fn is_cells(&self, at: usize) -> bool {
        let column = |i: usize| self.case(i) == Some(Case::Upper) && self.str(i).len() <= 2;
        let before = at.wrapping_sub(1);
        let first = match self.number(before) {
            Some(_) => self.glued(before) && column(before.wrapping_sub(1)),
            None => column(before) && !self.joined(before),
        };
        let row = self.number(at + 2).is_some() && self.glued(at + 2);
        first
            && column(at + 1)
            && (row
                || self.number(before).is_none()
                    && self.ends_before(at + 2)
                    && self.str(before) == self.str(at + 1))
    }

    /// Whether the en dash at `at` has a number of whatever kind on both sides: "v1.2–v1.4", "3rd–5th", "½–¾", ".2–.85",
    /// "3a–3c", "3a–c", "k=1–10".
    pub(in super::super) fn is_dashed_range(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let vulgar =
            |i: usize| matches!(self.kind(i), Some(Kind::Sign(c)) if super::fraction::vulgar(c).is_some());
        let number = |i: usize| self.number(i).is_some();
        let lettered = number(before.wrapping_sub(1)) && self.glued(before) && self.str(before).len() <= 2;
        let ordinal = lettered && matches!(self.str(before), "st" | "nd" | "rd" | "th");
        let part = lettered && self.is_letter(before) && self.str(before) != "s";
        let named = self.str(at + 1) == "v" && number(at + 2) && self.glued(at + 2);
        let pointed = self.is_sign(at + 1, '.') && number(at + 2) && self.glued(at + 2);
        let counted = number(before) || ordinal || vulgar(before);
        counted && (number(at + 1) || named || pointed || vulgar(at + 1))
            || part && number(at + 1) && self.str(at + 2) > self.str(before)
            || part && self.is_letter(at + 1) && self.str(at + 1) > self.str(before)
    }

    /// Whether the number at `from` is that of the last part in a range of lettered ones: "2a–2d".
    pub(in super::super) fn is_last_part(&self, from: usize) -> bool {
        let letter = from.wrapping_sub(2);
        self.glued(from)
            && matches!(self.kind(from.wrapping_sub(1)), Some(Kind::Sign('–' | '-')))
            && self.is_letter(letter)
            && self.glued(letter)
            && self.number(letter.wrapping_sub(1)) == self.number(from)
    }

    /// Whether the dash at `at` stands for "to": between the first and a far letter ("A-Z"), or between two of a
    /// numbered kind ("v1-v3").
    pub(in super::super) fn is_span(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let (left, right) = (self.str(before), self.str(at + 1));
        // "5K-10K"
        if matches!(left, "K" | "k" | "M" | "B" | "T")
            && let (Some(first), Some(last)) = (self.number(before.wrapping_sub(1)), self.number(at + 1))
            && self.str(at + 2) == left
        {
            let value = |digits: &str| digits.parse::<u32>().ok();
            return self.glued(before)
                && self.glued(at + 2)
                && value(first) < value(last)
                && self.ends_before(at + 3);
        }
        // "10.0.0.0-10.0.0.255"
        let address = |first: usize| {
            let dot = |i: usize| self.is_sign(i, '.') && self.glued(i);
            (0..7).all(|i| {
                if i % 2 == 0 {
                    self.number(first + i).is_some()
                } else {
                    dot(first + i)
                }
            })
        };
        if address(at + 1) && before > 5 && address(before - 6) {
            return true;
        }
        // "10x-20x", "1.2x–1.5x"
        if left == "x" && self.glued(before) && self.number(before.wrapping_sub(1)).is_some() {
            let last = self.number(at + 1).map(|digits| self.amount(at + 1, digits).1);
            return last
                .is_some_and(|end| self.glued(end) && self.str(end) == "x" && self.ends_before(end + 1));
        }
        if let (&[a], &[z]) = (left.as_bytes(), right.as_bytes())
            && a.is_ascii_alphabetic()
        {
            let letters = a.is_ascii_uppercase() == z.is_ascii_uppercase();
            // "A-Z", "M-F", and with a dash any: "Files A–C".
            let far = matches!(a, b'a' | b'A') && z > a + 2 || (a, z) == (b'M', b'F');
            return letters
                && z.is_ascii_alphabetic()
                && (far || self.is_sign(at, '–') && z > a)
                && !self.joined(before)
                && self.ends_before(at + 2);
        }
        // "FY2023–24"
        if let (Some(first), Some(last)) = (self.number(before), self.number(at + 1))
            && self.glued(before)
            && matches!(self.str(before.wrapping_sub(1)), "AY" | "CY" | "FY")
        {
            return last.len() <= first.len() && self.ends_before(at + 2);
        }
        let (Some(first), Some(kind), Some(start)) =
            (self.number(before), self.word(at + 1), before.checked_sub(1))
        else {
            return false;
        };
        let numbers = first
            .parse::<u32>()
            .ok()
            .zip(self.str(at + 2).parse::<u32>().ok());
        self.glued(before)
            && self.glued(at + 2)
            && self.word(start) == Some(kind)
            && !self.joined(start)
            && numbers.is_some_and(|(a, b)| a < b)
            && self.ends_before(at + 3)
    }

    /// The number after a hyphen or dash at `at`, where the two make a range (rising, or measured), and what it
    /// is. The first number began at `from`.
    pub(in super::super) fn range_end(&self, from: usize, at: usize, first: &str) -> Option<(usize, Ends)> {
        let Some(Kind::Sign(dash @ ('-' | '–'))) = self.kind(at) else {
            return None;
        };
        (self.glued(at) && self.glued(at + 1)).then_some(())?;
        // A number between hyphens is part of a code: "1-413-2", "b-1-5".
        let hyphen = |i: usize| matches!(self.kind(i), Some(Kind::Sign('-' | '–' | '/' | '_')));
        if self.glued(from) && hyphen(from.wrapping_sub(1)) && self.glued(from - 1) {
            return None;
        }
        let second = at + 1;
        let digits = self.number(second)?;
        // "Qwen2.5-7B": the number is of a name.
        if self.glued(from) && self.word(from.wrapping_sub(1)).is_some_and(|w| w.len() > 2) {
            return None;
        }
        let (_, end) = self.amount(second, digits);
        // "00-4bf92f3577b34da6": the parts of a name
        if first.starts_with('0') && first.len() > 1 && self.glued(end) && self.word(end).is_some() {
            return None;
        }
        if hyphen(end) && self.glued(end) && self.glued(end + 1) {
            let compound = self.case(end + 1) == Some(Case::Lower)
                && self.str(end + 1).len() > 2
                && self.ends_before(end + 2);
            compound.then_some(())?;
        }
        if self.unit_at(second, end, None).is_some() {
            return Some((second, Ends::Measured));
        }
        if self.is_bracketed_difference(at) {
            return None;
        }
        // "737-800"
        if first.len() == 3
            && first.starts_with('7')
            && first.ends_with('7')
            && digits.len() == 3
            && dash == '-'
        {
            return None;
        }
        // "exercises 4.1-4.6"
        let later = value(first) == value(digits)
            && at == from + 3
            && self.is_sign(from + 1, '.')
            && end == second + 3
            && value(self.str(from + 2)) < value(self.str(second + 2));
        // "Fig. 3-7": the seventh of chapter three
        if dash == '-' && self.is_numbered(from) && self.is_pictured(from) {
            return None;
        }
        let rising =
            self.meridiem(end).is_some() || value(first) < value(digits) && !digits.starts_with('0') || later;
        // A score, a vote, a working day: "3-1", "9-5".
        let longest = if self.is_of_game(from) { 3 } else { 2 };
        let falling = first.len() <= longest
            && digits.len() <= longest
            && value(first) > value(digits)
            && !digits.starts_with('0') | (digits == "0")
            && !matches!((first, digits), ("24", "7") | ("10", "4"))
            && !self.glued(from)
            && !self.is_numbered(from)
            && (self.ends_before(end) || self.is_sign(end, '-'));
        let rising = rising || falling || is_span_of_years(first, digits) && self.ends_before(end);
        (dash == '–' || first.is_empty() || rising).then_some((second, Ends::Bare))
    }
}

impl<'t> Tagger<'t, '_> {
    /// "NIST SP 800-53", "FIPS 140-3": a publication and its part, whose hyphen is said so that no longer number is heard.
    pub(in super::super) fn publication(&mut self, at: usize, series: &'t str) -> Option<usize> {
        let standard = self.str(at.wrapping_sub(1)) == "FIPS";
        let named = (standard || self.str(at.wrapping_sub(1)) == "SP") && !self.glued(at);
        let hyphen = self.is_sign(at + 1, '-') && self.glued(at + 1) && self.glued(at + 2);
        let number = self.number(at + 2).filter(|_| named && hyphen)?;
        let class = if standard {
            Class::Pairs(series)
        } else {
            Class::Cardinal(series)
        };
        self.push(class, at, at + 1);
        self.push(Class::Say("dash"), at + 1, at + 2);
        let class = if number.len() > 2 {
            Class::Pairs(number)
        } else {
            Class::Cardinal(number)
        };
        self.push(class, at + 2, at + 3);
        Some(at + 3)
    }

    /// "2003-04": two years, the second of which is written with a zero in front, and said without it.
    pub(super) fn season(&mut self, at: usize, first: &'t str) -> Option<usize> {
        let dash = matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–')));
        let second = self.number(at + 2).filter(|d| d.starts_with('0') && dash)?;
        let glued = (at + 1..at + 3).all(|i| self.glued(i)) && !self.glued(at) && self.ends_before(at + 3);
        (glued && first.starts_with("20") && is_span_of_years(first, second)).then_some(())?;
        self.push(Class::Pairs(first), at, at + 1);
        // "2000-01": "one" alone would count.
        let words = if first == "2000" { "to two thousand" } else { "to" };
        self.push(Class::Say(words), at + 1, at + 2);
        self.push(Class::Cardinal(&second[1..]), at + 2, at + 3);
        Some(at + 3)
    }
}

/// Whether digits are the name of a tax form or a plan: "the 1099s", "a 529 plan".
pub(super) fn is_form(digits: &str) -> bool {
    matches!(digits, "529" | "1040" | "1098" | "1099")
}

/// "1789-99": a year and the last two digits of a later one.
fn is_span_of_years(first: &str, second: &str) -> bool {
    super::context::is_year(first) && second.len() == 2 && first.get(2..).is_some_and(|tail| tail < second)
}

/// The value of a number of few digits; the rest is cut off.
pub(in super::super) fn value(digits: &str) -> u64 {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .take(18)
        .fold(0, |n, b| n * 10 + u64::from(b - b'0'))
}
