//! `declaim preview`: one line, typed or taken from a script, as it sounds in the episode.

use super::args::PreviewArgs;
use super::inputs::{gather, typed};
use super::render::{prepare, speak, summary};
use super::{Outcome, fail, fail_with};
use crate::render;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(super) fn run(args: &PreviewArgs) -> Outcome {
    let started = Instant::now();
    let (desk, prepared) = match args.line {
        Some(line) => {
            let desk = match gather(&[PathBuf::from(&args.input)], &args.production) {
                Ok(desk) => desk,
                Err(outcome) => return outcome,
            };
            desk.show_faults();
            let [episode] = &desk.episodes[..] else {
                return Outcome::Failed;
            };
            let Ok(mut prepared) = prepare(episode, desk.studio(episode)) else {
                return Outcome::Failed;
            };
            if let Err(reason) = render::keep_line(&mut prepared.plan, &episode.source, line.get()) {
                return fail(reason, Outcome::Failed);
            }
            (desk, prepared)
        }
        None if Path::new(&args.input).is_file() => {
            let hint = "name one of its lines with `--line N`, or use `declaim render` for the whole file";
            return fail(format!("{} is a file: {hint}", args.input), Outcome::Misused);
        }
        None => {
            let desk = match typed(&args.input, &args.production) {
                Ok(desk) => desk,
                Err(outcome) => return outcome,
            };
            let Some(Ok(prepared)) = desk
                .episodes
                .first()
                .map(|episode| prepare(episode, desk.studio(episode)))
            else {
                return Outcome::Failed;
            };
            (desk, prepared)
        }
    };
    let episode = &desk.episodes[0];
    match speak(&prepared, episode, &args.output, desk.studio(episode)) {
        Ok(finished) => {
            println!("{}", summary(&finished, started.elapsed().as_secs_f64()));
            Outcome::Done
        }
        Err(error) => fail_with(&error),
    }
}
