//! One byte for a phone with its stress: how pronunciations stand in the compiled tables.
//!
//! The same numbers are in scripts/lexicon/phones.py. Knows nothing of words.

use crate::ir::{Phone, Segment, Stress};

/// A word boundary inside a pronunciation.
pub(crate) const BREAK: u8 = 75;
/// Ends the first pronunciation of a word that forms compounds.
pub(crate) const COMMON: u8 = 76;

const CONSONANTS: u8 = 24;
const STRESSES: [Stress; 3] = [Stress::None, Stress::Primary, Stress::Secondary];

/// The phone with this code; `None` for the two marks and for codes that no table has.
pub(crate) fn phone(code: u8) -> Option<Phone> {
    if code < CONSONANTS {
        return Some(Phone::new(Segment::ALL[code as usize], Stress::None));
    }
    if code >= BREAK {
        return None;
    }
    let vowel = code - CONSONANTS;
    let segment = Segment::ALL[(CONSONANTS + vowel / 3) as usize];
    Some(Phone::new(segment, STRESSES[(vowel % 3) as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phone_has_one_code() {
        let phones: Vec<_> = (0..BREAK).map(|c| phone(c).unwrap()).collect();
        assert_eq!(phones.len(), 24 + 17 * 3);
        assert_eq!(phones[0], Phone::new(Segment::P, Stress::None));
        assert_eq!(phones[74], Phone::new(Segment::Axr, Stress::Secondary));
        assert_eq!(phones[25], Phone::new(Segment::Iy, Stress::Primary));
        assert_eq!(phone(BREAK), None);
    }
}
