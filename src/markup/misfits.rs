//! Attributes and values that are not what a tag takes: what is said of them, and which were meant.
//!
//! Knows nothing of what an attribute does.

use super::document::{Attribute, Element};
use super::elements::{self, Definition};
use super::resolve::Resolver;
use crate::diag::{Code, Diagnostic, nearest};

impl Resolver<'_> {
    /// Reports attributes an element has not, and those it lacks. One that was meant for one it needs is one finding.
    pub(super) fn check_attributes(&mut self, element: &Element, definition: &Definition) {
        let lacks = |name: &str| element.attribute(name).is_none();
        let mut mistaken = Vec::new();
        for attribute in &element.attributes {
            let name = attribute.name.as_str();
            if definition.attributes.contains(&name) || elements::is_universal(name) {
                continue;
            }
            let meant = definition
                .meant_by(name)
                .filter(|&meant| lacks(meant) && !mistaken.contains(&meant));
            let needed = meant.is_some_and(|meant| definition.required.contains(&meant));
            mistaken.extend(meant);
            let code = if needed && element.well_formed {
                Code::MissingAttribute
            } else {
                Code::UnknownAttribute
            };
            self.report.add_with(code, attribute.name_span, || {
                let message = format!("`<{}>` has no attribute `{name}`", element.name);
                let found = Diagnostic::new(code, attribute.name_span, message);
                match meant {
                    Some(meant) => found
                        .fix(format!("write `{meant}=\"{}\"`", attribute.value.text()))
                        .replace(attribute.name_span, meant),
                    None => found,
                }
            });
        }
        if !element.well_formed {
            return;
        }
        for &required in definition.required {
            if lacks(required) && !mistaken.contains(&required) {
                self.report
                    .add_with(Code::MissingAttribute, element.start_tag, || {
                        let message = format!("`<{}>` needs `{required}`", element.name);
                        let end = if element.span == element.start_tag {
                            "/>"
                        } else {
                            ">"
                        };
                        Diagnostic::new(Code::MissingAttribute, element.start_tag, message)
                            .fix(format!("write `<{} {required}=\"...\"{end}`", element.name))
                    });
            }
        }
    }

    /// Reports a value that has not the form it needs. Of the words that `expected` lists, the one that was meant is
    /// named.
    pub(super) fn bad(&mut self, attribute: &Attribute, expected: &str) {
        let span = if attribute.value_span.is_empty() {
            attribute.name_span
        } else {
            attribute.value_span
        };
        self.report.add_with(Code::BadAttribute, span, || {
            let written = attribute.value.text();
            let message = format!("`{}` cannot be `{written}`", attribute.name);
            let found = Diagnostic::new(Code::BadAttribute, span, message);
            match nearest(written.trim(), words_in(expected)) {
                Some(meant) => found.fix(format!("did you mean `{meant}`?")).replace(span, meant),
                None => found.fix(format!("write {expected}")),
            }
        });
    }
}

/// What stands between backticks and is a word: `slow`, `x-slow`, but not `90%`.
fn words_in(expected: &str) -> impl Iterator<Item = &str> {
    let quoted = expected.split('`').skip(1).step_by(2);
    quoted.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
}
