//! What a plan holds beside model calls: clips that are played between them, and named places.
//!
//! A plan's sounds are its jobs and clips, in script order. Owns how the others stand among the jobs; knows
//! nothing of files or PCM.

use crate::ir::{Mark, Recording};
use crate::units::Milliseconds;

/// A clip and its place among the jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRecording {
    /// The job it stands before, behind clips that stand before the same; past the last job: after all of them.
    pub before: usize,
    /// Silence before it, exact.
    pub gap_before: Milliseconds,
    /// Which clip, and how it is played.
    pub recording: Recording,
}

/// A named place and the moment it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMark {
    /// Which.
    pub mark: Mark,
    /// When.
    pub moment: Moment,
}

/// A moment among a plan's sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The start of a word.
    Word {
        /// Index of the job.
        job: usize,
        /// Index of the word in it.
        word: usize,
    },
    /// In the silence before a sound, or at its end.
    Silence {
        /// How many jobs come before it.
        jobs: usize,
        /// How many clips come before it.
        recordings: usize,
        /// How much of the silence comes before it: as much of it as was written there. Without a number all of it:
        /// nothing stands between the place and the sound.
        after: Option<Milliseconds>,
    },
}

/// The named places of the silence that is being gathered.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) planned: Vec<PlannedMark>,
    /// The first of them that no pause has followed yet, and the silence written before each from there on.
    open: usize,
    written: Vec<Milliseconds>,
}

impl Marks {
    /// A place in the silence before the next sound, after so much of it.
    pub(super) fn silence(&mut self, mark: &Mark, jobs: usize, recordings: usize, written: Milliseconds) {
        let moment = Moment::Silence {
            jobs,
            recordings,
            after: None,
        };
        self.written.push(written);
        self.push(mark, moment);
    }

    /// A place inside speech.
    pub(super) fn inside(&mut self, mark: &Mark, moment: Moment) {
        self.push(mark, moment);
        self.sound();
    }

    /// A pause follows the places so far: they stand before it.
    pub(super) fn pause(&mut self) {
        for (mark, silence) in self.planned[self.open..].iter_mut().zip(self.written.drain(..)) {
            if let Moment::Silence { after, .. } = &mut mark.moment {
                *after = Some(silence);
            }
        }
        self.open = self.planned.len();
    }

    /// A sound follows: the silence is over.
    pub(super) fn sound(&mut self) {
        self.open = self.planned.len();
        self.written.clear();
    }

    fn push(&mut self, mark: &Mark, moment: Moment) {
        self.planned.push(PlannedMark {
            mark: mark.clone(),
            moment,
        });
    }
}
