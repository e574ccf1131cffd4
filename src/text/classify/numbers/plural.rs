//! Digits of which there are several: "five 9s", "1s and 0s", "9s and 10s are promoters". Owns which of them are no seconds; decades
//! and hundreds are `range`'s.

use super::Tagger;
use crate::text::tokenise::Case;

/// Tokens of a list that are looked at on either side.
const REACH: usize = 12;

/// Tokens behind their verb in which what lasts so long is named.
const TIMED: usize = 5;

impl Tagger<'_, '_> {
    /// "five 9s": a digit that is counted.
    pub(super) fn is_plural_digit(&self, at: usize, digits: &str) -> bool {
        const COUNTS: &[&str] = &[
            "all", "eight", "few", "fewer", "five", "four", "many", "more", "mostly", "nine", "no", "of",
            "seven", "six", "some", "straight", "the", "three", "two",
        ];
        // "1s and 0s"
        let bit = |i: usize| matches!(self.str(i), "0" | "1") && self.glued(i + 1) && self.str(i + 1) == "s";
        let bits = bit(at)
            && (matches!(self.str(at + 2), "and" | "or") && bit(at + 3)
                || matches!(self.str(at.wrapping_sub(1)), "and" | "or") && bit(at.wrapping_sub(3)));
        // "the 5s timeout", "a timeout of 2s"; but "five 9s cost"
        let before = self.str(at.wrapping_sub(1));
        let lasts = before.eq_ignore_ascii_case("the") && self.is_noun(at + 2)
            || before == "of" && self.is_of_lasting(at, at + 1);
        bits || self.is_listed_plural(at, digits)
            || digits.len() == 1
                && at > 0
                && !lasts
                && (self.number(at - 1).is_some() && !self.glued(at) && !self.currency_at(at.wrapping_sub(2))
                    || COUNTS
                        .binary_search(&self.str(at - 1).to_ascii_lowercase().as_str())
                        .is_ok())
    }

    /// Whether a list of plurals begins the clause and a verb in the plural follows it: "9s and 10s are promoters", "4s, 5s and 6s
    /// failed"; but "2s later", "after 1s, 2s and 4s".
    fn is_listed_plural(&self, at: usize, digits: &str) -> bool {
        if digits.len() > 2 || self.joined(at) {
            return false;
        }
        let item = |i: usize| {
            self.number(i).is_some_and(|n| n.len() < 3) && self.str(i + 1) == "s" && self.glued(i + 1)
        };
        let joint = |i: usize| matches!(self.str(i), "," | "and" | "or" | "to");
        let of_list = |i: usize| item(i) || joint(i) || i > 0 && item(i - 1);
        let first = at
            - (at.saturating_sub(REACH)..at)
                .rev()
                .take_while(|&i| of_list(i))
                .count();
        // A comma before the list is that of a clause.
        let first = (first..=at).find(|&i| item(i)).unwrap_or(at);
        let verb = (at..at + REACH).find(|&i| !of_list(i)).unwrap_or(at);
        let several = verb > at + 2 || first < at;
        let plural = matches!(self.str(verb), "are" | "were" | "aren't" | "weren't")
            || several
                && matches!(
                    self.str(verb),
                    "fail" | "failed" | "have" | "mean" | "pass" | "passed"
                );
        // "30s are left", "5s are too long": seconds.
        let lasts = matches!(
            self.str(verb + 1),
            "added" | "enough" | "left" | "long" | "lost" | "over" | "spent" | "too" | "up" | "wasted"
        );
        // "5s and 8s are common timeouts"
        let timed = |i: usize| {
            matches!(
                self.str(i),
                "backoffs"
                    | "deadlines"
                    | "delays"
                    | "durations"
                    | "intervals"
                    | "timeouts"
                    | "waits"
                    | "windows"
            )
        };
        let lasts = lasts || (verb + 1..=verb + TIMED).any(timed);
        plural && !lasts && self.case(verb) == Some(Case::Lower) && self.starts_sentence(first)
    }
}
