//! `declaim bench`: real-time factors stage by stage, for several numbers of jobs.
//!
//! Wall time of each stage, and the processor time the workers spent in each part of synthesis; all divided by
//! seconds of audio. The master goes to a temporary file that is removed. No clip is taken from a cache or kept in
//! one: speaking is what is timed.

use super::args::BenchArgs;
use super::options::{self, read_script, unreadable};
use super::{Outcome, fail, fail_with};
use crate::config::EpisodeConfig;
use crate::render::{self, Batch, ClipOrigin, Event, Keeping, RenderError, Studio};
use crate::source::Source;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::Instant;

/// What is measured with when no script is named: prose of a course, with short and long sentences.
const PARAGRAPH: &str = "Let's activate what you already know with a quick refresher. You set the desired \
temperature to 70 degrees. The thermostat continuously checks the actual temperature and adjusts heating or cooling \
to match. Pods. Smallest deployable unit. Production is like driving on a Los Angeles freeway at rush hour in the \
rain. The vehicle is the same, but the stakes, complexity, and failure modes are entirely different. When something \
breaks, customers notice and revenue stops. Production engineering is the art of balancing these trade-offs. Your \
database is rescheduled, and all the data is gone.";

/// The parts of synthesis, in order.
const PARTS: [&str; 5] = ["encoder", "pitch", "decoder", "vocoder", "source and filter"];

/// One row: everything in seconds.
#[derive(Debug, Serialize)]
struct Run {
    jobs: usize,
    audio_seconds: f64,
    utterances: usize,
    front_end_seconds: f64,
    load_seconds: f64,
    synthesis_seconds: f64,
    mix_and_master_seconds: f64,
    total_seconds: f64,
    /// Total over audio; below 1 is faster than real time.
    real_time_factor: f64,
    /// Summed over the workers.
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    name: &'static str,
    seconds: f64,
    real_time_factor: f64,
}

pub(super) fn run(args: &BenchArgs) -> Outcome {
    let source = match &args.input {
        None => Source::new("<built-in>", PARAGRAPH),
        Some(input) => match read_script(input) {
            Ok((source, None)) => source,
            Ok((source, Some(finding))) => {
                options::show(&[finding], &source);
                return Outcome::Failed;
            }
            Err(error) => return fail(unreadable(input, "script files", &error), Outcome::Failed),
        },
    };
    let studio = match Studio::open(args.voices.as_deref(), &[]) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let jobs = if args.jobs.is_empty() {
        ladder(options::jobs(None))
    } else {
        args.jobs.iter().map(|&jobs| options::jobs(Some(jobs))).collect()
    };
    let mut runs = Vec::new();
    for jobs in jobs {
        let config = EpisodeConfig {
            speakers: options::speakers_by_hand(&args.cast),
            ..EpisodeConfig::house(jobs)
        };
        match measure(&source, &config, &studio) {
            Ok(Some(run)) => runs.push(run),
            Ok(None) => return Outcome::Failed,
            Err(error) => return fail_with(&error),
        }
    }
    if args.json {
        match serde_json::to_string(&runs) {
            Ok(text) => say!("{text}"),
            Err(error) => return fail_with(&error),
        }
    } else {
        runs.iter().for_each(table);
    }
    Outcome::Done
}

/// 1, 2, 4 ... and `most`.
fn ladder(most: NonZeroUsize) -> Vec<NonZeroUsize> {
    let mut steps: Vec<_> = std::iter::successors(Some(NonZeroUsize::MIN), |n| {
        n.checked_mul(NonZeroUsize::MIN.saturating_add(1))
    })
    .take_while(|n| *n < most)
    .collect();
    steps.push(most);
    steps
}

fn measure(source: &Source, config: &EpisodeConfig, studio: &Studio) -> Result<Option<Run>, RenderError> {
    let start = Instant::now();
    let planned = render::plan(source, config, studio)?;
    if options::show(&planned.diagnostics, source) {
        return Ok(None);
    }
    let plan = &planned.value;
    let front = start.elapsed().as_secs_f64();
    let batch = Batch::new([studio], config.jobs, Keeping::Nothing, options::clock)?;
    batch.warm_up()?;
    let loaded = start.elapsed().as_secs_f64();
    let parts = Mutex::new([0.0; PARTS.len()]);
    let take = batch.perform(plan, config, &|event| {
        let Event::Clip { clip, .. } = event else { return };
        if let (ClipOrigin::Spoken(t), Ok(mut parts)) = (clip.origin, parts.lock()) {
            let times = [t.encoder, t.pitch, t.decoder, t.vocoder, t.signal];
            parts
                .iter_mut()
                .zip(times)
                .for_each(|(sum, time)| *sum += time.as_secs_f64());
        }
    })?;
    let spoken = start.elapsed().as_secs_f64();
    let path = std::env::temp_dir().join(format!("declaim-bench-{}.wav", std::process::id()));
    let episode = render::Episode {
        source,
        plan,
        config,
        output: &path,
        wanted: None,
    };
    let finished = batch.on_workers(|| render::finish(&take, &episode));
    let total = start.elapsed().as_secs_f64();
    let finished = finished?;
    for file in &finished.files {
        let _ = std::fs::remove_file(&file.path);
    }
    let audio = finished.seconds;
    let parts = parts.into_inner().unwrap_or_default();
    let part = |(name, seconds)| Part {
        name,
        seconds,
        real_time_factor: seconds / audio,
    };
    Ok(Some(Run {
        jobs: config.jobs.get(),
        audio_seconds: audio,
        utterances: plan.jobs.len(),
        front_end_seconds: front,
        load_seconds: loaded - front,
        synthesis_seconds: spoken - loaded,
        mix_and_master_seconds: total - spoken,
        total_seconds: total,
        real_time_factor: total / audio,
        parts: PARTS.into_iter().zip(parts).map(part).collect(),
    }))
}

fn table(run: &Run) {
    say!(
        "jobs {}: {} utterances, {:.1} s of audio",
        run.jobs,
        run.utterances,
        run.audio_seconds
    );
    let row = |name: &str, seconds: f64| {
        say!(
            "  {name:<18} {seconds:>8.3} s  {:>8.5}",
            seconds / run.audio_seconds
        )
    };
    say!("  {:<18} {:>10}  {:>8}", "stage", "wall", "RTF");
    row("front end", run.front_end_seconds);
    row("load models", run.load_seconds);
    row("synthesis", run.synthesis_seconds);
    row("mix and master", run.mix_and_master_seconds);
    row("total", run.total_seconds);
    say!("  {:<18} {:>10}  {:>8}", "part of synthesis", "workers", "RTF");
    for part in &run.parts {
        row(part.name, part.seconds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_ends_at_the_cores() {
        let ladder = |n| {
            ladder(NonZeroUsize::new(n).unwrap())
                .iter()
                .map(|n| n.get())
                .collect::<Vec<_>>()
        };
        assert_eq!(ladder(1), [1]);
        assert_eq!(ladder(2), [1, 2]);
        assert_eq!(ladder(6), [1, 2, 4, 6]);
    }
}
