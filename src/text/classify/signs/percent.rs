//! Percent signs that are no percentage: "the 95th %ile", "--format=%ct". Parts of a hundred are `unit`'s, remainders `sign`'s.

use super::Tagger;
use crate::text::class::Class;

impl Tagger<'_, '_> {
    /// The percent sign `c` at `at` with the letters behind it; gives the token after them.
    pub(in super::super) fn percent(&mut self, at: usize, c: char) -> Option<usize> {
        let letters = self.word(at + 1).filter(|_| c == '%' && self.glued(at + 1))?;
        match letters {
            "ile" | "iles" if self.ends_before(at + 2) => {
                let many = letters == "iles";
                let said = if many { "percentiles" } else { "percentile" };
                self.push(Class::Say(said), at, at + 2);
            }
            // What a date, a time or a commit is printed with: strftime's letters, those of `git log`.
            _ if letters.len() == 2 && letters.is_ascii() && self.number(at.wrapping_sub(1)).is_none() => {
                self.push(Class::Say("percent"), at, at + 1);
                self.push(Class::Letters(letters), at + 1, at + 2);
            }
            _ => return None,
        }
        Some(at + 2)
    }
}
