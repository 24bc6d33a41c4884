//! What a caller may choose.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::text::base_language;

/// A language that the splitter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
    /// Japanese.
    Ja,
    /// Arabic.
    Ar,
    /// Hindi.
    Hi,
    /// Polish; served by the default's lists, as those below.
    Pl,
    /// Czech.
    Cs,
    /// Swedish.
    Sv,
    /// Danish.
    Da,
    /// Norwegian.
    No,
    /// Finnish.
    Fi,
    /// Hungarian.
    Hu,
    /// Turkish.
    Tr,
    /// Indonesian.
    Id,
    /// Icelandic.
    Is,
    /// Korean.
    Ko,
}

impl Lang {
    /// Every language, in the order in which errors name them.
    pub const ALL: [Self; 23] = [
        Self::En,
        Self::De,
        Self::Fr,
        Self::Es,
        Self::It,
        Self::Pt,
        Self::Nl,
        Self::Ru,
        Self::Zh,
        Self::Ja,
        Self::Ar,
        Self::Hi,
        Self::Pl,
        Self::Cs,
        Self::Sv,
        Self::Da,
        Self::No,
        Self::Fi,
        Self::Hu,
        Self::Tr,
        Self::Id,
        Self::Is,
        Self::Ko,
    ];

    /// The ISO 639-1 code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::It => "it",
            Self::Pt => "pt",
            Self::Nl => "nl",
            Self::Ru => "ru",
            Self::Zh => "zh",
            Self::Ja => "ja",
            Self::Ar => "ar",
            Self::Hi => "hi",
            Self::Pl => "pl",
            Self::Cs => "cs",
            Self::Sv => "sv",
            Self::Da => "da",
            Self::No => "no",
            Self::Fi => "fi",
            Self::Hu => "hu",
            Self::Tr => "tr",
            Self::Id => "id",
            Self::Is => "is",
            Self::Ko => "ko",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = Error;

    /// Reads an ISO 639-1 code, in letters of either case; a country or script behind it ("pt-BR") makes no difference.
    ///
    /// # Errors
    /// Any other string, naming the codes that are known.
    fn from_str(code: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.as_str().eq_ignore_ascii_case(base_language(code)))
            .ok_or_else(|| Error::unknown_value("language", code, Self::ALL.map(Self::as_str)))
    }
}

/// What a line break means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineBreaks {
    /// Every line break ends a sentence: scraped pages, where a line is a paragraph.
    #[default]
    Ends,
    /// Lines are wrapped at some width, as in old wire copy: a line break is a blank like any other, and only an empty
    /// line, an indented one or an item's `*` after it (or the end of the text) ends a sentence for sure. A sentence's
    /// text stays the raw slice, breaks included.
    Wrapped,
}

impl LineBreaks {
    /// Every value, in the order in which errors name them.
    pub const ALL: [Self; 2] = [Self::Ends, Self::Wrapped];

    /// The name of the value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Wrapped => "wrapped",
        }
    }
}

impl fmt::Display for LineBreaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for LineBreaks {
    type Err = Error;

    /// Reads `ends` or `wrapped`.
    ///
    /// # Errors
    /// Any other string, naming those two.
    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str() == name)
            .ok_or_else(|| Error::unknown_value("line_breaks", name, Self::ALL.map(Self::as_str)))
    }
}

/// How to split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SplitOptions {
    /// The language of the texts. `None` is the safe default: English rules, the unmistakable abbreviations of the
    /// other languages, and the end marks of every script.
    pub lang: Option<Lang>,
    /// What a line break means.
    pub line_breaks: LineBreaks,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_strangers_are_refused_by_name() {
        for lang in Lang::ALL {
            assert_eq!(lang.to_string().parse(), Ok(lang));
        }
        for value in LineBreaks::ALL {
            assert_eq!(value.to_string().parse(), Ok(value));
        }
        let error = "tlh".parse::<Lang>().expect_err("Klingon is not on the list");
        assert!(error.to_string().contains("\"tlh\"") && error.to_string().contains("en, de, fr"), "{error}");
        assert!("keep".parse::<LineBreaks>().is_err());
    }
}
