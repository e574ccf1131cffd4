//! Words that a lexicon does not list but whose parts it knows: regular endings, prefixes, compounds, hyphens.
//!
//! Owns the spelling rules of English inflection and the sounds of its endings: the plural and possessive s is
//! /ɪz/ after a sibilant, /s/ after a voiceless phone and /z/ after a voiced one, the past -ed is /ɪd/ after /t/
//! and /d/, /t/ after a voiceless phone and /d/ after a voiced one. Knows no single word; what it may build on
//! is what [`Stems`] answers.

use super::ipa;
use super::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};

/// Where stems are looked up. All forms are in lower case.
pub(crate) trait Stems {
    /// A whole word, by its own entry.
    fn stem(&self, folded: &str) -> Option<Transcription>;
    /// A whole word that may be half of a compound.
    fn part(&self, folded: &str) -> Option<Transcription>;
}

/// Endings on endings: "restartings'" needs three steps.
const DEEPEST: u8 = 3;
/// Longer than any English word; keeps hostile input linear.
const LONGEST: usize = 64;

/// Prefixes that are put before words freely, with the stress they then have.
const PREFIXES: [(&str, &str); 40] = [
    ("anti", "ˌænti"),
    ("auto", "ˌɔtoʊ"),
    ("bi", "ˌbaɪ"),
    ("co", "ˌkoʊ"),
    ("counter", "ˌkaʊntɚ"),
    ("cross", "ˌkɹɔs"),
    ("cyber", "ˌsaɪbɚ"),
    ("de", "ˌdi"),
    ("dis", "ˌdɪs"),
    ("ex", "ˌɛks"),
    ("extra", "ˌɛkstɹə"),
    ("fore", "ˌfɔɹ"),
    ("giga", "ˌɡɪɡə"),
    ("hyper", "ˌhaɪpɚ"),
    ("inter", "ˌɪntɚ"),
    ("intra", "ˌɪntɹə"),
    ("kilo", "ˌkɪloʊ"),
    ("macro", "ˌmækɹoʊ"),
    ("mega", "ˌmɛɡə"),
    ("meta", "ˌmɛtə"),
    ("micro", "ˌmaɪkɹoʊ"),
    ("mid", "ˌmɪd"),
    ("mini", "ˌmɪni"),
    ("mis", "ˌmɪs"),
    ("mono", "ˌmɑnoʊ"),
    ("multi", "ˌmʌlti"),
    ("nano", "ˌnænoʊ"),
    ("non", "ˌnɑn"),
    ("out", "ˌaʊt"),
    ("over", "ˌoʊvɚ"),
    ("poly", "ˌpɑli"),
    ("post", "ˌpoʊst"),
    ("pre", "ˌpɹi"),
    ("pseudo", "ˌsudoʊ"),
    ("re", "ˌɹi"),
    ("semi", "ˌsɛmi"),
    ("sub", "ˌsʌb"),
    ("super", "ˌsupɚ"),
    ("un", "ˌʌn"),
    ("under", "ˌʌndɚ"),
];

/// Endings that are put after words without changing them, beside the inflections.
const SUFFIXES: [(&str, &str); 9] = [
    ("able", "əbəl"),
    ("er", "ɚ"),
    ("ers", "ɚz"),
    ("ful", "fəl"),
    ("less", "ləs"),
    ("ly", "li"),
    ("ment", "mənt"),
    ("ness", "nəs"),
    ("wise", "ˌwaɪz"),
];

/// The pronunciation of a word in lower case, if it is regularly built of known ones.
pub(crate) fn derive(stems: &dyn Stems, word: &str) -> Option<Transcription> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    build(stems, word, DEEPEST)
}

fn build(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    let depth = depth.checked_sub(1)?;
    if word.contains('-') {
        return hyphenated(stems, word, depth);
    }
    inflected(stems, word, depth)
        .or_else(|| suffixed(stems, word, depth))
        .or_else(|| prefixed(stems, word, depth))
        .or_else(|| compound(stems, word, 2))
}

fn known(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    if word.len() < 2 {
        return None;
    }
    stems.stem(word).or_else(|| build(stems, word, depth))
}

fn hyphenated(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    let parts: Vec<_> = word.split('-').collect();
    let last = parts.len() - 1;
    let mut whole = Transcription::default();
    for (index, part) in parts.into_iter().enumerate() {
        let mut sound = stems.stem(part).or_else(|| known(stems, part, depth))?;
        if index < last {
            sound.demote();
        }
        whole.push_break();
        whole.append(&sound);
    }
    Some(whole)
}

/// The forms a stem may have before a vowel ending: as it is, with the silent e back, without the doubling.
fn stems_before_vowel(cut: &str) -> impl Iterator<Item = String> {
    let bytes = cut.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    let single = doubled.then(|| cut[..cut.len() - 1].to_owned());
    // "cached" is of "cache", never of "cach"; "failed" of "fail". The dictionary decides, the e first where
    // the stem could not end as it stands.
    [Some(cut.to_owned()), Some(format!("{cut}e")), single]
        .into_iter()
        .flatten()
}

fn inflected(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    if let Some(stem) = word.strip_suffix("'s") {
        return known(stems, stem, depth).map(with_s);
    }
    if let Some(stem) = word.strip_suffix('\'').filter(|s| s.ends_with('s')) {
        return known(stems, stem, depth);
    }
    let with_y = |ending| {
        word.strip_suffix(ending)
            .and_then(|cut| known(stems, &format!("{cut}y"), depth))
    };
    if let Some(sound) = with_y("ies") {
        return Some(with_s(sound));
    }
    if let Some(cut) = word.strip_suffix('s').filter(|c| !c.ends_with(['s', '\''])) {
        if let Some(sound) = known(stems, cut, depth) {
            return Some(with_s(sound));
        }
        if let Some(sound) = cut.strip_suffix('e').and_then(|c| known(stems, c, depth)) {
            return Some(with_s(sound));
        }
    }
    if let Some(sound) = with_y("ied") {
        return Some(with_ed(sound));
    }
    if let Some(cut) = word.strip_suffix("ed").filter(|c| has_vowel(c)) {
        for stem in stems_before_vowel(cut) {
            if let Some(sound) = known(stems, &stem, depth) {
                return Some(with_ed(sound));
            }
        }
    }
    if let Some(cut) = word.strip_suffix("ing").filter(|c| has_vowel(c)) {
        for stem in stems_before_vowel(cut) {
            if let Some(sound) = known(stems, &stem, depth) {
                return Some(with(
                    sound,
                    &[(Segment::Ih, Stress::None), (Segment::Ng, Stress::None)],
                ));
            }
        }
    }
    None
}

fn suffixed(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    for (ending, ipa) in SUFFIXES {
        let Some(cut) = word.strip_suffix(ending).filter(|c| c.len() >= 3) else {
            continue;
        };
        let vowel_ending = ending.starts_with(['a', 'e']);
        let found = if vowel_ending {
            stems_before_vowel(cut).find_map(|stem| known(stems, &stem, depth))
        } else {
            known(stems, cut, depth).or_else(|| known(stems, &format!("{}y", cut.strip_suffix('i')?), depth))
        };
        if let Some(mut sound) = found {
            let mut tail = ipa::read(ipa).transcription;
            if ending != "wise" {
                for phone in tail.phones_mut() {
                    phone.stress = Stress::None;
                }
            }
            sound.append(&tail);
            return Some(sound);
        }
    }
    None
}

fn prefixed(stems: &dyn Stems, word: &str, depth: u8) -> Option<Transcription> {
    // The longest prefix first: "interoperable" is of "inter", not of "in".
    let mut fitting: Vec<_> = PREFIXES
        .iter()
        .filter_map(|(prefix, ipa)| Some((prefix.len(), *ipa, word.strip_prefix(prefix)?)))
        .filter(|(_, _, rest)| rest.len() >= 3)
        .collect();
    fitting.sort_by_key(|(len, ..)| std::cmp::Reverse(*len));
    fitting.into_iter().find_map(|(_, ipa, rest)| {
        let sound = stems.part(rest).or_else(|| build(stems, rest, depth.min(1)))?;
        let mut whole = ipa::read(ipa).transcription;
        whole.append(&sound);
        Some(whole)
    })
}

/// Two known words written as one, or three; the first is stressed. The longest first half wins.
fn compound(stems: &dyn Stems, word: &str, halves: u8) -> Option<Transcription> {
    let fewer = halves.checked_sub(1)?;
    (3..word.len().saturating_sub(2)).rev().find_map(|cut| {
        let (first, rest) = word.split_at(cut);
        let mut whole = stems.part(first)?;
        let second = stems.part(rest).or_else(|| build_part(stems, rest));
        let mut second = second.or_else(|| compound(stems, rest, fewer))?;
        second.demote();
        whole.append(&second);
        Some(whole)
    })
}

/// An inflected second half: "runbooks", "autoscaled".
fn build_part(stems: &dyn Stems, word: &str) -> Option<Transcription> {
    struct Parts<'a>(&'a dyn Stems);
    impl Stems for Parts<'_> {
        fn stem(&self, folded: &str) -> Option<Transcription> {
            if folded.len() < 3 {
                None
            } else {
                self.0.part(folded)
            }
        }
        fn part(&self, _: &str) -> Option<Transcription> {
            None
        }
    }
    inflected(&Parts(stems), word, 0)
}

fn has_vowel(cut: &str) -> bool {
    cut.len() > 1 && cut.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn with(mut sound: Transcription, ending: &[(Segment, Stress)]) -> Transcription {
    for &(segment, stress) in ending {
        sound.push(Phone::new(segment, stress));
    }
    sound
}

/// With the s of plural, possessive and third person.
pub(crate) fn with_s(sound: Transcription) -> Transcription {
    use Segment::{Ch, Ih, Jh, S, Sh, Z, Zh};
    match sound.last() {
        Some(S | Z | Sh | Zh | Ch | Jh) => with(sound, &[(Ih, Stress::None), (Z, Stress::None)]),
        Some(last) if last.is_voiced() => with(sound, &[(Z, Stress::None)]),
        _ => with(sound, &[(S, Stress::None)]),
    }
}

/// With the -ed of the past.
pub(crate) fn with_ed(sound: Transcription) -> Transcription {
    use Segment::{D, Ih, T};
    match sound.last() {
        Some(T | D) => with(sound, &[(Ih, Stress::None), (D, Stress::None)]),
        Some(last) if last.is_voiced() => with(sound, &[(D, Stress::None)]),
        _ => with(sound, &[(T, Stress::None)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Few;
    impl Stems for Few {
        fn stem(&self, folded: &str) -> Option<Transcription> {
            let ipa = match folded {
                "deploy" => "dɪˈplɔɪ",
                "cache" => "ˈkæʃ",
                "commit" => "kəˈmɪt",
                "proxy" => "ˈpɹɑksi",
                "book" => "ˈbʊk",
                "run" => "ˈɹʌn",
                "cloud" => "ˈklaʊd",
                _ => return None,
            };
            Some(ipa::read(ipa).transcription)
        }
        fn part(&self, folded: &str) -> Option<Transcription> {
            self.stem(folded)
        }
    }

    fn said(word: &str) -> String {
        let found = derive(&Few, word).map(Transcription::into_phones);
        found.map_or_else(String::new, |p| {
            p.iter().map(|p| p.segment.ipa().replace('͡', "")).collect()
        })
    }

    #[test]
    fn endings_agree_with_the_sound_before_them() {
        for (word, ipa) in [
            ("deploys", "dɪplɔɪz"),
            ("deployed", "dɪplɔɪd"),
            ("deploying", "dɪplɔɪɪŋ"),
            ("deployers", "dɪplɔɪɚz"),
            ("deployer's", "dɪplɔɪɚz"),
            ("cache's", "kæʃɪz"),
            ("caches", "kæʃɪz"),
            ("cached", "kæʃt"),
            ("caching", "kæʃɪŋ"),
            ("cacheable", "kæʃəbəl"),
            ("committed", "kəmɪtɪd"),
            ("committing", "kəmɪtɪŋ"),
            ("commits", "kəmɪts"),
            ("proxies", "pɹɑksiz"),
            ("proxied", "pɹɑksid"),
            ("proxies'", "pɹɑksiz"),
            ("runbook", "ɹʌnbʊk"),
            ("runbooks", "ɹʌnbʊks"),
            ("multicloud", "mʌltiklaʊd"),
            ("redeployed", "ɹidɪplɔɪd"),
            ("cloud-run", "klaʊdɹʌn"),
            ("flibber", ""),
            ("-", ""),
            ("s", ""),
            ("'s", ""),
        ] {
            assert_eq!(said(word), ipa, "{word}");
        }
    }

    #[test]
    fn the_first_half_of_a_compound_is_stressed() {
        let found = derive(&Few, "runbook").unwrap();
        let stresses: Vec<_> = found
            .phones()
            .iter()
            .map(|p| p.stress)
            .filter(|s| *s != Stress::None)
            .collect();
        assert_eq!(stresses, [Stress::Primary, Stress::Secondary]);
    }
}
