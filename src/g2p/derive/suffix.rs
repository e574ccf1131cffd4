//! Suffixes: those that leave the stress where it is (-able, -er, -ly, -ness), and those that draw it to
//! themselves (-ability, -ization, -ation, -ification, -icity). Owns the sounds of these, and only behind a stem
//! that is known: what an ending says of an unknown word is `endings`'s.

use super::Builder;
use crate::g2p::ipa;
use crate::g2p::transcription::Transcription;
use crate::ir::{Segment, Stress};
use crate::markup::script::PartOfSpeech::{self, Adjective, Verb};

/// An ending that is put after words, its sound, and the class of word it is put after, where that matters.
struct Suffix {
    ending: &'static str,
    ipa: &'static str,
    class: Option<PartOfSpeech>,
}

const fn suffix(ending: &'static str, ipa: &'static str, class: Option<PartOfSpeech>) -> Suffix {
    Suffix { ending, ipa, class }
}

/// Longer endings before shorter ones they end in.
const SUFFIXES: [Suffix; 23] = [
    suffix("able", "əbəl", Some(Verb)),
    suffix("est", "əst", Some(Adjective)),
    suffix("fold", "ˌfoʊld", None),
    suffix("ful", "fəl", None),
    suffix("hood", "ˌhʊd", None),
    suffix("ise", "ˌaɪz", None),
    suffix("ish", "ɪʃ", None),
    suffix("ism", "ˌɪzəm", None),
    suffix("ist", "ɪst", None),
    suffix("ize", "ˌaɪz", None),
    suffix("less", "ləs", None),
    suffix("like", "ˌlaɪk", None),
    suffix("ly", "li", Some(Adjective)),
    suffix("ment", "mənt", Some(Verb)),
    suffix("ness", "nəs", Some(Adjective)),
    suffix("ship", "ˌʃɪp", None),
    suffix("some", "səm", None),
    suffix("ward", "wɚd", None),
    suffix("wards", "wɚdz", None),
    suffix("wise", "ˌwaɪz", None),
    suffix("er", "ɚ", Some(Verb)),
    suffix("or", "ɚ", Some(Verb)),
    suffix("ers", "ɚz", Some(Verb)),
];

/// Endings that take the stress: what replaces the sound of another ending. Spelled so, of a word spelled so, the
/// last phones of which are these, and are replaced by those.
const DRAWING: [(&str, &str, &str, &str); 9] = [
    ("ability", "able", "əbəl", "əˈbɪlɪti"),
    ("ibility", "ible", "əbəl", "əˈbɪlɪti"),
    ("ization", "ize", "aɪz", "əˈzeɪʃən"),
    ("isation", "ize", "aɪz", "əˈzeɪʃən"),
    ("isation", "ise", "aɪz", "əˈzeɪʃən"),
    ("ification", "ify", "faɪ", "fəˈkeɪʃən"),
    ("ation", "ate", "eɪt", "ˈeɪʃən"),
    ("icity", "ic", "ɪk", "ˈɪsɪti"),
    ("ivity", "ive", "ɪv", "ˈɪvɪti"),
];

impl Builder<'_> {
    pub(super) fn suffixed(self, word: &str) -> Option<Transcription> {
        self.drawing(word)
            .or_else(|| self.adverb(word))
            .or_else(|| SUFFIXES.iter().find_map(|suffix| self.plain(word, suffix)))
    }

    fn plain(self, word: &str, suffix: &Suffix) -> Option<Transcription> {
        let cut = word.strip_suffix(suffix.ending).filter(|c| c.len() >= 3)?;
        let vowel = suffix.ending.starts_with(['a', 'e', 'i', 'o']);
        let (sound, stem) = match suffix.ending {
            // Only verbs that end in t make agents in -or.
            "or" if !cut.ends_with('t') => return None,
            // "historicism", "roboticist", "plasticize": the c is soft.
            "ise" | "ism" | "ist" | "ize" if cut.ends_with("ic") => {
                let mut sound = self.known(cut, None).filter(|s| ends_in(s, "ɪk"))?;
                sound.truncate(1);
                sound.append(&ending("s"));
                (sound, cut.into())
            }
            // "centrosome": a body; but "twosome".
            "some" if cut.ends_with('o') && cut != "two" => return None,
            _ if vowel => self.before_vowel(cut, suffix.class)?,
            _ => {
                let sound = self.known(cut, suffix.class);
                let with_y = || self.known(&format!("{}y", cut.strip_suffix('i')?), suffix.class);
                (sound.or_else(with_y)?, cut.into())
            }
        };
        // "flier", "reliable": of a y that is written i.
        let mut sound = if vowel {
            before_vowel_sound(sound, &stem)
        } else {
            sound
        };
        sound.append(&ending(suffix.ipa));
        Some(sound)
    }

    /// -ly: one l is said where two are written, and -ic and -le take it their own way.
    fn adverb(self, word: &str) -> Option<Transcription> {
        let cut = word.strip_suffix("ly").filter(|c| c.len() >= 3)?;
        // "dynamically", but "globally" is of "global".
        if let Some(stem) = cut.strip_suffix("al").filter(|s| s.ends_with("ic"))
            && let Some(mut sound) = self.known(stem, Some(Adjective))
        {
            sound.append(&ending("li"));
            return Some(sound);
        }
        // "reliably" is of "reliable", "simply" of "simple".
        if cut.ends_with(['b', 'p', 'd', 'g', 't'])
            && let Some(mut sound) = self.known(&format!("{cut}le"), Some(Adjective))
            && ends_in(&sound, "əl")
        {
            sound.truncate(2);
            sound.append(&ending("li"));
            return Some(sound);
        }
        // "readily": the y of the stem is weak.
        if let Some(mut sound) = cut
            .strip_suffix('i')
            .and_then(|stem| self.known(&format!("{stem}y"), Some(Adjective)))
            && sound.last() == Some(Segment::Iy)
        {
            sound.truncate(1);
            sound.append(&ending("əli"));
            return Some(sound);
        }
        let mut sound = self.known(cut, Some(Adjective))?;
        sound.append(&ending(if sound.last() == Some(Segment::L) {
            "i"
        } else {
            "li"
        }));
        Some(sound)
    }

    fn drawing(self, word: &str) -> Option<Transcription> {
        DRAWING.iter().find_map(|&(spelled, of, phones, by)| {
            let cut = word.strip_suffix(spelled).filter(|c| c.len() >= 2)?;
            let mut sound = self.known(&format!("{cut}{of}"), Some(Verb))?;
            ends_in(&sound, phones).then_some(())?;
            sound.truncate(ipa::read(phones).transcription.phones().len());
            sound.demote();
            sound.append(&ipa::read(by).transcription);
            Some(sound)
        })
    }
}

/// An unstressed ending as phones; a secondary stress it is written with stays.
fn ending(written: &str) -> Transcription {
    let mut tail = ipa::read(written).transcription;
    if !written.contains('ˌ') {
        for phone in tail.phones_mut() {
            phone.stress = Stress::None;
        }
    }
    tail
}

fn ends_in(sound: &Transcription, phones: &str) -> bool {
    let wanted = ipa::read(phones).transcription;
    let (found, wanted) = (sound.phones(), wanted.phones());
    found.len() > wanted.len()
        && found[found.len() - wanted.len()..]
            .iter()
            .zip(wanted)
            .all(|(a, b)| a.segment == b.segment)
}

/// A stem before a vowel: the schwa of a written -le is lost ("handling", "coupler").
pub(super) fn before_vowel_sound(mut sound: Transcription, stem: &str) -> Transcription {
    let syllabic = stem
        .strip_suffix("le")
        .is_some_and(|s| s.ends_with(|c: char| !"aeiou".contains(c)));
    if syllabic && ends_in(&sound, "əl") {
        let l = sound.phones()[sound.phones().len() - 1];
        sound.truncate(2);
        sound.push(l);
    }
    sound
}
