//! Cuts turns into utterances: what one model call speaks.
//!
//! An utterance ends at a pause, at a boundary and after punctuation that ends a sentence; commas, colons and
//! dashes stay inside. Between two sentences that nothing else parts stands a sentence boundary, between two
//! turns a paragraph boundary. Owns these rules; knows no phones.

use super::weak;
use crate::ir::{Boundary, Element, Punctuation, Utterance, Word};
use crate::source::Span;
use crate::units::Milliseconds;

/// What follows a cut in the same turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Continuation {
    /// The sentence: a word in lower case.
    Sentence,
    /// Something else, or nothing.
    Other,
}

/// Collects the elements of a script.
#[derive(Debug, Default)]
pub(crate) struct Phraser {
    elements: Vec<Element>,
    words: Vec<Word>,
    emphasised: Vec<bool>,
    speaker: u32,
    /// A sentence has ended and nothing stands after it yet.
    sentence_ended: bool,
    /// Something was said, and no paragraph has ended since.
    paragraph_open: bool,
}

impl Phraser {
    /// A turn of this speaker begins.
    pub(crate) fn turn(&mut self, speaker: u32) {
        self.cut(Continuation::Other);
        if self.paragraph_open {
            self.push_boundary(Boundary::Paragraph);
        }
        self.speaker = speaker;
    }

    /// A word is said.
    pub(crate) fn word(&mut self, word: Word, emphasised: bool) {
        self.flush_sentence();
        self.words.push(word);
        self.emphasised.push(emphasised);
    }

    /// Punctuation stands after the word before; where several marks do, the strongest counts.
    pub(crate) fn punctuation(&mut self, mark: Punctuation) {
        let Some(last) = self.words.last_mut() else { return };
        if mark.strength() > last.after.strength() {
            last.after = mark;
        }
        if mark.ends_sentence() {
            self.cut(Continuation::Other);
        }
    }

    /// Silence the author asked for.
    pub(crate) fn pause(&mut self, duration: Milliseconds, span: Span, continuation: Continuation) {
        self.cut(continuation);
        self.flush_sentence();
        self.elements.push(Element::Pause { duration, span });
    }

    /// A sentence or paragraph ends.
    pub(crate) fn boundary(&mut self, boundary: Boundary) {
        self.cut(Continuation::Other);
        self.push_boundary(boundary);
    }

    /// All elements, the last utterance among them.
    pub(crate) fn finish(mut self) -> Vec<Element> {
        self.cut(Continuation::Other);
        self.elements
    }

    fn push_boundary(&mut self, boundary: Boundary) {
        self.sentence_ended = false;
        if boundary == Boundary::Paragraph {
            self.paragraph_open = false;
        }
        self.elements.push(Element::Boundary(boundary));
    }

    fn flush_sentence(&mut self) {
        if std::mem::take(&mut self.sentence_ended) {
            self.elements.push(Element::Boundary(Boundary::Sentence));
        }
    }

    /// Ends the utterance, if one is open.
    fn cut(&mut self, continuation: Continuation) {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return;
        };
        let span = first.span.join(last.span);
        let inside = continuation == Continuation::Sentence || weak::leads_on(&last.text);
        if let Some(last) = self.words.last_mut().filter(|w| w.after == Punctuation::None) {
            last.after = if inside {
                Punctuation::Comma
            } else {
                Punctuation::FullStop
            };
        }
        self.sentence_ended = self.words.last().is_some_and(|w| w.after.ends_sentence());
        self.paragraph_open = true;
        weak::fit(&mut self.words, &self.emphasised);
        self.emphasised.clear();
        self.elements.push(Element::Utterance(Utterance {
            speaker: self.speaker,
            words: std::mem::take(&mut self.words),
            span,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Origin, Phone, Segment, Stress, Style};

    fn say(phraser: &mut Phraser, text: &str) {
        let word = Word {
            text: text.to_owned(),
            span: Span::default(),
            phones: vec![Phone::new(Segment::Ay, Stress::Primary)],
            after: Punctuation::None,
            style: Style::NEUTRAL,
            origin: Origin::Author,
        };
        phraser.word(word, false);
    }

    /// `.` `,` and so on for an utterance by its last mark, `S` and `P` for boundaries, `_` for a pause.
    fn shape(phraser: Phraser) -> String {
        let sign = |e: &Element| match e {
            Element::Utterance(u) => match u.words.last().map(|w| w.after) {
                Some(Punctuation::Comma) => ',',
                Some(Punctuation::FullStop) => '.',
                Some(Punctuation::Question) => '?',
                Some(Punctuation::Colon) => ':',
                _ => 'x',
            },
            Element::Pause { .. } => '_',
            Element::Boundary(Boundary::Sentence) => 'S',
            Element::Boundary(Boundary::Paragraph) => 'P',
        };
        phraser.finish().iter().map(sign).collect()
    }

    #[test]
    fn sentences_are_parted_once() {
        let mut p = Phraser::default();
        say(&mut p, "one");
        p.punctuation(Punctuation::FullStop);
        say(&mut p, "two");
        p.punctuation(Punctuation::Question);
        p.boundary(Boundary::Paragraph);
        say(&mut p, "three");
        p.turn(1);
        say(&mut p, "four");
        assert_eq!(shape(p), ".S?P.P.");
    }

    #[test]
    fn a_pause_ends_a_sentence_or_stands_inside_one() {
        let pause = |p: &mut Phraser, c| p.pause(Milliseconds(500), Span::default(), c);
        let mut p = Phraser::default();
        say(&mut p, "if");
        pause(&mut p, Continuation::Other);
        say(&mut p, "you");
        pause(&mut p, Continuation::Sentence);
        say(&mut p, "want");
        pause(&mut p, Continuation::Other);
        say(&mut p, "thing");
        p.punctuation(Punctuation::Colon);
        pause(&mut p, Continuation::Other);
        assert_eq!(shape(p), ",_,_.S_:_");
    }

    #[test]
    fn marks_before_any_word_say_nothing() {
        let mut p = Phraser::default();
        p.punctuation(Punctuation::FullStop);
        p.turn(0);
        assert_eq!(shape(p), "");
    }
}
