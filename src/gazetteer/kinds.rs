//! The closed lists of the gazetteer: how an alias is matched, and what a mention is.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// Gives an enum its list of names, parsing with an error that lists them, and printing.
macro_rules! named {
    ($type:ident, $what:literal, $($variant:ident = $name:literal),+) => {
        impl $type {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that files and the Python package use.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl FromStr for $type {
            type Err = Error;

            /// Reads the name that [`as_str`](Self::as_str) gives.
            ///
            /// # Errors
            /// Any other name; the message lists those accepted.
            fn from_str(name: &str) -> Result<Self> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str() == name)
                    .ok_or_else(|| Error::unknown_value($what, name, Self::ALL.iter().map(|value| value.as_str())))
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// Which upper and lower case a match may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseMode {
    /// As the alias is written, nothing else.
    Exact,
    /// As the alias is written; or all in capitals where the text around is in capitals too: a line whose letters are
    /// all upper case, or such a head of a line, as in "OSLO, Nov. 17 (Nordwire) —". So "CHINA" in a headline in
    /// capitals is China, while "us" is never the US.
    Smart,
    /// Any.
    Ignore,
}

named!(CaseMode, "case", Exact = "exact", Smart = "smart", Ignore = "ignore");

/// Which spellings of an alias count as the alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spelling {
    /// The characters as given, nothing else.
    Exact,
    /// Also what writers and scrapers make of them: curly or straight apostrophes and quotation marks; any run of
    /// blanks with at most one line break for a space; a hyphen, a dash or a space between two words; capitals at the
    /// beginning of all words, as in titles ("Bank Of Japan"); letters with or without their diacritics, composed or not; "organisation" for
    /// "organization"; ligatures; soft hyphens and other invisible characters inside; and acronyms with or without full
    /// stops ("U.S." and "US").
    Variants,
}

named!(Spelling, "spelling", Exact = "exact", Variants = "variants");

/// Which places in a text an alias may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Matching {
    /// Whole words.
    #[default]
    Word,
    /// Anywhere, also inside words: for scripts that are written without spaces.
    Substring,
    /// Whole words, of which a `*` stands for any rest: "afghan*", "saudi* arab*"; alone it stands for a word: "Bank of *".
    Glob,
}

named!(Matching, "match", Word = "word", Substring = "substring", Glob = "glob");

/// Which of the matches that overlap count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Overlap {
    /// The leftmost, and of these the longest.
    #[default]
    Longest,
    /// All.
    All,
    /// Those whose alias has the higher prior, then the longer, then the earlier.
    Priority,
}

named!(Overlap, "overlap", Longest = "longest", All = "all", Priority = "priority");

/// What kind of name a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// A name of the entity: "South Korea", "Xi Jinping".
    Name,
    /// A short form that stands by itself: "U.S.", "UN".
    Abbreviation,
    /// An acronym that the article introduces: "Joint Copper Council (JCC)" ... "JCC".
    Acronym,
    /// A capital that stands for its country: "Beijing".
    Capital,
    /// The adjective or the people of a place: "Chinese".
    Demonym,
    /// The family name of a person whom the same article names in full.
    Surname,
    /// No mention at all: a name that must not be taken for the shorter one inside it ("New Mexico").
    Blocker,
}

named!(
    MatchKind,
    "kind",
    Name = "name",
    Abbreviation = "abbreviation",
    Acronym = "acronym",
    Capital = "capital",
    Demonym = "demonym",
    Surname = "surname",
    Blocker = "blocker"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for &kind in MatchKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        let error = "Smart".parse::<CaseMode>().expect_err("names are lower case");
        assert_eq!(error.to_string(), "unknown case \"Smart\"; accepted: exact, smart, ignore");
    }
}
