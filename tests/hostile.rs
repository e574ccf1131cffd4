//! Stages 1 to 6, the lints and the printers on input that was made to break them: what the fuzzer once broke, cuts and
//! mutations of real lines, enormous numbers. Nothing panics and every span lies in the text.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

use declaim::config::EpisodeConfig;
use declaim::diag::Code;
use declaim::diag::render::{Color, to_terminal};
use declaim::diag::{Diagnostic, sarif};
use declaim::render::{Studio, prepare, print_plan, review};
use declaim::source::Source;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::LazyLock;

static STUDIO: LazyLock<Studio> = LazyLock::new(|| Studio::open(None, &[]).unwrap());
static CONFIG: LazyLock<EpisodeConfig> = LazyLock::new(|| EpisodeConfig::house(NonZeroUsize::MIN));

fn survive(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("hostile", text);
    let review = review(&[(&source, &CONFIG, &STUDIO)]).unwrap();
    let script = &review.scripts[0];
    assert!(script.seconds.is_finite() && script.seconds >= 0.0);
    for d in &script.diagnostics {
        let edit = d.replacement.iter().map(|edit| edit.span);
        for span in d.labels.iter().map(|l| l.span).chain(edit).chain([d.span]) {
            assert!(text.get(span.range()).is_some(), "{d:?} in {text:?}");
        }
    }
    script.diagnostics.clone()
}

/// Every input that ever broke a fuzz target; tests/fuzz says how they are found.
#[test]
fn what_the_fuzzer_broke_stays_mended() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fuzz");
    let mut seen = 0;
    for case in fs::read_dir(cases).unwrap() {
        let bytes = fs::read(case.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let found = survive(&text);
        let source = Source::new("fuzz", text.as_ref());
        let _ = to_terminal(&found, &source, Color::Always);
        let _: serde_json::Value = serde_json::from_str(&sarif::to_log(&[(&source, &found)])).unwrap();
        seen += 1;
    }
    assert!(seen > 0);
}

/// Tags, pauses, numbers, labels and signs side by side: what one character more or less may turn into another.
const SEED: &str = "Ann: R&amp;D's <phoneme ph=\"ˈkjub\">kube</phoneme>ctl at 2:30 p.m., $1.5bn (up 80%) — [pause 2s] \
                    <say-as interpret-as=\"date\" format=\"mdy\">10/19/16</say-as>.\n\nBen: v1.2.3, CI/CD & a@b.io. Ann: \
                    <prosody rate=\"80%\" pitch=\"+2st\">No. 5–10 <break time=\"1s\"/> \u{201C}Dr. IV\u{201D}</prosody>\n";

#[test]
fn every_truncation_reaches_the_plan() {
    for (at, _) in SEED.char_indices() {
        survive(&SEED[..at]);
        survive(&SEED[at..]);
    }
}

/// Xorshift, so that every run sees the same mutations.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

#[test]
fn mutations_reach_the_plan() {
    const PIECES: [&str; 38] = [
        "<",
        ">",
        "/>",
        "</say-as>",
        "&#x85;",
        ";",
        "[",
        "]",
        "[pause",
        "\"",
        "'",
        "\n\n",
        "\u{85}",
        "\u{a0}",
        "\u{200d}",
        "\u{301}",
        "İ",
        "ß",
        "ﬁ",
        "٣",
        "½",
        "€",
        "😀",
        "日本",
        ":",
        ".",
        "-",
        "/",
        "%",
        "0",
        "999999999999999999999",
        "e",
        "<voice name=\"Ben\">",
        "<sub alias=\"\">",
        "<w role=\"noun\">",
        "Ann:",
        "'s",
        "**",
    ];
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..600 {
        let mut mutated: Vec<char> = SEED.chars().collect();
        for _ in 0..=random.below(5) {
            let at = random.below(mutated.len() + 1);
            let end = mutated.len().min(at + random.below(30));
            match random.below(3) {
                0 => drop(mutated.splice(at..at, PIECES[random.below(PIECES.len())].chars())),
                1 => drop(mutated.drain(at..end)),
                _ => {
                    let copy = mutated[at..end].to_vec();
                    let to = random.below(mutated.len() + 1);
                    drop(mutated.splice(to..to, copy));
                }
            }
        }
        survive(&mutated.into_iter().collect::<String>());
    }
}

/// Signs, numbers and the words that rules look for, in any order and with a tag before or between them.
#[test]
fn notation_in_any_order_reaches_the_plan() {
    #[rustfmt::skip] // a table
    const PIECES: &[&str] = &[
        "|", "||", "\\", "[", "]", "(", ")", "{", "}", "?", "*", ".", "^", "$", "-", "–", "~", "·", "∂", "√", "+", "\"", "'",
        "&lt;", ">", "=", ":", ",", "/", "#", "&amp;", " ", " ", " ", "a", "P", "N", "x", "II", "XVI's", "0", "1", "30", "2024", "3.10",
        "MON", "Wed.", "(?P", "\\d", ".*", "[]", "{1,3}", "$5", "-million", "section ", "Python ", "2/1", "pp", "1:10", "ratio ",
        "1,000", "1,00,000", "¹⁴C", "an SOC", " – ", "a.m.", "Mon", "CFR ", "×/s", "select!", "T-7", "HEAD^2",
        "etc. ", "8080", "USE_", "convert_", "mi. (", "Nov. ", "ε", "\u{2019}s",
        "|a||b|", "|·|", "Σ", "-Σ", "Θ(", "T(n", "ᵀ", "(ii)", "i)", "192.168", ".x.x", ":80 ", "on :", "c. ", "T-7", "Thu ", "Jan '24",
        "READY ", "32768-", "60999", "7B", " model ", "10^8", "0:05", "f[T](", "s3:*\"", "M&amp;M;", "runway ", "pt. ", "31/03", "net ",
        "','", "\"??\"", "‘;’", " x ", "x 16", " = ", " * ", " - ", " / ", "goes ", "0:00", "00:00:00", "UserID", "4g", " heap ", "512m", "1/latency", "10/14", "as of ",
        "<phoneme ph=\"ˈkjub\">q</phoneme>", "<say-as interpret-as=\"cardinal\">IV</say-as>", "[pause 1s]",
    ];
    let mut random = Random(11);
    for _ in 0..600 {
        let line: String = (0..1 + random.below(24))
            .map(|_| PIECES[random.below(PIECES.len())])
            .collect();
        survive(&format!("Ann: {line}.\n"));
    }
}

#[test]
fn enormous_pauses_are_capped_and_never_summed_past_the_end_of_time() {
    let text = format!(
        "Ann: a {} b.",
        "[pause 1000000000s]<break time=\"1e9s\"/><break time=\"1000000000s\"/>".repeat(700)
    );
    let found = survive(&text);
    assert!(found.iter().any(|d| d.code == Code::PauseOverCap));
    assert!(
        found.iter().any(|d| d.code == Code::BadAttribute),
        "1e9s is no time"
    );
    let source = Source::new("hostile", text.as_str());
    let plan = prepare(&source, &CONFIG, &STUDIO).unwrap().value.plan;
    assert!(print_plan(&plan).contains("silence "));
}

/// Entities of one's own cannot grow, and nothing is fetched: the declaration is refused, the references are text.
#[test]
fn entity_bombs_and_external_entities_are_refused() {
    let mut bomb = "<!DOCTYPE speak [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..30 {
        bomb += &format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1);
    }
    for text in [
        bomb + "]><speak>&a29;</speak>",
        "<!DOCTYPE speak [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><speak>One &x; two.</speak>".to_owned(),
        "<!DOCTYPE speak [<!ENTITY % p SYSTEM \"http://example.com/p\"> %p;]><speak>One.</speak>".to_owned(),
    ] {
        let found = survive(&text);
        assert!(found.iter().any(|d| d.code == Code::Doctype), "{found:?}");
    }
}

#[test]
fn ten_thousand_tags_deep() {
    let deep = format!(
        "{}deep{}",
        "<prosody rate='90%'>".repeat(10_000),
        "</prosody>".repeat(10_000)
    );
    assert!(survive(&deep).iter().any(|d| d.code == Code::TooDeep));
}
