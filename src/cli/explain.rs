//! `declaim explain`: what a script is at one border of the pipeline, on standard output.

use super::args::{Emit, ExplainArgs};
use super::render::prepare;
use super::{Outcome, fail_with, options};
use crate::render::{self, Studio};
use std::io::Write as _;

pub(super) fn run(args: &ExplainArgs) -> Outcome {
    let config = options::config(&args.production);
    let studio = match Studio::open(args.production.voices.as_deref(), &config.speakers) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let Ok((_, prepared)) = prepare(&args.input, &config, &studio) else {
        return Outcome::Failed;
    };
    let text = match args.emit {
        Emit::Document => prepared.document.print(),
        Emit::Script => prepared.script.print(),
        Emit::Spoken => prepared.spoken.print_spoken(),
        Emit::Phonemes => prepared.phonemes.print(),
        Emit::Plan => render::print_plan(&prepared.plan),
        Emit::Timeline => {
            let take = render::engine(&prepared.plan, &config, &studio, options::clock)
                .and_then(|engine| render::perform(&prepared.plan, &config, &engine, &|_| {}));
            match take {
                Ok(take) => render::print_timeline(&take.timeline, &prepared.plan),
                Err(error) => return fail_with(&error),
            }
        }
    };
    // A reader that closes the pipe early (`| head`) has what it wants.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Outcome::Done
}
