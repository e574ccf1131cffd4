//! The captions sidecar: WebVTT, one cue per utterance, long ones cut between words.
//!
//! Text is as spoken. Source: WebVTT, W3C Candidate Recommendation of 4 April 2019.

use crate::export::error::ExportError;
use crate::export::staged::write_whole;
use crate::mix::timeline::Timeline;
use crate::plan::job::{JobWord, RenderPlan};
use crate::units::{SampleRate, Samples};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

/// Characters a cue holds at most, unless one word is longer: two lines of 42, what captioners allow.
const CUE: usize = 84;

/// Writes the captions of an episode to `path`.
pub fn write_captions(path: &Path, plan: &RenderPlan, timeline: &Timeline) -> Result<(), ExportError> {
    write_whole(path, captions(plan, timeline).as_bytes())
}

fn captions(plan: &RenderPlan, timeline: &Timeline) -> String {
    let mut vtt = String::from("WEBVTT\n");
    for placement in &timeline.placements {
        let Some(job) = plan.jobs.get(placement.job) else {
            continue;
        };
        let speaker = plan.speakers.get(job.speaker as usize).and_then(Option::as_deref);
        let words: Vec<_> = job.words.iter().zip(&placement.words).collect();
        for cue in cues(&words) {
            let (Some((_, first)), Some((_, last))) = (cue.first(), cue.last()) else {
                continue;
            };
            let _ = write!(
                vtt,
                "\n{} --> {}\n",
                Timestamp(first.start, timeline.rate),
                Timestamp(last.end, timeline.rate)
            );
            if let Some(speaker) = speaker {
                let _ = write!(vtt, "<v {}>", Escaped(speaker));
            }
            for (i, (word, _)) in cue.iter().enumerate() {
                let gap = if i == 0 { "" } else { " " };
                let _ = write!(vtt, "{gap}{}", Escaped(&word.text));
            }
            vtt.push('\n');
        }
    }
    vtt
}

type TimedWord<'a> = (&'a JobWord, &'a Range<Samples>);

/// Cuts words into cues of about equal length, each no longer than [`CUE`].
fn cues<'w, 'a>(words: &'w [TimedWord<'a>]) -> Vec<&'w [TimedWord<'a>]> {
    let length = |word: &TimedWord<'_>| word.0.text.chars().count() + 1;
    let total: usize = words.iter().map(length).sum();
    // A little room in each, so that cutting at the nearest word does not go over.
    let count = total.div_ceil(CUE - 8).max(1);
    let mut cues = Vec::new();
    let (mut start, mut held, mut passed) = (0, 0, 0);
    for (i, word) in words.iter().enumerate() {
        let length = length(word);
        let share = (cues.len() + 1) * total / count;
        if held > 0 && (held + length > CUE + 1 || passed + length / 2 > share) {
            cues.push(&words[start..i]);
            (start, held) = (i, 0);
        }
        held += length;
        passed += length;
    }
    if start < words.len() {
        cues.push(&words[start..]);
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
    use crate::export::sample::{episode, job};

    #[test]
    fn cues_follow_the_utterances() {
        let (plan, timeline) = episode();
        assert_eq!(
            captions(&plan, &timeline),
            "WEBVTT\n\n\
             00:00:00.500 --> 00:00:01.500\n<v Ann &amp; Bo>eighty percent\n\n\
             00:00:01.750 --> 01:00:01.750\nless &lt; more\n"
        );
    }

    #[test]
    fn a_long_utterance_is_cut_evenly_between_words_and_none_is_lost() {
        for count in [1usize, 12, 13, 14, 25, 26, 60, 200] {
            let texts: Vec<String> = (0..count).map(|i| format!("word{i:02}")).collect();
            let job = job(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let times: Vec<_> = (0..count as u64).map(|i| Samples(i)..Samples(i + 1)).collect();
            let words: Vec<_> = job.words.iter().zip(&times).collect();
            let cues = cues(&words);
            assert_eq!(cues.concat().len(), count);
            let lengths: Vec<usize> = cues
                .iter()
                .map(|cue| cue.iter().map(|(word, _)| word.text.len() + 1).sum::<usize>() - 1)
                .collect();
            assert!(lengths.iter().all(|&length| length <= CUE), "{lengths:?}");
            let (most, least) = (lengths.iter().max().unwrap(), lengths.iter().min().unwrap());
            assert!(most - least <= 14, "{lengths:?}");
        }
    }

    #[test]
    fn one_endless_word_is_a_cue() {
        let job = job(&[&"x".repeat(300)]);
        let time = Samples(0)..Samples(1);
        assert_eq!(cues(&[(&job.words[0], &time)]).len(), 1);
    }
}
