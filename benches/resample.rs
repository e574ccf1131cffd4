//! Whole clips to the episode's rate, in samples of the clip.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on has failed"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::audio::fade::{EDGE, Fade};
use declaim::audio::resample::Resampler;
use declaim::units::SampleRate;
use std::hint::black_box;

fn resample(c: &mut Criterion) {
    let mut group = c.benchmark_group("resample");
    for (name, to, seconds) in [("24k to 48k, 4 s", 48_000, 4), ("24k to 44.1k, 4 s", 44_100, 4)] {
        let clip: Vec<f32> = (0..24_000 * seconds).map(|i| (i as f32 * 0.1).sin()).collect();
        let mut resampler = Resampler::new(SampleRate::VOICE, SampleRate::new(to).unwrap()).unwrap();
        group.throughput(Throughput::Elements(clip.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| resampler.run(black_box(&clip)).unwrap().len())
        });
    }
    let clip = vec![0.5f32; 24_000];
    let fade = Fade::new(EDGE, SampleRate::EPISODE);
    group.throughput(Throughput::Elements(clip.len() as u64));
    group.bench_function("fade, 0.5 s", |b| {
        let mut faded = clip.clone();
        b.iter(|| {
            faded.copy_from_slice(&clip);
            fade.apply(black_box(&mut faded));
        });
    });
    group.finish();
}

criterion_group!(benches, resample);
criterion_main!(benches);
