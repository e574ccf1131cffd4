//! One spoken word to the words of the phoneme IR: by the author, by its letter, by the lexicon, or by rule.
//!
//! Owns the order in which these are asked and what is reported on the way. Knows nothing of the words around.

use super::derive::with_s;
use super::ipa::{self, Problem, ProblemKind};
use super::lexicon::{Found, Lexicon};
use super::transcription::Transcription;
use super::{letters, prosody};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Origin, Punctuation, Stress, Word};
use crate::markup::script::{Alphabet, Phonemes};
use crate::text::token::{Pronunciation, SpokenWord};
use std::collections::HashMap;
use std::rc::Rc;

/// Pronounces the words of one script; remembers what it looked up.
pub(crate) struct Pronouncer<'a> {
    lexicon: &'a Lexicon,
    seen: HashMap<&'a str, Option<Rc<Found>>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Pronouncer<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            seen: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Hands each word of the IR that `word` is said as to `push`: one, or several where it is written as several.
    pub(crate) fn pronounce(&mut self, word: &'a SpokenWord, mut push: impl FnMut(Word)) {
        let found = match &word.pronunciation {
            Pronunciation::Author(phonemes) => self.author(phonemes, word).map(Rc::new),
            Pronunciation::Letter { plural } => {
                let plural = *plural;
                letters::name(&word.text).map(|name| {
                    Rc::new(Found {
                        transcription: if plural { with_s(name) } else { name },
                        origin: Origin::Letter,
                    })
                })
            }
            Pronunciation::Word => None,
        };
        let Some(found) = found.or_else(|| self.known_or_guessed(word)) else {
            let message = format!("nobody can say `{}`: it has no letter we know", word.text);
            self.diagnostics
                .push(Diagnostic::new(Code::UnreadableText, word.span, message));
            return;
        };
        let style = prosody::fold(&word.style);
        let make = |text: &str, phones: &[_]| Word {
            text: text.to_owned(),
            span: word.span,
            phones: phones.to_vec(),
            after: Punctuation::None,
            style,
            origin: found.origin,
        };
        let transcription = &found.transcription;
        let parts = || word.text.split_whitespace();
        if transcription.word_count() > 1 && parts().count() == transcription.word_count() {
            for (text, phones) in parts().zip(transcription.words()) {
                push(make(text, phones));
            }
        } else {
            push(make(&word.text, transcription.phones()));
        }
    }

    fn known_or_guessed(&mut self, word: &'a SpokenWord) -> Option<Rc<Found>> {
        if let Some(seen) = self.seen.get(word.text.as_str()) {
            return seen.clone();
        }
        let found = self.lexicon.lookup(&word.text).or_else(|| {
            let transcription = guess(&word.text)?;
            let shown: String = transcription.phones().iter().map(|p| p.segment.ipa()).collect();
            let message = format!("`{}` is in no lexicon; it is said /{shown}/ by rule", word.text);
            self.diagnostics
                .push(Diagnostic::new(Code::GuessedPronunciation, word.span, message));
            Some(Found {
                transcription,
                origin: Origin::Guess,
            })
        });
        let found = found.map(Rc::new);
        self.seen.insert(&word.text, found.clone());
        found
    }

    /// What the author wrote; `None`, and a finding, where that says nothing.
    fn author(&mut self, phonemes: &Phonemes, word: &SpokenWord) -> Option<Found> {
        let reading = match phonemes.alphabet {
            Alphabet::Ipa => ipa::read(phonemes.ph.text()),
            Alphabet::XSampa | Alphabet::Arpabet => {
                let message = "this alphabet cannot be read yet";
                self.diagnostics.push(Diagnostic::new(
                    Code::UnknownAlphabet,
                    phonemes.ph.span(),
                    message,
                ));
                return None;
            }
        };
        let problems = reading.problems.iter().map(|p| diagnose(p, phonemes));
        self.diagnostics.extend(problems);
        if reading.transcription.is_empty() {
            let span = if phonemes.ph.is_empty() {
                word.span
            } else {
                phonemes.ph.span()
            };
            let message = format!("no phone is written for `{}`", word.text);
            self.diagnostics
                .push(Diagnostic::new(Code::EmptyPhoneme, span, message));
            return None;
        }
        Some(Found {
            transcription: reading.transcription,
            origin: Origin::Author,
        })
    }
}

/// A problem in an author's transcription as a finding.
fn diagnose(problem: &Problem, phonemes: &Phonemes) -> Diagnostic {
    let span = phonemes.ph.span_of(problem.range.clone());
    match &problem.kind {
        ProblemKind::Unknown { symbol, nearest } => {
            let found = Diagnostic::new(
                Code::UnknownIpaSymbol,
                span,
                format!("`{symbol}` is no phone of ours"),
            );
            match nearest {
                Some(near) => found.fix(format!("write `{}`, the nearest phone", near.ipa())),
                None => found.fix("remove it, or write a phone of the inventory"),
            }
        }
        ProblemKind::LookAlike { found, meant } => Diagnostic::new(
            Code::IpaLookAlike,
            span,
            format!("`{found}` is read as `{meant}`"),
        )
        .fix(format!("write `{meant}`")),
        ProblemKind::Unstressed => Diagnostic::new(
            Code::IpaWithoutStress,
            span,
            format!("`{}` marks no stress", phonemes.ph.text()),
        ),
    }
}

/// A word that no lexicon knows: its letters, one by one.
fn guess(word: &str) -> Option<Transcription> {
    let mut whole = Transcription::default();
    for letter in word.chars() {
        if let Some(name) = letters::name(letter.encode_utf8(&mut [0; 4])) {
            whole.append(&name);
        }
    }
    debug_assert!(whole.is_empty() || whole.has(Stress::Primary));
    (!whole.is_empty()).then_some(whole)
}
