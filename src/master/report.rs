//! `LoudnessReport`: what mastering found, what it did and what came of it, as plain numbers. Judges none of them:
//! whether a master is right, `aim` says.

use crate::master::gating::Loudness;
use crate::master::peak::Highest;
use crate::units::{Dbtp, Decibels, LoudnessUnits, Lufs, Samples};
use serde::Serialize;
use std::fmt;

/// A signal's levels by ITU-R BS.1770-4, EBU R 128 and EBU Tech 3342.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// Integrated loudness; `None` where no 400 ms of the signal rise above the absolute gate of -70 LUFS.
    pub integrated: Option<Lufs>,
    /// Loudness range; 0 for signals of less than three seconds.
    pub range: LoudnessUnits,
    /// True peak.
    pub true_peak: Dbtp,
}

/// What the master stage did. `after` is measured on the samples as written, quantisation and dither included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LoudnessReport {
    /// The mix as it came.
    pub before: Measurement,
    /// The master as written.
    pub after: Measurement,
    /// The one static gain given to the whole signal.
    pub gain: Decibels,
    /// The deepest the limiter reached; 0 dB where it never acted.
    pub max_reduction: Decibels,
    /// How many samples the limiter turned down at all.
    pub limited: Samples,
    /// How often the signal was written until level and peak were both right.
    pub passes: u32,
}

impl Measurement {
    pub(super) fn of(loudness: &Loudness, highest: &Highest) -> Self {
        Self {
            integrated: loudness.integrated(),
            range: loudness.range(),
            true_peak: Dbtp::from_amplitude(highest.amplitude()),
        }
    }
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.integrated {
            Some(integrated) => write!(f, "{integrated}")?,
            None => f.write_str("too little sound for a loudness")?,
        }
        write!(f, ", range {}, true peak {}", self.range, self.true_peak)
    }
}

impl fmt::Display for LoudnessReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (the mix: {}; gain {}, limiter at most {})",
            self.after, self.before, self.gain, self.max_reduction
        )
    }
}

impl LoudnessReport {
    /// How far the master is from `wanted`, as a positive number; `None` where loudness cannot be measured.
    pub fn missed_by(&self, wanted: Lufs) -> Option<LoudnessUnits> {
        self.after
            .integrated
            .map(|found| LoudnessUnits((found.0 - wanted.0).abs()))
    }
}
