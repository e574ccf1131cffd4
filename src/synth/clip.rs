//! `Clip`: the PCM of one job with the time of each of its tokens and words; and [`Clips`], all of a plan's, as
//! whoever mixes them reads them: lengths and the times of words at once, PCM one clip at a time. Knows nothing of
//! where a clip will lie in an episode.

use crate::audio::pcm::Pcm;
use crate::units::{SampleRate, Samples};
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

/// What placing a clip needs to know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClipInfo<'a> {
    /// Its length at its own rate.
    pub length: Samples,
    /// Its own rate.
    pub rate: SampleRate,
    /// When each word of the job sounds, at its own rate.
    pub words: &'a [Range<Samples>],
}

impl<'a> ClipInfo<'a> {
    /// Of a clip that is at hand.
    pub fn of(clip: &'a Clip) -> Self {
        Self {
            length: clip.pcm.len(),
            rate: clip.pcm.rate,
            words: &clip.alignment.words,
        }
    }
}

/// The clips of a plan, one for each job, in plan order. Their PCM may lie on a disk: read it when it is wanted and
/// drop it after, and an episode of any length needs the memory of a few clips.
pub trait Clips: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// A clip without its PCM; `None` past the last.
    fn info(&self, job: usize) -> Option<ClipInfo<'_>>;

    /// A clip's samples, mono, as many as [`Self::info`] says, the same each time; none past the last clip. `room` is for
    /// those that are not in memory.
    ///
    /// # Errors
    /// Where they cannot be read back from where they lie.
    fn samples<'s>(&'s self, job: usize, room: &'s mut Vec<f32>) -> Result<&'s [f32], ClipError>;
}

/// A clip that was stored cannot be read back.
#[derive(Debug, thiserror::Error)]
#[error("the clip of job {job} cannot be read back from the temporary store")]
pub struct ClipError {
    /// Index of the job.
    pub job: usize,
    /// The system's reason.
    pub source: std::io::Error,
}

impl Clips for Vec<Clip> {
    fn count(&self) -> usize {
        self.len()
    }

    fn info(&self, job: usize) -> Option<ClipInfo<'_>> {
        self.get(job).map(ClipInfo::of)
    }

    fn samples<'s>(&'s self, job: usize, _: &'s mut Vec<f32>) -> Result<&'s [f32], ClipError> {
        Ok(self.get(job).map_or(&[], |clip| &clip.pcm.samples))
    }
}
