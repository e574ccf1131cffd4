//! `Weighting`: the K-weighted energy of a signal, a tenth of a second at a time (ITU-R BS.1770-4 annex 1).
//!
//! A recursive filter waits for its own last result, so one signal alone leaves most of a processor idle. Here eight
//! parts of a section are filtered side by side, each begun a little before its place: what the filter still
//! remembers of earlier is then below what 64 bits resolve. The parts lie where they lie whatever the number of
//! threads, so the same energies come out. Knows nothing of gates.

use crate::audio::wide;
use crate::units::{Decibels, SampleRate};
use std::f64::consts::PI;

/// Parts that are filtered side by side.
const LANES: usize = 8;
/// Energies of a part.
const HOPS_OF_LANE: usize = 20;
/// Energies of a section: 16 seconds.
pub(super) const HOPS: usize = LANES * HOPS_OF_LANE;
/// Steps between two looks at whether a tenth is over.
const RUN: usize = 240;

/// The filter at one rate.
#[derive(Clone, Debug)]
pub(super) struct Weighting {
    /// The shelf for the head, then the high pass.
    stages: [Biquad; 2],
    hop: usize,
    lead: usize,
}

/// `b0 b1 b2 a1 a2`, `a0` being 1.
#[derive(Clone, Copy, Debug)]
struct Biquad([f64; 5]);

impl Weighting {
    pub(super) fn new(rate: SampleRate) -> Self {
        let rate = f64::from(rate.hz());
        // Annex 1 gives coefficients for 48 kHz only. These are the analogue filters behind them (tables 1 and 2 come
        // out to all their digits, see the test), as libebur128 and ffmpeg have them for other rates.
        let angle = |hz: f64| (PI * hz / rate).tan();
        let shelf = {
            let (k, q) = (angle(1_681.974_450_955_533), 0.707_175_236_955_419_6);
            let high = Decibels(3.999_843_853_973_347).amplitude();
            let band = high.powf(0.499_666_774_154_541_6);
            let a0 = 1.0 + k / q + k * k;
            Biquad([
                (high + band * k / q + k * k) / a0,
                2.0 * (k * k - high) / a0,
                (high - band * k / q + k * k) / a0,
                2.0 * (k * k - 1.0) / a0,
                (1.0 - k / q + k * k) / a0,
            ])
        };
        let pass = {
            let (k, q) = (angle(38.135_470_876_024_44), 0.500_327_037_323_877_3);
            let a0 = 1.0 + k / q + k * k;
            Biquad([
                1.0,
                -2.0,
                1.0,
                2.0 * (k * k - 1.0) / a0,
                (1.0 - k / q + k * k) / a0,
            ])
        };
        Self {
            stages: [shelf, pass],
            hop: (rate / 10.0).round() as usize,
            lead: (rate / 5.0).round() as usize,
        }
    }

    /// Samples of a tenth of a second.
    pub(super) fn hop(&self) -> usize {
        self.hop
    }

    /// Samples of a section.
    pub(super) fn section(&self) -> usize {
        HOPS * self.hop
    }

    /// Samples before a section that it is begun with: 0.2 s. The slower of the filter's memories, two poles at 38 Hz,
    /// has by then sunk by more than 400 dB.
    pub(super) fn lead(&self) -> usize {
        self.lead
    }

    /// Adds to `energies` the sum of squares of each whole tenth of `samples`, which begin with [`Self::lead`]
    /// samples before them and hold at most a section. `energies` has room for as many.
    pub(super) fn add(&self, samples: &[f32], energies: &mut [f64]) {
        let lane = HOPS_OF_LANE * self.hop;
        let mut filter = Lanes::new(&self.stages);
        let mut inputs = [[0.0f32; LANES]; RUN];
        let mut run = |from: usize, count: usize| {
            for (index, start) in (0..LANES).map(|index| (index, index * lane + from)) {
                let part = samples.get(start..).unwrap_or(&[]);
                let part = &part[..part.len().min(count)];
                for (input, sample) in inputs.iter_mut().zip(part) {
                    input[index] = *sample;
                }
                inputs[part.len()..]
                    .iter_mut()
                    .for_each(|input| input[index] = 0.0);
            }
            wide(|| filter.run(&inputs[..count]))
        };
        let runs = |from: usize, to: usize| (from..to).step_by(RUN).map(move |at| (at, RUN.min(to - at)));
        for (from, count) in runs(0, self.lead) {
            run(from, count);
        }
        for hop in 0..HOPS_OF_LANE {
            let start = self.lead + hop * self.hop;
            let mut sums = [0.0f64; LANES];
            for (from, count) in runs(start, start + self.hop) {
                let squares = run(from, count);
                sums.iter_mut()
                    .zip(squares)
                    .for_each(|(sum, square)| *sum += square);
            }
            for (lane, sum) in sums.into_iter().enumerate() {
                if let Some(energy) = energies.get_mut(lane * HOPS_OF_LANE + hop) {
                    *energy += sum;
                }
            }
        }
    }
}

/// Both stages for every part, in transposed direct form II.
struct Lanes {
    stages: [Biquad; 2],
    memories: [[[f64; LANES]; 2]; 2],
}

impl Lanes {
    fn new(stages: &[Biquad; 2]) -> Self {
        Self {
            stages: *stages,
            memories: [[[0.0; LANES]; 2]; 2],
        }
    }

    /// Filters the next samples of every part; the sums of the squares of what comes out.
    #[inline(always)]
    fn run(&mut self, inputs: &[[f32; LANES]]) -> [f64; LANES] {
        let [Biquad(shelf), Biquad(pass)] = self.stages;
        let [[mut s0, mut s1], [mut p0, mut p1]] = self.memories;
        let mut sums = [0.0f64; LANES];
        for input in inputs {
            for lane in 0..LANES {
                let x = f64::from(input[lane]);
                let y = shelf[0] * x + s0[lane];
                s0[lane] = shelf[1] * x - shelf[3] * y + s1[lane];
                s1[lane] = shelf[2] * x - shelf[4] * y;
                // The numerator of the high pass is 1, -2, 1.
                let z = y + p0[lane];
                p0[lane] = p1[lane] - 2.0 * y - pass[3] * z;
                p1[lane] = y - pass[4] * z;
                sums[lane] += z * z;
            }
        }
        // What has died away is nothing: numbers too small for their format would cost a hundred times the time.
        let settle = |memory: [f64; LANES]| memory.map(|x| if x.abs() < 1e-60 { 0.0 } else { x });
        self.memories = [[settle(s0), settle(s1)], [settle(p0), settle(p1)]];
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebur128::{EbuR128, Mode};

    fn noise(length: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let level = |i: usize| (i as f32 * 0.000_1).sin().max(0.0);
        (0..length)
            .map(|i| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                level(i) * (f64::from(state) / 2f64.powi(31) - 1.0) as f32
            })
            .collect()
    }

    #[test]
    fn the_coefficients_at_48_khz_are_those_of_annex_1() {
        // BS.1770-4 annex 1, tables 1 and 2.
        let wanted = [
            [
                1.535_124_859_586_97,
                -2.691_696_189_406_38,
                1.198_392_810_852_85,
                -1.690_659_293_182_41,
                0.732_480_774_215_85,
            ],
            [1.0, -2.0, 1.0, -1.990_047_454_833_98, 0.990_072_250_366_21],
        ];
        for (Biquad(found), wanted) in Weighting::new(SampleRate::EPISODE).stages.iter().zip(wanted) {
            for (found, wanted) in found.iter().zip(wanted) {
                assert!((found - wanted).abs() < 1e-8, "{found} {wanted}");
            }
        }
    }

    #[test]
    fn side_by_side_is_what_ebur128_finds_one_after_another() {
        for hz in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let rate = SampleRate::new(hz).unwrap();
            let weighting = Weighting::new(rate);
            let (hop, lead) = (weighting.hop(), weighting.lead());
            let samples = noise(lead + 2 * weighting.section(), 5);
            let mut energies = vec![0.0; HOPS];
            // The second of two sections, begun with the end of the first.
            weighting.add(&samples[weighting.section()..], &mut energies);
            let mut reference = EbuR128::new(1, hz, Mode::M).unwrap();
            reference
                .add_frames_f32(&samples[..lead + weighting.section()])
                .unwrap();
            for (i, hops) in (0..HOPS).zip(samples[lead + weighting.section()..].chunks(hop)) {
                reference.add_frames_f32(hops).unwrap();
                if i >= 3 {
                    let wanted = reference.loudness_momentary().unwrap();
                    let energy: f64 = energies[i - 3..=i].iter().sum::<f64>() / (4 * hop) as f64;
                    let found = Decibels::from_amplitude(energy.sqrt()).0 - 0.691;
                    // Far under the gate of -70 what is left is rounding, and that differs.
                    assert!(
                        found.max(wanted) < -90.0 || (found - wanted).abs() < 1e-9,
                        "{hz} Hz, {i}: {found} {wanted}"
                    );
                }
            }
        }
    }
}
