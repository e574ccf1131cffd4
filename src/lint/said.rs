//! Which phones stand for which bytes of a script. Knows nothing of what is made of it.

use crate::ir::{Element, Origin, Phone, PhonemeScript, Stress, Word, respell};
use crate::source::Span;

/// The words of a script by where they were written.
pub(super) struct Said<'a> {
    /// Rising by their first byte.
    words: Vec<&'a Word>,
}

impl<'a> Said<'a> {
    pub(super) fn of(script: &'a PhonemeScript) -> Self {
        let mut words: Vec<&Word> = script
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Utterance(utterance) => Some(&utterance.words),
                _ => None,
            })
            .flatten()
            .collect();
        words.sort_by_key(|word| word.span.start); // stable: words of one number keep their order
        Self { words }
    }

    /// Every word.
    pub(super) fn words(&self) -> &[&'a Word] {
        &self.words
    }

    /// Every phone said for `span`; `None` where nothing is, or where a word goes on behind it (`API` of `APIs`).
    pub(super) fn phones(&self, span: Span) -> Option<Vec<Phone>> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let within = self.words[from..]
            .iter()
            .take_while(|word| word.span.start < span.end);
        let mut phones = Vec::new();
        for word in within {
            if word.span.end > span.end {
                return None;
            }
            phones.extend(&word.phones);
        }
        (!phones.is_empty()).then_some(phones)
    }

    /// What the author gave no pronunciation, as it was written: words whose bytes touch or are the same are one.
    pub(super) fn untagged(&self) -> Vec<(Span, Vec<Phone>)> {
        let mut all: Vec<(Span, Vec<Phone>)> = Vec::new();
        for word in self.words.iter().filter(|word| word.origin != Origin::Author) {
            match all.last_mut() {
                Some((span, phones)) if word.span.start <= span.end => {
                    *span = span.join(word.span);
                    phones.extend(&word.phones);
                }
                _ => all.push((word.span, word.phones.clone())),
            }
        }
        all
    }
}

/// Phones as a person reads them, between slashes.
pub(super) fn ipa(phones: &[Phone]) -> String {
    format!("/{}/", respell::ipa(phones))
}

/// Phones as a listener tells them apart: by their segments and by the vowel that is stressed most, the last of those
/// with primary stress.
pub(super) fn heard(phones: &[Phone]) -> Vec<Phone> {
    let main = phones.iter().rposition(|phone| phone.stress == Stress::Primary);
    let heard = |(at, phone): (usize, &Phone)| {
        let stress = if Some(at) == main {
            Stress::Primary
        } else {
            Stress::None
        };
        Phone::new(phone.segment, stress)
    };
    phones.iter().enumerate().map(heard).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Segment;

    #[test]
    fn listeners_hear_segments_and_the_main_stress() {
        let phone = |stress| Phone::new(Segment::Iy, stress);
        let (no, first, second) = (
            phone(Stress::None),
            phone(Stress::Primary),
            phone(Stress::Secondary),
        );
        assert_eq!(heard(&[first, first]), heard(&[second, first]));
        assert_ne!(heard(&[first, no]), heard(&[second, first]));
        assert_ne!(heard(&[no]), heard(&[no, no]));
    }
}
