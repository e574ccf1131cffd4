//! Money: "twenty dollars fifty cents", "one point five million euros". Owns which decimals are cents; what a sign
//! of money stands for is decided in `classify`, never here.

use super::Words;
use crate::text::class::{Agreement, Decimal, Money};

impl Words {
    /// The amount and its currency. Up to two significant decimals are cents; more are read as a decimal.
    pub(super) fn money(&mut self, money: &Money<'_>) {
        let currency = money.currency;
        // "a five dollar bill"
        let (many, cents_name) = match money.agreement {
            Agreement::Counted => (currency.many, currency.cents),
            Agreement::Attributive => (currency.one, currency.cent),
        };
        if money.magnitude.is_some() {
            self.decimal(&money.amount);
            if let Some(magnitude) = money.magnitude {
                self.word(magnitude);
            }
            return self.currency(money, many);
        }
        let fraction = money.amount.fraction.unwrap_or("").trim_end_matches('0');
        // "65.5¢": a cent has no hundredth of its own.
        if fraction.len() > 2 || !fraction.is_empty() && currency.one == currency.cent {
            self.decimal(&money.amount);
            return self.currency(money, many);
        }
        let cents = fraction
            .bytes()
            .chain(*b"00")
            .take(2)
            .fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        let whole = Decimal {
            whole: money.amount.whole,
            fraction: None,
        };
        let nothing = whole.whole.bytes().all(|b| b == b'0' || b == b',');
        if !nothing || cents == 0 {
            self.decimal(&whole);
            self.currency(money, if whole.is_one() { currency.one } else { many });
        }
        if cents > 0 {
            self.below_hundred(cents as usize);
            // "a three pound fifty coffee"
            let understood =
                !nothing && money.agreement == Agreement::Attributive && currency.one != "dollar";
            if !understood {
                self.fixed(if cents == 1 { currency.cent } else { cents_name });
            }
        }
    }

    fn currency(&mut self, money: &Money<'_>, name: &'static str) {
        if let Some(issuer) = money.issuer {
            self.fixed(issuer);
        }
        self.fixed(name);
    }
}
