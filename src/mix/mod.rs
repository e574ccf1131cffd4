//! mix

pub mod timeline;
