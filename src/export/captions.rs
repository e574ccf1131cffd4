//! The captions sidecar: WebVTT, one cue per utterance, long ones cut between words; and one for each clip whose
//! `<desc>` says what is heard in it, in square brackets as captioners write sounds.
//!
//! Text is as written in the script, not as spelled out for speech. Source: WebVTT, W3C Candidate
//! Recommendation of 4 April 2019.

use crate::export::error::ExportError;
use crate::export::staged::{Whole, whole};
use crate::export::wording::{Piece, pieces};
use crate::markup::visible::Visible;
use crate::mix::timeline::{Part, PlacedRecording, Timeline};
use crate::plan::job::RenderPlan;
use crate::source::Source;
use crate::units::{SampleRate, Samples};
use std::fmt::Write as _;
use std::path::Path;

/// Characters a cue holds at most, unless one word is longer: two lines of 42, what captioners allow.
const CUE: usize = 84;

/// Writes the captions of an episode, which was made from `source` and will be `path`.
///
/// # Errors
/// A file that cannot be written.
pub fn stage_captions(
    path: &Path,
    source: &Source,
    plan: &RenderPlan,
    timeline: &Timeline,
) -> Result<Whole, ExportError> {
    let text = captions(source, plan, timeline);
    whole(path, |file| file.write_all(text.as_bytes()))
}

fn captions(source: &Source, plan: &RenderPlan, timeline: &Timeline) -> String {
    let mut vtt = String::from("WEBVTT\n");
    let seen = Visible::of(source);
    let mut recordings = timeline.recordings.iter().peekable();
    for placement in &timeline.placements {
        while let Some(placed) = recordings.next_if(|placed| placed.start < placement.start) {
            sound(&mut vtt, placed, plan, timeline.rate);
        }
        let Some(job) = plan.jobs.get(placement.job) else {
            continue;
        };
        let speaker = plan.speakers.get(job.speaker as usize).and_then(Option::as_deref);
        let pieces = pieces(job, &placement.words, &seen);
        for cue in cues(&pieces) {
            let (Some(first), Some(last)) = (cue.first(), cue.last()) else {
                continue;
            };
            let _ = write!(
                vtt,
                "\n{} --> {}\n",
                Timestamp(first.time.start, timeline.rate),
                Timestamp(last.time.end, timeline.rate)
            );
            if let Some(speaker) = speaker {
                let _ = write!(vtt, "<v {}>", Escaped(speaker));
            }
            for (i, piece) in cue.iter().enumerate() {
                let gap = if i > 0 && cue[i - 1].spaced { " " } else { "" };
                let _ = write!(vtt, "{gap}{}", Escaped(&piece.text));
            }
            vtt.push('\n');
        }
    }
    recordings.for_each(|placed| sound(&mut vtt, placed, plan, timeline.rate));
    vtt
}

/// The cue of a recording, if it has a description.
fn sound(vtt: &mut String, placed: &PlacedRecording, plan: &RenderPlan, rate: SampleRate) {
    let Part::Clip(index) = placed.part else { return };
    let description = plan
        .recordings
        .get(index)
        .and_then(|clip| clip.recording.description.as_deref());
    if let Some(description) = description {
        let _ = write!(
            vtt,
            "\n{} --> {}\n[{}]\n",
            Timestamp(placed.start, rate),
            Timestamp(placed.end(), rate),
            Escaped(description)
        );
    }
}

/// Cuts pieces into cues of about equal length where white space stands, each no longer than [`CUE`] unless it
/// has none.
fn cues(pieces: &[Piece]) -> Vec<&[Piece]> {
    let length = |piece: &Piece| piece.text.chars().count() + usize::from(piece.spaced);
    let total: usize = pieces.iter().map(length).sum();
    // A little room in each, so that cutting at the nearest space does not go over.
    let count = total.div_ceil(CUE - 8).max(1);
    let mut cues = Vec::new();
    let (mut start, mut at, mut held, mut passed) = (0, 0, 0, 0);
    for unit in pieces.chunk_by(|piece, _| !piece.spaced) {
        let length: usize = unit.iter().map(length).sum();
        let share = (cues.len() + 1) * total / count;
        if held > 0 && (held + length > CUE + 1 || passed + length / 2 > share) {
            cues.push(&pieces[start..at]);
            (start, held) = (at, 0);
        }
        at += unit.len();
        held += length;
        passed += length;
    }
    if start < pieces.len() {
        cues.push(&pieces[start..]);
    }
    cues
}

struct Timestamp(Samples, SampleRate);

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rate = u64::from(self.1.hz());
        let ms = (u128::from(self.0.0) * 1000 + u128::from(rate / 2)) / u128::from(rate);
        let (s, ms) = (ms / 1000, ms % 1000);
        write!(f, "{:02}:{:02}:{:02}.{ms:03}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// Text that cannot be taken for markup or for the end of a cue.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            c if c.is_control() => f.write_char(' '),
            c => f.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::episode;
    use crate::source::Span;

    #[test]
    fn cues_follow_the_utterances() {
        let (mut plan, timeline) = episode();
        let source = Source::new("test", "80%. Less &lt; more?");
        let spans = [&[(0, 3), (0, 3)][..], &[(5, 9), (10, 14), (15, 19)]];
        for (job, spans) in plan.jobs.iter_mut().zip(spans) {
            for (word, &(start, end)) in job.words.iter_mut().zip(spans) {
                word.span = Span::new(start, end);
            }
        }
        assert_eq!(
            captions(&source, &plan, &timeline),
            "WEBVTT\n\n\
             00:00:00.500 --> 00:00:01.500\n<v Ann &amp; Bo>80%.\n\n\
             00:00:01.500 --> 00:00:01.625\n[a bell]\n\n\
             00:00:01.750 --> 01:00:01.750\nLess &lt; more?\n"
        );
    }

    fn words(count: usize, spaced: bool) -> Vec<Piece> {
        (0..count)
            .map(|i| Piece {
                text: format!("word{i:02}"),
                spaced,
                time: Samples(i as u64)..Samples(i as u64 + 1),
            })
            .collect()
    }

    #[test]
    fn a_long_utterance_is_cut_evenly_between_words_and_none_is_lost() {
        for count in [1usize, 12, 13, 14, 25, 26, 60, 200] {
            let pieces = words(count, true);
            let cues = cues(&pieces);
            assert_eq!(cues.concat(), pieces);
            let lengths: Vec<usize> = cues
                .iter()
                .map(|cue| cue.iter().map(|piece| piece.text.len() + 1).sum::<usize>() - 1)
                .collect();
            assert!(lengths.iter().all(|&length| length <= CUE), "{lengths:?}");
            let (most, least) = (lengths.iter().max().unwrap(), lengths.iter().min().unwrap());
            assert!(most - least <= 14, "{lengths:?}");
        }
    }

    #[test]
    fn what_has_no_space_is_not_cut() {
        assert_eq!(cues(&words(50, false)).len(), 1);
        assert!(cues(&[]).is_empty());
    }
}
