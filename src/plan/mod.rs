//! plan

pub mod job;
