//! The recordings of an episode: which clips of its script play, and all that is mixed in with the speech.
//!
//! Whether a clip plays is known before speech is planned, by decoding it once and keeping nothing; what is mixed is
//! decoded when it is wanted, so that a plan stays small however much is played in it. Each part of a file is read
//! once, however often it is played.

use crate::assets::{AssetError, Assets};
use crate::audio::decode::{Cut, DecodeError, MediaSource, decode, probe};
use crate::audio::recording::Recording;
use crate::audio::resample::{ResampleError, Resampler};
use crate::config::EpisodeConfig;
use crate::diag::{Code, Diagnostic};
use crate::markup::{self, script::Script};
use crate::mix::{Bed, Excerpt, Recordings};
use crate::plan::job::RenderPlan;
use crate::source::Source;
use crate::units::{Ratio, SampleRate, Samples};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most that the clips of one script hold together at the episode's rate, all channels counted: 256 MiB, 23
/// minutes of mono at 48 kHz. An intro, an outro and a bed may each hold as much.
const MOST: Samples = Samples(64 << 20);
/// The longest a clip may play, repeats included, in seconds.
const LONGEST: f64 = 3600.0;

/// Why a recording is not played.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// It cannot be read.
    #[error("{0}")]
    Asset(#[from] AssetError),
    /// It cannot be decoded.
    #[error("{name} cannot be played: {source}")]
    Decode {
        /// What was named.
        name: String,
        /// Why.
        source: DecodeError,
    },
    /// It would go on for too long.
    #[error("{name} would play for {seconds:.0} s, and {LONGEST} s are the most")]
    Endless {
        /// What was named.
        name: String,
        /// How long.
        seconds: f64,
    },
    /// It cannot be brought to the episode's rate.
    #[error("{name} cannot be brought to the episode's rate: {source}")]
    Resample {
        /// What was named.
        name: String,
        /// Why.
        source: ResampleError,
    },
}

/// Settles which clips of `script` play; a warning for each that does not.
pub(super) fn settle(script: &mut Cow<'_, Script>, config: &EpisodeConfig, found: &mut Vec<Diagnostic>) {
    if !script.has_audio() {
        return;
    }
    let assets = Assets::starting_at(&config.files.folder, &config.files.start);
    let mut left = MOST;
    // How long each lasts when it is played once, and at which other speed than was asked for; or why it is not.
    let mut known: HashMap<Excerpt, Result<(f64, Option<Ratio>), String>> = HashMap::new();
    script.to_mut().settle(|audio| {
        let excerpt = Excerpt::new(&audio.src, audio.begin, audio.end, audio.speed);
        let once = known.entry(excerpt).or_insert_with_key(|excerpt| {
            let read = read(&assets, excerpt, config.rate, left);
            let (recording, length) = read.map_err(|error| error.to_string())?;
            left = left.saturating_sub(Samples(length.0 * recording.channels().len() as u64));
            Ok((
                length.seconds(config.rate),
                held(recording.rate(), excerpt.speed()),
            ))
        });
        let played = once.clone().and_then(|(once, speed)| {
            let seconds = audio
                .repeat_duration
                .map_or(f64::INFINITY, |most| most.seconds())
                .min(once * f64::from(audio.repeat.0));
            let name = audio.src.clone();
            (seconds <= LONGEST)
                .then_some(speed)
                .ok_or_else(|| RecordingError::Endless { name, seconds }.to_string())
        });
        match &played {
            Ok(None) => {}
            Ok(Some(speed)) => {
                let message = format!(
                    "`{}` is played at {:.1} % of its speed, not at {:.1} %: its samples can be played at 1 to 384 kHz",
                    audio.src,
                    speed.0 * 100.0,
                    audio.speed.0 * 100.0
                );
                found.push(Diagnostic::new(Code::ValueClamped, audio.span, message));
            }
            Err(message) => {
                let message = format!("{message}; what the tag holds is spoken instead");
                found.push(Diagnostic::new(Code::UnplayableClip, audio.span, message));
            }
        }
        played.is_ok()
    });
}

/// Finds out whether a file is there and of a known format.
///
/// # Errors
/// It is not.
pub fn is_playable(path: &Path) -> Result<(), RecordingError> {
    probe(Assets::open_path(path)?).map_err(|source| RecordingError::Decode {
        name: path.display().to_string(),
        source,
    })
}

/// Finds out whether what is played before, after and under the speech is there and of a known format.
///
/// # Errors
/// The first that is not.
pub(super) fn check(config: &EpisodeConfig) -> Result<(), RecordingError> {
    let bookends = &config.bookends;
    let bed = bookends.bed.as_ref().map(|bed| &bed.path);
    for path in [bookends.intro.as_ref(), bookends.outro.as_ref(), bed]
        .into_iter()
        .flatten()
    {
        is_playable(path)?;
    }
    Ok(())
}

/// All that is mixed in with the speech of a plan, at the episode's rate.
///
/// # Errors
/// A recording that cannot be read or decoded: a clip that has changed since the plan was made; or one around the
/// speech, of which only the format was looked at then.
pub(super) fn load(plan: &RenderPlan, config: &EpisodeConfig) -> Result<Recordings, RecordingError> {
    let assets = Assets::starting_at(&config.files.folder, &config.files.start);
    let mut recordings = Recordings::default();
    for planned in &plan.recordings {
        let excerpt = Excerpt::of(&planned.recording);
        if recordings.contains(&excerpt) {
            continue;
        }
        let (recording, _) = read(&assets, &excerpt, config.rate, MOST)?;
        let recording = at_rate(recording, excerpt.speed(), config.rate, &excerpt.src)?;
        recordings.insert(excerpt, recording);
    }
    let bookends = &config.bookends;
    let whole = |path: &PathBuf| whole(path, config.rate);
    recordings.intro = bookends.intro.as_ref().map(whole).transpose()?;
    recordings.outro = bookends.outro.as_ref().map(whole).transpose()?;
    recordings.gap = bookends.gap;
    if let Some(bed) = &bookends.bed {
        recordings.bed = Some(Bed {
            recording: whole(&bed.path)?,
            level: bed.level,
            duck: bed.duck,
            fade: bed.fade,
        });
    }
    Ok(recordings)
}

/// The files that a script names, clips and lexicons, as far as they are where it says.
pub fn named_files(source: &Source, config: &EpisodeConfig) -> Vec<PathBuf> {
    let document = markup::parse(source).value;
    let mut script = markup::resolve(&document, &super::settings::script(config)).value;
    let assets = Assets::starting_at(&config.files.folder, &config.files.start);
    let mut named: Vec<String> = script
        .lexicons
        .iter()
        .map(|lexicon| lexicon.uri.clone())
        .collect();
    script.settle(|audio| {
        named.push(audio.src.clone());
        true
    });
    named.iter().filter_map(|name| assets.locate(name).ok()).collect()
}

/// The files that are heard: those of the script's clips in order, each once, then those around the speech.
pub fn heard_files(plan: &RenderPlan, config: &EpisodeConfig) -> Vec<PathBuf> {
    let assets = Assets::starting_at(&config.files.folder, &config.files.start);
    let clips = plan.recordings.iter();
    let mut files: Vec<PathBuf> = clips
        .filter_map(|clip| assets.locate(&clip.recording.src).ok())
        .collect();
    let bookends = &config.bookends;
    files.extend(bookends.intro.iter().chain(&bookends.outro).cloned());
    files.extend(bookends.bed.iter().map(|bed| bed.path.clone()));
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    files
}

fn whole(path: &Path, rate: SampleRate) -> Result<Arc<Recording>, RecordingError> {
    let name = path.display().to_string();
    let recording = part(Assets::open_path(path)?, Cut::default(), MOST, rate, &name)?;
    at_rate(recording, Ratio::ONE, rate, &name)
}

/// An excerpt at its own rate, and its length at the episode's when it is played at its speed.
fn read(
    assets: &Assets,
    excerpt: &Excerpt,
    rate: SampleRate,
    most: Samples,
) -> Result<(Recording, Samples), RecordingError> {
    let cut = Cut {
        begin: excerpt.begin,
        end: excerpt.end,
    };
    let speed = excerpt.speed();
    // Played slowly, it holds more.
    let most = Samples((most.0 as f64 * f64::from(speed.0)) as u64);
    let recording = part(assets.open(&excerpt.src)?, cut, most, rate, &excerpt.src)?;
    let length = recording.len().at_rate(played_at(recording.rate(), speed), rate);
    Ok((recording, length))
}

fn part(
    file: impl MediaSource + 'static,
    cut: Cut,
    most: Samples,
    rate: SampleRate,
    name: &str,
) -> Result<Recording, RecordingError> {
    decode(file, cut, most, rate).map_err(|source| RecordingError::Decode {
        name: format!("`{name}`"),
        source,
    })
}

/// The rate that the samples of a clip are taken to have when it is played at `speed`, to the nearest 10 Hz: that is
/// within a hundredth of a semitone, and keeps the transforms of the resampler short.
fn played_at(own: SampleRate, speed: Ratio) -> SampleRate {
    if speed == Ratio::ONE {
        return own;
    }
    let hz = asked_rate(own, speed).clamp(1_000.0, 384_000.0);
    SampleRate::new(hz as u32).unwrap_or(own)
}

fn asked_rate(own: SampleRate, speed: Ratio) -> f64 {
    (f64::from(own.hz()) * f64::from(speed.0) / 10.0).round() * 10.0
}

/// The speed that a clip is played at where it is not `speed`: no rate of samples goes so far.
fn held(own: SampleRate, speed: Ratio) -> Option<Ratio> {
    let played = f64::from(played_at(own, speed).hz());
    (speed != Ratio::ONE && played != asked_rate(own, speed))
        .then(|| Ratio((played / f64::from(own.hz())) as f32))
}

/// A recording at another rate, played at `speed`: faster is higher, as on a tape.
fn at_rate(
    recording: Recording,
    speed: Ratio,
    rate: SampleRate,
    name: &str,
) -> Result<Arc<Recording>, RecordingError> {
    let failed = |source| RecordingError::Resample {
        name: format!("`{name}`"),
        source,
    };
    let played = played_at(recording.rate(), speed);
    let recording = recording.with_rate(played);
    if played == rate {
        return Ok(Arc::new(recording));
    }
    let mut resampler = Resampler::new(played, rate).map_err(failed)?;
    let resampled = recording.map_channels(rate, |samples| Ok(resampler.run(samples)?.to_vec()));
    Ok(Arc::new(resampled.map_err(failed)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_that_no_rate_can_have_is_told() {
        let rate = |hz| SampleRate::new(hz).unwrap();
        for (own, speed, played, told) in [
            (8_000, 0.125, 1_000, None),
            (4_000, 0.125, 1_000, Some(0.25)),
            (44_100, 0.125, 5_510, None),
            (96_000, 4.0, 384_000, None),
            (192_000, 4.0, 384_000, Some(2.0)),
            (1_003, 1.0, 1_003, None),
        ] {
            assert_eq!(played_at(rate(own), Ratio(speed)), rate(played), "{own} {speed}");
            assert_eq!(held(rate(own), Ratio(speed)), told.map(Ratio), "{own} {speed}");
        }
    }
}
