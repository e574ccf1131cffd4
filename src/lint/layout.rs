//! Pauses and labels in odd places. Looks at the document as written, and at the resolved script for who speaks.
//! What is a label, a speaker or a pause is not decided here again: `markup` has done it.

use super::Episode;
use crate::diag::{Code, Diagnostic, nearest, slip};
use crate::markup::document::{Document, Label, LabelPlace, Node, PauseLength};
use crate::source::Span;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Notes pause tags that part a word from the mark that ends its sentence: `risks [pause].`
pub(super) fn pauses(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    walk(&episode.document.nodes, &mut |nodes| {
        for (at, node) in nodes.iter().enumerate() {
            let (Node::Pause(tag), Some(Node::Text(after))) = (node, nodes.get(at + 1)) else {
                continue;
            };
            let mark = after.text().chars().next().unwrap_or(' ');
            // Where the word before it ends.
            let word = match &nodes[..at] {
                [.., Node::Element(element)] => Some(element.span.end),
                [.., Node::Element(element), Node::Text(gap)] if gap.text().trim().is_empty() => {
                    Some(element.span.end)
                }
                [.., Node::Text(text)] => {
                    let word = text.text().trim_end();
                    word.ends_with(char::is_alphanumeric)
                        .then(|| text.span_of(0..word.len()).end)
                }
                _ => None,
            };
            // What is no pause tag has been reported, and would be none behind the mark.
            if tag.length == PauseLength::Unknown {
                continue;
            }
            let Some(start) = word.filter(|_| matches!(mark, '.' | ',' | ';' | ':' | '?' | '!')) else {
                continue;
            };
            let span = Span::new(tag.span.start as usize, tag.span.end as usize + 1);
            let edit = Span { start, end: span.end };
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

pub(super) fn walk<'a>(nodes: &'a [Node], look: &mut impl FnMut(&'a [Node])) {
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
    // Turns of each speaker, and how it is spelled, by its name in small letters.
    let mut turns: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for turn in &episode.script.turns {
        if let Some(name) = &turn.speaker {
            turns.entry(name.to_lowercase()).or_insert((0, name)).0 += 1;
        }
    }
    // Who is meant speaks more than twice as often as who is not; a script of labels alone has none of them.
    let heard: Vec<(usize, &str)> = turns.values().copied().filter(|&(often, _)| often > 1).collect();
    // `Inés` and `Ines`: the one that speaks more is meant, of two that speak as much the plain one.
    let mut plain: BTreeMap<String, Vec<(&str, usize, &str)>> = BTreeMap::new();
    for (name, &(often, spelled)) in &turns {
        plain
            .entry(without_accents(name))
            .or_default()
            .push((name, often, spelled));
    }
    for (name, place) in line_labels(episode.document) {
        // A `<voice>` within a turn makes two of it.
        let often = turns.get(&name).map_or(0, |&(often, _)| often.min(place.count));
        if (place.label.announces() || place.listed) && often == 0 {
            continue;
        }
        let others = |least: usize| {
            let others = heard.iter().filter(move |&&(other, _)| other >= least);
            let others = others.map(|&(_, spelled)| spelled);
            others.filter(|spelled| spelled.to_lowercase() != name)
        };
        let accented = || {
            let alike = plain.get(&without_accents(&name))?.iter();
            let mut others = alike.filter(|(other, _, _)| *other != name);
            let (_, _, meant) = others
                .find(|&&(other, turns, _)| turns > often || (turns == often && other < name.as_str()))?;
            Some(*meant)
        };
        let meant = similar(&name, others(2 * often + 2)).or_else(|| {
            let once = often <= 1 && place.count == 1;
            others(SURE).find(|known| once && slip(&name, &known.to_lowercase()))
        });
        let meant = meant.or_else(accented);
        if let Some(meant) = meant {
            let how = if often > 0 {
                "speaks like a speaker of its own"
            } else {
                "is read out as prose"
            };
            let (written, span) = (&place.label.name, place.label.name_span);
            let message = format!("`{written}` {how}, and is nearly `{meant}`");
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

/// A name without its accents: `ines` of `inés`.
fn without_accents(name: &str) -> String {
    name.nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// Whoever speaks so often is no slip.
const SURE: usize = 3;

/// A label that opens lines.
struct Place<'a> {
    /// Where it stands first.
    label: &'a Label,
    /// How often it stands.
    count: usize,
    /// Whether it always opens the item of a list, as "Data:" does.
    listed: bool,
}

/// Each label that opens a line, by its name in small letters.
fn line_labels(document: &Document) -> BTreeMap<String, Place<'_>> {
    let mut all: BTreeMap<String, Place<'_>> = BTreeMap::new();
    walk(&document.nodes, &mut |nodes| {
        for (at, node) in nodes.iter().enumerate() {
            if let Node::Label(label) = node
                && label.place == LabelPlace::LineStart
            {
                let place = all.entry(label.name.to_lowercase()).or_insert(Place {
                    label,
                    count: 0,
                    listed: true,
                });
                place.count += 1;
                place.listed &= matches!(nodes[..at].last(), Some(Node::SentenceBreak(_)));
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
