//! `declaim render`: scripts and courses to mastered WAV files. Owns where each WAV goes, and that no two go to
//! one place; which of them are made again is `session`'s.

use super::args::{ProgressStyle, RenderArgs};
use super::inputs::{Desk, Episode, USUAL_FOLDER, gather, is_same_file, name_of};
use super::session::{self, Reasons, Scope, Task, Wish};
use super::{Outcome, cache, causes, fail, options};
use crate::diag::{Findings, Severity};
use crate::render::{self, Prepared, RenderError, RenderPlan, Studio};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &RenderArgs) -> Outcome {
    if args.progress == ProgressStyle::Json && (args.dry_run || args.why) {
        let text = "`--progress json` cannot be combined with `--dry-run` or `--why`";
        return fail(text, Outcome::Misused);
    }
    if let Some(folder) = args.output.as_deref()
        && folder.extension().is_some_and(|e| e == "wav")
        && !folder.is_dir()
    {
        let text = format!(
            "-o names the folder that episodes go to, each as NAME.wav; {} looks like a file",
            folder.display()
        );
        return fail(text, Outcome::Misused);
    }
    let mut desk = match gather(&args.inputs, &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    for episode in &mut desk.episodes {
        args.levels.act(&mut episode.config);
    }
    let outputs = match outputs(&desk, args.output.as_deref()) {
        Ok(outputs) => outputs,
        Err(same) => return fail(same, Outcome::Misused),
    };
    let wish = Wish {
        scope: match (args.force, args.locked) {
            (true, _) => Scope::Everything,
            (false, true) => Scope::Locked,
            (false, false) => Scope::Changed,
        },
        task: if args.dry_run { Task::Predict } else { Task::Render },
        reasons: if args.why { Reasons::Given } else { Reasons::Kept },
        progress: args.progress,
        keeping: cache::keeping(&args.keeping),
        jobs: options::jobs(args.production.jobs),
    };
    match session::run(&desk, &outputs, &wish) {
        Ok(tally) => tally.close(),
        Err(outcome) => outcome,
    }
}

/// Which findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// All.
    All,
    /// All but notes: they were given when the script was rendered as it is, or are about our voices.
    Graver,
}

/// Prepares a script, showing those of its findings that are wanted; `Err` if any of them forbids rendering: why, which has been said.
pub(super) fn prepare(episode: &Episode, studio: &Studio, shown: Shown) -> Result<Prepared, String> {
    let made = || render::prepare(&episode.source, &episode.config, studio);
    sound(episode, shown, made)
}

/// The same, and only the plan is kept.
pub(super) fn plan(episode: &Episode, studio: &Studio, shown: Shown) -> Result<RenderPlan, String> {
    let made = || render::plan(&episode.source, &episode.config, studio);
    sound(episode, shown, made)
}

/// What is made of a script that may be rendered.
fn sound<T>(
    episode: &Episode,
    shown: Shown,
    make: impl FnOnce() -> Result<Findings<T>, RenderError>,
) -> Result<T, String> {
    let source = &episode.source;
    let not_rendered = |reason: String| {
        fail(
            format!("{}: not rendered: {reason}", source.name()),
            Outcome::Failed,
        );
        reason
    };
    if let Some(finding) = &episode.not_utf8 {
        options::show(std::slice::from_ref(finding), source);
        return Err(not_rendered("it is not UTF-8".to_owned()));
    }
    let Findings {
        value,
        mut diagnostics,
    } = make().map_err(|error| not_rendered(causes(&error)))?;
    if shown == Shown::Graver {
        diagnostics.retain(|finding| finding.severity() != Severity::Note);
    }
    if options::show(&diagnostics, source) {
        return Err(not_rendered(options::count_line(&diagnostics)));
    }
    Ok(value)
}

/// Where an episode's WAV goes: to the folder the command line names, else to that of its course.
pub(super) fn output_path(episode: &Episode, folder: Option<&Path>) -> PathBuf {
    folder
        .unwrap_or(&episode.folder)
        .join(format!("{}.wav", episode.name))
}

/// Where the episodes' WAVs go, each to a file of its own.
///
/// # Errors
/// A sentence that names two inputs which would write one file.
pub(super) fn outputs(desk: &Desk, folder: Option<&Path>) -> Result<Vec<PathBuf>, String> {
    let episodes = desk.episodes.iter();
    let outputs: Vec<_> = episodes.map(|episode| output_path(episode, folder)).collect();
    match collision(desk, &outputs, folder) {
        Some((first, second)) => Err(format!(
            "{} and {} would write the same file; rename one, or render them one by one, each with its own `-o`",
            first.display(),
            second.display()
        )),
        None => match overwritten(desk, &outputs) {
            Some(recording) => Err(format!(
                "{}: is played in the episode that would be written over it; name another folder with `-o`",
                recording.display()
            )),
            None => Ok(outputs),
        },
    }
}

/// A recording around the speech that an output would take the place of.
fn overwritten<'a>(desk: &'a Desk, outputs: &[PathBuf]) -> Option<&'a Path> {
    let bookends = desk.episodes.iter().map(|episode| &episode.config.bookends);
    let played = bookends.flat_map(|b| {
        [
            b.intro.as_ref(),
            b.outro.as_ref(),
            b.bed.as_ref().map(|bed| &bed.path),
        ]
    });
    let mut played = played.flatten().map(PathBuf::as_path);
    played.find(|recording| outputs.iter().any(|output| is_same_file(recording, output)))
}

/// Two inputs that would write one file, were they read.
fn collision<'a>(desk: &'a Desk, outputs: &[PathBuf], folder: Option<&Path>) -> Option<(&'a Path, &'a Path)> {
    let unread = |(path, _): &'a (PathBuf, String)| {
        let folder = folder.unwrap_or(Path::new(USUAL_FOLDER));
        (folder.join(format!("{}.wav", name_of(path))), &**path)
    };
    let read = desk.episodes.iter().zip(outputs);
    let read = read.map(|(episode, output)| (output.clone(), &*episode.path));
    let mut seen = HashMap::new();
    for (output, path) in read.chain(desk.unreadable.iter().map(unread)) {
        if let Some(first) = seen.insert(output, path) {
            return Some((first, path));
        }
    }
    None
}
