//! `decode`: the bytes of a script to its source text. Knows no files.

use crate::diag::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Bytes to source text. Where they are not UTF-8 the source has U+FFFD in place of what cannot be read, and the finding
/// says where the first of it is. A line may end in CR alone: it is read as LF, which is as long, so that every byte
/// stays where it was.
pub fn decode(name: String, bytes: Vec<u8>) -> (Source, Option<Diagnostic>) {
    if let Some(order) = utf16(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let message = format!("the file is UTF-16 ({order}), not UTF-8");
        let label = if order == LITTLE { "UTF-16LE" } else { "UTF-16BE" };
        let finding = Diagnostic::new(Code::NotUtf8, Span::new(0, 0), message).fix(format!(
            "save the file as UTF-8, or convert it: `iconv -f {label} -t UTF-8`"
        ));
        return (Source::new(name, text), Some(finding));
    }
    if let Some(kind) = other_format(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let message = format!("the file is {kind}, not text");
        let finding = Diagnostic::new(Code::NotUtf8, Span::new(0, 0), message)
            .fix("open it in the program that made it, and save it as plain text in UTF-8");
        return (Source::new(name, text), Some(finding));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, line_ends(text)), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            let message = format!("byte {at} (0x{byte:02X}) is not UTF-8");
            let finding = Diagnostic::new(Code::NotUtf8, span, message).fix(
                "save the file as UTF-8; a text of Western Europe can be converted: `iconv -f WINDOWS-1252 -t UTF-8`",
            );
            (Source::new(name, line_ends(text)), Some(finding))
        }
    }
}

/// What other programs write, by how it begins.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"{\\rtf", "a document in RTF"),
        (
            b"PK\x03\x04",
            "an archive, as Word's and LibreOffice's documents are",
        ),
        (b"\xD0\xCF\x11\xE0", "a document of an old Word"),
        (b"%PDF-", "a PDF"),
        (b"RIFF", "a recording"),
        (b"fLaC", "a recording"),
        (b"ID3", "a recording"),
        (b"OggS", "a recording"),
    ];
    KINDS
        .iter()
        .find(|(begins, _)| bytes.starts_with(begins))
        .map(|&(_, kind)| kind)
}

const LITTLE: &str = "little endian";

/// Whether bytes are UTF-16, and in which order: they say so, or every other one of the first is zero.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    const LOOKED_AT: usize = 64;
    match bytes {
        [0xFF, 0xFE, ..] => return Some(LITTLE),
        [0xFE, 0xFF, ..] => return Some("big endian"),
        _ => {}
    }
    let zeros = |odd: usize| {
        let pairs = bytes.chunks_exact(2).take(LOOKED_AT);
        (pairs.clone().filter(|pair| pair[odd] == 0).count(), pairs.len())
    };
    let mostly = |(zero, all): (usize, usize)| all >= 4 && 4 * zero > 3 * all;
    match (mostly(zeros(1)), mostly(zeros(0))) {
        (true, false) => Some(LITTLE),
        (false, true) => Some("big endian"),
        _ => None,
    }
}

/// CR without LF behind it becomes LF.
fn line_ends(text: String) -> String {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(lone) {
        return text;
    }
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        out.push(if c == '\r' && rest.peek() != Some(&'\n') {
            '\n'
        } else {
            c
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<String>) {
        let (source, found) = decode("a.txt".to_owned(), bytes.to_vec());
        (source.text().to_owned(), found.map(|d| d.message))
    }

    #[test]
    fn lines_end_in_any_way() {
        assert_eq!(read(b"a\rb\r\nc\n"), ("a\nb\r\nc\n".to_owned(), None));
    }

    #[test]
    fn what_is_utf16_is_called_so() {
        let wide: Vec<u8> = "Dana: Hello \u{2014} you."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [wide.clone(), [&[0xFF, 0xFE], &*wide].concat()] {
            assert!(read(&bytes).1.unwrap().contains("UTF-16 (little endian)"));
        }
        let wide: Vec<u8> = "Dana: Hello.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(read(&wide).1.unwrap().contains("big endian"));
        assert_eq!(read(b"ab").1, None);
    }
}
