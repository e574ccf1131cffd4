//! `Limiter`: holds a mono signal under a true-peak ceiling by turning it down before a peak comes.
//!
//! What a sample needs is found from the waveform around it, four times oversampled (ITU-R BS.1770-4 annex 2);
//! the curve made of it is [`GainCurve`]'s business. Multiplying by it is all that is ever done to the signal:
//! no sample is clipped, digital silence stays digital silence, and what needs no limiting passes bit for bit.
//! The delay of looking ahead is taken out: as many samples come out as went in, each in its place.
//! Knows nothing of loudness.

use crate::master::gain::GainCurve;
use crate::master::true_peak::{AHEAD, BEHIND, Interpolator, TAPS};
use crate::units::{Dbtp, Decibels, SampleRate, Samples};

/// Samples worked on at once.
const STEP: usize = 1024;

/// A look-ahead true-peak limiter for one channel; streaming, and independent of how the signal is cut.
#[derive(Debug, Clone)]
pub struct Limiter {
    interpolator: Interpolator,
    curve: GainCurve,
    /// Amplitude no peak may exceed.
    threshold: f32,
    /// Input not yet done with; the next sample whose peak is to be looked at stands at `behind`.
    input: Vec<f32>,
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
    pub fn new(ceiling: Dbtp, rate: SampleRate) -> Self {
        let curve = GainCurve::new(rate);
        let early = curve.latency();
        let behind = early.max(BEHIND);
        Self {
            interpolator: Interpolator::new(),
            curve,
            threshold: ceiling.amplitude() as f32,
            input: vec![0.0; behind],
            behind,
            before: 0.0,
            early,
            least: 1.0,
            limited: 0,
        }
    }

    /// Takes the next samples and appends to `output` those that can be decided: some milliseconds fewer at
    /// first, as many as came in from then on.
    pub fn push(&mut self, samples: &[f32], output: &mut Vec<f32>) {
        self.input.extend_from_slice(samples);
        let mut done = 0;
        let mut peaks = [0.0f32; STEP];
        loop {
            let left = (self.input.len() - done).saturating_sub(self.behind + AHEAD);
            let count = left.min(STEP);
            if count == 0 {
                break;
            }
            let peaks = &mut peaks[..count];
            let first = done + self.behind - BEHIND;
            let window = &self.input[first..first + count + TAPS - 1];
            self.interpolator.peaks(window, self.threshold, peaks);
            let from = done + self.behind - self.curve.latency();
            self.step(peaks, from, output);
            done += count;
        }
        self.input.drain(..done);
    }

    /// Appends what is still to come.
    pub fn finish(mut self, output: &mut Vec<f32>) -> Limited {
        let tail = self.curve.latency() + AHEAD;
        self.push(&vec![0.0; tail], output);
        Limited {
            max_reduction: Decibels::from_amplitude(f64::from(self.least)),
            samples: Samples(self.limited),
        }
    }

    /// Curve and output for one step; `from` is where the delayed input begins.
    fn step(&mut self, peaks: &[f32], from: usize, output: &mut Vec<f32>) {
        let delayed = &self.input[from..from + peaks.len()];
        let calm = peaks.iter().fold(self.before, |most, peak| most.max(*peak)) <= self.threshold;
        if calm && self.curve.at_rest() {
            self.curve.rest(peaks.len());
            self.before = peaks.last().copied().unwrap_or(self.before);
            let early = self.early.min(peaks.len());
            self.early -= early;
            output.extend_from_slice(&delayed[early..]);
            return;
        }
        for (&peak, &sample) in peaks.iter().zip(delayed) {
            let highest = peak.max(self.before);
            self.before = peak;
            let needed = if highest > self.threshold {
                self.threshold / highest
            } else {
                1.0
            };
            let gain = self.curve.next(needed);
            if self.early > 0 {
                self.early -= 1;
                continue;
            }
            if gain < 1.0 {
                self.limited += 1;
                self.least = self.least.min(gain);
            }
            output.push(sample * gain);
        }
    }
}

/// What a limiter did to a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limited {
    /// The lowest gain given, in decibels; 0 where it never acted.
    pub max_reduction: Decibels,
    /// How many samples were turned down.
    pub samples: Samples,
}
