//! `PeakMeter`: true peak by BS.1770-4 annex 2, measured by ebur128 where a peak is possible at all.
//!
//! Interpolating every sample four times over is most of the work of metering, and nearly all of it is for nothing: a
//! stretch can only raise the peak if its samples come near to the highest found so far. What is left is measured with
//! the samples before it in the filter, so the result is the one of measuring everything, bit for bit.

use crate::audio::signal::{Block, Channels};
use crate::units::SampleRate;
use ebur128::{EbuR128, Error, Mode};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most by which ebur128's interpolation can exceed the largest sample it looks at: the sum of the magnitudes of a
/// phase's taps is 1.864 at four times oversampling and 2.307 at twice (96 kHz and above).
const BOUNDS: [f64; 2] = [1.87, 2.31];
/// Samples looked at together.
const STRETCH: usize = 128;
/// Samples that the interpolation looks back on.
const BEHIND: usize = 24;

/// The highest peak so far, shared by all who look for a higher one. What is found does not depend on who looks first:
/// the highest peak itself is never left out.
#[derive(Debug, Default)]
pub(super) struct Highest(AtomicU64);

impl Highest {
    /// As an amplitude, of the channel that is highest.
    pub(super) fn amplitude(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }

    fn raise(&self, amplitude: f64) {
        // Of numbers that are not negative the bits stand in the order of the numbers.
        self.0.fetch_max(amplitude.max(0.0).to_bits(), Ordering::Relaxed);
    }
}

/// Looks for the highest true peak in what is added to it.
#[derive(Debug)]
pub(super) struct PeakMeter {
    meter: EbuR128,
    bound: f64,
    /// What came last, [`BEHIND`] samples of each channel and then the present block.
    samples: Vec<Vec<f32>>,
}

impl PeakMeter {
    pub(super) fn new(rate: SampleRate, channels: Channels) -> Result<Self, Error> {
        let count = channels.count();
        Ok(Self {
            meter: EbuR128::new(count as u32, rate.hz(), Mode::TRUE_PEAK)?,
            bound: BOUNDS[usize::from(rate.hz() >= 96_000)],
            samples: vec![vec![0.0; BEHIND]; count],
        })
    }

    /// Takes the next samples.
    pub(super) fn add(&mut self, block: Block<'_>, highest: &Highest) -> Result<(), Error> {
        let mut samples = std::mem::take(&mut self.samples);
        for (samples, new) in samples.iter_mut().zip(block.channels()) {
            samples.drain(..samples.len() - BEHIND);
            samples.extend_from_slice(new);
        }
        let looked = self.look(&samples, BEHIND, highest);
        self.samples = samples;
        looked
    }

    /// Looks at samples from number `from` on; at least [`BEHIND`] are before it.
    pub(super) fn look(&mut self, samples: &[Vec<f32>], from: usize, highest: &Highest) -> Result<(), Error> {
        let end = samples.iter().map(Vec::len).min().unwrap_or(0);
        let may_peak = |from: usize, to: usize| {
            let largest = samples.iter().map(|samples| loudest(&samples[from - BEHIND..to]));
            f64::from(largest.fold(0.0, f32::max)) * self.bound > highest.amplitude()
        };
        let mut from = from;
        while from < end {
            let mut to = from;
            while to < end && may_peak(to, end.min(to + STRETCH)) {
                to = end.min(to + STRETCH);
            }
            if to > from {
                measure(&mut self.meter, samples, from..to, highest)?;
            }
            // The stretch that ended the run is harmless.
            from = end.min(to + STRETCH);
        }
        Ok(())
    }
}

fn measure(
    meter: &mut EbuR128,
    samples: &[Vec<f32>],
    range: Range<usize>,
    highest: &Highest,
) -> Result<(), Error> {
    for range in [range.start - BEHIND..range.start, range] {
        let part: Vec<&[f32]> = samples.iter().map(|samples| &samples[range.clone()]).collect();
        meter.add_frames_planar_f32(&part)?;
    }
    // Of what was added last: what the filter looked back on was measured in its own place.
    for channel in 0..meter.channels() {
        highest.raise(meter.prev_true_peak(channel)?);
    }
    Ok(())
}

/// The highest sample. Eight by eight, which the compiler turns into vector code.
pub(super) fn loudest(samples: &[f32]) -> f32 {
    let (eights, rest) = samples.as_chunks::<8>();
    let mut most = [0.0f32; 8];
    for eight in eights {
        for (most, sample) in most.iter_mut().zip(eight) {
            *most = if sample.abs() > *most { sample.abs() } else { *most };
        }
    }
    let rest = rest.iter().map(|sample| sample.abs());
    most.into_iter().chain(rest).fold(0.0, f32::max)
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
                    let highest = Highest::default();
                    let mut meter = PeakMeter::new(rate, Channels::Stereo).unwrap();
                    for from in (0..60_000).step_by(block) {
                        let to = 60_000.min(from + block);
                        meter.add(Block::of(&channels, from, to), &highest).unwrap();
                    }
                    assert_eq!(
                        highest.amplitude(),
                        wanted,
                        "{hz} Hz, seed {seed}, blocks of {block}"
                    );
                }
            }
        }
    }
}
