//! Written forms with a pronunciation given by hand: the lexicons in the binary and the course's own.
//!
//! Owns how such a form is matched: exactly as written or in any case, one word or a phrase of several. The
//! lexicons in the binary are the committed text files themselves; their IPA is read when a word is looked up. Knows nothing of
//! dictionaries or rules.

use super::fold::{fold, straight, straight_char};
use super::ipa;
use super::transcription::Transcription;
use crate::markup::script::PartOfSpeech;
use crate::source::Mapped;
use std::borrow::Cow;
use std::collections::HashMap;

/// How a written form is compared with a word of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matching {
    /// In any case: `word`.
    AnyCase,
    /// Only as written: `exact`.
    Exact,
}

/// How an entry of a course's lexicon says its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// With these phones.
    Phones(Transcription),
    /// As these other words are said; with their place in the lexicon.
    Alias(Mapped),
}

/// An entry of a course's own lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseEntry {
    /// The written form; may hold spaces.
    pub written: String,
    /// How it is compared.
    pub matching: Matching,
    /// How it is said.
    pub said: Said,
    /// The class of word it is for; `None` for all.
    pub class: Option<PartOfSpeech>,
}

/// A line of a lexicon in the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) written: &'a str,
    pub(crate) ipa: &'a str,
    pub(crate) matching: Matching,
}

/// The entries of such a lexicon: `written<TAB>IPA<TAB>word|exact<TAB>note`, `#` starts a comment line.
/// Lines of any other form are `Err` with their number, from 1.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Result<Line<'_>, usize>> {
    text.lines().enumerate().filter_map(|(index, line)| {
        if line.trim().is_empty() || line.starts_with('#') {
            return None;
        }
        Some(parse_line(line).ok_or(index + 1))
    })
}

fn parse_line(line: &str) -> Option<Line<'_>> {
    let mut fields = line.split('\t').map(str::trim);
    let written = fields.next().filter(|f| !f.is_empty())?;
    let ipa = fields.next().filter(|f| !f.is_empty())?;
    let matching = match fields.next()? {
        "word" => Matching::AnyCase,
        "exact" => Matching::Exact,
        _ => return None,
    };
    Some(Line {
        written,
        ipa,
        matching,
    })
}

/// A pronunciation, perhaps not read yet.
#[derive(Clone, Debug)]
enum Sound {
    Ipa(&'static str),
    Said(Said),
}

impl Sound {
    fn said(&self) -> Cow<'_, Said> {
        match self {
            Self::Ipa(text) => Cow::Owned(Said::Phones(ipa::read(text).transcription)),
            Self::Said(said) => Cow::Borrowed(said),
        }
    }
}

/// A form of several words, to be found at its first.
#[derive(Clone, Debug)]
struct Phrase {
    /// Without its spaces, straight; folded if it matches in any case.
    joined: Box<str>,
    matching: Matching,
    sound: Sound,
}

/// Written forms by how they match: folded ones in any case, straight ones as they are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    exact: HashMap<Box<str>, Sound>,
    /// With whether the form is written in small letters.
    any_case: HashMap<Box<str>, (Sound, bool)>,
    /// By what their first spoken word may be: the first written word, or its first letter where that is spelled.
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    /// Forms for one class of word only.
    classed: HashMap<Box<str>, Vec<Classed>>,
    /// Course forms that hold more than letters, by their first character in lower case: they are looked for in the
    /// script's own characters.
    mixed: HashMap<char, Vec<(Box<str>, Matching)>>,
}

/// An entry for one class of word.
#[derive(Clone, Debug)]
pub(crate) struct Classed {
    written: Box<str>,
    matching: Matching,
    pub(crate) class: PartOfSpeech,
    pub(crate) said: Said,
}

impl Entries {
    /// A lexicon in the binary; lines that are none are left out (a test keeps the committed files free of them).
    /// The first of two entries for one form counts.
    pub(crate) fn embedded(text: &'static str) -> Self {
        let mut entries = Self::default();
        for line in lines(text).flatten() {
            entries.insert(line.written, line.matching, Sound::Ipa(line.ipa));
        }
        entries
    }

    /// A course's entries; the first of two for one form counts.
    pub(crate) fn course(given: impl IntoIterator<Item = CourseEntry>) -> Self {
        let mut entries = Self::default();
        for entry in given {
            let written = straight(&entry.written);
            let letters = |c: char| c.is_alphabetic() || c == '\'';
            if let Some(first) = written.chars().next()
                && !written.chars().all(letters)
            {
                let forms = entries.mixed.entry(lower(first)).or_default();
                forms.push((written.as_ref().into(), entry.matching));
            }
            match entry.class {
                Some(class) => {
                    let classed = Classed {
                        written: written.as_ref().into(),
                        matching: entry.matching,
                        class,
                        said: entry.said,
                    };
                    let forms = entries.classed.entry(fold(&written).into()).or_default();
                    forms.push(classed);
                }
                None => entries.insert(&written, entry.matching, Sound::Said(entry.said)),
            }
        }
        entries
    }

    /// How many bytes at the start of `text` are the longest form with more than letters in it; white space in a
    /// form stands for any.
    pub(crate) fn mixed_at(&self, text: &str) -> Option<usize> {
        let forms = self.mixed.get(&lower(straight_char(text.chars().next()?)))?;
        let fits = forms
            .iter()
            .filter_map(|(written, matching)| prefix(text, written, *matching));
        fits.max()
    }

    /// The entries of a form that are for one class of word.
    pub(crate) fn classed<'e>(&'e self, written: &'e str, folded: &str) -> impl Iterator<Item = &'e Classed> {
        let all = self.classed.get(folded).map_or(&[][..], Vec::as_slice);
        let exact = straight(written);
        all.iter()
            .filter(move |e| e.matching == Matching::AnyCase || *e.written == *exact)
    }

    fn insert(&mut self, written: &str, matching: Matching, sound: Sound) {
        if let Some((first, _)) = written.split_once(char::is_whitespace) {
            let joined = join(written, matching);
            let first = fold(first);
            let letter: String = first.chars().take(1).collect();
            let phrase = Phrase {
                joined: joined.into(),
                matching,
                sound: sound.clone(),
            };
            if *letter != *first {
                self.phrases
                    .entry(letter.into())
                    .or_default()
                    .push(phrase.clone());
            }
            self.phrases.entry(first.into()).or_default().push(phrase);
        }
        match matching {
            Matching::Exact => {
                self.exact.entry(straight(written).into()).or_insert(sound);
            }
            Matching::AnyCase => {
                let small = !written.contains(char::is_uppercase);
                self.any_case
                    .entry(fold(written).into())
                    .or_insert((sound, small));
            }
        }
    }

    fn sound(&self, written: &str, folded: &str) -> Option<&Sound> {
        let any = || self.any_case.get(folded).map(|(sound, _)| sound);
        self.exact.get(&*straight(written)).or_else(any)
    }

    /// Whether a form has an entry for these very capitals.
    pub(crate) fn is_exact(&self, written: &str) -> bool {
        self.exact.contains_key(&*straight(written))
    }

    /// Whether a form has an entry; `folded` is the same form in lower case.
    pub(crate) fn contains(&self, written: &str, folded: &str) -> bool {
        self.sound(written, folded).is_some()
    }

    /// The same, but for words that are listed in small letters and shouted here: "EVERY" has no entry of its own.
    pub(crate) fn lists(&self, written: &str, folded: &str) -> bool {
        let shouted = written.len() > 3 && written.chars().all(char::is_uppercase);
        self.is_exact(written)
            || self
                .any_case
                .get(folded)
                .is_some_and(|(_, small)| !(*small && shouted))
    }

    /// How a form is said.
    pub(crate) fn find(&self, written: &str, folded: &str) -> Option<Cow<'_, Said>> {
        self.sound(written, folded).map(Sound::said)
    }

    /// The longest form of letters alone that is said with these phones, in lower case where it matches in any.
    pub(crate) fn of_sound(&self, phones: &Transcription) -> Option<&str> {
        let any = self.any_case.iter().map(|(form, (sound, _))| (form, sound));
        let forms = any.chain(&self.exact);
        let alike = forms.filter(|(form, sound)| {
            form.chars().all(char::is_alphabetic)
                && matches!(&*sound.said(), Said::Phones(said) if said == phones)
        });
        alike
            .map(|(form, _)| &**form)
            .max_by_key(|form| (form.len(), *form))
    }

    /// Whether a phrase may begin with this spoken word, in lower case.
    pub(crate) fn begins_phrase(&self, folded: &str) -> bool {
        self.phrases.contains_key(folded)
    }

    /// The longest phrase that these spoken words begin with: how many of them it is, and how it is said.
    /// `folded` is the first word in lower case.
    pub(crate) fn phrase<'w>(
        &self,
        folded: &str,
        words: impl Iterator<Item = &'w str>,
    ) -> Option<(usize, Cow<'_, Said>)> {
        let candidates = self.phrases.get(folded)?;
        let words: Vec<_> = words.map(|word| (straight(word), fold(word))).collect();
        let fitting = candidates.iter().filter_map(|phrase| {
            let mut rest = &*phrase.joined;
            for (index, (exact, folded)) in words.iter().enumerate() {
                let word = match phrase.matching {
                    Matching::Exact => exact,
                    Matching::AnyCase => folded,
                };
                rest = rest.strip_prefix(&**word).filter(|_| !word.is_empty())?;
                if rest.is_empty() {
                    return (index > 0).then_some((index + 1, phrase));
                }
            }
            None
        });
        let (count, phrase) = fitting.max_by_key(|(_, phrase)| phrase.joined.len())?;
        Some((count, phrase.sound.said()))
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// How many bytes of `text` the form takes, if the text begins with it.
fn prefix(text: &str, form: &str, matching: Matching) -> Option<usize> {
    let mut rest = text;
    let mut form = form.chars().peekable();
    while let Some(wanted) = form.next() {
        if wanted.is_whitespace() {
            while form.next_if(|c| c.is_whitespace()).is_some() {}
            let trimmed = rest.trim_start();
            (trimmed.len() < rest.len()).then_some(())?;
            rest = trimmed;
            continue;
        }
        let mut left = rest.chars();
        let found = straight_char(left.next()?);
        let equal = found == wanted || matching == Matching::AnyCase && lower(found) == lower(wanted);
        equal.then_some(())?;
        rest = left.as_str();
    }
    Some(text.len() - rest.len())
}

fn join(written: &str, matching: Matching) -> String {
    let joined: String = written.split_whitespace().collect();
    match matching {
        Matching::Exact => straight(&joined).into_owned(),
        Matching::AnyCase => fold(&joined).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching_is_by_case_or_not() {
        let entries =
            Entries::embedded("# note\n\nNginx\tˈɛnd͡ʒɪnˌɛks\tword\nGo\tˈɡoʊ\texact\tnever the verb\n");
        let has = |form: &str| entries.contains(form, &form.to_lowercase());
        assert!(has("NGINX") && has("nginx") && has("Go"));
        assert!(!has("go") && !has("GO"));
        let entries = Entries::embedded("Nginx\tˈɛnd͡ʒɪnˌɛks\tword\nevery\tˈɛvɹi\tword\n");
        let lists = |form: &str| entries.lists(form, &form.to_lowercase());
        assert!(lists("NGINX") && lists("every") && lists("Every") && !lists("EVERY"));
    }

    #[test]
    fn forms_with_signs_are_found_in_the_text_itself() {
        let entry = |written: &str, matching| CourseEntry {
            written: written.to_owned(),
            matching,
            said: Said::Alias(Mapped::verbatim("x", 0)),
            class: None,
        };
        let entries = Entries::course([
            entry("C++", Matching::AnyCase),
            entry("C", Matching::AnyCase),
            entry("CI / CD", Matching::Exact),
            entry("->", Matching::Exact),
        ]);
        assert_eq!(entries.mixed_at("c++ is"), Some(3));
        assert_eq!(entries.mixed_at("CI\n/  CD."), Some(8));
        assert_eq!(entries.mixed_at("ci / cd"), None);
        assert_eq!(entries.mixed_at("->b"), Some(2));
        assert_eq!(entries.mixed_at("C"), None);
    }

    #[test]
    fn apostrophes_and_composition_do_not_count() {
        let entry = |written: &str, matching, class| CourseEntry {
            written: written.to_owned(),
            matching,
            said: Said::Alias(Mapped::verbatim("x", 0)),
            class,
        };
        let entries = Entries::course([
            entry("O’Reilly", Matching::AnyCase, None),
            entry("N’Djamena", Matching::Exact, None),
            entry("cafe\u{301}", Matching::AnyCase, None),
            entry("Rock ’n’ roll", Matching::AnyCase, None),
            entry("d’Or II", Matching::Exact, None),
            entry("l’X", Matching::Exact, Some(PartOfSpeech::Noun)),
            entry("’n’ 2", Matching::AnyCase, None),
        ]);
        let has = |form: &str| entries.contains(form, &fold(form));
        for form in [
            "O'Reilly",
            "O’Reilly",
            "oʼreilly",
            "N'Djamena",
            "N’Djamena",
            "Café",
        ] {
            assert!(has(form) && entries.lists(form, &fold(form)), "{form}");
        }
        assert!(!has("n'djamena") && entries.is_exact("N‘Djamena"));
        for phrase in [["rock", "'n'", "Roll"], ["Rock", "’n’", "roll"]] {
            let found = entries.phrase("rock", phrase.into_iter());
            assert_eq!(found.map(|(count, _)| count), Some(3), "{phrase:?}");
        }
        for (phrase, count) in [(["d'Or", "II"], Some(2)), (["D'or", "ii"], None)] {
            let found = entries.phrase("d'or", phrase.into_iter());
            assert_eq!(found.map(|(count, _)| count), count, "{phrase:?}");
        }
        assert_eq!(entries.classed("l'X", "l'x").count(), 1);
        assert_eq!(entries.classed("L'x", "l'x").count(), 0);
        assert_eq!(entries.mixed_at("'N’ 2"), Some("'N’ 2".len()));
    }

    #[test]
    fn lines_of_another_form_are_told_apart() {
        let found: Vec<_> = lines("a\tb\tword\nno\n#c\nx\ty\tperhaps\n").collect();
        assert_eq!(found[1..], [Err(2), Err(4)]);
        assert_eq!(found[0].map(|l| l.matching), Ok(Matching::AnyCase));
    }

    #[test]
    fn phrases_are_found_whether_spelled_or_said() {
        let entries = Entries::embedded("Argo CD\tˈɑɹɡoʊ\tword\nCD ROM\tˈsi\texact\nArgo\tˈɑ\tword\n");
        let count = |words: &[&str]| {
            let first = words[0].to_lowercase();
            entries
                .phrase(&first, words.iter().copied())
                .map(|(count, _)| count)
        };
        assert_eq!(count(&["Argo", "C", "D", "runs"]), Some(3));
        assert_eq!(count(&["argo", "cd"]), Some(2));
        assert_eq!(count(&["argo", "cds"]), None);
        assert_eq!(count(&["argo"]), None);
        assert_eq!(count(&["C", "D", "ROM"]), Some(3));
        assert_eq!(count(&["cd", "rom"]), None);
    }
}
