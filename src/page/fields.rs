//! What the head, the credits and the margins of a story say, read from its labelled segments.

use serde::{Deserialize, Serialize};

use super::agencies::Agencies;
use super::author_box;
use super::clock;
use super::date::{self, Date};
use super::label::Label;
use super::markup;
use super::names;
use super::rules::byline::{self, BARE, LED};
use super::rules::{Rule, dateline, source_credit, timestamp};
use super::segments::Segment;
use crate::Span;

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

/// What fields are read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub text: &'a str,
    pub agencies: &'a Agencies,
    /// The day of the page.
    pub published: Option<Date>,
}

/// How many blanks stand in a paragraph at least.
const PROSE: usize = 11;

/// Reads the fields of article `number` from its segments; of those at the page's foot only notices of rights.
pub(super) fn read(source: Source<'_>, segments: &[Segment], foot: &[Segment], number: u32) -> Fields {
    let Source { text, agencies, published } = source;
    let mut fields = Fields::default();
    // Of a text without a head there is nothing to read.
    if segments.iter().chain(foot).all(|segment| segment.label == Label::Body) {
        fields.published = published_when(&[], published);
        return fields;
    }
    // Names above the story are its authors; those in the middle of it are of pictures, boxes and teasers.
    let mine = |segment: &&Segment| segment.article == Some(number);
    let body = segments.iter().filter(mine).position(|segment| segment.label == Label::Body).unwrap_or(0);
    let above = || segments.iter().filter(mine).take(body).filter(|segment| segment.label == Label::Byline);
    let names_one = |line: &str| !names::leading(behind_lead(agencies, line)).names.is_empty();
    let signed_above = above().next().is_some();
    // How sure the surest of those is that name somebody.
    let led = |nth: usize| nth > 0 && byline::is_lead(segments[nth - 1].span.of(text));
    let sure = |(nth, segment): (usize, &Segment)| if led(nth) { 1.0 } else { segment.score };
    let named = segments.iter().enumerate().filter(|(_, segment)| mine(segment)).take(body);
    let named = named.filter(|(_, it)| it.label == Label::Byline && names_one(it.span.of(text)));
    let best = named.map(sure).fold(BARE, f32::max);
    let weak = |segment: &Segment| segment.score <= LED && segment.rule == Rule::Byline.info().name;
    let mut told = 0;
    let listed = |segment: &Segment| matches!(segment.label, Label::RelatedBlockHeader | Label::RelatedBlockItem);
    // Whether titles of other stories stand between the text so far and here, and who signed below them.
    let mut teased = false;
    let mut others: Vec<usize> = Vec::new();
    for (nth, segment) in segments.iter().enumerate() {
        let beside = |nth: usize| segments.get(nth).is_some_and(listed);
        teased = match told {
            0 => nth > 0 && beside(nth - 1) && beside(nth + 1),
            _ => {
                teased
                    || listed(segment)
                    || [Rule::OutsideStory, Rule::Model].iter().any(|it| it.info().name == segment.rule)
            }
        };
        if segment.article != Some(number) {
            continue;
        }
        let whole = || value(text, segment, segment.span);
        match segment.label {
            // The page's title, which names the site, may stand over it.
            Label::Headline
                if fields.headline.as_ref().is_none_or(|known| known.rule == Rule::RepeatedHeadline.info().name) =>
            {
                fields.headline = Some(whole());
            }
            Label::SectionSuffix if fields.section.is_none() => {
                let bare = segment.span.of(text).trim_start_matches(['|', '-', '–', ' ']);
                let start = segment.span.end() - bare.len();
                fields.section = Some(value(text, segment, Span::new(start, segment.span.end())));
            }
            Label::Standfirst if fields.standfirst.is_none() => fields.standfirst = Some(whole()),
            Label::Dateline if fields.dateline.is_none() => read_dateline(source, segment, &mut fields),
            Label::Byline if signed_above && told > 0 => {}
            Label::Byline if teased && segment.rule != Rule::AuthorNote.info().name => {
                others.extend(names_one(segment.span.of(text)).then_some(nth));
            }
            Label::Byline if weak(segment) && !is_vouched(text, segments, nth, best) => {}
            Label::Byline => read_byline(source, segment, &mut fields),
            Label::Body => {
                told += 1;
                teased = teased && segment.span.of(text).split(' ').nth(PROSE).is_none();
            }
            Label::SourceCredit => read_credit(source, segment, &mut fields),
            Label::PhotoCredit => read_photo_credit(source, segment, &mut fields),
            Label::Subheading => fields.subheadings.push(whole()),
            // The title of a live blog's entry; its time, and who writes, stand on a line above.
            Label::LiveEntry if entry_title(segment.span.of(text)) => fields.subheadings.push(whole()),
            Label::Caption => fields.captions.push(whole()),
            Label::Timestamp if is_length(text, segments, nth) => {}
            Label::Timestamp => fields.timestamps.push(whole()),
            Label::Copyright => fields.rights.push(whole()),
            Label::RelatedLink => fields.related.push(whole()),
            // The age of a title stands under it, and buttons among titles.
            Label::RelatedBlockItem if is_title(segment.span.of(text)) => fields.related.push(whole()),
            _ => {}
        }
    }
    // Teasers come in numbers.
    if let (true, &[lone]) = (fields.authors.is_empty(), &others[..])
        && (!weak(&segments[lone]) || is_vouched(text, segments, lone, best))
    {
        read_byline(source, &segments[lone], &mut fields);
    }
    // A credit tells who wrote it where no byline does.
    if fields.authors.is_empty() {
        let wrote = fields.credits.iter().filter(|credit| credit.role == Role::Author);
        let named = wrote.map(|credit| {
            let segment = segments.iter().find(|segment| segment.span.contains(credit.span));
            let (rule, score) = segment.map_or(("source-credit", 0.5), |segment| (segment.rule, segment.score));
            FieldValue { span: credit.span, value: credit.name.clone(), rule, score }
        });
        fields.authors = named.collect();
    }
    // Last of all a box below the story does.
    if fields.authors.is_empty() {
        let own: Vec<&Segment> = segments.iter().chain(foot).collect();
        for span in author_box::names(text, &own) {
            let name = span.of(text).to_owned();
            // The box was taken for a list of other stories.
            fields.related.retain(|title| !title.span.contains(span));
            fields.credits.push(Credit { name: name.clone(), role: Role::Author, span });
            fields.authors.push(FieldValue { span, value: name, rule: Rule::AuthorNote.info().name, score: 0.6 });
        }
    }
    fields.published = published_when(&fields.timestamps, published);
    let notices = foot.iter().filter(|segment| segment.label == Label::Copyright);
    fields.rights.extend(notices.map(|segment| value(text, segment, segment.span)));
    fields
}

/// Whether the segments beside a name without "By" show that it is the writer's: "By" or a surer byline right above, a time
/// beside it, an office right below, the title or the summary right above. Where the `best` of them is surer of another
/// line, only what joins it to that line does.
fn is_vouched(text: &str, segments: &[Segment], nth: usize, best: f32) -> bool {
    const NAMES: usize = 12;
    const BUTTONS: usize = 8;
    let said = |segment: &Segment| segment.span.of(text);
    let written = |segment: &Segment| segment.label == Label::Byline;
    let weak = |segment: &Segment| written(segment) && segment.score <= LED;
    let (above, own, below) = (&segments[..nth], &segments[nth], &segments[nth + 1..]);
    // Where the names that a text begins with end, and how many they are.
    let named = |it: &Segment| Some(names::leading(said(it))).map(|it| (it.rest, it.names.len())).filter(|it| it.1 > 0);
    // Names in a row, their accounts, and marks and "and" between them.
    let joins = |it: &&Segment| {
        written(it)
            || it.label == Label::Social
            || it.span.len() <= 4
            || named(it).is_some_and(|(rest, _)| said(it).len() - rest <= 2)
    };
    let joined = || above.iter().rev().take(NAMES).take_while(joins);
    let led = above.last().is_some_and(|it| byline::is_lead(said(it)));
    if led || joined().any(|it| written(it) && it.score > LED || byline::is_lead(said(it))) {
        return true;
    }
    if best > own.score {
        return false;
    }
    // "Ada Moe/Bo Lund", "Ada Moe Senior Writer", "Ada Moe 2 days ago"
    let (rest, count) = named(own).unwrap_or_default();
    let behind = said(own)[rest..].trim_start();
    if count > 1 && behind.is_empty()
        || !behind.starts_with(|c: char| c == '/' || c.is_lowercase())
            && (names::is_role(behind) || timestamp::is_when(behind).is_some())
    {
        return true;
    }
    // Counts stand between as buttons do.
    let shown = |it: &&Segment| {
        let count = it.span.len() <= 4 || !said(it).contains(char::is_alphabetic);
        let button = matches!(it.label, Label::UiText | Label::Social | Label::Copyright);
        !(button || weak(it) || count && it.label != Label::Timestamp)
    };
    let (over, under) = (above.iter().rev().take(BUTTONS).find(shown), below.iter().take(BUTTONS).find(shown));
    // "12. Mai 2026" is a day in any language.
    let year = |it: &Segment| {
        let short = it.span.len() <= 40 && said(it).bytes().filter(u8::is_ascii_digit).count() > 4;
        short && said(it).split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4 && part.starts_with("20"))
    };
    let dated = |segment: Option<&Segment>| segment.is_some_and(|it| it.label == Label::Timestamp || year(it));
    let titled = over.is_some_and(|it| matches!(it.label, Label::Headline | Label::Standfirst | Label::SectionSuffix));
    let office = below.first().is_some_and(|it| {
        written(it) && named(it).is_none() && !byline::is_lead(said(it))
            || it.label == Label::Social && said(it).starts_with('@')
            || it.label == Label::UiText && said(it).contains('@')
            || it.span.len() <= 40 && said(it).strip_prefix("in ").is_some_and(|it| it.starts_with(char::is_uppercase))
    });
    // The names of a menu stand in a row, too.
    let bare = |it: &&Segment| weak(it) && it.score <= BARE;
    let few = joined().filter(bare).count() + below.iter().take(2).take_while(bare).count() < 2;
    dated(over) || dated(under) || office || titled && few
}

/// Whether a time is how long a film is: `03:21` alone, and no day beside it.
fn is_length(text: &str, segments: &[Segment], nth: usize) -> bool {
    let bare = |it: &Segment| !it.span.of(text).contains(|c: char| !c.is_ascii_digit() && c != ':');
    let dated = |it: Option<&Segment>| it.is_some_and(|it| it.label == Label::Timestamp && !bare(it));
    bare(&segments[nth]) && !dated(nth.checked_sub(1).map(|above| &segments[above])) && !dated(segments.get(nth + 1))
}

/// Whether a line of a list of other stories is a title.
fn is_title(line: &str) -> bool {
    line.split_whitespace().nth(1).is_some() && timestamp::is_when(line).is_none()
}

/// Whether the header line of a live blog's entry is its title, not its time.
fn entry_title(line: &str) -> bool {
    !line.starts_with(|c: char| c.is_ascii_digit()) && line.split_whitespace().count() >= 3
}

/// When the timestamps above a story say that it was published.
fn published_when(timestamps: &[FieldValue], published: Option<Date>) -> Option<Published> {
    let dated = || {
        timestamps.iter().filter_map(|text| {
            let plain = markup::plain(&text.value);
            let plain = plain.trim_start_matches(['•', '·', ' ']);
            let date = date::parse(plain, published)?;
            Some(Published { text: text.clone(), date, minute: clock::minute(plain) })
        })
    };
    let changed = |it: &Published| {
        let lower = it.text.value.to_lowercase();
        ["updated", "modified", "last updated", "revised"].iter().any(|word| lower.starts_with(word))
    };
    dated().find(|it| !changed(it)).or_else(|| dated().next())
}

fn value(text: &str, segment: &Segment, span: Span) -> FieldValue {
    FieldValue { span, value: span.of(text).to_owned(), rule: segment.rule, score: segment.score }
}

fn read_dateline(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
    let Source { text, agencies, published } = source;
    let from = segment.span.start();
    // The sentence after the dateline was cut off; any stands in for it, and a dash where the dateline stood alone.
    let dateline = |rest: &str| dateline::parse(agencies, &format!("{}{rest}", segment.span.of(text)), true);
    // "Barsana:" is all of it.
    let place = || segment.span.of(text).strip_suffix(':').map(|place| dateline::Parts::of_place(place.len()));
    let Some(parts) = dateline(" X").or_else(|| dateline(" — X")).or_else(place) else { return };
    let part = |range: Option<(usize, usize)>| range.map(|(a, b)| value(text, segment, Span::new(from + a, from + b)));
    let date_text = part(parts.date);
    let date = date_text.as_ref().and_then(|field| date::parse(&field.value, published));
    if let Some(mut agency) = part(parts.agency) {
        if let Some(name) = agencies.named(&agency.value) {
            agency.value = name.to_owned();
        }
        fields.agency = Some(agency);
    }
    fields.dateline =
        Some(Dateline { text: value(text, segment, segment.span), place: part(parts.place), date_text, date });
}

/// What follows "By" in a byline, or all of it.
fn behind_lead<'t>(agencies: &Agencies, line: &'t str) -> &'t str {
    let told = byline::after_lead(line).or_else(|| byline::barred(agencies, line)).or_else(|| byline::from(line));
    told.or_else(|| byline::within(line)).or_else(|| byline::behind_date(line)).unwrap_or(line)
}

/// People become authors, agencies the agency; roles, places and times behind the names are left out.
fn read_byline(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
    let Source { text, agencies, .. } = source;
    let line = segment.span.of(text);
    // "/ Harbour Reporter" below a name that is a link.
    if line.starts_with("/ ") {
        return;
    }
    let rest = behind_lead(agencies, line);
    let rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start_matches(|c: char| !c.is_alphanumeric());
    let from = segment.span.start() + line.rfind(rest).unwrap_or_default();
    let leading = names::leading(rest);
    // "Ada Moe in Oslo and Bo Lund in Hamburg"
    let posted: Vec<&str> = byline::posted(rest).map_while(|name| name).collect();
    let found = if posted.len() > 1 {
        posted.iter().filter_map(|name| rest.find(name).map(|at| (at, at + name.len()))).collect()
    } else {
        leading.names
    };
    for (start, end) in found {
        let span = Span::new(from + start, from + end);
        let field = value(text, segment, span);
        if agencies.named(&field.value).is_some()
            || fields.authors.iter().any(|known| known.value.eq_ignore_ascii_case(&field.value))
        {
            continue;
        }
        fields.credits.push(Credit { name: field.value.clone(), role: Role::Author, span });
        fields.authors.push(field);
    }
    let house = rest[leading.rest..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let house = house.strip_prefix("and ").unwrap_or(house);
    if let Some(end) = agencies.leads(house)
        && let Some(name) = agencies.named(&house[..end])
    {
        let start = segment.span.end() - house.len();
        let span = Span::new(start, start + end);
        fields.agency.get_or_insert(FieldValue { value: name.to_owned(), ..value(text, segment, span) });
    }
}

/// The name before "in Oslo", "for Nordwire", a dash or a bracket.
fn cut_role(part: &str) -> &str {
    let cut = [" in ", " for ", " at ", " of ", " - ", " – ", " — ", " • ", " (", " @", "\t", " | "];
    cut.iter().fold(part, |name, mark| name.split(mark).next().unwrap_or(name)).trim()
}

/// `Reporting by A. Person; editing by B. Person`: each part with its role.
fn read_credit(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
    let text = source.text;
    const LEADS: [(&str, Role); 18] = [
        ("additional reporting by", Role::Contributor),
        ("additional reporting from", Role::Contributor),
        ("with reporting by", Role::Contributor),
        ("with reporting from", Role::Contributor),
        ("additional writing by", Role::Contributor),
        ("with assistance from", Role::Contributor),
        ("graphics by", Role::Contributor),
        ("graphic by", Role::Contributor),
        ("reporting by", Role::Author),
        ("writing by", Role::Author),
        ("written by", Role::Author),
        ("story by", Role::Author),
        ("words by", Role::Author),
        ("text by", Role::Author),
        ("interview by", Role::Author),
        ("editing by", Role::Editor),
        ("edited by", Role::Editor),
        ("translated by", Role::Translator),
    ];
    let line = segment.span.of(text);
    let lower = line.to_ascii_lowercase();
    let mut leads: Vec<(usize, usize, Role)> = Vec::new();
    for (lead, role) in LEADS {
        for (at, _) in lower.match_indices(lead) {
            // "Edited by: Ada Moe", with a blank that breaks no line
            let end = at + lead.len();
            let parted = lower[end..].chars().next().filter(|c| matches!(c, ' ' | ':' | '\u{a0}'));
            if let Some(mark) = parted
                && leads.iter().all(|(start, other, _)| end <= *start || at >= *other)
            {
                leads.insert(leads.partition_point(|other| other.0 < at), (at, end + mark.len_utf8(), role));
            }
        }
    }
    for (nth, &(_, start, role)) in leads.iter().enumerate() {
        let end = leads.get(nth + 1).map_or(line.len(), |next| next.0);
        let part = &line[start..end];
        for (a, b) in names::split(part) {
            let name = cut_role(&part[a..b]).trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ';' | ' '));
            let Some(offset) = part[a..b].find(name).filter(|_| names::is_name(name)) else { continue };
            let begin = segment.span.start() + start + a + offset;
            // Who has a byline is often named once more under the story.
            if fields.credits.iter().any(|known| known.role == role && known.name.eq_ignore_ascii_case(name)) {
                continue;
            }
            fields.credits.push(Credit { name: name.to_owned(), role, span: Span::new(begin, begin + name.len()) });
        }
    }
    if leads.is_empty() {
        read_source(source, segment, fields);
    }
}

/// `Source: Nordwire`, `The Associated Press contributed to this report.`
fn read_source(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
    let Source { text, agencies, .. } = source;
    let line = segment.span.of(text);
    let bare = line.trim_end_matches(['.', ')']);
    let (start, end) = match bare.rfind(" contributed ") {
        // "Ada Moe reported from Osk. Bo Lund contributed to this report."
        Some(end) => (bare[..end].rfind(". ").filter(|&stop| stop > 2).map_or(0, |stop| stop + 2), end),
        None => (
            bare.find(": ").map_or_else(|| source_credit::via(bare).map_or(bare.len(), |_| 4), |at| at + 2),
            bare.len(),
        ),
    };
    let from = start + (bare[start..end].len() - bare[start..end].trim_start().trim_start_matches(['(', '[']).len());
    let part = &bare[from..end];
    // "Nordwire writers Ada Moe in Osk and Bo Lund": the house and its people.
    let office = ["writer", "reporter", "journalist", "correspondent"].iter().filter_map(|it| part.find(it)).min();
    let house = part[..office.unwrap_or(part.len())].trim_end();
    let span = Span::new(segment.span.start() + from, segment.span.start() + from + house.len());
    if let Some(agency) = agencies.named(house) {
        fields.agency.get_or_insert(FieldValue {
            span,
            value: agency.to_owned(),
            rule: segment.rule,
            score: segment.score,
        });
        if office.is_none() {
            return;
        }
    }
    if end == bare.len() {
        return;
    }
    let behind = office.and_then(|at| part[at..].find(' ').map(|blank| at + blank)).unwrap_or(0);
    for (a, b) in names::split(&part[behind..]) {
        let name = cut_role(&part[behind + a..behind + b]);
        if names::is_name(name) {
            let start = span.start() + behind + a;
            let span = Span::new(start, start + name.len());
            fields.credits.push(Credit { name: name.to_owned(), role: Role::Contributor, span });
        }
    }
}

/// `File Photo by Ada Moe/Nordwire | License Photo`: the name before the first slash.
fn read_photo_credit(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
    let Source { text, agencies, .. } = source;
    let line = segment.span.of(text);
    let lower = line.to_ascii_lowercase();
    let start = [
        "photo by ",
        "photos by ",
        "photograph by ",
        "photograph: ",
        "photo: ",
        "credit: ",
        "image: ",
        "ap photo/",
        "canadian press/",
        "picture: ",
    ]
    .iter()
    .filter_map(|lead| lower.find(lead).map(|at| at + lead.len()))
    .min()
    .unwrap_or_else(|| line.len() - line.trim_start_matches(['(', '[']).len());
    let rest = &line[start..];
    let end = rest.find(['/', '|', ')', ']', ',']).or_else(|| rest.find(" via ")).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let begin = segment.span.start() + start + (rest[..end].len() - rest[..end].trim_start().len());
    // Of a picture that only agencies own, they are named as written: `KCNA/EPA`.
    let owners = rest[..rest.find(['|', ')', ']', ',']).unwrap_or(rest.len())].trim();
    let person = names::is_name(name) && agencies.named(name).is_none();
    let owned = owners.contains('/') && owners.split('/').all(|owner| agencies.named(owner.trim()).is_some());
    let name = if owned { owners } else { name };
    if person || owned {
        fields.credits.push(Credit {
            name: name.to_owned(),
            role: Role::Photographer,
            span: Span::new(begin, begin + name.len()),
        });
    }
}
