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

/// For a tag at the start of `rest`, to the `>` that closes it in its line: its length in bytes.
pub(super) fn tag(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, b) in rest.bytes().enumerate().take(REACH) {
        match (b, quote) {
            (b'\n', _) => return None,
            (_, Some(open)) if b == open => quote = None,
            (_, Some(_)) => {}
            (b'"' | b'\'', None) => quote = Some(b),
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// For `[text](address)` with tags, pauses or other brackets in its text at the start of `rest`: where the text ends (at its `]`)
/// and the whole ends.
pub(super) fn tagged(rest: &str) -> Option<(usize, usize)> {
    let bytes = rest.as_bytes();
    let (mut at, mut depth, mut end) = (0, 0_usize, REACH);
    while at < end {
        match bytes.get(at)? {
            b'\n' => return None,
            b'<' => {
                let length = tag(&rest[at..])?;
                at += length;
                end += length;
                continue;
            }
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            let close = at - 1;
            return Some((close, address(rest, close)?));
        }
    }
    None
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
    Some((close, address(rest, close)?))
}

/// Whether brackets hold what can only be an address: `(https://...)`, `(/docs)`, `(#part)`, `(notes.md)`.
pub(super) fn is_address(bracketed: &str) -> bool {
    let inside = bracketed.trim_start_matches('(').trim_end_matches(')');
    let named = inside.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
    });
    let begins = ["/", "./", "../", "#", "mailto:", "www."];
    let whole = !inside.contains([' ', ',']);
    inside.contains("://") || whole && (named || begins.iter().any(|b| inside.starts_with(b)))
}

/// Where the `(address)` ends that stands behind the bracket at `close`.
fn address(rest: &str, close: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
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
            return Some(i + 1);
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
        assert_eq!(tagged("[the <b c='>'>A</b> [pause] docs](x) y"), Some((32, 36)));
        for text in ["[a <b", "[a", "[<b>a</b>]", "[a [b](x)", "[a\n<b>](x)"] {
            assert_eq!(tagged(text), None, "{text}");
        }
        assert_eq!(autolink("<https://x.y/z> a"), Some(15));
        assert_eq!(autolink("<https://x.y z>"), None);
        for text in ["[a]", "[a] (b)", "[a](b", "[a\nb](c)", "[a](b\nc)"] {
            assert_eq!(link(text), None, "{text}");
        }
    }
}
