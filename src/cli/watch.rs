//! `declaim watch`: renders what changed at each save, until Ctrl-C.
//!
//! Looks at times and sizes a few times a second, which works on every file system, network ones included. A change is
//! acted on when nothing has moved for a moment, so that a file half saved is not read; what is wrong in a script is
//! said and waited out.

use super::args::{ProgressStyle, WatchArgs};
use super::inputs::{COURSE_FILE, Desk, gather};
use super::render::outputs;
use super::session::{self, Reasons, Scope, Task, Wish};
use super::{Outcome, cache, fail, fail_with, options};
use crate::render;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// Between two looks.
const INTERVAL: Duration = Duration::from_millis(200);
/// Looks without a change before one is acted on.
const CALM: u32 = 2;

/// What is known of a file without reading it.
type Stamp = Option<(SystemTime, u64)>;

pub(super) fn run(args: &WatchArgs) -> Outcome {
    let ended = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ended);
    // A render under way is finished first: its outputs appear whole. A second Ctrl-C does not wait for it.
    let handler = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::abort();
        }
    });
    if let Err(error) = handler {
        return fail_with(&error);
    }
    let mut before = BTreeMap::new();
    while !ended.load(Ordering::Relaxed) {
        match gather(&args.inputs, &args.production) {
            Ok(desk) if before.is_empty() && desk.episodes.is_empty() && !desk.unreadable.is_empty() => {
                desk.show_faults();
                return Outcome::Failed;
            }
            Ok(desk) => {
                // Looked at before they are rendered: what is saved meanwhile counts as a change.
                before = stamps(args, &desk);
                once(args, desk);
            }
            Err(outcome) if before.is_empty() => return outcome,
            // It has been said; a lexicon saved with a mistake in it is waited out like a script.
            Err(_) => {
                before = before
                    .into_keys()
                    .map(|path| (path.clone(), stamp(&path)))
                    .collect()
            }
        }
        eprintln!("watching; Ctrl-C ends it");
        wait(&before, &ended);
    }
    Outcome::Done
}

/// Renders what changed.
fn once(args: &WatchArgs, mut desk: Desk) {
    for episode in &mut desk.episodes {
        args.levels.act(&mut episode.config);
    }
    let outputs = match outputs(&desk, args.output.as_deref()) {
        Ok(outputs) => outputs,
        Err(same) => {
            fail(same, Outcome::Failed);
            return;
        }
    };
    let wish = Wish {
        scope: Scope::Changed,
        task: Task::Render,
        reasons: Reasons::Kept,
        progress: ProgressStyle::Auto,
        keeping: cache::keeping(&args.keeping),
        jobs: options::jobs(args.production.jobs),
    };
    if let Ok(tally) = session::run(&desk, &outputs, &wish) {
        tally.close();
    }
}

/// Returns when something has changed and has stood still since, or at the end.
fn wait(before: &BTreeMap<PathBuf, Stamp>, ended: &AtomicBool) {
    let mut last = before.clone();
    let mut calm = 0;
    while !ended.load(Ordering::Relaxed) && (last == *before || calm < CALM) {
        std::thread::sleep(INTERVAL);
        let now: BTreeMap<_, _> = before.keys().map(|path| (path.clone(), stamp(path))).collect();
        calm = if now == last { calm + 1 } else { 0 };
        last = now;
    }
}

/// Everything that decides what is rendered.
fn stamps(args: &WatchArgs, desk: &Desk) -> BTreeMap<PathBuf, Stamp> {
    let mut paths: Vec<PathBuf> = args.inputs.clone();
    paths.extend(
        args.production
            .lexicon
            .iter()
            .chain(&args.production.voices)
            .cloned(),
    );
    for input in &args.inputs {
        // A course file may appear beside scripts, and scripts in a folder: that changes the folder's time.
        let folder = if input.is_dir() {
            input
        } else {
            input.parent().unwrap_or(Path::new(""))
        };
        paths.push(folder.join(COURSE_FILE));
    }
    for course in &desk.courses {
        paths.extend(course.watched());
    }
    for episode in &desk.episodes {
        paths.push(episode.path.clone());
        if episode.course.is_some() {
            paths.extend(episode.path.parent().map(Path::to_owned));
        }
        paths.extend(render::named_files(&episode.source, &episode.config));
        paths.extend(episode.config.lexicons.iter().cloned());
        let bookends = &episode.config.bookends;
        paths.extend(bookends.intro.iter().chain(&bookends.outro).cloned());
        paths.extend(bookends.bed.iter().map(|bed| bed.path.clone()));
    }
    paths
        .into_iter()
        .map(|path| (path.clone(), stamp(&path)))
        .collect()
}

fn stamp(path: &Path) -> Stamp {
    let here = path.as_os_str().is_empty();
    let metadata = std::fs::metadata(if here { Path::new(".") } else { path }).ok()?;
    Some((
        metadata.modified().ok()?,
        if metadata.is_file() { metadata.len() } else { 0 },
    ))
}
