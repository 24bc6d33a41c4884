//! Reading a gazetteer from CSV or TSV.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};

use super::Gazetteer;
use super::builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
use crate::{Error, Result};

/// The columns without which there is no gazetteer.
const NEEDED: [&str; 2] = ["entity_id", "alias"];

const TYPE: &str = "type";

/// The columns that may be there.
const MORE: [&str; 10] =
    ["kind", "case", "spelling", "match", "lang", "prior", "context", "family_name", "valid_from", "valid_to"];

/// How to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvOptions {
    /// Defaults for what rows leave open; smart unless said otherwise.
    pub gazetteer: GazetteerOptions,
    /// The byte between fields; `None`: a tab if the first line holds one, else a comma, else a semicolon.
    pub delimiter: Option<u8>,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadReport {
    /// Rows read, the header not counted.
    pub rows: u64,
    /// Aliases taken.
    pub aliases: usize,
    /// Entities that they name.
    pub entities: usize,
    /// Surfaces that name more than one entity.
    pub collisions: usize,
    /// Rows refused: line in the file, from 1, and the reason.
    pub refused: Vec<(u64, String)>,
}

/// Reads rows of `entity_id`, `type`, `alias` and, where present, `kind`, `case`, `spelling`, `valid_from`, `valid_to`,
/// `family_name`, `match`, `lang`, `prior`, `context`; other columns are ignored. Any order of columns; empty fields count as absent. Rows stream through:
/// the file is never held whole.
///
/// ```
/// use newscore::gazetteer::{CsvOptions, read_csv};
/// let file = "entity_id,type,alias\nNO,country,Norway\nNO,country,\n";
/// let (gazetteer, report) = read_csv(file.as_bytes(), &CsvOptions::default())?;
/// assert_eq!((gazetteer.len(), report.rows), (1, 2));
/// assert_eq!(report.refused, [(3, "the alias is empty".to_string())]);
/// # Ok::<(), newscore::Error>(())
/// ```
///
/// # Errors
/// Missing columns, a file that cannot be read or is no CSV. A bad row is no error: it is left out and reported.
pub fn read_csv(reader: impl BufRead, options: &CsvOptions) -> Result<(Gazetteer, LoadReport)> {
    let mut builder = GazetteerBuilder::new(options.gazetteer);
    let mut report = LoadReport::default();
    add_csv(&mut builder, reader, options.delimiter, &mut report)?;
    report.entities = builder.n_entities();
    let gazetteer = builder.build()?;
    report.collisions = gazetteer.collisions();
    Ok((gazetteer, report))
}

/// Adds one file's rows to a gazetteer being built.
fn add_csv(
    builder: &mut GazetteerBuilder,
    mut reader: impl BufRead,
    delimiter: Option<u8>,
    report: &mut LoadReport,
) -> Result<()> {
    let head = reader.fill_buf().map_err(|error| Error::table(1, error.to_string()))?;
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = delimiter.unwrap_or(*b"\t,;".iter().find(|byte| first.contains(byte)).unwrap_or(&b','));
    // Where lines end in two characters, a row's place is told before the second of the line above is read.
    let late = u64::from(first.ends_with(b"\r"));
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let header = reader.byte_headers().map_err(broken)?.clone();
    let columns = Columns::new(&header)?;
    let mut row = ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(broken)? {
        report.rows += 1;
        let line = row.position().map_or(0, csv::Position::line) + late;
        match columns.record(&row).and_then(|record| builder.try_add(&record)) {
            Ok(()) => report.aliases += 1,
            Err(reason) => report.refused.push((line, reason)),
        }
    }
    Ok(())
}

fn broken(error: csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::table(line, error.to_string())
}

/// Where each column stands.
struct Columns {
    width: usize,
    needed: [usize; 2],
    kind: Option<usize>,
    more: Vec<(&'static str, usize)>,
}

impl Columns {
    fn new(header: &ByteRecord) -> Result<Self> {
        let names: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
        let find = |name: &str| names.iter().position(|column| column == name);
        let missing: Vec<&'static str> = NEEDED.into_iter().filter(|name| find(name).is_none()).collect();
        let [Some(id), Some(alias)] = NEEDED.map(find) else {
            return Err(Error::columns(names, missing));
        };
        let known = |name: &str| NEEDED.contains(&name) || name == TYPE || MORE.contains(&name);
        if let Some(twice) = names.iter().enumerate().find(|(at, name)| known(name) && names[..*at].contains(name)) {
            return Err(Error::column(twice.1, "stands twice in the header"));
        }
        let more = MORE.iter().filter_map(|&name| Some((name, find(name)?))).collect();
        Ok(Self { width: names.len(), needed: [id, alias], kind: find(TYPE), more })
    }

    fn record<'r>(&self, row: &'r ByteRecord) -> Result<AliasRecord<'r>, String> {
        if row.len() != self.width {
            return Err(format!("{} fields where the header has {}", row.len(), self.width));
        }
        // A row that is UTF-8 as a whole need only be cut between characters.
        let whole = std::str::from_utf8(row.as_slice()).ok();
        let text = |column: usize| {
            let field = match whole {
                Some(whole) => row.range(column).and_then(|range| whole.get(range)),
                None => std::str::from_utf8(&row[column]).ok(),
            };
            field.ok_or_else(|| format!("field {} is not UTF-8", column + 1))
        };
        let [id, alias] = self.needed;
        if row[alias].contains(&b'\n') {
            return Err("the alias has a line break: is its quote never closed?".into());
        }
        let kind = self.kind.map_or(Ok(""), text)?;
        let mut record = AliasRecord::new(text(id)?, kind, text(alias)?);
        for &(name, column) in self.more.iter().filter(|(_, column)| !row[*column].is_empty()) {
            record.set(name, text(column)?)?;
        }
        Ok(record)
    }
}
