//! One letter alone: an article, a pronoun, or a name.
//! One with a full stop is `initials`'s, one with a mark at it `symbol`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

impl Tagger<'_, '_> {
    /// Whether "an" before the capitals at `at` says that they are spelled: "an SOC", of whose letters the first
    /// sounds like a vowel, while the word would begin with a consonant.
    pub(super) fn is_spelled_by_article(&self, at: usize) -> bool {
        let word = self.str(at);
        let mut letters = word.chars();
        let sounded = letters
            .next()
            .is_some_and(|c| matches!(c, 'F' | 'L' | 'M' | 'N' | 'R' | 'S' | 'X'));
        let syllable = letters
            .next()
            .is_some_and(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U'));
        matches!(self.str(at.wrapping_sub(1)), "an" | "An") && word.len() < 5 && sounded && syllable
    }

    /// One letter: an article, a pronoun, or a name.
    pub(super) fn single_letter(&mut self, at: usize) {
        let letter = self.str(at);
        if let Some(words) = self.letter_x(at) {
            return self.push(Class::Say(words), at, at + 1);
        }
        let article = match letter {
            "I" | "À" | "à" => true,
            // "(a or b)", "(a && b)" have letters, "(a good one)" has none.
            "a" => {
                let word = self.word(at + 1).is_some_and(|w| !matches!(w, "and" | "or"));
                let quoted = matches!(self.kind(at + 1), Some(Kind::Sign('"' | '“' | '`')));
                // "where a == b", "if a > b", but "a <role>"
                let apart = self.tokens.get(at + 2).is_some_and(|t| t.spaced)
                    || self.kind(at + 2) == self.kind(at + 1);
                let compared = apart
                    && matches!(
                        self.kind(at + 1),
                        Some(Kind::Sign(
                            '=' | '<'
                                | '>'
                                | '+'
                                | '*'
                                | '/'
                                | '≤'
                                | '≥'
                                | '≠'
                                | '^'
                                | '!'
                                | '·'
                                | '×'
                                | '⊗'
                                | '∈'
                        ))
                    );
                // "(a 40-line script)"
                let counted = self.number(at + 1).is_some() && !self.glued(at + 1);
                // "the dot product of a and b"
                let paired = matches!(self.str(at + 1), "and" | "or")
                    && self.is_letter(at + 2)
                    && self.case(at + 2) == Some(Case::Lower)
                    && self.str(at + 2) != "a";
                let compared = compared || paired;
                let named = self.glued(at) && !(word || quoted || counted) || compared;
                // "LLM-as-a-judge"; but "a type-a-person".
                let hyphen = |i: usize| self.is_sign(i, '-') && self.glued(i);
                let inside = self.glued(at)
                    && hyphen(at + 1)
                    && self.glued(at + 2)
                    && hyphen(at.wrapping_sub(1))
                    && self.word(at + 2).is_some_and(|w| w.len() > 2)
                    && !matches!(
                        self.str(at.wrapping_sub(2)),
                        "class" | "grade" | "plan" | "type" | "vitamin"
                    );
                // "~a third", "need a +1"
                let estimated = self.glued(at) && self.is_sign(at.wrapping_sub(1), '~') && word;
                inside
                    || estimated
                    || !self.joined(at) && !named && self.tokens.get(at + 1).is_none_or(|t| t.spaced)
            }
            // "A "Z"".
            "A" => {
                let quoted = matches!(self.kind(at + 1), Some(Kind::Sign('"' | '“' | '`' | '*' | '<')))
                    && self.glued(at + 2)
                    && self.word(at + 2).is_some();
                // "A pod", "A /24", "A .env file"
                let word = matches!(self.kind(at + 1), Some(Kind::Word(_)))
                    || matches!(self.kind(at + 1), Some(Kind::Sign('/' | '.'))) && self.glued(at + 2);
                // "A + means create"
                let sign = matches!(
                    self.kind(at + 1),
                    Some(Kind::Sign('+' | '-' | '~' | '*' | '%' | '#'))
                ) && self.tokens.get(at + 2).is_some_and(|t| t.spaced)
                    && self.case(at + 2) == Some(Case::Lower)
                    && self.str(at + 2).len() > 1;
                let word = word || sign;
                // "if A peers with B, A can't"; but "Kubernetes, A Practical Guide".
                let goes_on = self.is_sign(at.wrapping_sub(1), ',')
                    && self
                        .word(at + 1)
                        .is_some_and(|w| w.starts_with(char::is_lowercase));
                self.starts_sentence(at)
                    && !goes_on
                    && (word || quoted)
                    && self.tokens.get(at + 1).is_some_and(|t| t.spaced)
            }
            _ => false,
        };
        let class = if article {
            Class::Word(letter)
        } else {
            Class::Letters(letter)
        };
        self.push(class, at, at + 1);
    }
}
