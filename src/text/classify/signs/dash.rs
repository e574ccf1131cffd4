//! Hyphens with spaces around them: which take one term from another ("det A = ad - bc"), and which are dashes that set
//! something apart ("AAAA - say quad-A - is for IPv6"). Ranges are `joint`'s.

use super::Tagger;
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
