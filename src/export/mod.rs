//! Stage 11: masters and what goes with them, as files. Each appears whole under its name or not at all.

mod alignment;
mod audition;
mod captions;
mod chapters;
mod dither;
mod encode;
mod error;
mod riff;
#[cfg(test)]
mod sample;
mod staged;
mod wav;
mod wording;

pub use alignment::stage_alignment;
pub use audition::{Excerpt, write_audition};
pub use captions::stage_captions;
pub use chapters::stage_chapters;
pub use encode::{Encoding, Storage};
pub use error::ExportError;
pub use staged::{Whole, Written};
pub use wav::WavFile;
