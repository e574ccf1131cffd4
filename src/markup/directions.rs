//! Stage directions: what is acted or played and not said, in the words of other engines and of authors.
//!
//! Owns the words, all of them closed lists. Which brackets or stars must stand around them, and what becomes of a
//! direction, is for whoever meets it.

/// What somebody does, and other engines read between square brackets: a direction wherever one may stand. Sorted.
#[rustfmt::skip]
const ACTS: [&str; 30] = [
    "applause", "breathes", "chuckle", "chuckles", "clears throat", "cough", "coughs", "cries", "crying", "exhales",
    "gasp", "gasps", "giggles", "groans", "gulps", "inhales", "laugh", "laughing", "laughs", "laughter", "shouts",
    "sigh", "sighing", "sighs", "sings", "snorts", "swallows", "whispering", "whispers", "yawns",
];

/// What else somebody does. No engine reads it: alone between square brackets it may be prose. Sorted.
#[rustfmt::skip]
const OTHER_ACTS: [&str; 12] = [
    "chuckling", "claps", "giggle", "giggling", "grins", "nods", "pauses", "shrugs", "smiles", "smiling", "winks",
    "yawning",
];

/// What else Gemini, Chirp, ElevenLabs and Bark read between square brackets: manners and sounds. Elsewhere it may be
/// prose. Sorted.
#[rustfmt::skip]
const TAGS: [&str; 22] = [
    "breath", "clapping", "curious", "curiously", "excited", "excitedly", "explosion", "extremely fast", "gunshot",
    "laughs harder", "mischievously", "music", "robotic", "sarcasm", "sarcastically", "scared", "shouting",
    "starts laughing", "uhm", "um", "wheezing", "whisper",
];

/// What stands alone in round brackets only as a direction for who reads, beside acts and the pauses that a tag can say.
/// Sorted.
#[rustfmt::skip]
const ASIDES: [&str; 13] = [
    "brief pause", "dramatic pause", "excitedly", "music", "music fades", "music fades in", "music fades out",
    "pause for effect", "sarcastically", "sighs deeply", "softly", "to camera", "whispers softly",
];

/// What the first word of a direction for sound names: `[Music fades]`. Sorted.
const SOUNDS: [&str; 6] = ["applause", "audience", "laughter", "music", "sfx", "sound"];

fn is_among(words: &str, sorted: &[&str]) -> bool {
    sorted.binary_search(&words).is_ok()
}

/// Whether words in small letters are what other engines read between square brackets: `laughs`, `excited`.
pub(super) fn is_tag(words: &str) -> bool {
    is_among(words, &ACTS) || is_among(words, &TAGS)
}

/// Whether words are an act of somebody on a stage, whatever their case: `laughs`, `Clears throat.`
pub(super) fn is_act(words: &str) -> bool {
    let words = words.trim_end_matches('.').to_ascii_lowercase();
    is_among(&words, &ACTS) || is_among(&words, &OTHER_ACTS)
}

/// `Lee laughs`, `Everyone claps`: somebody, by a name or two, and an act.
pub(super) fn is_act_of_somebody(written: &str) -> bool {
    let named = |(name, act): (&str, &str)| {
        is_act(act)
            && name.split(' ').count() <= 3
            && name.split(' ').all(|w| w.starts_with(char::is_uppercase))
    };
    let by_one = written.rsplit_once(' ');
    let by_two = by_one.and_then(|(before, _)| before.rsplit_once(' '));
    let by_two = by_two.map(|(name, _)| (name, &written[name.len() + 1..]));
    by_one.is_some_and(named) || by_two.is_some_and(named)
}

/// Whether words in small letters that stand alone in round brackets are a direction: `laughs`, `to camera`.
pub(super) fn is_aside(words: &str) -> bool {
    is_act(words) || is_among(words, &ASIDES)
}

/// Whether a word in small letters begins a direction for sound.
pub(super) fn names_sound(word: &str) -> bool {
    is_among(word, &SOUNDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_known_by_themselves_and_behind_a_name() {
        assert!(is_act("Sighs.") && is_act("clears throat") && is_act("nods") && !is_act("music"));
        assert!(is_act_of_somebody("Dana Lee clears throat") && !is_act_of_somebody("the cat laughs"));
    }

    #[test]
    fn each_place_has_its_own_words() {
        assert!(is_tag("laughs") && is_tag("music") && !is_tag("nods") && !is_tag("to camera"));
        assert!(is_aside("laughs") && is_aside("nods") && is_aside("to camera") && !is_aside("robotic"));
    }

    #[test]
    fn lists_are_sorted_and_acts_stand_in_one() {
        for list in [&ACTS[..], &OTHER_ACTS, &TAGS, &ASIDES, &SOUNDS] {
            assert!(list.is_sorted(), "{list:?}");
        }
        for other in OTHER_ACTS.iter().chain(&TAGS).chain(&ASIDES) {
            assert!(!is_among(other, &ACTS), "{other}");
        }
    }
}
