//! Stages 1 and 2 on input that was made to break them: nothing panics, spans stay inside the text, findings and
//! nesting stay bounded, and work grows with the input and no faster.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

use declaim::diag::json::to_line;
use declaim::diag::render::{Color, to_terminal};
use declaim::diag::{Code, Diagnostic};
use declaim::markup::document::{Document, Node};
use declaim::markup::script::Item;
use declaim::markup::{PauseSettings, parse, resolve};
use declaim::source::Source;
use std::fs;
use std::path::Path;

/// Runs both stages, the printers and the renderers; checks what holds for any input.
fn survive(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("hostile", text);
    let mut found = Vec::new();
    let document = parse(&source).collect(&mut found);
    assert!(depth(&document.nodes) <= Document::MAX_DEPTH);
    let script = resolve(&document, &PauseSettings::HOUSE.into()).collect(&mut found);
    for d in &found {
        assert!(
            d.span.start <= d.span.end && d.span.end as usize <= text.len(),
            "{d:?}"
        );
        assert!(text.is_char_boundary(d.span.start as usize), "{d:?}");
        assert!(text.is_char_boundary(d.span.end as usize), "{d:?}");
    }
    for item in script.turns.iter().flat_map(|t| &t.items) {
        if let Item::Text(part) = item {
            let span = part.text.span();
            assert!(text.get(span.range()).is_some(), "{span:?}");
            assert!(!part.text.is_empty());
        }
    }
    if let Some(first) = found.first() {
        let shown = to_terminal(&found[..found.len().min(3)], &source, Color::Never);
        assert!(shown.contains(first.code.id()));
        assert!(!to_line(first, &source).contains('\n'));
    }
    found
}

fn depth(nodes: &[Node]) -> usize {
    let inner = nodes.iter().map(|node| match node {
        Node::Element(element) => 1 + depth(&element.children),
        _ => 0,
    });
    inner.max().unwrap_or(0)
}

fn cases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markup");
    let mut folders = vec![root];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "ssml" || e == "txt") {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!texts.is_empty());
    texts.sort();
    texts
}

#[test]
fn every_truncation_of_every_case() {
    for text in cases() {
        for end in (0..text.len()).filter(|&i| text.is_char_boundary(i)) {
            survive(&text[..end]);
            survive(&text[end..]);
        }
    }
}

/// Xorshift, so that every run sees the same mutations.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

#[test]
fn random_mutations() {
    const PIECES: [&str; 43] = [
        "<",
        ">",
        "/>",
        "</",
        "&",
        "&amp;",
        "&#",
        ";",
        "[",
        "]",
        "[pause",
        "a[pause].",
        "[pause].",
        "A (",
        "(",
        ")",
        "\"",
        "'",
        "=",
        "\n\n",
        "\r",
        "\u{feff}",
        "\u{200b}",
        "\0",
        "é",
        "😀",
        ":",
        "Ann:",
        ". Ann: ",
        "**",
        "_",
        "`",
        "```\n",
        "|",
        "# ",
        "- ",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<s>",
        "</speak>",
        "<voice name=\"x\">",
    ];
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for text in cases() {
        for _ in 0..60 {
            let mut mutated: Vec<char> = text.chars().collect();
            for _ in 0..=random.below(6) {
                let at = random.below(mutated.len() + 1);
                match random.below(4) {
                    0 => {
                        let piece = PIECES[random.below(PIECES.len())];
                        mutated.splice(at..at, piece.chars());
                    }
                    1 => {
                        let end = mutated.len().min(at + random.below(20));
                        mutated.drain(at..end);
                    }
                    2 => {
                        let end = mutated.len().min(at + random.below(40));
                        let copy = mutated[at..end].to_vec();
                        let to = random.below(mutated.len() + 1);
                        mutated.splice(to..to, copy);
                    }
                    _ => {
                        if at < mutated.len() {
                            mutated[at] = char::from_u32(random.below(0x3000) as u32).unwrap_or('?');
                        }
                    }
                }
            }
            survive(&mutated.into_iter().collect::<String>());
        }
    }
}

#[test]
fn deep_nesting_is_one_error() {
    for name in ["prosody", "emphasis", "voice name='a'", "nonsense"] {
        let tag = name.split(' ').next().unwrap();
        let closed = format!(
            "{}deep{}",
            format!("<{name}>").repeat(10_000),
            format!("</{tag}>").repeat(10_000)
        );
        let found = survive(&closed);
        assert_eq!(
            found.iter().filter(|d| d.code == Code::TooDeep).count(),
            1,
            "{name}"
        );
        survive(&format!("<{name}>").repeat(10_000));
        survive(&format!("</{tag}>").repeat(10_000));
    }
}

#[test]
fn findings_are_bounded() {
    let found = survive(&"[pause no] &bomb; <break time='x'/> <foo/> ".repeat(20_000));
    assert!(found.len() < 3_000, "{}", found.len());
    assert!(found.iter().any(|d| d.code == Code::FindingsOmitted));
}

#[test]
fn enormous_pauses_and_numbers() {
    let nines = "9".repeat(5_000);
    let text = format!(
        "Ann: a <break time=\"{nines}s\"/> [pause {nines}s] <prosody rate=\"{nines}%\" pitch=\"+{nines}st\" \
         volume=\"+{nines}dB\" contour=\"({nines}%,+{nines}Hz)\">b</prosody> &#{nines};"
    );
    let found = survive(&text);
    assert_eq!(found.iter().filter(|d| d.code == Code::PauseOverCap).count(), 1);
}

/// Repetitions of what starts a look ahead; each would take hours if any of them were searched to the end every time.
#[test]
fn openings_that_never_close() {
    for opening in [
        "a[pause].",
        "[pause].",
        "A (",
        "<",
        "<a",
        "<a ",
        "<a b='",
        "</",
        "</a",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE ",
        "<!DOCTYPE a [",
        "<?a",
        "&",
        "&a",
        "&#",
        "[",
        "[pause",
        "[a](",
        "![",
        "*a ",
        "**a",
        "_a ",
        "`a ",
        "```\n",
        "~~~\n",
        "|",
        "Ann: ",
        ". A",
        "A. ",
        ". A B C D E:",
        ":",
        "\n\n",
        "\n ",
        " \n",
        "\r",
        "\n# ",
        "\n- ",
        "<s>",
        "<p>",
        "<break>",
        "<break> ",
        "<sub alias='a'>",
        "<voice name='a'>",
        "<audio src='a'/>",
        "a<mark name='b'/>",
        "<voice name='a'/>",
        "\u{200b}",
        "\0",
        "***",
        "* *a",
        "<phoneme ph='a'>",
        "]]>",
        "-->",
        "1. a\n",
        "1. a\n2. b\n",
        "a|b\n",
        "a|b\n-|-\n\n",
        "~~a ",
        "\\",
        "\\.",
        "*\\",
        "[A",
        "[A]: b\n",
        "A [b\n",
        "A :\n",
        "A:B\n",
        "\u{c}",
        "a\n\n<s>",
        "<speak>\n\n",
    ] {
        let text = opening.repeat(40_000 / opening.len());
        survive(&text);
        survive(&format!("<speak>{text}"));
        survive(&format!("Ann: {text}"));
    }
}

#[test]
fn a_long_line_is_refused_or_read() {
    let read = "word ".repeat(1 << 20);
    assert!(survive(&read).is_empty());
    let refused = survive(&"word ".repeat(4 << 20));
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, Code::ScriptTooLarge);
}
