//! Any text through stages 1 to 6 and the printers of findings: nothing panics, every span lies in the text.

#![no_main]

use declaim::config::EpisodeConfig;
use declaim::diag::Diagnostic;
use declaim::diag::json::to_line;
use declaim::diag::render::{Color, to_terminal};
use declaim::render::{Studio, prepare};
use declaim::source::Source;
use libfuzzer_sys::fuzz_target;
use std::num::NonZeroUsize;
use std::sync::OnceLock;

static STUDIO: OnceLock<Studio> = OnceLock::new();

fuzz_target!(|text: &str| {
    let studio = STUDIO.get_or_init(|| Studio::open(None, &[]).expect("the embedded voice and lexicon"));
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let source = Source::new("fuzz", text);
    let prepared = prepare(&source, &config, studio).expect("nobody is cast by hand");
    check_spans(&prepared.diagnostics, text);
    for job in &prepared.value.plan.jobs {
        assert!(text.get(job.span.range()).is_some(), "{:?}", job.span);
        assert!(!job.words.is_empty() && job.tokens.len() > 2);
    }
    let shown = &prepared.diagnostics[..prepared.diagnostics.len().min(4)];
    let _ = to_terminal(shown, &source, Color::Always);
    for finding in shown {
        assert!(!to_line(finding, &source).contains('\n'));
    }
});

fn check_spans(found: &[Diagnostic], text: &str) {
    for d in found {
        let spans = d.labels.iter().map(|l| l.span).chain([d.span]);
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{d:?}");
        }
    }
}
