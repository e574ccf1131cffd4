//! `Sha256`: what `sha256sum` prints of a file, as a value.
//!
//! Owns how it is written and read; reads no file and knows nothing of what is in one.

use serde::Deserialize;
use std::fmt;

/// A SHA-256, written in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Sha256(pub [u8; 32]);

impl TryFrom<String> for Sha256 {
    type Error = String;

    fn try_from(hex: String) -> Result<Self, String> {
        let wrong = || format!("a SHA-256 is 64 hexadecimal digits, not `{hex}`");
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        let sum = Sha256(std::array::from_fn(|i| 7 * i as u8));
        let written = sum.to_string();
        assert!(written.starts_with("00070e15") && written.len() == 64);
        assert_eq!(Sha256::try_from(written), Ok(sum));
        assert!(Sha256::try_from("zz".repeat(32)).is_err());
    }
}
