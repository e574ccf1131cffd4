//! `Meter`: loudness and true peak of a signal.
//!
//! Owns how a signal is cut into sections, each measured by itself: the same for whoever adds block after block and
//! for [`survey`], which measures sections side by side on the workers. One channel counts once (weight 1), as players
//! and ffmpeg count a mono file; of two, left and right, the powers are added. True peak: BS.1770-4 annex 2, of the
//! channel that is highest. Only listens: which gain follows from it is `aim`'s.

use crate::audio::signal::{Block, Blocks, Channels, Signal};
use crate::master::aim::Survey;
use crate::master::gating::{self, Loudness};
use crate::master::peak::{Highest, PeakMeter, loudest};
use crate::master::relay;
use crate::master::report::Measurement;
use crate::master::weighting::{HOPS, Weighting};
use crate::units::{Lufs, SampleRate, Samples};

/// Measures what is added to it, in order.
#[derive(Debug)]
pub struct Meter {
    rate: SampleRate,
    weighting: Weighting,
    loudness: Loudness,
    peak: Option<PeakMeter>,
    highest: Highest,
    /// The present section so far, and what it is begun with.
    section: Vec<Vec<f32>>,
}

/// Why a signal could not be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the true-peak meter refuses a signal of {rate}")]
pub struct MeterError {
    /// The signal's rate.
    pub rate: SampleRate,
    /// What the meter says.
    pub source: ebur128::Error,
}

impl Meter {
    /// Of everything, having heard nothing yet.
    ///
    /// # Errors
    /// Rates that no true-peak meter takes.
    pub fn new(rate: SampleRate, channels: Channels) -> Result<Self, MeterError> {
        let mut meter = Self::integrated_only(rate, channels);
        let peak = PeakMeter::new(rate, channels).map_err(|source| MeterError { rate, source })?;
        meter.peak = Some(peak);
        Ok(meter)
    }

    /// Of loudness alone.
    pub fn integrated_only(rate: SampleRate, channels: Channels) -> Self {
        let weighting = Weighting::new(rate);
        Self {
            rate,
            section: vec![vec![0.0; weighting.lead()]; channels.count()],
            weighting,
            loudness: Loudness::default(),
            peak: None,
            highest: Highest::default(),
        }
    }

    /// Adds the next samples of the signal.
    ///
    /// # Errors
    /// What the true-peak meter says.
    pub fn add(&mut self, block: Block<'_>) -> Result<(), MeterError> {
        if let Some(peak) = &mut self.peak {
            let rate = self.rate;
            peak.add(block, &self.highest)
                .map_err(|source| MeterError { rate, source })?;
        }
        let (lead, section) = (self.weighting.lead(), self.weighting.section());
        let length = block.left().len();
        let mut from = 0;
        while from < length {
            let held = self.section.first().map_or(lead, Vec::len) - lead;
            let to = length.min(from + section - held);
            for (held, samples) in self.section.iter_mut().zip(block.channels()) {
                held.extend_from_slice(&samples[from..to]);
            }
            if held + to - from == section {
                self.loudness.push(energies(&self.weighting, &self.section));
                for held in &mut self.section {
                    held.drain(..section);
                }
            }
            from = to;
        }
        Ok(())
    }

    /// Integrated loudness of all that was added; `None` where nothing of it passes the absolute gate.
    pub fn integrated(&self) -> Option<Lufs> {
        self.loudness().integrated()
    }

    /// Integrated loudness of what was added to all of `meters`, as though it were one signal: its gates see all of it
    /// (BS.1770-4 annex 1). What an album is measured by, so that its parts keep their levels to each other.
    pub fn together<'m>(meters: impl IntoIterator<Item = &'m Self>) -> Option<Lufs> {
        let parts: Vec<Loudness> = meters.into_iter().map(Self::loudness).collect();
        gating::integrated(parts.iter().map(|part| part.part(gating::ALL)))
    }

    /// All that can be said of what was added. A meter of loudness alone says silence of the peak.
    pub fn measurement(&self) -> Measurement {
        Measurement::of(&self.loudness(), &self.highest)
    }

    /// With what there is of the present section.
    fn loudness(&self) -> Loudness {
        let mut loudness = self.loudness.clone();
        loudness.push(energies(&self.weighting, &self.section));
        loudness
    }
}

/// The mean squares of the tenths of (a part of) a section, whose channels begin with the filter's lead.
pub(super) fn energies(weighting: &Weighting, channels: &[Vec<f32>]) -> impl Iterator<Item = f64> + use<> {
    let length = channels.first().map_or(0, Vec::len) - weighting.lead();
    let hop = weighting.hop();
    let mut energies = vec![0.0; length / hop];
    for samples in channels {
        weighting.add(samples, &mut energies);
    }
    energies.into_iter().map(move |energy| energy / hop as f64)
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

/// Measures a whole signal, on all threads of the current pool that have nothing better to do.
///
/// # Errors
/// A signal that cannot be read or metered.
pub fn measure<S: Signal>(signal: &S) -> Result<Measurement, MeasureError<S::Error>> {
    Ok(survey(signal)?.measurement())
}

/// A meter that has heard a whole signal.
///
/// # Errors
/// As for [`measure`].
pub fn meter<S: Signal>(signal: &S) -> Result<Meter, MeasureError<S::Error>> {
    let mut meter = Meter::new(signal.rate(), signal.channels())?;
    let mut pass = signal.pass();
    while let Some(block) = pass.next_block().map_err(MeasureError::Read)? {
        meter.add(block)?;
    }
    Ok(meter)
}

/// What is heard of a whole signal.
pub(super) fn survey<S: Signal>(signal: &S) -> Result<Survey, MeasureError<S::Error>> {
    let weighting = Weighting::new(signal.rate());
    let highest = Highest::default();
    let (mut loudness, mut peaks) = (Loudness::default(), Vec::new());
    relay::run::<_, _, MeasureError<S::Error>>(
        sections(&weighting, signal.length()),
        || excerpt(signal.channels()),
        |channels, section| {
            let start = (section * weighting.section()) as u64;
            read(signal, start, weighting.lead(), weighting.section(), channels)
                .map_err(MeasureError::Read)?;
            meter_peak(signal.rate(), channels, weighting.lead(), &highest)?;
            Ok((
                energies(&weighting, channels),
                highest_samples(&weighting, channels),
            ))
        },
        |(energies, highest)| {
            loudness.push(energies);
            peaks.extend(highest);
            Ok(())
        },
    )?;
    Ok(Survey {
        loudness,
        peaks,
        highest,
    })
}

/// The highest sample of each tenth of (a part of) a section, whose channels begin with the filter's lead.
fn highest_samples(weighting: &Weighting, channels: &[Vec<f32>]) -> Vec<f32> {
    let mut highest: Vec<f32> = Vec::new();
    for samples in channels {
        let tenths = samples[weighting.lead()..].chunks(weighting.hop());
        highest.resize(tenths.len(), 0.0);
        for (highest, tenth) in highest.iter_mut().zip(tenths) {
            *highest = highest.max(loudest(tenth));
        }
    }
    highest
}

/// How many sections a signal of so many samples has.
pub(super) fn sections(weighting: &Weighting, length: Samples) -> usize {
    length.count().div_ceil(weighting.section())
}

/// The tenths of a section.
pub(super) fn tenths(section: usize) -> std::ops::Range<usize> {
    section * HOPS..(section + 1) * HOPS
}

/// Room for an excerpt.
pub(super) fn excerpt(channels: Channels) -> Vec<Vec<f32>> {
    vec![Vec::new(); channels.count()]
}

/// Reads `count` samples from `start` on, fewer where the signal ends, and `lead` samples before them, which are zero
/// where it has not begun.
fn read<S: Signal>(
    signal: &S,
    start: u64,
    lead: usize,
    count: usize,
    channels: &mut [Vec<f32>],
) -> Result<(), S::Error> {
    channels.iter_mut().for_each(Vec::clear);
    hear(signal, start, lead, count, |block| {
        for (samples, new) in channels.iter_mut().zip(block.channels()) {
            samples.extend_from_slice(new);
        }
    })
}

/// As [`read`], block by block.
pub(super) fn hear<S: Signal>(
    signal: &S,
    start: u64,
    lead: usize,
    count: usize,
    mut take: impl FnMut(Block<'_>),
) -> Result<(), S::Error> {
    const SILENCE: &[f32] = &[0.0; 4096];
    let before = (lead as u64).saturating_sub(start) as usize;
    let mut silent = before;
    while silent > 0 {
        let part = silent.min(SILENCE.len());
        take(Block::alike(&SILENCE[..part], signal.channels()));
        silent -= part;
    }
    let from = start.saturating_sub(lead as u64);
    let rest = signal.length().0.saturating_sub(from);
    let mut left = rest.min((lead - before + count) as u64) as usize;
    let mut pass = signal.pass_from(Samples(from));
    while left > 0 {
        let Some(block) = pass.next_block()? else { break };
        let taken = left.min(block.left().len());
        take(block.first(taken));
        left -= taken;
    }
    Ok(())
}

/// Looks for the highest peak of what follows the first `lead` samples.
pub(super) fn meter_peak(
    rate: SampleRate,
    channels: &[Vec<f32>],
    lead: usize,
    highest: &Highest,
) -> Result<(), MeterError> {
    let refused = |source| MeterError { rate, source };
    let mut peak = PeakMeter::new(rate, Channels::of(channels.len())).map_err(refused)?;
    peak.look(channels, lead, highest).map_err(refused)
}
