//! Full stops after ordinary words.

use crate::sentence::candidate::{Candidate, First};

/// What: small letters after a stop go on with the sentence, unless they begin a brand.
/// Why: an abbreviation that no list knows, a quoted sentence inside another, an ordinal (`12. století`).
/// Example: `the approx. value` is one, `He left. iPhone sales rose.` two.
/// Limits: sentences written without capitals are joined.
#[inline]
pub(in crate::sentence) fn lower_case_follows(c: &Candidate<'_>) -> Option<bool> {
    let after = c.after();
    match after.first {
        First::Lower => Some(is_brand(after.word)),
        _ => None,
    }
}

/// Whether a word that begins small has a capital next (`iPhone`, `eBay`, `xAI`).
fn is_brand(word: &str) -> bool {
    matches!(word.as_bytes(), [a, b, _, ..] if a.is_ascii_lowercase() && b.is_ascii_uppercase())
}
