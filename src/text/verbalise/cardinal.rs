//! Whole numbers: "twelve thousand three hundred forty five", American, without "and".

use super::Words;

pub(in crate::text) const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

pub(super) const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The short scale; beyond it numbers are said digit by digit.
const SCALES: [&str; 12] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
];

/// The most digits that have a name.
const LONGEST: usize = SCALES.len() * 3;

impl Words {
    /// Says a whole number; what is no digit in it is passed over.
    pub(super) fn cardinal(&mut self, digits: &str) {
        let mut value = [0u8; LONGEST];
        let mut length = 0;
        for digit in digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .skip_while(|&b| b == b'0')
        {
            if length == LONGEST {
                return self.digits(digits);
            }
            value[length] = digit - b'0';
            length += 1;
        }
        if length == 0 {
            return self.word(ONES[0]);
        }
        let mut at = 0;
        while at < length {
            let scale = (length - at - 1) / 3;
            let end = length - scale * 3;
            let group = value[at..end].iter().fold(0u16, |n, &d| n * 10 + u16::from(d));
            if group > 0 {
                self.hundreds(group);
                if scale > 0 {
                    self.word(SCALES[scale]);
                }
            }
            at = end;
        }
    }

    /// 1 to 999.
    fn hundreds(&mut self, n: u16) {
        let (hundreds, rest) = (usize::from(n / 100), usize::from(n % 100));
        if hundreds > 0 {
            self.word(ONES[hundreds]);
            self.word("hundred");
        }
        if rest > 0 {
            self.below_hundred(rest);
        }
    }

    /// 0 to 99.
    pub(super) fn below_hundred(&mut self, n: usize) {
        if n < 20 {
            self.word(ONES[n]);
        } else {
            self.word(TENS[n / 10]);
            if !n.is_multiple_of(10) {
                self.word(ONES[n % 10]);
            }
        }
    }
}
