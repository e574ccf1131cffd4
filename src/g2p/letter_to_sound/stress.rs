//! Where an ending puts the main stress of a word: "tendinitis", "ergodic", "linearity" (Fudge, English Word-Stress, 1984).
//!
//! Owns these endings. Knows letters only, no sounds and no models.

use std::ops::Range;

/// Where the stress is, seen from an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    /// On the ending's first letter.
    On,
    /// On the last vowel before it.
    Before,
}

use Seat::{Before, On};

/// The longest that fits decides; a final s is taken off first where nothing fits.
const ENDINGS: [(&str, Seat); 46] = [
    ("ation", On),
    ("cial", Before),
    ("cian", Before),
    ("cious", Before),
    ("eer", On),
    ("ese", On),
    ("escence", On),
    ("escent", On),
    ("esque", On),
    ("gious", Before),
    ("ial", Before),
    ("ian", Before),
    ("iasis", On),
    ("ic", Before),
    ("ical", Before),
    ("ically", Before),
    ("icity", On),
    ("ified", Before),
    ("ify", Before),
    ("ifying", Before),
    ("ious", Before),
    ("ista", On),
    ("itis", On),
    ("ities", Before),
    ("ity", Before),
    ("ium", Before),
    ("nymy", Before),
    ("ocracy", On),
    ("ogamy", On),
    ("ogeny", On),
    ("ography", On),
    ("ologist", On),
    ("ology", On),
    ("olysis", On),
    ("oma", On),
    ("ometry", On),
    ("onomy", On),
    ("onymy", On),
    ("opathy", On),
    ("oscopy", On),
    ("osis", On),
    ("otomy", On),
    ("sion", Before),
    ("tial", Before),
    ("tion", Before),
    ("tious", Before),
];

/// Names from the Balkans, whose stress is elsewhere: "Petrovic".
const OTHERS: [&str; 3] = ["cic", "jic", "vic"];

/// The places of the letters one of which carries the main stress, if the ending says so; `letters` are numbers of the
/// alphabet, from 0 for a.
pub(super) fn peak(letters: &[u8]) -> Option<Range<usize>> {
    let singular = letters.strip_suffix(&[b's' - b'a']);
    peak_of(letters).or_else(|| peak_of(singular?))
}

fn peak_of(letters: &[u8]) -> Option<Range<usize>> {
    let ends_in = |ending: &str| {
        letters.len() > ending.len()
            && letters
                .iter()
                .rev()
                .zip(ending.bytes().rev())
                .all(|(&letter, wanted)| letter + b'a' == wanted)
    };
    if OTHERS.iter().any(|o| ends_in(o)) {
        return None;
    }
    let (ending, seat) = ENDINGS
        .iter()
        .filter(|(ending, _)| ends_in(ending))
        .max_by_key(|(ending, _)| ending.len())?;
    let first = letters.len() - ending.len();
    let is = |at: usize, list: &[u8]| {
        letters
            .get(at)
            .is_some_and(|&letter| list.contains(&(letter + b'a')))
    };
    // The u of "equity" is none.
    let is_vowel = |at: usize| is(at, b"aeiouy") && !(at > 0 && is(at, b"u") && is(at - 1, b"q"));
    let (start, last) = match seat {
        // A word of the ending alone, or nearly, has its own ways: "coma", "basis".
        On if !(0..first).any(is_vowel) => return None,
        On => (first, (first..).take_while(|&at| is_vowel(at)).last()?),
        Before => {
            let last = (0..first).rev().find(|&at| is_vowel(at))?;
            ((0..=last).rev().take_while(|&at| is_vowel(at)).last()?, last)
        }
    };
    // "Fraternity": an r may bear the vowel before it.
    Some(start..last + 1 + usize::from(is(last + 1, b"r")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stressed(word: &str) -> Option<&str> {
        let letters: Vec<u8> = word.bytes().map(|b| b - b'a').collect();
        peak(&letters).map(|range| &word[range])
    }

    #[test]
    fn endings_say_where_the_stress_is() {
        assert_eq!(stressed("tendinitis"), Some("i"));
        assert_eq!(stressed("ergodic"), Some("o"));
        assert_eq!(stressed("stationarity"), Some("ar"));
        assert_eq!(stressed("tensorial"), Some("or"));
        assert_eq!(stressed("equity"), Some("e"));
        assert_eq!(stressed("profiteer"), Some("eer"));
        assert_eq!(stressed("archaic"), Some("a"));
        assert_eq!(stressed("spectroscopies"), None);
        assert_eq!(stressed("pragmatics"), Some("a"));
        assert_eq!(stressed("petrovic"), None);
        assert_eq!(stressed("coma"), None);
        assert_eq!(stressed("ic"), None);
        assert_eq!(stressed("blicket"), None);
    }
}
