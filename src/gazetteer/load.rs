//! Rows of text, whatever they were read from, into a gazetteer and a report.

use std::str::FromStr;

use super::Gazetteer;
use super::builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
use super::csv::LoadReport;
use crate::text::decimal;
use crate::{Error, Result};

/// Takes row after row; a bad one is left out and reported.
///
/// ```
/// use newscore::gazetteer::{GazetteerOptions, Loader};
/// let mut loader = Loader::new(GazetteerOptions::smart());
/// loader.add(1, ["NO", "country", "Norway"], [("kind", "name"), ("lang", "en")]);
/// loader.add(2, ["NO", "country", "Norse"], [("kind", "adjective")]);
/// let (gazetteer, report) = loader.finish()?;
/// assert_eq!((gazetteer.len(), report.refused[0].0), (1, 2));
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug)]
pub struct Loader {
    builder: GazetteerBuilder,
    report: LoadReport,
}

impl Loader {
    /// A loader without rows.
    pub fn new(options: GazetteerOptions) -> Self {
        Self { builder: GazetteerBuilder::new(options), report: LoadReport::default() }
    }

    /// Adds a row: id, type and alias, and further columns by name; empty fields and unknown columns count as absent.
    pub fn add<'r>(
        &mut self,
        line: u64,
        [entity_id, entity_type, alias]: [&'r str; 3],
        more: impl IntoIterator<Item = (&'r str, &'r str)>,
    ) {
        self.report.rows += 1;
        let mut record = AliasRecord::new(entity_id, entity_type, alias);
        let set = more.into_iter().try_for_each(|(column, field)| record.set(column, field));
        match set.and_then(|()| self.builder.try_add(&record)) {
            Ok(()) => self.report.aliases += 1,
            Err(reason) => self.report.refused.push((line, reason)),
        }
    }

    /// Reports a row that the reader itself could make nothing of.
    pub fn refuse(&mut self, line: u64, reason: String) {
        self.report.rows += 1;
        self.report.refused.push((line, reason));
    }

    /// Names a licence of the data.
    pub fn add_license(&mut self, license: &str) {
        self.builder.add_license(license);
    }

    /// Builds.
    ///
    /// # Errors
    /// None at present; the signature leaves room for limits.
    pub fn finish(mut self) -> Result<(Gazetteer, LoadReport)> {
        self.report.entities = self.builder.n_entities();
        let gazetteer = self.builder.build()?;
        self.report.collisions = gazetteer.collisions();
        Ok((gazetteer, self.report))
    }
}

impl<'r> AliasRecord<'r> {
    /// Sets the column of that name; an empty field leaves it.
    pub(super) fn set(&mut self, column: &str, field: &'r str) -> Result<(), String> {
        if field.is_empty() {
            return Ok(());
        }
        match column {
            "kind" => self.kind = parse(field)?,
            "case" => self.case = Some(parse(field)?),
            "spelling" => self.spelling = Some(parse(field)?),
            "valid_from" => self.valid_from = Some(field),
            "valid_to" => self.valid_to = Some(field),
            "family_name" => self.family_name = Some(field),
            "match" => self.matching = parse(field)?,
            "lang" => self.lang = Some(field),
            "context" => self.context = Some(field),
            "prior" => {
                let prior =
                    decimal(field).ok_or_else(|| format!("the prior {field:?} is not accepted: a number above 0"));
                self.prior = Some(prior?);
            }
            _ => {}
        }
        Ok(())
    }
}

fn parse<T: FromStr<Err = Error>>(field: &str) -> Result<T, String> {
    field.parse().map_err(|error: Error| error.to_string())
}
