//! Numbers said two digits at a time: years, house numbers, ports, status codes. Which numbers are said so is
//! decided in `classify`, never here.

use super::Words;
use super::cardinal::ONES;

impl Words {
    /// "nineteen oh five", "two thousand five", "twenty twelve", "nineteen hundred", "four oh four",
    /// "eighty eighty". More than four digits are said one by one.
    pub(super) fn pairs(&mut self, digits: &str) {
        let d: Vec<usize> = digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|b| usize::from(b - b'0'))
            .collect();
        match d[..] {
            [] => {}
            [0, rest] => {
                self.word("oh");
                self.word(ONES[rest]);
            }
            [a, b] => self.below_hundred(a * 10 + b),
            [a, 0, 0] if a > 0 => self.cardinal(digits),
            [a, b, c] if a > 0 => {
                self.word(ONES[a]);
                self.low(b, c);
            }
            // The first years of a millennium, and whole thousands; but the processors: "eighty oh eight".
            [a, 0, 0, _] if a > 0 && !matches!(digits, "4004" | "8008") => self.cardinal(digits),
            [a, b, 0, 0] if a > 0 => {
                self.below_hundred(a * 10 + b);
                self.word("hundred");
            }
            [a, b, c, d] if a > 0 => {
                self.below_hundred(a * 10 + b);
                self.low(c, d);
            }
            [a] => self.word(ONES[a]),
            _ => self.digits(digits),
        }
    }

    /// The second pair: "oh five", "twelve".
    fn low(&mut self, tens: usize, ones: usize) {
        if tens == 0 {
            self.word("oh");
        }
        self.below_hundred(tens * 10 + ones);
    }
}
