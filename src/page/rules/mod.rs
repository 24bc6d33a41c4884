//! The rules: one documented file each, listed here in the order in which they are asked.
//!
//! A *line rule* looks at one line (and its neighbours) and says with what score it speaks; the first that speaks wins.
//! A *page rule* needs more (where a story begins, what stands around it) and is called by the labeller at its place.

// Declared one by one, not by the macro below: tools that format and list sources do not look into macros.
pub(super) mod advert;
pub(super) mod author_note;
pub(super) mod byline;
pub(super) mod caption;
pub(super) mod comment;
pub(super) mod consent;
pub(super) mod copyright;
pub(super) mod corpus_line;
pub(super) mod corpus_template;
pub(super) mod correction;
pub(super) mod dateline;
pub(super) mod email_obfuscation;
pub(super) mod end_mark;
pub(super) mod export_field;
pub(super) mod headline;
pub(super) mod live_entry;
pub(super) mod model;
pub(super) mod navigation;
pub(super) mod newsletter;
pub(super) mod outside_story;
pub(super) mod photo_credit;
pub(super) mod related_block;
pub(super) mod related_link;
pub(super) mod repeated_headline;
pub(super) mod repeated_separator;
pub(super) mod section_suffix;
pub(super) mod separator;
pub(super) mod social;
pub(super) mod source_credit;
pub(super) mod standfirst;
pub(super) mod subheading;
pub(super) mod timestamp;
pub(super) mod topic_tag;
pub(super) mod ui_text;

use std::cell::{OnceCell, RefCell};

use serde::Serialize;

use super::agencies::Agencies;
use super::cues::Cue;
use super::echo::{self, Heard};
use super::gates::Gate;
use super::kind::Kind;
use super::label::Label;
use super::line::{self, Line, Measured};
use super::memo::Memo;
use super::signs::Signs;
use crate::text::Planes;
use crate::{Error, Result};

/// What a rule is called and what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RuleInfo {
    /// The name that segments carry and that switches the rule off.
    pub name: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// The label it gives (a rule that splits a line gives it to the part it cuts off).
    pub label: Label,
}

macro_rules! rules {
    ($($variant:ident $module:ident;)*) => {
        /// A rule, by its place in the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Rule {
            /// No rule spoke: the line is kept as body.
            Body,
            $($variant,)*
        }

        static INFOS: &[RuleInfo] = &[$($module::INFO,)*];

        impl Rule {
            /// Every rule that can be switched off.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
}

rules! {
    EmailObfuscation email_obfuscation;
    Separator separator;
    RepeatedSeparator repeated_separator;
    EndMark end_mark;
    Consent consent;
    Copyright copyright;
    SourceCredit source_credit;
    ExportField export_field;
    PhotoCredit photo_credit;
    Caption caption;
    Correction correction;
    Newsletter newsletter;
    Advert advert;
    Social social;
    Comment comment;
    Timestamp timestamp;
    LiveEntry live_entry;
    Byline byline;
    AuthorNote author_note;
    RelatedLink related_link;
    RelatedBlock related_block;
    UiText ui_text;
    Navigation navigation;
    CorpusLine corpus_line;
    CorpusTemplate corpus_template;
    OutsideStory outside_story;
    Model model;
    Headline headline;
    RepeatedHeadline repeated_headline;
    SectionSuffix section_suffix;
    TopicTag topic_tag;
    Standfirst standfirst;
    Dateline dateline;
    Subheading subheading;
}

impl Rule {
    /// Name, summary and label.
    pub(super) fn info(self) -> RuleInfo {
        match (self as usize).checked_sub(1) {
            Some(at) => INFOS[at],
            None => RuleInfo { name: "body", summary: "nothing speaks against it", label: Label::Body },
        }
    }

    /// The rule of that name.
    pub(super) fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|rule| rule.info().name == name);
        found.copied().ok_or_else(|| Error::unknown_value("rule", name, INFOS.iter().map(|info| info.name)))
    }
}

/// Every rule that can be switched off, in the order in which they are asked.
///
/// Segments that no rule spoke about carry the name `body`, which is not in this list.
pub fn rules() -> &'static [RuleInfo] {
    INFOS
}

/// A set of rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RuleSet(u64);

impl RuleSet {
    pub(super) fn insert(&mut self, rule: Rule) {
        self.0 |= 1 << rule as u8;
    }

    pub(super) fn contains(self, rule: Rule) -> bool {
        self.0 >> rule as u8 & 1 == 1
    }
}

/// Bytes of a line that tell it from others: two paragraphs do not begin alike for longer unless they are one.
const TOLD: usize = 128;

/// What line rules may look at.
#[derive(Debug)]
pub(super) struct View<'t> {
    pub text: &'t str,
    pub planes: &'t Planes,
    pub lines: &'t [Line],
    pub kind: Kind,
    /// See [`Measured::foreign`].
    pub foreign: Option<&'static str>,
    pub agencies: &'t Agencies,
    /// Each line and its core.
    texts: Vec<(&'t str, &'t str)>,
    /// See [`View::key`].
    keys: OnceCell<Vec<u64>>,
    /// See [`View::copies`].
    copies: OnceCell<Vec<u8>>,
    /// The words of the lines that were asked about.
    pub heard: RefCell<Heard>,
    /// What is asked about the same lines again and again: [`byline::in_head`], [`headline::shape`], and whether a dateline
    /// opens the line.
    signers: Memo,
    shapes: Memo,
    pub dated: Memo,
}

impl<'t> View<'t> {
    pub(super) fn new(text: &'t str, planes: &'t Planes, page: &'t Measured, agencies: &'t Agencies) -> Self {
        let &Measured { ref lines, kind, foreign } = page;
        let (keys, copies, heard) = (OnceCell::new(), OnceCell::new(), RefCell::new(Heard::new()));
        let texts = lines.iter().map(|line| (line.span.of(text), line.core.of(text))).collect();
        let (signers, shapes, dated) = (Memo::default(), Memo::default(), Memo::default());
        Self { text, planes, lines, kind, foreign, agencies, texts, keys, copies, heard, signers, shapes, dated }
    }

    /// A number that lines of the same letters and digits share, those of [`TOLD`] bytes. Full pages ask for those of
    /// most lines, some often.
    pub(super) fn key(&self, at: usize) -> u64 {
        match self.kind {
            Kind::Full => self.keys()[at],
            Kind::Extracted => self.new_key(at),
        }
    }

    /// [`View::key`] of all lines.
    pub(super) fn keys(&self) -> &[u64] {
        self.keys.get_or_init(|| (0..self.lines.len()).map(|at| self.new_key(at)).collect())
    }

    fn new_key(&self, at: usize) -> u64 {
        let text = self.line_text(at).as_bytes();
        line::key(&text[..text.len().min(TOLD)])
    }

    /// How many lines share the number of line `at`, or one that stands at the same place of a table: where it is 1, the
    /// line stands once on the page.
    pub(super) fn copies(&self, at: usize) -> u8 {
        self.copies.get_or_init(|| {
            let bits = (self.lines.len() * 4).next_power_of_two().trailing_zeros().max(4);
            let place = |key: &u64| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize;
            let mut table = vec![0_u8; 1 << bits];
            for key in self.keys() {
                let copies = &mut table[place(key)];
                *copies = copies.saturating_add(1);
            }
            self.keys().iter().map(|key| table[place(key)]).collect()
        })[at]
    }

    /// Whether two lines are of the same letters and digits, as far as ASCII goes without regard to case.
    #[inline]
    pub(super) fn alike(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.lines[one], &self.lines[other]);
        a.lower + a.upper == b.lower + b.upper && a.digits == b.digits && self.key(one) == self.key(other)
    }

    /// Whether a line like it stands elsewhere on the page.
    pub(super) fn stands_again(&self, at: usize) -> bool {
        self.copies(at) > 1 && (0..self.lines.len()).any(|other| other != at && self.alike(at, other))
    }

    /// The share of the different words of line `at` that stand in `lines`, too.
    pub(super) fn echo(&self, at: usize, lines: impl IntoIterator<Item = usize>) -> f32 {
        self.heard.borrow_mut().share(self, at, lines)
    }

    /// Which share of the names in each of the texts that begin at these lines another of them names, too, on average; all
    /// of them where a text has fewer than `least` or there are none to compare. Texts without any do not count.
    pub(super) fn retold(&self, starts: &[usize], least: usize) -> f32 {
        let mut heard = self.heard.borrow_mut();
        let mut told: Vec<Vec<u32>> = Vec::new();
        for (nth, &from) in starts.iter().enumerate() {
            let names = heard.names(self, from..starts.get(nth + 1).map_or(self.lines.len(), |next| *next));
            if !names.is_empty() {
                told.push(names);
            }
        }
        if told.len() < 2 { 1.0 } else { echo::retold(&told, least) }
    }

    /// Whether the texts between these lines name other people and places each time. The more texts there are, the more
    /// of their names come back by chance: of development texts glued together, six of seven pages stay below this.
    /// A text of fewer names than `least` may be of any story.
    pub(super) fn tell_apart(&self, places: &[usize], least: usize) -> bool {
        let starts = [&[0], places].concat();
        self.retold(&starts, least) <= 0.05 + 0.02 * places.len() as f32
    }

    /// The text of line `at`, trimmed.
    #[inline]
    pub(super) fn line_text(&self, at: usize) -> &'t str {
        self.texts[at].0
    }

    /// Whether line `at` goes on with a sentence: it begins with a small letter or a comma.
    pub(super) fn begins_within(&self, at: usize) -> bool {
        self.line_text(at).starts_with(|c: char| c.is_lowercase() || c == ',')
    }

    /// Whether a blank line stands before line `at`.
    pub(super) fn gap(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or(0, |before| self.lines[before].span.end());
        let between = &self.text[before..self.lines[at].span.start()];
        at == 0 || between.bytes().filter(|byte| *byte == b'\n').count() >= 2
    }

    /// The text of line `at` without bullets and closing marks.
    #[inline]
    pub(super) fn core_text(&self, at: usize) -> &'t str {
        self.texts[at].1
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        self.heard.take().leave();
    }
}

/// Whether line `at` is a paragraph of text.
#[inline]
pub(super) fn is_paragraph(view: &View<'_>, at: usize) -> bool {
    view.lines[at].paragraph
}

type LineRule = fn(&View<'_>, usize) -> Option<f32>;

/// Line rules in the order in which they are asked, the surest and narrowest first, each with what a line shows at
/// least where the rule may speak.
pub(super) const LINE_RULES: &[(Rule, Gate, LineRule)] = &[
    (Rule::EmailObfuscation, Gate::cues(&[]).most(3).signs(Signs::AT).first(b"["), email_obfuscation::judge),
    (Rule::Separator, Gate::cues(&[Cue::Separator]).numbers(4).first(b"DEe").marked(), separator::judge),
    (Rule::EndMark, Gate::cues(&[]).most(3).first(b"Ee3").marked(), end_mark::judge),
    (Rule::Consent, Gate::cues(&[Cue::Consent]), consent::judge),
    (Rule::Copyright, Gate::cues(&[Cue::Copyright]), copyright::judge),
    (Rule::Correction, Gate::cues(&[Cue::Correction]), correction::judge),
    (
        Rule::SourceCredit,
        Gate::cues(&[Cue::SourceCredit, Cue::SourceVia]).signs(Signs::BAR).short(2).first(b"SP("),
        source_credit::judge,
    ),
    (Rule::ExportField, Gate::cues(&[]).most(20).signs(Signs::COLON).numbers(20).first(b","), export_field::judge),
    (
        Rule::PhotoCredit,
        Gate::cues(&[Cue::PhotoCredit, Cue::CreditTail])
            .most(20)
            .signs(Signs::COLON.and(Signs::BAR).and(Signs::WIDE))
            .short(3),
        photo_credit::judge,
    ),
    (Rule::Newsletter, Gate::cues(&[Cue::Newsletter, Cue::NewsletterLead]), newsletter::judge),
    (Rule::Advert, Gate::cues(&[Cue::Advert, Cue::Appeal]).numbers(2), advert::judge),
    (Rule::Comment, Gate::cues(&[Cue::Comment]).numbers(4).first(b"0123456789O"), comment::judge),
    (Rule::Timestamp, Gate::cues(&[]).short(24), timestamp::judge),
    (
        Rule::Byline,
        Gate::cues(&[Cue::Byline]).most(24).signs(Signs::MARKUP.and(Signs::BAR)).first(&[b'-', LONG_DASH, b'b', b'B']),
        byline::judge,
    ),
    (Rule::RelatedLink, Gate::cues(&[Cue::RelatedLead]).numbers(32).first(b"R").marked(), related_link::judge),
    (Rule::TopicTag, Gate::cues(&[]).most(30).first(b"CEFIKLMPRSTcfkprst#"), topic_tag::listed),
    (
        Rule::Social,
        Gate::cues(&[Cue::SocialLead])
            .most(60)
            .signs(Signs::BAR.and(Signs::COMMA).and(Signs::WIDE).and(Signs::GAP).and(Signs::AT))
            .numbers(6)
            .short(2)
            .first(b"@F"),
        social::judge,
    ),
    (Rule::Caption, Gate::cues(&[Cue::Caption, Cue::PhotoCredit]).first(b"0123456789"), caption::judge),
    (
        Rule::UiText,
        Gate::cues(&[Cue::UiText, Cue::Paywall, Cue::ClickHere])
            .signs(
                Signs::PERCENT
                    .and(Signs::BRACE)
                    .and(Signs::MARKUP)
                    .and(Signs::COLON)
                    .and(Signs::LOW_LINE)
                    .and(Signs::AT),
            )
            .numbers(20)
            .first(b"leH<&[!"),
        ui_text::judge,
    ),
    (
        Rule::Navigation,
        Gate::cues(&[Cue::Navigation])
            .signs(Signs::MARKUP.and(Signs::POINTER).and(Signs::PERCENT).and(Signs::BAR))
            .short(navigation::SECTIONS_MOST)
            .first(b"H")
            .open(),
        navigation::judge,
    ),
];

/// The first byte of the longer dashes.
const LONG_DASH: u8 = 0xe2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_rules_and_back() -> Result<()> {
        for rule in Rule::ALL {
            assert_eq!(Rule::named(rule.info().name)?, *rule);
        }
        assert!(Rule::named("body").is_err());
        assert!(Rule::ALL.len() < 64, "a rule set is one machine word");
        Ok(())
    }
}
