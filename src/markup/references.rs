//! References such as `&amp;` and `&#233;`, and the characters that no text may hold.
//!
//! Only the five entities of XML and those of HTML that people paste are known; none can be declared, so no
//! reference grows. Knows nothing of tags.

use super::report::Report;
use crate::diag::{Code, Diagnostic};
use crate::source::{Mapped, Span};

/// What stands at an `&`.
#[derive(Debug, PartialEq, Eq)]
enum Reference {
    /// Prose.
    Text,
    /// A character, and the reference's length in bytes.
    Character(char, usize),
    /// An entity of HTML that XML does not know; its meaning is plain all the same.
    Html(char, usize),
    /// Shaped like a reference, but to nothing; its length in bytes.
    Unknown(usize),
    /// An entity without the `;` that ends it; its length in bytes.
    Open(usize),
}

/// The entities of XML 1.0, 4.6.
const XML: [(&str, char); 5] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("apos", '\''),
    ("quot", '"'),
];

/// Entities of HTML that people paste into scripts.
const HTML: [(&str, char); 16] = [
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("deg", '°'),
    ("times", '×'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
    ("eacute", 'é'),
];

/// What stands at the start of `rest`, which begins with `&`. Looks at 16 bytes at most.
fn reference(rest: &str) -> Reference {
    let name = rest[1..]
        .bytes()
        .take(16)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let ends = rest.as_bytes().get(name + 1);
    if matches!(&rest[1..=name], "nbsp" | "quot" | "apos" | "lt" | "gt" | "amp") && ends != Some(&b';') {
        return Reference::Open(name + 1);
    }
    let Some(semicolon) = rest.bytes().take(16).position(|b| b == b';') else {
        return Reference::Text;
    };
    let name = &rest[1..semicolon];
    let length = semicolon + 1;
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16),
            None => (number, 10),
        };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return Reference::Text;
        }
        return match u32::from_str_radix(digits, radix).ok().and_then(char::from_u32) {
            Some(c) if !is_control(c) => Reference::Character(c, length),
            _ => Reference::Unknown(length),
        };
    }
    if name.is_empty() || !name.chars().all(char::is_alphanumeric) {
        return Reference::Text;
    }
    if let Some(c) = XML.iter().find(|(known, _)| *known == name).map(|&(_, c)| c) {
        return Reference::Character(c, length);
    }
    match HTML.iter().find(|(known, _)| *known == name) {
        Some(&(_, c)) => Reference::Html(c, length),
        None => Reference::Unknown(length),
    }
}

/// Behind `&amp;`: the length of what makes it a reference again (`amp;`, `quot;`, `#39;`).
fn escaped_twice(rest: &str) -> Option<usize> {
    let end = rest.bytes().take(16).position(|b| b == b';')? + 1;
    let known = |name: &str| XML.iter().chain(&HTML).any(|(known, _)| *known == name);
    let number = |name: &str| {
        let digits = name.strip_prefix('#');
        digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
    };
    let name = &rest[..end - 1];
    (known(name) || number(name)).then_some(end)
}

/// Whether XML 1.0 (2.2) bars a character from any document, or Unicode calls it a control.
pub(super) fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a character ends a line or a page as other programs write it; it is read as a space.
pub(super) const fn is_separator(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}')
}

/// Whether a character is not read as it is: one that is read as a space, a control, or one without width that would
/// split words in two.
pub(super) fn is_odd(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        is_control(c) || is_separator(c) || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    })
}

/// The text under `span`, references decoded.
pub(super) fn decode(text: &str, span: Span, report: &mut Report) -> Mapped {
    let mut decoded = Mapped::default();
    let (mut at, end) = (span.start as usize, span.end as usize);
    while at < end {
        let stop = text[at..end].find('&').map_or(end, |i| at + i);
        decoded.push_verbatim(&text[at..stop], at);
        at = stop;
        if at < end {
            at = decode_one(&text[..end], at, &mut decoded, report);
        }
    }
    decoded
}

/// Decodes what stands at an `&`, which may be prose; answers where the text goes on.
pub(super) fn decode_one(text: &str, at: usize, into: &mut Mapped, report: &mut Report) -> usize {
    let mut unknown = |bytes: usize, message: &str, fix: &str| {
        let span = Span::new(at, at + bytes);
        report.add_with(Code::UnknownEntity, span, || {
            Diagnostic::new(
                Code::UnknownEntity,
                span,
                format!("`{}` {message}", &text[span.range()]),
            )
            .fix(fix)
        });
    };
    let (c, bytes) = match reference(&text[at..]) {
        Reference::Character('&', bytes) if let Some(twice) = escaped_twice(&text[at + bytes..]) => {
            let read = "is a reference that was escaped twice; it is read as written";
            unknown(bytes + twice, read, "take out the `amp;`");
            ('&', bytes)
        }
        Reference::Character(c, bytes) => (c, bytes),
        Reference::Html(c, bytes) => {
            unknown(
                bytes,
                "is an entity of HTML; it is read as its character",
                "write the character itself",
            );
            (c, bytes)
        }
        prose => {
            match prose {
                Reference::Open(bytes) => unknown(
                    bytes,
                    "is read as written: no `;` ends it",
                    "write the `;`, or `&amp;` for a literal `&`",
                ),
                // "M&M; and more": no entity has a name of one letter.
                Reference::Unknown(3) if text[..at].ends_with(char::is_alphanumeric) => {}
                Reference::Unknown(bytes) => unknown(
                    bytes,
                    "refers to no character; it is read as written",
                    "write `&amp;` for a literal `&`",
                ),
                _ => {}
            }
            into.push_verbatim("&", at);
            return at + 1;
        }
    };
    let c = if is_separator(c) { ' ' } else { c };
    into.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + bytes));
    at + bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_looked_up_and_raw_ampersands_left() {
        assert_eq!(reference("&amp; x"), Reference::Character('&', 5));
        assert_eq!(reference("&#x41;"), Reference::Character('A', 6));
        assert_eq!(reference("&mdash;"), Reference::Html('—', 7));
        assert_eq!(reference("&bomb;"), Reference::Unknown(6));
        assert_eq!(reference("&#0;"), Reference::Unknown(4));
        assert_eq!(reference("&nbsp b"), Reference::Open(5));
        assert_eq!(reference("&lt"), Reference::Open(3));
        assert_eq!(escaped_twice("quot;Big"), Some(5));
        assert_eq!(escaped_twice(" B; C"), None);
        for prose in ["&", "& A;", "&A B;", "&;", "&D is a really long thing;", "&é"] {
            assert_eq!(reference(prose), Reference::Text, "{prose}");
        }
    }
}
