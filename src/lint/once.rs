//! One fault, one finding: what a stage could not know to be a part of what another found.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeSet;

/// Takes out what follows from another finding at the same place: a speaker whose name is a slip of another's is no
/// doubtful one too, and needs no voice; a direction behind a name without its colon is a part of that label.
pub fn once(found: &mut Vec<Diagnostic>) {
    let of = |code: Code| found.iter().filter(move |d| d.code == code).map(|d| d.span);
    let slips: BTreeSet<Span> = of(Code::SimilarSpeakers).collect();
    let labels: BTreeSet<Span> = of(Code::BrokenLabel).collect();
    let in_label = |span: Span| {
        let from = Span {
            start: span.start,
            end: u32::MAX,
        };
        labels
            .range(..=from)
            .next_back()
            .is_some_and(|label| span.end <= label.end)
    };
    found.retain(|d| match d.code {
        Code::DoubtfulSpeaker | Code::UncastSpeaker => !slips.contains(&d.span),
        Code::LeftOver => !in_label(d.span),
        _ => true,
    });
}
