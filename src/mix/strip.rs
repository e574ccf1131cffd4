//! `Strip`: one recording in its place, repeated as often as it is to be heard.
//!
//! Where it begins, ends or is repeated it is faded like speech, but only at an edge that would step: a recording that
//! rises from silence by itself is left as it is.

use crate::audio::fade::Fade;
use crate::audio::recording::Recording;
use crate::audio::signal::Channels;
use crate::mix::pan::Gains;
use crate::mix::timeline::PlacedRecording;
use crate::units::Decibels;

/// A first or last sample up to this is no step: -60 dB.
const STEP: f32 = 0.001;

/// A recording where it is heard.
#[derive(Debug)]
pub(super) struct Strip<'a> {
    recording: &'a Recording,
    start: u64,
    length: u64,
    gains: Gains,
}

impl<'a> Strip<'a> {
    /// A recording (at least one sample) placed in a mix of so many channels.
    pub(super) fn new(
        recording: &'a Recording,
        placed: &PlacedRecording,
        level: Decibels,
        channels: Channels,
    ) -> Self {
        Self {
            recording,
            start: placed.start.0,
            length: placed.length.0,
            gains: match recording.channels() {
                [_] => Gains::placed(level, 0.0, channels),
                _ => Gains::straight(level),
            },
        }
    }

    /// The first sample after it.
    pub(super) fn end(&self) -> u64 {
        self.start + self.length
    }

    /// Its first sample.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Adds to a block (a buffer for each channel), which begins at sample `at` of the episode, what of this lies in it.
    pub(super) fn add(&self, at: u64, block: &mut [Vec<f32>], fade: &Fade, scratch: &mut Vec<f32>) {
        let count = block.first().map_or(0, Vec::len) as u64;
        let period = self.recording.len().0;
        let mut from = self.start.max(at);
        let to = self.end().min(at + count);
        while from < to && period > 0 {
            let offset = from - self.start;
            let within = offset % period;
            // The last turn may be cut short.
            let turn = period.min(self.length - (offset - within));
            let run = (turn - within).min(to - from);
            let steps = |sample: u64| {
                let channels = self.recording.channels().iter();
                channels
                    .filter_map(|samples| samples.get(sample as usize))
                    .any(|sample| sample.abs() > STEP)
            };
            let (rises, falls) = (steps(0), steps(turn - 1));
            for (channel, sums) in block.iter_mut().enumerate() {
                let channels = self.recording.channels();
                let Some(samples) = channels.get(channel).or(channels.first()) else {
                    continue;
                };
                scratch.clear();
                scratch.extend_from_slice(&samples[within as usize..(within + run) as usize]);
                if rises {
                    fade.rise(scratch, within as usize, turn as usize);
                }
                if falls {
                    fade.fall(scratch, within as usize, turn as usize);
                }
                let gain = self.gains.of(channel);
                let target = (from - at) as usize;
                for (sum, sample) in sums[target..].iter_mut().zip(scratch.iter()) {
                    *sum += gain * sample;
                }
            }
            from += run;
        }
    }
}
