//! `Digest`: a BLAKE3 hash, 256 bits, as hexadecimal in text.
//! The SHA-256 of a written file is `checksum`'s, not this.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A content hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match blake3::Hash::from_hex(text.as_bytes()) {
            Ok(hash) => Ok(Self(*hash.as_bytes())),
            Err(_) => Err(format!("`{text}` is not 64 hexadecimal digits")),
        }
    }
}
