//! `Aim`: which gain, and which limit, bring a signal to its target.
//!
//! Owns what a master has to be and how a gain is corrected for what the limiter took. Knows no samples.

use crate::master::gating::{self, Loudness};
use crate::master::peak::Highest;
use crate::master::report::Measurement;
use crate::units::{Dbtp, Decibels, Lufs};
use std::ops::Range;

/// The limiter aims this far below the ceiling, in decibels, because peaks are measured by others: four-fold
/// oversampling may miss 0.17 dB of a 12 kHz tone, meters' filters differ, and dither adds its step.
const MARGIN: f64 = 0.1;
/// Gains that differ by less are one, in decibels.
const FINEST: f64 = 1e-4;
/// The most gain, in decibels, that may be added for what limiting takes: beyond, a master would be louder on
/// paper and flat to the ear.
const MOST_MAKEUP: f64 = 6.0;

/// What decides the gain of a master.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// The integrated loudness that it is to have.
    Loudness(Lufs),
    /// Somebody else: so much, whatever comes of it. 0 dB leaves the level as it is.
    Gain(Decibels),
}

/// What a master has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// How loud.
    pub level: Level,
    /// What no true peak may exceed.
    pub ceiling: Dbtp,
}

/// What was heard of a signal, by which a gain is corrected.
#[derive(Debug)]
pub(super) struct Survey {
    /// Its tenths of a second.
    pub(super) loudness: Loudness,
    /// The highest sample of each.
    pub(super) peaks: Vec<f32>,
    /// The highest true peak.
    pub(super) highest: Highest,
}

impl Survey {
    pub(super) fn measurement(&self) -> Measurement {
        Measurement::of(&self.loudness, &self.highest)
    }

    /// How loud `parts` of it would be with a gain and under a limit, were every tenth of a second turned down by
    /// `depth` times what its highest sample needs, in decibels.
    fn limited(&self, parts: &[Range<usize>], aim: &Aim, gain: Decibels, depth: f64) -> Option<Lufs> {
        let (gain, limit) = (gain.amplitude(), aim.limit.amplitude());
        let limited = |range: &Range<usize>| -> Vec<f64> {
            let energies = self.loudness.part(range.clone());
            let peaks = self.peaks.iter().skip(range.start);
            let turned = |(energy, peak): (&f64, &f32)| {
                let needed = limit / (gain * f64::from(*peak));
                let left = if needed < 1.0 {
                    needed.powf(2.0 * depth)
                } else {
                    1.0
                };
                energy * gain * gain * left
            };
            energies.iter().zip(peaks).map(turned).collect()
        };
        let limited: Vec<Vec<f64>> = parts.iter().map(limited).collect();
        gating::integrated(limited.iter().map(Vec::as_slice))
    }
}

/// The two numbers a pass is run with, and what is known about how they act.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    wanted: Option<Lufs>,
    pub(super) gain: Decibels,
    pub(super) limit: Dbtp,
    /// The gain without regard to limiting.
    plain: Decibels,
    before: Measurement,
}

impl Aim {
    pub(super) fn new(target: &Target, before: &Measurement) -> Self {
        let plain = match (target.level, before.integrated) {
            (Level::Loudness(wanted), Some(found)) => found.gain_to(wanted),
            (Level::Loudness(_), None) => Decibels::UNITY,
            (Level::Gain(gain), _) => gain,
        };
        Self {
            wanted: match target.level {
                Level::Loudness(wanted) => before.integrated.and(Some(wanted)),
                Level::Gain(_) => None,
            },
            gain: plain,
            limit: Dbtp(target.ceiling.0 - MARGIN),
            plain,
            before: *before,
        }
    }

    /// By how many decibels the highest peak stands above the limit.
    pub(super) fn excess(&self) -> f64 {
        self.before.true_peak.0 + self.gain.0 - self.limit.0
    }

    /// Corrects the gain for the loudness to which it led in `parts` of the signal (tenths of a second); whether it
    /// needed none, being within `tolerance`.
    ///
    /// From what it led to, it is learnt how deep the limiter goes in this signal, as a share of what the highest
    /// samples need; with that all of the signal is reckoned, not those parts alone.
    pub(super) fn correct(
        &mut self,
        survey: &Survey,
        parts: &[Range<usize>],
        found: Option<Lufs>,
        tolerance: f64,
    ) -> bool {
        let (Some(wanted), Some(found)) = (self.wanted, found) else {
            return true;
        };
        let all = std::slice::from_ref(&gating::ALL);
        let above = |at: Option<Lufs>, level: Lufs| at.is_some_and(|at| at.0 > level.0);
        let deeper = |depth: f64| above(survey.limited(parts, self, self.gain, depth), found);
        let depth = bisect(0.0, 1.0, deeper);
        let led_to = survey.limited(all, self, self.gain, depth);
        if led_to.is_none_or(|led_to| (led_to.0 - wanted.0).abs() <= tolerance) {
            return true;
        }
        let softer = |gain: f64| !above(survey.limited(all, self, Decibels(gain), depth), wanted);
        let gain = bisect(self.plain.0 - 1.0, self.plain.0 + MOST_MAKEUP, softer);
        let settled = (gain - self.gain.0).abs() < FINEST;
        self.gain = Decibels(gain);
        settled
    }
}

/// The number between two for which `below` ceases to hold.
fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    while high - low > FINEST {
        let middle = f64::midpoint(low, high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
