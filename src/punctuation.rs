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

/// Whether a full stop between two words, with no space on either side, parts a package from its member, `sync.Pool`,
/// and not one sentence from the next, `time.Then`.
pub fn names_member(package: &str, member: &str) -> bool {
    #[rustfmt::skip] // a table
    const PACKAGES: &[&str] = &[
        "atomic", "bufio", "bytes", "context", "csv", "df", "errors", "exec", "filepath", "fmt", "grpc", "http", "httptest",
        "io", "json", "log", "net", "nn", "np", "os", "pd", "plt", "proto", "rand", "reflect", "regexp", "runtime",
        "signal", "slog", "sql", "strconv", "strings", "sync", "syscall", "tf", "time", "tls", "torch", "unsafe", "url",
        "zap",
    ];
    #[rustfmt::skip] // a table
    const OPENERS: &[&str] = &[
        "After", "All", "Also", "And", "As", "At", "Because", "Before", "But", "By", "Each", "Every", "First", "For",
        "From", "He", "Here", "How", "However", "If", "In", "Instead", "Is", "It", "Its", "Let", "Most", "My", "Next",
        "No", "Not", "Now", "On", "Once", "Or", "Our", "She", "Since", "So", "Some", "Still", "That", "The", "Their",
        "Then", "There", "These", "They", "This", "Those", "To", "Today", "Until", "We", "What", "When", "Where",
        "Which", "While", "Who", "Why", "With", "Yet", "You", "Your",
    ];
    PACKAGES.binary_search(&package).is_ok() && OPENERS.binary_search(&member).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_members_and_a_sentence_ends_before_its_opener() {
        assert!(names_member("sync", "Pool") && names_member("http", "Client"));
        assert!(!names_member("time", "Then") && !names_member("happens", "Pool"));
    }
}
