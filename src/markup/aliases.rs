//! Aliases, of `<sub>` and of lexicons: text that is said instead of other text, in which no tag is obeyed.
//!
//! Owns what becomes of markup that stands in one all the same. Knows nothing of where an alias was written.

use super::brackets::{Bracket, bracket};
use super::pasted;
use super::report::Report;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Mapped, Span};

/// What of an alias is said. Pauses and stage directions are left out, as they are from scripts; what is found has its
/// place in the source.
pub fn alias(written: &Mapped) -> Findings<Mapped> {
    let mut report = Report::default();
    let value = read(written, &mut report);
    Findings {
        value,
        diagnostics: report.finish(),
    }
}

/// [`alias`] with a report to add to.
pub(super) fn read(written: &Mapped, report: &mut Report) -> Mapped {
    let text = written.text();
    let mut said = Mapped::default();
    let (mut kept, mut at) = (0, 0);
    while let Some(next) = text[at..].find(['[', '{', '<', '&']) {
        at += next;
        let place = |bytes: usize| written.slice(at..at + bytes).span();
        let Some((bytes, finding)) = markup(&text[..at], &text[at..], place) else {
            at += 1;
            continue;
        };
        let spoken = matches!(finding.code, Code::EscapedTag | Code::UnknownBracket);
        report.add_with(finding.code, finding.span, || finding);
        if !spoken {
            said.append(&written.slice(kept..at));
            kept = at + bytes;
        }
        at += bytes;
    }
    said.append(&written.slice(kept..text.len()));
    said
}

/// The markup that `rest` begins with: its length in bytes, and what there is to say of it.
fn markup(before: &str, rest: &str, place: impl Fn(usize) -> Span) -> Option<(usize, Diagnostic)> {
    let finding = |code, bytes, what: &str, fix: &str| {
        let message = format!("`{}` {what}", &rest[..bytes]);
        Some((bytes, Diagnostic::new(code, place(bytes), message).fix(fix)))
    };
    let pause = |bytes| {
        let what = "is not obeyed in an alias, nor spoken";
        finding(
            Code::UnknownPause,
            bytes,
            what,
            "put the pause before or behind the word, in the script",
        )
    };
    let joined = before.ends_with(char::is_alphanumeric);
    if let Some(bytes) = pasted::pause(rest).filter(|_| !joined) {
        return pause(bytes);
    }
    if let Some(bytes) = pasted::escaped_tag(rest).filter(|_| !joined) {
        let what = "is read out: no tag is obeyed in an alias";
        return finding(Code::EscapedTag, bytes, what, "remove it");
    }
    if !rest.starts_with('[') {
        return None;
    }
    match bracket(rest) {
        Bracket::Pause(_, bytes) => pause(bytes),
        Bracket::Direction(bytes) => finding(
            Code::NoEffect,
            bytes,
            "is left out: our voices do not act",
            "remove it",
        ),
        Bracket::Doubtful(bytes, _) if !joined => {
            let what = "is read out as text";
            finding(
                Code::UnknownBracket,
                bytes,
                what,
                "remove it if it is not to be spoken",
            )
        }
        Bracket::Doubtful(..) | Bracket::Citation(_) | Bracket::Text => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_an_alias_is_found_and_brackets_are_not_said() {
        for (written, said, found) in [
            ("sequel", "sequel", None),
            ("x[i] < y & {z}", "x[i] < y & {z}", None),
            ("[pause 2s]", "", Some((Code::UnknownPause, "[pause 2s]"))),
            ("[pause] 12", " 12", Some((Code::UnknownPause, "[pause]"))),
            ("a {pause 2s} b", "a  b", Some((Code::UnknownPause, "{pause 2s}"))),
            ("ha [laughs]", "ha ", Some((Code::NoEffect, "[laughs]"))),
            (
                "a <break/> b",
                "a <break/> b",
                Some((Code::EscapedTag, "<break/>")),
            ),
            (
                "a [slow down]",
                "a [slow down]",
                Some((Code::UnknownBracket, "[slow down]")),
            ),
        ] {
            let read = alias(&Mapped::verbatim(written, 0));
            assert_eq!(read.value.text(), said);
            let found_in: Vec<_> = read
                .diagnostics
                .iter()
                .map(|d| (d.code, &written[d.span.range()]))
                .collect();
            assert_eq!(found_in, Vec::from_iter(found), "{written}");
        }
    }
}
