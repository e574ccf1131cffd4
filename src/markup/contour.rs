//! `contour` of `<prosody>` (SSML 1.1, 3.2.4): `(position%,target)` pairs in any order, targets as for `pitch`.
//!
//! Owns which pairs count and how far they may go. Reports nothing itself.

use super::attributes::{NOMINAL, pitch};
use super::script::Pitch;
use crate::units::{Hertz, Semitones, decimal};
use std::ops::Range;

/// What a contour says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pairs {
    /// By rising position, each within what can be done.
    pub(super) points: Vec<(f32, Semitones)>,
    /// Pairs that ask for more, by their bytes, with what is used.
    pub(super) clamped: Vec<(Range<usize>, Pitch)>,
    /// Pairs that do not count, by their bytes, and why.
    pub(super) dropped: Vec<(Range<usize>, &'static str)>,
}

/// Reads a contour. Positions outside the element do not count, as the clause has it; of two pairs for one position
/// the first does.
pub(super) fn contour(text: &str) -> Option<Pairs> {
    let mut pairs = Pairs::default();
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let start = text.trim_end().len() - rest.len();
        let inner = rest.strip_prefix('(')?;
        let (pair, after) = inner.split_once(')')?;
        let place = start..start + pair.len() + 2;
        let (position, target) = pair.split_once(',')?;
        let percent = decimal(position.trim().strip_suffix('%')?)?;
        let asked = pitch(target, Pitch::Shift(Semitones(0.0)))?;
        let used = asked.speakable();
        let shift = match used {
            Pitch::Shift(shift) => shift,
            Pitch::Mean(Hertz(hertz)) => Semitones::from_ratio(hertz / NOMINAL as f32),
        };
        let position = (percent / 100.0) as f32;
        if percent > 100.0 {
            pairs.dropped.push((place, "its place is outside the element"));
        } else {
            found.push((position, shift, place, (asked != used).then_some(used)));
        }
        rest = after.trim_start();
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0)); // stable: the first of two for one place stays first
    for (position, shift, place, used) in found {
        if pairs.points.last().is_some_and(|last| last.0 == position) {
            pairs.dropped.push((place, "an earlier pair has its place"));
        } else {
            pairs.points.push((position, shift));
            pairs.clamped.extend(used.map(|used| (place, used)));
        }
    }
    (!pairs.points.is_empty()).then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contours_are_sorted_pairs() {
        let text = " (100%,+2st)(0%, -1st) (50% , high) (120%,+9st) (0%,+3st) ";
        let pairs = contour(text).unwrap();
        assert_eq!(
            pairs.points,
            [
                (0.0, Semitones(-1.0)),
                (0.5, Semitones(2.0)),
                (1.0, Semitones(2.0))
            ]
        );
        let dropped: Vec<_> = pairs
            .dropped
            .iter()
            .map(|(place, _)| &text[place.clone()])
            .collect();
        assert_eq!(dropped, ["(120%,+9st)", "(0%,+3st)"]);
        for bad in ["", "0%,+2st", "(0%)", "(0,+2st)", "(0%,+2st", "(0%,+2st)x"] {
            assert_eq!(contour(bad), None, "{bad}");
        }
    }

    #[test]
    fn targets_stay_within_what_can_be_done() {
        let pairs = contour("(0%,+99st) (50%,2000Hz) (100%,-12st)").unwrap();
        assert_eq!(
            pairs.clamped,
            [
                (0..10, Pitch::Shift(Semitones(12.0))),
                (11..23, Pitch::Mean(Hertz(500.0)))
            ]
        );
        assert_eq!(pairs.points[0].1, Semitones(12.0));
    }
}
