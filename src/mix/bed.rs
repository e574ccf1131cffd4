//! `Underlay`: the bed in its place, looped, faded in and out, and lower while something else is heard.
//!
//! When that is, is known from the timeline, to the sample: nothing is detected, and the bed is down before the
//! first word, not after it.

use crate::audio::signal::Channels;
use crate::mix::pan::Gains;
use crate::mix::recordings::Bed;
use crate::mix::timeline::Timeline;
use crate::units::{Decibels, Milliseconds};
use std::f64::consts::{FRAC_PI_2, PI};
use std::ops::Range;

/// Where the end of the bed meets its start again, both are heard for this long.
const CROSSFADE: Milliseconds = Milliseconds(200);
/// How long before speech the bed begins to go down.
const ATTACK: Milliseconds = Milliseconds(300);
/// How long after speech it takes to come up again: slow enough that nobody notices that it moves.
const RELEASE: Milliseconds = Milliseconds(900);
/// In pauses shorter than this it stays down: coming up and going down again would be heard as pumping.
const HOLD: Milliseconds = Milliseconds(2_500);

/// The bed where it is heard.
#[derive(Debug)]
pub(super) struct Underlay<'a> {
    bed: &'a Bed,
    range: Range<u64>,
    /// Samples after which the bed is at its start again.
    period: u64,
    /// Samples that the end and the start share.
    crossfade: u64,
    gains: Gains,
    duck: f32,
    fade: u64,
    attack: u64,
    release: u64,
    /// When it is down; in order, with room to come up and go down between two.
    speech: Vec<Range<u64>>,
}

impl<'a> Underlay<'a> {
    /// The bed of a timeline, in a mix of so many channels.
    pub(super) fn new(
        bed: &'a Bed,
        range: &Range<crate::units::Samples>,
        timeline: &Timeline,
        channels: Channels,
    ) -> Self {
        let rate = timeline.rate;
        let range = range.start.0..range.end.0;
        let (whole, length) = (bed.recording.len().0, range.end - range.start);
        let crossfade = if whole < length {
            CROSSFADE.samples(rate).0.min(whole / 4)
        } else {
            0
        };
        Self {
            bed,
            period: (whole - crossfade).max(1),
            crossfade,
            gains: match bed.recording.channels() {
                [_] => Gains::placed(bed.level, 0.0, channels),
                _ => Gains::straight(bed.level),
            },
            duck: bed.duck.amplitude() as f32,
            fade: bed.fade.samples(rate).0.min(length / 2),
            attack: ATTACK.samples(rate).0,
            release: RELEASE.samples(rate).0,
            speech: if bed.duck == Decibels::UNITY {
                Vec::new()
            } else {
                heard(timeline, HOLD.samples(rate).0)
            },
            range,
        }
    }

    /// Adds to a block (a buffer for each channel), which begins at sample `at` of the episode, what of this lies in it.
    pub(super) fn add(&self, at: u64, block: &mut [Vec<f32>], scratch: &mut Scratch) {
        let count = block.first().map_or(0, Vec::len) as u64;
        let (from, to) = (self.range.start.max(at), self.range.end.min(at + count));
        if from >= to || self.bed.recording.is_empty() {
            return;
        }
        self.envelope(from, to, &mut scratch.envelope);
        for (channel, sums) in block.iter_mut().enumerate() {
            let channels = self.bed.recording.channels();
            let Some(samples) = channels.get(channel).or(channels.first()) else {
                continue;
            };
            self.looped(
                samples,
                from - self.range.start,
                to - self.range.start,
                &mut scratch.samples,
            );
            let gain = self.gains.of(channel);
            let sums = &mut sums[(from - at) as usize..];
            for ((sum, sample), envelope) in sums.iter_mut().zip(&scratch.samples).zip(&scratch.envelope) {
                *sum += gain * envelope * sample;
            }
        }
    }

    /// The samples from `from` to `to` of the bed repeated without end.
    fn looped(&self, samples: &[f32], from: u64, to: u64, out: &mut Vec<f32>) {
        out.clear();
        let mut at = from;
        while at < to {
            let (turn, within) = (at / self.period, at % self.period);
            let run = (self.period - within).min(to - at);
            let start = out.len();
            out.extend_from_slice(&samples[within as usize..(within + run) as usize]);
            let shared = if turn == 0 {
                0
            } else {
                self.crossfade.saturating_sub(within).min(run)
            };
            for (i, sample) in out[start..].iter_mut().enumerate().take(shared as usize) {
                let place = within as usize + i;
                let angle = FRAC_PI_2 * (place as f64 + 0.5) / self.crossfade as f64;
                let ending = samples.get(self.period as usize + place).copied().unwrap_or(0.0);
                *sample = *sample * angle.sin() as f32 + ending * angle.cos() as f32;
            }
            at += run;
        }
    }

    /// The gain of each sample from `from` to `to`: the fades at both ends, and lower where somebody speaks.
    fn envelope(&self, from: u64, to: u64, out: &mut Vec<f32>) {
        out.clear();
        out.resize((to - from) as usize, 1.0);
        let mut set = |range: Range<u64>, gain: &dyn Fn(u64) -> f32| {
            for sample in range.start.max(from)..range.end.min(to) {
                out[(sample - from) as usize] *= gain(sample);
            }
        };
        let first = self
            .speech
            .partition_point(|speech| speech.end + self.release <= from);
        for speech in &self.speech[first..] {
            let (down, up) = (
                speech.start.saturating_sub(self.attack),
                speech.end + self.release,
            );
            if down >= to {
                break;
            }
            let between =
                |share: f64| (f64::from(self.duck) + (1.0 - f64::from(self.duck)) * bend(share)) as f32;
            set(down..speech.start, &|at| {
                between((speech.start - at) as f64 / self.attack as f64)
            });
            set(speech.clone(), &|_| self.duck);
            set(speech.end..up, &|at| {
                between((at - speech.end) as f64 / self.release as f64)
            });
        }
        let Range { start, end } = self.range;
        let fade = self.fade as f64;
        set(start..start + self.fade, &|at| {
            bend(((at - start) as f64 + 0.5) / fade) as f32
        });
        set(end - self.fade..end, &|at| {
            bend(((end - at) as f64 - 0.5) / fade) as f32
        });
    }
}

/// From 0 to 1, without a corner at either.
fn bend(share: f64) -> f64 {
    0.5 - 0.5 * (PI * share).cos()
}

/// When something beside the bed is heard: speech, clips, and the intro and outro, so that the bed does not come up in
/// the gap between these and the speech. Pauses shorter than `hold` count as heard.
fn heard(timeline: &Timeline, hold: u64) -> Vec<Range<u64>> {
    let clips = timeline
        .placements
        .iter()
        .map(|placed| placed.start.0..placed.end().0);
    let recordings = timeline
        .recordings
        .iter()
        .map(|placed| placed.start.0..placed.end().0);
    let mut all: Vec<_> = clips.chain(recordings).collect();
    all.sort_by_key(|heard| heard.start);
    let mut merged: Vec<Range<u64>> = Vec::with_capacity(all.len());
    for heard in all {
        match merged.last_mut() {
            Some(last) if heard.start < last.end + hold => last.end = last.end.max(heard.end),
            _ => merged.push(heard),
        }
    }
    merged
}

/// Buffers that are used for each block.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) samples: Vec<f32>,
    envelope: Vec<f32>,
}
