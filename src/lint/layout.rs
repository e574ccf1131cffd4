//! Pauses and labels in odd places. Looks at the document as written.

use super::Episode;
use crate::diag::{Code, Diagnostic, nearest};
use crate::markup::document::{Document, LabelPlace, Node};
use crate::source::Span;
use std::collections::BTreeMap;

/// Notes pause tags that part a word from the mark that ends its sentence: `risks [pause].`
pub(super) fn pauses(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    walk(&episode.document.nodes, &mut |nodes| {
        for window in nodes.windows(3) {
            let [Node::Text(before), Node::Pause(tag), Node::Text(after)] = window else {
                continue;
            };
            let mark = after.text().chars().next().unwrap_or(' ');
            let word = before.text().trim_end();
            if !matches!(mark, '.' | ',' | ';' | ':' | '?' | '!') || !word.ends_with(char::is_alphanumeric) {
                continue;
            }
            let span = Span::new(tag.span.start as usize, tag.span.end as usize + 1);
            let edit = Span {
                start: before.span_of(0..word.len()).end,
                end: span.end,
            };
            let tag = episode.source.slice(tag.span);
            let message =
                format!("`{tag}` stands between a word and its `{mark}`; it is heard after the mark");
            found.push(
                Diagnostic::new(Code::PauseBeforeMark, span, message)
                    .fix(format!("write `{mark} {tag}`"))
                    .replace(edit, format!("{mark} {tag}")),
            );
        }
    });
    found
}

fn walk<'a>(nodes: &'a [Node], look: &mut impl FnMut(&'a [Node])) {
    look(nodes);
    for node in nodes {
        if let Node::Element(element) = node {
            walk(&element.children, look);
        }
    }
}

/// Warns of speakers whose names are a slip of one another, and of text before the first label.
pub(super) fn speakers(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in &episode.script.turns {
        if let Some(name) = &turn.speaker {
            *turns.entry(name).or_default() += 1;
        }
    }
    let often = |name: &str| turns.get(name).copied().unwrap_or(0);
    // Who is meant speaks more than twice as often as who is not; a script of labels alone has none of them.
    let heard: Vec<&str> = turns.keys().copied().filter(|name| often(name) > 1).collect();
    for (name, span) in line_labels(episode.document) {
        let others = heard
            .iter()
            .copied()
            .filter(|other| *other != name && often(other) > 2 * often(name) + 1);
        if let Some(meant) = similar(name, others) {
            let how = if often(name) > 0 {
                "speaks like a speaker of its own"
            } else {
                "is read out as prose"
            };
            let message = format!("`{name}` {how}, and is nearly `{meant}`");
            found.push(
                Diagnostic::new(Code::SimilarSpeakers, span, message)
                    .fix(format!("write `{meant}`"))
                    .replace(span, meant),
            );
        }
    }
    let opens = episode.script.turns.first().filter(|turn| turn.speaker.is_none());
    if let (Some(_), Some(first), true) = (opens, opening(episode), !turns.is_empty()) {
        let message = "this is said by the default voice: it stands before the first speaker's label";
        found.push(Diagnostic::new(Code::UnlabelledOpening, first, message));
    }
    found
}

/// The known name that this one is a slip of. Numbered names (`Speaker 1`, `Speaker 2`) are no slips of one another.
fn similar<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let numbered = digits(name);
    let long = name.chars().count() >= 4;
    nearest(
        name,
        others.filter(|other| long && digits(other) == numbered && other.chars().count() >= 4),
    )
}

/// Each label that opens a line, once, where it stands first.
fn line_labels(document: &Document) -> Vec<(&str, Span)> {
    let mut all: Vec<(&str, Span)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    walk(&document.nodes, &mut |nodes| {
        for node in nodes {
            if let Node::Label(label) = node
                && label.place == LabelPlace::LineStart
                && seen.insert(label.name.as_str())
            {
                all.push((&label.name, label.name_span));
            }
        }
    });
    all
}

/// The first words of a script that opens without a label, headings apart.
fn opening(episode: &Episode<'_>) -> Option<Span> {
    let mut heading = false;
    for node in &episode.document.nodes {
        match node {
            Node::Heading(_) => heading = true,
            Node::ParagraphBreak(_) => heading = false,
            Node::Label(_) | Node::Element(_) => return None,
            Node::Text(text) if !heading && text.text().trim().len() > 1 => {
                let shown = text.text().trim_start();
                let skipped = text.text().len() - shown.len();
                let line = shown.find('\n').unwrap_or(shown.len());
                return Some(text.span_of(skipped..skipped + line));
            }
            _ => {}
        }
    }
    None
}
