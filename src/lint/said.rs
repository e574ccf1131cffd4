//! Which phones stand for which bytes of a script. Knows nothing of what is made of it.

use crate::ir::{Element, Origin, Phone, PhonemeScript, Segment, Stress, Word};
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

/// Phones as a person reads them, between slashes; marks of stress stand before the syllable, not the vowel.
pub(super) fn ipa(phones: &[Phone]) -> String {
    let mut marks = vec![Stress::None; phones.len()];
    let mut free = 0;
    for (at, phone) in phones
        .iter()
        .enumerate()
        .filter(|(_, phone)| phone.segment.is_vowel())
    {
        let between = &phones[free..at];
        let onset = if free == 0 { between.len() } else { onset(between) };
        marks[at - onset] = phone.stress;
        free = at + 1;
    }
    let mut shown = "/".to_owned();
    for (phone, mark) in phones.iter().zip(marks) {
        shown.push_str(match mark {
            Stress::None => "",
            Stress::Primary => "ˈ",
            Stress::Secondary => "ˌ",
        });
        shown.push_str(phone.segment.ipa());
    }
    shown + "/"
}

/// How many of the consonants between two vowels begin the second one's syllable: as many as may begin a word.
fn onset(consonants: &[Phone]) -> usize {
    use Segment::{B, D, F, G, Hh, K, L, M, N, Ng, P, R, S, Sh, T, Th, V, W, Y};
    let segments: Vec<Segment> = consonants.iter().map(|phone| phone.segment).collect();
    match *segments.as_slice() {
        [] | [.., Ng] => 0,
        [.., S, P | T | K, L | R | W | Y] => 3,
        [.., S, P | T | K | M | N | L | W] => 2,
        [.., P | B | F | K | G, L | R] | [.., T | D | Th | Sh, R] | [.., T | D | K | G, W] => 2,
        [.., P | B | F | V | K | G | M | Hh, Y] => 2,
        _ => 1,
    }
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

    #[test]
    fn stress_is_marked_before_the_syllable() {
        use Segment::{Aa, Axr, B, Eh, Er, Ih, Iy, K, N, Ng, P, R, S, T, Uw, Z};
        let phones = |list: &[(Segment, Stress)]| {
            let phones: Vec<Phone> = list
                .iter()
                .map(|&(segment, stress)| Phone::new(segment, stress))
                .collect();
            ipa(&phones)
        };
        let (no, first, second) = (Stress::None, Stress::Primary, Stress::Secondary);
        let kubernetes = [
            (K, no),
            (Uw, second),
            (B, no),
            (Axr, no),
            (N, no),
            (Eh, first),
            (T, no),
            (Iy, no),
            (Z, no),
        ];
        assert_eq!(phones(&kubernetes), "/ˌkubɚˈnɛtiz/");
        assert_eq!(
            phones(&[(Ih, no), (N, no), (S, no), (P, no), (R, no), (Er, first)]),
            "/ɪnˈspɹɝ/"
        );
        assert_eq!(
            phones(&[(S, no), (Ih, first), (Ng, no), (Aa, second)]),
            "/ˈsɪŋˌɑ/"
        );
        assert_eq!(phones(&[(T, no), (S, no)]), "/ts/");
    }

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
