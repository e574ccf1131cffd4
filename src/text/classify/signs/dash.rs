//! Hyphens with spaces around them: which take one term from another ("det A = ad - bc"), and which are dashes that set
//! something apart ("AAAA - say quad-A - is for IPv6"). Ranges are `joint`'s.

use super::Tagger;
use crate::text::classify::numbers::range;
use crate::text::tokenise::{Case, Kind};

/// How far another dash of the sentence is looked for.
const SENTENCE: usize = 24;

impl Tagger<'_, '_> {
    /// Whether the dash at `at` stands between the terms of a formula: behind a sign of equality, between bars, in brackets.
    pub(in super::super) fn takes_away(&self, at: usize) -> bool {
        let hyphen = at > 0 && matches!(self.kind(at), Some(Kind::Sign('-' | '−' | '–')));
        if !hyphen || self.glued(at) || self.glued(at + 1) || self.in_code(at) {
            return false;
        }
        if self.is_reckoned_off(at) {
            return true;
        }
        if !(self.ends_term(at - 1) && self.opens_term(at + 1)) {
            return false;
        }
        // "(5 - 7)", "= 5 – 7"
        let range = self.number(at - 1).is_some() && self.number(at + 1).is_some();
        let equation = self.is_in_equation(at);
        (equation && !(range && self.is_sign(at, '–'))
            || !range && (self.is_in_bars(at) || self.is_in_bracket(at)))
            && !self.is_verb(at + 1)
    }

    /// Whether a number stands before the hyphen at `at`, and behind it a product, a sum or what is counted in years and the
    /// like: "208 - 0.7 × age", "5 - 3 + 2", "220 - age"; but "Day 2 - 3 × 10 squats".
    fn is_reckoned_off(&self, at: usize) -> bool {
        const QUANTITIES: &[&str] = &[
            "age", "cost", "costs", "depth", "distance", "height", "income", "length", "price", "radius",
            "speed", "weight", "width",
        ];
        // "6 × height - 5 × age"
        let factor = self.word(at - 1).is_some()
            && matches!(self.kind(at.wrapping_sub(2)), Some(Kind::Sign('×' | '*')));
        if self.is_sign(at, '–') || self.number(at - 1).is_none() && !factor {
            return false;
        }
        let decimal = self.is_sign(at.wrapping_sub(2), '.') && self.glued(at - 1) && self.glued(at - 2);
        let first = if decimal { at.wrapping_sub(3) } else { at - 1 };
        // What is listed or has a number for its name.
        let named = first == 0
            || !matches!(self.case(first - 1), Some(Case::Lower))
                && !matches!(
                    self.kind(first - 1),
                    Some(Kind::Sign('=' | '×' | '*' | '+' | '('))
                )
            || self.is_numbered(first);
        if !factor && (named || self.joined(first)) {
            return false;
        }
        let Some(digits) = self.number(at + 1) else {
            let last = match self.kind(at + 2) {
                None => true,
                Some(Kind::Sign(c)) => matches!(c, '.' | ',' | ';' | ')' | '?'),
                Some(_) => matches!(self.str(at + 2), "and" | "or"),
            };
            return last && QUANTITIES.contains(&self.str(at + 1));
        };
        let (_, sign) = self.amount(at + 1, digits);
        // "10 - 20 + tax"
        let rising = !factor && range::value(self.str(first)) < range::value(digits);
        let spaced = !rising && !self.glued(sign) && !self.glued(sign + 1);
        let operator =
            matches!(self.kind(sign), Some(Kind::Sign('×' | '*' | '+' | '/'))) || self.str(sign) == "x";
        let factor = self.number(sign + 1).is_some() || self.word(sign + 1).is_some();
        spaced && operator && factor
    }

    /// Whether the hyphen at `at` names the sign, or stands for it: "a - means destroy"; but "quad-A - is for IPv6".
    pub(super) fn names_minus(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        (matches!(self.str(before), "a" | "the") || self.str(before) == "A" && self.starts_sentence(before))
            && !self.joined(before)
            && self.case(at + 1) == Some(Case::Lower)
            && !self.is_verb(at + 1)
            && !self.closes_aside(at)
    }

    /// Whether an earlier dash of the sentence opens what the one at `at` closes.
    fn closes_aside(&self, at: usize) -> bool {
        let ends = |i: &usize| matches!(self.kind(*i), Some(Kind::Sign('.' | '?' | '!' | ';' | ':')));
        (at.saturating_sub(SENTENCE)..at)
            .rev()
            .take_while(|i| !ends(i))
            .any(|i| {
                matches!(self.kind(i), Some(Kind::Sign('-' | '–'))) && !self.glued(i) && !self.glued(i + 1)
            })
    }

    /// Whether a verb stands at `at` that only the clause around an aside can have.
    fn is_verb(&self, at: usize) -> bool {
        matches!(
            self.str(at),
            "are"
                | "can"
                | "could"
                | "did"
                | "does"
                | "had"
                | "has"
                | "have"
                | "is"
                | "may"
                | "might"
                | "must"
                | "should"
                | "was"
                | "were"
                | "will"
                | "would"
        )
    }
}
