//! The two sources the vocoder's filters shape: a band-limited pulse train that follows F0, and noise.
//!
//! Both have unit power and are made sample by sample, so no pitch is ever resampled; the noise of voiced speech
//! swells with each pulse. Knows nothing of spectra.

use super::math;
use crate::units::SampleRate;

/// F0 is kept inside these, in hertz: below, pieces hold no pulse; above, few harmonics are left.
pub(super) const F0_LIMITS: (f32, f32) = (40.0, 800.0);

/// Fills `out` with pulses: `sqrt(2/K) * sum over k = 1..K of cos(2πkφ)`, K harmonics up to half the rate.
///
/// `log_f0` is one natural logarithm of hertz for each mel frame of `hop` samples; F0 is linear in it between the
/// middles of mel frames and held at the ends. `out` holds `log_f0.len() * hop` samples. The phase φ starts at 0;
/// `phases` is left holding it, in cycles about the nearest pulse, for [`breathe`].
///
/// The sum is the Dirichlet kernel, `(sin((2K+1)πφ) / sin(πφ) - 1) / 2`. With φ brought into [-1/2, 1/2] first,
/// both sines are accurate relative to themselves however near φ is to 0; φ = 0 itself is moved by 1e-30 cycles,
/// which is nothing, and the quotient takes its limit.
pub(super) fn pulses(log_f0: &[f32], hop: usize, rate: SampleRate, out: &mut [f32], phases: &mut [f32]) {
    let nyquist = f64::from(rate.hz()) / 2.0;
    let per_sample = 0.5 / nyquist;
    let mut phase = 0.0;
    let mut hertz = [0.0; CHUNK];
    let mut turns = [0.0; CHUNK];
    let mut track = Track::new(log_f0, hop);
    for (chunk, phases) in out.chunks_mut(CHUNK).zip(phases.chunks_mut(CHUNK)) {
        let (hertz, turns) = (&mut hertz[..chunk.len()], &mut turns[..chunk.len()]);
        track.fill(hertz);
        for (at, f0) in turns.iter_mut().zip(hertz.iter()) {
            *at = phase;
            phase += f0 * per_sample;
        }
        phase -= math::round(phase);
        let places = turns.iter().zip(hertz.iter());
        for ((sample, left), (phi, f0)) in chunk.iter_mut().zip(phases).zip(places) {
            let harmonics = math::floor(nyquist / f0);
            let phi = phi - math::round(*phi) + 1e-30;
            let kernel = math::sin_pi((2.0 * harmonics + 1.0) * phi) / math::sin_pi(phi) - 1.0;
            *sample = kernel as f32 * (0.5 / harmonics as f32).sqrt();
            *left = phi as f32;
        }
    }
}

/// By what share of its amplitude the noise of voiced speech swells, and at which phase it is loudest: measured on
/// recordings between 2.5 and 11 kHz (scripts/train/LOG.md, sixth round).
const BREATH: f32 = 0.35;
const BREATH_AT: f32 = 0.125;

/// Lets noise of unit power swell and ebb with the pulses of [`pulses`], as far as `voicing` (0 to 1, one value for
/// each mel frame, linear between their middles and held at the ends) says; its power stays what it was.
pub(super) fn breathe(noise: &mut [f32], phases: &[f32], voicing: &[f32], hop: usize) {
    let (head, rest) = noise.split_at_mut(noise.len().min(hop / 2));
    let (phases_head, phases) = phases.split_at(head.len());
    let value = |n: usize| voicing.get(n).or(voicing.last()).copied().unwrap_or(0.0);
    swell(head, phases_head, value(0), value(0), hop);
    for (n, (noise, phases)) in rest.chunks_mut(hop).zip(phases.chunks(hop)).enumerate() {
        swell(noise, phases, value(n), value(n + 1), hop);
    }
}

/// One stretch of it, `from` one middle `to` the next.
fn swell(noise: &mut [f32], phases: &[f32], from: f32, to: f32, hop: usize) {
    if from == 0.0 && to == 0.0 {
        return;
    }
    let step = (to - from) / hop as f32;
    for (at, (sample, phi)) in noise.iter_mut().zip(phases).enumerate() {
        let depth = BREATH * (from + step * at as f32);
        let (_, cos) = math::sin_cos_turns(phi - BREATH_AT);
        *sample *= (1.0 + depth * cos) / (1.0 + 0.5 * depth * depth).sqrt();
    }
}

/// Samples worked on at a time: small enough for the innermost cache.
const CHUNK: usize = 256;

/// F0 in hertz, sample by sample. Between two middles it is a geometric series, so one exponential for each mel
/// frame is enough.
struct Track<'a> {
    log_f0: &'a [f32],
    hop: usize,
    /// The next sample.
    at: usize,
    /// F0 there, and its ratio to the one before.
    value: f64,
    ratio: f64,
    /// The sample where the next stretch begins.
    until: usize,
}

impl<'a> Track<'a> {
    fn new(log_f0: &'a [f32], hop: usize) -> Self {
        Self {
            log_f0,
            hop,
            at: 0,
            value: log_f0.first().map_or(1.0, |f| f64::from(*f).exp()),
            ratio: 1.0,
            until: hop / 2,
        }
    }

    fn fill(&mut self, mut hertz: &mut [f64]) {
        while !hertz.is_empty() {
            if self.at == self.until {
                self.turn();
            }
            let (stretch, rest) = hertz.split_at_mut(hertz.len().min(self.until - self.at));
            let (mut value, ratio) = (self.value, self.ratio);
            for f0 in stretch.iter_mut() {
                *f0 = value;
                value *= ratio;
            }
            self.value = value;
            self.at += stretch.len();
            hertz = rest;
        }
    }

    /// Begins the stretch from the middle of one mel frame to that of the next.
    fn turn(&mut self) {
        let index = self.at / self.hop;
        let here = f64::from(
            self.log_f0
                .get(index)
                .or(self.log_f0.last())
                .copied()
                .unwrap_or(0.0),
        );
        let next = self.log_f0.get(index + 1).map_or(here, |f| f64::from(*f));
        self.value = here.exp();
        self.ratio = ((next - here) / self.hop as f64).exp();
        self.until = self.at + self.hop;
    }
}

/// Fills `out` with Gaussian noise of unit variance: SplitMix64 (Steele, Lea, Flood 2014), two uniforms from each
/// draw, Box-Muller. The same seed gives the same noise on every machine.
pub(super) fn noise(seed: u64, out: &mut [f32]) {
    let mut state = seed;
    let mut pairs = out.chunks_exact_mut(2);
    for pair in &mut pairs {
        let (a, b) = gaussian_pair(&mut state);
        pair[0] = a;
        pair[1] = b;
    }
    for last in pairs.into_remainder() {
        *last = gaussian_pair(&mut state).0;
    }
}

fn gaussian_pair(state: &mut u64) -> (f32, f32) {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    // 24 bits each: a uniform in (0, 1) and an angle in turns.
    let uniform = ((z >> 40) as f32 + 0.5) / 16_777_216.0;
    let angle = (z & 0x00ff_ffff) as f32 / 16_777_216.0;
    let radius = (-2.0 * math::ln(uniform)).sqrt();
    let (sin, cos) = math::sin_cos_turns(angle);
    (radius * cos, radius * sin)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, term by term.
    fn by_definition(log_f0: &[f32], hop: usize, rate: f64) -> Vec<f64> {
        let mut phase = 0.0f64;
        (0..log_f0.len() * hop)
            .map(|t| {
                let place = (t as f64 / hop as f64 - 0.5).clamp(0.0, (log_f0.len() - 1) as f64);
                let left = place.floor() as usize;
                let right = (left + 1).min(log_f0.len() - 1);
                let share = place - left as f64;
                let f0 = (f64::from(log_f0[left]) * (1.0 - share) + f64::from(log_f0[right]) * share).exp();
                let harmonics = (rate / 2.0 / f0).floor();
                let sum: f64 = (1..=harmonics as u32)
                    .map(|k| (std::f64::consts::TAU * f64::from(k) * phase).cos())
                    .sum();
                phase += f0 / rate;
                sum * (2.0 / harmonics).sqrt()
            })
            .collect()
    }

    #[test]
    fn the_closed_form_is_the_sum_of_cosines() {
        let log_f0: Vec<f32> = (0..12).map(|n| (90.0 + 12.0 * n as f32).ln()).collect();
        let mut found = vec![0.0; 12 * 256];
        pulses(
            &log_f0,
            256,
            SampleRate::VOICE,
            &mut found,
            &mut vec![0.0; 12 * 256],
        );
        let wanted = by_definition(&log_f0, 256, 24_000.0);
        let error: f64 = found
            .iter()
            .zip(&wanted)
            .map(|(a, b)| (f64::from(*a) - b).powi(2))
            .sum();
        let power: f64 = wanted.iter().map(|x| x * x).sum();
        assert!(error / power < 1e-9, "{}", error / power);
        assert!((power / wanted.len() as f64 - 1.0).abs() < 0.05, "unit power");
    }

    #[test]
    fn phase_zero_has_its_limit() {
        // The f32 nearest to ln 100 is a little more: 119 harmonics lie below 12 kHz.
        let log_f0 = [100f32.ln(); 8];
        let mut found = vec![0.0; 8 * 256];
        pulses(
            &log_f0,
            256,
            SampleRate::VOICE,
            &mut found,
            &mut vec![0.0; 8 * 256],
        );
        assert!(found.iter().all(|x| x.is_finite()));
        assert!((found[0] / 119.0 / (2.0f32 / 119.0).sqrt() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn noise_is_gaussian_and_repeats() {
        let mut a = vec![0.0; 100_001];
        let mut b = vec![0.0; 100_001];
        noise(7, &mut a);
        noise(7, &mut b);
        assert_eq!(a, b);
        noise(8, &mut b);
        assert_ne!(a, b);
        let moment = |power| a.iter().map(|x| f64::from(*x).powi(power)).sum::<f64>() / a.len() as f64;
        assert!(moment(1).abs() < 0.01, "mean {}", moment(1));
        assert!((moment(2) - 1.0).abs() < 0.01, "variance {}", moment(2));
        assert!((moment(4) - 3.0).abs() < 0.1, "kurtosis {}", moment(4));
        let lagged: f64 = a.windows(2).map(|w| f64::from(w[0] * w[1])).sum::<f64>() / a.len() as f64;
        assert!(lagged.abs() < 0.01, "white");
    }

    #[test]
    fn noise_swells_after_each_pulse_of_voiced_speech_alone() {
        let mel_frames = 400;
        let voicing: Vec<f32> = (0..mel_frames).map(|n| if n < 200 { 1.0 } else { 0.0 }).collect();
        let mut phases = vec![0.0; mel_frames * 256];
        let mut breath = vec![0.0; mel_frames * 256];
        pulses(
            &vec![150f32.ln(); mel_frames],
            256,
            SampleRate::VOICE,
            &mut breath,
            &mut phases,
        );
        noise(3, &mut breath);
        let even = breath.clone();
        breathe(&mut breath, &phases, &voicing, 256);
        assert_eq!(even[200 * 256 + 128..], breath[200 * 256 + 128..], "unvoiced");
        let voiced = 0..199 * 256;
        let power = |near: &dyn Fn(f32) -> bool| {
            let chosen = voiced.clone().filter(|&t| near(phases[t]));
            let (sum, count) = chosen.fold((0.0, 0), |(sum, count), t| (sum + breath[t].powi(2), count + 1));
            sum / count as f32
        };
        let loudest = power(&|phi| (phi - 0.125).abs() < 0.05);
        let softest = power(&|phi| (phi + 0.375).abs() < 0.05);
        assert!(
            (power(&|_| true) - 1.0).abs() < 0.05,
            "the power is that of even noise"
        );
        // (1.35 / 0.65)^2, were the slices infinitely thin.
        assert!((3.7..4.5).contains(&(loudest / softest)), "{}", loudest / softest);
    }
}
