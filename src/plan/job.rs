//! `RenderPlan`: every model call of a render, in script order, with the silence around it. Pure data.
//!
//! Owns the tensors' integers and the words they belong to, so that nothing after it looks at phones or text.
//! Knows nothing of models, sessions or audio.

pub use super::accompaniment::{Moment, PlannedMark, PlannedRecording};
pub use crate::ir::{Bound, Pitch, Punctuation, Recording, Style};

use crate::source::Span;
use crate::units::{Milliseconds, Semitones};
use std::ops::Range;

/// What to render, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RenderPlan {
    /// In script order.
    pub jobs: Vec<Job>,
    /// Clips that are played between the jobs, in script order.
    pub recordings: Vec<PlannedRecording>,
    /// Named places, in script order.
    pub marks: Vec<PlannedMark>,
    /// Silence after the last sound.
    pub tail: Milliseconds,
    /// Pitch contours that words refer to by index.
    pub contours: Vec<Vec<(f32, Semitones)>>,
    /// The voices that jobs refer to by index, by name.
    pub voices: Vec<String>,
    /// The speakers that jobs refer to by index, by label.
    pub speakers: Vec<Option<String>>,
}

impl RenderPlan {
    /// The clips that stand right before job `job`, or, past the last job, after all jobs; with their indices.
    pub fn recordings_before(&self, job: usize) -> impl Iterator<Item = (usize, &PlannedRecording)> {
        let from = self.recordings.partition_point(|clip| clip.before < job);
        let to = self.recordings.partition_point(|clip| clip.before <= job);
        (from..to).zip(&self.recordings[from..to])
    }

    /// Keeps the jobs and clips whose bytes `wanted` says yes to, without the silence at either end and without
    /// named places.
    pub fn keep(&mut self, mut wanted: impl FnMut(Span) -> bool) {
        let mut kept = Vec::with_capacity(self.jobs.len());
        // How many of the jobs before each are kept.
        let mut places = Vec::with_capacity(self.jobs.len() + 1);
        for job in std::mem::take(&mut self.jobs) {
            places.push(kept.len());
            if wanted(job.span) {
                kept.push(job);
            }
        }
        places.push(kept.len());
        self.jobs = kept;
        self.recordings.retain(|clip| wanted(clip.recording.span));
        for clip in &mut self.recordings {
            clip.before = places.get(clip.before).copied().unwrap_or(self.jobs.len());
        }
        match (self.jobs.first_mut(), self.recordings.first_mut()) {
            (_, Some(clip)) if clip.before == 0 => clip.gap_before = Milliseconds::ZERO,
            (Some(job), _) => job.gap_before = Milliseconds::ZERO,
            _ => {}
        }
        self.tail = Milliseconds::ZERO;
        self.marks.clear();
    }
}

/// One utterance bound to a voice.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Index into [`RenderPlan::speakers`].
    pub speaker: u32,
    /// Index into [`RenderPlan::voices`].
    pub voice: u32,
    /// Silence before it: exact, between the last sample of the sound before (a job's or a clip's) and the first of
    /// this one.
    pub gap_before: Milliseconds,
    /// Rows of the encoder's `tokens`: `[phone, stress, position, punctuation, words since, words until]`;
    /// the first and last row are edge silence. As small as they are: ten hours of speech have half a million rows.
    pub tokens: Vec<[u16; 6]>,
    /// The words, in order.
    pub words: Vec<JobWord>,
    /// Runs of words that take a set time; rising, none overlap.
    pub fits: Vec<Fit>,
    /// How much lower it is for its place in the paragraph.
    pub lean: Lean,
    /// The bytes it stands for.
    pub span: Span,
    /// Identifies content, voice and style: equal keys sound equal.
    pub key: Key,
    /// Seeds the noise source; derived from what `key` is, but for the voice's gain.
    pub seed: u64,
}

/// A word of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct JobWord {
    /// As it is said; for captions and alignment.
    pub text: String,
    /// The bytes it stands for.
    pub span: Span,
    /// Its rows in [`Job::tokens`].
    pub tokens: Range<usize>,
    /// How it is to sound.
    pub style: Style,
}

/// Words that take a set time together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Indices into [`Job::words`]; at least one.
    pub words: Range<usize>,
    /// From the first one's first sample to the last one's last.
    pub duration: Milliseconds,
    /// Whether they may take less.
    pub bound: Bound,
}

/// What is added to a job's F0, in a straight line from its first word to its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lean {
    /// Where the first word begins.
    pub from: Semitones,
    /// Where the last word ends.
    pub to: Semitones,
}

impl Lean {
    /// F0 as the voice has it.
    pub const NONE: Self = Self {
        from: Semitones(0.0),
        to: Semitones(0.0),
    };
}

/// A content hash (BLAKE3, 256 bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub [u8; 32]);

/// A contour's value: linear between its points, held outside them; 0 where there are none.
pub fn shift_at(points: &[(f32, Semitones)], position: f32) -> Semitones {
    let after = points.partition_point(|(at, _)| *at <= position);
    match (
        after.checked_sub(1).and_then(|i| points.get(i)),
        points.get(after),
    ) {
        (Some(&(x0, Semitones(y0))), Some(&(x1, Semitones(y1)))) => {
            Semitones(y0 + (y1 - y0) * (position - x0) / (x1 - x0).max(1e-6))
        }
        (Some(&(_, shift)), None) | (None, Some(&(_, shift))) => shift,
        (None, None) => Semitones(0.0),
    }
}
