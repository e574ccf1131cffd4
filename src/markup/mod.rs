//! markup

pub mod script;
