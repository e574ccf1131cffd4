//! `predict`: how long a plan will speak, without a model: a table of how long each phone lasts, the script's rates,
//! and its silences, which are exact.
//!
//! The table holds means over 261 000 phones that the voice `kathleen` spoke in 23 episodes of technical courses and
//! podcasts. Fitted on half of the episodes it was at most 2.4 % off on any of the others, 1.1 % in the mean of
//! squares; single utterances of more than 40 phones are off by 5 % (one standard deviation). A voice's manifest
//! says how its phones compare (`speaking.pace`): those of later models of the same voice, too.

use super::job::{Bound, Job, RenderPlan};
use crate::ir::{Punctuation, Segment};
use crate::units::Milliseconds;
use crate::voice::Voice;
use std::collections::HashMap;

/// How long a plan takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prediction {
    /// Seconds that each job speaks, in plan order.
    pub jobs: Vec<f64>,
    /// All silence between, before and after them; exact.
    pub silence: Milliseconds,
}

impl Prediction {
    /// Seconds from the first sample of the episode to its last.
    pub fn seconds(&self) -> f64 {
        self.jobs.iter().sum::<f64>() + self.silence.seconds()
    }
}

/// How long each job of a plan will speak with these voices. A job whose voice is not among them counts as spoken by
/// one that is like the table. Recordings are not counted: how long they are, only their files know. Linear in the
/// number of tokens.
pub fn predict(plan: &RenderPlan, voices: &[Voice]) -> Prediction {
    let manners: Vec<Manner> = plan
        .voices
        .iter()
        .map(|name| Manner::of(voices.iter().find(|voice| voice.name() == name)))
        .collect();
    let fallback = Manner::of(None);
    let before_clips = plan.recordings.iter().map(|clip| clip.gap_before);
    let mut silence = before_clips.fold(plan.tail, |all, gap| all + gap);
    let jobs = plan
        .jobs
        .iter()
        .map(|job| {
            silence += job.gap_before;
            manners.get(job.voice as usize).unwrap_or(&fallback).seconds(job)
        })
        .collect();
    Prediction { jobs, silence }
}

/// Milliseconds of each segment, in the order of [`Segment::ALL`]: inside a phrase, and at its end (the last consonant
/// of the phrase, the vowels of its last word). Vowels without stress; [`STRESSED`] has the rest.
#[rustfmt::skip]
const PHONES: [(u16, u16); Segment::ALL.len()] = [
    (105, 208), (69, 69), (72, 177), (63, 160), (112, 234), (93, 195), // p b t d k ɡ
    (137, 272), (124, 264), // t͡ʃ d͡ʒ
    (117, 255), (77, 201), (118, 246), (68, 68), (137, 269), (117, 261), (160, 305), (131, 131), (101, 101), // f v θ ð s z ʃ ʒ h
    (83, 191), (71, 201), (120, 228), // m n ŋ
    (96, 218), (84, 223), (123, 123), (104, 104), // l ɹ j w
    (110, 180), (57, 65), (115, 135), (70, 81), (101, 130), // i ɪ eɪ ɛ æ
    (98, 120), (102, 125), (109, 149), (54, 93), (84, 152), // ɑ ɔ oʊ ʊ u
    (57, 74), (47, 54), // ʌ ə
    (133, 170), (148, 190), (147, 166), // aɪ aʊ ɔɪ
    (94, 118), (100, 163), // ɝ ɚ
];

/// How much longer a vowel with stress is than one without.
const STRESSED: f64 = 1.185;
/// Milliseconds of a silence inside an utterance: at a dash, and at any other punctuation.
const PAUSES: (f64, f64) = (129.0, 105.0);
/// Milliseconds of a phone that no table knows.
const UNKNOWN: f64 = 90.0;

/// How a voice's phones last.
struct Manner {
    segments: HashMap<u16, Segment>,
    pause: Option<u16>,
    /// Factor on every length: what the voice is slower than the table by, over the rate it was given.
    stretch: f64,
}

impl Manner {
    fn of(voice: Option<&Voice>) -> Self {
        let Some(voice) = voice else {
            return Self {
                segments: HashMap::new(),
                pause: None,
                stretch: 1.0,
            };
        };
        let phones = voice.phones();
        let speaking = &voice.manifest().speaking;
        Self {
            segments: Segment::ALL
                .iter()
                .filter_map(|&segment| Some((phones.id(segment)?, segment)))
                .collect(),
            pause: Some(phones.pause()),
            stretch: f64::from(speaking.pace.0) / f64::from(speaking.rate.0),
        }
    }

    /// Seconds from the job's first word to its last; a silence goes with the word before it.
    fn seconds(&self, job: &Job) -> f64 {
        let mut milliseconds: Vec<f64> = Vec::with_capacity(job.words.len());
        for (index, word) in job.words.iter().enumerate() {
            let end = job
                .words
                .get(index + 1)
                .map_or(word.tokens.end, |next| next.tokens.start);
            let rows = job.tokens.get(word.tokens.start..end).unwrap_or_default();
            let spoken: f64 = rows.iter().map(|row| self.token(row)).sum();
            milliseconds.push(spoken * self.stretch / f64::from(word.style.rate.0));
        }
        for fit in &job.fits {
            let Some(words) = milliseconds.get_mut(fit.words.clone()) else {
                continue;
            };
            let (asked, own) = (f64::from(fit.duration.0), words.iter().sum::<f64>());
            if own > 0.0 && (fit.bound != Bound::AtMost || own > asked) {
                words.iter_mut().for_each(|word| *word *= asked / own);
            }
        }
        milliseconds.iter().sum::<f64>() / 1000.0
    }

    /// Milliseconds of a row of the encoder's `tokens`.
    fn token(&self, &[phone, stress, position, punctuation, _, until]: &[u16; 6]) -> f64 {
        if self.pause == Some(phone) {
            let dash = punctuation == Punctuation::Dash as u16;
            return if dash { PAUSES.0 } else { PAUSES.1 };
        }
        let Some(&segment) = self.segments.get(&phone) else {
            return UNKNOWN;
        };
        // Rows say where in its word a phone stands: 1 alone, 4 last (plan/tokens.rs).
        let closes = until == 0 && (segment.is_vowel() || matches!(position, 1 | 4));
        let (inside, closing) = PHONES[segment as usize];
        let length = f64::from(if closes { closing } else { inside });
        if stress > 0 && segment.is_vowel() {
            length * STRESSED
        } else {
            length
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::job::{Fit, JobWord, Key, Lean};
    use crate::plan::tokens;
    use crate::source::Span;
    use crate::units::Ratio;
    use crate::voice::load;

    /// "cat", twice, a comma between them, at a rate.
    fn job(voice: &Voice, rate: f32, gap_before: u32) -> Job {
        use crate::ir::{Origin, Phone, Stress, Style, Word};
        let style = Style {
            rate: Ratio(rate),
            ..Style::NEUTRAL
        };
        let word = |after| Word {
            text: "cat".to_owned(),
            span: Span::default(),
            phones: [Segment::K, Segment::Ae, Segment::T]
                .map(|s| Phone::new(s, Stress::Primary))
                .to_vec(),
            after,
            style,
            origin: Origin::Dictionary,
        };
        let words = [word(Punctuation::Comma), word(Punctuation::None)];
        let words: Vec<&Word> = words.iter().collect();
        let (tokens, words): (_, Vec<JobWord>) =
            tokens::rows(&words, voice.phones(), super::super::Close::Over);
        Job {
            speaker: 0,
            voice: 0,
            gap_before: Milliseconds(gap_before),
            tokens,
            words,
            fits: Vec::new(),
            lean: Lean::NONE,
            span: Span::default(),
            key: Key([0; 32]),
            seed: 0,
        }
    }

    fn tiny() -> Voice {
        load::load_named("tiny", None).unwrap()
    }

    #[test]
    fn silences_are_exact_and_rates_divide() {
        let voice = tiny();
        let plan = RenderPlan {
            jobs: vec![job(&voice, 1.0, 250), job(&voice, 2.0, 1000)],
            tail: Milliseconds(70),
            voices: vec!["tiny".to_owned()],
            ..RenderPlan::default()
        };
        let found = predict(&plan, &[voice]);
        assert_eq!(found.silence, Milliseconds(1320));
        let (k, ae, t) = (112.0, 130.0 * STRESSED, 177.0);
        assert!((found.jobs[0] - (2.0 * (k + ae + t) + PAUSES.1) / 1000.0).abs() < 1e-9);
        assert!((found.jobs[0] - 2.0 * found.jobs[1]).abs() < 1e-9);
        assert!((found.seconds() - found.jobs[0] * 1.5 - 1.32).abs() < 1e-9);
    }

    #[test]
    fn words_with_a_set_time_take_it() {
        let voice = tiny();
        let fit = |milliseconds, bound| {
            let mut job = job(&voice, 1.0, 0);
            job.fits.push(Fit {
                words: 0..2,
                duration: Milliseconds(milliseconds),
                bound,
            });
            Manner::of(Some(&voice)).seconds(&job)
        };
        assert!((fit(3000, Bound::Exactly) - 3.0).abs() < 1e-9);
        assert!((fit(500, Bound::AtMost) - 0.5).abs() < 1e-9);
        assert!(fit(3000, Bound::AtMost) < 2.0);
    }

    #[test]
    fn a_plan_of_unknown_voices_is_still_predicted() {
        let plan = RenderPlan {
            jobs: vec![job(&tiny(), 1.0, 0)],
            voices: vec!["nobody".to_owned()],
            ..RenderPlan::default()
        };
        assert!(predict(&plan, &[]).seconds() > 0.3);
        assert_eq!(predict(&RenderPlan::default(), &[]).seconds(), 0.0);
    }
}
