//! `Limiter`: holds a signal under a true-peak ceiling by turning it down before a peak comes.
//!
//! What a sample needs is found from the waveform around it, four times oversampled (ITU-R BS.1770-4 annex 2), in
//! the channel that needs it most; the curve made of it is [`GainCurve`]'s business, and is one for all channels, so
//! that nobody moves in the stereo field. Multiplying by it is all that is ever done to the signal:
//! no sample is clipped, digital silence stays digital silence, and what needs no limiting passes bit for bit.
//! The delay of looking ahead is taken out: as many samples come out as went in, each in its place.
//! Knows nothing of loudness.

use crate::audio::signal::{Block, Channels};
use crate::master::gain::GainCurve;
use crate::master::true_peak::{AHEAD, BEHIND, Interpolator, TAPS};
use crate::units::{Dbtp, Decibels, SampleRate, Samples};
use std::ops::Range;

/// Samples worked on at once.
const STEP: usize = 1024;

/// A look-ahead true-peak limiter; streaming, and independent of how the signal is cut.
#[derive(Debug, Clone)]
pub struct Limiter {
    interpolator: Interpolator,
    curve: GainCurve,
    /// Amplitude no peak may exceed.
    threshold: f32,
    /// Input not yet done with, of each channel; the next sample whose peak is to be looked at stands at `behind`.
    input: Vec<Vec<f32>>,
    behind: usize,
    /// The highest point between the sample before and the next.
    before: f32,
    /// Curve values still to come that belong to samples before the first.
    early: usize,
    least: f32,
    limited: u64,
    /// Samples that came out, and those of them that are counted where they are turned down.
    emitted: u64,
    counted: Range<u64>,
    /// Samples that are still to be left out.
    left_out: usize,
}

impl Limiter {
    /// A limiter that has heard nothing yet, for signals of `rate`.
    pub fn new(ceiling: Dbtp, rate: SampleRate, channels: Channels) -> Self {
        let curve = GainCurve::new(rate);
        let early = curve.latency();
        let behind = early.max(BEHIND);
        Self {
            interpolator: Interpolator::new(),
            curve,
            threshold: ceiling.amplitude() as f32,
            input: vec![vec![0.0; behind]; channels.count()],
            behind,
            before: 0.0,
            early,
            least: 1.0,
            limited: 0,
            emitted: 0,
            counted: 0..u64::MAX,
            left_out: 0,
        }
    }

    /// After so many samples a limiter is where it would be had it heard all that came before them, to the bit.
    pub(super) fn settling(rate: SampleRate) -> usize {
        GainCurve::settling(rate) + TAPS
    }

    /// After a sample, so many more decide what becomes of it.
    pub(super) fn ahead(rate: SampleRate) -> usize {
        GainCurve::new(rate).latency() + AHEAD
    }

    /// Gives out no sample before number `first`, counted from the first that is pushed, and counts only what is done
    /// to those of `counted`.
    pub(super) fn only(&mut self, first: usize, counted: Range<u64>) {
        self.left_out = first;
        self.counted = counted;
    }

    /// Takes the next samples, each times `gain`, and appends to `output` (one buffer for each channel) those that can
    /// be decided: some milliseconds fewer at first, as many as came in from then on.
    pub fn push(&mut self, block: Block<'_>, gain: f32, output: &mut [Vec<f32>]) {
        for (input, samples) in self.input.iter_mut().zip(block.channels()) {
            input.extend(samples.iter().map(|sample| sample * gain));
        }
        self.decide(output);
    }

    fn decide(&mut self, output: &mut [Vec<f32>]) {
        let held = self.input.iter().map(Vec::len).min().unwrap_or(0);
        let mut done = 0;
        let (mut peaks, mut other) = ([0.0f32; STEP], [0.0f32; STEP]);
        loop {
            let left = (held - done).saturating_sub(self.behind + AHEAD);
            let count = left.min(STEP);
            if count == 0 {
                break;
            }
            let first = done + self.behind - BEHIND;
            for (channel, input) in self.input.iter().enumerate() {
                let window = &input[first..first + count + TAPS - 1];
                if channel == 0 {
                    self.interpolator
                        .peaks(window, self.threshold, &mut peaks[..count]);
                } else {
                    self.interpolator
                        .peaks(window, self.threshold, &mut other[..count]);
                    for (peak, other) in peaks.iter_mut().zip(&other[..count]) {
                        *peak = peak.max(*other);
                    }
                }
            }
            let from = done + self.behind - self.curve.latency();
            self.step(&peaks[..count], from, output);
            done += count;
        }
        for input in &mut self.input {
            input.drain(..done);
        }
    }

    /// Appends what is still to come.
    pub fn finish(mut self, output: &mut [Vec<f32>]) -> Limited {
        let tail = self.curve.latency() + AHEAD;
        for input in &mut self.input {
            input.resize(input.len() + tail, 0.0);
        }
        self.decide(output);
        Limited {
            max_reduction: Decibels::from_amplitude(f64::from(self.least)),
            samples: Samples(self.limited),
        }
    }

    /// Curve and output for one step; `from` is where the delayed input begins.
    fn step(&mut self, peaks: &[f32], from: usize, output: &mut [Vec<f32>]) {
        let early = self.early.min(peaks.len());
        self.early -= early;
        let range = from + early..from + peaks.len();
        let left_out = self.left_out.min(range.len());
        self.left_out -= left_out;
        let calm = peaks.iter().fold(self.before, |most, peak| most.max(*peak)) <= self.threshold;
        if calm && self.curve.at_rest() {
            self.curve.rest(peaks.len());
            self.before = peaks.last().copied().unwrap_or(self.before);
            self.emitted += range.len() as u64;
            for (output, input) in output.iter_mut().zip(&self.input) {
                output.extend_from_slice(&input[range.start + left_out..range.end]);
            }
            return;
        }
        let mut gains = [1.0f32; STEP];
        for (gain, &peak) in gains.iter_mut().zip(peaks) {
            let highest = peak.max(self.before);
            self.before = peak;
            let needed = if highest > self.threshold {
                self.threshold / highest
            } else {
                1.0
            };
            *gain = self.curve.next(needed);
        }
        let gains = &gains[early..peaks.len()];
        for (at, gain) in (self.emitted..).zip(gains).filter(|(_, gain)| **gain < 1.0) {
            if self.counted.contains(&at) {
                self.limited += 1;
                self.least = self.least.min(*gain);
            }
        }
        self.emitted += gains.len() as u64;
        for (output, input) in output.iter_mut().zip(&self.input) {
            let limited = input[range.start + left_out..range.end]
                .iter()
                .zip(&gains[left_out..]);
            output.extend(limited.map(|(sample, gain)| sample * gain));
        }
    }
}

/// What a limiter did to a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limited {
    /// The lowest gain given, in decibels; 0 where it never acted.
    pub max_reduction: Decibels,
    /// How many samples of a channel were turned down.
    pub samples: Samples,
}

impl Limited {
    pub(super) const NOTHING: Self = Self {
        max_reduction: Decibels::UNITY,
        samples: Samples::ZERO,
    };

    /// What was done to two parts of a signal.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            max_reduction: Decibels(self.max_reduction.0.min(other.max_reduction.0)),
            samples: self.samples + other.samples,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise in bursts, some far over the ceiling, some with pauses between them.
    fn bursts(length: usize, rate: SampleRate, seed: u32) -> Vec<f32> {
        let (mut state, burst) = (seed, rate.hz() as usize / 7);
        (0..length)
            .map(|i| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let level =
                    [0.0, 2.0, 0.05, 0.3, 0.0, 0.9, 8.0, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0][i / burst % 13];
                level * (f64::from(state) / 2f64.powi(31) - 1.0) as f32
            })
            .collect()
    }

    #[test]
    fn a_limiter_that_has_settled_is_one_that_heard_everything() {
        for hz in [8_000, 48_000, 192_000] {
            let rate = SampleRate::new(hz).unwrap();
            let signal = bursts(4 * hz as usize, rate, hz);
            let run = |from: usize, to: usize| {
                let mut out = [Vec::new()];
                let mut limiter = Limiter::new(Dbtp(-6.0), rate, Channels::Mono);
                limiter.push(Block::mono(&signal[from..to]), 1.0, &mut out);
                limiter.finish(&mut out);
                let [out] = out;
                out
            };
            let whole = run(0, signal.len());
            let (settling, ahead) = (Limiter::settling(rate), Limiter::ahead(rate));
            for from in (0..signal.len() - settling - ahead).step_by(hz as usize / 13) {
                let to = signal.len().min(from + 2 * hz as usize);
                let part = run(from, to);
                let end = to - ahead;
                assert!(
                    part[settling..end - from] == whole[from + settling..end],
                    "{hz} Hz from {from}"
                );
            }
        }
    }
}
