//! `Loudness`: from the energies of tenths of a second to integrated loudness and loudness range.
//!
//! Integrated: ITU-R BS.1770-4 annex 1, blocks of 400 ms that overlap by 75 %, gates at -70 LUFS and 10 LU under the
//! mean of what passes the first. Range: EBU Tech 3342, spans of three seconds each second, gates at -70 LUFS and 20 LU,
//! between the 10th and the 95th percentile. Knows no samples.

use crate::units::{Decibels, LoudnessUnits, Lufs};
use std::ops::Range;

/// Tenths of a block (annex 1: 400 ms).
const BLOCK: usize = 4;
/// Tenths of a span and between two (Tech 3342: three seconds; at least 10 Hz is recommended, one a second is usual).
const SPAN: (usize, usize) = (30, 10);
/// All tenths that there are.
pub(super) const ALL: Range<usize> = 0..usize::MAX;
/// What no block or span may be under to count.
const ABSOLUTE: Lufs = Lufs(-70.0);

/// The energies of a signal or of parts of it, all channels added: mean squares of tenths of a second.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Loudness {
    tenths: Vec<f64>,
}

impl Loudness {
    pub(super) fn push(&mut self, energies: impl IntoIterator<Item = f64>) {
        self.tenths.extend(energies);
    }

    /// The energies of some of the tenths that there are.
    pub(super) fn part(&self, range: Range<usize>) -> &[f64] {
        let end = range.end.min(self.tenths.len());
        self.tenths.get(range.start..end).unwrap_or(&[])
    }

    /// Integrated loudness; `None` where no block passes the absolute gate.
    pub(super) fn integrated(&self) -> Option<Lufs> {
        integrated(std::iter::once(&*self.tenths))
    }

    /// Loudness range; 0 where there is not enough to tell.
    pub(super) fn range(&self) -> LoudnessUnits {
        let (length, step) = SPAN;
        let mut spans: Vec<f64> = self.tenths.windows(length).step_by(step).map(mean).collect();
        spans.retain(|energy| *energy >= power(ABSOLUTE));
        let gate = mean(&spans) * power_ratio(-20.0);
        spans.retain(|energy| *energy >= gate);
        spans.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let last = spans.len().saturating_sub(1);
            spans.get((last as f64 * share + 0.5) as usize)
        };
        match (at(0.1), at(0.95)) {
            (Some(low), Some(high)) => LoudnessUnits(level(*high).0 - level(*low).0),
            _ => LoudnessUnits(0.0),
        }
    }
}

/// Integrated loudness of the tenths of several parts as though they were one signal, but for the blocks where one
/// would go over into the next; `None` where no block passes the absolute gate. A part of less than 400 ms, which annex 1
/// does not measure, is a block of its own length: a word alone is as loud as in its episode.
pub(super) fn integrated<'p>(parts: impl Iterator<Item = &'p [f64]> + Clone) -> Option<Lufs> {
    let gated = |gate: f64| {
        let blocks = parts
            .clone()
            .flat_map(|part| part.windows(part.len().clamp(1, BLOCK)).map(mean));
        let (sum, count) = blocks
            .filter(|energy| *energy >= gate)
            .fold((0.0, 0u64), |(sum, count), energy| (sum + energy, count + 1));
        (count > 0).then(|| sum / count as f64)
    };
    let loud = gated(power(ABSOLUTE))?;
    gated((loud * power_ratio(-10.0)).max(power(ABSOLUTE))).map(level)
}

fn mean(energies: &[f64]) -> f64 {
    energies.iter().sum::<f64>() / energies.len().max(1) as f64
}

/// Annex 1: loudness is -0.691 + 10 log10 of the weighted mean square.
fn level(energy: f64) -> Lufs {
    Lufs(Decibels::from_amplitude(energy.sqrt()).0 - 0.691)
}

fn power(level: Lufs) -> f64 {
    power_ratio(level.0 + 0.691)
}

fn power_ratio(decibels: f64) -> f64 {
    Decibels(decibels).amplitude().powi(2)
}
