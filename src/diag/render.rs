//! Findings as people read them: a snippet with carets for a terminal.
//!
//! Owns its looks. Knows nothing of how a finding was made, and nothing of files or terminals.

use super::{Diagnostic, Severity};
use crate::source::{BYTE_ORDER_MARK, Source, Span};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

/// Whether terminal text carries ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Plain text: files, pipes, terminals that ask for it.
    Never,
    /// ANSI escape sequences.
    Always,
}

/// Columns of a snippet.
const WIDTH: usize = 110;
/// The longest line, in bytes, that is handed over whole.
const LONGEST: usize = 1 << 12;
/// How much of a longer one is, around the start of the finding: a script of one line has many findings.
const EXCERPT: usize = 1 << 10;

/// Every finding as a snippet: severity and code, file:line:column, the line with carets under the exact
/// characters, the rule, the fix. Ends in a line end unless there is nothing to say.
pub fn to_terminal(diagnostics: &[Diagnostic], source: &Source, color: Color) -> String {
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    }
    .term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&[group(diagnostic, source)]));
        out.push_str("\n\n");
    }
    out.truncate(out.trim_end_matches('\n').len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, source: &'a Source) -> Group<'a> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id());
    let group = Group::with_title(title);
    let mut group = if source.is_folder() {
        group.element(Origin::path(source.name()))
    } else {
        group.element(snippet(source, diagnostic.span, AnnotationKind::Primary, ""))
    };
    for label in &diagnostic.labels {
        group = group.element(snippet(source, label.span, AnnotationKind::Context, &label.text));
    }
    group
        .element(Level::NOTE.with_name("rule").message(rule(diagnostic)))
        .element(Level::HELP.with_name("fix").message(diagnostic.fix_text()))
}

/// The line where `span` starts, with its part of the span marked; a character that the span cuts is marked whole.
fn snippet<'a>(source: &'a Source, span: Span, kind: AnnotationKind, label: &'a str) -> Element<'a> {
    let at = source.locate(span.start);
    let line = source.line_span(at.line).unwrap_or_default();
    let written = source.slice(line);
    let mut shown = written.strip_prefix(BYTE_ORDER_MARK).unwrap_or(written);
    let mut offset = line.end as usize - shown.len();
    let text = source.text();
    let start = text.floor_char_boundary((span.start as usize).clamp(offset, line.end as usize));
    let end = text.ceil_char_boundary((span.end.min(line.end) as usize).max(start));
    let mut path = source.name().to_owned();
    if shown.len() > LONGEST {
        // Columns are counted in what is handed over, so here the true place goes into the path.
        offset = text.floor_char_boundary(start.saturating_sub(EXCERPT / 2).max(offset));
        let until = text.floor_char_boundary((start + EXCERPT / 2).min(line.end as usize));
        shown = &text[offset..until];
        path = format!("{path}:{}:{}, cut to", at.line, at.column);
    }
    let marked = start - offset..end.min(offset + shown.len()) - offset;
    let mut annotation = kind.span(marked);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(shown)
        .path(path)
        .line_start(at.line)
        .fold(false)
        .annotation(annotation)
        .into()
}

/// The rule with its clause.
fn rule(diagnostic: &Diagnostic) -> String {
    format!("{} ({})", diagnostic.code.rule(), diagnostic.clause())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn finding(source: &Source, found: &str) -> Diagnostic {
        let start = source.text().find(found).unwrap();
        Diagnostic::new(
            Code::UnknownTag,
            Span::new(start, start + found.len()),
            "no `<foo>`",
        )
    }

    #[test]
    fn carets_stand_under_the_exact_characters() {
        let source = Source::new("a.txt", "Ann: é hi.\r\nBen: say <foo> now.\r\n");
        let text = to_terminal(&[finding(&source, "<foo>")], &source, Color::Never);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "error[D106]: no `<foo>`");
        assert!(lines[1].ends_with("--> a.txt:2:10"), "{text}");
        let shown = lines.iter().position(|l| l.contains("say <foo>")).unwrap();
        assert_eq!(
            lines[shown].chars().take_while(|&c| c != '<').count(),
            lines[shown + 1].chars().take_while(|&c| c != '^').count(),
            "{text}"
        );
        assert_eq!(lines[shown + 1].matches('^').count(), 5);
        assert!(text.contains("rule: Only tags") && text.contains("fix: remove"));
    }

    #[test]
    fn a_line_of_any_length_is_cut_around_the_finding() {
        let long = format!("{} <foo> {}\n", "é".repeat(100_000), "x".repeat(100_000));
        let source = Source::new("a.txt", long);
        let text = to_terminal(&[finding(&source, "<foo>")], &source, Color::Never);
        assert!(text.len() < 2_000 && text.contains("a.txt:1:100002"), "{text}");
        assert!(text.contains("<foo>"));
    }

    #[test]
    fn only_an_excerpt_of_a_long_line_is_handed_over() {
        for (text, at) in [
            (
                format!("{} <foo> {}\n", "é".repeat(2_000), "é".repeat(2_000)),
                4_001,
            ),
            (format!("<foo> {}", "x".repeat(LONGEST)), 0),
            (format!("{} <foo>", "x".repeat(LONGEST)), LONGEST + 1),
        ] {
            let source = Source::new("a.txt", text);
            let span = Span::new(at, at + 5);
            let long = Span::new(at, source.text().len());
            let found = Diagnostic::new(Code::UnknownTag, span, "no `<foo>`").label(long, "up to here");
            let text = to_terminal(&[found], &source, Color::Never);
            let shown = text
                .lines()
                .find(|line| line.contains("<foo>") && !line.contains('`'));
            assert!(shown.is_some_and(|line| line.len() < 2 * EXCERPT), "{text}");
        }
    }

    #[test]
    fn a_span_inside_a_character_marks_it_whole() {
        for text in ["aé", "é", "\u{feff}é\n日本", "日é x"] {
            let long = format!("{text}{}{text}", "é".repeat(LONGEST));
            for text in [text, &*long] {
                let source = Source::new("a.txt", text);
                let ends = (0..7).chain(text.len().saturating_sub(4)..text.len() + 2);
                let ends: Vec<usize> = ends.collect();
                for &start in &ends {
                    for &end in &ends {
                        let found = Diagnostic::new(Code::CourseLexicon, Span::new(start, end), "cut");
                        let found = found.label(Span::new(end, start), "and here");
                        assert!(to_terminal(&[found], &source, Color::Never).contains("a.txt"));
                    }
                }
            }
        }
        let source = Source::new("a.txt", "aé日b");
        let found = Diagnostic::new(Code::CourseLexicon, Span::new(2, 4), "cut");
        let out = to_terminal(&[found], &source, Color::Never);
        let carets = |line: &&str| line.trim_start_matches([' ', '|']).starts_with('^');
        assert!(out.lines().any(|line| carets(&line)), "{out}");
        assert!(out.contains("a.txt:1:2"), "{out}");
    }

    #[test]
    fn places_at_the_end_and_in_nothing_are_shown() {
        for text in ["", "x", "x\n"] {
            let source = Source::new("a.txt", text);
            let end = Span::new(text.len(), text.len());
            let out = to_terminal(
                &[Diagnostic::new(Code::EmptyScript, end, "empty").label(Span::new(0, 900), "all")],
                &source,
                Color::Always,
            );
            assert!(out.contains("D102") && out.contains("a.txt"));
        }
    }
}
