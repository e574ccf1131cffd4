//! Stage 4: spoken words to phones.
//!
//! [`transcribe`] finds each word's pronunciation (the author's, a lexicon's, or by rule), fits it to its
//! neighbours, and cuts turns into utterances. Owns everything between spelling and phones; knows no XML and no
//! voice.

mod accents;
mod arpabet;
mod article;
mod clause;
mod code;
mod continuation;
pub mod course;
mod cues;
mod derive;
mod endings;
mod entries;
mod fold;
mod guess;
mod habit;
mod heteronyms;
pub mod ipa;
mod kinds;
mod letter_to_sound;
mod letters;
mod lexicon;
mod phrase;
mod pinyin;
mod pronounce;
mod prosody;
mod question;
mod relative;
mod report;
mod respelt;
mod table;
mod tagger;
mod transcription;
mod view;
mod weak;
mod xsampa;

pub use entries::{CourseEntry, Matching, Said};
pub use letter_to_sound::ModelError;
pub use lexicon::{Found, Lexicon, LexiconError, Scope};
pub use table::TableError;
pub use transcription::Transcription;

use crate::diag::Findings;
use crate::ir::{Boundary, Mark, PhonemeScript, Punctuation, Recording, Speaker};
use crate::markup::script::{Audio, BoundaryKind, Emphasis};
use crate::text::token::{Spoken, SpokenItem, SpokenTurn};
use continuation::Names;
use phrase::Phraser;
use pronounce::Pronouncer;
use std::collections::HashMap;
use tagger::Place;

/// The script as phones. Linear in the number of words; what cannot be said is a finding, never silence.
pub fn transcribe(spoken: &Spoken, lexicon: &Lexicon) -> Findings<PhonemeScript> {
    let mut pronouncer = Pronouncer::new(lexicon);
    let mut phraser = Phraser::default();
    let mut speakers = Speakers::default();
    let names = Names::of(spoken);
    for turn in &spoken.turns {
        phraser.turn(speakers.index(turn));
        let sentences = sentences(turn);
        let mut said_already = 0;
        let mut places = sentences
            .iter()
            .flat_map(|s| (0..s.len()).map(move |at| (s.as_slice(), at)));
        for (index, item) in turn.items.iter().enumerate() {
            match item {
                SpokenItem::Word(word) => {
                    // There is one place for every word, in the same order.
                    let Some((sentence, at)) = places.next() else {
                        continue;
                    };
                    if said_already > 0 {
                        said_already -= 1;
                        continue;
                    }
                    let emphasised = matches!(word.style.emphasis, Emphasis::Moderate | Emphasis::Strong);
                    let count = pronouncer.pronounce(sentence, at, |word| phraser.word(word, emphasised));
                    said_already = count - 1;
                }
                SpokenItem::Punctuation(mark, _) => phraser.punctuation(*mark),
                SpokenItem::Pause(pause) => phraser.pause(pause.duration, pause.span, || {
                    names.continuation(&turn.items, index)
                }),
                SpokenItem::Audio(audio) => {
                    phraser.recording(recording(audio), names.continuation(&turn.items, index));
                }
                SpokenItem::Mark(mark) => phraser.mark(Mark {
                    name: mark.name.clone(),
                    chapter: mark.chapter.clone(),
                    span: mark.span,
                }),
                SpokenItem::Boundary(boundary) => phraser.boundary(match boundary.kind {
                    BoundaryKind::Sentence => Boundary::Sentence,
                    BoundaryKind::Paragraph => Boundary::Paragraph,
                }),
            }
        }
    }
    Findings {
        value: PhonemeScript {
            speakers: speakers.all,
            elements: phraser.finish(),
            contours: spoken.contours.iter().map(|c| c.points.clone()).collect(),
            extents: spoken.extents.iter().map(prosody::extent).collect(),
        },
        diagnostics: pronouncer.diagnostics,
    }
}

/// The words of a turn, sentence by sentence: the context that decides how a heteronym is said. Pauses do not end
/// a sentence here.
fn sentences(turn: &SpokenTurn) -> Vec<Vec<Place<'_>>> {
    let mut all = Vec::new();
    let mut sentence: Vec<Place> = Vec::new();
    for item in &turn.items {
        let ends = match item {
            SpokenItem::Word(word) => {
                sentence.push(Place {
                    word,
                    after: Punctuation::None,
                    paused: false,
                });
                false
            }
            SpokenItem::Punctuation(mark, _) => {
                if let Some(last) = sentence.last_mut() {
                    last.after = last.after.max(*mark);
                }
                mark.ends_sentence()
            }
            SpokenItem::Pause(_) | SpokenItem::Audio(_) => {
                if let Some(last) = sentence.last_mut() {
                    last.paused = true;
                }
                false
            }
            SpokenItem::Mark(_) => false,
            SpokenItem::Boundary(_) => true,
        };
        if ends && !sentence.is_empty() {
            all.push(std::mem::take(&mut sentence));
        }
    }
    all.push(sentence);
    all
}

/// A clip as `plan` is told of it.
fn recording(audio: &Audio) -> Recording {
    Recording {
        src: audio.src.clone(),
        begin: audio.begin,
        end: audio.end,
        speed: audio.speed,
        repeat: audio.repeat,
        repeat_duration: audio.repeat_duration,
        level: audio.level,
        description: audio.description.clone(),
        span: audio.span,
    }
}

/// Speakers in order of appearance.
#[derive(Default)]
struct Speakers<'a> {
    all: Vec<Speaker>,
    by_name: HashMap<Option<&'a str>, u32>,
}

impl<'a> Speakers<'a> {
    fn index(&mut self, turn: &'a SpokenTurn) -> u32 {
        *self.by_name.entry(turn.speaker.as_deref()).or_insert_with(|| {
            self.all.push(Speaker {
                name: turn.speaker.clone(),
                span: turn.speaker_span,
            });
            self.all.len() as u32 - 1
        })
    }
}
