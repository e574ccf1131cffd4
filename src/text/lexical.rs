//! How letters alone are read: as a word, one by one, or part by part. Knows nothing of the sentence around.

use super::{Vocabulary, abbreviations};
use std::ops::Range;

/// How a word in capitals is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// Letter by letter.
    Spelled,
    /// As a word, because the abbreviation is said as one.
    Acronym,
    /// As a word, because the capitals are there to stress it.
    Emphasis,
}

/// Whether a word is written without any vowel letter, so that nobody could say it.
pub(super) fn lacks_vowel(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_alphabetic() && !is_vowel(b))
}

/// "ed" for the "ped" of "grepped": an ending without the consonant that is written twice before it.
pub(super) fn undoubled(ending: &str) -> &str {
    match ending.strip_prefix(['b', 'd', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'z']) {
        Some(rest @ ("ed" | "ing")) => rest,
        _ => ending,
    }
}

/// Whether three letters are consonant, vowel, consonant: "var", "sys", "lib".
pub(super) fn is_syllable(word: &str) -> bool {
    matches!(word.as_bytes(), [a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c))
}

fn is_vowel(letter: u8) -> bool {
    matches!(
        letter.to_ascii_lowercase(),
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y'
    )
}

/// Reads a word of at least two capitals that no lexicon lists in this form.
pub(super) fn of_capitals(word: &str, vocabulary: &dyn Vocabulary) -> Capitals {
    if abbreviations::is_spelled(word) || lacks_vowel(word) {
        return Capitals::Spelled;
    }
    if abbreviations::is_keyword(word) || abbreviations::is_said(word) {
        return Capitals::Acronym;
    }
    if abbreviations::is_stressed(word) {
        return Capitals::Emphasis;
    }
    let letters = word.chars().count();
    if letters <= 3 {
        return Capitals::Spelled;
    }
    if vocabulary.contains(word) {
        Capitals::Emphasis
    } else if letters >= 6 && is_sayable(word) {
        Capitals::Acronym
    } else {
        Capitals::Spelled
    }
}

/// Whether consonants never pile up: at most three in a row, at most two at the start.
fn is_sayable(word: &str) -> bool {
    let mut run = 0;
    let mut seen_vowel = false;
    for letter in word.bytes() {
        if is_vowel(letter) || !letter.is_ascii_alphabetic() {
            run = 0;
            seen_vowel = true;
        } else {
            run += 1;
            if run > if seen_vowel { 3 } else { 2 } {
                return false;
            }
        }
    }
    true
}

/// The parts of a CamelCase identifier: a part begins at a capital after a small letter, and at the last
/// capital of a run that a small letter follows ("OOM|Killed").
pub(super) fn camel_parts(word: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let text = &word[rest..];
        let mut chars = text.char_indices().peekable();
        let (_, first) = chars.next()?;
        let mut previous = first;
        let mut end = text.len();
        while let Some((at, c)) = chars.next() {
            let next_small = chars.peek().is_some_and(|&(_, n)| n.is_lowercase());
            if c.is_uppercase() && (!previous.is_uppercase() || next_small) {
                end = at;
                break;
            }
            previous = c;
        }
        let part = rest..rest + end;
        rest += end;
        Some(part)
    })
}

/// Whether mixed case is said as one word all the same: consonants and vowels take turns ("LoRA", "MiFID"), or
/// it is something as a service ("SaaS").
pub(super) fn is_said_whole(word: &str) -> bool {
    let bytes = word.as_bytes();
    let turns = bytes[..1].iter().all(u8::is_ascii_uppercase)
        && bytes.len() >= 4
        && bytes.len() <= 6
        && bytes
            .iter()
            .enumerate()
            .all(|(i, &b)| b.is_ascii_alphabetic() && is_vowel(b) == (i % 2 == 1))
        // "JobID", "PodIP"
        && camel_parts(word).all(|part| part.len() <= 3 && !matches!(&word[part], "ID" | "IP"));
    turns || bytes.len() == 4 && word.ends_with("aaS") && !is_vowel(bytes[0])
}

/// Two-letter words that occur in identifiers.
const SHORT: &[&str] = &[
    "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on",
    "op", "or", "so", "to", "up", "we",
];

/// Whether one part of a CamelCase identifier is spelled: capitals that are no word ("OOM"), single letters
/// ("e" of "eBPF"), and fragments nobody could say ("Io" of "IoT").
pub(super) fn is_spelled_part(part: &str, whole: &str, vocabulary: &dyn Vocabulary) -> bool {
    let mut chars = part.chars();
    let Some(first) = chars.next() else { return false };
    let small = chars.filter(|c| c.is_lowercase()).count();
    if small == 0 {
        // Small letters only, or capitals only.
        return part.chars().nth(1).is_none()
            || first.is_uppercase() && of_capitals(part, vocabulary) == Capitals::Spelled
            || lacks_vowel(part);
    }
    if part.chars().count() == 2 {
        let lower = part.to_lowercase();
        let word = SHORT.contains(&lower.as_str()) && whole.starts_with(part);
        return first.is_uppercase() && !word && whole.chars().count() <= 4 || lacks_vowel(part);
    }
    lacks_vowel(part) && !vocabulary.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_fall_apart_where_a_reader_parts_them() {
        let parts = |word: &'static str| camel_parts(word).map(|r| &word[r]).collect::<Vec<_>>();
        assert_eq!(parts("OOMKilled"), ["OOM", "Killed"]);
        assert_eq!(parts("CrashLoopBackOff"), ["Crash", "Loop", "Back", "Off"]);
        assert_eq!(parts("ClusterIP"), ["Cluster", "IP"]);
        assert_eq!(parts("mTLS"), ["m", "TLS"]);
        assert_eq!(parts("eBPF"), ["e", "BPF"]);
        assert_eq!(
            parts("automountServiceAccountToken"),
            ["automount", "Service", "Account", "Token"]
        );
    }
}
