//! Stages 1 and 2 on the example episode, and on it four times over to see that time is linear: bytes per second.
//! The same for input that was made to be slow: each shape in 256 KiB and in 1 MiB has to take as long per byte.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use declaim::markup::{self, PauseSettings};
use declaim::source::Source;
use std::hint::black_box;

fn parse(c: &mut Criterion) {
    let episode = include_str!("../examples/kubernetes-production-mastery/episode-01.txt");
    let mut group = c.benchmark_group("parse and resolve");
    for times in [1, 4] {
        let source = Source::new("episode", episode.repeat(times));
        group.throughput(Throughput::Bytes(source.text().len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(times), &source, |b, source| {
            b.iter(|| {
                let document = markup::parse(black_box(source)).value;
                markup::resolve(&document, &PauseSettings::HOUSE.into()).value
            });
        });
    }
    group.finish();
}

/// What is repeated, and what stands before it.
const HOSTILE: [(&str, &str, &str); 9] = [
    ("one line", "", "word "),
    ("deep nesting", "", "<prosody rate='fast'>"),
    ("opened and closed", "", "<emphasis>a</emphasis> "),
    ("brackets", "", "[pause] [a] [pause x "),
    ("colons", "", "Ann: a. Ben: b. The fix: c. "),
    ("turns", "", "Ann: a.\n\n"),
    ("references", "<speak>", "&amp;, &lt;. "),
    (
        "silences",
        "<speak><mstts:silence type='Comma-exact' value='1ms'/>",
        "&amp;, a, ",
    ),
    (
        "lookups",
        "<lexicon uri='a.pls' xml:id='a'/>",
        "<lookup ref='a'>a</lookup> b ",
    ),
];

fn hostile(c: &mut Criterion) {
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10);
    for (name, before, repeated) in HOSTILE {
        for size in [256 << 10, 1 << 20] {
            let text = format!("{before}{}", repeated.repeat(size / repeated.len()));
            let source = Source::new("hostile", text);
            group.throughput(Throughput::Bytes(source.text().len() as u64));
            group.bench_with_input(BenchmarkId::new(name, size >> 10), &source, |b, source| {
                b.iter(|| {
                    let document = markup::parse(black_box(source)).value;
                    markup::resolve(&document, &PauseSettings::HOUSE.into()).value
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, parse, hostile);
criterion_main!(benches);
