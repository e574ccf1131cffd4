//! A paragraph from text to placed clips with the embedded voice on one worker: seconds of audio per second
//! (criterion counts them as elements, in milliseconds of audio).
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on has failed"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::config::EpisodeConfig;
use declaim::render::{self, Batch, Keeping, Studio};
use declaim::source::Source;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::time::Duration;

const PARAGRAPH: &str = "Ann: You set the desired temperature to 70 degrees. The thermostat continuously checks the \
actual temperature, and adjusts heating or cooling to match. [pause] That's it.";

fn script_to_clips(c: &mut Criterion) {
    let source = Source::new("bench", PARAGRAPH);
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let studio = Studio::open(None, &[]).unwrap();
    let plan = render::prepare(&source, &config, &studio).unwrap().value.plan;
    let batch = Batch::new([&studio], config.jobs, Keeping::Nothing, || Duration::ZERO).unwrap();
    let take = batch.perform(&plan, &config, &|_| {}).unwrap();
    let milliseconds = (take.timeline.length.seconds(config.rate) * 1000.0) as u64;

    let mut group = c.benchmark_group("script to clips");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(milliseconds));
    group.bench_function("front end", |b| {
        b.iter(|| render::prepare(black_box(&source), &config, &studio).unwrap())
    });
    group.bench_function("synthesis", |b| {
        b.iter(|| {
            batch
                .perform(black_box(&plan), &config, &|_| {})
                .unwrap()
                .timeline
                .length
        });
    });
    group.finish();
}

criterion_group!(benches, script_to_clips);
criterion_main!(benches);
