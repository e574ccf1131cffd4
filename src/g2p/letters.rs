//! The names of the letters. Knows nothing of words.

use super::ipa;
use super::transcription::Transcription;
use unicode_normalization::UnicodeNormalization;

/// Names in American English, A to Z.
const NAMES: [&str; 26] = [
    "ˈeɪ",
    "ˈbi",
    "ˈsi",
    "ˈdi",
    "ˈi",
    "ˈɛf",
    "ˈdʒi",
    "ˈeɪtʃ",
    "ˈaɪ",
    "ˈdʒeɪ",
    "ˈkeɪ",
    "ˈɛl",
    "ˈɛm",
    "ˈɛn",
    "ˈoʊ",
    "ˈpi",
    "ˈkju",
    "ˈɑɹ",
    "ˈɛs",
    "ˈti",
    "ˈju",
    "ˈvi",
    "ˈdʌbəlˌju",
    "ˈɛks",
    "ˈwaɪ",
    "ˈzi",
];

/// The name of a letter with primary stress; letters with accents have the name of their base. `None` for
/// anything that is no Latin letter.
pub(crate) fn name(letter: &str) -> Option<Transcription> {
    let base = letter.nfd().next()?.to_ascii_lowercase();
    let index = (base as u32).checked_sub('a' as u32)? as usize;
    NAMES.get(index).map(|ipa| ipa::read(ipa).transcription)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Stress;

    #[test]
    fn every_letter_has_a_name_with_one_primary_stress() {
        for letter in 'a'..='z' {
            let name = name(&letter.to_string()).unwrap();
            let primary = name.phones().iter().filter(|p| p.stress == Stress::Primary);
            assert_eq!(primary.count(), 1, "{letter}");
        }
        assert_eq!(name("É"), name("e"));
        assert_eq!(name("7"), None);
        assert_eq!(name(""), None);
    }
}
