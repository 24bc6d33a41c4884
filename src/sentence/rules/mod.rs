//! The rules, each a small function that says `Some(true)` (the sentence ends), `Some(false)` (it does not) or `None`
//! (no opinion). [`super::decide`] holds their order and their names.

pub(super) mod abbreviations;
pub(super) mod ellipses;
pub(super) mod initials;
pub(super) mod lists;
pub(super) mod numbers;
pub(super) mod scripts;
pub(super) mod stops;
pub(super) mod strong;
pub(super) mod tokens;
