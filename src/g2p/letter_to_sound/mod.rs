//! Letter to sound: the pronunciation of a word that no lexicon knows, from its spelling alone.
//!
//! Every letter stands for a chunk of none to three phones. Two models weigh the choices, trained on the
//! dictionary by scripts/lexicon/train_letter_to_sound.py: a joint n-gram of letters with their chunks (Bisani and
//! Ney 2008), and a log-linear model of a chunk given the letters on both sides and the chunks before it. A beam
//! search finds the likeliest word. Owns the two models; knows no word.

mod confidence;
mod features;
mod model;
mod search;
mod stress;

pub use model::ModelError;

use super::code;
use super::transcription::Transcription;
use crate::ir::{Phone, Stress};
use model::Model;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// The trained models; scripts/lexicon/train_letter_to_sound.py makes them.
static TRAINED: &[u8] = include_bytes!("../../../models/lexicon/letter_to_sound.bin");

/// The alphabet of the model; a letter's number is its place here.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz'";

/// Longer words are read in pieces of this many letters, so that nothing costs more than linear time.
const LONGEST: usize = 40;

/// A reader of unknown words. Unpacked when the first one is met.
#[derive(Debug)]
pub(crate) struct LetterToSound {
    data: &'static [u8],
    model: OnceLock<Result<Model, ModelError>>,
}

impl LetterToSound {
    /// The models in the binary.
    pub(crate) const fn embedded() -> Self {
        Self::new(TRAINED)
    }

    /// Models in the format of `model.rs`.
    pub(crate) const fn new(data: &'static [u8]) -> Self {
        Self {
            data,
            model: OnceLock::new(),
        }
    }

    fn model(&self) -> Result<&Model, ModelError> {
        self.model
            .get_or_init(|| Model::unpack(self.data))
            .as_ref()
            .map_err(|e| *e)
    }

    /// How a word is most likely said, and the probability, 0 to 1, that it is: `Ok(None)` where it has no letter of
    /// the alphabet. Letters with accents count as their base letters, other characters say nothing.
    pub(crate) fn read(&self, word: &str) -> Result<Option<(Transcription, f32)>, ModelError> {
        let model = self.model()?;
        let letters: Vec<u8> = word.nfd().filter_map(letter).collect();
        let apostrophe = LETTERS.len() as u8 - 1;
        if letters.iter().all(|&l| l == apostrophe) {
            return Ok(None);
        }
        let mut phones = Vec::with_capacity(letters.len());
        let mut sure = 1.0;
        for piece in letters.chunks(LONGEST) {
            let (codes, share) = search::best(model, piece);
            sure *= confidence::of_share(share);
            phones.extend(codes.into_iter().filter_map(code::phone));
        }
        Ok((!phones.is_empty()).then(|| (Transcription::word(with_peak(phones)), sure)))
    }
}

fn letter(c: char) -> Option<u8> {
    let c = if matches!(c, '’' | 'ʼ' | '‘') {
        '\''
    } else {
        c.to_ascii_lowercase()
    };
    LETTERS.find(c).map(|at| at as u8)
}

/// A word said alone has one primary stress: the first strongest vowel gets it where the models found none, and
/// only the first keeps it where they found several.
fn with_peak(mut phones: Vec<Phone>) -> Vec<Phone> {
    let vowel = |p: &Phone| p.segment.is_vowel();
    let peak = phones
        .iter()
        .position(|p| p.stress == Stress::Primary)
        .or_else(|| phones.iter().position(|p| p.stress == Stress::Secondary))
        .or_else(|| phones.iter().position(vowel));
    for (at, phone) in phones.iter_mut().enumerate() {
        if Some(at) == peak {
            *phone = Phone::new(phone.segment, Stress::Primary);
        } else if phone.stress == Stress::Primary {
            phone.stress = Stress::Secondary;
        }
    }
    phones
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str) -> String {
        let found = LetterToSound::embedded().read(word).unwrap();
        found.map_or_else(String::new, |(t, _)| {
            t.phones().iter().map(ToString::to_string).collect()
        })
    }

    #[test]
    fn unknown_words_are_read_as_english() {
        assert_eq!(said("blicket"), "blˈɪkət");
        assert_eq!(said("Blicket’s"), said("blicket's"));
        assert_eq!(said("flöb"), said("flob"));
    }

    #[test]
    fn what_has_no_letter_says_nothing() {
        assert_eq!(said(""), "");
        assert_eq!(said("'"), "");
        assert_eq!(said("日本"), "");
    }

    #[test]
    fn a_very_long_word_is_read_to_its_end() {
        let (phones, _) = LetterToSound::embedded()
            .read(&"na".repeat(200))
            .unwrap()
            .unwrap();
        assert_eq!(phones.syllables(), 200);
    }

    #[test]
    fn every_reading_has_one_primary_stress() {
        for word in [
            "prometheus",
            "zzz",
            "qwertyuiop",
            "hmpf",
            "aeiou",
            "istiod",
            "thanos",
        ] {
            let (found, sure) = LetterToSound::embedded().read(word).unwrap().unwrap();
            assert!((0.0..=1.0).contains(&sure), "{word}: {sure}");
            let primary = found
                .phones()
                .iter()
                .filter(|p| p.stress == Stress::Primary)
                .count();
            assert_eq!(primary, usize::from(found.syllables() > 0), "{word}");
        }
    }
}
