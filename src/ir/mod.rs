//! The phoneme IR: what will be said, as phones, and nothing about how it will sound in a given voice.
//!
//! The contract, before the types:
//!
//! - [`PhonemeScript::elements`] is the script in order. Between two utterances or clips stand any number of pauses,
//!   boundaries and marks; what silence they make together is decided by `plan`, by the rule given there.
//! - An [`Utterance`] is what one model call speaks: a sentence, or the part of one up to a pause tag. It never
//!   crosses a turn, holds at least one word, and every word holds at least one phone.
//! - Phones are of the inventory in [`phone`]; an author's `<phoneme>` is taken verbatim; at least one vowel of
//!   a word that has one carries primary stress unless the word is a weak form.
//! - Every word keeps the span of what it stands for, and the style it is to be said in.
//!
//! [`validate()`] checks this once; later stages trust it. Knows no text, no XML, no voice.

pub mod phone;
mod print;
pub mod respell;
mod validate;

pub use phone::{Phone, Segment, Stress};
pub use validate::validate;

pub use crate::punctuation::Punctuation;
use crate::source::Span;
use crate::units::{Decibels, Hertz, Milliseconds, Ratio, Semitones};

/// A whole script as phones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhonemeScript {
    /// Speakers in order of appearance; utterances refer to them by index.
    pub speakers: Vec<Speaker>,
    /// In script order.
    pub elements: Vec<Element>,
    /// Pitch contours that styles refer to by index: (position 0..1 rising, shift).
    pub contours: Vec<Vec<(f32, Semitones)>>,
    /// Times that styles refer to by index.
    pub extents: Vec<Extent>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As labelled; `None` for text before any label.
    pub name: Option<String>,
    /// The first label.
    pub span: Span,
}

/// A part of the script.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// Speech.
    Utterance(Utterance),
    /// Silence the author asked for.
    Pause {
        /// How long.
        duration: Milliseconds,
        /// The tag.
        span: Span,
    },
    /// A place where silence belongs by nature.
    Boundary(Boundary),
    /// A clip that is played.
    Recording(Recording),
    /// A named place between utterances.
    Mark(Mark),
}

/// A clip in a file: what of it is played, and how. It has been found and can be played.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// Its URI, as written.
    pub src: String,
    /// Where in the clip playing starts.
    pub begin: Milliseconds,
    /// Where in the clip it ends; at the clip's end without one.
    pub end: Option<Milliseconds>,
    /// How fast; at 2, in half the time and an octave higher.
    pub speed: Ratio,
    /// How often; 1.5 is once and a half.
    pub repeat: Ratio,
    /// The most it may last, repeats included.
    pub repeat_duration: Option<Milliseconds>,
    /// Gain.
    pub level: Decibels,
    /// What is heard in it, for who cannot hear it.
    pub description: Option<String>,
    /// The tag.
    pub span: Span,
}

/// A named place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// The title of the chapter that it opens, if it opens one.
    pub chapter: Option<String>,
    /// The tag.
    pub span: Span,
}

/// A named place inside an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InnerMark {
    /// The index of the word it stands before; that of no word at the utterance's end.
    pub before: usize,
    /// Which.
    pub mark: Mark,
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// A sentence.
    Sentence,
    /// A paragraph or turn.
    Paragraph,
}

/// What one model call speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// Index into [`PhonemeScript::speakers`].
    pub speaker: u32,
    /// At least one.
    pub words: Vec<Word>,
    /// Named places in it, in order.
    pub marks: Vec<InnerMark>,
    /// From the first word's first byte to the last word's last.
    pub span: Span,
}

/// A word as phones.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it is said; for people and captions, never for sound.
    pub text: String,
    /// The bytes it stands for.
    pub span: Span,
    /// At least one.
    pub phones: Vec<Phone>,
    /// The punctuation after it.
    pub after: Punctuation,
    /// How it is to sound.
    pub style: Style,
    /// Where the pronunciation came from.
    pub origin: Origin,
}

/// How a word is to sound, absolutely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Speaking rate; 2 is twice as fast.
    pub rate: Ratio,
    /// Pitch.
    pub pitch: Pitch,
    /// Factor on the distance of pitch from the utterance's mean.
    pub range: f32,
    /// Gain.
    pub volume: Decibels,
    /// Index into [`PhonemeScript::contours`].
    pub contour: Option<u32>,
    /// Index into [`PhonemeScript::extents`].
    pub extent: Option<u32>,
}

impl Style {
    /// The voice as it is.
    pub const NEUTRAL: Self = Self {
        rate: Ratio::ONE,
        pitch: Pitch::Shift(Semitones(0.0)),
        range: 1.0,
        volume: Decibels::UNITY,
        contour: None,
        extent: None,
    };
}

/// The time that the words which refer to it take, with the silences between them. They stand side by side and have
/// one speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How long.
    pub duration: Milliseconds,
    /// Whether they may take less.
    pub bound: Bound,
    /// Where it was written.
    pub span: Span,
}

/// How an [`Extent`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The words are made slower or faster until they fit.
    Exactly,
    /// They are made faster where they are too long.
    AtMost,
}

/// Where the pitch lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pitch {
    /// Relative to the voice's own.
    Shift(Semitones),
    /// The utterance's mean at this frequency.
    Mean(Hertz),
}

/// Where a pronunciation came from, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The script's own `<phoneme>`.
    Author,
    /// The course's lexicon.
    Course,
    /// Our technical lexicon.
    Technical,
    /// Our lexicon of everyday words.
    General,
    /// The pronouncing dictionary.
    Dictionary,
    /// A known word with a regular ending, or two known words written as one.
    Derived,
    /// The name of a letter.
    Letter,
    /// The letter-to-sound model.
    Guess,
}
