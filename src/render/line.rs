//! `keep_line`: one line of an episode, as it is in the episode. Knows no models.

use crate::plan::job::RenderPlan;
use crate::source::Source;
use std::ops::Range;

/// Keeps of a plan only what stands on line `line` (from 1) of the script, and on `context` spoken lines before it and
/// after it; each utterance as it is in the episode.
///
/// # Errors
/// A sentence for the author, where nothing on that line is spoken.
pub fn keep_line(plan: &mut RenderPlan, source: &Source, line: usize, context: usize) -> Result<(), String> {
    let Some(mut wanted) = source.line_span(line) else {
        return Err(format!(
            "{} has {} lines; there is no line {line}",
            source.name(),
            source.line_count()
        ));
    };
    let lines: Vec<_> = plan
        .jobs
        .iter()
        .map(|job| source.locate(job.span.start).line)
        .collect();
    let on_it = |job: &usize| -> bool {
        let span = plan.jobs[*job].span;
        span.start < wanted.end && wanted.start < span.end
    };
    let Some(first) = (0..lines.len()).find(on_it) else {
        let nearest = lines.into_iter().min_by_key(|at| at.abs_diff(line));
        let nearest = nearest.map_or_else(String::new, |at| {
            format!("; the nearest line that is spoken is {at}")
        });
        return Err(format!(
            "nothing on line {line} of {} is spoken{nearest}",
            source.name()
        ));
    };
    let last = (first..lines.len()).rfind(on_it).unwrap_or(first);
    for job in around(&lines, first..last + 1, context) {
        wanted = wanted.join(plan.jobs[job].span);
    }
    plan.keep(|span| span.start < wanted.end && wanted.start < span.end);
    Ok(())
}

/// `jobs` and those on `context` lines at either side of them; `lines` has the line of each job.
fn around(lines: &[usize], jobs: Range<usize>, context: usize) -> Range<usize> {
    let count = |jobs: &[usize]| jobs.chunk_by(|a, b| a == b).count();
    let starts = (0..jobs.start).rev();
    let start = starts.take_while(|&start| count(&lines[start..jobs.start]) <= context);
    let ends = jobs.end..=lines.len();
    let end = ends.take_while(|&end| count(&lines[jobs.end..end]) <= context);
    start.last().unwrap_or(jobs.start)..end.last().unwrap_or(jobs.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_counted_in_lines_that_are_spoken() {
        let lines = [1, 1, 3, 5, 5, 5, 9, 11];
        assert_eq!(around(&lines, 3..6, 0), 3..6);
        assert_eq!(around(&lines, 3..6, 1), 2..7);
        assert_eq!(around(&lines, 3..6, 2), 0..8);
        assert_eq!(around(&lines, 0..2, 9), 0..8);
        assert_eq!(
            around(&lines, 4..5, 1),
            3..6,
            "the rest of its own line comes first"
        );
    }
}
