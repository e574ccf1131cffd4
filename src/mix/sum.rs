//! `Mixdown`: a timeline, its clips and its recordings as one signal, read block by block.
//!
//! Each clip is resampled as a whole, then faded at both edges, then placed; where nothing is heard the signal is
//! exact digital zero. What a pass yields depends on what is mixed alone: neither on the size of blocks nor
//! on threads, because each clip is prepared by itself and every sample is summed in one order: speech, recordings,
//! bed. One channel, unless somebody is panned or a recording has two.
//!
//! Memory: a clip's PCM is read when its place comes up and dropped after, so that ten hours need no more than one.
//! No clip is kept from pass to pass: preparing one costs less than what a pass does with its PCM. Buffers are, and as
//! large as the longest clip needs from the start: those that grow bit by bit leave holes in memory.
//! Knows nothing of loudness or files.

use crate::audio::fade::{EDGE, Fade};
use crate::audio::resample::{ResampleError, Resampler};
use crate::audio::signal::{BLOCK, Block, Blocks, Channels, Signal};
use crate::mix::bed::{Scratch, Underlay};
use crate::mix::pan::Gains;
use crate::mix::recordings::Recordings;
use crate::mix::strip::Strip;
use crate::mix::timeline::{Part, Placement, Timeline};
use crate::plan::job::RenderPlan;
use crate::synth::clip::{ClipError, Clips};
use crate::units::{Decibels, SampleRate, Samples};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How one speaker is mixed.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerMix {
    /// The label; letter case does not matter.
    pub name: String,
    /// Gain.
    pub gain: Decibels,
    /// Place in the stereo field: -1 left, 0 middle, 1 right.
    pub pan: f32,
}

impl SpeakerMix {
    /// How each speaker of a plan is mixed, in its order: as the last of `mixes` with the label's name says.
    pub fn of_plan<'m>(mixes: &'m [Self], plan: &RenderPlan) -> Vec<Option<&'m Self>> {
        let of = |label: &Option<String>| {
            let label = label.as_deref()?.trim().to_lowercase();
            mixes.iter().rfind(|mix| mix.name.trim().to_lowercase() == label)
        };
        plan.speakers.iter().map(of).collect()
    }
}

/// Placed clips and recordings as one signal at the timeline's rate.
pub struct Mixdown<'a> {
    timeline: &'a Timeline,
    clips: &'a dyn Clips,
    fade: Fade,
    block: Samples,
    /// Those that no pass uses at present.
    desks: Mutex<Vec<Desk>>,
    channels: Channels,
    /// One for each placement that is not just as it is.
    gains: Vec<Gains>,
    /// In order of time.
    strips: Vec<Strip<'a>>,
    bed: Option<Underlay<'a>>,
}

/// What a pass prepares clips with.
#[derive(Default)]
struct Desk {
    resamplers: Vec<Resampler>,
    /// A clip as it was put aside.
    stored: Vec<f32>,
    /// A clip resampled and faded.
    clip: Vec<f32>,
}

/// Why clips could not be mixed.
#[derive(Debug, thiserror::Error)]
pub enum MixError {
    /// The timeline was laid out for other clips.
    #[error("the timeline places job {job}, but there are {clips} clips")]
    MissingClip {
        /// Index of the job.
        job: usize,
        /// How many clips there are.
        clips: usize,
    },
    /// The timeline was laid out for another clip.
    #[error("the clip of job {job} has {} samples at the timeline's rate, but {} were placed", found.0, placed.0)]
    ClipLength {
        /// Index of the job.
        job: usize,
        /// Length on the timeline.
        placed: Samples,
        /// Length of the clip.
        found: Samples,
    },
    /// Placements must stand in time order and not overlap.
    #[error("the clip of job {job} starts before the one before it ends")]
    Overlap {
        /// Index of the job.
        job: usize,
    },
    /// A model gave something that is not a number.
    #[error("the clip of job {job} has samples that are not finite numbers")]
    NotFinite {
        /// Index of the job.
        job: usize,
    },
    /// A clip that was stored is not there any more.
    #[error(transparent)]
    Clip(#[from] ClipError),
    /// A clip could not be brought to the timeline's rate.
    #[error("the clip of job {job} cannot be brought to the episode's rate")]
    Resample {
        /// Index of the job.
        job: usize,
        /// Why.
        source: ResampleError,
    },
}

impl<'a> Mixdown<'a> {
    /// Takes a timeline and the clips it was laid out for, in plan order.
    ///
    /// # Errors
    /// A timeline that is not one of these clips.
    pub fn new(timeline: &'a Timeline, clips: &'a dyn Clips) -> Result<Self, MixError> {
        Self::with(timeline, clips, BLOCK)
    }

    /// As [`Self::new`], with blocks of `block` samples (at least 1).
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn with(timeline: &'a Timeline, clips: &'a dyn Clips, block: Samples) -> Result<Self, MixError> {
        check(timeline, clips)?;
        Ok(Self {
            timeline,
            clips,
            fade: Fade::new(EDGE, timeline.rate),
            block: block.max(Samples(1)),
            desks: Mutex::default(),
            channels: Channels::Mono,
            gains: Vec::new(),
            strips: Vec::new(),
            bed: None,
        })
    }

    /// With the recordings that the timeline was laid out for, and each speaker as `speakers` says, the last entry of
    /// a name counting. Two channels where a speaker who speaks is panned or a recording has two.
    pub fn produced(
        mut self,
        plan: &'a RenderPlan,
        recordings: &'a Recordings,
        speakers: &[SpeakerMix],
    ) -> Self {
        let neutral = (Decibels::UNITY, 0.0);
        let mixes: Vec<(Decibels, f32)> = SpeakerMix::of_plan(speakers, plan)
            .into_iter()
            .map(|mix| mix.map_or(neutral, |mix| (mix.gain, mix.pan)))
            .collect();
        let of = |placement: &Placement| {
            let job = plan.jobs.get(placement.job);
            job.and_then(|job| mixes.get(job.speaker as usize))
                .copied()
                .unwrap_or(neutral)
        };
        let placements = &self.timeline.placements;
        let panned = placements.iter().any(|placement| of(placement).1 != 0.0);
        if panned || recordings.any_stereo() {
            self.channels = Channels::Stereo;
        }
        let channels = self.channels;
        if channels == Channels::Stereo || placements.iter().any(|placement| of(placement) != neutral) {
            let gains = placements.iter().map(of);
            self.gains = gains
                .map(|(gain, pan)| Gains::placed(gain, pan, channels))
                .collect();
        }
        let strips = self.timeline.recordings.iter().filter_map(|placed| {
            let (recording, level) = match placed.part {
                Part::Intro => (recordings.intro.as_deref()?, Decibels::UNITY),
                Part::Outro => (recordings.outro.as_deref()?, Decibels::UNITY),
                Part::Clip(index) => {
                    let clip = &plan.recordings.get(index)?.recording;
                    (recordings.clip(clip)?, clip.level)
                }
            };
            Some(Strip::new(recording, placed, level, channels))
        });
        self.strips = strips.collect();
        let bed = recordings.bed.as_ref().zip(self.timeline.bed.as_ref());
        self.bed = bed.map(|(bed, range)| Underlay::new(bed, range, self.timeline, channels));
        self
    }

    /// The clip of a placement, resampled and faded, onto the desk.
    fn prepare(&self, placement: &Placement, desk: &mut Desk) -> Result<(), MixError> {
        let job = placement.job;
        let clip = self.clips.info(job).ok_or(MixError::MissingClip {
            job,
            clips: self.clips.count(),
        })?;
        let Desk {
            resamplers,
            stored,
            clip: prepared,
        } = desk;
        let samples = self.clips.samples(job, stored)?;
        if !samples.iter().all(|sample| sample.is_finite()) {
            return Err(MixError::NotFinite { job });
        }
        let failed = |source| MixError::Resample { job, source };
        let known = resamplers
            .iter()
            .position(|resampler| resampler.from() == clip.rate);
        let index = match known {
            Some(index) => index,
            None => {
                resamplers.push(Resampler::new(clip.rate, self.timeline.rate).map_err(failed)?);
                resamplers.len() - 1
            }
        };
        let resampled = resamplers[index].run(samples).map_err(failed)?;
        prepared.clear();
        prepared.extend_from_slice(resampled);
        self.fade.apply(prepared);
        Ok(())
    }

    /// One that is free, or a new one.
    fn desk(&self) -> Desk {
        self.idle().pop().unwrap_or_else(|| {
            let placements = self.timeline.placements.iter();
            let longest = placements.map(|placement| placement.length.count()).max();
            Desk {
                clip: Vec::with_capacity(longest.unwrap_or(0)),
                ..Desk::default()
            }
        })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Desk>> {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Checks that every placement has its clip and stands behind the one before.
fn check(timeline: &Timeline, clips: &dyn Clips) -> Result<(), MixError> {
    let mut end = Samples::ZERO;
    for placement in &timeline.placements {
        let job = placement.job;
        let clip = clips.info(job).ok_or(MixError::MissingClip {
            job,
            clips: clips.count(),
        })?;
        let found = clip.length.at_rate(clip.rate, timeline.rate);
        if found != placement.length {
            return Err(MixError::ClipLength {
                job,
                placed: placement.length,
                found,
            });
        }
        if placement.start < end {
            return Err(MixError::Overlap { job });
        }
        end = placement.start + placement.length;
    }
    Ok(())
}

impl Signal for Mixdown<'_> {
    type Error = MixError;
    type Pass<'p>
        = MixBlocks<'p>
    where
        Self: 'p;

    fn rate(&self) -> SampleRate {
        self.timeline.rate
    }

    fn channels(&self) -> Channels {
        self.channels
    }

    fn length(&self) -> Samples {
        self.timeline.length
    }

    fn pass_from(&self, start: Samples) -> MixBlocks<'_> {
        let placements = &self.timeline.placements;
        MixBlocks {
            mixdown: self,
            position: start,
            next: placements.partition_point(|placement| placement.end() <= start),
            desk: self.desk(),
            prepared: None,
            strip: self.strips.partition_point(|strip| strip.end() <= start.0),
            scratch: Scratch::default(),
            block: vec![Vec::new(); self.channels.count()],
        }
    }
}

/// One reading of a [`Mixdown`].
pub struct MixBlocks<'a> {
    mixdown: &'a Mixdown<'a>,
    /// First sample of the next block.
    position: Samples,
    /// The first placement that does not end before `position`.
    next: usize,
    desk: Desk,
    /// The placement whose clip is on the desk.
    prepared: Option<usize>,
    /// The first recording that does not end before `position`.
    strip: usize,
    scratch: Scratch,
    /// One buffer for each channel.
    block: Vec<Vec<f32>>,
}

impl Drop for MixBlocks<'_> {
    fn drop(&mut self) {
        self.mixdown.idle().push(std::mem::take(&mut self.desk));
    }
}

impl Blocks for MixBlocks<'_> {
    type Error = MixError;

    fn next_block(&mut self) -> Result<Option<Block<'_>>, MixError> {
        let Mixdown {
            timeline,
            gains,
            strips,
            ..
        } = self.mixdown;
        let start = self.position;
        let length = timeline.length.saturating_sub(start).min(self.mixdown.block);
        if length == Samples::ZERO {
            return Ok(None);
        }
        let end = start + length;
        for channel in &mut self.block {
            channel.clear();
            channel.resize(length.count(), 0.0);
        }
        while let Some(placement) = timeline.placements.get(self.next) {
            if placement.start >= end {
                break;
            }
            let clip_end = placement.start + placement.length;
            if self.prepared != Some(self.next) {
                self.prepared = None;
                self.mixdown.prepare(placement, &mut self.desk)?;
                self.prepared = Some(self.next);
            }
            let from = placement.start.max(start);
            let to = clip_end.min(end);
            if from < to {
                let source = from.saturating_sub(placement.start).count();
                let target = from.saturating_sub(start).count();
                let count = to.saturating_sub(from).count();
                let clip = &self.desk.clip[source..source + count];
                for (index, channel) in self.block.iter_mut().enumerate() {
                    let place = &mut channel[target..target + count];
                    match gains.get(self.next).map(|gains| gains.of(index)) {
                        None => place.copy_from_slice(clip),
                        Some(gain) => {
                            for (place, sample) in place.iter_mut().zip(clip) {
                                *place = gain * sample;
                            }
                        }
                    }
                }
            }
            if clip_end > end {
                break;
            }
            self.next += 1;
        }
        while strips.get(self.strip).is_some_and(|strip| strip.end() <= start.0) {
            self.strip += 1;
        }
        for strip in strips[self.strip..]
            .iter()
            .take_while(|strip| strip.start() < end.0)
        {
            strip.add(
                start.0,
                &mut self.block,
                &self.mixdown.fade,
                &mut self.scratch.samples,
            );
        }
        if let Some(bed) = &self.mixdown.bed {
            bed.add(start.0, &mut self.block, &mut self.scratch);
        }
        self.position = end;
        Ok(Some(Block::of(&self.block, 0, length.count())))
    }
}
