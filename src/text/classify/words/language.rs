//! Text about spelling: letters with accents that are named ("the ñ"), endings ("-tion"), groups of letters ("the ough in").
//!
//! Owns which those are; knows nothing of how the words around them sound.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::formulas::symbol;
use crate::text::tokenise::Kind;

/// Endings that are written with a hyphen where grammar is spoken of; none of them is the switch of a program.
const ENDINGS: &[&str] = &[
    "able", "ance", "ate", "ence", "est", "ful", "ible", "ing", "ism", "ist", "ity", "ive", "ize", "less",
    "ly", "ment", "ness", "ough", "ous", "sion", "tion", "ward", "wise",
];

/// Letters that make one sound together.
const GROUPS: &[&str] = &[
    "ai", "au", "aw", "ay", "ch", "ck", "dge", "ea", "ee", "ei", "ew", "ey", "gh", "gn", "ie", "igh", "kn",
    "ll", "ng", "ny", "oa", "oi", "oo", "ou", "ough", "ow", "oy", "ph", "qu", "rr", "sh", "sion", "ss",
    "tch", "th", "tion", "ue", "wh", "wr",
];

/// What a mark on a letter is called.
fn accent(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{300}' => "grave",
        '\u{301}' => "acute",
        '\u{302}' => "circumflex",
        '\u{303}' => "tilde",
        '\u{308}' => "umlaut",
        '\u{30A}' => "ring",
        '\u{30C}' => "caron",
        '\u{327}' => "cedilla",
        _ => return None,
    })
}

impl Tagger<'_, '_> {
    /// What is spelled or named because it is spoken of; gives the token after it.
    pub(in super::super) fn language(&mut self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Sign('-') => self.ending(at),
            Kind::Word(_) => self.accented(at).or_else(|| self.letter_group(at)),
            _ => None,
        }
    }

    /// "the ñ in", "an é": a letter alone, where an article or a quotation mark says that it is meant.
    fn accented(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|w| !w.is_ascii() && w.len() <= 4)?;
        let before = at.checked_sub(1)?;
        let meant = matches!(
            self.str(before),
            "the"
                | "The"
                | "a"
                | "an"
                | "letter"
                | "letters"
                | "accented"
                | "and"
                | "or"
                | "with"
                | "\""
                | "“"
                | "‘"
        );
        (meant && self.ends_before(at + 1)).then_some(())?;
        if let Some(name) = match word {
            "ñ" | "Ñ" => Some("enye"),
            "ß" => Some("eszett"),
            "ø" | "Ø" => Some("O slash"),
            _ => None,
        } {
            self.push(Class::Say(name), at, at + 1);
            return Some(at + 1);
        }
        let (base, mark) = symbol::marked(word)?;
        let (letter, mark) = (symbol::letter(base)?, accent(mark)?);
        let start = self.tokens.get(at)?.start;
        self.push_bytes(Class::Letters(letter), start, start + 1);
        self.push_bytes(Class::Say(mark), start + 1, start + word.len() as u32);
        Some(at + 1)
    }

    /// "words in -ough and -tion"
    fn ending(&mut self, at: usize) -> Option<usize> {
        let apart = !self.joined(at) && self.glued(at + 1) && self.ends_before(at + 2) && !self.in_code(at);
        let ending = self
            .word(at + 1)
            .filter(|w| apart && ENDINGS.binary_search(w).is_ok())?;
        self.push(Class::Letters(ending), at, at + 2);
        Some(at + 2)
    }

    /// "the ny in", "a silent gh"
    fn letter_group(&mut self, at: usize) -> Option<usize> {
        let word = self
            .word(at)
            .filter(|w| w.len() <= 4 && GROUPS.binary_search(w).is_ok())?;
        let before = self.str(at.checked_sub(1)?);
        let heard = matches!(
            self.str(at + 1),
            "as" | "in" | "is" | "sound" | "sounds" | "spelling"
        );
        let meant = matches!(before, "silent" | "letters" | "digraph")
            || matches!(before, "the" | "The" | "an") && heard;
        (meant && self.stands_alone(at)).then_some(())?;
        self.push(Class::Letters(word), at, at + 1);
        Some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::ENDINGS.is_sorted() && super::GROUPS.is_sorted());
    }
}
