//! `Timeline`: where every clip lies in the episode, in samples at the episode's rate. Plain data without any PCM;
//! `place` works it out.

use crate::units::{SampleRate, Samples};
use std::ops::Range;

/// Placed clips and recordings. Jobs and what is played between them never overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The episode's rate.
    pub rate: SampleRate,
    /// One for each job, in plan order.
    pub placements: Vec<Placement>,
    /// What is played before, between and after the jobs, in order of time.
    pub recordings: Vec<PlacedRecording>,
    /// When each of the plan's named places comes, in order.
    pub marks: Vec<Samples>,
    /// Where the bed lies under all this, if there is one.
    pub bed: Option<Range<Samples>>,
    /// The whole length, the tail included.
    pub length: Samples,
}

/// One clip in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The job's index in the plan.
    pub job: usize,
    /// Silence between the end of the sound before (or the start of the episode) and `start`.
    pub gap_before: Samples,
    /// The clip's first sample.
    pub start: Samples,
    /// The clip's length at the episode's rate.
    pub length: Samples,
    /// Each word's time in the episode.
    pub words: Vec<Range<Samples>>,
}

impl Placement {
    /// Behind its last sample.
    pub fn end(&self) -> Samples {
        self.start + self.length
    }
}

/// One recording in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedRecording {
    /// Which.
    pub part: Part,
    /// Silence between the end of the sound before (or the start of the episode) and `start`.
    pub gap_before: Samples,
    /// Its first sample.
    pub start: Samples,
    /// Its length, repeats included.
    pub length: Samples,
}

impl PlacedRecording {
    /// Behind its last sample.
    pub fn end(&self) -> Samples {
        self.start + self.length
    }
}

/// What a recording is in the episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Before all else.
    Intro,
    /// A clip of the script: its index among the plan's recordings.
    Clip(usize),
    /// After all else.
    Outro,
}
