//! What Markdown leaves in scripts: headings, rules, list and quotation marks, emphasis, links, code.
//!
//! Says which bytes are marks and not words. A closed, small part of CommonMark 0.31, the one that course scripts
//! hold; blocks that have no reading (fenced code, tables) are named, so that they can be refused.

use super::links;

/// What a line begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Prose from its first byte.
    Prose,
    /// A heading; its text starts after this many bytes and ends with the line.
    Heading(usize),
    /// A list item; its text starts after this many bytes.
    Item(usize),
    /// A quotation or a footnote; its text starts after this many bytes.
    Quotation(usize),
    /// Where a link leads that is written elsewhere, to the end of the line: this many bytes.
    Definition(usize),
    /// A rule or an underline, to the end of the line: this many bytes.
    Rule(usize),
    /// Code between fences or the rows of a table, this many bytes.
    Unreadable(usize),
}

/// Bytes of the YAML between lines of `---` that some editors put at the head of a file: keys, lists, nothing said.
pub(super) fn front_matter(text: &str) -> Option<usize> {
    let mut at = whole_line(text).len() + 1;
    // `+++` is Hugo's, around TOML.
    let (rule, sign) = match text.get(..at)?.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return None,
    };
    for _ in 0..100 {
        let row = whole_line(text.get(at..)?);
        at += row.len();
        let row = row.trim_end();
        if row == rule || (row == "..." && rule == "---") {
            return Some(at);
        }
        let key = row
            .split(sign)
            .next()
            .filter(|key| key.len() < row.len() && !key.trim().contains(' '));
        let entry =
            row.trim_start().starts_with(['-', ']']) || row.starts_with([' ', '#', '[']) || row.is_empty();
        if key.is_none() && !entry {
            return None;
        }
        at += 1;
    }
    None
}

/// What the line at the start of `rest` begins with; `rest` starts with no white space.
pub(super) fn line(rest: &str) -> Line {
    let Some(first) = rest.chars().next() else {
        return Line::Prose;
    };
    match first {
        '#' => {
            let level = rest.bytes().take(7).take_while(|&b| b == b'#').count();
            if level <= 6 && rest[level..].starts_with([' ', '\t']) {
                return Line::Heading(level + 1);
            }
        }
        '>' => {
            // Of a quotation in a quotation too: "> > said", ">> said".
            let marks = rest
                .bytes()
                .take_while(|b| matches!(b, b'>' | b' ' | b'\t'))
                .count();
            if rest[..marks].ends_with([' ', '\t']) {
                return Line::Quotation(marks);
            }
        }
        '•' if rest['•'.len_utf8()..].starts_with(' ') => return Line::Item('•'.len_utf8() + 1),
        '|' => {
            let rows = table(rest);
            if rows > 0 {
                return Line::Unreadable(rows);
            }
        }
        '`' | '~' => {
            let fence: &str = if first == '`' { "```" } else { "~~~" };
            if rest.starts_with(fence) && !whole_line(rest)[3..].contains(first) {
                return Line::Unreadable(fenced(rest, fence));
            }
        }
        _ => {}
    }
    if matches!(first, '=' | '-' | '*' | '_' | '~') {
        let row = whole_line(rest);
        let marks = row.chars().filter(|&c| c == first).count();
        if marks >= 3 && row.chars().all(|c| c == first || c.is_whitespace()) {
            return Line::Rule(row.len());
        }
    }
    if matches!(first, '-' | '*' | '+') && rest[1..].starts_with([' ', '\t']) {
        let task = ["[ ] ", "[x] ", "[X] "].iter().any(|b| rest[2..].starts_with(b));
        return Line::Item(if task { 6 } else { 2 });
    }
    if first == '[' {
        return definition(rest);
    }
    match bare_table(rest) {
        0 => Line::Prose,
        rows => Line::Unreadable(rows),
    }
}

/// `[label]: address "title"`, or `[^label]:` before a footnote's text.
fn definition(rest: &str) -> Line {
    let row = whole_line(rest);
    let Some(close) = row.bytes().take(REACH).position(|b| b == b']') else {
        return Line::Prose;
    };
    let Some(target) = row[close + 1..].strip_prefix(": ") else {
        return Line::Prose;
    };
    if row.starts_with("[^") {
        return Line::Quotation(close + 3);
    }
    let (address, title) = match target.trim().split_once(' ') {
        Some((address, title)) => (address, title.trim()),
        None => (target.trim(), ""),
    };
    let quoted = title.is_empty()
        || [('"', '"'), ('\'', '\''), ('(', ')')]
            .iter()
            .any(|&(open, close)| title.starts_with(open) && title.len() > 1 && title.ends_with(close));
    // After what could be a speaker's name (`[Dana]: Yes/no.`) only an address that can be nothing else is one.
    let named = row[1..].starts_with(char::is_uppercase);
    if quoted && (is_address(address) || (!named && is_path(address))) {
        Line::Definition(row.len())
    } else {
        Line::Prose
    }
}

/// `https://x.y`, `mailto:a@b.c`, `/a`, `./a`, `../a`, `#part`, `<a b>`: nothing but an address.
fn is_address(word: &str) -> bool {
    let scheme = word.find("://").is_some_and(|end| {
        end > 0
            && word[..end]
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    let start = ["mailto:", "/", "./", "../", "#"].iter().any(|start| {
        word.strip_prefix(start)
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    });
    scheme || start || word == "/" || (word.len() > 2 && word.starts_with('<') && word.ends_with('>'))
}

/// How the names of hosts and of files that links lead to end; sorted.
const ENDINGS: [&str; 26] = [
    "com", "css", "dev", "edu", "gif", "gov", "htm", "html", "io", "jpeg", "jpg", "json", "md", "mp3", "net",
    "org", "pdf", "php", "png", "rst", "svg", "txt", "wav", "webp", "yaml", "yml",
];

/// `docs/setup`, `guide.html`: where a link may lead, though it could be a word.
fn is_path(word: &str) -> bool {
    let word = word.split(['#', '?']).next().unwrap_or(word);
    let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ends = ENDINGS
        .binary_search(&ending.to_ascii_lowercase().as_str())
        .is_ok();
    ends || (word.contains('/') && word.ends_with(|c: char| c.is_alphanumeric() || c == '/'))
}

/// For `[^label]`, which refers to a footnote, at the start of `rest`: its length in bytes.
pub(super) fn footnote(rest: &str) -> Option<usize> {
    let label = rest.strip_prefix("[^")?;
    let end = label.bytes().take(40).position(|b| b == b']')?;
    let sound = label[..end]
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (end > 0 && sound).then_some(end + 3)
}

/// The first line without its end.
fn whole_line(rest: &str) -> &str {
    rest.find('\n').map_or(rest, |end| &rest[..end])
}

/// Bytes of the lines that begin and end with a bar.
fn table(rest: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    while at < rest.len() {
        let row = whole_line(&rest[at..]);
        let cells = row.trim();
        if cells.len() < 2 || !cells.starts_with('|') || !cells.ends_with('|') {
            break;
        }
        end = at + row.len();
        at = end + 1;
    }
    end
}

/// A row of a table without the bars at its sides.
fn inside(row: &str) -> &str {
    row.trim().trim_start_matches('|').trim_end_matches('|')
}

/// Bytes of a table without bars at its sides, which its second row tells: `Name | Age`, `--- | ---`.
fn bare_table(rest: &str) -> usize {
    let header = whole_line(rest);
    let cells = |row: &str| inside(row).matches('|').count();
    let dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    };
    let delimits = |row: &str| inside(row).split('|').all(dashes);
    let columns = cells(header);
    if columns == 0 || header.contains('<') {
        return 0;
    }
    let mut end = header.len();
    for i in 0.. {
        let row = rest.get(end + 1..).map_or("", whole_line);
        let belongs = match i {
            0 => delimits(row) && cells(row) == columns,
            _ => cells(row) > 0,
        };
        if !belongs {
            return if i == 0 { 0 } else { end };
        }
        end += 1 + row.len();
    }
    0
}

/// For a backslash at byte `at` that only says that the mark after it is none: that mark. Before a mark that also stands
/// in paths and patterns (`C:\.kube`) it has to begin a word.
pub(super) fn escaped(text: &str, at: usize) -> Option<&str> {
    let mark = text.get(at + 1..at + 2)?;
    let begins = || at == 0 || text.as_bytes()[at - 1].is_ascii_whitespace();
    match mark {
        "*" | "_" | "`" | "[" | "]" | "#" | "~" | "|" => Some(mark),
        "-" | "+" | "." | "!" | "(" | ")" | ">" if begins() => Some(mark),
        // `1\. ` at the start of a line is no item of a list.
        "." | ")" if super::lists::ends_in_number(&text.as_bytes()[..at]) => Some(mark),
        _ => None,
    }
}

/// Bytes from one fence to the end of the line with the next, which starts its line; where nothing closes it, to the
/// end of the paragraph.
fn fenced(rest: &str, fence: &str) -> usize {
    let mut at = whole_line(rest).len();
    let mut paragraph = None;
    while at < rest.len() {
        let row = whole_line(&rest[at + 1..]);
        if row.trim().is_empty() {
            paragraph.get_or_insert(at);
        }
        at += 1 + row.len();
        if row.trim_start().starts_with(fence) {
            return at;
        }
    }
    paragraph.unwrap_or(at)
}

/// How far the mark that closes an emphasis may lie behind the one that opens it, in bytes.
const REACH: usize = 300;

/// For a run of `*`, `_`, `~~` or a backtick at byte `at` that opens an emphasis or code: the run's length, and where
/// the run that closes it starts. White space may stand at neither mark's inner side, and neither may be part of a word.
pub(super) fn emphasis(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mark = *bytes.get(at)?;
    let run = bytes[at..].iter().take(4).take_while(|&&b| b == mark).count();
    let (least, most) = match mark {
        b'`' => (1, 2),
        b'~' => (2, 2),
        _ => (1, 3),
    };
    // A part of a word may be stressed with stars: "**C**onsistency", "un**believ**able".
    let within = |part: &str| mark == b'*' && part.chars().all(char::is_alphabetic);
    let inner = || {
        let rest = &text[at + run..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        run == 2
            && mark == b'*'
            && letters > 1
            && rest[letters..].starts_with("**")
            && text[..at].ends_with(char::is_alphabetic)
    };
    if run < least || run > most || ends_in_word(&text[..at]) && mark != b'`' && !inner() {
        return None;
    }
    let inside = at + run;
    // `"Resource": "*"`, `"s3:*"`, "v1.*, v*.*.*": a star in quotes, or one of any release.
    let quoted = mark == b'*'
        && run == 1
        && text[..at].ends_with(['"', '\'', ':', '/', '.', '-'])
        && text[inside..].starts_with(['"', '\'', ',', '.']);
    if quoted || text[inside..].starts_with(char::is_whitespace) {
        return None;
    }
    let mut i = inside;
    let mut end = bytes.len().min(inside + REACH);
    let mut open = 0_usize;
    while i < end {
        if bytes[i] == b'\n' {
            return None;
        }
        if bytes[i] == b'<' && mark != b'`' {
            let tag = links::tag(&text[i..])?;
            match (text[i..].starts_with("</"), text[..i + tag].ends_with("/>")) {
                (true, _) => open = open.checked_sub(1)?,
                (_, true) => {}
                _ => open += 1,
            }
            i += tag;
            end = bytes.len().min(end + tag);
            continue;
        }
        if bytes[i] != mark {
            let escapes = bytes[i] == b'\\' && mark != b'`' && escaped(text, i).is_some();
            i += if escapes { 2 } else { 1 };
            continue;
        }
        let closing = bytes[i..].iter().take(5).take_while(|&&b| b == mark).count();
        // "*.log and logs/*": any name, no emphasis.
        let any_name = mark == b'*'
            && run == 1
            && text[inside..i].contains(' ')
            && (names_any(&text[inside..]) || bytes[i - 1] == b'/' || names_any(&text[i + 1..]));
        let fits = closing == run
            && open == 0
            && !any_name
            && i > inside
            && !bytes[i - 1].is_ascii_whitespace()
            && (mark == b'`'
                || !text[i + run..].starts_with(char::is_alphanumeric)
                || mark == b'*'
                    && (text[..i].ends_with('>') || is_amount(&text[inside..i], &text[i + run..]))
                || within(&text[inside..i]));
        if fits {
            return Some((run, i));
        }
        i += closing;
    }
    None
}

/// Whether a number is stressed and its unit, right behind it, is not: "**5**x", "**64**GB".
fn is_amount(stressed: &str, behind: &str) -> bool {
    let digits = stressed.trim_start_matches(['$', '€', '£', '~']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && behind.starts_with(char::is_alphabetic)
}

/// Whether the ending of a file's name stands right behind a star.
fn names_any(behind: &str) -> bool {
    behind.starts_with('.') && behind[1..].starts_with(char::is_alphabetic)
}

fn ends_in_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || "∑∏∫∇".contains(c)) // "∑_{i=1}^n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_with_marks() {
        for (text, expected) in [
            ("# Title", Line::Heading(2)),
            ("###### T", Line::Heading(7)),
            ("#hashtag", Line::Prose),
            ("- item", Line::Item(2)),
            ("-5 degrees", Line::Prose),
            ("• item", Line::Item(4)),
            ("> said", Line::Quotation(2)),
            ("> > said", Line::Quotation(4)),
            (">> said", Line::Quotation(3)),
            (">= 5", Line::Prose),
            ("====\nx", Line::Rule(4)),
            ("* * *", Line::Rule(5)),
            ("--", Line::Prose),
            ("| a | b |\n", Line::Unreadable(9)),
            ("|a|\n|-|\r\n|1|\nx", Line::Unreadable(12)),
            ("|x| is a norm", Line::Prose),
            ("```sh\nls\n```\nx", Line::Unreadable(12)),
            ("```sh\nls\n", Line::Unreadable(8)),
            ("```sh\nls\n\nx", Line::Unreadable(8)),
            ("- [x] done", Line::Item(6)),
            ("[1]: https://x.y \"T\"\nz", Line::Definition(20)),
            ("[1]: see below", Line::Prose),
            ("[docs]: guide.html#top 'T'", Line::Definition(26)),
            ("[docs]: docs/setup", Line::Definition(18)),
            ("[Docs]: ../setup", Line::Definition(16)),
            ("[Docs]: <a b>", Line::Prose),
            ("[Docs]: <a>", Line::Definition(11)),
            ("[Dana]: Yes.", Line::Prose),
            ("[Dana]: Yes/no.", Line::Prose),
            ("[Dana]: C#.", Line::Prose),
            ("[Dana]: kubernetes.io", Line::Prose),
            ("[dana]: Node.js", Line::Prose),
            ("[a]: https://x.y (he said) so", Line::Prose),
            ("a | b\n--- | ---\n1 | 2\nx", Line::Unreadable(21)),
            ("a | b | c\n:-- | --: | :-:\r\n\nx", Line::Unreadable(26)),
            ("a | b\nc | d", Line::Prose),
            ("a | b\n---\n", Line::Prose),
            ("a | b\n:-|-:", Line::Unreadable(11)),
            ("a | b\nc | --", Line::Prose),
            ("a | b\n--- | --- | ---\n", Line::Prose),
            ("[^1]: A note.", Line::Quotation(6)),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn front_matter_is_keys_between_rules() {
        assert_eq!(front_matter("---\ntitle: A: b\ntags:\n  - x\n---\nHi"), Some(31));
        assert_eq!(front_matter("---\r\na: b\r\n---"), Some(14));
        assert_eq!(front_matter("+++\ntitle = \"x\"\n+++\nHi"), Some(19));
        for prose in [
            "---\nHi there.\n---\n",
            "---\ntitle: x\n",
            "title: x\n---\n",
            "",
            "---",
        ] {
            assert_eq!(front_matter(prose), None, "{prose:?}");
        }
    }

    #[test]
    fn emphasis_and_multiplication_are_told_apart() {
        for (text, expected) in [
            ("**bold** x", Some((2, 6))),
            ("*a b*.", Some((1, 4))),
            ("_a_b", None),
            ("_name_", Some((1, 5))),
            ("* 3 *", None),
            ("*3 *", None),
            ("*kwargs", None),
            ("`ls -l`", Some((1, 6))),
            ("**a*b**", Some((2, 5))),
            ("*a\\*b*", Some((1, 5))),
            ("~~struck~~", Some((2, 8))),
            ("~1 or ~2", None),
            ("**C**onsistency", Some((2, 3))),
            ("*2*3", None),
            ("**3**x", Some((2, 3))),
            ("**$5**k", Some((2, 4))),
            ("**3**4", None),
            ("*<b c=\"*\">x</b>* y", Some((1, 15))),
            ("*<b>x</b>*s", Some((1, 9))),
            ("*</b> or <b>*", None),
            ("*a <b>c*</b>", None),
            ("*a < b*", None),
        ] {
            assert_eq!(emphasis(text, 0), expected, "{text}");
        }
        assert_eq!(emphasis("2*3*4", 1), None);
        assert_eq!(emphasis("v1.*, v1.*.*", 3), None);
        assert_eq!(emphasis("un**believ**able", 2), Some((2, 10)));
        assert_eq!(emphasis("a**b**c", 1), None);
        assert_eq!(emphasis("snake_case_name", 5), None);
    }

    #[test]
    fn backslashes_before_marks_are_no_text() {
        for (text, at, mark) in [
            ("\\*a", 0, Some("*")),
            ("snake\\_case", 5, Some("_")),
            ("C:\\.kube", 2, None),
            ("\\- a", 0, Some("-")),
            ("x\n 12\\. a", 5, Some(".")),
            ("a\\nb", 1, None),
            ("a\\", 1, None),
            ("\\é", 0, None),
        ] {
            assert_eq!(escaped(text, at), mark, "{text}");
        }
    }

    #[test]
    fn footnotes_are_numbers_or_letters() {
        assert_eq!((footnote("[^12]."), footnote("[^a b]")), (Some(5), None));
    }
}
