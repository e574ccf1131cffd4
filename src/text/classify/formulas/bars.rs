//! Bars that enclose what they measure: "|x - y|" is an absolute value, "||w||" a norm (ISO 80000-2, 2-10.16 and 2-18.12).
//!
//! Bars of code, of alternatives and of conditions ("P(A|B)") are other rooms'.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::numbers::fraction;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// Tokens that may stand between two bars.
const LONGEST: usize = 16;

impl Tagger<'_, '_> {
    /// The bar that opens or closes at `at`; gives the token after it.
    pub(in super::super) fn bar(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.divergence(at) {
            return Some(end);
        }
        if self.is_sign(at, '‖') && !self.in_code(at) {
            return self.double_bar(at);
        }
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
            let times = self.multiplies_measure(at);
            let name = match (width, times) {
                (2, true) => "times the norm of",
                (2, false) => "the norm of",
                (_, true) => "times the absolute value of",
                _ if set => "the size of",
                _ => "the absolute value of",
            };
            self.push(Class::Say(name), at, at + width);
            return Some(at + width);
        }
        (self.opened_before(at) == Some(width)).then_some(())?;
        // "|a|·|b|"
        let product = at + width;
        if self.is_sign(product, '·') && self.glued(product) && self.is_sign(product + 1, '|') {
            self.push(Class::Say("times"), at, product + 1);
            return Some(product + 1);
        }
        // "||y||²"
        if !self.ends_before(at + width) && !self.is_raised(at + width) {
            self.push(Class::Mark(Punctuation::Comma), at, at + width);
        }
        Some(at + width)
    }

    /// "‖x‖²": a sign of its own for the norm.
    fn double_bar(&mut self, at: usize) -> Option<usize> {
        let term = self.closes_term(at.wrapping_sub(1)) || self.word(at.wrapping_sub(1)).is_some();
        let closes = self.glued(at) && term && !self.multiplies_measure(at);
        if closes {
            return Some(at + 1);
        }
        (self.glued(at + 1) && self.kind(at + 1).is_some()).then_some(())?;
        let times = self.multiplies_measure(at);
        self.push(
            Class::Say(if times { "times the norm of" } else { "the norm of" }),
            at,
            at + 1,
        );
        Some(at + 1)
    }

    /// The bars at `at` between what a divergence is measured of: "KL(p || q)", "D_KL(P‖Q)"; but "H(k ‖ m)".
    fn divergence(&mut self, at: usize) -> Option<usize> {
        let after = match self.kind(at)? {
            Kind::Sign('‖') => at + 1,
            Kind::Sign('|') if self.is_sign(at + 1, '|') && self.glued(at + 1) => at + 2,
            _ => return None,
        };
        let open = at.wrapping_sub(2);
        let parted = self.is_sign(open, '(')
            && self.is_sign(after + 1, ')')
            && self.is_letter(at.wrapping_sub(1))
            && self.is_letter(after)
            && matches!(self.str(open.wrapping_sub(1)), "D" | "KL")
            && !self.in_code(at);
        parted.then_some(())?;
        self.push(Class::Say("from"), at, after);
        Some(after)
    }

    /// How many bars open the measure that is not closed before `at`.
    fn opened_before(&self, at: usize) -> Option<usize> {
        let open = (at.saturating_sub(LONGEST)..at)
            .rev()
            .find(|&i| self.is_sign(i, '|') && !(self.is_sign(i.wrapping_sub(1), '|') && self.glued(i)))?;
        let width = 1 + usize::from(self.is_sign(open + 1, '|') && self.glued(open + 1));
        self.opens_measure(open, width).then_some(width)
    }

    /// Whether `at` stands between bars that measure: in "||Xw - y||", "‖Ax − b‖".
    pub(in super::super) fn is_in_bars(&self, at: usize) -> bool {
        let double = |i: usize| self.is_sign(i, '‖');
        let typed = (at.saturating_sub(LONGEST)..at)
            .rev()
            .find(|&i| double(i))
            .is_some_and(|i| self.glued(i + 1))
            && (at + 1..at + LONGEST).any(double);
        typed || self.opened_before(at).is_some()
    }

    /// Whether the bar at `at` is written up against the factor of what it measures: "2||x||", "λ|w|", or stands behind another.
    fn multiplies_measure(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let greek = self
            .word(before)
            .is_some_and(|w| w.chars().count() == 1 && w.chars().all(|c| super::formula::greek(c).is_some()));
        // "||a|| ||b||"
        let closed = matches!(self.kind(before), Some(Kind::Sign('|' | '‖'))) && self.glued(before);
        match self.glued(at) {
            true => (self.number(before).is_some() || greek) && !self.glued(before),
            false => closed,
        }
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
        // "½||x||", "2||x||"
        let half = |i: usize| matches!(self.kind(i), Some(Kind::Sign(c)) if fraction::vulgar(c).is_some());
        let free =
            at == 0 || !self.glued(at) || operator(at - 1) || half(at - 1) || self.multiplies_measure(at);
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
