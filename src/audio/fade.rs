//! `Fade`: the raised-cosine ramp put on both edges of a clip, so that a cut never clicks.
//!
//! Knows nothing of clips or timelines.

use crate::units::{Milliseconds, SampleRate};
use std::f64::consts::FRAC_PI_2;

/// How long a clip's edges take to rise and fall: short enough to leave a plosive whole, long enough that
/// the step at a cut through voiced sound spreads little above 200 Hz (-10 dB there, -24 dB at 400 Hz).
pub const EDGE: Milliseconds = Milliseconds(5);

/// A ramp from silence to unity, ready to be applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Fade {
    gains: Vec<f32>,
}

impl Fade {
    /// A raised cosine of `length` at `rate`. Gain `i` of `n` is `sin²(π/2 · (i + ½) / n)`: taken at the middle
    /// of each step, so none is exactly zero and the clip keeps every one of its samples.
    pub fn new(length: Milliseconds, rate: SampleRate) -> Self {
        Self {
            gains: ramp(length.samples(rate).count()),
        }
    }

    /// Fades in and out in place. A clip shorter than two ramps gets ramps of half its length.
    pub fn apply(&self, samples: &mut [f32]) {
        let half = samples.len() / 2;
        if half < self.gains.len() {
            Self::apply_ramp(&ramp(half), samples);
        } else {
            Self::apply_ramp(&self.gains, samples);
        }
    }

    /// Fades in a part of a sound of `length` samples, the part that begins at its sample `start`.
    pub fn rise(&self, part: &mut [f32], start: usize, length: usize) {
        let ramp = self.gains.len().min(length / 2);
        for (i, sample) in part.iter_mut().enumerate().take(ramp.saturating_sub(start)) {
            *sample *= self.gain(start + i, ramp);
        }
    }

    /// Fades out a part of a sound of `length` samples, the part that begins at its sample `start`.
    pub fn fall(&self, part: &mut [f32], start: usize, length: usize) {
        let ramp = self.gains.len().min(length / 2);
        let first = (length - ramp).saturating_sub(start);
        for (i, sample) in part.iter_mut().enumerate().skip(first) {
            *sample *= self.gain((length - 1).saturating_sub(start + i), ramp);
        }
    }

    fn gain(&self, i: usize, ramp: usize) -> f32 {
        if ramp == self.gains.len() {
            self.gains[i]
        } else {
            gain(i, ramp)
        }
    }

    fn apply_ramp(gains: &[f32], samples: &mut [f32]) {
        for (sample, gain) in samples.iter_mut().zip(gains) {
            *sample *= gain;
        }
        for (sample, gain) in samples.iter_mut().rev().zip(gains) {
            *sample *= gain;
        }
    }
}

fn ramp(n: usize) -> Vec<f32> {
    (0..n).map(|i| gain(i, n)).collect()
}

fn gain(i: usize, n: usize) -> f32 {
    (FRAC_PI_2 * (i as f64 + 0.5) / n as f64).sin().powi(2) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_edges_rise_without_a_zero_and_the_middle_is_untouched() {
        let mut samples = vec![1.0f32; 1000];
        Fade::new(EDGE, SampleRate::EPISODE).apply(&mut samples);
        assert!(samples.iter().all(|&s| s > 0.0));
        assert!(samples[..240].windows(2).all(|pair| pair[0] < pair[1]));
        assert!(samples[240..760].iter().all(|&s| s == 1.0));
        assert!(samples.iter().eq(samples.iter().rev()));
    }

    #[test]
    fn parts_are_faded_as_the_whole_is() {
        let fade = Fade::new(EDGE, SampleRate::EPISODE);
        for n in [1usize, 5, 479, 481, 1000] {
            let mut whole = vec![1.0f32; n];
            fade.apply(&mut whole);
            for cut in [1, 100, 333] {
                let mut parts = vec![1.0f32; n];
                for (i, part) in parts.chunks_mut(cut).enumerate() {
                    fade.rise(part, i * cut, n);
                    fade.fall(part, i * cut, n);
                }
                assert_eq!(parts, whole, "{n} in parts of {cut}");
            }
        }
    }

    #[test]
    fn a_clip_shorter_than_its_fades_is_faded_to_its_middle() {
        for n in [1usize, 2, 3, 100, 479, 480] {
            let mut samples = vec![1.0f32; n];
            Fade::new(EDGE, SampleRate::EPISODE).apply(&mut samples);
            assert!(samples.iter().all(|&s| s > 0.0 && s <= 1.0), "{n}");
            assert!(n < 2 || samples[0] < 1.0, "{n}");
        }
    }
}
