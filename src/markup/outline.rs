//! The document as an outline, for people, `explain --emit document` and goldens. Knows nothing of how it was made.

use super::document::{Document, LabelPlace, Node, PauseLength};
use crate::source::Span;
use std::fmt::Write;

// Writing to a string cannot fail; the results of `write!` are dropped here for that reason.

impl Document {
    /// One node a line, indented by depth: its bytes, what it is, what it holds.
    pub fn print(&self) -> String {
        let mut out = String::new();
        print_nodes(&self.nodes, 0, &mut out);
        out
    }
}

fn print_nodes(nodes: &[Node], depth: usize, out: &mut String) {
    for node in nodes {
        let indent = depth * 2;
        let mut line = |span: Span, what: std::fmt::Arguments<'_>| {
            let _ = writeln!(out, "{:indent$}{}..{} {what}", "", span.start, span.end);
        };
        match node {
            Node::Text(text) => line(text.span(), format_args!("text {:?}", text.text())),
            Node::ParagraphBreak(span) => line(*span, format_args!("paragraph")),
            Node::Heading(span) => line(*span, format_args!("heading")),
            Node::SentenceBreak(span) => line(*span, format_args!("sentence")),
            Node::Pause(tag) => match tag.length {
                PauseLength::Short => line(tag.span, format_args!("pause short")),
                PauseLength::Medium => line(tag.span, format_args!("pause")),
                PauseLength::Long => line(tag.span, format_args!("pause long")),
                PauseLength::Time(ms) => line(tag.span, format_args!("pause {ms}ms")),
                PauseLength::Unknown => line(tag.span, format_args!("pause unknown")),
            },
            Node::Label(label) => {
                let place = match label.place {
                    LabelPlace::LineStart => "label",
                    LabelPlace::Inline => "inline label",
                };
                line(label.span, format_args!("{place} {:?}", label.name));
            }
            Node::Element(element) => {
                let mut attributes = String::new();
                for a in &element.attributes {
                    let _ = write!(attributes, " {}={:?}", a.name, a.value.text());
                }
                line(element.span, format_args!("<{}{attributes}>", element.name));
                print_nodes(&element.children, depth + 1, out);
            }
        }
    }
}
