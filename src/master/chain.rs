//! `master`: the decision. One static gain for the whole signal, the limiter, and whether both came out right.
//!
//! The signal is measured, then written, and what is written is measured as it is stored. Where peaks stand out, a gain
//! is found first by rehearsing on sections drawn evenly from the signal, which needs no file and no peak meter. Only
//! where the loudness of what was written is off after all, or a peak came out above the ceiling, is it written again.
//! Never a compressor: inside an episode the gain does not follow the voice.
//!
//! Sections are worked on side by side. What comes of one depends on the signal alone: it is begun so long before its
//! place that the limiter is where it would be had it heard everything. Knows no files: [`Sink`] is where samples go.

use crate::audio::signal::Signal;
use crate::master::aim::{Aim, Survey, Target};
use crate::master::gating::{self, Loudness};
use crate::master::limiter::{Limited, Limiter};
use crate::master::loudness::{self, MeasureError, MeterError};
use crate::master::peak::Highest;
use crate::master::relay;
use crate::master::report::{LoudnessReport, Measurement};
use crate::master::sink::{Encoder, Sink};
use crate::master::weighting::Weighting;
use crate::units::{Dbtp, Lufs, Samples};
use std::error::Error;
use std::ops::Range;
use std::slice::from_ref;
use std::sync::{Mutex, PoisonError};

/// Integrated loudness may miss its target by this much before the signal is written again, in LU.
const TOLERANCE: f64 = 0.05;
/// A rehearsal may miss it by this much: the rest is for what the drawn sections do not tell of the others.
const REHEARSED: f64 = 0.02;
/// Peaks that stand out by more than this, in decibels, take loudness with them when they are limited: the gain is
/// then found by rehearsing.
const DEEP: f64 = 3.0;
/// How often is rehearsed at most.
const REHEARSALS: u32 = 4;
/// A gain that was corrected by less than this, in decibels, is not rehearsed again: in 23 episodes of real courses
/// one rehearsal led to within 0.02 LU.
const SMALL: f64 = 1.5;
/// Sections that are rehearsed at least (a signal of fewer is rehearsed whole): three minutes.
const DRAWN: usize = 12;
/// One of so many at least is drawn.
const SPARSEST: usize = 8;
/// How often the signal is written at most to come nearer to its loudness, and, twice over, to its ceiling.
const PASSES: u32 = 4;

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
    /// The sink's own noise rises above the ceiling.
    #[error("the master peaks at {reached} however far it is turned down, above the ceiling of {ceiling}")]
    Ceiling {
        /// What was asked for.
        ceiling: Dbtp,
        /// What the last pass came to.
        reached: Dbtp,
    },
}

/// Brings `signal` to `target` into `sink` and reports what was done.
///
/// The true peak is at or under the ceiling always. Loudness is within 0.05 LU of the target unless there is
/// none to be measured (then the gain is unity) or the ceiling forbids it; [`LoudnessReport::missed_by`] tells.
///
/// # Errors
/// A signal that cannot be read, a sink that cannot take it, or a ceiling that cannot be held.
pub fn master<S, K>(
    signal: &S,
    target: &Target,
    sink: &mut K,
) -> Result<LoudnessReport, MasterError<S::Error, K::Error>>
where
    S: Signal,
    K: Sink + Send,
{
    let survey = loudness::survey(signal).map_err(|error| match error {
        MeasureError::Read(error) => MasterError::Read(error),
        MeasureError::Meter(error) => MasterError::Meter(error),
    })?;
    let before = survey.measurement();
    let mut aim = Aim::new(target, &before);
    let process = Process::new(signal);
    process.rehearse(&mut aim, &survey).map_err(MasterError::Read)?;
    let mut passes = 0;
    loop {
        passes += 1;
        let written = process.write(&aim, sink)?;
        let after = written.measurement;
        let over = after.true_peak.0 - target.ceiling.0;
        let gain = aim.gain;
        let settled =
            passes >= PASSES || aim.correct(&survey, from_ref(&gating::ALL), after.integrated, TOLERANCE);
        if over <= 0.0 && settled {
            return Ok(LoudnessReport {
                before,
                after,
                gain,
                max_reduction: written.limited.max_reduction,
                limited: written.limited.samples,
                passes,
            });
        }
        if over > 0.0 {
            aim.limit = Dbtp(aim.limit.0 - over - 0.01);
        }
        if passes == 2 * PASSES {
            return Err(MasterError::Ceiling {
                ceiling: target.ceiling,
                reached: after.true_peak,
            });
        }
    }
}

/// How a signal is worked on.
struct Process<'s, S> {
    signal: &'s S,
    weighting: Weighting,
}

/// A section on its way to a sink: its samples as stored, and as what they are stored.
type Part<K> = (Vec<Vec<f32>>, <<K as Sink>::Encoder as Encoder>::Encoded);

/// What came of writing.
struct Written {
    measurement: Measurement,
    limited: Limited,
}

impl<'s, S: Signal> Process<'s, S> {
    fn new(signal: &'s S) -> Self {
        Self {
            signal,
            weighting: Weighting::new(signal.rate()),
        }
    }

    /// Finds the gain on drawn sections, where peaks stand out.
    fn rehearse(&self, aim: &mut Aim, survey: &Survey) -> Result<(), S::Error> {
        let sections = loudness::sections(&self.weighting, self.signal.length());
        let drawn: Vec<usize> = (0..sections)
            .step_by((sections / DRAWN).clamp(1, SPARSEST))
            .collect();
        let parts: Vec<Range<usize>> = drawn.iter().copied().map(loudness::tenths).collect();
        for _ in 0..REHEARSALS {
            if aim.excess() <= DEEP {
                break;
            }
            let found = self.limited(aim, &drawn)?;
            let gain = aim.gain.0;
            if aim.correct(survey, &parts, found, REHEARSED) || (aim.gain.0 - gain).abs() < SMALL {
                break;
            }
        }
        Ok(())
    }

    /// The loudness of some sections, limited.
    fn limited(&self, aim: &Aim, sections: &[usize]) -> Result<Option<Lufs>, S::Error> {
        let mut parts: Vec<Vec<f64>> = Vec::with_capacity(sections.len());
        relay::run(
            sections.len(),
            Vec::new,
            |shaped, index| {
                self.shape(aim, sections[index], shaped)?;
                Ok(loudness::energies(&self.weighting, shaped))
            },
            |energies| {
                parts.push(energies.collect());
                Ok(())
            },
        )?;
        Ok(gating::integrated(parts.iter().map(Vec::as_slice)))
    }

    /// Everything, limited, into `sink`.
    fn write<K: Sink + Send>(
        &self,
        aim: &Aim,
        sink: &mut K,
    ) -> Result<Written, MasterError<S::Error, K::Error>> {
        let (rate, length) = (self.signal.rate(), self.signal.length());
        let lead = self.weighting.lead();
        let encoder = sink
            .begin(length, self.signal.channels())
            .map_err(MasterError::Write)?;
        let (mut loudness, highest) = (Loudness::default(), Highest::default());
        let mut limited = Limited::NOTHING;
        // Buffers go round: fresh memory costs more than what is done with it.
        let spare: Mutex<Vec<Part<K>>> = Mutex::default();
        let spare = || spare.lock().unwrap_or_else(PoisonError::into_inner);
        relay::run::<_, _, MasterError<S::Error, K::Error>>(
            loudness::sections(&self.weighting, length),
            || (),
            |(), section| {
                let (mut shaped, mut encoded) = spare().pop().unwrap_or_default();
                let acted = self.shape(aim, section, &mut shaped).map_err(MasterError::Read)?;
                // The meter hears what is before the section as it is stored there. Before the signal's first sample
                // nothing is stored; silence is silence whatever its number.
                let first = ((section * self.weighting.section()) as u64).wrapping_sub(lead as u64);
                encoder.encode(&mut shaped, Samples(first), lead, &mut encoded);
                loudness::meter_peak(rate, &shaped, lead, &highest)?;
                let energies = loudness::energies(&self.weighting, &shaped);
                Ok(((shaped, encoded), energies, acted))
            },
            |(part, energies, acted)| {
                sink.write(&part.1).map_err(MasterError::Write)?;
                loudness.push(energies);
                limited = limited.and(acted);
                spare().push(part);
                Ok(())
            },
        )?;
        Ok(Written {
            measurement: Measurement::of(&loudness, &highest),
            limited,
        })
    }

    /// A section with gain and limiter, and the filter's lead before it, into `shaped`; what the limiter did to it.
    fn shape(&self, aim: &Aim, section: usize, shaped: &mut Vec<Vec<f32>>) -> Result<Limited, S::Error> {
        let (rate, channels) = (self.signal.rate(), self.signal.channels());
        let (lead, count) = (self.weighting.lead(), self.weighting.section());
        let (settling, ahead) = (Limiter::settling(rate), Limiter::ahead(rate));
        shaped.resize_with(channels.count(), Vec::new);
        shaped.iter_mut().for_each(Vec::clear);
        let start = (section * count) as u64;
        let rest = (self.signal.length().0 - start).min(count as u64);
        let before = lead + settling;
        let mut limiter = Limiter::new(aim.limit, rate, channels);
        // What is another section's is counted there.
        limiter.only(settling, before as u64..before as u64 + rest);
        let gain = aim.gain.amplitude() as f32;
        loudness::hear(self.signal, start, before, count + ahead, |block| {
            limiter.push(block, gain, shaped);
        })?;
        let acted = limiter.finish(shaped);
        for samples in shaped {
            samples.truncate(lead + rest as usize);
        }
        Ok(acted)
    }
}
