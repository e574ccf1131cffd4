//! Fractions and the pairs that look like them: "3/4", "1 1/2", "½", "24/7", "50/50", "16:9".

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

/// The numerator and denominator of a fraction that is one character.
fn vulgar(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '½' => ("1", "2"),
        '⅓' => ("1", "3"),
        '⅔' => ("2", "3"),
        '¼' => ("1", "4"),
        '¾' => ("3", "4"),
        '⅕' => ("1", "5"),
        '⅖' => ("2", "5"),
        '⅗' => ("3", "5"),
        '⅘' => ("4", "5"),
        '⅙' => ("1", "6"),
        '⅚' => ("5", "6"),
        '⅛' => ("1", "8"),
        '⅜' => ("3", "8"),
        '⅝' => ("5", "8"),
        '⅞' => ("7", "8"),
        _ => return None,
    })
}

impl<'t> Tagger<'t, '_> {
    /// A fraction, or a ratio, at `at`.
    pub(super) fn fraction(&mut self, at: usize) -> Option<usize> {
        let first = self.number(at)?;
        match self.kind(at + 1)? {
            Kind::Sign('/' | '⁄') => self.simple_fraction(at),
            Kind::Sign(':') => self.ratio(at, first),
            Kind::Sign(c) if self.glued(at + 1) => {
                let (numerator, denominator) = vulgar(c)?;
                self.push(Class::Cardinal(first), at, at + 1);
                self.push(Class::Say("and"), at + 1, at + 2);
                self.push(Class::Fraction(numerator, denominator), at + 1, at + 2);
                Some(at + 2)
            }
            // "3 2/4"
            Kind::Number if self.is_sign(at + 2, '/') && first.len() <= 3 => {
                let denominator = self
                    .number(at + 3)
                    .filter(|_| self.glued(at + 2) && self.glued(at + 3))?;
                (!self.glued(at + 4) || self.ends_before(at + 4)).then_some(())?;
                self.push(Class::Cardinal(first), at, at + 1);
                self.push(Class::Say("and"), at + 1, at + 2);
                self.push(Class::Fraction(self.str(at + 1), denominator), at + 1, at + 4);
                Some(at + 4)
            }
            _ => None,
        }
    }

    fn simple_fraction(&mut self, at: usize) -> Option<usize> {
        let numerator = self.number(at)?;
        let denominator = self
            .number(at + 2)
            .filter(|_| self.glued(at + 1) && self.glued(at + 2))?;
        let (n, d) = (numerator.parse::<u32>().ok()?, denominator.parse::<u32>().ok()?);
        // Part of something longer is no fraction.
        let mut end = at + 3;
        let ending = self.str(end).trim_end_matches(['s', 'S']);
        if self.glued(end) && ending.len() == 2 && super::number::is_ordinal_suffix(denominator, ending) {
            end += 1;
        } else if !self.ends_before(end) && !self.is_sign(end, '-') {
            return None;
        }
        if self.glued(at) {
            let before = at.wrapping_sub(1);
            let code = self.word(before).is_some()
                || self.is_sign(before, '/')
                || self.is_sign(before, '-') && self.glued(before);
            (!code).then_some(())?;
        }
        // "Step 1/5"
        let counted = at.checked_sub(1).map_or("", |b| self.str(b));
        let part = ["attempt", "lesson", "page", "part", "retry", "slide", "step"];
        if n <= d && part.iter().any(|p| counted.eq_ignore_ascii_case(p)) {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            self.push(Class::Cardinal(denominator), at + 2, end);
            return Some(end);
        }
        // "9/10 would recommend"
        if matches!(d, 5 | 10) && n <= d && self.is_rating(at, end) {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Say("out of"), at + 1, at + 2);
            self.push(Class::Cardinal(denominator), at + 2, end);
            return Some(end);
        }
        let idiom = matches!((n, d), (24, 7) | (9, 11) | (7, 11) | (20, 20)) || n + d == 100 || d == 0;
        if idiom {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Cardinal(denominator), at + 1, end);
        } else {
            self.push(Class::Fraction(numerator, denominator), at, end);
        }
        Some(end)
    }

    /// Whether something is rated, or people are counted, with the fraction `at..end`.
    fn is_rating(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        matches!(
            self.str(end),
            "would" | "people" | "users" | "teams" | "developers" | "engineers"
        ) || matches!(
            before,
            "gave" | "rate" | "rated" | "rating" | "score" | "scored" | "scores" | "scoring"
        )
    }

    /// "3:1", "16:9"; a time has two digits after its colon.
    fn ratio(&mut self, at: usize, first: &'t str) -> Option<usize> {
        let second = self
            .number(at + 2)
            .filter(|_| self.glued(at + 1) && self.glued(at + 2))?;
        ((self.ends_before(at + 3) || self.str(at + 3) == "s") && first.len() <= 4 && !self.glued(at))
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
        self.push(Class::Cardinal(first), at, at + 1);
        self.push(Class::Say("to"), at + 1, at + 2);
        self.push(Class::Cardinal(second), at + 2, at + 3);
        Some(at + 3)
    }

    /// A fraction that is one character and stands by itself.
    pub(super) fn vulgar_fraction(&mut self, at: usize, c: char) -> Option<usize> {
        let (numerator, denominator) = vulgar(c)?;
        self.push(Class::Fraction(numerator, denominator), at, at + 1);
        Some(at + 1)
    }
}
