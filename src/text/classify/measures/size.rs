//! Crosses between numbers: which are sides ("3 x 4 m", "a 32 × 32 image") and which are factors ("2 x A100");
//! and whether a quotation mark after a number is a length.
//! Other signs that multiply are `star`'s and `expression`'s.

use super::{Tagger, unit};
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// Tokens from the first factor to the fourth: so many are a product, and no dimensions.
const PRODUCT: usize = 6;

impl Tagger<'_, '_> {
    /// What is said for the letter x at `at`, where it stands for the sign.
    pub(in super::super) fn letter_x(&self, at: usize) -> Option<&'static str> {
        let letter = self.str(at);
        let measured = matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(_)));
        let counted = self.number(at.wrapping_sub(1)).is_some() || measured || self.counts_in_millions(at);
        if letter == "x" && (self.multiplies_all(at) || self.is_multiplier(at)) {
            return Some("times");
        }
        // "8.5 x 11"
        if matches!(letter, "x" | "X") && counted && self.number(at + 1).is_some() {
            // "4 mL x 70 kg" multiplies, "3 cm x 4 cm" measures.
            // "3 x 10^8" is a number.
            let power = self.str(at + 1) == "10" && self.glued(at + 2) && self.is_raised(at + 2);
            // "120 x 50 is 6,000"
            let result = matches!(self.str(at + 2), "equals" | "gives" | "is" | "makes");
            // "200 x 64MB", "8 x 16 GB": so many of so much.
            let bytes = unit::of_symbol(self.str(at + 2)).is_some_and(|unit| unit.one.ends_with("byte"));
            let multiplies = measured && !self.is_after_length() || power || result || bytes;
            return Some(if multiplies { "times" } else { "by" });
        }
        // "4.5 x $82"
        let priced = counted && self.currency_at(at + 1);
        (letter == "x" && (priced || self.counts_out(at))).then_some("times")
    }

    /// What is said for the spaced sign at `at`, where it is not "times".
    pub(in super::super) fn cross(&self, at: usize) -> Option<&'static str> {
        let (before, after) = (
            self.number(at.wrapping_sub(1)).is_some(),
            self.number(at + 1).is_some(),
        );
        // "a 32 × 32 image"
        // "2 × 80 layers"
        let counted = self.is_counted(at + 2)
            && !matches!(
                self.str(at + 2),
                "arrays" | "boards" | "grids" | "images" | "matrices" | "pixels" | "tables" | "tiles"
            );
        // "3 × 50 min"
        let measured = self.word(at + 2).and_then(super::unit::of_symbol).is_some();
        let image = before && after && self.is_noun(at + 2) && !counted && !measured;
        // "an m × n grid"
        let grid = self.is_letter(at.wrapping_sub(1))
            && self.is_letter(at + 1)
            && matches!(
                self.str(at + 2),
                "array" | "board" | "grid" | "image" | "lattice" | "matrices" | "matrix" | "table"
            );
        // "3.18 m × 2.76 m", "60 × 90 cm"
        // "5.5 × 2.1 mm"
        let unit = self
            .number(at + 1)
            .map_or(at + 2, |digits| self.amount(at + 1, digits).1);
        // "3° × 1° across"
        let arcs = self.is_sign(unit, '°') && self.is_sign(at.wrapping_sub(1), '°');
        let lengths = after && (arcs || self.is_after_length() || before && self.measures_length(unit));
        // "each is 8 × 8", "an N × N matrix"
        (!self.multiplies_all(at) && (image || grid || lengths || self.is_square(at) || self.is_shape(at)))
            .then_some("by")
    }

    /// Whether the cross at `at` is one of a product: of four numbers or more, or with what it comes to.
    fn multiplies_all(&self, at: usize) -> bool {
        let number = |i: usize| self.number(i).is_some();
        let cross = |i: usize| self.is_sign(i, '×') || self.str(i) == "x";
        let (mut first, mut last) = (at.wrapping_sub(1), at + 1);
        if !(number(first) && number(last)) {
            return false;
        }
        while last - first < PRODUCT && first > 1 && cross(first - 1) && number(first - 2) {
            first -= 2;
        }
        while last - first < PRODUCT && cross(last + 1) && number(last + 2) {
            last += 2;
        }
        last - first >= PRODUCT || self.is_sign(last + 1, '=')
    }

    /// Whether the x at `at` stands before how many times: "four lookups, x2 for each".
    fn is_multiplier(&self, at: usize) -> bool {
        let counted = self
            .word(at.wrapping_sub(2))
            .is_some_and(|w| w.len() > 2 && w.ends_with('s'));
        counted
            && self.is_sign(at - 1, ',')
            && !self.glued(at)
            && self.glued(at + 1)
            && self.number(at + 1).is_some()
    }

    /// Whether the last that was read is a length.
    pub(super) fn is_after_length(&self) -> bool {
        matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(m)) if m.unit.is_length())
    }

    /// Whether the symbol of a length stands at `at`.
    pub(super) fn measures_length(&self, at: usize) -> bool {
        let unit = self.word(at).and_then(super::unit::of_symbol);
        unit.is_some_and(|unit| unit.is_length())
    }

    /// Whether the x at `at` says how many times: "2 x A100", "7B params x 2 bytes".
    fn counts_out(&self, at: usize) -> bool {
        let spaced = |i: usize| self.tokens.get(i).is_some_and(|t| t.spaced);
        let number = |i: usize| self.number(i).is_some();
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let model = self.case(at + 1) == Some(Case::Upper) && self.glued(at + 2) && number(at + 2);
        let parts = |i: usize| matches!(self.kind(i), Some(Kind::Sign('.' | ',' | ';' | ':')));
        let said = (at.saturating_sub(7)..before)
            .rev()
            .take_while(|&i| !parts(i))
            .any(number);
        let several = self.case(before) == Some(Case::Lower)
            && self.str(before).ends_with('s')
            && (at.saturating_sub(4)..before).any(number);
        let counted = several || said && self.word(before).is_some_and(|w| w.len() > 1);
        // "cost = tokens x price", "N x M integrations"
        let word = |i: usize| self.word(i).is_some();
        let letter = |i: usize| self.is_letter(i) && self.case(i) == Some(Case::Upper) && self.str(i) != "I";
        // "if x is NaN"
        #[rustfmt::skip] // a table
        const PROSE: &[&str] = &[
            "and", "are", "as", "but", "every", "for", "has", "if", "in", "is", "of", "or", "that", "the", "then", "was", "when",
        ];
        let prose = |i: usize| PROSE.contains(&self.str(i));
        let formula =
            !prose(before) && !prose(at + 1) && word(before) && word(at + 1) && self.follows_equals(at)
                || letter(before) && letter(at + 1);
        spaced(at)
            && spaced(at + 1)
            && (formula || number(before) && model || counted && (number(at + 1) || self.currency_at(at + 1)))
    }

    /// Whether a number in thousands, millions or billions stands before `at`: "3M x 2M".
    fn counts_in_millions(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        matches!(self.str(before), "B" | "K" | "M" | "k")
            && self.glued(before)
            && self.number(before.wrapping_sub(1)).is_some()
    }

    /// Whether the quotation mark at `at`, after a number, means feet or inches: it closes no quotation.
    pub(in super::super) fn is_length(&self, at: usize) -> bool {
        let means = if self.is_sign(at, '"') {
            !self.quoted
        } else {
            let inches = self.number(at + 1).is_some() && self.is_sign(at + 2, '"');
            let joined = matches!(self.str(at + 1), "and" | "or" | "to");
            let again = self.number(at + 2).is_some() && self.is_sign(at + 3, '\'');
            !self.quoted_once && (inches || self.ends_before(at + 1) && (!joined || again))
        };
        self.glued(at) && means
    }
}
