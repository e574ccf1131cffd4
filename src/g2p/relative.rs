//! Relative clauses, questions, orders: what their place says of a verb and its tense, where its spelling does not.
//!
//! "The client that read it" is past: in the present it would be "reads". Owns what tells such subjects. Knows no weights.

use super::clause;
use super::kinds::{Kind, is_one_of, kind, kind_at};
use super::tagger::{Place, begins_phrase};
use crate::text::token::Punctuation;
use std::ops::Range;

/// Nouns before a "that" which begins a clause of its own: "the fact that read replicas lag".
const CLAIMS: [&str; 16] = [
    "assumption",
    "belief",
    "case",
    "chance",
    "claim",
    "condition",
    "evidence",
    "fact",
    "guarantee",
    "idea",
    "point",
    "possibility",
    "proof",
    "reason",
    "risk",
    "sign",
];

/// Whether the word at `at` ends a clause about what its subject does something with: "whichever your team uses".
pub(super) fn is_object_gap(sentence: &[Place], at: usize) -> bool {
    if at + 1 < sentence.len() && sentence[at].after == Punctuation::None {
        return false;
    }
    for i in (at.saturating_sub(6)..at).rev() {
        if sentence[i].after != Punctuation::None {
            return false;
        }
        let whichever = is_one_of(&sentence[i].word.text, &["whichever", "whatever"]);
        match kind_at(sentence, i) {
            Kind::Relative => return i + 1 < at,
            _ if whichever => return i + 1 < at,
            _ if clause::is_verb(sentence, i) || sentence[i].word.text.ends_with("ed") => return false,
            Kind::Other
            | Kind::Plural
            | Kind::Adjective
            | Kind::Article
            | Kind::Possessive
            | Kind::Quantifier => {}
            _ => return false,
        }
    }
    false
}

/// Whether the bare form after the relative pronoun at `pronoun` has to be a past: its subject is one, or the clause
/// around it is past as well.
pub(super) fn is_past(sentence: &[Place], pronoun: usize, at: usize) -> bool {
    let who = is_one_of(&sentence[pronoun].word.text, &["who"]);
    if !who && !is_one_of(&sentence[pronoun].word.text, &["that"]) || begins_phrase(sentence, pronoun) {
        return false;
    }
    let noun = pronoun - 1;
    let word = sentence[noun].word.text.as_str();
    let object = at + 1 < sentence.len()
        && sentence[at].after == Punctuation::None
        && matches!(
            kind_at(sentence, at + 1),
            Kind::Article | Kind::Possessive | Kind::It | Kind::Object | Kind::You | Kind::Quantifier
        );
    if !who && !object || is_one_of(word, &CLAIMS) {
        return false;
    }
    match kind_at(sentence, noun) {
        Kind::SingularSubject => true,
        Kind::Other if !clause::is_verb(sentence, noun) && clause::determiner(sentence, noun).is_some() => {
            true
        }
        Kind::Plural | Kind::Quantifier => is_followed_by_past(sentence, at + 1),
        _ => false,
    }
}

/// Whether the word at `at` tells what somebody once learned from a source: "I read in the news that rates fell", "we read
/// somewhere that". In the present something says how often.
pub(super) fn is_reported(sentence: &[Place], at: usize) -> bool {
    const SOURCES: [&str; 17] = [
        "article",
        "blog",
        "book",
        "internet",
        "journal",
        "magazine",
        "news",
        "newsletter",
        "newspaper",
        "paper",
        "papers",
        "post",
        "report",
        "study",
        "textbook",
        "thread",
        "web",
    ];
    const HABITS: [&str; 15] = [
        "always",
        "can",
        "daily",
        "each",
        "every",
        "if",
        "mostly",
        "never",
        "often",
        "rarely",
        "seldom",
        "sometimes",
        "usually",
        "when",
        "whenever",
    ];
    const FARTHEST: usize = 7;
    let text = |i: usize| sentence.get(i).map_or("", |p| p.word.text.as_str());
    let Some(subject) = at.checked_sub(1) else {
        return false;
    };
    let asked = subject
        .checked_sub(1)
        .is_some_and(|before| matches!(kind_at(sentence, before), Kind::Modal | Kind::Clause | Kind::Have));
    if kind_at(sentence, subject) != Kind::PluralSubject || asked || sentence[at].after != Punctuation::None {
        return false;
    }
    let ends = |i: usize| sentence.get(i).is_none_or(|p| p.after != Punctuation::None);
    let named = |from: usize| {
        let mut i = from;
        loop {
            if is_one_of(text(i), &SOURCES) {
                return true;
            }
            if ends(i) || i == from + 3 {
                return false;
            }
            i += 1;
        }
    };
    let mut found = is_one_of(text(at + 1), &["online", "somewhere"]);
    for i in at + 1..(at + FARTHEST).min(sentence.len()) {
        found |= is_one_of(text(i), &["in", "on"]) && !ends(i) && named(i + 1);
        if ends(i) {
            break;
        }
    }
    found && !sentence.iter().any(|p| is_one_of(&p.word.text, &HABITS))
}

/// Whether the clause goes on in the past: "those who read the manual had no trouble".
fn is_followed_by_past(sentence: &[Place], from: usize) -> bool {
    for at in from..sentence.len() {
        let word = sentence[at].word.text.as_str();
        if is_one_of(word, &["did", "didn't", "had", "was", "were"]) || clause::is_past_verb(sentence, at) {
            return true;
        }
        if clause::is_verb(sentence, at) || sentence[at].after != Punctuation::None {
            return false;
        }
    }
    false
}

/// What an auxiliary before the noun that ends at `noun` says for a bare verb after it: "does the IPCC project",
/// "may this app read", "how long should a token live".
pub(super) fn asked(sentence: &[Place], noun: usize) -> f32 {
    const FARTHEST: usize = 8;
    const MOST: usize = 4;
    let mut words = 0;
    for at in (noun.saturating_sub(FARTHEST)..noun).rev() {
        let word = sentence[at].word.text.as_str();
        let determined = matches!(
            kind_at(sentence, at + 1),
            Kind::Article | Kind::Possessive | Kind::Quantifier
        );
        if is_one_of(word, &["do", "does", "did"]) {
            // "What does the agency record?" has no other verb.
            let last = noun + 2 == sentence.len() && determined && noun - at <= 3;
            return if last { 4.0 } else { 2.0 };
        }
        if kind_at(sentence, at) == Kind::Modal && determined {
            return 2.0;
        }
        // The letters of an abbreviation are one word.
        words += usize::from(word.len() > 1);
        if words == MOST || sentence[at].after != Punctuation::None {
            break;
        }
    }
    0.0
}

/// Whether "'d" before the verb at `at` is "would" and not "had": a condition stands by, or one speaks of oneself and
/// nothing in the sentence is past.
pub(super) fn is_wish(sentence: &[Place], subject: usize, at: usize) -> bool {
    let own = is_one_of(&sentence[subject].word.text, &["I'd", "we'd", "you'd"]);
    let past = |i: usize| {
        is_past_time(sentence, i)
            || clause::is_past_form(&sentence[i].word.text)
            || is_one_of(
                &sentence[i].word.text,
                &["had", "just", "never", "once", "twice", "was", "were"],
            )
    };
    let mut others = (0..sentence.len()).filter(|&i| i != at && i != subject);
    clause::is_conditional(sentence) || own && !others.any(past)
}

/// What begins the question about a noun phrase that ends right before `at`: "is the page live", "have all replicas read
/// the log".
pub(super) fn asked_with(sentence: &[Place], at: usize) -> Option<Kind> {
    let plural = at > 0 && kind_at(sentence, at - 1) == Kind::Plural;
    let noun = clause::determiner(sentence, if plural { at - 1 } else { at })?;
    let first = noun
        .checked_sub(1)
        .filter(|&first| begins_phrase(sentence, first))?;
    let word = sentence[first].word.text.as_str();
    let be = ["is", "isn't", "are", "aren't", "was", "wasn't", "were", "weren't"];
    match kind_at(sentence, first) {
        Kind::Be if noun + 1 < at && is_one_of(word, &be) => Some(Kind::Be),
        Kind::Have => Some(Kind::Have),
        _ => None,
    }
}

/// Whether what ends right before `at` is a noun in the singular that begins its clause, so that a bare form is no verb in
/// the present: "where the script read the file", "the Fourier transform".
pub(super) fn is_after_singular(sentence: &[Place], at: usize) -> bool {
    let Some(determiner) = clause::determiner(sentence, at) else {
        return false;
    };
    let clause = begins_phrase(sentence, determiner) || kind_at(sentence, determiner - 1) == Kind::Clause;
    let kind = kind_at(sentence, determiner);
    clause
        && matches!(kind, Kind::Article | Kind::Possessive)
        && kind_at(sentence, at - 1) == Kind::Other
        && determiner + 1 < at
}

/// Whether what ends right before `at` is the name of one person that begins its clause, and an object follows: "As Darwin read Malthus".
pub(super) fn is_after_name(sentence: &[Place], at: usize) -> bool {
    let named = |i: usize| {
        let word = sentence[i].word.text.as_str();
        kind_at(sentence, i) == Kind::Other
            && word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
            && word.len() > 1
    };
    let names = (at.saturating_sub(6)..at)
        .rev()
        .take_while(|&i| named(i) && sentence[i].after == Punctuation::None);
    let Some(first) = names.last() else {
        return false;
    };
    let begins = begins_phrase(sentence, first)
        || matches!(kind_at(sentence, first - 1), Kind::Clause | Kind::Adverb)
            && begins_phrase(sentence, first - 1)
        || sentence[first - 1].word.text.eq_ignore_ascii_case("as");
    // "Let Anna read it", "Either read the docs, or ask."
    let none = is_one_of(
        &sentence[first].word.text,
        &[
            "both", "either", "hear", "hence", "instead", "let", "make", "neither", "see", "thus", "today",
            "tomorrow", "watch",
        ],
    );
    let object = sentence.get(at + 1).is_some_and(|next| {
        let told = matches!(
            kind_at(sentence, at + 1),
            Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::Preposition | Kind::Quantifier
        );
        sentence[at].after == Punctuation::None && (told || next.word.text.starts_with(char::is_uppercase))
    });
    begins && object && !none && !sentence[at - 1].word.text.ends_with('s')
}

/// Whether the sentence says after `at` what happened next, in the past: "before I believed it", "and then it crashed".
pub(super) fn is_told_in_past(sentence: &[Place], at: usize) -> bool {
    let joins = |i: usize| {
        is_one_of(
            &sentence[i].word.text,
            &["after", "and", "before", "but", "until"],
        )
    };
    let subject = |i: usize| {
        matches!(
            kind_at(sentence, i),
            Kind::PluralSubject | Kind::SingularSubject | Kind::It
        )
    };
    let end = sentence.len().min(at + 14);
    let auxiliary = |i: usize| is_one_of(&sentence[i].word.text, &["had", "was", "were"]);
    let past = |i: usize| clause::is_past_form(&sentence[i].word.text) || auxiliary(i);
    // "And was struck by it", "and loved it"; but "the logs and stored metrics".
    let joined_past = |i: usize| {
        let noun = |p: &Place| matches!(kind(p.word), Kind::Other | Kind::Plural);
        auxiliary(i) || past(i) && sentence.get(i + 1).is_some_and(|p| !noun(p))
    };
    (at + 1..end).any(|i| {
        joins(i)
            && (i + 1 < end && joined_past(i + 1)
                || (i + 1..end.min(i + 4)).any(|s| subject(s) && s + 1 < end && past(s + 1)))
    })
}

/// Words that put a sentence into the past: "yesterday", "last night", "so far", "in the last episode".
pub(super) fn is_past_time(sentence: &[Place], at: usize) -> bool {
    const TIMES: [&str; 6] = [
        "yesterday",
        "ago",
        "earlier",
        "previously",
        "already",
        "overnight",
    ];
    const PERIODS: [&str; 10] = [
        "night", "week", "weekend", "month", "quarter", "year", "summer", "winter", "spring", "time",
    ];
    let text = |i: usize| sentence.get(i).map_or("", |p| p.word.text.as_str());
    let is = |i: usize, word: &str| word.eq_ignore_ascii_case(text(i));
    const LESSONS: [&str; 8] = [
        "chapter", "class", "course", "episode", "lecture", "lesson", "module", "session",
    ];
    is_one_of(text(at), &TIMES)
        || at > 1 && is(at, "last") && is(at - 2, "in") && is_one_of(text(at + 1), &LESSONS)
        || is(at, "last") && (is_one_of(text(at + 1), &PERIODS) || text(at + 1).ends_with("day"))
        || is(at, "so") && is(at + 1, "far")
}

/// The phrase that a comma ends right before `at`, and the last word before that phrase.
fn phrase_before(sentence: &[Place], at: usize) -> Option<(Option<usize>, Range<usize>)> {
    let last = at
        .checked_sub(1)
        .filter(|&i| sentence[i].after == Punctuation::Comma)?;
    let before = (0..last).rev().find(|&i| sentence[i].after != Punctuation::None);
    Some((before, before.map_or(0, |i| i + 1)..at))
}

/// Whether the word at `at`, behind a comma, stands in a row of what was done: "It crashed, read the offset, and died."
pub(super) fn is_in_row_of_past(sentence: &[Place], at: usize) -> bool {
    let Some((_, before)) = phrase_before(sentence, at) else {
        return false;
    };
    let and = |i: &usize| is_one_of(clause::text(sentence, *i), &["and", "then"]);
    let next = (at + 1..sentence.len()).find(and);
    !clause::is_subordinate(sentence)
        && before
            .into_iter()
            .any(|i| clause::is_past_form(clause::text(sentence, i)))
        && next.is_some_and(|i| clause::is_past_form(clause::text(sentence, i + 1)))
}

/// Whether the sentence begins with what is told to be done: "Open a ticket, ...".
pub(super) fn begins_with_order(sentence: &[Place]) -> bool {
    let object = matches!(
        clause::next(sentence, 0),
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::Other)
    );
    object
        && clause::is_verb(sentence, 0)
        && !clause::text(sentence, 0).ends_with('s')
        && !clause::is_past_form(clause::text(sentence, 0))
        && kind_at(sentence, 0) == Kind::Other
        || object && is_one_of(clause::text(sentence, 0), &["open", "use", "write"])
}

/// Whether a second name of the subject ends before `at`, whose verb has not come yet: "the commander, or IC, coordinates".
pub(super) fn is_after_apposition(sentence: &[Place], at: usize) -> bool {
    let comma = |i: usize| sentence[i].after == Punctuation::Comma;
    let Some((Some(first), _)) = phrase_before(sentence, at) else {
        return false;
    };
    let opens = is_one_of(
        clause::text(sentence, first + 1),
        &[
            "a", "an", "called", "if", "known", "named", "or", "our", "the", "when",
        ],
    );
    let subject =
        !(0..=first).any(|i| clause::is_verb(sentence, i) || clause::is_border(kind_at(sentence, i)));
    opens && comma(first) && subject
}
