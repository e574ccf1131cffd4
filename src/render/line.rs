//! `keep_line`: one line of an episode, as it is in the episode. Knows no models.

use crate::plan::job::RenderPlan;
use crate::source::Source;

/// Keeps of a plan only what stands on line `line` (from 1) of the script, each utterance as it is in the episode.
///
/// # Errors
/// A sentence for the author, where nothing on that line is spoken.
pub fn keep_line(plan: &mut RenderPlan, source: &Source, line: usize) -> Result<(), String> {
    let Some(wanted) = source.line_span(line) else {
        return Err(format!(
            "{} has {} lines; there is no line {line}",
            source.name(),
            source.line_count()
        ));
    };
    let spoken: Vec<_> = plan
        .jobs
        .iter()
        .map(|job| source.locate(job.span.start).line)
        .collect();
    plan.keep(|span| span.start < wanted.end && wanted.start < span.end);
    if plan.jobs.is_empty() {
        let nearest = spoken.into_iter().min_by_key(|at| at.abs_diff(line));
        let nearest = nearest.map_or_else(String::new, |at| {
            format!("; the nearest line that is spoken is {at}")
        });
        return Err(format!(
            "nothing on line {line} of {} is spoken{nearest}",
            source.name()
        ));
    }
    Ok(())
}
