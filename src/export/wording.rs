//! `pieces`: the words of a job as the author wrote them, for people to read along.
//!
//! Speech says "eighty percent" where the script says `80%,`. A piece is the least of the script that belongs to
//! one stretch of time: words of one number share one, and punctuation goes with what it follows. Tags are left
//! out, entities decoded. Where spans do not say (they run backwards, or cover nothing) it is the spoken words.
//! Knows no caption format.

use crate::plan::job::{Job, JobWord};
use crate::source::{Source, Span};
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
pub(super) fn pieces(job: &Job, times: &[Range<Samples>], source: &Source) -> Vec<Piece> {
    let words: Vec<_> = job.words.iter().zip(times).collect();
    written(&words, source).unwrap_or_else(|| {
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
fn written(words: &[(&JobWord, &Range<Samples>)], source: &Source) -> Option<Vec<Piece>> {
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
    let text = source.text();
    let count = groups.len();
    let starts: Vec<usize> = groups
        .iter()
        .enumerate()
        .map(|(i, (span, _))| {
            let start = span.start as usize;
            if i == 0 { opened(text, start) } else { start }
        })
        .collect();
    groups
        .into_iter()
        .enumerate()
        .map(|(i, (span, time))| {
            let end = match starts.get(i + 1) {
                Some(&next) => next,
                None => closed(text, span.end as usize),
            };
            let shown = visible(text.get(starts[i]..end)?);
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
fn opened(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    before
        .trim_end_matches([
            '"', '\'', '(', '\u{201c}', '\u{2018}', '\u{ab}', '\u{bf}', '\u{a1}',
        ])
        .len()
}

/// Where the text ends whose last word ends at `end`: after the closing tags and the marks that touch it.
fn closed(text: &str, end: usize) -> usize {
    let mut at = end;
    let rest = |at: usize| text.get(at..).unwrap_or("");
    while rest(at).starts_with("</") {
        match tag_length(rest(at)) {
            Some(length) => at += length,
            None => break,
        }
    }
    let marks = rest(at)
        .find(|c: char| c.is_whitespace() || c.is_alphanumeric() || matches!(c, '<' | '[' | '(' | '&'))
        .unwrap_or(rest(at).len());
    at + marks
}

/// The text a reader sees: tags out, entities decoded, white space as single spaces.
fn visible(raw: &str) -> String {
    let mut shown = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '<' => tag_length(rest),
            '&' => entity(rest).map(|(decoded, length)| {
                shown.push(decoded);
                length
            }),
            _ => None,
        };
        rest = match taken {
            Some(length) => &rest[length..],
            None => {
                if !c.is_whitespace() {
                    shown.push(c);
                } else if !shown.ends_with(' ') {
                    shown.push(' ');
                }
                &rest[c.len_utf8()..]
            }
        };
    }
    shown
}

/// The most bytes of a tag: what has no end by then is text, and costs no search through all that follows.
const TAG: usize = 4096;

/// The length of the tag that `text` begins with, if it does.
fn tag_length(text: &str) -> Option<usize> {
    let next = text.chars().nth(1)?;
    if !(next.is_alphabetic() || matches!(next, '/' | '!' | '?')) {
        return None;
    }
    text.bytes().take(TAG).position(|b| b == b'>').map(|end| end + 1)
}

/// The entity that `text` begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let decoded = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((decoded, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::job;

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
        pieces(&job, &times, &Source::new("test", script))
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
            let pieces = pieces(&job, &times, &Source::new("test", script));
            assert_eq!(
                pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
                ["one", "two"]
            );
        }
    }
}
