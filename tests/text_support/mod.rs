//! Scripts and a vocabulary for tests of stage 3.

#![allow(
    dead_code,
    clippy::panic,
    clippy::expect_used,
    reason = "each test uses its part of this, and fails by panicking"
)]

use declaim::markup::script::{
    Alphabet, Boundary, BoundaryKind, Item, Phonemes, Reading, SayAs, SayAsKind, Script, Style, Text, Turn,
};
use declaim::source::{Mapped, Span};
use declaim::text::Vocabulary;
use std::collections::HashSet;

/// A vocabulary of a few words.
pub(crate) struct Words {
    dictionary: HashSet<&'static str>,
    entries: HashSet<&'static str>,
}

impl Vocabulary for Words {
    fn contains(&self, word: &str) -> bool {
        self.dictionary.contains(word.to_lowercase().as_str())
    }

    fn has_entry(&self, written: &str) -> bool {
        self.entries.contains(written)
    }
}

/// The words of `dictionary.words` and the entries of `entries.words` beside the cases.
pub(crate) fn vocabulary() -> Words {
    Words {
        dictionary: include_str!("../cases/text/dictionary.words")
            .split_whitespace()
            .collect(),
        entries: include_str!("../cases/text/entries.words")
            .split_whitespace()
            .collect(),
    }
}

/// One turn of prose. `<say-as interpret-as="..." format="..." detail="...">`, `<phoneme ph="...">` and
/// `<code>...</code>` and ` / ` for a new paragraph are the only markup; everything else is text.
pub(crate) fn script(written: &str) -> Script {
    let mut items = Vec::new();
    let mut at = 0;
    while at < written.len() {
        let rest = &written[at..];
        if let Some(tail) = rest.strip_prefix(" / ") {
            at = written.len() - tail.len();
            items.push(Item::Boundary(Boundary {
                kind: BoundaryKind::Paragraph,
                span: Span::new(at, at),
            }));
            continue;
        }
        if let Some((reading, inner, end)) = tag(rest) {
            items.push(text(&rest[inner.clone()], at + inner.start, reading));
            at += end;
            continue;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let stop = [" / ", "<say-as", "<phoneme"]
            .iter()
            .filter_map(|s| rest[first..].find(s))
            .min()
            .map_or(rest.len(), |s| s + first);
        items.push(Item::Text(Text {
            text: with_code(&rest[..stop], at),
            reading: Reading::Plain,
            style: Style::NEUTRAL,
        }));
        at += stop;
    }
    Script {
        turns: vec![Turn {
            speaker: None,
            speaker_span: Span::default(),
            items,
        }],
        ..Script::default()
    }
}

/// One turn of one paragraph of prose, whatever is in it.
pub(crate) fn prose(written: &str) -> Script {
    Script {
        turns: vec![Turn {
            speaker: None,
            speaker_span: Span::default(),
            items: vec![text(written, 0, Reading::Plain)],
        }],
        ..Script::default()
    }
}

fn text(text: &str, start: usize, reading: Reading) -> Item {
    Item::Text(Text {
        text: Mapped::verbatim(text, start),
        reading,
        style: Style::NEUTRAL,
    })
}

/// Prose with its code marked.
fn with_code(written: &str, start: usize) -> Mapped {
    let (mut mapped, mut at) = (Mapped::default(), 0);
    while let Some(open) = written[at..].find("<code>").map(|i| at + i) {
        mapped.push_verbatim(&written[at..open], start + at);
        let inner = open + "<code>".len();
        let close = inner + written[inner..].find("</code>").expect("the code ends");
        mapped.push_verbatim(&written[inner..close], start + inner);
        mapped.mark_code(start + inner);
        at = close + "</code>".len();
    }
    mapped.push_verbatim(&written[at..], start + at);
    mapped
}

fn tag(rest: &str) -> Option<(Reading, std::ops::Range<usize>, usize)> {
    let name = ["say-as", "phoneme"]
        .into_iter()
        .find(|n| rest.strip_prefix('<').is_some_and(|r| r.starts_with(n)))?;
    let open = rest.find('>')?;
    let close = format!("</{name}>");
    let end = rest.find(&close)?;
    let attribute = |key: &str| {
        let (_, value) = rest[..open].split_once(&format!(" {key}=\""))?;
        Some(value.split_once('"')?.0.to_owned())
    };
    let reading = if name == "phoneme" {
        Reading::Phonemes(Phonemes {
            alphabet: Alphabet::Ipa,
            ph: Mapped::verbatim(&attribute("ph")?, 0),
        })
    } else {
        let kind = match attribute("interpret-as")?.as_str() {
            "characters" => SayAsKind::Characters,
            "cardinal" => SayAsKind::Cardinal,
            "ordinal" => SayAsKind::Ordinal,
            "digits" => SayAsKind::Digits,
            "fraction" => SayAsKind::Fraction,
            "unit" => SayAsKind::Unit,
            "date" => SayAsKind::Date,
            "time" => SayAsKind::Time,
            "duration" => SayAsKind::Duration,
            "telephone" => SayAsKind::Telephone,
            "currency" => SayAsKind::Currency,
            "address" => SayAsKind::Address,
            "name" => SayAsKind::Name,
            "expletive" => SayAsKind::Expletive,
            other => panic!("no such interpret-as in a test: {other}"),
        };
        Reading::SayAs(SayAs {
            kind,
            format: attribute("format"),
            detail: attribute("detail"),
        })
    };
    Some((reading, open + 1..end, end + close.len()))
}
