//! Who did what for a story: names in bylines, credits and under pictures.

use super::read::{Source, value};
use super::{Credit, FieldValue, Fields, Role};
use crate::Span;
use crate::page::agencies::Agencies;
use crate::page::names;
use crate::page::rules::{byline, source_credit};
use crate::page::segments::Segment;

/// What follows "By" in a byline, or all of it.
pub(super) fn behind_lead<'t>(agencies: &Agencies, line: &'t str) -> &'t str {
    let told = byline::after_lead(line).or_else(|| byline::barred(agencies, line)).or_else(|| byline::from(line));
    told.or_else(|| byline::within(line)).or_else(|| byline::behind_date(line)).unwrap_or(line)
}

/// People become authors, agencies the agency; roles, places and times behind the names are left out.
pub(super) fn read_byline(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
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
pub(super) fn read_credit(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
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
pub(super) fn read_photo_credit(source: Source<'_>, segment: &Segment, fields: &mut Fields) {
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
