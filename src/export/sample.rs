//! A two-utterance episode for the tests of the sidecars.

use crate::ir::Style;
use crate::mix::timeline::{Placement, Timeline};
use crate::plan::job::{Job, JobWord, Key, RenderPlan};
use crate::source::Span;
use crate::units::{Milliseconds, SampleRate, Samples};
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
        span: Span::new(0, 10 * words.len()),
        key: Key([0; 32]),
        seed: 0,
    }
}

/// Half a second of silence, "eighty percent", a quarter, and an hour of "less < more" by nobody.
pub(super) fn episode() -> (RenderPlan, Timeline) {
    let mut second = job(&["less", "<", "more"]);
    second.speaker = 1;
    let plan = RenderPlan {
        jobs: vec![job(&["eighty", "percent"]), second],
        speakers: vec![Some("Ann & Bo".to_owned()), None],
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
        tokens: Vec::new(),
    };
    let hour = 84_000 + 48_000 * 3600;
    let timeline = Timeline {
        rate: SampleRate::EPISODE,
        placements: vec![
            placed(0, 24_000, &[24_000..48_000, 48_000..72_000]),
            placed(1, 12_000, &[84_000..90_000, 90_000..100_000, 100_000..hour]),
        ],
        length: Samples(hour + 24_000),
    };
    (plan, timeline)
}
