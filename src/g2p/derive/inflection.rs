//! Inflections: plural, third person and possessive -s, the past -ed, -ing.
//!
//! The s is /ɪz/ after a sibilant, /s/ after a voiceless phone and /z/ after a voiced one; -ed is /ɪd/ after /t/
//! and /d/, /t/ after a voiceless phone and /d/ after a voiced one.
//! Irregular forms have no rule here: lexicons list them.

use super::Builder;
use super::suffix::before_vowel_sound;
use crate::g2p::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};
use crate::markup::script::PartOfSpeech::Verb;
use crate::text::token::Inflection;

impl Builder<'_> {
    pub(super) fn inflected(self, word: &str) -> Option<Transcription> {
        if let Some(stem) = word.strip_suffix("'s") {
            return self.known(stem, None).map(with_s);
        }
        // "OK'd", "CC'ing"; those that contract "had" and "would" have entries.
        for (written, ending) in [("'d", Inflection::Ed), ("'ing", Inflection::Ing)] {
            if let Some(stem) = word.strip_suffix(written) {
                return self.known(stem, Some(Verb)).map(|sound| inflect(sound, ending));
            }
        }
        // "They'll've", "shouldn't've".
        if let Some(stem) = word.strip_suffix("'ve") {
            let sound = self.known(stem, None)?;
            let vowel = sound.phones().last().is_some_and(|p| p.segment.is_vowel());
            let have = [(Segment::Ax, Stress::None), (Segment::V, Stress::None)];
            return Some(with(sound, &have[usize::from(vowel)..]));
        }
        if let Some(stem) = word.strip_suffix('\'').filter(|s| s.ends_with('s')) {
            return self.known(stem, None);
        }
        let with_y = |ending, class| {
            word.strip_suffix(ending)
                .and_then(|cut| self.known(&format!("{cut}y"), class))
        };
        if let Some(sound) = with_y("ies", None) {
            return Some(with_s(sound));
        }
        if let Some(cut) = word.strip_suffix('s').filter(|c| !c.ends_with(['s', '\''])) {
            // "benches" is of "bench", and only after a sibilant may the e belong to the ending.
            let shorter = cut
                .strip_suffix('e')
                .filter(|c| ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| c.ends_with(e)));
            let listed = self.stems.stem(cut, None);
            let listed = listed.or_else(|| self.stems.stem(shorter?, None));
            let built = || shorter.and_then(|c| self.build(c)).or_else(|| self.build(cut));
            if let Some(sound) = listed.or_else(built) {
                return Some(with_s(sound));
            }
        }
        if let Some(sound) = with_y("ied", Some(Verb)) {
            return Some(with_ed(sound));
        }
        if let Some(cut) = word.strip_suffix("ed").filter(|c| has_vowel(c))
            && let Some((sound, _)) = self.before_vowel(cut, Some(Verb))
        {
            return Some(with_ed(sound));
        }
        if let Some(cut) = word.strip_suffix("ing").filter(|c| has_vowel(c))
            && let Some((sound, stem)) = self.before_vowel(cut, Some(Verb))
        {
            return Some(inflect(before_vowel_sound(sound, &stem), Inflection::Ing));
        }
        None
    }
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

/// With a regular ending.
pub(crate) fn inflect(sound: Transcription, ending: Inflection) -> Transcription {
    match ending {
        Inflection::S => with_s(sound),
        Inflection::Ed => with_ed(sound),
        Inflection::Ing => with(sound, &[(Segment::Ih, Stress::None), (Segment::Ng, Stress::None)]),
    }
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
pub(super) fn with_ed(sound: Transcription) -> Transcription {
    use Segment::{D, Ih, T};
    match sound.last() {
        Some(T | D) => with(sound, &[(Ih, Stress::None), (D, Stress::None)]),
        Some(last) if last.is_voiced() => with(sound, &[(D, Stress::None)]),
        _ => with(sound, &[(T, Stress::None)]),
    }
}
