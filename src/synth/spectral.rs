//! Source-filter synthesis: pieces of both sources, shaped by the network's controls, added up to samples.
//!
//! Mel frame n is centred on sample (n + 1/2) * hop. A piece is two hops long, under a periodic Hann window, so that
//! pieces add up to their source and a burst stays short; it lies in a transform of four hops, which leaves room for
//! what the filters add before and after it. The harmonic filter has minimum phase, the noise filter none. Owns the
//! transforms and every buffer they need: nothing is allocated for a mel frame. Knows nothing of models.

use super::knots::Knots;
use super::math;
use crate::voice::AudioFormat;
use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};
use std::ops::Range;
use std::sync::Arc;

/// The network's controls of one utterance: natural-log magnitudes at the knots.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Controls {
    /// `[mel_frames, harmonic_knots]`, row-major.
    pub harmonic: Vec<f32>,
    /// `[mel_frames, noise_knots]`, row-major.
    pub noise: Vec<f32>,
}

/// Log magnitudes are kept inside these: 1e-13 is silence, 3000 is beyond any voice.
const LOG_LIMITS: (f32, f32) = (-30.0, 8.0);

impl Controls {
    /// Brings what a failing network asks for inside what can be computed; changes nothing of a working one's.
    pub(super) fn limit(&mut self) {
        for value in self.harmonic.iter_mut().chain(&mut self.noise) {
            *value = value.clamp(LOG_LIMITS.0, LOG_LIMITS.1);
        }
    }
}

/// What the filters shape: `mel_frames * hop` samples each, unit power.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sources<'a> {
    pub(super) pulses: &'a [f32],
    pub(super) noise: &'a [f32],
}

/// Everything that depends on a voice's audio format alone; shared by all workers.
pub(super) struct Shape {
    hop: usize,
    /// Of a piece, two hops long, over the length of the unnormalised inverse transform.
    window: Vec<f32>,
    /// Samples of a transform: four hops.
    length: usize,
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    harmonic: Knots,
    noise: Knots,
}

impl Shape {
    pub(super) fn new(format: &AudioFormat) -> Self {
        let (hop, length) = (format.hop as usize, format.window as usize);
        let piece = 2 * hop;
        let mut planner = RealFftPlanner::new();
        Self {
            hop,
            window: (0..piece)
                .map(|i| {
                    let hann = 0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / piece as f64).cos();
                    (hann / length as f64) as f32
                })
                .collect(),
            length,
            forward: planner.plan_fft_forward(length),
            inverse: planner.plan_fft_inverse(length),
            harmonic: Knots::new(format, format.harmonic_knots as usize),
            noise: Knots::new(format, format.noise_knots as usize),
        }
    }

    fn bins(&self) -> usize {
        self.length / 2 + 1
    }
}

/// The buffers of one worker.
pub(super) struct Workspace {
    time: Vec<f32>,
    scratch: Vec<Complex32>,
    pulses: Vec<Complex32>,
    noise: Vec<Complex32>,
    phase: Vec<Complex32>,
    log_harmonic: Vec<f32>,
    log_noise: Vec<f32>,
}

impl Workspace {
    pub(super) fn new(shape: &Shape) -> Self {
        let bins = || vec![Complex32::ZERO; shape.bins()];
        let scratch = shape
            .forward
            .get_scratch_len()
            .max(shape.inverse.get_scratch_len());
        Self {
            time: vec![0.0; shape.length],
            scratch: vec![Complex32::ZERO; scratch],
            pulses: bins(),
            noise: bins(),
            phase: bins(),
            log_harmonic: vec![0.0; shape.bins()],
            log_noise: vec![0.0; shape.bins()],
        }
    }
}

impl Workspace {
    /// The samples of the mel frames in `keep`, appended to `out`: `keep.len() * hop` of them.
    ///
    /// `controls` and `sources` cover all mel frames; those outside `keep` count where their windows reach in.
    pub(super) fn synthesise(
        &mut self,
        shape: &Shape,
        controls: &Controls,
        sources: Sources<'_>,
        keep: Range<usize>,
        out: &mut Vec<f32>,
    ) {
        let hop = shape.hop;
        let mel_frames = sources.pulses.len() / hop;
        let (from, to) = (keep.start * hop, keep.end.min(mel_frames) * hop);
        let base = out.len();
        out.resize(base + to.saturating_sub(from), 0.0);
        let kept = &mut out[base..];
        // What becomes of a piece begins one hop before its mel frame and is four hops long.
        for n in keep.start.saturating_sub(2)..(keep.end + 1).min(mel_frames) {
            self.shape_spectrum(shape, controls, sources, n);
            ignore(
                shape
                    .inverse
                    .process_with_scratch(&mut self.pulses, &mut self.time, &mut self.scratch),
            );
            // Sample i of the transform is n * hop + i - hop.
            let first = (from + hop).saturating_sub(n * hop);
            let last = (to + hop).saturating_sub(n * hop).min(shape.length);
            let at = (n * hop + first).saturating_sub(from + hop);
            for (sample, value) in kept[at..].iter_mut().zip(&self.time[first..last]) {
                *sample += value;
            }
        }
    }

    /// Leaves in `self.pulses` the spectrum of mel frame n: P * H + E * A.
    fn shape_spectrum(&mut self, shape: &Shape, controls: &Controls, sources: Sources<'_>, n: usize) {
        shape.harmonic.spread(
            row(&controls.harmonic, n, shape.harmonic.count()),
            &mut self.log_harmonic,
        );
        shape
            .noise
            .spread(row(&controls.noise, n, shape.noise.count()), &mut self.log_noise);
        self.minimum_phase(shape);
        for (source, spectrum) in [
            (sources.pulses, &mut self.pulses),
            (sources.noise, &mut self.noise),
        ] {
            shape.cut(source, n, &mut self.time);
            ignore(
                shape
                    .forward
                    .process_with_scratch(&mut self.time, spectrum, &mut self.scratch),
            );
        }
        let controls = self.log_harmonic.iter().zip(&self.log_noise).zip(&self.phase);
        let spectra = self.pulses.iter_mut().zip(&self.noise);
        for ((pulse, noise), ((&log_harmonic, &log_noise), phase)) in spectra.zip(controls) {
            let (sin, cos) = math::sin_cos_turns(phase.im * (0.5 * std::f32::consts::FRAC_1_PI));
            let harmonic = math::exp(log_harmonic);
            let level = math::exp(log_noise);
            let (re, im) = (harmonic * cos, harmonic * sin);
            *pulse = Complex32 {
                re: pulse.re * re - pulse.im * im + noise.re * level,
                im: pulse.re * im + pulse.im * re + noise.im * level,
            };
        }
        // Both are real by symmetry; what is left in them is rounding, which the inverse refuses.
        if let [first, .., last] = self.pulses.as_mut_slice() {
            first.im = 0.0;
            last.im = 0.0;
        }
    }

    /// Leaves in `self.phase` (imaginary part) the phase that belongs to `self.log_harmonic` in a minimum-phase
    /// response: the cepstrum folded onto its causal half (Oppenheim and Schafer, 13.6). The real part that comes
    /// with it is the log magnitude again.
    fn minimum_phase(&mut self, shape: &Shape) {
        for (bin, &log) in self.phase.iter_mut().zip(&self.log_harmonic) {
            *bin = Complex32 { re: log, im: 0.0 };
        }
        ignore(
            shape
                .inverse
                .process_with_scratch(&mut self.phase, &mut self.time, &mut self.scratch),
        );
        let (length, half) = (shape.length, shape.length / 2);
        let scale = 1.0 / length as f32;
        self.time[0] *= scale;
        self.time[half] *= scale;
        self.time[1..half].iter_mut().for_each(|c| *c *= 2.0 * scale);
        self.time[half + 1..].fill(0.0);
        ignore(
            shape
                .forward
                .process_with_scratch(&mut self.time, &mut self.phase, &mut self.scratch),
        );
    }
}

impl Shape {
    /// Puts the piece of `source` that belongs to mel frame n into its transform, zeros around it. Beyond the ends of
    /// the source there is no neighbour to add up with, so the window is flat towards them.
    fn cut(&self, source: &[f32], n: usize, time: &mut [f32]) {
        let (hop, flat) = (self.hop, 1.0 / self.length as f32);
        let (lead, middle) = (hop / 2, n * hop + hop / 2);
        let (before, after) = (&source[..middle], &source[middle..]);
        time.fill(0.0);
        let (rising, falling) = self.window.split_at(hop);
        let (left, right) = time[lead..lead + 2 * hop].split_at_mut(hop);
        let before = &before[before.len().saturating_sub(hop)..];
        let outside = hop - before.len();
        for ((value, sample), &weight) in left[outside..].iter_mut().zip(before).zip(&rising[outside..]) {
            *value = sample * if n == 0 { flat } else { weight };
        }
        let last = after.len() < hop;
        for ((value, sample), &weight) in right.iter_mut().zip(after).zip(falling) {
            *value = sample * if last { flat } else { weight };
        }
    }
}

/// Row n of a matrix.
fn row(matrix: &[f32], n: usize, width: usize) -> &[f32] {
    &matrix[n * width..(n + 1) * width]
}

/// Transforms fail only on buffers of the wrong length, and every length here comes from the plan itself.
fn ignore(result: Result<(), realfft::FftError>) {
    debug_assert!(result.is_ok());
}

#[cfg(test)]
mod tests;
