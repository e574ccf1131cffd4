//! Progress as a person likes it: a bar on a terminal, one line per event elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::Duration;

/// Progress of one script's synthesis, counted in utterances.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    name: String,
}

impl Progress {
    /// Starts: a bar if standard error is a terminal, else a line.
    pub(super) fn start(name: &str, utterances: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(utterances as u64);
            if let Ok(style) =
                ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} utterances  {msg}  eta {eta}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(name.to_owned());
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let progress = Self {
            bar,
            name: name.to_owned(),
        };
        let plural = if utterances == 1 { "" } else { "s" };
        progress.event(&format!("{utterances} utterance{plural} to speak"));
        progress
    }

    /// One utterance more; `audio` is the seconds of speech so far.
    pub(super) fn advance(&self, audio: f64) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(format!("{audio:.0} s of speech"));
        }
    }

    /// A step worth a line where there is no bar.
    pub(super) fn event(&self, text: &str) {
        if self.bar.is_none() {
            eprintln!("{}: {text}", self.name);
        }
    }

    /// Does what writes lines, without the bar in between.
    pub(super) fn suspend(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Removes the bar.
    pub(super) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
