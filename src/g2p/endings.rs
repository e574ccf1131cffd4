//! Learned endings of words that no lexicon knows: their sound, and where they put the stress.
//!
//! Owns endings that are said alike in every word: of medicine ("nephrectomy", "atenolol") and of Greek names
//! ("Demosthenes"). What stands before them is as the reader of unknown words has it.

use super::ipa;
use super::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};

/// An ending, its sound, and whether a stress in that sound is the word's; if not, the vowel before is stressed.
struct Ending {
    written: &'static str,
    ipa: &'static str,
    draws: bool,
}

const fn drawing(written: &'static str, ipa: &'static str) -> Ending {
    let draws = true;
    Ending { written, ipa, draws }
}

const fn weak(written: &'static str, ipa: &'static str) -> Ending {
    let draws = false;
    Ending { written, ipa, draws }
}

/// Of two that fit, the longer stands first.
const ENDINGS: [Ending; 36] = [
    drawing("ectomies", "ˈɛktəmiz"),
    drawing("ectomy", "ˈɛktəmi"),
    drawing("ostomies", "ˈɑstəmiz"),
    drawing("ostomy", "ˈɑstəmi"),
    drawing("otomies", "ˈɑtəmiz"),
    drawing("otomy", "ˈɑtəmi"),
    drawing("oscopies", "ˈɑskəpiz"),
    drawing("oscopy", "ˈɑskəpi"),
    drawing("ographies", "ˈɑɡɹəfiz"),
    drawing("ography", "ˈɑɡɹəfi"),
    drawing("ographers", "ˈɑɡɹəfɚz"),
    drawing("ographer", "ˈɑɡɹəfɚ"),
    drawing("ologies", "ˈɑləd͡ʒiz"),
    drawing("ology", "ˈɑləd͡ʒi"),
    drawing("ologists", "ˈɑləd͡ʒɪsts"),
    drawing("ologist", "ˈɑləd͡ʒɪst"),
    drawing("ological", "əˈlɑd͡ʒɪkəl"),
    weak("olol", "əˌlɔl"),
    weak("alol", "əˌlɔl"),
    weak("ilol", "əˌlɔl"),
    drawing("statin", "ˈstætɪn"),
    weak("april", "əpɹɪl"),
    weak("epril", "əpɹɪl"),
    weak("ipril", "əpɹɪl"),
    weak("opril", "əpɹɪl"),
    drawing("codone", "ˈkoʊdoʊn"),
    drawing("oxone", "ˈɑksoʊn"),
    weak("umab", "umæb"),
    weak("imab", "ɪmæb"),
    // Greek names.
    weak("thenes", "θəniz"),
    weak("icles", "əkliz"),
    weak("ocles", "əkliz"),
    weak("acles", "əkliz"),
    weak("ecles", "əkliz"),
    weak("dides", "dədiz"),
    weak("pides", "pədiz"),
];

/// Only in names: "Sophocles", but "ventricles".
const NAMES: [&str; 7] = ["thenes", "icles", "ocles", "acles", "ecles", "dides", "pides"];

/// A word in lower case with what the reader of unknown words has for it, its ending mended.
pub(super) fn mend(folded: &str, is_name: bool, sound: &mut Transcription) {
    let fits = |e: &&Ending| {
        folded.len() > e.written.len() + 1
            && folded.ends_with(e.written)
            && (is_name || !NAMES.contains(&e.written))
    };
    let Some(ending) = ENDINGS.iter().find(fits) else {
        return;
    };
    let stem = &folded[..folded.len() - ending.written.len()];
    if !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        return;
    }
    let tail = ipa::read(ending.ipa).transcription;
    let Some(start) = start(sound.phones(), tail.phones()) else {
        return;
    };
    let cut = sound.phones().len() - start;
    sound.truncate(cut);
    sound.demote();
    let before = sound.phones_mut().iter_mut().rfind(|p| p.segment.is_vowel());
    if let Some(before) = before {
        if ending.draws {
            before.stress = Stress::None;
        } else {
            before.segment = full(before.segment, stem);
            before.stress = Stress::Primary;
        }
    }
    sound.append(&tail);
    if !ending.draws {
        let added = tail.phones().len();
        let all = sound.phones_mut();
        let cut = all.len() - added;
        for phone in &mut all[cut..] {
            if phone.stress == Stress::Primary {
                phone.stress = Stress::None;
            }
        }
    }
}

/// Where the ending begins in the sound of the word: its first consonant is found from the end, and the vowel before
/// it, if the ending begins with one. Nowhere where that leaves no vowel before it.
fn start(phones: &[Phone], tail: &[Phone]) -> Option<usize> {
    let lead = tail.iter().find(|p| !p.segment.is_vowel())?.segment;
    let times = tail.iter().filter(|p| p.segment == lead).count();
    let found = phones.iter().enumerate().rev().filter(|(_, p)| p.segment == lead);
    let (at, _) = found.take(times).last()?;
    let start = if tail.first().is_some_and(|p| p.segment.is_vowel()) {
        let vowel = at.checked_sub(1)?;
        phones[vowel].segment.is_vowel().then_some(vowel)?
    } else {
        at
    };
    phones[..start]
        .iter()
        .any(|p| p.segment.is_vowel())
        .then_some(start)
}

/// The vowel with stress: a schwa is what its letter says.
fn full(segment: Segment, stem: &str) -> Segment {
    if segment != Segment::Ax {
        return segment;
    }
    match stem.bytes().rfind(|b| b"aeiouy".contains(b)) {
        Some(b'a') => Segment::Ae,
        Some(b'e') => Segment::Eh,
        Some(b'i' | b'y') => Segment::Ih,
        Some(b'u') => Segment::Uw,
        _ => Segment::Aa,
    }
}
