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

/// Whether the text begins with an agency's sign; gives the sign's length.
pub(super) fn leads(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    ends.take_while(|end| *end <= 40).filter(|end| SIGNS.contains_key(&text[..*end])).last()
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
