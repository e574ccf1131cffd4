//! `Spoken`: the words of a script as they will be said. What it promises:
//!
//! - words only: no digit, sign or abbreviation is left in [`SpokenWord::text`]; "80%" is two words. Two things
//!   are called as they are written: what a lexicon lists in that very form ("K8s", "CI/CD"), and what the
//!   author gave a pronunciation;
//! - every word keeps the span it came from, so two words of one number share it;
//! - punctuation is kept between words as what it does to a phrase, not as characters;
//! - pauses, boundaries, clips and marks pass through in their place; a mark inside a word stands behind it. Every
//!   clip here is one that plays (`Script::settle`).
//!
//! Knows nothing of XML (but the types of the resolved script) and nothing of phones.

use crate::markup::script::{Audio, Boundary, Contour, Extent, Mark, PartOfSpeech, Pause, Phonemes, Style};
pub use crate::punctuation::{Punctuation, opens_sentence};
use crate::source::Span;

/// The whole script as words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    /// In script order.
    pub turns: Vec<SpokenTurn>,
    /// As in the script.
    pub contours: Vec<Contour>,
    /// As in the script.
    pub extents: Vec<Extent>,
}

/// One turn as words.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenTurn {
    /// As in the script.
    pub speaker: Option<String>,
    /// As in the script.
    pub speaker_span: Span,
    /// In order.
    pub items: Vec<SpokenItem>,
}

/// A part of a spoken turn.
#[derive(Clone, Debug, PartialEq)]
pub enum SpokenItem {
    /// A word.
    Word(SpokenWord),
    /// What stands between two words.
    Punctuation(Punctuation, Span),
    /// As in the script.
    Pause(Pause),
    /// As in the script.
    Boundary(Boundary),
    /// A clip that plays.
    Audio(Audio),
    /// As in the script.
    Mark(Mark),
}

/// One word as it will be said.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenWord {
    /// The word: letters and straight apostrophes, as written where it was written ("Kubernetes", "don't"),
    /// lower case where it was made ("eighty"); a letter to be named is that letter in upper case.
    pub text: String,
    /// The bytes it stands for.
    pub span: Span,
    /// Where its sound comes from.
    pub pronunciation: Pronunciation,
    /// Its class, where the author named it.
    pub class: Option<PartOfSpeech>,
    /// How it is to sound.
    pub style: Style,
}

/// A regular ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// "PVCs", "the CEO's".
    S,
    /// "SSHed", "RSVP'd".
    Ed,
    /// "SSHing".
    Ing,
}

impl Inflection {
    /// As it is written, with or without its apostrophe.
    pub(super) fn of(written: &str) -> Option<Self> {
        Some(match written.trim_start_matches(super::tokenise::is_apostrophe) {
            "s" | "S" => Self::S,
            "d" | "ed" => Self::Ed,
            "ing" => Self::Ing,
            _ => return None,
        })
    }
}

/// Where a word's sound comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Pronunciation {
    /// From the lexicons, else the letter-to-sound model.
    Word,
    /// The name of the letter (`a` in "A M" is /eɪ/, never the article); with an ending, the last of "P V Cs".
    Letter {
        /// What follows the letter's name.
        ending: Option<Inflection>,
    },
    /// What the author wrote.
    Author(Phonemes),
}
