//! One job through one voice: the order of the steps between tokens and samples. Owns that order, and the time of
//! every token and word that comes of it. Knows nothing of other jobs, of threads or of what runs the networks.

use super::clip::{Alignment, Clip};
use super::error::{JobError, ModelError};
use super::excitation;
use super::model::{AcousticModel, Vocoder};
use super::prosody::{self, Placed};
use super::regulate::{self, Tempo};
use super::rise;
use super::spectral::{Shape, Sources, Workspace};
use crate::audio::pcm::Pcm;
use crate::plan::job::Job;
use crate::units::{MelFrames, Samples, Semitones};
use crate::voice::{AudioFormat, Speaking, Voice};
use std::ops::Range;
use std::time::Duration;

/// More mel frames than this are not rendered at once: six minutes, and half a gigabyte in the networks.
const LONGEST_JOB: usize = 32_768;

/// A reading of a clock that only goes forward; only differences count, and no sample depends on them.
pub type Clock = fn() -> Duration;

/// Time spent on one job, by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageTimes {
    /// Encoder.
    pub encoder: Duration,
    /// Length regulation and pitch model.
    pub pitch: Duration,
    /// Decoder.
    pub decoder: Duration,
    /// Vocoder network.
    pub vocoder: Duration,
    /// Sources, filters, inverse transforms, level.
    pub signal: Duration,
}

/// What of a voice does not change from job to job; shared by all workers.
pub(super) struct Manner {
    pub(super) audio: AudioFormat,
    pub(super) speaking: Speaking,
    pub(super) shape: Shape,
}

impl Manner {
    pub(super) fn new(voice: &Voice) -> Self {
        let manifest = voice.manifest();
        Self {
            audio: manifest.audio,
            speaking: manifest.speaking,
            shape: Shape::new(&manifest.audio),
        }
    }
}

/// The buffers that one worker keeps for one voice.
pub(super) struct Desk {
    workspace: Workspace,
    pulses: Vec<f32>,
    phases: Vec<f32>,
    noise: Vec<f32>,
}

impl Desk {
    pub(super) fn new(manner: &Manner) -> Self {
        Self {
            workspace: Workspace::new(&manner.shape),
            pulses: Vec::new(),
            phases: Vec::new(),
            noise: Vec::new(),
        }
    }
}

/// Speaks a job; the clip's edge silence is cut at the mel frames where the model itself ends it.
pub(super) fn speak(
    acoustic: &mut dyn AcousticModel,
    vocoder: &mut dyn Vocoder,
    manner: &Manner,
    desk: &mut Desk,
    job: &Job,
    contours: &[Vec<(f32, Semitones)>],
    clock: Clock,
) -> Result<(Clip, StageTimes), JobError> {
    let mut times = StageTimes::default();
    let started = clock();

    let rows: Vec<[i64; 6]> = job.tokens.iter().map(|row| row.map(i64::from)).collect();
    let encoding = acoustic.encode(&rows)?;
    let token_count = job.tokens.len();
    check("encoder", "durations", &encoding.durations, token_count)?;
    check(
        "encoder",
        "states",
        &encoding.states,
        token_count * encoding.width,
    )?;
    let encoded = clock();
    times.encoder = encoded.saturating_sub(started);

    let audio = &manner.audio;
    let hop = audio.hop as usize;
    let per_second = audio.rate.hz() as f32 / audio.hop as f32;
    let mut tempo = tempo(job, &manner.speaking);
    regulate::fit(job, &encoding.durations, &mut tempo, per_second);
    let lengths = regulate::whole(&encoding.durations, &tempo, per_second);
    let mel_frames: usize = lengths.iter().map(|f| f.count()).sum();
    if mel_frames > LONGEST_JOB {
        return Err(JobError::TooLong {
            mel_frames,
            limit: LONGEST_JOB,
        });
    }
    let places = Places::new(&lengths, job);
    let placed = Placed {
        words: &job.words,
        mel_frames: &places.words,
        contours,
    };
    let regulated = regulate::expand(&encoding.states, encoding.width, &lengths);
    let mut track = acoustic.pitch(&regulated)?;
    check("pitch", "log_f0", &track.log_f0, mel_frames)?;
    check("pitch", "voicing", &track.voicing, mel_frames)?;
    let threshold = manner.speaking.voicing_threshold;
    for probability in &mut track.voicing {
        *probability = if *probability >= threshold { 1.0 } else { 0.0 };
    }
    rise::ask(&mut track.log_f0, &track.voicing, &job.tokens, &places.tokens);
    prosody::lean(&mut track.log_f0, job.lean, placed.mel_frames);
    prosody::bend(&mut track.log_f0, &track.voicing, placed, &manner.speaking);
    let pitched = clock();
    times.pitch = pitched.saturating_sub(encoded);

    let mel = acoustic.decode(&regulated, track.log_f0, track.voicing)?;
    check(
        "decoder",
        "mel",
        &mel.values,
        mel_frames * audio.mel_bands as usize,
    )?;
    let decoded = clock();
    times.decoder = decoded.saturating_sub(pitched);

    let mut controls = vocoder.controls(&mel)?;
    check(
        "vocoder",
        "harmonic",
        &controls.harmonic,
        mel_frames * audio.harmonic_knots as usize,
    )?;
    check(
        "vocoder",
        "noise",
        &controls.noise,
        mel_frames * audio.noise_knots as usize,
    )?;
    controls.limit();
    let controlled = clock();
    times.vocoder = controlled.saturating_sub(decoded);

    desk.pulses.resize(mel_frames * hop, 0.0);
    desk.noise.resize(mel_frames * hop, 0.0);
    desk.phases.resize(mel_frames * hop, 0.0);
    excitation::pulses(&mel.log_f0, hop, audio.rate, &mut desk.pulses, &mut desk.phases);
    excitation::noise(job.seed, &mut desk.noise);
    excitation::breathe(&mut desk.noise, &desk.phases, &mel.voicing, hop);
    let sources = Sources {
        pulses: &desk.pulses,
        noise: &desk.noise,
    };
    let keep = places.keep.clone();
    let mut samples = Vec::with_capacity(keep.len() * hop);
    desk.workspace
        .synthesise(&manner.shape, &controls, sources, keep.clone(), &mut samples);
    prosody::level(&mut samples, keep.start, hop, placed, &manner.speaking);
    times.signal = clock().saturating_sub(controlled);

    let clip = Clip {
        pcm: Pcm {
            samples,
            rate: audio.rate,
        },
        alignment: places.alignment(hop),
    };
    Ok((clip, times))
}

/// The rate at each token and the fewest mel frames it may have. A silence goes with the word before it.
fn tempo(job: &Job, speaking: &Speaking) -> Vec<Tempo> {
    let own = speaking.rate.0;
    let mut tempo = vec![Tempo { rate: own, least: 0 }; job.tokens.len()];
    let mut words = job.words.iter().peekable();
    while let Some(word) = words.next() {
        let rate = (own * word.style.rate.0).clamp(0.1, 10.0);
        let end = words.peek().map_or(word.tokens.end, |next| next.tokens.start);
        tempo[word.tokens.start..end].fill(Tempo { rate, least: 0 });
        tempo[word.tokens.clone()].iter_mut().for_each(|t| t.least = 1);
    }
    for edge in [0, job.tokens.len().saturating_sub(1)] {
        if let Some(t) = tempo.get_mut(edge) {
            t.least = 1;
        }
    }
    tempo
}

/// Where everything is, in mel frames from the first edge silence on.
struct Places {
    tokens: Vec<Range<usize>>,
    words: Vec<Range<usize>>,
    /// What lies between the edge silences.
    keep: Range<usize>,
}

impl Places {
    fn new(lengths: &[MelFrames], job: &Job) -> Self {
        let mut at = 0;
        let tokens: Vec<_> = lengths
            .iter()
            .map(|length| {
                let start = at;
                at += length.count();
                start..at
            })
            .collect();
        let word = |range: &Range<usize>| {
            let last = range.end.saturating_sub(1).max(range.start);
            tokens[range.start].start..tokens[last].end
        };
        let words = job.words.iter().map(|w| word(&w.tokens)).collect();
        let keep = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.end..last.start.max(first.end),
            _ => 0..0,
        };
        Self { tokens, words, keep }
    }

    fn alignment(&self, hop: usize) -> Alignment {
        let sample = |n: usize| Samples(((n - self.keep.start) * hop) as u64);
        let samples = |range: &Range<usize>| sample(range.start)..sample(range.end);
        let inner = 1..self.tokens.len().saturating_sub(1).max(1);
        Alignment {
            tokens: self
                .tokens
                .get(inner)
                .unwrap_or_default()
                .iter()
                .map(samples)
                .collect(),
            words: self.words.iter().map(samples).collect(),
        }
    }
}

/// Whether a model gave `count` values, all of them finite.
fn check(model: &'static str, tensor: &'static str, values: &[f32], count: usize) -> Result<(), ModelError> {
    if values.len() != count {
        return Err(ModelError::Shape {
            model,
            tensor,
            expected: vec![count],
            found: vec![values.len()],
        });
    }
    // Sums of 64 at a time: one test for many values. What is not finite makes its sum not finite; an overflow
    // does too, which the second look clears up.
    let suspect = values
        .chunks(64)
        .any(|chunk| !chunk.iter().sum::<f32>().is_finite());
    match suspect
        .then(|| values.iter().position(|x| !x.is_finite()))
        .flatten()
    {
        Some(index) => Err(ModelError::NotFinite { model, tensor, index }),
        None => Ok(()),
    }
}
