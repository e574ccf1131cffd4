//! The pronunciation stage against its committed data: every entry of our lexicons, golden words and scripts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use declaim::g2p::ipa::{self, ProblemKind};
use declaim::g2p::{self, Lexicon};
use declaim::ir::{Element, Word};
use declaim::markup::script::{Pause, Style};
use declaim::source::Span;
use declaim::text::token::{Pronunciation, Punctuation, Spoken, SpokenItem, SpokenTurn, SpokenWord};
use declaim::units::Milliseconds;

const TECHNICAL: &str = include_str!("../voices/lexicon/en-US/technical.tsv");
const GENERAL: &str = include_str!("../voices/lexicon/en-US/general.tsv");

#[test]
fn every_entry_is_well_formed() {
    let mut wrong = Vec::new();
    // Of both files: no form has two entries.
    let mut seen = std::collections::HashSet::new();
    let lines = [TECHNICAL, GENERAL]
        .into_iter()
        .flat_map(|file| file.lines().enumerate());
    for (index, line) in lines {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<_> = line.split('\t').collect();
        let [written, transcription, kind, ..] = fields[..] else {
            wrong.push(format!("line {}: fewer than three columns", index + 1));
            continue;
        };
        if !matches!(kind, "word" | "exact") {
            wrong.push(format!("line {}: kind `{kind}`", index + 1));
        }
        let key = if kind == "word" {
            written.to_lowercase()
        } else {
            written.to_owned()
        };
        if !seen.insert((key, kind)) {
            wrong.push(format!("line {}: `{written}` a second time", index + 1));
        }
        let reading = ipa::read(transcription);
        if reading.transcription.is_empty() {
            wrong.push(format!("line {}: `{written}` has no phones", index + 1));
        }
        for problem in reading.problems {
            // One syllable needs no mark; more do, and nothing may be taken for something else.
            let what = match problem.kind {
                ProblemKind::Unknown { symbol, .. } => format!("`{symbol}` is not in the inventory"),
                ProblemKind::LookAlike { found, meant } => format!("`{found}` should be `{meant}`"),
                ProblemKind::Unstressed => "no stress is marked".to_owned(),
            };
            wrong.push(format!("line {}: {written} /{transcription}/: {what}", index + 1));
        }
    }
    assert!(!seen.is_empty());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Where a part of a sentence begins in it.
fn start(sentence: &str, part: &str) -> usize {
    part.as_ptr() as usize - sentence.as_ptr() as usize
}

/// What a written word is as the text stage hands it on: with its strokes said, and parted at its lines and
/// where a case marks a part of it.
fn parts(sentence: &str, word: &str, cut: usize) -> Vec<(String, Span)> {
    let at = start(sentence, word);
    let inside = (at + 1..at + word.len()).contains(&cut);
    let (first, second) = word.split_at(if inside { cut - at } else { word.len() });
    let mut found = Vec::new();
    for part in [first.trim_end_matches('_'), second]
        .into_iter()
        .filter(|p| !p.is_empty())
    {
        for (nth, piece) in part.split(['/', '_']).enumerate() {
            let begin = start(sentence, piece);
            if nth > 0 && sentence.as_bytes()[begin - 1] == b'/' {
                found.push(("slash".to_owned(), Span::new(begin - 1, begin)));
            }
            found.push((piece.to_owned(), Span::new(begin, begin + piece.len())));
        }
    }
    found
}

/// The letters of "NS", one by one.
fn letter_parts(sentence: &str, word: &str) -> Vec<(String, Span)> {
    let at = start(sentence, word);
    let letters = word.chars().enumerate();
    letters
        .map(|(i, letter)| (letter.to_string(), Span::new(at + i, at + i + 1)))
        .collect()
}

/// Words, punctuation and pauses (`[p]`) of a plain sentence, as the text stage would hand them on; the word that holds byte
/// `cut` inside is two.
fn spoken(sentence: &str, cut: usize) -> Spoken {
    let mut items = Vec::new();
    for written in sentence.split_whitespace() {
        if written == "[p]" {
            items.push(SpokenItem::Pause(Pause {
                duration: Milliseconds(250),
                span: Span::default(),
            }));
            continue;
        }
        let word = written.trim_end_matches(['.', ',', '?', '!', ':', '–']);
        let letters = (2..4).contains(&word.len())
            && word
                .bytes()
                .all(|b| b.is_ascii_uppercase() && !b"AEIOU".contains(&b));
        let cut = if letters {
            letter_parts(sentence, word)
        } else {
            parts(sentence, word, cut)
        };
        items.extend(cut.into_iter().map(|(text, span)| {
            SpokenItem::Word(SpokenWord {
                text,
                span,
                pronunciation: if letters {
                    Pronunciation::Letter { ending: None }
                } else {
                    Pronunciation::Word
                },
                class: None,
                style: Style::NEUTRAL,
            })
        }));
        let mark = match &written[word.len()..] {
            "," => Punctuation::Comma,
            "." => Punctuation::FullStop,
            "?" => Punctuation::Question,
            "!" => Punctuation::Exclamation,
            ":" => Punctuation::Colon,
            "–" => Punctuation::Dash,
            _ => continue,
        };
        items.push(SpokenItem::Punctuation(mark, Span::default()));
    }
    Spoken {
        turns: vec![SpokenTurn {
            speaker: None,
            speaker_span: Span::default(),
            items,
        }],
        contours: Vec::new(),
        extents: Vec::new(),
    }
}

fn words(sentence: &str, cut: usize, lexicon: &Lexicon) -> Vec<Word> {
    let script = g2p::transcribe(&spoken(sentence, cut), lexicon).value;
    let utterances = script.elements.into_iter().filter_map(|element| match element {
        Element::Utterance(utterance) => Some(utterance.words),
        _ => None,
    });
    utterances.flatten().collect()
}

/// The utterances of a sentence with the mark that each ends on.
fn utterances(sentence: &str, lexicon: &Lexicon) -> String {
    let script = g2p::transcribe(&spoken(sentence, 0), lexicon).value;
    let written = script.elements.iter().filter_map(|element| match element {
        Element::Utterance(utterance) => Some(&utterance.words),
        _ => None,
    });
    written
        .map(|words| {
            let text: Vec<_> = words.iter().map(|w| w.text.as_str()).collect();
            let mark = match words.last().map(|w| w.after) {
                Some(Punctuation::Comma) => ",",
                Some(Punctuation::FullStop) => ".",
                Some(Punctuation::Question) => "?",
                Some(Punctuation::Colon) => ":",
                _ => "!",
            };
            text.join(" ") + mark
        })
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn a_pause_neither_hides_what_a_question_is_nor_ends_a_sentence_before_a_name() {
    let lexicon = Lexicon::embedded().unwrap();
    let wrong: Vec<String> = [
        (
            "What does it cost you, [p] all in?",
            "What does it cost you, | all in.",
        ),
        (
            "What is the difference [p] between a pod [p] and a node?",
            "What is the difference, | between a pod, | and a node.",
        ),
        ("Who owns it: [p] the team?", "Who owns it: | the team."),
        ("But [p] who [p] cares?", "But, | who, | cares."),
        ("Do you know [p] what a pod is?", "Do you know, | what a pod is?"),
        ("So is it [p] up or [p] down?", "So is it, | up or, | down."),
        ("It works. [p] Right?", "It works. | Right?"),
        ("Why not? [p] Does it run?", "Why not. | Does it run?"),
        (
            "We know Docker well. We use [p] Docker here.",
            "We know Docker well. | We use, | Docker here.",
        ),
        ("It runs in [p] London.", "It runs in, | London."),
        ("So then [p] I think.", "So then, | I think."),
        ("We use [p] GitHub here.", "We use, | GitHub here."),
        (
            "It stops here [p] Then we go on.",
            "It stops here. | Then we go on.",
        ),
        (
            "Deploy it. We deploy. Then we look [p] Deploy it.",
            "Deploy it. | We deploy. | Then we look. | Deploy it.",
        ),
    ]
    .into_iter()
    .filter(|(sentence, cut)| utterances(sentence, &lexicon) != *cut)
    .map(|(sentence, _)| format!("{sentence} is cut: {}", utterances(sentence, &lexicon)))
    .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the rules and the lexicon of everyday words give, read and found right: accents, pinyin, learned endings.
#[test]
fn rare_words_are_said_as_people_say_them() {
    let lexicon = Lexicon::embedded().unwrap();
    let mut wrong = Vec::new();
    let cases = include_str!("cases/g2p/words.txt").lines();
    for line in cases.filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (written, ipa) = line.split_once('\t').unwrap();
        let said: Vec<_> = words(written, 0, &lexicon)
            .into_iter()
            .flat_map(|w| w.phones)
            .collect();
        if said != ipa::read(ipa).transcription.phones() {
            let said: String = said.iter().map(ToString::to_string).collect();
            wrong.push(format!("{written} should be {ipa}, is {said}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// How many words are marked in `cases`, and those that are not said as they should be.
fn heteronyms(cases: &str) -> (usize, Vec<String>) {
    let lexicon = Lexicon::embedded().unwrap();
    let (mut total, mut wrong) = (0, Vec::new());
    for line in cases.lines().filter(|l| !l.starts_with('#')) {
        let (marked, ipa) = line.split_once('\t').unwrap();
        let at = marked.find('{').unwrap();
        let sentence = marked.replace(['{', '}'], "");
        let said = words(&sentence, at, &lexicon);
        let said = said.iter().find(|word| word.span.start as usize == at);
        assert!(said.is_some(), "no word begins at the brace of {marked}");
        let said = said.unwrap();
        total += 1;
        if said.phones != ipa::read(ipa).transcription.phones() {
            wrong.push(format!("{marked} should be {ipa}, is {said}"));
        }
    }
    (total, wrong)
}

/// What is still said wrong.
const MISSES: [&str; 1] = ["Whichever tool your team {uses}, keep it."];

#[test]
fn heteronyms_are_said_as_their_sentence_asks() {
    for cases in [
        include_str!("cases/g2p/heteronyms.txt"),
        include_str!("cases/g2p/heteronyms-fresh.txt"),
        include_str!("cases/g2p/heteronyms-grammar.txt"),
        include_str!("cases/g2p/heteronyms-courses.txt"),
    ] {
        let (total, mut wrong) = heteronyms(cases);
        wrong.retain(|line| !MISSES.iter().any(|miss| line.starts_with(miss)));
        assert!(total >= 200);
        assert!(
            wrong.is_empty(),
            "{} of {total} wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
