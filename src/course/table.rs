//! A table of a course file, key by key: what is asked of it is what is known, the rest is a finding with the nearest
//! known key. Owns how values of a wrong type or range are reported; knows no key itself.

use crate::diag::{Code, Diagnostic, nearest};
use crate::source::Span;
use crate::units::{self, Milliseconds};
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place.
pub(super) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// A place in the file.
pub(super) fn span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// A table that is being read.
pub(super) struct Table<'t> {
    entries: &'t DeTable<'t>,
    name: String,
    asked: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// `name` is how the table is called: `cast.Ann`, or nothing at the top.
    pub(super) fn new(entries: &'t DeTable<'t>, name: impl Into<String>) -> Self {
        Self {
            entries,
            name: name.into(),
            asked: Vec::new(),
        }
    }

    /// The value of a key; asking makes it known.
    pub(super) fn get(&mut self, key: &'static str) -> Option<(String, Value<'t>)> {
        self.asked.push(key);
        let value = self.entries.get(key)?;
        Some((self.called(key), value))
    }

    fn called(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, found: &mut Vec<Diagnostic>) {
        for (key, _) in self.entries.iter() {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let message = format!("there is no key `{}`", self.called(name));
            let fix = match nearest(name, self.asked.iter().copied()) {
                Some(meant) => format!("write `{meant}`"),
                None => format!("use one of {}, or remove it", list(&self.asked)),
            };
            found.push(Diagnostic::new(Code::CourseUnknownKey, span(key.span()), message).fix(fix));
        }
    }
}

/// `a`, `b` and `c`, each as code.
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Reports a value of the wrong type; `wanted` says what would be right.
pub(super) fn wrong_type(found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>, wanted: &str) {
    let is = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let message = format!("`{key}` is {is}; {wanted} belongs there");
    found.push(
        Diagnostic::new(Code::CourseWrongType, span(value.span()), message).fix(format!("write {wanted}")),
    );
}

/// Reports a value outside its range.
pub(super) fn out_of_range(found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>, allowed: &str) {
    let message = format!("`{key}` is outside what is allowed: {allowed}");
    found.push(
        Diagnostic::new(Code::CourseOutOfRange, span(value.span()), message).fix(format!("write {allowed}")),
    );
}

/// A string that is not empty.
pub(super) fn string<'t>(found: &mut Vec<Diagnostic>, key: &str, value: Value<'t>) -> Option<&'t str> {
    match value.get_ref().as_str() {
        Some(text) if text.trim().is_empty() => {
            out_of_range(found, key, value, "text that is not empty");
            None
        }
        Some(text) => Some(text),
        None => {
            wrong_type(found, key, value, "a string");
            None
        }
    }
}

/// True or false.
pub(super) fn boolean(found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>) -> Option<bool> {
    let read = value.get_ref().as_bool();
    if read.is_none() {
        wrong_type(found, key, value, "true or false");
    }
    read
}

/// A number inside `range`; `unit` is for people.
pub(super) fn number(
    found: &mut Vec<Diagnostic>,
    key: &str,
    value: Value<'_>,
    range: RangeInclusive<f64>,
    unit: &str,
) -> Option<f64> {
    let read = match value.get_ref() {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map_or(Some(f64::NAN), |n| Some(n as f64)),
        DeValue::Float(float) => Some(float.as_str().parse().unwrap_or(f64::NAN)),
        _ => None,
    };
    let allowed = format!("a number from {} to {}{unit}", range.start(), range.end());
    match read {
        Some(number) if range.contains(&number) => Some(number),
        Some(_) => {
            out_of_range(found, key, value, &allowed);
            None
        }
        None => {
            wrong_type(found, key, value, &allowed);
            None
        }
    }
}

/// A length of time: whole milliseconds as a number, or a string such as `"250ms"` and `"1.5s"`.
pub(super) fn time(
    found: &mut Vec<Diagnostic>,
    key: &str,
    value: Value<'_>,
    most: Milliseconds,
) -> Option<Milliseconds> {
    let allowed = format!(
        "a time from 0 to {} s, such as \"1.5s\", \"250ms\", or milliseconds as a whole number",
        most.seconds()
    );
    let milliseconds = match value.get_ref() {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(|n| n as f64),
        DeValue::String(text) => parse_time(text),
        _ => {
            wrong_type(found, key, value, &allowed);
            return None;
        }
    };
    match milliseconds {
        Some(ms) if (0.0..=f64::from(most.0)).contains(&ms) => Some(Milliseconds(ms.round() as u32)),
        _ => {
            out_of_range(found, key, value, &allowed);
            None
        }
    }
}

/// Milliseconds of `1.5s` or `250 ms`; a digit stands before the point.
fn parse_time(text: &str) -> Option<f64> {
    let (number, unit) = units::split_time(text.trim())?;
    let begun = number.starts_with(|c: char| c.is_ascii_digit());
    begun
        .then(|| units::milliseconds(number.trim_end(), unit))
        .flatten()
}

/// A table.
pub(super) fn table<'t>(found: &mut Vec<Diagnostic>, key: &str, value: Value<'t>) -> Option<Table<'t>> {
    match value.get_ref().as_table() {
        Some(entries) => Some(Table::new(entries, key)),
        None => {
            wrong_type(found, key, value, "a table");
            None
        }
    }
}
