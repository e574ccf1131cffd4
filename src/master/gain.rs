//! `GainCurve`: from the gain each sample needs by itself to one smooth curve that is nowhere above it.
//!
//! Four steps, each of which keeps the promise of the one before:
//!
//! 1. *Look-ahead and hold*: the least gain needed by any sample of a sliding window, so that the curve is down
//!    before a peak comes and stays down until the next glottal pulse.
//! 2. *Release*: rising is slowed to an exponential; falling stays at once.
//! 3. *Smoothing*: three moving averages in a row, a kernel near to a bell curve. It is exactly as long as the
//!    look-ahead, so every value it averages for a sample already knows what that sample needs, and an average
//!    of values that are low enough is low enough.
//! 4. *Delay*: curve value `n` belongs to the sample that came [`GainCurve::latency`] samples earlier.
//!
//! Averages are sums of integers: exact, without drift over hours, and equal to one where nothing is limited,
//! whatever came before. Knows nothing of PCM.

use crate::units::{Milliseconds, SampleRate};
use std::collections::VecDeque;

/// Look-ahead, and the length of the smoothing kernel. 5 ms keep the sidebands of a gain move near the tone
/// they belong to (-12 dB at 300 Hz from it, -24 dB at 400 Hz), and are as short as the time for which an onset
/// masks what comes before it.
const LOOK_AHEAD: Milliseconds = Milliseconds(5);
/// Longer than a pitch period of 84 Hz, a low man's voice: without it the gain would rise and fall with every
/// glottal pulse, which is heard as distortion.
const HOLD: Milliseconds = Milliseconds(12);
/// Time constant of the way back. Within a syllable (some 200 ms) the voice is at its own level again; shorter
/// would add a flutter at the rate of the pulses, longer would turn down the quiet syllable after a loud one.
const RELEASE: Milliseconds = Milliseconds(60);
/// Where the release counts as over: 0.001 dB below unity.
const NEARLY_NOTHING: f64 = 0.000_1;
/// Unity, fixed point. 30 bits and three sums of up to 2^11 samples each stay below 2^63.
const ONE: u64 = 1 << 30;

/// Turns needed gains into a smooth curve; streaming, one value in, one value out.
#[derive(Debug, Clone)]
pub(super) struct GainCurve {
    /// Needed gains below 1 that no later one undercuts, with their index, over the last `window` samples.
    minima: VecDeque<(u64, f32)>,
    window: u64,
    index: u64,
    /// By how much the release lies below 1: each value waits for the one before, and this takes one multiplication.
    /// In 64 bits: at high rates its steps would be lost in 32 when it is nearly at 1, and it would stay there for ever.
    lack: f64,
    /// What is left of it after a sample.
    decay: f64,
    averages: [Average; 3],
    scale: f64,
    /// For how many samples in a row the release has stood at 1.
    rested: usize,
    length: usize,
}

impl GainCurve {
    pub(super) fn new(rate: SampleRate) -> Self {
        let length = LOOK_AHEAD.samples(rate).count().clamp(4, 1 << 11);
        // Three averages of lengths that sum to `length + 2` have together a kernel of `length`.
        let lengths: [usize; 3] = std::array::from_fn(|i| (length + 2 + i) / 3);
        let window = length + HOLD.samples(rate).count();
        let mut unity = ONE;
        let averages = lengths.map(|length| {
            let average = Average::new(length, unity);
            unity *= length as u64;
            average
        });
        Self {
            minima: VecDeque::with_capacity(window + 1),
            window: window as u64,
            index: 0,
            lack: 0.0,
            decay: (-1.0 / (RELEASE.seconds() * f64::from(rate.hz()))).exp(),
            averages,
            scale: 1.0 / unity as f64,
            rested: length,
            length,
        }
    }

    /// After so many values a curve is that of one which began earlier, to the bit.
    ///
    /// The release of one that began earlier is never above that of one that begins now. Where both meet what is needed
    /// they are the same from then on, and where the lower one meets it the higher one does too; if it never does, it
    /// rises without a hindrance and is at 1 in this time, as is then the other. What follows has no longer memory than
    /// its window and its kernel.
    pub(super) fn settling(rate: SampleRate) -> usize {
        let rise = RELEASE.seconds() * (1.0 / NEARLY_NOTHING).ln();
        let curve = Self::new(rate);
        (rise * f64::from(rate.hz())).ceil() as usize + curve.window as usize + curve.length
    }

    /// By how many samples the curve lags behind what it is made of.
    pub(super) fn latency(&self) -> usize {
        self.length - 1
    }

    /// Whether the curve is at 1 and stays there while the gains needed are 1.
    pub(super) fn at_rest(&self) -> bool {
        self.rested >= self.length && self.minima.is_empty()
    }

    /// Takes `count` needed gains of 1 at once; only while at rest.
    pub(super) fn rest(&mut self, count: usize) {
        self.index += count as u64;
    }

    /// Takes the gain the next sample needs (0 to 1) and gives the curve's next value, which is at most the
    /// gain needed [`Self::latency`] samples ago.
    pub(super) fn next(&mut self, needed: f32) -> f32 {
        let least = f64::from(self.least(needed));
        let left = self.lack * self.decay;
        let left = if left < NEARLY_NOTHING { 0.0 } else { left };
        self.lack = left.max(1.0 - least);
        self.rested = if self.lack > 0.0 { 0 } else { self.rested + 1 };
        let fixed = ((1.0 - self.lack) * ONE as f64) as u64;
        let sum = self
            .averages
            .iter_mut()
            .fold(fixed, |value, average| average.next(value));
        (sum as f64 * self.scale) as f32
    }

    fn least(&mut self, needed: f32) -> f32 {
        let oldest = (self.index + 1).saturating_sub(self.window);
        if self.minima.front().is_some_and(|&(index, _)| index < oldest) {
            self.minima.pop_front();
        }
        if needed < 1.0 {
            while self.minima.back().is_some_and(|&(_, gain)| gain >= needed) {
                self.minima.pop_back();
            }
            self.minima.push_back((self.index, needed));
        }
        self.index += 1;
        self.minima.front().map_or(1.0, |&(_, gain)| gain)
    }
}

/// A moving sum over a fixed number of values, starting as though all before had been unity.
#[derive(Debug, Clone)]
struct Average {
    values: Vec<u64>,
    at: usize,
    sum: u64,
}

impl Average {
    /// Over `length` values, each `unity` so far.
    fn new(length: usize, unity: u64) -> Self {
        Self {
            values: vec![unity; length],
            at: 0,
            sum: unity * length as u64,
        }
    }

    fn next(&mut self, value: u64) -> u64 {
        self.sum = self.sum - self.values[self.at] + value;
        self.values[self.at] = value;
        self.at = if self.at + 1 == self.values.len() {
            0
        } else {
            self.at + 1
        };
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(needed: &[f32]) -> Vec<f32> {
        let mut curve = GainCurve::new(SampleRate::EPISODE);
        let latency = curve.latency();
        let all: Vec<f32> = needed
            .iter()
            .copied()
            .chain(std::iter::repeat_n(1.0, latency))
            .map(|gain| curve.next(gain))
            .collect();
        all[latency..].to_vec()
    }

    #[test]
    fn the_curve_is_nowhere_above_what_is_needed_and_moves_smoothly() {
        let mut state = 7u32;
        let needed: Vec<f32> = (0..20_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if state >> 24 == 0 {
                    0.3 + (state >> 8 & 0xFFFF) as f32 / 100_000.0
                } else {
                    1.0
                }
            })
            .collect();
        let curve = curve(&needed);
        assert!(curve.iter().zip(&needed).all(|(gain, needed)| gain <= needed));
        // A kernel of 240 samples cannot move by more than its highest value, some 3 / (2 * 80), at once.
        assert!(curve.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.01));
    }

    #[test]
    fn one_peak_is_met_held_and_left_and_then_unity_is_exact() {
        let mut needed = vec![1.0f32; 48_000];
        needed[10_000] = 0.5;
        let curve = curve(&needed);
        assert!(curve[..10_000 - 240].iter().all(|&gain| gain == 1.0));
        assert!(
            curve[10_000..10_000 + 570]
                .iter()
                .all(|&gain| (gain - 0.5).abs() < 1e-6)
        );
        assert!(
            curve[10_000 + 240 + 576..]
                .windows(2)
                .all(|pair| pair[0] <= pair[1])
        );
        assert!(curve[10_000 + 40_000 - 12_000..].iter().all(|&gain| gain == 1.0));
    }

    #[test]
    fn resting_is_only_a_shorter_way_to_the_same_curve() {
        let mut needed = vec![1.0f32; 60_000];
        needed[100] = 0.7;
        needed[50_000] = 0.6;
        let plain = curve(&needed);
        let mut resting = GainCurve::new(SampleRate::EPISODE);
        let values: Vec<f32> = needed
            .iter()
            .map(|&gain| {
                if gain == 1.0 && resting.at_rest() {
                    resting.rest(1);
                    1.0
                } else {
                    resting.next(gain)
                }
            })
            .collect();
        assert_eq!(
            values[resting.latency()..],
            plain[..values.len() - resting.latency()]
        );
    }
}
