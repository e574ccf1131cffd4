//! `declaim preview`: one line, typed or taken from a script, as it sounds in the episode.

use super::args::PreviewArgs;
use super::render::{prepare, speak, summary};
use super::{Outcome, fail, fail_with, options};
use crate::render::{self, Studio};
use crate::source::Source;
use std::path::Path;
use std::time::Instant;

pub(super) fn run(args: &PreviewArgs) -> Outcome {
    let started = Instant::now();
    let config = options::config(&args.production);
    let studio = match Studio::open(args.production.voices.as_deref(), &config.speakers) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let (source, prepared) = match args.line {
        Some(line) => {
            let Ok((source, mut prepared)) = prepare(Path::new(&args.input), &config, &studio) else {
                return Outcome::Failed;
            };
            if let Err(reason) = render::keep_line(&mut prepared.plan, &source, line.get()) {
                return fail(reason, Outcome::Failed);
            }
            (source, prepared)
        }
        None if Path::new(&args.input).is_file() => {
            let hint = "name one of its lines with `--line N`, or use `declaim render` for the whole file";
            return fail(format!("{} is a file: {hint}", args.input), Outcome::Misused);
        }
        None => {
            let source = Source::new("<line>", args.input.clone());
            let prepared = match render::prepare(&source, &config, &studio) {
                Ok(prepared) => prepared,
                Err(error) => return fail_with(&error),
            };
            if options::show(&prepared.diagnostics, &source) {
                return Outcome::Failed;
            }
            (source, prepared.value)
        }
    };
    match speak(
        &prepared,
        &source,
        Path::new("preview"),
        &args.output,
        &config,
        &studio,
    ) {
        Ok(finished) => {
            println!("{}", summary(&finished, started.elapsed().as_secs_f64()));
            Outcome::Done
        }
        Err(error) => fail_with(&error),
    }
}
