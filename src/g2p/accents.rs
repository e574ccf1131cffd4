//! Words written with accents: as the same letters without them, and as the accents say where that is another word.
//!
//! Owns what an accented letter is without its accent, and what a final é, an ë or ï after a vowel, and an ñ or ç say
//! to the reader of unknown words. Knows no word.

use super::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin letters that are no letter with an accent.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' | 'ð' => "th",
        _ => return None,
    })
}

/// The word in lower case without its accents: "Dvořák" is "dvorak". `None` where it has none, or other letters
/// than Latin ones.
pub(super) fn plain(folded: &str) -> Option<String> {
    if folded.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfd().filter(|c| !is_combining_mark(*c)) {
        match spelled_out(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_ascii() => out.push(c),
            None => return None,
        }
    }
    Some(out)
}

/// What stands before a final é, ée, és, ées, and whether there is an s.
fn before_e_acute(folded: &str) -> Option<(&str, bool)> {
    let (stem, plural) = folded.strip_suffix('s').map_or((folded, false), |s| (s, true));
    let stem = stem.strip_suffix("ée").or_else(|| stem.strip_suffix('é'))?;
    (!stem.is_empty()).then_some((stem, plural))
}

/// Whether the word without its accents, said like this, is the same word: "cafe" for "café", but "expose" is not
/// "exposé".
pub(super) fn is_same(folded: &str, sound: &Transcription) -> bool {
    let ends = |phones: &[Phone]| phones.last().is_some_and(|p| p.segment == Segment::Ey);
    match (before_e_acute(folded), sound.phones()) {
        (None, _) => true,
        (Some((_, true)), [before @ .., z]) => z.segment == Segment::Z && ends(before),
        (Some(_), all) => ends(all),
    }
}

/// The letters that tell the reader of unknown words what others say: "añejo" is read as "anyejo", "Søren" as "Soren".
pub(super) fn respelled(folded: &str) -> Cow<'_, str> {
    if folded.is_ascii() {
        return Cow::Borrowed(folded);
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match (c, spelled_out(c)) {
            ('ñ', _) => out.push_str("ny"),
            ('ç', _) => out.push('s'),
            (_, Some(letters)) => out.push_str(letters),
            (_, None) => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A word that the reader of unknown words says part by part because of its accents, or `None`. `read` says letters.
pub(super) fn read<R>(folded: &str, read: R) -> Option<(Transcription, f32)>
where
    R: Fn(&str) -> Option<(Transcription, f32)>,
{
    if let Some((stem, plural)) = before_e_acute(folded) {
        // The vowel keeps the letters before it what they are: c is soft in "fiancé".
        let (mut sound, sure) = read(&format!("{stem}ey"))?;
        if sound.phones().last().is_some_and(|p| p.segment.is_vowel()) {
            sound.truncate(1);
        }
        weaken(&mut sound);
        sound.push(Phone::new(Segment::Ey, Stress::Primary));
        if plural {
            sound.push(Phone::new(Segment::Z, Stress::None));
        }
        return Some((sound, sure));
    }
    let (head, tail) = folded.split_at(parting(folded)?);
    let (mut sound, sure) = read(head)?;
    if tail == "ë" {
        sound.push(Phone::new(Segment::Iy, Stress::None));
        return Some((sound, sure));
    }
    let (rest, sure_of_rest) = read(tail)?;
    weaken(&mut sound);
    sound.append(&rest);
    Some((sound, sure * sure_of_rest))
}

/// Where an ë or ï after a vowel begins a syllable of its own: "Danaë", "Citroën".
fn parting(folded: &str) -> Option<usize> {
    folded.char_indices().find_map(|(at, c)| {
        let after_vowel = folded[..at].ends_with(['a', 'e', 'i', 'o', 'u']);
        (matches!(c, 'ë' | 'ï') && after_vowel).then_some(at)
    })
}

/// Whether an accent of the word parts two vowels.
pub(super) fn parts_vowels(folded: &str) -> bool {
    parting(folded).is_some()
}

/// What stands before a stressed end: its own stress is the second, and right before that end none.
fn weaken(sound: &mut Transcription) {
    sound.demote();
    let last = sound.phones_mut().iter_mut().rfind(|p| p.segment.is_vowel());
    if let Some(last) = last {
        last.stress = Stress::None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_accents() {
        for (word, expected) in [
            ("dvořák", Some("dvorak")),
            ("søren", Some("soren")),
            ("straße", Some("strasse")),
            ("cafe", None),
            ("日本", None),
        ] {
            assert_eq!(plain(word).as_deref(), expected, "{word}");
        }
        assert_eq!(respelled("façade"), "fasade");
    }

    #[test]
    fn a_final_e_acute_is_found() {
        for word in ["fiancé", "fiancée", "fiancés", "fiancées"] {
            assert_eq!(
                before_e_acute(word),
                Some(("fianc", word.ends_with('s'))),
                "{word}"
            );
        }
        assert_eq!(["é", "élan"].map(before_e_acute), [None, None]);
    }
}
