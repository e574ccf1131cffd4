//! Stages 1 and 2 on the example episode, and on it twice over to see that time is linear: bytes per second.
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
                markup::resolve(&document, &PauseSettings::HOUSE).value
            });
        });
    }
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
