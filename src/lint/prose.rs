//! Slips in the prose itself: a word written twice, a missing space after a sentence, notes to oneself left in.
//! What stands in a tag that says how to read it is not looked at.

use super::Episode;
use crate::diag::{Code, Diagnostic};
use crate::markup::document::{PauseLength, is_aside};
use crate::markup::script::{Item, Reading};
use crate::punctuation::names_member;
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
            comments(&text.text, &mut found);
            directions(&text.text, &mut found);
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
            // A tag or a pause between the two keeps them apart.
            && text.span_of(first..at + word.len()).len() == at + word.len() - first
        {
            let span = text.span_of(first..at + word.len());
            let message = format!("`{word}` stands here twice");
            let edit = text.span_of(first + same.len()..at + word.len());
            found.push(Diagnostic::new(Code::RepeatedWord, span, message).replace(edit, ""));
        }
        before = Some((at, word));
    }
}

/// `It happens.Then`, which may be read as an address: `happens dot then`.
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
        let one_name = in_code(text, at) || names_member(left, right);
        if word
            && capital
            && ends
            && !one_name
            && spaced(&whole[..at - left.len()])
            && right.chars().count() > 1
        {
            let span = text.span_of(at - left.len()..at + 1 + right.len());
            let mark = &whole[at..=at];
            let message =
                format!("no space after the `{mark}` of `{left}{mark}{right}`: it may be read as one name");
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
const LEFT_OVER: [&str; 15] = [
    "TODO:",
    "FIXME",
    "TBD",
    "XXX",
    "{{",
    "{%",
    "<%",
    "{>>",
    "{--",
    "{++",
    "{==",
    "%%",
    "/*",
    "lorem ipsum",
    "Lorem ipsum",
];

/// Whether the byte at `at` was written as code.
fn in_code(text: &Mapped, at: usize) -> bool {
    text.code().iter().any(|code| code.contains(&(at as u32)))
}

/// What closes a placeholder.
fn closing(what: &str) -> Option<&'static str> {
    match what {
        "{{" => Some("}}"),
        "{%" => Some("%}"),
        "<%" => Some("%>"),
        // Remarks: CriticMarkup's, Obsidian's, those of code.
        "{>>" => Some("<<}"),
        "{--" => Some("--}"),
        "{++" => Some("++}"),
        "{==" => Some("==}"),
        "%%" => Some("%%"),
        "/*" => Some("*/"),
        _ => None,
    }
}

/// The most characters of a template's placeholder, so that a text of braces costs no search through all of it.
const PLACEHOLDER: usize = 160;

fn left_over(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for what in LEFT_OVER {
        let mut done = 0;
        for (at, _) in whole.match_indices(what) {
            if at < done {
                continue;
            }
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let end = at + what.len();
            // "the template `{{ ds }}`", "${{ runner.os }}"
            if in_code(text, at)
                || what == "{{" && whole[..at].ends_with('$')
                || touches(whole[..at].chars().next_back())
                || (closing(what).is_none() && touches(whole[end..].chars().next()))
            {
                continue;
            }
            let end = match closing(what) {
                Some(closing) => {
                    let near = whole[end..].char_indices().take(PLACEHOLDER);
                    let close = near
                        .map(|(i, _)| i)
                        .find(|&i| whole[end + i..].starts_with(closing));
                    // "{%d}" and "<%" alone may be meant.
                    if close.is_none() && what != "{{" {
                        continue;
                    }
                    close.map_or(end, |close| end + close + closing.len())
                }
                None => end,
            };
            done = end;
            let message = format!("`{}` is read out", &whole[at..end]);
            found.push(Diagnostic::new(Code::LeftOver, text.span_of(at..end), message));
        }
    }
}

/// `// cut this` from there to the end of the line.
fn comments(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for (at, _) in whole.match_indices("// ") {
        let before = whole[..at].trim_end_matches(' ');
        let apart = before.len() < at || before.is_empty() || before.ends_with('\n');
        // "x // 2" divides.
        let divides = whole[at + 3..].starts_with(|c: char| c.is_ascii_digit());
        // "use // @ts-expect-error"
        let named = whole[at + 3..].starts_with('@');
        if apart && !divides && !named && !in_code(text, at) {
            let end = whole[at..].find('\n').map_or(whole.len(), |end| at + end);
            let message = "a remark is read out, with its strokes";
            found.push(Diagnostic::new(Code::LeftOver, text.span_of(at..end), message));
        }
    }
}

/// How far the bracket that closes a direction may be, in bytes.
const FARTHEST: usize = 32;

fn directions(text: &Mapped, found: &mut Vec<Diagnostic>) {
    let whole = text.text();
    for (at, _) in whole.match_indices('(') {
        let inside = &whole[at + 1..];
        let Some(close) = inside.bytes().take(FARTHEST).position(|b| b == b')') else {
            continue;
        };
        let direction = inside[..close].to_ascii_lowercase();
        let span = at..at + close + 2;
        let silence = direction
            .split(' ')
            .any(|word| matches!(word, "beat" | "pause" | "pauses"));
        let pause = if silence {
            PauseLength::meant(&whole[span.clone()])
        } else {
            None
        };
        if !is_aside(&direction) && pause.is_none() {
            continue;
        }
        let message = format!("`({})` is read out", &inside[..close]);
        let span = text.span_of(span);
        let slip = Diagnostic::new(Code::LeftOver, span, message);
        let pause = pause.or_else(|| silence.then(|| "[pause]".to_owned()));
        found.push(match pause {
            None => slip.fix("remove it"),
            Some(pause) => slip.fix(format!("write `{pause}`")).replace(span, pause),
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
        comments(&mapped, &mut found);
        directions(&mapped, &mut found);
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
            ("Hi. // cut this\nSo.", "D709", "// cut this"),
            ("Hi (laughs).", "D709", "(laughs)"),
            ("Hello {% include x %}, hi.", "D709", "{% include x %}"),
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
            "It is 7 // 2, at https://a.b and a//b.",
            "Use // @ts-expect-error here.",
            "The key is ${{ runner.arch }}, no more.",
        ] {
            assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(NEVER_TWICE.is_sorted());
    }
}
