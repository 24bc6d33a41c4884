//! One binary for all tests of the core that need more than one module.

mod page;
mod page_cases;
