//! Segments of more than one token: first as a whole, then piece by piece.

use super::{Tagger, sign};
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Kind, is_apostrophe};

impl Tagger<'_, '_> {
    /// Tags the segment at `at`; may take following segments that belong to it.
    pub(super) fn segment(&mut self, at: usize) -> usize {
        let end = self.segment_end(at);
        self.pieces(at, end)
    }

    /// The first token after `at` that is spaced, separates, or is final punctuation.
    fn segment_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while !self.ends_before(end) {
            end += 1;
        }
        end
    }

    /// Reads `at..end` with local rules only.
    fn pieces(&mut self, mut at: usize, end: usize) -> usize {
        while at < end {
            at = match self.kind(at) {
                Some(Kind::Word(_)) if self.is_ending(at) => {
                    self.push(Class::Ending(self.str(at)), at, at + 1);
                    at + 1
                }
                Some(Kind::Word(_)) => self.lone_word(at),
                Some(Kind::Number) => self.number_like(at),
                Some(Kind::Sign(c)) => self.inner_sign(at, c),
                None => return at,
            };
        }
        at
    }

    /// An s written up against what is not a word: the "s" of "<say-as>PVC</say-as>s".
    fn is_ending(&self, at: usize) -> bool {
        self.str(at) == "s" && self.glued(at) && (at == 0 || self.number(at - 1).is_some())
    }

    /// A sign in a segment.
    fn inner_sign(&mut self, at: usize, c: char) -> usize {
        let before = self.glued(at);
        let after = self.glued(at + 1);
        match c {
            // 12's, <phoneme>...</phoneme>'s
            _ if is_apostrophe(c) && before && after && self.str(at + 1) == "s" => {
                self.push(Class::Ending("'s"), at, at + 2);
                at + 2
            }
            // A hyphen or slash inside a compound is not said: "ten-part", "CI/CD".
            '-' | '\u{2010}' | '\u{2011}' | '/' if before && (after || at == 0) => at + 1,
            '-' if after && self.number(at + 1).is_some() => {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            '.' if before && after && self.word(at + 1).is_some() && !self.begins_sentence(at + 1) => {
                self.push(Class::Say("dot"), at, at + 1);
                at + 1
            }
            '_' => at + 1,
            '.' | ':' if before => {
                if let Some(mark) = sign::punctuation(c) {
                    self.push(Class::Mark(mark), at, at + 1);
                }
                at + 1
            }
            // Dots in a row.
            '.' => {
                self.push(Class::Mark(Punctuation::Dash), at, at + 1);
                at + 1
            }
            _ => self.lone_sign(at, c),
        }
    }

    /// Whether the word at `at`, written up against a full stop, looks like the start of a sentence.
    fn begins_sentence(&self, at: usize) -> bool {
        self.case(at) == Some(crate::text::tokenise::Case::Capital) && self.vocabulary.contains(self.str(at))
    }
}
