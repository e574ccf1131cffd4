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

/// Consonant letters that words begin with, English ones and names taken into English.
const ONSETS: [&str; 71] = [
    "bh", "bl", "br", "ch", "chl", "chr", "cl", "cr", "cz", "dh", "dj", "dr", "dv", "dw", "fj", "fl", "fr",
    "gh", "gl", "gn", "gr", "gw", "kh", "kl", "kn", "kr", "kv", "kw", "ll", "mc", "mn", "ph", "phl", "phr",
    "pl", "pn", "pr", "ps", "pt", "q", "rh", "sc", "sch", "scl", "scr", "sh", "shr", "sk", "skr", "sl", "sm",
    "sn", "sp", "sph", "spl", "spr", "sq", "sr", "st", "str", "sv", "sw", "th", "thr", "thw", "tr", "ts",
    "tw", "vl", "wh", "wr",
];

/// How many letters at the start of a word in small letters cannot begin a word, and are named: the f of "fstat".
pub(crate) fn to_name(word: &str) -> usize {
    let consonants = |s: &str| {
        s.bytes()
            .take_while(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(b))
            .count()
    };
    let all = consonants(word);
    let fits = |from: &usize| all - from < 2 || ONSETS.binary_search(&&word[*from..all]).is_ok();
    (0..all).find(fits).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_begin_no_word_are_named() {
        assert!(ONSETS.is_sorted());
        for (word, named) in [
            ("fstat", 1),
            ("kmod", 1),
            ("mktemp", 2),
            ("jsdoc", 2),
            ("string", 0),
            ("svelte", 0),
            ("pod", 0),
            ("ytt", 0),
            ("xyz", 0),
            ("ngrok", 1),
        ] {
            assert_eq!(to_name(word), named, "{word}");
        }
    }
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
