//! Source text, byte spans into it, and the way from a byte to line and column.
//!
//! Also [`Mapped`]: text that was decoded from the source (entities, tags taken out) and still knows, byte by
//! byte, where each part was written. Knows nothing of what the text means.

use std::ops::Range;

/// A half-open byte range in one source; at most 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From byte offsets; offsets beyond 4 GiB saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// As a range to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A script as read: its name for messages, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    is_folder: bool,
    line_starts: Vec<u32>,
    /// Characters before every [`BLOCK`]th byte, so that no place costs more than one block to find.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 4096;

/// What some editors put before a text that is UTF-8; no part of it.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A place a person can find: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// Takes text that is already known to be UTF-8. `name` is what messages call it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, b)| b == b'\n')
                .map(|(i, _)| Span::new(i + 1, i + 1).start),
        );
        let starts = |bytes: &[u8]| Span::new(0, bytes.iter().filter(|&&b| starts_character(b)).count()).end;
        let characters = text
            .as_bytes()
            .chunks(BLOCK)
            .scan(0, |before, block| {
                let here = *before;
                *before += starts(block);
                Some(here)
            })
            .collect();
        Self {
            name: name.into(),
            text,
            is_folder: false,
            line_starts,
            characters,
        }
    }

    /// A folder of scripts, of which there is something to say but no line to show.
    pub fn folder(name: impl Into<String>) -> Self {
        Self {
            is_folder: true,
            ..Self::new(name, "")
        }
    }

    /// Whether it is a folder, in which nothing has a line.
    pub fn is_folder(&self) -> bool {
        self.is_folder
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under `span`; empty where the span does not lie on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte offset (clamped to the text). A byte order mark takes no column, as editors count.
    pub fn locate(&self, byte: u32) -> LineColumn {
        let line = self
            .line_starts
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let mark = line == 0 && self.text.starts_with(BYTE_ORDER_MARK);
        let start = if mark {
            BYTE_ORDER_MARK.len_utf8() as u32
        } else {
            self.line_starts[line]
        };
        let column = self
            .characters_before(byte)
            .saturating_sub(self.characters_before(start));
        LineColumn {
            line: line + 1,
            column: column + 1,
        }
    }

    /// How many characters stand before a byte offset (clamped to the text).
    pub fn characters_before(&self, byte: u32) -> usize {
        let end = (byte as usize).min(self.text.len());
        let block = (end / BLOCK).min(self.characters.len().saturating_sub(1));
        let before = self.characters.get(block).copied().unwrap_or(0) as usize;
        let rest = &self.text.as_bytes()[block * BLOCK..end];
        before + rest.iter().filter(|&&b| starts_character(b)).count()
    }

    /// The bytes of line `line` (from 1) without its line end; `None` past the last line.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.line_starts.get(line.checked_sub(1)?)? as usize;
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |&next| next as usize);
        let kept = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        Some(Span::new(start, start + kept))
    }

    /// How many lines there are; at least 1. What follows the last line end is one only if there is anything.
    pub fn line_count(&self) -> usize {
        let lines = self.line_starts.len();
        let open = self.text.ends_with('\n') && lines > 1;
        lines - usize::from(open)
    }
}

/// Whether a byte of UTF-8 is the first of its character.
const fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Decoded text with the way back to the bytes it was written as.
///
/// It is a run of pieces. Inside a verbatim piece byte `i` of the text is byte `source + i` of the source;
/// any other piece (an entity, an alias) stands for its source span as a whole. It also knows what was written as code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    pieces: Vec<Piece>,
    /// Bytes of the text between backticks; in order, apart, none empty.
    code: Vec<Range<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: u32,
    source: Span,
    verbatim: bool,
}

impl Mapped {
    /// Text that stands in the source just as it is, starting at byte `start`.
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push_verbatim(text, start);
        mapped
    }

    /// Text that stands for the whole of `source`.
    pub fn replaced(text: &str, source: Span) -> Self {
        let mut mapped = Self::default();
        mapped.push_replaced(text, source);
        mapped
    }

    /// Appends text that stands in the source at byte `start`.
    pub fn push_verbatim(&mut self, text: &str, start: usize) {
        self.push(text, Span::new(start, start + text.len()), true);
    }

    /// Appends text that stands for the whole of `source`.
    pub fn push_replaced(&mut self, text: &str, source: Span) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.length();
        self.pieces.push(Piece {
            start,
            source,
            verbatim,
        });
        self.text.push_str(text);
    }

    /// What was written from byte `source` on, up to the end of the text so far, is code.
    pub fn mark_code(&mut self, source: usize) {
        let first = self
            .pieces
            .partition_point(|p| (p.source.start as usize) < source);
        if let Some(piece) = self.pieces.get(first) {
            self.code.push(piece.start..self.length());
        }
    }

    /// Which bytes of the text are code, in order.
    pub fn code(&self) -> &[Range<u32>] {
        &self.code
    }

    fn length(&self) -> u32 {
        Span::new(self.text.len(), self.text.len()).start
    }

    /// Keeps of the code what lies in `kept`, which becomes the whole text.
    fn keep_code(&mut self, kept: Range<u32>) {
        self.code.retain_mut(|code| {
            *code = code.start.clamp(kept.start, kept.end) - kept.start
                ..code.end.clamp(kept.start, kept.end) - kept.start;
            code.start < code.end
        });
    }

    /// Appends another mapped text.
    pub fn append(&mut self, other: &Self) {
        let shift = self.length();
        let code = other.code.iter().map(|c| c.start + shift..c.end + shift);
        self.code.extend(code);
        self.pieces.extend(other.pieces.iter().map(|p| Piece {
            start: p.start + shift,
            ..*p
        }));
        self.text.push_str(&other.text);
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes `range` of the text, which lies on character boundaries; empty where it does not.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        let first = self
            .pieces
            .partition_point(|p| p.start as usize <= range.start)
            .saturating_sub(1);
        let pieces = self.pieces.iter().enumerate().skip(first);
        for (i, piece) in pieces.take_while(|(_, p)| (p.start as usize) < range.end) {
            let start = piece.start as usize;
            let end = self
                .pieces
                .get(i + 1)
                .map_or(self.text.len(), |next| next.start as usize);
            let (from, to) = (start.max(range.start), end.min(range.end));
            let Some(text) = self.text.get(from..to.max(from)) else {
                continue;
            };
            if piece.verbatim {
                part.push_verbatim(text, piece.source.start as usize + from.saturating_sub(start));
            } else {
                part.push_replaced(text, piece.source);
            }
        }
        if !part.is_empty() {
            let start = Span::new(range.start, range.start).start;
            part.code.clone_from(&self.code);
            part.keep_code(start..start + part.length());
        }
        part
    }

    /// Drops white space at the end.
    pub fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        let kept = self.text.len();
        let pieces = self.pieces.partition_point(|p| (p.start as usize) < kept);
        self.pieces.truncate(pieces);
        if let Some(last) = self.pieces.last_mut().filter(|p| p.verbatim) {
            let length = Span::new(kept - last.start as usize, 0).start;
            last.source.end = last.source.end.min(last.source.start.saturating_add(length));
        }
        self.keep_code(0..self.length());
    }

    /// Drops white space at the start.
    pub fn trim_start(&mut self) {
        let dropped = self.text.len() - self.text.trim_start().len();
        if dropped == 0 {
            return;
        }
        self.text.drain(..dropped);
        let shift = Span::new(dropped, dropped).start;
        self.keep_code(shift..shift + self.length());
        let first = self
            .pieces
            .partition_point(|p| p.start <= shift)
            .saturating_sub(1);
        self.pieces.drain(..first);
        if self.text.is_empty() {
            self.pieces.clear();
        }
        for piece in &mut self.pieces {
            match piece.start.checked_sub(shift) {
                Some(start) => piece.start = start,
                None => {
                    if piece.verbatim {
                        piece.source.start += shift - piece.start;
                    }
                    piece.start = 0;
                }
            }
        }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The pieces in order: the text of each, where it was written, and whether it stands there just as it is.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Span, bool)> {
        let ends = self.pieces.iter().skip(1).map(|next| next.start as usize);
        let ends = ends.chain([self.text.len()]);
        self.pieces.iter().zip(ends).map(|(piece, end)| {
            let text = self.text.get(piece.start as usize..end).unwrap_or("");
            (text, piece.source, piece.verbatim)
        })
    }

    /// Where the bytes `range` of the text were written.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        if self.pieces.is_empty() {
            return Span::default();
        }
        let at = |offset: usize, end: bool| {
            let probe = if end { offset.saturating_sub(1) } else { offset };
            let index = self
                .pieces
                .partition_point(|p| p.start as usize <= probe)
                .saturating_sub(1);
            let piece = self.pieces[index];
            match (piece.verbatim, end) {
                (true, _) => (piece.source.start as usize + (offset - piece.start as usize))
                    .min(piece.source.end as usize),
                (false, false) => piece.source.start as usize,
                (false, true) => piece.source.end as usize,
            }
        };
        let start = at(range.start, false);
        let end = if range.end > range.start {
            at(range.end, true)
        } else {
            start
        };
        Span::new(start, end.max(start))
    }

    /// Where the whole text was written.
    pub fn span(&self) -> Span {
        self.span_of(0..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_anywhere() {
        let source = Source::new("x", "aé\r\nb");
        assert_eq!(source.locate(3), LineColumn { line: 1, column: 3 });
        assert_eq!(source.locate(5), LineColumn { line: 2, column: 1 });
        assert_eq!(source.slice(source.line_span(1).unwrap()), "aé");
        assert_eq!(source.line_span(3), None);
    }

    #[test]
    fn characters_are_counted_across_blocks() {
        let text = format!("é{}\n{}é", "x".repeat(2 * BLOCK - 3), "é".repeat(BLOCK));
        let source = Source::new("x", text.as_str());
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let expected = text[..byte].chars().count();
            if byte % 97 < 2 || byte + 8 > text.len() || byte.abs_diff(2 * BLOCK) < 3 {
                assert_eq!(source.characters_before(byte as u32), expected, "{byte}");
            }
        }
        let end = source.locate(u32::MAX);
        assert_eq!((end.line, end.column), (2, BLOCK + 2));
    }

    #[test]
    fn decoded_text_finds_its_way_back() {
        // "R&amp;D now": the entity is one character of text and five bytes of source.
        let mut m = Mapped::verbatim("R", 0);
        m.push_replaced("&", Span::new(1, 6));
        m.push_verbatim("D now", 6);
        assert_eq!(m.text(), "R&D now");
        assert_eq!(m.span_of(0..3), Span::new(0, 7));
        assert_eq!(m.span_of(1..2), Span::new(1, 6));
        assert_eq!(m.span_of(4..7), Span::new(8, 11));
    }

    #[test]
    fn trimmed_text_still_finds_its_way_back() {
        // "  a&#32;b&#32; ": from byte 10.
        let mut m = Mapped::verbatim("  ", 10);
        m.push_verbatim("a", 12);
        m.push_replaced(" ", Span::new(13, 18));
        m.push_verbatim("b", 18);
        m.push_replaced(" ", Span::new(19, 24));
        m.push_verbatim(" ", 24);
        let part = m.slice(2..5);
        assert_eq!((part.text(), part.span()), ("a b", Span::new(12, 19)));
        assert_eq!(m.slice(0..1).span(), Span::new(10, 11));
        m.trim_end();
        m.trim_start();
        assert_eq!((m.text(), m.span()), ("a b", Span::new(12, 19)));
        assert_eq!(m.span_of(1..2), Span::new(13, 18));
        let mut one = Mapped::verbatim("\n x \r\n", 5);
        one.trim_start();
        one.trim_end();
        assert_eq!((one.text(), one.span()), ("x", Span::new(7, 8)));
        let mut none = Mapped::verbatim("  ", 5);
        none.trim_start();
        assert_eq!(none, Mapped::default());
    }
}
