//! Whether a sentence goes on after a pause or a clip that no punctuation stands before.
//!
//! "We use, Kubernetes" with a pause for its comma is one sentence, "We stop here. Then we go on" with one for its stop are two: what
//! tells is whether the capital after the pause is there for the sentence or for the word. Owns that; knows no phones.

use super::kinds::is_one_of;
use super::phrase::Continuation;
use crate::text::token::{Pronunciation, Spoken, SpokenItem, SpokenWord};
use std::collections::HashSet;

/// Words that seldom end a sentence; those that never do are [`super::weak::leads_on`]'s.
const SELDOM_LAST: [&str; 25] = [
    "about", "are", "as", "at", "be", "between", "called", "during", "in", "is", "like", "on", "over", "per",
    "run", "through", "under", "use", "uses", "using", "versus", "via", "was", "were", "without",
];

/// Words that begin sentences, and are no names.
const FIRST: [&str; 44] = [
    "a", "after", "all", "also", "although", "an", "and", "as", "at", "because", "before", "but", "each",
    "every", "first", "for", "he", "here", "how", "if", "in", "it", "let's", "next", "no", "not", "now",
    "or", "our", "she", "so", "that", "the", "then", "there", "these", "they", "this", "we", "what", "when",
    "why", "yes", "you",
];

/// The words of a script, as they are written inside sentences: those with a capital that never are without are names.
pub(crate) struct Names<'s>(HashSet<&'s str>);

impl<'s> Names<'s> {
    pub(crate) fn new(spoken: &'s Spoken) -> Self {
        let mut written = HashSet::new();
        for turn in &spoken.turns {
            let mut inside = false;
            for item in &turn.items {
                if let SpokenItem::Word(word) = item
                    && (inside || word.text.starts_with(char::is_lowercase))
                {
                    written.insert(word.text.as_str());
                }
                inside = matches!(item, SpokenItem::Word(_) | SpokenItem::Mark(_));
            }
        }
        Self(written)
    }

    /// Whether the sentence goes on with what stands after item `at`.
    pub(crate) fn continuation(&self, items: &[SpokenItem], at: usize) -> Continuation {
        let between = |item: &&SpokenItem| !matches!(item, SpokenItem::Pause(_) | SpokenItem::Mark(_));
        let next = items[at + 1..].iter().find(between);
        let before = items[..at].iter().rfind(between);
        match (before, next) {
            (before, Some(SpokenItem::Word(next))) if self.goes_on(before, next) => Continuation::Sentence,
            _ => Continuation::Other,
        }
    }

    fn goes_on(&self, before: Option<&SpokenItem>, next: &SpokenWord) -> bool {
        if !next.text.starts_with(char::is_uppercase) {
            return next.text.starts_with(char::is_lowercase);
        }
        let Some(SpokenItem::Word(before)) = before else {
            return false;
        };
        // A name, letters, "I": a capital wherever it stands.
        let always = next.pronunciation != Pronunciation::Word
            || next.text.chars().skip(1).any(char::is_uppercase)
            || next.text == "I"
            || next.text.starts_with("I'")
            || self.is_name(&next.text);
        let opens = is_one_of(&next.text, &FIRST);
        !opens && (always || is_one_of(&before.text, &SELDOM_LAST))
    }

    fn is_name(&self, word: &str) -> bool {
        self.0.contains(word) && !self.0.contains(word.to_lowercase().as_str())
    }
}
