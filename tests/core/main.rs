//! Tests of the core as its users see it.

mod gazetteer;
mod gazetteer_cases;
