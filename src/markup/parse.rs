//! `parse`: source text to [`Document`], in one pass, recovering from everything and reporting it.
//!
//! Owns the order of things: which of tags, brackets, references, labels, marks and blank lines stands where.
//! Knows nothing of what any of them does.

use super::document::{Attribute, Document, Element, LabelPlace, Node};
use super::elements::{self, Scope};
use super::links;
use super::lists::Numbered;
use super::markdown;
use super::reader::{Construct, Reader, Tag, TagKind};
use super::references;
use super::report::Report;
use super::transcript;
use super::tree::{Tree, unclosed};
use crate::diag::{Code, Diagnostic, Findings, nearest};
use crate::source::{BYTE_ORDER_MARK, Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The largest script, in bytes; a ten-hour course is a twenty-fifth of it.
pub const LARGEST: usize = 16 << 20;

/// Reads a script as written; never fails, and reports everything it finds.
pub fn parse(source: &Source) -> Findings<Document> {
    let text = source.text();
    let mut parser = Parser {
        text,
        reader: Reader::new(text),
        report: Report::default(),
        tree: Tree::default(),
        fresh: true,
        heading: false,
        closers: BTreeSet::new(),
        links: BTreeMap::new(),
        code: 0..0,
        numbered: Numbered::default(),
        seen: BTreeSet::new(),
    };
    if text.len() > LARGEST {
        let end = Span::new(text.len(), text.len());
        parser
            .report
            .add(Code::ScriptTooLarge, Span { start: 0, ..end }, || {
                format!("the script has more than {LARGEST} bytes")
            });
    } else {
        parser.run();
    }
    let nodes = parser.tree.finish(text.len(), &mut parser.report);
    Findings {
        value: Document {
            nodes,
            span: Span::new(0, text.len()),
        },
        diagnostics: parser.report.finish(),
    }
}

/// A script being read.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    reader: Reader<'a>,
    pub(super) report: Report,
    pub(super) tree: Tree,
    /// Nothing has been said on this line yet, so that a label may stand here.
    pub(super) fresh: bool,
    /// This line is a heading, and so a paragraph.
    pub(super) heading: bool,
    /// Where marks of emphasis that were opened are closed: bytes that are no text.
    pub(super) closers: BTreeSet<usize>,
    /// Where the text of a link ends that has tags in it, and where the whole.
    pub(super) links: BTreeMap<usize, usize>,
    /// What stands between backticks, from the last that was opened.
    pub(super) code: Range<usize>,
    /// The items of numbered lists.
    pub(super) numbered: Numbered,
    /// Stage directions that were reported; one finding a kind.
    pub(super) seen: BTreeSet<String>,
}

impl<'a> Parser<'a> {
    fn run(&mut self) {
        let text = self.text;
        self.numbered = Numbered::of(text);
        let mut at = text.len() - text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).len();
        at += markdown::front_matter(&text[at..]).unwrap_or(0);
        at = self.line_start(at);
        while at < text.len() {
            if self.fresh
                && let Some(next) = self.time_of_label(at).or_else(|| self.cue(at))
            {
                at = next;
                continue;
            }
            if self.fresh
                && let Some(next) = self.label(at, LabelPlace::LineStart)
            {
                self.fresh = false;
                at = next;
                continue;
            }
            let stop = self.plain_end(at);
            if stop > at {
                self.verbatim(at, stop);
                at = stop;
                continue;
            }
            at = match text.as_bytes()[at] {
                b'\n' => self.line_end(at),
                b' ' => {
                    self.verbatim(at, at + 1);
                    self.label(at + 1, LabelPlace::Inline).unwrap_or(at + 1)
                }
                b'<' => self.construct(at),
                b'&' => self.reference(at),
                b'[' => self.bracket(at),
                b'{' => self.brace(at),
                b']' => self.link_end(at),
                b'!' => self.image(at),
                b'*' | b'_' | b'`' | b'~' => self.emphasis(at),
                b'\\' => self.backslash(at),
                _ => self.odd_character(at),
            };
        }
    }

    /// Bytes `from..to` are said as they stand.
    pub(super) fn verbatim(&mut self, from: usize, to: usize) {
        let text = &self.text[from..to];
        self.fresh &= text.trim_start().is_empty();
        self.tree.run.push_verbatim(text, from);
    }

    /// The end of the run of bytes from `at` that mean nothing special. A space is special where a label may
    /// follow it.
    fn plain_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut i = at;
        while let Some(&b) = bytes.get(i) {
            match b {
                b'<' | b'&' | b'[' | b'{' | b'\n' | b'*' | b'_' | b'`' => break,
                b'\\' => break,
                b']' if self.links.contains_key(&i) => break,
                b'~' if bytes.get(i + 1) == Some(&b'~') || self.closers.contains(&i) => break,
                b'!' if bytes.get(i + 1) == Some(&b'[') => break,
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
                0xc2 | 0xe2 | 0xef if references::is_odd(&self.text[i..]) => break,
                _ => {}
            }
            i += 1;
        }
        i
    }

    fn line_end(&mut self, at: usize) -> usize {
        if std::mem::take(&mut self.heading) {
            self.tree.push(Node::ParagraphBreak(Span::new(at, at + 1)));
        } else {
            self.tree.run.push_verbatim("\n", at);
        }
        self.line_start(at + 1)
    }

    /// Takes blank lines, and the indentation and marks of the line that follows them; answers where that line's
    /// text starts.
    pub(super) fn line_start(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        self.fresh = true;
        let mut line = at;
        let mut i = at;
        loop {
            match bytes.get(i) {
                Some(b' ' | b'\t' | b'\r' | 0x0b | 0x0c) => i += 1,
                // A no-break space indents as any other does.
                Some(0xc2) if bytes.get(i + 1) == Some(&0xa0) => i += 2,
                Some(b'\n') => {
                    i += 1;
                    line = i;
                }
                _ => break,
            }
        }
        if i == bytes.len() {
            return i;
        }
        if line > at {
            self.paragraph_break(at, line);
        } else if i > line {
            match &self.text[line..i] {
                white if white.contains(references::is_separator) => {
                    self.tree.run.push_replaced(" ", Span::new(line, i));
                }
                white => self.tree.run.push_verbatim(white, line),
            }
        }
        self.marks(i)
    }

    pub(super) fn paragraph_break(&mut self, from: usize, to: usize) {
        if self.tree.in_ssml() && (self.tree.in_words() || self.tree.inside("p")) {
            // In an SSML document blank lines are white space, and only tags end what tags began.
            self.tree.run.push_verbatim(&self.text[from..to], from);
            return;
        }
        self.tree.end_words(from, &mut self.report);
        self.tree.push(Node::ParagraphBreak(Span::new(from, to)));
    }

    fn label(&mut self, at: usize, place: LabelPlace) -> Option<usize> {
        if self.tree.in_words() || self.in_code(at) {
            return None;
        }
        let label = transcript::label_at(self.text, at, place)?;
        let end = label.span.end as usize;
        if let Some(direction) = label.direction {
            self.direction(direction);
        }
        self.tree.push(Node::Label(label));
        Some(match place {
            LabelPlace::LineStart => self.table_behind(end),
            LabelPlace::Inline => end,
        })
    }

    fn reference(&mut self, at: usize) -> usize {
        self.fresh = false;
        self.escaped_tag(at);
        references::decode_one(self.text, at, &mut self.tree.run, &mut self.report)
    }

    fn odd_character(&mut self, at: usize) -> usize {
        let c = self.text[at..].chars().next().unwrap_or('\0');
        let end = at + c.len_utf8();
        if references::is_separator(c) {
            self.tree.run.push_replaced(" ", Span::new(at, end));
        } else if references::is_control(c) {
            self.report.add(Code::ControlCharacter, Span::new(at, end), || {
                format!("U+{:04X} is a control character", u32::from(c))
            });
        }
        end
    }

    fn construct(&mut self, at: usize) -> usize {
        let text = self.text;
        if let Some(bytes) = links::autolink(&text[at..]) {
            self.verbatim(at + 1, at + bytes - 1);
            return at + bytes;
        }
        if let Some(next) = self.pasted_pause(at) {
            return next;
        }
        match self.reader.read(at) {
            Construct::Text => {
                self.escaped_tag(at);
                self.less_than(at)
            }
            // "`<!DOCTYPE html>`", "`<!-- so -->`"
            Construct::Hidden(_) | Construct::Doctype(_) | Construct::Unterminated(_) if self.in_code(at) => {
                self.less_than(at)
            }
            Construct::Hidden(span) => span.end as usize,
            Construct::CharacterData(whole, inner) => {
                self.character_data(inner);
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
            Construct::Tag(tag) if self.in_code(at) && self.names_tag(at, &tag) => self.less_than(at),
            Construct::Tag(tag) => {
                if tag.kind == TagKind::Empty {
                    self.obeyed_in_code(tag.span);
                }
                let end = self.tag(&tag);
                // `<break time="1s"/>Lee: So`
                let label = (end > at + 1 && !self.fresh).then(|| self.label(end, LabelPlace::Inline));
                label.flatten().unwrap_or(end)
            }
        }
    }

    /// Whether code only names the tag at `at`: it is none of ours (`Page<T>`, `<div>`), one of HTML (`<p>`), without its
    /// other half (`</sub>`), or without what it must have (`<sub>2</sub>`).
    fn names_tag(&self, at: usize, tag: &Tag<'_>) -> bool {
        let code = &self.text[self.code.clone()];
        let (before, after) = code.split_at(at - self.code.start);
        let named = |rest: &'a str| {
            let rest = rest.strip_prefix(tag.name)?;
            (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(rest)
        };
        let html = matches!(tag.name, "audio" | "mark" | "p" | "s" | "speak");
        let half = match tag.kind {
            TagKind::Start => {
                let closed = after
                    .match_indices("</")
                    .any(|(i, _)| named(&after[i + 2..]).is_some());
                !closed || tag.attributes.is_empty()
            }
            TagKind::End => {
                let start = before
                    .rmatch_indices('<')
                    .find_map(|(i, _)| named(&before[i + 1..]));
                start.is_none_or(|rest| rest.starts_with('>'))
            }
            TagKind::Empty => false,
        };
        html || half || elements::definition(tag.name).is_none()
    }

    /// What a CDATA section holds stands for itself.
    fn character_data(&mut self, inner: Span) {
        let text = self.text;
        for (i, _) in text[inner.range()].match_indices('<') {
            self.escaped_tag(inner.start as usize + i);
        }
        let mut from = inner.start as usize;
        for (i, separator) in text[inner.range()].match_indices(references::is_separator) {
            let at = inner.start as usize + i;
            self.verbatim(from, at);
            from = at + separator.len();
            self.tree.run.push_replaced(" ", Span::new(at, from));
        }
        self.verbatim(from, inner.end as usize);
    }

    fn less_than(&mut self, at: usize) -> usize {
        self.verbatim(at, at + 1);
        at + 1
    }

    fn tag(&mut self, tag: &Tag<'a>) -> usize {
        let definition = elements::definition(tag.name);
        // "<wait 2s>" was; of shorter names "a <b and c> d" is not.
        let meant = tag.name.len() > 3 && elements::instead_of(tag.name).is_some();
        if definition.is_none() && (!tag.ended || !tag.faults.is_empty() && !meant) {
            // `x <y and z`, `a <b and c> d`: not even XML, so not meant as a tag.
            return self.less_than(tag.span.start as usize);
        }
        if definition.is_none() && self.is_parameter(tag) {
            return self.less_than(tag.span.start as usize);
        }
        if definition.is_some() {
            self.faults(tag);
        }
        let end = tag.span.end as usize;
        if !tag.ended {
            if tag.kind == TagKind::End {
                self.tree.end(tag.name, tag.span, &mut self.report);
            }
            return end;
        }
        let scope = definition.map_or(Scope::Words, |d| d.scope);
        self.fresh &= scope != Scope::Words;
        if tag.kind == TagKind::End {
            self.tree.end(tag.name, tag.span, &mut self.report);
            return end;
        }
        if definition.is_none() && !self.tree.inside("metadata") {
            self.unknown(tag);
        }
        if let Some(parent) = self.tree.parent()
            && elements::misplaces(parent, elements::local(tag.name))
        {
            self.report.add(Code::MisplacedTag, tag.span, || {
                format!("`<{}>` has no place in `<{parent}>`", tag.name)
            });
        }
        let mut empty = tag.kind == TagKind::Empty;
        if scope == Scope::Empty && !empty && !self.text[end..].trim_start().starts_with("</") {
            // `<break time="1s" \>` was reported as it stands.
            if tag.faults.is_empty() {
                unclosed(tag.name, tag.span, &mut self.report);
                self.tree.has_ended(tag.name, tag.span);
            }
            empty = true;
        }
        let element = Element {
            name: tag.name.to_owned(),
            span: tag.span,
            start_tag: tag.span,
            well_formed: tag.faults.is_empty(),
            attributes: self.attributes(tag),
            children: Vec::new(),
        };
        if empty {
            self.tree.push(Node::Element(element));
        } else {
            self.tree.open(element, &mut self.report);
        }
        end
    }

    /// Whether a tag that is none of ours is the parameter of a type, up against its name: `Array<string>`, `first<T>(`.
    fn is_parameter(&self, tag: &Tag<'_>) -> bool {
        let before = &self.text[..tag.span.start as usize];
        let after = &self.text[tag.span.end as usize..];
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        let named = before.rsplit(|c: char| !letter(c)).next().unwrap_or("");
        tag.kind == TagKind::Start
            && tag.attributes.is_empty()
            && before.ends_with(letter)
            && (named.starts_with(char::is_uppercase)
                || tag.name.starts_with(char::is_uppercase)
                || after.starts_with('('))
            && elements::instead_of(tag.name).is_none()
            && !elements::names().any(|name| name.eq_ignore_ascii_case(tag.name))
    }

    fn faults(&mut self, tag: &Tag<'_>) {
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
                let slash = if tag.kind == TagKind::End { "/" } else { "" };
                format!("the tag `<{slash}{}` has no `>`", tag.name)
            });
        }
    }

    fn unknown(&mut self, tag: &Tag<'_>) {
        self.report.add_with(Code::UnknownTag, tag.span, || {
            let message = format!("`<{}>` is not a known tag", tag.name);
            let found = Diagnostic::new(Code::UnknownTag, tag.span, message);
            if let Some(instead) = elements::instead_of(tag.name) {
                return found.fix(instead);
            }
            match nearest(tag.name, elements::names()) {
                Some(meant) => found.fix(format!(
                    "did you mean `<{meant}>`? Write `&lt;` for a literal `<`"
                )),
                None => found.fix("write `&lt;` for a `<` that is text, or remove the tag"),
            }
        });
    }

    fn attributes(&mut self, tag: &Tag<'a>) -> Vec<Attribute> {
        let mut attributes = Vec::with_capacity(tag.attributes.len());
        for raw in &tag.attributes {
            attributes.push(Attribute {
                name: raw.name.to_owned(),
                name_span: raw.name_span,
                value: references::decode(self.text, raw.value_span, &mut self.report),
                value_span: raw.value_span,
            });
        }
        attributes
    }
}
