//! How written forms are compared. Owns which differences of writing do not count. Knows no word.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Lower case with straight apostrophes: how written forms are compared.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let composed: String = word.nfc().flat_map(char::to_lowercase).collect();
    Cow::Owned(composed.replace(['’', 'ʼ', '‘'], "'"))
}
