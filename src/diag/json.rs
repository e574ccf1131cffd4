//! Findings as programs read them: one JSON object a line.
//!
//! Owns the names of the fields, which docs/CHECK.md lists. Knows nothing of how a finding was made.

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    #[serde(flatten)]
    place: Place,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    rule: &'a str,
    clause: &'a str,
    fix: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<Replacement<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    span: Bytes,
}

#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

impl Place {
    fn new(span: Span, source: &Source) -> Self {
        let (start, end) = (source.locate(span.start), source.locate(span.end));
        Self {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            span: Bytes {
                start: span.start,
                end: span.end,
            },
        }
    }
}

impl Severity {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding as one line of JSON, without the line end: `file`; `line`, `column`, `end_line`, `end_column` (from
/// 1, columns in characters, the end exclusive); `span` (bytes, half open); `code`, `severity`, `message`, `rule`,
/// `clause`, `fix`; and where there are any `replacement` (a place and the `text` to stand there) and `labels`.
pub fn to_line(diagnostic: &Diagnostic, source: &Source) -> String {
    let finding = Finding {
        file: source.name(),
        place: Place::new(diagnostic.span, source),
        code: diagnostic.code.id(),
        severity: diagnostic.severity().name(),
        message: &diagnostic.message,
        rule: diagnostic.code.rule(),
        clause: diagnostic.clause(),
        fix: diagnostic.fix_text(),
        replacement: diagnostic.replacement.as_ref().map(|edit| Replacement {
            place: Place::new(edit.span, source),
            text: &edit.text,
        }),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| Label {
                place: Place::new(label.span, source),
                text: &label.text,
            })
            .collect(),
    };
    // Strings and integers always serialise; there is no failing case to report.
    serde_json::to_string(&finding).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn a_finding_is_one_line_with_every_field() {
        let source = Source::new("a.txt", "Änn: say \"<foo>\".\n");
        let span = Span::new(11, 16);
        let finding = Diagnostic::new(Code::UnknownTag, span, "no `<foo>`")
            .label(Span::new(0, 4), "who")
            .replace(span, "");
        let line = to_line(&finding, &source);
        assert!(!line.contains('\n'));
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            value,
            serde_json::json!({
                "file": "a.txt", "line": 1, "column": 11, "end_line": 1, "end_column": 16,
                "span": { "start": 11, "end": 16 },
                "code": "D106", "severity": "error", "message": "no `<foo>`",
                "rule": Code::UnknownTag.rule(), "clause": "SSML 1.1, 3", "fix": Code::UnknownTag.hint(),
                "replacement": {
                    "line": 1, "column": 11, "end_line": 1, "end_column": 16,
                    "span": { "start": 11, "end": 16 }, "text": "",
                },
                "labels": [{
                    "line": 1, "column": 1, "end_line": 1, "end_column": 4,
                    "span": { "start": 0, "end": 4 }, "text": "who",
                }],
            })
        );
    }
}
