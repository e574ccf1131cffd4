//! Letters, digits and signs, each by its name. Names no sign itself: `classify` knows what each is called.

use super::Words;
use super::cardinal::ONES;
use crate::text::classify::character_name;

impl Words {
    /// Names every character; white space is only a gap. A small s that ends a run of at least two capitals
    /// is their plural: "P V Cs".
    pub(super) fn characters(&mut self, text: &str) {
        for word in text.split_whitespace() {
            let stem = word.strip_suffix('s').filter(|stem| {
                let capitals = stem
                    .chars()
                    .rev()
                    .take_while(|c| c.is_uppercase())
                    .take(2)
                    .count();
                capitals == 2
            });
            for c in stem.unwrap_or(word).chars() {
                if let Some(digit) = c.to_digit(10) {
                    self.word(ONES[digit as usize]);
                } else if c.is_alphabetic() {
                    self.letter(c);
                } else if let Some(name) = character_name(c) {
                    self.fixed(name);
                }
            }
            if stem.is_some() {
                self.ending("s");
            }
        }
    }
}
