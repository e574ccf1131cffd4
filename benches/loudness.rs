//! Metering, in samples.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on has failed"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::audio::signal::BLOCK;
use declaim::audio::signal::{Block, Channels};
use declaim::master::Meter;
use declaim::units::SampleRate;

fn loudness(c: &mut Criterion) {
    let signal: Vec<f32> = (0..480_000).map(|i| 0.3 * (i as f32 * 0.05).sin()).collect();
    let mut group = c.benchmark_group("loudness");
    group.throughput(Throughput::Elements(signal.len() as u64));
    group.bench_function("integrated, range and true peak", |b| {
        b.iter(|| {
            let mut meter = Meter::new(SampleRate::EPISODE, Channels::Mono).unwrap();
            for block in signal.chunks(BLOCK.count()) {
                meter.add(Block::mono(block)).unwrap();
            }
            meter.measurement()
        });
    });
    group.bench_function("loudness alone", |b| {
        b.iter(|| {
            let mut meter = Meter::integrated_only(SampleRate::EPISODE, Channels::Mono);
            for block in signal.chunks(BLOCK.count()) {
                meter.add(Block::mono(block)).unwrap();
            }
            meter.integrated()
        });
    });
    group.finish();
}

criterion_group!(benches, loudness);
criterion_main!(benches);
