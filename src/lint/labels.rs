//! Labels that lost their form: a colon that is another mark or gone, a label that stands twice; names that no label
//! knows, and cues that stand where labels do.
//!
//! Most begin with the name of somebody who speaks elsewhere in the script. Looks at the document as written.

use super::Episode;
use super::layout::walk;
use crate::diag::{Code, Diagnostic};
use crate::markup::document::{LabelPlace, Node};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Warns of every such label.
pub(super) fn broken(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let turns = episode.script.turns.iter();
    let names = turns.filter_map(|turn| turn.speaker.as_deref());
    let speakers: BTreeSet<String> = names.map(str::to_lowercase).collect();
    let mut found = Vec::new();
    if speakers.is_empty() {
        return alone(episode);
    }
    found.extend(cues(episode));
    let source = episode.source.text();
    let is_speaker = |name: &str| speakers.contains(&name.to_lowercase());
    walk(&episode.document.nodes, &mut |nodes| {
        let mut opens = std::ptr::eq(nodes, episode.document.nodes.as_slice());
        for (i, node) in nodes.iter().enumerate() {
            match node {
                Node::Label(label) if is_speaker(&label.name) => {
                    if let Some(Node::Text(after)) = nodes.get(i + 1) {
                        let at = after.span().start as usize;
                        found.extend(twice(source, at, &speakers, &label.name));
                    }
                }
                Node::Label(label) if label.place == LabelPlace::LineStart => {
                    found.extend(lost(source, label.span.start as usize, &speakers, true));
                }
                Node::Text(text) => {
                    if opens {
                        found.extend(lost(source, text.span().start as usize, &speakers, true));
                    }
                    for (end, _) in text.text().match_indices('\n') {
                        let next = text.span_of(end..end + 1).end as usize;
                        found.extend(lost(source, next, &speakers, false));
                    }
                }
                _ => {}
            }
            opens = matches!(node, Node::ParagraphBreak(_) | Node::SentenceBreak(_));
        }
    });
    found
}

/// What a script for a studio calls what nobody says.
const CUES: [&str; 10] = [
    "b-roll",
    "fx",
    "graphic",
    "music",
    "sfx",
    "sound",
    "sound effect",
    "title card",
    "visual",
    "vo note",
];

/// `MUSIC: theme up and under`: a cue that somebody would speak.
fn cues(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let turns = episode.script.turns.iter();
    let cue = |name: &str| CUES.contains(&name.to_lowercase().as_str());
    turns
        .filter(|turn| turn.speaker.as_deref().is_some_and(cue))
        .map(|turn| {
            let name = turn.speaker.as_deref().unwrap_or_default();
            Diagnostic::new(
                Code::LeftOver,
                turn.speaker_span,
                format!("`{name}:` is read as a speaker, and what follows is spoken"),
            )
            .fix("remove the line, or play a recording there with `<audio src=\"...\"/>`")
        })
        .collect()
}

/// In a script without any label, names that stand alone on lines of their own as a screenplay has them, before another mark
/// than a colon, in brackets or in small letters, and the `Q:` and `A:` of an interview: two at least, each twice at least.
fn alone(episode: &Episode<'_>) -> Vec<Diagnostic> {
    let source = episode.source.text();
    let mut names: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    let mut forms = BTreeSet::new();
    let mut at = 0;
    for row in source.split_inclusive('\n') {
        let start = at + row.len() - row.trim_start().len();
        at += row.len();
        let row = row.trim().trim_matches('*');
        let (name, form) = called(row);
        let words = name.split(' ');
        let named = words.clone().count() <= 2
            && name.len() <= 24
            && words.clone().all(|w| {
                (form == Form::Small || w.starts_with(char::is_uppercase))
                    && w.chars().all(char::is_alphabetic)
            });
        if named {
            let start = source[start..]
                .find(name)
                .map_or(start, |skipped| start + skipped);
            let place = names
                .entry(name)
                .or_insert((0, Span::new(start, start + name.len())));
            place.0 += 1;
            forms.insert(form);
        }
    }
    // Where all stand in one form that prose has not, once is enough for some.
    let one = forms.len() == 1 && !forms.contains(&Form::Bare);
    let often = names.values().map(|(count, _)| count).sum::<usize>();
    if !(one && often > 2 && names.len() < often) {
        names.retain(|_, (count, _)| *count > 1);
    }
    if names.len() < 2 {
        return Vec::new();
    }
    let finding = |(name, (_, span)): (&str, (usize, Span))| {
        if is_interview(name) {
            let message = format!("`{name}:` is read out: it is no speaker's name");
            return Diagnostic::new(Code::BrokenLabel, span, message).fix(format!(
                "name it in the cast if somebody speaks so: `--cast \"{name}=VOICE\"`"
            ));
        }
        let label = capitalised(name);
        let lacks = if name.starts_with(char::is_lowercase) {
            "begins with a capital"
        } else {
            "ends in a colon"
        };
        let message = format!("`{name}` is read out: a label {lacks}");
        Diagnostic::new(Code::BrokenLabel, span, message).fix(format!(
            "write `{label}: ...` wherever {name} speaks, on one line with what is said"
        ))
    };
    names.into_iter().map(finding).collect()
}

/// With a capital at its start.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What question and answer open with where an interview is printed.
fn is_interview(name: &str) -> bool {
    matches!(name, "Q" | "A")
}

/// How a line names who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Alone, or before a dash.
    Bare,
    /// `[Dana] `
    Brackets,
    /// `{Dana} `
    Braces,
    /// `@Dana: `
    Handle,
    /// `"Dana": `
    Quoted,
    /// `DANA. `
    Stop,
    /// `dana: `
    Small,
    /// `Q: `
    Interview,
}

/// What stands in a name's place at the start of a line.
fn called(row: &str) -> (&str, Form) {
    let between = |open: char, close| row.strip_prefix(open)?.split_once(close).map(|(name, _)| name);
    let capitals = |name: &&str| name.len() > 1 && name.chars().all(|c| c.is_uppercase() || c == ' ');
    let small = |name: &&str| name.len() > 1 && name.chars().all(char::is_lowercase);
    let before = |mark| row.split_once(mark).map(|(name, _)| name);
    let forms = [
        (between('[', "] "), Form::Brackets),
        (between('{', "} "), Form::Braces),
        (between('@', ": "), Form::Handle),
        (between('"', "\": "), Form::Quoted),
        (before(". ").filter(capitals), Form::Stop),
        (before(": ").filter(small), Form::Small),
        (before(": ").filter(|name| is_interview(name)), Form::Interview),
    ];
    if let Some((name, form)) = forms.into_iter().find_map(|(name, form)| Some((name?, form))) {
        return (name, form);
    }
    let mut dashes = [" - ", " – ", " — ", "> ", "| "].iter();
    let dashed = dashes.find_map(|dash| before(dash));
    (dashed.unwrap_or(row), Form::Bare)
}

/// How much of a line is looked at, in bytes.
const LONGEST: usize = 160;

/// The rest of the line from `at`, white space apart, as far as is looked at, and where it starts.
fn line(source: &str, at: usize) -> Option<(usize, &str)> {
    let rest = source.get(at..)?;
    let row = rest[..rest.floor_char_boundary(LONGEST)]
        .split('\n')
        .next()
        .unwrap_or("");
    let shown = row.trim_start();
    Some((at + row.len() - shown.len(), shown))
}

/// What follows the name at the start of `row`, whatever its case, if one of these names stands there whole. The longest
/// name counts.
fn after_name<'a>(row: &'a str, speakers: &BTreeSet<String>) -> Option<&'a str> {
    const LONGEST_NAME: usize = 64;
    let ends = row.char_indices().map(|(at, c)| (at, !c.is_alphanumeric()));
    let ends = ends.chain([(row.len(), true)]);
    let ends = ends.take_while(|&(at, _)| at <= LONGEST_NAME);
    let whole = ends.filter(|&(at, ends)| ends && row[..at].ends_with(char::is_alphanumeric));
    let named = whole.filter(|&(at, _)| speakers.contains(&row[..at].to_lowercase()));
    named.last().map(|(at, _)| &row[at..])
}

/// `Dana: Dana: So.`: a second label behind the first, which is read out.
fn twice(source: &str, at: usize, speakers: &BTreeSet<String>, first: &str) -> Option<Diagnostic> {
    let (start, row) = line(source, at)?;
    let after = after_name(row, speakers)?;
    let rest = after.strip_prefix(':')?;
    let name = &row[..row.len() - after.len()];
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let gap = rest.len() - rest.trim_start().len();
    let span = Span::new(start, start + name.len() + 1);
    let finding = Diagnostic::new(
        Code::BrokenLabel,
        span,
        format!("`{name}:` is read out: it stands behind the label `{first}:`"),
    );
    Some(if name.to_lowercase() == first.to_lowercase() {
        let edit = Span::new(start, start + name.len() + 1 + gap);
        finding.fix("remove one of the two").replace(edit, "")
    } else {
        finding.fix("keep the label of who speaks, or begin a line with the second")
    })
}

/// Words in which people begin to speak, and which follow no name in prose with a capital; sorted.
#[rustfmt::skip]
const OPENERS: [&str; 37] = [
    "and", "but", "correct", "exactly", "great", "he", "hello", "here", "hi", "how", "if", "in", "it", "it's", "let's",
    "no", "now", "ok", "okay", "right", "she", "so", "that", "that's", "the", "then", "there", "they", "this", "we",
    "welcome", "well", "what", "when", "why", "yes", "you",
];

/// `Dana; So.`, `DANA - So.`, `Dana (laughing) So.`, `Dana So what: no.`: a name without its colon. Where a line and no
/// paragraph begins, a wrapped sentence may begin with it, so that less is doubted.
fn lost(source: &str, at: usize, speakers: &BTreeSet<String>, paragraph: bool) -> Option<Diagnostic> {
    let (start, row) = line(source, at)?;
    let stars = row.len() - row.trim_start_matches(['*', '_']).len();
    let (start, row) = (start + stars, &row[stars..]);
    let after = after_name(row, speakers)?;
    let name = &row[..row.len() - after.len()];
    let after = after.trim_start_matches(['*', '_']);
    let mark = mark(after, paragraph)?;
    let end = start + row.len() - after.len() + mark.length;
    let span = Span::new(start, end);
    let label = format!("{name}{}:", mark.direction);
    let message = format!("`{}` is read out: a label ends in a colon", &source[span.range()]);
    let finding = Diagnostic::new(Code::BrokenLabel, span, message)
        .fix(format!("write `{label}` if {name} says what follows"));
    Some(if stars == 0 {
        finding.replace(span, label)
    } else {
        finding
    })
}

/// What stands in place of a colon.
struct Mark<'a> {
    /// Its bytes, from the name's end.
    length: usize,
    /// ` (laughing)` between name and colon.
    direction: &'a str,
}

fn mark(after: &str, paragraph: bool) -> Option<Mark<'_>> {
    let plain = |length| {
        Some(Mark {
            length,
            direction: "",
        })
    };
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    let begins = |text: &str| capital(text) || text.starts_with(['"', '“', '‘', '[', '<']);
    if let Some(rest) = after.strip_prefix(';') {
        let said = rest.starts_with(' ') && begins(rest.trim_start());
        return if said { plain(1) } else { None };
    }
    if let Some(rest) = after.strip_prefix('：') {
        let said = !rest.trim().is_empty();
        return if said { plain('：'.len_utf8()) } else { None };
    }
    let rest = after.strip_prefix(' ')?;
    for dash in ["- ", "– ", "— ", "; "] {
        if let Some(said) = rest.strip_prefix(dash) {
            // "Dana — I mean Lee — was here": a capital that says nothing.
            let pronoun = said.starts_with("I ") || said.starts_with("I'") || said.starts_with("I’");
            // Nor is a name with words between dashes, at a wrapped line's start.
            let aside = !paragraph && said.contains(&format!(" {dash}"));
            return if capital(said) && !pronoun && !aside {
                plain(dash.len())
            } else {
                None
            };
        }
    }
    if !paragraph {
        return None;
    }
    if let Some(inside) = rest.strip_prefix('(') {
        let close = inside.find(')')?;
        let said = inside[close + 1..].strip_prefix(' ')?;
        let length = close + 3;
        let direction = &after[..length];
        return (capital(said) && inside.starts_with(char::is_lowercase) && close < 40)
            .then_some(Mark { length, direction });
    }
    let word = rest
        .split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’')))
        .next()?;
    let lower = word.to_lowercase().replace('’', "'");
    let opener = capital(word) && OPENERS.binary_search(&lower.as_str()).is_ok();
    // `Dana Correct: 68` is no label of anybody's, and begins with a name all the same.
    let labelled = capital(word) && rest[word.len()..].starts_with(": ") && word.chars().count() > 1;
    if opener || labelled { plain(0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_sorted() {
        assert!(OPENERS.is_sorted());
    }

    #[test]
    fn a_name_without_its_colon() {
        let speakers = BTreeSet::from(["dana", "dana lee"].map(str::to_owned));
        for (text, label) in [
            ("Dana; Correct: 68.", "Dana:"),
            ("DANA - Correct.", "DANA:"),
            ("Dana – Correct.", "Dana:"),
            ("Dana： Correct.", "Dana:"),
            ("Dana Lee That is it.", "Dana Lee:"),
            ("Dana Correct: 68.", "Dana:"),
            ("Dana (laughing) Correct.", "Dana (laughing):"),
        ] {
            let found = lost(text, 0, &speakers, true).unwrap();
            assert_eq!(found.replacement.unwrap().text, label, "{text}");
        }
        assert!(lost("**Dana** That is it.", 0, &speakers, true).is_some());
        for text in [
            "Dana, tell me.",
            "Dana said so.",
            "Dana's The One.",
            "Danae; Correct.",
            "Dana — I mean Lee — was here.",
            "Dana - the host - was here.",
            "Dana Scott was here.",
            "Dana; so it is.",
            "Dana (CNCF) Members.",
        ] {
            assert!(lost(text, 0, &speakers, true).is_none(), "{text}");
        }
        for text in [
            "Dana That is it.",
            "Dana (laughing) Correct.",
            "Dana - The host - said it.",
        ] {
            assert!(lost(text, 0, &speakers, false).is_none(), "{text}");
        }
    }

    #[test]
    fn a_label_that_stands_twice() {
        let speakers = BTreeSet::from(["dana", "lee"].map(str::to_owned));
        let found = twice(" dana:  So.", 0, &speakers, "Dana").unwrap();
        assert_eq!(found.replacement.unwrap().span, Span::new(1, 8));
        assert!(twice("Lee: So.", 0, &speakers, "Dana").is_some());
        assert!(twice("Leela: So.", 0, &speakers, "Dana").is_none());
        assert!(twice("Lee:so.", 0, &speakers, "Dana").is_none());
    }
}
