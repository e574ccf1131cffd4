//! The examples of docs/WORDS.md: a lexicon, a script, and what the two give.
//!
//! In order of the page, a `toml` or `xml` block is the lexicon of the `script` block after it; `words` lists what is
//! not from the dictionary, `findings` what is wrong in the lexicon. `BLESS=1` rewrites both.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its own page and fails by panicking"
)]

use declaim::config::EpisodeConfig;
use declaim::ir::Origin;
use declaim::render::{self, Studio};
use declaim::source::Source;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::Path;

/// The words of a script with where they are from, one a line; those of the built-in lexicons are left out.
fn words(lexicon: Option<&Source>, script: &str) -> String {
    let mut studio = Studio::open(None, &[]).unwrap();
    if let Some(lexicon) = lexicon {
        assert_eq!(studio.add_lexicon(lexicon), []);
    }
    let source = Source::new("script", script);
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let all = render::words([(&source, &found.value.phonemes, &studio)]);
    let mut out = String::new();
    let shown = |w: &&render::WordUse| {
        lexicon.is_none() && w.written.starts_with("re")
            || matches!(w.origin, Origin::Author | Origin::Course | Origin::Derived)
    };
    for word in all.iter().filter(shown) {
        let name = match word.origin {
            Origin::Author => "script",
            Origin::Course => "course",
            Origin::Derived => "derived",
            _ => "dictionary",
        };
        let _ = writeln!(out, "{} /{}/ {} {name}", word.written, word.ipa, word.respelling);
    }
    out
}

fn findings(lexicon: &Source) -> String {
    let mut studio = Studio::open(None, &[]).unwrap();
    let mut out = String::new();
    for found in studio.add_lexicon(lexicon) {
        let at = lexicon.locate(found.span.start);
        let (id, severity) = (found.code.id(), found.severity());
        let _ = writeln!(
            out,
            "{id} {severity:?} {}:{} {}",
            at.line, at.column, found.message
        );
    }
    out
}

#[test]
fn the_examples_of_the_page_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/WORDS.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (mut lexicon, mut script) = (None, String::new());
    let mut out = String::new();
    let mut lines = page.lines();
    let mut checked = 0;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let mut block = String::new();
        for line in lines.by_ref().take_while(|l| *l != "```") {
            block.push_str(line);
            block.push('\n');
        }
        let told = match kind {
            "toml" => {
                lexicon = Some(Source::new("lexicon.toml", block.clone()));
                block
            }
            "xml" => {
                lexicon = Some(Source::new("lexicon.pls", block.clone()));
                block
            }
            "script" => {
                script.clone_from(&block);
                block
            }
            "words" => {
                checked += 1;
                words(lexicon.take().as_ref(), &script)
            }
            "findings" => {
                checked += 1;
                findings(&lexicon.take().unwrap())
            }
            _ => block,
        };
        out.push_str(&told);
        out.push_str("```\n");
    }
    assert!(checked >= 4);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    for (found, written) in out.lines().zip(page.lines()) {
        assert_eq!(found, written);
    }
    assert_eq!(out, page);
}

#[test]
fn an_audition_says_every_word_as_the_table_does() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = Source::new("script", "A <b & 80% of kubectl, flibbertigent PVCs > 3.");
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let phonemes = render::prepare(&source, &config, &studio).unwrap().value.phonemes;
    let all = render::words([(&source, &phonemes, &studio)]);
    assert!(all.iter().any(|w| w.written == "80%" && w.ipa.contains(' ')));
    let guess = all.iter().find(|w| w.origin == Origin::Guess).unwrap();
    assert!(guess.written == "flibbertigent" && guess.confidence > 0.0 && guess.confidence < 0.99);
    let script = Source::new("<words>", render::audition_script(&all));
    let found = render::prepare(&script, &config, &studio).unwrap();
    let said = render::words([(&script, &found.value.phonemes, &studio)]);
    let plain = |words: &[render::WordUse]| {
        let ipa = words.iter().map(|w| w.ipa.replace(['ˈ', 'ˌ', ' '], ""));
        ipa.collect::<Vec<_>>()
    };
    assert_eq!(plain(&said), plain(&all));
}
