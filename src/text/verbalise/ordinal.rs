//! Ordinals and decades: the last word of a cardinal, changed. Makes no cardinal itself.

use super::Words;
use crate::text::token::SpokenItem;

impl Words {
    /// "twenty third".
    pub(super) fn ordinal(&mut self, digits: &str) {
        self.cardinal(digits);
        self.change_last(ordinal_of);
    }

    /// "nineteen eighties", "eighties", "two thousands".
    pub(super) fn decade(&mut self, digits: &str) {
        match digits {
            "100" => self.word("hundred"),
            "1000" | "1,000" => self.word("thousand"),
            _ => self.pairs(digits),
        }
        self.change_last(plural_of);
    }

    fn change_last(&mut self, change: fn(&str) -> String) {
        if let Some(SpokenItem::Word(word)) = self.items.last_mut() {
            word.text = change(&word.text);
        }
    }
}

fn ordinal_of(word: &str) -> String {
    let irregular = match word {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ => "",
    };
    match (irregular, word.strip_suffix('y')) {
        ("", Some(stem)) => format!("{stem}ieth"),
        ("", None) => format!("{word}th"),
        (irregular, _) => irregular.to_owned(),
    }
}

/// The plural of a number word.
pub(super) fn plural_of(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word == "six" => "sixes".to_owned(),
        None => format!("{word}s"),
    }
}
