//! Pages of one source that tell the same story: a story updated, a wire story run twice, print and mobile editions.
//!
//! They share most of their sentences, which then repeat without being furniture. Counted as one story they do not.

use std::collections::HashMap;

use super::read::{PageRecord, Shape};

/// The share of the sentences (by bytes) of the shorter page that must stand in the other, too.
const SAME: f64 = 0.5;

/// Fewer shared sentences than this prove nothing: notices under every page may be three sentences long.
const SENTENCES: usize = 3;

/// The story of each page, numbered from 0 in the order of the pages; and how many stories there are.
pub(super) fn stories(pages: &[&PageRecord]) -> (Vec<usize>, usize) {
    // Sentences on nearly every page are notices, whichever pages tell the same.
    let most = (pages.len() * 3 / 5).max(3);
    let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| line.shape == Shape::Prose && line.key != 0) {
            let held = holders.entry(line.key).or_default();
            if held.last() != Some(&(number as u32)) {
                held.push(number as u32);
            }
        }
    }
    let weight = |key: u64| holders.get(&key).is_some_and(|held| held.len() <= most);
    let mut totals = vec![0_usize; pages.len()];
    let mut shared: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| line.shape == Shape::Prose && weight(line.key)) {
            let bytes = page.text_of(line).len();
            totals[number] += bytes;
            for &other in holders[&line.key].iter().filter(|&&other| other > number as u32) {
                let pair = shared.entry((number as u32, other)).or_default();
                *pair = (pair.0 + 1, pair.1 + bytes);
            }
        }
    }
    let mut same: Vec<(usize, usize)> = shared
        .into_iter()
        .map(|((one, other), shared)| ((one as usize, other as usize), shared))
        .filter(|((one, other), (sentences, bytes))| {
            *sentences >= SENTENCES && *bytes as f64 >= SAME * totals[*one].min(totals[*other]) as f64
        })
        .map(|(pair, _)| pair)
        .collect();
    same.sort_unstable();
    // A page tells the story of the first page that it is like; what is like that page alone tells one of its own, or
    // pages of several stories each would chain all of them together.
    let mut found: Vec<Option<usize>> = vec![None; pages.len()];
    let (mut next, mut pairs) = (0, same.into_iter().peekable());
    for page in 0..pages.len() {
        let leads = found[page].is_none();
        let number = *found[page].get_or_insert(next);
        next = next.max(number + 1);
        while let Some((_, other)) = pairs.next_if(|(one, _)| *one == page) {
            if leads && found[other].is_none() {
                found[other] = Some(number);
            }
        }
    }
    (found.into_iter().flatten().collect(), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(sentences: &[usize]) -> PageRecord {
        let line = |n: &usize| format!("This is sentence number {n} of all that the old town of Osk has to tell.\n");
        PageRecord::new(&sentences.iter().map(line).collect::<String>())
    }

    #[test]
    fn an_updated_story_is_one_story() {
        let pages = [page(&[1, 2, 3, 4]), page(&[10, 11, 12, 13]), page(&[0, 1, 2, 3, 4, 5]), page(&[20, 21, 22])];
        assert_eq!(stories(&pages.iter().collect::<Vec<_>>()), (vec![0, 1, 0, 2], 3));
    }

    #[test]
    fn pages_of_several_stories_are_not_chained() {
        let pages: Vec<PageRecord> =
            (0..6).map(|n| page(&[4 * n, 4 * n + 1, 4 * n + 2, 4 * n + 4, 4 * n + 5, 4 * n + 6])).collect();
        assert_eq!(stories(&pages.iter().collect::<Vec<_>>()), (vec![0, 0, 1, 1, 2, 2], 3));
    }

    #[test]
    fn a_notice_on_every_page_joins_nothing() {
        let pages: Vec<PageRecord> = (1..6).map(|n| page(&[90, 91, 92, 93, n * 5, n * 5 + 1])).collect();
        assert_eq!(stories(&pages.iter().collect::<Vec<_>>()).1, 5);
    }
}
