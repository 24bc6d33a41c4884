//! News agencies and their signs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::remarks::without_remarks;
use crate::{Error, Result};

static TABLE: &str = without_remarks!(include_str!("../data/agencies.txt"));

/// A name or sign, and the sign by which the agency is called.
type Sign = (&'static str, &'static str);

/// Names and signs by the two bytes that they begin with, those of several pairs in one list.
struct Signs {
    lists: Vec<Vec<Sign>>,
    /// Which lists are not empty, a bit each: most are, and this stays in the cache.
    any: Vec<u64>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let mut signs = Signs { lists: vec![Vec::new(); 1 << 12], any: vec![0; (1 << 12) / 64] };
    for line in TABLE.lines() {
        if let Some((name, others)) = line.split_once(" | ") {
            let called = others.split(" | ").next().unwrap_or(others);
            for sign in others.split(" | ").chain([name]) {
                let place = place(sign);
                signs.lists[place].push((sign, called));
                signs.any[place / 64] |= 1 << (place % 64);
            }
        }
    }
    signs
});

impl Signs {
    /// Those that begin as the text does, and others.
    #[inline]
    fn like(&self, text: &str) -> &[Sign] {
        let place = place(text);
        if self.any[place / 64] >> (place % 64) & 1 == 1 { &self.lists[place] } else { &[] }
    }
}

/// Where in [`SIGNS`] those stand that begin as the text does.
#[inline]
fn place(text: &str) -> usize {
    let opening = text.as_bytes().first_chunk().map_or(0, |opening| u16::from_le_bytes(*opening));
    usize::from(opening.wrapping_mul(0x9e37) >> 4)
}

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
        // Of what two agencies claim the last in the table has it.
        let known = || SIGNS.like(sign).iter().rfind(|known| known.0 == sign).map(|known| known.1);
        let own = if self.own.is_empty() { None } else { self.own.get(sign) };
        own.map(String::as_str).or_else(known)
    }

    /// Whether the text begins with an agency's sign; gives the sign's length.
    #[inline]
    pub(super) fn leads(&self, text: &str) -> Option<usize> {
        let signs = SIGNS.like(text);
        if signs.is_empty() && self.own.is_empty() { None } else { self.longest(signs, text) }
    }

    /// The length of the longest of the caller's signs and of these that the text begins with.
    fn longest(&self, signs: &[Sign], text: &str) -> Option<usize> {
        let ends = |sign: &&str| {
            text.strip_prefix(*sign)
                .is_some_and(|rest| sign.len() <= LONGEST && !rest.starts_with(char::is_alphanumeric))
        };
        let signs = signs.iter().map(|known| known.0);
        let own = self.own.keys().map(String::as_str);
        signs.chain(own).filter(ends).map(str::len).max()
    }
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
        let signs = || SIGNS.lists.iter().flatten();
        assert!(signs().all(|sign| sign.0.len() >= 2), "a letter alone would not be found by its opening");
        assert!(signs().all(|sign| known.named(sign.0).is_some() && known.leads(sign.0) == Some(sign.0.len())));
    }
}
