//! The front end on whole scripts, through every stage of it: the goldens that people have read word for word.
//!
//! `BLESS=1 cargo test --test front` rewrites them; read the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

use declaim::config::EpisodeConfig;
use declaim::diag::Severity;
use declaim::render::{self, Prepared, Studio};
use declaim::source::Source;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A script through stages 1 to 6; nothing worse than a note may be found in it.
fn prepared(script: &Path) -> Prepared {
    let source = Source::new(script.display().to_string(), fs::read_to_string(script).unwrap());
    let studio = Studio::open(None, &[]).unwrap();
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let worse: Vec<_> = found
        .diagnostics
        .iter()
        .filter(|d| d.severity() > Severity::Note)
        .collect();
    assert!(worse.is_empty(), "{worse:#?}");
    found.value
}

#[track_caller]
fn golden(name: &str, found: &str) {
    let path = root().join("tests/cases/episodes").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    for (n, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}", n + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "lines of {name}");
}

/// Example scripts: (golden's name, path below examples/).
fn examples() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt" || e == "ssml") {
                found.push((path.file_stem().unwrap().to_string_lossy().into_owned(), path));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 2, "the examples were not found");
    found
}

#[test]
fn the_examples_are_read_without_a_wrong_word() {
    for (name, path) in examples() {
        golden(&format!("{name}.spoken"), &prepared(&path).spoken.print_spoken());
    }
}

#[test]
fn the_tagged_pauses_of_the_episode_are_all_in_the_plan() {
    let path = root().join("examples/kubernetes-production-mastery/episode-01.txt");
    let text = fs::read_to_string(&path).unwrap();
    let count = |tag: &str| text.matches(tag).count() as u64;
    let tagged = count("[pause]") * 500 + count("[pause short]") * 250 + count("[pause long]") * 1000;
    let plan = prepared(&path).plan;
    // Gaps that no tag asked for: sentences that follow each other without one.
    let phonemes = prepared(&path).phonemes;
    let untagged = phonemes
        .elements
        .windows(3)
        .filter(|w| {
            use declaim::ir::{Boundary, Element};
            matches!(
                w,
                [
                    Element::Utterance(_),
                    Element::Boundary(Boundary::Sentence),
                    Element::Utterance(_)
                ]
            )
        })
        .count() as u64;
    let planned: u64 = plan.jobs.iter().map(|job| u64::from(job.gap_before.0)).sum();
    assert_eq!(planned + u64::from(plan.tail.0), tagged + 250 * untagged);
}

/// The scripts that authors gave us, where they lie beside the checkout: nothing but words is said of them.
#[test]
fn the_corpus_is_spoken_without_a_tag_or_bracket() {
    let folder = root().join("../shared/corpus");
    if !folder.is_dir() {
        println!("SKIPPED: ../shared/corpus is not here; nothing was read");
        return;
    }
    let studio = Studio::open(None, &[]).unwrap();
    let mut count = 0;
    for entry in fs::read_dir(folder)
        .unwrap()
        .flat_map(|e| fs::read_dir(e.unwrap().path()))
    {
        for script in entry {
            let path = script.unwrap().path();
            if path.extension().is_none_or(|e| e != "txt") {
                continue;
            }
            count += 1;
            let source = Source::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
            let config = EpisodeConfig::house(NonZeroUsize::MIN);
            let found = render::prepare(&source, &config, &studio).unwrap();
            let errors = found
                .diagnostics
                .iter()
                .filter(|d| d.severity() == Severity::Error);
            assert_eq!(errors.count(), 0, "{}", source.name());
            let said = found.value.spoken.print_spoken();
            assert!(
                !said.contains(['<', '>', '[', ']', '{', '}', '=', '"']),
                "{}",
                source.name()
            );
        }
    }
    assert!(count > 0);
}

#[test]
fn a_form_of_a_lexicon_is_printed_by_the_words_it_is_said_as() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = Source::new("line", "K8s runs Node.js and CI/CD, Kubernetes (K8s) does not.");
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let spoken = render::prepare(&source, &config, &studio).unwrap().value.spoken;
    let said = "kubernetes runs Node J S and C I C D Kubernetes K eight S does not\n";
    assert_eq!(studio.print_spoken(&spoken), said);
}
