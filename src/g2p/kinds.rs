//! What kind of word a neighbour is: the closed classes of English, and the endings of the open ones.
//!
//! Owns these lists. A number that belongs to a name ("Fedora 39") is part of it. Knows no weights.

use super::tagger::Place;
use crate::text::token::{Inflection, Pronunciation, SpokenWord};

/// What a neighbour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Possessive,
    /// "this", "each", numbers: before nouns, or alone.
    Quantifier,
    /// "that", "which", "who".
    Relative,
    To,
    Modal,
    /// "they'd": they would, or they had.
    Would,
    Be,
    Have,
    /// "I", "you", "we", "they": the verb after it has no ending.
    PluralSubject,
    /// "he", "she", "it": the verb after it has an -s, or is past.
    SingularSubject,
    /// "it" and "you": subjects before a verb, objects after one.
    It,
    You,
    Object,
    /// "if", "because": a clause begins.
    Clause,
    /// "more", "most": before adjectives.
    Degree,
    /// Verbs so common that what follows them is seldom another.
    Verb,
    Of,
    Preposition,
    Conjunction,
    Adverb,
    Adjective,
    Plural,
    Other,
}

/// What the word at `at` is where it stands: "nine" in "Fedora thirty nine" counts nothing.
pub(super) fn kind_at(sentence: &[Place], at: usize) -> Kind {
    const NUMBERED: [&str; 12] = [
        "chapter", "layer", "level", "option", "part", "phase", "region", "stage", "step", "version", "week",
        "zone",
    ];
    let found = kind(sentence[at].word);
    if found != Kind::Quantifier || !is_number(&sentence[at].word.text) {
        return found;
    }
    let Some(first) = (0..at).rev().find(|&i| !is_number(&sentence[i].word.text)) else {
        return found;
    };
    let text = sentence[first].word.text.as_str();
    // "data that no one ever read"
    if first + 1 == at && is_one_of(text, &["no"]) && is_one_of(&sentence[at].word.text, &["one"]) {
        return Kind::SingularSubject;
    }
    let name = text.starts_with(char::is_uppercase) && kind(sentence[first].word) == Kind::Other;
    if name || is_one_of(text, &NUMBERED) {
        Kind::Other
    } else {
        found
    }
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    lower(word, &mut [0; LONGEST]).is_some_and(numeral)
}

#[rustfmt::skip] // a table
fn numeral(lower: &str) -> bool {
    matches!(
        lower,
        "zero" | "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven"
        | "twelve" | "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen" | "eighteen" | "nineteen"
        | "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety" | "hundred"
        | "thousand" | "million"
    )
}

/// The longest word of the lists, in bytes.
const LONGEST: usize = 16;

/// A word of ASCII letters in lower case; `None` where it is longer than any of the lists.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let lower = buffer.get_mut(..word.len())?;
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(lower).ok()
}

/// Whether a word is in a list, in any case.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether a word is one of the forms of "be", and none of the verbs like it ("seems").
pub(super) fn is_form_of_be(word: &str) -> bool {
    is_one_of(
        word,
        &[
            "am", "are", "be", "been", "being", "is", "was", "were", "isn't", "aren't", "wasn't", "weren't",
        ],
    )
}

/// What a word is by its spelling alone.
pub(super) fn kind(word: &SpokenWord) -> Kind {
    // "LLMs use", but "the CEO's".
    if let Pronunciation::Letter { ending } = word.pronunciation {
        let plural = ending == Some(Inflection::S) && !word.text.contains(['\'', '’']);
        return if plural { Kind::Plural } else { Kind::Other };
    }
    let mut buffer = [0; LONGEST];
    let Some(lower) = lower(&word.text, &mut buffer) else {
        return by_ending(word.text.as_bytes());
    };
    match lower {
        "a" | "an" | "the" => Kind::Article,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose" => Kind::Possessive,
        "this" | "these" | "those" | "each" | "every" | "any" | "some" | "no" | "another" | "both"
        | "all" | "many" | "few" | "several" | "much" | "enough" => Kind::Quantifier,
        "that" | "which" | "who" | "what" | "how" | "whatever" => Kind::Relative,
        "to" => Kind::To,
        "can" | "could" | "will" | "would" | "shall" | "should" | "may" | "might" | "must" | "do"
        | "does" | "did" | "don't" | "doesn't" | "didn't" | "can't" | "cannot" | "couldn't" | "won't"
        | "wouldn't" | "shouldn't" | "let's" | "please" | "i'll" | "you'll" | "we'll" | "they'll"
        | "it'll" | "he'll" | "she'll" | "helps" | "help" | "mustn't" => Kind::Modal,
        "i'd" | "you'd" | "we'd" | "they'd" | "he'd" | "she'd" | "it'd" => Kind::Would,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "isn't" | "aren't" | "wasn't"
        | "weren't" | "it's" | "that's" | "i'm" | "you're" | "we're" | "they're" | "he's" | "she's"
        | "stay" | "stays" | "seem" | "seems" | "remain" | "remains" | "become" | "becomes" | "feel"
        | "feels" | "look" | "looks" | "seemed" | "remained" => Kind::Be,
        "have" | "has" | "had" | "i've" | "you've" | "we've" | "they've" | "having" | "haven't"
        | "hasn't" | "hadn't" => Kind::Have,
        "if" | "when" | "where" | "why" | "because" | "while" | "unless" | "although" | "though"
        | "whether" => Kind::Clause,
        "more" | "most" | "less" | "least" => Kind::Degree,
        "need" | "needs" | "mean" | "means" | "get" | "gets" | "make" | "makes" | "take" | "takes"
        | "give" | "gives" | "require" | "requires" | "provide" | "provides" | "create" | "creates"
        | "add" | "adds" | "keep" | "keeps" | "want" | "wants" | "avoid" | "avoids" | "handle"
        | "handles" | "pay" | "pays" | "saw" | "see" | "sees" | "show" | "shows" | "serve" | "serves"
        | "contain" | "contains" | "include" | "includes" | "expose" | "exposes" | "return" | "returns"
        | "support" | "supports" | "depend" | "depends" | "happen" | "happens" | "belong" | "belongs" => {
            Kind::Verb
        }
        "it" => Kind::It,
        "you" => Kind::You,
        "i" | "we" | "they" => Kind::PluralSubject,
        "he" | "she" | "nobody" | "somebody" | "someone" | "everybody" | "everyone" | "anybody"
        | "anyone" | "who's" => Kind::SingularSubject,
        "me" | "him" | "us" | "them" | "itself" | "themselves" | "yourself" | "everything" | "something" => {
            Kind::Object
        }
        "of" => Kind::Of,
        "in" | "on" | "for" | "with" | "by" | "from" | "at" | "into" | "about" | "over" | "under"
        | "between" | "per" | "without" | "through" | "during" | "after" | "before" | "across"
        | "against" | "inside" | "outside" | "within" | "behind" | "via" | "onto" | "as" | "than"
        | "like" | "until" | "since" | "around" | "beyond" => Kind::Preposition,
        "and" | "or" | "but" | "nor" => Kind::Conjunction,
        "not" | "never" | "always" | "also" | "just" | "only" | "still" | "even" | "often" | "then"
        | "now" | "already" | "really" | "simply" | "again" | "so" | "too" | "very" | "actually"
        | "first" | "later" | "soon" | "sometimes" | "maybe" | "perhaps" | "seldom" | "ever" | "indeed"
        | "somehow" | "nowadays" | "rather" | "once" => Kind::Adverb,
        "new" | "old" | "good" | "bad" | "big" | "small" | "high" | "low" | "single" | "next" | "last"
        | "same" | "other" | "own" | "raw" | "whole" | "main" | "real" | "long" | "short" | "fast"
        | "slow" | "clean" | "clear" | "great" | "little" | "right" | "wrong" | "hard" | "soft" | "hot"
        | "cold" | "open" | "current" | "recent" | "daily" | "weekly" | "rich" | "poor" | "sharp"
        | "huge" | "major" | "minor" | "broken" | "known" | "early" | "late" => Kind::Adjective,
        "algae" | "archaea" | "bacteria" | "cattle" | "children" | "criteria" | "fungi" | "larvae"
        | "men" | "mice" | "mitochondria" | "nuclei" | "people" | "phenomena" | "police" | "women" => {
            Kind::Plural
        }
        number if numeral(number) => Kind::Quantifier,
        _ => by_ending(lower.as_bytes()),
    }
}

/// What a word of an open class is, by its ending.
fn by_ending(word: &[u8]) -> Kind {
    const NO_ADVERBS: [&[u8]; 12] = [
        b"ally",
        b"anomaly",
        b"apply",
        b"assembly",
        b"comply",
        b"family",
        b"imply",
        b"multiply",
        b"rally",
        b"rely",
        b"reply",
        b"supply",
    ];
    // Nouns with the endings of adjectives: "the metal contracts".
    const NOUNS: [&[u8]; 56] = [
        b"animal",
        b"archive",
        b"binary",
        b"boundary",
        b"cable",
        b"canary",
        b"canal",
        b"capital",
        b"cathedral",
        b"clinic",
        b"commentary",
        b"critic",
        b"crystal",
        b"derivative",
        b"dictionary",
        b"directive",
        b"executable",
        b"fabric",
        b"festival",
        b"fossil",
        b"general",
        b"graphic",
        b"hospital",
        b"initiative",
        b"interval",
        b"journal",
        b"library",
        b"logic",
        b"manual",
        b"material",
        b"metal",
        b"metric",
        b"mineral",
        b"music",
        b"narrative",
        b"objective",
        b"panic",
        b"pedal",
        b"plastic",
        b"portal",
        b"proposal",
        b"removal",
        b"republic",
        b"rival",
        b"salary",
        b"secretary",
        b"signal",
        b"statistic",
        b"summary",
        b"survival",
        b"syllable",
        b"table",
        b"terminal",
        b"traffic",
        b"tutorial",
        b"variable",
    ];
    if NOUNS.binary_search(&word).is_ok() {
        return Kind::Other;
    }
    let ends = |ending: &str| word.len() > ending.len() + 2 && word.ends_with(ending.as_bytes());
    if ends("'s") || ends("s'") {
        Kind::Possessive
    } else if ends("ly") && !NO_ADVERBS.contains(&word) {
        Kind::Adverb
    } else if ["al", "ous", "ive", "ful", "less", "able", "ible", "ic", "ary"]
        .iter()
        .any(|e| ends(e))
        // "Unused imports".
        || word.len() > 6 && word.starts_with(b"un") && word.ends_with(b"ed")
    {
        Kind::Adjective
    } else if ["ae", "eoli", "illi", "occi", "ii", "uli"]
        .iter()
        .any(|e| ends(e))
    {
        // "Lactobacilli produce acid", "the vertebrae".
        Kind::Plural
    } else if word.len() > 3
        && word.ends_with(b"s")
        && !["ss", "us", "is"].iter().any(|e| word.ends_with(e.as_bytes()))
    {
        Kind::Plural
    } else {
        Kind::Other
    }
}
