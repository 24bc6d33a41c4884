//! Codes of languages.

/// The language of a code, without country and script; the two written forms of Norwegian are one.
pub(crate) fn base_language(code: &str) -> &str {
    let base = code.split(['-', '_']).next().unwrap_or_default();
    if ["nb", "nn"].iter().any(|known| base.eq_ignore_ascii_case(known)) { "no" } else { base }
}
