//! `Resampler`: a whole clip to another sample rate, its length exact and its delay taken out.
//!
//! The only file that knows rubato. Knows nothing of clips, timelines or files.

use crate::units::{SampleRate, Samples};
use audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _, WindowFunction};

/// Samples of the slower side that one transform takes, or a little more. At 24 kHz the anti-aliasing filter
/// then cuts at 11.8 kHz, above all that a voice has; longer transforms would only lengthen its ringing.
const BLOCK: usize = 1024;

/// Changes the rate of one clip after another, reusing its buffers.
pub struct Resampler {
    from: SampleRate,
    to: SampleRate,
    /// `None` where the rates are equal.
    fft: Option<Fft<f32>>,
    output: Vec<f32>,
}

/// Why a clip could not be resampled.
#[derive(Debug, thiserror::Error)]
pub enum ResampleError {
    /// The resampler does not take these rates.
    #[error("cannot resample from {from} to {to}")]
    Rates {
        /// Rate of the input.
        from: SampleRate,
        /// Rate asked for.
        to: SampleRate,
        /// What the resampler says.
        source: rubato::ResamplerConstructionError,
    },
    /// It failed while working.
    #[error("resampling {length} samples from {from} to {to} failed")]
    Run {
        /// Rate of the input.
        from: SampleRate,
        /// Rate asked for.
        to: SampleRate,
        /// Length of the input.
        length: usize,
        /// What the resampler says.
        source: rubato::ResampleError,
    },
}

impl Resampler {
    /// A resampler between two rates.
    ///
    /// # Errors
    /// Rates whose transform cannot be planned.
    pub fn new(from: SampleRate, to: SampleRate) -> Result<Self, ResampleError> {
        let fft = if from == to {
            None
        } else {
            let (input, output) = (from.hz() as usize, to.hz() as usize);
            // A whole and even number of samples on both sides: half of it, the delay, is then whole as well.
            let unit = 2 * input / gcd(input, output);
            let chunk = unit * BLOCK.max(BLOCK * input / output).div_ceil(unit);
            Some(
                Fft::new_custom(
                    input,
                    output,
                    chunk,
                    1,
                    1,
                    WindowFunction::BlackmanHarris2,
                    FixedSync::Both,
                )
                .map_err(|source| ResampleError::Rates { from, to, source })?,
            )
        };
        Ok(Self {
            from,
            to,
            fft,
            output: Vec::new(),
        })
    }

    /// The rate it takes.
    pub fn from(&self) -> SampleRate {
        self.from
    }

    /// The whole of `input` at the other rate: exactly `input.len().at_rate(from, to)` samples, the first at
    /// the time of the first. Depends on `input` alone, not on what was resampled before.
    ///
    /// # Errors
    /// What the resampler says; none is known for a resampler that could be made.
    pub fn run(&mut self, input: &[f32]) -> Result<&[f32], ResampleError> {
        let wanted = Samples(input.len() as u64).at_rate(self.from, self.to).count();
        self.output.clear();
        let Some(fft) = &mut self.fft else {
            self.output.extend_from_slice(input);
            return Ok(&self.output);
        };
        if wanted == 0 {
            return Ok(&self.output);
        }
        fft.reset();
        let needed = fft.process_all_needed_output_len(input.len()).max(wanted);
        self.output.resize(needed, 0.0);
        let fail = |source| ResampleError::Run {
            from: self.from,
            to: self.to,
            length: input.len(),
            source,
        };
        let adapted = SequentialSlice::new(input, 1, input.len());
        let output = SequentialSlice::new_mut(&mut self.output, 1, needed);
        // Both describe one channel of just their own length, so neither can be refused.
        if let (Ok(adapted), Ok(mut output)) = (adapted, output) {
            fft.process_all_into_buffer(&adapted, &mut output, input.len(), None)
                .map_err(fail)?;
        }
        self.output.truncate(wanted);
        Ok(&self.output)
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl std::fmt::Debug for Resampler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resampler")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    fn rate(hz: u32) -> SampleRate {
        SampleRate::new(hz).unwrap()
    }

    fn tone(hz: f64, rate: SampleRate, n: usize) -> Vec<f32> {
        (0..n)
            .map(|i| (0.5 * (TAU * hz * i as f64 / f64::from(rate.hz())).sin()) as f32)
            .collect()
    }

    #[test]
    fn a_tone_stays_where_it_was_in_time_and_level() {
        for (from, to, hz) in [
            (24_000, 48_000, 997.0),
            (24_000, 48_000, 11_500.0),
            (22_050, 48_000, 997.0),
            (24_000, 44_100, 997.0),
            (48_000, 24_000, 997.0),
        ] {
            let (from, to) = (rate(from), rate(to));
            let input = tone(hz, from, from.hz() as usize);
            let output = Resampler::new(from, to).unwrap().run(&input).unwrap().to_vec();
            let wanted = tone(hz, to, to.hz() as usize);
            assert_eq!(output.len(), wanted.len());
            // Away from the edges, where the tone starts from nothing.
            for i in 3000..output.len() - 3000 {
                assert!((output[i] - wanted[i]).abs() < 1e-4, "{from} to {to}, sample {i}");
            }
        }
    }

    #[test]
    fn every_length_is_exact_and_leaves_no_trace_in_the_next() {
        let (from, to) = (SampleRate::VOICE, SampleRate::EPISODE);
        let mut used = Resampler::new(from, to).unwrap();
        for n in [0usize, 1, 2, 7, 511, 512, 513, 1023, 1024, 1025, 5000] {
            let input = tone(440.0, from, n);
            let fresh = Resampler::new(from, to).unwrap().run(&input).unwrap().to_vec();
            assert_eq!(used.run(&input).unwrap(), fresh, "{n}");
            assert_eq!(fresh.len(), 2 * n);
        }
    }

    #[test]
    fn equal_rates_change_nothing() {
        let input = tone(440.0, SampleRate::VOICE, 100);
        let mut same = Resampler::new(SampleRate::VOICE, SampleRate::VOICE).unwrap();
        assert_eq!(same.run(&input).unwrap(), input);
    }
}
