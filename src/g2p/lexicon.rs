//! Pronunciations by written form: the course's entries, then ours, then the dictionary, then regular derivation.
//!
//! Owns the sources and their layers; in which order they are asked is decided in `view.rs`. Knows nothing of
//! sentences; what a word is said like in its context (weak forms, heteronyms) is decided by others.

use super::derive;
use super::entries::{CourseEntry, Entries};
use super::fold::fold;
use super::heteronyms::Heteronyms;
use super::letter_to_sound::LetterToSound;
use super::letters;
use super::table::{Table, TableError};
use super::transcription::Transcription;
use super::view::View;
use crate::ir::Origin;
use crate::source::Span;
use std::sync::Arc;

/// The compiled dictionary; scripts/lexicon/compile.py makes it.
static DICTIONARY: &[u8] = include_bytes!("../../models/lexicon/cmudict.bin");
/// The technical lexicon, as it is written.
static TECHNICAL: &str = include_str!("../../voices/lexicon/en-US/technical.tsv");
/// The everyday words that the dictionary lacks or says wrongly.
static GENERAL: &str = include_str!("../../voices/lexicon/en-US/general.tsv");

/// The words whose sound depends on their context.
static HETERONYMS: &str = include_str!("../../voices/lexicon/en-US/heteronyms.tsv");

/// Why no lexicon could be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// The compiled dictionary is damaged.
    #[error("the embedded dictionary cannot be used")]
    Dictionary(#[from] TableError),
}

/// A pronunciation and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How it is said; never empty.
    pub transcription: Transcription,
    /// Which source knew it.
    pub origin: Origin,
    /// The words of the course's alias that it is said as.
    pub alias: Option<Box<str>>,
}

/// Where a layer of entries holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the whole script.
    Everywhere,
    /// For words that begin inside one of these spans of it; rising, none overlap.
    Within(Vec<Span>),
}

/// Entries of one file, before all layers that were added later.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) entries: Entries,
    scope: Scope,
    pub(super) origin: Origin,
}

/// Which layers hold: bit `n` for layer `n`.
pub(crate) type Active = u64;

/// More layers than this do not count.
const MOST_LAYERS: usize = Active::BITS as usize;

/// All pronunciations we have. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(super) layers: Vec<Arc<Layer>>,
    pub(super) technical: Arc<Entries>,
    pub(super) general: Arc<Entries>,
    pub(super) dictionary: Table,
    pub(super) heteronyms: Arc<Heteronyms>,
    pub(super) rules: Arc<LetterToSound>,
}

impl Lexicon {
    /// The lexicons in the binary: the dictionary and our own. Takes some four milliseconds, once a run.
    ///
    /// # Errors
    /// A damaged dictionary or rule file in the binary.
    pub fn embedded() -> Result<Self, LexiconError> {
        Ok(Self {
            layers: Vec::new(),
            technical: Arc::new(Entries::embedded(TECHNICAL)),
            general: Arc::new(Entries::embedded(GENERAL)),
            dictionary: Table::new(DICTIONARY)?,
            heteronyms: Arc::new(Heteronyms::parse(HETERONYMS)),
            rules: Arc::new(LetterToSound::embedded()),
        })
    }

    /// With a course's own entries, which come before the lexicons in the binary and after layers already there.
    #[must_use]
    pub fn with_course_entries(self, entries: impl IntoIterator<Item = CourseEntry>) -> Self {
        self.with_layer(entries, Scope::Everywhere, Origin::Course)
    }

    /// With one more layer, which comes after those already there and before the lexicons in the binary. At most
    /// 64 layers count. Where a form holds more than letters ("K8s") it is one word in the whole script, though it
    /// is said by the layer in its scope only.
    #[must_use]
    pub fn with_layer(
        mut self,
        entries: impl IntoIterator<Item = CourseEntry>,
        scope: Scope,
        origin: Origin,
    ) -> Self {
        self.layers.push(Arc::new(Layer {
            entries: Entries::course(entries),
            scope,
            origin,
        }));
        self.layers.truncate(MOST_LAYERS);
        self
    }

    /// With one more layer, which comes before those already there.
    #[must_use]
    pub fn with_first_layer(
        mut self,
        entries: impl IntoIterator<Item = CourseEntry>,
        scope: Scope,
        origin: Origin,
    ) -> Self {
        let layer = Arc::new(Layer {
            entries: Entries::course(entries),
            scope,
            origin,
        });
        self.layers.insert(0, layer);
        self.layers.truncate(MOST_LAYERS);
        self
    }

    /// How many more layers count.
    pub fn room(&self) -> usize {
        MOST_LAYERS.saturating_sub(self.layers.len())
    }

    /// How many written forms the dictionary has.
    pub fn dictionary_len(&self) -> usize {
        self.dictionary.len()
    }

    /// The layers that hold at a place of the script; without one, those that hold everywhere.
    pub(crate) fn active(&self, place: Option<Span>) -> Active {
        let holds = |layer: &Layer| match (&layer.scope, place) {
            (Scope::Everywhere, _) => true,
            (Scope::Within(spans), Some(place)) => {
                let after = spans.partition_point(|s| s.start <= place.start);
                let span = after.checked_sub(1).and_then(|i| spans.get(i));
                span.is_some_and(|s| place.start < s.end)
            }
            (Scope::Within(_), None) => false,
        };
        (0..)
            .zip(&self.layers)
            .fold(0, |active, (n, layer)| active | (Active::from(holds(layer)) << n))
    }

    /// The lexicon as it is where these layers hold.
    pub(crate) fn view(&self, active: Active) -> View<'_> {
        View {
            lexicon: self,
            active,
        }
    }

    pub(super) fn everywhere(&self) -> View<'_> {
        self.view(self.active(None))
    }

    /// Whether the word has a pronunciation without guessing: an entry, or derived from one. In any case.
    pub fn contains(&self, word: &str) -> bool {
        let folded = fold(word);
        self.layers.iter().any(|l| l.entries.contains(word, &folded))
            || self.technical.contains(word, &folded)
            || self.general.contains(word, &folded)
            || self.dictionary.contains(folded.as_bytes())
            || derive::derive(&self.everywhere(), &folded).is_some()
            || !folded.is_ascii() && self.lookup(word).is_some()
    }

    /// Whether the course or one of our own lexicons has this very form: as written where an entry asks for that,
    /// else in any case.
    pub fn has_entry(&self, written: &str) -> bool {
        let folded = fold(written);
        self.layers.iter().any(|l| l.entries.lists(written, &folded))
            || self.technical.lists(written, &folded)
            || self.general.lists(written, &folded)
    }

    /// How many bytes at the start of `text` a course's lexicon lists as one form, if that form holds more than
    /// letters ("C++", "CI / CD", "->").
    pub fn form_at(&self, text: &str) -> Option<usize> {
        self.layers.iter().filter_map(|l| l.entries.mixed_at(text)).max()
    }

    /// How the word is said, from the surest source that knows it; `None` where it would have to be guessed.
    pub fn lookup(&self, word: &str) -> Option<Found> {
        self.everywhere().lookup(word)
    }

    /// The words that a form with digits or signs is said as, where they are others than those it is read as without an
    /// entry: "Node J S" of "Node.js" (not "Node dot J S"), "kubernetes" of "K8s"; the form itself where no words tell.
    pub fn words_of(&self, written: &str, read: &str) -> Option<String> {
        if self.says(written, read) {
            return None;
        }
        let unsaid = |word: &&str| !matches!(*word, "dot" | "slash" | "dash" | "plus");
        let shorter = read.split(' ').filter(unsaid).collect::<Vec<_>>().join(" ");
        let short = self.says(written, &shorter).then_some(shorter);
        let word = short.or_else(|| self.plain_word(written).map(str::to_owned));
        word.or_else(|| self.lookup(written).map(|_| written.to_owned()))
    }

    /// The word that a numeronym is said as: "kubernetes" of "K8s". `None` where it is said by its letters.
    fn plain_word(&self, written: &str) -> Option<&str> {
        const COMMON: [&str; 4] = [
            "accessibility",
            "globalization",
            "internationalization",
            "localization",
        ];
        let inner = written.get(1..written.len().checked_sub(1)?)?;
        inner.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        let common = COMMON.into_iter().find(|word| self.says(written, word));
        common.or_else(|| self.technical.of_sound(&self.lookup(written)?.transcription))
    }

    /// Whether a form is said as these words are, one by one: "Node.js" and "Node J S". Stress does not count.
    fn says(&self, written: &str, words: &str) -> bool {
        let Some(said) = self.lookup(written) else {
            return false;
        };
        let mut left = said.transcription.phones().iter().map(|phone| phone.segment);
        let fits = words.split(' ').all(|word| {
            let letter = word.len() == 1 && word.starts_with(char::is_uppercase);
            let sound = match letter {
                true => letters::name(word),
                false => self.lookup(word).map(|found| found.transcription),
            };
            sound.is_some_and(|sound| {
                sound
                    .phones()
                    .iter()
                    .all(|phone| left.next() == Some(phone.segment))
            })
        });
        fits && left.next().is_none()
    }

    /// The probability, 0 to 1, that a word with a pronunciation of this origin is said right. For guesses it is
    /// the letter-to-sound model's own, calibrated on words it was not trained on; the others are shares of words
    /// that were measured right (docs/WORDS.md).
    pub fn confidence(&self, word: &str, origin: Origin) -> f32 {
        match origin {
            Origin::Author | Origin::Course | Origin::Letter => 1.0,
            Origin::Technical | Origin::General => LISTED,
            Origin::Dictionary if self.heteronyms.find(&fold(word)).is_some() => CHOSEN,
            Origin::Dictionary => LISTED,
            Origin::Derived => DERIVED,
            Origin::Guess => self.read_by_rule(word).map_or(0.0, |(_, sure)| sure),
        }
    }

    /// Every pronunciation the dictionary has for a word, first the default; empty where it has none.
    pub fn variants(&self, word: &str) -> Vec<Transcription> {
        let codes = self.dictionary.find(fold(word).as_bytes());
        codes.map_or_else(Vec::new, |c| c.variants().map(Transcription::word).collect())
    }
}

/// How often a listed pronunciation is right: ours and CMUdict's are checked by people, not without mistakes.
const LISTED: f32 = 0.99;
/// How often the right one of several pronunciations is chosen, on the second list of sentences in
/// tests/cases/g2p.
const CHOSEN: f32 = 0.96;
/// How often a derived pronunciation is the dictionary's own (docs/WORDS.md).
pub(super) const DERIVED: f32 = 0.91;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::g2p::entries::{Matching, Said};
    use crate::g2p::ipa;

    fn lexicon() -> Lexicon {
        Lexicon::embedded().unwrap()
    }

    fn said(word: &str) -> String {
        lexicon().lookup(word).map_or_else(String::new, |f| {
            f.transcription
                .phones()
                .iter()
                .map(|p| p.segment.ipa().replace('͡', ""))
                .collect()
        })
    }

    #[test]
    fn the_dictionary_is_whole() {
        let lexicon = lexicon();
        assert!(lexicon.dictionary_len() > 120_000);
        for word in ["a", "zywicki", "container", "don't", "Don’t", "READ", "o'clock"] {
            assert!(lexicon.contains(word), "{word}");
        }
        assert_eq!(said("cluster"), "klʌstɚ");
        assert_eq!(lexicon.variants("read").len(), 2);
    }

    #[test]
    fn what_is_not_english_is_not_known() {
        for word in ["xqzzt", "", "'", "-", "--", "日本", "qwrtpsdfg"] {
            assert!(!lexicon().contains(word), "{word}");
            assert_eq!(lexicon().lookup(word), None, "{word}");
        }
    }

    #[test]
    fn regular_forms_are_derived() {
        for (word, ipa) in [
            ("rollouts", "ɹoʊlaʊts"),
            ("autoscaling", "ɔtoʊskeɪlɪŋ"),
            ("misconfigured", "mɪskənfɪɡjɚd"),
            ("runbook", "ɹʌnbʊk"),
            ("workflows", "wɝkfloʊz"),
            ("multi-cluster", "mʌltiklʌstɚ"),
        ] {
            assert_eq!(said(word), ipa, "{word}");
        }
    }

    #[test]
    fn the_course_comes_first() {
        let entry = |written: &str, matching, ipa| CourseEntry {
            written: written.to_owned(),
            matching,
            said: Said::Phones(ipa::read(ipa).transcription),
            class: None,
        };
        let lexicon = lexicon().with_course_entries([
            entry("cluster", Matching::AnyCase, "ˈkla"),
            entry("QJ", Matching::Exact, "ˈaɪ"),
        ]);
        assert_eq!(lexicon.lookup("Cluster").map(|f| f.origin), Some(Origin::Course));
        assert_eq!(
            lexicon.lookup("clusters").map(|f| f.origin),
            Some(Origin::Dictionary)
        );
        assert!(lexicon.has_entry("QJ") && !lexicon.has_entry("qj"));
    }

    #[test]
    fn a_scoped_layer_holds_in_its_spans_only() {
        let entry = |ipa| CourseEntry {
            written: "cluster".to_owned(),
            matching: Matching::AnyCase,
            said: Said::Phones(ipa::read(ipa).transcription),
            class: None,
        };
        let lexicon = lexicon()
            .with_layer(
                [entry("ˈkli")],
                Scope::Within(vec![Span::new(10, 20)]),
                Origin::Author,
            )
            .with_course_entries([entry("ˈkla")]);
        let origin = |at: usize| {
            let view = lexicon.view(lexicon.active(Some(Span::new(at, at + 7))));
            view.lookup("cluster").map(|f| f.origin)
        };
        assert_eq!(
            [9, 10, 19, 20].map(origin),
            [Origin::Course, Origin::Author, Origin::Author, Origin::Course].map(Some)
        );
        assert_eq!(lexicon.lookup("cluster").map(|f| f.origin), Some(Origin::Course));
    }
}
