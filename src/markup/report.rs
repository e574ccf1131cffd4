//! Collects findings, at most [`diag::LIMIT`] of a code, so that hostile input cannot fill memory with them. Knows
//! nothing of what a finding says.

use crate::diag::{self, Code, Diagnostic, LIMIT};
use crate::source::Span;
use std::collections::BTreeMap;

/// Findings in the making.
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Vec<Diagnostic>,
    counts: BTreeMap<Code, (usize, Span)>,
}

impl Report {
    /// Adds a finding unless there are too many of its code. The message is made only where it is kept.
    pub(super) fn add(&mut self, code: Code, span: Span, message: impl FnOnce() -> String) {
        self.add_with(code, span, || Diagnostic::new(code, span, message()));
    }

    /// As [`Self::add`], for a finding with a fix or labels of its own.
    pub(super) fn add_with(&mut self, code: Code, span: Span, make: impl FnOnce() -> Diagnostic) {
        let (count, first_omitted) = self.counts.entry(code).or_insert((0, span));
        *count += 1;
        if *count <= LIMIT {
            self.found.push(make());
        } else if *count == LIMIT + 1 {
            *first_omitted = span;
        }
    }

    /// Says more of a finding that is there already.
    pub(super) fn amend(&mut self, code: Code, span: Span, amend: impl FnOnce(&mut Diagnostic)) {
        let mut found = self.found.iter_mut().rev();
        if let Some(found) = found.find(|d| d.code == code && d.span == span) {
            amend(found);
        }
    }

    /// What was found, in source order, with a note for each code that was cut off.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (code, (count, span)) in self.counts {
            if count > LIMIT {
                self.found.push(diag::omitted(code, count - LIMIT, span));
            }
        }
        self.found.sort_by_key(|d| (d.span.start, d.span.end));
        self.found
    }
}
