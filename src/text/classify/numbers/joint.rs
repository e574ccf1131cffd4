//! Signs between what they join, where they are not said or are said in another way than elsewhere: the year of a standard,
//! numbers that follow each other, a star behind a letter. Ranges are `range`'s, operators `sign`'s.

use super::Tagger;
use crate::text::abbreviations::full_weekday;
use crate::text::class::{Class, Decimal};
use crate::text::tokenise::{Case, Kind};

/// Tokens between the name of a standard's body and its year.
const NEAR: usize = 6;

impl Tagger<'_, '_> {
    /// The sign `c` at `at`; gives the token after what was read.
    pub(in super::super) fn joint(&mut self, at: usize, c: char) -> Option<usize> {
        let (before, after) = (self.joined(at), self.glued(at + 1));
        match c {
            '-' | '–' if before && after && (self.is_edition(at) || self.is_chained(at)) => Some(at + 1),
            // "h*(n)"
            '*' if before
                && after
                && self.is_letter(at.wrapping_sub(1))
                && self.is_sign(at + 1, '(')
                && self.is_letter(at + 2) =>
            {
                self.push(Class::Say("star of"), at, at + 2);
                Some(at + 2)
            }
            // "4×H100"
            '×' if before
                && after
                && self.number(at - 1).is_some_and(|n| n.len() <= 2)
                && self.case(at + 1) == Some(Case::Upper)
                && self.glued(at + 2)
                && self.number(at + 2).is_some() =>
            {
                Some(at + 1)
            }
            // "a m7g.xlarge or .2xlarge"
            '.' if !before && after && self.number(at + 1).is_some() && self.str(at + 2) == "xlarge" => {
                self.push(Class::Say("dot"), at, at + 1);
                Some(at + 1)
            }
            // "a 4'×8' bed", "20\"×30\""
            '×' if after
                && matches!(
                    self.kind(at.wrapping_sub(1)),
                    Some(Kind::Sign('\'' | '"' | '′' | '″'))
                ) =>
            {
                self.push(Class::Say("by"), at, at + 1);
                Some(at + 1)
            }
            // "4:58.37"
            '.' if before
                && after
                && matches!(self.tags.last(), Some(t) if matches!(t.class, Class::Time(_)))
                && self.is_sign(at.wrapping_sub(2), ':') =>
            {
                let fraction = Some(self.number(at + 1).filter(|f| f.len() < 4)?);
                self.push(Class::Decimal(Decimal { whole: "", fraction }), at, at + 2);
                Some(at + 2)
            }
            // "p<.05"
            '.' if after
                && matches!(
                    self.kind(at.wrapping_sub(1)),
                    Some(Kind::Sign('<' | '>' | '=' | '≤' | '≥'))
                ) =>
            {
                let fraction = Some(self.number(at + 1).filter(|f| !f.contains(','))?);
                self.push(Class::Decimal(Decimal { whole: "", fraction }), at, at + 2);
                Some(at + 2)
            }
            _ => None,
        }
    }

    /// What is said for the dash with spaces around it at `at` where it stands between two of a kind: "$5 – $10",
    /// "10% – 20%", "9 a.m. – 5 p.m.", "Mon – Fri", "pages 10 – 20"; `None` where it parts: "Unit 3 – 20 minutes".
    pub(in super::super) fn spaced_range(&self, at: usize) -> Option<&'static str> {
        let (before, after) = (at.checked_sub(1)?, at + 1);
        // A pause is asked for there.
        let (from, to) = (self.tokens.get(before)?.end, self.tokens.get(after)?.start);
        if self.slice(from, to).contains('\n') {
            return None;
        }
        // "$5 – $10"
        let money = matches!(self.tags.last().map(|t| &t.class), Some(Class::Money(_)));
        if money && self.currency_at(after) && self.number(after + 1).is_some() {
            return Some("to");
        }
        if [before, after]
            .iter()
            .all(|&i| full_weekday(self.str(i)).is_some())
        {
            return Some("to");
        }
        let number = self.number(after)?;
        let (_, end) = self.amount(after, number);
        let last = self.tags.last().map(|t| &t.class);
        let timed = (before.saturating_sub(4)..=before)
            .any(|i| self.number(i).is_some() && self.meridiem(i + 1).is_some());
        let same = self.word(before).is_some()
            && self.str(before) == self.str(end)
            && matches!(last, Some(Class::Measure(_)))
            || self.is_sign(before, '%') && self.is_sign(end, '%');
        let clock = matches!(last, Some(Class::Time(_))) || timed;
        let hour = self.meridiem(end).is_some() || self.is_sign(after + 1, ':');
        // "In Unit 3 – 20 minutes from now"
        let labelled = self.case(before.wrapping_sub(1)) == Some(Case::Capital)
            && !self.str(before - 1).ends_with('s')
            && self.word(end).is_some_and(|w| w.len() > 2);
        let plain = self.is_sign(at, '–') && self.number(before).is_some() && !labelled;
        (same || clock && hour || plain).then_some("to")
    }

    /// "CCNA 200-301", "the CCNP exam, 300-410": the number of an exam, and no range.
    pub(super) fn exam(&mut self, at: usize) -> Option<usize> {
        let second = at + 2;
        let digits = self.number(at).filter(|n| n.len() == 3)?;
        (self.is_sign(at + 1, '-') && self.number(second).is_some_and(|n| n.len() == 3)).then_some(())?;
        let certified = |i: usize| matches!(self.str(i), "CCIE" | "CCNA" | "CCNP");
        let glued = (at + 1..at + 3).all(|i| self.glued(i)) && self.ends_before(at + 3);
        // Between them stands at most a sign or what it is.
        let parted = matches!(self.str(at.checked_sub(1)?), "," | "(" | "exam");
        let name = at.checked_sub(1 + usize::from(parted))?;
        (glued && certified(name)).then_some(())?;
        self.push(Class::Pairs(digits), at, at + 1);
        self.push(Class::Pairs(self.str(second)), second, at + 3);
        Some(at + 3)
    }

    /// "($1, $2)": what a statement leaves open, counted from one.
    pub(in super::super) fn placeholder(&mut self, at: usize) -> Option<usize> {
        let nth = |i: usize| {
            let number = self
                .number(i + 1)
                .filter(|n| n.len() == 1 && self.is_sign(i, '$') && self.glued(i + 1));
            number.and_then(|n| n.parse::<u8>().ok())
        };
        let n = nth(at)?;
        let first = n == 1
            && self.is_sign(at.wrapping_sub(1), '(')
            && self.is_sign(at + 2, ',')
            && nth(at + 3) == Some(2);
        let next = n > 1
            && self.is_sign(at.wrapping_sub(1), ',')
            && at > 3
            && nth(at - 3) == Some(n - 1)
            && matches!(self.kind(at + 2), Some(Kind::Sign(',' | ')')));
        const STATEMENTS: &[&str] = &[
            "bind",
            "insert",
            "parameter",
            "placeholder",
            "query",
            "select",
            "SQL",
            "statement",
            "update",
            "values",
            "where",
        ];
        let equal = self.is_sign(at.wrapping_sub(1), '=') && self.ends_before(at + 2);
        let compared =
            (at.saturating_sub(8)..at).any(|i| matches!(self.kind(i), Some(Kind::Sign('<' | '>' | '='))));
        let told = self.in_code(at) || self.has_beside(24, at, STATEMENTS);
        ((first || next) && (compared || told) || equal && told).then_some(())?;
        self.push(Class::Say("dollar"), at, at + 1);
        self.push(Class::Small(n), at + 1, at + 2);
        Some(at + 2)
    }

    /// Whether a year follows the hyphen at `at` in the number of a standard: "ANSI Z358.1-2014", "NFPA 70E-2024".
    fn is_edition(&self, at: usize) -> bool {
        const BODIES: &[&str] = &[
            "ACI", "ANSI", "ASCE", "ASME", "ASTM", "CSA", "DIN", "IEC", "IEEE", "IES", "ISO", "JIS", "NEMA",
            "NFPA", "NIST", "SAE", "UL",
        ];
        let is_year = |i: usize| self.number(i).is_some_and(super::context::is_year);
        let year = is_year(at + 1) && !is_year(at - 1) && self.ends_before(at + 2);
        year && (at.saturating_sub(NEAR)..at)
            .any(|i| self.case(i) == Some(Case::Upper) && BODIES.binary_search(&self.str(i)).is_ok())
    }

    /// Whether the dash at `at` is one of several between numbers, one of which has a point: "the 68–95–99.7 rule".
    fn is_chained(&self, at: usize) -> bool {
        let number = |i: usize| self.number(i).is_some();
        let dash = |i: usize| self.glued(i) && self.kind(i) == self.kind(at);
        let pointed = |i: usize| number(i) && self.is_sign(i + 1, '.') && self.glued(i + 1) && number(i + 2);
        let first = number(at.wrapping_sub(1)) && number(at + 1) && dash(at + 2) && pointed(at + 3);
        let second = at > 2 && number(at - 3) && dash(at - 2) && number(at - 1) && pointed(at + 1);
        first || second
    }
}
