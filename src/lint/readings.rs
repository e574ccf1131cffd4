//! Tags that change nothing: a `<phoneme>` or `<say-as>` around what would be said the same without it.

use super::Episode;
use super::said::{Said, ipa};
use crate::diag::{Code, Diagnostic, Severity};
use crate::markup::document::{Element, Node};
use crate::source::Span;

/// Every element that gives words a reading, with the bytes it holds; only those that hold text and nothing else.
pub(super) fn tagged(nodes: &[Node]) -> Vec<(&Element, Span)> {
    let mut all = Vec::new();
    for node in nodes {
        let Node::Element(element) = node else { continue };
        match (
            element.name.strip_prefix("ssml:").unwrap_or(&element.name),
            element.children.as_slice(),
        ) {
            ("phoneme" | "say-as", [Node::Text(text)]) => all.push((element, text.span())),
            _ => all.extend(tagged(&element.children)),
        }
    }
    all
}

/// Says of the span of an element whether a stage found something wrong in it.
pub(super) fn doubts(episode: &Episode<'_>) -> impl Fn(Span) -> bool {
    let worse = episode.found.iter().filter(|d| d.severity() > Severity::Note);
    let mut wrong: Vec<u32> = worse.map(|d| d.span.start).collect();
    wrong.sort_unstable();
    move |span| {
        let first = wrong.partition_point(|&start| start < span.start);
        wrong.get(first).is_some_and(|&start| start < span.end)
    }
}

/// Notes the tags without which the same would be said, each with the edit that takes it out. Of a tag that a stage found
/// wrong it is not known what it would have said.
pub(super) fn redundant(episode: &Episode<'_>, said: &Said<'_>) -> Vec<Diagnostic> {
    let bare = Said::of(episode.bare);
    let is_doubted = doubts(episode);
    tagged(&episode.document.nodes)
        .into_iter()
        .filter(|(element, _)| element.well_formed && !is_doubted(element.span))
        .filter_map(|(element, inside)| {
            let phones = said.phones(inside)?;
            if bare.phones(inside)? != phones {
                return None;
            }
            let written = episode.source.slice(inside);
            let (code, how) = match element.name.strip_prefix("ssml:").unwrap_or(&element.name) {
                "phoneme" => (Code::RedundantPhoneme, ipa(&phones)),
                _ => (Code::RedundantSayAs, "the same".to_owned()),
            };
            let message = format!("`{}` is said {how} without the tag too", written.trim());
            Some(Diagnostic::new(code, element.span, message).replace(element.span, written))
        })
        .collect()
}
