//! Words that no lexicon knows, over all scripts of a course, with how they are said.

use super::Episode;
use super::said::{Said, ipa};
use crate::ir::{Origin, respell};
use crate::source::Span;
use std::collections::BTreeMap;

/// A word that is said by rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// As written where it stands first.
    pub word: String,
    /// Its phones, between slashes.
    pub ipa: String,
    /// The same in English letters.
    pub respelling: String,
    /// How often it stands in all scripts.
    pub count: usize,
    /// The index of the script where it stands first, and its bytes there.
    pub first: (usize, Span),
}

/// Every word that no lexicon knows, the most frequent first.
pub fn unknown(episodes: &[Episode<'_>]) -> Vec<Unknown> {
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
                    count: 0,
                    first: (index, word.span),
                })
                .count += 1;
        }
    }
    let mut all: Vec<Unknown> = words.into_values().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.count));
    all
}
