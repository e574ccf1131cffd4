//! Stage 3 on the example episode, alone: words per second (a word being what white space parts in the script),
//! and how often it allocates.
#![allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on has failed; counting allocations needs an allocator"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use declaim::g2p::Lexicon;
use declaim::markup::PauseSettings;
use declaim::markup::script::Script;
use declaim::source::Source;
use declaim::text::{Vocabulary, normalise};
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
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

fn episode() -> (Script, u64) {
    let text = include_str!("../examples/kubernetes-production-mastery/episode-01.txt");
    let document = declaim::markup::parse(&Source::new("episode-01.txt", text)).value;
    let script = declaim::markup::resolve(&document, &PauseSettings::HOUSE.into()).value;
    (script, text.split_whitespace().count() as u64)
}

fn normalisation(criterion: &mut Criterion) {
    let (script, words) = episode();
    let vocabulary = Embedded(Lexicon::embedded().unwrap());
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let spoken = black_box(normalise(&script, &vocabulary));
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    drop(spoken);
    println!("normalise: {allocations} allocations for {words} words");

    let mut group = criterion.benchmark_group("normalise");
    group.throughput(Throughput::Elements(words));
    group.bench_function("episode", |b| {
        b.iter(|| normalise(black_box(&script), &vocabulary))
    });
    group.finish();
}

criterion_group!(benches, normalisation);
criterion_main!(benches);
