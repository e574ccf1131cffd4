//! Stages 8 and 9: where each clip lies in the episode, and the PCM that comes of it.

mod place;
mod sum;
pub mod timeline;

pub use place::{ClipInfo, lay_out};
pub use sum::{MixBlocks, MixError, Mixdown};
