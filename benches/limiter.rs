//! The limiter at rest, as speech needs it, and driven without a pause; in samples.
#![allow(missing_docs, reason = "criterion's macros document nothing")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::audio::signal::BLOCK;
use declaim::audio::signal::{Block, Channels};
use declaim::master::Limiter;
use declaim::units::{Dbtp, SampleRate};

/// Bursts of a quarter of a second, every fourth of which is loud.
fn bursts() -> Vec<f32> {
    (0..480_000)
        .map(|i| {
            let level = if i / 12_000 % 4 == 0 { 1.0 } else { 0.25 };
            level * (i as f32 * 0.05).sin() * (i as f32 * 0.000_26).sin()
        })
        .collect()
}

fn limiter(c: &mut Criterion) {
    let signal = bursts();
    let mut group = c.benchmark_group("limiter");
    group.throughput(Throughput::Elements(signal.len() as u64));
    for (name, ceiling) in [("at rest", 20.0), ("on peaks", -3.0), ("without pause", -40.0)] {
        group.bench_function(name, |b| {
            let mut out = Vec::with_capacity(signal.len());
            b.iter(|| {
                out.clear();
                let mut limiter = Limiter::new(Dbtp(ceiling), SampleRate::EPISODE, Channels::Mono);
                for block in signal.chunks(BLOCK.count()) {
                    limiter.push(Block::mono(block), 1.0, &mut out);
                }
                limiter.finish(&mut out)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, limiter);
criterion_main!(benches);
