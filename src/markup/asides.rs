//! What stands in brackets, braces and stars as [`Parser`] meets it: pauses, stage directions, citations, and what was
//! pasted from elsewhere.
//!
//! What each of them is, is decided in `brackets` and `pasted`. Knows nothing of tags.

use super::brackets::{self, Bracket, bracket};
use super::document::{LabelPlace, Node, PauseLength, PauseTag};
use super::parse::Parser;
use super::{directions, elements, links, markdown, pasted, transcript};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

impl Parser<'_> {
    pub(super) fn bracket(&mut self, at: usize) -> usize {
        let text = self.text;
        let rest = &text[at..];
        if let Some(bytes) = markdown::footnote(rest) {
            return at + bytes;
        }
        if let Some(next) = self.pasted_pause(at).or_else(|| self.linked_image(at)) {
            return next;
        }
        let doubted = match bracket(rest) {
            Bracket::Text => return self.prose_bracket(at),
            Bracket::Pause(length, bytes) => {
                let span = Span::new(at, at + bytes);
                if length == PauseLength::Unknown {
                    self.no_pause(span);
                }
                return self.pause(span, length);
            }
            Bracket::Direction(bytes) => {
                self.direction(Span::new(at, at + bytes));
                return at + bytes;
            }
            // "x[i]", "`#[tokio::main]`", "#[inline]", "#![no_std]"
            Bracket::Doubtful(_, None)
                if self.is_index(at)
                    || self.in_code(at)
                    || text[..at].ends_with('#')
                    || text[..at].ends_with("#!") =>
            {
                return self.prose_bracket(at);
            }
            Bracket::Citation(bytes) if self.is_index(at) || !self.cites(at, at + bytes) => {
                return self.prose_bracket(at);
            }
            _ if pasted::open_link(rest).is_some() => return self.prose_bracket(at),
            Bracket::Citation(bytes) => {
                let span = Span::new(at, at + bytes);
                let message = format!("`{}` is read out, and looks like a citation", &rest[..bytes]);
                let gap = at - text[..at].trim_end_matches(' ').len();
                Diagnostic::new(Code::UnknownBracket, span, message)
                    .fix("remove it, or say what it refers to")
                    .replace(Span::new(at - gap, at + bytes), "")
            }
            Bracket::Doubtful(bytes, meant) => {
                let span = Span::new(at, at + bytes);
                let message = format!("`{}` is read out as text", &rest[..bytes]);
                let found = Diagnostic::new(Code::UnknownBracket, span, message);
                match meant {
                    Some(meant) => found.fix(format!("write `{meant}`")).replace(span, meant),
                    None => found,
                }
            }
        };
        self.report
            .add_with(Code::UnknownBracket, doubted.span, || doubted);
        self.literal(at)
    }

    /// A bracket that is none of ours: a link, or text.
    fn prose_bracket(&mut self, at: usize) -> usize {
        if let Some(end) = self.link(at) {
            return end;
        }
        if let Some(bytes) = pasted::open_link(&self.text[at..])
            && !self.in_code(at)
        {
            let span = Span::new(at, at + bytes);
            self.report.add_with(Code::UnknownBracket, span, || {
                let message = format!(
                    "`{}` is read out: no `)` closes the link",
                    &self.text[span.range()]
                );
                Diagnostic::new(Code::UnknownBracket, span, message)
                    .fix("write `)` behind the address")
                    .replace(Span::new(at + bytes, at + bytes), ")")
            });
        }
        self.literal(at)
    }

    /// `[![text](image)](address)`: the image's text is said, as that of any other.
    fn linked_image(&mut self, at: usize) -> Option<usize> {
        let image = self.text[at..].strip_prefix("[!")?;
        let (_, end) = links::link(image)?;
        // The link around it, with a text that is short and has no brackets.
        let behind = &image[end..];
        let close = behind
            .strip_prefix("](")
            .and_then(|rest| rest.find([')', '\n']))?;
        let all = at + 2 + end + 2 + close;
        if !self.text[all..].starts_with(')') {
            return None;
        }
        self.link(at + 2)?;
        Some(all + 1)
    }

    /// The character at `at`, which is one byte, is text.
    fn literal(&mut self, at: usize) -> usize {
        self.verbatim(at, at + 1);
        at + 1
    }

    /// `{pause 2s}` is a pause that is written otherwise; other braces are text.
    pub(super) fn brace(&mut self, at: usize) -> usize {
        let begins = !self.text[..at].ends_with(|c: char| c == '$' || c == '#' || c.is_alphanumeric());
        let pause = if begins { self.pasted_pause(at) } else { None };
        pause.unwrap_or_else(|| self.literal(at))
    }

    /// A pause between other brackets than ours: reported, and never spoken.
    pub(super) fn pasted_pause(&mut self, at: usize) -> Option<usize> {
        let bytes = pasted::pause(&self.text[at..])?;
        if self.in_code(at) {
            return None;
        }
        let span = Span::new(at, at + bytes);
        self.no_pause(span);
        Some(self.pause(span, PauseLength::Unknown))
    }

    fn pause(&mut self, span: Span, length: PauseLength) -> usize {
        self.obeyed_in_code(span);
        self.tree.push(Node::Pause(PauseTag { span, length }));
        self.fresh = false;
        span.end as usize
    }

    /// A tag that is all that stands between backticks may have been meant to be read: "write `[pause]` there".
    pub(super) fn obeyed_in_code(&mut self, span: Span) {
        if span.range() != self.code {
            return;
        }
        let written = &self.text[self.code.clone()];
        self.report.add_with(Code::ObeyedInCode, span, || {
            let message = format!("`{written}` is obeyed, not read out");
            let read = written.replace('<', "&lt;").replace('>', "&gt;");
            let read = read.replace('[', "\\[").replace(']', "\\]");
            let fix = format!("take the backticks away, or write `{read}` to have it read out");
            Diagnostic::new(Code::ObeyedInCode, span, message).fix(fix)
        });
    }

    fn no_pause(&mut self, span: Span) {
        let written = &self.text[span.range()];
        self.report.add_with(Code::UnknownPause, span, || {
            let message = format!("`{written}` is not a pause tag");
            let found = Diagnostic::new(Code::UnknownPause, span, message);
            match brackets::meant(written) {
                Some(meant) => found.fix(format!("write `{meant}`")).replace(span, meant),
                None => found,
            }
        });
    }

    /// A stage direction is left out.
    pub(super) fn direction(&mut self, span: Span) {
        let found = &self.text[span.range()];
        if self.seen.insert(found.to_lowercase()) {
            self.report.add_with(Code::NoEffect, span, || {
                let message = format!("`{found}` is left out: our voices do not act");
                let fix = "remove it, or play a recording there with `<audio src=\"...\"/>`";
                Diagnostic::new(Code::NoEffect, span, message).fix(fix)
            });
        }
    }

    /// `*laughs*` at an end of what somebody says is a direction, and `*pause*` a pause; `close` is where the mark
    /// of `run` bytes that closes it stands.
    pub(super) fn starred(&mut self, at: usize, run: usize, close: usize) -> Option<usize> {
        let span = Span::new(at, close + run);
        let inside = &self.text[at + run..close];
        let act = directions::is_act(inside);
        // `*pause 2s*` is nothing else wherever it stands.
        let timed = brackets::is_timed_pause(inside);
        if !self.text[at..].starts_with(['*', '_']) || !(act || timed || brackets::is_silence(inside)) {
            return None;
        }
        let before = self.text[..at].trim_end_matches(' ');
        let begins = self.fresh
            || before.ends_with(['.', '!', '?', '…', ':', '\n', ']', '>', '"', '”'])
            || before.is_empty();
        let after = &self.text[span.end as usize..];
        let rest = after.trim_start_matches([' ', '\t', '\r']);
        let ends = rest.is_empty()
            || rest.starts_with('\n')
            || (after.len() > rest.len()
                && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '[' | '<')));
        // `Dana: *pause* and then`
        let opens = self.fresh && !act;
        if !timed && !opens && (!begins || !ends) {
            return None;
        }
        if act {
            self.direction(span);
            return Some(span.end as usize);
        }
        self.no_pause(span);
        Some(self.pause(span, PauseLength::Unknown))
    }

    /// The time that a transcript puts before a label (`[00:12:31] Dana: ...`) is left out.
    pub(super) fn time_of_label(&mut self, at: usize) -> Option<usize> {
        let (time, bytes) = pasted::time(&self.text[at..])?;
        if self.tree.in_words() {
            return None;
        }
        transcript::label_at(self.text, at + bytes, LabelPlace::LineStart)?;
        self.time(Span::new(at, at + time), "such times before other labels");
        Some(at + bytes)
    }

    /// When a cue of subtitles is shown is left out.
    pub(super) fn cue(&mut self, at: usize) -> Option<usize> {
        let bytes = pasted::cue(&self.text[at..])?;
        let written = self.text[at..at + bytes].trim_end();
        if self.tree.in_words() || self.in_code(at) || written == "WEBVTT" && at > 0 {
            return None;
        }
        self.time(
            Span::new(at, at + written.len()),
            "the other times of these subtitles",
        );
        Some(self.line_start(at + bytes))
    }

    /// The first of the times that are left out.
    fn time(&mut self, span: Span, others: &str) {
        if self.seen.insert(others.to_owned()) {
            self.report.add_with(Code::NoEffect, span, || {
                let written = self.text[span.range()].replace(['\r', '\n'], " ");
                let message = format!("`{written}` is left out, as are {others}: they are not spoken");
                Diagnostic::new(Code::NoEffect, span, message)
                    .fix("remove the times; `declaim render` writes its own beside the audio")
            });
        }
    }

    /// A tag that was escaped on its way into the script, or that a space parts from its sign, is read out, signs and all.
    pub(super) fn escaped_tag(&mut self, at: usize) {
        let Some(bytes) = pasted::escaped_tag(&self.text[at..]).filter(|_| !self.in_code(at)) else {
            return;
        };
        let span = Span::new(at, at + bytes);
        if pasted::is_named_html(&self.text[at..], bytes) {
            return;
        }
        // `List&lt;s&gt;` is a type.
        let joined = self.text[..at].ends_with(char::is_alphanumeric);
        if joined && !self.text[span.range()].contains(['=', '/']) {
            return;
        }
        self.report.add_with(Code::EscapedTag, span, || {
            let written = &self.text[span.range()];
            let mut tag = written.to_owned();
            for (escape, meant) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")] {
                tag = tag.replace(escape, meant);
            }
            let inside = tag[1..].trim_start_matches([' ', '\\', '/']);
            let name = inside.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == ':'));
            let ours = elements::definition(name.clone().next().unwrap_or_default()).is_some();
            let slash = if tag[1..].trim_start().starts_with(['/', '\\']) {
                "/"
            } else {
                ""
            };
            tag = format!("<{slash}{inside}");
            let found = Diagnostic::new(Code::EscapedTag, span, format!("`{written}` is read out as text"));
            match (ours, tag == written) {
                (true, false) => found.fix(format!("write `{tag}`")).replace(span, tag),
                (true, true) => found.fix("end the CDATA section before it, and open another behind it"),
                (false, _) => found.fix("remove it").replace(span, ""),
            }
        });
    }

    /// Goes on behind a table that stands right after a label: `Dana: | A | B |`.
    pub(super) fn table_behind(&mut self, at: usize) -> usize {
        let rest = self.text[at..].trim_start_matches([' ', '\t']);
        let start = self.text.len() - rest.len();
        if !rest.starts_with('|') {
            return at;
        }
        let next = self.marks(start);
        if next > start { next } else { at }
    }

    /// Whether a number in brackets from `at` to `end` stands where citations do: behind a mark that ends a clause
    /// (`so.[5]`), or before one (`didn't [12].`), or at the line's end.
    fn cites(&self, at: usize, end: usize) -> bool {
        let before = &self.text[..at];
        let behind = before.ends_with(['.', ',', ';', '!', '?', '"', '”', ')']);
        let word = before.ends_with(' ') && before.trim_end().ends_with(char::is_alphanumeric);
        let after = self.text[end..].trim_start_matches([' ', '\r']);
        let closes = after.is_empty() || after.starts_with(['.', ',', ';', '!', '?', ')', '[', '\n']);
        !self.in_code(at) && (behind || (word && closes))
    }

    /// Whether `at` lies in code between backticks.
    pub(super) fn in_code(&self, at: usize) -> bool {
        self.code.contains(&at)
    }
}
