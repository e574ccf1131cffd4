//! `declaim preview`: one line, typed or taken from a script, as it sounds in the episode.

use super::args::PreviewArgs;
use super::inputs::{gather, typed};
use super::render::{prepare, speak};
use super::{Outcome, cache, fail, fail_with, options};
use crate::render::{self, Batch};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &PreviewArgs) -> Outcome {
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
    let keeping = cache::keeping(&args.keeping);
    let batch = match Batch::new(
        [desk.studio(episode)],
        episode.config.jobs,
        keeping,
        options::clock,
    ) {
        Ok(batch) => batch,
        Err(error) => return fail_with(&error),
    };
    let line = render::Episode {
        source: &episode.source,
        plan: &prepared.plan,
        config: &episode.config,
        output: &args.output,
    };
    match speak(&batch, &[line], &episode.name) {
        1 => Outcome::Done,
        _ => Outcome::Failed,
    }
}
