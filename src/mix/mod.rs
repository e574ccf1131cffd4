//! Stages 8 and 9: where each clip and recording lies in the episode, and the PCM that comes of it. Knows nothing
//! of mastering: how loud the whole becomes is decided after it.

mod bed;
mod pan;
mod place;
mod print;
mod recordings;
mod strip;
mod sum;
pub mod timeline;

pub use place::lay_out;
pub use print::print;
pub use recordings::{Bed, Excerpt, Recordings};
pub use sum::{MixBlocks, MixError, Mixdown, SpeakerMix};
