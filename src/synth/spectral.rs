//! Source-filter synthesis: both sources' short-time spectra, shaped by the network's controls, back to samples.
//!
//! Mel frame n is centred on sample (n + 1/2) * hop; `window` = 4 hops, periodic Hann for analysis and synthesis,
//! zeros beyond the ends. The harmonic filter has minimum phase, the noise filter none. Owns the transforms and
//! every buffer they need: nothing is allocated for a mel frame. Knows nothing of models.

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
    window: Vec<f32>,
    /// The window once more, scaled so that overlapped inverse transforms add up to the signal.
    synthesis: Vec<f32>,
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    harmonic: Knots,
    noise: Knots,
}

impl Shape {
    pub(super) fn new(format: &AudioFormat) -> Self {
        let length = format.window as usize;
        let window: Vec<f32> = (0..length)
            .map(|i| (0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / length as f64).cos()) as f32)
            .collect();
        // Four overlapping squared Hann windows sum to 3/2; the inverse transform is unnormalised.
        let scale = 1.0 / (1.5 * length as f32);
        let mut planner = RealFftPlanner::new();
        Self {
            hop: format.hop as usize,
            synthesis: window.iter().map(|w| w * scale).collect(),
            window,
            forward: planner.plan_fft_forward(length),
            inverse: planner.plan_fft_inverse(length),
            harmonic: Knots::new(format, format.harmonic_knots as usize),
            noise: Knots::new(format, format.noise_knots as usize),
        }
    }

    fn length(&self) -> usize {
        self.window.len()
    }

    fn bins(&self) -> usize {
        self.length() / 2 + 1
    }

    /// Samples a window reaches beyond its hop, on each side.
    fn edge(&self) -> usize {
        (self.length() - self.hop) / 2
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
            time: vec![0.0; shape.length()],
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
        let (hop, edge, length) = (shape.hop, shape.edge(), shape.length());
        let mel_frames = sources.pulses.len() / hop;
        let (from, to) = (keep.start * hop, keep.end.min(mel_frames) * hop);
        let base = out.len();
        out.resize(base + to.saturating_sub(from), 0.0);
        let kept = &mut out[base..];
        // A window reaches `edge` samples beyond its hop, which is less than two mel frames.
        for n in keep.start.saturating_sub(2)..(keep.end + 2).min(mel_frames) {
            self.shape_spectrum(shape, controls, sources, n);
            ignore(
                shape
                    .inverse
                    .process_with_scratch(&mut self.pulses, &mut self.time, &mut self.scratch),
            );
            // The window starts `edge` samples before the mel frame; sample i of it is n * hop + i - edge.
            let first = (from + edge).saturating_sub(n * hop).min(length);
            let last = (to + edge).saturating_sub(n * hop).min(length);
            let at = (n * hop + first).saturating_sub(from + edge);
            let pieces = self.time[first..last].iter().zip(&shape.synthesis[first..last]);
            for (sample, (value, weight)) in kept[at..].iter_mut().zip(pieces) {
                *sample += value * weight;
            }
        }
        shape.even_out(kept, from, mel_frames);
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
            shape.window_at(source, n, &mut self.time);
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
        let (length, half) = (shape.length(), shape.length() / 2);
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
    /// The windowed stretch of `source` that mel frame n sees, zeros beyond its ends.
    fn window_at(&self, source: &[f32], n: usize, time: &mut [f32]) {
        let start = n * self.hop;
        let before = self.edge().saturating_sub(start);
        let from = (start + before).saturating_sub(self.edge());
        let seen = &source[from.min(source.len())..(from + self.length() - before).min(source.len())];
        let end = before + seen.len();
        time[..before].fill(0.0);
        time[end..].fill(0.0);
        let windowed = seen.iter().zip(&self.window[before..end]);
        for (value, (sample, weight)) in time[before..end].iter_mut().zip(windowed) {
            *value = sample * weight;
        }
    }

    /// Near the ends fewer windows overlap: divides by what they do add up to. `from` is the first kept sample.
    fn even_out(&self, kept: &mut [f32], from: usize, mel_frames: usize) {
        let total = mel_frames * self.hop;
        let count = kept.len();
        let head = self.edge().saturating_sub(from).min(count);
        let tail = (total - self.edge().min(total))
            .saturating_sub(from)
            .clamp(head, count);
        for at in (0..head).chain(tail..count) {
            let place = from + at + self.edge();
            let last = (place / self.hop).min(mel_frames.saturating_sub(1));
            let first = (place + 1).saturating_sub(self.length()).div_ceil(self.hop);
            let sum: f32 = (first..=last)
                .map(|n| self.window[place - n * self.hop].powi(2))
                .sum();
            kept[at] *= 1.5 / sum.max(1e-8);
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
