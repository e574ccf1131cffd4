//! Amounts with their unit: "seventy degrees", "one kilogram".

use super::Words;
use crate::text::class::Measure;

impl Words {
    /// The amount, then the unit in the number that agrees with it.
    pub(super) fn measure(&mut self, measure: &Measure<'_>) {
        self.decimal(&measure.amount);
        self.fixed(if measure.amount.is_one() {
            measure.unit.one
        } else {
            measure.unit.many
        });
    }
}
