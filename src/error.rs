//! What can go wrong: configuration and files, never the text itself.
//!
//! Every error carries the offending value and what would have been accepted, so that its message alone is enough to
//! mend the call.

use std::fmt;

/// The result of anything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a configuration, a gazetteer or a file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    UnknownValue { what: &'static str, given: String, accepted: Vec<String> },
    BadOption { what: &'static str, given: String, reason: String },
    Table { line: u64, reason: String },
    Columns { found: Vec<String>, missing: Vec<&'static str> },
    Column { name: String, reason: String },
    File { path: String, reason: String },
}

/// The broad family an error belongs to; the Python package maps each to one exception class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorFamily {
    /// An option or its value was not accepted.
    Option,
    /// The rows of a gazetteer or another table were not accepted.
    Table,
    /// A file is not what it must be: foreign, of a newer version, truncated, damaged.
    File,
}

impl Error {
    /// An enumerated option got a value that it does not know.
    pub fn unknown_value<S: Into<String>>(
        what: &'static str,
        given: impl Into<String>,
        accepted: impl IntoIterator<Item = S>,
    ) -> Self {
        let accepted = accepted.into_iter().map(Into::into).collect();
        Self { kind: Kind::UnknownValue { what, given: given.into(), accepted } }
    }

    /// An option got a value of the right type that makes no sense.
    pub fn bad_option(what: &'static str, given: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { kind: Kind::BadOption { what, given: given.into(), reason: reason.into() } }
    }

    /// A row of a table was refused. `line` counts from 1, the header included; 0 where it stands in no file.
    pub fn table(line: u64, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Table { line, reason: reason.into() } }
    }

    /// A table lacks columns.
    pub fn columns<S: Into<String>>(
        found: impl IntoIterator<Item = S>,
        missing: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let found = found.into_iter().map(Into::into).collect();
        Self { kind: Kind::Columns { found, missing: missing.into_iter().collect() } }
    }

    /// A column was refused. `reason` goes on after its name: "holds numbers".
    pub fn column(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Column { name: name.into(), reason: reason.into() } }
    }

    /// A file was refused, or cannot be read or written. `reason` goes on after the file's name: "is truncated".
    pub fn file(path: impl AsRef<std::path::Path>, reason: impl Into<String>) -> Self {
        Self { kind: Kind::File { path: path.as_ref().display().to_string(), reason: reason.into() } }
    }

    /// The family of this error.
    pub fn family(&self) -> ErrorFamily {
        match self.kind {
            Kind::UnknownValue { .. } | Kind::BadOption { .. } => ErrorFamily::Option,
            Kind::Table { .. } | Kind::Columns { .. } | Kind::Column { .. } => ErrorFamily::Table,
            Kind::File { .. } => ErrorFamily::File,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::UnknownValue { what, given, accepted } => {
                write!(f, "unknown {what} {given:?}; accepted: {}", accepted.join(", "))
            }
            Kind::BadOption { what, given, reason } => write!(f, "{what}={given} is not accepted: {reason}"),
            Kind::Table { line: 0, reason } => f.write_str(reason),
            Kind::Table { line, reason } => write!(f, "line {line}: {reason}"),
            Kind::File { path, reason } => write!(f, "{path} {reason}"),
            Kind::Column { name, reason } => write!(f, "column {name:?} {reason}"),
            Kind::Columns { found, missing } => {
                write!(f, "missing column(s) {}; found: {}", missing.join(", "), found.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_value_and_the_accepted_ones() {
        let error = Error::unknown_value("label", "bodyy", ["body", "caption"]);
        assert_eq!(error.to_string(), "unknown label \"bodyy\"; accepted: body, caption");
        let error = Error::columns(["id", "name"], ["alias"]);
        assert_eq!(error.to_string(), "missing column(s) alias; found: id, name");
    }
}
