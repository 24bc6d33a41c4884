//! Names that what stands around them leaves open, and that the same article uses elsewhere for one entity: in an article
//! whose first sentence tells which Georgia is meant, each Georgia is that one.

use super::mention::{Mention, Reason};

/// The most different names of an article that are settled, so that time stays linear.
const MOST: usize = 16;

/// Gives each mention without an entity, none of whose candidates the context speaks for, the one entity that its name has
/// elsewhere among `found`, by context at least once. Where the context speaks for several, or the name is used for
/// several, it stays open.
pub(super) fn settle(text: &str, found: &mut [Mention]) {
    let mut names: Vec<&str> = Vec::new();
    for mention in found.iter().filter(|mention| is_open(mention)) {
        let name = mention.span.of(text);
        if names.len() < MOST && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let mut meant = found.iter().filter(|mention| mention.entity.is_some() && mention.span.of(text) == name);
        let told = meant.clone().find(|mention| mention.candidates.first().is_some_and(|first| first.reason.is_told()));
        let Some(entity) = told.and_then(|mention| mention.entity) else { continue };
        if meant.any(|mention| mention.entity != Some(entity)) {
            continue;
        }
        for mention in found.iter_mut().filter(|mention| is_open(mention) && mention.span.of(text) == name) {
            if let Some(place) = mention.candidates.iter().position(|candidate| candidate.entity == entity) {
                mention.candidates[..=place].rotate_right(1);
                mention.candidates[0].reason = Reason::Elsewhere;
                mention.entity = Some(entity);
            }
        }
    }
}

fn is_open(mention: &Mention) -> bool {
    mention.entity.is_none() && !mention.candidates.iter().any(|candidate| candidate.reason.is_told())
}
