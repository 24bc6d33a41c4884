//! Gazetteers made of gazetteers.

use std::collections::{HashMap, HashSet};

use super::builder::AliasRecord;
use super::kinds::Matching;
use super::{Gazetteer, GazetteerBuilder, GazetteerOptions};
use crate::{Error, Result};

impl Gazetteer {
    /// The aliases of both, this one's first, each as strict as it was; what both have in every respect stands once.
    /// Entities of one id are one entity. Licences travel along, and second mentions are sought if either sought them.
    /// Costs building anew.
    ///
    /// # Errors
    /// An entity has another type in the other gazetteer; a damaged file.
    pub fn union(&self, other: &Self) -> Result<Self> {
        self.check()?;
        other.check()?;
        let mut loose: HashMap<&str, Vec<u32>> = HashMap::new();
        for &alias in self.inner().loose.aliases.iter() {
            loose.entry(self.alias(alias)).or_default().push(alias);
        }
        let second_mentions = self.finds_second_mentions() || other.finds_second_mentions();
        let mut builder = GazetteerBuilder::new(GazetteerOptions { second_mentions, ..GazetteerOptions::exact() });
        for (gazetteer, first) in [(self, true), (other, false)] {
            for record in (0..gazetteer.len() as u32).filter_map(|alias| gazetteer.record(alias)) {
                if first || !self.holds(&record, &loose) {
                    builder.try_add(&record).map_err(|reason| Error::table(0, reason))?;
                }
            }
            gazetteer.licenses().for_each(|license| builder.add_license(license));
        }
        builder.build()
    }

    /// All but the aliases whose surface, as it was given, is in `aliases` or whose entity is in `entities`.
    ///
    /// # Errors
    /// A damaged file.
    pub fn without(&self, aliases: &HashSet<String>, entities: &HashSet<String>) -> Result<Self> {
        self.check()?;
        let second_mentions = self.finds_second_mentions();
        let mut builder = GazetteerBuilder::new(GazetteerOptions { second_mentions, ..GazetteerOptions::exact() });
        for record in (0..self.len() as u32).filter_map(|alias| self.record(alias)) {
            if !aliases.contains(record.alias) && !entities.contains(record.entity_id) {
                builder.add(&record)?;
            }
        }
        self.licenses().for_each(|license| builder.add_license(license));
        builder.build()
    }

    /// Whether this very row is in the gazetteer.
    fn holds(&self, record: &AliasRecord<'_>, loose: &HashMap<&str, Vec<u32>>) -> bool {
        let same = |alias| self.record(alias).as_ref() == Some(record);
        if record.matching == Matching::Word {
            return self.inner().any_alias_like(record.alias, same);
        }
        loose.get(record.alias).is_some_and(|aliases| aliases.iter().any(|&alias| same(alias)))
    }
}
