//! `Mixdown`: a timeline, its clips and its recordings as one signal, read block by block.
//!
//! Each clip is resampled as a whole, then faded at both edges, then placed; where nothing is heard the signal is
//! exact digital zero. What a pass yields depends on what is mixed alone: neither on the size of blocks nor
//! on threads, because each clip is prepared by itself and every sample is summed in one order: speech, recordings,
//! bed. One channel, unless somebody is panned or a recording has two.
//!
//! Memory: a clip's PCM is read when its place comes up and dropped after. Prepared clips are kept from pass to
//! pass while all of them fit in [`KEEP`]. A longer episode prepares them anew in each pass, a batch at a time, so
//! that an hour needs no more than half of one.
//! Preparing costs less than what a pass does with the PCM, so speed suffers little.
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
use rayon::prelude::*;

/// Prepared PCM kept between passes: 64 Mi samples, 23 minutes of speech at 48 kHz, 256 MiB.
const KEEP: Samples = Samples(64 << 20);

/// Clips prepared together when they are not kept: enough to keep all workers busy.
const BATCH: usize = 32;

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

/// Placed clips and recordings as one signal at the timeline's rate.
pub struct Mixdown<'a> {
    timeline: &'a Timeline,
    clips: &'a dyn Clips,
    fade: Fade,
    block: Samples,
    /// One for each placement, or nothing where they would not fit.
    kept: Option<Vec<Vec<f32>>>,
    channels: Channels,
    /// One for each placement that is not just as it is.
    gains: Vec<Gains>,
    /// In order of time.
    strips: Vec<Strip<'a>>,
    bed: Option<Underlay<'a>>,
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
    /// Takes a timeline and the clips it was laid out for, in plan order; prepares them in parallel on the
    /// current rayon pool when they may be kept.
    pub fn new(timeline: &'a Timeline, clips: &'a dyn Clips) -> Result<Self, MixError> {
        Self::with(timeline, clips, BLOCK, KEEP)
    }

    /// As [`Self::new`], with blocks of `block` samples (at least 1) and at most `keep` samples kept between
    /// passes.
    pub fn with(
        timeline: &'a Timeline,
        clips: &'a dyn Clips,
        block: Samples,
        keep: Samples,
    ) -> Result<Self, MixError> {
        check(timeline, clips)?;
        let mut mixdown = Self {
            timeline,
            clips,
            fade: Fade::new(EDGE, timeline.rate),
            block: block.max(Samples(1)),
            kept: None,
            channels: Channels::Mono,
            gains: Vec::new(),
            strips: Vec::new(),
            bed: None,
        };
        let total: Samples = timeline.placements.iter().map(|placement| placement.length).sum();
        if total <= keep {
            let mut kept = Vec::new();
            mixdown.prepare(&timeline.placements, &mut kept)?;
            mixdown.kept = Some(kept);
        }
        Ok(mixdown)
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
        let mixes: Vec<(Decibels, f32)> = plan
            .speakers
            .iter()
            .map(|label| {
                let label = label.as_deref().map(|label| label.trim().to_lowercase());
                let named = |mix: &&SpeakerMix| Some(mix.name.trim().to_lowercase()) == label;
                speakers
                    .iter()
                    .rfind(named)
                    .map_or(neutral, |mix| (mix.gain, mix.pan))
            })
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

    /// The clips of `placements`, resampled and faded, in order, into `prepared`.
    fn prepare(&self, placements: &[Placement], prepared: &mut Vec<Vec<f32>>) -> Result<(), MixError> {
        *prepared = placements
            .par_iter()
            .map_init(|| None, |worker, placement| self.prepare_one(worker, placement))
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    fn prepare_one(
        &self,
        worker: &mut Option<Resampler>,
        placement: &Placement,
    ) -> Result<Vec<f32>, MixError> {
        let job = placement.job;
        let clip = self.clips.info(job).ok_or(MixError::MissingClip {
            job,
            clips: self.clips.count(),
        })?;
        let samples = self.clips.samples(job)?;
        if !samples.iter().all(|sample| sample.is_finite()) {
            return Err(MixError::NotFinite { job });
        }
        let fail = |source| MixError::Resample { job, source };
        let resampler = match worker.take().filter(|resampler| resampler.from() == clip.rate) {
            Some(resampler) => worker.insert(resampler),
            None => worker.insert(Resampler::new(clip.rate, self.timeline.rate).map_err(fail)?),
        };
        let mut samples = resampler.run(&samples).map_err(fail)?.to_vec();
        self.fade.apply(&mut samples);
        Ok(samples)
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

    fn pass(&self) -> MixBlocks<'_> {
        MixBlocks {
            mixdown: self,
            position: Samples::ZERO,
            next: 0,
            batch: Vec::new(),
            batch_start: 0,
            strip: 0,
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
    /// Prepared clips of the placements from `batch_start` on, where they are not kept.
    batch: Vec<Vec<f32>>,
    batch_start: usize,
    /// The first recording that does not end before `position`.
    strip: usize,
    scratch: Scratch,
    /// One buffer for each channel.
    block: Vec<Vec<f32>>,
}

impl Blocks for MixBlocks<'_> {
    type Error = MixError;

    fn next_block(&mut self) -> Result<Option<Block<'_>>, MixError> {
        let Mixdown {
            timeline,
            kept,
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
            let clip = match kept {
                Some(kept) => &kept[self.next],
                None => {
                    if self.next >= self.batch_start + self.batch.len() {
                        let last = timeline.placements.len().min(self.next + BATCH);
                        self.mixdown
                            .prepare(&timeline.placements[self.next..last], &mut self.batch)?;
                        self.batch_start = self.next;
                    }
                    &self.batch[self.next - self.batch_start]
                }
            };
            let from = placement.start.max(start);
            let to = clip_end.min(end);
            if from < to {
                let source = from.saturating_sub(placement.start).count();
                let target = from.saturating_sub(start).count();
                let count = to.saturating_sub(from).count();
                let clip = &clip[source..source + count];
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
