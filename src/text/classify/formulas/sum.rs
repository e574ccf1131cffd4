//! Sums, products and integrals with what they run over: "∑_{i=1}^n x_i", "Σ_j w_j", "∫_0^1" (ISO 80000-2, clauses
//! 10 and 12). A sigma that is a matrix is `formula`'s.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::tokenise::Kind;
use std::ops::Range;

/// What is said: before what it is of, before what it runs over, before where it begins.
const SUM: [&str; 3] = ["the sum of", "the sum over", "the sum from"];
const PRODUCT: [&str; 3] = ["the product of", "the product over", "the product from"];
const INTEGRAL: [&str; 3] = ["the integral of", "the integral over", "the integral from"];
/// The same where the noun stands before it: "the sum Σ_i x_i".
const NAMED: [&str; 3] = ["of", "over", "from"];

impl Tagger<'_, '_> {
    /// A sum at `at` with its limits; one without is a sign like others.
    pub(in super::super) fn sum(&mut self, at: usize) -> Option<usize> {
        let said = match self.str(at.wrapping_sub(1)) {
            "integral" | "product" | "sum" => NAMED,
            _ => match self.str(at) {
                "Σ" | "∑" => SUM,
                "Π" | "∏" => PRODUCT,
                _ => INTEGRAL,
            },
        };
        let (lower, after) = self.script(at + 1, '_')?;
        let upper = self.script(after, '^');
        let end = upper.as_ref().map_or(after, |(_, end)| *end);
        // "the covariance Σₖ is"
        let letter = self.word(at).is_some();
        (!letter || upper.is_some() || self.begins_factor(end)).then_some(())?;
        self.push(
            Class::Say(if upper.is_some() { said[2] } else { said[1] }),
            at,
            at + 1,
        );
        let mut next = self.scripted(lower);
        if let Some((upper, _)) = upper {
            self.push(Class::Say("to"), after, after + 1);
            next = next.max(self.scripted(upper));
        }
        if self.begins_factor(end)
            && let Some(last) = self.tokens.get(end - 1).map(|t| t.end)
        {
            self.push_bytes(Class::Say("of"), last, last);
        }
        Some(end.max(next))
    }

    /// What stands above or below the line from `at` on behind its mark, in braces or not, and the token after all of it.
    pub(in super::super) fn script(&self, at: usize, mark: char) -> Option<(Range<usize>, usize)> {
        self.glued(at).then_some(())?;
        if let Kind::Sign(c) = self.kind(at)?
            && (mark == '_' && formula::index(c).is_some() || mark == '^' && c == 'ⁿ')
        {
            return Some((at..at + 1, at + 1));
        }
        (self.is_sign(at, mark) && self.glued(at + 1)).then_some(())?;
        let first = at + 1;
        match self.kind(first)? {
            Kind::Sign('{') => {
                let close = self.braced(first)?;
                Some((first + 1..close, close + 1))
            }
            Kind::Number | Kind::Sign('∞') => Some((first..first + 1, first + 1)),
            Kind::Word(_) if self.str(first).chars().count() <= 2 => Some((first..first + 1, first + 1)),
            _ => None,
        }
    }

    /// Reads what `script` found; gives the token after it.
    pub(super) fn scripted(&mut self, tokens: Range<usize>) -> usize {
        let first = tokens.start;
        match self.kind(first) {
            Some(Kind::Sign('ⁿ')) => self.push(Class::Say("N"), first, first + 1),
            Some(Kind::Sign(c)) if tokens.len() == 1 && formula::index(c).is_some() => {
                let letter = formula::index(c)
                    .and_then(|name| name.strip_prefix("sub "))
                    .unwrap_or("");
                self.push(Class::Say(letter), first, first + 1);
            }
            Some(Kind::Word(_)) if tokens.len() == 1 && self.str(first).is_ascii() => {
                self.push(Class::Letters(self.str(first)), first, first + 1);
            }
            _ => return self.pieces(first, tokens.end),
        }
        tokens.end
    }

    /// Whether something to be summed begins at `at`.
    fn begins_factor(&self, at: usize) -> bool {
        let called = matches!(self.kind(at + 1), Some(Kind::Sign('(' | '_' | '^'))) && self.glued(at + 1);
        self.opens_term(at) || self.word(at).is_some() && called
    }
}
