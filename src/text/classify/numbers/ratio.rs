//! Ratios, "16:9", "1:5:5", and the two pressures of the blood, "120/80". Owns which pairs are one of these; what is a part of
//! a whole is `fraction`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::tokenise::Case;

/// The upper number of a blood pressure: "one twenty".
fn pressure(digits: &str) -> Class<'_> {
    if digits.len() == 3 && !digits.ends_with("00") {
        Class::Pairs(digits)
    } else {
        Class::Cardinal(digits)
    }
}

impl<'t> Tagger<'t, '_> {
    /// "the OWASP Top 10:2021", "ISO/IEC 5962:2021": the edition of a list or a standard.
    pub(super) fn edition_of_list(&mut self, at: usize) -> Option<usize> {
        let year = self.number(at + 2).filter(|y| super::context::is_year(y))?;
        let listed = matches!(self.str(at.wrapping_sub(1)), "EN" | "IEC" | "ISO" | "Top");
        (listed && self.is_sign(at + 1, ':') && self.glued(at + 1) && self.glued(at + 2)).then_some(())?;
        let number = self.str(at);
        let pairs = number.len() == 4 && !number.ends_with("00");
        self.push(
            if pairs {
                Class::Pairs(number)
            } else {
                Class::Cardinal(number)
            },
            at,
            at + 2,
        );
        self.push(Class::Pairs(year), at + 2, at + 3);
        Some(at + 3)
    }

    /// Whether the colon at `at` stands between two quantities in capitals: "LTV:CAC", or is one of a "cost:benefit ratio".
    pub(in super::super) fn is_ratio_of_names(&self, at: usize) -> bool {
        let capitals = |i: usize| self.case(i) == Some(Case::Upper) && self.str(i).len() > 1;
        let before = at.wrapping_sub(1);
        let alone = !self.joined(before) && self.ends_before(at + 2);
        let words = self.word(before).is_some()
            && self.word(at + 1).is_some()
            && matches!(self.str(at + 2), "ratio" | "ratios");
        alone && (capitals(before) && capitals(at + 1) || words)
    }

    /// Whether the pair at `at` is of odds, so that no clock shows it: "a ratio of 1:10", "odds from 1:4 to 1:20".
    pub(in super::super) fn is_odds(&self, at: usize) -> bool {
        let last = at + 3;
        let timed = matches!(
            self.str(at.wrapping_sub(1)),
            "after" | "at" | "before" | "by" | "since" | "until"
        );
        let alone = self.is_sign(at + 1, ':') && self.number(at + 2).is_some() && !self.is_sign(last, ':');
        self.str(at) == "1"
            && alone
            && !timed
            && self.meridiem(last).is_none()
            && self.is_within(8, at, &["odds", "ratio"])
    }

    /// "3:1", "16:9"; a time has two digits after its colon.
    pub(in super::super) fn ratio(&mut self, at: usize, first: &'t str) -> Option<usize> {
        let second = self
            .number(at + 2)
            .filter(|_| self.glued(at + 1) && self.glued(at + 2))?;
        ((self.ends_before(at + 3) || matches!(self.str(at + 3), "s" | ":"))
            && first.len() <= 4
            && !self.glued(at))
        .then_some(())?;
        let plural = self.glued(at + 3) && self.str(at + 3) == "s";
        if (first, second) == ("1", "1")
            && (plural
                || matches!(
                    self.str(at + 3),
                    "meeting" | "meetings" | "with" | "session" | "sessions"
                ))
        {
            self.push(Class::Say("one on one"), at, at + 3);
            return Some(at + 3);
        }
        // "a 50:50 bet"
        if (first, second) == ("50", "50") {
            self.push(Class::Cardinal(first), at, at + 1);
            self.push(Class::Cardinal(second), at + 1, at + 3);
            return Some(at + 3);
        }
        // "8080:80": of four digits, ports.
        if first.len() == 4 && !first.contains(',') {
            let port = |digits: &'t str| match digits.len() {
                1 | 2 => Class::Cardinal(digits),
                _ => Class::Pairs(digits),
            };
            self.push(port(first), at, at + 1);
            self.push(Class::Say("colon"), at + 1, at + 2);
            self.push(port(second), at + 2, at + 3);
            return Some(at + 3);
        }
        // "1:5:5" of flour, water and starter
        if self.is_sign(at + 3, ':')
            && self.glued(at + 3)
            && self.glued(at + 4)
            && second.len() == 1
            && let Some(third) = self.number(at + 4)
        {
            self.parted(at, "to", at + 3);
            self.push(Class::Say("to"), at + 3, at + 4);
            self.push(Class::Cardinal(third), at + 4, at + 5);
            return Some(at + 5);
        }
        if let Some(end) = self.minutes_and_seconds(at, first, second) {
            return Some(end);
        }
        self.push(Class::Cardinal(first), at, at + 1);
        self.push(Class::Say("to"), at + 1, at + 2);
        self.push(Class::Cardinal(second), at + 2, at + 3);
        Some(at + 3)
    }

    /// "BP 120/80", the numbers `at..end`: the second may have its unit.
    pub(super) fn blood_pressure(&mut self, at: usize, end: usize) -> Option<usize> {
        self.is_pressure(at, end).then_some(())?;
        let (upper, lower) = (self.number(at)?, self.number(at + 2)?);
        self.push(pressure(upper), at, at + 1);
        self.push(Class::Say("over"), at + 1, at + 2);
        // "200/110": both are called alike.
        if lower.len() == 3 && lower != "100" && self.word(end).and_then(unit::of_symbol).is_none() {
            self.push(pressure(lower), at + 2, end);
            return Some(end);
        }
        Some(at + 2)
    }

    /// Whether a fraction is a blood pressure.
    fn is_pressure(&self, at: usize, end: usize) -> bool {
        let high = |i: usize| self.number(i).is_some_and(|n| matches!(n.len(), 2 | 3));
        let named = (at.saturating_sub(4)..at).any(|i| matches!(self.str(i), "BP" | "pressure"));
        let value = |i: usize| self.number(i).and_then(|n| n.parse::<u16>().ok()).unwrap_or(0);
        let likely = (85..=230).contains(&value(at))
            && (45..=130).contains(&value(at + 2))
            && value(at) > value(at + 2);
        let spoken_of = likely
            && self.is_within(
                20,
                at,
                &[
                    "blood",
                    "bp",
                    "cuff",
                    "hypertens",
                    "pressure",
                    "systol",
                    "diastol",
                    "reading",
                    "mmhg",
                ],
            );
        high(at)
            && high(at + 2)
            && (named
                || spoken_of
                || likely && self.str(end) == "normal"
                || self.str(end) == "mmHg"
                || (self.str(end), self.str(end + 1)) == ("mm", "Hg"))
    }
}
