//! The marks of Markdown as [`Parser`] meets them: taken out, and what they say about lines kept.
//!
//! What is a mark is decided in `markdown` and `lists`. Knows nothing of tags.

use super::document::Node;
use super::links;
use super::markdown::{self, Line};
use super::parse::Parser;
use crate::diag::Code;
use crate::source::Span;

impl Parser<'_> {
    /// Takes the Markdown marks at the start of a line.
    pub(super) fn marks(&mut self, at: usize) -> usize {
        if self.tree.in_ssml() || self.tree.in_words() {
            return at;
        }
        if let Some(bytes) = self.numbered.at(at) {
            self.tree.push(Node::SentenceBreak(Span::new(at, at + bytes)));
            return at + bytes;
        }
        match markdown::line(&self.text[at..]) {
            Line::Prose => at,
            Line::Quotation(bytes) | Line::Definition(bytes) => at + bytes,
            Line::Item(bytes) => {
                self.tree.push(Node::SentenceBreak(Span::new(at, at + bytes)));
                at + bytes
            }
            Line::Heading(bytes) => {
                self.tree.end_words(at, &mut self.report);
                self.tree.push(Node::Heading(Span::new(at, at + bytes)));
                self.heading = true;
                at + bytes
            }
            Line::Rule(bytes) => {
                self.paragraph_break(at, at + bytes);
                at + bytes
            }
            Line::Unreadable(bytes) => {
                let span = Span::new(at, at + bytes);
                self.report.add(Code::MarkdownBlock, span, || {
                    let kind = if self.text[at..].starts_with(['`', '~']) {
                        "block of code"
                    } else {
                        "table"
                    };
                    format!("a {kind} has no reading")
                });
                self.paragraph_break(at, at + bytes);
                at + bytes
            }
        }
    }

    /// Marks of emphasis and code are taken out where they come in pairs.
    pub(super) fn emphasis(&mut self, at: usize) -> usize {
        if self.closers.remove(&at) {
            if at == self.code.end {
                self.tree.run.mark_code(self.code.start);
            }
            return at + 1;
        }
        let opened = markdown::emphasis(self.text, at).filter(|_| !self.in_code(at));
        let Some((run, close)) = opened else {
            // What is none is taken up to the next that may close one.
            let end = at
                + self.text[at..]
                    .bytes()
                    .take_while(|&b| b == self.text.as_bytes()[at])
                    .count();
            let end = (at + 1..end).find(|i| self.closers.contains(i)).unwrap_or(end);
            self.verbatim(at, end);
            return end;
        };
        if let Some(next) = self.starred(at, run, close) {
            return next;
        }
        self.closers.extend(close..close + run);
        if self.text.as_bytes()[at] == b'`' {
            self.code = at + run..close;
        }
        at + run
    }

    pub(super) fn image(&mut self, at: usize) -> usize {
        match links::link(&self.text[at + 1..]) {
            Some(_) => self.link(at + 1).unwrap_or(at + 1),
            None => {
                self.verbatim(at, at + 1);
                at + 1
            }
        }
    }

    /// Whether the bracket at `at` is an index, which is no tag and no link: both of `a[i][j]`.
    pub(super) fn is_index(&self, at: usize) -> bool {
        self.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ']')
    }

    /// `[text](address)`: the text is said, without the marks of emphasis in it.
    pub(super) fn link(&mut self, at: usize) -> Option<usize> {
        let Some((close, end)) = links::link(&self.text[at..]) else {
            let (close, end) = links::tagged(&self.text[at..]).filter(|_| !self.in_code(at))?;
            self.links.insert(at + close, at + end);
            return Some(at + 1);
        };
        let close = at + close;
        // "x[i][j]", "`def first[T](xs: list[T])`"
        let written = &self.text[close + 1..at + end];
        let part_of_name = self.is_index(at) || self.in_code(at);
        if part_of_name && written.starts_with('(') && !links::is_address(written)
            || written.starts_with('[') && self.is_index(at)
        {
            return None;
        }
        let (mut from, mut i) = (at + 1, at + 1);
        let mut closers = Vec::new();
        while i < close {
            let run = match self.text.as_bytes()[i] {
                _ if closers.contains(&i) => 1,
                b'*' | b'_' | b'~' | b'`' => match markdown::emphasis(self.text, i) {
                    Some((run, ends)) if ends + run <= close => {
                        closers.extend(ends..ends + run);
                        run
                    }
                    _ => 0,
                },
                _ => 0,
            };
            if run > 0 {
                self.verbatim(from, i);
                from = i + run;
            }
            i += run.max(1);
        }
        self.verbatim(from, close);
        Some(at + end)
    }

    /// Where the text ends of a link with tags in it: its address is not said.
    pub(super) fn link_end(&mut self, at: usize) -> usize {
        self.links.remove(&at).unwrap_or_else(|| {
            self.verbatim(at, at + 1);
            at + 1
        })
    }

    /// A backslash before a mark is taken out, and the mark is text.
    pub(super) fn backslash(&mut self, at: usize) -> usize {
        // "`..\`": the mark behind it closes the code.
        let closes = self.in_code(at) && at + 1 == self.code.end;
        let mark = markdown::escaped(self.text, at).filter(|_| !closes);
        let end = at + 1 + mark.map_or(0, str::len);
        self.verbatim(if end > at + 1 { at + 1 } else { at }, end);
        end
    }
}
