//! Numbers in prose: cardinals, decimals, ordinals, ranges, and what is counted.

use super::{Tagger, unit};
use crate::text::class::{Class, Decimal, Measure};
use crate::text::tokenise::{Case, Kind};

impl<'t> Tagger<'t, '_> {
    /// Tags the number at `at` with what belongs to it.
    pub(super) fn number_like(&mut self, at: usize) -> usize {
        let Some(digits) = self.number(at) else {
            return at + 1;
        };
        if self.glued(at + 1) && self.is_ordinal_suffix(digits, self.str(at + 1)) {
            self.push(Class::Ordinal(digits), at, at + 2);
            return at + 2;
        }
        let (amount, end) = self.amount(at, digits);
        if let Some((unit, after)) = self.unit_at(end) {
            self.push(Class::Measure(Measure { amount, unit }), at, after);
            return after;
        }
        if self.glued(end) && self.str(end) == "s" && self.is_decade(digits) {
            self.push(Class::Decade(digits), at, end + 1);
            return end + 1;
        }
        let class = if amount.fraction.is_none() && self.is_year(digits, end) {
            Class::Pairs(digits)
        } else {
            self.plain(amount)
        };
        self.push(class, at, end);
        if let Some(second) = self.range_end(end) {
            self.push(Class::Say("to"), end, end + 1);
            return self.number_like(second);
        }
        end
    }

    /// Whether digits before an s are a decade: 1980s, 80s.
    fn is_decade(&self, digits: &str) -> bool {
        matches!(digits.len(), 2 | 4) && digits.ends_with('0')
    }

    /// Whether four digits are a year: 1100 to 2099, and nothing is counted by them.
    fn is_year(&self, digits: &str, after: usize) -> bool {
        digits.len() == 4 && ("1100"..="2099").contains(&digits) && !self.is_counted(after)
    }

    /// Whether the word at `at` may be what a number before it counts: a plural in small letters.
    fn is_counted(&self, at: usize) -> bool {
        self.case(at) == Some(Case::Lower) && {
            let word = self.str(at);
            word.len() > 3 && word.ends_with('s') && !word.ends_with("ss")
        }
    }

    fn plain(&self, amount: Decimal<'t>) -> Class<'t> {
        match amount.fraction {
            Some(_) => Class::Decimal(amount),
            None if amount.whole.len() > 1 && amount.whole.starts_with('0') => Class::Digits(amount.whole),
            None => Class::Cardinal(amount.whole),
        }
    }

    /// The number at `at` with its fraction, if it has one, and the token after it.
    pub(super) fn amount(&self, at: usize, whole: &'t str) -> (Decimal<'t>, usize) {
        let fraction = (self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2))
            .then(|| self.number(at + 2))
            .flatten();
        let end = if fraction.is_some() { at + 3 } else { at + 1 };
        (Decimal { whole, fraction }, end)
    }

    /// The unit written at `at`, glued or as the next word, and the token after it.
    fn unit_at(&self, at: usize) -> Option<(&'static unit::Unit, usize)> {
        match self.kind(at)? {
            Kind::Sign(c) if self.glued(at) => Some((unit::of_sign(c)?, at + 1)),
            Kind::Word(_) => Some((unit::of_symbol(self.str(at))?, at + 1)),
            _ => None,
        }
    }

    /// The number after a hyphen or dash at `at`, where the two make a range.
    fn range_end(&self, at: usize) -> Option<usize> {
        let dash = matches!(self.kind(at), Some(Kind::Sign('-' | '–')));
        (dash && self.glued(at) && self.glued(at + 1) && self.number(at + 1).is_some()).then_some(at + 1)
    }

    /// Whether `suffix` is the ending that `digits` has as an ordinal.
    fn is_ordinal_suffix(&self, digits: &str, suffix: &str) -> bool {
        let bytes = digits.as_bytes();
        let tens = bytes.len().checked_sub(2).map_or(b'0', |i| bytes[i]);
        let right = match bytes.last() {
            _ if tens == b'1' => "th",
            Some(b'1') => "st",
            Some(b'2') => "nd",
            Some(b'3') => "rd",
            _ => "th",
        };
        suffix.eq_ignore_ascii_case(right)
    }
}
