//! `Meter`: loudness and true peak of a signal, by the `ebur128` crate.
//!
//! With `peak` the only file that knows ebur128. Integrated loudness: ITU-R BS.1770-4 annex 1 (K-weighting, 400 ms blocks
//! overlapping by 75 %, gates at -70 LUFS and -10 LU). Range: EBU Tech 3342. True peak: BS.1770-4 annex 2,
//! four times oversampled, of the channel that is highest. One channel counts once (weight 1), as players and ffmpeg
//! count a mono file; of two, left and right, the powers are added.

use crate::audio::signal::{Block, Blocks, Channels, Signal};
use crate::master::peak::PeakMeter;
use crate::master::report::Measurement;
use crate::units::{Dbtp, Decibels, LoudnessUnits, Lufs, SampleRate};
use ebur128::{EbuR128, Mode};

/// Measures what is added to it.
#[derive(Debug)]
pub struct Meter {
    rate: SampleRate,
    loudness: EbuR128,
    peak: Option<PeakMeter>,
}

/// Why a signal could not be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the loudness meter refuses a signal of {rate}")]
pub struct MeterError {
    /// The signal's rate.
    pub rate: SampleRate,
    /// What the meter says.
    pub source: ebur128::Error,
}

impl Meter {
    /// Of everything, having heard nothing yet.
    pub fn new(rate: SampleRate, channels: Channels) -> Result<Self, MeterError> {
        let refused = |source| MeterError { rate, source };
        let mode = Mode::I | Mode::LRA;
        Ok(Self {
            rate,
            loudness: EbuR128::new(channels.count() as u32, rate.hz(), mode).map_err(refused)?,
            peak: Some(PeakMeter::new(rate, channels).map_err(refused)?),
        })
    }

    /// Of integrated loudness alone.
    pub fn integrated_only(rate: SampleRate, channels: Channels) -> Result<Self, MeterError> {
        Ok(Self {
            rate,
            loudness: EbuR128::new(channels.count() as u32, rate.hz(), Mode::I)
                .map_err(|source| MeterError { rate, source })?,
            peak: None,
        })
    }

    /// Adds the next samples of the signal.
    pub fn add(&mut self, block: Block<'_>) -> Result<(), MeterError> {
        let Self { loudness, peak, .. } = self;
        let samples: Vec<&[f32]> = block.channels().collect();
        let added = match peak {
            None => loudness.add_frames_planar_f32(&samples),
            Some(peak) => {
                let (first, second) =
                    rayon::join(|| loudness.add_frames_planar_f32(&samples), || peak.add(block));
                first.and(second)
            }
        };
        added.map_err(|source| MeterError {
            rate: self.rate,
            source,
        })
    }

    /// Integrated loudness of all that was added; `None` where nothing of it passes the absolute gate.
    pub fn integrated(&self) -> Option<Lufs> {
        let lufs = self.loudness.loudness_global().ok();
        lufs.filter(|lufs| lufs.is_finite()).map(Lufs)
    }

    /// Integrated loudness of what was added to all of `meters`, as though it were one signal: its gates see all of it
    /// (BS.1770-4 annex 1). What an album is measured by, so that its parts keep their levels to each other.
    pub fn together<'m>(meters: impl IntoIterator<Item = &'m Self>) -> Option<Lufs> {
        let loudness = meters.into_iter().map(|meter| &meter.loudness);
        let lufs = EbuR128::loudness_global_multiple(loudness).ok();
        lufs.filter(|lufs| lufs.is_finite()).map(Lufs)
    }

    /// All that can be said of what was added. A meter of integrated loudness alone says 0 LU of the range and
    /// silence of the peak.
    pub fn measurement(&self) -> Measurement {
        let peak = self.peak.as_ref().map_or(0.0, PeakMeter::highest);
        Measurement {
            integrated: self.integrated(),
            range: LoudnessUnits(self.loudness.loudness_range().unwrap_or(0.0)),
            true_peak: Dbtp::from_amplitude(peak),
        }
    }
}

/// Why a signal could not be measured: it cannot be read, or not be metered.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError<R: std::error::Error + 'static> {
    /// The signal cannot be read.
    #[error(transparent)]
    Read(R),
    /// It cannot be metered.
    #[error(transparent)]
    Meter(#[from] MeterError),
}

/// Measures a whole signal.
pub fn measure<S: Signal>(signal: &S) -> Result<Measurement, MeasureError<S::Error>> {
    Ok(meter(signal)?.measurement())
}

/// The one gain that brings several signals together to `target`, so that each keeps its level to the others: what
/// the parts of an album are mastered with ([`Level::Gain`](crate::master::Level)). `None` where nothing of them is
/// loud enough to be measured.
pub fn album_gain<'m>(parts: impl IntoIterator<Item = &'m Meter>, target: Lufs) -> Option<Decibels> {
    Some(Meter::together(parts)?.gain_to(target))
}

/// A meter that has heard a whole signal.
pub fn meter<S: Signal>(signal: &S) -> Result<Meter, MeasureError<S::Error>> {
    let mut meter = Meter::new(signal.rate(), signal.channels())?;
    let mut pass = signal.pass();
    while let Some(block) = pass.next_block().map_err(MeasureError::Read)? {
        meter.add(block)?;
    }
    Ok(meter)
}
