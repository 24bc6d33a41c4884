//! A matcher that is too slow to be wrong: the reference of the tests and of the fuzz target.

use newscore::text::is_word;

/// Obviously right: at each boundary the longest alias that ends at a boundary, then on from its end.
pub fn slow(aliases: &[&str], text: &str) -> Vec<(usize, usize, u32)> {
    let boundary = |at: usize| {
        text.is_char_boundary(at)
            && !(text[..at].chars().next_back().is_some_and(is_word) && text[at..].chars().next().is_some_and(is_word))
    };
    let (mut out, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let here = aliases
            .iter()
            .enumerate()
            .filter(|(_, alias)| boundary(at) && text[at..].starts_with(**alias) && boundary(at + alias.len()));
        match here.max_by_key(|(number, alias)| (alias.len(), std::cmp::Reverse(*number))) {
            Some((number, alias)) => {
                out.push((at, at + alias.len(), number as u32));
                at += alias.len();
            }
            None => at += 1,
        }
    }
    out
}
