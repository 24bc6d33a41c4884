//! The checks, for the targets of this crate.

pub mod checks;
