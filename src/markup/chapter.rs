//! Chapters: which names of marks open one, and which were meant to.
//!
//! Owns the one rule for them; knows nothing of where a chapter is written to.

/// What the name of a mark says of a chapter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chapter<'n> {
    /// It opens one that bears this title.
    Opened(&'n str),
    /// It was meant to, with this title or none: `chapter One`, `chapters: One`, `chapter:`.
    Meant(&'n str),
}

/// Reads the name of a mark; letter case does not matter, nor white space of any kind around the title.
pub(super) fn chapter(name: &str) -> Option<Chapter<'_>> {
    let parts = |c: char| c == ':' || c.is_whitespace();
    let name = name.trim();
    let (word, rest) = name.split_at(name.find(parts).unwrap_or(name.len()));
    let title = rest.trim_start_matches(parts);
    let one = word.eq_ignore_ascii_case("chapter");
    if one && rest.starts_with(':') && !title.is_empty() {
        return Some(Chapter::Opened(title));
    }
    (one || word.eq_ignore_ascii_case("chapters")).then_some(Chapter::Meant(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_opens_a_chapter_only_as_the_rule_says() {
        for name in [
            "chapter: One",
            "Chapter:  One ",
            "chapter:\tOne",
            "chapter:\u{A0}One\u{A0}",
            "CHAPTER:One",
        ] {
            assert_eq!(chapter(name), Some(Chapter::Opened("One")), "{name:?}");
        }
        for name in ["chapter One", "chapters: One", "chapter\tOne", "chapter : One"] {
            assert_eq!(chapter(name), Some(Chapter::Meant("One")), "{name:?}");
        }
        for name in ["chapter:", "chapter", "chapter:\u{A0}"] {
            assert_eq!(chapter(name), Some(Chapter::Meant("")), "{name:?}");
        }
        for name in ["", "chap", "é: no", "here", "chapterhouse: One"] {
            assert_eq!(chapter(name), None, "{name:?}");
        }
    }
}
