//! `Tree`: nodes put into the elements that hold them: which end tag closes which element, and what is left open.
//!
//! Owns the limit on depth. Knows elements by name and scope only, nothing of what they do.

use super::document::{Document, Element, Node};
use super::elements::{self, Scope};
use super::report::Report;
use crate::diag::{Code, Diagnostic, Label, nearest};
use crate::source::{Mapped, Span};

/// An element whose end tag has not come yet; its children so far are the tree's nodes.
struct Open {
    element: Element,
    scope: Scope,
    known: bool,
    /// The nodes of the element around it.
    outer: Vec<Node>,
}

/// How many nodes before an end tag may be looked at for what it was to close.
const NEAR: usize = 8;

/// A document in the making.
#[derive(Default)]
pub(super) struct Tree {
    /// Open elements, outermost first; never more than [`Document::MAX_DEPTH`].
    stack: Vec<Open>,
    /// Elements that are too deep to be kept and wait for their end tags.
    skipped: usize,
    /// Children of the innermost open element.
    nodes: Vec<Node>,
    /// What another element's end tag ended, or its own start tag, until its own end tag comes: name and start tag.
    ended: Vec<(String, Span)>,
    /// Text not yet made into a node.
    pub(super) run: Mapped,
}

impl Tree {
    /// Appends a node.
    pub(super) fn push(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            self.nodes.push(Node::Text(std::mem::take(&mut self.run)));
        }
    }

    /// Whether the innermost open element is one about words.
    pub(super) fn in_words(&self) -> bool {
        self.stack.last().is_some_and(|open| open.scope == Scope::Words)
    }

    /// Whether this is an SSML document rather than a transcript: the outermost element is `<speak>`.
    pub(super) fn in_ssml(&self) -> bool {
        self.stack
            .first()
            .is_some_and(|open| elements::local(&open.element.name) == "speak")
    }

    /// The innermost open element.
    pub(super) fn parent(&self) -> Option<&str> {
        let open = self.stack.last()?;
        Some(elements::local(&open.element.name))
    }

    /// Whether an element of this name is open.
    pub(super) fn inside(&self, name: &str) -> bool {
        self.stack
            .iter()
            .any(|open| elements::local(&open.element.name) == name)
    }

    /// Opens an element that waits for its end tag.
    pub(super) fn open(&mut self, element: Element, report: &mut Report) {
        self.flush();
        if self.stack.len() == Document::MAX_DEPTH {
            if self.skipped == 0 {
                report.add(Code::TooDeep, element.start_tag, || {
                    format!("`<{}>` lies {} tags deep", element.name, Document::MAX_DEPTH + 1)
                });
            }
            self.skipped += 1;
            return;
        }
        let definition = elements::definition(&element.name);
        self.stack.push(Open {
            element,
            scope: definition.map_or(Scope::Words, |d| d.scope),
            known: definition.is_some(),
            outer: std::mem::take(&mut self.nodes),
        });
    }

    /// Closes the element of this name, and what is still open inside it.
    pub(super) fn end(&mut self, name: &str, end_tag: Span, report: &mut Report) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let depth = self.stack.iter().rposition(|open| open.element.name == name);
        let Some(depth) = depth.or_else(|| self.meant(name, end_tag, report)) else {
            self.closes_nothing(name, end_tag, report);
            return;
        };
        let start = end_tag.start as usize;
        while self.stack.len() > depth + 1 {
            if let Some(open) = self.stack.last().filter(|open| open.known) {
                self.has_ended(&open.element.name.clone(), open.element.start_tag);
            }
            self.close_unclosed(start, report);
        }
        self.close(end_tag);
    }

    /// The open element whose name this one is a slip of: `</emphasize>`, or `</phoneme>` behind a `<phonem>`, which was
    /// reported already.
    fn meant(&self, name: &str, end_tag: Span, report: &mut Report) -> Option<usize> {
        let known = elements::definition(name).is_some();
        let is_slip = |open: &Open| {
            !(known && open.known) && nearest(name, std::iter::once(open.element.name.as_str())).is_some()
        };
        let depth = self.stack.iter().rposition(is_slip)?;
        let open = self.stack.get(depth)?;
        if open.known {
            report.add_with(Code::UnmatchedEndTag, end_tag, || {
                let right = format!("</{}>", open.element.name);
                Diagnostic::new(
                    Code::UnmatchedEndTag,
                    end_tag,
                    format!("`</{name}>` is not a known tag"),
                )
                .fix(format!("write `{right}`"))
                .label(open.element.start_tag, "this is open")
                .replace(end_tag, right)
            });
        }
        Some(depth)
    }

    /// An element has ended without its end tag, which has been reported; if that comes, it is not reported again.
    pub(super) fn has_ended(&mut self, name: &str, start_tag: Span) {
        // Crossed tags lie close together; of many that never close, the last are remembered.
        if self.ended.len() == NEAR {
            self.ended.remove(0);
        }
        self.ended.push((name.to_owned(), start_tag));
    }

    fn closes_nothing(&mut self, name: &str, end_tag: Span, report: &mut Report) {
        if let Some(at) = self.ended.iter().rposition(|(ended, _)| ended == name) {
            let (name, start_tag) = self.ended.swap_remove(at);
            if elements::definition(&name).is_some_and(|d| d.scope != Scope::Empty) {
                report.amend(Code::UnclosedTag, start_tag, |found| {
                    found.message = format!("`<{name}>` ends behind the tag around it");
                    found.fix = Some(format!("put `</{name}>` before the end tag of the other"));
                    found.labels.push(Label {
                        span: end_tag,
                        text: "here".to_owned(),
                    });
                });
            }
            return;
        }
        let message = format!("`</{name}>` closes nothing");
        // `<sub alias="..."/>GELU</sub>`: the start tag was closed by mistake.
        let near = self.nodes.iter_mut().rev().take(NEAR);
        let mut in_line = near.take_while(|node| !matches!(node, Node::ParagraphBreak(_)));
        let ended = in_line.find_map(|node| match node {
            Node::Element(element) if element.name == name && element.span == element.start_tag => {
                Some(element)
            }
            _ => None,
        });
        // What holds nothing is ended by its start tag.
        let empty = elements::definition(name).is_some_and(|d| d.scope == Scope::Empty);
        let ended = ended.filter(|_| !empty);
        if let Some(element) = ended {
            element.well_formed = false;
            let start_tag = element.start_tag;
            return report.add_with(Code::UnmatchedEndTag, end_tag, || {
                let slash = Span {
                    start: start_tag.end.saturating_sub(2),
                    ..start_tag
                };
                Diagnostic::new(Code::UnmatchedEndTag, end_tag, message)
                    .fix("end the start tag with `>` in place of `/>`")
                    .label(start_tag, "this has ended already")
                    .replace(slash, ">")
            });
        }
        report.add_with(Code::UnmatchedEndTag, end_tag, || {
            let found = Diagnostic::new(Code::UnmatchedEndTag, end_tag, message);
            match self.stack.last() {
                Some(open) => found.label(open.element.start_tag, "this is open"),
                None => found,
            }
        });
    }

    /// A paragraph ends before byte `at`: what is about words must have ended too.
    pub(super) fn end_words(&mut self, at: usize, report: &mut Report) {
        while self.in_words() {
            self.close_unclosed(at, report);
        }
    }

    /// The document's nodes; what is still open is reported.
    pub(super) fn finish(mut self, end: usize, report: &mut Report) -> Vec<Node> {
        while !self.stack.is_empty() {
            self.close_unclosed(end, report);
        }
        self.flush();
        self.nodes
    }

    fn close_unclosed(&mut self, at: usize, report: &mut Report) {
        // An unknown tag was reported once already.
        if let Some(open) = self.stack.last().filter(|open| open.known) {
            unclosed(&open.element.name, open.element.start_tag, report);
        }
        self.close(Span::new(at, at));
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

/// Reports a start tag without its end tag.
pub(super) fn unclosed(name: &str, start_tag: Span, report: &mut Report) {
    report.add_with(Code::UnclosedTag, start_tag, || {
        let fix = match elements::definition(name).map(|d| d.scope) {
            Some(Scope::Empty) => format!("write `<{name} .../>`, without an end tag"),
            _ => format!("add `</{name}>` where it ends; write `&lt;` for a literal `<`"),
        };
        Diagnostic::new(Code::UnclosedTag, start_tag, format!("`<{name}>` is not closed")).fix(fix)
    });
}
