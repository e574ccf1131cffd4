//! `declaim export`: a script for another engine, with a warning for each kind of thing that engine would drop.

use super::args::{Engine, ExportArgs};
use super::render::prepare;
use super::{Outcome, fail, fail_with, options};
use crate::render::{Dialect, Studio};
use std::io::Write as _;

pub(super) fn run(args: &ExportArgs) -> Outcome {
    let config = options::config(&args.production);
    let studio = match Studio::open(args.production.voices.as_deref(), &config.speakers) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let Ok((source, prepared)) = prepare(&args.input, &config, &studio) else {
        return Outcome::Failed;
    };
    let dialect = match args.to {
        Engine::Ssml => Dialect::Ssml,
        Engine::Google => Dialect::Google,
        Engine::Azure => Dialect::Azure,
        Engine::Polly => Dialect::Polly,
        Engine::Text => Dialect::Text,
    };
    let exported = prepared.script.export(dialect);
    options::show(&exported.diagnostics, &source);
    match &args.output {
        Some(path) => match std::fs::write(path, &exported.value) {
            Ok(()) => Outcome::Done,
            Err(error) => fail(
                format!("{}: cannot be written: {error}", path.display()),
                Outcome::Failed,
            ),
        },
        None => {
            // A reader that closes the pipe early (`| head`) has what it wants.
            let _ = std::io::stdout().lock().write_all(exported.value.as_bytes());
            Outcome::Done
        }
    }
}
