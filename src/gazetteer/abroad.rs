//! Bodies whose name other countries give to bodies of their own, in an article about one of those.
//!
//! "Congress" with no country beside it is the one of the gazetteer's country, and in an article about Peru it is Peru's.
//! An article is about the country that it names first, where it names the body's own less than half as often. What speaks
//! for the body all the same are the needs that its alias lists before `:home=`.
//!
//! Likewise "Athens" is no Greek city in an article that names American states and no country but America.

use super::Inner;
use super::kinds::MatchKind;
use super::mention::{self, Mention};
use super::states;
use crate::Span;

/// The type of entities that have bodies of their own.
const COUNTRY: &str = "country";

/// The type of their parts.
const REGION: &str = "region";

/// The rule of places whose name a town in America has.
const TOWN: &str = ":town";

/// Whose towns have names of other countries' towns.
const AMERICA: &str = "US";

/// Takes the doubtful out of an article's mentions, each given by its span and its country's id, in reading order, where
/// the article is about another country. A body that is named before any country is at home.
pub(super) fn drop_doubtful(inner: &Inner, doubtful: &[(Span, Box<str>)], found: &mut Vec<Mention>) {
    let Some((first, _)) = doubtful.first() else { return };
    let countries: Vec<u32> =
        found.iter().filter(|mention| is_country(inner, mention)).filter_map(|m| m.entity).collect();
    let times =
        |id: &str| countries.iter().filter(|&&country| inner.entities.get(country as usize) == Some(id)).count();
    let lead = found.iter().find(|mention| is_country(inner, mention)).filter(|lead| lead.span < *first);
    let Some(lead) = lead.and_then(|lead| inner.entities.get(lead.entity? as usize)) else { return };
    let lead = times(lead);
    // Few countries have such bodies.
    let mut known: Vec<(&str, bool)> = Vec::new();
    mention::keep(found, &mut |mention| {
        let Ok(place) = doubtful.binary_search_by_key(&mention.span, |(span, _)| *span) else { return true };
        let id = &*doubtful[place].1;
        let at_home = known.iter().find(|(other, _)| *other == id).map(|&(_, at_home)| at_home);
        at_home.unwrap_or_else(|| {
            let at_home = 2 * times(id) >= lead;
            known.push((id, at_home));
            at_home
        })
    });
}

/// What only American counties have.
const COUNTIES: [&str; 5] = ["Sheriff's ", "Sheriff\u{2019}s ", "County Jail", "County Sheriff", "County Superior"];

/// Takes out of an article's mentions those at `towns` where it names an American state or a county's office and, beside
/// them, no region or country elsewhere.
pub(super) fn drop_towns(inner: &Inner, text: &str, towns: &[Span], found: &mut Vec<Mention>) {
    if towns.is_empty() {
        return;
    }
    let is_town = |mention: &Mention| {
        towns.binary_search(&mention.span).is_ok()
            && inner.contexts.get(mention.alias).is_some_and(|context| context.contains(TOWN))
    };
    let mut states = false;
    for mention in found.iter().filter(|mention| !is_town(mention)) {
        let name = mention.span.of(text);
        let id = mention.entity.and_then(|entity| inner.entities.get(entity as usize));
        match kind_of(inner, mention) {
            Some(COUNTRY) if id != Some(AMERICA) => return,
            Some(REGION) if states::is_state(name) => states = true,
            Some(REGION) if mention.kind == MatchKind::Name && !states::may_be_state(name) => return,
            _ => {}
        }
    }
    if states || COUNTIES.iter().any(|office| text.contains(office)) {
        mention::keep(found, &mut |mention| !is_town(mention));
    }
}

fn is_country(inner: &Inner, mention: &Mention) -> bool {
    kind_of(inner, mention) == Some(COUNTRY)
}

/// The type of the entity.
fn kind_of<'i>(inner: &'i Inner, mention: &Mention) -> Option<&'i str> {
    let kind = inner.entity_types.get(mention.entity? as usize)?;
    inner.types.get(usize::from(*kind))
}
