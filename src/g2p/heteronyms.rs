//! Words with one spelling and several pronunciations: which one is meant here.
//!
//! Owns the list in voices/lexicon/en-US/heteronyms.tsv and the choice among its senses by word class and by the
//! words close by. Knows no sound but the list's.

use super::derive::with_s;
use super::habit;
use super::ipa;
use super::tagger::{self, Form, Place};
use super::transcription::Transcription;
use crate::ir::{Segment, Stress};
use crate::markup::script::PartOfSpeech as Class;
use crate::text::token::Punctuation;
use std::collections::HashMap;

/// How far "close by" reaches, in words on each side.
const NEAR: usize = 6;
/// What a word close by weighs, against the classes of `tagger.rs`.
const CLUE: f32 = 9.0;
/// What a fixed expression weighs: more than all grammar ("bass guitar", "well read").
const FIXED: f32 = 20.0;
/// What either adds to a class that grammar has to allow ("record sales", but not "we record sales").
const HINT: f32 = 4.0;

/// What the author's own word weighs: more than all else together.
const AUTHOR: f32 = 100.0;

/// What being the default weighs, and what being rare costs.
const DEFAULT: f32 = 0.6;
const RARE: f32 = 1.5;

/// One way to say a word.
#[derive(Clone, Debug)]
struct Sense {
    when: When,
    /// Seldom meant: it takes more evidence.
    rare: bool,
    ipa: &'static str,
}

/// When a sense is meant.
#[derive(Clone, Debug)]
enum When {
    Class(Class),
    /// Certain words stand by.
    Words(Words),
    /// As certain words suggest, where the class fits.
    Hint(Class, Words),
    /// It is written with a capital inside a sentence, or is no verb at its start.
    Capital,
    /// It is written with a capital, and so is the name after it.
    Title,
    /// The word after it is written with a capital: "Charles de Gaulle".
    Name,
    /// "used to": a habit of the past.
    Habit,
    /// It is a noun that has no plural: "produce".
    Mass,
    /// It is the first part of a name that goes on without a space: "useDeferredValue".
    Joined,
    /// What the s of the plural is added to, where that is not the noun: "houses".
    Plural,
}

/// Words that tell a sense, and where they stand. Several words that stand in a row are joined by `_`; one that begins with
/// a comma stands after one, after a capital: "Mobile, Alabama". `^` is where a phrase begins, `$` that one ends with the
/// word, `.` that nothing else is said.
#[derive(Clone, Debug)]
enum Words {
    Near(Vec<&'static str>),
    After(Vec<&'static str>),
    Before(Vec<&'static str>),
    /// What stands before, and after.
    Around(Vec<(&'static str, &'static str)>),
}

/// The senses of one spelling, the default first.
#[derive(Clone, Debug)]
pub(crate) struct Heteronym {
    senses: Vec<Sense>,
    form: Form,
    ending: Ending,
}

/// Whether the listed pronunciations are whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Listed,
    /// The s of the plural, the third person or the possessive is still to be added.
    S,
}

/// All heteronyms, by spelling in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heteronyms {
    by_word: HashMap<Box<str>, Heteronym>,
}

impl Heteronyms {
    /// From the text of the list; lines that cannot be read are left out (a test keeps the committed list free of
    /// them).
    pub(crate) fn parse(text: &'static str) -> Self {
        let mut by_word: HashMap<Box<str>, Heteronym> = HashMap::new();
        let lines = || {
            text.lines()
                .filter(|l| !l.starts_with('#'))
                .filter_map(parse_line)
        };
        for (word, senses) in lines() {
            let form = form_of(word);
            let ending = Ending::Listed;
            by_word.insert(word.into(), Heteronym { senses, form, ending });
        }
        // The forms in -s of nouns and verbs, where the list has none of its own.
        for (word, senses) in lines() {
            if form_of(word) == Form::Base {
                let plural = with_letter_s(word);
                if let Some(heteronym) = inflected(&senses) {
                    by_word.entry(plural.into()).or_insert(heteronym);
                }
            }
            if let Some(heteronym) = possessive(senses) {
                by_word.entry(format!("{word}'s").into()).or_insert(heteronym);
            }
        }
        Self { by_word }
    }

    /// The heteronym with this spelling, in lower case.
    pub(crate) fn find(&self, folded: &str) -> Option<&Heteronym> {
        self.by_word.get(folded)
    }
}

/// The senses of the form in -s, if the noun and the verb differ.
fn inflected(senses: &[Sense]) -> Option<Heteronym> {
    let is = |s: &Sense, class| matches!(s.when, When::Class(c) if c == class);
    let both = [Class::Noun, Class::Verb]
        .iter()
        .all(|&class| senses.iter().any(|s| is(s, class)));
    let stem = senses.iter().find(|s| matches!(s.when, When::Plural));
    let kept = senses.iter().filter(|s| match &s.when {
        When::Class(class) => matches!(class, Class::Noun | Class::Verb),
        When::Hint(class, words) => {
            matches!(class, Class::Noun | Class::Verb) && !matches!(words, Words::Near(_))
        }
        _ => false,
    });
    let said = kept.cloned().map(|sense| match stem {
        Some(stem) if is(&sense, Class::Noun) => Sense {
            ipa: stem.ipa,
            ..sense
        },
        _ => sense,
    });
    both.then(|| Heteronym {
        senses: said.collect(),
        form: Form::WithS,
        ending: Ending::S,
    })
}

/// The senses of the possessive, which only nouns have, if the noun is not what is said by default.
fn possessive(senses: Vec<Sense>) -> Option<Heteronym> {
    let default = senses.first()?.ipa;
    let noun = |s: &Sense| matches!(s.when, When::Class(Class::Noun) | When::Hint(Class::Noun, _));
    let kept: Vec<_> = senses.into_iter().filter(noun).collect();
    kept.first()
        .is_some_and(|s| s.ipa != default)
        .then_some(Heteronym {
            senses: kept,
            form: Form::Base,
            ending: Ending::S,
        })
}

fn form_of(word: &str) -> Form {
    let with_s = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if with_s { Form::WithS } else { Form::Base }
}

fn with_letter_s(word: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e));
    match word
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
    {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{word}es"),
        None => format!("{word}s"),
    }
}

fn parse_line(line: &'static str) -> Option<(&'static str, Vec<Sense>)> {
    let (word, rest) = line.split_once('\t')?;
    let senses: Option<Vec<_>> = rest.split('\t').map(parse_sense).collect();
    Some((word, senses.filter(|s| !s.is_empty())?))
}

fn parse_sense(field: &'static str) -> Option<Sense> {
    let (condition, ipa) = field.trim().split_once('=')?;
    let (condition, rare) = condition
        .strip_suffix('?')
        .map_or((condition, false), |c| (c, true));
    let when = match condition {
        "capital" => When::Capital,
        "title" => When::Title,
        "name" => When::Name,
        "habit" => When::Habit,
        "joined" => When::Joined,
        "mass" => When::Mass,
        "plural" => When::Plural,
        _ if condition.ends_with(')') => match parse_words(condition) {
            Some(words) => When::Words(words),
            None => {
                let (class, words) = condition.split_once(' ')?;
                When::Hint(parse_class(class)?, parse_words(words)?)
            }
        },
        class => When::Class(parse_class(class)?),
    };
    Some(Sense { when, rare, ipa })
}

fn parse_class(name: &str) -> Option<Class> {
    Some(match name {
        "noun" => Class::Noun,
        "verb" => Class::Verb,
        "adj" => Class::Adjective,
        "adv" => Class::Adverb,
        "past" => Class::Past,
        _ => return None,
    })
}

fn parse_words(condition: &'static str) -> Option<Words> {
    let (name, words) = condition.strip_suffix(')')?.split_once('(')?;
    if name == "around" {
        let rows: Option<_> = words.split(' ').map(|row| row.split_once("_*_")).collect();
        return Some(Words::Around(rows?));
    }
    let words = words.split(' ').collect();
    Some(match name {
        "near" => Words::Near(words),
        "after" => Words::After(words),
        "before" => Words::Before(words),
        _ => return None,
    })
}

impl Heteronym {
    /// How the word is said where it is of this class; `None` where no sense is for the class alone.
    pub(crate) fn of_class(&self, class: Class) -> Option<Transcription> {
        let fits = |s: &&Sense| s.when.is(class);
        let sense = self.senses.iter().find(fits)?;
        Some(self.said(sense))
    }

    /// How the word is said where nothing decides.
    pub(crate) fn of_default(&self) -> Option<Transcription> {
        Some(self.said(self.senses.first()?))
    }

    fn said(&self, sense: &Sense) -> Transcription {
        let mut said = ipa::read(sense.ipa).transcription;
        // A schwa alone: the "de" of "de Gaulle".
        for phone in said.phones_mut() {
            if phone.segment == Segment::Ax {
                phone.stress = Stress::None;
            }
        }
        match self.ending {
            Ending::Listed => said,
            Ending::S => with_s(said),
        }
    }

    /// How each sense is said, in their order.
    pub(crate) fn sounds(&self) -> impl Iterator<Item = Transcription> {
        self.senses.iter().map(|sense| self.said(sense))
    }

    /// Which sense the word at `at` of its sentence has: its place in [`Self::sounds`].
    pub(crate) fn choose(&self, sentence: &[Place], at: usize) -> usize {
        let weights = tagger::weigh(sentence, at, self.form);
        let is = |class| move |s: &Sense| s.when.is(class);
        // Most verbs with two sounds keep theirs in the past.
        let named = match sentence[at].word.class {
            Some(Class::Past) if !self.senses.iter().any(is(Class::Past)) => Some(Class::Verb),
            named => named,
        };
        let mut best: Option<(usize, f32)> = None;
        for (rank, sense) in self.senses.iter().enumerate() {
            let default = if rank == 0 { DEFAULT } else { 0.0 };
            let rare = if sense.rare { RARE } else { 0.0 };
            let given = match named {
                Some(Class::Usual) => rank == 0,
                Some(Class::Unusual) => sense.ipa != self.senses[0].ipa,
                _ => named.is_some_and(|class| sense.when.is(class)),
            };
            let author = if given { AUTHOR } else { 0.0 };
            let score = sense.score(sentence, at, weights) + default - rare + author;
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((rank, score));
            }
        }
        best.map_or(0, |(rank, _)| rank)
    }
}

impl When {
    /// Whether a sense is for this class alone.
    fn is(&self, class: Class) -> bool {
        match self {
            Self::Class(own) => *own == class,
            Self::Mass => class == Class::Noun,
            _ => false,
        }
    }
}

impl Sense {
    fn score(&self, sentence: &[Place], at: usize, weights: tagger::Weights) -> f32 {
        let clue = |given: bool| if given { CLUE } else { f32::MIN };
        let capital = |i: usize| {
            sentence
                .get(i)
                .is_some_and(|p| p.word.text.starts_with(char::is_uppercase))
        };
        match &self.when {
            When::Class(class) => weights.of(*class),
            When::Mass => weights.of(Class::Noun),
            When::Words(words) if words.stand(sentence, at) => match words {
                Words::Near(_) => CLUE,
                Words::After(_) | Words::Before(_) | Words::Around(_) => FIXED,
            },
            When::Hint(class, words) if words.stand(sentence, at) => weights.of(*class) + HINT,
            When::Words(_) | When::Hint(..) | When::Plural => f32::MIN,
            // "Polish workers came", but "Polish the slides".
            When::Capital => {
                let noun = weights.of(Class::Noun).max(weights.of(Class::Adjective));
                clue(capital(at) && (at > 0 || noun > weights.of(Class::Verb)))
            }
            When::Title => clue(capital(at) && capital(at + 1)),
            When::Name => clue(capital(at + 1) && sentence[at].after == Punctuation::None),
            When::Habit => clue(habit::is_habit(sentence, at)),
            When::Joined => clue(
                sentence
                    .get(at + 1)
                    .is_some_and(|next| next.word.span.start == sentence[at].word.span.end),
            ),
        }
    }
}

impl Words {
    /// Whether they stand where they should around the word at `at`.
    fn stand(&self, sentence: &[Place], at: usize) -> bool {
        let is = |i: usize, word: &str| {
            let text = sentence.get(i).map_or("", |p| p.word.text.as_str());
            let stem = text.strip_suffix("'s").unwrap_or(text);
            word.eq_ignore_ascii_case(text) || word.eq_ignore_ascii_case(stem)
        };
        match self {
            Self::Near(words) => {
                let mut around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(sentence.len());
                around.any(|i| i != at && words.iter().any(|w| is(i, w)))
            }
            Self::After(words) => words.iter().any(|row| stands_before(row, sentence, at, is)),
            Self::Before(words) => words.iter().any(|row| stands_after(row, sentence, at, is)),
            Self::Around(rows) => rows.iter().any(|(before, after)| {
                stands_before(before, sentence, at, is) && stands_after(after, sentence, at, is)
            }),
        }
    }
}

/// Whether a row of words stands right before the word at `at`.
fn stands_before(row: &str, sentence: &[Place], at: usize, is: impl Fn(usize, &str) -> bool) -> bool {
    let mut before = at;
    row.rsplit('_').all(|word| match word {
        "^" => tagger::begins_phrase(sentence, before),
        "$" => sentence[at].after != Punctuation::None,
        "–" => sentence[at].after == Punctuation::Dash,
        "." => sentence.len() == 1,
        _ => before.checked_sub(1).is_some_and(|i| {
            before = i;
            sentence[i].after == Punctuation::None && is(i, word)
        }),
    })
}

/// Whether a row of words stands right after the word at `at`.
fn stands_after(row: &str, sentence: &[Place], at: usize, is: impl Fn(usize, &str) -> bool) -> bool {
    (at..).zip(row.split('_')).all(|(i, word)| {
        let Some(place) = sentence.get(i) else {
            return false;
        };
        match word.strip_prefix(',') {
            Some(word) => {
                let name = place.word.text.starts_with(char::is_uppercase);
                name && place.after == Punctuation::Comma && is(i + 1, word)
            }
            None => place.after == Punctuation::None && is(i + 1, word),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../voices/lexicon/en-US/heteronyms.tsv");

    #[test]
    fn every_line_of_the_list_can_be_read() {
        let mut words = std::collections::HashSet::new();
        for line in LIST.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (word, senses) = parse_line(line).unwrap_or_else(|| panic!("{line}"));
            assert!(words.insert(word), "{word} twice");
            let ipa: std::collections::HashSet<_> = senses.iter().map(|s| s.ipa).collect();
            assert!(ipa.len() > 1, "{word} has one sound only");
            for sense in senses {
                let reading = ipa::read(sense.ipa);
                assert!(
                    reading.problems.is_empty() && !reading.transcription.is_empty(),
                    "{line}"
                );
            }
        }
        assert!(words.len() >= 120);
    }

    #[test]
    fn forms_in_s_follow_from_noun_and_verb() {
        let all = Heteronyms::parse(
            "ally\tnoun=ˈælaɪ\tverb=əˈlaɪ\naddress\tnoun=ˈædɹɛs\tverb=əˈdɹɛs\nlive\tverb=ˈlɪv\tadj=ˈlaɪv\n",
        );
        assert!(all.find("allies").is_some() && all.find("addresses").is_some());
        assert!(all.find("lives").is_none());
    }

    #[test]
    fn a_schwa_alone_has_no_stress() {
        let all = Heteronyms::parse("de\tnoun=ˈdi\tname=də\n");
        let said: Vec<_> = all.find("de").unwrap().sounds().collect();
        assert!(said[1].phones().iter().all(|p| p.stress == Stress::None));
        assert!(said[0].phones().iter().any(|p| p.stress == Stress::Primary));
    }

    #[test]
    fn possessives_follow_from_the_noun() {
        let all = Heteronyms::parse(
            "sow\tverb=ˈsoʊ\tnoun=ˈsaʊ\nrecord\tnoun=ˈɹɛkɚd\tverb=ɹɪˈkɔɹd\nhouse\tnoun=ˈhaʊs\tverb=ˈhaʊz\tplural=ˈhaʊz\n",
        );
        let said = |word| all.find(word).map(|h| h.sounds().collect::<Vec<_>>());
        assert_eq!(said("sow's").unwrap(), [ipa::read("ˈsaʊz").transcription]);
        assert!(said("record's").is_none());
        assert_eq!(said("houses").unwrap()[0], ipa::read("ˈhaʊzɪz").transcription);
    }
}
