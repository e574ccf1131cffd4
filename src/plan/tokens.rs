//! Phones to the rows the encoder reads. Owns the meaning of every column; knows nothing of tensors.
//!
//! Columns: phone, stress, position in the word, punctuation that closes the phrase, words since the phrase
//! began, words until it ends. A phrase is what lies between two silences (`sil` at the edges, `pau` where there
//! is punctuation).

use super::Close;
use super::job::JobWord;
use crate::ir::{Punctuation, Stress, Word};
use crate::voice::PhoneMap;

/// Word counts are capped here: the models know no larger ones.
const FARTHEST: usize = 7;

/// The rows of an utterance and where its words are in them. Every phone is one the voice can say; one that is
/// not is left out.
///
/// An utterance that ends without punctuation still ends somehow: where the sentence goes on after a pause tag
/// its melody is that of a comma, where it is over that of a full stop (headings, items of a list).
pub(super) fn rows(words: &[&Word], phones: &PhoneMap, close: Close) -> (Vec<[u16; 6]>, Vec<JobWord>) {
    let last = words.len().saturating_sub(1);
    let after = |index: usize| -> Punctuation {
        match (words[index].after, index == last, close) {
            (Punctuation::None, true, Close::GoesOn) => Punctuation::Comma,
            (Punctuation::None, true, Close::Over) => Punctuation::FullStop,
            (written, _, _) => written,
        }
    };
    let count: usize = words.iter().map(|w| w.phones.len() + 1).sum();
    let mut rows = Vec::with_capacity(count + 2);
    let mut placed = Vec::with_capacity(words.len());
    rows.push([phones.edge(), 0, 0, 0, 0, 0]);
    let mut start = 0;
    while start < words.len() {
        let end = (start..words.len())
            .find(|&i| after(i) != Punctuation::None)
            .unwrap_or(last);
        let punctuation = after(end) as u16;
        for (index, word) in words[start..=end].iter().enumerate() {
            let since = index.min(FARTHEST) as u16;
            let until = (end - start - index).min(FARTHEST) as u16;
            let first_row = rows.len();
            let spoken = word.phones.len();
            for (at, phone) in word.phones.iter().enumerate() {
                let Some(id) = phones.id(phone.segment) else {
                    continue;
                };
                let position = match (at, at + 1 == spoken) {
                    (0, true) => 1,
                    (0, false) => 2,
                    (_, false) => 3,
                    (_, true) => 4,
                };
                rows.push([id, stress(phone.stress), position, punctuation, since, until]);
            }
            placed.push(JobWord {
                text: word.text.clone(),
                span: word.span,
                tokens: first_row..rows.len(),
                style: word.style,
            });
        }
        if end < last {
            rows.push([phones.pause(), 0, 0, punctuation, 0, 0]);
        } else {
            rows.push([phones.edge(), 0, 0, punctuation, 0, 0]);
        }
        start = end + 1;
    }
    // Room was made for a pause behind every word.
    rows.shrink_to_fit();
    (rows, placed)
}

const fn stress(stress: Stress) -> u16 {
    match stress {
        Stress::None => 0,
        Stress::Primary => 1,
        Stress::Secondary => 2,
    }
}
