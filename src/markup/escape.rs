//! Text as markup: references in place of what would be read as a tag, a reference or the end of a value.
//!
//! Owns which characters those are; what else a script reads into a text is known where the script is written.

use std::fmt::Write as _;

/// Writes text as it may stand in an element or in the value of an attribute, white space included.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => escape_character(c, out),
        }
    }
}

/// Writes a character as it may stand in an element.
pub(super) fn escape_character(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_a_reference() {
        let mut out = String::new();
        escape("a & <b c=\"d\">\té\n", &mut out);
        assert_eq!(out, "a &amp; &lt;b c=&quot;d&quot;&gt;&#9;é&#10;");
        out.clear();
        "R&D <3>".chars().for_each(|c| escape_character(c, &mut out));
        assert_eq!(out, "R&amp;D &lt;3>");
    }
}
