//! One word, several pronunciations: across all scripts of a course, every way a tagged word is said. A word that
//! no author tagged is never reported: what lexicons and context make of it is not judged here.

use super::Episode;
use super::readings::{doubts, tagged};
use super::said::{Said, heard, ipa};
use crate::diag::{Code, Diagnostic};
use crate::ir::Phone;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// One way a word is said.
struct Variant {
    /// As it was said first.
    phones: Vec<Phone>,
    count: usize,
    /// Index of the script and bytes.
    first: (usize, Span),
}

/// The ways of one word by what a listener hears.
#[derive(Default)]
struct Ways {
    tagged: Vec<(Vec<Phone>, Variant)>,
    untagged: Vec<(Vec<Phone>, Variant)>,
}

fn add(ways: &mut Vec<(Vec<Phone>, Variant)>, phones: Vec<Phone>, first: (usize, Span)) {
    let key = heard(&phones);
    match ways.iter_mut().find(|(known, _)| *known == key) {
        Some((_, variant)) => variant.count += 1,
        None => ways.push((
            key,
            Variant {
                phones,
                count: 1,
                first,
            },
        )),
    }
}

/// A finding for every word that an author tagged and that is said in several ways: the index of the script and the
/// finding, which stands where the rarest way is first taken and lists them all.
pub(super) fn find(episodes: &[Episode<'_>], said: &[Said<'_>]) -> Vec<(usize, Diagnostic)> {
    let mut words: BTreeMap<String, Ways> = BTreeMap::new();
    for (index, (episode, said)) in episodes.iter().zip(said).enumerate() {
        let is_doubted = doubts(episode);
        for (element, inside) in tagged(&episode.document.nodes) {
            // What a stage found wrong is no way of the author's to say it; figures are read as their tag says.
            if !is_doubted(element.span)
                && episode.source.slice(inside).contains(char::is_alphabetic)
                && let Some(phones) = said.phones(inside)
            {
                let ways = words.entry(key(episode.source.slice(inside))).or_default();
                add(&mut ways.tagged, phones, (index, inside));
            }
        }
    }
    for (index, (episode, said)) in episodes.iter().zip(said).enumerate() {
        let inside: BTreeSet<u32> = tagged(&episode.document.nodes)
            .iter()
            .map(|(_, span)| span.start)
            .collect();
        for (span, phones) in said.untagged() {
            if let Some(ways) = words.get_mut(&key(episode.source.slice(span)))
                && !inside.contains(&span.start)
            {
                add(&mut ways.untagged, phones, (index, span));
            }
        }
    }
    words
        .into_values()
        .filter_map(|ways| report(episodes, ways))
        .collect()
}

/// Words that with a capital inside a sentence are names: the bundle of His is no pronoun.
const PRONOUNS: [&str; 13] = [
    "he", "her", "his", "i", "it", "may", "me", "my", "our", "us", "we", "who", "will",
];

/// How a word is compared: a capital at its start alone (a sentence may begin there) does not make it another.
fn key(written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    let joined = words.join(" ");
    let mut letters = joined.chars();
    match letters.next() {
        Some(_) if PRONOUNS.iter().any(|p| p.eq_ignore_ascii_case(&joined)) => joined,
        Some(first)
            if letters.clone().any(char::is_lowercase) && !letters.clone().any(char::is_uppercase) =>
        {
            first.to_lowercase().chain(letters).collect()
        }
        _ => joined,
    }
}

fn report(episodes: &[Episode<'_>], ways: Ways) -> Option<(usize, Diagnostic)> {
    let mut all: Vec<(Variant, &str)> = ways.tagged.into_iter().map(|(_, v)| (v, "")).collect();
    // What its context decides is not the author's doing.
    if let [(heard, _)] = ways.untagged.as_slice() {
        let known = all
            .iter_mut()
            .find(|(v, _)| super::said::heard(&v.phones) == *heard);
        match (known, ways.untagged.into_iter().next()) {
            (Some((variant, _)), Some((_, plain))) => variant.count += plain.count,
            (None, Some((_, plain))) => all.push((plain, " without a tag")),
            _ => {}
        }
    }
    if all.len() < 2 {
        return None;
    }
    all.sort_by_key(|(variant, _)| (std::cmp::Reverse(variant.count), variant.first.0, variant.first.1));
    let list: Vec<String> = all
        .iter()
        .map(|(variant, how)| {
            let (script, span) = variant.first;
            let source = episodes[script].source;
            let at = source.locate(span.start);
            let times = match variant.count {
                1 => "once".to_owned(),
                n => format!("{n} times"),
            };
            let shown = ipa(&variant.phones);
            format!(
                "{shown}{how} {times} ({}:{}:{})",
                source.name(),
                at.line,
                at.column
            )
        })
        .collect();
    let (script, span) = all.last()?.0.first;
    let word = episodes[script].source.slice(span);
    // The letter A and the article.
    if word.chars().count() == 1 {
        return None;
    }
    let message = format!("`{word}` is said in {} ways: {}", list.len(), list.join(", "));
    // What the author tagged before what is said without a tag.
    let (chosen, _) = all.iter().find(|(_, how)| how.is_empty()).or(all.first())?;
    let usual = ipa(&chosen.phones);
    let finding = Diagnostic::new(Code::SeveralPronunciations, span, message).fix(format!(
        "choose one, {usual} perhaps, and give it to the course's lexicon instead of tagging the word"
    ));
    Some((script, finding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_at_the_start_alone_makes_no_other_word() {
        assert_eq!(key("Kubectl"), key("kubectl"));
        assert_eq!(key("Argo\n CD"), "Argo CD");
        assert_ne!(key("US"), key("us"));
        assert_ne!(key("AI"), key("Ai"));
        assert_ne!(key("His"), key("his"));
        assert_eq!(key(""), "");
    }
}
