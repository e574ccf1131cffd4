//! What rendering costs, before it is done: processor time from seconds of audio. Owns the two figures, which
//! stand in docs/BENCHMARKS.md; nothing is measured here.

/// Processor seconds for a second of speech that is synthesised (docs/BENCHMARKS.md).
const SPEAK: f64 = 0.008;
/// Processor seconds for a second of an episode that is mixed and mastered (docs/BENCHMARKS.md).
const MASTER: f64 = 0.0019;

/// Processor seconds for an episode of `length` seconds, `spoken` seconds of which are not in the cache.
pub(super) fn work(length: f64, spoken: f64) -> f64 {
    spoken * SPEAK + length * MASTER
}
