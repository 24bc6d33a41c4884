//! What is special about a page.

use memchr::memchr2_iter;
use serde::{Deserialize, Serialize};

use super::cues::Cue;
use super::date;
use super::label::Label;
use super::rules::{View, live_entry};
use super::segments::{Analysis, Article, Segment, kept};
use super::signs::Signs;

/// What is special about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Nothing but blanks.
    Empty,
    /// Nothing is kept.
    AllBoilerplate,
    /// The story breaks off.
    Truncated,
    /// A notice says that the story goes on for subscribers.
    Paywall,
    /// A live blog.
    Live,
    /// Tags of a markup language are left in the text.
    Markup,
    /// The text was decoded wrongly.
    Mojibake,
    /// More than one article.
    SeveralArticles,
    /// A notice of rights forbids machine learning.
    NoMachineLearning,
    /// The page is in another language than English, the only one whose habits the rules know.
    Language,
    /// A timestamp whose day and month may be read in either order.
    AmbiguousDate,
}

impl Flag {
    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::AllBoilerplate => "all-boilerplate",
            Self::Truncated => "truncated",
            Self::Paywall => "paywall",
            Self::Live => "live",
            Self::Markup => "markup",
            Self::Mojibake => "mojibake",
            Self::SeveralArticles => "several-articles",
            Self::NoMachineLearning => "no-machine-learning",
            Self::Language => "language",
            Self::AmbiguousDate => "ambiguous-date",
        }
    }
}

/// The flags of an analysed page, in the order of [`Flag`].
pub(super) fn find(view: &View<'_>, analysis: &Analysis) -> Vec<Flag> {
    let mut flags = Vec::new();
    if analysis.segments.is_empty() {
        return vec![Flag::Empty];
    }
    if kept(&analysis.segments).next().is_none() {
        flags.push(Flag::AllBoilerplate);
    }
    // "(more)" on a line of its own, a link's word, stands between the last text and the next story.
    let last = |(nth, article): (usize, &Article)| {
        let end = analysis.articles.get(nth + 1).map_or(analysis.segments.len(), |next| next.segments.start);
        let mut lines =
            analysis.segments[article.segments.start..end].iter().rev().map(|it| (it, it.span.of(view.text)));
        lines.find(|(it, text)| it.label == Label::Body || text.eq_ignore_ascii_case("(more)"))
    };
    if analysis.articles.iter().enumerate().filter_map(last).any(|(_, text)| is_cut_short(text)) {
        flags.push(Flag::Truncated);
    }
    if view.lines.iter().any(|line| line.cues.has(Cue::Paywall)) {
        flags.push(Flag::Paywall);
    }
    let live = |segment: &Segment| match segment.label {
        Label::LiveEntry => true,
        Label::Headline => live_entry::is_called(segment.span.of(view.text)),
        _ => false,
    };
    if analysis.segments.iter().any(live) {
        flags.push(Flag::Live);
    }
    let text = view.text.as_bytes();
    // Most pages hold nothing that the signs may begin with.
    let marks = view.lines.iter().fold(Signs::NONE, |all, line| all | line.signs);
    // Whether one of the signs stands in the text, of which each begins with one of the bytes.
    let holds_one = |a: u8, b: u8, signs: &[&str]| {
        memchr2_iter(a, b, text).any(|at| signs.iter().any(|sign| text[at..].starts_with(sign.as_bytes())))
    };
    if marks.any(Signs::MARKUP) && holds_one(b'<', b'&', &["</p>", "</div>", "<br", "</a>", "&nbsp;", "&amp;", "<p>"]) {
        flags.push(Flag::Markup);
    }
    if marks.any(Signs::WIDE) && holds_one(0xc3, 0xef, &["â€™", "â€œ", "Ã©", "â€“", "â€”", "\u{fffd}"])
    {
        flags.push(Flag::Mojibake);
    }
    if analysis.articles.len() > 1 {
        flags.push(Flag::SeveralArticles);
    }
    let forbids = |segment: &Segment| {
        segment.label == Label::Copyright
            && view
                .lines
                .binary_search_by(|line| {
                    if line.span.contains(segment.span) {
                        std::cmp::Ordering::Equal
                    } else {
                        line.span.start().cmp(&segment.span.start())
                    }
                })
                .is_ok_and(|at| view.lines[at].cues.has(Cue::MachineLearning))
    };
    if analysis.segments.iter().any(forbids) {
        flags.push(Flag::NoMachineLearning);
    }
    if analysis.language.is_some_and(|language| language != "en") {
        flags.push(Flag::Language);
    }
    let mut timestamps = analysis.articles.iter().flat_map(|article| &article.fields.timestamps);
    if timestamps.any(|text| date::is_ambiguous(&text.value)) {
        flags.push(Flag::AmbiguousDate);
    }
    flags
}

/// Whether a text breaks off: `... in the [...]`, `... [+1203 chars]`, `(more)`, three dots or `…` right behind a small
/// letter of a sentence that is not over.
fn is_cut_short(text: &str) -> bool {
    // Fewer words with dots are a teaser's or a heading's.
    const WORDS: usize = 5;
    let dots = || text.strip_suffix('…').or_else(|| text.strip_suffix("..."));
    ["[...]", "[…]", "chars]", "(more)", "(MORE)"].iter().any(|end| text.ends_with(end))
        || dots().is_some_and(|told| told.ends_with(char::is_lowercase) && told.split(' ').nth(WORDS).is_some())
}
