//! `declaim init`: writes a course file for a folder of scripts. Never overwrites one.

use super::args::InitArgs;
use super::inputs::{COURSE_FILE, gather_folder};
use super::{Outcome, fail, fail_with, options, record};
use crate::course::{self, Member};
use crate::render;
use std::io::Write as _;
use std::path::Path;

pub(super) fn run(args: &InitArgs) -> Outcome {
    if !args.folder.is_dir() {
        let text = format!("{}: there is no such folder", args.folder.display());
        return fail(text, Outcome::Failed);
    }
    let path = args.folder.join(COURSE_FILE);
    if path.exists() {
        return fail(
            format!("{} is there already; it is not overwritten", path.display()),
            Outcome::Failed,
        );
    }
    let desk = match gather_folder(&args.folder, &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    if !desk.show_faults().is_empty() {
        return Outcome::Failed;
    }
    let mut speakers: Vec<String> = Vec::new();
    let mut episodes = Vec::new();
    for episode in &desk.episodes {
        let name = episode.path.file_name().unwrap_or_default();
        episodes.push(name.to_string_lossy().into_owned());
        // What is wrong in scripts is said when they are checked or rendered.
        match render::prepare(&episode.source, &episode.config, desk.studio(episode)) {
            Ok(prepared) => {
                for name in prepared
                    .value
                    .script
                    .turns
                    .iter()
                    .filter_map(|turn| turn.speaker.as_ref())
                {
                    let known = |s: &String| s.to_lowercase() == name.to_lowercase();
                    if !speakers.iter().any(known) {
                        speakers.push(name.clone());
                    }
                }
            }
            Err(error) => return fail_with(&error),
        }
    }
    let Some(first) = desk.episodes.first() else {
        return Outcome::Failed;
    };
    let by_hand = options::speakers_by_hand(&args.production.cast);
    let voices = match desk.studio(first).usual_voices(&speakers, &by_hand) {
        Ok(voices) => voices,
        Err(error) => return fail_with(&error),
    };
    let member = |(name, voice)| Member { name, voice };
    let cast: Vec<_> = speakers.into_iter().zip(voices).map(member).collect();
    let lexicons = args.production.lexicon.iter();
    let lexicons: Vec<_> = lexicons
        .map(|path| record::relative(&args.folder, path))
        .collect();
    let text = course::template(&title(&args.folder), &episodes, &lexicons, &cast);
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            say!(
                "{}: {} and {}",
                path.display(),
                counted(episodes.len(), "episode"),
                counted(cast.len(), "speaker")
            );
            Outcome::Done
        }
        Err(error) => fail(
            format!("{}: cannot be written: {error}", path.display()),
            Outcome::Failed,
        ),
    }
}

/// `1 episode`, `2 episodes`.
pub(super) fn counted(n: usize, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {what}{plural}")
}

/// A folder's name as a title: `kubernetes-in-production` is `Kubernetes in production`.
fn title(folder: &Path) -> String {
    let path = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = path.components().next_back().map_or_else(String::new, |last| {
        last.as_os_str().to_string_lossy().into_owned()
    });
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Untitled".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_titles() {
        assert_eq!(
            title(Path::new("/x/kubernetes-in_production")),
            "Kubernetes in production"
        );
        assert_eq!(counted(1, "episode"), "1 episode");
    }
}
