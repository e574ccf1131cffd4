//! `parse`: source text to [`Document`], in one pass, recovering from everything and reporting it.
//!
//! Owns the order of things: which of tags, brackets, references, labels and blank lines stands where, and which
//! end tag closes which element. Knows nothing of what any of them does.

use super::brackets::{Bracket, bracket};
use super::document::{Attribute, Document, Element, LabelPlace, Node, PauseLength, PauseTag};
use super::elements::{self, Scope};
use super::reader::{self, Construct, Reader, Reference, Tag, TagKind};
use super::report::Report;
use super::transcript;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Mapped, Source, Span};
use std::collections::BTreeSet;

/// The largest script, in bytes; a ten-hour course is a twenty-fifth of it.
const LARGEST: usize = 16 << 20;

/// Reads a script as written; never fails, and reports everything it finds.
pub fn parse(source: &Source) -> Findings<Document> {
    let text = source.text();
    let mut parser = Parser::new(text);
    if text.len() > LARGEST {
        let mut at = LARGEST;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        parser.report.add(Code::ScriptTooLarge, Span::new(at, at), || {
            format!("the script has {} bytes", text.len())
        });
    } else {
        parser.run();
    }
    Findings {
        value: Document {
            nodes: parser.nodes,
            span: Span::new(0, text.len()),
        },
        diagnostics: parser.report.finish(),
    }
}

/// An element whose end tag has not come yet; its children so far are the parser's nodes.
struct Open {
    element: Element,
    scope: Scope,
    known: bool,
    /// The nodes of the element around it.
    outer: Vec<Node>,
}

struct Parser<'a> {
    text: &'a str,
    reader: Reader<'a>,
    report: Report,
    /// Open elements, outermost first; never more than [`Document::MAX_DEPTH`].
    stack: Vec<Open>,
    /// Elements that are too deep to be kept and wait for their end tags.
    skipped: usize,
    /// Children of the innermost open element.
    nodes: Vec<Node>,
    /// Text not yet made into a node.
    run: Mapped,
    /// Kinds of finding that are reported once a script.
    seen: BTreeSet<String>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            reader: Reader::new(text),
            report: Report::default(),
            stack: Vec::new(),
            skipped: 0,
            nodes: Vec::new(),
            run: Mapped::default(),
            seen: BTreeSet::new(),
        }
    }

    fn run(&mut self) {
        let text = self.text;
        let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        // Whether nothing has been said on this line yet, so that a label may stand here.
        let mut fresh = true;
        if at < text.len() {
            at = self.line_start(at);
        }
        while at < text.len() {
            if fresh && let Some(next) = self.label(at, LabelPlace::LineStart) {
                fresh = false;
                at = next;
                continue;
            }
            let stop = self.plain_end(at);
            if stop > at {
                fresh &= text[at..stop].trim_start().is_empty();
                self.run.push_verbatim(&text[at..stop], at);
                at = stop;
                continue;
            }
            match text.as_bytes()[at] {
                b'\n' => {
                    self.run.push_verbatim("\n", at);
                    at = self.line_start(at + 1);
                    fresh = true;
                }
                b' ' => {
                    self.run.push_verbatim(" ", at);
                    at += 1;
                    if let Some(next) = self.label(at, LabelPlace::Inline) {
                        at = next;
                    }
                }
                b'<' => at = self.construct(at, &mut fresh),
                b'&' => {
                    fresh = false;
                    at = self.reference(at);
                }
                b'[' => {
                    fresh = false;
                    at = self.bracket(at);
                }
                _ => at = self.odd_character(at),
            }
        }
        self.flush();
        while let Some(open) = self.stack.last() {
            let end = text.len();
            self.unclosed(open.element.name.clone(), open.element.start_tag, open.known);
            self.close(Span::new(end, end));
        }
    }

    /// The end of the run of bytes from `at` that mean nothing special. A space is special where a label may
    /// follow it.
    fn plain_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut i = at;
        while let Some(&b) = bytes.get(i) {
            match b {
                b'<' | b'&' | b'[' | b'\n' => break,
                b' ' if i > 0
                    && matches!(
                        bytes[i - 1],
                        b'.' | b'?' | b'!' | b']' | b'"' | b'>' | 0x9c..=0x9d
                    )
                    && bytes
                        .get(i + 1)
                        .is_some_and(|b| b.is_ascii_uppercase() || *b >= 0x80) =>
                {
                    break;
                }
                0..=0x1f if !matches!(b, b'\t' | b'\r') => break,
                0x7f => break,
                // Lead bytes of C1 controls and soft hyphen, zero width space, byte order mark.
                0xc2 | 0xe2 | 0xef if is_odd(&self.text[i..]) => break,
                _ => {}
            }
            i += 1;
        }
        i
    }

    /// Takes blank lines and the indentation of the line that follows them; answers where that line's text starts.
    fn line_start(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut line = at;
        let mut blank_to = at;
        let mut i = at;
        loop {
            match bytes.get(i) {
                Some(b' ' | b'\t' | b'\r') => i += 1,
                Some(b'\n') => {
                    i += 1;
                    line = i;
                    blank_to = i;
                }
                _ => break,
            }
        }
        if i == bytes.len() {
            return i;
        }
        if blank_to > at {
            self.paragraph_break(Span::new(at, blank_to));
        } else if i > line {
            self.run.push_verbatim(&self.text[line..i], line);
        }
        i
    }

    fn paragraph_break(&mut self, span: Span) {
        self.flush();
        while let Some(open) = self.stack.last() {
            if open.scope != Scope::Words {
                break;
            }
            self.unclosed(open.element.name.clone(), open.element.start_tag, open.known);
            self.close(Span::new(span.start as usize, span.start as usize));
        }
        self.nodes.push(Node::ParagraphBreak(span));
    }

    fn label(&mut self, at: usize, place: LabelPlace) -> Option<usize> {
        if self.stack.last().is_some_and(|open| open.scope == Scope::Words) {
            return None;
        }
        let label = transcript::label_at(self.text, at, place)?;
        let end = label.span.end as usize;
        self.flush();
        self.nodes.push(Node::Label(label));
        Some(end)
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            self.nodes.push(Node::Text(std::mem::take(&mut self.run)));
        }
    }

    fn bracket(&mut self, at: usize) -> usize {
        let text = self.text;
        match bracket(&text[at..]) {
            Bracket::Text => {
                self.run.push_verbatim("[", at);
                at + 1
            }
            Bracket::Pause(length, bytes) => {
                let span = Span::new(at, at + bytes);
                if length == PauseLength::Unknown {
                    self.report.add(Code::UnknownPause, span, || {
                        format!("`{}` is no pause tag", shorten(&text[span.range()]))
                    });
                }
                self.flush();
                self.nodes.push(Node::Pause(PauseTag { span, length }));
                at + bytes
            }
            Bracket::Direction(bytes) => {
                let found = &text[at..at + bytes];
                if self.seen.insert(found.to_lowercase()) {
                    self.report.add(Code::NoEffect, Span::new(at, at + bytes), || {
                        format!("`{found}` is left out: our voices do not act")
                    });
                }
                at + bytes
            }
            Bracket::Doubtful(bytes) => {
                let span = Span::new(at, at + bytes);
                self.report.add(Code::UnknownBracket, span, || {
                    format!("`{}` is read out as text", &text[span.range()])
                });
                self.run.push_verbatim("[", at);
                at + 1
            }
        }
    }

    fn reference(&mut self, at: usize) -> usize {
        let (_, next) = decode_reference(self.text, at, &mut self.run, &mut self.report);
        next
    }

    fn odd_character(&mut self, at: usize) -> usize {
        let c = self.text[at..].chars().next().unwrap_or('\0');
        let end = at + c.len_utf8();
        if reader::is_control(c) {
            self.report.add(Code::ControlCharacter, Span::new(at, end), || {
                format!("U+{:04X} is a control character", u32::from(c))
            });
        }
        end
    }

    fn construct(&mut self, at: usize, fresh: &mut bool) -> usize {
        let text = self.text;
        match self.reader.read(at) {
            Construct::Text => self.less_than(at, fresh),
            Construct::Hidden(span) => span.end as usize,
            Construct::CharacterData(whole, inner) => {
                *fresh = false;
                self.run.push_verbatim(&text[inner.range()], inner.start as usize);
                whole.end as usize
            }
            Construct::Doctype(doctype) => {
                if doctype.has_subset {
                    self.report.add(Code::Doctype, doctype.span, || {
                        "a document type declaration with declarations in it".to_owned()
                    });
                }
                doctype.span.end as usize
            }
            Construct::Unterminated(span) => {
                self.report.add(Code::MalformedTag, span, || {
                    format!("what `{}` opens is never closed", &text[span.range()])
                });
                span.end as usize
            }
            Construct::Tag(tag) => self.tag(tag, fresh),
        }
    }

    fn less_than(&mut self, at: usize, fresh: &mut bool) -> usize {
        *fresh = false;
        self.run.push_verbatim("<", at);
        at + 1
    }

    fn tag(&mut self, tag: Tag<'a>, fresh: &mut bool) -> usize {
        let definition = elements::definition(tag.name);
        if definition.is_none() && (!tag.ended || !tag.faults.is_empty()) {
            // `x <y and z`, `a <b and c> d`: not even XML, so not meant as a tag.
            return self.less_than(tag.span.start as usize, fresh);
        }
        for fault in &tag.faults {
            self.report.add_with(Code::MalformedTag, fault.span, || {
                let found = Diagnostic::new(Code::MalformedTag, fault.span, fault.message.clone());
                match fault.fix {
                    Some(fix) => found.fix(fix),
                    None => found,
                }
            });
        }
        if !tag.ended {
            self.report.add(Code::MalformedTag, tag.span, || {
                format!("the tag `<{}` has no `>`", tag.name)
            });
            return tag.span.end as usize;
        }
        let end = tag.span.end as usize;
        if definition.is_some_and(|d| d.scope == Scope::Words) {
            *fresh = false;
        }
        if tag.kind == TagKind::End {
            self.end_tag(&tag);
            return end;
        }
        if definition.is_none() {
            self.unknown(&tag);
        }
        let scope = definition.map_or(Scope::Words, |d| d.scope);
        let mut empty = tag.kind == TagKind::Empty;
        if scope == Scope::Empty && !empty && !self.text[end..].trim_start().starts_with("</") {
            self.unclosed(tag.name.to_owned(), tag.span, true);
            empty = true;
        }
        self.flush();
        let element = Element {
            name: tag.name.to_owned(),
            span: tag.span,
            start_tag: tag.span,
            well_formed: tag.faults.is_empty(),
            attributes: self.attributes(&tag),
            children: Vec::new(),
        };
        if empty {
            self.nodes.push(Node::Element(element));
        } else if self.stack.len() < Document::MAX_DEPTH {
            let outer = std::mem::take(&mut self.nodes);
            let known = definition.is_some();
            self.stack.push(Open {
                element,
                scope,
                known,
                outer,
            });
        } else {
            if self.skipped == 0 {
                self.report.add(Code::TooDeep, tag.span, || {
                    format!("`<{}>` lies {} tags deep", tag.name, Document::MAX_DEPTH + 1)
                });
            }
            self.skipped += 1;
        }
        end
    }

    fn unknown(&mut self, tag: &Tag<'_>) {
        let name_start = tag.span.start as usize + 1;
        let span = Span::new(name_start, name_start + tag.name.len());
        self.report.add_with(Code::UnknownTag, span, || {
            let found = Diagnostic::new(
                Code::UnknownTag,
                span,
                format!("`<{}>` is no tag we know", tag.name),
            );
            match elements::nearest(tag.name, elements::names()) {
                Some(meant) => found.fix(format!(
                    "did you mean `<{meant}>`? Write `&lt;` for a literal `<`"
                )),
                None => found.fix("remove the tag; write `&lt;` for a literal `<`"),
            }
        });
    }

    fn attributes(&mut self, tag: &Tag<'a>) -> Vec<Attribute> {
        tag.attributes
            .iter()
            .map(|raw| Attribute {
                name: raw.name.to_owned(),
                name_span: raw.name_span,
                value: decode(self.text, raw.value_span, &mut self.report),
                value_span: raw.value_span,
            })
            .collect()
    }

    fn end_tag(&mut self, tag: &Tag<'_>) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(depth) = self.stack.iter().rposition(|open| open.element.name == tag.name) else {
            self.report.add_with(Code::UnmatchedEndTag, tag.span, || {
                let message = format!("`</{}>` closes nothing", tag.name);
                let found = Diagnostic::new(Code::UnmatchedEndTag, tag.span, message);
                match self.stack.last() {
                    Some(open) => found.label(open.element.start_tag, "this is open"),
                    None => found,
                }
            });
            return;
        };
        self.flush();
        while self.stack.len() > depth + 1 {
            if let Some(open) = self.stack.last() {
                self.unclosed(open.element.name.clone(), open.element.start_tag, open.known);
            }
            let start = tag.span.start as usize;
            self.close(Span::new(start, start));
        }
        self.close(tag.span);
    }

    fn unclosed(&mut self, name: String, start_tag: Span, known: bool) {
        if !known {
            return; // An unknown tag was reported once already.
        }
        self.report.add_with(Code::UnclosedTag, start_tag, || {
            let fix = match elements::definition(&name).map(|d| d.scope) {
                Some(Scope::Empty) => format!("write `<{name} .../>`"),
                _ => format!("add `</{name}>` where it ends; write `&lt;` for a literal `<`"),
            };
            Diagnostic::new(Code::UnclosedTag, start_tag, format!("`<{name}>` is not closed")).fix(fix)
        });
    }

    /// Ends the innermost open element; `end_tag` is empty where there was none.
    fn close(&mut self, end_tag: Span) {
        self.flush();
        if let Some(mut open) = self.stack.pop() {
            open.element.children = std::mem::replace(&mut self.nodes, open.outer);
            open.element.span = open.element.start_tag.join(end_tag);
            self.nodes.push(Node::Element(open.element));
        }
    }
}

/// Whether a character is dropped: a control, or one without width that would split words in two.
fn is_odd(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        reader::is_control(c) || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    })
}

/// The text under `span`, references decoded.
fn decode(text: &str, span: Span, report: &mut Report) -> Mapped {
    let mut decoded = Mapped::default();
    let (mut at, end) = (span.start as usize, span.end as usize);
    while at < end {
        let stop = text[at..end].find('&').map_or(end, |i| at + i);
        decoded.push_verbatim(&text[at..stop], at);
        at = stop;
        if at < end {
            let before = decoded.text().len();
            let (fits, next) = decode_reference(&text[..end], at, &mut decoded, report);
            debug_assert!(fits || decoded.text().len() > before);
            at = next;
        }
    }
    decoded
}

/// Decodes what stands at an `&`; answers whether it was a reference, and where the text goes on.
fn decode_reference(text: &str, at: usize, into: &mut Mapped, report: &mut Report) -> (bool, usize) {
    let mut unknown = |bytes: usize, message: &str| {
        let span = Span::new(at, at + bytes);
        report.add(Code::UnknownEntity, span, || {
            format!("`{}` {message}", &text[span.range()])
        });
    };
    let (c, bytes) = match reader::reference(&text[at..]) {
        Reference::Character(c, bytes) => (c, bytes),
        Reference::Html(c, bytes) => {
            unknown(bytes, "is an entity of HTML; it is read as its character");
            (c, bytes)
        }
        Reference::Unknown(bytes) => {
            unknown(bytes, "refers to no character; it is read as written");
            into.push_verbatim("&", at);
            return (false, at + 1);
        }
        Reference::Text => {
            into.push_verbatim("&", at);
            return (false, at + 1);
        }
    };
    into.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + bytes));
    (true, at + bytes)
}

/// A piece of source for a message: at most 60 characters of it.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
