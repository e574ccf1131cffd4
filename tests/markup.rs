//! Stages 1 and 2 on whole scripts: goldens under `cases/markup`, and the scripts of a corpus where there is one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

use declaim::diag::render::{Color, to_terminal};
use declaim::diag::{Diagnostic, Severity};
use declaim::markup::script::{Item, Script};
use declaim::markup::{PauseSettings, parse, resolve};
use declaim::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// Both stages.
fn lower(source: &Source) -> (Script, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let document = parse(source).collect(&mut found);
    let script = resolve(&document, &PauseSettings::HOUSE).collect(&mut found);
    (script, found)
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Source::new(name, fs::read_to_string(path).unwrap())
}

/// Compares with the golden beside the case; `BLESS=1` writes it.
fn check(golden: &Path, obtained: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(golden, obtained).unwrap();
        return;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    assert_eq!(
        obtained,
        expected,
        "{} differs; BLESS=1 rewrites it",
        golden.display()
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}

/// `x.ssml` or `x.txt` gives `x.document`, `x.script` and `x.diag`, each where it is not empty.
#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markup");
    let mut count = 0;
    for path in files(&root) {
        if !path.extension().is_some_and(|e| e == "ssml" || e == "txt") {
            continue;
        }
        count += 1;
        let source = source(&path);
        let (script, found) = lower(&source);
        check(&path.with_extension("document"), &parse(&source).value.print());
        check(&path.with_extension("script"), &script.print());
        check(
            &path.with_extension("diag"),
            &to_terminal(&found, &source, Color::Never),
        );
    }
    assert!(count > 0);
}

#[test]
fn the_example_episode_is_read_without_a_finding() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kubernetes-production-mastery/episode-01.txt");
    let source = source(&path);
    let (script, found) = lower(&source);
    assert!(found.is_empty(), "{}", to_terminal(&found, &source, Color::Never));
    assert!(
        script
            .turns
            .iter()
            .all(|t| t.speaker.as_deref() == Some("Autonoe"))
    );
    let pauses = |ms| {
        let items = script.turns.iter().flat_map(|t| &t.items);
        items
            .filter(|i| matches!(i, Item::Pause(p) if p.duration.0 == ms))
            .count()
    };
    assert_eq!((pauses(250), pauses(500), pauses(1000)), (76, 149, 8));
}

/// The scripts our users sent, which are not ours to publish; looked for beside the checkout.
#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !root.is_dir() {
        println!("skipped: no corpus at {}", root.display());
        return;
    }
    for path in files(&root) {
        if !path.extension().is_some_and(|e| e == "txt") {
            continue;
        }
        let source = source(&path);
        let (script, found) = lower(&source);
        let errors = found.iter().filter(|d| d.severity() == Severity::Error).count();
        assert_eq!(errors, 0, "{}", to_terminal(&found, &source, Color::Never));
        let mut speakers: Vec<_> = script.turns.iter().filter_map(|t| t.speaker.as_deref()).collect();
        speakers.sort_unstable();
        speakers.dedup();
        println!(
            "{}: {} turns of {speakers:?}, {} findings",
            source.name(),
            script.turns.len(),
            found.len()
        );
        assert!(
            speakers.iter().all(|s| ["Autonoe", "Jordan", "Alex"].contains(s)),
            "{speakers:?}"
        );
        print!("{}", to_terminal(&found, &source, Color::Never));
        let again = lower(&Source::new("again", script.print())).0;
        assert_eq!(again.print(), script.print(), "{}", source.name());
    }
}
