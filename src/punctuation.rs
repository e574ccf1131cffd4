//! `Punctuation`: what a mark between two words does to a phrase. One meaning for text, phones and tokens.
//!
//! Knows nothing of the characters it is written with, or of any stage.

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
