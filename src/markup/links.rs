//! Links of Markdown: `[text](address)`, `[text][label]`, `<https://address>`.
//!
//! Owns where they begin and end. Knows neither tags nor what is said of them.

/// How far the bracket that closes a link's text may lie behind the one that opens it, in bytes.
const REACH: usize = 300;

/// For `<https://...>` at the start of `rest`: its length in bytes.
pub(super) fn autolink(rest: &str) -> Option<usize> {
    let schemes = ["<https://", "<http://", "<mailto:"];
    schemes.iter().find(|s| rest.starts_with(**s))?;
    let inside = rest.bytes().take(REACH);
    let end = inside
        .take_while(|b| !matches!(b, b'>' | b'"' | b'\n' | b' '))
        .count();
    (rest.as_bytes().get(end) == Some(&b'>')).then_some(end + 1)
}

/// For `[text](address)`, `[text][label]` or an image after its `!` at the start of `rest`: where the text ends (at its `]`) and the whole
/// ends. The text itself may hold other marks.
pub(super) fn link(rest: &str) -> Option<(usize, usize)> {
    let bytes = rest.as_bytes();
    let inside = bytes.iter().take(REACH).skip(1);
    let close = 1 + inside
        .take_while(|b| !matches!(b, b']' | b'\n' | b'<' | b'&' | b'['))
        .count();
    if bytes.get(close) != Some(&b']') {
        return None;
    }
    if bytes.get(close + 1) == Some(&b'[') && rest[1..close].contains(char::is_alphabetic) {
        // `[text][label]`, the address being elsewhere.
        let label = bytes.iter().skip(close + 2).take(REACH);
        let length = label
            .take_while(|b| !matches!(b, b']' | b'\n' | b'[' | b'<'))
            .count();
        let end = close + 2 + length;
        return (bytes.get(end) == Some(&b']')).then_some((close, end + 1));
    }
    if bytes.get(close + 1) != Some(&b'(') {
        return None;
    }
    let mut depth = 1;
    for (i, &b) in bytes.iter().enumerate().skip(close + 2).take(REACH) {
        match b {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' | b'<' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((close, i + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_text_and_address() {
        assert_eq!(link("[a b](http://x.y) z"), Some((4, 17)));
        assert_eq!(link("[a](x_(y)?z)."), Some((2, 12)));
        assert_eq!(link("[a b][1] z"), Some((4, 8)));
        assert_eq!(link("[0][1]"), None);
        assert_eq!(autolink("<https://x.y/z> a"), Some(15));
        assert_eq!(autolink("<https://x.y z>"), None);
        for text in ["[a]", "[a] (b)", "[a](b", "[a\nb](c)", "[a](b\nc)"] {
            assert_eq!(link(text), None, "{text}");
        }
    }
}
