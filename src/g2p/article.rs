//! The article "a" and the letter that is written like it.
//!
//! Owns what tells the two apart by the words beside them: "A three-node cluster", but "from A to B", "let a be even".
//! Knows no sounds.

use super::kinds::{Kind, is_number, is_one_of, kind_at};
use super::tagger::Place;
use crate::text::token::{Pronunciation, Punctuation};

/// What an "a" is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Article,
    Letter,
}

/// What comes after the name of a value and never after an article: "a is zero", "a divides b".
const PREDICATES: [&str; 26] = [
    "are",
    "be",
    "becomes",
    "belongs",
    "cannot",
    "commutes",
    "contains",
    "denotes",
    "depends",
    "divides",
    "doesn't",
    "equals",
    "exceeds",
    "holds",
    "implies",
    "is",
    "isn't",
    "lies",
    "nor",
    "precedes",
    "represents",
    "satisfies",
    "versus",
    "vs",
    "was",
    "wasn't",
];

/// What joins two names: "A plus B", "a in S".
const JOINTS: [&str; 15] = [
    "at", "by", "from", "in", "into", "minus", "mod", "of", "on", "over", "plus", "through", "times", "to",
    "with",
];

/// How far off another name may stand, in words.
const NEAR: usize = 24;

/// Verbs that take a name and "to": "set a to three".
const SETTERS: [&str; 8] = [
    "add",
    "append",
    "assign",
    "bind",
    "change",
    "initialize",
    "map",
    "set",
];

/// What the "a" at `at` is, where the words beside it tell more than its spelling did.
pub(super) fn reading(sentence: &[Place], at: usize) -> Option<Reading> {
    let place = sentence.get(at)?;
    if !place.word.text.eq_ignore_ascii_case("a") {
        return None;
    }
    match place.word.pronunciation {
        Pronunciation::Word => is_letter(sentence, at).then_some(Reading::Letter),
        Pronunciation::Letter { ending: None } => is_article(sentence, at).then_some(Reading::Article),
        Pronunciation::Letter { .. } | Pronunciation::Author(_) => None,
    }
}

/// A capital that begins a sentence, and a number one space after it: "A 5% rise".
fn is_article(sentence: &[Place], at: usize) -> bool {
    let begins = at
        .checked_sub(1)
        .is_none_or(|before| sentence[before].after == Punctuation::Colon);
    let (this, Some(next)) = (&sentence[at], sentence.get(at + 1)) else {
        return false;
    };
    let spaced = next.word.span.start == this.word.span.end + 1;
    let counted = is_number(&next.word.text) || is_ordinal(&next.word.text);
    begins && spaced && counted && this.after == Punctuation::None && !this.paused
}

fn is_ordinal(word: &str) -> bool {
    is_one_of(word, &["first", "second", "third"]) || word.len() > 4 && word.ends_with("th")
}

fn is_letter(sentence: &[Place], at: usize) -> bool {
    let this = &sentence[at];
    if this.paused || this.after != Punctuation::None {
        return false;
    }
    let text = |i: usize| sentence.get(i).map_or("", |p| p.word.text.as_str());
    // "The letter a".
    let before = at
        .checked_sub(1)
        .filter(|&b| sentence[b].after == Punctuation::None);
    let before = before.map_or("", |b| text(b));
    if at + 1 == sentence.len() || is_one_of(before, &["letter", "vowel"]) {
        return true;
    }
    let next = text(at + 1);
    let open = sentence[at + 1].after == Punctuation::None;
    let second = if open { text(at + 2) } else { "" };
    let named = open && sentence.get(at + 2).is_some_and(|p| is_name(p));
    if is_one_of(next, &PREDICATES) || is_one_of(next, &["and", "or"]) && open {
        return true;
    }
    if is_one_of(next, &JOINTS) {
        let set = next.eq_ignore_ascii_case("to") && is_one_of(before, &SETTERS);
        let part = is_one_of(next, &["in", "of"]) && second.eq_ignore_ascii_case("the");
        return named || set || part;
    }
    // "If a > b", but "a greater than usual risk".
    if is_one_of(next, &["greater", "less"]) && is_one_of(second, &["than"]) {
        let third = sentence.get(at + 3);
        return third.is_some_and(|p| is_name(p) && !is_number(&p.word.text));
    }
    if is_one_of(next, &["squared", "cubed"]) {
        return !open || is_one_of(second, &JOINTS) || is_one_of(second, &PREDICATES);
    }
    if next.eq_ignore_ascii_case("has") {
        return is_one_of(second, &["been", "no", "the"]);
    }
    // "A pairs with T, and G with C."
    if text(at) == "A"
        && (at.saturating_sub(NEAR)..sentence.len().min(at + NEAR))
            .any(|i| i != at && is_lone_capital(&sentence[i]))
    {
        // "A sales engineer at IBM"
        let object = is_one_of(second, &JOINTS)
            || is_one_of(
                second,
                &["a", "an", "first", "its", "less", "more", "no", "than", "the"],
            )
            || sentence.get(at + 2).is_some_and(is_lone_capital);
        let third = kind_at(sentence, at + 1) == Kind::Plural
            && object
            && !is_one_of(next, &["means", "series", "species"]);
        if third
            || is_one_of(
                next,
                &[
                    "always", "can", "could", "does", "gives", "goes", "has", "never", "will", "wins",
                ],
            )
        {
            return true;
        }
    }
    // "A must be even", but "a must".
    is_one_of(
        next,
        &["can", "could", "may", "might", "must", "should", "will", "would"],
    ) && is_one_of(
        second,
        &["also", "be", "equal", "exceed", "have", "never", "not", "only"],
    )
}

/// Whether a word is a capital that is named, and no pronoun.
fn is_lone_capital(place: &Place) -> bool {
    let text = &place.word.text;
    text.len() == 1 && text.starts_with(char::is_uppercase) && !matches!(text.as_str(), "A" | "I")
}

/// Whether a word is a letter or a number.
fn is_name(place: &Place) -> bool {
    let word = place.word;
    let letter = word.text.len() == 1 && !word.text.eq_ignore_ascii_case("i");
    letter || is_number(&word.text)
}
