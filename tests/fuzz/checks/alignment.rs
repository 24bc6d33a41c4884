//! The alignment against lists of characters: what was kept, in order, each with its place.

use newscore::Span;
use newscore::text::{Alignment, CodePoints, is_space};

use super::News;

/// What the fuzzer makes up: a text, how many characters are left out and kept in turn, and a span of the clean text.
pub type Input = (News, Vec<(u8, u8)>, (u16, u16));

/// See the head of this file.
pub fn check(input: Input) {
    let (News(text), turns, (from, to)) = input;
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let kept = kept(&text, &characters, &turns);
    let alignment = Alignment::new(&text, kept.iter().copied());

    let places = slow(&characters, &kept);
    let clean: String = places.iter().map(|&(_, c)| c).collect();
    assert_eq!(alignment.clean(&text), clean);
    assert_eq!(alignment.clean_len(), clean.len());
    let mut there: Vec<Option<usize>> = vec![None; text.len()];
    for ((at, _), &(raw, _)) in clean.char_indices().zip(&places) {
        assert_eq!(alignment.to_raw(at), Some(raw));
        there[raw] = Some(at);
    }
    assert_eq!(alignment.to_raw(clean.len()), None);
    for &(at, _) in &characters {
        assert_eq!(alignment.to_clean(at), there[at]);
    }

    // Any span of the clean text is its raw pieces, one after another.
    let boundary = |at: u16| {
        let at = usize::from(at) % (clean.len() + 1);
        (0..=at).rev().find(|&at| clean.is_char_boundary(at)).unwrap_or(0)
    };
    let span = (boundary(from).min(boundary(to)), boundary(from).max(boundary(to)));
    let pieces = alignment.spans_to_raw(Span::new(span.0, span.1));
    assert_eq!(pieces.iter().map(|piece| piece.of(&text)).collect::<String>(), clean[span.0..span.1]);
    assert!(pieces.windows(2).all(|pair| pair[0].end() < pair[1].start()), "neighbours are one piece");

    // The same in code points.
    let points = CodePoints::new(&text);
    let mut in_points = alignment;
    in_points.map_raw(|span| {
        let (start, end) = points.span(span);
        Span::new(start, end)
    });
    let place_of = |raw: usize| characters.binary_search_by_key(&raw, |&(at, _)| at).ok();
    for (at, &(raw, _)) in places.iter().enumerate() {
        assert_eq!(in_points.to_raw(at), place_of(raw));
    }
}

/// Spans as a page keeps them: in order, apart, trimmed, none empty.
fn kept(text: &str, characters: &[(usize, char)], turns: &[(u8, u8)]) -> Vec<Span> {
    let byte = |nth: usize| characters.get(nth).map_or(text.len(), |&(at, _)| at);
    let mut at = 0;
    let mut spans = Vec::new();
    for &(skip, take) in turns {
        let (start, end) = (at + usize::from(skip), at + usize::from(skip) + usize::from(take));
        let piece = &text[byte(start)..byte(end)];
        let trimmed = piece.trim_matches(is_space);
        if !trimmed.is_empty() {
            let start = byte(start) + piece.len() - piece.trim_start_matches(is_space).len();
            spans.push(Span::new(start, start + trimmed.len()));
        }
        at = end;
    }
    spans
}

/// Every character of the clean text with its place: those of the kept spans, and the blanks right before each but the
/// first.
fn slow(characters: &[(usize, char)], kept: &[Span]) -> Vec<(usize, char)> {
    let owner = |at: usize| kept.iter().position(|span| span.start() <= at && at < span.end());
    let first = kept.first().map_or(usize::MAX, |span| span.start());
    let mut places = Vec::new();
    let mut blanks = Vec::new();
    for &(at, c) in characters {
        if owner(at).is_some() {
            places.append(&mut blanks);
            places.push((at, c));
        } else if is_space(c) && at > first {
            blanks.push((at, c));
        } else {
            blanks.clear();
        }
    }
    places
}
