//! `declaim check`: every finding of every script, and what the scripts of a course show together; nothing rendered.
//!
//! Text is for people: errors and warnings with their lines, then notes and unknown words in few lines for all
//! scripts, then what it comes to. JSON and SARIF hold every finding; what it comes to is then on standard error.

use super::args::{CheckArgs, Deny, Format};
use super::inputs::{CourseFile, Desk, Episode, gather_all};
use super::progress::clock;
use super::render::outputs;
use super::{Outcome, fail, fail_with, options, out};
use crate::diag::{self, Code, Diagnostic, Severity};
use crate::render::{self, Review, Unknown};
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::path::PathBuf;

pub(super) fn run(args: &CheckArgs) -> Outcome {
    let desk = match gather_all(&args.inputs, &args.production) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let readable: Vec<_> = desk.episodes.iter().filter(|e| e.not_utf8.is_none()).collect();
    let scripts: Vec<_> = readable
        .iter()
        .map(|episode| (&episode.source, &episode.config, desk.studio(episode)))
        .collect();
    let mut review = match render::review(&scripts) {
        Ok(review) => review,
        Err(error) => return fail_with(&error),
    };
    leave_out_unknown(&mut review, &readable, &desk);
    let lost = unreadable(&desk);
    let mut files = files(&desk, &review);
    files.extend(lost.iter().map(|(source, found)| (source, &**found)));
    match args.format {
        Format::Text => {
            let all = text(&files, &review, &scripts.iter().map(|s| s.0).collect::<Vec<_>>());
            out::print(&all);
        }
        Format::Json => {
            for (source, found) in &files {
                for finding in *found {
                    say!("{}", diag::json::to_line(finding, source));
                }
            }
        }
        Format::Sarif => say!("{}", diag::sarif::to_log(&files)),
    }
    let lines = summary(&files, &desk, &review);
    if args.format == Format::Text {
        out::print(&lines);
    } else {
        eprint!("{lines}");
    }
    let same = outputs(&desk, None).err();
    if let Some(same) = &same {
        fail(same, Outcome::Failed);
    }
    let worst = match args.deny {
        Some(Deny::Warnings) => Severity::Warning,
        None => Severity::Error,
    };
    let bad = files
        .iter()
        .flat_map(|(_, found)| *found)
        .any(|d| d.severity() >= worst);
    if bad || same.is_some() || (desk.casts_nobody && worst == Severity::Warning) {
        Outcome::Failed
    } else {
        Outcome::Done
    }
}

/// Takes back what follows from a cast or a lexicon that could not be read.
fn leave_out_unknown(review: &mut Review, readable: &[&Episode], desk: &Desk) {
    let by_hand = desk.lexicons.iter().any(|(_, found)| lacks_words(found));
    let course = |script: usize| {
        let index = readable.get(script).and_then(|episode| episode.course);
        index.map(|index| &desk.courses[index])
    };
    let no_words =
        |script| by_hand || course(script).is_some_and(|c| c.findings().any(|(_, found)| lacks_words(found)));
    let no_cast = |script| course(script).is_some_and(|course| !course.is_sound());
    review.unknown.retain(|word| !no_words(word.first.0));
    for (index, script) in review.scripts.iter_mut().enumerate() {
        let (no_words, no_cast) = (no_words(index), no_cast(index));
        script.diagnostics.retain(|d| match d.code {
            Code::UncastSpeaker => !no_cast,
            Code::GuessedPronunciation
            | Code::RedundantPhoneme
            | Code::SeveralPronunciations
            | Code::WrongArticle => !no_words,
            _ => true,
        });
    }
}

/// Whether entries may have been lost to what was found.
fn lacks_words(found: &[Diagnostic]) -> bool {
    let loses = |d: &Diagnostic| d.severity() == Severity::Error || d.code == Code::UnreadableText;
    found.iter().any(loses)
}

/// What could not be read, as a finding each.
fn unreadable(desk: &Desk) -> Vec<(Source, Vec<Diagnostic>)> {
    let finding = |(path, text): &(PathBuf, String)| {
        let name = path.display().to_string();
        let what = text.strip_prefix(&format!("{name}: ")).unwrap_or(text);
        let found = Diagnostic::new(Code::Unreadable, Span::default(), what);
        (Source::new(name, ""), vec![found])
    };
    desk.unreadable.iter().map(finding).collect()
}

/// Every file with its findings: those of courses in which something was found, then the scripts in order.
fn files<'a>(desk: &'a Desk, review: &'a Review) -> Vec<(&'a Source, &'a [Diagnostic])> {
    let mut reviewed = review.scripts.iter();
    let scripts = desk.episodes.iter().map(|episode| {
        let found: &[Diagnostic] = match &episode.not_utf8 {
            Some(finding) => std::slice::from_ref(finding),
            None => reviewed.next().map_or(&[], |script| &script.diagnostics),
        };
        (&episode.source, found)
    });
    let lexicons = desk.lexicons.iter().map(|(source, found)| (source, &**found));
    let mut all: Vec<_> = lexicons.collect();
    all.extend(desk.courses.iter().flat_map(CourseFile::findings));
    all.extend(scripts);
    all
}

/// Findings of one rule in one file that are shown with their lines.
const SHOWN: usize = 8;

fn text(files: &[(&Source, &[Diagnostic])], review: &Review, scripts: &[&Source]) -> String {
    let mut out = String::new();
    for (source, found) in files {
        let folded = options::fold(&options::grave(found));
        let mut counts: HashMap<Code, usize> = HashMap::new();
        let mut shown = Vec::new();
        for finding in folded {
            let count = counts.entry(finding.code).or_default();
            *count += 1;
            if *count <= SHOWN {
                shown.push(finding);
            }
        }
        if !shown.is_empty() {
            out += &diag::render::to_terminal(&shown, source, options::color(&std::io::stdout()));
            out.push('\n');
        }
        let mut more: Vec<_> = counts.into_iter().filter(|&(_, count)| count > SHOWN).collect();
        more.sort_unstable();
        for (code, count) in more {
            let (name, more) = (source.name(), count - SHOWN);
            out += &format!(
                "{name}: and {more} more like this ({}: {}); `--format json` lists all\n\n",
                code.id(),
                code.rule()
            );
        }
    }
    let listed = |d: &Diagnostic| d.severity() == Severity::Note && d.code != Code::GuessedPronunciation;
    out += &diag::brief::to_lines(files, listed);
    out + &unknown(&review.unknown, scripts)
}

/// Words of which this many or fewer are unknown are all listed.
const UNKNOWN: usize = 40;

/// The words that no lexicon knows, once each, with how they will be said.
fn unknown(words: &[Unknown], scripts: &[&Source]) -> String {
    if words.is_empty() {
        return String::new();
    }
    let code = Code::GuessedPronunciation;
    let mut out = format!("note[{}]: {} ({})\n", code.id(), code.rule(), code.clause());
    let listed = &words[..words.len().min(UNKNOWN)];
    let widest = |column: fn(&Unknown) -> &str, most: usize| {
        let widths = listed.iter().map(|word| column(word).chars().count());
        widths.max().unwrap_or(0).min(most)
    };
    let (written, ipa) = (widest(|w| &w.word, 24), widest(|w| &w.ipa, 30));
    let respelled = widest(|w| &w.respelling, 36);
    for word in listed {
        let (script, span) = word.first;
        let Some(source) = scripts.get(script) else {
            continue;
        };
        let at = source.locate(span.start);
        out += &format!(
            "  {:written$}  {:ipa$}  {:respelled$}  {:>3.0}% sure  {:>3}x  {}:{}:{}\n",
            word.word,
            word.ipa,
            word.respelling,
            100.0 * word.confidence,
            word.count,
            source.name(),
            at.line,
            at.column
        );
    }
    if words.len() > UNKNOWN {
        out += &format!(
            "  and {} more; `--format json` lists all\n",
            words.len() - UNKNOWN
        );
    }
    out + &format!("  = fix: {}\n\n", code.hint())
}

/// A line for each file, and one for all of them where there are several.
fn summary(files: &[(&Source, &[Diagnostic])], desk: &Desk, review: &Review) -> String {
    let mut seconds: HashMap<*const Source, f64> = HashMap::new();
    let readable = desk.episodes.iter().filter(|e| e.not_utf8.is_none());
    for (episode, script) in readable.zip(&review.scripts) {
        seconds.insert(&raw const episode.source, script.seconds);
    }
    let mut out = String::new();
    for (source, found) in files {
        let length = seconds.get(&std::ptr::from_ref(*source));
        let length = length.map_or_else(String::new, |&s| format!("; {} predicted", clock(s)));
        out += &format!("{}: {}{length}\n", source.name(), options::count_line(found));
    }
    if files.len() > 1 {
        let all: Vec<Diagnostic> = files
            .iter()
            .flat_map(|(_, found)| found.iter().cloned())
            .collect();
        let total: f64 = review.scripts.iter().map(|script| script.seconds).sum();
        let count = options::count_line(&all);
        out += &format!("{} files: {count}; {} predicted\n", files.len(), clock(total));
    }
    out
}
