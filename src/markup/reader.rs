//! Tags, comments and character data, each with its byte span. The only file of `markup` that knows quick-xml.
//!
//! Scripts are prose with tags in it, not XML documents, so a construct is read where prose meets a `<`,
//! and what only looks like one stays text. Every look ahead ends at the next `<`, at a blank line, or at a
//! terminator that is searched for once, so the whole is linear on any input. Knows no element by name.

use crate::source::Span;
use quick_xml::Reader as XmlReader;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

/// What stands at a `<`.
#[derive(Debug)]
pub(super) enum Construct<'a> {
    /// Prose: the `<` is a character like any other.
    Text,
    /// `<name ...>`, `<name .../>` or `</name>`.
    Tag(Tag<'a>),
    /// A comment, a processing instruction or the XML declaration: nothing to say.
    Hidden(Span),
    /// `<![CDATA[...]]>` with the span of what it holds.
    CharacterData(Span, Span),
    /// A document type declaration.
    Doctype(Doctype),
    /// Something that starts like one of these and never ends.
    Unterminated(Span),
}

/// A document type declaration.
#[derive(Debug)]
pub(super) struct Doctype {
    /// All of it.
    pub(super) span: Span,
    /// Whether it declares something itself, between brackets.
    pub(super) has_subset: bool,
}

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Which of the three.
    pub(super) kind: TagKind,
    /// Qualified name.
    pub(super) name: &'a str,
    /// From `<` to `>`.
    pub(super) span: Span,
    /// As far as they could be read.
    pub(super) attributes: Vec<RawAttribute<'a>>,
    /// What is wrong with it, and where.
    pub(super) faults: Vec<Fault>,
    /// Whether a `>` was found.
    pub(super) ended: bool,
}

/// The three kinds of tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// `<name>`
    Start,
    /// `<name/>`
    Empty,
    /// `</name>`
    End,
}

/// An attribute, its value not yet decoded.
#[derive(Debug)]
pub(super) struct RawAttribute<'a> {
    /// Qualified name.
    pub(super) name: &'a str,
    /// Its bytes.
    pub(super) name_span: Span,
    /// The value's bytes, without quotes.
    pub(super) value_span: Span,
}

/// What is wrong with a tag.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where.
    pub(super) span: Span,
    /// What.
    pub(super) message: String,
    /// What to do, where it is known.
    pub(super) fix: Option<&'static str>,
}

/// Reads constructs out of one text.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    text: &'a str,
    /// For `-->`, `?>`, `]]>`: known not to occur from here on.
    absent: [usize; 3],
    /// The same for `]`.
    absent_bracket: usize,
}

/// What closes a comment, an instruction, character data.
const TERMINATORS: [&str; 3] = ["-->", "?>", "]]>"];

impl<'a> Reader<'a> {
    /// A reader of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            absent: [usize::MAX; 3],
            absent_bracket: usize::MAX,
        }
    }

    /// What stands at byte `at`, which holds a `<`.
    pub(super) fn read(&mut self, at: usize) -> Construct<'a> {
        let rest = &self.text[at + 1..];
        if rest.starts_with("!--") {
            return match self.terminator(0, at + 4) {
                Some(end) => Construct::Hidden(Span::new(at, end)),
                None => Construct::Unterminated(Span::new(at, at + 4)),
            };
        }
        if rest.starts_with("![CDATA[") {
            return match self.terminator(2, at + 9) {
                Some(end) => Construct::CharacterData(Span::new(at, end), Span::new(at + 9, end - 3)),
                None => Construct::Unterminated(Span::new(at, at + 9)),
            };
        }
        if rest.get(..8).is_some_and(|s| s.eq_ignore_ascii_case("!doctype")) {
            return self.doctype(at);
        }
        if let Some(target) = rest.strip_prefix('?') {
            if !target.starts_with(is_name_start) {
                return Construct::Text;
            }
            return match self.terminator(1, at + 2) {
                Some(end) => Construct::Hidden(Span::new(at, end)),
                None => Construct::Unterminated(Span::new(at, at + 2)),
            };
        }
        self.tag(at)
    }

    fn terminator(&mut self, which: usize, from: usize) -> Option<usize> {
        if from >= self.absent[which] {
            return None;
        }
        let needle = TERMINATORS[which];
        let found = self.text.get(from..)?.find(needle);
        if found.is_none() {
            self.absent[which] = from;
        }
        found.map(|i| from + i + needle.len())
    }

    fn doctype(&mut self, at: usize) -> Construct<'a> {
        let unterminated = Construct::Unterminated(Span::new(at, at + 9));
        let bytes = self.text.as_bytes();
        let Some(stop) = bytes[at + 1..]
            .iter()
            .position(|b| matches!(b, b'[' | b'>' | b'<'))
        else {
            return unterminated;
        };
        let stop = at + 1 + stop;
        match bytes[stop] {
            b'>' => Construct::Doctype(Doctype {
                span: Span::new(at, stop + 1),
                has_subset: false,
            }),
            b'[' if stop < self.absent_bracket => {
                let Some(close) = self.text[stop..].find(']') else {
                    self.absent_bracket = stop;
                    return unterminated;
                };
                let close = stop + close + 1;
                let tail = self.text[close..].trim_start();
                let end = self.text.len() - tail.len() + usize::from(tail.starts_with('>'));
                Construct::Doctype(Doctype {
                    span: Span::new(at, end),
                    has_subset: true,
                })
            }
            _ => unterminated,
        }
    }

    fn tag(&self, at: usize) -> Construct<'a> {
        let after = at + 1 + usize::from(self.text[at + 1..].starts_with('/'));
        let closing = after > at + 1;
        let name = name_at(self.text, after);
        if name.is_empty() {
            return Construct::Text;
        }
        let kind = if closing { TagKind::End } else { TagKind::Start };
        let mut tag = Tag {
            kind,
            name,
            span: Span::new(at, after + name.len()),
            attributes: Vec::new(),
            faults: Vec::new(),
            ended: true,
        };
        let end = match tag_end(self.text, after + name.len()) {
            TagEnd::At(end) => end,
            TagEnd::InQuotes { quote, end } => {
                tag.faults.push(Fault {
                    span: Span::new(quote, quote + 1),
                    message: format!("the quote opened here is not closed inside `<{name}>`"),
                    fix: Some("close the quote before the `>`; write `&lt;` for a `<` inside a value"),
                });
                end
            }
            TagEnd::Nowhere => {
                tag.ended = false;
                return Construct::Tag(tag);
            }
        };
        tag.span = Span::new(at, end);
        self.fill(&mut tag);
        Construct::Tag(tag)
    }

    /// Lets quick-xml take the tag apart.
    fn fill(&self, tag: &mut Tag<'a>) {
        let mut xml = XmlReader::from_str(&self.text[tag.span.range()]);
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_unmatched_ends = true;
        match xml.read_event() {
            Ok(Event::Start(start)) => self.attributes(&start, tag),
            Ok(Event::Empty(start)) => {
                tag.kind = TagKind::Empty;
                self.attributes(&start, tag);
            }
            Ok(Event::End(end)) if end.name().as_ref().len() != tag.name.len() => tag.faults.push(Fault {
                span: tag.span,
                message: format!("the end tag `</{}>` holds more than its name", tag.name),
                fix: Some("leave the name only"),
            }),
            Ok(Event::End(_)) => {}
            Ok(_) | Err(_) => {
                // An unclosed quote was reported already; the attributes before it are not worth a guess.
                if tag.faults.is_empty() {
                    tag.faults.push(Fault {
                        span: tag.span,
                        message: format!("`<{}` is not a well-formed tag", tag.name),
                        fix: None,
                    });
                }
            }
        }
    }

    fn attributes(&self, start: &BytesStart<'_>, tag: &mut Tag<'a>) {
        let content = tag.span.start as usize + 1;
        let locate = |part: &str| {
            let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
            Span::new(from, from + part.len())
        };
        let known_fault = !tag.faults.is_empty();
        for attribute in start.attributes() {
            match attribute {
                Ok(attribute) => {
                    let name_span = locate(attribute.key.as_ref());
                    tag.attributes.push(RawAttribute {
                        name: self.text.get(name_span.range()).unwrap_or(""),
                        name_span,
                        value_span: locate(&attribute.value),
                    });
                }
                Err(_) if known_fault => {}
                Err(error) => {
                    tag.faults.push(self.attribute_fault(content, tag.span, &error));
                }
            }
        }
    }

    fn attribute_fault(&self, content: usize, tag: Span, error: &AttrError) -> Fault {
        let (position, mut message, mut fix) = match *error {
            AttrError::ExpectedEq(at) => (at, "an attribute needs `=` and a value", "write `name=\"value\"`"),
            AttrError::ExpectedValue(at) => (at, "a value is missing after `=`", "write `name=\"value\"`"),
            AttrError::UnquotedValue(at) => (
                at,
                "an attribute's value stands in straight quotes",
                "put `\"` on both sides; curly quotes are letters to XML",
            ),
            AttrError::ExpectedQuote(at, _) => {
                (at, "the quote is not closed", "close the quote before the `>`")
            }
            AttrError::Duplicated(at, _) => (at, "an attribute stands here twice", "keep one of the two"),
        };
        let last = (tag.end as usize).saturating_sub(1);
        let mut from = self.text.floor_char_boundary((content + position).min(last));
        if matches!(error, AttrError::ExpectedEq(_)) {
            // quick-xml points behind the name, we at it.
            let before = self.text[tag.start as usize..from].trim_end();
            let name = before.rsplit(char::is_whitespace).next().map_or(0, str::len);
            from = tag.start as usize + before.len() - name;
            let written = &self.text[from..tag.end as usize];
            if let Some(stray) = behind_value(written) {
                // `time="1s";`: what stands behind the value was taken for a name.
                from += stray;
                message = "something stands behind the value that has no place in a tag";
                fix = "leave it out";
            }
        }
        let word = self.text[from..tag.end as usize]
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '=' | '/'))
            .unwrap_or(1)
            .max(self.text[from..].chars().next().map_or(1, char::len_utf8));
        let (message, fix) = match &self.text[from..from + word] {
            "\\" => ("`\\` ends no tag", "write `/>` at its end"),
            time if time.starts_with(|c: char| c.is_ascii_digit())
                && matches!(error, AttrError::ExpectedEq(_)) =>
            {
                (
                    "a value needs its attribute's name",
                    "write `time=\"...\"`, with the time between the quotes",
                )
            }
            _ => (message, fix),
        };
        Fault {
            span: Span::new(from, from + word),
            message: message.to_owned(),
            fix: Some(fix),
        }
    }
}

/// Where a whole attribute at the start of `written` ends; `None` where there is none.
fn behind_value(written: &str) -> Option<usize> {
    let value = written[written.find(['=', ' ', '>'])?..].strip_prefix('=')?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let close = value[1..].find(quote)?;
    Some(written.len() - value.len() + close + 2)
}

enum TagEnd {
    /// One past the `>`.
    At(usize),
    /// The tag's text ends inside a quote; `end` is one past the first `>` in it.
    InQuotes { quote: usize, end: usize },
    /// Before the next `<`, a blank line or the end there is no `>`.
    Nowhere,
}

/// Looks for the `>` of a tag from the end of its name. A `<` ends the search even inside quotes: a value may
/// not hold one (XML 1.0, 3.1, "No < in Attribute Values").
fn tag_end(text: &str, from: usize) -> TagEnd {
    let mut quote: Option<(u8, usize)> = None;
    let mut first_in_quotes = None;
    let mut newline_before = false;
    for (i, &b) in text.as_bytes()[from..].iter().enumerate() {
        let at = from + i;
        match b {
            b'<' => break,
            b'\n' if newline_before => break,
            b'\n' => {
                newline_before = true;
                continue;
            }
            b' ' | b'\t' | b'\r' => continue,
            b'>' => match quote {
                None => return TagEnd::At(at + 1),
                Some(_) => first_in_quotes = first_in_quotes.or(Some(at + 1)),
            },
            b'"' | b'\'' => match quote {
                None => quote = Some((b, at)),
                Some((q, _)) if q == b => {
                    quote = None;
                    first_in_quotes = None;
                }
                Some(_) => {}
            },
            _ => {}
        }
        newline_before = false;
    }
    match (quote, first_in_quotes) {
        (Some((_, quote)), Some(end)) => TagEnd::InQuotes { quote, end },
        _ => TagEnd::Nowhere,
    }
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == ':'
}

fn name_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    if !rest.starts_with(is_name_start) {
        return "";
    }
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.')))
        .unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag<'_> {
        match Reader::new(text).read(0) {
            Construct::Tag(tag) => tag,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_tag_knows_where_its_parts_stand() {
        let text = "<say-as interpret-as='a > b'\n x:y=\"é\"/>rest";
        let tag = tag(text);
        assert_eq!((tag.kind, tag.name), (TagKind::Empty, "say-as"));
        assert_eq!(&text[tag.span.range()], &text[..text.len() - 4]);
        let parts: Vec<_> = tag
            .attributes
            .iter()
            .map(|a| (a.name, &text[a.value_span.range()]))
            .collect();
        assert_eq!(parts, [("interpret-as", "a > b"), ("x:y", "é")]);
        assert!(tag.faults.is_empty());
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "< 5", "<5", "<-", "<", "<=", "<?", "<? a", "<!", "</", "</ a>", "<!x",
        ] {
            assert!(matches!(Reader::new(text).read(0), Construct::Text), "{text}");
        }
    }

    #[test]
    fn faults_point_at_the_characters() {
        for (text, at) in [
            ("<a b=1>", "1"),
            ("<a b>", "b"),
            ("<a b=“c”>", "“c”"),
            ("<a b='1' \\>", "\\"),
            ("<a b='1'\\>", "\\"),
            ("<a b='1';/>", ";"),
            ("<a b='1' b='2'>", "b"),
            ("<a b=\"c>d</a>", "\""),
            ("<a \u{2006}b>", "b"),
        ] {
            let tag = tag(text);
            assert_eq!(tag.faults.len(), 1, "{text}: {:?}", tag.faults);
            assert_eq!(&text[tag.faults[0].span.range()], at, "{text}");
            assert!(tag.ended);
        }
        assert!(!tag("<a b='c' ").ended && !tag("<a b\n\n>").ended && !tag("<a <b>").ended);
    }
}
