//! `master`: the decision. One static gain for the whole signal, the limiter, and whether both came out right.
//!
//! The signal is read twice: once to be measured, once to be written, and what is written is measured as it is
//! stored. Only where limiting has taken loudness away, or a peak came out above the ceiling after all, is it
//! written again with a corrected gain. Never a compressor: inside an episode the gain does not follow the voice.
//! Knows no files: [`Sink`] is where samples go.

use crate::audio::signal::{Block, Blocks, Channels, Signal};
use crate::master::limiter::{Limited, Limiter};
use crate::master::loudness::{MeasureError, Meter, MeterError, measure};
use crate::master::quality::Inspector;
use crate::master::report::{LoudnessReport, Measurement};
use crate::units::{Dbtp, Decibels, Lufs, Samples};
use std::convert::Infallible;
use std::error::Error;

/// Integrated loudness may miss its target by this much before the signal is written again, in LU.
const TOLERANCE: f64 = 0.05;
/// The limiter aims this far below the ceiling, in decibels, because peaks are measured by others: four-fold
/// oversampling may miss 0.17 dB of a 12 kHz tone, meters' filters differ, and dither adds its step.
const MARGIN: f64 = 0.1;
/// Peaks that stand out by more than this, in decibels, take loudness with them when they are limited: the
/// gain is then found by rehearsing, which needs no file and no peak meter, before anything is written.
const DEEP: f64 = 3.0;
/// How often is rehearsed at most. One time is enough for speech at podcast level.
const REHEARSALS: u32 = 4;
/// How often the signal is written at most to come nearer to its loudness, and, twice over, to its ceiling.
const PASSES: u32 = 4;
/// The most gain, in decibels, that may be added for what limiting takes: beyond, a master would be louder on
/// paper and flat to the ear.
const MOST_MAKEUP: f64 = 6.0;

/// What decides the gain of a master.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// The integrated loudness that it is to have.
    Loudness(Lufs),
    /// Somebody else: so much, whatever comes of it. 0 dB leaves the level as it is.
    Gain(Decibels),
}

/// What a master has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// How loud.
    pub level: Level,
    /// What no true peak may exceed.
    pub ceiling: Dbtp,
}

impl Target {
    /// The house target: what podcast players normalise to.
    pub const PODCAST: Self = Self {
        level: Level::Loudness(Lufs(-16.0)),
        ceiling: Dbtp(-1.0),
    };
    /// Broadcast: EBU R 128.
    pub const EBU_R128: Self = Self {
        level: Level::Loudness(Lufs(-23.0)),
        ceiling: Dbtp(-1.0),
    };
    /// The level as it comes, only held under the ceiling.
    pub const AS_IT_IS: Self = Self {
        level: Level::Gain(Decibels::UNITY),
        ceiling: Dbtp(-1.0),
    };
}

/// Where a master goes.
pub trait Sink {
    /// Why it may not be taken.
    type Error: Error + Send + Sync + 'static;

    /// Starts anew: what was written before is void. So many samples of each channel will follow.
    fn begin(&mut self, length: Samples, channels: Channels) -> Result<(), Self::Error>;

    /// Takes the next samples of each channel, and leaves in their place the values as stored (quantised, where they
    /// are), so that what is measured is what will be heard.
    fn write(&mut self, channels: &mut [Vec<f32>]) -> Result<(), Self::Error>;
}

/// Samples of channels in turn.
impl Sink for Vec<f32> {
    type Error = Infallible;

    fn begin(&mut self, _: Samples, _: Channels) -> Result<(), Infallible> {
        self.clear();
        Ok(())
    }

    fn write(&mut self, channels: &mut [Vec<f32>]) -> Result<(), Infallible> {
        match channels {
            [left, right] => self.extend(left.iter().zip(right).flat_map(|(l, r)| [*l, *r])),
            _ => channels
                .iter()
                .for_each(|samples| self.extend_from_slice(samples)),
        }
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
pub fn master<S, K>(
    signal: &S,
    target: &Target,
    sink: &mut K,
) -> Result<LoudnessReport, MasterError<S::Error, K::Error>>
where
    S: Signal,
    K: Sink + Send,
{
    let before = measure(signal).map_err(|error| match error {
        MeasureError::Read(error) => MasterError::Read(error),
        MeasureError::Meter(error) => MasterError::Meter(error),
    })?;
    let mut aim = Aim::new(target, &before);
    for _ in 0..REHEARSALS {
        if aim.excess() <= DEEP {
            break;
        }
        let mut meter = Meter::integrated_only(signal.rate(), signal.channels())?;
        run::<S, K::Error>(signal, &aim, &mut meter, |_| Ok(()))?;
        if aim.correct(meter.integrated()) {
            break;
        }
    }
    let mut passes = 0;
    loop {
        passes += 1;
        let mut meter = Meter::new(signal.rate(), signal.channels())?;
        let mut inspector = Inspector::new(signal.rate());
        sink.begin(signal.length(), signal.channels())
            .map_err(MasterError::Write)?;
        let limited = run(signal, &aim, &mut meter, |samples| {
            sink.write(samples).map_err(MasterError::Write)?;
            inspector.add(Block::whole(samples));
            Ok(())
        })?;
        let after = meter.measurement();
        let over = after.true_peak.0 - target.ceiling.0;
        let gain = aim.gain;
        let settled = passes >= PASSES || aim.correct(after.integrated);
        if over <= 0.0 && settled {
            return Ok(LoudnessReport {
                before,
                after,
                gain,
                max_reduction: limited.max_reduction,
                limited: limited.samples,
                quality: inspector.quality(),
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

/// The two numbers a pass is run with, and what is known about how they act.
struct Aim {
    wanted: Option<Lufs>,
    gain: Decibels,
    limit: Dbtp,
    /// The gain without regard to limiting.
    plain: Decibels,
    before: Measurement,
}

impl Aim {
    fn new(target: &Target, before: &Measurement) -> Self {
        let plain = match (target.level, before.integrated) {
            (Level::Loudness(wanted), Some(found)) => found.gain_to(wanted),
            (Level::Loudness(_), None) => Decibels::UNITY,
            (Level::Gain(gain), _) => gain,
        };
        Self {
            wanted: match target.level {
                Level::Loudness(wanted) => Some(wanted),
                Level::Gain(_) => None,
            },
            gain: plain,
            limit: Dbtp(target.ceiling.0 - MARGIN),
            plain,
            before: *before,
        }
    }

    /// By how many decibels the highest peak stands above the limit.
    fn excess(&self) -> f64 {
        self.before.true_peak.0 + self.gain.0 - self.limit.0
    }

    /// Corrects the gain for the loudness it led to; whether it needed none.
    ///
    /// A Newton step on the model that the loudness lost to limiting grows with the square of
    /// [`Self::excess`]: the higher peaks stand out, the more of them there are, and the deeper each is cut.
    fn correct(&mut self, found: Option<Lufs>) -> bool {
        let (Some(wanted), Some(found), Some(before)) = (self.wanted, found, self.before.integrated) else {
            return true;
        };
        let short = found.gain_to(wanted).0;
        if short.abs() <= TOLERANCE {
            return true;
        }
        let lost = (before.0 + self.gain.0 - found.0).max(0.0);
        let slope = if lost > 0.0 {
            2.0 * lost / self.excess().max(1.0)
        } else {
            0.0
        };
        let gain = (self.gain.0 + short / (1.0 - slope.min(0.75))).min(self.plain.0 + MOST_MAKEUP);
        let settled = gain == self.gain.0;
        self.gain = Decibels(gain);
        settled
    }
}

/// One pass: gain and limiter, block by block into `take`, and what that made of it into `meter`.
///
/// One block is metered while the next is made: the two cost about the same.
fn run<S, W>(
    signal: &S,
    aim: &Aim,
    meter: &mut Meter,
    mut take: impl FnMut(&mut [Vec<f32>]) -> Result<(), MasterError<S::Error, W>> + Send,
) -> Result<Limited, MasterError<S::Error, W>>
where
    S: Signal,
    W: Error + Send + 'static,
{
    let factor = aim.gain.amplitude() as f32;
    let mut limiter = Limiter::new(aim.limit, signal.rate(), signal.channels());
    let mut pass = signal.pass();
    let mut make = |shaped: &mut [Vec<f32>]| -> Result<bool, MasterError<S::Error, W>> {
        shaped.iter_mut().for_each(Vec::clear);
        let Some(block) = pass.next_block().map_err(MasterError::Read)? else {
            return Ok(false);
        };
        limiter.push(block, factor, shaped);
        take(shaped)?;
        Ok(true)
    };
    let mut making = vec![Vec::new(); signal.channels().count()];
    let mut metering = making.clone();
    loop {
        let (more, metered) = rayon::join(|| make(&mut making), || meter.add(Block::whole(&metering)));
        metered?;
        if !more? {
            break;
        }
        std::mem::swap(&mut making, &mut metering);
    }
    making.iter_mut().for_each(Vec::clear);
    let limited = limiter.finish(&mut making);
    take(&mut making)?;
    meter.add(Block::whole(&making))?;
    Ok(limited)
}
