//! How often, and how many times as much: "2x/wk", "3x a day", "runs 2x in development", "4x as much". Owns where an x behind a
//! number is said "times"; elsewhere it is a letter ("2x faster"), or crosses sizes, which are `size`'s.

use super::Tagger;
use crate::text::class::{Class, Decimal};
use crate::text::classify::measures::unit;
use crate::text::tokenise::Kind;

/// What is done so many times, right before the number.
const DONE: &[&str] = &[
    "applied", "apply", "do", "done", "failed", "fired", "happen", "happened", "happens", "it", "lift",
    "occurred", "ran", "repeat", "run", "runs", "squat", "swim", "them", "this", "train",
];

impl<'t> Tagger<'t, '_> {
    /// The number `amount`, from `at` to `end`, with the x behind it.
    pub(super) fn how_often(&mut self, amount: Decimal<'t>, at: usize, end: usize) -> Option<usize> {
        if amount.fraction.is_none()
            && let Some(after) = self.times_a(at, end)
        {
            return Some(after);
        }
        let x = self.str(end) == "x" && self.glued(end);
        if x && amount.fraction.is_none() && self.ends_before(end + 1) && self.is_done(at, end + 1) {
            let last = self.case(end + 1).is_none();
            if self.str(at) == "2" && last {
                self.push(Class::Say("twice"), at, end + 1);
            } else {
                self.push(Class::Cardinal(self.str(at)), at, end);
                self.push(Class::Say("times"), end, end + 1);
            }
            return Some(end + 1);
        }
        // "4x as much", "2x the peak", "2x or 3x as high"
        let again = matches!(self.str(end + 1), "or" | "to")
            && self.number(end + 2).is_some()
            && self.str(end + 3) == "x"
            && self.glued(end + 3);
        let after = end + 1 + 3 * usize::from(again);
        let compared = matches!(
            self.str(after),
            "as" | "daily"
                | "its"
                | "monthly"
                | "per"
                | "that"
                | "the"
                | "their"
                | "weekly"
                | "what"
                | "your"
        );
        (x && compared && !self.glued(after)).then_some(())?;
        self.push(Class::Decimal(amount), at, end);
        self.push(Class::Say("times"), end, end + 1);
        Some(end + 1)
    }

    /// Whether something is done as often as the number at `at` says, behind whose x `after` stands: "I read it 2x.", "it runs 3x
    /// in May", "do this 3x a week"; but "it runs 2x faster", "a 3x a year ago".
    fn is_done(&self, at: usize, after: usize) -> bool {
        let done = DONE
            .iter()
            .any(|word| word.eq_ignore_ascii_case(self.str(at.wrapping_sub(1))));
        let period = |i: usize| matches!(self.str(i), "day" | "month" | "night" | "week" | "year");
        let each = matches!(self.str(after), "a" | "each" | "every") && period(after + 1);
        match self.kind(after) {
            None | Some(Kind::Sign(_) | Kind::Number) => done,
            Some(Kind::Word(_)) => {
                let object = matches!(self.str(at.wrapping_sub(1)), "it" | "them");
                done && !object && matches!(self.str(after), "a" | "each" | "every" | "in" | "on" | "this")
                    || each && self.str(after + 2) != "ago" && !self.has_article(at)
            }
        }
    }

    /// "2x/wk", "3x/day": how often in a period; `end` is the x.
    fn times_a(&mut self, at: usize, end: usize) -> Option<usize> {
        let often = matches!(self.str(end), "x" | "X")
            && self.is_sign(end + 1, '/')
            && (end..end + 3).all(|i| self.glued(i))
            && self.ends_before(end + 3);
        let unit = unit::of_divisor(self.word(end + 2).filter(|_| often)?)?;
        // "3-4x/week"
        let ranged = self.tags.last().is_some_and(|t| t.class == Class::Say("to"));
        match self.str(at) {
            "1" if !ranged => self.push(Class::Say("once"), at, end + 1),
            "2" if !ranged => self.push(Class::Say("twice"), at, end + 1),
            digits => {
                self.push(Class::Cardinal(digits), at, end);
                self.push(Class::Say("times"), end, end + 1);
            }
        }
        self.push(Class::Say("a"), end + 1, end + 2);
        self.push(Class::Say(unit.one), end + 2, end + 3);
        Some(end + 3)
    }
}
