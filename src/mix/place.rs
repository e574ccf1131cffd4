//! `lay_out`: the plan's pauses and the clips' lengths to a [`Timeline`]. Pure arithmetic, no PCM.

use crate::mix::recordings::Recordings;
use crate::mix::timeline::{Part, PlacedRecording, Placement, Timeline};
use crate::plan::job::{Moment, RenderPlan};
use crate::synth::clip::{ClipInfo, Clips};
use crate::units::{SampleRate, Samples};
use std::ops::Range;

/// Places clips and recordings one after another at `rate`, each behind its pause.
///
/// Jobs without a clip are not placed, nor is what follows them.
/// Between the last sample of one sound and the first of the next lie exactly `gap_before` samples; the first
/// job's gap opens the script's part of the episode and the plan's tail closes it. An intro comes before that and an
/// outro behind, each apart by the recordings' gap; the bed lies under the script's part. Nothing is rounded twice:
/// each sound starts where the last ended, so an hour drifts by no sample from its own timeline.
pub fn lay_out(plan: &RenderPlan, clips: &dyn Clips, recordings: &Recordings, rate: SampleRate) -> Timeline {
    let mut layout = Layout {
        plan,
        end: Samples::ZERO,
        lead: Samples::ZERO,
        timeline: Timeline {
            rate,
            placements: Vec::with_capacity(plan.jobs.len()),
            recordings: Vec::new(),
            marks: Vec::with_capacity(plan.marks.len()),
            bed: None,
            length: Samples::ZERO,
        },
    };
    let around = recordings.gap.samples(rate);
    if let Some(intro) = &recordings.intro {
        layout.recording(Part::Intro, Samples::ZERO, intro.len());
        layout.lead = around;
    }
    let start = layout.end + layout.lead;
    for job in 0..=plan.jobs.len() {
        for (index, planned) in plan.recordings_before(job) {
            let length = recordings.length(&planned.recording, rate);
            layout.silence(job, index, planned.gap_before.samples(rate));
            layout.recording(Part::Clip(index), planned.gap_before.samples(rate), length);
        }
        let heard = plan.recordings.partition_point(|clip| clip.before <= job);
        let (Some(planned), Some(clip)) = (plan.jobs.get(job), clips.info(job)) else {
            layout.silence(job, heard, plan.tail.samples(rate));
            break;
        };
        let gap_before = planned.gap_before.samples(rate);
        layout.silence(job, heard, gap_before);
        layout.clip(job, gap_before, clip);
    }
    layout.end += std::mem::take(&mut layout.lead) + plan.tail.samples(rate);
    layout.timeline.bed = recordings.bed.is_some().then_some(start..layout.end);
    if let Some(outro) = &recordings.outro {
        layout.recording(Part::Outro, around, outro.len());
    }
    layout.timeline.length = layout.end;
    layout.timeline
}

/// A timeline in the making.
struct Layout<'p> {
    plan: &'p RenderPlan,
    /// Behind the last sound so far.
    end: Samples,
    /// Silence behind it that is not part of the plan.
    lead: Samples,
    timeline: Timeline,
}

impl Layout<'_> {
    /// Places the plan's marks of the silence that comes now, after so many jobs and recordings.
    fn silence(&mut self, before: usize, clips: usize, length: Samples) {
        let rate = self.timeline.rate;
        while let Some(planned) = self.plan.marks.get(self.timeline.marks.len()) {
            let Moment::Silence {
                jobs,
                recordings,
                after,
            } = planned.moment
            else {
                break;
            };
            if (jobs, recordings) != (before, clips) {
                break;
            }
            let after = after.map_or(length, |after| after.samples(rate).min(length));
            self.timeline.marks.push(self.end + self.lead + after);
        }
    }

    fn recording(&mut self, part: Part, gap_before: Samples, length: Samples) {
        let gap_before = std::mem::take(&mut self.lead) + gap_before;
        let start = self.end + gap_before;
        self.end = start + length;
        self.timeline.recordings.push(PlacedRecording {
            part,
            gap_before,
            start,
            length,
        });
    }

    fn clip(&mut self, job: usize, gap_before: Samples, clip: ClipInfo<'_>) {
        let rate = self.timeline.rate;
        let gap_before = std::mem::take(&mut self.lead) + gap_before;
        let start = self.end + gap_before;
        let length = clip.length.at_rate(clip.rate, rate);
        self.end = start + length;
        let at = |moment: Samples| start + moment.at_rate(clip.rate, rate);
        let moved = |ranges: &[Range<Samples>]| -> Vec<Range<Samples>> {
            ranges
                .iter()
                .map(|range| at(range.start)..at(range.end))
                .collect()
        };
        let words = moved(clip.words);
        while let Some(planned) = self.plan.marks.get(self.timeline.marks.len()) {
            match planned.moment {
                Moment::Word { job: of, word } if of == job => {
                    self.timeline
                        .marks
                        .push(words.get(word).map_or(start, |word| word.start));
                }
                _ => break,
            }
        }
        self.timeline.placements.push(Placement {
            job,
            gap_before,
            start,
            length,
            words,
        });
    }
}
