//! Any bytes as a table of aliases: rows are taken or refused with their line, and what was taken can be searched.

use newscore::gazetteer::{CsvOptions, read_csv};

const HEADER: &[u8] =
    b"entity_id,type,alias,kind,case,spelling,match,lang,prior,context,family_name,valid_from,valid_to\n";

/// What the fuzzer makes up.
pub type Input<'a> = (bool, &'a [u8]);

/// See the head of this file.
pub fn check(input: Input<'_>) {
    let (with_header, rows) = input;
    let file = if with_header { [HEADER, rows].concat() } else { rows.to_vec() };
    if let Ok((gazetteer, report)) = read_csv(file.as_slice(), &CsvOptions::default()) {
        assert_eq!(report.rows as usize, report.aliases + report.refused.len());
        assert_eq!(report.aliases, gazetteer.len());
        let text = String::from_utf8_lossy(&file);
        for mention in gazetteer.find(&text) {
            assert!(text.get(mention.span.start()..mention.span.end()).is_some());
        }
    }
}
