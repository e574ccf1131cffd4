//! Where on the globe or in the sky, and which way: the N of "52°N", the NE of "3 km NE of the lake". Owns what the points of the compass stand
//! beside. What they are called is `address`'s.

use super::{Tagger, unit};
use crate::text::class::Class;
use crate::text::classify::trades::address;
use crate::text::tokenise::{Case, Kind};

impl Tagger<'_, '_> {
    /// Whether the number at `from` goes on after degrees or minutes of arc: the 52 of "36°52'N".
    pub(super) fn is_arc(&self, from: usize) -> bool {
        let sign = |i: usize| self.is_sign(i, '°');
        let mark =
            |i: usize, marks: &[char]| matches!(self.kind(i), Some(Kind::Sign(c)) if marks.contains(&c));
        let minutes = |i: usize| mark(i, &['\'', '′', '’']);
        // "42° 15' 30" E" has its spaces; the amount may have a fraction.
        let decimal = self.is_sign(from + 1, '.') && self.glued(from + 1);
        let after = from + if decimal { 3 } else { 1 };
        let marked = self.glued(after) && (minutes(after) || mark(after, &['"', '″', '”']));
        let before = from.wrapping_sub(1);
        (self.glued(from) || marked) && (sign(before) || minutes(before) && sign(from.wrapping_sub(3)))
    }

    /// The N of "52°N", up against degrees or minutes of arc.
    pub(super) fn hemisphere(&mut self, at: usize) -> Option<usize> {
        let arc = matches!(
            self.kind(at.wrapping_sub(1)),
            Some(Kind::Sign('°' | '\'' | '"' | '′' | '″' | '’' | '”'))
        );
        let point = address::direction(self.word(at).filter(|w| w.len() == 1)?)?;
        // "40.7° N, 74° W in the bay"
        let arcs = [&unit::MINUTE_OF_ARC, &unit::SECOND_OF_ARC];
        let turned = |class: &Class<'_>| matches!(class, Class::Measure(m) if arcs.contains(&m.unit));
        let apart = (matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('°' | '′' | '″')))
            || self.tags.last().is_some_and(|t| turned(&t.class)))
            && self.case(at + 1).is_none_or(|case| case == Case::Lower);
        (arc && (self.glued(at) || apart) && self.ends_before(at + 1)).then_some(())?;
        self.push(Class::Say(point), at, at + 1);
        Some(at + 1)
    }

    /// The NE of "3 km NE of the lake".
    pub(super) fn bearing(&mut self, at: usize) -> Option<usize> {
        let point = address::direction(self.word(at).filter(|_| !self.glued(at))?)?;
        // "35 miles NW" and no initial after it
        let between = self.str(at).len() == 2 && self.case(at + 1).is_none_or(|case| case == Case::Lower);
        (self.str(at + 1) == "of" || between).then_some(())?;
        self.push(Class::Say(point), at, at + 1);
        Some(at + 1)
    }

    /// "Dec +41° 16′": how far north or south in the sky, and no month.
    pub(in super::super) fn declination(&mut self, at: usize) -> Option<usize> {
        let sign = matches!(self.kind(at + 1), Some(Kind::Sign('+' | '-' | '−')));
        let number = at + 2;
        (sign && self.str(at) == "Dec" && self.number(number).is_some() && self.glued(number))
            .then_some(())?;
        let (_, end) = self.amount(number, self.str(number));
        self.is_sign(end, '°').then_some(())?;
        self.push(Class::Say("declination"), at, at + 1);
        Some(at + 1)
    }

    /// "35 miles NW", "the SW corner", "NE of Moscow": a quarter beside what it is a direction of.
    pub(in super::super) fn quarter(&mut self, at: usize) -> Option<usize> {
        const BEFORE: &[&str] = &[
            "backing",
            "block",
            "blocks",
            "blowing",
            "due",
            "facing",
            "feet",
            "heading",
            "kilometers",
            "meters",
            "mile",
            "miles",
            "moving",
            "shifting",
            "toward",
            "tracking",
            "veering",
        ];
        // "wind SW 18", "SW 12–15 kt"
        const BLOWING: &[&str] = &["breeze", "gust", "knot", "kt", "swell", "wind"];
        const AFTER: &[&str] = &[
            "coast", "corner", "corridor", "edge", "quadrant", "quarter", "side", "wind", "winds",
        ];
        let point = address::direction(self.word(at).filter(|w| matches!(w.len(), 2 | 3))?)?;
        let blowing = self.number(at + 1).is_some() && self.has_beside(6, at, BLOWING);
        let placed = blowing
            || BEFORE.contains(&self.str(at.wrapping_sub(1)))
            || AFTER.contains(&self.str(at + 1))
            || self.str(at + 1) == "of";
        (placed && !self.glued(at)).then_some(())?;
        self.push(Class::Say(point), at, at + 1);
        Some(at + 1)
    }

    /// "090°", "218°T": a course in three digits, true or magnetic.
    pub(in super::super) fn course(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at).filter(|n| n.len() == 3 && !self.glued(at))?;
        (self.is_sign(at + 1, '°') && self.glued(at + 1)).then_some(())?;
        let north = match self.str(at + 2) {
            "T" if self.glued(at + 2) => Some("true"),
            "M" if self.glued(at + 2) => Some("magnetic"),
            _ => None,
        };
        // "005°W", "071° 34'": a place.
        let placed =
            self.number(at + 2).is_some() || self.word(at + 2).and_then(address::direction).is_some();
        (north.is_some() || digits.starts_with('0') && !placed).then_some(())?;
        self.push(Class::Digits(digits), at, at + 1);
        self.push(Class::Say("degrees"), at + 1, at + 2);
        let Some(north) = north else { return Some(at + 2) };
        self.push(Class::Say(north), at + 2, at + 3);
        Some(at + 3)
    }
}
