//! An episode of two utterances and a clip for the tests of the sidecars. No part of the program.

use crate::ir::{Mark, Style};
use crate::mix::timeline::{Part, PlacedRecording, Placement, Timeline};
use crate::plan::job::{
    Job, JobWord, Key, Lean, Moment, PlannedMark, PlannedRecording, Recording, RenderPlan,
};
use crate::source::Span;
use crate::units::{Decibels, Milliseconds, Ratio, SampleRate, Samples};
use std::ops::Range;

/// A job of these words, each ten bytes after the one before.
pub(super) fn job(words: &[&str]) -> Job {
    Job {
        speaker: 0,
        voice: 0,
        gap_before: Milliseconds::ZERO,
        tokens: Vec::new(),
        words: words
            .iter()
            .enumerate()
            .map(|(i, text)| JobWord {
                text: (*text).to_owned(),
                span: Span::new(10 * i, 10 * i + text.len()),
                tokens: 0..0,
                style: Style::NEUTRAL,
            })
            .collect(),
        fits: Vec::new(),
        lean: Lean::NONE,
        span: Span::new(0, 10 * words.len()),
        key: Key([0; 32]),
        seed: 0,
    }
}

/// Half a second of silence, "eighty percent", a bell and a moment, together a quarter, and an hour of "less < more" by nobody.
pub(super) fn episode() -> (RenderPlan, Timeline) {
    let mut second = job(&["less", "<", "more"]);
    second.speaker = 1;
    let plan = RenderPlan {
        jobs: vec![job(&["eighty", "percent"]), second],
        speakers: vec![Some("Ann & Bo".to_owned()), None],
        recordings: vec![PlannedRecording {
            before: 1,
            gap_before: Milliseconds::ZERO,
            recording: Recording {
                src: "bell.wav".to_owned(),
                begin: Milliseconds::ZERO,
                end: None,
                speed: Ratio::ONE,
                repeat: Ratio::ONE,
                repeat_duration: None,
                level: Decibels::UNITY,
                description: Some("a bell".to_owned()),
                span: Span::new(20, 30),
            },
        }],
        marks: vec![PlannedMark {
            mark: Mark {
                name: "here".to_owned(),
                chapter: None,
                span: Span::new(18, 20),
            },
            moment: Moment::Word { job: 1, word: 0 },
        }],
        ..RenderPlan::default()
    };
    let placed = |job: usize, gap: u64, words: &[Range<u64>]| Placement {
        job,
        gap_before: Samples(gap),
        start: Samples(words[0].start),
        length: Samples(words[words.len() - 1].end - words[0].start),
        words: words
            .iter()
            .map(|word| Samples(word.start)..Samples(word.end))
            .collect(),
    };
    let hour = 84_000 + 48_000 * 3600;
    let timeline = Timeline {
        rate: SampleRate::EPISODE,
        placements: vec![
            placed(0, 24_000, &[24_000..48_000, 48_000..72_000]),
            placed(1, 6_000, &[84_000..90_000, 90_000..100_000, 100_000..hour]),
        ],
        recordings: vec![PlacedRecording {
            part: Part::Clip(0),
            gap_before: Samples::ZERO,
            start: Samples(72_000),
            length: Samples(6_000),
        }],
        marks: vec![Samples(84_000)],
        bed: None,
        length: Samples(hour + 24_000),
    };
    (plan, timeline)
}
