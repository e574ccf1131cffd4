//! `declaim render`: scripts to mastered WAV files.

use super::args::RenderArgs;
use super::inputs::{Desk, Episode, USUAL_FOLDER, gather, name_of};
use super::options;
use super::progress::Progress;
use super::{Outcome, cache, causes, fail, fail_with};
use crate::render::{self, Batch, Event, Finished, LoudnessReport, Prepared, RenderError, Studio};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

pub(super) fn run(args: &RenderArgs) -> Outcome {
    let desk = match gather(&args.inputs, &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let outputs: Vec<_> = desk
        .episodes
        .iter()
        .map(|episode| output_path(episode, args.output.as_deref()))
        .collect();
    if let Some((first, second)) = collision(&desk, &outputs, args.output.as_deref()) {
        let (first, second) = (first.display(), second.display());
        return fail(
            format!("{first} and {second} would write the same file; render them with different -o"),
            Outcome::Misused,
        );
    }
    let mut failed = desk.show_faults();
    let all = failed + desk.episodes.len();
    let studios = desk.episodes.iter().map(|episode| desk.studio(episode));
    let keeping = cache::keeping(&args.keeping);
    let batch = match Batch::new(
        studios,
        options::jobs(args.production.jobs),
        keeping,
        options::clock,
    ) {
        Ok(batch) => batch,
        Err(error) => return fail_with(&error),
    };
    let prepared: Vec<_> = desk
        .episodes
        .iter()
        .zip(&outputs)
        .filter_map(|(episode, output)| {
            let prepared = prepare(episode, desk.studio(episode)).ok()?;
            Some((episode, prepared.plan, output))
        })
        .collect();
    let episodes: Vec<_> = prepared
        .iter()
        .map(|(episode, plan, output)| render::Episode {
            source: &episode.source,
            plan,
            config: &episode.config,
            output,
        })
        .collect();
    let name = match &*desk.episodes {
        [episode] => episode.name.clone(),
        episodes => format!("{} episodes", episodes.len()),
    };
    failed += desk.episodes.len() - speak(&batch, &episodes, &name);
    if failed > 0 && all > 1 {
        return fail(
            format!("{failed} of {all} scripts were not rendered"),
            Outcome::Failed,
        );
    }
    if failed > 0 {
        Outcome::Failed
    } else {
        Outcome::Done
    }
}

/// Prepares a script, showing every finding; `Err` if any of them forbids rendering.
pub(super) fn prepare(episode: &Episode, studio: &Studio) -> Result<Prepared, ()> {
    let source = &episode.source;
    if let Some(finding) = &episode.not_utf8 {
        options::show(std::slice::from_ref(finding), source);
        fail(
            format!("{}: not rendered: it is not UTF-8", source.name()),
            Outcome::Failed,
        );
        return Err(());
    }
    let prepared = render::prepare(source, &episode.config, studio).map_err(|error| {
        fail_with(&error);
    })?;
    if options::show(&prepared.diagnostics, source) {
        let count = options::count_line(&prepared.diagnostics);
        fail(
            format!("{}: not rendered: {count}", source.name()),
            Outcome::Failed,
        );
        return Err(());
    }
    Ok(prepared.value)
}

/// Performs and writes episodes, with progress and a line for each; how many could be written.
pub(super) fn speak(batch: &Batch, episodes: &[render::Episode<'_>], name: &str) -> usize {
    // A folder that cannot be written to is found out before anything is spoken.
    let mut ready = Vec::new();
    for episode in episodes {
        match make_room(episode) {
            Ok(()) => ready.push(*episode),
            Err(error) => {
                fail_with(&error);
            }
        }
    }
    if ready.is_empty() {
        return 0;
    }
    let progress = Progress::start(name, ready.iter().map(|e| e.plan.jobs.len()).sum());
    let (audio, started) = (Mutex::new(0.0), Instant::now());
    let results = batch.render(&ready, &|event| match event {
        Event::Clip { clip, .. } => {
            if let Ok(mut audio) = audio.lock() {
                *audio += clip.length.seconds(clip.rate);
                progress.advance(*audio);
            }
        }
        Event::Mixing { .. } => progress.event("spoken; mixing and mastering"),
        Event::Finished { result, .. } => progress.suspend(|| match result {
            Ok(finished) => println!("{}", summary(finished, started.elapsed().as_secs_f64())),
            Err(error) => {
                fail_with(error);
            }
        }),
        Event::Notice(notice) => progress.suspend(|| eprintln!("warning: {}", causes(notice))),
    });
    progress.finish();
    results.iter().filter(|result| result.is_ok()).count()
}

fn make_room(episode: &render::Episode<'_>) -> Result<(), RenderError> {
    if let Some(folder) = episode.output.parent() {
        std::fs::create_dir_all(folder).map_err(|source| RenderError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    render::check_output(episode.output, episode.config)
}

/// One line about a finished file: length, loudness and peak as measured on what was written.
pub(super) fn summary(finished: &Finished, wall: f64) -> String {
    let path = finished
        .files
        .first()
        .map(|p| p.display().to_string())
        .unwrap_or_default();
    let minutes = (finished.seconds / 60.0).floor();
    let seconds = finished.seconds - 60.0 * minutes;
    format!(
        "{path}: {minutes:.0}:{seconds:06.3}, {}; {wall:.1} s, {:.0} times real time",
        levels(&finished.report),
        finished.seconds / wall.max(1e-3),
    )
}

/// What mastering measured on the file, and what it did.
fn levels(report: &LoudnessReport) -> String {
    let loudness = report.after.integrated.map_or_else(
        || "too short to measure its loudness".to_owned(),
        |l| l.to_string(),
    );
    format!(
        "{loudness}, true peak {}, gain {}, limiter at most {}",
        report.after.true_peak, report.gain, report.max_reduction
    )
}

/// Where an episode's WAV goes: to the folder the command line names, else to that of its course.
fn output_path(episode: &Episode, folder: Option<&Path>) -> PathBuf {
    folder
        .unwrap_or(&episode.folder)
        .join(format!("{}.wav", episode.name))
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
