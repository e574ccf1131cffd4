//! Signs that stand in quotes of their own, and are meant: "split on ','". Quotes around words are `sign`'s, empty ones `types`'s.

use super::{Tagger, sign_name::character_name};
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// "split on ','", "COALESCE(country, '??')": up to three signs in quotes of their own are named. Gives the token after
    /// them. Dots and dashes that stand for what is left out are not.
    pub(in super::super) fn quoted_signs(&mut self, at: usize) -> Option<usize> {
        const MOST: usize = 3;
        let closing = match self.kind(at)? {
            Kind::Sign(c @ ('"' | '\'')) => c,
            Kind::Sign('“') => '”',
            Kind::Sign('‘') => '’',
            _ => return None,
        };
        let sign = |i: usize| match self.kind(i) {
            Some(Kind::Sign(c)) if !matches!(c, '*' | '…') && c != closing && self.glued(i) => {
                character_name(c)
            }
            _ => None,
        };
        let first = at + 1;
        let close = first + (first..first + MOST).take_while(|&i| sign(i).is_some()).count();
        let closed = self.is_sign(close, closing) && self.glued(close) && close > first;
        let opened = !self.glued(at)
            || matches!(
                self.kind(at.wrapping_sub(1)),
                Some(Kind::Sign('(' | ',' | '=' | '[' | '`'))
            );
        let apart =
            !(self.glued(close + 1) && matches!(self.kind(close + 1), Some(Kind::Word(_) | Kind::Number)));
        let omitted = close - first == MOST && (first..close).all(|i| self.is_sign(i, '.'));
        let named = matches!(self.str(close + 1), "mark" | "marks");
        (closed && opened && apart && !omitted && !named).then_some(())?;
        self.quoted = false;
        self.quoted_once = false;
        for i in first..close {
            let from = if i == first { at } else { i };
            let to = if i + 1 == close { close + 1 } else { i + 1 };
            if let Some(Kind::Sign(c)) = self.kind(i) {
                self.push(Class::Say(character_name(c)?), from, to);
            }
        }
        Some(close + 1)
    }
}
