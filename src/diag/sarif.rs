//! Findings as code hosts and editors read them: one SARIF 2.1.0 log (OASIS, 2020) for a whole run.
//!
//! Owns that form. Knows nothing of how a finding was made.

use super::{Code, Diagnostic, Severity};
use crate::source::{Source, Span};
use serde_json::{Value, json};

/// A log of one run: every rule with its help, every script, every finding with byte and character offsets, and a
/// fix where a finding has an edit. `files` are scripts with their findings; paths are relative to the folder the
/// program ran in where they were given so.
pub fn to_log(files: &[(&Source, &[Diagnostic])]) -> String {
    let results: Vec<Value> = files
        .iter()
        .enumerate()
        .flat_map(|(index, (source, found))| {
            let file = File::new(source, index);
            found.iter().map(move |d| file.result(d)).collect::<Vec<_>>()
        })
        .collect();
    let artifacts: Vec<Value> = files
        .iter()
        .map(|(source, _)| {
            json!({
                "location": location(source.name()),
                "encoding": "UTF-8",
                "length": source.text().len(),
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "declaim",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().copied().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    log.to_string()
}

/// A rule with what it says and where that is written.
fn rule(code: Code) -> Value {
    let help = format!("{} ({}). To fix it: {}.", code.rule(), code.clause(), code.hint());
    json!({
        "id": code.id(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": code.rule() },
        "fullDescription": { "text": format!("{} ({})", code.rule(), code.clause()) },
        "help": {
            "text": help,
            "markdown": format!("{}\n\n*{}*\n\n**Fix:** {}", code.rule(), code.clause(), code.hint()),
        },
        "defaultConfiguration": { "level": code.severity().name() },
        "properties": { "clause": code.clause() },
    })
}

/// A script, as results refer to it.
struct File<'a> {
    source: &'a Source,
    location: Value,
}

impl<'a> File<'a> {
    fn new(source: &'a Source, index: usize) -> Self {
        let mut location = location(source.name());
        location["index"] = index.into();
        Self { source, location }
    }

    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let level = match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let mut result = json!({
            "ruleId": diagnostic.code.id(),
            "ruleIndex": Code::ALL.iter().position(|&code| code == diagnostic.code),
            "level": level,
            "message": { "text": format!("{} (fix: {})", diagnostic.message, diagnostic.fix_text()) },
            "locations": [{ "physicalLocation": self.place(diagnostic.span) }],
            "properties": { "clause": diagnostic.clause() },
        });
        if !diagnostic.labels.is_empty() {
            let related = diagnostic.labels.iter().enumerate().map(|(id, label)| {
                json!({
                    "id": id,
                    "physicalLocation": self.place(label.span),
                    "message": { "text": label.text },
                })
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(edit) = &diagnostic.replacement {
            result["fixes"] = json!([{
                "description": { "text": diagnostic.fix_text() },
                "artifactChanges": [{
                    "artifactLocation": self.location,
                    "replacements": [{
                        "deletedRegion": self.region(edit.span),
                        "insertedContent": { "text": edit.text },
                    }],
                }],
            }]);
        }
        result
    }

    fn place(&self, span: Span) -> Value {
        json!({ "artifactLocation": self.location, "region": self.region(span) })
    }

    /// Lines and columns from 1, the end column exclusive; offsets from 0 (SARIF 2.1.0, 3.30).
    fn region(&self, span: Span) -> Value {
        let (start, end) = (self.source.locate(span.start), self.source.locate(span.end));
        let from = self.source.characters_before(span.start);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": span.start,
            "byteLength": span.len(),
            "charOffset": from,
            "charLength": self.source.characters_before(span.end).saturating_sub(from),
        })
    }
}

/// A path as a URI: relative to the source root where it is relative, else absolute (SARIF 2.1.0, 3.4).
fn location(name: &str) -> Value {
    let path = name.replace('\\', "/");
    let mut uri = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        // What a path may hold unescaped (RFC 3986, 3.3), `:` apart, which might end a scheme.
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(byte.into());
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    if path.starts_with('/') {
        json!({ "uri": format!("file://{uri}") })
    } else {
        json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_has_its_rule_its_place_and_its_fix() {
        let source = Source::new("a b/ü.txt", "Ann: é\nBen: <x>y</x>z.\n");
        let at = source.text().find('z').unwrap();
        let found = [
            Diagnostic::new(Code::NoSpaceAfterTag, Span::new(at, at + 1), "`z`")
                .replace(Span::new(at, at), " ")
                .label(Span::new(0, 3), "who"),
        ];
        let log: Value = serde_json::from_str(&to_log(&[(&source, &found)])).unwrap();
        let run = &log["runs"][0];
        let result = &run["results"][0];
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!((&rule["id"], &result["ruleId"]), (&"D126".into(), &"D126".into()));
        assert!(rule["help"]["text"].as_str().unwrap().contains("SSML 1.1"));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"],
            json!({ "uri": "a%20b/%C3%BC.txt", "uriBaseId": "%SRCROOT%", "index": 0 })
        );
        assert_eq!(
            place["region"],
            json!({
                "startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 15,
                "byteOffset": at, "byteLength": 1, "charOffset": at - 1, "charLength": 1,
            })
        );
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], " ");
        assert_eq!(replacement["deletedRegion"]["byteLength"], 0);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "who");
    }

    #[test]
    fn absolute_paths_are_file_uris() {
        assert_eq!(location("/a/b:c.txt")["uri"], "file:///a/b%3Ac.txt");
        assert_eq!(location("./a.txt")["uri"], "a.txt");
    }
}
