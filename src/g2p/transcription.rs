//! `Transcription`: the phones of one written form, with the places where it is more than one word.
//!
//! Owns what can be done to a pronunciation as a whole: joining two, weakening its stress. Knows no spelling.

use crate::ir::{Phone, Segment, Stress};

/// Phones in order; a written form such as "Argo CD" may stand for several words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcription {
    phones: Vec<Phone>,
    breaks: Vec<usize>,
}

impl Transcription {
    /// One word.
    pub const fn word(phones: Vec<Phone>) -> Self {
        Self {
            phones,
            breaks: Vec::new(),
        }
    }

    /// All phones, in order.
    pub fn phones(&self) -> &[Phone] {
        &self.phones
    }

    /// The phones of each word; no word is empty.
    pub fn words(&self) -> impl Iterator<Item = &[Phone]> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([self.phones.len()]);
        starts.zip(ends).map(|(start, end)| &self.phones[start..end])
    }

    /// How many words it is.
    pub fn word_count(&self) -> usize {
        self.breaks.len() + 1
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.phones.is_empty()
    }

    /// The next phone starts a new word, if there is one before and one after.
    pub(crate) fn push_break(&mut self) {
        let at = self.phones.len();
        if at > 0 && self.breaks.last() != Some(&at) {
            self.breaks.push(at);
        }
    }

    /// A break is meant between two words; one at the end is dropped.
    pub(crate) fn finish(&mut self) {
        if self.breaks.last() == Some(&self.phones.len()) {
            self.breaks.pop();
        }
    }

    /// All of it is one word.
    pub(crate) fn join(&mut self) {
        self.breaks.clear();
    }

    /// Appends one phone.
    pub(crate) fn push(&mut self, phone: Phone) {
        self.phones.push(phone);
    }

    /// Appends another pronunciation to the last word.
    pub(crate) fn append(&mut self, other: &Self) {
        let shift = self.phones.len();
        self.breaks.extend(other.breaks.iter().map(|b| b + shift));
        self.phones.extend_from_slice(&other.phones);
    }

    /// The last phone.
    pub(crate) fn last(&self) -> Option<Segment> {
        self.phones.last().map(|p| p.segment)
    }

    /// The phones, to change in place; their number stays.
    pub(crate) fn phones_mut(&mut self) -> &mut [Phone] {
        &mut self.phones
    }

    /// Drops the last `count` phones, which are of the last word.
    pub(crate) fn truncate(&mut self, count: usize) {
        let keep = self.phones.len().saturating_sub(count);
        self.phones.truncate(keep);
    }

    /// Primary stress becomes secondary: what the weaker half of a compound does.
    pub(crate) fn demote(&mut self) {
        for phone in &mut self.phones {
            if phone.stress == Stress::Primary {
                phone.stress = Stress::Secondary;
            }
        }
    }

    /// The number of vowels.
    pub(crate) fn syllables(&self) -> usize {
        self.phones.iter().filter(|p| p.segment.is_vowel()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_breaks_and_none_is_empty() {
        let phone = |s| Phone::new(s, Stress::Primary);
        let mut t = Transcription::default();
        t.push_break();
        t.push(phone(Segment::Ay));
        t.push_break();
        t.push_break();
        t.push(phone(Segment::Ow));
        t.push_break();
        t.finish();
        assert_eq!(t.word_count(), 2);
        assert_eq!(t.words().map(<[Phone]>::len).collect::<Vec<_>>(), [1, 1]);
    }
}
