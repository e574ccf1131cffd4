//! Lexicons that a course or a script names: files as entries of the studio's lexicon.
//! Owns which format a file is taken for; what it says is read in `g2p/course`, and where one that a script names
//! may lie, only `assets` knows.

use super::decode;
use super::studio::{Known, Studio};
use crate::assets::Assets;
use crate::config::EpisodeConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::g2p::{CourseEntry, Lexicon, Said, Scope, course};
use crate::ir::Origin;
use crate::markup::{self, script::Script};
use crate::source::{Mapped, Source, Span};
use crate::text;
use std::borrow::Cow;
use std::cell::OnceCell;
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
    let mut written = Vec::new();
    for (index, entry) in found.value.iter_mut().enumerate() {
        if let Said::Alias(alias) = &mut entry.said {
            let plain = markup::alias(alias);
            let words = text::spoken_words(&plain.value, &Known(lexicon));
            found.diagnostics.extend(plain.diagnostics);
            found.diagnostics.extend(words.diagnostics);
            let words = Mapped::replaced(&words.value, alias.span());
            written.push((index, std::mem::replace(alias, words)));
        }
    }
    leave_out_unspeakable(&mut found, &written, lexicon);
    // One alias may be that of several forms.
    found.diagnostics.sort_by_key(|d| d.span);
    found.diagnostics.dedup();
    found
}

/// Takes out of aliases the words that cannot be pronounced, and the entries of which nothing is left. `written` has the
/// aliases as they were, each with the index of its entry.
fn leave_out_unspeakable(
    found: &mut Findings<Vec<CourseEntry>>,
    written: &[(usize, Mapped)],
    lexicon: &Lexicon,
) {
    if written.is_empty() {
        return;
    }
    // Nearly all have a letter, and of those is no more to be asked.
    let guessed =
        |word: &str| word.contains(|c: char| c.is_ascii_alphabetic()) || lexicon.guess(word).is_some();
    let all: OnceCell<Lexicon> = OnceCell::new();
    let entries = found.value.clone();
    let listed = |word: &str| {
        let with_these = || {
            lexicon
                .clone()
                .with_first_layer(entries.clone(), Scope::Everywhere, Origin::Course)
        };
        all.get_or_init(with_these).lookup(word).is_some()
    };
    for (index, alias) in written {
        let Said::Alias(words) = &mut found.value[*index].said else {
            continue;
        };
        let (said, lost): (Vec<_>, Vec<_>) = words
            .text()
            .split(' ')
            .filter(|word| !word.is_empty())
            .partition(|word| guessed(word) || listed(word));
        for word in &lost {
            let at = alias.text().find(word);
            let span = at.map_or(alias.span(), |at| alias.slice(at..at + word.len()).span());
            let message = format!("`{word}` cannot be pronounced: it has no known letter");
            found
                .diagnostics
                .push(Diagnostic::new(Code::UnreadableText, span, message));
        }
        let place = |d: &Diagnostic| alias.span().range().contains(&(d.span.start as usize));
        if said.is_empty() && !found.diagnostics.iter().any(place) {
            let message = format!("nothing of `{}` can be said", alias.text());
            found
                .diagnostics
                .push(Diagnostic::new(Code::UnreadableText, alias.span(), message));
        }
        if !lost.is_empty() {
            *words = Mapped::replaced(&said.join(" "), alias.span());
        }
    }
    let is_said = |entry: &CourseEntry| !matches!(&entry.said, Said::Alias(words) if words.text().is_empty());
    found.value.retain(is_said);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_alias_cannot_say_is_found_in_its_place() {
        let text = "[words]\na = { alias = \"猫\" }\nb = { alias = \"big 猫 🎉\" }\nc = { alias = \"[pause 2s] so\" }\n\
                    d = { alias = \"...\" }\ne = { alias = \"犬\" }\n犬 = \"ˈkla\"\n";
        let text = text.replace("\n犬 =", "\n\"犬\" =");
        let found = read_lexicon(&Source::new("l.toml", &*text), &Lexicon::embedded().unwrap());
        let at: Vec<_> = found
            .diagnostics
            .iter()
            .map(|d| (d.code, &text[d.span.range()]))
            .collect();
        assert_eq!(
            at,
            [
                (Code::UnreadableText, "猫"),
                (Code::UnreadableText, "猫"),
                (Code::UnreadableText, "🎉"),
                (Code::UnknownPause, "[pause 2s]"),
                (Code::UnreadableText, "..."),
            ]
        );
        let said: Vec<_> = found
            .value
            .iter()
            .map(|entry| match &entry.said {
                Said::Alias(words) => (&*entry.written, words.text()),
                Said::Phones(_) => (&*entry.written, ""),
            })
            .collect();
        assert_eq!(said, [("b", "big"), ("c", "so"), ("e", "犬"), ("犬", "")]);
    }
}
