//! Fractions: "one half", "three quarters", "thirty one thirty seconds". Whether one has such words at all is not
//! asked here: `classify` has done it.

use super::Words;
use super::ordinal::plural_of;
use crate::text::token::SpokenItem;

impl Words {
    /// Numerator and denominator.
    pub(super) fn fraction(&mut self, numerator: &str, denominator: &str) {
        self.cardinal(numerator);
        let one = numerator.trim_start_matches('0') == "1";
        match (denominator.trim_start_matches('0'), one) {
            ("", _) => self.fixed("over zero"),
            ("1", _) => self.fixed("over one"),
            ("2", true) => self.word("half"),
            ("2", false) => self.word("halves"),
            ("4", true) => self.word("quarter"),
            ("4", false) => self.word("quarters"),
            (_, one) => {
                self.ordinal(denominator);
                if !one && let Some(SpokenItem::Word(word)) = self.items.last_mut() {
                    word.text = plural_of(&word.text);
                }
            }
        }
    }
}
