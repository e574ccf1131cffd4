//! `Timeline`: where every clip lies in the episode, in samples at the episode's rate. Pure arithmetic.

use crate::units::{SampleRate, Samples};
use std::ops::Range;

/// Placed clips, in plan order; they never overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The episode's rate.
    pub rate: SampleRate,
    /// One for each job.
    pub placements: Vec<Placement>,
    /// The whole length, the tail included.
    pub length: Samples,
}

/// One clip in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The job's index in the plan.
    pub job: usize,
    /// Silence between the end of the clip before (or the start of the episode) and `start`.
    pub gap_before: Samples,
    /// The clip's first sample.
    pub start: Samples,
    /// The clip's length at the episode's rate.
    pub length: Samples,
    /// Each word's time in the episode.
    pub words: Vec<Range<Samples>>,
    /// Each token's (edge silences left out).
    pub tokens: Vec<Range<Samples>>,
}
