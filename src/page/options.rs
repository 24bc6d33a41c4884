//! What a caller may choose.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::agencies::Agencies;
use super::label::ActionTable;
use super::rules::{self, RuleSet};
use crate::{Error, Result};

/// How boldly a page is cut into articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleMode {
    /// Where there is evidence: separators and heads. A doubtful page is one article.
    #[default]
    Auto,
    /// Never: the page is one article.
    Single,
    /// Also where only the topic seems to change.
    Aggressive,
}

impl ArticleMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Single, Self::Aggressive];

    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Single => "single",
            Self::Aggressive => "aggressive",
        }
    }
}

impl fmt::Display for ArticleMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ArticleMode {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|mode| mode.as_str() == name);
        found.ok_or_else(|| Error::unknown_value("articles", name, Self::ALL.map(Self::as_str)))
    }
}

/// The rules that are switched off, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct DisabledRules(RuleSet);

impl DisabledRules {
    /// The rules of these names.
    ///
    /// # Errors
    /// A name that no rule has, with those that there are.
    pub fn new<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut set = RuleSet::default();
        for name in names {
            set.insert(rules::Rule::named(name.as_ref())?);
        }
        Ok(Self(set))
    }

    /// The names, in the order of [`super::rules()`].
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        rules::Rule::ALL.iter().filter(|rule| self.0.contains(**rule)).map(|rule| rule.info().name)
    }

    pub(super) fn contains(&self, rule: rules::Rule) -> bool {
        self.0.contains(rule)
    }
}

impl TryFrom<Vec<String>> for DisabledRules {
    type Error = Error;

    fn try_from(names: Vec<String>) -> Result<Self> {
        Self::new(names)
    }
}

impl From<DisabledRules> for Vec<String> {
    fn from(rules: DisabledRules) -> Self {
        rules.names().map(str::to_owned).collect()
    }
}

/// Everything a caller may choose about one page.
///
/// ```
/// use newscore::page::{ArticleMode, DisabledRules, PageOptions};
/// let options = PageOptions {
///     articles: ArticleMode::Single,
///     disabled_rules: DisabledRules::new(["newsletter"])?,
///     ..PageOptions::default()
/// };
/// assert!(DisabledRules::new(["newsletters"]).is_err());
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageOptions {
    /// How boldly the page is cut into articles.
    pub articles: ArticleMode,
    /// What becomes of each label.
    pub actions: ActionTable,
    /// Rules that must not speak.
    pub disabled_rules: DisabledRules,
    /// News agencies beside those of the built-in table.
    pub agencies: Agencies,
}
