//! `utterances` and `times`: a plan and its timeline as what is recorded of them. Owns which part of a job is
//! phones, which is style and which is context, so that a later comparison can say what changed. Knows no files:
//! `cli/record` gathers what is recorded of those.

use super::digest::Digest;
use super::{Time, Utterance};
use crate::mix::timeline::Timeline;
use crate::plan::job::{Job, RenderPlan};
use crate::units::Samples;
use std::ops::Range;

/// What is recorded of each job, in order.
pub fn utterances(plan: &RenderPlan) -> Vec<Utterance> {
    plan.jobs.iter().map(|job| utterance(job, plan)).collect()
}

fn utterance(job: &Job, plan: &RenderPlan) -> Utterance {
    let words: Vec<&str> = job.words.iter().map(|word| word.text.as_str()).collect();
    let rows = |columns: Range<usize>| {
        let values = job.tokens.iter().flat_map(|row| &row[columns.clone()]);
        let bytes: Vec<u8> = values.flat_map(|&value| i64::from(value).to_le_bytes()).collect();
        Digest::of(&bytes)
    };
    let voice = plan.voices.get(job.voice as usize);
    Utterance {
        key: Digest(job.key.0),
        speaker: plan.speakers.get(job.speaker as usize).cloned().flatten(),
        voice: voice.cloned().unwrap_or_default(),
        // Phone and stress; the columns after them say what surrounds a phone.
        phones: rows(0..2),
        context: rows(2..6),
        style: style(job, plan),
        gap: job.gap_before,
        text: words.join(" "),
    }
}

fn style(job: &Job, plan: &RenderPlan) -> Digest {
    let mut bytes = Vec::new();
    job.style(&plan.contours, |number| bytes.extend(number.to_le_bytes()));
    Digest::of(&bytes)
}

/// Where each utterance lies, in the order of the jobs.
pub fn times(timeline: &Timeline) -> Vec<Time> {
    let mut end = Samples::ZERO;
    timeline
        .placements
        .iter()
        .map(|placement| {
            let before = placement.start.saturating_sub(end);
            end = placement.start + placement.length;
            Time {
                before,
                length: placement.length,
            }
        })
        .collect()
}
