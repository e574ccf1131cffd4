//! One worker speaking: with the generated voice, whose networks cost next to nothing (so this is the signal
//! path), and with the default voice. Throughput is in samples of speech at 24 kHz.
//!
//! Needs the runtime library: `scripts/fetch_runtime.py`.
#![allow(missing_docs, reason = "criterion's macros document nothing")]
#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::ir::{
    Element, Origin, Phone, PhonemeScript, Punctuation, Segment, Speaker, Stress, Style, Utterance, Word,
};
use declaim::plan::{GapSettings, plan};
use declaim::source::Span;
use declaim::synth::Engine;
use declaim::voice::{Cast, load};
use std::num::NonZeroUsize;
use std::time::Duration;

/// Eleven words of four or five phones with a comma: about four seconds.
fn sentence() -> PhonemeScript {
    use Segment::{Ae, Ah, Aw, Ax, D, Ih, Iy, L, M, N, S, T, Z};
    let shapes: [&[Segment]; 4] = [
        &[M, Aw, N, T],
        &[S, Iy, Z, Ax, N],
        &[D, Ih, L, Iy],
        &[T, Ae, M, Ah, L],
    ];
    let words = (0..11)
        .map(|i| Word {
            text: "word".to_owned(),
            span: Span::new(i * 5, i * 5 + 4),
            phones: shapes[i % 4]
                .iter()
                .map(|&s| Phone::new(s, Stress::Primary))
                .collect(),
            after: match i {
                5 => Punctuation::Comma,
                10 => Punctuation::FullStop,
                _ => Punctuation::None,
            },
            style: Style::NEUTRAL,
            origin: Origin::Dictionary,
        })
        .collect();
    PhonemeScript {
        speakers: vec![Speaker {
            name: None,
            span: Span::default(),
        }],
        elements: vec![Element::Utterance(Utterance {
            speaker: 0,
            words,
            marks: Vec::new(),
            span: Span::new(0, 54),
        })],
        contours: Vec::new(),
        extents: Vec::new(),
    }
}

fn speak(c: &mut Criterion) {
    let mut group = c.benchmark_group("speak");
    for name in ["tiny", load::DEFAULT] {
        let voices = [load::load_named(name, None).expect("it is embedded")];
        let engine =
            Engine::new(&voices, NonZeroUsize::MIN, || Duration::ZERO).expect("the runtime is there");
        let plan = plan(&sentence(), &Cast::of(&voices), &GapSettings::STANDARD.into()).value;
        let speak = || engine.speak(&plan, 0).expect("speech").0;
        group.throughput(Throughput::Elements(speak().pcm.len().0));
        group.bench_function(name, |b| b.iter(speak));
    }
    group.finish();
}

criterion_group!(benches, speak);
criterion_main!(benches);
