//! Stages 1 to 4, text to phoneme IR, on one core: words per second (a word being what white space parts in the
//! script), and how often each stage allocates per word. On the course scripts in ../shared/corpus where they are,
//! else on the example episode.
#![allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that cannot go on has failed; counting allocations needs an allocator; it reads scripts"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::g2p::{self, Lexicon};
use declaim::markup::{self, PauseSettings};
use declaim::source::Source;
use declaim::text::{Vocabulary, normalise};
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The system's allocator, counting.
struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract that this function has too.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

struct Embedded(Lexicon);

impl Vocabulary for Embedded {
    fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn has_entry(&self, written: &str) -> bool {
        self.0.has_entry(written)
    }
}

/// The scripts of the corpus, or the example episode.
fn scripts() -> Vec<Source> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(corpus)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|folder| std::fs::read_dir(folder.path()).ok())
        .flat_map(|files| files.flatten().map(|file| file.path()))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| Source::new("script", std::fs::read_to_string(path).unwrap());
    let mut sources: Vec<_> = paths.iter().map(read).collect();
    if sources.is_empty() {
        println!("../shared/corpus is not here: on the example episode");
        let text = include_str!("../examples/kubernetes-production-mastery/episode-01.txt");
        sources.push(Source::new("episode-01.txt", text));
    }
    sources
}

/// Runs one stage and counts its allocations.
fn counted<T>(stage: &str, words: u64, run: impl FnOnce() -> T) -> T {
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let value = run();
    let count = ALLOCATIONS.load(Ordering::Relaxed) - before;
    println!(
        "{stage}: {count} allocations, {:.2} a word",
        count as f64 / words as f64
    );
    value
}

fn front_end(criterion: &mut Criterion) {
    let sources = scripts();
    let vocabulary = Embedded(Lexicon::embedded().unwrap());
    let lexicon = &vocabulary.0;
    let words = sources
        .iter()
        .map(|s| s.text().split_whitespace().count() as u64)
        .sum();
    println!("{} scripts, {words} words", sources.len());
    let scripts: Vec<_> = counted("markup", words, || {
        let resolve = |s| markup::resolve(&markup::parse(s).value, &PauseSettings::HOUSE.into()).value;
        sources.iter().map(resolve).collect()
    });
    let spoken: Vec<_> = counted("normalise", words, || {
        scripts.iter().map(|s| normalise(s, &vocabulary).value).collect()
    });
    counted("transcribe", words, || {
        spoken
            .iter()
            .map(|s| g2p::transcribe(s, lexicon).value)
            .collect::<Vec<_>>()
    });

    let mut group = criterion.benchmark_group("front_end");
    group.sample_size(10);
    group.throughput(Throughput::Elements(words));
    group.bench_function("markup", |b| {
        b.iter(|| {
            for source in &sources {
                let _ = black_box(markup::resolve(
                    &markup::parse(source).value,
                    &PauseSettings::HOUSE.into(),
                ));
            }
        });
    });
    group.bench_function("normalise", |b| {
        b.iter(|| {
            for script in &scripts {
                let _ = black_box(normalise(script, &vocabulary));
            }
        });
    });
    group.bench_function("transcribe", |b| {
        b.iter(|| {
            for spoken in &spoken {
                let _ = black_box(g2p::transcribe(spoken, lexicon));
            }
        });
    });
    group.bench_function("all", |b| {
        b.iter(|| {
            for source in &sources {
                let script =
                    markup::resolve(&markup::parse(source).value, &PauseSettings::HOUSE.into()).value;
                let spoken = normalise(&script, &vocabulary).value;
                let _ = black_box(g2p::transcribe(&spoken, lexicon));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, front_end);
criterion_main!(benches);
