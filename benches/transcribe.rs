//! Stage 4 on the example episode's words, and letter to sound on one unknown word: words per second.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on has failed"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::g2p::{self, Lexicon};
use declaim::markup::script::Style;
use declaim::source::Span;
use declaim::text::token::{Pronunciation, Spoken, SpokenItem, SpokenTurn, SpokenWord};
use std::hint::black_box;

/// The words of the episode as they stand, without tags and punctuation.
fn spoken() -> Spoken {
    let text = include_str!("../examples/kubernetes-production-mastery/episode-01.txt");
    let words = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|w| w.len() > 1);
    let items = words.map(|word| {
        SpokenItem::Word(SpokenWord {
            text: word.to_owned(),
            span: Span::default(),
            pronunciation: Pronunciation::Word,
            class: None,
            style: Style::NEUTRAL,
        })
    });
    let turn = SpokenTurn {
        speaker: None,
        speaker_span: Span::default(),
        items: items.collect(),
    };
    Spoken {
        turns: vec![turn],
        contours: Vec::new(),
        extents: Vec::new(),
    }
}

fn transcribe(c: &mut Criterion) {
    let lexicon = Lexicon::embedded().unwrap();
    let spoken = spoken();
    let words = spoken.turns[0].items.len() as u64;
    let mut group = c.benchmark_group("g2p");
    group.throughput(Throughput::Elements(words));
    group.bench_function("transcribe", |b| {
        b.iter(|| g2p::transcribe(black_box(&spoken), &lexicon))
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("lookup", |b| b.iter(|| lexicon.lookup(black_box("container"))));
    group.bench_function("guess", |b| b.iter(|| lexicon.guess(black_box("flibbertigent"))));
    group.bench_function("open", |b| b.iter(Lexicon::embedded));
    group.finish();
}

criterion_group!(benches, transcribe);
criterion_main!(benches);
