//! Prose that stands together, as one text, with the way back to source and style.
//!
//! A style may begin in the middle of a sentence, or of a word; numbers and abbreviations are read in the
//! sentence they stand in all the same. Knows nothing of words.

use super::tokenise::Token;
use crate::markup::script::{Style, Text};
use crate::source::Span;
use std::borrow::Cow;

/// A run of neighbouring texts with the same kind of reading.
pub(super) struct Passage<'s> {
    text: Cow<'s, str>,
    parts: &'s [&'s Text],
    /// Where each part begins in `text`.
    starts: Vec<u32>,
}

impl<'s> Passage<'s> {
    /// Joins `parts`; at least one.
    pub(super) fn new(parts: &'s [&'s Text]) -> Self {
        if let [only] = parts {
            return Self {
                text: Cow::Borrowed(only.text.text()),
                parts,
                starts: Vec::new(),
            };
        }
        let mut text = String::with_capacity(parts.iter().map(|p| p.text.text().len()).sum());
        let mut starts = Vec::with_capacity(parts.len());
        for part in parts {
            starts.push(Span::new(text.len(), text.len()).start);
            text.push_str(part.text.text());
        }
        Self {
            text: Cow::Owned(text),
            parts,
            starts,
        }
    }

    /// The joined text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn part(&self, offset: u32) -> (usize, u32) {
        let index = self.starts.partition_point(|&s| s <= offset).saturating_sub(1);
        (index, self.starts.get(index).copied().unwrap_or(0))
    }

    /// Where the bytes from `start` to `end` were written.
    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        let (first, first_start) = self.part(start);
        let (last, last_start) = self.part(end.saturating_sub(1).max(start));
        let range = |index: usize, from: u32, to: u32| {
            self.parts
                .get(index)
                .map_or_else(Span::default, |p| p.text.span_of(from as usize..to as usize))
        };
        if first == last {
            return range(first, start - first_start, end - first_start);
        }
        let end_of_first = self.parts.get(first).map_or(0, |p| p.text.text().len() as u32);
        range(first, start - first_start, end_of_first).join(range(last, 0, end - last_start))
    }

    /// Says of the tokens of the text in which code they stand.
    pub(super) fn mark_code(&self, tokens: &mut [Token]) {
        let mut nth = 0;
        for (index, part) in self.parts.iter().enumerate() {
            let start = self.starts.get(index).copied().unwrap_or(0);
            for code in part.text.code() {
                let first = tokens.partition_point(|t| t.start < code.start + start);
                let inside = tokens[first..]
                    .iter_mut()
                    .take_while(|t| t.end <= code.end + start);
                nth += 1;
                inside.for_each(|token| token.code = nth);
            }
        }
    }

    /// The style at byte `offset`.
    pub(super) fn style(&self, offset: u32) -> Style {
        self.parts
            .get(self.part(offset).0)
            .map_or(Style::NEUTRAL, |p| p.style)
    }
}
