//! What a script asks of pitch and volume, as edits of numbers: F0 in its logarithm, level as an envelope.
//!
//! Rate is not here: it divides durations (`regulate`). Knows nothing of models or of how styles were written.

use crate::plan::job::{JobWord, Lean, Pitch, Style, shift_at};
use crate::units::{Decibels, Hertz, Semitones};
use crate::voice::Speaking;
use std::ops::Range;

use super::excitation::F0_LIMITS;

/// Edits glide over this many mel frames to each side, so that a new style does not begin with a jump.
const GLIDE: usize = 2;

/// The words of a job and the mel frames they sound in.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) words: &'a [JobWord],
    /// For each word; rising, none empty.
    pub(super) mel_frames: &'a [Range<usize>],
    /// Those that words refer to.
    pub(super) contours: &'a [Vec<(f32, Semitones)>],
}

/// Edits F0 (`log_f0`, one natural logarithm of hertz for each mel frame) as the words' styles and the voice's
/// own settings ask, and keeps it inside [`F0_LIMITS`]. `voicing` is 1 where voiced.
///
/// With m the mean over the voiced mel frames of all words: `m + range * (x - m) + shift`, where the shift is the
/// style's, or what brings m to the frequency it names, plus the contour's.
pub(super) fn bend(log_f0: &mut [f32], voicing: &[f32], placed: Placed<'_>, speaking: &Speaking) {
    let mean = mean(log_f0, voicing, placed.mel_frames);
    let own = speaking.pitch.ln_ratio();
    if placed.words.iter().any(|word| bends(&word.style)) || own != 0.0 || speaking.range != 1.0 {
        let range = lay(placed, log_f0.len(), |word, _| {
            placed.words[word].style.range * speaking.range
        });
        let shift = lay(placed, log_f0.len(), |word, position| {
            let style = &placed.words[word].style;
            let contour = style.contour.and_then(|c| placed.contours.get(c as usize));
            let bend = contour.map_or(0.0, |points| shift_at(points, position).ln_ratio());
            bend + match style.pitch {
                Pitch::Shift(shift) => shift.ln_ratio() + own,
                Pitch::Mean(Hertz(hertz)) => hertz.ln() - mean,
            }
        });
        for ((x, range), shift) in log_f0.iter_mut().zip(range).zip(shift) {
            *x = mean + range * (*x - mean) + shift;
        }
    }
    let (low, high) = (F0_LIMITS.0.ln(), F0_LIMITS.1.ln());
    log_f0.iter_mut().for_each(|x| *x = x.clamp(low, high));
}

/// Adds a job's lean to `log_f0`, from its first word's mel frames to its last's; held before and after them.
pub(super) fn lean(log_f0: &mut [f32], lean: Lean, words: &[Range<usize>]) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    if lean == Lean::NONE {
        return;
    }
    let (from, to) = (lean.from.ln_ratio(), lean.to.ln_ratio());
    let length = (last.end - first.start).max(1) as f32;
    for (n, x) in log_f0.iter_mut().enumerate() {
        let share = ((n as f32 - first.start as f32 + 0.5) / length).clamp(0.0, 1.0);
        *x += from + (to - from) * share;
    }
}

fn bends(style: &Style) -> bool {
    style.pitch != Pitch::Shift(Semitones(0.0)) || style.range != 1.0 || style.contour.is_some()
}

/// The mean over the voiced mel frames of words; over all where none is voiced.
fn mean(log_f0: &[f32], voicing: &[f32], words: &[Range<usize>]) -> f32 {
    let of = |weight: &dyn Fn(usize) -> f64| {
        let inside = words.iter().flat_map(Clone::clone);
        let (sum, total) = inside.fold((0.0, 0.0), |(sum, total), n| {
            (sum + weight(n) * f64::from(log_f0[n]), total + weight(n))
        });
        (total > 0.0).then(|| (sum / total) as f32)
    };
    of(&|n| f64::from(voicing[n]))
        .or_else(|| of(&|_| 1.0))
        .unwrap_or_else(|| log_f0.first().copied().unwrap_or(0.0))
}

/// Multiplies the samples of a clip (all mel frames from `first` on, `hop` samples each) by the words' volumes
/// and the voice's gain.
pub(super) fn level(samples: &mut [f32], first: usize, hop: usize, placed: Placed<'_>, speaking: &Speaking) {
    // A voice's gain makes nothing of silence.
    let gain = |style: &Style| match style.volume.0 <= Decibels::SILENCE.0 {
        true => 0.0,
        false => (style.volume + speaking.gain).amplitude() as f32,
    };
    let Some(one) = placed.words.first().map(|word| gain(&word.style)) else {
        return;
    };
    if placed.words.iter().all(|word| gain(&word.style) == one) {
        if one != 1.0 {
            samples.iter_mut().for_each(|x| *x *= one);
        }
        return;
    }
    let mel_frames = first + samples.len() / hop;
    // Levels glide between words that are heard; those that are not are cut out below.
    let heard: Vec<f32> = placed.words.iter().map(|word| gain(&word.style)).collect();
    let mut last = heard.iter().copied().find(|&g| g > 0.0).unwrap_or(0.0);
    let beside = |&g: &f32| {
        last = if g > 0.0 { g } else { last };
        last
    };
    let levels: Vec<f32> = heard.iter().map(beside).collect();
    let gains = lay(placed, mel_frames + 1, |word, _| levels[word]);
    // Linear between the middles of mel frames, which lie half a hop into them.
    for (half, chunk) in samples.chunks_mut(hop / 2).enumerate() {
        let n = first + half / 2;
        let (from, to) = match half % 2 {
            0 => ((gains[n.saturating_sub(1)] + gains[n]) / 2.0, gains[n]),
            _ => (gains[n], (gains[n] + gains[n + 1]) / 2.0),
        };
        let step = (to - from) / chunk.len() as f32;
        for (i, x) in chunk.iter_mut().enumerate() {
            *x *= from + step * i as f32;
        }
    }
    let mut word = 0;
    while word < heard.len() {
        let run = heard[word..].iter().take_while(|&&g| g <= 0.0).count();
        if run > 0 {
            let place = |mel_frame: usize| (mel_frame.saturating_sub(first) * hop).min(samples.len());
            let span = &placed.mel_frames[word..word + run];
            let span = place(span[0].start)..place(span[run - 1].end);
            hush(&mut samples[span], hop / 2);
        }
        word += run.max(1);
    }
}

/// Silences samples but for a straight fade over `fade` of them at either end, so that neighbours neither click nor fade.
fn hush(samples: &mut [f32], fade: usize) {
    let count = samples.len();
    for (i, x) in samples.iter_mut().enumerate() {
        let near = i.min(count - 1 - i);
        *x *= 1.0 - ((near + 1) as f32 / fade as f32).min(1.0);
    }
}

/// A value for each of `count` mel frames: the word's own inside words (given its number, and the position 0..1 in the time of
/// the words that share its contour), a straight line across silences, held at the ends; then smoothed.
fn lay(placed: Placed<'_>, count: usize, value: impl Fn(usize, f32) -> f32) -> Vec<f32> {
    let mut laid = vec![0.0; count];
    let mut filled = 0;
    let mut index = 0;
    while index < placed.words.len() {
        let contour = placed.words[index].style.contour;
        let shares = |word: &&JobWord| contour.is_some() && word.style.contour == contour;
        let run = placed.words[index..].iter().take_while(shares).count().max(1);
        let (start, end) = (
            placed.mel_frames[index].start,
            placed.mel_frames[index + run - 1].end,
        );
        let time = (end - start).max(1) as f32;
        for word in index..index + run {
            let inside = placed.mel_frames[word].clone();
            for n in inside.clone() {
                laid[n] = value(word, (n - start) as f32 / time + 0.5 / time);
            }
            bridge(&mut laid, filled, inside.start);
            filled = inside.end;
        }
        index += run;
    }
    if let Some(held) = filled.checked_sub(1).map(|last| laid[last]) {
        laid[filled..].fill(held);
    }
    smooth(&laid)
}

/// Fills `from..to` with a straight line between its neighbours; with its right neighbour where it has no left.
fn bridge(laid: &mut [f32], from: usize, to: usize) {
    let Some(&right) = laid.get(to) else { return };
    let left = from.checked_sub(1).map_or(right, |n| laid[n]);
    let step = (right - left) / (to.saturating_sub(from) + 1) as f32;
    for (i, x) in laid[from.min(to)..to].iter_mut().enumerate() {
        *x = left + step * (i + 1) as f32;
    }
}

/// A moving average over [`GLIDE`] mel frames to each side; what is constant stays exactly as it is.
fn smooth(values: &[f32]) -> Vec<f32> {
    (0..values.len())
        .map(|n| {
            let near = &values[n.saturating_sub(GLIDE)..(n + GLIDE + 1).min(values.len())];
            let away: f32 = near.iter().map(|x| x - values[n]).sum();
            values[n] + away / near.len() as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::units::Ratio;

    const PLAIN: Speaking = Speaking {
        gain: Decibels::UNITY,
        rate: Ratio::ONE,
        pitch: Semitones(0.0),
        range: 1.0,
        voicing_threshold: 0.5,
        inner_onset: Semitones(0.0),
        last_onset: Semitones(0.0),
        max_tokens: 400,
        pace: Ratio::ONE,
    };

    fn word(style: Style) -> JobWord {
        JobWord {
            text: String::new(),
            span: Span::default(),
            tokens: 0..1,
            style,
        }
    }

    fn bent(styles: &[Style], contours: &[Vec<(f32, Semitones)>], speaking: &Speaking) -> Vec<f32> {
        let words: Vec<_> = styles.iter().map(|s| word(*s)).collect();
        let mel_frames: Vec<_> = (0..words.len()).map(|i| 5 + 30 * i..25 + 30 * i).collect();
        let count = 30 * words.len();
        let mut log_f0: Vec<f32> = (0..count).map(|n| 5.0 + 0.1 * (n as f32 * 0.7).sin()).collect();
        let placed = Placed {
            words: &words,
            mel_frames: &mel_frames,
            contours,
        };
        bend(&mut log_f0, &vec![1.0; count], placed, speaking);
        log_f0
    }

    #[test]
    fn a_neutral_style_changes_nothing() {
        let found = bent(&[Style::NEUTRAL; 2], &[], &PLAIN);
        assert!(
            found
                .iter()
                .enumerate()
                .all(|(n, x)| *x == 5.0 + 0.1 * (n as f32 * 0.7).sin())
        );
    }

    #[test]
    fn shift_range_and_mean_do_as_they_say() {
        let plain = bent(&[Style::NEUTRAL], &[], &PLAIN);
        let style = |pitch, range| Style {
            pitch,
            range,
            ..Style::NEUTRAL
        };
        let up = bent(&[style(Pitch::Shift(Semitones(12.0)), 1.0)], &[], &PLAIN);
        assert!(
            up.iter()
                .zip(&plain)
                .all(|(a, b)| (a - b - 2f32.ln()).abs() < 1e-5)
        );
        let at = bent(&[style(Pitch::Mean(Hertz(100.0)), 1.0)], &[], &PLAIN);
        let mean = at[5..25].iter().sum::<f32>() / 20.0;
        assert!((mean - 100f32.ln()).abs() < 1e-4);
        let flat = bent(&[style(Pitch::Shift(Semitones(0.0)), 0.0)], &[], &PLAIN);
        assert!(flat.iter().all(|x| (x - flat[0]).abs() < 1e-5));
        let of_voice = Speaking {
            pitch: Semitones(-12.0),
            ..PLAIN
        };
        let low = bent(&[style(Pitch::Shift(Semitones(12.0)), 1.0)], &[], &of_voice);
        assert!(low.iter().zip(&plain).all(|(a, b)| (a - b).abs() < 1e-5));
        let absurd = bent(&[style(Pitch::Shift(Semitones(200.0)), 1.0)], &[], &PLAIN);
        assert!(absurd.iter().all(|x| *x <= 800f32.ln()));
    }

    #[test]
    fn a_lean_runs_straight_from_the_first_word_to_the_last() {
        let mut log_f0 = vec![5.0; 40];
        lean(&mut log_f0, Lean::NONE, &[10..20, 22..30]);
        assert_eq!(log_f0, [5.0; 40]);
        let down = Lean {
            from: Semitones(-12.0),
            to: Semitones(0.0),
        };
        lean(&mut log_f0, down, &[10..20, 22..30]);
        assert!(log_f0[..10].iter().all(|x| (5.0 - x - 2f32.ln()).abs() < 0.02));
        assert!((5.0 - log_f0[20] - 0.475 * 2f32.ln()).abs() < 1e-5);
        assert!(log_f0[30..].iter().all(|x| *x == 5.0));
    }

    #[test]
    fn a_contour_runs_over_the_words_that_share_it() {
        let style = Style {
            contour: Some(0),
            range: 0.0,
            ..Style::NEUTRAL
        };
        let points = vec![(0.0, Semitones(0.0)), (1.0, Semitones(12.0))];
        let found = bent(&[style, style], &[points], &PLAIN);
        assert!((found[54] - found[5] - 2f32.ln()).abs() < 0.06);
        assert!(
            found[5..55].windows(2).all(|w| w[1] >= w[0] - 1e-6),
            "rises throughout"
        );
    }

    #[test]
    fn volumes_glide_from_word_to_word() {
        let loud = Style {
            volume: Decibels(6.0),
            ..Style::NEUTRAL
        };
        let words = [word(Style::NEUTRAL), word(loud)];
        let placed = Placed {
            words: &words,
            mel_frames: &[2..10, 10..20],
            contours: &[],
        };
        let mut samples = vec![1.0; 18 * 256];
        level(&mut samples, 2, 256, placed, &PLAIN);
        assert_eq!(samples[0], 1.0);
        assert!((f64::from(samples[18 * 256 - 1]) - Decibels(6.0).amplitude()).abs() < 1e-6);
        assert!(samples.windows(2).all(|w| w[1] >= w[0] && w[1] - w[0] < 0.002));
    }

    #[test]
    fn what_is_silent_is_not_heard_and_its_neighbours_are() {
        let silent = Style {
            volume: Decibels::SILENCE,
            ..Style::NEUTRAL
        };
        let words = [
            word(Style::NEUTRAL),
            word(silent),
            word(silent),
            word(Style::NEUTRAL),
        ];
        let placed = Placed {
            words: &words,
            mel_frames: &[2..10, 10..14, 15..20, 20..30],
            contours: &[],
        };
        let mut samples = vec![1.0; 28 * 256];
        level(&mut samples, 2, 256, placed, &PLAIN);
        let (from, to) = (8 * 256, 18 * 256);
        assert!(samples[..from].iter().chain(&samples[to..]).all(|&x| x == 1.0));
        assert!(samples[from + 128..to - 128].iter().all(|&x| x == 0.0));
        assert!(samples.windows(2).all(|w| (w[1] - w[0]).abs() < 0.01));
    }
}
