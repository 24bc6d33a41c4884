//! What the head, the credits and the margins of a story say.

mod author_box;
mod credits;
mod read;

use serde::{Deserialize, Serialize};

use super::date::Date;
use crate::Span;
pub(super) use read::{Source, read};

/// A field's value and where it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldValue {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The value: the text of the span, or what it stands for.
    pub value: String,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure that rule is, from 0 to 1.
    pub score: f32,
}

/// What somebody did for a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Wrote it.
    Author,
    /// Helped to report it.
    Contributor,
    /// Edited it.
    Editor,
    /// Took a picture.
    Photographer,
    /// Translated it.
    Translator,
}

impl Role {
    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Contributor => "contributor",
            Self::Editor => "editor",
            Self::Photographer => "photographer",
            Self::Translator => "translator",
        }
    }
}

/// A person or agency with what they did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Credit {
    /// The name as written.
    pub name: String,
    /// What they did.
    pub role: Role,
    /// Where the name stands, in bytes.
    pub span: Span,
}

/// Place, date and agency at the start of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dateline {
    /// All of it, its dash included.
    pub text: FieldValue,
    /// The place as written.
    pub place: Option<FieldValue>,
    /// The date as written.
    pub date_text: Option<FieldValue>,
    /// The day, where the text says it in full or `published` tells the year.
    pub date: Option<Date>,
}

/// When the page says that a story was published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Published {
    /// The timestamp that says so.
    pub text: FieldValue,
    /// The day, as written there in full.
    pub date: Date,
    /// The minute of the day, where it is written there, on the page's own clock: a time zone is not reckoned with.
    pub minute: Option<u16>,
}

impl Published {
    /// In microseconds since 1970-01-01; the first of the day where no time is told.
    pub fn moment(&self) -> i64 {
        self.date.microseconds_since_1970() + i64::from(self.minute.unwrap_or(0)) * 60_000_000
    }
}

/// The fields of an article; empty rather than wrong.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Fields {
    /// The title, without the section behind it.
    pub headline: Option<FieldValue>,
    /// The section or site name behind the headline, without its bar or dash.
    pub section: Option<FieldValue>,
    /// The summary under the headline.
    pub standfirst: Option<FieldValue>,
    /// Who wrote it: people's names only.
    pub authors: Vec<FieldValue>,
    /// Everybody with what they did, authors included.
    pub credits: Vec<Credit>,
    /// The agency it came from, by the first of its signs where known (`UPI`).
    pub agency: Option<FieldValue>,
    /// Place, date and agency before the first sentence.
    pub dateline: Option<Dateline>,
    /// Headings between paragraphs.
    pub subheadings: Vec<FieldValue>,
    /// Texts under pictures.
    pub captions: Vec<FieldValue>,
    /// When it was published or changed, as written.
    pub timestamps: Vec<FieldValue>,
    /// The first timestamp with a full date; one that tells of a change only where no other does. Never from the clock,
    /// and none where the order of day and month is open (`5/2/2026`).
    pub published: Option<Published>,
    /// Notices of rights.
    pub rights: Vec<FieldValue>,
    /// Titles of other stories.
    pub related: Vec<FieldValue>,
}

impl Fields {
    /// The notices of rights, one a line; `None` without any.
    pub fn notice_of_rights(&self) -> Option<String> {
        let notices: Vec<&str> = self.rights.iter().map(|notice| notice.value.as_str()).collect();
        (!notices.is_empty()).then(|| notices.join("\n"))
    }

    /// Rewrites every span.
    pub(super) fn map_spans(&mut self, convert: &mut impl FnMut(Span) -> Span) {
        let dateline = self.dateline.iter_mut();
        let dateline = dateline.flat_map(|it| [Some(&mut it.text), it.place.as_mut(), it.date_text.as_mut()]);
        let single = [&mut self.headline, &mut self.section, &mut self.standfirst, &mut self.agency];
        let published = self.published.iter_mut().map(|it| Some(&mut it.text));
        let single = single.into_iter().map(Option::as_mut).chain(published);
        let lists = [&mut self.authors, &mut self.subheadings, &mut self.captions, &mut self.timestamps];
        let lists = lists.into_iter().chain([&mut self.rights, &mut self.related]).flatten();
        for field in dateline.chain(single).flatten().chain(lists) {
            field.span = convert(field.span);
        }
        for credit in &mut self.credits {
            credit.span = convert(credit.span);
        }
    }
}
