//! "Used to": a habit of the past ("the server used to crash"), what one is accustomed to ("get used to it"), or a tool
//! ("is used to build").
//!
//! Owns what tells these apart. Knows no sounds.

use super::clause;
use super::kinds::{Kind, is_one_of, kind_at};
use super::tagger::{Place, begins_phrase};
use crate::text::token::Punctuation;

/// Verbs whose subject uses nothing: "the tower used to be white".
const STATES: [&str; 16] = [
    "be", "believe", "belong", "call", "cost", "have", "know", "like", "live", "love", "mean", "run", "say",
    "think", "want", "worry",
];

/// Whether the "used" at `at` is a habit or what one is accustomed to.
pub(super) fn is_habit(sentence: &[Place], at: usize) -> bool {
    let text = |i: usize| sentence.get(i).map_or("", |p| p.word.text.as_str());
    if !text(at + 1).eq_ignore_ascii_case("to") || sentence[at].after != Punctuation::None {
        return false;
    }
    let mut before = at;
    loop {
        if begins_phrase(sentence, before) {
            return is_one_of(text(at + 2), &["be", "have"]) && before < at;
        }
        before -= 1;
        if kind_at(sentence, before) != Kind::Adverb {
            break;
        }
    }
    let word = text(before);
    let verb = text(at + 2);
    if is_one_of(
        word,
        &[
            "get", "getting", "gets", "got", "gotten", "grew", "grow", "grown", "there",
        ],
    ) {
        return true;
    }
    match kind_at(sentence, before) {
        // "He is used to working", "used to the cold", but "is used to build", "to this day".
        Kind::Be => is_noun_phrase(sentence, at + 2),
        Kind::PluralSubject | Kind::SingularSubject | Kind::It | Kind::You => {
            !is_object_clause(sentence, before, at)
        }
        Kind::Relative => is_one_of(word, &["that", "what", "which", "who"]),
        // "Did you use to", "we never used to".
        Kind::Modal => is_one_of(word, &["did", "didn't"]),
        Kind::Other | Kind::Plural | Kind::Adjective => {
            let small = text(at).starts_with(char::is_lowercase);
            is_one_of(verb, &STATES)
                || small
                    && begins_clause(sentence, before)
                    && !clause::has_verb_before(sentence, at)
                    && !is_followed_by_verb(sentence, at + 3)
        }
        _ => false,
    }
}

/// Whether the noun phrase that ends at `noun` begins its clause: "the server", but not "with any flags", "an object or a
/// map" and ", a method".
fn begins_clause(sentence: &[Place], noun: usize) -> bool {
    let mut first = noun;
    while !begins_phrase(sentence, first) {
        match kind_at(sentence, first - 1) {
            Kind::Other
            | Kind::Plural
            | Kind::Adjective
            | Kind::Article
            | Kind::Possessive
            | Kind::Quantifier => {
                first -= 1;
            }
            Kind::Clause | Kind::Relative | Kind::Adverb => return true,
            _ => return false,
        }
    }
    first == 0 || !is_one_of(&sentence[first].word.text, &["a", "an"])
}

/// "The cold", "it", "working": what one may be used to.
fn is_noun_phrase(sentence: &[Place], at: usize) -> bool {
    // "It's what we are used to", but "used to (re)bind".
    let Some(place) = sentence.get(at) else {
        return true;
    };
    if sentence[at - 1].after != Punctuation::None {
        return kind_at(sentence, at) == Kind::Conjunction;
    }
    let word = place.word.text.as_str();
    let gerund = word.len() > 5 && word.ends_with("ing") || is_one_of(word, &["being", "doing", "going"]);
    let noun = matches!(
        kind_at(sentence, at),
        Kind::Article | Kind::Possessive | Kind::Quantifier | Kind::Object | Kind::It | Kind::You
    );
    // "Once you are used to Vim".
    let name = word.starts_with(char::is_uppercase);
    let day = sentence
        .get(at + 1)
        .is_some_and(|p| p.word.text.eq_ignore_ascii_case("day"));
    let that =
        word.eq_ignore_ascii_case("that") && (at + 1 == sentence.len() || place.after != Punctuation::None);
    (gerund || noun || name || that) && !day
}

/// Whether the pronoun at `subject` begins a clause about the noun before it, and the verb has an object of its own: "the
/// tools we used to build the image".
fn is_object_clause(sentence: &[Place], subject: usize, at: usize) -> bool {
    if begins_phrase(sentence, subject) {
        return false;
    }
    let noun = kind_at(sentence, subject - 1);
    let word = &sentence[subject - 1].word.text;
    let time = is_one_of(
        word,
        &["day", "days", "place", "reason", "time", "times", "way", "what"],
    );
    let object = sentence.get(at + 2).is_some_and(|p| p.after == Punctuation::None)
        && sentence.get(at + 3).is_some()
        && matches!(kind_at(sentence, at + 3), Kind::Article | Kind::Possessive);
    matches!(noun, Kind::Plural | Kind::Other) && !time && object
}

/// Whether the sentence has its verb further on: "the tool used to build the image is called".
fn is_followed_by_verb(sentence: &[Place], from: usize) -> bool {
    for at in from..sentence.len() {
        match kind_at(sentence, at) {
            Kind::Clause | Kind::Relative | Kind::Conjunction => return false,
            // "The word used to describe this is entropy."
            Kind::Be | Kind::Have | Kind::Modal if kind_at(sentence, at - 1) != Kind::Article => return true,
            _ if clause::is_verb(sentence, at) => return true,
            _ => {}
        }
        if sentence[at].after != Punctuation::None {
            return false;
        }
    }
    false
}
