//! A lexicon as it is at one place of the script, where some of its layers hold and others do not.
//!
//! Owns the order of the sources: the layers, our own lexicons, the dictionary, what can be derived. Knows no
//! sentence.

use super::accents;
use super::derive::{self, Stems, with_s};
use super::entries::{Entries, Said};
use super::fold::{APOSTROPHES, fold};
use super::heteronyms::Heteronym;
use super::letters;
use super::lexicon::{Active, Found, Lexicon};
use super::table::Codes;
use super::transcription::Transcription;
use crate::ir::{Origin, Phone, Segment};
use crate::markup::script::PartOfSpeech;

/// From this length on any word of the dictionary may be a part of a compound.
const LONG_PART: usize = 6;

/// How often an alias may lead to another alias.
const ALIASES: u8 = 4;

/// The forms whose aliases are being said: an entry does not hold inside of its own (`helm` said as "helm chart").
#[derive(Clone, Copy)]
struct Within<'w> {
    form: &'w str,
    around: Option<&'w Within<'w>>,
    /// How many aliases may still follow.
    left: u8,
}

impl<'w> Within<'w> {
    const fn nothing(left: u8) -> Self {
        Self {
            form: "",
            around: None,
            left,
        }
    }

    fn holds(&self, form: &str) -> bool {
        self.form == form || self.around.is_some_and(|around| around.holds(form))
    }
}

/// The lexicon as it is at one place of the script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) active: Active,
}

impl<'a> View<'a> {
    /// The entries that hold here, the surest first.
    fn entries(self) -> impl Iterator<Item = (&'a Entries, Origin)> {
        let held = (0..)
            .zip(&self.lexicon.layers)
            .filter(move |(n, _)| self.active >> n & 1 == 1)
            .map(|(_, layer)| (&layer.entries, layer.origin));
        held.chain([
            (&*self.lexicon.technical, Origin::Technical),
            (&*self.lexicon.general, Origin::General),
        ])
    }

    /// How the word is said, from the surest source that knows it; `None` where it would have to be guessed.
    pub(crate) fn lookup(self, word: &str) -> Option<Found> {
        let folded = fold(word);
        let found = |transcription: Transcription, origin| {
            (!transcription.is_empty()).then_some(Found {
                transcription,
                origin,
                alias: None,
            })
        };
        let given = self
            .entries()
            .find_map(|(entries, origin)| self.found(&folded, &*entries.find(word, &folded)?, origin));
        if given.is_some() {
            return given;
        }
        if let Some(sound) = self.possessive(word, &folded).or_else(|| self.plural(word)) {
            return found(sound, Origin::Derived);
        }
        if let Some(codes) = self.lexicon.dictionary.find(folded.as_bytes()) {
            return found(first(&codes)?, Origin::Dictionary);
        }
        derive::derive(&self, &folded)
            .and_then(|t| found(t, Origin::Derived))
            .or_else(|| self.accented(&folded))
    }

    /// "Mozart's" is of the entry for "Mozart", though the dictionary has it too.
    fn possessive(self, word: &str, folded: &str) -> Option<Transcription> {
        let stem = folded.strip_suffix("'s")?;
        let written = word.strip_suffix(['s', 'S'])?;
        let written = written.strip_suffix(APOSTROPHES)?;
        let (sound, _) = self.given(written, stem, &Within::nothing(ALIASES))?;
        Some(with_s(sound))
    }

    /// "SoCs" is of the entry for "SoC", which holds in that spelling alone.
    fn plural(self, word: &str) -> Option<Transcription> {
        let stem = word
            .strip_suffix('s')
            .filter(|stem| stem.len() > 1 && stem.ends_with(char::is_uppercase))?;
        let (sound, _) = self.given(stem, &fold(stem), &Within::nothing(ALIASES))?;
        Some(with_s(sound))
    }

    /// A word with accents that has no entry: a form of one that has, or the same word without its accents.
    fn accented(self, folded: &str) -> Option<Found> {
        let plain = accents::plain(folded)?;
        // "exposés", "Hermès's".
        let stem = ["'s", "'", "s"].iter().find_map(|end| folded.strip_suffix(end));
        if let Some((sound, _)) = stem.and_then(|stem| self.given(stem, stem, &Within::nothing(ALIASES))) {
            let transcription = if folded.ends_with("s'") {
                sound
            } else {
                with_s(sound)
            };
            return Some(Found {
                transcription,
                origin: Origin::Derived,
                alias: None,
            });
        }
        let found = self.lookup(&plain)?;
        // What is built of parts may have lost the syllable: "Danaë" is not a Dane.
        let built = found.origin == Origin::Derived && accents::parts_vowels(folded);
        (!built && accents::is_same(folded, &found.transcription)).then_some(found)
    }

    /// Whether a phrase with an entry may begin with this spoken word.
    pub(crate) fn begins_phrase(self, word: &str) -> bool {
        let folded = fold(word);
        self.entries().any(|(entries, _)| entries.begins_phrase(&folded))
    }

    /// The longest phrase with an entry that these spoken words begin with: how many of them it is, and how it is
    /// said.
    pub(crate) fn phrase(self, words: &[&str]) -> Option<(usize, Found)> {
        let folded = fold(words.first()?);
        self.entries().find_map(|(entries, origin)| {
            let (count, said) = entries.phrase(&folded, words.iter().copied())?;
            Some((count, self.found(&folded, &said, origin)?))
        })
    }

    /// What the course says of this form for single classes of word, with where it says so.
    pub(crate) fn classed(self, word: &str) -> Vec<(PartOfSpeech, Found)> {
        let folded = fold(word);
        let all = self.entries().flat_map(|(entries, origin)| {
            let classed = entries.classed(word, &folded);
            classed
                .filter_map(|e| Some((e.class, self.found(&folded, &e.said, origin)?)))
                .collect::<Vec<_>>()
        });
        all.collect()
    }

    fn found(self, form: &str, said: &Said, origin: Origin) -> Option<Found> {
        let alias = match said {
            Said::Alias(words) => Some(words.text().into()),
            Said::Phones(_) => None,
        };
        let transcription = self.resolve(form, said, &Within::nothing(ALIASES))?;
        Some(Found {
            transcription,
            origin,
            alias,
        })
    }

    /// The phones of an entry of the course or ours, and whose it is.
    fn given(self, written: &str, folded: &str, within: &Within<'_>) -> Option<(Transcription, Origin)> {
        if within.holds(folded) {
            return None;
        }
        self.entries().find_map(|(entries, origin)| {
            let said = entries.find(written, folded)?;
            Some((self.resolve(folded, &said, within)?, origin))
        })
    }

    /// The phones of the entry of `form`; an alias is looked up word by word.
    fn resolve(self, form: &str, said: &Said, around: &Within<'_>) -> Option<Transcription> {
        let words = match said {
            Said::Phones(transcription) => return Some(transcription.clone()),
            Said::Alias(words) => words.text(),
        };
        let within = Within {
            form,
            around: Some(around),
            left: around.left.checked_sub(1)?,
        };
        let mut whole = Transcription::default();
        for word in words.split_whitespace() {
            let folded = fold(word);
            // A capital that stands alone is a letter to be named.
            let letter = (word.len() == 1 && *word != *folded && word != "I")
                .then(|| letters::name(word))
                .flatten();
            let sound = letter
                .or_else(|| self.given(word, &folded, &within).map(|(t, _)| t))
                .or_else(|| first(&self.lexicon.dictionary.find(folded.as_bytes())?))
                .or_else(|| derive::derive(&self, &folded))
                .or_else(|| self.lexicon.guess(word).map(|f| f.transcription))?;
            whole.push_break();
            whole.append(&sound);
        }
        (!whole.is_empty()).then_some(whole)
    }

    /// The word's senses, if its sound depends on its context and no entry of the course decides it.
    pub(crate) fn heteronym(self, word: &str) -> Option<&'a Heteronym> {
        let folded = fold(word);
        let heteronym = self.lexicon.heteronyms.find(&folded)?;
        // Our own entry says what the word is by itself ("id"), unless its capitals make it another ("ReDoS"); a
        // course's decides.
        let mixed = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let decided = self.entries().any(|(entries, origin)| {
            let ours = matches!(origin, Origin::Technical | Origin::General);
            entries.contains(word, &folded) && (!ours || mixed && entries.is_exact(word))
        });
        (!decided).then_some(heteronym)
    }
}

fn first(codes: &Codes) -> Option<Transcription> {
    codes.variants().next().map(Transcription::word)
}

impl Stems for View<'_> {
    fn stem(&self, folded: &str, class: Option<PartOfSpeech>) -> Option<Transcription> {
        // Only phones: an alias may lead back to what is derived.
        if let Some((given, _)) = self.given(folded, folded, &Within::nothing(0)) {
            return Some(given);
        }
        let sense = || {
            let heteronym = self.lexicon.heteronyms.find(folded)?;
            class.map_or_else(|| heteronym.of_default(), |class| heteronym.of_class(class))
        };
        sense().or_else(|| {
            let codes = self.lexicon.dictionary.find(folded.as_bytes())?;
            let mut variants = codes.variants();
            // The verbs in -ate have a full vowel in it, their adjectives have none.
            if class == Some(PartOfSpeech::Verb) && folded.ends_with("ate") && folded.len() > 5 {
                let full = |v: &Vec<Phone>| {
                    matches!(
                        v[..],
                        [
                            ..,
                            Phone {
                                segment: Segment::Ey,
                                ..
                            },
                            _
                        ]
                    )
                };
                let verb = codes.variants().find(full);
                return verb.or_else(|| variants.next()).map(Transcription::word);
            }
            variants.next().map(Transcription::word)
        })
    }

    fn part(&self, folded: &str) -> Option<Transcription> {
        if folded.len() < 3 {
            return None;
        }
        let given = self.given(folded, folded, &Within::nothing(0));
        // Short everyday words and names are as chance has it in longer ones: "pho" in "phone".
        let given = given.filter(|(_, origin)| *origin != Origin::General || folded.len() >= LONG_PART);
        given.map(|(t, _)| t).or_else(|| {
            // Names that only look like parts are short; a long word is meant.
            let codes = self.lexicon.dictionary.find(folded.as_bytes())?;
            if folded.len() < LONG_PART && !codes.is_common() {
                return None;
            }
            first(&codes)
        })
    }
}
