//! Why a sentence ends, or does not.

use super::Spans;

/// What was decided at one place, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The **byte** where the sentence ends, or would have ended: after the mark and what closes with it.
    pub at: usize,
    /// Whether it ends there.
    pub ends: bool,
    /// The stable name of the rule.
    pub rule: &'static str,
}

/// All decisions of a walk over a text.
pub(super) fn explain(mut spans: Spans<'_>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    while spans.advance(&mut |decision| decisions.push(decision)).is_some() {}
    decisions
}
