//! `Document`: the script as its author wrote it, with a byte span on every node.
//!
//! What it promises: nodes stand in source order and never overlap; elements nest at most [`Document::MAX_DEPTH`]
//! deep; unknown tags are kept as elements; entities are decoded; nothing is interpreted yet. Knows nothing of
//! what a tag, a label or a pause does.

use crate::source::{Mapped, Span};

/// A whole script as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// In source order.
    pub nodes: Vec<Node>,
    /// The whole source.
    pub span: Span,
}

impl Document {
    /// How deep elements may nest; what lies deeper is kept in the element at this depth.
    pub const MAX_DEPTH: usize = 64;

    /// Whether this is an SSML document rather than a transcript: its first element is `<speak>`.
    pub(super) fn is_ssml(&self) -> bool {
        let first = self.nodes.iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        });
        first.is_some_and(|element| super::elements::local(&element.name) == "speak")
    }

    /// Where something to be spoken stands behind an SSML document, outside of any: the first place behind each.
    pub(super) fn behind_ssml(&self) -> Vec<Span> {
        let mut found = Vec::new();
        if !self.is_ssml() {
            return found;
        }
        let mut behind = false;
        for node in &self.nodes {
            let place = match node {
                Node::Element(element) if super::elements::local(&element.name) == "speak" => {
                    behind = true;
                    None
                }
                Node::Element(element) => (!element.children.is_empty()).then_some(element.start_tag),
                Node::Text(text) => {
                    let mut text = text.clone();
                    text.trim_start();
                    text.trim_end();
                    (!text.is_empty()).then(|| text.span())
                }
                Node::Label(label) => Some(label.span),
                _ => None,
            };
            found.extend(place.filter(|_| behind));
            behind &= place.is_none();
        }
        found
    }

    /// Every label, wherever it stands.
    pub(crate) fn labels(&self) -> Vec<&Label> {
        fn add<'d>(nodes: &'d [Node], labels: &mut Vec<&'d Label>) {
            for node in nodes {
                match node {
                    Node::Label(label) => labels.push(label),
                    Node::Element(element) => add(&element.children, labels),
                    _ => {}
                }
            }
        }
        let mut labels = Vec::new();
        add(&self.nodes, &mut labels);
        labels
    }
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Characters to be read, entities decoded.
    Text(Mapped),
    /// A tag and what it holds.
    Element(Element),
    /// `[pause ...]`.
    Pause(PauseTag),
    /// What may be a speaker's label; whether it is one is decided when the document is resolved.
    Label(Label),
    /// One or more blank lines, or the end of a heading.
    ParagraphBreak(Span),
    /// The mark of a heading, which is a paragraph of its own; its text runs to the next paragraph break.
    Heading(Span),
    /// The mark of a list item.
    SentenceBreak(Span),
}

/// A tag and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The qualified name as written: `say-as`, `mstts:express-as`.
    pub name: String,
    /// From `<` of the start tag to `>` of the end tag.
    pub span: Span,
    /// The start tag.
    pub start_tag: Span,
    /// Whether the start tag could be read whole; if not, that was reported and its attributes are a guess.
    pub well_formed: bool,
    /// In order, as written.
    pub attributes: Vec<Attribute>,
    /// In source order.
    pub children: Vec<Node>,
}

impl Element {
    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

/// An attribute as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The qualified name.
    pub name: String,
    /// The name's bytes.
    pub name_span: Span,
    /// The value, entities decoded.
    pub value: Mapped,
    /// The value's bytes, without quotes.
    pub value_span: Span,
}

/// A pause tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PauseTag {
    /// From `[` to `]`.
    pub span: Span,
    /// How long.
    pub length: PauseLength,
}

/// How long a pause tag asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseLength {
    /// `[pause short]`
    Short,
    /// `[pause]`
    Medium,
    /// `[pause long]`
    Long,
    /// `[pause 2s]`, in milliseconds.
    Time(u64),
    /// Not a pause we know; reported, and never spoken.
    Unknown,
}

impl PauseLength {
    /// The pause tag that was meant by what is none, brackets and all: `(pause 2s)` to `[pause 2s]`.
    pub(crate) fn meant(written: &str) -> Option<String> {
        super::brackets::meant(written)
    }
}

/// Whether words in small letters that stand alone in round brackets are a stage direction: `laughs`, `to camera`.
pub(crate) fn is_aside(words: &str) -> bool {
    super::directions::is_aside(words)
}

/// A name and a colon where a turn may start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The name, as written.
    pub name: String,
    /// The name's bytes.
    pub name_span: Span,
    /// From the name's first byte to the colon's last, brackets and marks of emphasis around them included.
    pub span: Span,
    /// A direction between name and colon that is left out wherever it stands: `[laughs]`.
    pub direction: Option<Span>,
    /// All of it as text, for a label that is none.
    pub prose: Mapped,
    /// Words touch the colon (`Dana:Next`): it names somebody only if other labels do.
    pub loose: bool,
    /// The mark of a list or a heading stands before it (`- Cost: low`, `## Pods: a tour`): it names somebody only if it
    /// names a speaker of other lines, or if all labels stand so.
    pub listed: bool,
    /// Where it stands.
    pub place: LabelPlace,
}

impl Label {
    /// Whether its words announce a part of the text, as `Tip:` does, and so name nobody.
    pub fn announces(&self) -> bool {
        super::speakers::is_prose(&self.name)
    }
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// First on its line.
    LineStart,
    /// After the end of a sentence or a pause.
    Inline,
}

#[cfg(test)]
mod tests {
    use crate::markup::parse;
    use crate::source::Source;

    #[test]
    fn what_stands_behind_a_document_is_found() {
        for (text, found) in [
            ("<speak>One.</speak>\n<!-- a -->\n", &[][..]),
            (
                "<speak>One.</speak> Two, <p>three</p>. <speak>Four.</speak>\n",
                &["Two,"],
            ),
            ("<speak>One.</speak>\n\n<p>Two.</p>", &["<p>"]),
            ("Ann: One. <p>Two.</p> Three.", &[]),
        ] {
            let document = parse(&Source::new("test", text)).value;
            let places = document.behind_ssml();
            let at: Vec<_> = places.iter().map(|span| &text[span.range()]).collect();
            assert_eq!(at, found, "{text}");
        }
    }
}
