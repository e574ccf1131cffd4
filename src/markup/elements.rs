//! The elements that are read, with their attributes: SSML 1.1 and what Google, Azure and Polly add to it.
//!
//! One table. Knows nothing of what an element does.

use crate::diag::nearest;

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

/// Language, and what to do where it cannot be spoken (SSML 1.1, 3.1.2 and 3.1.13).
const LANGUAGE: &[&str] = &["xml:lang", "onlangfailure"];
/// How a clip is fetched (SSML 1.1, 3.3.1): read, and without meaning for files beside the script.
const CLIP: &[&str] = &[
    "src",
    "fetchtimeout",
    "fetchhint",
    "maxage",
    "maxstale",
    "clipBegin",
    "clipEnd",
    "repeatCount",
    "repeatDur",
    "soundLevel",
    "speed",
    "xml:base",
];
const VOICE: &[&str] = &[
    "name",
    "gender",
    "age",
    "variant",
    "languages",
    "required",
    "ordering",
    "onvoicefailure",
    "xml:lang",
    "onlangfailure",
    "effect",
    "language",
];

/// Every element.
#[rustfmt::skip]
const ELEMENTS: &[Definition] = &[
    // SSML 1.1, section 3.
    element("audio", Blocks, CLIP, &["src"]),
    element("break", Empty, &["strength", "time"], &[]),
    element("desc", Silent, LANGUAGE, &[]),
    element("emphasis", Words, &["level"], &[]),
    element("lang", Blocks, LANGUAGE, &["xml:lang"]),
    element("lexicon", Empty, &["uri", "type", "fetchtimeout", "maxage", "maxstale"], &["uri"]),
    element("lookup", Blocks, &["ref"], &["ref"]),
    element("mark", Empty, &["name"], &["name"]),
    element("meta", Empty, &["name", "http-equiv", "content"], &["content"]),
    element("metadata", Silent, &[], &[]),
    element("p", Blocks, LANGUAGE, &[]),
    element("phoneme", Words, &["ph", "alphabet", "type"], &["ph"]),
    element("prosody", Blocks, &["pitch", "contour", "range", "rate", "duration", "volume", "amazon:max-duration"], &[]),
    element("s", Words, LANGUAGE, &[]),
    element("say-as", Words, &["interpret-as", "format", "detail", "language", "google:style"], &["interpret-as"]),
    element("speak", Blocks, &["version", "xml:lang", "xml:base", "onlangfailure", "startmark", "endmark", "xsi:schemaLocation"], &[]),
    element("sub", Words, &["alias"], &["alias"]),
    element("token", Words, &["xml:lang", "onlangfailure", "role"], &[]),
    element("voice", Blocks, VOICE, &[]),
    element("w", Words, &["xml:lang", "onlangfailure", "role"], &[]),
    // Google Cloud Text-to-Speech.
    element("google:style", Blocks, &["name"], &[]),
    element("media", Blocks, &["begin", "end", "repeatCount", "repeatDur", "soundLevel", "fadeInDur", "fadeOutDur", "speed"], &[]),
    element("par", Blocks, &[], &[]),
    element("seq", Blocks, &[], &[]),
    // Azure.
    element("bookmark", Empty, &["mark"], &["mark"]),
    element("mstts:audioduration", Empty, &["value"], &[]),
    element("mstts:backgroundaudio", Empty, &["src", "volume", "fadein", "fadeout"], &[]),
    element("mstts:dialog", Blocks, &[], &[]),
    element("mstts:express-as", Blocks, &["style", "styledegree", "role", "type"], &[]),
    element("mstts:silence", Empty, &["type", "value"], &["type", "value"]),
    element("mstts:ttsembedding", Blocks, &["speakerProfileId"], &[]),
    element("mstts:turn", Blocks, &["speaker"], &["speaker"]),
    element("mstts:viseme", Empty, &["type"], &[]),
    // Amazon Polly and Alexa.
    element("amazon:auto-breaths", Blocks, &["volume", "frequency", "duration"], &[]),
    element("amazon:breath", Empty, &["volume", "duration"], &[]),
    element("amazon:domain", Blocks, &["name"], &[]),
    element("amazon:effect", Blocks, &["name", "phonation", "vocal-tract-length", "duration"], &[]),
    element("amazon:emotion", Blocks, &["name", "intensity"], &[]),
    // IBM Watson.
    element("express-as", Blocks, &["style", "type"], &[]),
    element("voice-transformation", Blocks, &["type", "strength", "pitch", "rate", "timbre", "timbre_extent", "glottal_tension", "breathiness", "pitch_range"], &[]),
];

/// Whether the schema of SSML 1.1 (appendix D) has no `child` right inside `parent`. Only of elements whose place
/// matters to what they mean; elements of other engines may hold anything.
pub(super) fn misplaces(parent: &str, child: &str) -> bool {
    let word = matches!(parent, "token" | "w");
    match child {
        "p" => word || matches!(parent, "p" | "s" | "emphasis"),
        "s" => word || matches!(parent, "s" | "emphasis"),
        "token" | "w" | "lang" | "lookup" | "voice" => word,
        "lexicon" | "meta" | "metadata" => {
            definition(parent).is_some() && parent != "speak" && parent != "metadata"
        }
        "desc" => definition(parent).is_some() && parent != "audio",
        "speak" => matches!(parent, "speak" | "p" | "s" | "prosody" | "emphasis") || word,
        _ => false,
    }
}

/// A name without the prefix that some documents bind to SSML's own namespace.
pub(super) fn local(name: &str) -> &str {
    name.strip_prefix("ssml:").unwrap_or(name)
}

/// The element of this name.
pub(super) fn definition(name: &str) -> Option<&'static Definition> {
    let name = local(name);
    ELEMENTS.iter().find(|e| e.name == name)
}

/// Whether an attribute is one that any element may carry: namespaces, identifiers, language and base.
pub(super) fn is_universal(attribute: &str) -> bool {
    attribute == "xmlns"
        || attribute.starts_with("xmlns:")
        || matches!(attribute, "xml:id" | "xml:base" | "xml:lang")
        || attribute == "xml:space"
}

/// What other engines and HTML call an attribute: the element, its name there, and ours.
const SYNONYMS: &[(&str, &str, &str)] = &[
    ("audio", "file", "src"),
    ("audio", "href", "src"),
    ("audio", "url", "src"),
    ("break", "dur", "time"),
    ("break", "duration", "time"),
    ("break", "length", "time"),
    ("break", "level", "strength"),
    ("break", "msec", "time"),
    ("break", "value", "time"),
    ("emphasis", "strength", "level"),
    ("emphasis", "type", "level"),
    ("lang", "lang", "xml:lang"),
    ("lang", "language", "xml:lang"),
    ("lexicon", "href", "uri"),
    ("lexicon", "src", "uri"),
    ("mark", "id", "name"),
    ("phoneme", "ipa", "ph"),
    ("phoneme", "phonemes", "ph"),
    ("phoneme", "pron", "ph"),
    ("phoneme", "pronunciation", "ph"),
    ("prosody", "level", "volume"),
    ("prosody", "loudness", "volume"),
    ("prosody", "speed", "rate"),
    ("prosody", "tempo", "rate"),
    ("say-as", "as", "interpret-as"),
    ("say-as", "interpret", "interpret-as"),
    ("say-as", "type", "interpret-as"),
    ("speak", "lang", "xml:lang"),
    ("sub", "replace", "alias"),
    ("sub", "text", "alias"),
    ("sub", "value", "alias"),
    ("voice", "id", "name"),
    ("voice", "speaker", "name"),
    ("voice", "voice", "name"),
];

impl Definition {
    /// Whether it says how, or by whom, what stands in it is said, and nothing else.
    pub(super) fn is_about_what_it_holds(&self) -> bool {
        matches!(
            self.name,
            "emphasis" | "lang" | "lookup" | "prosody" | "say-as" | "token" | "voice" | "w"
        )
    }

    /// The attribute that was meant by one that is none of its own: a slip, or what others call it.
    pub(super) fn meant_by(&self, attribute: &str) -> Option<&'static str> {
        let lower = attribute.to_ascii_lowercase();
        let synonym = SYNONYMS
            .iter()
            .find(|&&(element, other, _)| element == self.name && other == lower);
        match synonym {
            Some(&(_, _, ours)) => Some(ours),
            None => nearest(attribute, self.attributes.iter().copied()),
        }
    }
}

/// What to write in place of a tag that is none of ours, but well known elsewhere.
pub(super) fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "em" | "i" | "emph" => "write `<emphasis>` and `</emphasis>`",
        "b" | "strong" => "write `<emphasis level=\"strong\">` and `</emphasis>`",
        "br" => "write `[pause]`, or begin a paragraph with a blank line",
        "silence" | "sil" | "wait" | "delay" => "write `[pause 500ms]`, with the time that is meant",
        "spell" | "acronym" => "write `<say-as interpret-as=\"characters\">` and `</say-as>`",
        "pron" | "ipa" => "write `<phoneme ph=\"...\">` and `</phoneme>`",
        "rate" | "speed" | "pitch" | "volume" => "write `<prosody>` with that attribute, and `</prosody>`",
        "a" | "blockquote" | "body" | "code" | "div" | "font" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "hr" | "html" | "img" | "kbd" | "li" | "ol" | "pre" | "small" | "span" | "sup" | "table" | "td"
        | "th" | "tr" | "tt" | "u" | "ul" => {
            "remove the tag and its end tag, which are HTML; write `&lt;` for a literal `<`"
        }
        _ => return None,
    })
}

/// Every element's name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ELEMENTS.iter().map(|e| e.name)
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
    fn synonyms_are_no_attributes_of_their_own() {
        for &(name, other, ours) in SYNONYMS {
            let element = definition(name).unwrap();
            assert!(!element.attributes.contains(&other), "{name} {other}");
            assert!(
                element.attributes.contains(&ours) || is_universal(ours),
                "{name} {ours}"
            );
            assert!(instead_of(name).is_none());
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
