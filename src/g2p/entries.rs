//! Written forms with a pronunciation given by hand: the technical lexicon and the course's own.
//!
//! Owns how such a form is matched: exactly as written, or in any case. The technical lexicon is the committed
//! text file itself; its IPA is read when a word is looked up. Knows nothing of dictionaries or rules.

use super::ipa;
use super::transcription::Transcription;
use std::collections::HashMap;

/// How a written form is compared with a word of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matching {
    /// In any case: `word`.
    AnyCase,
    /// Only as written: `exact`.
    Exact,
}

/// An entry of a course's own lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseEntry {
    /// The written form; may hold spaces.
    pub written: String,
    /// How it is compared.
    pub matching: Matching,
    /// How it is said.
    pub transcription: Transcription,
}

/// A line of the technical lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) written: &'a str,
    pub(crate) ipa: &'a str,
    pub(crate) matching: Matching,
}

/// The entries of a technical lexicon: `written<TAB>IPA<TAB>word|exact<TAB>note`, `#` starts a comment line.
/// Lines of any other form are `Err` with their number, from 1.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Result<Line<'_>, usize>> {
    text.lines().enumerate().filter_map(|(index, line)| {
        if line.trim().is_empty() || line.starts_with('#') {
            return None;
        }
        let mut fields = line.split('\t').map(str::trim);
        let entry = || {
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
        };
        let mut entry = entry;
        Some(entry().ok_or(index + 1))
    })
}

/// A pronunciation, perhaps not read yet.
#[derive(Clone, Debug)]
enum Sound {
    Ipa(&'static str),
    Read(Transcription),
}

/// Written forms by how they match.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    exact: HashMap<Box<str>, Sound>,
    any_case: HashMap<Box<str>, Sound>,
}

impl Entries {
    /// The technical lexicon; lines that are none are left out (a test keeps the committed file free of them).
    /// The first of two entries for one form counts.
    pub(crate) fn technical(text: &'static str) -> Self {
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
            entries.insert(&entry.written, entry.matching, Sound::Read(entry.transcription));
        }
        entries
    }

    fn insert(&mut self, written: &str, matching: Matching, sound: Sound) {
        match matching {
            Matching::Exact => self.exact.entry(written.into()).or_insert(sound),
            Matching::AnyCase => self
                .any_case
                .entry(written.to_lowercase().into())
                .or_insert(sound),
        };
    }

    fn sound(&self, written: &str, folded: &str) -> Option<&Sound> {
        self.exact.get(written).or_else(|| self.any_case.get(folded))
    }

    /// Whether a form has an entry; `folded` is the same form in lower case.
    pub(crate) fn contains(&self, written: &str, folded: &str) -> bool {
        self.sound(written, folded).is_some()
    }

    /// How a form is said.
    pub(crate) fn find(&self, written: &str, folded: &str) -> Option<Transcription> {
        self.sound(written, folded).map(|sound| match sound {
            Sound::Ipa(text) => ipa::read(text).transcription,
            Sound::Read(transcription) => transcription.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching_is_by_case_or_not() {
        let entries =
            Entries::technical("# note\n\nNginx\tˈɛnd͡ʒɪnˌɛks\tword\nGo\tˈɡoʊ\texact\tnever the verb\n");
        let has = |form: &str| entries.contains(form, &form.to_lowercase());
        assert!(has("NGINX") && has("nginx") && has("Go"));
        assert!(!has("go") && !has("GO"));
    }

    #[test]
    fn lines_of_another_form_are_told_apart() {
        let found: Vec<_> = lines("a\tb\tword\nno\n#c\nx\ty\tperhaps\n").collect();
        assert_eq!(found[1..], [Err(2), Err(4)]);
        assert_eq!(found[0].map(|l| l.matching), Ok(Matching::AnyCase));
    }
}
