//! Symbols of one letter with a mark at it: "ŷ", "x̄", "W'", "f'(x)". Letters of words keep their accents.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Kind, is_apostrophe};
use unicode_normalization::UnicodeNormalization;

const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";

/// A letter with one mark at it: the letter in small, and the mark.
pub(in super::super) fn marked(word: &str) -> Option<(char, char)> {
    let mut parts = word.nfd();
    let (base, mark, None) = (parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    Some((base.to_ascii_lowercase(), mark))
}

/// A Latin letter, to be named.
pub(in super::super) fn letter(small: char) -> Option<&'static str> {
    let at = ALPHABET.find(small)?;
    ALPHABET.get(at..=at)
}

/// What a mark over a symbol is called.
fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{302}' => "hat",
        '\u{304}' => "bar",
        '\u{303}' => "tilde",
        '\u{307}' => "dot",
        _ => return None,
    })
}

impl Tagger<'_, '_> {
    /// A symbol under a hat or a bar, or with a prime; gives the token after it.
    pub(in super::super) fn symbol(&mut self, at: usize) -> Option<usize> {
        self.crowned(at).or_else(|| self.primed(at))
    }

    /// "ŷ": no vowel, which foreign words write so ("à"), and none of the letters that a language has ("ñ", "ż").
    fn crowned(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|w| !w.is_ascii() && w.len() <= 4)?;
        let (base, name) = marked(word).and_then(|(base, c)| Some((base, mark(c)?)))?;
        let foreign = match name {
            "tilde" => base == 'n',
            "dot" => !matches!(base, 'q' | 'x' | 'y'),
            _ => matches!(base, 'a' | 'e' | 'i' | 'o' | 'u'),
        };
        let class = match super::formula::greek(base) {
            Some(greek) => Class::Say(greek),
            None if foreign => return None,
            None => Class::Letters(letter(base)?),
        };
        let start = self.tokens.get(at)?.start;
        self.push_bytes(class, start, start + 1);
        self.push_bytes(Class::Say(name), start + 1, start + word.len() as u32);
        Some(at + 1)
    }

    /// "W' = W - g", "f'(x)"; but "'n' roll", "the X's".
    fn primed(&mut self, at: usize) -> Option<usize> {
        let prime = |i: usize| matches!(self.kind(i), Some(Kind::Sign(c)) if is_apostrophe(c));
        let quoted = self.quoted_once || self.glued(at) && prime(at.wrapping_sub(1));
        (self.is_letter(at) && !quoted && prime(at + 1) && self.glued(at + 1)).then_some(())?;
        let twice = prime(at + 2) && self.glued(at + 2);
        let after = at + 2 + usize::from(twice);
        let name = if twice { "double prime" } else { "prime" };
        let argument = (after..after + 3).all(|i| self.glued(i))
            && self.is_sign(after, '(')
            && self.is_letter(after + 1)
            && self.is_sign(after + 2, ')');
        (argument || self.ends_before(after)).then_some(())?;
        self.push(Class::Letters(self.str(at)), at, at + 1);
        self.push(Class::Say(name), at + 1, after);
        if !argument {
            return Some(after);
        }
        self.push(Class::Say("of"), after, after + 1);
        self.push(Class::Letters(self.str(after + 1)), after + 1, after + 2);
        Some(after + 3)
    }
}
