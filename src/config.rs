//! Settings of an episode: loudness, rates, pause lengths, cast. Plain data with one set of house values.
//!
//! Owns the numbers an author may change and their defaults. Knows nothing of how any stage uses them.

use crate::units::{Dbtp, Lufs, Milliseconds, SampleRate};
use std::num::NonZeroUsize;

/// Everything about an episode that its script does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeConfig {
    /// The rate of the written file.
    pub rate: SampleRate,
    /// The sample format of the written file.
    pub format: SampleFormat,
    /// Integrated loudness of the master; `None` leaves the level alone.
    pub loudness: Option<Lufs>,
    /// The highest true peak of the master.
    pub ceiling: Dbtp,
    /// Lengths of pauses.
    pub pauses: PauseConfig,
    /// Speaker label to voice name, in the order given; labels not listed get a default voice.
    pub cast: Vec<(String, String)>,
    /// Utterances synthesised at a time; the output does not depend on it.
    pub jobs: NonZeroUsize,
}

impl EpisodeConfig {
    /// The house settings: -16 LUFS, -1 dBTP, 48 kHz, 24 bit, nobody cast by hand.
    pub fn house(jobs: NonZeroUsize) -> Self {
        Self {
            rate: SampleRate::EPISODE,
            format: SampleFormat::Int24,
            loudness: Some(Lufs(-16.0)),
            ceiling: Dbtp(-1.0),
            pauses: PauseConfig::HOUSE,
            cast: Vec::new(),
            jobs,
        }
    }
}

/// How samples are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleFormat {
    /// 16-bit integer, dithered.
    Int16,
    /// 24-bit integer, dithered.
    Int24,
    /// 32-bit float.
    Float32,
}

/// Lengths of the pauses a script names, and of those that layout implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseConfig {
    /// `[pause short]`
    pub short: Milliseconds,
    /// `[pause]`
    pub medium: Milliseconds,
    /// `[pause long]`
    pub long: Milliseconds,
    /// The longest a single pause may be.
    pub cap: Milliseconds,
    /// Between two sentences with no tag between them.
    pub sentence: Milliseconds,
    /// Between two paragraphs; a tagged pause there is lengthened to it, never shortened.
    pub paragraph: Milliseconds,
}

impl PauseConfig {
    /// 250, 500 and 1000 ms; a sentence is worth a short pause, a paragraph a pause, so that a tag never
    /// makes a natural gap shorter than no tag would.
    pub const HOUSE: Self = Self {
        short: Milliseconds(250),
        medium: Milliseconds(500),
        long: Milliseconds(1000),
        cap: Milliseconds(20_000),
        sentence: Milliseconds(250),
        paragraph: Milliseconds(500),
    };
}
