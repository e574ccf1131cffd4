//! Cuts turns into utterances: what one model call speaks.
//!
//! An utterance ends at a pause, at a boundary and after punctuation that ends a sentence; commas, colons and
//! dashes stay inside. Between two sentences that nothing else parts stands a sentence boundary, between two
//! turns a paragraph boundary. Owns these rules; knows no phones.

use super::{question, weak};
use crate::ir::{Boundary, Element, InnerMark, Mark, Punctuation, Recording, Utterance, Word};
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
    /// Of the utterance that is open.
    marks: Vec<InnerMark>,
    /// The utterances, as indices of `elements`, that the open sentence has had, and whether each ends where only a pause does.
    earlier: Vec<(usize, bool)>,
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

    /// Silence the author asked for. What follows it is asked for where it matters.
    pub(crate) fn pause(
        &mut self,
        duration: Milliseconds,
        span: Span,
        continuation: impl FnOnce() -> Continuation,
    ) {
        if !self.words.is_empty() {
            self.cut(continuation());
        }
        self.flush_sentence();
        self.elements.push(Element::Pause { duration, span });
    }

    /// A clip is played: inside a sentence that goes on, or else as a sentence of its own.
    pub(crate) fn recording(&mut self, recording: Recording, continuation: Continuation) {
        self.cut(continuation);
        let apart = continuation == Continuation::Other;
        self.sentence_ended |= apart && matches!(self.elements.last(), Some(Element::Utterance(_)));
        self.flush_sentence();
        self.elements.push(Element::Recording(recording));
        self.sentence_ended = apart;
        self.paragraph_open = true;
    }

    /// A named place: inside the open utterance, or between two.
    pub(crate) fn mark(&mut self, mark: Mark) {
        if self.words.is_empty() {
            self.elements.push(Element::Mark(mark));
        } else {
            let before = self.words.len();
            self.marks.push(InnerMark { before, mark });
        }
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
        self.earlier.clear();
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

    /// Decides which way a question ends that the open utterance ends, by the words of the whole sentence.
    fn settle_question(&mut self) {
        let asks = self
            .words
            .last()
            .is_some_and(|w| w.after == Punctuation::Question);
        if !asks || self.earlier.is_empty() {
            return question::settle(&mut self.words);
        }
        let mut sentence: Vec<Word> = Vec::new();
        for &(at, bare) in &self.earlier {
            if let Some(Element::Utterance(utterance)) = self.elements.get(at) {
                sentence.extend(utterance.words.iter().cloned());
                if let Some(last) = sentence.last_mut().filter(|_| bare) {
                    last.after = Punctuation::None;
                }
            }
        }
        sentence.extend_from_slice(&self.words);
        question::settle(&mut sentence);
        if let (Some(last), Some(settled)) = (self.words.last_mut(), sentence.last()) {
            last.after = settled.after;
        }
    }

    /// Ends the utterance, if one is open.
    fn cut(&mut self, continuation: Continuation) {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return;
        };
        let span = first.span.join(last.span);
        let inside = continuation == Continuation::Sentence || weak::leads_on(last);
        let bare = last.after == Punctuation::None;
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
        self.settle_question();
        match self.sentence_ended {
            true => self.earlier.clear(),
            false => self.earlier.push((self.elements.len(), bare)),
        }
        self.emphasised.clear();
        self.elements.push(Element::Utterance(Utterance {
            speaker: self.speaker,
            words: std::mem::take(&mut self.words),
            marks: std::mem::take(&mut self.marks),
            span,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Origin, Phone, Segment, Stress, Style};
    use crate::units::{Decibels, Ratio};

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
            Element::Recording(_) => 'R',
            Element::Mark(_) => 'M',
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
        let pause = |p: &mut Phraser, c| p.pause(Milliseconds(500), Span::default(), || c);
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
    fn a_clip_is_a_sentence_or_stands_inside_one() {
        let clip = |p: &mut Phraser, c| {
            let recording = Recording {
                src: String::new(),
                begin: Milliseconds::ZERO,
                end: None,
                speed: Ratio::ONE,
                repeat: Ratio::ONE,
                repeat_duration: None,
                level: Decibels::UNITY,
                description: None,
                span: Span::default(),
            };
            p.recording(recording, c);
        };
        let mut p = Phraser::default();
        clip(&mut p, Continuation::Other);
        say(&mut p, "one");
        clip(&mut p, Continuation::Sentence);
        say(&mut p, "two");
        p.punctuation(Punctuation::Colon);
        clip(&mut p, Continuation::Other);
        say(&mut p, "three");
        p.turn(1);
        clip(&mut p, Continuation::Other);
        p.boundary(Boundary::Paragraph);
        say(&mut p, "four");
        assert_eq!(shape(p), "RS,R:SRS.PRP.");
    }

    #[test]
    fn a_mark_stands_before_the_word_that_follows_it() {
        let mark = |p: &mut Phraser| {
            p.mark(Mark {
                name: String::new(),
                chapter: None,
                span: Span::default(),
            });
        };
        let mut p = Phraser::default();
        mark(&mut p);
        say(&mut p, "one");
        mark(&mut p);
        say(&mut p, "two");
        mark(&mut p);
        p.punctuation(Punctuation::FullStop);
        mark(&mut p);
        say(&mut p, "three");
        let elements = p.finish();
        let Element::Utterance(first) = &elements[1] else {
            panic!("{elements:?}")
        };
        assert_eq!(first.marks.iter().map(|m| m.before).collect::<Vec<_>>(), [1, 2]);
        assert!(matches!(elements[0], Element::Mark(_)) && matches!(elements[2], Element::Mark(_)));
    }

    #[test]
    fn marks_before_any_word_say_nothing() {
        let mut p = Phraser::default();
        p.punctuation(Punctuation::FullStop);
        p.turn(0);
        assert_eq!(shape(p), "");
    }
}
