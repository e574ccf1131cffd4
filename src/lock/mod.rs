//! `lock`: what a finished episode was made from, and what it came to: the record that lies beside it.
//!
//! Owns what is recorded, its text form (JSON, one line for each utterance, no times of day, so that two versions of
//! it diff well) and what two records say of each other: which utterances changed and why. Opens no file.

mod align;
mod compare;
mod digest;
mod record;
mod text;

pub use compare::{
    Cause, Change, Difference, changes, first_difference, first_other_output, other_output, pauses,
};
pub use digest::Digest;
pub use record::{times, utterances};
pub use text::{LockError, parse, print};

use crate::units::{Milliseconds, SampleRate, Samples};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an episode was made from, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// What it was made from.
    pub inputs: Inputs,
    /// The rate of its WAV.
    pub rate: SampleRate,
    /// The length of its WAV.
    pub samples: Samples,
    /// Where each utterance lies, as many as there are in [`Inputs::utterances`].
    pub times: Vec<Time>,
    /// The files, the WAV first.
    pub outputs: Vec<Output>,
}

/// Everything the bytes of an episode depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// The version of the program.
    pub declaim: String,
    /// What else the samples depend on: the runtime library, the processor.
    pub engine: String,
    /// The script.
    pub script: FileDigest,
    /// The voices that speak, by name.
    pub voices: Vec<VoiceDigest>,
    /// The course's lexicons, in order.
    pub lexicons: Vec<FileDigest>,
    /// The recordings that are heard, in order.
    pub recordings: Vec<FileDigest>,
    /// Every setting that does not act through an utterance's key, as text.
    pub settings: BTreeMap<String, String>,
    /// In order.
    pub utterances: Vec<Utterance>,
}

/// A file by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    /// Its path from the folder of the record, with `/`.
    pub file: String,
    /// Its content.
    pub blake3: Digest,
}

/// A voice by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceDigest {
    /// What it is called.
    pub name: String,
    /// The version it gives itself.
    pub version: String,
    /// All that decides how it sounds: models, formats, settings.
    pub blake3: Digest,
}

/// What one utterance is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The content key of its job: equal keys sound equal.
    pub key: Digest,
    /// Who says it.
    pub speaker: Option<String>,
    /// In which voice.
    pub voice: String,
    /// Its phones and their stress.
    pub phones: Digest,
    /// Rate, pitch, range, volume and contour of its words, and how it leans.
    pub style: Digest,
    /// What surrounds each phone: punctuation, and its place among the words.
    pub context: Digest,
    /// The silence asked for before it.
    pub gap: Milliseconds,
    /// Its words as they are said.
    pub text: String,
}

/// Where an utterance lies. Relative to the one before, so that an edit changes its own line only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Samples between the end of the one before (or the start of the file) and its own start.
    pub before: Samples,
    /// Its length.
    pub length: Samples,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name, in the folder of the record.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// Its content: what `sha256sum` prints.
    pub sha256: String,
}

impl Lock {
    /// The first sample of each utterance, and the one after its last.
    pub fn spans(&self) -> Vec<std::ops::Range<Samples>> {
        let mut at = Samples::ZERO;
        self.times
            .iter()
            .map(|time| {
                let start = at + time.before;
                at = start + time.length;
                start..at
            })
            .collect()
    }
}
