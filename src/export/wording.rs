//! `pieces`: the words of a job as the author wrote them, for people to read along.
//!
//! Speech says "eighty percent" where the script says `80%,`. A piece is the least of the script that belongs to
//! one stretch of time: words of one number share one, and punctuation goes with what it follows. What no
//! reader of the script sees (`markup::visible`) is left out. Where spans do not say (they run backwards, or cover nothing) it is the spoken words.
//! Knows no caption format.

use crate::markup::visible::Visible;
use crate::plan::job::{Job, JobWord};
use crate::source::Span;
use crate::units::Samples;
use std::ops::Range;

/// A stretch of written text with the time it is said in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Without white space at its ends, and never empty.
    pub(super) text: String,
    /// Whether white space follows, so that a line may break.
    pub(super) spaced: bool,
    /// When it is said.
    pub(super) time: Range<Samples>,
}

/// The job's words as written; `times` are theirs, in order.
pub(super) fn pieces(job: &Job, times: &[Range<Samples>], seen: &Visible<'_>) -> Vec<Piece> {
    let words: Vec<_> = job.words.iter().zip(times).collect();
    written(&words, seen).unwrap_or_else(|| {
        words
            .iter()
            .filter(|(word, _)| !word.text.is_empty())
            .map(|(word, time)| Piece {
                text: word.text.clone(),
                spaced: true,
                time: Range::clone(time),
            })
            .collect()
    })
}

/// `None` where a piece comes out empty or the words do not stand in the order they are said in.
fn written(words: &[(&JobWord, &Range<Samples>)], seen: &Visible<'_>) -> Option<Vec<Piece>> {
    let mut groups: Vec<(Span, Range<Samples>)> = Vec::new();
    for (word, time) in words {
        match groups.last_mut() {
            Some((span, _)) if word.span.start < span.start => return None,
            Some((span, group)) if word.span.start < span.end => {
                *span = span.join(word.span);
                group.end = time.end;
            }
            _ => groups.push((word.span, Range::clone(time))),
        }
    }
    let count = groups.len();
    let starts: Vec<usize> = groups
        .iter()
        .enumerate()
        .map(|(i, (span, _))| {
            let start = span.start as usize;
            if i == 0 { opened(seen, start) } else { start }
        })
        .collect();
    groups
        .into_iter()
        .enumerate()
        .map(|(i, (span, time))| {
            let end = match starts.get(i + 1) {
                Some(&next) => next,
                None => closed(seen, span.end as usize),
            };
            let shown = seen.stretch(starts[i]..end);
            let trimmed = shown.trim();
            (!trimmed.is_empty()).then(|| Piece {
                text: trimmed.to_owned(),
                spaced: i + 1 == count || shown.ends_with(' '),
                time,
            })
        })
        .collect()
}

/// Where the text begins whose first word begins at `start`: before its opening quotes and brackets.
fn opened(seen: &Visible<'_>, start: usize) -> usize {
    let mut at = start;
    while let Some((mark, before)) = seen.before(at)
        && matches!(
            mark,
            '"' | '\'' | '(' | '[' | '\u{201c}' | '\u{2018}' | '\u{ab}' | '\u{bf}' | '\u{a1}'
        )
    {
        at = before;
    }
    at
}

/// Where the text ends whose last word ends at `end`: after the marks that touch it.
fn closed(seen: &Visible<'_>, end: usize) -> usize {
    let mut at = end;
    while let Some((mark, after)) = seen.after(at)
        && !mark.is_whitespace()
        && !mark.is_alphanumeric()
        && !matches!(mark, '<' | '[' | '(' | '&')
    {
        at = after;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::job;
    use crate::source::Source;

    /// The pieces of `script` when its words, in order, are said for a sample each; `a=b` is a word said as `a`
    /// that stands for `b`.
    fn read(script: &str, words: &[&str]) -> Vec<(String, bool, usize)> {
        let mut job = job(words);
        let mut from = 0;
        for (word, said) in job.words.iter_mut().zip(words) {
            let stands = said.split('=').next_back().unwrap();
            let at = script[from..].find(stands).unwrap() + from;
            word.span = Span::new(at, at + stands.len());
            if said.split('=').count() == 1 {
                from = at + stands.len();
            } else {
                from = at;
            }
        }
        let times: Vec<_> = (0..words.len() as u64)
            .map(|i| Samples(i)..Samples(i + 1))
            .collect();
        let source = Source::new("test", script);
        pieces(&job, &times, &Visible::of(&source))
            .into_iter()
            .map(|piece| {
                (
                    piece.text,
                    piece.spaced,
                    piece.time.end.count() - piece.time.start.count(),
                )
            })
            .collect()
    }

    fn piece(text: &str, spaced: bool, words: usize) -> (String, bool, usize) {
        (text.to_owned(), spaced, words)
    }

    #[test]
    fn numbers_and_marks_are_shown_as_written() {
        assert_eq!(
            read(
                "A: \u{201c}Some 80%, (roughly)!\u{201d} [pause] More",
                &["Some", "eighty=80%", "percent=80%", "roughly"]
            ),
            [
                piece("\u{201c}Some", true, 1),
                piece("80%, (", false, 2),
                piece("roughly)!\u{201d}", true, 1)
            ]
        );
    }

    #[test]
    fn tags_are_left_out_and_entities_decoded() {
        let script = "<phoneme alphabet=\"ipa\" ph=\"x\">Kubernetes</phoneme> &amp; R&#38;D -\n 3 < 4 <b>pods</b>, next";
        assert_eq!(
            read(script, &["Kubernetes", "R", "D", "three=3", "less=< 4", "pods"]),
            [
                piece("Kubernetes &", true, 1),
                piece("R&", false, 1),
                piece("D -", true, 1),
                piece("3", true, 1),
                piece("< 4", true, 1),
                piece("pods,", true, 1)
            ]
        );
    }

    #[test]
    fn marks_that_words_cut_in_two_are_out() {
        assert_eq!(
            read(
                "Run **A B**, see [the docs](https://x.y/z), \"`kubectl`\" or *\"so\"*.",
                &["Run", "A", "B", "see", "the", "docs", "kubectl", "or", "so"]
            ),
            [
                piece("Run", true, 1),
                piece("A", true, 1),
                piece("B,", true, 1),
                piece("see", true, 1),
                piece("the", true, 1),
                piece("docs, \"", false, 1),
                piece("kubectl\"", true, 1),
                piece("or \"", false, 1),
                piece("so\".", true, 1)
            ]
        );
        assert_eq!(
            read("# **Title**\n\n- \"Go\"", &["Title"]),
            [piece("Title", true, 1)]
        );
        assert_eq!(
            read("*\"**Go** on\"*!", &["Go", "on"]),
            [piece("\"Go", true, 1), piece("on\"!", true, 1)]
        );
    }

    #[test]
    fn markup_is_out_however_it_is_written() {
        assert_eq!(
            read(
                "<sub alias=\"a > b\">K8s</sub> &mdash; a<!-- a -> b -->, <![CDATA[R&D]]>&nbsp;x&rdquo; y",
                &["a=<sub alias=\"a > b\">K8s</sub>", "a<", "R", "D", "x"]
            )
            .into_iter()
            .map(|(text, ..)| text)
            .collect::<Vec<_>>(),
            ["K8s —", "a,", "R&", "D", "x\u{201d}"]
        );
    }

    #[test]
    fn parts_of_one_name_stay_together() {
        assert_eq!(
            read("an OOMKilled pod", &["an", "OOM", "Killed", "pod"]),
            [
                piece("an", true, 1),
                piece("OOM", false, 1),
                piece("Killed", true, 1),
                piece("pod", true, 1)
            ]
        );
    }

    #[test]
    fn without_sense_in_the_spans_it_is_the_spoken_words() {
        let mut job = job(&["one", "two"]);
        job.words[0].span = Span::new(9, 12);
        job.words[1].span = Span::new(0, 3);
        let times = [Samples(0)..Samples(1), Samples(1)..Samples(2)];
        for script in [
            "two four one",
            "",
            "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}",
        ] {
            let source = Source::new("test", script);
            let pieces = pieces(&job, &times, &Visible::of(&source));
            assert_eq!(
                pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
                ["one", "two"]
            );
        }
    }
}
