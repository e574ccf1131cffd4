//! What stands around texts in every printed form: the lexicons that are asked for them, and the language they are in.
//!
//! Knows nothing of the tags inside, nor of what any engine makes of these.

use super::escape::escape;
use super::script::{Item, Script, Style, Text};
use std::fmt::Write;

/// Declares lexicons, each in a line.
pub(super) fn declare_lexicons(used: &[&str], out: &mut String) {
    for (i, uri) in used.iter().enumerate() {
        let _ = write!(out, "<lexicon xml:id=\"l{i}\" uri=\"");
        escape(uri, out);
        out.push_str("\"/>\n");
    }
}

/// What the lexicons are called that hold for any text, each once, in the order in which they are asked.
pub(super) fn used_lexicons(script: &Script) -> Vec<&str> {
    let mut used = Vec::new();
    for lexicon in &script.lexicons {
        let mut items = script.turns.iter().flat_map(|turn| &turn.items);
        let holds = |item: &Item| matches!(item, Item::Text(text) if lexicon.holds(text.text.span().start));
        if !used.contains(&lexicon.uri.as_str()) && items.any(holds) {
            used.push(lexicon.uri.as_str());
        }
    }
    used
}

/// Opens a lookup for each lexicon that holds for a text; the one that is asked first stands innermost.
pub(super) fn open_lookups(
    script: &Script,
    text: &Text,
    used: &[&str],
    out: &mut String,
    close: &mut Vec<&'static str>,
) {
    let at = text.text.span().start;
    for lexicon in script.lexicons.iter().rev().filter(|lexicon| lexicon.holds(at)) {
        let named = used.iter().position(|uri| *uri == lexicon.uri).unwrap_or(0);
        let _ = write!(out, "<lookup ref=\"l{named}\">");
        close.push("</lookup>");
    }
}

/// Opens the language that a text is in, where it is another than that of the script.
pub(super) fn open_language(script: &Script, style: &Style, out: &mut String, close: &mut Vec<&'static str>) {
    if let Some(tag) = style.language.and_then(|i| script.languages.get(i as usize)) {
        out.push_str("<lang xml:lang=\"");
        escape(tag, out);
        out.push_str("\">");
        close.push("</lang>");
    }
}
