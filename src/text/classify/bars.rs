//! Bars that enclose what they measure: "|x - y|" is an absolute value, "||w||" a norm (ISO 80000-2, 2-10.16 and 2-18.12).
//!
//! Bars of code, of alternatives and of conditions ("P(A|B)") are other rooms'.

use super::Tagger;
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// Tokens that may stand between two bars.
const LONGEST: usize = 16;

impl Tagger<'_, '_> {
    /// The bar that opens or closes at `at`; gives the token after it.
    pub(super) fn bar(&mut self, at: usize) -> Option<usize> {
        if !self.is_sign(at, '|') || self.in_code(at) {
            return None;
        }
        let wide = |i: usize| 1 + usize::from(self.is_sign(i + 1, '|') && self.glued(i + 1));
        let width = wide(at);
        if self.opens_measure(at, width) {
            let name = if width == 2 {
                "the norm of"
            } else {
                "the absolute value of"
            };
            self.push(Class::Say(name), at, at + width);
            return Some(at + width);
        }
        let opened = (at.saturating_sub(LONGEST)..at)
            .rev()
            .find(|&i| self.is_sign(i, '|') && !(self.is_sign(i.wrapping_sub(1), '|') && self.glued(i)))
            .is_some_and(|i| wide(i) == width && self.opens_measure(i, width));
        opened.then_some(())?;
        if !self.ends_before(at + width) {
            self.push(Class::Mark(Punctuation::Comma), at, at + width);
        }
        Some(at + width)
    }

    /// Whether `width` bars at `at` open, and as many close behind letters, numbers and signs of a formula.
    fn opens_measure(&self, at: usize, width: usize) -> bool {
        let operator = |i: usize| {
            matches!(
                self.kind(i),
                Some(Kind::Sign('(' | '=' | '-' | '−' | '+' | '/' | '·' | '×' | '*'))
            )
        };
        let free = at == 0 || !self.glued(at) || operator(at - 1);
        let inside = |i: usize| match self.kind(i) {
            Some(Kind::Number) => true,
            Some(Kind::Word(case)) => self.str(i).len() <= 2 || case != Case::Lower && self.str(i).len() <= 3,
            Some(Kind::Sign(c)) => !matches!(c, '|' | ',' | ';' | '?' | '!' | ':' | '"'),
            None => false,
        };
        let first = at + width;
        let close = first + (first..first + LONGEST).take_while(|&i| inside(i)).count();
        let closes = (close..close + width).all(|i| self.is_sign(i, '|') && self.glued(i));
        let ends = !(self.glued(close + width)
            && matches!(
                self.kind(close + width),
                Some(Kind::Word(_) | Kind::Number | Kind::Sign('|'))
            ));
        free && close > first && self.glued(first) && closes && ends
    }
}
