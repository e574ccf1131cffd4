//! `declaim voices` and `declaim --version`.
//! Looks for no voice itself: which there are, and in which order, `render` says.

use super::args::VoicesArgs;
use super::{Outcome, fail_with};
use crate::render::{self, Studio};

pub(super) fn run(args: &VoicesArgs) -> Outcome {
    let studio = match Studio::open(args.voices.as_deref(), &[]) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    for (i, voice) in studio.voices().iter().enumerate() {
        let mark = if i == 0 { "  (default)" } else { "" };
        say!(
            "{:<12} {:<6} {:<8} {}{mark}",
            voice.name(),
            voice.language(),
            voice.version(),
            voice.manifest().description
        );
    }
    for error in studio.unusable() {
        eprintln!("warning: a voice that cannot be used: {error}");
    }
    Outcome::Done
}

/// Program, runtime and voices, a line each. A missing runtime is said, not an error: the version is still known.
pub(super) fn version() -> Outcome {
    say!("declaim {}", env!("CARGO_PKG_VERSION"));
    match render::runtime_version() {
        Ok(version) => say!("ONNX Runtime {version}"),
        Err(error) => say!("ONNX Runtime not found: {error}"),
    }
    match Studio::open(None, &[]) {
        Ok(studio) => {
            for voice in studio.voices() {
                say!("voice {} {}", voice.name(), voice.version());
            }
            Outcome::Done
        }
        Err(error) => fail_with(&error),
    }
}
