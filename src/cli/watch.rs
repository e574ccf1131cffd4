//! `declaim watch`: renders what changed at each save, until Ctrl-C.
//!
//! Looks at times, sizes and the names in folders a few times a second, which works on every file system, network ones
//! included. A change is acted on when nothing has moved for a moment, so that a file half saved is not read; what is
//! wrong in a script is said and waited out.

use super::args::{ProgressStyle, WatchArgs};
use super::inputs::{COURSE_FILE, Desk, gather};
use super::options::is_stdin;
use super::render::outputs;
use super::session::{self, Reasons, Scope, Task, Wish};
use super::{Outcome, cache, fail, fail_with, options};
use crate::render::{self, Keeping};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// Between two looks.
const INTERVAL: Duration = Duration::from_millis(200);
/// Looks without a change before one is acted on.
const CALM: u32 = 2;

/// What an episode's files are called after its name.
const ENDINGS: [&str; 5] = ["wav", "lock", "words.json", "vtt", "chapters.json"];

/// What is known of a path without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stamp {
    Missing,
    File(SystemTime, u64),
    /// The names in it, but for the episodes' own outputs.
    Folder(Vec<OsString>),
}

pub(super) fn run(args: &WatchArgs) -> Outcome {
    if args.inputs.iter().any(|input| is_stdin(input)) {
        let text = "`-` cannot be watched: standard input is read once; name files or folders";
        return fail(text, Outcome::Misused);
    }
    let (ended, busy) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(true)));
    let (flag, at_work) = (Arc::clone(&ended), Arc::clone(&busy));
    // A render under way is finished first: its outputs appear whole. A second Ctrl-C does not wait for it.
    let handler = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::abort();
        }
        if at_work.load(Ordering::Relaxed) {
            eprintln!("finishing the episodes in progress; Ctrl-C again does not wait for them");
        }
    });
    if let Err(error) = handler {
        return fail_with(&error);
    }
    let mut before = BTreeMap::new();
    let mut own = BTreeSet::new();
    while !ended.load(Ordering::Relaxed) {
        match gather(&args.inputs, &args.production) {
            Ok(desk) if before.is_empty() && desk.episodes.is_empty() && !desk.unreadable.is_empty() => {
                desk.show_faults();
                return Outcome::Failed;
            }
            Ok(desk) => {
                own = written(args, &desk);
                // Looked at before they are rendered: what is saved meanwhile counts as a change.
                before = stamps(args, &desk, &own);
                once(args, desk);
            }
            Err(outcome) if before.is_empty() => return outcome,
            // It has been said; a lexicon saved with a mistake in it is waited out like a script.
            Err(_) => {
                before = before
                    .into_keys()
                    .map(|path| (path.clone(), stamp(&path, &own)))
                    .collect()
            }
        }
        busy.store(false, Ordering::Relaxed);
        if !ended.load(Ordering::Relaxed) {
            eprintln!("watching; Ctrl-C ends it");
        }
        wait(&before, &own, &ended);
        busy.store(true, Ordering::Relaxed);
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
fn wait(before: &BTreeMap<PathBuf, Stamp>, own: &BTreeSet<PathBuf>, ended: &AtomicBool) {
    let mut last = before.clone();
    let mut calm = 0;
    while !ended.load(Ordering::Relaxed) && (last == *before || calm < CALM) {
        std::thread::sleep(INTERVAL);
        let now: BTreeMap<_, _> = before
            .keys()
            .map(|path| (path.clone(), stamp(path, own)))
            .collect();
        calm = if now == last { calm + 1 } else { 0 };
        last = now;
    }
}

/// What a render may write, its cache among it, and the folders on the way there.
fn written(args: &WatchArgs, desk: &Desk) -> BTreeSet<PathBuf> {
    let outputs = outputs(desk, args.output.as_deref()).unwrap_or_default();
    let mut written = BTreeSet::new();
    for output in outputs
        .iter()
        .filter_map(|output| std::path::absolute(output).ok())
    {
        written.extend(ENDINGS.map(|ending| output.with_extension(ending)));
        written.extend(output.ancestors().map(Path::to_owned));
    }
    if let Keeping::Cache(cache, _) = cache::keeping(&args.keeping)
        && let Ok(cache) = std::path::absolute(cache.path())
    {
        written.extend(cache.ancestors().map(Path::to_owned));
    }
    written
}

/// Everything that decides what is rendered.
fn stamps(args: &WatchArgs, desk: &Desk, own: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Stamp> {
    let mut paths: Vec<PathBuf> = args.inputs.clone();
    paths.extend(
        args.production
            .lexicon
            .iter()
            .chain(&args.production.voices)
            .cloned(),
    );
    for input in &args.inputs {
        // A course file may appear beside scripts, and scripts in a folder: that changes the names in it.
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
        .map(|path| (path.clone(), stamp(&path, own)))
        .collect()
}

fn stamp(path: &Path, own: &BTreeSet<PathBuf>) -> Stamp {
    let here = path.as_os_str().is_empty();
    let path = if here { Path::new(".") } else { path };
    let Ok(metadata) = std::fs::metadata(path) else {
        return Stamp::Missing;
    };
    if metadata.is_dir() {
        return Stamp::Folder(names(path, own));
    }
    match metadata.modified() {
        Ok(modified) => Stamp::File(modified, metadata.len()),
        Err(_) => Stamp::Missing,
    }
}

/// The names in a folder, but for its own outputs and what is not whole yet.
fn names(folder: &Path, own: &BTreeSet<PathBuf>) -> Vec<OsString> {
    let is_own = |name: &OsString| {
        std::path::absolute(folder.join(name)).is_ok_and(|path| own.contains(&path))
            || Path::new(name).extension().is_some_and(|e| e == "part")
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.retain(|name| !is_own(name));
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_render_into_a_watched_folder_is_no_change_and_a_new_script_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let own = ["a.wav", "a.lock", "made", "made/out"].map(at).into();
        let look = || stamp(folder.path(), &own);
        let write = |name: &str| std::fs::write(at(name), "").unwrap();
        write("a.txt");
        let before = look();
        for name in ["a.wav", "a.lock", ".a.wav.1-2.part"] {
            write(name);
        }
        std::fs::create_dir_all(at("made/out")).unwrap();
        assert_eq!(look(), before);
        write("bell.wav");
        assert_ne!(look(), before);
        let before = look();
        write("b.txt");
        let two = look();
        assert_ne!(two, before);
        std::fs::create_dir(at("more")).unwrap();
        assert_ne!(look(), two);
        let file = stamp(&at("a.txt"), &own);
        std::fs::write(at("a.txt"), "Ann: Hi.").unwrap();
        assert_ne!(stamp(&at("a.txt"), &own), file);
        assert_eq!(stamp(&at("none"), &own), Stamp::Missing);
    }
}
