//! Dots that stand for what is left out of a list or of a sum: "{2, …, 10}", "1 + 2 + ... + n". Dots that end a sentence or
//! make it pause are none of these.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// "{2, …, 10}", "x₁, ..., xₙ": dots between commas that stand for what lies between the items.
    pub(in super::super) fn omission(&mut self, at: usize) -> Option<usize> {
        let dots = match self.kind(at)? {
            Kind::Sign('…') => 1,
            Kind::Sign('.') if (at..at + 3).all(|i| self.is_sign(i, '.')) => 3,
            _ => return None,
        };
        // "f(x, ...)", "{ ... }": what is left out ends no sentence.
        if matches!(self.kind(at + dots), Some(Kind::Sign(')' | '}' | ']')))
            && self.kind(at + dots + 1).is_some()
        {
            self.push(Class::Mark(Punctuation::Comma), at, at + dots);
            return Some(at + dots);
        }
        // "x₁² + … + xₙ²", "σ₁ ≥ σ₂ ≥ ... ≥ 0": between two operators of one kind.
        let joins = |c: char| "+−*×·<>≤≥=⊂⊆∪∩⊕⊗".contains(c);
        let operator =
            at >= 2 && matches!(self.kind(at - 1), Some(Kind::Sign(c)) if joins(c)) && self.ends_term(at - 2);
        if operator && self.kind(at.wrapping_sub(1)) == self.kind(at + dots) {
            self.push(Class::Say("dot dot dot"), at, at + dots);
            return Some(at + dots);
        }
        let item = |i: usize| self.number(i).is_some() || self.is_letter(i);
        let before = at.checked_sub(2).filter(|&b| self.is_sign(b + 1, ','))?;
        let figure = matches!(self.kind(before), Some(Kind::Sign(c)) if formula::is_figure(c));
        let next = at + dots;
        (self.is_sign(next, ',') && (item(before) || figure) && item(next + 1)).then_some(())?;
        self.push(Class::Say("up to"), at, next);
        Some(next)
    }
}
