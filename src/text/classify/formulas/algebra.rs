//! Where formulas stand in prose: which tokens may be part of one, which begin or end a term, and which braces only group
//! ("e^{z_i}"). Owns the order of the rooms that read formulas: sums, gradients, matrices, intervals; says little itself.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// Tokens in which a brace is looked for, and in which an equation is.
const REACH: usize = 20;

/// The letter of a set of numbers (ISO 80000-2, 2-7.1 to 2-7.5).
fn number_set(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "ℂ" => "C",
        "ℕ" => "N",
        "ℚ" => "Q",
        "ℝ" => "R",
        "ℤ" => "Z",
        _ => return None,
    })
}

impl Tagger<'_, '_> {
    /// What only formulas hold at `at`; gives the token after it.
    pub(in super::super) fn algebra(&mut self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Sign('&' | '\'') => return self.lifetime(at),
            _ if self.in_code(at) => return None,
            Kind::Sign('∑' | '∏' | '∫') => return self.sum(at),
            Kind::Word(_) if matches!(self.str(at), "Σ" | "Π") => return self.sum(at),
            // "x ∈ ℝ^n": sets of numbers are called by their letters.
            Kind::Word(_) if let Some(letter) = number_set(self.str(at)) => {
                self.push(Class::Say(letter), at, at + 1);
            }
            Kind::Sign('∇') => return self.gradient(at),
            Kind::Sign('[' | '(') => return self.bounded(at),
            // "x_{ij}", "e^{z_i}": what is grouped makes no pause.
            Kind::Sign('{') if self.braced(at).is_some() => return Some(at + 1),
            Kind::Sign('}') if self.group_before(at).is_some() => return Some(at + 1),
            // "(AB)^T", "(AB)⁻¹"
            Kind::Sign(')')
                if self.glued(at + 1) && matches!(self.kind(at + 1), Some(Kind::Sign('^' | '⁻' | 'ᵀ'))) =>
            {
                return Some(at + 1);
            }
            // "x_{ij}"
            Kind::Word(Case::Lower)
                if self.str(at).len() == 2
                    && !formula::is_small_word(self.str(at))
                    && self.is_in_group(at) =>
            {
                self.push(Class::Letters(self.str(at)), at, at + 1);
            }
            Kind::Word(_) if self.is_differential(at) || self.is_product_of_letters(at) => {
                self.push(Class::Letters(self.str(at)), at, at + 1);
            }
            // "e^{-x}"
            Kind::Sign('-' | '−') if self.is_sign(at.wrapping_sub(1), '{') && self.is_in_group(at) => {
                self.push(Class::Say("minus"), at, at + 1);
            }
            Kind::Sign('-' | '−' | '–') if self.takes_away(at) => {
                self.push(Class::Say("minus"), at, at + 1);
            }
            // "R^{d×r}"
            Kind::Sign('×') if self.is_in_group(at) => self.push(Class::Say("by"), at, at + 1),
            // "e^{z_i} / Σ_j e^{z_j}"
            Kind::Sign('/') if self.divides_terms(at) => self.push(Class::Say("over"), at, at + 1),
            _ => return None,
        }
        Some(at + 1)
    }

    /// The brace that closes the group of an exponent or an index whose brace opens at `open`.
    pub(super) fn braced(&self, open: usize) -> Option<usize> {
        let mark = open.wrapping_sub(1);
        let base = mark.wrapping_sub(1);
        let opens = self.is_sign(open, '{') && self.glued(open) && self.glued(mark);
        let raised = self.is_sign(mark, '^');
        let based = match self.kind(base)? {
            Kind::Word(_) => self.str(base).chars().count() <= if raised { 3 } else { 1 },
            Kind::Number => raised,
            Kind::Sign(c) => {
                matches!(c, ')' | ']' | '}' | '|' | '‖' | '∑' | '∏' | '∫') || formula::is_figure(c)
            }
        };
        (opens && based && (raised || self.is_sign(mark, '_'))).then_some(())?;
        let mut depth = 0usize;
        for i in open + 1..open + REACH {
            match self.kind(i)? {
                Kind::Sign('{') => depth += 1,
                Kind::Sign('}') if depth == 0 => return (i > open + 1).then_some(i),
                Kind::Sign('}') => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Where the group opens that the brace at `close` closes.
    pub(super) fn group_before(&self, close: usize) -> Option<usize> {
        let mut depth = 0usize;
        for i in (close.saturating_sub(REACH)..close).rev() {
            match self.kind(i)? {
                Kind::Sign('}') => depth += 1,
                Kind::Sign('{') if depth == 0 => return (self.braced(i) == Some(close)).then_some(i),
                Kind::Sign('{') => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Whether the token at `at` stands in the braces of an exponent or an index.
    fn is_in_group(&self, at: usize) -> bool {
        (at.saturating_sub(REACH / 2)..at)
            .rev()
            .take_while(|&i| !self.is_sign(i, '}'))
            .find(|&i| self.is_sign(i, '{'))
            .is_some_and(|open| self.braced(open).is_some_and(|close| at < close))
    }

    /// Whether the token at `at` may be part of a formula: a number, a letter or a product of two, a sign.
    fn is_of_formula(&self, at: usize) -> bool {
        let word = self.str(at);
        match self.kind(at) {
            Some(Kind::Number) => true,
            Some(Kind::Word(case)) => match word.chars().count() {
                1 => word != "I",
                2 => !formula::is_small_word(word),
                3 => {
                    matches!(case, Case::Upper | Case::Mixed)
                        || matches!(
                            word,
                            "cos" | "det" | "exp" | "log" | "max" | "min" | "sin" | "tan"
                        )
                }
                _ => false,
            },
            Some(Kind::Sign('.')) => self.glued(at) && self.glued(at + 1) && self.number(at + 1).is_some(),
            Some(Kind::Sign(c)) => !matches!(
                c,
                ',' | ';' | '?' | '!' | ':' | '"' | '“' | '”' | '…' | '—' | '`' | '#' | '@' | '\\'
            ),
            None => false,
        }
    }

    /// Whether a sign of equality stands before `at`, with nothing but a formula between.
    pub(in super::super) fn is_in_equation(&self, at: usize) -> bool {
        (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|&i| self.is_of_formula(i))
            .any(|i| matches!(self.kind(i), Some(Kind::Sign('=' | '≈' | '≤' | '≥' | '∝'))))
    }

    /// Whether the brackets around `at` hold a formula: "(2Xw - y)".
    pub(in super::super) fn is_in_bracket(&self, at: usize) -> bool {
        let open = (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|&i| self.is_of_formula(i) && !self.is_sign(i, ')'))
            .find(|&i| self.is_sign(i, '('));
        let close = (at + 1..at + REACH)
            .take_while(|&i| self.is_of_formula(i) && !self.is_sign(i, '('))
            .find(|&i| self.is_sign(i, ')'));
        open.is_some() && close.is_some()
    }

    /// Whether a letter with an index begins at `at`: "a_i", "xᵢ".
    pub(super) fn is_indexed(&self, at: usize) -> bool {
        let index = match self.kind(at + 1) {
            Some(Kind::Sign('_')) => self.glued(at + 2),
            Some(Kind::Sign(c)) => formula::is_figure(c),
            _ => false,
        };
        self.word(at).is_some_and(|w| w.chars().count() <= 2) && index && self.glued(at + 1)
    }

    /// Whether a letter's product or difference may go on at `at`.
    pub(in super::super) fn opens_term(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Number) => true,
            // "a long way"
            Some(Kind::Word(_)) => {
                let article = matches!(self.str(at), "A" | "a")
                    && !self.glued(at + 1)
                    && self.word(at + 1).is_some_and(|w| w.len() > 1);
                self.is_of_formula(at) && !article
            }
            Some(Kind::Sign(c)) => {
                matches!(c, '(' | '√' | '∑' | '∏' | '∫' | '∇' | '∂')
                    || matches!(c, '|' | '‖') && self.glued(at + 1)
            }
            None => false,
        }
    }

    /// Whether what ends a term that is no word of prose stands at `at`: a bracket, a figure, a bar.
    pub(super) fn closes_term(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Sign('}')) => self.group_before(at).is_some(),
            Some(Kind::Sign(c)) => {
                matches!(c, ')' | ']' | 'ᵀ' | 'ⁿ')
                    || matches!(c, '|' | '‖') && self.glued(at)
                    || formula::is_figure(c)
            }
            _ => false,
        }
    }

    /// Whether a term ends at `at`, in a word of a formula or otherwise.
    pub(in super::super) fn ends_term(&self, at: usize) -> bool {
        let named = self.word(at).or(self.number(at)).is_some();
        named && self.is_of_formula(at) || self.closes_term(at)
    }

    /// Whether what stands at `at` is a factor though it is no letter alone: "du" of a fraction, the "Ax" of an equation.
    pub(super) fn is_factor(&self, at: usize) -> bool {
        self.is_differential(at) || self.is_product_of_letters(at)
    }

    /// Whether the stroke at `at`, with spaces around it, divides terms one of which has an index or an exponent.
    fn divides_terms(&self, at: usize) -> bool {
        let Some(before) = at
            .checked_sub(1)
            .filter(|_| !self.glued(at) && !self.glued(at + 1))
        else {
            return false;
        };
        let marked = |i: usize| self.glued(i) && matches!(self.kind(i), Some(Kind::Sign('^' | '_')));
        let indexed = self.closes_term(before) && !matches!(self.kind(before), Some(Kind::Sign(')' | ']')))
            || marked(before.wrapping_sub(1))
                && self.is_letter(before)
                && self.is_letter(before.wrapping_sub(2));
        let summed =
            matches!(self.kind(at + 1), Some(Kind::Sign('∑' | '∏' | '∇' | '‖'))) || self.str(at + 1) == "Σ";
        indexed && (self.opens_term(at + 1) || summed) || summed && self.ends_term(before)
    }
}
