//! `<mstts:silence>` (Azure): silence before or after what an element holds, or at its commas and sentence ends.
//!
//! Azure sets the silences of a `<voice>`; here they hold to the end of the element they stand in. The lengths are
//! exact: Azure's types without `-exact` add to a silence of its own, of which nothing is known. Sentences are told by
//! their marks and by `<s>`. Knows nothing of other tags.

use super::attributes;
use super::document::Element;
use super::resolve::{Context, Resolver};
use super::script::{BoundaryKind, Reading};
use crate::source::{Mapped, Span};

/// The silences that hold at a place, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Silences {
    sentence: Option<u64>,
    comma: Option<u64>,
    semicolon: Option<u64>,
    /// For `、`.
    enumeration: Option<u64>,
    /// At the end of what the element holds.
    tail: Option<(u64, Span)>,
    /// A sentence has ended, and its silence is due as soon as another begins.
    due: bool,
}

impl Silences {
    /// Those of an element inside, which has its own tail.
    pub(super) fn inside(self) -> Self {
        Self { tail: None, ..self }
    }

    /// These again, after what happened inside.
    pub(super) fn after(self, inside: Self) -> Self {
        Self {
            due: inside.due && self.sentence.is_some(),
            ..self
        }
    }

    /// A sentence ended, after which a silence is due where another follows; or a paragraph, which has a gap of its
    /// own.
    pub(super) fn ended(&mut self, kind: BoundaryKind) {
        self.due = kind == BoundaryKind::Sentence && self.sentence.is_some();
    }

    /// Whether text has to be looked at.
    fn any(&self) -> bool {
        self.sentence.is_some()
            || self.comma.is_some()
            || self.semicolon.is_some()
            || self.enumeration.is_some()
    }
}

impl Resolver<'_> {
    pub(super) fn silence(&mut self, element: &Element) {
        let expected = "a time such as `250ms` or `3s`";
        let time = self.value(element, "value", attributes::time, expected);
        let Some(kind) = element.attribute("type") else {
            return;
        };
        let Some(time) = time else { return };
        match kind.value.text().trim() {
            "Leading" | "Leading-exact" => self.pause(time, element.span),
            "Tailing" | "Tailing-exact" => self.silences.tail = Some((time, element.span)),
            "Sentenceboundary" | "Sentenceboundary-exact" => self.silences.sentence = Some(time),
            "Comma-exact" => self.silences.comma = Some(time),
            "Semicolon-exact" => self.silences.semicolon = Some(time),
            "Enumerationcomma-exact" => self.silences.enumeration = Some(time),
            _ => self.bad(
                kind,
                "`Leading`, `Tailing`, `Sentenceboundary`, each alone or with `-exact`, or `Comma-exact`, \
                 `Semicolon-exact`, `Enumerationcomma-exact`",
            ),
        }
    }

    /// The silence after what an element holds.
    pub(super) fn tail_silence(&mut self) {
        if let Some((time, span)) = self.silences.tail.take() {
            self.pause(time, span);
        }
    }

    /// Text with the silences that hold here. Each of its characters is looked at once.
    pub(super) fn text_with_silences(&mut self, text: Mapped, context: &Context) {
        if !self.silences.any() || context.reading != Reading::Plain {
            return self.text(text, context);
        }
        let characters = text.text();
        if characters.trim().is_empty() {
            return self.text(text, context);
        }
        if std::mem::take(&mut self.silences.due)
            && let Some(time) = self.silences.sentence
        {
            self.pause(time, text.span_of(0..0));
        }
        let end_of_words = characters.trim_end().len();
        let mut from = 0;
        let mut word = 0;
        for (at, c) in characters.char_indices() {
            let end = at + c.len_utf8();
            if c.is_whitespace() {
                word = end;
            }
            let last = end >= end_of_words;
            let closes = last || c == '、' || characters[end..].starts_with(char::is_whitespace);
            let time = match c {
                ',' if closes && !last => self.silences.comma,
                ';' if closes && !last => self.silences.semicolon,
                '、' if !last => self.silences.enumeration,
                '.' | '?' | '!' if closes && !is_abbreviated(&characters[word..end]) => {
                    if last {
                        self.silences.ended(BoundaryKind::Sentence);
                        None
                    } else {
                        self.silences.sentence
                    }
                }
                _ => None,
            };
            if let Some(time) = time {
                self.text(text.slice(from..end), context);
                self.pause(time, text.span_of(at..end));
                from = end;
            }
            if last {
                break;
            }
        }
        self.text(text.slice(from..characters.len()), context);
    }
}

/// Whether a word's full stop belongs to it: a title or an initial.
fn is_abbreviated(word: &str) -> bool {
    const SHORT: [&str; 13] = [
        "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "vs.", "e.g.", "i.e.", "etc.", "no.", "inc.", "approx.",
    ];
    let initial = word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word != "I.";
    initial || SHORT.iter().any(|short| short.eq_ignore_ascii_case(word))
}
