//! `declaim verify`: proves that finished episodes are what their scripts and locks say, or names what is not.

use super::args::VerifyArgs;
use super::inputs::{COURSE_FILE, Desk, Episode, gather};
use super::render::{Shown, output_path, plan};
use super::{Outcome, album, fail, record};
use crate::course;
use crate::lock;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &VerifyArgs) -> Outcome {
    let mut failed = 0;
    let mut all = 0;
    let mut inputs = args.inputs.clone();
    if inputs.is_empty() {
        inputs.push(PathBuf::from("."));
    }
    for input in inputs.iter().flat_map(|input| outputs_in(input)) {
        // A WAV or a lock names its script; all else names scripts itself.
        let wav = is_output(&input).then(|| input.with_extension("wav"));
        let named = match &wav {
            None => input.clone(),
            Some(wav) => match script_of(wav) {
                Ok(script) => script,
                Err(text) => {
                    fail(text, Outcome::Failed);
                    (failed, all) = (failed + 1, all + 1);
                    continue;
                }
            },
        };
        let desk = match gather(&[named], &args.production) {
            Ok(mut desk) => {
                desk.episodes
                    .iter_mut()
                    .for_each(|episode| args.levels.act(&mut episode.config));
                desk
            }
            Err(outcome) => return outcome,
        };
        let lost = desk.show_faults().len();
        (failed, all) = (failed + lost, all + lost + desk.episodes.len());
        for episode in &desk.episodes {
            let output = wav
                .clone()
                .unwrap_or_else(|| output_path(episode, args.output.as_deref()));
            match one(episode, &desk, &output) {
                Ok(()) => say!("{}: as its script and its lock say", output.display()),
                Err(text) => {
                    failed += 1;
                    fail(format!("{}: {text}", output.display()), Outcome::Failed);
                }
            }
        }
    }
    match failed {
        0 => Outcome::Done,
        _ if all > 1 => fail(
            format!(
                "{failed} of {all} episodes {} not verified",
                if failed == 1 { "is" } else { "are" }
            ),
            Outcome::Failed,
        ),
        _ => Outcome::Failed,
    }
}

/// The first thing that differs, as a sentence.
fn one(episode: &Episode, desk: &Desk, output: &Path) -> Result<(), String> {
    let Some(lock) = record::read(output)? else {
        return Err(format!(
            "there is no {}; render it first",
            record::path_of(output).display()
        ));
    };
    // A record that was copied along says nothing of this file.
    if let (Some(of), Some(this)) = (lock.outputs.first(), output.file_name())
        && of.file != this.to_string_lossy()
    {
        let lock = record::path_of(output);
        return Err(format!(
            "{} is the lock of {}, not of this file",
            lock.display(),
            of.file
        ));
    }
    let studio = desk.studio(episode);
    let plan = plan(episode, studio, Shown::All)?;
    // Nothing is spoken here, so what speaks on this machine does not matter; keys and hashes do.
    let made = &lock.inputs;
    let mut inputs = record::inputs(episode, &plan, studio, output, &made.engine);
    inputs.declaim.clone_from(&made.declaim);
    // The other episodes of an album have locks of their own.
    if let (Some(_), Some(all)) = (album::of(desk, episode), made.settings.get(record::ALBUM)) {
        inputs.settings.insert(record::ALBUM.to_owned(), all.clone());
    }
    if let Some(difference) = lock::first_difference(&lock.inputs, &inputs) {
        return Err(format!("is not what would be rendered now; {difference}"));
    }
    record::first_wrong_output(&lock, output).map_or(Ok(()), Err)
}

/// Of a folder that holds records and no script, the records; else the input itself.
fn outputs_in(input: &Path) -> Vec<PathBuf> {
    let is_script = |entry: &std::fs::DirEntry| course::is_script(&entry.file_name().to_string_lossy());
    let scripts =
        || std::fs::read_dir(input).is_ok_and(|entries| entries.flatten().any(|entry| is_script(&entry)));
    if !input.is_dir() || input.join(COURSE_FILE).is_file() || scripts() {
        return vec![input.to_owned()];
    }
    match record::locks(input) {
        Ok(locks) if !locks.is_empty() => locks.iter().map(|lock| input.join(lock)).collect(),
        _ => vec![input.to_owned()],
    }
}

fn is_output(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "wav" || e == "lock")
}

/// The script that a WAV was made from, as its lock says.
fn script_of(wav: &Path) -> Result<PathBuf, String> {
    let lock = record::read(wav)?.ok_or_else(|| {
        let shown = wav.display();
        if wav.is_file() {
            let lock = record::path_of(wav);
            format!("{shown}: there is no {}; render it first", lock.display())
        } else {
            format!("{shown}: there is no such file")
        }
    })?;
    let script = &lock.inputs.script.file;
    if script == "-" {
        return Err(format!(
            "{}: was rendered from standard input, which cannot be read again",
            wav.display()
        ));
    }
    Ok(tidy(&wav.parent().unwrap_or(Path::new("")).join(script)))
}

/// Without `folder/..` in it, so that people recognise it.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        let inside = tidy.file_name().is_some();
        if part.as_os_str() == ".." && inside {
            tidy.pop();
        } else {
            tidy.push(part);
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_go() {
        assert_eq!(tidy(Path::new("c/out/../a.txt")), Path::new("c/a.txt"));
        assert_eq!(tidy(Path::new("../a.txt")), Path::new("../a.txt"));
        assert_eq!(tidy(Path::new("../../c/x/../a.txt")), Path::new("../../c/a.txt"));
    }
}
