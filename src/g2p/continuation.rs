//! Whether a sentence goes on after a pause or a clip that no punctuation stands before.
//!
//! "We use, Kubernetes" with a pause for its comma is one sentence, "We stop here. Then we go on" with one for its stop are two: what
//! tells is whether the capital after the pause is there for the sentence or for the word. Owns that; knows no phones.

use super::kinds::is_one_of;
use super::phrase::Continuation;
use crate::text::token::{Pronunciation, Spoken, SpokenItem, SpokenWord, opens_sentence};
use std::cell::OnceCell;
use std::collections::HashSet;

/// Words that seldom end a sentence; those that never do are [`super::weak::leads_on`]'s.
const SELDOM_LAST: [&str; 25] = [
    "about", "are", "as", "at", "be", "between", "called", "during", "in", "is", "like", "on", "over", "per",
    "run", "through", "under", "use", "uses", "using", "versus", "via", "was", "were", "without",
];

/// A script, and its words as they are written inside sentences: those with a capital that never are without are names.
/// Few scripts ask for them.
pub(crate) struct Names<'s> {
    spoken: &'s Spoken,
    written: OnceCell<HashSet<&'s str>>,
}

impl<'s> Names<'s> {
    pub(crate) fn of(spoken: &'s Spoken) -> Self {
        Self {
            spoken,
            written: OnceCell::new(),
        }
    }

    fn written(&self) -> HashSet<&'s str> {
        let mut written = HashSet::new();
        for turn in &self.spoken.turns {
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
        written
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
        // "I" opens sentences and stands inside them.
        let first_person = next.text.split('\'').next() == Some("I");
        if opens_sentence(&next.text) && next.pronunciation == Pronunciation::Word && !first_person {
            return false;
        }
        // A name, letters, "I": a capital wherever it stands.
        next.pronunciation != Pronunciation::Word
            || next.text.chars().skip(1).any(char::is_uppercase)
            || first_person
            || is_one_of(&before.text, &SELDOM_LAST)
            || self.is_name(&next.text)
    }

    fn is_name(&self, word: &str) -> bool {
        let written = self.written.get_or_init(|| self.written());
        written.contains(word) && !written.contains(word.to_lowercase().as_str())
    }
}
