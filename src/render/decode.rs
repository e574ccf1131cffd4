//! `decode`: the bytes of a script to its source text. Knows no files.

use crate::diag::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Bytes to source text. Where they are not UTF-8 the source has U+FFFD in place of what cannot be read, and the finding
/// says where the first of it is.
pub fn decode(name: String, bytes: Vec<u8>) -> (Source, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, text), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            let message = format!("byte {at} (0x{byte:02X}) is not UTF-8");
            (
                Source::new(name, text),
                Some(Diagnostic::new(Code::NotUtf8, span, message)),
            )
        }
    }
}
