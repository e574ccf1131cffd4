//! How likely a word is a noun, a verb, an adjective or a past form, from the words beside it.
//!
//! A small tagger for one question: which reading of a heteronym is meant. Closed classes of English (determiners,
//! auxiliaries, pronouns, prepositions) are listed; everything else is told by its ending. Each neighbour adds
//! weight to the classes it usually stands beside; the weights are ours, set by hand and held by the sentences in
//! tests/cases/g2p. Knows no pronunciations.

use super::clause;
use super::cues;
use super::kinds::{Kind, is_form_of_be, is_number, is_one_of, kind_at};
use super::relative;
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

    pub(super) const fn add(&mut self, noun: f32, verb: f32, adjective: f32, past: f32) {
        self.noun += noun;
        self.verb += verb;
        self.adjective += adjective;
        self.past += past;
    }
}

/// The weights of the word at `at` in its sentence.
pub(crate) fn weigh(sentence: &[Place], at: usize, form: Form) -> Weights {
    let mut weights = Weights::default();
    left(sentence, at, form, &mut weights);
    right(sentence, at, form, &mut weights);
    if (0..sentence.len()).any(|i| i != at && relative::is_past_time(sentence, i))
        || form == Form::Base && relative::is_reported(sentence, at)
    {
        weights.add(0.0, 0.0, 0.0, 5.0);
    }
    agreement(sentence, at, form, &mut weights);
    cues::weigh(sentence, at, form, &mut weights);
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

/// Whether a phrase begins at `at`: nothing stands before it, or punctuation does.
pub(super) fn begins_phrase(sentence: &[Place], at: usize) -> bool {
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
        match kind_at(sentence, before) {
            Kind::Adverb if at - before < 3 => {}
            kind => break Some(kind),
        }
    };
    let base = form == Form::Base;
    let neighbour = match neighbour {
        // "We all use it", "you both object", "ten clients all retry".
        Some(Kind::Quantifier)
            if is_one_of(&sentence[before].word.text, &["all", "both", "each"])
                && !begins_phrase(sentence, before)
                && (matches!(kind_at(sentence, before - 1), Kind::PluralSubject | Kind::You)
                    || base
                        && kind_at(sentence, before - 1) == Kind::Plural
                        && !clause::has_verb_before(sentence, before)) =>
        {
            Some(Kind::PluralSubject)
        }
        Some(Kind::It) => Some(Kind::SingularSubject),
        Some(Kind::You) => Some(Kind::PluralSubject),
        other => other,
    };
    let neighbour = match (neighbour, before.checked_sub(1).map(|b| kind_at(sentence, b))) {
        // A question puts the auxiliary before its subject: "have you read", "did they record".
        (Some(Kind::PluralSubject | Kind::SingularSubject), Some(aux @ (Kind::Have | Kind::Modal))) => {
            Some(aux)
        }
        // "Let me read you the last line."
        (Some(Kind::Object | Kind::SingularSubject | Kind::PluralSubject), _)
            if base && clause::is_let(sentence, before) =>
        {
            Some(Kind::Modal)
        }
        // "Let the chest recoil", but "make the config object".
        (Some(Kind::Other | Kind::Plural), _)
            if base
                && clause::determiner(sentence, before)
                    .and_then(|d| d.checked_sub(1))
                    .is_some_and(|verb| {
                        is_one_of(&sentence[verb].word.text, &["let", "lets", "letting"])
                    }) =>
        {
            Some(Kind::Modal)
        }
        (Some(Kind::Quantifier | Kind::Relative), Some(Kind::Modal)) if base => {
            weights.add(0.0, 2.0, 0.0, 0.0);
            neighbour
        }
        _ => neighbour,
    };
    // A subject in the singular has its verb in -s: "this chapter addresses", "an override wins".
    let several = base && clause::is_plural_subject(sentence, at);
    if neighbour == Some(Kind::Other) && !several && is_singular_subject(sentence, before) {
        if base {
            // "Each replica read the same value."
            let object = next_kind(sentence, at) == Some(Kind::Article);
            weights.add(1.0, -1.5, 0.0, if object { 2.0 } else { 0.0 });
        } else {
            // "This chapter presents, in order, three laws", but "a customer records system".
            let ends = !matches!(next_kind(sentence, at), Some(Kind::Other | Kind::Plural));
            weights.add(0.0, if ends { 2.5 } else { 1.5 }, 0.0, 0.0);
        }
    }
    // "I read it twice before I believed it."
    let told = base
        && neighbour == Some(Kind::PluralSubject)
        && kind_at(sentence, before) != Kind::You
        && relative::is_told_in_past(sentence, at);
    if told {
        weights.add(0.0, -2.5, 0.0, 3.0);
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
        // "This presents a problem": no plural follows "this".
        Some(Kind::Quantifier) if !base && is_singular(&sentence[before].word.text) => {
            weights.add(-2.0, 3.0, -1.0, 0.0);
        }
        Some(Kind::Quantifier) => weights.add(2.5, -1.5, 2.0, -1.5),
        Some(Kind::Relative) if base && relative::is_past(sentence, before, at) => {
            weights.add(-0.5, 0.5, 0.0, 3.5);
        }
        Some(Kind::Relative) => weights.add(-0.5, 1.8, 0.0, 1.0),
        Some(Kind::To) if base && !clause::takes_to(sentence, before) => weights.add(-1.0, 3.5, -1.0, -4.0),
        Some(Kind::To) => weights.add(2.5, if base { 1.0 } else { -3.0 }, 1.5, -1.0),
        Some(Kind::Modal) if base => weights.add(-1.0, 4.0, -1.5, -4.0),
        Some(Kind::Modal) => weights.add(2.0, -2.0, 0.0, 0.0),
        // "They'd read it": had read. "They'd read it if they could": would read.
        Some(Kind::Would) if base && relative::is_wish(sentence, before, at) => {
            weights.add(-1.0, 4.0, -1.5, -4.0)
        }
        Some(Kind::Would) if base => weights.add(-1.0, 3.0, -1.5, 6.0),
        Some(Kind::Would) => weights.add(2.0, -2.0, 0.0, 0.0),
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
        Some(Kind::Plural) if base => weights.add(-0.3, 1.5, -0.4, 0.8),
        Some(Kind::Plural) => weights.add(0.5, 0.3, 0.0, 0.0),
        // "Five percent graduate", but "a five percent raise".
        Some(Kind::Other) if base && clause::is_share(sentence, before) => weights.add(-0.3, 1.5, 0.0, 0.8),
        Some(Kind::Other) if base => weights.add(1.0, 0.3 + relative::asked(sentence, before), 0.3, 0.8),
        // "The planner always estimates well", "what your team uses".
        Some(Kind::Other) if before + 1 < at || relative::is_object_gap(sentence, at) => {
            weights.add(0.0, 3.0, 0.0, 0.0);
        }
        Some(Kind::Other) => weights.add(0.8, 0.7, 0.0, 0.0),
        Some(Kind::Adverb) => weights.add(-0.3, 0.6, 0.8, 0.6),
    }
}

/// Whether an adverb says when, not how, so that a subject may follow it.
fn is_time(adverb: &str) -> bool {
    is_one_of(
        adverb,
        &[
            "again", "already", "first", "later", "now", "soon", "still", "then",
        ],
    )
}

/// Whether a determiner stands before nouns in the singular only.
fn is_singular(determiner: &str) -> bool {
    is_one_of(
        determiner,
        &["a", "an", "this", "that", "each", "every", "another", "one"],
    )
}

/// Whether the word at `noun` is made a noun in the singular by the determiner of its phrase ("a recent cohort
/// study"), and no auxiliary before that asks for a bare verb.
fn is_singular_subject(sentence: &[Place], noun: usize) -> bool {
    let determiner = clause::determiner(sentence, noun);
    determiner.is_some_and(|at| is_singular(&sentence[at].word.text))
        && relative::asked(sentence, noun) == 0.0
}

/// At the start of a phrase a bare form is an imperative or a subject. An imperative needs an object ("Record the
/// metrics", "Separate concerns early"); where a verb follows the noun after it, it is part of the subject ("Record
/// sales rose", "Project managers plan").
fn phrase_start(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    if form == Form::WithS {
        // "Imports rose.", but "The commander, or IC, coordinates."
        let resumed = if relative::is_after_apposition(sentence, at) {
            2.5
        } else {
            0.0
        };
        weights.add(if at == 0 { 1.6 } else { 0.6 }, resumed, 0.0, 0.0);
        return;
    }
    // "Impact: 88 minutes."
    let announces = at == 0 && sentence[at].after == Punctuation::Colon;
    weights.noun += if announces { 2.0 } else { 0.0 };
    // "Priya, our CFO, read the contracts."
    let told = relative::is_in_row_of_past(sentence, at) || relative::is_after_apposition(sentence, at);
    weights.past += if told { 6.0 } else { 0.0 };
    // "Use Locust, replay real traffic."
    if at > 0 && relative::begins_with_order(sentence) && next_kind(sentence, at).is_some() {
        weights.add(0.0, 1.3, 0.0, 0.0);
    }
    let next = next_kind(sentence, at);
    let subject = clause::subject(sentence, at);
    if subject > 0.0 {
        weights.add(2.2 * subject, -1.8 * subject, 1.8 * subject, 0.0);
    } else if sentence.len() > 3 && at == 0 {
        // A sentence without another verb asks for this one: "Separate reads from writes."
        weights.add(0.0, 1.8, -1.4, 0.0);
    }
    if subject == 0.0 && next.is_some() && clause::is_last_object(sentence, at + 1) {
        weights.add(0.0, 1.6, 0.0, 0.0);
    }
    match next {
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It | Kind::You | Kind::Quantifier) => {
            weights.add(-1.0, 2.0, 0.0, 0.0)
        }
        Some(_) if clause::has_particle(sentence, at) => weights.add(-0.5, 1.5, -0.5, 0.0),
        Some(Kind::Plural) => weights.add(0.0, 1.0, 0.8, 0.0),
        Some(Kind::Other | Kind::Adjective) => weights.add(0.7, 0.6, 0.6, 0.0),
        _ => weights.add(0.3, 0.0, 0.3, 0.0),
    }
}

/// What the rest of the clause says: it needs one verb, and that agrees with its subject.
fn agreement(sentence: &[Place], at: usize, form: Form, weights: &mut Weights) {
    if begins_phrase(sentence, at) {
        return;
    }
    let before = kind_at(sentence, at - 1);
    if !matches!(before, Kind::Other | Kind::Plural | Kind::Adjective) {
        return;
    }
    // "The dove dove": the noun, then the verb.
    let word = &sentence[at].word.text;
    if form == Form::Base && sentence[at - 1].word.text.eq_ignore_ascii_case(word) {
        weights.add(-1.5, 1.5, -1.0, 2.0);
    }
    if clause::has_verb_right_after(sentence, at, form) {
        // "Memory use grows over time."
        weights.add(1.2, -1.2, 0.0, -0.5);
        return;
    }
    match relative::asked_with(sentence, at) {
        Some(Kind::Be) if form == Form::Base => weights.add(0.0, -2.0, 2.0, 0.0),
        Some(Kind::Have) if form == Form::Base => weights.add(0.0, -1.0, 0.0, 3.0),
        _ if form == Form::Base && relative::is_after_singular(sentence, at) => {
            weights.add(0.3, -1.0, 0.0, 1.0);
        }
        // "Jung read it at once."
        _ if form == Form::Base && relative::is_after_name(sentence, at) => {
            weights.add(0.0, -1.8, 0.0, 1.8);
        }
        _ => {}
    }
    if clause::has_verb_before(sentence, at) {
        // "Check the supplier contracts first."
        if form == Form::WithS && !clause::has_particle(sentence, at) {
            weights.add(0.8, -0.6, 0.0, 0.0);
        }
        // "I can play the examples live."
        let asks = |p: &Place| is_one_of(&p.word.text, &["how", "what", "where"]);
        if form == Form::Base && next_kind(sentence, at).is_none() && !sentence[..at].iter().any(asks) {
            weights.add(0.0, 0.0, 2.5, 0.0);
        }
        return;
    }
    let determiner = clause::determiner(sentence, at);
    let several = determiner
        .is_some_and(|d| kind_at(sentence, d) == Kind::Quantifier && !is_singular(&sentence[d].word.text));
    let next = next_kind(sentence, at);
    let object = matches!(
        next,
        Some(Kind::Article | Kind::Possessive | Kind::Object | Kind::It)
    ) || next == Some(Kind::Quantifier) && !is_number(&sentence[at + 1].word.text);
    match (form, before) {
        // "All supplier contracts end in May."
        (Form::WithS, Kind::Other) if several => weights.add(2.0, -1.0, 0.0, 0.0),
        // "The current alternates fifty times", "rising demand increases prices".
        (Form::WithS, Kind::Other | Kind::Adjective)
            if determiner.is_some() && next == Some(Kind::Quantifier) =>
        {
            weights.add(-1.0, 3.0, 0.0, 0.0);
        }
        (Form::WithS, Kind::Other | Kind::Adjective) if object || next == Some(Kind::Plural) => {
            weights.add(-0.3, 1.6, 0.0, 0.0);
        }
        // "The muscle contracts.", but "Now, the core objects."
        (Form::WithS, Kind::Other)
            if determiner.is_some_and(|d| next.is_some() || d == 0 || clause::is_subordinate(sentence)) =>
        {
            weights.add(-0.3, 1.6, 0.0, 0.0);
        }
        // "Ubuntu and Fedora use systemd", "the rovers on this mission use radar".
        (Form::Base, Kind::Other) if next.is_some() && clause::is_plural_subject(sentence, at) => {
            weights.add(-0.8, 1.8, 0.0, 0.8);
        }
        // "The dove dove into the bush", "the upset in the final upset everyone".
        (Form::Base, _) => {
            let told = determiner.is_some() && next.is_some();
            weights.add(
                0.0,
                if object { 1.8 } else { 0.0 },
                0.0,
                if told { 1.2 } else { 0.3 },
            );
        }
        _ => {}
    }
}

/// After "and" or "or": as what stands on its other side.
fn parallel(sentence: &[Place], conjunction: usize, form: Form, weights: &mut Weights) {
    let Some(other) = conjunction.checked_sub(1) else {
        return;
    };
    // "Open a channel, and record decisions."
    if form == Form::Base && begins_phrase(sentence, conjunction) && relative::begins_with_order(sentence) {
        weights.add(0.0, 1.6, 0.0, 0.0);
    }
    // "Reduces borrowing and increases saving."
    if form == Form::WithS && clause::has_third_person_before(sentence, conjunction) {
        weights.add(0.0, 1.8, 0.0, 0.0);
    }
    let before = other.checked_sub(1).map(|b| kind_at(sentence, b));
    if kind_at(sentence, other) == Kind::Adjective {
        weights.add(0.0, -0.5, 2.0, 0.0);
    }
    match before {
        Some(Kind::To | Kind::Modal | Kind::PluralSubject | Kind::You) if form == Form::Base => {
            weights.add(0.0, 1.8, 0.0, 0.0)
        }
        Some(Kind::Article | Kind::Possessive | Kind::Of | Kind::Preposition | Kind::Adjective) => {
            weights.add(1.2, -0.3, 0.5, 0.0);
        }
        // "Teenagers argue and rebel."
        Some(Kind::Plural) if form == Form::Base => weights.add(0.0, 1.5, 0.0, 0.0),
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
        .is_some_and(|b| matches!(kind_at(sentence, b), Kind::Article | Kind::Possessive));
    let next = match next_kind(sentence, at) {
        // "Upset everyone": what is a subject before a verb is an object after one.
        Some(Kind::SingularSubject) if !is_one_of(&sentence[at + 1].word.text, &["he", "she"]) => {
            Some(Kind::Object)
        }
        Some(Kind::Be) if article && !is_form_of_be(&sentence[at + 1].word.text) => Some(Kind::Other),
        next => next,
    };
    // "As an invalid in a bed": what describes needs a noun after it.
    if article
        && matches!(
            next,
            None | Some(Kind::Preposition | Kind::Of | Kind::Be | Kind::Modal | Kind::Have)
        )
    {
        weights.add(0.0, 0.0, -3.0, 0.0);
    }
    match next {
        None => weights.add(0.8, 0.0, 0.5, 0.3),
        Some(Kind::Article | Kind::Possessive) => weights.add(-0.8, 2.5, -1.5, 1.5),
        Some(Kind::Object | Kind::It | Kind::You) => weights.add(-0.8, 2.5, -1.5, 1.0),
        Some(Kind::Clause) => weights.add(0.4, 0.0, 0.4, 0.0),
        Some(Kind::Degree) => weights.add(0.0, 0.8, -0.5, 0.5),
        Some(Kind::Verb) => weights.add(1.0, -0.5, 0.0, 0.0),
        // "Upset every bettor", but "the record two years ago".
        Some(Kind::Quantifier) if !is_number(&sentence[at + 1].word.text) => {
            weights.add(-0.6, 2.0, -1.0, 0.8)
        }
        Some(Kind::Quantifier | Kind::Relative) => weights.add(0.0, 1.2, -0.5, 0.5),
        Some(Kind::Be | Kind::Modal | Kind::Have | Kind::Would) => weights.add(2.0, -1.8, -0.5, 0.0),
        Some(Kind::Of) => weights.add(2.5, -1.5, -1.0, -0.5),
        Some(Kind::Preposition) => weights.add(0.7, 0.4, 0.0, 0.4),
        Some(Kind::To) => weights.add(0.4, 0.3, 0.3, 0.0),
        Some(Kind::PluralSubject | Kind::SingularSubject) => weights.add(0.4, 0.2, -0.5, 0.3),
        Some(Kind::Adverb) => weights.add(0.0, 0.8, 0.0, 0.5),
        Some(Kind::Conjunction) => weights.add(0.2, 0.0, 0.2, 0.0),
        Some(Kind::Plural) => weights.add(0.3, 0.8, 1.8, 0.3),
        // A plural seldom stands before another noun, a verb in -s often does.
        // "Platforms abstract away the cluster."
        Some(Kind::Other) if !article && clause::has_particle(sentence, at) => {
            weights.add(-0.3, 1.6, -0.5, 0.3);
        }
        Some(Kind::Adjective | Kind::Other) if form == Form::WithS => weights.add(0.3, 0.6, 0.0, 0.0),
        Some(Kind::Adjective | Kind::Other) => weights.add(0.7, 0.4, 1.0, 0.3),
    }
}

fn next_kind(sentence: &[Place], at: usize) -> Option<Kind> {
    if sentence[at].after != Punctuation::None {
        return None;
    }
    (at + 1 < sentence.len()).then(|| kind_at(sentence, at + 1))
}
