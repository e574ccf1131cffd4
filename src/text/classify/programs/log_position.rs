//! Where a write-ahead log has got to, as PostgreSQL writes it: "0/16B3748" (documentation of `pg_lsn`). Owns which two
//! hexadecimal numbers around a stroke are one; other addresses are `electronic`'s.

use super::Tagger;
use crate::text::class::Class;

impl Tagger<'_, '_> {
    /// The position that is all of the segment `at..end`: each digit is named.
    pub(super) fn log_position(&mut self, at: usize, end: usize) -> Option<usize> {
        let stroke = (at + 1..at + 3).find(|&i| i < end && self.is_sign(i, '/'))?;
        let (first, last) = (self.tokens.get(at)?, self.tokens.get(end.checked_sub(1)?)?);
        let (from, to) = (first.start, last.end);
        let cut = self.tokens.get(stroke)?.start;
        let (high, low) = (self.slice(from, cut), self.slice(cut + 1, to));
        let hexadecimal = |digits: &str| {
            digits
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'A'..=b'F'))
        };
        let mixed = low.bytes().any(|b| b.is_ascii_digit()) && low.bytes().any(|b| b.is_ascii_uppercase());
        // "0/16B3748"; but "AC/DC2010A", "1/2ABC"
        let high_is = (1..=8).contains(&high.len()) && high.bytes().any(|b| b.is_ascii_digit());
        (high_is && (6..=8).contains(&low.len()) && mixed && hexadecimal(high) && hexadecimal(low))
            .then_some(())?;
        self.push_bytes(Class::Characters(high), from, cut);
        self.push_bytes(Class::Say("slash"), cut, cut + 1);
        self.push_bytes(Class::Characters(low), cut + 1, to);
        Some(end)
    }
}
