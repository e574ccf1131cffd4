//! Digit by digit: "nine five zero five one". Never groups them: that is what `pairs` and `cardinal` do.

use super::Words;
use super::cardinal::ONES;

impl Words {
    /// Names each digit; what is no digit is passed over.
    pub(super) fn digits(&mut self, digits: &str) {
        for digit in digits.bytes().filter(u8::is_ascii_digit) {
            self.word(ONES[usize::from(digit - b'0')]);
        }
    }
}
