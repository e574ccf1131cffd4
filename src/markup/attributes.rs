//! The values of attributes: one parser for each kind, with the clause that defines it.
//!
//! Each takes the decoded text and answers `None` where it has not the form its definition gives. Knows no
//! element and reports nothing itself.

/// A non-negative decimal number as CSS2 (4.3.1) and XML Schema write it: digits with at most one point, and
/// nothing else; no exponent, no sign.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let shaped = text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|&b| b == b'.').count() <= 1
        && text.bytes().any(|b| b.is_ascii_digit());
    if !shaped {
        return None;
    }
    text.parse().ok()
}

/// A time designation (SSML 1.1, 1.5: the CSS2 time, `250ms`, `3s`, with an optional `+`), in whole milliseconds.
pub(super) fn time(text: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let (number, per_unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1.0),
        None => (text.strip_suffix('s')?, 1_000.0),
    };
    // The cast saturates: the cap on pauses deals with numbers of any size.
    decimal(number).map(|value| (value * per_unit).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_css2_times() {
        for (text, ms) in [
            ("250ms", Some(250)),
            ("3s", Some(3_000)),
            ("+.5s", Some(500)),
            ("300.92ms", Some(301)),
            ("1e9s", None),
            ("300,92ms", None),
            ("5", None),
            ("-1s", None),
            ("s", None),
            ("1 s", None),
            ("9999999999999999999999s", Some(u64::MAX)),
        ] {
            assert_eq!(time(text), ms, "{text}");
        }
    }
}
