//! Amounts of money: a sign or code with a number, before or after it. Names follow ISO 4217. Which decimals are
//! cents is decided in `verbalise`, not here.

use super::Tagger;
use crate::text::class::{Agreement, Class, Decimal, Money, Tag};
use crate::text::classify::numbers::magnitude;
use crate::text::tokenise::{Case, Kind};

/// A currency and its hundredth, singular and plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Currency {
    pub(in crate::text) one: &'static str,
    pub(in crate::text) many: &'static str,
    pub(in crate::text) cent: &'static str,
    pub(in crate::text) cents: &'static str,
}

const fn currency(
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
) -> Currency {
    Currency {
        one,
        many,
        cent,
        cents,
    }
}

static DOLLAR: Currency = currency("dollar", "dollars", "cent", "cents");
static POUND: Currency = currency("pound", "pounds", "penny", "pence");
static EURO: Currency = currency("euro", "euros", "cent", "cents");
static YEN: Currency = currency("yen", "yen", "sen", "sen");
static YUAN: Currency = currency("yuan", "yuan", "fen", "fen");
static WON: Currency = currency("won", "won", "jeon", "jeon");
static RUPEE: Currency = currency("rupee", "rupees", "paisa", "paise");
static RUBLE: Currency = currency("ruble", "rubles", "kopek", "kopeks");
static FRANC: Currency = currency("franc", "francs", "centime", "centimes");
static LIRA: Currency = currency("lira", "lira", "kurus", "kurus");
static SHEKEL: Currency = currency("shekel", "shekels", "agora", "agorot");
static BAHT: Currency = currency("baht", "baht", "satang", "satang");
static DONG: Currency = currency("dong", "dong", "xu", "xu");
static PESO: Currency = currency("peso", "pesos", "centavo", "centavos");
static NAIRA: Currency = currency("naira", "naira", "kobo", "kobo");
static HRYVNIA: Currency = currency("hryvnia", "hryvnias", "kopiyka", "kopiyky");
static KRONA: Currency = currency("krona", "kronor", "ore", "ore");
static KRONE: Currency = currency("krone", "kroner", "ore", "ore");
static ZLOTY: Currency = currency("zloty", "zlotys", "grosz", "groszy");
static REAL: Currency = currency("real", "reais", "centavo", "centavos");
static RAND: Currency = currency("rand", "rand", "cent", "cents");
static BITCOIN: Currency = currency("bitcoin", "bitcoins", "satoshi", "satoshis");
static CENT: Currency = currency("cent", "cents", "cent", "cents");

pub(in super::super) fn of_sign(sign: char) -> Option<&'static Currency> {
    Some(match sign {
        '$' | '＄' => &DOLLAR,
        '£' => &POUND,
        '€' => &EURO,
        '¥' => &YEN,
        '₩' => &WON,
        '₹' => &RUPEE,
        '₽' => &RUBLE,
        '₺' => &LIRA,
        '₪' => &SHEKEL,
        '฿' => &BAHT,
        '₫' => &DONG,
        '₱' => &PESO,
        '₦' => &NAIRA,
        '₴' => &HRYVNIA,
        '₿' => &BITCOIN,
        _ => return None,
    })
}

/// What is written in small letters on either side: "300 kr", "kr 300", "25,000 zł".
fn of_abbreviation(word: &str) -> Option<&'static Currency> {
    match word {
        "kr" => Some(&KRONE),
        "zł" => Some(&ZLOTY),
        _ => None,
    }
}

/// A code and, where several countries share the name, whose it is.
fn of_code(code: &str) -> Option<(&'static Currency, Option<&'static str>)> {
    Some(match code {
        "USD" => (&DOLLAR, Some("U S")),
        "CAD" => (&DOLLAR, Some("canadian")),
        "AUD" => (&DOLLAR, Some("australian")),
        "NZD" => (&DOLLAR, Some("new zealand")),
        "HKD" => (&DOLLAR, Some("hong kong")),
        "SGD" => (&DOLLAR, Some("singapore")),
        "GBP" => (&POUND, Some("british")),
        "EUR" => (&EURO, None),
        "JPY" => (&YEN, None),
        "CNY" | "RMB" => (&YUAN, None),
        "KRW" => (&WON, None),
        "INR" => (&RUPEE, Some("indian")),
        "RUB" => (&RUBLE, None),
        "CHF" => (&FRANC, Some("swiss")),
        "TRY" => (&LIRA, Some("turkish")),
        "ILS" => (&SHEKEL, None),
        "THB" => (&BAHT, None),
        "VND" => (&DONG, None),
        "MXN" => (&PESO, Some("mexican")),
        "PHP" => (&PESO, Some("philippine")),
        "NGN" => (&NAIRA, None),
        "UAH" => (&HRYVNIA, None),
        "SEK" => (&KRONA, Some("swedish")),
        "NOK" => (&KRONE, Some("norwegian")),
        "DKK" => (&KRONE, Some("danish")),
        "PLN" => (&ZLOTY, None),
        "BRL" => (&REAL, Some("brazilian")),
        "ZAR" => (&RAND, None),
        "BTC" => (&BITCOIN, None),
        "Rs" => (&RUPEE, None),
        _ => return None,
    })
}

/// Letters before a dollar sign: "US$5".
fn of_prefix(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "US" | "U.S." => "U S",
        "A" | "AU" => "australian",
        "C" | "CA" | "CDN" => "canadian",
        "NZ" => "new zealand",
        "HK" => "hong kong",
        "S" | "SG" => "singapore",
        "NT" => "new taiwan",
        _ => return None,
    })
}

impl<'t> Tagger<'t, '_> {
    /// Whether the sign of a currency stands at `at`.
    pub(in super::super) fn currency_at(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Sign(c)) if of_sign(c).is_some())
    }

    /// "$/GB": so many dollars for each.
    fn price_per(&mut self, at: usize) -> Option<usize> {
        let Some(Kind::Sign(sign)) = self.kind(at) else {
            return None;
        };
        let currency = of_sign(sign)?;
        let divided = self.is_sign(at + 1, '/') && self.glued(at + 1) && self.glued(at + 2);
        let unit = super::unit::of_divisor(self.word(at + 2).filter(|_| divided)?)?;
        self.ends_before(at + 3).then_some(())?;
        self.push(Class::Say(currency.many), at, at + 1);
        self.push(Class::Per(unit), at + 1, at + 3);
        Some(at + 3)
    }

    /// "$5", "US$76.3 trillion", "USD 5", "$20/mo", "$250-$300".
    pub(in super::super) fn money(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.price_per(at) {
            return Some(end);
        }
        let (currency, issuer, number) = self.currency_before(at)?;
        if let Some(end) = self.bracketed_loss(at, currency, issuer) {
            return Some(end);
        }
        // "$-5.00"
        let negative = matches!(self.kind(number), Some(Kind::Sign('-' | '−')))
            && self.glued(number)
            && self.glued(number + 1);
        let number = number + usize::from(negative);
        let (amount, mut end) = self.unsigned_amount(number)?;
        if negative {
            self.push(Class::Say("minus"), at, number);
        }
        let magnitude = self.money_magnitude(end);
        end += usize::from(magnitude.is_some());
        let hyphened = self.hyphened_magnitude(end).filter(|_| magnitude.is_none());
        end += 2 * usize::from(hyphened.is_some());
        let magnitude = magnitude.or(hyphened);
        // "$150 USD": the code says whose dollars they are
        let behind = of_code(self.str(end)).filter(|(same, _)| *same == currency && !self.glued(end));
        end += usize::from(behind.is_some());
        let issuer = issuer.or(behind.and_then(|(_, issuer)| issuer));
        if let Some(second) = self.second_amount(end) {
            // "$5-10 million": the unit belongs to both.
            let least = amount;
            let first = self.tags.len();
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say("to"), end, end + 1);
            let (amount, after) = self.unsigned_amount(second)?;
            // "$0.02-0.03": both are cents
            if (least.whole, amount.whole) == ("0", "0")
                && let (Some(cents), Some(most)) = (least.fraction, amount.fraction)
                && (cents.len(), most.len()) == (2, 2)
                && !matches!((cents, most), ("00", _) | (_, "00"))
            {
                self.tags[first].class = Class::Cardinal(cents.trim_start_matches('0'));
            }
            let end = self.counted_money(amount, second, after, currency, issuer);
            // "a $1–2M fine"
            if self.has_article(at)
                && (self.is_noun(end) || self.is_name(end))
                && let Some(Tag {
                    class: Class::Money(money),
                    ..
                }) = self.tags.last_mut()
            {
                money.agreement = Agreement::Attributive;
            }
            return Some(self.divisors(end));
        }
        // "$5–$10M": the magnitude, and so the currency, belongs to both.
        if magnitude.is_none()
            && self.is_dash(end)
            && let Some((same, _, second)) = self.currency_before(end + 1)
            && same == currency
            && self.glued(end + 1)
            && let Some((_, after)) = self.unsigned_amount(second)
            && self.money_magnitude(after).is_some()
        {
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say("to"), end, end + 1);
            return Some(end + 1);
        }
        // "€1 and €2 coins", "a stack of $20 bills"
        let piece = matches!(
            self.str(end),
            "bill" | "bills" | "coin" | "coins" | "note" | "notes" | "stamps"
        );
        // "the $5/month kind"
        let first = self.first_of_range(at);
        let period = self.is_sign(end, '/') && (end..end + 2).all(|i| self.glued(i)) && self.is_noun(end + 2);
        let described = period
            && (self.has_article(first) || matches!(self.str(first.wrapping_sub(1)), "the" | "The" | "this"));
        // "a $150 Android phone"
        let owned = matches!(
            self.str(first.wrapping_sub(1)),
            "Her"
                | "His"
                | "Its"
                | "My"
                | "Our"
                | "The"
                | "Their"
                | "Your"
                | "her"
                | "his"
                | "its"
                | "my"
                | "our"
                | "the"
                | "their"
                | "your"
        ) && matches!(
            self.str(end),
            "deal"
                | "deals"
                | "deductible"
                | "fee"
                | "fund"
                | "grant"
                | "investment"
                | "limit"
                | "line"
                | "loan"
                | "offer"
                | "order"
                | "payment"
                | "plan"
                | "price"
                | "prize"
                | "purchase"
                | "refund"
                | "round"
        );
        // "$5 million deals"
        let dealt =
            magnitude.is_some() && matches!(self.str(end), "deal" | "deals" | "loan" | "loans" | "round");
        // "$0 commissions": a plural is not counted by money
        let acts = self.takes_object(end) || self.currency_at(end + 1);
        let priced = self.is_noun(end) && self.is_counted(end) && !lasts(self.str(end)) && !acts;
        let branded = matches!(self.str(first.wrapping_sub(1)), "the" | "The") && self.is_name(end);
        let describes = self.has_article(first) && (self.is_noun(end) || self.is_name(end))
            || owned
            || dealt
            || priced
            || branded
            || self.describes_by_money(first, end);
        let agreement = if piece || described || describes {
            Agreement::Attributive
        } else {
            Agreement::Counted
        };
        self.push(
            Class::Money(Money {
                amount,
                magnitude,
                currency,
                issuer,
                agreement,
            }),
            at,
            end,
        );
        end = self.divisors(end);
        // "$0.40/1M requests", "$3.00 / 1M tokens", "$10 / month"
        let glued = self.glued(end) && self.glued(end + 1) && self.number(end + 1).is_some();
        let spaced = !self.glued(end)
            && !self.glued(end + 1)
            && (self.number(end + 1).is_some() || self.case(end + 1) == Some(Case::Lower));
        if self.is_sign(end, '/') && (glued || spaced) {
            self.push(Class::Say("per"), end, end + 1);
            return Some(end + 1);
        }
        if self.is_dash(end) && self.glued(end + 1) && self.currency_before(end + 1).is_some() {
            self.push(Class::Say("to"), end, end + 1);
            return Some(end + 1);
        }
        Some(end)
    }

    /// Where the range begins whose second amount stands at `at`; `at` itself where there is none.
    fn first_of_range(&self, at: usize) -> usize {
        if !self.is_dash(at.wrapping_sub(1)) || !self.glued(at) {
            return at;
        }
        let mut first = at - 1;
        while first > 0 && self.glued(first) && at - first < 6 {
            first -= 1;
        }
        first
    }

    /// "$(3.2)M": a loss, as accounts write it.
    fn bracketed_loss(
        &mut self,
        at: usize,
        currency: &'static Currency,
        issuer: Option<&'static str>,
    ) -> Option<usize> {
        let open = at + 1;
        (self.is_sign(open, '(') && self.glued(open)).then_some(())?;
        let (amount, close) = self.unsigned_amount(open + 1)?;
        self.is_sign(close, ')').then_some(())?;
        self.push(Class::Say("negative"), at, open + 1);
        Some(self.counted_money(amount, open + 1, close + 1, currency, issuer))
    }

    /// Tags the amount that begins at `from`, with the magnitude that may stand at `after`; the token after both.
    fn counted_money(
        &mut self,
        amount: Decimal<'t>,
        from: usize,
        after: usize,
        currency: &'static Currency,
        issuer: Option<&'static str>,
    ) -> usize {
        let magnitude = self.money_magnitude(after);
        let end = after + usize::from(magnitude.is_some());
        let money = Money {
            amount,
            magnitude,
            currency,
            issuer,
            agreement: Agreement::Counted,
        };
        self.push(Class::Money(money), from, end);
        end
    }

    /// The magnitude behind a hyphen: the million of "a $50-million deal".
    fn hyphened_magnitude(&self, at: usize) -> Option<&'static str> {
        let joined = self.is_sign(at, '-') && self.glued(at) && self.glued(at + 1);
        magnitude::of_word(self.str(at + 1)).filter(|_| joined)
    }

    /// "5 USD", "5€", "5¢": a currency after its number.
    pub(super) fn money_after(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        // "5 million €", "5M€"
        let signed = |i: usize| matches!(self.kind(i), Some(Kind::Sign(c)) if of_sign(c).is_some());
        let magnitude = self
            .money_magnitude(at)
            .filter(|_| !self.glued(at) || signed(at + 1));
        let sign = at + usize::from(magnitude.is_some());
        let (currency, issuer) = match self.kind(sign)? {
            Kind::Sign('¢') if self.glued(sign) => (&CENT, None),
            Kind::Sign(c)
                if self.ends_before(sign + 1)
                    && (self.glued(sign)
                        || matches!(c, '€' | '£' | '¥') && self.number(sign + 1).is_none()) =>
            {
                (of_sign(c)?, None)
            }
            Kind::Word(Case::Upper) => of_code(self.str(sign))?,
            Kind::Word(Case::Lower) => (of_abbreviation(self.str(sign))?, None),
            _ => return None,
        };
        self.push(
            Class::Money(Money {
                amount,
                magnitude,
                currency,
                issuer,
                agreement: Agreement::Counted,
            }),
            from,
            sign + 1,
        );
        Some(self.divisors(sign + 1))
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Sign('-' | '–'))) && self.glued(at)
    }

    /// The currency that begins at `at`, and where its number stands.
    fn currency_before(&self, at: usize) -> Option<(&'static Currency, Option<&'static str>, usize)> {
        match self.kind(at)? {
            Kind::Sign(c) => self.glued(at + 1).then_some((of_sign(c)?, None, at + 1)),
            Kind::Word(Case::Upper | Case::Capital) => {
                let word = self.str(at);
                if self.is_sign(at + 1, '$') && self.glued(at + 1) {
                    // "R$ 99"
                    if word == "R" && self.number(at + 2).is_some() {
                        return Some((&REAL, None, at + 2));
                    }
                    if !self.glued(at + 2) {
                        return None;
                    }
                    return Some((&DOLLAR, Some(of_prefix(word)?), at + 2));
                }
                // Before a number these are a language and an order: "PHP 8.3", "TRY 3 times".
                if matches!(word, "PHP" | "TRY") {
                    return None;
                }
                let number = at + 1 + usize::from(word == "Rs" && self.is_sign(at + 1, '.'));
                self.number(number)?;
                let (currency, issuer) = of_code(word)?;
                Some((currency, issuer, number))
            }
            Kind::Word(Case::Lower) => {
                self.number(at + 1)?;
                Some((of_abbreviation(self.str(at))?, None, at + 1))
            }
            _ => None,
        }
    }

    /// A number that may begin with its point.
    pub(in super::super) fn unsigned_amount(&self, at: usize) -> Option<(Decimal<'t>, usize)> {
        if let Some(digits) = self.number(at) {
            return Some(self.amount(at, digits));
        }
        if self.is_sign(at, '.') && self.glued(at + 1) {
            let fraction = self.number(at + 1).filter(|f| !f.contains(','))?;
            let fraction = Some(fraction);
            return Some((Decimal { whole: "", fraction }, at + 2));
        }
        None
    }

    fn money_magnitude(&self, at: usize) -> Option<&'static str> {
        let word = self.word(at)?;
        magnitude::of_word(word).or_else(|| {
            magnitude::of_letters(word)
                .filter(|_| self.glued(at) || !matches!(word, "m" | "t" | "M" | "K" | "k"))
        })
    }

    fn second_amount(&self, at: usize) -> Option<usize> {
        (self.is_dash(at) && self.glued(at + 1) && self.number(at + 1).is_some()).then_some(at + 1)
    }
}

/// Whether a plural is a length of time, or no noun: "we paid $5 days later", "it is $5 sometimes".
fn lasts(plural: &str) -> bool {
    matches!(
        plural,
        "always"
            | "besides"
            | "bucks"
            | "costs"
            | "days"
            | "dollars"
            | "hours"
            | "minutes"
            | "months"
            | "perhaps"
            | "regardless"
            | "seconds"
            | "sometimes"
            | "times"
            | "weeks"
            | "years"
    )
}
