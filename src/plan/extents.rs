//! Times that words are to take together, shared out among the jobs that speak them.
//!
//! An element with a `duration` may hold several utterances and the silences between them. The silences are exact,
//! so the words get what is left, and each job its share of that, by how long its words are likely to be; so that a
//! job alone says how it sounds. How long the words would be by themselves only the model knows: `synth` makes them
//! fit.

use super::job::{Fit, Job};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Bound, Extent};
use crate::units::{Milliseconds, Ratio};
use std::ops::Range;

/// How long a phone is, and a silence at a comma, in milliseconds; for shares only.
const PHONE: f64 = 75.0;
const COMMA: f64 = 120.0;

/// The words of one job that an extent holds.
struct Part {
    job: usize,
    words: Range<usize>,
    /// How long they are likely to be, in milliseconds.
    likely: f64,
}

/// Gives every job its fits; says so where a time cannot be kept. Linear in the number of words.
pub(super) fn allot(jobs: &mut [Job], extents: &[Extent]) -> Vec<Diagnostic> {
    let mut parts: Vec<Vec<Part>> = extents.iter().map(|_| Vec::new()).collect();
    for (index, job) in jobs.iter_mut().enumerate() {
        let mut at = 0;
        while at < job.words.len() {
            let extent = job.words[at].style.extent;
            let words = job.words[at..].iter_mut();
            let run = words
                .take_while(|word| word.style.extent == extent)
                .map(|word| word.style.extent = None)
                .count();
            if let Some(parts) = extent.and_then(|e| parts.get_mut(e as usize)) {
                let words = at..at + run;
                let likely = likely(job, &words);
                parts.push(Part {
                    job: index,
                    words,
                    likely,
                });
            }
            at += run;
        }
    }
    let mut found = Vec::new();
    for (extent, parts) in extents.iter().zip(&parts) {
        if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
            let between = jobs[first.job + 1..=last.job].iter();
            let silence: u64 = between.map(|job| u64::from(job.gap_before.0)).sum();
            let speech = u64::from(extent.duration.0).saturating_sub(silence);
            let likely: f64 = parts.iter().map(|part| part.likely).sum();
            if out_of_reach(likely, speech, extent.bound) {
                found.push(Diagnostic::new(
                    Code::ExtentOutOfReach,
                    extent.span,
                    format!(
                        "about {} of speech and {} of silence do not fit {}",
                        Milliseconds(likely as u32),
                        Milliseconds(u32::try_from(silence).unwrap_or(u32::MAX)),
                        extent.duration
                    ),
                ));
            }
            share(jobs, parts, speech as f64 / likely.max(1.0), extent.bound);
        }
    }
    found
}

/// How long the words are likely to be, with the silences between them.
fn likely(job: &Job, words: &Range<usize>) -> f64 {
    let mut sum = 0.0;
    let mut before = None;
    for word in &job.words[words.clone()] {
        let paused = before.is_some_and(|end| end < word.tokens.start);
        let silence = if paused { COMMA } else { 0.0 };
        sum += (word.tokens.len() as f64 * PHONE + silence) / f64::from(word.style.rate.0.max(0.01));
        before = Some(word.tokens.end);
    }
    sum
}

fn out_of_reach(likely: f64, speech: u64, bound: Bound) -> bool {
    let pace = likely / (speech as f64).max(1.0);
    pace > f64::from(Ratio::FASTEST.0) || (bound == Bound::Exactly && pace < f64::from(Ratio::SLOWEST.0))
}

/// Shares `likely * stretch` milliseconds out; rounding never adds up.
fn share(jobs: &mut [Job], parts: &[Part], stretch: f64, bound: Bound) {
    let mut exact = 0.0;
    let mut given = 0;
    for part in parts {
        exact += part.likely * stretch;
        let duration = (exact.round() as u32).saturating_sub(given);
        given += duration;
        jobs[part.job].fits.push(Fit {
            words: part.words.clone(),
            duration: Milliseconds(duration),
            bound,
        });
    }
}
