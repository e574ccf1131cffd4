//! Words that no lexicon knows, over all scripts of a course, with how they are said.

use super::Episode;
use super::said::{Said, ipa};
use crate::ir::{Origin, respell};
use crate::source::Span;
use std::collections::BTreeMap;

/// A word that is said by rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// As written where it stands first.
    pub word: String,
    /// Its phones, between slashes.
    pub ipa: String,
    /// The same in English letters.
    pub respelling: String,
    /// The probability, 0 to 1, that it is said right.
    pub confidence: f32,
    /// How often it stands in all scripts.
    pub count: usize,
    /// The index of the script where it stands first, and its bytes there.
    pub first: (usize, Span),
}

/// Every word that no lexicon knows, those first that will most often be said wrong: by how often they stand, and how
/// unsure they are. `confidence` gives the probability that a word as it is said is right.
pub fn unknown(episodes: &[Episode<'_>], confidence: impl Fn(usize, &str) -> f32) -> Vec<Unknown> {
    let mut words: BTreeMap<String, Unknown> = BTreeMap::new();
    for (index, episode) in episodes.iter().enumerate() {
        for word in Said::of(episode.phonemes).words() {
            if word.origin != Origin::Guess {
                continue;
            }
            words
                .entry(word.text.to_lowercase())
                .or_insert_with(|| Unknown {
                    word: word.text.clone(),
                    ipa: ipa(&word.phones),
                    respelling: respell::respelling(&word.phones),
                    confidence: confidence(index, &word.text),
                    count: 0,
                    first: (index, word.span),
                })
                .count += 1;
        }
    }
    let mut all: Vec<Unknown> = words.into_values().collect();
    let wrong = |word: &Unknown| word.count as f32 * (1.0 - word.confidence);
    all.sort_by(|a, b| wrong(b).total_cmp(&wrong(a)));
    all
}
