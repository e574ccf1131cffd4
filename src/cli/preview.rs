//! `declaim preview`: one line, typed or taken from a script, as it sounds in the episode.
//!
//! Its clips are those of the episode, to the byte, and stay in the same cache. Its level is the episode's as far as it
//! is known: predicted from utterances of the episode that have been spoken before. Leaves no record beside the
//! file; how a level is predicted is `render`'s.

use super::args::PreviewArgs;
use super::init::counted;
use super::inputs::{Desk, Episode, gather, one_line, typed};
use super::play::Player;
use super::render::{Shown, plan};
use super::session::speak;
use super::{Outcome, album, cache, fail, fail_with, options};
use crate::config::{EpisodeConfig, Loudness};
use crate::course;
use crate::render::{self, Batch, RenderPlan};
use std::path::{Path, PathBuf};

/// The file that is written where none is named.
const USUAL_FILE: &str = "preview.wav";

pub(super) fn run(args: &PreviewArgs) -> Outcome {
    if let Some(path) = &args.output
        && let Err(outcome) = options::wav(path)
    {
        return outcome;
    }
    // Whether anything can be heard is found out before anything is spoken.
    let player = match args.play.then(Player::find).transpose() {
        Ok(player) => player,
        Err(error) => return fail_with(&error),
    };
    let desk = match desk(args) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    desk.show_faults();
    let [episode] = &desk.episodes[..] else {
        return match desk.episodes.len() {
            0 => Outcome::Failed,
            scripts => fail(
                format!(
                    "{} are named: preview takes a line of one",
                    counted(scripts, "script")
                ),
                Outcome::Misused,
            ),
        };
    };
    let studio = desk.studio(episode);
    // Notes on a script are given where it is rendered and checked; of a line that was typed nowhere else.
    let shown = if args.line.is_some() {
        Shown::Graver
    } else {
        Shown::All
    };
    let Ok(mut plan) = plan(episode, studio, shown) else {
        return Outcome::Failed;
    };
    let keeping = cache::keeping(&args.keeping);
    let batch = match Batch::new([studio], episode.config.jobs, keeping, options::clock) {
        Ok(batch) => batch,
        Err(error) => return fail_with(&error),
    };
    let mut config = episode.config.clone();
    if let Some(line) = args.line {
        let whole = plan.clone();
        if let Err(reason) = render::keep_line(&mut plan, &episode.source, line.get(), args.context) {
            return fail(reason, Outcome::Failed);
        }
        level(&batch, episode, &whole, &mut config);
    }
    let temporary = std::env::temp_dir().join(format!("declaim-preview-{}.wav", std::process::id()));
    let output = match &args.output {
        Some(output) => output.clone(),
        None if args.play => temporary.clone(),
        None => PathBuf::from(USUAL_FILE),
    };
    let line = render::Episode {
        source: &episode.source,
        plan: &plan,
        config: &config,
        output: &output,
        wanted: None,
    };
    let written = speak(&batch, studio, &line, &episode.name) == Outcome::Done;
    let played = match player {
        Some(player) if written => player.play(&output),
        _ => Ok(()),
    };
    if output == temporary {
        for extension in ["wav", "words.json", "vtt", "chapters.json"] {
            let _ = std::fs::remove_file(output.with_extension(extension));
        }
    }
    match played {
        Ok(()) if written => Outcome::Done,
        Ok(()) => Outcome::Failed,
        Err(error) => fail_with(&error),
    }
}

/// The line that was typed, or the script that it is taken from.
fn desk(args: &PreviewArgs) -> Result<Desk, Outcome> {
    if args.line.is_some() {
        return gather(&[PathBuf::from(&args.input)], &args.production);
    }
    if Path::new(&args.input).is_file() {
        let hint = "name one of its lines with `--line N`, or use `declaim render` for the whole file";
        return Err(fail(
            format!("{} is a file: {hint}", args.input),
            Outcome::Misused,
        ));
    }
    if args.input == "-" {
        let read = options::read_script(Path::new("-"));
        let (source, not_utf8) = read.map_err(|error| fail_with(&error))?;
        return one_line(source, not_utf8, &args.production);
    }
    let path = Path::new(&args.input);
    if !args.input.contains(char::is_whitespace) && course::is_script(&args.input) {
        let error = std::io::ErrorKind::NotFound.into();
        return Err(fail(
            options::unreadable(path, "script files", &error),
            Outcome::Failed,
        ));
    }
    typed(&args.input, &args.production)
}

/// Gives a line the level it has in its episode, and says what that was taken from: measured where all of the episode has
/// been spoken, else predicted.
fn level(batch: &Batch, episode: &Episode, plan: &RenderPlan, config: &mut EpisodeConfig) {
    let target = matches!(config.loudness, Loudness::Target(_));
    if target && plan.jobs.iter().all(|job| batch.holds(&job.key)) {
        let whole = render::Episode {
            source: &episode.source,
            plan,
            config: &episode.config,
            output: Path::new(""),
            wanted: None,
        };
        if let Ok(gain) = album::gain(batch, &[whole]) {
            eprintln!("level: gain {gain}, that of the episode");
            config.loudness = Loudness::Gain(gain);
            return;
        }
    }
    match batch.predict_level(plan, config) {
        Some(level) => {
            let plural = if level.utterances == 1 { "" } else { "s" };
            eprintln!(
                "level: gain {}, from {} utterance{plural} of the episode",
                level.gain, level.utterances
            );
            config.loudness = Loudness::Gain(level.gain);
        }
        None => eprintln!("level: that of the line alone; nothing of the episode has been spoken yet"),
    }
}
