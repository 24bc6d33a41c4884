//! Records as feeds, programs and databases print them: a field a line, its name before its value.
//!
//! A field of a title above the first paragraph says that a page is one, whatever the form: `Title: Harbour reopens`,
//! `"title": "Harbour reopens",`, `<title>Harbour reopens</title>`, `HD  Harbour reopens`. The value becomes a line of its
//! own, of which all rules ask what they ask of other lines, and the name is cut off.

use memchr::memmem;

use super::label::Label;
use super::line::{Line, Lines};
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};
use crate::Span;
use crate::text::trim;

/// What a line has to do with a record's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Nothing.
    None,
    /// It is a name, or what closes a value, or a field that says nothing of the story.
    Other,
    /// It is a value: title, text, summary, who wrote it, when.
    Title,
    Text,
    Summary,
    Author,
    Day,
    /// It heads the text: above it stands no line of the story but its title.
    Heading,
}

/// The names of fields, in small letters, each between bars.
const NAMES: [(Field, &str); 5] = [
    (Field::Title, "|title|headline|hd|article|article title|#|"),
    (Field::Text, "|content|text|body|full text|full_text|maintext|article text|articlebody|content:encoded|lp|td|"),
    (Field::Summary, "|description|summary|subtitle|abstract|highlight|excerpt|standfirst|"),
    (Field::Author, "|author|authors|by|byline|creator|dc:creator|"),
    (Field::Day, "|date|published|pubdate|publishedat|published_at|date_publish|publish_date|publication date|pd|"),
];

/// What heads the text of a database's record, alone on a line, and what heads its other parts.
const HEADINGS: [(Field, &str); 2] =
    [(Field::Heading, "|body|full text|abstract|"), (Field::Other, "|graphic|classification|details|notes|")];

/// What the tables say of a name.
fn named(table: &[(Field, &str)], name: &str) -> Option<Field> {
    let key = format!("|{}|", name.to_ascii_lowercase());
    table.iter().find(|(_, names)| names.contains(&key)).map(|(field, _)| *field)
}

/// A field as a line prints it: where its value stands in the line, and whether its form is one that no sentence has.
struct Printed {
    field: Field,
    value: (usize, usize),
    strict: bool,
}

fn printed(text: &str) -> Option<Printed> {
    const LONGEST: usize = 24;
    let open = text.bytes().take_while(|byte| matches!(byte, b'"' | b'\'' | b'<' | b'*')).count();
    let rest = &text[open..];
    let code = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    // "HD  Harbour reopens", and "LP" alone.
    let coded =
        open == 0 && (2..=3).contains(&code) && rest[code..].trim_start_matches(' ').len() + 2 <= rest[code..].len()
            || rest[code..].starts_with('\t')
            || open == 0 && code == 2 && rest.len() == code;
    let marked = rest.starts_with("# ");
    let stop = || rest.bytes().take(LONGEST).position(|byte| matches!(byte, b':' | b'>'));
    let end = match text.as_bytes().first() {
        _ if coded => code,
        _ if marked => 1,
        // "<dc:creator>"
        Some(b'<') => rest.find('>').filter(|end| *end <= LONGEST)?,
        _ => stop()?,
    };
    let name = rest[..end].trim_end_matches(['"', '\'', '*', ' ']);
    let strict = open > 0 || coded;
    let shaped = name.split(' ').count() <= 3 && name.bytes().all(|b| b.is_ascii_alphabetic() || b" _-:#".contains(&b));
    let from = open + end + usize::from(!coded && !marked);
    let parted = strict || text[from..].starts_with(' ') || from == text.len();
    // A tag alone parts one record from the next.
    let alone = text.starts_with('<') && text.ends_with('>') && from == text.len();
    if name.is_empty() || !shaped || !parted || alone {
        return None;
    }
    let value = text[from..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | '*'));
    let from = text.len() - value.len();
    let value = match value.rfind("</").filter(|_| text.starts_with('<')) {
        Some(end) => &value[..end],
        None if open > 0 => value.trim_end_matches(['"', '\'', ',', ']']),
        // title: "Harbour reopens"
        None if text[..from].ends_with('"') && value.matches('"').count() == 1 => value.trim_end_matches('"'),
        None => value,
    };
    let field = named(&NAMES, name).unwrap_or(Field::Other);
    Some(Printed { field, value: (from, from + value.len()), strict })
}

/// Puts the values of fields on lines of their own, if the page is a record: if a field of a title stands above its first
/// paragraph, or a database's mark opens it.
pub(super) fn part(text: &str, lines: &mut Vec<Line>, measure: &Lines<'_>) {
    const HEAD: usize = 12;
    let of = |line: &Line| line.span.of(text);
    let may = |line: &&Line| {
        matches!(of(line).as_bytes()[0], b'T' | b't' | b'H' | b'h' | b'A' | b'a' | b'#' | b'"' | b'\'' | b'<' | b'*')
    };
    let title =
        |line: &Line| printed(of(line)).filter(|it| it.field == Field::Title && (it.strict || it.value.0 < it.value.1));
    let head = || lines.iter().take(HEAD).take_while(|line| !line.paragraph);
    let first = head().filter(may).find_map(title);
    let marked = || {
        let mut ends = lines.iter().take(3).chain(lines.last());
        ends.any(|line| line.words <= 4 && rules::separator::is_document_mark(of(line)))
    };
    let marked = first.is_none() && marked();
    if first.is_none() && !marked {
        return;
    }
    let form = first.map(|title| title.strict);
    let (mut header, mut pending) = (true, Field::None);
    let mut all = Vec::with_capacity(lines.len() * 2);
    for line in lines.drain(..) {
        let raw = line.span.of(text);
        header |= rules::separator::is_document_mark(raw);
        // "Body" and "Classification" head the parts of a database's record.
        if let Some(field) = Some(raw).filter(|_| marked && line.words <= 2).and_then(|raw| named(&HEADINGS, raw)) {
            header = field == Field::Other;
            all.push(Line { field, ..line });
            continue;
        }
        let found = printed(raw).filter(|it| match it.field {
            Field::Title => form == Some(it.strict) && (header || line.words <= 30),
            Field::Other => (header || it.strict) && !line.paragraph,
            _ => header || it.strict,
        });
        let Some(found) = found else {
            header &= !line.paragraph;
            all.push(Line { field: std::mem::replace(&mut pending, Field::None), ..line });
            continue;
        };
        header = found.field != Field::Text && (header || found.field == Field::Title);
        let (from, to) = (line.span.start() + found.value.0, line.span.start() + found.value.1);
        let whole = found.field == Field::Other || !found.strict && matches!(found.field, Field::Author | Field::Day);
        pending = Field::None;
        if from >= to {
            // The value stands on the next line.
            pending = found.field;
            all.push(Line { field: Field::Other, ..line });
            continue;
        }
        if whole {
            all.push(Line { field: found.field, ..line });
            continue;
        }
        all.push(Line { field: Field::Other, ..measure.of(Span::new(line.span.start(), from)) });
        all.push(Line { field: found.field, ..measure.of(Span::new(from, to)) });
        if to < line.span.end() {
            all.push(Line { field: Field::Other, ..measure.of(Span::new(to, line.span.end())) });
        }
    }
    *lines = all;
}

/// What a field's line calls it.
fn name(text: &str) -> &str {
    text.split([':', '\t', '>']).next().unwrap_or(text)
}

/// Parts a page of one long line, whose line ends were lost, where a separator stands in it.
pub(super) fn part_line(text: &str, lines: &mut Vec<Line>, measure: &Lines<'_>) {
    const MARKS: [&str; 6] = ["Source link", "Read the full article here", "Original article", "(END)", "* * *", "###"];
    const LEAST: u32 = 60;
    let &[Line { span, words: LEAST.., .. }] = &lines[..] else { return };
    let found =
        |mark: &&str| memmem::find_iter(text.as_bytes(), *mark).map(|at| (at, at + mark.len())).collect::<Vec<_>>();
    let mut marks: Vec<(usize, usize)> = MARKS.iter().flat_map(found).collect();
    marks.retain(|&(from, to)| text[..from].ends_with(' ') && (to == span.end() || text[to..].starts_with(' ')));
    if marks.is_empty() {
        return;
    }
    marks.sort_unstable();
    lines.clear();
    let mut start = span.start();
    for (from, to) in marks {
        let pieces = [Span::new(start, from), Span::new(from, to)];
        lines.extend(pieces.into_iter().filter(|it| !trim(text, *it).is_empty()).map(|it| measure.of(it)));
        start = to;
    }
    if !trim(text, Span::new(start, span.end())).is_empty() {
        lines.push(measure.of(Span::new(start, span.end())));
    }
}

/// Labels the fields, and marks where records begin if there may be `several`. Whether there are any.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, several: bool) -> bool {
    // `Nordwire, [12.11.2026 14:05]` stands over each of a channel's posts.
    let post = |at: usize| marks.label(at) == Some(Label::Timestamp) && rules::timestamp::is_post(view.line_text(at));
    let posts: Vec<usize> = (0..view.lines.len()).filter(|&at| several && post(at)).collect();
    posts.into_iter().for_each(|at| marks.set_begins(at));
    let Some(first) = view.lines.iter().position(|line| line.field != Field::None) else { return false };
    // The field that opens the first record opens the others.
    let opening = name(view.line_text(first));
    let (mut block, mut record, mut summary) = (None, 0, None);
    let beside = |at: usize| view.lines.get(at).is_some_and(|line| line.field != Field::None);
    for at in first.saturating_sub(1)..view.lines.len() {
        let (line, text) = (&view.lines[at], view.line_text(at));
        if matches!(line.field, Field::None | Field::Text) || view.gap(at) || name(text) == opening {
            block = None;
        }
        let opens = if line.field == Field::None { at } else { *block.get_or_insert(at) };
        if marks.label(at) == Some(Label::Separator) {
            record = at + 1;
        }
        match line.field {
            Field::None if line.words == 0 && (beside(at.wrapping_sub(1)) || beside(at + 1)) => {
                marks.set(at, Rule::ExportField, 0.8);
            }
            Field::None if line.paragraph => summary = None,
            Field::None => {}
            Field::Text => {
                marks.clear(at);
                summary = None;
            }
            Field::Heading => {
                marks.set(at, Rule::ExportField, 0.8);
                let dated = |line: usize| marks.label(line + 1) == Some(Label::Timestamp);
                let title = (record..at).find(|&line| marks.free(line) && !dated(line)).unwrap_or(at);
                let house = |line: &usize| {
                    let seen = &view.lines[*line];
                    marks.free(*line) && *line != title && !seen.paragraph && (seen.words <= 4 || seen.continues)
                };
                let houses: Vec<usize> = (record..at).filter(house).collect();
                houses.into_iter().for_each(|line| marks.set(line, Rule::ExportField, 0.7));
                record = at + 1;
            }
            Field::Title => {
                marks.set(at, Rule::Headline, 0.9);
                if several {
                    marks.set_begins(opens);
                }
                summary.take().into_iter().for_each(|line| marks.clear(line));
            }
            Field::Summary => {
                marks.set_as(at, Rule::Standfirst, Label::Standfirst, 0.8);
                summary = Some(at);
            }
            Field::Author if !names::leading(rules::byline::after_lead(text).unwrap_or(text)).names.is_empty() => {
                marks.set(at, Rule::Byline, 0.9);
            }
            Field::Day if marks.label(at) == Some(Label::Timestamp) => {}
            _ if marks.label(at) != Some(Label::Separator) => marks.set(at, Rule::ExportField, 0.8),
            _ => {}
        }
    }
    // Where nothing else is told, the summary is the text.
    summary.into_iter().for_each(|line| marks.clear(line));
    true
}
