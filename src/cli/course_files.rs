//! The files of a course in its folder: the scripts that its patterns name, in order, and those that are not there.
//!
//! An edge: lists folders, and asks the renderer what can be played. Knows nothing of what is in a script.

use super::causes;
use super::inputs::{CourseFile, shown};
use crate::course::{self, Named};
use crate::diag::{Code, nearest};
use crate::render;
use std::collections::HashSet;
use std::path::Path;

/// Reports the files that a course names and that are not there, or are recordings that cannot be played.
pub(super) fn look_for_files(course: &mut CourseFile) {
    for Named { name, span } in course.course.files.clone() {
        let path = course.folder.join(&name);
        if !path.is_file() {
            let message = format!("there is no file {}", path.display());
            let fix = nearest_file(&course.folder, &name, &course.course.files);
            course.report(Code::CourseMissingFile, span, message, fix);
        } else if !course
            .course
            .config
            .lexicons
            .iter()
            .any(|lexicon| lexicon == Path::new(&name))
            && let Err(error) = render::is_playable(&path)
        {
            let fix = "name a WAV, FLAC or MP3 file".to_owned();
            course.report(Code::CourseMissingFile, span, causes(&error), Some(fix));
        }
    }
}

/// The scripts of a course in order, as paths from its folder with `/`. Reports patterns that name none, once.
pub(super) fn episodes(course: &mut CourseFile) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut scripts = Vec::new();
    if course.course.episodes.is_empty() {
        scripts = files(&course.folder, 0);
        scripts.retain(|name| course::is_script(name));
        scripts.sort_by(|a, b| course::natural(a, b));
    }
    for Named { name, span } in course.course.episodes.clone() {
        let mut named = if course::is_pattern(&name) {
            let depth = if name.contains("**") {
                DEEPEST
            } else {
                name.matches('/').count().min(DEEPEST)
            };
            let mut named = files(&course.folder, depth);
            named.retain(|path| course::matches(&name, path));
            named.sort_by(|a, b| course::natural(a, b));
            named
        } else {
            let there = course.folder.join(&name).is_file();
            there
                .then(|| name.trim_start_matches("./").to_owned())
                .into_iter()
                .collect()
        };
        let known = course
            .diagnostics
            .iter()
            .any(|d| d.code == Code::CourseMissingFile && d.span == span);
        if named.is_empty() && !known {
            let message = format!("`{name}` names no script in {}", shown(&course.folder));
            let fix = nearest_file(&course.folder, &name, &course.course.episodes);
            course.report(Code::CourseMissingFile, span, message, fix);
        }
        named.retain(|path| seen.insert(path.clone()));
        scripts.append(&mut named);
    }
    scripts
}

/// Folders inside folders that a pattern reaches at most.
pub(super) const DEEPEST: usize = 8;

/// The files in a folder, and in those in it down to `depth`, as paths from it with `/`.
fn files(folder: &Path, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(entries) = std::fs::read_dir(here) else {
        return found; // said where nothing is found
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() {
            found.push(name);
        } else if depth > 0 && entry.path().is_dir() {
            found.extend(
                files(&entry.path(), depth - 1)
                    .iter()
                    .map(|below| format!("{name}/{below}")),
            );
        }
    }
    found
}

/// What to write instead of a file that is not there: none that is listed beside it.
fn nearest_file(folder: &Path, name: &str, listed: &[Named]) -> Option<String> {
    let mut there = files(folder, name.matches('/').count().min(DEEPEST));
    there.retain(|file| listed.iter().all(|listed| listed.name != *file));
    nearest(name, there.iter().map(String::as_str)).map(|meant| format!("write \"{meant}\""))
}
