//! Powers written with a caret: "n^2", "2^10", "10^-3", "2^n", "e^{z_i}". Transposes and inverses are
//! `matrix`'s; what figures raised above the line mean, `formula` knows.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// Whether the sign at `at` raises what stands before it: "10^8", "10⁸", "10⁻³".
    pub(in super::super) fn is_raised(&self, at: usize) -> bool {
        let raises = |c: char| matches!(c, '^' | '⁻' | '²' | '³') || super::formula::is_figure(c);
        matches!(self.kind(at), Some(Kind::Sign(c)) if raises(c))
    }

    /// A caret between what is raised and its exponent; gives the token after what was said.
    pub(in super::super) fn power(&mut self, at: usize, c: char) -> Option<usize> {
        if matches!(c, '¹' | '²' | '³') && self.is_footnote(at) {
            self.push(Class::Unreadable, at, at + 1);
            return Some(at + 1);
        }
        let base = match self.kind(at.checked_sub(1)?)? {
            Kind::Sign(c) => matches!(c, ')' | ']' | '}' | '|' | '‖') || super::formula::is_figure(c),
            _ => true,
        };
        (c == '^' && base && self.glued(at) && self.glued(at + 1)).then_some(())?;
        let exponent = at + 1;
        if let Some(end) = self.matrix_exponent(at) {
            return Some(end);
        }
        let (words, after) = match self.kind(exponent)? {
            Kind::Sign('{') => {
                let (words, after) = self.grouped_exponent(exponent)?;
                self.push(Class::Say(words), at, after);
                return Some(after);
            }
            Kind::Sign('-' | '−') if self.glued(at + 2) && self.number(at + 2).is_some() => {
                ("to the power of minus", at + 2)
            }
            Kind::Sign('-' | '−') if self.glued(at + 2) && self.is_letter(at + 2) => {
                ("to the minus", at + 2)
            }
            // "2^(n-1)"
            Kind::Sign('(') => ("to the power of", exponent),
            // "HEAD^2"
            Kind::Number if self.str(at - 1) == "HEAD" => ("caret", exponent),
            Kind::Number if self.str(exponent) == "2" => ("squared", at + 2),
            Kind::Number if self.str(exponent) == "3" => ("cubed", at + 2),
            Kind::Number if self.joined(at) || self.is_sign(at - 1, ')') => ("to the power of", exponent),
            Kind::Word(_)
                if (self.joined(at) || self.is_sign(at - 1, ')'))
                    && self.is_letter(exponent)
                    && self.ends_before(at + 2) =>
            {
                ("to the", exponent)
            }
            // "2^attempt"
            Kind::Word(_) if self.number(at - 1).is_some() && self.joined(at) && self.ends_before(at + 2) => {
                ("to the power of", exponent)
            }
            _ => return None,
        };
        self.push(Class::Say(words), at, after);
        Some(after)
    }

    /// What is said for the exponent in braces at `open`, and where to go on: "x^{2}", "10^{-3}", "e^{z_i}".
    fn grouped_exponent(&self, open: usize) -> Option<(&'static str, usize)> {
        let close = self.braced(open)?;
        let first = open + 1;
        Some(match self.str(first) {
            "2" if close == open + 2 => ("squared", close + 1),
            "3" if close == open + 2 => ("cubed", close + 1),
            "-" | "−" if self.number(first + 1).is_some() && close == open + 3 => {
                ("to the power of", first)
            }
            _ if self.number(first).is_some() && close == open + 2 => ("to the power of", first),
            _ => ("to the", first),
        })
    }

    /// Whether a raised figure counts notes: behind the mark that ends its clause ("left.³"), or behind a word where others
    /// near do ("Equity² is"); elsewhere it squares.
    fn is_footnote(&self, at: usize) -> bool {
        const NEAR: usize = 60;
        let behind_mark = |i: usize| {
            let mark = matches!(self.kind(i.wrapping_sub(1)), Some(Kind::Sign('.' | ',')));
            mark && self.glued(i) && self.word(i.wrapping_sub(2)).is_some_and(|w| w.len() > 3)
        };
        let raised = |i: usize| matches!(self.kind(i), Some(Kind::Sign('¹' | '²' | '³')));
        let counts = |i: usize| self.is_sign(i, '¹') || raised(i) && behind_mark(i);
        let word = self.word(at.wrapping_sub(1)).is_some_and(|w| w.len() > 3);
        let ends = self.glued(at) && !self.glued(at + 1);
        ends && (behind_mark(at) || word && (at.saturating_sub(NEAR)..at + NEAR).any(counts))
    }
}
