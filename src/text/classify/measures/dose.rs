//! Directions of medicine: "q4h", "q 6 hours", "x3", "x 5 days", "wt 58 kg". Owns how often, how many times, and the units of
//! laboratories where no amount stands before them; amounts are `measure`'s.

use super::Tagger;
use super::unit::{self, Unit};
use crate::text::class::Class;

/// Words before which "x3" counts what is done.
const DONE: &[&str] = &[
    "daily", "done", "dose", "doses", "given", "oriented", "repeat", "repeated", "repeats", "reps", "sets",
    "tested",
];

impl Tagger<'_, '_> {
    /// How often or how many times, at a small q or x.
    pub(in super::super) fn dosing(&mut self, at: usize) -> Option<usize> {
        match self.str(at) {
            "q" => self.interval(at),
            "x" => self.repetition(at),
            "Ht" | "Wt" | "ht" | "wt" => self.stature(at),
            _ => self.concentration(at),
        }
    }

    /// "wt 58 kg, ht 1.62 m": what is measured of a patient.
    fn stature(&mut self, at: usize) -> Option<usize> {
        let colon = usize::from(self.is_sign(at + 1, ':') && self.glued(at + 1));
        let number = at + 1 + colon;
        let (_, end) = self.amount(number, self.number(number).filter(|_| !self.glued(number))?);
        let (weighs, tall) = (matches!(self.str(at), "Wt" | "wt"), self.str(end));
        let measured = match weighs {
            true => matches!(tall, "g" | "kg" | "kgs" | "lb" | "lbs" | "st"),
            false => matches!(tall, "cm" | "ft" | "in" | "inches" | "m" | "'" | "′"),
        };
        measured.then_some(())?;
        self.push(Class::Say(if weighs { "weight" } else { "height" }), at, at + 1);
        Some(at + 1 + colon)
    }

    /// "They use mmol/L": a unit of laboratories with no amount; and "52 U/L".
    fn concentration(&mut self, at: usize) -> Option<usize> {
        const COUNTED: &[&str] = &[
            "IU", "U", "g", "mEq", "mcg", "mg", "mmol", "ng", "nmol", "pg", "pmol", "µg", "μg",
        ];
        let symbol = self.word(at).filter(|w| COUNTED.contains(w) && !self.glued(at))?;
        let slash = self.is_sign(at + 1, '/') && self.glued(at + 1) && self.glued(at + 2);
        let volume = self
            .word(at + 2)
            .filter(|v| slash && matches!(*v, "L" | "dL" | "mL") && self.ends_before(at + 3))?;
        let many = if symbol == "U" {
            "units"
        } else {
            unit::of_symbol(symbol)?.many
        };
        self.push(Class::Say(many), at, at + 1);
        self.push(Class::Per(unit::of_divisor(volume)?), at + 1, at + 3);
        Some(at + 3)
    }

    /// "q4h", "q15min": every so many hours.
    fn interval(&mut self, at: usize) -> Option<usize> {
        let count = self.number(at + 1).filter(|n| n.len() <= 2)?;
        let unit = period(self.word(at + 2)?)?;
        self.ends_before(at + 3).then_some(())?;
        self.push(Class::Say("every"), at, at + 1);
        if count == "1" {
            self.push(Class::Say(unit.one), at + 1, at + 3);
        } else {
            self.push(Class::Cardinal(count), at + 1, at + 2);
            self.push(Class::Say(unit.many), at + 2, at + 3);
        }
        Some(at + 3)
    }

    /// "repeat x1", "oriented x3", "x 5 days".
    fn repetition(&mut self, at: usize) -> Option<usize> {
        let count = self.number(at + 1).filter(|n| n.len() <= 2)?;
        let lasts = self
            .word(at + 2)
            .filter(|_| !(self.glued(at + 1) && self.glued(at + 2)))
            .is_some_and(|w| period(w).is_some());
        let before = self.str(at.wrapping_sub(1));
        let done = DONE.binary_search(&before).is_ok() && self.ends_before(at + 2);
        // "x 5 days" and "x 3d" say how long, "x3" how many times.
        if lasts && self.word(at.wrapping_sub(1)).is_some() {
            // "24 hours x 7 days" is a product.
            let counted = period(before).is_some() && self.number(at.wrapping_sub(2)).is_some();
            self.push(Class::Say(if counted { "times" } else { "for" }), at, at + 1);
            return Some(at + 1);
        }
        done.then_some(())?;
        self.push(Class::Say("times"), at, at + 1);
        self.push(Class::Cardinal(count), at + 1, at + 2);
        Some(at + 2)
    }
}

/// The length of time that a symbol or a name stands for.
fn period(word: &str) -> Option<&'static Unit> {
    unit::named(if word == "w" { "week" } else { word }).filter(|u| u.is_period())
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(super::DONE.is_sorted());
    }
}
