//! Stage 10: the mix brought to its loudness, held under its true-peak ceiling, and measured again.

mod chain;
mod gain;
mod limiter;
mod loudness;
mod peak;
mod quality;
mod report;
mod true_peak;

pub use chain::{Level, MasterError, Sink, Target, master};
pub use limiter::{Limited, Limiter};
pub use loudness::{MeasureError, Meter, MeterError, album_gain, measure, meter};
pub use quality::{Inspector, Quality, Stretch};
pub use report::{LoudnessReport, Measurement};
