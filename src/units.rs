//! Quantities with their unit in the type: sample counts, mel frames, milliseconds, decibels and their kin.
//!
//! Owns every conversion between them, so that rounding is decided once, and how numbers and times are written; filters and meters take their coefficients and
//! hops from a rate themselves. Knows nothing of audio buffers, scripts or models.

mod written;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
pub use written::{decimal, milliseconds, split_time};

/// A sample rate in hertz; never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SampleRate(u32);

impl SampleRate {
    /// The rate every voice trained by this project speaks at.
    pub const VOICE: Self = Self(24_000);
    /// The rate an episode is mastered at unless told otherwise.
    pub const EPISODE: Self = Self(48_000);

    /// `None` unless `hz` is between 1 000 and 384 000.
    pub const fn new(hz: u32) -> Option<Self> {
        if hz >= 1_000 && hz <= 384_000 {
            Some(Self(hz))
        } else {
            None
        }
    }

    /// The rate in hertz.
    pub const fn hz(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for SampleRate {
    type Error = String;
    fn try_from(hz: u32) -> Result<Self, String> {
        Self::new(hz).ok_or_else(|| format!("a sample rate lies between 1000 and 384000 Hz, not {hz}"))
    }
}

impl From<SampleRate> for u32 {
    fn from(rate: SampleRate) -> Self {
        rate.0
    }
}

impl fmt::Display for SampleRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Hz", self.0)
    }
}

/// A count of PCM samples per channel, or a position measured in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Samples(pub u64);

impl Samples {
    /// No samples; the start.
    pub const ZERO: Self = Self(0);

    /// As an index or length.
    pub const fn count(self) -> usize {
        self.0 as usize
    }

    /// The time this many samples take at `rate`, in seconds.
    pub fn seconds(self, rate: SampleRate) -> f64 {
        self.0 as f64 / f64::from(rate.hz())
    }

    /// The same moment counted at another rate, rounded to the nearest sample.
    pub fn at_rate(self, from: SampleRate, to: SampleRate) -> Self {
        let (from, to) = (u128::from(from.hz()), u128::from(to.hz()));
        Self(((u128::from(self.0) * to + from / 2) / from) as u64)
    }

    /// The difference, or zero where `other` is larger.
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Samples {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Samples {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Samples {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A count of mel spectrogram columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MelFrames(pub u32);

impl MelFrames {
    /// As an index or length.
    pub const fn count(self) -> usize {
        self.0 as usize
    }
}

/// A length of time in whole milliseconds: what pauses are measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milliseconds(pub u32);

impl Milliseconds {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// The longest silence one pause may be: ten minutes.
    pub const LONGEST_PAUSE: Self = Self(600_000);

    /// Samples at `rate`, rounded to the nearest; exact at every rate divisible by 1000.
    pub const fn samples(self, rate: SampleRate) -> Samples {
        Samples((self.0 as u64 * rate.0 as u64 + 500) / 1000)
    }

    /// In seconds.
    pub fn seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Add for Milliseconds {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Milliseconds {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Milliseconds {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

/// A level relative to another, or a gain: `20 log10(amplitude ratio)`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decibels(pub f64);

impl Decibels {
    /// Leaves a signal as it is.
    pub const UNITY: Self = Self(0.0);
    /// At and below this a gain is silence.
    pub const SILENCE: Self = Self(-120.0);

    /// The amplitude factor; exactly 0 at and below [`Self::SILENCE`], exactly 1 at 0 dB.
    pub fn amplitude(self) -> f64 {
        if self.0 <= Self::SILENCE.0 {
            0.0
        } else {
            10f64.powf(self.0 / 20.0)
        }
    }

    /// From an amplitude factor; [`Self::SILENCE`] for zero and for what is quieter than it.
    #[allow(clippy::disallowed_methods, reason = "the one place levels become decibels")]
    pub fn from_amplitude(amplitude: f64) -> Self {
        if amplitude <= 1e-6 {
            Self::SILENCE
        } else {
            Self(20.0 * amplitude.log10())
        }
    }
}

impl Add for Decibels {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Decibels {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Decibels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.2} dB", self.0)
    }
}

/// Programme loudness by ITU-R BS.1770-4, in LUFS (LKFS).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lufs(pub f64);

impl Lufs {
    /// The gain that brings this loudness to `target`.
    pub fn gain_to(self, target: Self) -> Decibels {
        Decibels(target.0 - self.0)
    }
}

impl fmt::Display for Lufs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} LUFS", self.0)
    }
}

/// A difference of loudness, or a loudness range by EBU Tech 3342, in LU.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LoudnessUnits(pub f64);

impl fmt::Display for LoudnessUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} LU", self.0)
    }
}

/// A true-peak level by ITU-R BS.1770-4 annex 2, in decibels relative to full scale.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dbtp(pub f64);

impl Dbtp {
    /// The amplitude, full scale being 1.
    pub fn amplitude(self) -> f64 {
        Decibels(self.0).amplitude()
    }

    /// From an amplitude, full scale being 1.
    pub fn from_amplitude(amplitude: f64) -> Self {
        Self(Decibels::from_amplitude(amplitude).0)
    }
}

impl fmt::Display for Dbtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} dBTP", self.0)
    }
}

/// A musical interval; +12 doubles a frequency.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Semitones(pub f32);

impl Semitones {
    /// What it adds to the natural logarithm of a frequency.
    pub fn ln_ratio(self) -> f32 {
        self.0 * (std::f32::consts::LN_2 / 12.0)
    }

    /// The interval whose frequency ratio is `ratio` (greater than 0).
    pub fn from_ratio(ratio: f32) -> Self {
        Self(12.0 * ratio.log2())
    }
}

/// A factor, 1 meaning unchanged; finite and greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ratio(pub f32);

impl Ratio {
    /// Changes nothing.
    pub const ONE: Self = Self(1.0);
    /// The slowest that a voice is asked to speak, as a share of its own rate.
    pub const SLOWEST: Self = Self(0.25);
    /// The fastest.
    pub const FASTEST: Self = Self(4.0);

    /// The nearest rate at which a voice is asked to speak.
    pub fn speakable(self) -> Self {
        Self(self.0.clamp(Self::SLOWEST.0, Self::FASTEST.0))
    }
}

/// A frequency in hertz, greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hertz(pub f32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_exact_at_the_rates_we_write() {
        for (ms, rate, samples) in [
            (250, 48_000, 12_000),
            (500, 44_100, 22_050),
            (1, 44_100, 44),
            (20_000, 24_000, 480_000),
        ] {
            let rate = SampleRate::new(rate).unwrap();
            assert_eq!(Milliseconds(ms).samples(rate), Samples(samples));
        }
    }

    #[test]
    fn decibels_and_amplitude_are_inverse() {
        for db in [-60.0, -6.0, 0.0, 3.0] {
            assert!((Decibels::from_amplitude(Decibels(db).amplitude()).0 - db).abs() < 1e-9);
        }
        assert_eq!(Decibels::UNITY.amplitude(), 1.0);
        assert_eq!(Decibels(-200.0).amplitude(), 0.0);
    }

    #[test]
    fn a_moment_keeps_its_time_at_another_rate() {
        assert_eq!(
            Samples(24_001).at_rate(SampleRate::VOICE, SampleRate::EPISODE),
            Samples(48_002)
        );
    }
}
