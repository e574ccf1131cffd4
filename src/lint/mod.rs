//! `lint`: what only a look at whole scripts, and at all scripts of a course together, can show: one word said in
//! several ways, tags that change nothing, pauses and labels in odd places.
//!
//! Owns rules, not stages: it reads the borders that `render` hands it and changes none. Knows no lexicon, no voice
//! and no file.

mod article;
mod clauses;
mod labels;
mod layout;
mod once;
mod prose;
mod readings;
mod said;
mod silent;
mod unknown;
mod variants;

pub use clauses::cite;
pub use once::once;
pub use unknown::{Unknown, unknown};

use crate::diag::{self, Diagnostic};
use crate::ir::PhonemeScript;
use crate::markup::document::Document;
use crate::markup::script::{Item, Reading, Script};
use crate::source::Source;
use said::Said;

/// A script with what became of it.
#[derive(Clone, Copy)]
pub struct Episode<'a> {
    /// Its text.
    pub source: &'a Source,
    /// What the stages found wrong in it.
    pub found: &'a [Diagnostic],
    /// Stage 1.
    pub document: &'a Document,
    /// Stage 2.
    pub script: &'a Script,
    /// Stage 4.
    pub phonemes: &'a PhonemeScript,
    /// Stage 4 of [`bare`]: what would be said without the author's pronunciations.
    pub bare: &'a PhonemeScript,
}

/// The script without `<phoneme>` and `<say-as>`: the same text, all of it read as prose.
pub fn bare(script: &Script) -> Script {
    let mut bare = script.clone();
    for item in bare.turns.iter_mut().flat_map(|turn| &mut turn.items) {
        if let Item::Text(text) = item
            && !matches!(text.reading, Reading::Word(_))
        {
            text.reading = Reading::Plain;
        }
    }
    bare
}

/// What is odd in the scripts of a course: the findings of each, in the order of its text.
///
/// Linear in their length, but for a logarithm.
pub fn lint(episodes: &[Episode<'_>]) -> Vec<Vec<Diagnostic>> {
    let said: Vec<Said> = episodes
        .iter()
        .map(|episode| Said::of(episode.phonemes))
        .collect();
    let mut found: Vec<Vec<Diagnostic>> = episodes
        .iter()
        .zip(&said)
        .map(|(episode, said)| {
            let mut found = readings::redundant(episode, said);
            found.extend(layout::pauses(episode));
            found.extend(layout::speakers(episode));
            found.extend(labels::broken(episode));
            found.extend(silent::turns(episode));
            found.extend(prose::slips(episode));
            found.extend(article::mismatched(episode.source, said));
            found
        })
        .collect();
    for (episode, finding) in variants::find(episodes, &said) {
        found[episode].push(finding);
    }
    for list in &mut found {
        list.sort_by_key(|d| d.span);
        diag::limit(list);
    }
    found
}
