//! Stage 3 against lines `written~spoken` that others wrote, with the embedded lexicons.
//!
//! The lines lie beside the checkout, in ../shared/conformance/text-normalisation; where they are absent the test
//! says so and passes. The report of every miss is docs/conformance/text-normalisation.md; `BLESS=1` rewrites it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

use declaim::g2p::Lexicon;
use declaim::markup::script::Script;
use declaim::markup::{PauseSettings, parse, resolve};
use declaim::source::Source;
use declaim::text::Vocabulary;
use std::fmt::Write;
use std::fs;
use std::path::Path;

mod text_support;

/// Lines of a class that must be right, in percent.
const REQUIRED: f64 = 95.0;

/// What counts as equal, as the report states it. [`canonical`] is the code for it.
const EQUIVALENCES: &str = "\
1. Capitals, punctuation and apostrophes are not compared; neither are spaces, because letters named one by one
   (`P M E S T`) are written together in the reference (`PM EST`).
2. `and` after hundred, thousand, million or billion: \"one hundred and five\" = \"one hundred five\".
   So, too, before the last part of a length of time: \"two hours and five minutes\".
3. An en dash that the reference leaves between two numbers = \"to\".
4. `per S` = \"per second\": the name of a unit and its symbol.
5. `St.` that the reference leaves at the end of a street's name = \"Street\".
6. \"Sam second\" = \"Sam the second\": a ruler's number takes its article.
";

/// How often lines that were not seen before were said right, and after the rules they showed to be missing.
const FRESH: &str = include_str!("cases/trials.md");

struct Embedded(Lexicon);

impl Vocabulary for Embedded {
    fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn has_entry(&self, written: &str) -> bool {
        self.0.has_entry(written)
    }
}

/// A spoken line in the form in which two are compared.
fn canonical(line: &str, class: &str) -> String {
    let line = match line.strip_suffix(" St.") {
        Some(name) => format!("{name} Street"),
        None => line.to_owned(),
    };
    let words: String = line
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '\u{2019}'))
        .map(|c| if c.is_alphanumeric() || c == '–' { c } else { ' ' })
        .collect::<String>()
        .replace('–', " to ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |i| words[i]);
        let after = words.get(index + 1).copied().unwrap_or("");
        let dropped = match *word {
            "and" => matches!(
                before,
                "hundred" | "thousand" | "million" | "billion" | "hour" | "hours" | "minute" | "minutes"
            ),
            "the" => {
                class == "roman"
                    && ["first", "second", "third", "th"]
                        .iter()
                        .any(|e| after.ends_with(e))
            }
            // A dash that ends the line, or stands before what is no number, is only a dash.
            "to" => after.is_empty(),
            _ => false,
        };
        if !dropped {
            out.push_str(if *word == "s" && before == "per" {
                "second"
            } else {
                word
            });
        }
    }
    out
}

/// One line of a golden: written, and as it is said; the last `~` parts them.
fn parted(line: &str) -> Option<(&str, &str)> {
    (!line.starts_with("# ")).then(|| line.rsplit_once('~')).flatten()
}

/// A line with tags, through the markup stage, so that a vendor's attributes count as written.
fn marked_up(line: &str) -> Script {
    let document = parse(&Source::new("line", line)).value;
    resolve(&document, &PauseSettings::HOUSE.into()).value
}

/// Our own lines, one file per class, in tests/cases/normalisation: what a course writes, and what a senior
/// engineer says. All of them are said so.
#[test]
fn our_own_lines_are_said_as_an_engineer_says_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/normalisation");
    let vocabulary = Embedded(Lexicon::embedded().expect("the embedded lexicon"));
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    let mut wrong = String::new();
    let (mut lines, mut missed) = (0, 0);
    for file in files {
        let class = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("UTF-8");
        for (written, expected) in text.lines().filter_map(parted) {
            lines += 1;
            let script = if written.contains("<say-as") {
                marked_up(written)
            } else {
                text_support::prose(written)
            };
            let spoken = declaim::text::normalise(&script, &vocabulary).value;
            let said = spoken.print_spoken().trim_end().to_owned();
            if canonical(&said, &class) != canonical(expected, &class) {
                missed += 1;
                writeln!(
                    wrong,
                    "{class}: {written}\n  expected: {expected}\n  said:     {said}"
                )
                .expect("a string");
            }
        }
    }
    assert!(lines > 300);
    assert!(wrong.is_empty(), "{missed} of {lines} lines:\n{wrong}");
}

struct Miss {
    written: String,
    expected: String,
    said: String,
}

#[test]
fn what_others_wrote_down_is_said_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/conformance/text-normalisation");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("SKIPPED: ../shared/conformance/text-normalisation is not here; nothing was compared");
        return;
    };
    let vocabulary = Embedded(Lexicon::embedded().expect("the embedded lexicon"));
    let mut files: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();

    let mut table = String::from("| class | right | lines | % |\n|---|---|---|---|\n");
    let mut misses = String::new();
    let mut low = Vec::new();
    let mut total = (0, 0);
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let class = name.trim_start_matches("test_cases_").to_owned();
        let text = fs::read_to_string(&file).expect("UTF-8");
        let mut missed = Vec::new();
        let mut lines = 0;
        for (written, expected) in text.lines().filter_map(|l| l.split_once('~')) {
            lines += 1;
            let spoken = declaim::text::normalise(&text_support::prose(written), &vocabulary).value;
            let said = spoken.print_spoken().trim_end().to_owned();
            if canonical(&said, &class) != canonical(expected, &class) {
                missed.push(Miss {
                    written: written.to_owned(),
                    expected: expected.to_owned(),
                    said,
                });
            }
        }
        let right = lines - missed.len();
        total = (total.0 + right, total.1 + lines);
        let percent = 100.0 * right as f64 / lines.max(1) as f64;
        writeln!(table, "| {class} | {right} | {lines} | {percent:.0} |").expect("a string takes all");
        if percent < REQUIRED {
            low.push(class.clone());
        }
        for miss in missed {
            let Miss {
                written,
                expected,
                said,
            } = miss;
            writeln!(
                misses,
                "- {class}: `{written}`\n  - expected: {expected}\n  - said: {said}"
            )
            .expect("a string");
        }
    }
    let report = format!(
        "# Text normalisation: conformance\n\nThe English cases `written~spoken` of NeMo text processing (Apache-2.0), compared line by line by\n`tests/text_conformance.rs`, which writes this file.\n\n{table}| all | {} | {} | {:.1} |\n\n\
         ## Counted as equal\n\n{EQUIVALENCES}\n## Misses\n\n{misses}\n\
         The class `special_text` holds markup and phones in brackets, to be passed through unread. Here tags are read\n\
         (or refused) by the markup stage before any text is normalised, so what reaches this stage is text to be said.\n\n## Lines of our own\n\n{FRESH}",
        total.0,
        total.1,
        100.0 * total.0 as f64 / total.1.max(1) as f64
    );
    let path = root.join("docs/conformance/text-normalisation.md");
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("docs");
        fs::write(&path, &report).expect("a writable report");
    }
    low.retain(|class| class != "special_text");
    assert!(low.is_empty(), "below {REQUIRED} %: {low:?}\n{misses}");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == report,
        "the committed report is not that of this code; BLESS=1 rewrites it\n{misses}"
    );
}
