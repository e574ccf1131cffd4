//! How written forms are compared. Owns which differences of writing do not count. Knows no word.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// What is typed for an apostrophe.
pub(super) const APOSTROPHES: [char; 4] = ['\'', '’', 'ʼ', '‘'];

/// Composed, with straight apostrophes, in its own capitals: how forms that hold only as written are compared.
pub(super) fn straight(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfc().map(straight_char).collect())
}

/// The same of one character.
pub(super) fn straight_char(c: char) -> char {
    if APOSTROPHES.contains(&c) { '\'' } else { c }
}

/// The same in lower case: how forms are compared that hold in any.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let lower = word.nfc().flat_map(char::to_lowercase);
    Cow::Owned(lower.map(straight_char).collect())
}
