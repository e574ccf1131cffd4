//! `lay_out`: the plan's pauses and the clips' lengths to a [`Timeline`]. Pure arithmetic, no PCM.

use crate::mix::timeline::{Placement, Timeline};
use crate::plan::job::RenderPlan;
use crate::synth::clip::Clips;
use crate::units::{SampleRate, Samples};
use std::ops::Range;

/// Places the clips one after another at `rate`, each behind its job's pause.
///
/// Jobs without a clip are not placed.
/// Between the last sample of one clip and the first of the next lie exactly `gap_before` samples; the first
/// job's gap opens the episode and the plan's tail closes it. Nothing is rounded twice: each clip starts where
/// the last ended, so an hour drifts by no sample from its own timeline.
pub fn lay_out(plan: &RenderPlan, clips: &dyn Clips, rate: SampleRate) -> Timeline {
    let mut end = Samples::ZERO;
    let placements = plan
        .jobs
        .iter()
        .enumerate()
        .map_while(|(job, planned)| Some((job, planned, clips.info(job)?)))
        .map(|(job, planned, clip)| {
            let gap_before = planned.gap_before.samples(rate);
            let start = end + gap_before;
            let length = clip.length.at_rate(clip.rate, rate);
            end = start + length;
            let moved = |ranges: &[Range<Samples>]| {
                let at = |moment: Samples| start + moment.at_rate(clip.rate, rate);
                ranges
                    .iter()
                    .map(|range| at(range.start)..at(range.end))
                    .collect()
            };
            Placement {
                job,
                gap_before,
                start,
                length,
                words: moved(&clip.alignment.words),
                tokens: moved(&clip.alignment.tokens),
            }
        })
        .collect();
    Timeline {
        rate,
        placements,
        length: end + plan.tail.samples(rate),
    }
}
