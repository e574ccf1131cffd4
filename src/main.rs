//! Calls the library's command line and turns its answer into an exit code.

fn main() {}
