//! Problems of phonetic strings as findings for the author. Knows nothing of alphabets.

use super::ipa::{Problem, ProblemKind};
use crate::diag::{Code, Diagnostic};
use crate::source::Mapped;

/// A problem in a phonetic string as a finding at its place in the source.
pub(super) fn diagnose(problem: &Problem, ph: &Mapped) -> Diagnostic {
    let span = ph.span_of(problem.range.clone());
    match &problem.kind {
        ProblemKind::Unknown { symbol, nearest } => {
            let found = Diagnostic::new(
                Code::UnknownIpaSymbol,
                span,
                format!("`{symbol}` is no phone of ours"),
            );
            match nearest {
                Some(near) => found.fix(format!("write `{}`, the nearest phone", near.ipa())),
                None => found.fix("remove it, or write a phone of the inventory"),
            }
        }
        ProblemKind::LookAlike { found, meant } => Diagnostic::new(
            Code::IpaLookAlike,
            span,
            format!("`{found}` is read as `{meant}`"),
        )
        .fix(format!("write `{meant}`")),
        ProblemKind::Unstressed => Diagnostic::new(
            Code::IpaWithoutStress,
            span,
            format!("`{}` marks no stress", ph.text()),
        ),
    }
}
