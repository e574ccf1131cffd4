//! How likely a word is a noun, a verb, an adjective or a past form, from the words beside it.
//!
//! A small tagger for one question: which reading of a heteronym is meant. Closed classes of English (determiners,
//! auxiliaries, pronouns, prepositions) are listed; everything else is told by its ending. Each neighbour adds
//! weight to the classes it usually stands beside; the weights are ours, set by hand and held by the sentences in
//! tests/cases/g2p. Knows no pronunciations.

use crate::markup::script::PartOfSpeech as Class;
use crate::text::token::{Punctuation, SpokenWord};

/// A word in its sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) word: &'a SpokenWord,
    /// What stands after it.
    pub(crate) after: Punctuation,
    /// Whether a pause tag does.
    pub(crate) paused: bool,
}

/// The shape of the word in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the dictionary lists it: singular or infinitive.
    Base,
    /// With -s: plural or third person.
    WithS,
}

/// Evidence for each class; higher is likelier.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Weights {
    noun: f32,
    verb: f32,
    adjective: f32,
    past: f32,
}

impl Weights {
    /// The evidence for one class.
    pub(crate) const fn of(self, class: Class) -> f32 {
        match class {
            Class::Noun => self.noun,
            Class::Verb => self.verb,
            Class::Adjective => self.adjective,
            Class::Adverb => -1.0,
            Class::Past => self.past,
            // Only authors name them.
            Class::Usual | Class::Unusual => -1.0,
        }
    }

    const fn add(&mut self, noun: f32, verb: f32, adjective: f32, past: f32) {
        self.noun += noun;
        self.verb += verb;
        self.adjective += adjective;
        self.past += past;
    }
}

/// What a neighbour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article,
    Possessive,
    /// "this", "each", numbers: before nouns, or alone.
    Quantifier,
    /// "that", "which", "who".
    Relative,
    To,
    Modal,
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

/// The weights of the word at `at` in its sentence.
pub(crate) fn weigh(sentence: &[Place], at: usize, form: Form) -> Weights {
    let mut weights = Weights::default();
    left(sentence, at, form, &mut weights);
    right(sentence, at, form, &mut weights);
    if sentence.iter().any(|place| is_past_time(&place.word.text)) {
        weights.add(0.0, 0.0, 0.0, 4.0);
    }
    weights
}

/// Which of `given` classes the words beside it speak for most; `None` where they speak more for another. What is no
/// noun may still be one that describes the next.
pub(crate) fn likeliest(sentence: &[Place], at: usize, given: &[Class]) -> Option<Class> {
    let text = sentence.get(at).map_or("", |p| &p.word.text);
    let form = if text.ends_with('s') && !text.ends_with("ss") {
        Form::WithS
    } else {
        Form::Base
    };
    let weights = weigh(sentence, at, form);
    let by_weight = |a: &Class, b: &Class| weights.of(*a).total_cmp(&weights.of(*b));
    let best = given.iter().copied().max_by(by_weight)?;
    let others = [Class::Noun, Class::Verb, Class::Adjective, Class::Past]
        .into_iter()
        .filter(|c| {
            let describes = *c == Class::Adjective && given.contains(&Class::Noun);
            !(given.contains(c) || describes)
        });
    let rival = others.max_by(by_weight).map_or(f32::MIN, |c| weights.of(c));
    (weights.of(best) >= rival || given.len() > 1).then_some(best)
}

/// Words that put a sentence into the past.
fn is_past_time(word: &str) -> bool {
    const TIMES: [&str; 7] = [
        "yesterday",
        "ago",
        "last",
        "earlier",
        "previously",
        "already",
        "overnight",
    ];
    TIMES.iter().any(|t| t.eq_ignore_ascii_case(word))
}

/// Whether a phrase begins at `at`: nothing stands before it, or punctuation does.
fn begins_phrase(sentence: &[Place], at: usize) -> bool {
    at.checked_sub(1)
        .is_none_or(|before| sentence[before].after != Punctuation::None)
}

fn left(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    let mut before = at;
    // "to always record", "will not record": what stands before the adverb decides.
    let neighbour = loop {
        if begins_phrase(sentence, before) {
            break None;
        }
        before -= 1;
        match kind(sentence[before].word) {
            Kind::Adverb if at - before < 3 => {}
            kind => break Some(kind),
        }
    };
    let base = form == Form::Base;
    let neighbour = match neighbour {
        Some(Kind::It) => Some(Kind::SingularSubject),
        Some(Kind::You) => Some(Kind::PluralSubject),
        other => other,
    };
    let neighbour = match (neighbour, before.checked_sub(1).map(|b| kind(sentence[b].word))) {
        // A question puts the auxiliary before its subject: "have you read", "did they record".
        (Some(Kind::PluralSubject | Kind::SingularSubject), Some(aux @ (Kind::Have | Kind::Modal))) => {
            Some(aux)
        }
        (Some(Kind::Quantifier | Kind::Relative), Some(Kind::Modal)) if base => {
            weights.add(0.0, 2.0, 0.0, 0.0);
            neighbour
        }
        _ => neighbour,
    };
    // A subject in the singular has its verb in -s: "this chapter addresses", "an override wins".
    if neighbour == Some(Kind::Other) && is_singular_subject(sentence, before) {
        if base {
            weights.add(1.0, -1.5, 0.0, 0.0);
        } else {
            weights.add(0.0, 1.5, 0.0, 0.0);
        }
    }
    match neighbour {
        None => {
            phrase_start(sentence, at, form, weights);
            // "Never upgrade on a Friday."
            let adverb = before < at && base && !is_time(&sentence[before].word.text);
            weights.add(0.0, if adverb { 1.5 } else { 0.0 }, 0.0, 0.0);
        }
        Some(Kind::Article) => weights.add(3.0, -3.0, 3.2, -2.0),
        Some(Kind::Possessive) => weights.add(3.0, -3.0, 2.2, -2.0),
        Some(Kind::Quantifier) => weights.add(2.5, -1.5, 2.0, -1.5),
        Some(Kind::Relative) => weights.add(-0.5, 1.8, 0.0, 1.0),
        Some(Kind::To) if base && !takes_to(sentence, before) => weights.add(0.0, 3.5, -1.0, -4.0),
        Some(Kind::To) => weights.add(2.5, if base { 1.0 } else { -3.0 }, 1.5, -1.0),
        Some(Kind::Modal) if base => weights.add(-1.0, 4.0, -1.5, -4.0),
        Some(Kind::Modal) => weights.add(2.0, -2.0, 0.0, 0.0),
        Some(Kind::Be) => weights.add(1.2, -2.5, 3.0, 3.0),
        Some(Kind::Have) => weights.add(2.0, -2.0, 1.5, 4.0),
        Some(Kind::PluralSubject) if base => weights.add(-2.0, 3.0, -1.5, 1.0),
        Some(Kind::PluralSubject) => weights.add(1.0, 0.0, 0.0, 0.0),
        Some(Kind::SingularSubject) if base => weights.add(-1.0, 1.0, 0.0, 3.5),
        Some(Kind::SingularSubject) => weights.add(-2.0, 3.5, -1.0, 0.0),
        Some(Kind::Object) if base => weights.add(-0.5, 1.8, 1.0, 0.5),
        Some(Kind::Object) => weights.add(0.5, 0.5, 0.0, 0.0),
        Some(Kind::Of | Kind::Preposition) => weights.add(3.0, -2.5, 2.0, -1.5),
        Some(Kind::Clause) => weights.add(1.0, -0.3, 0.3, 0.0),
        Some(Kind::Degree) => weights.add(1.5, -1.0, 3.0, -1.0),
        Some(Kind::Verb) => weights.add(1.6, -1.5, 1.6, 0.0),
        // Read as subjects above.
        Some(Kind::It | Kind::You) => {}
        Some(Kind::Adjective) => weights.add(2.5, -1.5, 0.8, -0.5),
        Some(Kind::Conjunction) => parallel(sentence, before, form, weights),
        // "Services record", "the service records", "the DNS record".
        Some(Kind::Plural) if base => weights.add(-0.3, 1.5, 0.0, 0.8),
        Some(Kind::Plural) => weights.add(0.5, 0.3, 0.0, 0.0),
        Some(Kind::Other) if base => weights.add(1.0, 0.3 + asked(sentence, before), 0.3, 0.8),
        Some(Kind::Other) => weights.add(0.8, 0.7, 0.0, 0.0),
        Some(Kind::Adverb) => weights.add(-0.3, 0.6, 0.8, 0.6),
    }
}

/// Whether an adverb says when, not how, so that a subject may follow it.
fn is_time(adverb: &str) -> bool {
    [
        "again", "already", "first", "later", "now", "soon", "still", "then",
    ]
    .iter()
    .any(|a| a.eq_ignore_ascii_case(adverb))
}

/// Whether the word at `noun` is made a noun in the singular by what stands before it, and no auxiliary before that
/// asks for a bare verb.
fn is_singular_subject(sentence: &[Place], noun: usize) -> bool {
    let determined = |at: Option<usize>| {
        let text = at.map_or("", |at| sentence[at].word.text.as_str());
        ["a", "an", "this", "that", "each", "every", "another", "one"]
            .iter()
            .any(|d| d.eq_ignore_ascii_case(text))
    };
    let (one, two) = (noun.checked_sub(1), noun.checked_sub(2));
    let adjective = one.is_some_and(|at| kind(sentence[at].word) == Kind::Adjective);
    (determined(one) || adjective && determined(two)) && asked(sentence, noun) == 0.0
}

/// Whether a verb that can only be one stands after `at` in its sentence.
fn has_verb_after(sentence: &[Place], at: usize) -> bool {
    sentence[at + 1..]
        .iter()
        .any(|p| matches!(kind(p.word), Kind::Be | Kind::Have | Kind::Modal | Kind::Verb))
}

/// At the start of a phrase a bare form is an imperative or a subject; the word after it tells.
fn phrase_start(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    if form == Form::WithS {
        weights.add(0.6, 0.0, 0.0, 0.0);
        return;
    }
    let next = next_kind(sentence, at);
    // A sentence without another verb asks for this one: "Separate reads from writes."
    if sentence.len() > 3 && at == 0 && !has_verb_after(sentence, at) {
        weights.add(0.0, 1.5, 0.0, 0.0);
    }
    match next {
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::You | Kind::Quantifier) => {
            weights.add(-1.0, 2.0, 0.0, 0.0)
        }
        Some(Kind::Plural) => weights.add(0.0, 1.0, 0.8, 0.0),
        Some(Kind::Other | Kind::Adjective) => weights.add(0.7, 0.6, 0.6, 0.0),
        _ => weights.add(0.3, 0.0, 0.3, 0.0),
    }
}

/// After "and" or "or": as what stands on its other side.
fn parallel(sentence: &[Place], conjunction: usize, form: Form, weights: &mut Weights) {
    let Some(other) = conjunction.checked_sub(1) else {
        return;
    };
    let before = other.checked_sub(1).map(|b| kind(sentence[b].word));
    if kind(sentence[other].word) == Kind::Adjective {
        weights.add(0.0, -0.5, 2.0, 0.0);
    }
    match before {
        Some(Kind::To | Kind::Modal | Kind::PluralSubject | Kind::You) if form == Form::Base => {
            weights.add(0.0, 1.8, 0.0, 0.0)
        }
        Some(Kind::Article | Kind::Possessive | Kind::Of | Kind::Preposition | Kind::Adjective) => {
            weights.add(1.2, -0.3, 0.5, 0.0);
        }
        Some(Kind::SingularSubject | Kind::It) if form == Form::WithS => weights.add(0.0, 1.5, 0.0, 0.0),
        // "Open and close the file": an imperative before, an imperative after.
        None if form == Form::Base => weights.add(0.0, 0.8, 0.3, 0.0),
        _ => weights.add(0.3, 0.3, 0.2, 0.0),
    }
}

fn right(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    // "a close look": the verb it may be elsewhere is none after an article.
    let article = at
        .checked_sub(1)
        .is_some_and(|b| matches!(kind(sentence[b].word), Kind::Article | Kind::Possessive));
    let next = match next_kind(sentence, at) {
        Some(Kind::Be) if article && !is_form_of_be(&sentence[at + 1].word.text) => Some(Kind::Other),
        next => next,
    };
    match next {
        None => weights.add(0.8, 0.0, 0.5, 0.3),
        Some(Kind::Article | Kind::Possessive) => weights.add(-0.8, 2.5, -1.5, 1.5),
        Some(Kind::Object | Kind::It | Kind::You) => weights.add(-0.8, 2.5, -1.5, 1.0),
        Some(Kind::Clause) => weights.add(0.4, 0.0, 0.4, 0.0),
        Some(Kind::Degree) => weights.add(0.0, 0.8, -0.5, 0.5),
        Some(Kind::Verb) => weights.add(1.0, -0.5, 0.0, 0.0),
        Some(Kind::Quantifier | Kind::Relative) => weights.add(0.0, 1.2, -0.5, 0.5),
        Some(Kind::Be | Kind::Modal | Kind::Have) => weights.add(2.0, -1.8, -0.5, 0.0),
        Some(Kind::Of) => weights.add(2.5, -1.5, -1.0, -0.5),
        Some(Kind::Preposition) => weights.add(0.7, 0.4, 0.0, 0.4),
        Some(Kind::To) => weights.add(0.4, 0.3, 0.3, 0.0),
        Some(Kind::PluralSubject | Kind::SingularSubject) => weights.add(0.4, 0.2, -0.5, 0.3),
        Some(Kind::Adverb) => weights.add(0.0, 0.8, 0.0, 0.5),
        Some(Kind::Conjunction) => weights.add(0.2, 0.0, 0.2, 0.0),
        Some(Kind::Plural) => weights.add(0.3, 0.8, 1.8, 0.3),
        // A plural seldom stands before another noun, a verb in -s often does.
        Some(Kind::Adjective | Kind::Other) if form == Form::WithS => weights.add(0.3, 0.6, 0.0, 0.0),
        Some(Kind::Adjective | Kind::Other) => weights.add(0.7, 0.4, 1.0, 0.3),
    }
}

fn is_form_of_be(word: &str) -> bool {
    [
        "am", "are", "be", "been", "being", "is", "was", "were", "isn't", "aren't", "wasn't", "weren't",
    ]
    .iter()
    .any(|b| b.eq_ignore_ascii_case(word))
}

/// Evidence that a question's verb is still to come: "does" or "did" a few words before.
fn asked(sentence: &[Place], before: usize) -> f32 {
    const AUXILIARIES: [&str; 3] = ["do", "does", "did"];
    let near = &sentence[before.saturating_sub(4)..before];
    let found = near
        .iter()
        .any(|p| AUXILIARIES.iter().any(|a| a.eq_ignore_ascii_case(&p.word.text)));
    if found { 2.0 } else { 0.0 }
}

fn next_kind(sentence: &[Place], at: usize) -> Option<Kind> {
    if sentence[at].after != Punctuation::None {
        return None;
    }
    sentence.get(at + 1).map(|place| kind(place.word))
}

/// Whether the "to" at `at` belongs to the word before it ("access to content") and not to a verb after it.
fn takes_to(sentence: &[Place], at: usize) -> bool {
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

fn kind(word: &SpokenWord) -> Kind {
    let mut buffer = [0; 16];
    let text = word.text.as_bytes();
    let Some(lower) = buffer.get_mut(..text.len()) else {
        return by_ending(word.text.as_bytes());
    };
    for (to, from) in lower.iter_mut().zip(text) {
        *to = from.to_ascii_lowercase();
    }
    let Ok(lower) = std::str::from_utf8(lower) else {
        return Kind::Other;
    };
    match lower {
        "a" | "an" | "the" => Kind::Article,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose" => Kind::Possessive,
        "this" | "these" | "those" | "each" | "every" | "any" | "some" | "no" | "another" | "both"
        | "all" | "many" | "few" | "several" | "much" | "enough" | "one" | "two" | "three" | "four"
        | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "hundred" | "thousand" | "million"
        | "zero" => Kind::Quantifier,
        "that" | "which" | "who" | "what" | "how" | "whatever" => Kind::Relative,
        "to" => Kind::To,
        "can" | "could" | "will" | "would" | "shall" | "should" | "may" | "might" | "must" | "do"
        | "does" | "did" | "don't" | "doesn't" | "didn't" | "can't" | "cannot" | "couldn't" | "won't"
        | "wouldn't" | "shouldn't" | "let's" | "please" | "i'll" | "you'll" | "we'll" | "they'll"
        | "it'll" | "he'll" | "she'll" | "i'd" | "you'd" | "we'd" | "they'd" | "helps" | "help"
        | "mustn't" => Kind::Modal,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "isn't" | "aren't" | "wasn't"
        | "weren't" | "it's" | "that's" | "i'm" | "you're" | "we're" | "they're" | "he's" | "she's"
        | "stay" | "stays" | "seem" | "seems" | "remain" | "remains" | "become" | "becomes" | "feel"
        | "feels" | "look" | "looks" => Kind::Be,
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
        | "first" | "later" | "soon" => Kind::Adverb,
        "new" | "old" | "good" | "bad" | "big" | "small" | "high" | "low" | "single" | "next" | "last"
        | "same" | "other" | "own" | "raw" | "whole" | "main" | "real" | "long" | "short" | "fast"
        | "slow" | "clean" | "clear" | "great" | "little" | "right" | "wrong" | "hard" | "soft" | "hot"
        | "cold" | "open" | "current" | "recent" | "daily" | "weekly" | "rich" | "poor" | "sharp"
        | "huge" | "major" | "minor" | "broken" | "known" => Kind::Adjective,
        _ => by_ending(lower.as_bytes()),
    }
}

/// What a word of an open class is, by its ending.
fn by_ending(word: &[u8]) -> Kind {
    let ends = |ending: &str| word.len() > ending.len() + 2 && word.ends_with(ending.as_bytes());
    if ends("'s") || ends("s'") {
        Kind::Possessive
    } else if ends("ly") {
        Kind::Adverb
    } else if ["al", "ous", "ive", "ful", "less", "able", "ible", "ic", "ary"]
        .iter()
        .any(|e| ends(e))
    {
        Kind::Adjective
    } else if word.len() > 3 && word.ends_with(b"s") && !["ss", "us", "is"].iter().any(|e| ends(e)) {
        Kind::Plural
    } else {
        Kind::Other
    }
}
