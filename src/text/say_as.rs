//! Text whose class the author has named (`<say-as>`).

use super::Vocabulary;
use super::class::{Class, Tag};
use super::tokenise::Token;
use crate::markup::script::{SayAs, SayAsKind};

/// Tags `text` as what `say_as` says it is; as prose where that cannot be.
pub(super) fn classify<'t>(
    text: &'t str,
    tokens: &[Token],
    say_as: &SayAs,
    vocabulary: &dyn Vocabulary,
    tags: &mut Vec<Tag<'t>>,
) {
    match say_as.kind {
        SayAsKind::Characters => tags.push(Tag {
            class: Class::Characters(text),
            start: 0,
            end: text.len() as u32,
        }),
        _ => super::classify::classify(text, tokens, vocabulary, tags),
    }
}
