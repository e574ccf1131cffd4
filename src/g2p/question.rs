//! Questions: which of them rise.
//!
//! A yes/no question ends high; one that opens with a question word ends low, like a statement (J. C. Wells, *English
//! Intonation*, Cambridge 2006, ch. 2). The mark is written alike, so the words decide: "Does it restart?" rises,
//! "And why does it restart?" falls, "It restarts, right?" rises. Owns these rules; knows no phones.

use super::kinds::is_one_of;
use crate::ir::{Origin, Punctuation, Word};

/// What may stand before the word that makes a question.
const OPENERS: [&str; 14] = [
    "also", "alright", "and", "but", "hey", "no", "now", "ok", "okay", "or", "so", "then", "well", "yes",
];

/// "In which region", "at what point".
const PREPOSITIONS: [&str; 17] = [
    "about", "after", "at", "before", "by", "for", "from", "in", "into", "of", "on", "since", "through",
    "to", "under", "until", "with",
];

/// "ca" and "wo" are what is left of "can't" and "won't".
const AUXILIARIES: [&str; 23] = [
    "am", "are", "ca", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might",
    "must", "shall", "should", "was", "were", "will", "wo", "would", "ought",
];

/// The longest tag that is asked after something said: "right?", "isn't it?", "do you think?".
const TAG: usize = 3;

/// Gives a question that falls the full stop's melody. The mark of an utterance stands on its last word.
pub(crate) fn settle(words: &mut [Word]) {
    if words.last().is_some_and(|w| w.after == Punctuation::Question)
        && falls(words)
        && let Some(last) = words.last_mut()
    {
        last.after = Punctuation::FullStop;
    }
}

/// The last clause decides if it asks by itself; else the first one that opens with a question word. A choice ends low too:
/// "Is it red or blue?"
fn falls(words: &[Word]) -> bool {
    let mut clauses = words
        .split_inclusive(|w| w.after != Punctuation::None)
        .rev()
        .filter(|c| c.len() == words.len() || !is_relative(c));
    let Some(last) = clauses.next() else { return false };
    // "Do you know why it fails, and what to do?": the end is known, not asked.
    let is_known = last.len() < words.len()
        && is_one_of(&last[0].text, &["and", "or"])
        && last.get(2).is_some_and(|w| w.text == "to");
    // "Which is what makes it work?" says more of what stood before, and asks whether it does.
    let which = after_openers(words);
    if which.len() > 2
        && is_one_of(&which[0].text, &["which"])
        && is_one_of(&which[1].text, &["is", "means"])
        && is_one_of(&which[2].text, &["how", "that", "what", "where", "why"])
    {
        return false;
    }
    if opens_with_question_word(last) && !is_known || is_choice(words, last) {
        return true;
    }
    if is_guess(words, last) {
        return false;
    }
    // "Why, then, did it fail?"
    let first = clauses.clone().next_back();
    let asks_first = first.is_some_and(|first| {
        // "What, exactly, is it?"; but "What, is it?"
        let what = is_one_of(&first[0].text, &["what"]) && clauses.clone().count() > 1 && is_inverted(last);
        first.len() == 1 && (opens_with_question_word(first) || what)
    });
    // The last of the clauses that asks decides: "How do I start, and is it fine for a job in Austin, Texas?" rises.
    let asks =
        |clause: &&[Word]| opens_with_question_word(clause) || is_joined(clause) && is_inverted(clause);
    asks_first
        || !is_tag(last) && !is_inverted(last) && clauses.find(asks).is_some_and(opens_with_question_word)
}

/// Whether the last clause guesses at what the one before asked, and may be answered by yes: "What's this, a joke?", "What
/// changed – traffic?". What follows a dash may also be no guess: "Why is that – exactly?".
fn is_guess(words: &[Word], last: &[Word]) -> bool {
    const ARTICLES: [&str; 5] = ["a", "an", "another", "some", "the"];
    const ADDED: [&str; 11] = [
        "again", "anyway", "else", "exactly", "here", "now", "please", "really", "then", "though", "today",
    ];
    let before = &words[..words.len() - last.len()];
    let asked = (before
        .split_inclusive(|w| w.after != Punctuation::None)
        .next_back())
    .is_some_and(|clause| clause.len() > 1 && opens_with_question_word(clause));
    let dashed = before.last().is_some_and(|w| w.after == Punctuation::Dash);
    let comma = before.last().is_some_and(|w| w.after == Punctuation::Comma);
    let named = (dashed || comma) && is_one_of(&last[0].text, &ARTICLES);
    let bare = dashed && written(last) <= 2 && !last.iter().any(|w| is_one_of(&w.text, &ADDED));
    let chosen = last.iter().any(|w| w.text == "or");
    asked && !chosen && (named && written(last) <= 4 || bare)
}

/// Whether a clause says more of what stands before it and asks nothing: "So it's five, which comes to twelve?"
fn is_relative(clause: &[Word]) -> bool {
    const VERBS: [&str; 4] = ["brings", "comes", "leaves", "means"];
    clause.len() > 1 && is_one_of(&clause[0].text, &["which"]) && is_one_of(&clause[1].text, &VERBS)
}

/// Whether a clause begins with an auxiliary, as questions for yes or no do.
fn is_inverted(clause: &[Word]) -> bool {
    let first = after_openers(clause).first();
    first.is_some_and(|w| is_one_of(stem(&w.text), &AUXILIARIES))
}

/// Whether a clause is joined to the one before: "and is it safe".
fn is_joined(clause: &[Word]) -> bool {
    clause
        .first()
        .is_some_and(|w| is_one_of(&w.text, &["and", "but", "or"]))
}

/// A clause without the words that may stand before what asks: "and so", "well".
fn after_openers(clause: &[Word]) -> &[Word] {
    let skip = clause.iter().take_while(|w| is_one_of(&w.text, &OPENERS)).count();
    &clause[skip..]
}

/// Whether a clause only asks for assent to what was said: "right?", "do you think?", "you know?".
fn is_tag(clause: &[Word]) -> bool {
    const ASSENT: [&str; 14] = [
        "agreed", "correct", "eh", "huh", "no", "ok", "okay", "please", "right", "sure", "true", "yeah",
        "yes", "you",
    ];
    clause.len() <= TAG && (is_inverted(clause) || clause.iter().any(|w| is_one_of(&w.text, &ASSENT)))
}

/// Whether the question offers two things of which one is the answer: "Is it red or blue?", "..., or did you get lucky?".
/// What is open to more ("any milk or eggs", "or not", "or something") rises.
fn is_choice(words: &[Word], last: &[Word]) -> bool {
    const OPEN: [&str; 5] = ["any", "anybody", "anyone", "anything", "ever"];
    const VAGUE: [&str; 9] = [
        "anything",
        "else",
        "even",
        "less",
        "more",
        "not",
        "so",
        "something",
        "two",
    ];
    let Some(or) = last.iter().rposition(|w| w.text == "or") else {
        return false;
    };
    let offered = &last[or + 1..];
    let second = offered.first().is_some_and(|w| !is_one_of(&w.text, &VAGUE));
    // "Can I use it, or is that deprecated?"; but "Nobody knows, or do they?"
    if or == 0 && is_inverted(offered) {
        let before = &words[..words.len() - last.len()];
        let asked = (before.split(|w| w.after != Punctuation::None))
            .any(|clause| is_inverted(clause) || opens_with_question_word(clause));
        return asked || offered.len() > 2;
    }
    // "In a hook, or in some separate file?", "Cookies, or a token?"
    let listed = or == 0 && written(offered) <= 6 && last.len() < words.len();
    // "Left or right?", "Tourniquet, yes or no?", "Bcrypt, scrypt or Argon2id?"
    let mut named =
        words[..words.len() - offered.len() - 1].split_inclusive(|w| w.after != Punctuation::None);
    let brief = written(offered) <= 3 && named.all(|clause| written(clause) <= 2) && !is_inverted(words);
    let open = words.iter().any(|w| is_one_of(&w.text, &OPEN));
    // "Have you used this or that?", "Can it run here or there?" ask for both.
    let both = words
        .iter()
        .take(2)
        .any(|w| is_one_of(stem(&w.text), &["can", "could", "had", "has", "have"]));
    // "Should we tune it or do without it for another year?"
    let advised = words.first().is_some_and(|w| is_one_of(&w.text, &["should"]));
    let longest = if advised { 8 } else { 4 };
    let asks = is_inverted(words) || is_inverted(last);
    second && !open && (brief || !both && (listed || asks && written(offered) <= longest))
}

/// How many words are written: the letters of "MVCC" are one.
fn written(words: &[Word]) -> usize {
    let letter = |word: &Word| word.origin == Origin::Letter;
    words.len()
        - words
            .windows(2)
            .filter(|pair| letter(&pair[0]) && letter(&pair[1]))
            .count()
}

fn opens_with_question_word(clause: &[Word]) -> bool {
    let whole = clause.len();
    let clause = after_openers(clause);
    let opened = clause.len() < whole;
    let Some(first) = clause.first() else { return false };
    let second = clause.get(1).map(|w| w.text.as_str());
    match second {
        // "What?" alone has not heard and rises; "Then what?" asks.
        None => {
            is_one_of(
                stem(&first.text),
                &["how", "when", "where", "which", "who", "whose", "why"],
            ) || opened && is_one_of(&first.text, &["what"])
        }
        Some(second) if is_one_of(&first.text, &PREPOSITIONS) => {
            is_one_of(second, &["how", "what", "when", "which", "whom", "whose"])
        }
        Some(second) if is_one_of(stem(&first.text), &["when", "where"]) => {
            // "When a pod dies does it restart?" only sets the time.
            contracted(&first.text)
                || is_one_of(stem(second), &AUXILIARIES)
                || is_one_of(second, &["else", "exactly", "on", "precisely"])
        }
        // "Which means it works?" asks back, with what was said for its subject.
        Some(second) => {
            is_one_of(
                stem(&first.text),
                &["how", "what", "which", "who", "whom", "whose", "why"],
            ) && !(is_one_of(&first.text, &["which"]) && is_one_of(second, &["means"]))
        }
    }
}

fn contracted(word: &str) -> bool {
    word.contains(['\'', '’'])
}

/// A word without what is contracted to it: "what's", "isn't", "who'll".
fn stem(word: &str) -> &str {
    match word.split_once(['\'', '’']) {
        Some((stem, "t" | "T")) => stem.strip_suffix(['n', 'N']).unwrap_or(stem),
        Some((stem, _)) => stem,
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Style;
    use crate::source::Span;

    fn rises(text: &str) -> bool {
        let mut words: Vec<Word> = text
            .split_whitespace()
            .map(|w| Word {
                text: w.trim_end_matches([',', ':', '?']).to_owned(),
                span: Span::default(),
                phones: Vec::new(),
                after: match w.chars().last() {
                    Some(',') => Punctuation::Comma,
                    Some(':') => Punctuation::Colon,
                    Some('?') => Punctuation::Question,
                    _ => Punctuation::None,
                },
                style: Style::NEUTRAL,
                origin: match w.len() {
                    1 if w != "a" => Origin::Letter,
                    _ => Origin::Dictionary,
                },
            })
            .collect();
        settle(&mut words);
        words.last().unwrap().after == Punctuation::Question
    }

    #[test]
    fn what_is_asked_with_a_question_word_falls() {
        for text in [
            "What is a pod?",
            "what's a pod?",
            "So what happens then?",
            "And how do we know?",
            "Okay, so why does it matter?",
            "In which region does it run?",
            "When does it restart?",
            "Where's the catch?",
            "Why?",
            "If blocking doesn't work, what does?",
            "The question is: how many replicas do you need?",
            "What happens when a node dies, and nobody is on call?",
            "How does training work, though?",
            "What is a transformer, in one sentence?",
            "Why do we repeat it, then?",
            "What about Docker, nginx, and Redis?",
            "Why, then, did it fail?",
            "What, exactly, is it?",
            "Is it red or blue?",
            "Is it A, B, or C?",
            "Is it a bug or a feature?",
            "Did you fix it, or did you get lucky?",
            "Can I use it, or is that deprecated?",
            "Left or right?",
            "Tourniquet, yes or no?",
            "M V C C or locks?",
            "a V M or a pod?",
            "Where exactly do my hands go?",
            "In the component, in a hook, or in some separate file?",
            "What about authentication: cookies, or a token in storage?",
            "When it fails, who is paged?",
            "Then what?",
            "By when?",
            "Should we fine-tune a model or do R A G on it all day?",
            "Why is that, exactly?",
            "Who did this, the intern or the bot?",
        ] {
            assert!(!rises(text), "{text}");
        }
    }

    #[test]
    fn what_can_be_answered_by_yes_rises() {
        for text in [
            "Does it restart?",
            "Right?",
            "You know what it does, right?",
            "What you need is a service, isn't it?",
            "When you deploy, does it restart?",
            "When a pod dies does it restart?",
            "It restarts?",
            "Isn't that why we test?",
            "You know why it fails, can't you see it?",
            "What?",
            "Really?",
            "Do you know why it fails, and what to do?",
            "Do you have any milk or eggs?",
            "Is it ready or not?",
            "Have you used Docker or Podman?",
            "What you mean is this, you know?",
            "So what you mean is this, right?",
            "So it's five, which comes to twelve?",
            "So it's the ratio, which comes to, let me see, a half?",
            "Did it fail, or something?",
            "What's this, a joke?",
            "How do I start, and is it fine for a job in Austin, Texas?",
            "Who called, the new C F O?",
            "Nobody knows, or do they?",
        ] {
            assert!(rises(text), "{text}");
        }
    }

    #[test]
    fn nothing_is_asked_by_no_words() {
        settle(&mut []);
        assert_eq!(stem("won't"), "wo");
        assert_eq!(stem("isn’t"), "is");
        assert_eq!(stem("'"), "");
    }
}
