//! `[pause ...]` and its kin: what stands between square brackets in prose.
//!
//! Owns the grammar of pause tags. Knows nothing of what a pause does, and leaves the words of stage directions to
//! `directions`.

use super::directions;
use super::document::PauseLength;
use crate::diag::slip;
use crate::units;

/// What stands at a `[`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Prose.
    Text,
    /// A pause tag; its length in bytes.
    Pause(PauseLength, usize),
    /// A stage direction of another engine, such as `[laughs]`; its length in bytes.
    Direction(usize),
    /// A number or two, as citations are (`[12]`, `[3, 4]`); its length in bytes.
    Citation(usize),
    /// Shaped like a tag, but none we know; read as text. Its length in bytes, and the pause tag that was meant if it
    /// asks for silence as other engines and authors do.
    Doubtful(usize, Option<String>),
}

/// The longest bracket that is looked at, in bytes.
const LONGEST: usize = 80;

/// Whether words ask for silence and for nothing else: `pause`, `Long pause`, `beat`.
pub(super) fn is_silence(words: &str) -> bool {
    let words = words.trim().trim_end_matches('.').to_ascii_lowercase();
    matches!(
        words.as_str(),
        "pause" | "short pause" | "long pause" | "pause short" | "pause long" | "beat"
    )
}

/// Whether words are a pause tag with a time, brackets apart: `pause 2s`.
pub(super) fn is_timed_pause(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let named = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("pause"));
    let kind: Vec<&str> = words.collect();
    named && !kind.is_empty() && pause_length(&kind) != PauseLength::Unknown
}

/// What stands at the start of `rest`, which begins with `[`. Looks at [`LONGEST`] bytes at most.
pub(super) fn bracket(rest: &str) -> Bracket {
    let inside = rest.as_bytes().iter().take(LONGEST).skip(1);
    let close = 1 + inside
        .take_while(|b| !matches!(b, b']' | b'\n' | b'[' | b'<'))
        .count();
    if rest.as_bytes().get(close) != Some(&b']') {
        return unclosed_pause(rest);
    }
    let content = rest[1..close].to_ascii_lowercase();
    let length = close + 1;
    let words: Vec<&str> = content
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '_'))
        .filter(|w| !w.is_empty())
        .collect();
    match words.as_slice() {
        ["pause", kind @ ..] | [kind @ .., "pause"] => {
            return Bracket::Pause(pause_length(kind), length);
        }
        [slip, kind @ ..] | [kind @ .., slip]
            if is_pause_slip(slip) && pause_length(kind) != PauseLength::Unknown =>
        {
            return Bracket::Pause(PauseLength::Unknown, length);
        }
        _ if is_pause(&content) => return Bracket::Pause(PauseLength::Unknown, length),
        _ => {}
    }
    let written = &rest[1..close];
    if directions::is_tag(&words.join(" ")) || directions::is_act_of_somebody(written) {
        return Bracket::Direction(length);
    }
    if is_citation(written) {
        return Bracket::Citation(length);
    }
    // A capital makes it a name, as in a quotation; stage directions have none.
    let tag_like = words.len() <= 4
        && words
            .first()
            .is_some_and(|first| is_word(first) && (first.len() > 1 || words.len() == 1))
        && written.starts_with(|c: char| c.is_ascii_lowercase())
        && written
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ' ' | ':' | '=' | '.'));
    // `[NOTE]: ...` begins a line as a speaker's name in brackets does.
    let manner = is_manner(&words) || is_note(written) && !rest[length..].starts_with(':');
    let sound = words.len() <= 4 && words.first().is_some_and(|first| directions::names_sound(first));
    let meant = pause_meant(&words);
    let time = super::pasted::is_time(written, false);
    let link = rest[length..].starts_with(['(', '[']) && super::links::link(rest).is_some();
    if (tag_like || manner || sound || time || meant.is_some()) && !link {
        Bracket::Doubtful(length, meant)
    } else {
        Bracket::Text
    }
}

/// What an author tells others or himself: `TODO fix this`, `editor: shorten?`, `Slide 5`, `cut to B-roll`, `COMPANY`.
fn is_note(written: &str) -> bool {
    let letters = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let capitals = |word: &str| letters(word) && word.chars().all(char::is_uppercase);
    let words = || written.split_whitespace();
    let lower = written.to_ascii_lowercase();
    let told = written
        .split_once(": ")
        .is_some_and(|(to, _)| to.split(' ').count() <= 2 && to.split(' ').all(letters));
    let begins = [
        "todo",
        "fixme",
        "tbd",
        "tk",
        "note",
        "cut to",
        "fade",
        "insert",
        "placeholder",
        "your",
        "b-roll",
    ];
    let begins = begins.iter().any(|begin| {
        lower
            .strip_prefix(begin)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let shown = matches!(
        words().next().unwrap_or_default().to_ascii_lowercase().as_str(),
        "slide" | "graphic" | "scene"
    ) && words()
        .nth(1)
        .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    matches!(words().count(), 1..=12) && (told || begins || shown || words().all(capitals))
}

/// How a line is to be said, in words of the author's own: `Speak in a cheerful tone`, `strong French accent`, `Say this
/// slowly`.
fn is_manner(words: &[&str]) -> bool {
    let [first, .., last] = words else { return false };
    let asks = matches!(
        *first,
        "deliver" | "narrate" | "read" | "say" | "speak" | "whisper"
    );
    words.len() <= 8
        && (matches!(*last, "accent" | "tone" | "voice")
            || asks && (last.ends_with("ly") || matches!(*last, "fast" | "loud" | "slow")))
}

/// One number of a list of sources, or two: `12`, `3, 4`, `3–5`. None begins with 0, as an index does.
fn is_citation(written: &str) -> bool {
    let numbers = || written.split([',', '-', '–']).map(str::trim);
    numbers().count() <= 2
        && numbers()
            .all(|n| matches!(n.len(), 1..=3) && n.bytes().all(|b| b.is_ascii_digit()) && !n.starts_with('0'))
}

/// Whether a word is "pause" with a letter wrong, missing or too many, or two changed: `puase`. Words of their own are not.
fn is_pause_slip(word: &str) -> bool {
    !matches!(word, "cause" | "parse" | "passe" | "paused") && slip(word, "pause")
}

/// Words around the length in what was meant for a pause tag; sorted.
const AROUND: [&str; 12] = [
    "a", "beat", "dur", "duration", "for", "length", "of", "pause", "slnc", "strength", "time", "value",
];

/// The pause tag that was meant by what is none, brackets and all: `[pause-short]`, `{pause 2s}`, `<pause time="1s"/>`,
/// `[puase long]`, `[pause 5]`, `<#0.6#>`, `[[slnc 600]]`.
pub(super) fn meant(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase().replace("1/2", "0.5");
    if !lower.ends_with([']', '}', '>', '*', '_', ')'])
        || lower.contains(['/', ',']) && lower.starts_with('[')
    {
        return None;
    }
    let words = lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let words = words.map(|w| w.trim_end_matches('.')).filter(|w| !w.is_empty());
    let kind: Vec<&str> = words
        .filter(|w| AROUND.binary_search(w).is_err() && !is_pause_slip(w))
        .map(|w| match w {
            "strong" => "long",
            "weak" => "short",
            "half" => "0.5",
            w => w,
        })
        .collect();
    // Of a number alone, a small one counts seconds.
    let bare = match kind.as_slice() {
        [number] => units::decimal(number),
        _ => None,
    };
    let shown = match bare {
        Some(value) if value >= 20.0 || lower.contains("slnc") => format!("{}ms", kind[0]),
        Some(_) => format!("{}s", kind[0]),
        None if pause_length(&kind) == PauseLength::Unknown => return None,
        None if kind.is_empty() => return Some("[pause]".to_owned()),
        None => kind.join(" "),
    };
    Some(format!("[pause {shown}]"))
}

/// Whether the word "pause" begins or ends it, whatever is written against it: `pause-short`, `long-pause`, `pause!`.
fn is_pause(content: &str) -> bool {
    let begins = content
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .strip_prefix("pause");
    let ends = content
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .strip_suffix("pause");
    begins.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        || ends.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Whether a tag may have this name: `break`, but not `node1`.
fn is_word(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase())
}

/// Words that other engines and authors use for silence; sorted.
const SILENCES: [&str; 10] = [
    "beat", "break", "delay", "gap", "hold", "rest", "silence", "sleep", "stop", "wait",
];

/// The pause tag that is meant by `[silence 2s]`, `[break:500ms]`, `[sleep 3]`, `[long silence]`, `[2s]`.
fn pause_meant(words: &[&str]) -> Option<String> {
    let silence = |word: &str| SILENCES.binary_search(&word).is_ok();
    let kind: &[&str] = match words {
        [first, kind @ ..] if silence(first) => kind,
        [kind @ .., last] if silence(last) => kind,
        [time] if time.starts_with(|c: char| c.is_ascii_digit()) => words,
        _ => return None,
    };
    let shown = match (kind, pause_length(kind)) {
        ([], _) => return Some("[pause]".to_owned()),
        ([number], PauseLength::Unknown) if number.bytes().all(|b| b.is_ascii_digit()) && words.len() > 1 => {
            format!("{number}s")
        }
        (_, PauseLength::Unknown) => return None,
        _ => kind.join(" "),
    };
    Some(format!("[pause {shown}]"))
}

/// `[pause` that no `]` follows: its words must not be spoken either, so the opening counts as an unknown pause.
fn unclosed_pause(rest: &str) -> Bracket {
    let opening = "[pause".len();
    match rest.get(..opening) {
        Some(start) if start.eq_ignore_ascii_case("[pause") => {
            if rest[opening..].starts_with(char::is_alphanumeric) {
                Bracket::Text
            } else {
                Bracket::Pause(PauseLength::Unknown, opening)
            }
        }
        _ => Bracket::Text,
    }
}

fn pause_length(kind: &[&str]) -> PauseLength {
    match kind {
        [] | ["medium"] => PauseLength::Medium,
        ["short"] => PauseLength::Short,
        ["long"] => PauseLength::Long,
        [one] => match one.find(|c: char| c.is_ascii_alphabetic()) {
            Some(unit) => time(&one[..unit], &one[unit..]),
            None => PauseLength::Unknown,
        },
        [number, unit] => time(number, unit),
        _ => PauseLength::Unknown,
    }
}

fn time(number: &str, unit: &str) -> PauseLength {
    match units::milliseconds(number, unit) {
        // A float cast saturates, so a number of any length is a time, and the cap deals with it.
        Some(ms) => PauseLength::Time(ms.round() as u64),
        None => PauseLength::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PauseLength::{Long, Medium, Short, Time, Unknown};

    #[test]
    fn pauses_in_every_spelling() {
        for (text, length) in [
            ("[pause]", Medium),
            ("[medium pause]", Medium),
            ("[Pause Short]", Short),
            ("[short pause]", Short),
            ("[pause: long]", Long),
            ("[PAUSE 2s]", Time(2_000)),
            ("[pause 2 s]", Time(2_000)),
            ("[pause:1.5s]", Time(1_500)),
            ("[pause 300ms]", Time(300)),
            ("[pause 5 seconds]", Time(5_000)),
            ("[pause  1 minute]", Time(60_000)),
            ("[pause 1e9s]", Unknown),
            ("[pause for answers]", Unknown),
            ("[pause 5]", Unknown),
            ("[pause -2s]", Unknown),
            ("[pause s]", Unknown),
            ("[dramatic pause]", Unknown),
            ("[pause-short]", Unknown),
            ("[long-pause]", Unknown),
            ("[pause, please]", Unknown),
            ("[PAUSE!]", Unknown),
            ("[pause(2s)]", Unknown),
            ("[(pause)]", Unknown),
        ] {
            assert_eq!(bracket(text), Bracket::Pause(length, text.len()), "{text}");
        }
        assert_eq!(
            bracket("[pause 99999999999999999999999999s]"),
            Bracket::Pause(Time(u64::MAX), 35)
        );
        assert_eq!(bracket("[pause short and"), Bracket::Pause(Unknown, 6));
    }

    #[test]
    fn other_brackets_are_prose() {
        for text in [
            "[",
            "[]",
            "[0]",
            "[\"user\", 1]",
            "[see here](http://x)",
            "[Kubernetes]",
            "[a\nb]",
            "[paused",
            "[Unpaused state]",
        ] {
            assert_eq!(bracket(text), Bracket::Text, "{text}");
        }
        assert_eq!(bracket("[laughs] x"), Bracket::Direction(8));
        assert_eq!(bracket("[clears throat]"), Bracket::Direction(15));
        assert_eq!(bracket("[slow down]"), Bracket::Doubtful(11, None));
        assert_eq!(bracket("[sound: door 2.5]"), Bracket::Doubtful(17, None));
    }

    #[test]
    fn other_names_of_pauses_are_known() {
        for (text, meant) in [
            ("[silence 2s]", "[pause 2s]"),
            ("[break:500ms]", "[pause 500ms]"),
            ("[break=1.5 s]", "[pause 1.5 s]"),
            ("[Sleep 3]", "[pause 3s]"),
            ("[BEAT]", "[pause]"),
            ("[long silence]", "[pause long]"),
            ("[2s]", "[pause 2s]"),
        ] {
            let expected = Bracket::Doubtful(text.len(), Some(meant.to_owned()));
            assert_eq!(bracket(text), expected, "{text}");
        }
        for text in ["[a:b]", "[v1]", "[2024]", "[Stop 2 now]", "[Break it]"] {
            assert_eq!(bracket(text), Bracket::Text, "{text}");
        }
    }

    #[test]
    fn what_was_meant_for_a_pause_is_told() {
        for (text, tag) in [
            ("[puase short]", "[pause short]"),
            ("[short pasue]", "[pause short]"),
            ("[pauses]", "[pause]"),
            ("[pause 5]", "[pause 5s]"),
            ("[pause-short]", "[pause short]"),
            ("[pause(2s)]", "[pause 2s]"),
            ("[pause for 2 seconds]", "[pause 2 seconds]"),
            ("[pause 1/2 s]", "[pause 0.5 s]"),
            ("[pause half a second]", "[pause 0.5 second]"),
            ("{pause}", "[pause]"),
            ("<pause time=\"1.5s\"/>", "[pause 1.5s]"),
            ("<pause 500>", "[pause 500ms]"),
            ("<pause strength=\"strong\">", "[pause long]"),
            ("<#0.6#>", "[pause 0.6s]"),
            ("[[slnc 10]]", "[pause 10ms]"),
            ("*beat*", "[pause]"),
            ("(2 second pause)", "[pause 2 second]"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(tag), "{text}");
        }
        for text in [
            "[pause",
            "[pause 1/3 s]",
            "[pause for answers]",
            "[dramatic pause]",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
        assert_eq!(bracket("[puase short]"), Bracket::Pause(Unknown, 13));
        for text in ["[cause]", "[paused]", "[pulse]"] {
            assert_eq!(bracket(text), Bracket::Doubtful(text.len(), None), "{text}");
        }
    }

    #[test]
    fn acts_of_somebody_are_directions() {
        for text in ["[Lee laughs]", "[Dana Lee clears throat]", "[Everyone claps]"] {
            assert_eq!(bracket(text), Bracket::Direction(text.len()), "{text}");
        }
        for text in ["[The cat that laughs]", "[Lee]", "[Lee left]"] {
            assert_eq!(bracket(text), Bracket::Text, "{text}");
        }
    }

    #[test]
    fn citations_are_numbers() {
        for text in ["[12]", "[3, 4]", "[3–5]"] {
            assert_eq!(bracket(text), Bracket::Citation(text.len()), "{text}");
        }
        for text in ["[0]", "[2024]", "[1, 2, 3]", "[1.5]", "[-1]"] {
            assert_eq!(bracket(text), Bracket::Text, "{text}");
        }
        assert_eq!(bracket("[00:12:31]"), Bracket::Doubtful(10, None));
    }

    #[test]
    fn lists_are_sorted() {
        assert!(SILENCES.is_sorted() && AROUND.is_sorted());
    }
}
