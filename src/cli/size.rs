//! Sizes of files as people write and read them: `500MB`, `2GiB`.
//! Looks at no file, and knows nothing of what is so large.

/// Bytes of a size: a number, with a unit of 1000 (`kB`, `MB`, `GB`, `TB`) or 1024 (`KiB` ... `TiB`; `K`, `M`, `G`
/// and `T` alone mean these) or none.
pub(super) fn parse(text: &str) -> Result<u64, String> {
    let wrong = || format!("expected a size such as 500MB or 2GiB, not `{text}`");
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let unit = unit.trim().to_ascii_lowercase();
    let factor = match unit.as_str() {
        "" | "b" => 1.0,
        "kb" => 1e3,
        "mb" => 1e6,
        "gb" => 1e9,
        "tb" => 1e12,
        _ => {
            let power = "kmgt".find(unit.trim_end_matches("ib")).ok_or_else(wrong)?;
            let single = unit.len() == 1 || unit.ends_with("ib") && unit.len() == 3;
            if !single {
                return Err(wrong());
            }
            f64::from(1 << 10).powi(power as i32 + 1)
        }
    };
    Ok((number * factor) as u64)
}

/// A size for a person, to three digits: `512 B`, `1.23 GiB`.
pub(super) fn print(bytes: u64) -> String {
    let mut size = bytes as f64;
    let mut units = ["B", "KiB", "MiB", "GiB", "TiB"].iter();
    let mut unit = units.next();
    while size >= 1000.0 && units.len() > 0 {
        size /= 1024.0;
        unit = units.next();
    }
    let digits = match (unit, size) {
        (Some(&"B"), _) => 0,
        (_, size) if size < 10.0 => 2,
        (_, size) if size < 100.0 => 1,
        _ => 0,
    };
    format!("{size:.digits$} {}", unit.unwrap_or(&"B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_written() {
        for (text, bytes) in [
            ("0", 0),
            ("12", 12),
            ("500MB", 500_000_000),
            ("2GiB", 2 << 30),
            ("1.5 k", 1536),
            ("1T", 1 << 40),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
        for text in ["", "MB", "-1", "1.2.3", "5 apples", "1 kmib", "1 ib"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(
            [0, 999, 1000, 5 << 20, 123 << 30].map(print),
            ["0 B", "999 B", "0.98 KiB", "5.00 MiB", "123 GiB"]
        );
    }
}
