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
        // "|a||b|"
        if self.is_product(at) {
            self.push(Class::Say("the absolute value of"), at, at + 1);
            return Some(at + 1);
        }
        if at.checked_sub(2).is_some_and(|first| self.is_product(first)) {
            self.push(Class::Say("times the absolute value of"), at, at + 2);
            return Some(at + 2);
        }
        if at.checked_sub(5).is_some_and(|first| self.is_product(first)) {
            return Some(at + 1);
        }
        let wide = |i: usize| 1 + usize::from(self.is_sign(i + 1, '|') && self.glued(i + 1));
        let width = wide(at);
        if self.opens_measure(at, width) {
            // "|V| vertices": how many a set has (ISO 80000-2, 2-5.5).
            let set = self.case(at + 1) == Some(Case::Upper)
                && self.is_letter(at + 1)
                && self.is_sign(at + 2, '|')
                && self.has_beside(
                    40,
                    at,
                    &[
                        "edge", "element", "graph", "set", "subset", "vertices", "vertex", "node", "O",
                    ],
                );
            let name = if width == 2 {
                "the norm of"
            } else if set {
                "the size of"
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
        // "|a|·|b|"
        let product = at + width;
        if self.is_sign(product, '·') && self.glued(product) && self.is_sign(product + 1, '|') {
            self.push(Class::Say("times"), at, product + 1);
            return Some(product + 1);
        }
        if !self.ends_before(at + width) {
            self.push(Class::Mark(Punctuation::Comma), at, at + width);
        }
        Some(at + width)
    }

    /// Whether the absolute values of two letters stand at `at`, one right behind the other: "|a||b|".
    fn is_product(&self, at: usize) -> bool {
        [0, 2, 3, 5].iter().all(|i| self.is_sign(at + i, '|'))
            && [1, 4].iter().all(|i| self.is_letter(at + i))
            && (at + 1..=at + 5).all(|i| self.glued(i))
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
