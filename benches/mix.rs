//! Stages 8 to 11 on two minutes of clips: prepared, read, mastered and written; in samples of the episode.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a bench that cannot go on has failed"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::audio::pcm::Pcm;
use declaim::audio::signal::{Blocks, Signal};
use declaim::export::{Encoding, WavFile};
use declaim::master::{Encoder, Level, Sink, Target, master};
use declaim::mix::{Mixdown, Recordings, lay_out};
use declaim::plan::job::{Job, Key, Lean, RenderPlan};
use declaim::source::Span;
use declaim::synth::clip::{Alignment, Clip};
use declaim::units::{Dbtp, Lufs, Milliseconds, SampleRate, Samples};

/// Thirty clips of four seconds, of harmonics whose level rises and falls.
fn episode() -> (RenderPlan, Vec<Clip>) {
    let clips: Vec<Clip> = (0..30)
        .map(|clip| {
            let pitch = 0.02 + clip as f32 * 0.000_5;
            let samples = (0..96_000)
                .map(|i| {
                    let t = i as f32;
                    let voice: f32 = (1u8..6)
                        .map(|k| (t * pitch * f32::from(k)).cos() / f32::from(k))
                        .sum();
                    0.1 * voice * (0.6 + 0.4 * (t * 0.001).sin())
                })
                .collect();
            Clip {
                pcm: Pcm {
                    samples,
                    rate: SampleRate::VOICE,
                },
                alignment: Alignment::default(),
            }
        })
        .collect();
    let plan = RenderPlan {
        jobs: clips
            .iter()
            .map(|_| Job {
                speaker: 0,
                voice: 0,
                gap_before: Milliseconds(400),
                tokens: Vec::new(),
                words: Vec::new(),
                fits: Vec::new(),
                lean: Lean::NONE,
                span: Span::default(),
                key: Key([0; 32]),
                seed: 0,
            })
            .collect(),
        tail: Milliseconds(500),
        ..RenderPlan::default()
    };
    (plan, clips)
}

fn mix(c: &mut Criterion) {
    let (plan, clips) = episode();
    let timeline = lay_out(&plan, &clips, &Recordings::default(), SampleRate::EPISODE);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("episode.wav");

    let mut group = c.benchmark_group("mix");
    group.sample_size(10);
    group.throughput(Throughput::Elements(timeline.length.0));
    let mixdown = Mixdown::new(&timeline, &clips).unwrap();
    group.bench_function("read", |b| {
        b.iter(|| {
            let mut pass = mixdown.pass();
            while let Some(block) = pass.next_block().unwrap() {
                std::hint::black_box(block);
            }
        });
    });
    group.bench_function("write 24 bits", |b| {
        b.iter(|| {
            let mut file = WavFile::create(&path, SampleRate::EPISODE, Encoding::Pcm24).unwrap();
            let storage = file.begin(mixdown.length(), mixdown.channels()).unwrap();
            let (mut samples, mut encoded, mut first) = (Vec::new(), Vec::new(), 0);
            let mut pass = mixdown.pass();
            while let Some(block) = pass.next_block().unwrap() {
                samples.clear();
                samples.extend_from_slice(block.left());
                storage.encode(
                    std::slice::from_mut(&mut samples),
                    Samples(first),
                    0,
                    &mut encoded,
                );
                file.write(&encoded).unwrap();
                first += samples.len() as u64;
            }
            file.commit().unwrap();
        });
    });
    let target = Target {
        level: Level::Loudness(Lufs(-16.0)),
        ceiling: Dbtp(-1.0),
    };
    group.bench_function("clips to mastered file", |b| {
        b.iter(|| {
            let mixdown = Mixdown::new(&timeline, &clips).unwrap();
            let mut file = WavFile::create(&path, SampleRate::EPISODE, Encoding::Pcm24).unwrap();
            let report = master(&mixdown, &target, &mut file).unwrap();
            file.commit().unwrap();
            report
        });
    });
    group.finish();
}

criterion_group!(benches, mix);
criterion_main!(benches);
