//! A course's own lexicon, as its author writes it: TOML, or the Pronunciation Lexicon Specification (PLS 1.0).
//!
//! Both readers give entries for [`super::Lexicon::with_course_entries`] and findings with their place in the file.
//! Owns the two formats; knows nothing of where the file came from.

mod pls;
mod table;

use super::entries::{CourseEntry, Said};
use super::fold::{fold, straight};
use super::report::{Holder, findings};
use super::{arpabet, ipa, xsampa};
use crate::diag::{Code, Diagnostic, Findings};
use crate::markup::script::{Alphabet, PartOfSpeech};
use crate::source::{Mapped, Source, Span};
use std::collections::HashMap;

/// Reads a lexicon written in TOML:
///
/// ```toml
/// [words]                              # in any case
/// kubectl = "ˈkubkənˌtɹoʊl"            # IPA
/// "Argo CD" = { ipa = "ˌɑɹɡoʊ ˌsi ˈdi" }
/// SQL = { alias = "sequel" }
/// record = { noun = "ˈɹɛkɚd", verb = "ɹɪˈkɔɹd" }
///
/// [exact]                              # only as written
/// Go = { x-sampa = "\"goU" }
/// AI = { arpabet = "EY2 AY1" }
/// ```
pub fn read_toml(source: &Source) -> Findings<Vec<CourseEntry>> {
    table::read(source)
}

/// Reads a lexicon in PLS 1.0. Graphemes match as written; of a lexeme's phonemes and aliases the first counts,
/// or the phoneme with `prefer="true"`.
pub fn read_pls(source: &Source) -> Findings<Vec<CourseEntry>> {
    pls::read(source)
}

/// The phones of a string; what is wrong with it is reported, at `place` where nothing is written. `None` where it says
/// nothing.
fn phones(
    (alphabet, ph): (Alphabet, &Mapped),
    place: Span,
    holder: Holder,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Said> {
    let reading = match alphabet {
        Alphabet::Ipa => ipa::read(ph.text()),
        Alphabet::XSampa => xsampa::read(ph.text()),
        Alphabet::Arpabet => arpabet::read(ph.text()),
    };
    diagnostics.extend(findings(&reading, (alphabet, ph), holder, || None));
    if reading.transcription.is_empty() {
        let message = "no phone is written here";
        let found = Diagnostic::new(Code::EmptyPhoneme, place, message);
        diagnostics.push(found.fix("write the pronunciation, or remove the entry"));
        return None;
    }
    Some(Said::Phones(reading.transcription))
}

/// Collects entries; the second for one form is reported.
#[derive(Default)]
struct Collector {
    entries: Vec<CourseEntry>,
    places: HashMap<(String, Option<PartOfSpeech>), Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Collector {
    fn push(&mut self, mut entry: CourseEntry, span: Span) {
        entry.written = entry.written.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = match entry.matching {
            super::Matching::AnyCase => fold(&entry.written).into_owned(),
            super::Matching::Exact => format!("={}", straight(&entry.written)),
        };
        let key = (key, entry.class);
        if let Some(&first) = self.places.get(&key) {
            let message = format!("`{}` has an entry already", entry.written);
            let found =
                Diagnostic::new(Code::CourseEntryTwice, span, message).label(first, "the one that counts");
            self.diagnostics.push(found);
            return;
        }
        self.places.insert(key, span);
        self.entries.push(entry);
    }

    fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(Code::CourseLexicon, span, message));
    }

    fn finish(mut self) -> Findings<Vec<CourseEntry>> {
        self.diagnostics.sort_by_key(|d| d.span);
        Findings {
            value: self.entries,
            diagnostics: self.diagnostics,
        }
    }
}
