//! Tones, something like speech, how close two stretches of samples are, and what masters are to be.

#![allow(dead_code, reason = "each test uses its part of this")]

use declaim::audio::pcm::Pcm;
use declaim::master::{Level, Target};
use declaim::units::{Dbtp, Decibels, Lufs, SampleRate};
use std::f32::consts::TAU;

pub(crate) const RATE: SampleRate = SampleRate::EPISODE;

/// What podcast players normalise to.
pub(crate) const PODCAST: Target = Target {
    level: Level::Loudness(Lufs(-16.0)),
    ceiling: Dbtp(-1.0),
};

/// Broadcast: EBU R 128.
pub(crate) const EBU_R128: Target = Target {
    level: Level::Loudness(Lufs(-23.0)),
    ..PODCAST
};

/// The level as it comes, only held under the ceiling.
pub(crate) const AS_IT_IS: Target = Target {
    level: Level::Gain(Decibels::UNITY),
    ..PODCAST
};

pub(crate) fn tone(hz: f32, amplitude: f32, length: usize, rate: f32) -> Vec<f32> {
    (0..length)
        .map(|i| amplitude * (TAU * hz * i as f32 / rate).sin())
        .collect()
}

pub(crate) fn close(found: &[f32], wanted: &[f32], tolerance: f32) {
    assert_eq!(found.len(), wanted.len());
    for (i, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!(
            (found - wanted).abs() <= tolerance,
            "sample {i}: {found}, not {wanted}"
        );
    }
}

pub(crate) fn pcm(samples: Vec<f32>) -> Pcm {
    Pcm { samples, rate: RATE }
}

/// Numbers from -1 to 1, the same for the same seed.
pub(crate) struct Random(pub(crate) u32);

impl Random {
    pub(crate) fn sample(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}

/// Something like speech: harmonics and some breath, syllables of uneven level, pauses of exact silence.
pub(crate) fn speech(seconds: usize, seed: u32) -> Pcm {
    let mut random = Random(seed);
    let mut samples = vec![0.0f32; seconds * 48_000];
    for (i, syllable) in samples.chunks_mut(12_000).enumerate() {
        if i % 5 == 4 {
            continue;
        }
        let level = 0.1 + 0.05 * random.sample();
        let pitch = (150.0 + 60.0 * random.sample()) / 48_000.0;
        let phases: Vec<f32> = (0..8).map(|_| random.sample() * 0.3).collect();
        let length = syllable.len();
        for (n, sample) in syllable.iter_mut().enumerate() {
            let voice: f32 = (1u8..)
                .zip(&phases)
                .map(|(k, phase)| {
                    let k = f32::from(k);
                    (TAU * (k * pitch * n as f32 + phase)).cos() / k
                })
                .sum();
            let envelope = (std::f32::consts::PI * (n as f32 + 0.5) / length as f32).sin();
            *sample = level * envelope * (voice + 0.05 * random.sample());
        }
    }
    pcm(samples)
}
