//! Words with one spelling and several pronunciations: which one is meant here.
//!
//! Owns the list in voices/lexicon/en-US/heteronyms.tsv and the choice among its senses by word class and by the
//! words close by. Knows no sound but the list's.

use super::derive::with_s;
use super::ipa;
use super::tagger::{self, Form, Place};
use super::transcription::Transcription;
use crate::markup::script::PartOfSpeech as Class;
use std::collections::HashMap;

/// How far "close by" reaches, in words on each side.
const NEAR: usize = 6;
/// What a word close by weighs, against the classes of `tagger.rs`.
const CLUE: f32 = 9.0;

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
    /// One of these words stands close by.
    Near(Vec<&'static str>),
    /// One of these words stands right before.
    After(Vec<&'static str>),
    /// One of these words stands right after.
    Before(Vec<&'static str>),
    /// It is written with a capital inside a sentence.
    Capital,
    /// "used to": a habit of the past.
    Habit,
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
    /// The plural or third-person s is still to be added.
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
            let is = |s: &Sense, class| matches!(s.when, When::Class(c) if c == class);
            let inflected: Vec<_> = senses
                .iter()
                .filter(|s| is(s, Class::Noun) || is(s, Class::Verb))
                .cloned()
                .collect();
            let plural = with_letter_s(word);
            if inflected.len() > 1 && form_of(word) == Form::Base {
                by_word.entry(plural.into()).or_insert(Heteronym {
                    senses: inflected,
                    form: Form::WithS,
                    ending: Ending::S,
                });
            }
        }
        Self { by_word }
    }

    /// The heteronym with this spelling, in lower case.
    pub(crate) fn find(&self, folded: &str) -> Option<&Heteronym> {
        self.by_word.get(folded)
    }
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
        "noun" => When::Class(Class::Noun),
        "verb" => When::Class(Class::Verb),
        "adj" => When::Class(Class::Adjective),
        "adv" => When::Class(Class::Adverb),
        "past" => When::Class(Class::Past),
        "capital" => When::Capital,
        "habit" => When::Habit,
        _ => {
            let (name, words) = condition.strip_suffix(')')?.split_once('(')?;
            let words = words.split(' ').collect();
            match name {
                "near" => When::Near(words),
                "after" => When::After(words),
                "before" => When::Before(words),
                _ => return None,
            }
        }
    };
    Some(Sense { when, rare, ipa })
}

impl Heteronym {
    /// How the word is said where it is of this class; `None` where no sense is for the class alone.
    pub(crate) fn of_class(&self, class: Class) -> Option<Transcription> {
        let fits = |s: &&Sense| matches!(s.when, When::Class(c) if c == class);
        let sense = self.senses.iter().find(fits)?;
        Some(self.said(sense))
    }

    /// How the word is said where nothing decides.
    pub(crate) fn of_default(&self) -> Option<Transcription> {
        Some(self.said(self.senses.first()?))
    }

    fn said(&self, sense: &Sense) -> Transcription {
        let said = ipa::read(sense.ipa).transcription;
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
        let is = |class| move |s: &Sense| matches!(s.when, When::Class(c) if c == class);
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
                _ => matches!(sense.when, When::Class(class) if Some(class) == named),
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

impl Sense {
    fn score(&self, sentence: &[Place], at: usize, weights: tagger::Weights) -> f32 {
        let is_one_of = |index: Option<usize>, words: &[&str]| {
            let place = index.and_then(|i| sentence.get(i));
            place.is_some_and(|p| words.iter().any(|w| w.eq_ignore_ascii_case(&p.word.text)))
        };
        let clue = |given: bool| if given { CLUE } else { f32::MIN };
        match &self.when {
            When::Class(class) => weights.of(*class),
            When::Near(words) => {
                let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(sentence.len());
                clue(around.into_iter().any(|i| i != at && is_one_of(Some(i), words)))
            }
            When::After(words) => clue(is_one_of(at.checked_sub(1), words)),
            When::Before(words) => clue(is_one_of(Some(at + 1), words)),
            When::Capital => {
                let capital = sentence[at].word.text.starts_with(char::is_uppercase);
                clue(capital && at > 0)
            }
            When::Habit => {
                const WHO: [&str; 12] = [
                    "i", "you", "we", "they", "he", "she", "it", "there", "get", "getting", "got", "never",
                ];
                clue(is_one_of(Some(at + 1), &["to"]) && is_one_of(at.checked_sub(1), &WHO))
            }
        }
    }
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
}
