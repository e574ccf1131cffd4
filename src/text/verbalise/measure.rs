//! Amounts with their unit: "seventy degrees", "one kilogram", "five million cubic kilometers per second". Knows
//! no unit: the tag brings both its forms.

use super::Words;
use crate::text::class::{Agreement, Measure};

impl Words {
    /// The amount, then the unit in the number that agrees with it.
    pub(super) fn measure(&mut self, measure: &Measure<'_>) {
        self.decimal(&measure.amount);
        for word in [measure.magnitude, measure.power].into_iter().flatten() {
            self.word(word);
        }
        let one = measure.amount.is_one() && measure.magnitude.is_none();
        self.fixed(match measure.agreement {
            Agreement::Counted if !one => measure.unit.many,
            _ => measure.unit.one,
        });
    }
}
