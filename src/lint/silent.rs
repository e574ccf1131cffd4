//! Turns in which nothing is spoken: a label with nothing behind it, or with nothing but marks.

use super::Episode;
use crate::diag::{Code, Diagnostic};
use crate::ir::Element;
use crate::markup::document::{Label, LabelPlace, Node};
use crate::markup::script::Item;
use crate::source::Span;
use std::collections::BTreeSet;

/// Warns of every label of a speaker behind which nothing is heard before the next one, where no other finding says so.
pub(super) fn turns(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let speakers: BTreeSet<String> = (episode.script.turns.iter())
        .filter_map(|turn| turn.speaker.as_deref())
        .map(str::to_lowercase)
        .collect();
    let labels: Vec<&Label> = (episode.document.nodes.iter())
        .filter_map(|node| match node {
            Node::Label(label) if label.place == LabelPlace::LineStart => Some(label),
            _ => None,
        })
        .filter(|label| speakers.contains(&label.name.to_lowercase()))
        .collect();
    // Where something is heard, silence is asked for, or something was found wrong.
    let spoken = episode
        .phonemes
        .elements
        .iter()
        .flat_map(|element| match element {
            Element::Utterance(utterance) => utterance.words.iter().map(|word| word.span.start).collect(),
            Element::Pause { span, .. } => vec![span.start],
            _ => Vec::new(),
        });
    let items = episode.script.turns.iter().flat_map(|turn| &turn.items);
    let clips = items.filter_map(|item| match item {
        Item::Audio(audio) => Some(audio.span.start),
        _ => None,
    });
    let mut heard: Vec<u32> = spoken
        .chain(clips)
        .chain(episode.found.iter().map(|d| d.span.start))
        .collect();
    heard.sort_unstable();
    let end = Span::new(episode.source.text().len(), 0).start;
    let ends = labels.iter().skip(1).map(|next| next.span.start).chain([end]);
    (labels.iter().zip(ends))
        .filter(|(label, end)| {
            let first = heard.partition_point(|&at| at < label.span.end);
            heard.get(first).is_none_or(|at| at >= end)
        })
        .map(|(label, _)| {
            let message = format!("nothing is spoken in this turn of `{}`", label.name);
            Diagnostic::new(Code::SilentTurn, label.span, message)
        })
        .collect()
}
