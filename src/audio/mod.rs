//! PCM and mel buffers, and what is done to one buffer alone: decoding it, changing its rate, fading its edges.
//! Which of them sound together, and when, is `mix`'s.

pub mod decode;
pub mod fade;
pub mod mel;
pub mod pcm;
pub mod recording;
pub mod resample;
pub mod signal;
mod wide;

pub use wide::wide;
