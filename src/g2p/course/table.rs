//! A course's lexicon in TOML: two tables, `[words]` and `[exact]`, from written forms to how they are said. Owns
//! the keys of these tables. What phones a string means is read elsewhere, and an alias stays text here.

use super::{Collector, phones};
use crate::diag::{Code, Diagnostic, Findings};
use crate::g2p::entries::{CourseEntry, Matching, Said};
use crate::g2p::report::Holder;
use crate::markup::script::{Alphabet, PartOfSpeech};
use crate::source::{Mapped, Source, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn read(source: &Source) -> Findings<Vec<CourseEntry>> {
    let mut collector = Collector::default();
    let (root, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().map_or(Span::default(), span_of);
        let found = Diagnostic::new(Code::CourseLexicon, span, error.message());
        let line = source.text()[..span.start as usize]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let row = source.text()[line..].lines().next().unwrap_or_default();
        let word = row.split('=').next().unwrap_or_default().trim();
        collector.diagnostics.push(if row.contains(['“', '”']) {
            found.fix("write straight quotes, `\"`, in place of curly ones")
        } else if error.message().contains("duplicate") {
            found.fix("remove one of the two")
        } else if error.message().contains("key") && row.contains('=') && !word.contains('"') {
            found.fix(format!("put the word in quotes: `\"{word}\" = ...`"))
        } else {
            found
        });
    }
    for (name, table) in root.get_ref() {
        let matching = match name.get_ref().as_ref() {
            "words" => Matching::AnyCase,
            "exact" => Matching::Exact,
            other => {
                let message =
                    format!("`{other}` is no part of a lexicon: it has the tables `[words]` and `[exact]`");
                collector.wrong(span_of(name.span()), message);
                continue;
            }
        };
        let Some(entries) = table.get_ref().as_table() else {
            let message = format!("`{}` is a table of words", name.get_ref());
            collector.wrong(span_of(table.span()), message);
            continue;
        };
        // The reader sorts them by name; of two the first in the file counts.
        let mut entries: Vec<_> = entries.iter().collect();
        entries.sort_by_key(|(written, _)| written.span().start);
        for (written, value) in entries {
            let place = span_of(written.span());
            let written = written.get_ref().trim();
            if written.is_empty() {
                collector.wrong(place, "a written form is not empty");
                continue;
            }
            for (class, said) in ways(source, value, &mut collector) {
                let entry = CourseEntry {
                    written: written.to_owned(),
                    matching,
                    said,
                    class,
                };
                collector.push(entry, place);
            }
        }
    }
    collector.finish()
}

/// What an entry says: for every class of word, or one IPA string for each class it names.
fn ways(
    source: &Source,
    value: &Spanned<DeValue>,
    collector: &mut Collector,
) -> Vec<(Option<PartOfSpeech>, Said)> {
    let fields = value.get_ref().as_table();
    let by_class = fields.is_some_and(|t| {
        !t.is_empty()
            && t.iter()
                .all(|(key, _)| PartOfSpeech::of_role(key.get_ref()).is_some())
    });
    let Some(fields) = fields.filter(|_| by_class) else {
        let said = said(source, value, collector);
        return said.into_iter().map(|said| (None, said)).collect();
    };
    let of = |(key, field): (&Spanned<_>, &Spanned<DeValue>)| {
        Some((
            Some(PartOfSpeech::of_role(AsRef::<str>::as_ref(key.get_ref()))?),
            said(source, field, collector)?,
        ))
    };
    fields.iter().filter_map(of).collect()
}

fn said(source: &Source, value: &Spanned<DeValue>, collector: &mut Collector) -> Option<Said> {
    const FORM: &str = "an entry is IPA in quotes, or in braces one of `ipa`, `x-sampa`, `arpabet`, `alias`, or IPA for each of `noun`, `verb` and so on";
    if let Some(text) = value.get_ref().as_str() {
        let ph = mapped(source, text, value.span());
        let place = span_of(value.span());
        return phones(
            (Alphabet::Ipa, &ph),
            place,
            Holder::Table,
            &mut collector.diagnostics,
        );
    }
    let fields = value
        .get_ref()
        .as_table()
        .map(|t| t.iter().collect::<Vec<_>>())
        .unwrap_or_default();
    let [(key, field)] = fields[..] else {
        collector.wrong(span_of(value.span()), FORM);
        return None;
    };
    let Some(text) = field.get_ref().as_str() else {
        collector.wrong(span_of(field.span()), FORM);
        return None;
    };
    if key.get_ref() == "alias" {
        if text.trim().is_empty() {
            collector.wrong(span_of(field.span()), "an alias is not empty");
            return None;
        }
        return Some(Said::Alias(mapped(source, text, field.span())));
    }
    let Some(alphabet) = Alphabet::named(key.get_ref()) else {
        collector.wrong(span_of(key.span()), FORM);
        return None;
    };
    let ph = mapped(source, text, field.span());
    let place = span_of(field.span());
    phones((alphabet, &ph), place, Holder::Table, &mut collector.diagnostics)
}

/// A string's content with the way back to the file: byte by byte where nothing in it is escaped.
fn mapped(source: &Source, text: &str, range: Range<usize>) -> Mapped {
    let span = span_of(range.clone());
    let written = source.slice(span);
    match written.find(text).filter(|_| !text.is_empty()) {
        Some(at) => Mapped::verbatim(text, range.start + at),
        None => Mapped::replaced(text, span),
    }
}

fn span_of(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::g2p::ipa;

    fn read(text: &str) -> Findings<Vec<CourseEntry>> {
        super::read(&Source::new("lexicon.toml", text))
    }

    #[test]
    fn every_way_to_say_a_word() {
        let found = read(
            "[words]\nkubectl = \"ˈkubkənˌtɹoʊl\"\n\"Argo CD\" = { ipa = 'ˌɑɹɡoʊ ˈsi' }\nSQL = { alias = \"sequel\" }\n\
             [exact]\nGo = { x-sampa = \"\\\"goU\" }\nAI = { arpabet = \"EY2 AY1\" }\n",
        );
        assert_eq!(found.diagnostics, []);
        assert_eq!(found.value.len(), 5);
        let go = found.value.iter().find(|e| e.written == "Go").unwrap();
        assert_eq!(go.said, Said::Phones(ipa::read("ˈɡoʊ").transcription));
        assert_eq!(go.matching, Matching::Exact);
    }

    #[test]
    fn every_mistake_is_found_in_its_place() {
        let text = "[words]\na = \"ˈʁa\"\nb = 3\nc = { ipa = \"ˈa\", alias = \"b\" }\nA = \"ˈa\"\nd = \"\"\n[rules]\n";
        let found = read(text);
        let at = |d: &crate::diag::Diagnostic| (d.code, text[d.span.range()].to_owned());
        let mut all: Vec<_> = found.diagnostics.iter().map(at).collect();
        all.sort();
        assert_eq!(
            all,
            [
                (Code::UnknownIpaSymbol, "ʁ".to_owned()),
                (Code::EmptyPhoneme, "\"\"".to_owned()),
                (Code::CourseLexicon, "3".to_owned()),
                (Code::CourseLexicon, "rules".to_owned()),
                (Code::CourseLexicon, "{ ipa = \"ˈa\", alias = \"b\" }".to_owned()),
                (Code::CourseEntryTwice, "A".to_owned()),
            ]
        );
        let empty = found.diagnostics.iter().find(|d| d.code == Code::EmptyPhoneme);
        assert!(empty.unwrap().fix_text().ends_with("remove the entry"));
    }

    #[test]
    fn what_is_no_toml_is_a_finding() {
        assert!(read("[words\nx").has_errors());
    }
}
