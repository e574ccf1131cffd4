//! Any text as a course's lexicon, in both formats, and its entries in use.

#![no_main]

use declaim::g2p::course::{read_pls, read_toml};
use declaim::g2p::Lexicon;
use declaim::source::Source;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

fuzz_target!(|text: &str| {
    let lexicon = LEXICON.get_or_init(|| Lexicon::embedded().expect("the embedded lexicon"));
    let source = Source::new("fuzz", text);
    for read in [read_toml(&source), read_pls(&source)] {
        for d in &read.diagnostics {
            assert!(text.get(d.span.range()).is_some(), "{d:?}");
        }
        let written: Vec<_> = read.value.iter().take(16).map(|e| e.written.clone()).collect();
        let lexicon = lexicon.clone().with_course_entries(read.value);
        for word in written.iter().flat_map(|w| w.split_whitespace()).take(64) {
            let _ = (lexicon.lookup(word), lexicon.guess(word));
        }
    }
});
