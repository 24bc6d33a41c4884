//! News agencies and their signs.

use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../data/agencies.txt");

static SIGNS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut signs = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut parts = line.split(" | ");
        if let (Some(name), Some(first)) = (parts.next(), parts.next()) {
            signs.insert(name, first);
            signs.insert(first, first);
            parts.for_each(|sign| {
                signs.insert(sign, first);
            });
        }
    }
    signs
});

/// The agency that a name or sign stands for, by the first of its signs: `Yonhap News Agency` -> `Yonhap`. Case matters.
pub(super) fn named(sign: &str) -> Option<&'static str> {
    SIGNS.get(sign).copied()
}

/// Names and signs by their first byte.
static BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    for sign in SIGNS.keys() {
        by_first[usize::from(sign.as_bytes()[0])].push(*sign);
    }
    by_first
});

/// A bit for every pair of bytes that a name or sign begins with: few lines begin with one.
static OPENINGS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut openings = vec![0; 1 << 10];
    for opening in SIGNS.keys().filter_map(|sign| sign.as_bytes().first_chunk()) {
        let opening = usize::from(u16::from_le_bytes(*opening));
        openings[opening / 64] |= 1 << (opening % 64);
    }
    openings
});

/// Whether the text begins with an agency's sign, of forty bytes at most; gives the sign's length.
pub(super) fn leads(text: &str) -> Option<usize> {
    let &[first, second, ..] = text.as_bytes() else { return None };
    let opening = usize::from(u16::from_le_bytes([first, second]));
    if OPENINGS[opening / 64] >> (opening % 64) & 1 == 0 {
        return None;
    }
    let signs = &BY_FIRST[usize::from(first)];
    let ends = |sign: &&&str| {
        text.strip_prefix(**sign).is_some_and(|rest| sign.len() <= 40 && !rest.starts_with(char::is_alphanumeric))
    };
    signs.iter().filter(ends).map(|sign| sign.len()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        assert_eq!(named("Yonhap News Agency"), Some("Yonhap"));
        assert_eq!(named("yonhap"), None);
        assert_eq!(leads("Associated Press November 19"), Some(16));
        assert_eq!(leads("Reuterswerda"), None);
        assert!(SIGNS.keys().all(|sign| sign.len() >= 2), "a letter alone would not be found by its opening");
    }
}
