//! Words that a lexicon does not list but whose parts it knows: regular endings, prefixes, compounds, hyphens,
//! British spellings.
//!
//! Owns the order in which these are tried, and how deep. Each kind has a file of its own. Knows no single word;
//! what it may build on is what [`Stems`] answers.

mod british;
mod compound;
mod inflection;
mod phrase;
mod suffix;

pub(crate) use inflection::{inflect, with_s};

use super::transcription::Transcription;
use crate::markup::script::PartOfSpeech;
use std::borrow::Cow;

/// Where stems are looked up. All forms are in lower case.
pub(crate) trait Stems {
    /// A whole word, by its own entry; of several pronunciations that of `class`, if one is.
    fn stem(&self, folded: &str, class: Option<PartOfSpeech>) -> Option<Transcription>;
    /// A whole word that may be half of a compound.
    fn part(&self, folded: &str) -> Option<Transcription>;
}

/// Endings on endings: "restartings'" needs three steps.
const DEEPEST: u8 = 3;
/// Longer than any English word; keeps hostile input linear.
const LONGEST: usize = 64;

/// The pronunciation of a word in lower case, if it is regularly built of known ones.
pub(crate) fn derive(stems: &dyn Stems, word: &str) -> Option<Transcription> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let builder = Builder {
        stems,
        depth: DEEPEST,
    };
    builder.build(word).or_else(|| builder.phrase(word))
}

/// The rules, and how many more of them may be put on one another.
#[derive(Clone, Copy)]
struct Builder<'s> {
    stems: &'s dyn Stems,
    depth: u8,
}

impl Builder<'_> {
    fn build(self, word: &str) -> Option<Transcription> {
        let deeper = Self {
            depth: self.depth.checked_sub(1)?,
            ..self
        };
        if word.contains('-') {
            return deeper.hyphenated(word);
        }
        deeper
            .inflected(word)
            // "antiestablishment" is not of "antiestablish".
            .or_else(|| deeper.prefixed_whole(word))
            .or_else(|| deeper.suffixed(word))
            .or_else(|| british::american(word).find_map(|w| deeper.known(&w, None)))
            .or_else(|| deeper.prefixed(word))
            .or_else(|| deeper.compound(word))
    }

    /// A stem by its entry, or built in turn.
    fn known(self, word: &str, class: Option<PartOfSpeech>) -> Option<Transcription> {
        if word.len() < 2 {
            return None;
        }
        self.stems.stem(word, class).or_else(|| self.build(word))
    }

    /// A stem before an ending that begins with a vowel: as it stands, with its silent e back, or without the
    /// doubling of its last consonant; and how it is spelled.
    fn before_vowel(self, cut: &str, class: Option<PartOfSpeech>) -> Option<(Transcription, Cow<'_, str>)> {
        let bytes = cut.as_bytes();
        let last = *bytes.last()?;
        let doubled = bytes.len() > 3 && bytes[bytes.len() - 2] == last && !is_vowel(last);
        let single = doubled.then(|| cut[..cut.len() - 1].to_owned());
        let silent = Some(format!("{cut}e"));
        let whole = Some(cut.to_owned());
        // "named" is of "name", for "nam" would double its m; "failed" is of "fail"; "cached" can only be of
        // "cache". A doubled l or s may belong to the stem.
        let order = if doubled && !matches!(last, b'l' | b's' | b'f' | b'z') {
            [single, whole, None]
        } else if lacks_e(bytes) {
            [silent, whole, None]
        } else {
            [whole, silent, single]
        };
        let order = || order.iter().flatten();
        // What has an entry goes before what would have to be built.
        let listed = order().find_map(|stem| Some((self.stems.stem(stem, class)?, stem)));
        let found = listed.or_else(|| order().find_map(|stem| Some((self.known(stem, class)?, stem))));
        found.map(|(sound, stem)| (sound, Cow::Owned(stem.clone())))
    }

    fn hyphenated(self, word: &str) -> Option<Transcription> {
        // A preposition at the end is stressed no less than what stands before it: "opt-in", "built-up".
        const PARTICLES: &[&str] = &["down", "in", "off", "on", "out", "over", "up"];
        let parts: Vec<_> = word.split('-').collect();
        let last = parts.len() - 1;
        let mut whole = Transcription::default();
        for (index, part) in parts.iter().enumerate() {
            let mut sound = self.known(part, None)?;
            let particle = index == last && last == 1 && PARTICLES.contains(part);
            let before_particle = index + 1 == last && last == 1 && PARTICLES.contains(&parts[last]);
            if particle || index < last && !before_particle {
                sound.demote();
            }
            whole.push_break();
            whole.append(&sound);
        }
        Some(whole)
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a stem that ends like this has rather lost an e: one vowel letter and one consonant ("nam", "clos"),
/// or a letter that English words do not end in.
fn lacks_e(stem: &[u8]) -> bool {
    match *stem {
        [.., b'c' | b'v' | b'u' | b'z'] => true,
        [.., before, b's'] => before != b's',
        // "changed", but "hanged" has no other stem.
        [.., b'a' | b'e', b'n', b'g'] => true,
        _ => is_closed(stem),
    }
}

/// Whether it ends in one vowel letter and one consonant.
fn is_closed(stem: &[u8]) -> bool {
    match *stem {
        // "offer", "edit", "open", "local": their last vowel is weak and takes no e.
        [_, _, .., b'e', b'r' | b'n' | b'l' | b't']
        | [_, _, .., b'o', b'r' | b'n' | b'p']
        | [_, _, .., b'a', b'l']
            if stem.len() > 4 =>
        {
            false
        }
        [.., a, b, c] => {
            let short = is_vowel(b) && !is_vowel(a);
            short && !is_vowel(c) && !matches!(c, b'w' | b'x' | b'y')
        }
        [b, c] => is_vowel(b) && !is_vowel(c),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
