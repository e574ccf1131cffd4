//! One spoken word to the words of the phoneme IR: by the author, by its letter, by the lexicon, or by rule.
//!
//! Owns the order in which these are asked and what is reported on the way. Knows nothing of the words around.

use super::article::{self, Reading};
use super::derive::inflect;
use super::heteronyms::Heteronym;
use super::ipa;
use super::lexicon::{Active, Found, Lexicon};
use super::report::{Holder, findings};
use super::tagger::{self, Place};
use super::view::View;
use super::{arpabet, letters, prosody, xsampa};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Origin, Punctuation, Word, respell};
use crate::markup::script::{Alphabet, PartOfSpeech, Phonemes};
use crate::source::Span;
use crate::text::token::{Inflection, Pronunciation, SpokenWord};
use std::collections::HashMap;
use std::rc::Rc;

/// What is known of a spelling, whatever stands around it.
#[derive(Clone)]
enum Known<'a> {
    /// How it is said; `None` where nobody can say it.
    Fixed(Option<Rc<Found>>),
    /// Its context decides among its senses, in their order.
    Open(&'a Heteronym, Rc<[Rc<Found>]>),
    /// Its context decides among what the course says for single classes of word, and what it is otherwise.
    Classed(Rc<[(PartOfSpeech, Rc<Found>)]>, Option<Rc<Found>>),
}

/// Pronounces the words of one script; remembers what it looked up.
pub(crate) struct Pronouncer<'a> {
    lexicon: &'a Lexicon,
    /// By spelling, and by the layers of the lexicon that hold.
    seen: HashMap<(&'a str, Active), Known<'a>>,
    /// The names of letters, and those with endings.
    letters: HashMap<(&'a str, Option<Inflection>), Option<Rc<Found>>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Pronouncer<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            seen: HashMap::new(),
            letters: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Hands each word of the IR that the word at `at` is said as to `push`: one, or several where it is written as
    /// several. Returns how many words of the sentence that says: more than one where a phrase has an entry.
    pub(crate) fn pronounce(
        &mut self,
        sentence: &[Place<'a>],
        at: usize,
        mut push: impl FnMut(Word),
    ) -> usize {
        let word = sentence[at].word;
        if let Some(count) = self.phrase(sentence, at, &mut push) {
            return count;
        }
        let reading = article::reading(sentence, at);
        let letter = Pronunciation::Letter { ending: None };
        let pronunciation = match reading {
            Some(Reading::Letter) => &letter,
            Some(Reading::Article) => &Pronunciation::Word,
            None => &word.pronunciation,
        };
        let found = match pronunciation {
            Pronunciation::Author(phonemes) => self.author(phonemes, word).map(Rc::new),
            Pronunciation::Letter { ending } => {
                let named = || {
                    let name = letters::name(&word.text)?;
                    Some(Rc::new(Found {
                        transcription: match ending {
                            None => name,
                            Some(ending) => inflect(name, *ending),
                        },
                        origin: Origin::Letter,
                        alias: None,
                    }))
                };
                let known = self.letters.entry((&word.text, *ending));
                known.or_insert_with(named).clone()
            }
            Pronunciation::Word => None,
        };
        let Some(found) = found.or_else(|| self.known_or_guessed(sentence, at)) else {
            let message = format!("`{}` cannot be pronounced: it has no known letter", word.text);
            self.diagnostics
                .push(Diagnostic::new(Code::UnreadableText, word.span, message));
            return 1;
        };
        push_words(word, &word.text, word.span, &found, &mut push);
        1
    }

    /// A phrase with an entry of its own that begins at `at`: says it and returns how many words it is.
    fn phrase(&self, sentence: &[Place<'a>], at: usize, push: &mut impl FnMut(Word)) -> Option<usize> {
        const LONGEST: usize = 12;
        let first = sentence[at].word;
        let view = self.view(first.span);
        if matches!(first.pronunciation, Pronunciation::Author(_)) || !view.begins_phrase(&first.text) {
            return None;
        }
        let mut open = true;
        let words = sentence[at..].iter().take(LONGEST).map_while(|place| {
            let written = !matches!(place.word.pronunciation, Pronunciation::Author(_));
            let this = (open && written).then_some(place.word.text.as_str());
            open = place.after == Punctuation::None && !place.paused;
            this
        });
        let words: Vec<&str> = words.collect();
        let (count, found) = view.phrase(&words)?;
        let covered = &sentence[at..at + count];
        let text = words[..count].join(" ");
        let span = covered
            .iter()
            .fold(first.span, |span, place| span.join(place.word.span));
        push_words(first, &text, span, &found, push);
        Some(count)
    }

    /// The lexicon as it is at a place of the script.
    fn view(&self, place: Span) -> View<'a> {
        self.lexicon.view(self.lexicon.active(Some(place)))
    }

    fn known_or_guessed(&mut self, sentence: &[Place<'a>], at: usize) -> Option<Rc<Found>> {
        let word = sentence[at].word;
        let active = self.lexicon.active(Some(word.span));
        let key = (word.text.as_str(), active);
        let known = match self.seen.get(&key) {
            Some(known) => known.clone(),
            None => {
                let known = self.know(word, self.lexicon.view(active));
                self.seen.insert(key, known.clone());
                known
            }
        };
        let (sentence, at) = around(sentence, at);
        match known {
            Known::Fixed(found) => found,
            Known::Open(heteronym, senses) => senses.get(heteronym.choose(sentence, at)).cloned(),
            Known::Classed(senses, otherwise) => {
                let given: Vec<_> = senses.iter().map(|(class, _)| *class).collect();
                let class = word.class.or_else(|| tagger::likeliest(sentence, at, &given));
                let sense = senses.iter().find(|(c, _)| Some(*c) == class);
                sense.map(|(_, found)| found.clone()).or(otherwise)
            }
        }
    }

    fn know(&mut self, word: &SpokenWord, view: View<'a>) -> Known<'a> {
        let classed = view.classed(&word.text);
        if let Some(heteronym) = view.heteronym(&word.text)
            && classed.is_empty()
        {
            let found = |transcription| {
                Rc::new(Found {
                    transcription,
                    origin: Origin::Dictionary,
                    alias: None,
                })
            };
            return Known::Open(heteronym, heteronym.sounds().map(found).collect());
        }
        let found = view.lookup(&word.text);
        if classed.is_empty() {
            return Known::Fixed(found.or_else(|| self.guess(word)).map(Rc::new));
        }
        let senses = classed.into_iter().map(|(class, found)| (class, Rc::new(found)));
        let senses: Rc<[_]> = senses.collect();
        let otherwise = found.map(Rc::new).or_else(|| Some(senses.first()?.1.clone()));
        Known::Classed(senses, otherwise)
    }

    fn guess(&mut self, word: &SpokenWord) -> Option<Found> {
        let found = self.lexicon.guess(&word.text)?;
        let shown: String = found
            .transcription
            .phones()
            .iter()
            .map(ToString::to_string)
            .collect();
        let message = format!("`{}` is in no lexicon; it is said /{shown}/ by rule", word.text);
        self.diagnostics
            .push(Diagnostic::new(Code::GuessedPronunciation, word.span, message));
        Some(found)
    }

    /// The IPA of words as they are said where nothing is written for them.
    fn without_tag(&self, word: &SpokenWord) -> Option<String> {
        let view = self.view(word.span);
        let said = |word: &str| {
            let plain = word.chars().all(char::is_alphabetic);
            let found = plain.then(|| view.lookup(word).or_else(|| self.lexicon.guess(word)))??;
            Some(respell::ipa(found.transcription.phones()))
        };
        let words: Option<Vec<String>> = word.text.split_whitespace().map(said).collect();
        words.map(|words| words.join(" "))
    }

    /// What the author wrote; `None`, and a finding, where that says nothing.
    fn author(&mut self, phonemes: &Phonemes, word: &SpokenWord) -> Option<Found> {
        let reading = match phonemes.alphabet {
            Alphabet::Ipa => ipa::read(phonemes.ph.text()),
            Alphabet::XSampa => xsampa::read(phonemes.ph.text()),
            Alphabet::Arpabet => arpabet::read(phonemes.ph.text()),
        };
        let written = (phonemes.alphabet, &phonemes.ph);
        let problems = findings(&reading, written, Holder::Tag, || self.without_tag(word));
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
            alias: None,
        })
    }
}

/// What a pronunciation is as words of the IR: as many as are written, if that is how many it has, else one.
fn push_words(word: &SpokenWord, text: &str, span: Span, found: &Found, push: &mut impl FnMut(Word)) {
    let style = prosody::fold(&word.style);
    let make = |text: &str, phones: &[_]| Word {
        text: text.to_owned(),
        span,
        phones: phones.to_vec(),
        after: Punctuation::None,
        style,
        origin: found.origin,
    };
    let transcription = &found.transcription;
    let count = transcription.word_count();
    // An alias is said in its own words.
    let text = found.alias.as_deref().unwrap_or(text);
    if count > 1 && text.split_whitespace().count() == count {
        for (text, phones) in text.split_whitespace().zip(transcription.words()) {
            push(make(text, phones));
        }
    } else {
        push(make(text, transcription.phones()));
    }
}
/// What is looked at around a word of a very long sentence, so that many take no longer than their number asks.
const CONTEXT: usize = 96;

/// The words around the one at `at`, and its place among them.
fn around<'s, 'a>(sentence: &'s [Place<'a>], at: usize) -> (&'s [Place<'a>], usize) {
    let first = at.saturating_sub(CONTEXT);
    let last = sentence.len().min(at + CONTEXT);
    (sentence.get(first..last).unwrap_or(sentence), at - first)
}
