//! The clause around a word: where its verb stands, and what its subject is.
//!
//! Owns the lists of verbs by which that is told. A short grammar, not a parser: it finds what is plain and says nothing
//! of the rest. Knows no weights.

use super::kinds::{Kind, is_number, is_one_of, kind, kind_at};
use super::tagger::{Form, Place, begins_phrase};
use crate::text::token::Punctuation;

/// Verbs that are seldom nouns, in their base form.
#[rustfmt::skip] // a list
const VERBS: [&str; 97] = [
    "accept", "achieve", "adopt", "agree", "allow", "appear", "apply", "arrive", "ask", "attract", "become",
    "begin", "believe", "bring", "build", "buy", "carry", "choose", "collect", "come", "compare", "consider",
    "consist", "continue", "decide", "define", "deliver", "describe", "destroy", "determine", "develop",
    "differ", "eat", "enable", "ensure", "evolve", "exist", "expect", "explain", "fail", "find", "follow",
    "forget", "generate", "get", "go", "grow", "hear", "hide", "improve", "indicate", "introduce", "involve",
    "join", "keep", "know", "learn", "leave", "lose", "matter", "meet", "migrate", "mix", "occur", "operate",
    "perform", "prefer", "prevent", "protect", "prove", "publish", "receive", "reduce", "refer", "rely",
    "remove", "replace", "represent", "save", "say", "sell", "send", "solve", "speak", "spend", "spoil",
    "suggest", "survive", "teach", "tell", "tend", "think", "understand", "vary", "wait", "wear", "persist",
];

/// Verbs that are nouns as well: what follows them tells.
const WEAK: [&str; 46] = [
    "apply", "attack", "benefit", "block", "burn", "call", "cause", "change", "claim", "cost", "cover",
    "drop", "end", "face", "fall", "feature", "fill", "flow", "help", "hold", "hope", "land", "last", "line",
    "move", "need", "offer", "own", "pass", "place", "plan", "play", "point", "report", "rest", "rise",
    "run", "set", "share", "start", "stop", "test", "trust", "turn", "work", "worry",
];

/// Past forms without -ed.
const PAST: [&str; 54] = [
    "arose", "ate", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose",
    "did", "drew", "drove", "fell", "flew", "forgot", "fought", "found", "gave", "grew", "held", "hit",
    "kept", "knew", "laid", "lay", "led", "left", "lost", "made", "met", "paid", "ran", "rose", "sang",
    "sat", "said", "sank", "sent", "shook", "shot", "shrank", "sold", "spent", "spoke", "stole", "stood",
    "taught", "threw", "told", "took", "went", "wrote",
];

/// What follows the object of an imperative and is no verb: "separate concerns today".
const NO_VERBS: [&str; 26] = [
    "afterwards",
    "ahead",
    "alone",
    "anyway",
    "apart",
    "away",
    "back",
    "daily",
    "data",
    "down",
    "early",
    "fast",
    "instead",
    "late",
    "off",
    "once",
    "out",
    "overnight",
    "straight",
    "today",
    "together",
    "tomorrow",
    "tonight",
    "twice",
    "up",
    "weekly",
];

/// "Wind down", "tear up": what stands beside a verb.
fn is_particle(word: &str) -> bool {
    is_one_of(
        word,
        &["apart", "away", "back", "down", "off", "out", "together", "up"],
    )
}

/// Whether a particle of the verb at `at` stands after it; "data transfer out of the region" has none.
pub(super) fn has_particle(sentence: &[Place], at: usize) -> bool {
    let second = next(sentence, at + 1);
    is_particle(text(sentence, at + 1)) && !matches!(second, Some(Kind::Of | Kind::To))
}

/// Whether `word` is one of these verbs, with or without the s of the third person.
fn is_form_of(word: &str, verbs: &[&str]) -> bool {
    let word = word.as_bytes();
    let is = |stem: &[u8]| verbs.iter().any(|v| v.as_bytes().eq_ignore_ascii_case(stem));
    let cut = |ending: &str| word.strip_suffix(ending.as_bytes());
    is(word)
        || cut("s").is_some_and(is)
        || cut("es").is_some_and(is)
        || cut("ies").is_some_and(|stem| {
            let whole = |v: &&str| {
                v.as_bytes()
                    .strip_suffix(b"y")
                    .is_some_and(|v| v.eq_ignore_ascii_case(stem))
            };
            verbs.iter().any(whole)
        })
}

pub(super) fn text<'a>(sentence: &[Place<'a>], at: usize) -> &'a str {
    sentence.get(at).map_or("", |p| p.word.text.as_str())
}

/// What stands right after `at`, in the same phrase.
pub(super) fn next(sentence: &[Place], at: usize) -> Option<Kind> {
    let open = sentence.get(at).is_some_and(|p| p.after == Punctuation::None);
    (open && at + 1 < sentence.len()).then(|| kind_at(sentence, at + 1))
}

/// Whether the word at `at` is plainly a verb that has a subject or gives an order.
pub(super) fn is_verb(sentence: &[Place], at: usize) -> bool {
    let word = text(sentence, at);
    let previous = (!begins_phrase(sentence, at)).then(|| kind_at(sentence, at - 1));
    let nominal = matches!(
        previous,
        Some(Kind::Article | Kind::Possessive | Kind::Preposition | Kind::Of | Kind::Quantifier)
    );
    // "This includes", "all are".
    let alone = previous == Some(Kind::Quantifier)
        && (matches!(kind_at(sentence, at), Kind::Be | Kind::Have | Kind::Modal)
            || word.ends_with('s') && is_one_of(text(sentence, at - 1), &["each", "this"]));
    // "One point three".
    let decimal = previous.is_some() && is_number(text(sentence, at - 1)) && word == "point";
    if nominal && !alone || decimal {
        return false;
    }
    let object = matches!(next(sentence, at), Some(Kind::Article | Kind::Possessive));
    match kind_at(sentence, at) {
        // "Specific needs".
        Kind::Verb => return previous != Some(Kind::Adjective),
        Kind::Be | Kind::Have | Kind::Modal | Kind::Would => return true,
        Kind::Other | Kind::Plural | Kind::Adjective => {}
        _ => return false,
    }
    if is_one_of(word, &PAST) {
        return !matches!(previous, Some(Kind::Be | Kind::Have));
    }
    if is_form_of(word, &VERBS) {
        return true;
    }
    if word.ends_with("ed") && word.len() > 4 {
        // "The rates reported by the agency" and "pods based on it" have their verb elsewhere; "weighted routing" has
        // none.
        const PARTICIPLES: [&str; 12] = [
            "associated",
            "based",
            "called",
            "defined",
            "exposed",
            "located",
            "named",
            "needed",
            "owned",
            "related",
            "required",
            "used",
        ];
        let subject = matches!(
            previous,
            Some(
                Kind::Other
                    | Kind::Plural
                    | Kind::PluralSubject
                    | Kind::SingularSubject
                    | Kind::It
                    | Kind::You
            )
        );
        let describes = matches!(
            next(sentence, at),
            Some(Kind::Other | Kind::Plural | Kind::Adjective)
        );
        let by = text(sentence, at + 1).eq_ignore_ascii_case("by");
        return subject && !describes && !by && !is_one_of(word, &PARTICIPLES);
    }
    let follows = matches!(
        next(sentence, at),
        Some(
            Kind::Article
                | Kind::Possessive
                | Kind::Quantifier
                | Kind::Adverb
                | Kind::Adjective
                | Kind::Preposition
                | Kind::Object
                | Kind::It
                | Kind::You
                | Kind::To
        )
    );
    follows && previous != Some(Kind::Adjective) && is_form_of(word, &WEAK)
        // No noun stands right before an article: "review the contracts".
        || object && kind_at(sentence, at) == Kind::Other && !is_loose(word)
        // "Specifies the protocol."
        || object && kind_at(sentence, at) == Kind::Plural && at == 0 && !text(sentence, 1).eq_ignore_ascii_case("whose")
        || object && is_one_of(word, &["clean", "clear", "open", "slow"])
}

/// Whether the word at `at` is plainly a verb in the past.
pub(super) fn is_past_verb(sentence: &[Place], at: usize) -> bool {
    is_past_form(text(sentence, at)) && is_verb(sentence, at)
}

/// Whether a word that stands behind its subject is a verb in the past.
pub(super) fn is_past_form(word: &str) -> bool {
    is_one_of(word, &PAST) || word.ends_with("ed") && !word.ends_with("eed")
}

/// Whether a word that stands before an article may do so without being a verb: "up the stairs", "half the load".
fn is_loose(word: &str) -> bool {
    const LOOSE: [&str; 16] = [
        "above",
        "along",
        "below",
        "beside",
        "despite",
        "half",
        "near",
        "past",
        "throughout",
        "today",
        "tomorrow",
        "toward",
        "towards",
        "twice",
        "upon",
        "yesterday",
    ];
    is_particle(word) || is_one_of(word, &LOOSE)
}

/// Whether a clause may begin at `at`, inside a phrase.
pub(super) fn is_border(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Clause
            | Kind::Relative
            | Kind::Conjunction
            | Kind::PluralSubject
            | Kind::SingularSubject
            | Kind::You
    )
}

/// Whether the verb in -s at `at` may as well be a plural: "record calls for training".
fn may_be_noun(sentence: &[Place], at: usize) -> bool {
    kind_at(sentence, at) == Kind::Plural
        && is_form_of(text(sentence, at), &WEAK)
        && matches!(next(sentence, at), Some(Kind::Preposition | Kind::To))
}

/// How surely the word at `at`, which begins its phrase, is part of a subject: 1 where the verb of that subject is
/// plain ("Record sales rose"), less where there may be one ("Content creators earn money"), 0 where there is none.
pub(super) fn subject(sentence: &[Place], at: usize) -> f32 {
    let first = at + 1;
    let Some(kind_of_next) = next(sentence, at) else {
        return 0.0;
    };
    // "Incense burns in the temple."
    if kind_of_next == Kind::Plural && is_verb(sentence, first) && !may_be_noun(sentence, first) {
        return 1.0;
    }
    let mut possible = 0.0;
    for i in first..sentence.len() {
        if i > first && sentence[i - 1].after != Punctuation::None {
            break;
        }
        let (this, previous) = (kind_at(sentence, i), kind_at(sentence, i - 1));
        let apposed = matches!(this, Kind::Article | Kind::Possessive)
            && matches!(previous, Kind::Plural | Kind::Other)
            && i > first;
        if is_border(this) || apposed || i == first && matches!(this, Kind::Article | Kind::Possessive) {
            break;
        }
        if i > first && previous != Kind::To && is_verb(sentence, i) && !may_be_noun(sentence, i) {
            return 1.0;
        }
        // "Separate teams own two services": a word between a plural and what may be its object.
        let noun = sentence[first].word;
        if i == first + 1
            && kind_of_next == Kind::Plural
            && noun.text.starts_with(char::is_lowercase)
            && matches!(this, Kind::Other | Kind::Adjective)
            && !is_one_of(text(sentence, i), &NO_VERBS)
            && !text(sentence, i).ends_with("ing")
            && !text(sentence, i).ends_with("ed")
        {
            let object = matches!(
                next(sentence, i),
                Some(Kind::Article | Kind::Possessive | Kind::Quantifier | Kind::Object | Kind::Adverb)
            );
            if object || is_particle(text(sentence, i + 1)) {
                return 1.0;
            }
            possible = 0.5;
        }
    }
    possible
}

/// Whether the word right after the noun at `at` is the verb of the clause and agrees with it: "memory use grows", but not
/// "projects costs".
pub(super) fn has_verb_right_after(sentence: &[Place], at: usize, form: Form) -> bool {
    if next(sentence, at).is_none() || !is_verb(sentence, at + 1) {
        return false;
    }
    let word = text(sentence, at + 1);
    let open = matches!(kind_at(sentence, at + 1), Kind::Other | Kind::Plural | Kind::Verb);
    let past = is_one_of(word, &PAST) || word.ends_with("ed");
    !open || past || word.ends_with('s') == (form == Form::Base)
}

/// Whether a verb in -s stands a few words before `at`: "reduces borrowing and increases saving".
pub(super) fn has_third_person_before(sentence: &[Place], at: usize) -> bool {
    let verb = |i: usize| text(sentence, i).ends_with('s') && is_verb(sentence, i);
    let close = (at.saturating_sub(4)..at).any(|i| kind_at(sentence, i) == Kind::Plural && verb(i));
    // "It waits ten seconds, times out, and retries."
    close
        || (kind_at(sentence, 0) == Kind::It || kind_at(sentence, 0) == Kind::SingularSubject)
            && at > 1
            && verb(1)
}

/// Whether the object of an imperative ends right after the plural at `at`: "separate concerns early".
pub(super) fn is_last_object(sentence: &[Place], at: usize) -> bool {
    kind_at(sentence, at) == Kind::Plural
        && (next(sentence, at) == Some(Kind::Adverb) || is_one_of(text(sentence, at + 1), &NO_VERBS))
}

/// Whether the sentence opens with a clause that cannot stand alone.
pub(super) fn is_subordinate(sentence: &[Place]) -> bool {
    sentence.first().is_some_and(|p| kind(p.word) == Kind::Clause)
}

/// Whether the clause has a verb before `at`.
pub(super) fn has_verb_before(sentence: &[Place], at: usize) -> bool {
    // "When it is cold, the muscle contracts": two clauses. "We need food, the supplier contracts": one.
    let subordinate = is_subordinate(sentence);
    for i in (0..at).rev() {
        let comma = sentence[i].after != Punctuation::None;
        let this = kind_at(sentence, i);
        let begins = is_one_of(text(sentence, i), &["however", "since", "therefore", "whereas"]);
        if comma && subordinate || matches!(this, Kind::Clause | Kind::Relative) || begins {
            return false;
        }
        if is_verb(sentence, i) || matches!(this, Kind::PluralSubject | Kind::SingularSubject) {
            return true;
        }
    }
    false
}

/// The determiner of the noun phrase whose last word is at `noun`: "a" for "study" in "a recent cohort study".
pub(super) fn determiner(sentence: &[Place], noun: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    for at in (noun.saturating_sub(LONGEST)..noun).rev() {
        if sentence[at].after != Punctuation::None {
            return None;
        }
        match kind_at(sentence, at) {
            Kind::Article | Kind::Possessive | Kind::Quantifier => return Some(at),
            _ if is_verb(sentence, at) => return None,
            Kind::Adjective | Kind::Other => {}
            _ => return None,
        }
    }
    None
}

/// Whether the "and" at `and` joins a plural that begins its phrase with what ends right before `at`, and no later word is
/// the verb of both: "bacteria and yeast produce gas", but not "operations and maintenance contracts cost more".
fn is_pair(sentence: &[Place], and: usize, at: usize) -> bool {
    let Some(first) = and.checked_sub(1) else {
        return false;
    };
    let alone = begins_phrase(sentence, first)
        || matches!(kind_at(sentence, first - 1), Kind::Article | Kind::Possessive)
            && begins_phrase(sentence, first - 1);
    text(sentence, and).eq_ignore_ascii_case("and")
        && kind_at(sentence, first) == Kind::Plural
        && alone
        && !(at + 1..sentence.len()).any(|i| is_verb(sentence, i))
}

/// Whether what ends right before `at` is a subject in the plural though its last noun is none: "Ubuntu and Fedora",
/// "the rovers on this mission".
pub(super) fn is_plural_subject(sentence: &[Place], at: usize) -> bool {
    const LONGEST: usize = 6;
    let mut inside = false;
    for i in (at.saturating_sub(LONGEST)..at).rev() {
        if sentence[i].after != Punctuation::None {
            return false;
        }
        match kind_at(sentence, i) {
            Kind::Conjunction => {
                let name = |i: usize| text(sentence, i).starts_with(char::is_uppercase);
                return name(i + 1) && i.checked_sub(1).is_some_and(name) || is_pair(sentence, i, at);
            }
            Kind::Preposition => inside = true,
            Kind::Plural => {
                let before = (!begins_phrase(sentence, i)).then(|| kind_at(sentence, i - 1));
                let noun = matches!(
                    before,
                    None | Some(Kind::Article | Kind::Possessive | Kind::Quantifier | Kind::Adjective)
                );
                return inside && noun;
            }
            Kind::Other | Kind::Article | Kind::Possessive | Kind::Quantifier | Kind::Adjective => {}
            _ => return false,
        }
    }
    false
}

/// Whether "percent" at `at` is a share of many, as in "five percent graduate", and no measure, as in "a five percent
/// raise".
pub(super) fn is_share(sentence: &[Place], at: usize) -> bool {
    if !text(sentence, at).eq_ignore_ascii_case("percent") {
        return false;
    }
    let before = (0..at).rev().find(|&i| !is_number(text(sentence, i)));
    before.is_none_or(|i| sentence[i].after != Punctuation::None || kind_at(sentence, i) == Kind::Adverb)
        || before.is_some_and(|i| {
            is_one_of(
                text(sentence, i),
                &[
                    "about", "around", "roughly", "over", "under", "than", "and", "but", "only",
                ],
            )
        })
}

/// Whether the pronoun at `at` is told to do what follows: "let me read", "help us record".
pub(super) fn is_let(sentence: &[Place], at: usize) -> bool {
    const VERBS: [&str; 10] = [
        "let", "lets", "letting", "help", "helps", "helped", "make", "makes", "made", "watch",
    ];
    at > 0 && is_one_of(text(sentence, at - 1), &VERBS)
}

/// Whether the sentence imagines what would be.
pub(super) fn is_conditional(sentence: &[Place]) -> bool {
    const SIGNS: [&str; 7] = ["if", "would", "could", "rather", "probably", "love", "like"];
    sentence.iter().any(|p| is_one_of(&p.word.text, &SIGNS))
}

/// Whether the "to" at `at` belongs to the word before it ("access to content") and not to a verb after it.
pub(super) fn takes_to(sentence: &[Place], at: usize) -> bool {
    const TAKERS: [&str; 24] = [
        "access",
        "according",
        "addition",
        "addressed",
        "applied",
        "attached",
        "back",
        "compared",
        "connected",
        "contrast",
        "down",
        "due",
        "equal",
        "map",
        "maps",
        "next",
        "opposed",
        "point",
        "points",
        "prior",
        "related",
        "respect",
        "response",
        "sent",
    ];
    let before = at.checked_sub(1).map(|b| sentence[b].word.text.as_str());
    before.is_some_and(|word| TAKERS.iter().any(|t| t.eq_ignore_ascii_case(word)))
}
