//! Quantities as people write them: decimal numbers and lengths of time, by one grammar for scripts and course files.
//!
//! Owns that grammar and nothing around it: which white space, signs and ranges are allowed, and how a mistake is told,
//! is for whoever reads.

/// A non-negative decimal number as CSS2 (4.3.1) and XML Schema write it: digits with at most one point, and
/// nothing else; no exponent, no sign.
pub fn decimal(text: &str) -> Option<f64> {
    let shaped = text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|&b| b == b'.').count() <= 1
        && text.bytes().any(|b| b.is_ascii_digit());
    if !shaped {
        return None;
    }
    text.parse().ok()
}

/// What stands before the unit of a time as CSS2 writes it, and the unit: `250` and `ms`, `1.5` and `s`.
pub fn split_time(text: &str) -> Option<(&str, &str)> {
    let number = text.strip_suffix("ms").or_else(|| text.strip_suffix('s'))?;
    Some(text.split_at(number.len()))
}

/// So much of a unit of time, in milliseconds; neither rounded nor bounded. The unit is written short or as a word.
pub fn milliseconds(number: &str, unit: &str) -> Option<f64> {
    let per_unit = match unit {
        "ms" | "millisecond" | "milliseconds" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1_000.0,
        "min" | "minute" | "minutes" => 60_000.0,
        _ => return None,
    };
    decimal(number).map(|value| value * per_unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_a_number_and_a_unit() {
        for (text, ms) in [
            ("250ms", Some(250.0)),
            ("1.5s", Some(1_500.0)),
            (".5s", Some(500.0)),
            ("1e9s", None),
            ("1 s", None),
            ("-1s", None),
            ("1.2.3s", None),
            ("s", None),
            ("5", None),
            ("2min", None),
        ] {
            let read = split_time(text).and_then(|(number, unit)| milliseconds(number, unit));
            assert_eq!(read, ms, "{text}");
        }
        assert_eq!(milliseconds("2", "minutes"), Some(120_000.0));
        assert_eq!(milliseconds("2", "hours"), None);
    }
}
