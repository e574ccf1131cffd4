//! `parse`: source text to [`Document`].

use super::document::Document;
use crate::diag::Findings;
use crate::source::Source;

/// Reads a script as written; never fails, and reports everything it finds.
pub fn parse(_source: &Source) -> Findings<Document> {
    Findings::clean(Document::default())
}
