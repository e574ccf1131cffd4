//! What we tell an author about a script: a located finding with a stable code, the rule behind it and a fix.
//!
//! Owns [`Diagnostic`], its codes and the ways to print them. Knows nothing of how a finding was made.

pub mod brief;
pub mod codes;
pub mod json;
mod nearest;
pub mod render;
pub mod sarif;

pub use codes::Code;
pub use nearest::{nearest, slip};

use crate::source::Span;
use std::collections::BTreeMap;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Rendered, but perhaps not as the author meant.
    Warning,
    /// Not rendered.
    Error,
}

/// A second place that explains the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule; its severity, text and clause stand in [`codes`].
    pub code: Code,
    /// The exact bytes it is about.
    pub span: Span,
    /// What is wrong here, naming what was found.
    pub message: String,
    /// What to write instead, where better than the code's general hint.
    pub fix: Option<String>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// Where the rule is written, where nearer than the code's own clause.
    pub clause: Option<&'static str>,
    /// The fix as an edit, where a program could make it.
    pub replacement: Option<Replacement>,
}

/// An edit that mends a finding: other bytes in place of some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is taken out; empty where something is only put in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Diagnostic {
    /// A finding without further labels; the fix is the code's general hint.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            fix: None,
            labels: Vec::new(),
            clause: None,
            replacement: None,
        }
    }

    /// With a fix for this very place.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// With a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// With the edit that mends it.
    #[must_use]
    pub fn replace(mut self, span: Span, text: impl Into<String>) -> Self {
        self.replacement = Some(Replacement {
            span,
            text: text.into(),
        });
        self
    }

    /// Where its rule is written.
    pub fn clause(&self) -> &'static str {
        self.clause.unwrap_or(self.code.clause())
    }

    /// What to write instead.
    pub fn fix_text(&self) -> &str {
        self.fix.as_deref().unwrap_or(self.code.hint())
    }

    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Findings of one code in one file that are kept: hostile input cannot fill memory or screens with them.
pub const LIMIT: usize = 500;

/// The note that stands for those that are left out, from the first of them on.
pub fn omitted(code: Code, more: usize, first: Span) -> Diagnostic {
    let message = format!("{more} more findings of {} from here on", code.id());
    Diagnostic::new(Code::FindingsOmitted, first, message)
}

/// Leaves the first [`LIMIT`] of each code, with a note for what is cut off. Keeps their order.
pub fn limit(found: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<Code, (usize, Span)> = BTreeMap::new();
    found.retain(|d| {
        let (count, first) = counts.entry(d.code).or_default();
        *count += 1;
        if *count == LIMIT + 1 {
            *first = d.span;
        }
        *count <= LIMIT
    });
    let cut = counts.into_iter().filter(|(_, (count, _))| *count > LIMIT);
    found.extend(cut.map(|(code, (count, first))| omitted(code, count - LIMIT, first)));
}

/// A stage's value together with everything it found on the way; stages never stop at the first problem.
#[derive(Clone, Debug)]
#[must_use]
pub struct Findings<T> {
    /// The value, whole as far as the input allowed.
    pub value: T,
    /// What was found, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Findings<T> {
    /// The value, its findings added to `all`.
    pub fn collect(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity() == Severity::Error)
    }
}
