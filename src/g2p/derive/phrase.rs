//! Whole phrases written as one, as hosts and handles are: "lifebythenumbers", "runningitforreal".
//!
//! Owns which small words hold one together; without one it is a compound, which has rules of its own.

use super::Builder;
use crate::g2p::transcription::Transcription;

/// Small words, which carry no stress here.
const SMALL: [&str; 20] = [
    "a", "and", "at", "by", "for", "from", "in", "is", "it", "my", "of", "on", "or", "our", "that", "the",
    "to", "we", "with", "your",
];

/// Below this a chance match is likelier than a phrase.
const SHORTEST: usize = 12;
/// The fewest letters of the other words.
const SHORTEST_WORD: usize = 4;
/// The most words; more would match anything.
const MOST_WORDS: u8 = 6;

/// Ends of learned words, the o before which belongs to a stem: "dermatologic" is no logic.
const LEARNED: [&str; 8] = [
    "genesis", "genic", "graphic", "logic", "logical", "metric", "sensory", "torial",
];

/// A word of the phrase, and whether it is a small one.
struct Part {
    sound: Transcription,
    small: bool,
}

impl Builder<'_> {
    /// At least three words, small ones among them; the last of the others is stressed.
    pub(super) fn phrase(self, word: &str) -> Option<Transcription> {
        if word.len() < SHORTEST || LEARNED.iter().any(|end| word.ends_with(end)) {
            return None;
        }
        let mut parts = Vec::new();
        let whole = self.split(word, MOST_WORDS, &mut parts);
        let small = parts.iter().filter(|p| p.small).count();
        if !whole || small == 0 || parts.len() < 3 || parts.len() - small < 1 {
            return None;
        }
        let stressed = parts.iter().rposition(|p| !p.small)?;
        let mut said = Transcription::default();
        for (index, mut part) in parts.into_iter().enumerate() {
            if index != stressed {
                part.sound.demote();
            }
            said.push_break();
            said.append(&part.sound);
        }
        Some(said)
    }

    /// Cuts `word` into known words, the longest first; they are left in `parts`.
    fn split(self, word: &str, most: u8, parts: &mut Vec<Part>) -> bool {
        if word.is_empty() {
            return true;
        }
        let Some(fewer) = most.checked_sub(1) else {
            return false;
        };
        for cut in (1..=word.len()).rev() {
            let (first, rest) = word.split_at(cut);
            let small = SMALL.contains(&first);
            if !small && cut < SHORTEST_WORD {
                continue;
            }
            let listed = || self.stems.stem(first, None);
            let sound = if small {
                listed()
            } else {
                listed().or_else(|| self.inflected_half(first))
            };
            let Some(sound) = sound else { continue };
            parts.push(Part { sound, small });
            if self.split(rest, fewer, parts) {
                return true;
            }
            parts.pop();
        }
        false
    }
}
