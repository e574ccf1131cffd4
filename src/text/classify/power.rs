//! Powers written with a caret: "n^2", "2^10", "10^-3", "2^n". What figures raised above the line mean, `formula` knows.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// A caret between what is raised and its exponent; gives the token after what was said.
    pub(super) fn power(&mut self, at: usize, c: char) -> Option<usize> {
        let base = match self.kind(at.checked_sub(1)?)? {
            Kind::Sign(c) => matches!(c, ')' | ']') || super::formula::is_figure(c),
            _ => true,
        };
        (c == '^' && base && self.glued(at) && self.glued(at + 1)).then_some(())?;
        let exponent = at + 1;
        let (words, after) = match self.kind(exponent)? {
            Kind::Sign('-' | '−') if self.glued(at + 2) && self.number(at + 2).is_some() => {
                ("to the power of minus", at + 2)
            }
            Kind::Sign('-' | '−') if self.glued(at + 2) && self.is_letter(at + 2) => {
                ("to the minus", at + 2)
            }
            Kind::Number if self.str(exponent) == "2" => ("squared", at + 2),
            Kind::Number if self.str(exponent) == "3" => ("cubed", at + 2),
            Kind::Number if self.joined(at) => ("to the power of", exponent),
            Kind::Word(_) if self.joined(at) && self.is_letter(exponent) && self.ends_before(at + 2) => {
                ("to the", exponent)
            }
            _ => return None,
        };
        self.push(Class::Say(words), at, after);
        Some(after)
    }
}
