//! `Clip`: the PCM of one job with the time of each of its tokens and words.

use crate::audio::pcm::Pcm;
use crate::units::Samples;
use std::ops::Range;

/// One job's speech, its edge silence already cut by the model's own durations, edges not yet faded.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Mono, at the voice's rate.
    pub pcm: Pcm,
    /// What is where in it.
    pub alignment: Alignment,
}

/// When each token and word of a job sounds, in samples of the clip's rate from its first sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// For each row of the job's tokens but the edge silences; contiguous, from 0 to the clip's length.
    pub tokens: Vec<Range<Samples>>,
    /// For each word of the job.
    pub words: Vec<Range<Samples>>,
}
