//! Where in its paragraph a sentence stands, and how much lower it therefore begins.
//!
//! Voices learn from sentences that were read one by one, and so begin every sentence as high as the first of a
//! paragraph. Who reads a paragraph begins its later sentences lower and its last one lowest; where sentences end
//! differs little (Lehiste 1975; Sluijter and Terken, Phonetica 50, 1993, whose listeners found rules with this more
//! natural). So F0 is lowered at a sentence's beginning by what the voice declares, and by less and less up to its
//! end. Owns the places of sentences; knows nothing of mel frames.

use super::job::Lean;
use crate::ir::{Boundary, Element};
use crate::units::{Milliseconds, Semitones};
use crate::voice::Speaking;
use std::ops::Range;

/// A sentence's place in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sentence {
    /// Begins as the voice does by itself; so does the only one.
    First,
    Inner,
    Last,
}

/// An utterance's place: in which sentence, and which of the sentence's words are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    sentence: Sentence,
    words: Range<usize>,
    /// Words of the whole sentence; at least one.
    of: usize,
}

/// After a pause as long as this that the script asks for, a sentence begins anew: `[pause long]`.
const ANEW: Milliseconds = Milliseconds(1000);

/// The place of every utterance, in order. A paragraph ends at its boundary, at a long pause between its sentences, or
/// where somebody else speaks.
pub(super) fn places(elements: &[Element]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    // The utterances of the sentence that is not over, and the speaker of the paragraph that is not.
    let (mut open, mut speaker) = (0, None);
    let mut sentence = Sentence::First;
    let mut paused = Milliseconds::ZERO;
    for element in elements {
        let paragraph = match element {
            Element::Boundary(kind) => *kind == Boundary::Paragraph,
            Element::Utterance(utterance) => {
                let anew = std::mem::take(&mut paused) >= ANEW && places.len() == open;
                anew || speaker.is_some_and(|it| it != utterance.speaker)
            }
            Element::Pause { duration, .. } => {
                paused += *duration;
                continue;
            }
            Element::Recording(_) | Element::Mark(_) => continue,
        };
        if paragraph || matches!(element, Element::Boundary(_)) {
            if close(&mut places[open..]) {
                sentence = Sentence::Inner;
            }
            open = places.len();
        }
        if paragraph {
            end(&mut places);
            (sentence, speaker) = (Sentence::First, None);
        }
        if let Element::Utterance(utterance) = element {
            let before = places[open..].last().map_or(0, |place| place.words.end);
            places.push(Place {
                sentence,
                words: before..before + utterance.words.len(),
                of: 1,
            });
            speaker = Some(utterance.speaker);
        }
    }
    close(&mut places[open..]);
    end(&mut places);
    places
}

/// Ends a sentence; whether there was any.
fn close(sentence: &mut [Place]) -> bool {
    let of = sentence.last().map(|place| place.words.end.max(1));
    for place in sentence {
        place.of = of.unwrap_or(1);
    }
    of.is_some()
}

/// Ends a paragraph: its last sentence is no inner one.
fn end(places: &mut [Place]) {
    let mut later = usize::MAX;
    for place in places.iter_mut().rev() {
        // Walking back, the words of one sentence fall.
        if place.sentence != Sentence::Inner || place.words.start >= later {
            break;
        }
        later = place.words.start;
        place.sentence = Sentence::Last;
    }
}

impl Place {
    /// How the utterance's words `from` to `to` lean, in a voice.
    pub(super) fn lean(&self, words: Range<usize>, speaking: &Speaking) -> Lean {
        let Semitones(onset) = match self.sentence {
            Sentence::First => Semitones(0.0),
            Sentence::Inner => speaking.inner_onset,
            Sentence::Last => speaking.last_onset,
        };
        if onset == 0.0 {
            return Lean::NONE;
        }
        let left = |word: usize| {
            let share = (self.words.start + word) as f32 / self.of as f32;
            // Not minus nothing, which is printed so.
            Semitones(onset * (1.0 - share) + 0.0)
        };
        Lean {
            from: left(words.start),
            to: left(words.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Origin, Punctuation, Style, Utterance, Word};
    use crate::source::Span;

    fn says(speaker: u32, words: usize) -> Element {
        let word = Word {
            text: String::new(),
            span: Span::default(),
            phones: Vec::new(),
            after: Punctuation::None,
            style: Style::NEUTRAL,
            origin: Origin::Dictionary,
        };
        Element::Utterance(Utterance {
            speaker,
            words: vec![word; words],
            marks: Vec::new(),
            span: Span::default(),
        })
    }

    #[test]
    fn a_long_pause_between_sentences_begins_anew() {
        use Sentence::{First, Last};
        let pause = |ms| Element::Pause {
            duration: Milliseconds(ms),
            span: Span::default(),
        };
        let stop = || Element::Boundary(Boundary::Sentence);
        let elements = [
            says(0, 1),
            stop(),
            pause(500),
            says(0, 1),
            stop(),
            pause(500),
            pause(500),
            says(0, 1),
            pause(2000),
            says(0, 1),
            stop(),
            says(0, 1),
        ];
        let found: Vec<_> = places(&elements)
            .into_iter()
            .map(|place| place.sentence)
            .collect();
        assert_eq!(found, [First, Last, First, First, Last]);
    }

    #[test]
    fn every_utterance_knows_its_sentence_and_its_share_of_it() {
        use Boundary::{Paragraph, Sentence as Stop};
        use Sentence::{First, Inner, Last};
        let stop = || Element::Boundary(Stop);
        let over = || Element::Boundary(Paragraph);
        let elements = [
            over(),
            says(0, 2),
            stop(),
            over(),
            says(0, 3),
            says(0, 1),
            stop(),
            says(0, 4),
            stop(),
            stop(),
            says(0, 1),
            says(0, 1),
            stop(),
            over(),
            says(0, 1),
            stop(),
            says(0, 2),
            stop(),
            says(0, 2),
            says(1, 2),
            stop(),
            says(1, 5),
        ];
        let found: Vec<_> = places(&elements)
            .into_iter()
            .map(|place| (place.sentence, place.words, place.of))
            .collect();
        assert_eq!(
            found,
            [
                (First, 0..2, 2),
                (First, 0..3, 4),
                (First, 3..4, 4),
                (Inner, 0..4, 4),
                (Last, 0..1, 2),
                (Last, 1..2, 2),
                (First, 0..1, 1),
                (Inner, 0..2, 2),
                (Last, 0..2, 2),
                (First, 0..2, 2),
                (Last, 0..5, 5),
            ]
        );
    }

    #[test]
    fn a_lean_falls_to_nothing_over_the_whole_sentence() {
        let place = |sentence| Place {
            sentence,
            words: 4..8,
            of: 8,
        };
        let mut speaking = crate::voice::load::load_named("tiny", None)
            .unwrap()
            .manifest()
            .speaking;
        assert_eq!(place(Sentence::Last).lean(0..4, &speaking), Lean::NONE);
        (speaking.inner_onset, speaking.last_onset) = (Semitones(-1.0), Semitones(-2.0));
        assert_eq!(place(Sentence::First).lean(0..4, &speaking), Lean::NONE);
        let lean = |from, to| Lean {
            from: Semitones(from),
            to: Semitones(to),
        };
        assert_eq!(place(Sentence::Inner).lean(0..4, &speaking), lean(-0.5, 0.0));
        assert_eq!(place(Sentence::Last).lean(1..3, &speaking), lean(-0.75, -0.25));
    }
}
