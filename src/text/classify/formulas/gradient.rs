//! The nabla before what it is of: "∇f" is a gradient, "∇·F" a divergence, "∇×F" a curl, "∇²f" a Laplacian (ISO 80000-2,
//! 2-18.17 to 2-18.23). Alone it is a sign like others.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// A nabla at `at` and what is applied; gives the token after what was said.
    pub(in super::super) fn gradient(&mut self, at: usize) -> Option<usize> {
        // "the gradient ∇f"
        if matches!(self.str(at.wrapping_sub(1)), "curl" | "divergence" | "gradient") {
            return None;
        }
        let next = at + 1;
        if let Kind::Sign(c) = self.kind(next)? {
            let name = match c {
                '·' | '⋅' => Some("the divergence of"),
                '×' => Some("the curl of"),
                '²' if self.glued(next) => Some("the Laplacian of"),
                _ => None,
            };
            if let Some(name) = name.filter(|_| self.is_operand(next + 1)) {
                self.push(Class::Say(name), at, next + 1);
                return self.function_of(next + 1).or(Some(next + 1));
            }
            // "∇_θ J"
            if let Some((variable, end)) = self.script(next, '_') {
                self.push(Class::Say("the gradient with respect to"), at, next);
                self.scripted(variable);
                if self.is_operand(end) {
                    let last = self.tokens.get(end - 1).map_or(0, |t| t.end);
                    self.push_bytes(Class::Say("of"), last, last);
                    return self.function_of(end).or(Some(end));
                }
                return Some(end);
            }
        }
        (self.is_operand(next) && self.glued(next)).then_some(())?;
        self.push(Class::Say("the gradient of"), at, next);
        self.function_of(next).or(Some(next))
    }

    fn is_operand(&self, at: usize) -> bool {
        self.word(at).is_some_and(|w| w.chars().count() <= 2) || self.is_sign(at, '(') && self.glued(at)
    }
}
