//! Capitals that stress everything: sentences that are written so throughout ("OH NO! GIVE IT TO US."), where short capitals
//! are words which elsewhere are letters; and capitals that are words because of those joined to them ("LOG-END-OFFSET").
//! Capitals that stress nothing are in `query`.

use super::Tagger;
use crate::text::lexical::{Capitals, of_capitals};
use crate::text::tokenise::{Case, Kind};

/// How far a sentence is looked at on both sides, in tokens.
const REACH: usize = 24;

/// Short words that are letters elsewhere, or might be; sorted. Those that are words in any sentence, `abbreviations` knows.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "AGE", "AGO", "AIM", "AIR", "AM", "ART", "ATE", "BAG", "BE", "BED", "BET", "BIT", "BOX", "BOY", "CAR", "CAT", "CRY",
    "CUP", "DAD", "DOG", "DRY", "EAT", "EGG", "EYE", "FAN", "FAT", "FIT", "FLY", "FUN", "GUY", "HAT", "HIT", "ICE", "ILL",
    "IT", "JOY", "KID", "LAW", "LET", "LIE", "MAD", "MAN", "MEN", "MET", "MOM", "ODD", "OIL", "RAN", "RED", "SAD", "SAT",
    "SAW", "SEA", "SIR", "SIT", "SKY", "SON", "SUN", "TAX", "TEA", "TIP", "TOY", "US", "WAR", "WET", "WON", "YES",
];

impl Tagger<'_, '_> {
    /// Whether hyphens join the capitals at `at` to at least two others, one of them a word: "LOG-END-OFFSET".
    pub(super) fn is_in_column(&self, at: usize) -> bool {
        let joins = |i: usize| self.is_sign(i, '-') && self.glued(i) && self.glued(i + 1);
        let capital = |i: usize| self.case(i) == Some(Case::Upper);
        let (mut first, mut last) = (at, at);
        while first >= 2 && at - first < REACH && joins(first - 1) && capital(first - 2) {
            first -= 2;
        }
        while last < at + REACH && joins(last + 1) && capital(last + 2) {
            last += 2;
        }
        let word = |i: usize| {
            self.str(i).len() > 3 && of_capitals(self.str(i), self.vocabulary) != Capitals::Spelled
        };
        last - first >= 4 && (first..=last).step_by(2).any(word)
    }

    /// Whether the short capitals at `at` are a word that is shouted with those around it.
    pub(super) fn is_shouted(&self, at: usize) -> bool {
        let word = self.str(at);
        if WORDS.binary_search(&word).is_err()
            || self.glued(at)
            || self.glued(at + 1) && self.word(at + 1).is_some()
        {
            return false;
        }
        let ends = |i: &usize| matches!(self.kind(*i), None | Some(Kind::Sign('.' | '!' | '?')));
        let before = (0..at).rev().take(REACH).take_while(|i| !ends(i));
        let after = (at + 1..self.tokens.len()).take(REACH).take_while(|i| !ends(i));
        let (mut sure, mut all) = (0, 1);
        for i in before.chain(after) {
            let Some(other) = self.word(i) else { continue };
            let single = matches!(other, "I" | "A");
            if !single && self.case(i) != Some(Case::Upper) {
                return false;
            }
            all += usize::from(!single);
            sure += usize::from(!single && of_capitals(other, self.vocabulary) == Capitals::Emphasis);
        }
        sure > 0 && 2 * sure >= all
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(super::WORDS.is_sorted());
    }
}
