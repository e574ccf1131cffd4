//! Letters with a stroke that stand for a word: "w/", "w/o", "c/o", "H/W". Strokes that divide or part are `slash`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Case;

impl Tagger<'_, '_> {
    /// "w/", "w/o", "c/o", "H/W".
    pub(super) fn shorthand(&mut self, at: usize) -> Option<usize> {
        (self.is_sign(at + 1, '/') && self.glued(at + 1)).then_some(())?;
        let after = if self.glued(at + 2) { self.str(at + 2) } else { "" };
        let (words, end) = match (self.str(at), after) {
            ("w" | "W", "o") => ("without", at + 3),
            ("c", "o") => ("care of", at + 3),
            ("b", "c") => ("because", at + 3),
            ("b", "w" | "n") => ("between", at + 3),
            ("H", "W") | ("h", "w") => ("hardware", at + 3),
            ("S", "W") | ("s", "w") => ("software", at + 3),
            // Writes a second.
            ("w", "s") if self.ends_before(at + 3) => return None,
            // "5 W/m²"
            ("W", _) if self.number(at.wrapping_sub(1)).is_some() => return None,
            ("w" | "W", _) if !self.glued(at + 2) || self.case(at + 2) != Some(Case::Upper) => {
                ("with", at + 2)
            }
            _ => return None,
        };
        self.push(Class::Say(words), at, end);
        Some(end)
    }
}
