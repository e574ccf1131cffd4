//! What a few words right beside a heteronym say of its class, where each of them alone says too little or the wrong thing:
//! "any Kubernetes object", "an NPS survey", "teams themselves record".
//!
//! Owns these turns of phrase. Each looks at a handful of words. Knows no sounds.

use super::clause::{self, text};
use super::kinds::{Kind, is_one_of, kind_at};
use super::tagger::{Form, Place, Weights, begins_phrase};
use crate::markup::script::PartOfSpeech as Class;
use crate::text::token::{Pronunciation, Punctuation};

/// How many words of a noun phrase are looked at.
const LONGEST: usize = 6;

/// Adds what the words beside the one at `at` say of its class.
pub(super) fn weigh(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    match class(sentence, at, form) {
        // What is no verb may still be an adjective.
        Some(Class::Noun) => weights.add(0.0, -8.0, 0.0, 0.0),
        Some(Class::Verb) => weights.add(-3.0, 5.0, -4.0, 0.0),
        Some(_) => weights.add(0.0, -4.0, 8.0, 0.0),
        None => {}
    }
}

/// The class that the words beside the one at `at` leave no doubt about.
fn class(sentence: &[Place], at: usize, form: Form) -> Option<Class> {
    // These have more sounds than a noun and a verb.
    let read = is_one_of(text(sentence, at), &["read", "live", "close", "separate"]);
    if is_asked(sentence, at, form) || is_emphatic_subject(sentence, at, form) {
        return Some(Class::Verb);
    }
    if is_key(sentence, at)
        || is_verb_of_letters(sentence, at, form)
        || is_instead_or_please(sentence, at, form)
    {
        return Some(Class::Verb);
    }
    if is_after_verb(sentence, at) {
        return Some(Class::Adjective);
    }
    let noun = !read
        && (is_of_product(sentence, at, form)
            || is_last_part(sentence, at)
            || is_after_article(sentence, at, form)
            || is_inside_subject(sentence, at, form));
    noun.then_some(Class::Noun)
}

/// Whether another word of the same phrase stands right before the one at `at`.
fn joined(sentence: &[Place], at: usize) -> bool {
    !begins_phrase(sentence, at)
}

/// Whether nothing follows the word at `at` in its phrase.
fn closes(sentence: &[Place], at: usize) -> bool {
    clause::next(sentence, at).is_none()
}

fn is_name(sentence: &[Place], at: usize) -> bool {
    text(sentence, at).starts_with(char::is_uppercase)
}

/// Whether a product whose name ends in -s stands before the word at `at`, after a determiner, and is no subject: "any
/// Kubernetes object", "delete the Postgres object"; but "the Yankees object to it".
fn is_of_product(sentence: &[Place], at: usize, form: Form) -> bool {
    if form != Form::Base || !joined(sentence, at) || !is_name(sentence, at - 1) {
        return false;
    }
    let name = text(sentence, at - 1);
    if !name.ends_with('s') || kind_at(sentence, at - 1) != Kind::Plural {
        return false;
    }
    let mut first = at - 1;
    while joined(sentence, first) && is_name(sentence, first - 1) && first + 4 > at && first > 1 {
        first -= 1;
    }
    let Some(determiner) = first.checked_sub(1).filter(|_| joined(sentence, first)) else {
        return false;
    };
    let one = ["a", "an", "another", "any", "each", "every", "this"];
    let object = is_one_of(text(sentence, determiner), &["the"])
        && joined(sentence, determiner)
        && matches!(
            clause::next(sentence, at),
            None | Some(Kind::Preposition | Kind::Of | Kind::Conjunction | Kind::Relative | Kind::Be)
        );
    is_one_of(text(sentence, determiner), &one) || object
}

/// Whether the word at `at` is the last part of a name written in one, "AppProjects", "GetObject"; but "canRecord", "OnUpdate",
/// "p=reject".
fn is_last_part(sentence: &[Place], at: usize) -> bool {
    // Signs are words here, too.
    const SIGNS: [&str; 9] = [
        "at",
        "colon",
        "dash",
        "dot",
        "equals",
        "hash",
        "plus",
        "slash",
        "underscore",
    ];
    let glued = |i: usize| i > 0 && sentence[i - 1].word.span.end == sentence[i].word.span.start;
    let last = sentence
        .get(at + 1)
        .is_none_or(|next| next.word.span.start != sentence[at].word.span.end);
    let mut first = at;
    while glued(first) && first + LONGEST > at {
        first -= 1;
    }
    let names = |i: usize| {
        matches!(
            kind_at(sentence, i),
            Kind::Other | Kind::Plural | Kind::Adjective | Kind::Verb
        ) && !is_one_of(text(sentence, i), &SIGNS)
    };
    last && first < at && !glued(first) && (first..at).all(names)
}

/// Whether the word at `at` ends a row of nouns or letters after "a" or "an": "an NPS survey every quarter"; but "can a client
/// retry", "a majority use it".
fn is_after_article(sentence: &[Place], at: usize, form: Form) -> bool {
    const AMOUNTS: [&str; 15] = [
        "bit", "couple", "dozen", "few", "fraction", "group", "half", "handful", "lot", "majority",
        "minority", "number", "quarter", "third", "while",
    ];
    const CAUSES: [&str; 18] = [
        "for", "had", "has", "have", "having", "hear", "help", "helped", "helping", "helps", "let", "lets",
        "letting", "made", "make", "makes", "making", "watch",
    ];
    let object = matches!(
        clause::next(sentence, at),
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::You | Kind::Plural)
    );
    if form != Form::Base || object || !joined(sentence, at) {
        return false;
    }
    for i in (at.saturating_sub(LONGEST)..at).rev() {
        if sentence[i].after != Punctuation::None {
            return false;
        }
        match kind_at(sentence, i) {
            Kind::Article if is_one_of(text(sentence, i), &["a", "an"]) => {
                let before = joined(sentence, i).then(|| kind_at(sentence, i - 1));
                let asked = matches!(before, Some(Kind::Modal));
                return i + 1 < at && !asked && (i == 0 || !is_one_of(text(sentence, i - 1), &CAUSES));
            }
            Kind::Other if !is_one_of(text(sentence, i), &AMOUNTS) => {}
            _ => return false,
        }
    }
    false
}

/// Whether the plural at `at` ends what a preposition belongs to, and the verb of the sentence follows: "duplicates caused by
/// producer retries mostly went away".
fn is_inside_subject(sentence: &[Place], at: usize, form: Form) -> bool {
    if form != Form::WithS || !joined(sentence, at) || closes(sentence, at) {
        return false;
    }
    let mut verb = at + 1;
    while verb < at + 3 && clause::next(sentence, verb).is_some() && kind_at(sentence, verb) == Kind::Adverb {
        verb += 1;
    }
    // What is no noun, and agrees with a plural.
    let past = clause::is_past_form(text(sentence, verb));
    let plural = is_one_of(text(sentence, verb), &["are", "were", "have", "do", "don't"]);
    if !(plural || past && clause::is_verb(sentence, verb) && verb > at + 1) {
        return false;
    }
    let first = at.saturating_sub(3);
    let Some(preposition) = (first..at)
        .rev()
        .find(|&i| !matches!(kind_at(sentence, i), Kind::Other | Kind::Adjective))
    else {
        return false;
    };
    is_one_of(text(sentence, preposition), &["by", "from", "of"])
        && (preposition..at).all(|i| sentence[i].after == Punctuation::None)
}

/// Whether a subject is stressed by its pronoun before the word at `at`: "what teams themselves record is lost".
fn is_emphatic_subject(sentence: &[Place], at: usize, form: Form) -> bool {
    form == Form::Base
        && at > 1
        && joined(sentence, at)
        && joined(sentence, at - 1)
        && is_one_of(text(sentence, at - 1), &["ourselves", "themselves", "yourselves"])
        && matches!(kind_at(sentence, at - 2), Kind::Plural | Kind::PluralSubject)
}

/// Whether the word at `at` is the key "uses" with what it names: "uses: actions/checkout"; but "common uses: caching".
fn is_key(sentence: &[Place], at: usize) -> bool {
    if !is_one_of(text(sentence, at), &["uses"]) || sentence[at].after != Punctuation::Colon {
        return false;
    }
    let counted = joined(sentence, at)
        && matches!(
            kind_at(sentence, at - 1),
            Kind::Adjective | Kind::Article | Kind::Possessive | Kind::Quantifier | Kind::Of
        );
    // A path is said with its slash.
    let path = (at + 1..sentence.len().min(at + 9))
        .any(|i| text(sentence, i) == "slash" && sentence[i - 1].after == Punctuation::None);
    path && !counted
}

/// Whether the word at `at` is what a name of letters does, as the next phrase says of another: "NS delegates, SOA starts the
/// zone".
fn is_verb_of_letters(sentence: &[Place], at: usize, form: Form) -> bool {
    let letter = |i: usize| {
        sentence
            .get(i)
            .is_some_and(|p| matches!(p.word.pronunciation, Pronunciation::Letter { ending: None }))
    };
    if form != Form::WithS || sentence[at].after != Punctuation::Comma || !joined(sentence, at) {
        return false;
    }
    let mut first = at;
    while joined(sentence, first) && letter(first - 1) && first + LONGEST > at {
        first -= 1;
    }
    let mut verb = at + 1;
    while letter(verb) && sentence[verb].after == Punctuation::None && verb < at + LONGEST {
        verb += 1;
    }
    first < at
        && begins_phrase(sentence, first)
        && verb > at + 1
        && text(sentence, verb).ends_with('s')
        && clause::is_verb(sentence, verb)
}

/// Whether "do", "does" or "did" and its subject stand before the word at `at`: "where do those live"; but "do those live streams
/// work".
fn is_asked(sentence: &[Place], at: usize, form: Form) -> bool {
    let open = matches!(
        clause::next(sentence, at),
        None | Some(Kind::Preposition | Kind::Adverb | Kind::Clause | Kind::Article | Kind::Possessive)
    );
    form == Form::Base
        && open
        && at > 1
        && joined(sentence, at)
        && joined(sentence, at - 1)
        && is_one_of(text(sentence, at - 1), &["that", "these", "this", "those"])
        && is_one_of(text(sentence, at - 2), &["do", "does", "did"])
}

/// Whether the word at `at` is what is done, or is not done: "rather than update W", "so upgrade, please".
fn is_instead_or_please(sentence: &[Place], at: usize, form: Form) -> bool {
    if form != Form::Base || !joined(sentence, at) {
        return false;
    }
    let single = text(sentence, at + 1).chars().nth(1).is_none();
    let object = matches!(
        clause::next(sentence, at),
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::You | Kind::Quantifier)
    ) || single && clause::next(sentence, at).is_some();
    let instead = object
        && at > 1
        && joined(sentence, at - 1)
        && is_one_of(text(sentence, at - 1), &["than"])
        && is_one_of(text(sentence, at - 2), &["rather"]);
    let please = sentence[at].after == Punctuation::Comma
        && is_one_of(text(sentence, at + 1), &["please"])
        && is_one_of(text(sentence, at - 1), &["so", "then", "and"])
        && begins_phrase(sentence, at - 1);
    instead || please
}

/// Whether "live" at `at` says how something is done, after its verb and before a pause: "it updates live", "streams that play
/// live, online"; but "the people who live, work and eat there".
fn is_after_verb(sentence: &[Place], at: usize) -> bool {
    let live = is_one_of(text(sentence, at), &["live"]) && closes(sentence, at);
    if !live || at < 2 || !joined(sentence, at) || !joined(sentence, at - 1) {
        return false;
    }
    let verb = kind_at(sentence, at - 1);
    let who = is_one_of(text(sentence, at - 2), &["that", "which", "who"]);
    // "The house in which foxes live."
    let inside = at > 2 && joined(sentence, at - 2) && kind_at(sentence, at - 3) == Kind::Preposition;
    match kind_at(sentence, at - 2) {
        Kind::It | Kind::SingularSubject => {
            text(sentence, at - 1).ends_with('s') && matches!(verb, Kind::Plural | Kind::Verb)
        }
        Kind::PluralSubject => verb == Kind::Other,
        Kind::Relative => {
            who && !inside
                && matches!(verb, Kind::Other | Kind::Plural | Kind::Verb)
                && !is_one_of(text(sentence, at - 1), &["people", "children", "men", "women"])
        }
        _ => false,
    }
}
