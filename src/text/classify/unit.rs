//! Units of measurement by their symbol: SI, computing, and what else is counted.

/// A unit in words, singular and plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Unit {
    pub(in crate::text) one: &'static str,
    pub(in crate::text) many: &'static str,
}

const fn unit(one: &'static str, many: &'static str) -> Unit {
    Unit { one, many }
}

static PERCENT: Unit = unit("percent", "percent");
static DEGREE: Unit = unit("degree", "degrees");

/// The unit a sign stands for.
pub(super) fn of_sign(c: char) -> Option<&'static Unit> {
    match c {
        '%' => Some(&PERCENT),
        '°' => Some(&DEGREE),
        _ => None,
    }
}

static SYMBOLS: [(&str, Unit); 1] = [("ms", unit("millisecond", "milliseconds"))];

/// The unit a symbol stands for after a number.
pub(super) fn of_symbol(symbol: &str) -> Option<&'static Unit> {
    let index = SYMBOLS.binary_search_by(|(s, _)| (*s).cmp(symbol)).ok()?;
    Some(&SYMBOLS[index].1)
}
