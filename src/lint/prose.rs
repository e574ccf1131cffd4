//! Slips in the prose itself: a word written twice, a missing space after a sentence, notes to oneself left in.

use super::Episode;
use crate::diag::{Code, Diagnostic};
use crate::markup::script::{Item, Reading};
use crate::source::Mapped;

/// Every slip in what is read as prose.
pub(super) fn slips(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in episode.script.turns.iter().flat_map(|turn| &turn.items) {
        if let Item::Text(text) = item
            && text.reading == Reading::Plain
        {
            repeated(&text.text, &mut found);
            run_together(&text.text, &mut found);
            left_over(&text.text, &mut found);
            directions(&text.text, &mut found);
            parted_tags(&text.text, &mut found);
        }
    }
    found
}

/// Words that stand twice only by mistake; sorted. ("had had", "that that", "is is" may be meant.)
const NEVER_TWICE: [&str; 28] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "if", "into", "its", "my", "of", "or",
    "our", "than", "the", "their", "they", "this", "to", "we", "with", "you", "you're", "your",
];

/// Words of a text with where they start; what stands between two is in the text.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn repeated(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    let mut before: Option<(usize, &str)> = None;
    for (at, word) in words(whole) {
        if let Some((first, same)) = before
            && whole[first + same.len()..at].trim().is_empty()
            && same.eq_ignore_ascii_case(word)
            && NEVER_TWICE
                .binary_search(&word.to_ascii_lowercase().as_str())
                .is_ok()
            && !word.chars().all(char::is_uppercase)
            && !whole[at + word.len()..].starts_with('-')
        {
            let span = text.span_of(first..at + word.len());
            let message = format!("`{word}` stands here twice");
            let edit = text.span_of(first + same.len()..at + word.len());
            found.push(Diagnostic::new(Code::RepeatedWord, span, message).replace(edit, ""));
        }
        before = Some((at, word));
    }
}

/// `It happens.Then` is read as an address: `happens dot then`.
fn run_together(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for (at, _) in whole.match_indices(['.', '?', '!']) {
        // "didn't.And": a contraction is one word.
        let left = whole[..at]
            .rsplit(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’')))
            .next()
            .unwrap_or("");
        let right = &whole[at + 1..];
        let right = &right[..right.find(|c: char| !c.is_alphabetic()).unwrap_or(right.len())];
        let spaced = |text: &str| text.is_empty() || text.ends_with([' ', '\n', '"', '(', '“']);
        let ends = whole[at + 1 + right.len()..]
            .chars()
            .next()
            .is_none_or(|c| matches!(c, ' ' | '\n' | ',' | '\''));
        let mut letters = right.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let lower = |c: char| c.is_lowercase() || matches!(c, '\'' | '’');
        let word =
            left.chars().count() > 2 && left.starts_with(char::is_lowercase) && left.chars().all(lower);
        if word && capital && ends && spaced(&whole[..at - left.len()]) && right.chars().count() > 1 {
            let span = text.span_of(at - left.len()..at + 1 + right.len());
            let mark = &whole[at..=at];
            let message =
                format!("no space after the `{mark}` of `{left}{mark}{right}`: it is read as one name");
            let edit = text.span_of(at..at + 1);
            found.push(
                Diagnostic::new(Code::SentencesRunTogether, span, message)
                    .fix(format!("write `{left}{mark} {right}`"))
                    .replace(edit, format!("{mark} ")),
            );
        }
    }
}

/// What authors leave for themselves and templates leave for authors.
const LEFT_OVER: [&str; 7] = ["TODO:", "FIXME", "TBD", "XXX", "{{", "lorem ipsum", "Lorem ipsum"];

/// The most characters of a template's placeholder, so that a text of braces costs no search through all of it.
const PLACEHOLDER: usize = 80;

fn left_over(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for what in LEFT_OVER {
        for (at, _) in whole.match_indices(what) {
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let end = at + what.len();
            if touches(whole[..at].chars().next_back())
                || (what != "{{" && touches(whole[end..].chars().next()))
            {
                continue;
            }
            let end = match what {
                "{{" => {
                    let near = whole[end..].char_indices().take(PLACEHOLDER);
                    let close = near.map(|(i, _)| i).find(|&i| whole[end + i..].starts_with("}}"));
                    close.map_or(end, |close| end + close + 2)
                }
                _ => end,
            };
            let message = format!("`{}` is read out", &whole[at..end]);
            found.push(Diagnostic::new(Code::LeftOver, text.span_of(at..end), message));
        }
    }
}

/// What stands alone in round brackets only as a direction for who reads; sorted.
const DIRECTIONS: [&str; 18] = [
    "applause",
    "beat",
    "chuckles",
    "cough",
    "coughs",
    "gasps",
    "laughing",
    "laughs",
    "laughter",
    "long pause",
    "music",
    "music fades",
    "pause",
    "pauses",
    "short pause",
    "sigh",
    "sighs",
    "whispers",
];

/// How far the bracket that closes a direction may be, in bytes.
const FARTHEST: usize = 32;

/// The pause tag for a direction that asks for one in more words: "pause 2s", "2 second pause", "pause for effect".
fn timed_pause(direction: &str) -> Option<String> {
    const FILLERS: [&str; 16] = [
        "a", "beat", "brief", "dramatic", "effect", "for", "long", "moment", "ms", "of", "s", "sec",
        "second", "seconds", "secs", "short",
    ];
    let mut amount = None;
    let mut unit = "s";
    let mut pauses = false;
    for word in direction.split([' ', '-', ':']).filter(|w| !w.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if !digits.is_empty() && digits.parse::<f32>().is_ok() && amount.is_none() {
            amount = Some(digits);
            unit = if &word[digits.len()..] == "ms" { "ms" } else { unit };
        } else if word == "pause" {
            pauses = true;
        } else if FILLERS.binary_search(&word).is_err() {
            return None;
        } else if word == "ms" {
            unit = "ms";
        }
    }
    let pause = amount.map_or_else(
        || "[pause]".to_owned(),
        |amount| format!("[pause {amount}{unit}]"),
    );
    pauses.then_some(pause)
}

/// Tags that a space parts from their bracket, and so are none.
fn parted_tags(text: &Mapped, found: &mut Vec<Diagnostic>) {
    const TAGS: [&str; 6] = ["break", "emphasis", "phoneme", "prosody", "say-as", "speak"];
    let whole = text.text();
    for (at, _) in whole.match_indices('<') {
        let inside = whole[at + 1..].trim_start_matches(['/', ' ']);
        let gap = whole.len() - at - 1 - inside.len();
        if !whole[at + 1..at + 1 + gap].contains(' ') {
            continue;
        }
        let named = TAGS.iter().find(|tag| {
            let rest = inside.strip_prefix(**tag);
            rest.is_some_and(|rest| {
                rest.starts_with([' ', '/', '>']) && rest.bytes().take(80).any(|b| b == b'>')
            })
        });
        if let Some(tag) = named {
            let span = text.span_of(at..at + 1 + gap + tag.len());
            let slash = if whole[at + 1..at + 1 + gap].contains('/') {
                "/"
            } else {
                ""
            };
            let message = format!("`<` with a space behind it begins no tag: `{tag}` is read out");
            found.push(Diagnostic::new(Code::LeftOver, span, message).fix(format!("write `<{slash}{tag}`")));
        }
    }
}

fn directions(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for (at, _) in whole.match_indices('(') {
        let inside = &whole[at + 1..];
        let Some(close) = inside.bytes().take(FARTHEST).position(|b| b == b')') else {
            continue;
        };
        let direction = inside[..close].to_ascii_lowercase();
        let timed = timed_pause(&direction);
        if DIRECTIONS.binary_search(&direction.as_str()).is_err() && timed.is_none() {
            continue;
        }
        let span = text.span_of(at..at + close + 2);
        let message = format!("`({})` is read out", &inside[..close]);
        let slip = Diagnostic::new(Code::LeftOver, span, message);
        let pause = match direction.as_str() {
            "beat" | "pause" | "pauses" => "[pause]".to_owned(),
            "long pause" => "[pause long]".to_owned(),
            "short pause" => "[pause short]".to_owned(),
            _ => timed.unwrap_or_default(),
        };
        found.push(if pause.is_empty() {
            slip.fix("remove it")
        } else {
            slip.fix(format!("write `{pause}`")).replace(span, pause)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, String)> {
        let mapped = Mapped::verbatim(text, 0);
        let mut found = Vec::new();
        repeated(&mapped, &mut found);
        run_together(&mapped, &mut found);
        left_over(&mapped, &mut found);
        found
            .iter()
            .map(|d| (d.code.id(), text[d.span.range()].to_owned()))
            .collect()
    }

    #[test]
    fn slips_are_found() {
        for (text, code, where_) in [
            ("It is in the the pod.", "D707", "the the"),
            ("All of\nof it.", "D707", "of\nof"),
            ("It happens.Then on.", "D708", "happens.Then"),
            ("They didn’t.And so.", "D708", "didn’t.And"),
            ("Why not?Because.", "D708", ""),
            ("TODO: more.", "D709", "TODO:"),
            ("Hello {{name}}, hi.", "D709", "{{name}}"),
        ] {
            let found = codes(text);
            if where_.is_empty() {
                assert!(found.is_empty(), "{text}: {found:?}");
            } else {
                assert_eq!(found, [(code, where_.to_owned())], "{text}");
            }
        }
    }

    #[test]
    fn what_may_be_meant_is_left_alone() {
        for text in [
            "She had had enough, and that that was.",
            "Node.js, System.Out and example.com or e.g.This",
            "A todo list, the TODOs, and a TB disk.",
            "The the-name, to, to and OR OR gates.",
            "see main.Run() there",
        ] {
            assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(NEVER_TWICE.is_sorted());
    }
}
