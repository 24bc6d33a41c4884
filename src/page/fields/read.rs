//! Fields read from a story's labelled segments.

use super::author_box;
use super::credits::{behind_lead, read_byline, read_credit, read_photo_credit};
use super::{Credit, Dateline, FieldValue, Fields, Published, Role};
use crate::Span;
use crate::page::agencies::Agencies;
use crate::page::clock;
use crate::page::date::{self, Date};
use crate::page::label::Label;
use crate::page::markup;
use crate::page::names;
use crate::page::rules::byline::{self, BARE, LED};
use crate::page::rules::{Rule, dateline, timestamp};
use crate::page::segments::Segment;

/// What fields are read from.
#[derive(Debug, Clone, Copy)]
pub(in crate::page) struct Source<'a> {
    pub text: &'a str,
    pub agencies: &'a Agencies,
    /// The day of the page.
    pub published: Option<Date>,
}

/// How many blanks stand in a paragraph at least.
const PROSE: usize = 11;

/// Reads the fields of article `number` from its segments; of those at the page's foot only notices of rights.
pub(in crate::page) fn read(source: Source<'_>, segments: &[Segment], foot: &[Segment], number: u32) -> Fields {
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
        for span in author_box::names(text, segments.iter().chain(foot)) {
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

pub(super) fn value(text: &str, segment: &Segment, span: Span) -> FieldValue {
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
