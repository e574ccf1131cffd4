//! `PeakMeter`: true peak by BS.1770-4 annex 2, measured by ebur128 where a peak is possible at all.
//!
//! Interpolating every sample four times over is most of the work of metering, and nearly all of it is for nothing: a
//! stretch can only raise the peak if its samples come near to the highest found so far. What is left is measured with
//! the samples before it in the filter, so the result is the one of measuring everything, bit for bit.

use crate::audio::signal::{Block, Channels};
use crate::units::SampleRate;
use ebur128::{EbuR128, Error, Mode};

/// The most by which ebur128's interpolation can exceed the largest sample it looks at: the sum of the magnitudes of a
/// phase's taps is 1.864 at four times oversampling and 2.307 at twice (96 kHz and above).
const BOUND: f64 = 2.4;
/// Samples looked at together.
const STRETCH: usize = 256;
/// Samples that the interpolation looks back on.
const BEHIND: usize = 24;

/// The highest true peak of what is added to it.
#[derive(Debug)]
pub(super) struct PeakMeter {
    meter: EbuR128,
    highest: f64,
    /// What came last, [`BEHIND`] samples of each channel and then the present block.
    samples: Vec<Vec<f32>>,
}

impl PeakMeter {
    pub(super) fn new(rate: SampleRate, channels: Channels) -> Result<Self, Error> {
        let count = channels.count();
        Ok(Self {
            meter: EbuR128::new(count as u32, rate.hz(), Mode::TRUE_PEAK)?,
            highest: 0.0,
            samples: vec![vec![0.0; BEHIND]; count],
        })
    }

    /// As an amplitude, of the channel that is highest.
    pub(super) fn highest(&self) -> f64 {
        self.highest
    }

    pub(super) fn add(&mut self, block: Block<'_>) -> Result<(), Error> {
        for (samples, new) in self.samples.iter_mut().zip(block.channels()) {
            samples.drain(..samples.len() - BEHIND);
            samples.extend_from_slice(new);
        }
        let end = self.samples.iter().map(Vec::len).min().unwrap_or(0);
        let mut from = BEHIND;
        while from < end {
            let mut to = from;
            while to < end && self.may_peak(to, end.min(to + STRETCH)) {
                to = end.min(to + STRETCH);
            }
            if to > from {
                self.measure(from, to)?;
            }
            // The stretch that ended the run is harmless.
            from = end.min(to + STRETCH);
        }
        Ok(())
    }

    fn may_peak(&self, from: usize, to: usize) -> bool {
        let largest = |samples: &Vec<f32>| {
            let window = &samples[from - BEHIND..to];
            window.iter().fold(0.0f32, |most, sample| most.max(sample.abs()))
        };
        let largest = self.samples.iter().map(largest).fold(0.0, f32::max);
        f64::from(largest) * BOUND > self.highest
    }

    fn measure(&mut self, from: usize, to: usize) -> Result<(), Error> {
        for range in [from - BEHIND..from, from..to] {
            let part: Vec<&[f32]> = self
                .samples
                .iter()
                .map(|samples| &samples[range.clone()])
                .collect();
            self.meter.add_frames_planar_f32(&part)?;
        }
        // Of what was added last: what the filter looked back on was measured in its own place.
        for channel in 0..self.meter.channels() {
            self.highest = self.highest.max(self.meter.prev_true_peak(channel)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise whose level rises and falls, some of it silent.
    fn noise(length: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..length)
            .map(|i| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let level = (i as f32 * 0.000_3).sin().max(0.0).powi(3);
                level * (f64::from(state) / 2f64.powi(31) - 1.0) as f32
            })
            .collect()
    }

    #[test]
    fn what_is_left_out_changes_nothing() {
        for hz in [44_100, 48_000, 96_000, 192_000] {
            let rate = SampleRate::new(hz).unwrap();
            for seed in 0..4 {
                let channels = vec![noise(60_000, seed), noise(60_000, seed + 9)];
                let mut all = EbuR128::new(2, hz, Mode::TRUE_PEAK).unwrap();
                all.add_frames_planar_f32(&[&channels[0], &channels[1]]).unwrap();
                let wanted = all.true_peak(0).unwrap().max(all.true_peak(1).unwrap());
                for block in [60_000, 4_096, 777, 5] {
                    let mut meter = PeakMeter::new(rate, Channels::Stereo).unwrap();
                    for from in (0..60_000).step_by(block) {
                        let to = 60_000.min(from + block);
                        meter.add(Block::of(&channels, from, to)).unwrap();
                    }
                    assert_eq!(meter.highest(), wanted, "{hz} Hz, seed {seed}, blocks of {block}");
                }
            }
        }
    }
}
