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
        }
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
        let calm = peaks.iter().fold(self.before, |most, peak| most.max(*peak)) <= self.threshold;
        if calm && self.curve.at_rest() {
            self.curve.rest(peaks.len());
            self.before = peaks.last().copied().unwrap_or(self.before);
            for (output, input) in output.iter_mut().zip(&self.input) {
                output.extend_from_slice(&input[range.clone()]);
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
        for gain in gains.iter().filter(|gain| **gain < 1.0) {
            self.limited += 1;
            self.least = self.least.min(*gain);
        }
        for (output, input) in output.iter_mut().zip(&self.input) {
            let limited = input[range.clone()].iter().zip(gains);
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
