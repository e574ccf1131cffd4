//! Intervals in brackets: "it lies in [-1, 1]", "the interval [0, 1)" (ISO 80000-2, 2-7.7 to 2-7.10). Lists in brackets
//! are none, and only words before say which it is.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl<'t> Tagger<'t, '_> {
    /// The interval whose bracket opens at `at`; gives the token after it.
    pub(super) fn bounded(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let noun = |i: usize| matches!(self.str(i), "interval" | "range");
        let lies = |i: usize| matches!(self.str(i), "lie" | "lies" | "lying" | "fall" | "falls");
        let words = match self.str(before) {
            "interval" | "range" => "from",
            "in" if lies(before.wrapping_sub(1)) => "the interval from",
            "∈" if self.is_sign(at, '[') => "the interval from",
            "over" | "on" if noun(before.wrapping_sub(1)) => "from",
            _ => return None,
        };
        if self.glued(at) {
            return None;
        }
        let (low, comma) = self.bound(at + 1)?;
        self.is_sign(comma, ',').then_some(())?;
        let (high, close) = self.bound(comma + 1)?;
        matches!(self.kind(close), Some(Kind::Sign(']' | ')'))).then_some(())?;
        self.push(Class::Say(words), at, at + 1);
        self.limit(low, at + 1, comma);
        self.push(Class::Say("to"), comma, comma + 1);
        self.limit(high, comma + 1, close);
        Some(close + 1)
    }

    /// An end of an interval at `at`: what is said behind its minus, and the token after it.
    fn bound(&self, at: usize) -> Option<(Class<'t>, usize)> {
        let first = at + usize::from(self.is_negated(at));
        Some(match self.kind(first)? {
            Kind::Number => {
                let (amount, end) = self.amount(first, self.number(first)?);
                (Class::Decimal(amount), end)
            }
            Kind::Sign('∞') => (Class::Say("infinity"), first + 1),
            Kind::Word(_) if self.str(first) == "π" => (Class::Say("pi"), first + 1),
            Kind::Word(_) if self.is_letter(first) && self.str(first).is_ascii() => {
                (Class::Letters(self.str(first)), first + 1)
            }
            _ => return None,
        })
    }

    /// Says the end of an interval that stands at `from..to`.
    fn limit(&mut self, class: Class<'t>, from: usize, to: usize) {
        let negated = self.is_negated(from);
        if negated {
            self.push(Class::Say("minus"), from, from + 1);
        }
        self.push(class, from + usize::from(negated), to);
    }

    fn is_negated(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Sign('-' | '−'))) && self.glued(at + 1)
    }
}
