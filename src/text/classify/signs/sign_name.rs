//! What signs are called: where they are named, in code or one by one, and where they mean something between words. Owns
//! where prose speaks of a sign instead of using it. Whether any other sign is said at all is decided elsewhere.

use super::Tagger;
use crate::text::tokenise::{Case, Kind};

/// What a sign is called when it is named.
pub(in crate::text) fn sign_name(c: char) -> Option<&'static str> {
    Some(match c {
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '!' => "exclamation mark",
        '?' => "question mark",
        '-' | '–' | '—' => "dash",
        '_' => "underscore",
        '/' => "slash",
        '\\' => "backslash",
        '|' => "pipe",
        '@' => "at",
        '#' => "hash",
        '&' => "ampersand",
        '*' => "asterisk",
        '+' => "plus",
        '=' => "equals",
        '<' => "less than",
        '>' => "greater than",
        '~' => "tilde",
        '^' => "caret",
        '%' => "percent",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '°' => "degrees",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '§' => "section",
        '¶' => "paragraph",
        '©' => "copyright",
        _ => return None,
    })
}

/// What a sign is called where characters are named one by one.
pub(in crate::text) fn character_name(c: char) -> Option<&'static str> {
    Some(match c {
        '→' | '⇒' | '➜' => "right arrow",
        '←' => "left arrow",
        '™' => "trademark",
        '®' => "registered",
        '…' => "ellipsis",
        '“' | '”' | '„' | '«' | '»' => "quote",
        '‘' | '’' | '‚' => "apostrophe",
        '•' | '·' => "dot",
        _ => return sign_name(c).or_else(|| meaning(c)),
    })
}

/// What a sign means between words, where nothing more particular applied.
pub(super) fn meaning(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "and",
        '~' | '≈' => "about",
        '×' => "times",
        '−' => "minus",
        '²' => "squared",
        '³' => "cubed",
        '÷' => "divided by",
        '±' => "plus or minus",
        '≤' => "less than or equal to",
        '≥' => "greater than or equal to",
        '≠' => "not equal to",
        '→' | '⇒' | '➜' => "to",
        '←' => "from",
        '↔' | '⇔' => "to and from",
        '✅' | '✓' | '✔' | '☑' => "check mark",
        '❌' | '✗' | '✘' => "cross mark",
        '¢' => "cent",
        '∞' => "infinity",
        '☉' => "sun",
        '∫' => "the integral of",
        '∑' => "the sum of",
        '∏' => "the product of",
        '∂' => "partial",
        '∇' => "nabla",
        '∈' => "in",
        '∉' => "not in",
        '⊂' | '⊆' => "a subset of",
        '∪' => "union",
        '∩' => "intersection",
        '∅' => "the empty set",
        '∀' => "for all",
        '∃' => "there exists",
        '∝' => "proportional to",
        '≡' => "equivalent to",
        '⌈' => "the ceiling of",
        '⌊' => "the floor of",
        '√' => "square root of",
        '№' => "number",
        '♭' => "flat",
        '♯' => "sharp",
        '♮' => "natural",
        '♩' => "quarter note",
        '♪' => "eighth note",
        '⌘' => "command",
        '⌥' => "option",
        '⌃' => "control",
        '⇧' => "shift",
        '⏎' | '↵' => "return",
        '⎋' => "escape",
        '⇥' => "tab",
        '⌫' => "delete",
        '↑' => "up",
        '↓' => "down",
        '-' | '.' | ':' | '\'' | '#' => return None,
        _ => return sign_name(c),
    })
}

impl Tagger<'_, '_> {
    /// "Type ?, then !.", "the ? mark": a mark that stands apart from what it could end.
    pub(super) fn lone_mark(&self, at: usize, c: char) -> Option<&'static str> {
        // "The ! means", "Use ; to end"
        let introduced = ["a", "an", "put", "the", "type", "use", "write"]
            .iter()
            .any(|w| self.str(at.wrapping_sub(1)).eq_ignore_ascii_case(w));
        let apart =
            at > 0 && !self.glued(at) && self.case(at + 1) == Some(Case::Lower) && !self.glued(at + 1);
        if introduced
            && apart
            && matches!(c, '!' | ';' | '|' | '?')
            && !matches!(self.str(at + 1), "mark" | "marks")
        {
            return character_name(c);
        }
        let quote = |i: usize| matches!(self.kind(i), Some(Kind::Sign('"' | '“' | '”')));
        // "Show me the "?" mark."
        if at > 0 && quote(at - 1) && quote(at + 1) && self.glued(at) && self.glued(at + 1) {
            return match (c, self.str(at + 2)) {
                ('?', "mark" | "marks") => Some("question"),
                ('!', "mark" | "marks") => Some("exclamation"),
                ('?' | '!', _) => sign_name(c),
                _ => None,
            };
        }
        (at > 0 && !self.glued(at)).then_some(())?;
        let marked = matches!(self.str(at + 1), "mark" | "marks") && !self.glued(at + 1);
        match c {
            '?' if marked => Some("question"),
            '!' if marked => Some("exclamation"),
            '?' | '!' => {
                let stop = matches!(self.kind(at + 1), Some(Kind::Sign(',' | '.' | ';' | ')')));
                let dots = self.is_sign(at + 1, '.') && self.is_sign(at + 2, '.');
                (stop && !dots && self.glued(at + 1)).then(|| sign_name(c))?
            }
            _ => None,
        }
    }

    /// "the | character": the name of a sign that is spoken of.
    pub(super) fn named_sign(&self, at: usize, c: char) -> Option<&'static str> {
        let spoken_of = matches!(
            self.str(at + 1),
            "character" | "characters" | "key" | "operator" | "sign" | "symbol"
        );
        (spoken_of && !self.glued(at) && !self.glued(at + 1)).then_some(())?;
        character_name(c)
    }
}
