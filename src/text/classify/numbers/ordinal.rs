//! Ordinals: "21st", "1,000th"; and in the plural parts of a whole: "in 32nds", "three 64ths". Owns which ending a number
//! has; what is a date or a street asks here.

use super::Tagger;
use crate::text::class::Class;

impl Tagger<'_, '_> {
    /// An ordinal at `at`, or several parts that it names.
    pub(super) fn ordinal(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at)?;
        let suffix = Some(self.str(at + 1)).filter(|_| self.glued(at + 1))?;
        if is_ordinal_suffix(digits, suffix) {
            self.push(Class::Ordinal(digits), at, at + 2);
            return Some(at + 2);
        }
        // "in 32nds"
        let one = suffix
            .strip_suffix('s')
            .filter(|one| is_ordinal_suffix(digits, one))?;
        (one.len() == 2 && self.ends_before(at + 2)).then_some(())?;
        self.push(Class::Ordinal(digits), at, at + 1);
        self.push(Class::Ending("s"), at + 1, at + 2);
        Some(at + 2)
    }
}

/// Whether `suffix` is the ending that `digits` has as an ordinal.
pub(in super::super) fn is_ordinal_suffix(digits: &str, suffix: &str) -> bool {
    let bytes = digits.as_bytes();
    let tens = bytes.len().checked_sub(2).map_or(b'0', |i| bytes[i]);
    let right = match bytes.last() {
        _ if tens == b'1' => "th",
        Some(b'1') => "st",
        Some(b'2') => "nd",
        Some(b'3') => "rd",
        _ => "th",
    };
    suffix.eq_ignore_ascii_case(right) && !(bytes.len() > 1 && bytes[0] == b'0')
}
