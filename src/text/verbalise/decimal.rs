//! Numbers with a fraction: "three point one four". Knows nothing of what is counted.

use super::Words;
use crate::text::class::Decimal;

impl Words {
    /// The whole part as a cardinal (nothing where it is empty), the fraction digit by digit.
    pub(super) fn decimal(&mut self, decimal: &Decimal<'_>) {
        if !decimal.whole.is_empty() {
            self.cardinal(decimal.whole);
        }
        if let Some(fraction) = decimal.fraction {
            self.word("point");
            self.digits(fraction);
        }
    }
}
