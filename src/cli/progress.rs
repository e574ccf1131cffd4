//! Progress as a person likes it: a bar for each running episode and one for all of them, in seconds of audio; one
//! JSON object a line for machines; nothing where nobody looks.
//!
//! Owns what is shown and when. docs/COURSE.md documents the JSON lines.

use super::args::ProgressStyle;
use crate::render::{Finished, LoudnessReport};
use crate::units::Samples;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle as BarStyle};
use serde_json::{Value, json};
use std::io::IsTerminal as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// JSON lines of one episode's clips come at most this often.
const INTERVAL: Duration = Duration::from_millis(250);
/// Bars count milliseconds.
const MS: f64 = 1000.0;

/// Progress of a batch.
pub(super) struct Progress {
    look: Look,
    started: Instant,
    state: Mutex<State>,
}

enum Look {
    Bars { all: MultiProgress, total: ProgressBar },
    Json,
    Quiet,
}

struct State {
    lanes: Vec<Lane>,
    /// Seconds of audio that were spoken, not found.
    spoken: f64,
}

/// One episode.
pub(super) struct Lane {
    name: String,
    /// Predicted seconds of each clip, and of all of them.
    predicted: Vec<f64>,
    length: f64,
    done: usize,
    cached: usize,
    /// Predicted seconds of the clips that are there, and their true ones.
    behind: f64,
    audio: f64,
    bar: Option<ProgressBar>,
    started: Option<Instant>,
    told: Option<Instant>,
}

impl Lane {
    /// An episode and how long each of its clips will be, about.
    pub(super) fn new(name: &str, predicted: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            length: predicted.iter().sum(),
            predicted,
            done: 0,
            cached: 0,
            behind: 0.0,
            audio: 0.0,
            bar: None,
            started: None,
            told: None,
        }
    }
}

impl Progress {
    /// Starts the clock; bars appear as episodes are begun.
    pub(super) fn start(style: ProgressStyle, lanes: Vec<Lane>) -> Self {
        let bars = style == ProgressStyle::Bar
            || style == ProgressStyle::Auto && std::io::stderr().is_terminal() && !lanes.is_empty();
        let look = if style == ProgressStyle::Json {
            Look::Json
        } else if bars {
            let all = MultiProgress::new();
            let length: f64 = lanes.iter().map(|lane| lane.length).sum();
            let total = all.add(bar(length, &format!("{} in all", lanes.len())));
            Look::Bars { all, total }
        } else {
            Look::Quiet
        };
        Self {
            look,
            started: Instant::now(),
            state: Mutex::new(State { lanes, spoken: 0.0 }),
        }
    }

    /// A clip is there.
    pub(super) fn clip(&self, episode: usize, job: usize, seconds: f64, origin: Origin) {
        let mut state = self.state();
        let state = &mut *state;
        let Some(lane) = state.lanes.get_mut(episode) else {
            return;
        };
        if lane.started.is_none() {
            lane.started = Some(Instant::now());
            let (name, utterances, length) = (&lane.name, lane.predicted.len(), lane.length);
            self.tell(|| {
                json!({"event": "start", "episode": name, "utterances": utterances,
                       "predicted_seconds": round(length)})
            });
            if let Look::Bars { all, total } = &self.look {
                lane.bar = Some(all.insert_before(total, bar(length, name)));
            }
        }
        lane.done += 1;
        lane.audio += seconds;
        lane.behind += lane.predicted.get(job).copied().unwrap_or_default();
        match origin {
            Origin::Cached => lane.cached += 1,
            Origin::Spoken => state.spoken += seconds,
        }
        let elapsed = self.started.elapsed().as_secs_f64();
        let eta = eta(&state.lanes, state.spoken, elapsed);
        let lane = &mut state.lanes[episode];
        if let Some(bar) = &lane.bar {
            bar.set_position((lane.behind * MS) as u64);
            bar.set_message(format!(
                "{} of {}, {} cached",
                clock(lane.audio),
                clock(lane.audio + lane.length - lane.behind),
                lane.cached
            ));
        }
        let due =
            lane.told.is_none_or(|told| told.elapsed() >= INTERVAL) || lane.done == lane.predicted.len();
        if due && matches!(self.look, Look::Json) {
            lane.told = Some(Instant::now());
            let audio = state.lanes.iter().map(|lane| lane.audio).sum();
            let lane = &state.lanes[episode];
            self.tell(|| {
                json!({"event": "progress", "episode": lane.name, "utterances": lane.done,
                       "of": lane.predicted.len(), "seconds": round(lane.audio), "cache_hits": lane.cached,
                       "real_time_factor": factor(elapsed, audio),
                       "eta_seconds": eta.map(round)})
            });
        }
        if let Look::Bars { total, .. } = &self.look {
            let (audio, cached, behind) = state.lanes.iter().fold((0.0, 0, 0.0), |sum, lane| {
                (sum.0 + lane.audio, sum.1 + lane.cached, sum.2 + lane.behind)
            });
            total.set_position((behind * MS) as u64);
            let eta = eta.map_or_else(String::new, |eta| format!(", {} left", clock(eta)));
            let speed = audio / elapsed.max(1e-3);
            total.set_message(format!(
                "{} of audio, {speed:.0} times real time, {cached} cached{eta}",
                clock(audio)
            ));
        }
    }

    /// Every clip of an episode is there.
    pub(super) fn mixing(&self, episode: usize) {
        let state = self.state();
        if let Some(lane) = state.lanes.get(episode) {
            if let Some(bar) = &lane.bar {
                bar.set_message(format!("{}, mixing and mastering", clock(lane.audio)));
            }
            self.tell(|| json!({"event": "mixing", "episode": lane.name}));
        }
    }

    /// An episode is written; says so.
    pub(super) fn done(&self, episode: usize, finished: &Finished) {
        let mut state = self.state();
        let Some(lane) = state.lanes.get_mut(episode) else {
            return;
        };
        lane.bar.take().iter().for_each(ProgressBar::finish_and_clear);
        let wall = lane
            .started
            .map_or(0.0, |started| started.elapsed().as_secs_f64());
        let spoken = lane.done - lane.cached;
        if let Look::Json = self.look {
            let report = &finished.report.after;
            let files: Vec<_> = finished
                .files
                .iter()
                .map(|f| f.path.display().to_string())
                .collect();
            self.tell(|| {
                json!({"event": "done", "episode": lane.name, "files": files,
                       "seconds": round(finished.seconds), "utterances": lane.done, "cache_hits": lane.cached,
                       "loudness_lufs": report.integrated.map(|l| l.0), "true_peak_dbtp": report.true_peak.0,
                       "wall_seconds": round(wall)})
            });
        } else {
            let of = format!("{spoken} of {} utterances spoken", lane.done);
            self.suspend(|| say!("{}; {of} in {wall:.1} s", summary(finished)));
        }
    }

    /// An episode needs nothing; says so.
    pub(super) fn current(&self, name: &str, output: &std::path::Path) {
        if let Look::Json = self.look {
            self.tell(|| json!({"event": "current", "episode": name}));
        } else {
            say!("{}: up to date", output.display());
        }
    }

    /// An episode failed; says why.
    pub(super) fn failed(&self, name: &str, why: &str) {
        self.tell(|| json!({"event": "failed", "episode": name, "reason": why}));
    }

    /// Takes an episode's bar away.
    pub(super) fn drop_bar(&self, episode: usize) {
        if let Some(lane) = self.state().lanes.get_mut(episode) {
            lane.bar.take().iter().for_each(ProgressBar::finish_and_clear);
        }
    }

    /// The batch is over.
    pub(super) fn finish(&self, rendered: usize, current: usize, failed: usize) {
        if let Look::Bars { total, .. } = &self.look {
            total.finish_and_clear();
        }
        self.tell(|| {
            json!({"event": "summary", "rendered": rendered, "current": current, "failed": failed,
                   "wall_seconds": round(self.started.elapsed().as_secs_f64())})
        });
    }

    /// Prints without tearing the bars.
    pub(super) fn suspend(&self, print: impl FnOnce()) {
        match &self.look {
            Look::Bars { all, .. } => all.suspend(print),
            _ => print(),
        }
    }

    fn tell(&self, line: impl FnOnce() -> Value) {
        if let Look::Json = self.look {
            say!("{}", line());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a clip came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It was spoken now.
    Spoken,
    /// It was there, or sounds like one that was.
    Cached,
}

fn bar(seconds: f64, name: &str) -> ProgressBar {
    let bar = ProgressBar::new((seconds * MS) as u64);
    if let Ok(style) = BarStyle::with_template("{prefix:24!} {bar:30} {percent:>3}%  {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Seconds until all clips are there, if speaking goes on as fast as so far; clips out of the cache cost nothing.
fn eta(lanes: &[Lane], spoken: f64, elapsed: f64) -> Option<f64> {
    let (length, behind) = lanes
        .iter()
        .fold((0.0, 0.0), |sum, lane| (sum.0 + lane.length, sum.1 + lane.behind));
    let made = if spoken > 0.0 { spoken } else { behind };
    (made > 0.0).then(|| (length - behind).max(0.0) * elapsed / made)
}

/// One line about a finished file: length, loudness and peak as measured on what was written.
pub(super) fn summary(finished: &Finished) -> String {
    let path = finished
        .files
        .first()
        .map(|file| file.path.display().to_string())
        .unwrap_or_default();
    let minutes = (finished.seconds / 60.0).floor();
    let seconds = finished.seconds - 60.0 * minutes;
    format!(
        "{path}: {minutes:.0}:{seconds:06.3}, {}",
        levels(&finished.report)
    )
}

/// What mastering measured on the file, and what it did.
fn levels(report: &LoudnessReport) -> String {
    let loudness = report.after.integrated.map_or_else(
        || "too short to measure its loudness".to_owned(),
        |l| l.to_string(),
    );
    let limiter = match report.limited {
        Samples::ZERO => "no limiting".to_owned(),
        _ => format!("limiter at most {}", report.max_reduction),
    };
    format!(
        "{loudness}, true peak {}, gain {}, {limiter}",
        report.after.true_peak, report.gain
    )
}

/// Computing time over audio; below 1 is faster than real time.
fn factor(elapsed: f64, audio: f64) -> f64 {
    (elapsed / audio.max(1e-3) * 1e5).round() / 1e5
}

/// To the millisecond.
fn round(seconds: f64) -> f64 {
    (seconds * MS).round() / MS
}

/// `1:02:03`, or `2:03`.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_reckoned_from_what_was_spoken() {
        let mut lane = Lane::new("a", vec![10.0, 10.0, 20.0]);
        assert_eq!(eta(std::slice::from_ref(&lane), 0.0, 1.0), None);
        lane.behind = 20.0;
        assert_eq!(eta(std::slice::from_ref(&lane), 10.0, 5.0), Some(10.0));
        assert_eq!((clock(3723.4), clock(59.6)), ("1:02:03".into(), "1:00".into()));
        assert_eq!((clock(0.4), clock(754.2)), ("0:00".into(), "12:34".into()));
    }
}
