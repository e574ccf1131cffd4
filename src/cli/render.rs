//! `declaim render`: scripts to mastered WAV files.

use super::args::RenderArgs;
use super::options::{self, is_stdin, read_input, unreadable};
use super::progress::Progress;
use super::{Outcome, fail, fail_with};
use crate::config::EpisodeConfig;
use crate::render::{self, Finished, LoudnessReport, Prepared, RenderError, Studio};
use crate::source::Source;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

pub(super) fn run(args: &RenderArgs) -> Outcome {
    let outputs: Vec<_> = args
        .inputs
        .iter()
        .map(|input| output_path(input, &args.output))
        .collect();
    if let Some((first, second)) = collision(&args.inputs, &outputs) {
        let (first, second) = (first.display(), second.display());
        return fail(
            format!("{first} and {second} would write the same file; render them with different -o"),
            Outcome::Misused,
        );
    }
    let config = options::config(&args.production);
    let studio = match Studio::open(args.production.voices.as_deref(), &config.speakers) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let mut failed = 0;
    for (input, output) in args.inputs.iter().zip(&outputs) {
        let started = Instant::now();
        match episode(input, output, &config, &studio) {
            Ok(finished) => println!("{}", summary(&finished, started.elapsed().as_secs_f64())),
            Err(()) => failed += 1,
        }
    }
    if failed > 0 && args.inputs.len() > 1 {
        return fail(
            format!("{failed} of {} scripts were not rendered", args.inputs.len()),
            Outcome::Failed,
        );
    }
    if failed > 0 {
        Outcome::Failed
    } else {
        Outcome::Done
    }
}

/// One script to one file; what went wrong has been said when it returns `Err`.
fn episode(input: &Path, output: &Path, config: &EpisodeConfig, studio: &Studio) -> Result<Finished, ()> {
    let (source, prepared) = prepare(input, config, studio)?;
    speak(&prepared, &source, input, output, config, studio).map_err(|error| {
        fail_with(&error);
    })
}

/// Reads and prepares a script, showing every finding; `Err` if any of them forbids rendering.
pub(super) fn prepare(
    input: &Path,
    config: &EpisodeConfig,
    studio: &Studio,
) -> Result<(Source, Prepared), ()> {
    let (source, not_utf8) = match read_input(input) {
        Ok(read) => read,
        Err(error) => {
            fail(unreadable(input, &error), Outcome::Failed);
            return Err(());
        }
    };
    if let Some(finding) = not_utf8 {
        options::show(&[finding], &source);
        fail(
            format!("{}: not rendered: it is not UTF-8", source.name()),
            Outcome::Failed,
        );
        return Err(());
    }
    let prepared = render::prepare(&source, config, studio).map_err(|error| {
        fail_with(&error);
    })?;
    if options::show(&prepared.diagnostics, &source) {
        let count = options::count_line(&prepared.diagnostics);
        fail(
            format!("{}: not rendered: {count}", source.name()),
            Outcome::Failed,
        );
        return Err(());
    }
    Ok((source, prepared.value))
}

/// Performs and writes a prepared script, with progress.
pub(super) fn speak(
    prepared: &Prepared,
    source: &Source,
    input: &Path,
    output: &Path,
    config: &EpisodeConfig,
    studio: &Studio,
) -> Result<Finished, RenderError> {
    // A folder that cannot be made is found out before anything is spoken.
    if let Some(folder) = output.parent() {
        std::fs::create_dir_all(folder).map_err(|source| RenderError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    render::check_output(output, config)?;
    let engine = render::engine(&prepared.plan, config, studio, options::clock)?;
    let name = input.file_stem().map_or_else(
        || input.display().to_string(),
        |s| s.to_string_lossy().into_owned(),
    );
    let progress = Progress::start(&name, prepared.plan.jobs.len());
    let audio = Mutex::new(0.0);
    let take = render::perform(&prepared.plan, config, &engine, &|done| {
        if let Ok(mut audio) = audio.lock() {
            *audio += done.length.seconds(done.rate);
            progress.advance(*audio);
        }
    });
    let take = match take {
        Ok(take) => take,
        Err(error) => {
            progress.finish();
            return Err(error);
        }
    };
    progress.event("spoken; mixing and mastering");
    let finished = render::finish(&take, source, &prepared.plan, config, output);
    progress.finish();
    finished
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

fn output_path(input: &Path, folder: &Path) -> PathBuf {
    let stem = if is_stdin(input) {
        "stdin".as_ref()
    } else {
        input.file_stem().unwrap_or("episode".as_ref())
    };
    let mut name = stem.to_os_string();
    name.push(".wav");
    folder.join(name)
}

/// Two inputs that would write one file.
fn collision<'a>(inputs: &'a [PathBuf], outputs: &[PathBuf]) -> Option<(&'a Path, &'a Path)> {
    let mut seen = HashMap::new();
    for (input, output) in inputs.iter().zip(outputs) {
        if let Some(first) = seen.insert(output, input) {
            return Some((first, input));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_named_after_scripts_and_may_not_collide() {
        assert_eq!(
            output_path(Path::new("a/episode-01.txt"), Path::new("out")),
            Path::new("out/episode-01.wav")
        );
        assert_eq!(
            output_path(Path::new("-"), Path::new("out")),
            Path::new("out/stdin.wav")
        );
        let inputs = [PathBuf::from("a/x.txt"), PathBuf::from("b/x.txt")];
        let outputs: Vec<_> = inputs.iter().map(|i| output_path(i, Path::new("out"))).collect();
        assert!(collision(&inputs, &outputs).is_some());
    }
}
