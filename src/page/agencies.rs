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

/// Whether the text begins with an agency's sign, of forty bytes at most; gives the sign's length.
pub(super) fn leads(text: &str) -> Option<usize> {
    let signs = &BY_FIRST[usize::from(*text.as_bytes().first()?)];
    let second = text.as_bytes().get(1);
    let ends = |sign: &&&str| {
        (sign.as_bytes().get(1) == second || sign.len() < 2)
            && text
                .strip_prefix(**sign)
                .is_some_and(|rest| sign.len() <= 40 && !rest.starts_with(char::is_alphanumeric))
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
    }
}
