//! Where a turn may start: a name and a colon at the start of a line, or after the end of a sentence.
//!
//! Finds candidates only; whether one is a speaker is decided in `speakers`, which knows the whole script.

use super::brackets::{Bracket, bracket};
use super::document::{Label, LabelPlace};
use crate::source::{Mapped, Span};

/// The longest name, in bytes; longer runs before a colon are prose.
const LONGEST: usize = 60;
/// The most words of a name.
const MOST_WORDS: usize = 5;

/// The label at byte `at`, if one may stand there. Looks at a bounded number of bytes.
pub(super) fn label_at(text: &str, at: usize, place: LabelPlace) -> Option<Label> {
    let rest = &text[at..];
    let first = place == LabelPlace::LineStart;
    let opening = emphasis(rest);
    // `[Dana]: ...`
    let bracketed = first && rest[opening..].starts_with('[') && bracket(&rest[opening..]) == Bracket::Text;
    let inside = opening + usize::from(bracketed);
    let name = name(&rest[inside..])?;
    if place == LabelPlace::Inline && !name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) {
        return None;
    }
    let name_start = at + inside;
    let mut end = name_start + name.len();
    if bracketed {
        if !text[end..].starts_with(']') {
            return None;
        }
        end += 1;
    }
    let mut prose = Mapped::verbatim(&text[at + opening..end], at + opening);
    let direction = direction(&text[end..], first);
    // A direction that is left out wherever it stands.
    let left_out = is_stage_direction(direction).then(|| Span::new(end + 1, end + direction.len()));
    if left_out.is_none() {
        prose.push_verbatim(direction, end);
    }
    end += direction.len();
    let mut open = opening;
    let closing = emphasis(&text[end..]);
    if closing > 0 {
        if closing != open {
            return None;
        }
        open = 0;
        end += closing;
    }
    // `Dana : ...`, as French sets it too.
    let before_colon = [" :", "\u{a0}:", "\u{202f}:"].into_iter().filter(|_| first);
    let spaced = before_colon.clone().any(|colon| text[end..].starts_with(colon));
    let colon = before_colon
        .chain([":"])
        .find(|colon| text[end..].starts_with(colon))?;
    prose.push_verbatim(colon, end);
    end += colon.len();
    if open > 0 {
        if emphasis(&text[end..]) != open {
            return None;
        }
        end += open;
    }
    let next = text[end..].chars().next();
    let loose = next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '<' | '['));
    // `Dana:Next`, but not `std::vec` and `12:30`.
    let begins = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘');
    if loose && (spaced || !first || !next.is_some_and(begins)) {
        return None;
    }
    Some(Label {
        name: name.replace('\u{a0}', " "),
        name_span: Span::new(name_start, name_start + name.len()),
        span: Span::new(at, end),
        direction: left_out,
        prose,
        loose,
        listed: first && is_listed(&text[..at]),
        place,
    })
}

/// Whether the mark of a list or a heading and nothing else stands on the line that a text ends in.
fn is_listed(before: &str) -> bool {
    let line = before.len() - before.bytes().rev().take(8).take_while(|&b| b != b'\n').count();
    let mark = before.get(line..).unwrap_or("").trim();
    let number = mark.strip_suffix(['.', ')']).unwrap_or("");
    matches!(mark, "-" | "*" | "+" | "•" | "–")
        || !mark.is_empty() && mark.bytes().all(|b| b == b'#')
        || !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// ` (laughing)` at the start, or ` [laughing]` where `brackets` may stand, if a colon or the end of an emphasis follows.
fn direction(text: &str, brackets: bool) -> &str {
    let close = match text.as_bytes().get(..2) {
        Some(b" (") => b')',
        Some(b" [") if brackets && matches!(bracket(&text[1..]), Bracket::Text | Bracket::Direction(_)) => {
            b']'
        }
        _ => return "",
    };
    let rest = text.bytes().skip(2).take(LONGEST);
    let inside = 2 + rest
        .take_while(|b| !matches!(b, b')' | b']' | b'\n' | b'<' | b'[' | b'&'))
        .count();
    match text.as_bytes().get(inside..inside + 2) {
        Some([end, b':' | b'*' | b'_']) if *end == close => &text[..=inside],
        _ => "",
    }
}

/// Whether a direction is one of those that are left out wherever they stand: ` [laughs]`.
fn is_stage_direction(direction: &str) -> bool {
    let found = direction.trim_start();
    found.starts_with('[') && matches!(bracket(found), Bracket::Direction(_))
}

/// Bytes of Markdown emphasis (`*`, `**`, `_`, `__`) at the start.
fn emphasis(text: &str) -> usize {
    ["**", "__", "*", "_"]
        .iter()
        .find(|mark| text.starts_with(**mark))
        .map_or(0, |mark| mark.len())
}

/// A run of words that could be a name, up to the colon or the mark that closes the emphasis.
fn name(text: &str) -> Option<&str> {
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    let mut words = 1;
    let mut word_start = 0;
    let mut previous = ' ';
    for (i, c) in text.char_indices() {
        if i > LONGEST {
            return None;
        }
        match c {
            ' ' if [" (", " [", " :"].iter().any(|next| text[i..].starts_with(next)) => {
                return (previous != '.').then(|| &text[..i]);
            }
            '\u{a0}' | '\u{202f}' if text[i + c.len_utf8()..].starts_with(':') => return Some(&text[..i]),
            ':' | '*' | ']' => {
                return (previous != ' ' && previous != '.').then(|| &text[..i]);
            }
            '_' if text[i..].starts_with("_:") || text[i..].starts_with("__:") => {
                return Some(&text[..i]);
            }
            ' ' => {
                // "Dr. Smith" is a name, "mistakes. Mistake one" is not.
                if previous == ' ' || (previous == '.' && !is_title(&text[word_start..i])) {
                    return None;
                }
                words += 1;
                word_start = i + 1;
                if words > MOST_WORDS {
                    return None;
                }
            }
            '.' | '\'' | '’' | '-' | '_' | '&' | '\u{a0}' => {}
            c if c.is_alphanumeric() => {}
            _ => return None,
        }
        previous = c;
    }
    None
}

/// Whether a word with a full stop stands before names: a title or an initial.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 10] = [
        "dr.", "mr.", "mrs.", "ms.", "mx.", "prof.", "st.", "rev.", "sgt.", "capt.",
    ];
    word.chars().count() == 2 || TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        label_at(text, 0, LabelPlace::LineStart).map(|l| l.name)
    }

    #[test]
    fn names_before_a_colon_are_candidates() {
        for (text, name) in [
            ("Alex: hi", "Alex"),
            ("Speaker 1: hi", "Speaker 1"),
            ("Dr. O’Brien-Smith: hi", "Dr. O’Brien-Smith"),
            ("J. P. Morgan: hi", "J. P. Morgan"),
            ("DR. SMITH: hi", "DR. SMITH"),
            ("Alex (laughing): hi", "Alex"),
            ("**Alex (V.O.):** hi", "Alex"),
            ("**Alex:** hi", "Alex"),
            ("**Alex**: hi", "Alex"),
            ("_Alex_: hi", "Alex"),
            ("speaker_1: hi", "speaker_1"),
            ("Zoë:", "Zoë"),
            ("Alex:<break/>", "Alex"),
            ("The fix: hi", "The fix"),
            ("Alex : hi", "Alex"),
            ("Alex\u{a0}: hi", "Alex"),
            ("Mary\u{a0}Ann: hi", "Mary Ann"),
            ("Alex:Hi", "Alex"),
            ("[Alex]: hi", "Alex"),
            ("**[Speaker 1]:** hi", "Speaker 1"),
            ("Alex [laughs]: hi", "Alex"),
        ] {
            assert_eq!(found(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn other_colons_are_not() {
        for text in [
            "12:30 now",
            "https://example.com",
            "Alex:hi",
            "Alex :hi",
            "Alex :Hi",
            "Alex::Hi",
            "[Pause]: x",
            "[laughs]: x",
            "[Alex: x",
            "Alex]: x",
            "Alex [pause]: x",
            "[Alex] x",
            "Common mistakes. Mistake one: x",
            "Still Ben. Ann: x",
            "Here, then: x",
            "this is a long sentence that ends so: x",
            ": x",
            "**Alex: hi",
            "Alex (laughing) hi",
            "Alex (on the phone",
            "Alex",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(label_at("the fix: x", 0, LabelPlace::Inline), None);
    }
}
