//! Lexicons that a course or a script names: files as entries of the studio's lexicon.

use super::decode;
use super::studio::{Known, Studio};
use crate::assets::Assets;
use crate::config::EpisodeConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::g2p::{CourseEntry, Lexicon, Said, Scope, course};
use crate::ir::Origin;
use crate::markup::script::Script;
use crate::source::{Source, Span};
use crate::text;
use std::borrow::Cow;
use std::collections::HashMap;

/// The largest lexicon a script may name, in bytes.
const LARGEST: u64 = 8 << 20;

impl Studio {
    /// Adds a course's lexicon behind those added before it: PLS if its name ends in `.pls` or `.xml` or it begins with
    /// a tag, else TOML.
    /// What is found has its place in `source`.
    pub fn add_lexicon(&mut self, source: &Source) -> Vec<Diagnostic> {
        let mut found = read_lexicon(source, &self.lexicon);
        if self.lexicon.room() == 0 {
            found.diagnostics.push(too_many(Span::new(0, 0)));
        }
        self.lexicon = self.lexicon.clone().with_course_entries(found.value);
        found.diagnostics
    }
}

fn too_many(span: Span) -> Diagnostic {
    let message = "more lexicons than can hold at once: this one says nothing";
    Diagnostic::new(Code::ScriptLexicon, span, message).fix("put the entries of several files into one")
}

/// The entries of a lexicon file. An alias is prose: it is normalised here, against `lexicon`.
pub(super) fn read_lexicon(source: &Source, lexicon: &Lexicon) -> Findings<Vec<CourseEntry>> {
    let name = source.name().to_ascii_lowercase();
    let marked = source
        .text()
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with('<');
    let mut found = if name.ends_with(".pls") || name.ends_with(".xml") || marked {
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

/// The lexicon with those before it that the script names, each where it holds. What cannot be read is reported where
/// it is named, and so is what is wrong in it.
pub(super) fn with_those_named<'a>(
    lexicon: &'a Lexicon,
    script: &Script,
    config: &EpisodeConfig,
    found: &mut Vec<Diagnostic>,
) -> Cow<'a, Lexicon> {
    let mut lexicon = Cow::Borrowed(lexicon);
    if script.lexicons.is_empty() {
        return lexicon;
    }
    let assets = Assets::starting_at(&config.files.folder, &config.files.start);
    let mut read: HashMap<&str, Vec<CourseEntry>> = HashMap::new();
    let (kept, excess) = script
        .lexicons
        .split_at(lexicon.room().min(script.lexicons.len()));
    found.extend(excess.iter().map(|named| too_many(named.span)));
    // The last is put in front first.
    for named in kept.iter().rev() {
        let entries = read.entry(&named.uri).or_insert_with(|| {
            let report = |code, message| Diagnostic::new(code, named.span, message);
            let bytes = match assets.read(&named.uri, LARGEST) {
                Ok(bytes) => bytes,
                Err(error) => {
                    found.push(report(Code::ScriptLexicon, error.to_string()));
                    return Vec::new();
                }
            };
            let (source, not_utf8) = decode(named.uri.clone(), bytes);
            let entries = read_lexicon(&source, &lexicon);
            for finding in not_utf8.into_iter().chain(entries.diagnostics) {
                let at = source.locate(finding.span.start);
                let place = format!("{}:{}:{}", named.uri, at.line, at.column);
                let mut located = report(finding.code, format!("{place}: {}", finding.message));
                located.fix = finding.fix;
                found.push(located);
            }
            entries.value
        });
        let scope = Scope::Within(named.within.clone());
        let before = lexicon.into_owned();
        lexicon = Cow::Owned(before.with_first_layer(entries.clone(), scope, Origin::Course));
    }
    lexicon
}
