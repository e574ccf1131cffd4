//! `declaim explain`: what a script is at one border of the pipeline, on standard output; of several scripts each below its
//! name. Owns no form: each stage prints its own output.

use super::args::{Emit, ExplainArgs};
use super::inputs::{Episode, gather};
use super::render::{Shown, prepare};
use super::{Outcome, cache, causes, fail_with, options, out};
use crate::render::{self, Batch, Prepared, Studio};

pub(super) fn run(args: &ExplainArgs) -> Outcome {
    let desk = match gather(std::slice::from_ref(&args.input), &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let mut failed = !desk.show_faults().is_empty();
    let several = desk.episodes.len() > 1;
    let mut gap = "";
    for episode in &desk.episodes {
        match prepare(episode, desk.studio(episode), Shown::All)
            .and_then(|prepared| text(args, &prepared, episode, desk.studio(episode)))
        {
            Ok(text) if several => {
                out::print(&format!("{gap}==> {} <==\n{text}", episode.source.name()));
                gap = "\n";
            }
            Ok(text) => out::print(&text),
            Err(_) => failed = true,
        }
    }
    if failed { Outcome::Failed } else { Outcome::Done }
}

/// What `--emit` asks for; what went wrong has been said when it returns `Err`.
fn text(
    args: &ExplainArgs,
    prepared: &Prepared,
    episode: &Episode,
    studio: &Studio,
) -> Result<String, String> {
    Ok(match args.emit {
        Emit::Document => prepared.document.print(),
        Emit::Script => prepared.script.print(),
        Emit::Spoken => studio.print_spoken(&prepared.spoken),
        Emit::Phonemes => prepared.phonemes.print(),
        Emit::Plan => render::print_plan(&prepared.plan),
        Emit::Timeline => {
            let (plan, config) = (&prepared.plan, &episode.config);
            let keeping = cache::keeping(&args.keeping);
            let take = Batch::new([studio], config.jobs, keeping, options::clock)
                .and_then(|batch| batch.perform(plan, config, &|_| {}));
            match take {
                Ok(take) => render::print_timeline(&take.timeline, plan),
                Err(error) => {
                    fail_with(&error);
                    return Err(causes(&error));
                }
            }
        }
    })
}
