//! `declaim words`: every word of the scripts, how it will be said, and how sure that is. What counts as one word
//! is decided in `render`, not here; this owns the order and the looks of the list.

use super::args::{ListFormat, Sort, WordSource, WordsArgs};
use super::inputs::{gather, typed};
use super::options;
use super::progress::summary;
use super::render::{Shown, plan};
use super::{Outcome, cache, causes, fail_with, out};
use crate::diag::{Diagnostic, Severity};
use crate::render::{self, Batch, Event, Origin, WordUse};
use crate::source::Source;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn run(args: &WordsArgs) -> Outcome {
    if let Some(Err(outcome)) = args.say.as_deref().map(options::wav) {
        return outcome;
    }
    let desk = match gather(&args.inputs, &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let mut outcome = if !desk.show_faults().is_empty() {
        Outcome::Failed
    } else {
        Outcome::Done
    };
    let mut scripts = Vec::with_capacity(desk.episodes.len());
    for episode in &desk.episodes {
        let (source, studio) = (&episode.source, desk.studio(episode));
        if let Some(finding) = &episode.not_utf8 {
            options::show(std::slice::from_ref(finding), source);
            outcome = Outcome::Failed;
            continue;
        }
        match render::prepare(source, &episode.config, studio) {
            Ok(prepared) => {
                let errors = |d: &&Diagnostic| d.severity() == Severity::Error;
                let count = prepared.diagnostics.iter().filter(errors).count();
                if count > 0 {
                    let plural = if count == 1 { "" } else { "s" };
                    eprintln!(
                        "{}: {count} error{plural}; `declaim check` shows them",
                        source.name()
                    );
                    outcome = Outcome::Failed;
                }
                scripts.push((source, prepared.value.phonemes));
            }
            Err(error) => return fail_with(&error),
        }
    }
    // Scripts of several courses: each says its words by its own lexicons, and all are in one list.
    let studios = desk.episodes.iter().filter(|e| e.not_utf8.is_none());
    let studios: Vec<_> = studios.map(|e| desk.studio(e)).collect();
    let mut words = render::words(
        scripts
            .iter()
            .zip(&studios)
            .map(|((source, phonemes), studio)| (*source, phonemes, *studio)),
    );
    if !args.source.is_empty() {
        words.retain(|w| args.source.contains(&source_of(w.origin)));
    }
    sort(&mut words, args.sort);
    words.truncate(args.top.unwrap_or(usize::MAX));
    let text = match args.format {
        ListFormat::Text => table(&words, &scripts),
        ListFormat::Json => json(&words, &scripts),
    };
    out::print(&text);
    match &args.say {
        Some(path) if words.is_empty() => {
            eprintln!(
                "no word is listed, so none is said; {} is not written",
                path.display()
            );
            outcome
        }
        Some(path) => match audition(&words, path, args) {
            Ok(()) => outcome,
            Err(other) => other,
        },
        None => outcome,
    }
}

/// The least sure first, the most frequent of equals; or as asked. The alphabet decides between equals.
fn sort(words: &mut [WordUse], by: Sort) {
    words.sort_by(|a, b| {
        let order = match by {
            Sort::Confidence => a.confidence.total_cmp(&b.confidence).then(b.count.cmp(&a.count)),
            Sort::Count => b.count.cmp(&a.count),
            Sort::Alphabet => std::cmp::Ordering::Equal,
        };
        let key = |w: &WordUse| (w.written.to_lowercase(), w.ipa.clone());
        order.then_with(|| key(a).cmp(&key(b)))
    });
}

const fn source_of(origin: Origin) -> WordSource {
    match origin {
        Origin::Author => WordSource::Script,
        Origin::Course => WordSource::Course,
        Origin::Technical => WordSource::Technical,
        Origin::General => WordSource::General,
        Origin::Dictionary => WordSource::Dictionary,
        Origin::Derived => WordSource::Derived,
        Origin::Letter => WordSource::Letters,
        Origin::Guess => WordSource::Guess,
    }
}

const fn name(source: WordSource) -> &'static str {
    match source {
        WordSource::Script => "script",
        WordSource::Course => "course",
        WordSource::Technical => "technical",
        WordSource::General => "general",
        WordSource::Dictionary => "dictionary",
        WordSource::Derived => "derived",
        WordSource::Letters => "letters",
        WordSource::Guess => "guess",
    }
}

fn place(word: &WordUse, scripts: &[(&Source, render::PhonemeScript)]) -> (String, usize, usize) {
    let source = &scripts[word.script].0;
    let at = source.locate(word.first.start);
    (source.name().to_owned(), at.line, at.column)
}

/// One line a word, in columns.
fn table(words: &[WordUse], scripts: &[(&Source, render::PhonemeScript)]) -> String {
    const HEAD: [&str; 7] = ["word", "count", "sure", "source", "IPA", "respelled", "first"];
    let rows: Vec<[String; 7]> = words
        .iter()
        .map(|word| {
            let (file, line, column) = place(word, scripts);
            [
                word.written.clone(),
                word.count.to_string(),
                format!("{:.0}%", 100.0 * word.confidence),
                name(source_of(word.origin)).to_owned(),
                format!("/{}/", word.ipa),
                word.respelling.clone(),
                format!("{file}:{line}:{column}"),
            ]
        })
        .collect();
    let mut widths = HEAD.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(shown(cell)).min(40);
        }
    }
    let mut out = String::new();
    let mut write = |row: [&str; 7]| {
        for (index, (cell, width)) in row.into_iter().zip(widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(shown(cell)));
            let _ = match index {
                1 | 2 => write!(out, "{gap}{cell}  "),
                6 => writeln!(out, "{cell}"),
                _ => write!(out, "{cell}{gap}  "),
            };
        }
    };
    write(HEAD);
    for row in &rows {
        write(row.each_ref().map(String::as_str));
    }
    out
}

/// How many columns a text takes: ties and accents take none.
fn shown(text: &str) -> usize {
    text.chars()
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .count()
}

#[derive(Serialize)]
struct JsonWord<'a> {
    word: &'a str,
    count: usize,
    file: String,
    line: usize,
    column: usize,
    ipa: &'a str,
    respelling: &'a str,
    source: &'static str,
    confidence: f32,
}

/// One JSON object a line.
fn json(words: &[WordUse], scripts: &[(&Source, render::PhonemeScript)]) -> String {
    let mut out = String::new();
    for word in words {
        let (file, line, column) = place(word, scripts);
        let row = JsonWord {
            word: &word.written,
            count: word.count,
            file,
            line,
            column,
            ipa: &word.ipa,
            respelling: &word.respelling,
            source: name(source_of(word.origin)),
            confidence: word.confidence,
        };
        // Strings and numbers always serialise; there is no failing case to report.
        out.push_str(&serde_json::to_string(&row).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Every word spoken alone, in order, to one file with its timing files.
fn audition(words: &[WordUse], path: &Path, args: &WordsArgs) -> Result<(), Outcome> {
    options::make_folder_of(path)?;
    let desk = typed(&render::audition_script(words), &args.production)?;
    let episode = desk.episodes.first().ok_or(Outcome::Failed)?;
    let studio = desk.studio(episode);
    let plan = plan(episode, studio, Shown::All).map_err(|_| Outcome::Failed)?;
    let keeping = cache::keeping(&args.keeping);
    let batch = Batch::new([studio], episode.config.jobs, keeping, options::clock)
        .map_err(|error| fail_with(&error))?;
    let spoken = render::Episode {
        source: &episode.source,
        plan: &plan,
        config: &episode.config,
        output: path,
        wanted: None,
    };
    // Standard output is the list's.
    let results = batch.render(&[spoken], &|event| {
        if let Event::Notice(notice) = event {
            eprintln!("warning: {}", causes(notice));
        }
    });
    match results.into_iter().next() {
        Some(Ok(finished)) => {
            eprintln!("{}", summary(&finished));
            Ok(())
        }
        Some(Err(error)) => Err(fail_with(&error)),
        None => Err(Outcome::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(written: &str, count: usize, confidence: f32) -> WordUse {
        WordUse {
            written: written.to_owned(),
            count,
            script: 0,
            first: crate::source::Span::new(0, 1),
            ipa: "ˈpɑd".to_owned(),
            respelling: "pahd".to_owned(),
            origin: Origin::Guess,
            confidence,
        }
    }

    #[test]
    fn the_least_sure_of_the_most_frequent_comes_first() {
        let mut words = [
            word("b", 1, 0.5),
            word("C", 9, 1.0),
            word("a", 2, 0.5),
            word("A", 1, 0.5),
        ];
        let order = |words: &[WordUse]| words.iter().map(|w| w.written.clone()).collect::<String>();
        sort(&mut words, Sort::Confidence);
        assert_eq!(order(&words), "aAbC");
        sort(&mut words, Sort::Count);
        assert_eq!(order(&words), "CaAb");
        sort(&mut words, Sort::Alphabet);
        assert_eq!(&order(&words)[2..], "bC");
    }

    #[test]
    fn columns_line_up_whatever_is_in_them() {
        let source = Source::new("a.txt", "pod");
        let scripts = [(&source, render::PhonemeScript::default())];
        let mut wide = word("pod", 3, 0.5);
        wide.ipa = "ˈt͡ʃɛk".to_owned();
        let text = table(&[wide, word("Kubernetes", 12, 1.0)], &scripts);
        let at = |line: &str| line.find("a.txt").map(|i| shown(&line[..i]));
        let lines: Vec<_> = text.lines().skip(1).map(at).collect();
        assert_eq!(lines[0], lines[1], "{text}");
        assert_eq!(json(&[word("pod", 3, 0.5)], &scripts).lines().count(), 1);
    }
}
