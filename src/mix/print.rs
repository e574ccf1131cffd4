//! The stable text form of a timeline: what `--emit timeline` prints.

use crate::mix::timeline::Timeline;
use crate::plan::job::RenderPlan;
use std::fmt::Write as _;

/// One line for each clip (start, length and gap in samples, start in seconds, speaker), its words below it.
pub fn print(timeline: &Timeline, plan: &RenderPlan) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "timeline {} length {} samples",
        timeline.rate, timeline.length.0
    );
    for placement in &timeline.placements {
        let Some(job) = plan.jobs.get(placement.job) else {
            continue;
        };
        let speaker = plan
            .speakers
            .get(job.speaker as usize)
            .and_then(Option::as_deref)
            .unwrap_or("-");
        let _ = writeln!(
            text,
            "clip {} gap {} start {} length {} ({:.3} s) {speaker}",
            placement.job,
            placement.gap_before.0,
            placement.start.0,
            placement.length.0,
            placement.start.seconds(timeline.rate),
        );
        for (word, time) in job.words.iter().zip(&placement.words) {
            let _ = writeln!(text, "  {} {} {}", time.start.0, time.end.0, word.text);
        }
    }
    text
}
