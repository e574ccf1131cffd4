//! The end of a yes/no question: pitch goes up from the last stressed vowel on.
//!
//! Recordings have few such questions, so that a network learns the direction and not the way: some questions of a
//! voice end high and some barely over its middle. Here every one ends at least [`REACH`] over the middle of what was
//! said before it; a voice that goes higher is left as it is. That a nucleus and what follows it rise to the end is the
//! high rise of J. C. Wells, *English Intonation*, Cambridge 2006, 2.4, and H-H% in ToBI. Whether a question asks so is
//! `g2p`'s to say; this knows no words.

use crate::plan::job::Punctuation;
use std::ops::Range;

/// How far over the middle the end lies at least, natural logarithm of a ratio: seven semitones. Eighteen such questions
/// of the recordings end 7.0 semitones over it in the mean (`scripts/evaluate/questions.py`).
const REACH: f32 = 7.0 * std::f32::consts::LN_2 / 12.0;

/// Fewer voiced mel frames before the rise than this have no middle worth the name.
const FEWEST: usize = 20;

/// Columns of a token: its stress, and the punctuation that closes its phrase.
const STRESS: usize = 1;
const CLOSE: usize = 3;

/// Raises the end of `log_f0` (ln Hz, one value a mel frame) if the last token, the edge silence, closes a question.
/// `voicing` is 1 where voiced; `mel_frames` are those of each token.
pub(super) fn ask(log_f0: &mut [f32], voicing: &[f32], tokens: &[[u16; 6]], mel_frames: &[Range<usize>]) {
    let asks = tokens
        .last()
        .is_some_and(|edge| edge[CLOSE] == Punctuation::Question as u16);
    let Some(nucleus) = tokens
        .iter()
        .rposition(|token| token[STRESS] == 1)
        .filter(|_| asks)
    else {
        return;
    };
    let voiced = |n: &usize| voicing[*n] > 0.0;
    let (Some(vowel), Some(edge)) = (mel_frames.get(nucleus), mel_frames.last()) else {
        return;
    };
    let inside = vowel.start..edge.start.max(vowel.start);
    let (Some(first), Some(last)) = (inside.clone().find(voiced), inside.rev().find(voiced)) else {
        return;
    };
    let start = log_f0[first];
    let end = REACH + middle(log_f0, voicing, 0..vowel.start).unwrap_or(start);
    let step = (end - start) / (last - first).max(1) as f32;
    for (n, x) in log_f0[first..].iter_mut().enumerate() {
        *x = x.max(start + step * n.min(last - first) as f32);
    }
}

/// The median over the voiced mel frames of a span.
fn middle(log_f0: &[f32], voicing: &[f32], span: Range<usize>) -> Option<f32> {
    let mut values: Vec<f32> = span.filter(|&n| voicing[n] > 0.0).map(|n| log_f0[n]).collect();
    if values.len() < FEWEST {
        return None;
    }
    let half = values.len() / 2;
    Some(*values.select_nth_unstable_by(half, f32::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four tokens of 20 mel frames and an edge on each side; the third carries the last stress.
    fn said(close: Punctuation, log_f0: &[f32]) -> Vec<f32> {
        let close = close as u16;
        let token = |stress| [1, stress, 2, close, 0, 0];
        let tokens = [token(0), token(1), token(0), token(1), token(0), token(0)];
        let mel_frames: Vec<_> = (0..6).map(|i| 20 * i..20 * (i + 1)).collect();
        let mut voicing = vec![1.0; 120];
        voicing[70..80].fill(0.0);
        voicing[95..].fill(0.0);
        let mut out = log_f0.to_vec();
        ask(&mut out, &voicing, &tokens, &mel_frames);
        out
    }

    #[test]
    fn a_question_ends_seven_semitones_over_its_middle() {
        let falling: Vec<f32> = (0..120).map(|n| 5.2 - 0.002 * n as f32).collect();
        let found = said(Punctuation::Question, &falling);
        assert_eq!(found[..60], falling[..60], "what is before the nucleus stays");
        let middle = 5.2 - 0.002 * 30.0;
        assert!((found[94] - middle - REACH).abs() < 3e-3, "{}", found[94]);
        assert!(found[60..95].windows(2).all(|w| w[1] > w[0]));
        assert!(found[60] - falling[60] < 1e-3, "it goes up from where it was");
        assert!((found[119] - found[94]).abs() < 1e-6, "held to the end");
    }

    #[test]
    fn what_rises_further_or_is_no_question_stays() {
        let rising: Vec<f32> = (0..120).map(|n| 5.0 + 0.01 * n as f32).collect();
        assert_eq!(said(Punctuation::Question, &rising), rising);
        let falling: Vec<f32> = (0..120).map(|n| 5.2 - 0.002 * n as f32).collect();
        assert_eq!(said(Punctuation::FullStop, &falling), falling);
    }

    #[test]
    fn what_has_no_stress_or_no_voice_stays() {
        let mut flat = vec![5.0; 40];
        let tokens = [[1, 0, 1, 3, 0, 0], [2, 0, 0, 3, 0, 0]];
        ask(&mut flat, &[1.0; 40], &tokens, &[0..20, 20..40]);
        let tokens = [[1, 1, 1, 3, 0, 0], [2, 0, 0, 3, 0, 0]];
        ask(&mut flat, &[0.0; 40], &tokens, &[0..20, 20..40]);
        ask(&mut flat, &[], &[], &[]);
        assert_eq!(flat, vec![5.0; 40]);
    }
}
