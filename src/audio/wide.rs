//! `wide`: work compiled once for each width of vectors, the widest that the processor has being run.
//!
//! The only file that knows pulp. Results are the same for every width: the compiler never changes the order of
//! operations on floating-point numbers, nor makes one of two.

/// Does `work`, whose calls should be inlined into it, with the widest vectors there are.
#[inline]
pub fn wide<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}
