//! Knots: where on the frequency axis a vocoder gives its magnitudes, and the way from there to every bin. Owns
//! the scale; knows nothing of the sources that the magnitudes shape.

use crate::voice::AudioFormat;

/// Linear interpolation, in bin index, from knots that lie evenly on the Slaney mel scale from 0 to half the rate.
pub(super) struct Knots {
    count: usize,
    /// For each bin: the knot to its left and the share of the one to its right.
    places: Vec<(u32, f32)>,
}

impl Knots {
    /// `count` is at least 2.
    pub(super) fn new(format: &AudioFormat, count: usize) -> Self {
        let bins = format.window as usize / 2 + 1;
        let nyquist = f64::from(format.rate.hz()) / 2.0;
        let top = hertz_to_mel(nyquist);
        let last = (bins - 1) as f64;
        let mut knots: Vec<f64> = (0..count)
            .map(|k| mel_to_hertz(top * k as f64 / (count - 1) as f64) / nyquist * last)
            .collect();
        knots[count - 1] = last;
        let places = (0..bins)
            .map(|bin| {
                let right = knots.partition_point(|&k| k <= bin as f64).clamp(1, count - 1);
                let (from, to) = (knots[right - 1], knots[right]);
                ((right - 1) as u32, ((bin as f64 - from) / (to - from)) as f32)
            })
            .collect();
        Self { count, places }
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Natural-log magnitudes at the knots to those at the bins.
    pub(super) fn spread(&self, knots: &[f32], bins: &mut [f32]) {
        for (bin, &(left, share)) in bins.iter_mut().zip(&self.places) {
            let (from, to) = (knots[left as usize], knots[left as usize + 1]);
            *bin = from + share * (to - from);
        }
    }
}

/// Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above.
fn hertz_to_mel(hertz: f64) -> f64 {
    if hertz < 1000.0 {
        hertz * 3.0 / 200.0
    } else {
        15.0 + (hertz / 1000.0).ln() * 27.0 / 6.4f64.ln()
    }
}

fn mel_to_hertz(mel: f64) -> f64 {
    if mel < 15.0 {
        mel * 200.0 / 3.0
    } else {
        1000.0 * ((mel - 15.0) * 6.4f64.ln() / 27.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::SampleRate;

    #[test]
    fn a_line_over_the_bins_survives_its_knots() {
        let format = AudioFormat {
            rate: SampleRate::VOICE,
            hop: 256,
            window: 1024,
            mel_bands: 100,
            harmonic_knots: 128,
            noise_knots: 48,
        };
        for count in [48, 128] {
            let knots = Knots::new(&format, count);
            let top = hertz_to_mel(12_000.0);
            let line: Vec<f32> = (0..count)
                .map(|k| (mel_to_hertz(top * k as f64 / (count - 1) as f64) / 12_000.0) as f32)
                .collect();
            let mut bins = vec![0.0; 513];
            knots.spread(&line, &mut bins);
            for (bin, value) in bins.iter().enumerate() {
                assert!(
                    (value - bin as f32 / 512.0).abs() < 1e-5,
                    "{count} knots, bin {bin}: {value}"
                );
            }
        }
    }
}
