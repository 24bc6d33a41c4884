//! News agencies and their signs.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

static TABLE: &str = include_str!("../data/agencies.txt");

static SIGNS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut signs = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut parts = line.split(" | ");
        if let (Some(name), Some(first)) = (parts.next(), parts.next()) {
            signs.insert(name, first);
            signs.insert(first, first);
            parts.for_each(|sign| {
                signs.insert(sign, first);
            });
        }
    }
    signs
});

/// Names and signs by their first byte.
static BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    for sign in SIGNS.keys() {
        by_first[usize::from(sign.as_bytes()[0])].push(*sign);
    }
    by_first
});

/// A bit for every pair of bytes that a name or sign begins with: few lines begin with one.
static OPENINGS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut openings = vec![0; 1 << 10];
    for opening in SIGNS.keys().filter_map(|sign| sign.as_bytes().first_chunk()) {
        let opening = usize::from(u16::from_le_bytes(*opening));
        openings[opening / 64] |= 1 << (opening % 64);
    }
    openings
});

/// The news agencies that a page's credits and datelines may name: those of the built-in table, and a caller's own.
///
/// An agency is known by its signs; fields of articles give its name. What the caller says of a sign goes before the
/// table.
///
/// ```
/// use newscore::page::{Agencies, PageOptions, analyze};
/// let agencies = Agencies::new([("Nordwire", ["NWA"])])?;
/// let options = PageOptions { agencies, ..PageOptions::default() };
/// let page = "Harbour reopens after storm\nNWA\nThe harbour of the old town was opened again on Monday.\n";
/// let fields = &analyze(page, None, &options).articles[0].fields;
/// assert_eq!(fields.agency.as_ref().map(|field| field.value.as_str()), Some("Nordwire"));
/// assert!(Agencies::new([("Nordwire", ["NWA"]), ("Northern Wire", ["NWA"])]).is_err());
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, Vec<String>>", into = "BTreeMap<String, Vec<String>>")]
pub struct Agencies {
    /// The name of each sign that the caller added; names are signs, too.
    own: BTreeMap<String, String>,
}

impl Agencies {
    /// The built-in table and these agencies, each with its signs; the name itself is one of them.
    ///
    /// # Errors
    /// A sign that is empty or longer than 40 bytes, or that two agencies claim.
    pub fn new<N, S, L>(agencies: impl IntoIterator<Item = (N, L)>) -> Result<Self>
    where
        N: AsRef<str>,
        S: AsRef<str>,
        L: IntoIterator<Item = S>,
    {
        let mut found = Self::default();
        for (name, signs) in agencies {
            found.add(name.as_ref(), name.as_ref())?;
            for sign in signs {
                found.add(name.as_ref(), sign.as_ref())?;
            }
        }
        Ok(found)
    }

    fn add(&mut self, name: &str, sign: &str) -> Result<()> {
        if sign.trim() != sign || sign.is_empty() || sign.len() > LONGEST {
            return Err(Error::bad_option(
                "agencies",
                sign,
                "write signs of 1 to 40 bytes, without blanks around them",
            ));
        }
        match self.own.insert(sign.to_owned(), name.to_owned()) {
            Some(other) if other != name => {
                Err(Error::bad_option("agencies", sign, "a sign may stand for one agency only"))
            }
            _ => Ok(()),
        }
    }

    /// The agency that a name or sign stands for: the caller's by its name, others by the first of their signs, as in
    /// `Yonhap News Agency` -> `Yonhap`. Case matters.
    pub(super) fn named(&self, sign: &str) -> Option<&str> {
        let known = || if opens(sign) { SIGNS.get(sign).copied() } else { None };
        self.own.get(sign).map(String::as_str).or_else(known)
    }

    /// Whether the text begins with an agency's sign; gives the sign's length.
    pub(super) fn leads(&self, text: &str) -> Option<usize> {
        let ends = |sign: &&str| {
            text.strip_prefix(*sign)
                .is_some_and(|rest| sign.len() <= LONGEST && !rest.starts_with(char::is_alphanumeric))
        };
        let &[first, second, ..] = text.as_bytes() else { return None };
        let open = opens(text);
        if !open && self.own.is_empty() {
            return None;
        }
        let signs = if open { BY_FIRST[usize::from(first)].as_slice() } else { &[] };
        let signs = signs.iter().copied().filter(|sign| sign.as_bytes().get(1) == Some(&second));
        let own = self.own.keys().map(String::as_str);
        signs.chain(own).filter(ends).map(str::len).max()
    }
}

/// Whether the text may begin with a sign of the table.
#[inline]
fn opens(text: &str) -> bool {
    text.as_bytes().first_chunk().is_some_and(|opening| {
        let opening = usize::from(u16::from_le_bytes(*opening));
        OPENINGS[opening / 64] >> (opening % 64) & 1 == 1
    })
}

/// Bytes of a sign at most.
const LONGEST: usize = 40;

impl TryFrom<BTreeMap<String, Vec<String>>> for Agencies {
    type Error = Error;

    fn try_from(agencies: BTreeMap<String, Vec<String>>) -> Result<Self> {
        Self::new(agencies)
    }
}

impl From<Agencies> for BTreeMap<String, Vec<String>> {
    fn from(agencies: Agencies) -> Self {
        let mut table = Self::new();
        for (sign, name) in agencies.own {
            table.entry(name).or_default().push(sign);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        let known = Agencies::default();
        assert_eq!(known.named("Yonhap News Agency"), Some("Yonhap"));
        assert_eq!(known.named("yonhap"), None);
        assert_eq!(known.leads("Associated Press November 19"), Some(16));
        assert_eq!(known.leads("Reuterswerda"), None);
        assert!(SIGNS.keys().all(|sign| sign.len() >= 2), "a letter alone would not be found by its opening");
    }
}
