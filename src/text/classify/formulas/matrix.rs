//! Matrices by their letters: "A^T", "A^{-1}", "A is m × n", "y = Ax" (ISO 80000-2, 2-16). Owns which letters name one;
//! powers of numbers are `power`'s.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::tokenise::{Case, Kind};

/// How far the bracket is looked for that a matrix is put in.
const REACH: usize = 16;

impl Tagger<'_, '_> {
    /// "A^T", "(AB)^{-1}", "x^TAx": what a caret does to a matrix; gives the token after it.
    pub(super) fn matrix_exponent(&mut self, at: usize) -> Option<usize> {
        let base = at.checked_sub(1)?;
        (self.glued(at) && self.glued(at + 1)).then_some(())?;
        let grouped = self.is_sign(at + 1, '{');
        let first = at + 1 + usize::from(grouped);
        let negative = matches!(self.kind(first), Some(Kind::Sign('-' | '−'))) && self.glued(first + 1);
        let end = first + 1 + usize::from(negative);
        if grouped && !self.is_sign(end, '}') {
            return None;
        }
        let after = end + usize::from(grouped);
        if negative {
            let one = self.str(first + 1) == "1" && self.is_matrix(base);
            one.then(|| self.push(Class::Say("inverse"), at, after))?;
            return Some(after);
        }
        let exponent = self.str(first);
        let transposes = exponent.starts_with(['T', '⊤', '⊺']) && exponent.chars().count() <= 4;
        (transposes && (self.is_matrix(base) || self.is_vector(base))).then_some(())?;
        // "x^TAx": what is multiplied has no space before it.
        let (start, stop) = (self.tokens.get(at)?.start, self.tokens.get(first)?.end);
        let cut = self.tokens.get(first)?.start + exponent.chars().next().map_or(0, char::len_utf8) as u32;
        self.push_bytes(Class::Say("transpose"), start, cut);
        if cut < stop {
            self.push_bytes(Class::Letters(self.slice(cut, stop)), cut, stop);
        }
        Some(after)
    }

    /// Whether what ends at `at` is called by capitals, as a matrix is: "A", "QΛQ", "W_1", "(AB)"; never a number.
    fn is_matrix(&self, at: usize) -> bool {
        match self.kind(self.named_by(at)) {
            Some(Kind::Word(_)) => self.is_of_capitals(self.named_by(at)),
            Some(Kind::Sign(')')) => {
                let inside = (at.saturating_sub(REACH)..at)
                    .rev()
                    .take_while(|&i| !self.is_sign(i, '('));
                let plain = |i: usize| self.word(i).is_none_or(|w| w.chars().count() <= 3);
                let number = |i: usize| self.number(i).is_some() && !self.is_sign(i.wrapping_sub(1), '_');
                inside.clone().any(|i| self.is_of_capitals(i))
                    && inside.clone().all(|i| plain(i) && !number(i))
                    && inside.count() < REACH
            }
            _ => false,
        }
    }

    /// Whether one of the letters that vectors have ends at `at`: "x", "β", "x_i".
    fn is_vector(&self, at: usize) -> bool {
        matches!(
            self.str(self.named_by(at)),
            "a" | "b"
                | "c"
                | "h"
                | "k"
                | "q"
                | "u"
                | "v"
                | "w"
                | "x"
                | "y"
                | "z"
                | "β"
                | "δ"
                | "θ"
                | "μ"
                | "φ"
                | "ω"
        )
    }

    /// The name whose index ends at `at`, or `at`: the W of "W_1" and of "W₁".
    fn named_by(&self, at: usize) -> usize {
        let before = at.wrapping_sub(1);
        if self.is_sign(before, '_') && self.glued(at) && self.glued(before) {
            return before.wrapping_sub(1);
        }
        match self.kind(at) {
            Some(Kind::Sign(c)) if formula::inferior(c).is_some() || formula::index(c).is_some() => before,
            Some(Kind::Sign('}')) => match self.group_before(at) {
                Some(open) if self.is_sign(open.wrapping_sub(1), '_') => open.wrapping_sub(2),
                _ => at,
            },
            _ => at,
        }
    }

    fn is_of_capitals(&self, at: usize) -> bool {
        self.word(at).is_some_and(|w| {
            w.chars().count() <= 3 && w.chars().all(char::is_alphabetic) && w.ends_with(char::is_uppercase)
        })
    }

    /// Whether "⁻¹" behind what ends at `at` inverts it: "A⁻¹", "(AB)⁻¹"; but "9.8 m K⁻¹", "J K⁻¹".
    pub(super) fn inverts(&self, at: usize) -> bool {
        let name = self.named_by(at);
        if self.is_sign(name, ')') {
            return self.is_matrix(name);
        }
        let before = name.wrapping_sub(1);
        let unit = !self.glued(name)
            && (self.number(before).is_some()
                || self
                    .word(before)
                    .is_some_and(|w| unit::of_spaced_symbol(w).is_some())
                || matches!(self.kind(before), Some(Kind::Sign(c)) if formula::is_figure(c)));
        let letters = matches!(
            self.str(name),
            "A" | "B" | "D" | "L" | "M" | "P" | "Q" | "R" | "U" | "X" | "Σ" | "Λ"
        );
        letters && !unit
    }

    /// Whether the cross at `at` stands between the sides of a matrix: "A is m × n", "of shape d × r".
    pub(in super::super) fn is_shape(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let letter = |i: usize| self.is_letter(i) && self.str(i) != "I";
        let side = |i: usize| letter(i) || self.number(i).is_some();
        let free = !self.glued(before) && (!self.glued(after + 1) || self.ends_before(after + 1));
        // "B is m × n = 12"; but "B is m × n, with n = 3"
        let near = |i: &usize| !matches!(self.kind(*i), Some(Kind::Sign(',' | ';')));
        let equal = |i: usize| self.is_sign(i, '=');
        let equated = (at..at + 6).take_while(near).any(equal)
            || (at.saturating_sub(6)..at).rev().take_while(near).any(equal);
        // "A is m × n × k"
        let mut first = before;
        while self.is_sign(first.wrapping_sub(1), '×') && side(first.wrapping_sub(2)) && at - first < REACH {
            first -= 2;
        }
        let verb = first.wrapping_sub(1);
        let subject = verb.wrapping_sub(1);
        let told = match self.str(verb) {
            "are" | "be" | "is" | "was" | "were" => {
                let named = self.case(subject) == Some(Case::Upper) && self.is_letter(subject);
                named || self.has_beside(8, verb, ARRAYS)
            }
            "dimension" | "dimensions" | "shape" | "shapes" | "size" => true,
            _ => false,
        };
        free && told && !equated && side(before) && side(after) && (letter(before) || letter(after))
    }

    /// Whether the two letters at `at` are multiplied: the "Ax" of "y = Ax" and of "||Ax||", the "ad" of "= ad - bc".
    pub(super) fn is_product_of_letters(&self, at: usize) -> bool {
        let two = |word: &&str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
        let Some(word) = self.word(at).filter(two) else {
            return false;
        };
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let case = self.case(at);
        let bars = |i: usize| matches!(self.kind(i), Some(Kind::Sign('|' | '‖')));
        let free = (!self.joined(at) || bars(before)) && (self.ends_before(after) || bars(after));
        let unit = || unit::of_spaced_symbol(word).is_some();
        if !free || self.in_code(at) || formula::is_small_word(word) || unit() {
            return false;
        }
        let sums = |i: usize| {
            self.is_sign(i, '+') && !self.glued(i) && !self.glued(i + 1) && self.is_in_equation(i)
                || self.takes_away(i)
        };
        match case {
            Some(Case::Capital) => {
                let right = self.is_sign(before, '=') && at > 1 && self.ends_term(at - 2);
                let left = self.is_sign(after, '=') && !self.glued(after) && self.opens_term(after + 1);
                let measured =
                    bars(before) && self.glued(at) && bars(after) && self.glued(after) && self.is_in_bars(at);
                right || left || measured || sums(before) || sums(after)
            }
            // "f(x) = ax + b"
            Some(Case::Lower) => {
                let defined =
                    self.is_sign(before, '=') && at > 1 && self.is_sign(at - 2, ')') && !self.glued(after);
                defined && matches!(self.kind(after), Some(Kind::Sign('+' | '-' | '−')))
                    || sums(before)
                    || sums(after)
            }
            _ => false,
        }
    }

    /// Whether the letters at `at` are a differential in a fraction: "dy/dx", "dL/dw", "d/dx"; but "de/di".
    pub(super) fn is_differential(&self, at: usize) -> bool {
        let small = |i: usize| {
            self.word(i).is_some_and(|w| {
                let mut letters = w.chars();
                letters.next() == Some('d')
                    && letters.next().is_some_and(char::is_alphabetic)
                    && letters.next().is_none()
                    && !matches!(w, "da" | "de" | "di" | "do")
            })
        };
        let stroke = |i: usize| self.is_sign(i, '/') && self.glued(i) && self.glued(i + 1);
        // "d/dx", "d²y/dx²"
        let divided = |i: usize| {
            small(i)
                || self.str(i) == "d"
                || self.is_letter(i) && self.glued(i) && self.str(i.wrapping_sub(2)) == "d"
        };
        small(at)
            && !self.in_code(at)
            // "Run du/df"
            && !(self.str(at) == "du" && self.str(at + 2) == "df" || self.str(at) == "df" && self.str(at.wrapping_sub(2)) == "du")
            && (stroke(at + 1) && small(at + 2) || stroke(at.wrapping_sub(1)) && at > 1 && divided(at - 2))
    }

    /// Whether the long number `at..end` stands beside the sign of a reckoning, with spaces: "4096 * 11008", "= 35801".
    pub(in super::super) fn is_reckoned(&self, at: usize, end: usize) -> bool {
        let spaced = |i: usize| !self.glued(i) && !self.glued(i + 1);
        let operator =
            |i: usize| matches!(self.kind(i), Some(Kind::Sign('×' | '*' | '+' | '·' | '÷'))) && spaced(i);
        let before = at.wrapping_sub(1);
        let operand = |i: usize| self.number(i).or(self.word(i)).is_some();
        let result = self.is_sign(before, '=')
            && spaced(before)
            && (self.is_letter(before.wrapping_sub(1))
                || (at.saturating_sub(4)..before).any(|i| operator(i) || self.is_sign(i, '-') && spaced(i)));
        at > 1 && (operator(before) && operand(before - 1) || result) || operator(end) && operand(end + 1)
    }
}

/// What has rows and columns.
const ARRAYS: &[&str] = &[
    "array",
    "dimension",
    "dimensions",
    "image",
    "input",
    "layer",
    "matrices",
    "matrix",
    "output",
    "shape",
    "size",
    "tensor",
    "weight",
];
