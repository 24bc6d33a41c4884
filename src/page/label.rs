//! What a segment is, and what becomes of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident $name:literal $action:ident;)*) => {
        /// What a segment of a page is.
        ///
        /// ```
        /// use newscore::page::{Action, Label};
        /// let label: Label = "photo-credit".parse()?;
        /// assert_eq!(label, Label::PhotoCredit);
        /// assert_eq!(label.default_action(), Action::Metadata);
        /// assert!("photocredit".parse::<Label>().is_err());
        /// # Ok::<(), newscore::Error>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Label { $($(#[$doc])* $variant,)* }

        impl Label {
            /// Every label, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name users see, in kebab-case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What becomes of such a segment unless the caller's [`ActionTable`] says otherwise.
            pub const fn default_action(self) -> Action {
                match self { $(Self::$variant => Action::$action,)* }
            }
        }
    };
}

labels! {
    /// The running text of a story, and whatever is doubtful.
    Body "body" Keep;
    /// A heading between paragraphs of a story.
    Subheading "subheading" Keep;
    /// Place, date and agency before the first sentence.
    Dateline "dateline" Keep;
    /// The header line of one entry of a live blog.
    LiveEntry "live-entry" Keep;
    /// A publisher's note that a story was wrong and has been mended.
    Correction "correction" Keep;
    /// The title of a story.
    Headline "headline" Metadata;
    /// The section or site name behind a headline, its bar included.
    SectionSuffix "section-suffix" Metadata;
    /// A tag that stands over the page or story.
    TopicTag "topic-tag" Metadata;
    /// The summary between headline and story.
    Standfirst "standfirst" Metadata;
    /// Who wrote it.
    Byline "byline" Metadata;
    /// Who else had a hand in it, and where it came from.
    SourceCredit "source-credit" Metadata;
    /// The text under a picture.
    Caption "caption" Metadata;
    /// Who took or owns a picture.
    PhotoCredit "photo-credit" Metadata;
    /// A notice of rights.
    Copyright "copyright" Metadata;
    /// When it was published or changed.
    Timestamp "timestamp" Metadata;
    /// A link to another story, cue and title on one line.
    RelatedLink "related-link" Drop;
    /// The line over a list of other stories.
    RelatedBlockHeader "related-block-header" Drop;
    /// A title in a list of other stories.
    RelatedBlockItem "related-block-item" Drop;
    /// Buttons, player controls, consent notices.
    UiText "ui-text" Drop;
    /// The sign with which an agency ends a story.
    EndMark "end-mark" Drop;
    /// What is left of an address that the site hid from robots.
    EmailObfuscation "email-obfuscation" Drop;
    /// A line that stands between two stories.
    Separator "separator" Drop;
    /// A call to sign up for letters.
    Newsletter "newsletter" Drop;
    /// An advertisement or its mark.
    Advert "advert" Drop;
    /// Calls to follow, and counts of shares.
    Social "social" Drop;
    /// Comment counts, prompts, and what readers wrote.
    Comment "comment" Drop;
    /// Menus, breadcrumbs and footers.
    Navigation "navigation" Drop;
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Label {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|label| label.as_str() == name);
        found.copied().ok_or_else(|| Error::unknown_value("label", name, Self::ALL.iter().map(|label| label.as_str())))
    }
}

/// What becomes of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Stays in the clean text.
    Keep,
    /// Leaves the clean text and lives on as a field.
    Metadata,
    /// Leaves the clean text.
    Drop,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Metadata, Self::Drop];

    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Metadata => "metadata",
            Self::Drop => "drop",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Action {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|action| action.as_str() == name);
        found.ok_or_else(|| Error::unknown_value("action", name, Self::ALL.map(Self::as_str)))
    }
}

/// Which action each label gets.
///
/// ```
/// use newscore::page::{Action, ActionTable, Label};
/// let table = ActionTable::from_pairs([("caption", "keep"), ("headline", "keep")])?;
/// assert_eq!(table.get(Label::Caption), Action::Keep);
/// assert_eq!(table.get(Label::Navigation), Action::Drop);
/// assert!(ActionTable::from_pairs([("caption", "hide")]).is_err());
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "std::collections::BTreeMap<String, String>", into = "std::collections::BTreeMap<String, String>")]
pub struct ActionTable {
    // Indexed by the label's place in `Label::ALL`.
    actions: Vec<Action>,
}

impl Default for ActionTable {
    fn default() -> Self {
        Self { actions: Label::ALL.iter().map(|label| label.default_action()).collect() }
    }
}

impl ActionTable {
    /// The table in which every segment stays in the text.
    pub fn keep_everything() -> Self {
        Self { actions: vec![Action::Keep; Label::ALL.len()] }
    }

    /// The default table with some labels changed, given by name.
    ///
    /// # Errors
    /// An unknown label or action, named with the accepted ones.
    pub fn from_pairs<L: AsRef<str>, A: AsRef<str>>(pairs: impl IntoIterator<Item = (L, A)>) -> Result<Self> {
        let mut table = Self::default();
        for (label, action) in pairs {
            table.set(label.as_ref().parse()?, action.as_ref().parse()?);
        }
        Ok(table)
    }

    /// What becomes of segments of this label.
    pub fn get(&self, label: Label) -> Action {
        self.actions[label as usize]
    }

    /// Changes what becomes of segments of this label.
    pub fn set(&mut self, label: Label, action: Action) {
        self.actions[label as usize] = action;
    }

    /// Every label with its action.
    pub fn iter(&self) -> impl Iterator<Item = (Label, Action)> + '_ {
        Label::ALL.iter().map(|&label| (label, self.get(label)))
    }
}

impl TryFrom<std::collections::BTreeMap<String, String>> for ActionTable {
    type Error = Error;

    fn try_from(pairs: std::collections::BTreeMap<String, String>) -> Result<Self> {
        Self::from_pairs(pairs)
    }
}

impl From<ActionTable> for std::collections::BTreeMap<String, String> {
    fn from(table: ActionTable) -> Self {
        let mut pairs = Self::new();
        pairs.extend(table.iter().map(|(label, action)| (label.to_string(), action.to_string())));
        pairs
    }
}
