//! Stage 3 against goldens: every `tests/cases/text/**/<case>.txt` holds lines `written ~ spoken`.
//!
//! The scripts are made by hand, without the markup stage: prose, `<say-as>` and `<phoneme>` only.
//! `BLESS=1` rewrites the right-hand sides; read the difference before committing it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

mod text_support;

use declaim::diag::Code;
use declaim::markup::script::Style;
use declaim::text::token::SpokenItem;
use std::fs;
use std::path::{Path, PathBuf};
use text_support::{prose, script, vocabulary};

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
}

#[test]
fn every_case_is_said_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text");
    let mut files = Vec::new();
    cases(&folder, &mut files);
    files.sort();
    assert!(!files.is_empty());
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a case");
        let mut blessed = String::new();
        for line in text.lines() {
            let Some((written, expected)) = line.split_once(" ~ ") else {
                blessed.push_str(line);
                blessed.push('\n');
                continue;
            };
            let spoken = declaim::text::normalise(&script(written), &vocabulary())
                .value
                .print_spoken();
            let spoken = spoken.trim_end().replace('\n', " / ");
            blessed.push_str(&format!("{written} ~ {spoken}\n"));
            if spoken != expected {
                wrong.push(format!(
                    "{}: {written}\n  expected: {expected}\n  said:     {spoken}",
                    file.display()
                ));
            }
        }
        if bless {
            fs::write(&file, blessed).expect("a writable case");
        }
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_that_is_not_what_it_is_said_to_be_is_reported() {
    let findings = |kind: &str, format: &str, text: &str| {
        let format = if format.is_empty() {
            String::new()
        } else {
            format!(" format=\"{format}\"")
        };
        let written = format!("<say-as interpret-as=\"{kind}\"{format}>{text}</say-as>");
        let found = declaim::text::normalise(&script(&written), &vocabulary()).diagnostics;
        found.iter().filter(|d| d.code == Code::UnfitSayAs).count()
    };
    for (kind, format, text) in [
        ("date", "mdy", "31/12/2024"),
        ("date", "dmy", "12/31/2024"),
        ("date", "ym", "2024-13"),
        ("date", "mdy", "tomorrow"),
        ("time", "", "12:75"),
        ("time", "hms24", "12:30:61"),
        ("ordinal", "", "a few"),
        ("cardinal", "", "abc"),
        ("fraction", "", "1-2"),
        ("telephone", "", "none"),
        ("unit", "", "10 blorps"),
    ] {
        assert_eq!(findings(kind, format, text), 1, "{kind} {format}: {text}");
    }
    for (kind, format, text) in [
        ("date", "mdy", "12/31/2024"),
        ("date", "", "January 5, 2025"),
        ("time", "", "half past 9"),
        ("time", "", "noon"),
        ("time", "hms12", "2:30pm"),
        ("duration", "", "1h"),
        ("ordinal", "", "3rd"),
        ("cardinal", "", "5 million"),
        ("fraction", "", "½"),
        ("telephone", "1", "555 0100"),
        ("name", "", "R2D2"),
        ("currency", "", "$5"),
    ] {
        assert_eq!(findings(kind, format, text), 0, "{kind} {format}: {text}");
    }
}

/// How many sentences end in a line before its last word.
fn breaks(line: &str) -> usize {
    let spoken = declaim::text::normalise(&text_support::prose(line), &vocabulary()).value;
    let items = &spoken.turns[0].items;
    let last = items.iter().rposition(|i| matches!(i, SpokenItem::Word(_)));
    let ends = |i: &&SpokenItem| matches!(i, SpokenItem::Punctuation(mark, _) if mark.ends_sentence());
    items[..last.unwrap_or(0)].iter().filter(ends).count()
}

#[test]
fn capitals_stress_a_word_and_keywords_are_none() {
    for (line, expected) in [
        ("do NOT drop ALL of it", "not all"),
        ("WHERE do we go", "where"),
        ("a LEFT JOIN, NOT NULL, GROUP BY and a GET request", ""),
        ("not <code>EVERY</code> one, NOT <code>LOCAL</code>", "not"),
        ("Use NUMERIC, ENUM or BIGINT. The TEXT", "text"),
        ("a CHECK constraint, a TEXT column, ALIAS records", ""),
        (
            "BIGINT GENERATED ALWAYS AS IDENTITY, 3 PRECEDING AND 3 FOLLOWING, 300 IN A",
            "",
        ),
        ("AS fast AS possible, DO NOT wait", "as as do not"),
        ("EVERY 1.2 adds columns, NOT 1.5 seconds", "not"),
        ("the BACK stack, EVERY stack", "every"),
    ] {
        let spoken = declaim::text::normalise(&script(line), &vocabulary()).value;
        let stressed = spoken.turns[0].items.iter().filter_map(|item| match item {
            SpokenItem::Word(word) if word.style != Style::NEUTRAL => Some(word.text.as_str()),
            _ => None,
        });
        assert_eq!(stressed.collect::<Vec<_>>().join(" "), expected, "{line}");
    }
}

#[test]
fn the_full_stop_of_an_abbreviation_ends_no_sentence() {
    for line in [
        "Add 1 tsp. salt and 2 oz. Gruyère.",
        "It is 10 ft. wide and 6 in. deep.",
        "Wait 90 sec., then 1 hr. 20 min. more.",
        "A 5-lb. bag, a 12-in. wheel, the 10-yr. yield.",
        "Pay $0.99/mo., or less.",
        "Acme Inc. vs. Globex, cf. Jones, ca. 1850.",
        "Smith et al. found it, and Jones et al. (2019) too.",
        "Write to P.O. Box 12, or the U.S. Senate.",
        "The Asst. Mgr. is in on Tues. at nine, Mon.–Fri. at ten.",
        "We ship v2.0.0-rc.1 at 09:30:15.250 today.",
        "Roe v. Wade, by J. R. Smith and Prof. A. Turing.",
        "Eq. (7) in vol. II, pg. 7.",
        "The bacterium E. coli grows, C. elegans moves.",
        "The no. of replicas in the 3rd ed. is three.",
        "We meet at 5 p.m. Friday, at 9 a.m. Eastern time, or at 5 p.m. May 3.",
        "See App. B, Art. I and Thm. 5 in it.",
        "He shouted \"Run!\" and ran, asked \"Why?\" and left.",
        "In May Yahoo! bought it.",
        "Wait if !ready, then stop.",
        "\"How do I exit?\" has a million views.",
        "He lives in N.Y. or near it.",
        "The architect I. M. Pei built it.",
        "Give juice (4 oz.) of it on Sat. and Sun. or later.",
        "I use it...and then it stops, GROUP BY ... HAVING too.",
    ] {
        assert_eq!(breaks(line), 0, "{line}");
    }
}

#[test]
fn a_full_stop_after_an_abbreviation_still_ends_a_sentence_where_one_begins() {
    for line in [
        "It weighs 190 lb. The bag is heavy.",
        "It takes 2 min. Then it stops.",
        "It is 6 ft. Mary is not.",
        "Acme Inc. The company grew.",
        "I live in the U.S. I like it.",
        "He said, \"Go to the U.S.\" Then he left.",
        "We left (at noon). Then home.",
        "It holds 5 GB. 3 nodes share it.",
        "See plan B. Then go.",
        "We met at 5 p.m. May I go on?",
        "\"Why?\" she asked in the hall.",
        "He yelled \"Go!\" Then he ran.",
        "Vitamin C. It helps.",
        "In the U.S.A. Nobody cares.",
        "It is on Main St. The end.",
    ] {
        assert_eq!(breaks(line), 1, "{line}");
    }
}

#[test]
fn a_tag_across_thousands_of_pieces_is_said_to_compare_them_once() {
    const PIECES: usize = 4_000;
    let piece = "<say-as interpret-as=\"characters\">12</say-as>";
    let spoken = declaim::text::normalise(&script(&piece.repeat(PIECES)), &vocabulary())
        .value
        .print_spoken();
    let words: Vec<&str> = spoken.split_whitespace().collect();
    assert_eq!(words, ["one", "two"].repeat(PIECES));
}

#[test]
fn what_looks_back_is_read_at_the_start_of_a_passage_too() {
    for after in ["Del", "Del-x", "*(n)", "-1-2.5", "[]", ".5", "^2", "/x", "x2"] {
        let written = format!("<phoneme ph=\"ˈoʊ\">o'</phoneme>{after}");
        let spoken = declaim::text::normalise(&script(&written), &vocabulary());
        assert!(!spoken.value.turns[0].items.is_empty(), "{written}");
    }
    let spoken = declaim::text::normalise(&prose(". 1910.147"), &vocabulary());
    assert!(!spoken.value.turns[0].items.is_empty());
}

/// Pseudo-random pieces of text, always the same (a linear congruential generator).
fn scraps(count: usize) -> impl Iterator<Item = String> {
    const PIECES: &[&str] = &[
        "1",
        "0",
        "12",
        "137",
        "2025",
        "13000",
        "1,234",
        "a",
        "I",
        "x",
        "s",
        "th",
        "AM",
        "p",
        "m",
        "Jan",
        "may",
        "USD",
        "GB",
        "ms",
        "per",
        "Dr",
        "No",
        "IV",
        "EC",
        "PVC",
        "PVCs",
        "OOMKilled",
        "AND",
        "don't",
        "naïve",
        "日本",
        "🙂",
        "½",
        "²",
        "°",
        "µs",
        ".",
        ",",
        "-",
        "–",
        "—",
        "/",
        ":",
        ";",
        "'",
        "’",
        "\"",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "=",
        "+",
        "*",
        "#",
        "@",
        "&",
        "%",
        "$",
        "€",
        "^",
        "~",
        "_",
        "\\",
        "|",
        "!",
        "?",
        "…",
        "\u{301}",
        "\u{200B}",
        " ",
        " ",
        " ",
        "\n",
        "",
    ];
    let mut state = 12345u64;
    std::iter::repeat_with(move || {
        let mut next = || {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 33) as usize
        };
        let length = 1 + next() % 12;
        (0..length).map(|_| PIECES[next() % PIECES.len()]).collect()
    })
    .take(count)
}

#[test]
fn whatever_is_written_only_words_come_out() {
    let vocabulary = vocabulary();
    for scrap in scraps(20_000) {
        let found = declaim::text::normalise(&prose(&scrap), &vocabulary);
        for item in &found.value.turns[0].items {
            let (span, text) = match item {
                SpokenItem::Word(word) => (word.span, word.text.as_str()),
                SpokenItem::Punctuation(_, span) => (*span, "mark"),
                _ => continue,
            };
            let words = !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_alphabetic() || c == '\'' || is_combining(c));
            assert!(words, "`{text}` from `{scrap}`");
            assert!(scrap.get(span.range()).is_some(), "{span:?} of `{scrap}`");
        }
        for found in found.diagnostics {
            assert!(
                scrap.get(found.span.range()).is_some_and(|s| !s.is_empty()),
                "{found:?} in `{scrap}`"
            );
        }
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}
