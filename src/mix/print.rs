//! The stable text form of a timeline: what `--emit timeline` prints. Places nothing: every time in it but the
//! seconds is the timeline's.

use crate::mix::timeline::{Part, PlacedRecording, Placement, Timeline};
use crate::plan::job::RenderPlan;
use std::fmt::Write as _;

/// One line for each clip (start, length and gap in samples, start in seconds, speaker), its words below it; one for
/// each recording, named place and bed.
pub fn print(timeline: &Timeline, plan: &RenderPlan) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "timeline {} length {} samples",
        timeline.rate, timeline.length.0
    );
    if let Some(bed) = &timeline.bed {
        let _ = writeln!(
            text,
            "bed start {} length {}",
            bed.start.0,
            bed.end.0 - bed.start.0
        );
    }
    let mut recordings = timeline.recordings.iter().peekable();
    let mut marks = timeline.marks.iter().zip(&plan.marks).peekable();
    let mut mark_before = |text: &mut String, moment| {
        while let Some((at, planned)) = marks.next_if(|(at, _)| at.0 < moment) {
            let seconds = at.seconds(timeline.rate);
            let _ = writeln!(text, "mark {} {} ({seconds:.3} s)", at.0, planned.mark);
        }
    };
    for placement in &timeline.placements {
        while let Some(recording) = recordings.next_if(|recording| recording.start < placement.start) {
            mark_before(&mut text, recording.start.0 + 1);
            print_recording(&mut text, recording, timeline, plan);
        }
        // Places inside the clip stand above it: their times tell.
        mark_before(&mut text, placement.end().0);
        print_clip(&mut text, placement, timeline, plan);
    }
    for recording in recordings {
        mark_before(&mut text, recording.start.0 + 1);
        print_recording(&mut text, recording, timeline, plan);
    }
    mark_before(&mut text, u64::MAX);
    text
}

fn print_clip(text: &mut String, placement: &Placement, timeline: &Timeline, plan: &RenderPlan) {
    let Some(job) = plan.jobs.get(placement.job) else {
        return;
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

fn print_recording(text: &mut String, placed: &PlacedRecording, timeline: &Timeline, plan: &RenderPlan) {
    let name = match placed.part {
        Part::Intro => "intro".to_owned(),
        Part::Outro => "outro".to_owned(),
        Part::Clip(index) => {
            let clip = plan.recordings.get(index);
            clip.map_or_else(String::new, |clip| format!("{:?}", clip.recording.src))
        }
    };
    let _ = writeln!(
        text,
        "recording gap {} start {} length {} ({:.3} s) {name}",
        placed.gap_before.0,
        placed.start.0,
        placed.length.0,
        placed.start.seconds(timeline.rate),
    );
}
