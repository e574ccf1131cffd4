//! What other programs write and people paste: pauses between other brackets, escaped tags, times before labels, cues
//! of subtitles, links without an end.
//!
//! Says where such a thing ends. Knows nothing of what is made of it.

use super::brackets::is_silence;
use super::{attributes, elements, links};
use crate::units::decimal;

/// The longest of these that is looked at, in bytes.
const LONGEST: usize = 120;

/// The start of the first line of `rest`, as far as is looked at.
fn near(rest: &str) -> &str {
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    near.find('\n').map_or(near, |end| &near[..end])
}

/// For a pause between other brackets than ours at the start of `rest`, its length in bytes: `<pause 500ms>`, `<pause
/// time="1s"/>`, `<2s>`, `{pause 2s}`, MiniMax's `<#0.6#>`, macOS's `[[slnc 600]]`.
pub(super) fn pause(rest: &str) -> Option<usize> {
    let rest = match rest.as_bytes().get(..2)? {
        [b'<', b'#' | b'/' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z'] | [b'{', _] | [b'[', b'['] => {
            near(rest)
        }
        _ => return None,
    };
    if let Some(inside) = rest.strip_prefix("<#") {
        let end = inside.find("#>")?;
        return decimal(inside[..end].trim()).map(|_| end + 4);
    }
    if let Some(inside) = rest.strip_prefix("[[") {
        let end = inside.find("]]")?;
        let (name, number) = inside[..end].trim().split_once(' ')?;
        return (name == "slnc" && decimal(number.trim()).is_some()).then_some(end + 4);
    }
    if let Some(inside) = rest.strip_prefix('{') {
        let (inside, braces) = match inside.strip_prefix('{') {
            Some(inside) => (inside, 2),
            None => (inside, 1),
        };
        let end = inside.find(['{', '}'])?;
        let closed = inside[end..].starts_with(&"}}"[..braces]);
        return (closed && asks_for_silence(&inside[..end])).then_some(end + 2 * braces);
    }
    angled(rest)
}

/// `<pause ...>`, with what it holds if `</pause>` follows; `<short pause>`; `<2s>`, `<500ms/>`.
fn angled(rest: &str) -> Option<usize> {
    if rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let end = rest.find('>')?;
        let length = rest[1..end].trim_end_matches('/').trim_end();
        return attributes::time(length).map(|_| end + 1);
    }
    let name = rest[1..].trim_start_matches('/');
    let end = name
        .find('>')
        .filter(|&end| is_silence(&name[..end]) && !name.starts_with("pause"));
    if let Some(end) = end {
        return Some(rest.len() - name.len() + end + 1);
    }
    if !name.get(..5)?.eq_ignore_ascii_case("pause")
        || name[5..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        || name[5..].starts_with(':') && !name[6..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let end = 1 + rest[1..].find(['>', '<'])?;
    if !rest[end..].starts_with('>') {
        return None;
    }
    let end = end + 1;
    let held = rest[end..].find('<').map(|close| end + close);
    let close = held.filter(|&close| rest[close..].starts_with("</pause>"));
    Some(close.map_or(end, |close| close + "</pause>".len()))
}

/// Whether words in braces are a pause tag's: its name is the first or the last of a few.
fn asks_for_silence(inside: &str) -> bool {
    let words = || {
        let words = inside.split(|c: char| c.is_whitespace() || matches!(c, ':' | '='));
        words.filter(|w| !w.is_empty())
    };
    let named = |word: Option<&str>| word.is_some_and(|w| w.eq_ignore_ascii_case("pause"));
    words().count() <= 4 && (named(words().next()) || named(words().next_back()) || is_silence(inside))
}

/// For a tag whose angle brackets are escaped (`&lt;break time="600ms"/&gt;`), or whose first one white space or a
/// backslash parts from it (`< break time="600ms"/>`, `</ s>`, `<\s>`), at the start of `rest`: its length in bytes. A
/// short name between two signs may be a comparison: `a < s > b`.
pub(super) fn escaped_tag(rest: &str) -> Option<usize> {
    let row = near(rest);
    let (inside, parted) = match row.strip_prefix("&lt;") {
        Some(inside) => (inside, false),
        None => {
            let inside = row.strip_prefix('<')?;
            (inside.trim_start_matches([' ', '\\']), inside.starts_with(' '))
        }
    };
    let end_tag = inside.strip_prefix('/').map(str::trim_start);
    let parted = parted && end_tag.is_none();
    let inside = end_tag.unwrap_or(inside);
    let open = row.len() - inside.len();
    let name = inside
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
        .map(|end| &inside[..end])?;
    if elements::definition(name).is_none() && elements::instead_of(name).is_none() {
        return None;
    }
    let (end, close) = ["&gt;", ">"]
        .iter()
        .filter_map(|close| inside.find(close).map(|end| (end, close.len())))
        .min()?;
    let written = &inside[name.len()..end];
    let attributes = written.trim_end_matches('/').trim();
    let alone = attributes.is_empty() && (!parted || written.ends_with('/') || name.len() > 4);
    (alone || attributes.contains('=')).then_some(open + end + close)
}

/// Whether the escaped tag of so many bytes at the start of `rest` is one of HTML that prose names, its first sign escaped as
/// a tag's finding says: `an &lt;h3> here`. Not where it is closed: `&lt;h3>So&lt;/h3>`.
pub(super) fn is_named_html(rest: &str, bytes: usize) -> bool {
    let named = rest[..bytes]
        .strip_prefix("&lt;")
        .and_then(|inside| inside.strip_suffix('>'))
        .filter(|name| elements::instead_of(name).is_some_and(|advice| advice.contains("&lt;")));
    named.is_some_and(|name| {
        let behind = &near(rest)[bytes..];
        !behind.split("&lt;/").skip(1).any(|end| {
            end.strip_prefix(name)
                .is_some_and(|end| end.starts_with(['>', '&']))
        })
    })
}

/// For a link whose address no `)` closes (`[our notes](http://x.y and on`) at the start of `rest`: its length in bytes.
pub(super) fn open_link(rest: &str) -> Option<usize> {
    let row = near(rest);
    let close = row.find(']')?;
    let address = row[close + 1..].strip_prefix('(')?;
    let schemes = ["https://", "http://", "mailto:", "www."];
    if !schemes.iter().any(|s| address.starts_with(s)) || links::link(rest).is_some() {
        return None;
    }
    let end = address.find([' ', '\t', '\r', '<', '[']).unwrap_or(address.len());
    let address = address[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    Some(close + 2 + address.len())
}

/// For a time at the start of `rest` as transcripts put it before a label (`[00:12:31] `, `(12:31) `, `00:12:31 `): its
/// length in bytes, and that with the white space behind it, of which there is some.
pub(super) fn time(rest: &str) -> Option<(usize, usize)> {
    let open = rest.as_bytes().first()?;
    let close = match open {
        b'[' => "]",
        b'(' => ")",
        b'0'..=b'9' => "",
        _ => return None,
    };
    let start = usize::from(!close.is_empty());
    let row = near(rest);
    let time = &row[start..];
    let end = time
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(time.len());
    if !is_time(&time[..end], close.is_empty()) || !time[end..].starts_with(close) {
        return None;
    }
    let length = start + end + close.len();
    let spaces = row[length..].len() - row[length..].trim_start_matches([' ', '\t']).len();
    (spaces > 0).then_some((length, length + spaces))
}

/// For what tells a program of subtitles when at the start of `rest`, which begins a line: its bytes, with the end of its last
/// line. These are the times of a cue (`00:00:02,500 --> 00:00:05,000`), its number above them, and WebVTT's first line.
pub(super) fn cue(rest: &str) -> Option<usize> {
    let row = near(rest);
    let ended = |row: &str, from: usize| row.len() + usize::from(rest[from + row.len()..].starts_with('\n'));
    if row.trim_end() == "WEBVTT" {
        return Some(ended(row, 0));
    }
    let number = row.trim_end().bytes().all(|b| b.is_ascii_digit());
    let from = if number { ended(row, 0) } else { 0 };
    let times = near(&rest[from..]);
    let (begin, end) = times.split_once(" --> ")?;
    let end = end.split_ascii_whitespace().next()?;
    (is_time(begin.trim(), false) && is_time(end, false)).then(|| from + ended(times, from))
}

/// Whether it is minutes and seconds, with hours or without; `seconds` says that hours are wanted.
pub(super) fn is_time(text: &str, hours: bool) -> bool {
    let parts = || text.split(':');
    let count = parts().count();
    (count == 3 || (count == 2 && !hours))
        && parts().enumerate().all(|(i, part)| {
            let whole = part.split(['.', ',']).next().unwrap_or("");
            let digits = whole.len() == 2 || (i == 0 && matches!(whole.len(), 1..=3));
            let fraction = &part[whole.len()..];
            digits
                && whole.bytes().all(|b| b.is_ascii_digit())
                && (fraction.is_empty()
                    || (i + 1 == count
                        && fraction.len() > 1
                        && fraction[1..].bytes().all(|b| b.is_ascii_digit())))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_between_other_brackets() {
        for text in [
            "<pause 500ms>",
            "<pause time=\"1s\"/>",
            "<Pause>",
            "<pause:2s>",
            "<short pause>",
            "<2s>",
            "<500ms />",
            "</pause>",
            "<pause>500ms</pause>",
            "{pause}",
            "{ pause: 2s }",
            "{{long pause}}",
            "{beat}",
            "<#0.6#>",
            "[[slnc 600]]",
        ] {
            assert_eq!(pause(&format!("{text} a")), Some(text.len()), "{text}");
        }
        for text in [
            "<paused>",
            "<pause-menu>",
            "<pause <b>",
            "<pause\n>",
            "{paused}",
            "{pause-menu}",
            "{pause it here and then go}",
            "{pause",
            "{a: pause\n}",
            "<#a#>",
            "[[rate 200]]",
            "[[pause]]",
            "<p>",
            "<2>",
            "<5ms and",
        ] {
            assert_eq!(pause(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_tags_and_open_links_have_an_end() {
        assert_eq!(escaped_tag("&lt;break time=\"1s\"/&gt; a"), Some(24));
        assert_eq!(escaped_tag("&lt;emphasis> a"), Some(13));
        assert_eq!(escaped_tag("< break time=\"1s\"/> a"), Some(19));
        assert_eq!(escaped_tag("<  emphasis> a"), Some(12));
        assert_eq!(escaped_tag("&lt;/emphasis&gt; a"), Some(17));
        assert_eq!(escaped_tag("</ s> a"), Some(5));
        assert_eq!(escaped_tag("<\\emphasis> a"), Some(11));
        assert_eq!(escaped_tag("&lt;span class=\"x\"&gt; a"), Some(22));
        for text in [
            "&lt;foo&gt;",
            "&lt;s and t&gt;",
            "&lt;break",
            "&lt; 5",
            "< s > b",
            "< 5 > b",
            "< break it",
        ] {
            assert_eq!(escaped_tag(text), None, "{text}");
        }
        assert_eq!(open_link("[a b](http://x.y/z, and"), Some(18));
        assert_eq!(open_link("[a b](http://x.y/z) and"), None);
        assert_eq!(open_link("[a b](see below"), None);
    }

    #[test]
    fn html_that_is_named_is_no_tag() {
        for (text, named) in [
            ("&lt;h3> and", true),
            ("&lt;div> holds &lt;/p>", true),
            ("&lt;h3>So&lt;/h3>", false),
            ("&lt;h3&gt; and", false),
            ("&lt;b> and", false),
            ("&lt;emphasis> and", false),
            ("&lt;/h3> and", false),
        ] {
            let bytes = escaped_tag(text).unwrap();
            assert_eq!(is_named_html(text, bytes), named, "{text}");
        }
    }

    #[test]
    fn cues_of_subtitles() {
        for (text, length) in [
            ("12\n00:00:02,500 --> 00:00:05,000\nHello.", Some(33)),
            ("00:02.500 --> 00:05.000 align:start\r\nHello.", Some(37)),
            ("WEBVTT\n\n", Some(7)),
            ("WEBVTT it is.", None),
            ("12\nHello.", None),
            ("12:30 --> noon", None),
            ("12", None),
        ] {
            assert_eq!(cue(text), length, "{text}");
        }
    }

    #[test]
    fn times_of_transcripts() {
        for (text, found) in [
            ("[00:12:31] Dana", Some((10, 11))),
            ("(12:31)  Dana", Some((7, 9))),
            ("1:02:03.500 Dana", Some((11, 12))),
            ("12:31 Dana", None),
            ("[12] Dana", None),
            ("[1:2] Dana", None),
            ("[00:12:31]", None),
        ] {
            assert_eq!(time(text), found, "{text}");
        }
    }
}
