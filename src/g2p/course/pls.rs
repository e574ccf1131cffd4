//! A course's lexicon in the W3C's Pronunciation Lexicon Specification, version 1.0.
//!
//! Reads `lexicon`, `lexeme`, `grapheme`, `phoneme` and `alias` (sections 4.1 and 4.4 to 4.7); other elements say
//! nothing about sound and are passed over with what is in them. Document types are refused as in scripts. Beside
//! markup's reader the only file that knows quick-xml: a lexicon is an XML document, a script is not.

use super::{Collector, phones};
use crate::diag::{Code, Diagnostic, Findings};
use crate::g2p::entries::{CourseEntry, Matching, Said};
use crate::g2p::report::Holder;
use crate::markup::script::{Alphabet, PartOfSpeech};
use crate::source::{Mapped, Source, Span};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A lexeme as far as it has been read.
#[derive(Default)]
struct Lexeme {
    graphemes: Vec<(String, Span)>,
    said: Option<Said>,
    preferred: bool,
    /// From `role`.
    class: Option<PartOfSpeech>,
}

/// What the text being read is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Grapheme,
    Phoneme {
        alphabet: Option<Alphabet>,
        preferred: bool,
    },
    Alias {
        preferred: bool,
    },
}

/// Elements that say nothing about sound (sections 4.2, 4.3 and 4.8).
const PASSED_OVER: [&str; 3] = ["example", "meta", "metadata"];

pub(super) fn read(source: &Source) -> Findings<Vec<CourseEntry>> {
    let mut collector = Collector::default();
    let mut reader = Reader::from_str(source.text());
    let mut default = Some(Alphabet::Ipa);
    let mut lexeme: Option<Lexeme> = None;
    let mut field: Option<(Field, Mapped)> = None;
    let (mut seen_lexicon, mut open) = (false, false);
    let mut in_metadata = false;
    loop {
        let start = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = reader.error_position() as usize;
                collector.wrong(character(source.text(), at), error.to_string());
                break;
            }
        };
        let span = Span::new(start, reader.buffer_position() as usize);
        match event {
            Event::Eof => {
                if open {
                    let last = source.text().trim_end().len().saturating_sub(1);
                    collector.wrong(
                        character(source.text(), last),
                        "the file ends before `</lexicon>`: an entry that is not closed says nothing",
                    );
                }
                break;
            }
            Event::DocType(_) => {
                let message = "a document type declaration";
                collector
                    .diagnostics
                    .push(Diagnostic::new(Code::Doctype, span, message));
                break;
            }
            Event::Start(tag) => match tag.local_name().as_ref() {
                "lexicon" => {
                    (seen_lexicon, open) = (true, true);
                    default = declared(&tag, span, &mut collector).unwrap_or(default);
                }
                "lexeme" => {
                    let class = role(&tag, span, &mut collector);
                    lexeme = Some(Lexeme {
                        class,
                        ..Lexeme::default()
                    });
                }
                "grapheme" => field = Some((Field::Grapheme, Mapped::default())),
                "alias" => {
                    let preferred = is_preferred(&tag);
                    field = Some((Field::Alias { preferred }, Mapped::default()));
                }
                "phoneme" => {
                    let alphabet = declared(&tag, span, &mut collector).unwrap_or(default);
                    let preferred = is_preferred(&tag);
                    field = Some((Field::Phoneme { alphabet, preferred }, Mapped::default()));
                }
                name => {
                    if !PASSED_OVER.contains(&name) && !in_metadata {
                        let message =
                            format!("`<{name}>` is no element of a pronunciation lexicon, and says nothing");
                        collector.wrong(span, message);
                    }
                    in_metadata |= name == "metadata";
                }
            },
            Event::Text(_) | Event::CData(_) => {
                if let Some((_, text)) = &mut field {
                    push_text(text, source.slice(span), start);
                }
            }
            Event::GeneralRef(_) => {
                if let Some((_, text)) = &mut field {
                    match quick_xml::escape::unescape(source.slice(span)) {
                        Ok(character) => text.push_replaced(&character, span),
                        Err(_) => collector.wrong(span, format!("`{}` is no character", source.slice(span))),
                    }
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "lexeme" => finish(lexeme.take(), span, &mut collector),
                "grapheme" | "alias" | "phoneme" => {
                    if let (Some(lexeme), Some((kind, text))) = (&mut lexeme, field.take()) {
                        lexeme.close(kind, &text, span, &mut collector);
                    }
                }
                "metadata" => in_metadata = false,
                "lexicon" => open = false,
                _ => {}
            },
            _ => {}
        }
    }
    if !seen_lexicon && collector.diagnostics.is_empty() {
        collector.wrong(Span::default(), "there is no `<lexicon>`");
    }
    collector.finish()
}

/// The whole character that byte `at` is of; nothing past the end.
fn character(text: &str, at: usize) -> Span {
    let start = text.floor_char_boundary(at);
    Span::new(start, text.ceil_char_boundary(start + 1))
}

/// Text without the layout around it.
fn push_text(text: &mut Mapped, written: &str, start: usize) {
    let inner = written
        .strip_prefix("<![CDATA[")
        .and_then(|w| w.strip_suffix("]]>"));
    let (written, start) = inner.map_or((written, start), |inner| (inner, start + "<![CDATA[".len()));
    let lead = if text.is_empty() {
        written.len() - written.trim_start().len()
    } else {
        0
    };
    text.push_verbatim(
        written[lead..].trim_end_matches(['\n', '\r', '\t', ' ']),
        start + lead,
    );
}

/// The alphabet a tag declares: `None` where it declares none, `Some(None)` where nobody knows it.
fn declared(tag: &BytesStart, span: Span, collector: &mut Collector) -> Option<Option<Alphabet>> {
    let name = attribute(tag, "alphabet")?;
    let known = Alphabet::named(&name);
    if known.is_none() {
        let message = format!("the alphabet `{name}` is unknown");
        collector
            .diagnostics
            .push(Diagnostic::new(Code::UnknownAlphabet, span, message));
    }
    Some(known)
}

/// The class of word that `role` names (section 4.4): the first of its names that we know.
fn role(tag: &BytesStart, span: Span, collector: &mut Collector) -> Option<PartOfSpeech> {
    let names = attribute(tag, "role")?;
    let known = names.split_whitespace().find_map(PartOfSpeech::of_role);
    if known.is_none() {
        let message = format!("the role `{names}` names no part of speech we know");
        collector
            .diagnostics
            .push(Diagnostic::new(Code::UnknownRole, span, message));
    }
    known
}

fn is_preferred(tag: &BytesStart) -> bool {
    attribute(tag, "prefer").is_some_and(|v| v == "true")
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

impl Lexeme {
    fn close(&mut self, kind: Field, text: &Mapped, span: Span, collector: &mut Collector) {
        if text.is_empty() {
            collector.wrong(span, "the element is empty");
            return;
        }
        match kind {
            Field::Grapheme => self.graphemes.push((text.text().to_owned(), text.span())),
            Field::Alias { preferred } => {
                if self.wants(preferred) {
                    self.said = Some(Said::Alias(text.clone()));
                    self.preferred |= preferred;
                }
            }
            Field::Phoneme { alphabet, preferred } => {
                let wanted = self.wants(preferred);
                if let (true, Some(alphabet)) = (wanted, alphabet) {
                    let said = phones((alphabet, text), span, Holder::Tag, &mut collector.diagnostics);
                    self.said = said.or(self.said.take());
                    self.preferred |= preferred;
                }
            }
        }
    }

    /// Of several ways to say it the first preferred one counts, else the first (section 4.9.2).
    fn wants(&self, preferred: bool) -> bool {
        self.said.is_none() || (preferred && !self.preferred)
    }
}

fn finish(lexeme: Option<Lexeme>, span: Span, collector: &mut Collector) {
    let Some(lexeme) = lexeme else { return };
    match lexeme.said {
        Some(said) if !lexeme.graphemes.is_empty() => {
            for (written, place) in lexeme.graphemes {
                let entry = CourseEntry {
                    written,
                    matching: Matching::Exact,
                    said: said.clone(),
                    class: lexeme.class,
                };
                collector.push(entry, place);
            }
        }
        _ => collector.wrong(span, "a lexeme has a grapheme and a phoneme or an alias"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Findings<Vec<CourseEntry>> {
        super::read(&Source::new("course.pls", text))
    }

    #[test]
    fn a_file_that_ends_too_soon_is_told() {
        let whole =
            "<lexicon><lexeme><grapheme>etcd</grapheme><phoneme>ˌɛtsiˈdi</phoneme></lexeme></lexicon>";
        assert_eq!(read(whole).diagnostics, []);
        let cut = read(&whole[..whole.len() - "</phoneme></lexeme></lexicon>".len()]);
        assert_eq!(cut.diagnostics[0].code, Code::CourseLexicon);
        assert_eq!(cut.value, []);
    }

    #[test]
    fn a_cut_stands_at_a_whole_character() {
        let whole =
            "<lexicon><lexeme><grapheme>naïveté</grapheme><phoneme>ˈnɑɪv</phoneme></lexeme></lexicon>";
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            for text in [whole[..end].to_owned(), format!("{}é \n", &whole[..end])] {
                for found in read(&text).diagnostics {
                    assert!(text.get(found.span.range()).is_some(), "{text}: {found:?}");
                }
            }
        }
        let found = read("<lexicon>é\n");
        assert_eq!(found.diagnostics[0].span, Span::new(9, 11));
    }

    #[test]
    fn lexemes_become_entries() {
        let found = read(
            "<?xml version=\"1.0\"?>\n<lexicon version=\"1.0\" xmlns=\"http://www.w3.org/2005/01/pronunciation-lexicon\" \
             alphabet=\"ipa\" xml:lang=\"en-US\">\n<!-- ours -->\n<lexeme><grapheme>etcd</grapheme>\
             <grapheme>ETCD</grapheme><phoneme>ˌɛtsiˈdi</phoneme></lexeme>\n<lexeme>\n <grapheme> Q&amp;A </grapheme>\n \
             <alias>questions and answers</alias>\n</lexeme>\n<lexeme><grapheme>go</grapheme>\
             <phoneme>ˈɡu</phoneme><phoneme prefer=\"true\" alphabet=\"x-sampa\">\"goU</phoneme></lexeme></lexicon>",
        );
        assert_eq!(found.diagnostics, []);
        let written: Vec<_> = found.value.iter().map(|e| e.written.as_str()).collect();
        assert_eq!(written, ["etcd", "ETCD", "Q&A", "go"]);
        assert!(
            matches!(&found.value[2].said, Said::Alias(alias) if alias.text() == "questions and answers")
        );
        assert_eq!(
            found.value[3].said,
            Said::Phones(crate::g2p::ipa::read("ˈɡoʊ").transcription)
        );
    }

    #[test]
    fn mistakes_are_found_in_their_place() {
        let text = "<lexicon><lexeme><grapheme>a</grapheme><phoneme>ˈʁa</phoneme></lexeme><lexeme></lexeme></lexicon>";
        let found = read(text);
        let at: Vec<_> = found
            .diagnostics
            .iter()
            .map(|d| (d.code, &text[d.span.range()]))
            .collect();
        assert_eq!(
            at,
            [(Code::UnknownIpaSymbol, "ʁ"), (Code::CourseLexicon, "</lexeme>")]
        );
        assert!(read("<!DOCTYPE x [<!ENTITY a \"b\">]><lexicon/>").has_errors());
        assert!(read("<lexicon><lexeme>").diagnostics.len() < 3);
        assert!(read("plain text").has_errors());
    }
}
