//! `[pause ...]` and its kin: what stands between square brackets in prose.
//!
//! Owns the grammar of pause tags and the list of stage directions other engines read. Knows nothing of what
//! a pause does.

use super::document::PauseLength;

/// What stands at a `[`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Prose.
    Text,
    /// A pause tag; its length in bytes.
    Pause(PauseLength, usize),
    /// A stage direction of another engine, such as `[laughs]`; its length in bytes.
    Direction(usize),
    /// Shaped like a tag, but none we know; read as text. Its length in bytes, and the pause tag that was meant if it
    /// asks for silence as other engines and authors do.
    Doubtful(usize, Option<String>),
}

/// The longest bracket that is looked at, in bytes.
const LONGEST: usize = 80;

/// Stage directions of Gemini, Chirp, ElevenLabs and Bark. A closed list: other words in brackets are prose.
#[rustfmt::skip]
const DIRECTIONS: [&str; 52] = [
    "applause", "breath", "breathes", "chuckle", "chuckles", "clapping", "clears throat", "cough", "coughs", "cries",
    "crying", "curious", "curiously", "excited", "excitedly", "exhales", "explosion", "extremely fast", "gasp",
    "gasps", "giggles", "groans", "gulps", "gunshot", "inhales", "laugh", "laughing", "laughs", "laughs harder",
    "laughter", "mischievously", "music", "robotic", "sarcasm", "sarcastically", "scared", "shouting", "shouts",
    "sigh", "sighing", "sighs", "sings", "snorts", "starts laughing", "swallows", "uhm", "um", "wheezing", "whisper",
    "whispering", "whispers", "yawns",
];

/// What the first word of a direction for sound names, whatever its case: `[Music fades]`.
const SOUNDS: [&str; 6] = ["applause", "audience", "laughter", "music", "sfx", "sound"];

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
        _ if is_pause(&content) => return Bracket::Pause(PauseLength::Unknown, length),
        _ => {}
    }
    let direction = words.join(" ");
    if DIRECTIONS.binary_search(&direction.as_str()).is_ok() {
        return Bracket::Direction(length);
    }
    // A capital makes it a name, as in a quotation; stage directions have none.
    let written = &rest[1..close];
    let tag_like = words.len() <= 4
        && words
            .first()
            .is_some_and(|first| is_word(first) && (first.len() > 1 || words.len() == 1))
        && written.starts_with(|c: char| c.is_ascii_lowercase())
        && written
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ' ' | ':' | '=' | '.'));
    let sound = words.len() <= 4 && words.first().is_some_and(|first| SOUNDS.contains(first));
    let meant = pause_meant(&words);
    let link = rest[length..].starts_with(['(', '[']) && super::markdown::link(rest).is_some();
    if (tag_like || sound || meant.is_some()) && !link {
        Bracket::Doubtful(length, meant)
    } else {
        Bracket::Text
    }
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
    let per_unit = match unit {
        "ms" | "millisecond" | "milliseconds" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1_000.0,
        "min" | "minute" | "minutes" => 60_000.0,
        _ => return PauseLength::Unknown,
    };
    match super::attributes::decimal(number) {
        // A float cast saturates, so a number of any length is a time, and the cap deals with it.
        Some(value) if value >= 0.0 => PauseLength::Time((value * per_unit).round() as u64),
        _ => PauseLength::Unknown,
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
        for text in ["[a:b]", "[v1]", "[3]", "[2024]", "[Stop 2 now]", "[Break it]"] {
            assert_eq!(bracket(text), Bracket::Text, "{text}");
        }
    }

    #[test]
    fn silences_are_sorted() {
        assert!(SILENCES.is_sorted());
    }

    #[test]
    fn directions_are_sorted() {
        assert!(DIRECTIONS.is_sorted());
    }
}
