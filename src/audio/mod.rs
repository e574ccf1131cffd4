//! PCM and mel buffers, and what is done to one buffer alone: changing its rate, fading its edges.

pub mod decode;
pub mod fade;
pub mod mel;
pub mod pcm;
pub mod recording;
pub mod resample;
pub mod signal;
mod wide;

pub use wide::wide;
