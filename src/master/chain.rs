//! `master`: the decision. One static gain for the whole signal, the limiter, and whether both came out right.
//!
//! The signal is read twice: once to be measured, once to be written, and what is written is measured as it is
//! stored. Only where limiting has taken loudness away, or a peak came out above the ceiling after all, is it
//! written again with a corrected gain. Never a compressor: inside an episode the gain does not follow the voice.
//! Knows no files: [`Sink`] is where samples go.

use crate::audio::signal::{Blocks, Signal};
use crate::master::limiter::{Limited, Limiter};
use crate::master::loudness::{MeasureError, Meter, MeterError, measure};
use crate::master::report::{LoudnessReport, Measurement};
use crate::units::{Dbtp, Decibels, Lufs};
use std::convert::Infallible;
use std::error::Error;

/// Integrated loudness may miss its target by this much before the signal is written again, in LU.
const TOLERANCE: f64 = 0.05;
/// The limiter aims this far below the ceiling, in decibels, because peaks are measured by others: four-fold
/// oversampling may miss 0.17 dB of a 12 kHz tone, meters' filters differ, and dither adds its step.
const MARGIN: f64 = 0.1;
/// How often a signal is written at most. Each pass leaves a fraction of the error before, so this many are
/// used up only by targets that cannot be reached under their ceiling.
const PASSES: u32 = 6;

/// What a master has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Integrated loudness; `None` leaves the level as it is.
    pub loudness: Option<Lufs>,
    /// What no true peak may exceed.
    pub ceiling: Dbtp,
}

impl Target {
    /// The house target: what podcast players normalise to.
    pub const PODCAST: Self = Self {
        loudness: Some(Lufs(-16.0)),
        ceiling: Dbtp(-1.0),
    };
    /// Broadcast: EBU R 128.
    pub const EBU_R128: Self = Self {
        loudness: Some(Lufs(-23.0)),
        ceiling: Dbtp(-1.0),
    };
    /// The level as it comes, only held under the ceiling.
    pub const AS_IT_IS: Self = Self {
        loudness: None,
        ceiling: Dbtp(-1.0),
    };
}

/// Where a master goes.
pub trait Sink {
    /// Why it may not be taken.
    type Error: Error + Send + Sync + 'static;

    /// Starts anew: what was written before is void.
    fn begin(&mut self) -> Result<(), Self::Error>;

    /// Takes the next samples, and leaves in their place the values as stored (quantised, where they are), so
    /// that what is measured is what will be heard.
    fn write(&mut self, samples: &mut [f32]) -> Result<(), Self::Error>;
}

impl Sink for Vec<f32> {
    type Error = Infallible;

    fn begin(&mut self) -> Result<(), Infallible> {
        self.clear();
        Ok(())
    }

    fn write(&mut self, samples: &mut [f32]) -> Result<(), Infallible> {
        self.extend_from_slice(samples);
        Ok(())
    }
}

/// Why a signal could not be mastered: `R` is the signal's error, `W` the sink's.
#[derive(Debug, thiserror::Error)]
pub enum MasterError<R: Error + 'static, W: Error + 'static> {
    /// The signal cannot be read.
    #[error(transparent)]
    Read(R),
    /// The master cannot be written.
    #[error(transparent)]
    Write(W),
    /// It cannot be metered.
    #[error(transparent)]
    Meter(#[from] MeterError),
}

/// Brings `signal` to `target` into `sink` and reports what was done.
///
/// The true peak is at or under the ceiling always. Loudness is within 0.05 LU of the target unless there is
/// none to be measured (then the gain is unity) or the ceiling forbids it; [`LoudnessReport::missed_by`] tells.
pub fn master<S: Signal, K: Sink>(
    signal: &S,
    target: &Target,
    sink: &mut K,
) -> Result<LoudnessReport, MasterError<S::Error, K::Error>> {
    let before = measure(signal).map_err(|error| match error {
        MeasureError::Read(error) => MasterError::Read(error),
        MeasureError::Meter(error) => MasterError::Meter(error),
    })?;
    let mut gain = match (target.loudness, before.integrated) {
        (Some(wanted), Some(found)) => found.gain_to(wanted),
        _ => Decibels::UNITY,
    };
    let mut limit = Dbtp(target.ceiling.0 - MARGIN);
    let mut passes = 0;
    loop {
        passes += 1;
        let (after, limited) = write(signal, gain, limit, sink)?;
        let excess = after.true_peak.0 - target.ceiling.0;
        let short = match (target.loudness, after.integrated) {
            (Some(wanted), Some(found)) => found.gain_to(wanted),
            _ => Decibels::UNITY,
        };
        if passes == PASSES || (excess <= 0.0 && short.0.abs() <= TOLERANCE) {
            return Ok(LoudnessReport {
                before,
                after,
                gain,
                max_reduction: limited.max_reduction,
                limited: limited.samples,
                passes,
            });
        }
        gain = gain + short;
        if excess > 0.0 {
            limit = Dbtp(limit.0 - excess - 0.01);
        }
    }
}

/// One pass: gain, limiter, sink, meter.
fn write<S: Signal, K: Sink>(
    signal: &S,
    gain: Decibels,
    limit: Dbtp,
    sink: &mut K,
) -> Result<(Measurement, Limited), MasterError<S::Error, K::Error>> {
    let factor = gain.amplitude() as f32;
    let mut limiter = Limiter::new(limit, signal.rate());
    let mut meter = Meter::new(signal.rate())?;
    let mut scaled = Vec::new();
    let mut shaped = Vec::new();
    sink.begin().map_err(MasterError::Write)?;
    let mut pass = signal.pass();
    while let Some(block) = pass.next_block().map_err(MasterError::Read)? {
        scaled.clear();
        scaled.extend(block.iter().map(|sample| sample * factor));
        shaped.clear();
        limiter.push(&scaled, &mut shaped);
        sink.write(&mut shaped).map_err(MasterError::Write)?;
        meter.add(&shaped)?;
    }
    shaped.clear();
    let limited = limiter.finish(&mut shaped);
    sink.write(&mut shaped).map_err(MasterError::Write)?;
    meter.add(&shaped)?;
    Ok((meter.measurement(), limited))
}
