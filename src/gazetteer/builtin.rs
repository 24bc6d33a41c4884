//! The starter gazetteer: the CSV files of `seeds/gazetteer`, compiled in.

use std::sync::LazyLock;

use super::Gazetteer;
use super::builder::{GazetteerBuilder, GazetteerOptions};
use super::packed::each_row;

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    // The rows are part of the crate; the test below holds them to loading without a fault.
    each_row(|record| builder.try_add(record)).expect("the built-in rows are taken");
    builder.build().expect("building has no way to fail")
});

pub(super) fn gazetteer() -> &'static Gazetteer {
    &BUILTIN
}

#[cfg(test)]
mod tests {
    use super::super::csv::{CsvOptions, read_csv};
    use super::*;

    /// The files in their order, with the context of rows that state none, as `pack.py` has them.
    const FILES: [(&str, Option<&str>); 7] = [
        (include_str!("../../seeds/gazetteer/countries.csv"), Some(":whole")),
        (include_str!("../../seeds/gazetteer/cities.csv"), Some(":whole")),
        (include_str!("../../seeds/gazetteer/leaders.csv"), None),
        (include_str!("../../seeds/gazetteer/organisations.csv"), None),
        (include_str!("../../seeds/gazetteer/commodities.csv"), Some(":whole; :given")),
        (include_str!("../../seeds/gazetteer/sample-people.csv"), None),
        (include_str!("../../seeds/gazetteer/blockers.csv"), None),
    ];

    #[test]
    fn every_row_is_there_as_it_stands_in_the_files() {
        // Where it is not: `python3 src/gazetteer/pack.py`.
        let mut alias = 0;
        for (file, context) in FILES {
            let (gazetteer, report) = read_csv(file.as_bytes(), &CsvOptions::default()).expect("the columns are there");
            assert_eq!(report.refused, [], "of {} rows", report.rows);
            for row in 0..gazetteer.len() as u32 {
                let mut expected = gazetteer.record(row);
                if let Some(record) = expected.as_mut().filter(|record| !record.entity_id.is_empty()) {
                    record.context = record.context.or(context);
                }
                assert_eq!(BUILTIN.record(alias), expected);
                alias += 1;
            }
        }
        assert_eq!(alias as usize, BUILTIN.len());
        assert!(BUILTIN.n_entities() > 500, "{}", BUILTIN.n_entities());
    }
}
