//! A gazetteer's rows, read back.

use super::builder::AliasRecord;
use super::kinds::MatchKind;
use super::{Gazetteer, GazetteerBuilder, GazetteerOptions};
use crate::Result;

impl Gazetteer {
    /// The row behind alias number `alias`, with everything stated; `None` for a number that is none.
    pub fn record(&self, alias: u32) -> Option<AliasRecord<'_>> {
        let traits = self.0.pool.surface(alias)?.traits();
        let (valid_from, valid_to) = self.validity(alias);
        let entity = self.entity_of(alias);
        Some(AliasRecord {
            entity_id: entity.map_or("", |entity| self.entity_id(entity)),
            entity_type: entity.map_or("", |entity| self.entity_type(entity)),
            alias: self.alias(alias),
            kind: if entity.is_none() { MatchKind::Blocker } else { traits.kind },
            case: Some(traits.case),
            spelling: Some(traits.spelling),
            valid_from,
            valid_to,
            family_name: self.family_name(alias),
        })
    }

    /// Whether [`Gazetteer::find`] looks for second mentions.
    pub fn finds_second_mentions(&self) -> bool {
        self.0.second_mentions
    }

    /// The same gazetteer, made again from rows that [`Gazetteer::record`] gave.
    ///
    /// # Errors
    /// Rows that [`GazetteerBuilder::add`] refuses.
    pub fn from_records<'a>(records: impl IntoIterator<Item = AliasRecord<'a>>, second_mentions: bool) -> Result<Self> {
        let mut builder = GazetteerBuilder::new(GazetteerOptions { second_mentions, ..GazetteerOptions::exact() });
        for record in records {
            builder.add(&record)?;
        }
        builder.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_make_the_same_gazetteer_again() {
        let builtin = Gazetteer::builtin();
        let records = (0..builtin.len() as u32).filter_map(|alias| builtin.record(alias));
        let again = Gazetteer::from_records(records, true).expect("rows that were taken before");
        let text = "Chinese officials met in Oslo; New Mexico watched, and the U.S. too. OSLO";
        assert_eq!(again.find(text), builtin.find(text));
        assert_eq!(again.len(), builtin.len());
    }
}
