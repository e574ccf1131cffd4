//! Times that words are to take together, shared out among the jobs that speak them.
//!
//! An element with a `duration` may hold several utterances and the silences between them. The silences are exact,
//! so the words get what is left, and each job its share of that, by how long its words are likely to be; so that a
//! job alone says how it sounds. How long the words would be by themselves only the model knows: `synth` makes them
//! fit, which it can wherever no phone would be shorter than a mel frame. Owns the longest that words are drawn out to.

use super::job::{Fit, Job};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Bound, Extent};
use crate::units::Milliseconds;
use crate::voice::Voice;
use std::ops::Range;

/// How long a phone is, and a silence at a comma, in milliseconds; for shares only.
const PHONE: f64 = 75.0;
const COMMA: f64 = 120.0;
/// The longest that phones may be drawn out to in the mean, in milliseconds: some nine times what they take.
const LONGEST: f64 = 800.0;

/// The words of one job that an extent holds.
struct Part {
    job: usize,
    words: Range<usize>,
    /// How long they are likely to be, in milliseconds.
    likely: f64,
    /// How long they can be, in milliseconds: at least a mel frame for each phone.
    least: f64,
    most: f64,
}

/// Gives every job its fits; says so where a time cannot be kept. Linear in the number of words.
pub(super) fn allot(jobs: &mut [Job], voices: &[&Voice], extents: &[Extent]) -> Vec<Diagnostic> {
    let mut parts: Vec<Vec<Part>> = extents.iter().map(|_| Vec::new()).collect();
    for (index, (job, voice)) in jobs.iter_mut().zip(voices).enumerate() {
        let audio = &voice.manifest().audio;
        let mel_frame = 1_000.0 * f64::from(audio.hop) / f64::from(audio.rate.hz());
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
                let phones: usize = job.words[words.clone()]
                    .iter()
                    .map(|word| word.tokens.len())
                    .sum();
                parts.push(Part {
                    job: index,
                    words,
                    likely,
                    least: phones as f64 * mel_frame,
                    most: phones as f64 * LONGEST,
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
            let speech = u64::from(extent.duration.0).saturating_sub(silence) as f64;
            let likely = parts.iter().map(|part| part.likely).sum::<f64>().max(1.0);
            let (least, most) = reach(parts, likely);
            if speech < least || (extent.bound == Bound::Exactly && speech > most) {
                let whole =
                    |speech: f64| Milliseconds((speech + silence as f64).min(f64::from(u32::MAX)) as u32);
                found.push(Diagnostic::new(
                    Code::ExtentOutOfReach,
                    extent.span,
                    format!(
                        "{} is not kept: with the silences between them these words take {} to {}",
                        extent.duration,
                        whole(least.ceil()),
                        whole(most.floor()),
                    ),
                ));
            }
            share(jobs, parts, speech.min(most) / likely, extent.bound);
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

/// The shortest and the longest that parts can be together, each having its share.
fn reach(parts: &[Part], likely: f64) -> (f64, f64) {
    let whole = |length: f64, part: &Part| length * likely / part.likely.max(1.0);
    parts
        .iter()
        .fold((0.0, f64::INFINITY), |(least, most): (f64, f64), part| {
            (
                least.max(whole(part.least, part)),
                most.min(whole(part.most, part)),
            )
        })
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
