//! Stages 8 and 9: where each clip lies in the episode, and the PCM that comes of it.

mod place;
mod print;
mod recordings;
mod sum;
pub mod timeline;

pub use place::lay_out;
pub use print::print;
pub use recordings::{Bed, Excerpt, Recordings};
pub use sum::{MixBlocks, MixError, Mixdown};
