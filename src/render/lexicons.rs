//! The course's lexicons: files as entries of the studio's lexicon. Knows no script and touches no file.

use super::studio::{Known, Studio};
use crate::diag::{Diagnostic, Findings};
use crate::g2p::{CourseEntry, Lexicon, Said, course};
use crate::source::Source;
use crate::text;

impl Studio {
    /// Adds a course's lexicon behind those added before it: PLS if its name ends in `.pls` or `.xml`, else TOML.
    /// What is found has its place in `source`.
    pub fn add_lexicon(&mut self, source: &Source) -> Vec<Diagnostic> {
        let found = read_lexicon(source, &self.lexicon);
        self.lexicon = self.lexicon.clone().with_course_entries(found.value);
        found.diagnostics
    }
}

/// The entries of a lexicon file. An alias is prose: it is normalised here, against `lexicon`.
pub(super) fn read_lexicon(source: &Source, lexicon: &Lexicon) -> Findings<Vec<CourseEntry>> {
    let name = source.name().to_ascii_lowercase();
    let mut found = if name.ends_with(".pls") || name.ends_with(".xml") {
        course::read_pls(source)
    } else {
        course::read_toml(source)
    };
    for entry in &mut found.value {
        if let Said::Alias(alias) = &mut entry.said {
            *alias = text::spoken_words(alias, &Known(lexicon));
        }
    }
    found
}
