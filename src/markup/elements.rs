//! The elements that are read, with their attributes: SSML 1.1 and what Google, Azure and Polly add to it.
//!
//! One table. Knows nothing of what an element does.

/// How far an element may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Holds nothing.
    Empty,
    /// Is about words: ends in the paragraph it starts in.
    Words,
    /// May hold paragraphs and turns.
    Blocks,
    /// Holds nothing that is said.
    Silent,
}

/// An element that is read.
#[derive(Debug)]
pub(super) struct Definition {
    /// Qualified name.
    pub(super) name: &'static str,
    /// How far it may reach.
    pub(super) scope: Scope,
    /// The attributes that are understood.
    pub(super) attributes: &'static [&'static str],
    /// Those of them without which it means nothing.
    pub(super) required: &'static [&'static str],
}

const fn element(
    name: &'static str,
    scope: Scope,
    attributes: &'static [&'static str],
    required: &'static [&'static str],
) -> Definition {
    Definition {
        name,
        scope,
        attributes,
        required,
    }
}

use Scope::{Blocks, Empty, Silent, Words};

/// Every element, by name.
#[rustfmt::skip]
const ELEMENTS: &[Definition] = &[
    // SSML 1.1, section 3.
    element("audio", Blocks, &["src", "fetchtimeout", "fetchhint", "maxage", "maxstale", "clipBegin", "clipEnd", "repeatCount", "repeatDur", "soundLevel", "speed"], &["src"]),
    element("break", Empty, &["strength", "time"], &[]),
    element("desc", Silent, &["xml:lang"], &[]),
    element("emphasis", Words, &["level"], &[]),
    element("lang", Blocks, &["xml:lang", "onlangfailure"], &["xml:lang"]),
    element("lexicon", Empty, &["uri", "xml:id", "type", "fetchtimeout", "maxage", "maxstale"], &["uri"]),
    element("lookup", Blocks, &["ref"], &["ref"]),
    element("mark", Empty, &["name"], &["name"]),
    element("meta", Empty, &["name", "http-equiv", "content"], &["content"]),
    element("metadata", Silent, &[], &[]),
    element("p", Blocks, &["xml:lang", "onlangfailure"], &[]),
    element("phoneme", Words, &["ph", "alphabet", "type"], &["ph"]),
    element("prosody", Blocks, &["pitch", "contour", "range", "rate", "duration", "volume"], &[]),
    element("s", Words, &["xml:lang", "onlangfailure"], &[]),
    element("say-as", Words, &["interpret-as", "format", "detail", "language", "google:style"], &["interpret-as"]),
    element("speak", Blocks, &["version", "xml:lang", "xml:base", "onlangfailure", "startmark", "endmark", "xsi:schemaLocation"], &[]),
    element("sub", Words, &["alias"], &["alias"]),
    element("token", Words, &["xml:lang", "onlangfailure", "role"], &[]),
    element("voice", Blocks, &["gender", "age", "variant", "name", "languages", "required", "ordering", "onvoicefailure", "xml:lang", "onlangfailure", "effect", "language"], &[]),
    element("w", Words, &["xml:lang", "onlangfailure", "role"], &[]),
];

/// The element of this name.
pub(super) fn definition(name: &str) -> Option<&'static Definition> {
    ELEMENTS.iter().find(|e| e.name == name)
}

/// Whether an attribute is one that any element may carry: namespaces and identifiers.
pub(super) fn is_universal(attribute: &str) -> bool {
    attribute == "xmlns"
        || attribute.starts_with("xmlns:")
        || attribute == "xml:id"
        || attribute == "xml:space"
}

/// The name of an element, or of an attribute out of `names`, that was probably meant: same letters in another
/// case, or at most two letters off.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > 40 {
        return None;
    }
    let lower = name.to_lowercase();
    names
        .map(|known| (distance(&lower, &known.to_lowercase()), known))
        .filter(|&(d, known)| d <= 2 && d * 2 < known.len())
        .min_by_key(|&(d, _)| d)
        .map(|(_, known)| known)
}

/// Every element's name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ELEMENTS.iter().map(|e| e.name)
}

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_consistent() {
        for e in ELEMENTS {
            assert!(e.required.iter().all(|r| e.attributes.contains(r)), "{}", e.name);
            assert_eq!(ELEMENTS.iter().filter(|o| o.name == e.name).count(), 1);
        }
    }

    #[test]
    fn slips_are_recognised() {
        for (slip, meant) in [
            ("phonem", "phoneme"),
            ("say_as", "say-as"),
            ("BREAK", "break"),
            ("prosdy", "prosody"),
        ] {
            assert_eq!(nearest(slip, names()), Some(meant));
        }
        assert_eq!(nearest("String", names()), None);
        assert_eq!(nearest("b", names()), None);
    }
}
