//! What `check` finds in scripts that belong together: every folder of tests/cases/check is a course. `BLESS=1`
//! rewrites what is expected.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

use declaim::config::EpisodeConfig;
use declaim::diag::{Diagnostic, Severity, brief, json, sarif};
use declaim::render::{Studio, prepare, review};
use declaim::source::Source;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

fn scripts(folder: &Path) -> Vec<Source> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| Source::new(name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Each finding as a line, the edit behind it, then the unknown words.
fn found(sources: &[Source], studio: &Studio) -> (Vec<Vec<Diagnostic>>, String) {
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let together: Vec<_> = sources.iter().map(|source| (source, &config, studio)).collect();
    let review = review(&together).unwrap();
    let mut text = String::new();
    for (source, script) in sources.iter().zip(&review.scripts) {
        assert!(script.seconds > 1.0);
        for d in &script.diagnostics {
            let at = source.locate(d.span.start);
            let (code, severity) = (d.code.id(), d.severity().name());
            let (line, column, shown) = (at.line, at.column, source.slice(d.span));
            writeln!(
                text,
                "{}:{line}:{column}: {code} {severity} {shown:?} {}",
                source.name(),
                d.message
            )
            .unwrap();
            if let Some(edit) = &d.replacement {
                writeln!(text, "    {:?} -> {:?}", source.slice(edit.span), edit.text).unwrap();
            }
        }
    }
    for word in &review.unknown {
        writeln!(
            text,
            "unknown: {} {} {} {}x",
            word.word, word.ipa, word.respelling, word.count
        )
        .unwrap();
    }
    (
        review
            .scripts
            .into_iter()
            .map(|script| script.diagnostics)
            .collect(),
        text,
    )
}

#[test]
fn courses_have_the_findings_they_should() {
    let studio = Studio::open(None, &[]).unwrap();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    for case in fs::read_dir(&cases).unwrap() {
        let folder = case.unwrap().path();
        let (_, text) = found(&scripts(&folder), &studio);
        let expected = folder.join("expected.findings");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &text).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&expected).unwrap_or_default(),
            text,
            "{}",
            folder.display()
        );
    }
}

/// An edit mends what it belongs to: made, its finding is gone, and no other has come.
#[test]
fn edits_mend_what_they_are_for() {
    let studio = Studio::open(None, &[]).unwrap();
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    let mut made = 0;
    for name in ["course", "slips"] {
        for source in scripts(&cases.join(name)) {
            let (found, _) = found(std::slice::from_ref(&source), &studio);
            for d in &found[0] {
                let Some(edit) = &d.replacement else { continue };
                let mut text = source.text().to_owned();
                text.replace_range(edit.span.range(), &edit.text);
                let mended = Source::new("mended", text);
                let after = review(&[(&mended, &config, &studio)]).unwrap();
                let of_code = |list: &[Diagnostic]| list.iter().filter(|x| x.code == d.code).count();
                let left = &after.scripts[0].diagnostics;
                assert_eq!(of_code(left) + 1, of_code(&found[0]), "{d:?} {left:?}");
                assert!(left.len() < found[0].len(), "{d:?} {left:?}");
                made += 1;
            }
        }
    }
    assert!(made > 6, "{made}");
}

#[test]
fn every_format_holds_every_finding() {
    let studio = Studio::open(None, &[]).unwrap();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    let sources = scripts(&cases.join("course"));
    let (found, _) = found(&sources, &studio);
    let files: Vec<_> = sources
        .iter()
        .zip(&found)
        .map(|(source, list)| (source, list.as_slice()))
        .collect();
    let all: usize = found.iter().map(Vec::len).sum();
    let log: serde_json::Value = serde_json::from_str(&sarif::to_log(&files)).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), all);
    let notes = brief::to_lines(&files, |d| d.severity() == Severity::Note);
    for (source, list) in &files {
        for d in *list {
            let line: serde_json::Value = serde_json::from_str(&json::to_line(d, source)).unwrap();
            let bytes = &line["span"];
            assert_eq!(bytes["start"], d.span.start);
            assert!(
                !line["clause"].as_str().unwrap().is_empty() && !line["fix"].as_str().unwrap().is_empty()
            );
            assert!(d.severity() != Severity::Note || notes.contains(d.code.id()));
        }
    }
}

/// The corpus of real scripts beside the checkout: nothing in it is an error, and lints find no slip that is none.
#[test]
fn real_scripts_raise_no_false_alarm() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no {}", corpus.display());
        return;
    }
    let studio = Studio::open(None, &[]).unwrap();
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    for course in fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.is_dir())
    {
        let sources = scripts(&course);
        let (found, _) = found(&sources, &studio);
        for (source, list) in sources.iter().zip(found) {
            let prepared = prepare(source, &config, &studio).unwrap();
            assert!(!prepared.has_errors(), "{}", source.name());
            let is_slip = |d: &&Diagnostic| ("D705"..="D712").contains(&d.code.id());
            assert_eq!(list.iter().find(is_slip), None, "{}", source.name());
        }
    }
}
