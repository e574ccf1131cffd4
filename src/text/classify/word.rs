//! Words: said whole, spelled, or taken apart.

use super::Tagger;
use crate::text::class::Class;
use crate::text::lexical;
use crate::text::tokenise::{Case, Kind, is_apostrophe};

impl<'t> Tagger<'t, '_> {
    /// A word that no other rule has taken.
    pub(super) fn lone_word(&mut self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else {
            return at + 1;
        };
        let word = self.str(at);
        match token.kind {
            Kind::Word(Case::Lower | Case::Capital) if word.len() > 1 => self.whole(word, token.start),
            Kind::Word(_) if word.chars().nth(1).is_none() => self.single_letter(at),
            Kind::Word(case) => self.capitals(word, token.start, case),
            _ => {}
        }
        at + 1
    }

    /// A word without inner capitals.
    fn whole(&mut self, word: &'t str, start: u32) {
        let end = start + word.len() as u32;
        if lexical::lacks_vowel(word) && !self.vocabulary.contains(word) && !self.vocabulary.has_entry(word) {
            self.push_bytes(Class::Letters(word), start, end);
        } else {
            self.push_bytes(Class::Word(word), start, end);
        }
    }

    /// One letter: an article, a pronoun, or a name.
    fn single_letter(&mut self, at: usize) {
        let letter = self.str(at);
        let article = match letter {
            "I" => true,
            "a" => !self.glued(at) && (self.tokens.get(at + 1).is_none_or(|t| t.spaced)),
            "A" => {
                self.starts_sentence(at)
                    && self
                        .tokens
                        .get(at + 1)
                        .is_some_and(|t| t.spaced && matches!(t.kind, Kind::Word(_)))
            }
            _ => false,
        };
        let class = if article {
            Class::Word(letter)
        } else {
            Class::Letters(letter)
        };
        self.push(class, at, at + 1);
    }

    /// Whether token `at` begins a sentence or a quotation.
    fn starts_sentence(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.kind(before)) {
            None => true,
            Some(Kind::Sign(c)) => c != '-' && c != '/',
            Some(_) => false,
        }
    }

    /// A word of at least two letters with capitals beyond the first.
    fn capitals(&mut self, word: &'t str, start: u32, case: Case) {
        let end = start + word.len() as u32;
        if self.vocabulary.has_entry(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        // A possessive or plural s follows the stem, whatever the stem is.
        let apostrophe = word.char_indices().find(|&(_, c)| is_apostrophe(c));
        if let Some((cut, c)) = apostrophe {
            let (stem, ending) = word.split_at(cut);
            if matches!(&ending[c.len_utf8()..], "s" | "S") && stem.len() > 1 {
                self.stem(stem, start, case);
                return self.push_bytes(Class::Ending("'s"), start + cut as u32, end);
            }
            return self.push_bytes(Class::Word(word), start, end);
        }
        if case == Case::Mixed
            && let Some(stem) = word.strip_suffix('s')
            && stem.len() > 1
            && stem.chars().all(char::is_uppercase)
        {
            self.stem(stem, start, Case::Upper);
            return self.push_bytes(Class::Ending("s"), end - 1, end);
        }
        self.stem(word, start, case);
    }

    /// The same without ending.
    fn stem(&mut self, word: &'t str, start: u32, case: Case) {
        let end = start + word.len() as u32;
        if self.vocabulary.has_entry(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        if case == Case::Upper {
            let class = match lexical::of_capitals(word, self.vocabulary) {
                lexical::Capitals::Spelled => Class::Letters(word),
                lexical::Capitals::Acronym => Class::Part(word),
                lexical::Capitals::Emphasis => Class::Emphasised(word),
            };
            return self.push_bytes(class, start, end);
        }
        for part in lexical::camel_parts(word) {
            let text = &word[part.clone()];
            let (from, to) = (start + part.start as u32, start + part.end as u32);
            let class = if lexical::is_spelled_part(text, word, self.vocabulary) {
                Class::Letters(text)
            } else {
                Class::Part(text)
            };
            self.push_bytes(class, from, to);
        }
    }
}
