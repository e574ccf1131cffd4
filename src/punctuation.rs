//! `Punctuation`: what a mark between two words does to a phrase. One meaning for text, phones and tokens.
//!
//! Knows nothing of the characters it is written with, or of any stage; but which full stop is none.

/// Punctuation as it shapes a phrase; the order is that of the voice contract's token column 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Punctuation {
    /// Nothing stands there: the phrase goes on.
    #[default]
    None = 0,
    /// `,`
    Comma = 1,
    /// `.`
    FullStop = 2,
    /// `?`
    Question = 3,
    /// `!`
    Exclamation = 4,
    /// `:` `;`
    Colon = 5,
    /// A spaced dash, an em dash, a parenthesis, an ellipsis.
    Dash = 6,
}

impl Punctuation {
    /// Whether a sentence ends with it.
    pub const fn ends_sentence(self) -> bool {
        matches!(self, Self::FullStop | Self::Question | Self::Exclamation)
    }

    /// Which of two marks between the same words counts: the stronger.
    pub const fn strength(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Comma => 1,
            Self::Dash => 2,
            Self::Colon => 3,
            Self::FullStop => 4,
            Self::Exclamation => 5,
            Self::Question => 6,
        }
    }
}

/// Words that begin sentences far more often than names; sorted.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "A", "Add", "After", "All", "Also", "Although", "An", "And", "Any", "Are", "As", "At", "Because",
    "Before", "Both", "But", "By", "Can", "Could", "Did", "Do", "Does", "Each", "Every", "Everybody",
    "Everyone", "Everything", "Finally", "First", "For", "From", "Has", "Have", "He", "Her", "Here", "His",
    "How", "However", "I", "If", "In", "Instead", "Is", "It", "Its", "Later", "Let", "Many", "Maybe",
    "Meanwhile", "Mix", "More", "Most", "My", "Next", "No", "Nobody", "Not", "Nothing", "Now", "On", "Once",
    "Or", "Our", "People", "Perhaps", "Second", "She", "Since", "So", "Some", "Somebody", "Someone",
    "Something", "Soon", "Still", "Stir", "Than", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "To", "Today", "Until", "Use", "Was", "We", "Were", "What", "When", "Where", "Which",
    "While", "Who", "Why", "Will", "With", "Would", "Yet", "You", "Your",
];

/// Whether a word with a capital begins sentences far more often than names: `Then`.
pub fn opens_sentence(word: &str) -> bool {
    OPENERS.binary_search(&word).is_ok()
}

/// Whether a full stop between two words, with no space on either side, parts a package from its member, `sync.Pool`,
/// and not one sentence from the next, `time.Then`.
pub fn names_member(package: &str, member: &str) -> bool {
    #[rustfmt::skip] // a table
    const PACKAGES: [&str; 52] = [
        "argparse", "asyncio", "atomic", "bufio", "concurrent", "csv", "dataclasses", "datetime", "df", "enum",
        "exec", "filepath", "fmt", "functools", "grpc", "http", "httptest", "io", "itertools", "json",
        "multiprocessing", "nn", "np", "numpy", "os", "pandas", "pathlib", "pd", "plt", "proto", "rand", "reflect",
        "regexp", "runtime", "slog", "sql", "strconv", "subprocess", "sync", "syscall", "testing", "tf", "tkinter",
        "tls", "torch", "unittest", "unsafe", "url", "uuid", "yaml", "zap", "zoneinfo",
    ];
    // These may end a sentence, too.
    const WORDS: [&str; 19] = [
        "array",
        "bytes",
        "collections",
        "context",
        "decimal",
        "errors",
        "fractions",
        "log",
        "logging",
        "net",
        "queue",
        "random",
        "signal",
        "socket",
        "string",
        "strings",
        "threading",
        "time",
        "typing",
    ];
    PACKAGES.binary_search(&package).is_ok() || WORDS.contains(&package) && !opens_sentence(member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_members_and_a_sentence_ends_before_its_opener() {
        assert!(OPENERS.is_sorted());
        assert!(names_member("sync", "Once") && names_member("time", "Duration"));
        assert!(names_member("decimal", "Decimal") && names_member("collections", "Counter"));
        assert!(!names_member("time", "Then") && !names_member("happens", "Pool"));
    }
}
