//! The alignment sidecar: when each word is said, each clip played and each named place reached, as JSON.
//!
//! Times are given in samples of the WAV (exact) and in seconds (for people and web players); `source` are byte
//! offsets into the script. Words are as spoken: `eighty percent` stands for the bytes of `80%`. No time is
//! decided here: all are the timeline's.

use crate::export::error::ExportError;
use crate::export::staged::{Whole, whole};
use crate::mix::timeline::{Part, PlacedRecording, Timeline};
use crate::plan::job::RenderPlan;
use crate::source::Span;
use crate::units::{SampleRate, Samples};
use serde::{Serialize, Serializer};
use std::ops::Range;
use std::path::Path;

#[derive(Serialize)]
struct Sidecar<'a, U: Serialize> {
    format: &'static str,
    version: u32,
    sample_rate: SampleRate,
    samples: Samples,
    seconds: f64,
    utterances: U,
    recordings: Vec<Played<'a>>,
    marks: Vec<Named<'a>>,
}

/// What a function gives, one after the other: an episode of ten hours has seventy thousand words.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A recording that is heard for a while.
#[derive(Serialize)]
struct Played<'a> {
    /// `intro`, `clip` or `outro`.
    part: &'static str,
    /// The URI of a clip, as in the script.
    #[serde(skip_serializing_if = "Option::is_none")]
    src: Option<&'a str>,
    /// What is heard in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<[u32; 2]>,
    start_sample: Samples,
    end_sample: Samples,
    start: f64,
    end: f64,
}

/// A named place.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    source: [u32; 2],
    sample: Samples,
    time: f64,
}

#[derive(Serialize)]
struct Utterance<'a> {
    speaker: Option<&'a str>,
    #[serde(flatten)]
    time: Time,
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    text: &'a str,
    #[serde(flatten)]
    time: Time,
}

#[derive(Serialize)]
struct Time {
    source: [u32; 2],
    start_sample: Samples,
    end_sample: Samples,
    start: f64,
    end: f64,
}

impl Time {
    fn new(span: Span, range: &Range<Samples>, rate: SampleRate) -> Self {
        Self {
            source: [span.start, span.end],
            start_sample: range.start,
            end_sample: range.end,
            start: range.start.seconds(rate),
            end: range.end.seconds(rate),
        }
    }
}

/// Writes the alignment of an episode, which will be `path`.
///
/// # Errors
/// A file that cannot be written.
pub fn stage_alignment(path: &Path, plan: &RenderPlan, timeline: &Timeline) -> Result<Whole, ExportError> {
    whole(path, |mut file| {
        serde_json::to_writer_pretty(&mut file, &sidecar(plan, timeline))?;
        file.write_all(b"\n")
    })
}

fn sidecar<'a>(plan: &'a RenderPlan, timeline: &'a Timeline) -> Sidecar<'a, impl Serialize> {
    let rate = timeline.rate;
    let spoken = move || {
        let placements = timeline.placements.iter();
        let jobs = placements.filter_map(|placement| Some((placement, plan.jobs.get(placement.job)?)));
        jobs.map(move |(placement, job)| Utterance {
            speaker: plan.speakers.get(job.speaker as usize).and_then(Option::as_deref),
            time: Time::new(
                job.span,
                &(placement.start..placement.start + placement.length),
                rate,
            ),
            words: job
                .words
                .iter()
                .zip(&placement.words)
                .map(|(word, range)| Word {
                    text: &word.text,
                    time: Time::new(word.span, range, rate),
                })
                .collect(),
        })
    };
    Sidecar {
        format: "declaim-alignment",
        version: 1,
        sample_rate: rate,
        samples: timeline.length,
        seconds: timeline.length.seconds(rate),
        utterances: Each(spoken),
        recordings: timeline
            .recordings
            .iter()
            .map(|placed| played(plan, placed, rate))
            .collect(),
        marks: plan
            .marks
            .iter()
            .zip(&timeline.marks)
            .map(|(planned, &at)| Named {
                name: &planned.mark.name,
                source: [planned.mark.span.start, planned.mark.span.end],
                sample: at,
                time: at.seconds(rate),
            })
            .collect(),
    }
}

fn played<'a>(plan: &'a RenderPlan, placed: &PlacedRecording, rate: SampleRate) -> Played<'a> {
    let (part, clip) = match placed.part {
        Part::Intro => ("intro", None),
        Part::Outro => ("outro", None),
        Part::Clip(index) => ("clip", plan.recordings.get(index).map(|clip| &clip.recording)),
    };
    Played {
        part,
        src: clip.map(|clip| clip.src.as_str()),
        description: clip.and_then(|clip| clip.description.as_deref()),
        source: clip.map(|clip| [clip.span.start, clip.span.end]),
        start_sample: placed.start,
        end_sample: placed.end(),
        start: placed.start.seconds(rate),
        end: placed.end().seconds(rate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::episode;

    #[test]
    fn every_word_has_its_bytes_and_its_time() {
        let (plan, timeline) = episode();
        let json = serde_json::to_value(sidecar(&plan, &timeline)).unwrap();
        assert_eq!(json["sample_rate"], 48_000);
        assert_eq!(json["samples"], timeline.length.0);
        let first = &json["utterances"][0];
        assert_eq!(first["speaker"], "Ann & Bo");
        assert_eq!(first["start_sample"], 24_000);
        assert_eq!(first["end"], 1.5);
        assert_eq!(
            first["words"][1],
            serde_json::json!({
                "text": "percent",
                "source": [10, 17],
                "start_sample": 48_000,
                "end_sample": 72_000,
                "start": 1.0,
                "end": 1.5,
            })
        );
        assert_eq!(json["utterances"][1]["speaker"], serde_json::Value::Null);
        assert_eq!(
            json["recordings"],
            serde_json::json!([{
                "part": "clip",
                "src": "bell.wav",
                "description": "a bell",
                "source": [20, 30],
                "start_sample": 72_000,
                "end_sample": 78_000,
                "start": 1.5,
                "end": 1.625,
            }])
        );
        assert_eq!(
            json["marks"],
            serde_json::json!([{ "name": "here", "source": [18, 20], "sample": 84_000, "time": 1.75 }])
        );
    }

    #[test]
    #[allow(
        clippy::disallowed_methods,
        reason = "export is an edge; what it wrote is read back"
    )]
    fn it_lies_whole_at_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("episode.json");
        let (plan, timeline) = episode();
        stage_alignment(&path, &plan, &timeline)
            .unwrap()
            .commit()
            .unwrap();
        let read: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(read, serde_json::to_value(sidecar(&plan, &timeline)).unwrap());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
}
