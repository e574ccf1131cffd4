//! Over-long utterances, cut at their best pause. Linear in the number of words.
//! Owns where, and the breath between two parts; how much a model takes at once is the voice's. Counts phones and
//! looks at punctuation, never at what the words say.

use crate::ir::{Punctuation, Word};
use crate::units::Milliseconds;
use std::ops::Range;

/// A part of an utterance that one model call can speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Indices of its words.
    pub(super) words: Range<usize>,
    /// Silence after it, before the next part: a breath, since the model's own pause there is cut off.
    pub(super) gap_after: Milliseconds,
}

/// Cuts words so that every part has at most `limit` rows (one word alone may have more).
///
/// Of the places in the second half of what fits, the one with the strongest punctuation is cut, the latest of
/// equals; where there is no punctuation, the latest place of all.
pub(super) fn parts(words: &[&Word], limit: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let mut rows = 2; // both edges
        let mut end = start;
        let mut best = (0, start);
        while end < words.len() {
            let row_count = words[end].phones.len() + usize::from(words[end].after != Punctuation::None);
            if rows + row_count > limit && end > start {
                break;
            }
            rows += row_count;
            end += 1;
            let strength = strength(words[end - 1].after);
            if rows * 2 >= limit && strength >= best.0 {
                best = (strength, end);
            }
        }
        let cut = if end == words.len() || best.1 == start {
            end
        } else {
            best.1
        };
        let gap = match (cut == words.len(), words[cut - 1].after) {
            (true, _) => 0,
            (false, Punctuation::None) => 80,
            (false, _) => 160,
        };
        parts.push(Part {
            words: start..cut,
            gap_after: Milliseconds(gap),
        });
        start = cut;
    }
    parts
}

const fn strength(after: Punctuation) -> u8 {
    match after {
        Punctuation::None => 0,
        Punctuation::Comma => 1,
        Punctuation::Dash => 2,
        Punctuation::Colon => 3,
        Punctuation::FullStop | Punctuation::Question | Punctuation::Exclamation => 4,
    }
}
