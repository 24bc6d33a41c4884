//! The learned line model: how likely each line is to be story, from all that is measured of the page.

mod cohesion;
mod decide;
#[cfg(test)]
mod dump;
mod features;
mod forest;
mod lexicon;
mod weights;

pub(super) use decide::decide;
