//! Bodies whose name other countries give to bodies of their own, in an article about one of those.
//!
//! "Congress" with no country beside it is the one of the gazetteer's country, and in an article about Peru it is Peru's.
//! An article is about the country that it names first, where it names the body's own less than half as often. What speaks
//! for the body all the same are the needs that its alias lists before `:home=`.

use std::collections::HashMap;

use super::Inner;
use super::mention::Mention;
use crate::Span;

/// The type of entities that have bodies of their own.
const COUNTRY: &str = "country";

/// Takes the doubtful out of an article's mentions, each given by its span and its country's id, in reading order, where
/// the article is about another country. A body that is named before any country is at home.
pub(super) fn drop_doubtful(inner: &Inner, doubtful: &[(Span, Box<str>)], found: &mut Vec<Mention>) {
    let Some((first, _)) = doubtful.first() else { return };
    let mut named: HashMap<&str, usize> = HashMap::new();
    let mut lead = None;
    for mention in found.iter() {
        let Some(entity) = mention.entity.map(|entity| entity as usize) else { continue };
        let kind = inner.entity_types.get(entity).and_then(|&kind| inner.types.get(usize::from(kind)));
        if kind == Some(COUNTRY)
            && let Some(id) = inner.entities.get(entity)
        {
            lead.get_or_insert((mention.span, id));
            *named.entry(id).or_default() += 1;
        }
    }
    let Some((_, lead)) = lead.filter(|(span, _)| span < first) else { return };
    let times = |id: &str| named.get(id).copied().unwrap_or_default();
    found.retain(|mention| {
        let place = doubtful.binary_search_by_key(&mention.span, |(span, _)| *span);
        place.is_err() || place.is_ok_and(|place| 2 * times(&doubtful[place].1) >= times(lead))
    });
}
