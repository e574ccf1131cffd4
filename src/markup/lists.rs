//! Which lines that begin with a number are items of a list: `1. First` and after it `2. Second`.
//!
//! A number alone may be the end of a sentence, a year or an answer, so a line counts only with another that goes on
//! counting. Found once for a whole script, in linear time. Knows nothing of the other marks.

/// The most digits of an item's number; years have more.
const DIGITS: usize = 3;
/// The most lines from one item to the next.
const REACH: usize = 40;
/// Deeper indentations count as this one, each of two columns.
const DEEPEST: usize = 15;

/// The items of a script's numbered lists.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// Where their marks stand and end; rising.
    marks: Vec<(usize, usize)>,
}

/// A line that may be an item.
#[derive(Clone, Copy)]
struct Candidate {
    line: usize,
    number: u32,
    /// Full stop or bracket.
    closer: u8,
    at: usize,
    end: usize,
    taken: bool,
}

impl Numbered {
    /// Those of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut marks = Vec::new();
        let mut last: [Option<Candidate>; DEEPEST + 1] = [None; DEEPEST + 1];
        let mut start = 0;
        for (line, row) in text.split_inclusive('\n').enumerate() {
            let indent = row.len() - row.trim_start_matches([' ', '\t', '\u{feff}']).len();
            if let Some((number, bytes)) = mark(&row[indent..]) {
                let at = start + indent;
                let mut here = Candidate {
                    line,
                    number,
                    closer: row.as_bytes()[indent + bytes - 2],
                    at,
                    end: at + bytes,
                    taken: false,
                };
                let before = &mut last[(indent / 2).min(DEEPEST)];
                if let Some(before) = before
                    && follows(before, &here)
                {
                    if !before.taken {
                        marks.push((before.at, before.end));
                    }
                    here.taken = true;
                    marks.push((at, here.end));
                }
                *before = Some(here);
            }
            start += row.len();
        }
        marks.sort_unstable();
        Self { marks }
    }

    /// For the mark of an item at byte `at`: its length, with the space behind it.
    pub(super) fn at(&self, at: usize) -> Option<usize> {
        let found = self.marks.binary_search_by_key(&at, |&(start, _)| start).ok()?;
        self.marks.get(found).map(|(start, end)| end - start)
    }
}

/// Whether one item goes on counting where the other stopped; Markdown also counts for those who write `1.` throughout.
fn follows(before: &Candidate, here: &Candidate) -> bool {
    here.line - before.line <= REACH
        && here.closer == before.closer
        && (here.number == before.number + 1 || (here.number == 1 && before.number == 1))
}

/// The number of `12. text` or `12) text`, and the bytes of its mark with one white space.
fn mark(row: &str) -> Option<(u32, usize)> {
    let digits = row
        .bytes()
        .take(DIGITS + 1)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = row[..digits].parse().ok().filter(|_| digits <= DIGITS)?;
    let [b'.' | b')', b' ' | b'\t', ..] = row.as_bytes()[digits..] else {
        return None;
    };
    (!row[digits + 2..].trim().is_empty()).then_some((number, digits + 2))
}

/// Whether a text ends in a line of nothing but what could be the number of an item. Looks at a few bytes.
pub(super) fn ends_in_number(text: &[u8]) -> bool {
    let digits = text
        .iter()
        .rev()
        .take(DIGITS + 1)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let before = &text[..text.len() - digits];
    let indent = before
        .iter()
        .rev()
        .take(2 * DEEPEST)
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count();
    let opens = matches!(before[..before.len() - indent].last(), None | Some(b'\n'));
    (1..=DIGITS).contains(&digits) && opens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        let marks = Numbered::of(text).marks;
        marks.iter().map(|&(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn lines_that_go_on_counting_are_items() {
        for (text, marks) in [
            ("1. First\n2. Second\n3. Third", &["1. ", "2. ", "3. "][..]),
            ("Steps:\n\n4) a\n\nMore of it.\n\n5) b", &["4) ", "5) "]),
            ("1. a\n   1. b\n   2. c\n2. d", &["1. ", "1. ", "2. ", "2. "]),
            ("1. a\r\n1. b\r\n", &["1. ", "1. "]),
            ("9. a\n10. b", &["9. ", "10. "]),
        ] {
            assert_eq!(items(text), marks, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_words() {
        for text in [
            "There is\n2. That is all.",
            "1999. It began.\n2000. It ended.",
            "1.5 is\n2.5 not",
            "1. a\n2) b",
            "3. a\n2. b",
            "1.\n2.\n",
            "1. a\n3. b",
            "12",
        ] {
            assert!(items(text).is_empty(), "{text}");
        }
        assert_eq!(Numbered::of("1. a\n2. b").at(5), Some(3));
        assert_eq!(Numbered::of("1. a\n2. b").at(4), None);
        assert!(ends_in_number(b"12") && ends_in_number(b"a\n  7"));
        assert!(!ends_in_number(b"1999") && !ends_in_number(b"a 7") && !ends_in_number(b""));
    }
}
