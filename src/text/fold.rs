//! Characters that stand for others: ligatures, full-width forms, letters of mathematics, accents typed for an
//! apostrophe. Owns which they are; everything after this stage meets plain ones, each with its way back to the source.
//! Leaves alone what is read in a way of its own, as ½ and ² are: no sign is named here.

use crate::markup::script::Text;
use crate::source::Mapped;
use unicode_normalization::UnicodeNormalization;

/// The texts with such characters replaced; `None` where there are none, which is nearly always.
pub(super) fn folded(parts: &[&Text]) -> Option<Vec<Text>> {
    let any = parts.iter().any(|part| needs(part.text.text()));
    any.then(|| {
        let plain = |part: &&Text| Text {
            text: plain(&part.text),
            ..(*part).clone()
        };
        parts.iter().map(plain).collect()
    })
}

fn needs(text: &str) -> bool {
    (!text.is_ascii() || text.contains('`'))
        && text
            .char_indices()
            .any(|(at, c)| replacement(text, at, c).is_some())
}

fn plain(text: &Mapped) -> Mapped {
    let written = text.text();
    let (mut out, mut done) = (Mapped::default(), 0);
    for (at, c) in written.char_indices() {
        if let Some(plain) = replacement(written, at, c) {
            let end = at + c.len_utf8();
            out.append(&text.slice(done..at));
            out.push_replaced(&plain, text.span_of(at..end));
            done = end;
        }
    }
    out.append(&text.slice(done..written.len()));
    out
}

/// What the character at byte `at` stands for.
fn replacement(text: &str, at: usize, c: char) -> Option<String> {
    match c {
        // Long s and ligatures, full-width forms, letters of mathematics, units in one character, circled numbers.
        'ſ'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{1D400}'..='\u{1D7FF}'
        | '\u{3371}'..='\u{33DF}'
        | '①'..='⑳' => Some(c.nfkc().collect()),
        // The ordinal sign and the ring above, typed for degrees: "425º".
        'º' | '˚'
            if text[..at]
                .trim_end_matches(' ')
                .ends_with(|c: char| c.is_ascii_digit()) =>
        {
            Some("°".to_owned())
        }
        // The dot of a product.
        '⋅' => Some("·".to_owned()),
        '´' | '`' | '′' | '\u{2018}' | '\u{02B9}' if is_apostrophe(text, at, c) => Some("'".to_owned()),
        '\u{2018}' if is_left_out(text, at) => Some("'".to_owned()),
        '\u{2019}' if text[..at].ends_with("\u{2018}n") => Some("'".to_owned()),
        _ => None,
    }
}

/// Whether it stands where English has an apostrophe: in "don´t", "it‘s", "we`ll".
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
    let after = &text[at + c.len_utf8()..];
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    before
        && matches!(
            &after[..end],
            "s" | "t" | "d" | "m" | "ll" | "re" | "ve" | "S" | "T" | "D" | "M" | "LL" | "RE" | "VE"
        )
}

/// Whether the quotation mark at `at` stands for what is left out, as programs set it that know no better: "the ‘90s", "rock
/// ‘n’ roll".
fn is_left_out(text: &str, at: usize) -> bool {
    let after = &text[at + '\u{2018}'.len_utf8()..];
    let years = after.len() > 2
        && after.as_bytes()[..2].iter().all(u8::is_ascii_digit)
        && after[2..].starts_with('s')
        && !after[3..].starts_with(|c: char| c.is_alphanumeric() || c == '\u{2019}');
    let and = after.starts_with("n\u{2019}") || after.starts_with("n'");
    let apart = !text[..at].ends_with(char::is_alphanumeric);
    apart && (years || and)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::script::{Reading, Style};

    #[test]
    fn stand_ins_become_plain_and_keep_their_place() {
        let source = "x: The ﬁrst, don´t: ｗｉ-𝐟𝐢; 5′ `code` it‘s ‘so’";
        let text = Text {
            text: Mapped::verbatim(&source[3..], 3),
            reading: Reading::Plain,
            style: Style::NEUTRAL,
        };
        let found = folded(&[&text]).unwrap();
        let plain = &found[0].text;
        assert_eq!(plain.text(), "The first, don't: wi-fi; 5′ `code` it's ‘so’");
        let at = plain.text().find("first").unwrap();
        assert_eq!(&source[plain.span_of(at..at + 5).range()], "ﬁrst");
        assert!(folded(&[&found[0]]).is_none());
    }
}
