//! `declaim export`: a script for another engine, with a warning for each kind of thing that engine would drop.
//! What an engine takes and what it drops is known in `markup/export` alone, never here.

use super::args::{Engine, ExportArgs};
use super::inputs::{Episode, gather, is_same_file};
use super::render::{Shown, prepare};
use super::{Outcome, fail, options, out};
use crate::render::{Dialect, Studio};
use crate::staged;

pub(super) fn run(args: &ExportArgs) -> Outcome {
    let desk = match gather(std::slice::from_ref(&args.input), &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    if args.output.is_some() && desk.episodes.len() > 1 {
        let hint = "name one of them";
        return fail(
            format!("{} names several scripts; {hint}", args.input.display()),
            Outcome::Misused,
        );
    }
    if let Some(path) = args.output.as_ref().filter(|path| path.is_dir()) {
        let text = format!("{}: is a folder; name the file to write", path.display());
        return fail(text, Outcome::Misused);
    }
    if let Some(path) = &args.output
        && desk
            .episodes
            .iter()
            .any(|episode| is_same_file(&episode.path, path))
    {
        let text = format!(
            "{}: is the script that is exported; name another file",
            path.display()
        );
        return fail(text, Outcome::Misused);
    }
    if desk.episodes.len() > 1 && args.to != Engine::Text {
        let text = "an export to this engine takes one: name one of them";
        return fail(
            format!("{} names several scripts; {text}", args.input.display()),
            Outcome::Misused,
        );
    }
    let mut failed = !desk.show_faults().is_empty();
    for (index, episode) in desk.episodes.iter().enumerate() {
        if index > 0 {
            // A paragraph ends between two scripts.
            out::print("\n");
        }
        failed |= one(args, episode, desk.studio(episode)).is_err();
    }
    if failed { Outcome::Failed } else { Outcome::Done }
}

/// One script; what went wrong has been said when it returns `Err`.
fn one(args: &ExportArgs, episode: &Episode, studio: &Studio) -> Result<(), String> {
    let prepared = prepare(episode, studio, Shown::Graver)?;
    let dialect = match args.to {
        Engine::Ssml => Dialect::Ssml,
        Engine::Google => Dialect::Google,
        Engine::Azure => Dialect::Azure,
        Engine::Polly => Dialect::Polly,
        Engine::Text => Dialect::Text,
    };
    let exported = prepared.script.export(dialect);
    options::show(&exported.diagnostics, &episode.source);
    match &args.output {
        Some(path) if options::make_folder_of(path).is_err() => Err(path.display().to_string()),
        Some(path) => staged::write_whole(path, exported.value.as_bytes()).map_err(|error| {
            let path = path.display();
            let text = format!("{path}: cannot be written: {error}");
            fail(&text, Outcome::Failed);
            text
        }),
        None => {
            out::print(&exported.value);
            Ok(())
        }
    }
}
