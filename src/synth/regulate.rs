//! Length regulation: real durations to whole mel frames, and phone states repeated over them.
//!
//! The running total of whole mel frames follows that of the real durations, so rounding never adds up. Owns the
//! limits on what a model may ask for; knows of words and styles only a rate for each token, and what time runs of
//! words are to take.

use crate::plan::job::{Bound, Job};
use crate::units::MelFrames;

/// A phone is at most this long before the rate applies, in seconds; models ask for more only when they fail.
const LONGEST_PHONE: f32 = 3.0;

/// The states of an utterance over its mel frames, as the pitch model and the decoder read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regulated {
    /// `[mel_frames, width]`, row-major: each phone's state, repeated.
    pub states: Vec<f32>,
    /// Values of a state.
    pub width: usize,
    /// `[mel_frames, 2]`, row-major: for the j-th of a phone's d mel frames, `(j + 1/2) / d` and `ln d`.
    pub position: Vec<f32>,
}

impl Regulated {
    /// How many mel frames.
    pub fn mel_frames(&self) -> usize {
        self.position.len() / 2
    }
}

/// What a token is, as far as its length goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tempo {
    /// Speaking rate at the token, the voice's own included.
    pub(super) rate: f32,
    /// The fewest mel frames it may have: 0 for a pause, else 1.
    pub(super) least: u32,
}

/// Whole mel frames for each token.
///
/// `durations` are mel frames, real; negative ones count as 0, and none counts longer than three seconds
/// (`per_second` mel frames make a second). Not-a-number must not come in.
pub(super) fn whole(durations: &[f32], tempo: &[Tempo], per_second: f32) -> Vec<MelFrames> {
    let longest = LONGEST_PHONE * per_second;
    let mut carried = 0.0;
    durations
        .iter()
        .zip(tempo)
        .map(|(duration, tempo)| {
            carried += f64::from(duration.clamp(0.0, longest)) / f64::from(tempo.rate);
            let mel_frames = carried.round().max(f64::from(tempo.least)) as u32;
            carried -= f64::from(mel_frames);
            MelFrames(mel_frames)
        })
        .collect()
}

/// Sets the rates of the words that take a set time, from the time they would take (`durations` as for [`whole`]).
/// Rates among them keep their proportions, but no token becomes shorter than the least it may be; so the time is kept
/// wherever it is no shorter than that of all.
pub(super) fn fit(job: &Job, durations: &[f32], tempo: &mut [Tempo], per_second: f32) {
    let longest = LONGEST_PHONE * per_second;
    for fit in &job.fits {
        let words = job.words.get(fit.words.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            continue;
        };
        let tokens = first.tokens.start..last.tokens.end;
        let (Some(durations), Some(tempo)) = (durations.get(tokens.clone()), tempo.get_mut(tokens)) else {
            continue;
        };
        let natural: Vec<f32> = durations
            .iter()
            .zip(tempo.iter())
            .map(|(duration, tempo)| duration.clamp(0.0, longest) / tempo.rate)
            .collect();
        let wanted = fit.duration.0 as f32 / 1_000.0 * per_second;
        let faster = pace(&natural, tempo, wanted);
        let faster = match fit.bound {
            Bound::Exactly => faster,
            Bound::AtMost => faster.max(1.0),
        };
        for (tempo, natural) in tempo.iter_mut().zip(natural) {
            let least = tempo.least as f32;
            let faster = if least > 0.0 {
                faster.min(natural / least)
            } else {
                faster
            };
            tempo.rate *= faster.max(SLOWEST);
        }
    }
}

/// The lowest pace; a model that gives next to no durations is not followed further.
const SLOWEST: f32 = 1e-3;

/// How much faster tokens are to be for `wanted` mel frames in all: those that would become shorter than their least
/// have that, and the others what is left. Each turn holds at least one more token, or is the last.
fn pace(natural: &[f32], tempo: &[Tempo], wanted: f32) -> f32 {
    let least = |at: usize| tempo[at].least as f32;
    let mut free: Vec<usize> = (0..natural.len()).collect();
    let (mut left, mut faster) = (wanted, 0.0_f32);
    loop {
        // Where all of them are held, or all that are not last no time, the pace that held them stays.
        faster = faster.max(free.iter().map(|&at| natural[at]).sum::<f32>() / left.max(SLOWEST));
        let count = free.len();
        free.retain(|&at| {
            let keeps = natural[at] >= least(at) * faster;
            left -= if keeps { 0.0 } else { least(at) };
            keeps
        });
        if free.len() == count {
            return faster;
        }
    }
}

/// Repeats states (`[tokens, width]`, row-major) over the mel frames of their tokens; `lengths` has one for each.
pub(super) fn expand(states: &[f32], width: usize, lengths: &[MelFrames]) -> Regulated {
    let total: usize = lengths.iter().map(|f| f.count()).sum();
    let mut regulated = Regulated {
        states: Vec::with_capacity(total * width),
        width,
        position: Vec::with_capacity(total * 2),
    };
    for (state, count) in states.chunks_exact(width.max(1)).zip(lengths) {
        let length = count.0 as f32;
        let log_length = length.max(1.0).ln();
        for j in 0..count.0 {
            regulated.states.extend_from_slice(state);
            regulated.position.extend([(j as f32 + 0.5) / length, log_length]);
        }
    }
    regulated
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPOKEN: Tempo = Tempo { rate: 1.0, least: 1 };

    #[test]
    fn rounding_never_adds_up() {
        let durations = [2.4; 100];
        let frames = whole(&durations, &[SPOKEN; 100], 93.75);
        for n in 1..=100 {
            let total: u32 = frames[..n].iter().map(|f| f.0).sum();
            assert!((f64::from(total) - 2.4 * n as f64).abs() <= 0.5 + 1e-6, "{n}");
        }
    }

    #[test]
    fn every_phone_sounds_and_pauses_may_vanish() {
        let pause = Tempo { rate: 1.0, least: 0 };
        let frames = whole(
            &[0.1, -3.0, 0.2, 4.0, 0.3],
            &[SPOKEN, SPOKEN, pause, SPOKEN, SPOKEN],
            93.75,
        );
        assert_eq!(frames.iter().map(|f| f.0).collect::<Vec<_>>(), [1, 1, 0, 2, 1]);
    }

    #[test]
    fn the_rate_divides_and_absurd_lengths_are_capped() {
        let tempo = |rate| Tempo { rate, least: 1 };
        assert_eq!(
            whole(&[10.0, 10.0], &[tempo(2.0), tempo(0.5)], 93.75),
            [MelFrames(5), MelFrames(20)]
        );
        assert_eq!(
            whole(&[1e30, f32::INFINITY], &[SPOKEN; 2], 100.0),
            [MelFrames(300), MelFrames(300)]
        );
    }

    #[test]
    fn a_set_time_is_kept_down_to_a_mel_frame_for_each_phone() {
        let pause = Tempo { rate: 1.0, least: 0 };
        let durations = [12.0, 2.0, 10.0, 30.0, 3.0, 1.5];
        let natural = [SPOKEN, SPOKEN, pause, SPOKEN, SPOKEN, SPOKEN];
        for wanted in [5, 6, 9, 20, 58, 400] {
            let faster = pace(&durations, &natural, wanted as f32);
            let tempo = durations.iter().zip(natural).map(|(&duration, tempo)| {
                let most = if tempo.least > 0 { duration } else { f32::INFINITY };
                Tempo {
                    rate: faster.min(most),
                    ..tempo
                }
            });
            let frames = whole(&durations, &tempo.collect::<Vec<_>>(), 93.75);
            let total: u32 = frames.iter().map(|f| f.0).sum();
            assert_eq!(total, wanted, "{frames:?}");
        }
    }

    #[test]
    fn of_less_time_than_there_can_be_the_least_is_taken() {
        let silent = Tempo { rate: 1.0, least: 0 };
        for (durations, natural) in [
            (&[3.0, 4.0][..], &[SPOKEN, SPOKEN][..]),
            (&[3.0, 0.0, 4.0], &[SPOKEN, silent, SPOKEN]),
        ] {
            for wanted in [0.0, 1.0, 1.9] {
                let faster = pace(durations, natural, wanted);
                assert!(faster >= 4.0, "{wanted}: {faster}");
            }
        }
    }

    #[test]
    fn positions_run_through_each_phone() {
        let regulated = expand(&[1.0, 2.0, 3.0], 1, &[MelFrames(2), MelFrames(0), MelFrames(1)]);
        assert_eq!(regulated.states, [1.0, 1.0, 3.0]);
        assert_eq!(regulated.position, [0.25, 2f32.ln(), 0.75, 2f32.ln(), 0.5, 0.0]);
        assert_eq!(regulated.mel_frames(), 3);
    }
}
