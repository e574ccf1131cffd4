//! `Visible`: what a reader of a script sees of it, for those who show it beside the sound.
//!
//! Tags, comments, marks of Markdown, addresses of links, pauses and what is never spoken are out, references decoded;
//! of `<sub>` and `<phoneme>` what stands inside is seen. The whole script is read once, as `parse` reads it, so that a
//! stretch may begin or end anywhere, inside of a mark too. Knows nothing of how it is shown.

use super::document::{Element, Node};
use super::elements::{self, Scope};
use crate::source::{Mapped, Source, Span};
use std::ops::Range;

/// A script as it is seen.
#[derive(Debug)]
pub struct Visible<'a> {
    text: &'a str,
    /// What is seen and where it was written; rising, none overlap.
    parts: Vec<(Span, Shown)>,
}

/// What is seen for some bytes.
#[derive(Debug)]
enum Shown {
    /// They themselves.
    Source,
    /// Something else: what a reference stands for.
    Text(String),
    /// That something ends here: a paragraph, a pause.
    Space,
}

impl<'a> Visible<'a> {
    /// Of a script; linear in its length.
    pub fn of(source: &'a Source) -> Self {
        let mut visible = Self {
            text: source.text(),
            parts: Vec::new(),
        };
        visible.nodes(&super::parse(source).value.nodes);
        visible
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.mapped(text),
                Node::Label(label) => self.mapped(&label.prose),
                Node::Element(element) => self.element(element),
                Node::Pause(tag) => self.parts.push((tag.span, Shown::Space)),
                Node::ParagraphBreak(span) | Node::Heading(span) | Node::SentenceBreak(span) => {
                    self.parts.push((*span, Shown::Space));
                }
            }
        }
    }

    fn mapped(&mut self, text: &Mapped) {
        for (text, span, verbatim) in text.pieces() {
            let shown = if verbatim {
                Shown::Source
            } else {
                Shown::Text(text.to_owned())
            };
            self.parts.push((span, shown));
        }
    }

    fn element(&mut self, element: &Element) {
        let name = elements::local(&element.name);
        if matches!(name, "break" | "audio" | "p" | "s") {
            self.parts.push((element.start_tag, Shown::Space));
        }
        let scope = elements::definition(&element.name).map(|d| d.scope);
        let bleeped = name == "say-as"
            && element
                .attribute("interpret-as")
                .is_some_and(|kind| matches!(kind.value.text().trim(), "expletive" | "bleep"));
        if bleeped {
            self.bleep(&element.children);
        } else if scope != Some(Scope::Silent) {
            self.nodes(&element.children);
        }
        if matches!(name, "audio" | "p" | "s") && element.span.end > element.start_tag.end {
            let last = Span {
                start: element.span.end - 1,
                ..element.span
            };
            self.parts.push((last, Shown::Space));
        }
    }

    /// What is bleeped out is not to be read either.
    fn bleep(&mut self, nodes: &[Node]) {
        let spans = nodes.iter().filter_map(|node| match node {
            Node::Text(text) => text.pieces().map(|(_, span, _)| span).reduce(Span::join),
            _ => None,
        });
        if let Some(span) = spans.reduce(Span::join) {
            self.parts.push((span, Shown::Text("[bleep]".to_owned())));
        }
    }

    /// What is seen of the bytes `range`, white space as single spaces.
    pub fn stretch(&self, range: Range<usize>) -> String {
        let mut seen = String::new();
        let first = self
            .parts
            .partition_point(|(span, _)| (span.end as usize) <= range.start);
        for (span, shown) in self.parts.get(first..).unwrap_or(&[]) {
            let (start, end) = (span.start as usize, span.end as usize);
            if start >= range.end {
                break;
            }
            match shown {
                Shown::Source => {
                    let part = self.text.get(start.max(range.start)..end.min(range.end));
                    push_folded(part.unwrap_or(""), &mut seen);
                }
                // What stands for some bytes is seen where they begin.
                Shown::Text(text) if start >= range.start => push_folded(text, &mut seen),
                Shown::Space if start >= range.start => push_folded(" ", &mut seen),
                Shown::Text(_) | Shown::Space => {}
            }
        }
        seen
    }

    /// The first character that is seen from byte `at` on, and where it ends.
    pub fn after(&self, at: usize) -> Option<(char, usize)> {
        let first = self.parts.partition_point(|(span, _)| (span.end as usize) <= at);
        let parts = self.parts.get(first..)?;
        parts.iter().find_map(|(span, shown)| {
            let (start, end) = (span.start as usize, span.end as usize);
            match shown {
                Shown::Source => {
                    let c = self.text.get(start.max(at)..end)?.chars().next()?;
                    Some((c, start.max(at) + c.len_utf8()))
                }
                Shown::Text(text) if start >= at => Some((text.chars().next()?, end)),
                Shown::Space if start >= at => Some((' ', end)),
                Shown::Text(_) | Shown::Space => None,
            }
        })
    }

    /// The last character that is seen before byte `at`, and where it begins.
    pub fn before(&self, at: usize) -> Option<(char, usize)> {
        let last = self.parts.partition_point(|(span, _)| (span.start as usize) < at);
        let parts = self.parts.get(..last)?;
        parts.iter().rev().find_map(|(span, shown)| {
            let (start, end) = (span.start as usize, span.end as usize);
            match shown {
                Shown::Source => {
                    let c = self.text.get(start..end.min(at))?.chars().next_back()?;
                    Some((c, end.min(at) - c.len_utf8()))
                }
                Shown::Text(text) if end <= at => Some((text.chars().next_back()?, start)),
                Shown::Space if end <= at => Some((' ', start)),
                Shown::Text(_) | Shown::Space => None,
            }
        })
    }
}

fn push_folded(text: &str, seen: &mut String) {
    for c in text.chars() {
        if !c.is_whitespace() {
            seen.push(c);
        } else if !seen.ends_with(' ') {
            seen.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All of a script as it is seen.
    fn seen(text: &str) -> String {
        Visible::of(&Source::new("t", text))
            .stretch(0..text.len())
            .trim()
            .to_owned()
    }

    #[test]
    fn tags_are_out_however_they_are_written() {
        for (text, expected) in [
            ("<sub alias=\"a > b\">K8s</sub>, so", "K8s, so"),
            ("<sub alias='say \"x\" > y'>K8s</sub>s", "K8ss"),
            ("a<!-- a -> b -->b", "ab"),
            ("a <!-- one\n\ntwo --> b", "a b"),
            ("x <![CDATA[1 < 2 & <b>]]> y", "x 1 < 2 & <b> y"),
            (
                "x <say-as interpret-as=\"bleep\">darn it</say-as> y",
                "x [bleep] y",
            ),
            ("<?xml version=\"1.0\"?>\n<speak><p>A</p><p>B</p></speak>", "A B"),
            ("one <break time=\"1s\"/>two<break/>three", "one two three"),
            ("a [pause] b[pause 2s]c", "a b c"),
            ("<audio src='x.wav'><desc>a bell</desc>ding</audio> x", "ding x"),
            ("<metadata>who</metadata>x", "x"),
            ("say <foo>this</foo>", "say this"),
            ("2 < 3 and x <y", "2 < 3 and x <y"),
            ("it [laughs] is", "it is"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn references_are_decoded() {
        assert_eq!(
            seen("R&amp;D &mdash; caf&eacute;&nbsp;x&#38;y &bomb;"),
            "R&D — café x&y &bomb;"
        );
    }

    #[test]
    fn marks_of_markdown_are_out() {
        for (text, expected) in [
            (
                "# Title\n\n**A *b* c** and `kubectl get`",
                "Title A b c and kubectl get",
            ),
            (
                "see [the docs](https://x.y/a_(b)?q), or ![it](x.png).",
                "see the docs, or it.",
            ),
            ("see [the docs][1].[^2]\n\n[1]: https://x.y", "see the docs."),
            ("- [x] one\n- two\n\n1. three\n2. four", "one two three four"),
            ("> quoted\n\n***\n\n~~old~~ \\*new\\*", "quoted old *new*"),
            ("2 * 3 * 4 and snake_case", "2 * 3 * 4 and snake_case"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn stretches_may_begin_and_end_inside_of_marks() {
        let text = "**A B** [the docs](https://x.y) &amp; c";
        let source = Source::new("t", text);
        let visible = Visible::of(&source);
        for (range, expected) in [
            (0..4, "A "),
            (1..5, "A B"),
            (4..7, "B"),
            (5..10, " t"),
            (13..40, "docs & c"),
            (18..33, " &"),
            (34..40, " c"),
            (90..99, ""),
        ] {
            assert_eq!(visible.stretch(range.clone()), expected, "{range:?}");
        }
        assert_eq!(visible.after(5), Some((' ', 8)));
        assert_eq!(visible.after(17), Some((' ', 32)));
        assert_eq!(visible.before(2), None);
        assert_eq!(visible.before(13), Some((' ', 12)));
        assert_eq!(visible.after(99), None);
    }
}
