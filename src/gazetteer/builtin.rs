//! The starter gazetteer: the CSV files of `seeds/gazetteer`, compiled in.

use std::sync::LazyLock;

use super::Gazetteer;
use super::builder::{GazetteerBuilder, GazetteerOptions};
use super::csv::{LoadReport, add_csv};

/// Files in the order in which they are added; where surfaces are equal the earlier one comes first. With each the
/// context of rows that state none: a place may always be a part of a longer name, a metal of a firm's ("Copper Quill").
const FILES: [(&str, Option<&str>); 7] = [
    (include_str!("../../seeds/gazetteer/countries.csv"), PLACE),
    (include_str!("../../seeds/gazetteer/cities.csv"), PLACE),
    (include_str!("../../seeds/gazetteer/leaders.csv"), None),
    (include_str!("../../seeds/gazetteer/organisations.csv"), None),
    (include_str!("../../seeds/gazetteer/commodities.csv"), Some(":whole; :given")),
    (include_str!("../../seeds/gazetteer/sample-people.csv"), None),
    (include_str!("../../seeds/gazetteer/blockers.csv"), None),
];

const PLACE: Option<&str> = Some(":whole");

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| load().0);

pub(super) fn gazetteer() -> &'static Gazetteer {
    &BUILTIN
}

fn load() -> (Gazetteer, Vec<LoadReport>) {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    let reports = FILES.map(|(file, context)| {
        let mut report = LoadReport::default();
        // The files are part of the crate; the test below holds them to loading without a fault.
        add_csv(&mut builder, file.as_bytes(), None, context, &mut report)
            .expect("the built-in files have the needed columns");
        report
    });
    (builder.build().expect("building has no way to fail"), reports.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_taken() {
        let (gazetteer, reports) = load();
        for report in &reports {
            assert_eq!(report.refused, [], "of {} rows", report.rows);
        }
        assert!(gazetteer.n_entities() > 500, "{}", gazetteer.n_entities());
    }
}
