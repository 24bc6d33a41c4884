//! Records as feeds, programs and databases print them: a field a line, its name before its value.
//!
//! A field of a title above the first paragraph says that a page is one, whatever the form: `Title: Harbour reopens`,
//! `"title": "Harbour reopens",`, `<title>Harbour reopens</title>`, `HD  Harbour reopens`. The value becomes a line of its
//! own, of which all rules ask what they ask of other lines, and the name is cut off.

use memchr::{memchr_iter, memrchr};

use super::label::Label;
use super::line::{Line, Measure};
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};
use crate::Span;

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

/// A field as a line prints it.
struct Printed {
    field: Field,
    /// Where its value stands in the line.
    value: (usize, usize),
    /// Whether its form is one that no sentence has.
    strict: bool,
    /// Whether marks stand around name or value.
    marked: bool,
}

/// The text without the marks that programs put around names and values.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| matches!(c, '"' | '\'' | '*' | '[' | ']' | ',' | ' ' | '\t'))
}

fn printed(text: &str) -> Option<Printed> {
    const LONGEST: usize = 24;
    let open = text.bytes().take_while(|byte| matches!(byte, b'"' | b'\'' | b'<' | b'*' | b'{')).count();
    let rest = &text[open..];
    let code = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    // "HD  Harbour reopens", and "LP" alone.
    let (short, lone) = (open == 0 && (2..=3).contains(&code), rest.len() == code);
    let coded = short && (lone || rest[code..].starts_with('\t') || rest[code..].starts_with("  "));
    // "# Harbour reopens"
    let titled = rest.starts_with("# ");
    let tagged = text.starts_with('<');
    // "<dc:creator>" has a colon in it.
    let stop = |byte: u8| byte == b'>' || byte == b':' && !tagged;
    let end = match () {
        () if coded => code,
        () if titled => 1,
        () => rest.bytes().take(LONGEST).position(stop)?,
    };
    let name = bare(&rest[..end]);
    let strict = coded || open > 0 && rest[..end].ends_with(['"', '\'']);
    let shaped = name.bytes().all(|b| b.is_ascii_alphabetic() || b" _-:#".contains(&b))
        && name.bytes().filter(|b| *b == b' ').count() <= 2;
    let from = open + end + usize::from(!coded && !titled);
    let parted = strict || tagged || matches!(text.as_bytes().get(from), None | Some(b' ' | b'*'));
    // A tag alone parts one record from the next.
    if name.is_empty() || !shaped || !parted || tagged && from == text.len() {
        return None;
    }
    let value = &text[from..];
    let close = memrchr(b'<', value.as_bytes()).filter(|_| tagged).unwrap_or(value.len());
    // title: "Harbour reopens"
    let quoted = memchr_iter(b'"', value.as_bytes()).count() == 2 && value.trim_start().starts_with('"');
    let value = if open > 0 || quoted { bare(&value[..close]) } else { value.trim() };
    let field = named(&NAMES, name).unwrap_or(Field::Other);
    // All fields on one line are for a program to read.
    let glued = text.starts_with('{') && value.contains(": ");
    if glued || coded && lone && field == Field::Other {
        return None;
    }
    let from = value.as_ptr() as usize - text.as_ptr() as usize;
    Some(Printed { field, value: (from, from + value.len()), strict, marked: open > 0 })
}

/// Puts the values of fields on lines of their own, if the page is a record: if a field of a title stands above its first
/// paragraph, or a database's mark opens or closes it.
pub(super) fn part(text: &str, lines: &mut Vec<Line>, measure: &Measure<'_>) {
    const HEAD: usize = 12;
    let of = |line: &Line| line.span.of(text);
    let may = |line: &Line| b"TtHhAa#\"'<*{".contains(&of(line).as_bytes()[0]);
    let head = || lines.iter().take(HEAD).take_while(|line| !line.paragraph);
    let title = |line: &Line| {
        let it = printed(of(line)).filter(|it| it.field == Field::Title)?;
        (it.strict || it.value.0 < it.value.1).then_some(it.strict)
    };
    let form = head().filter(|line| may(line)).find_map(title);
    let mark = |line: &Line| line.words <= 4 && rules::separator::is_document_mark(of(line));
    let marked = form.is_none() && lines.iter().take(3).chain(lines.last()).any(mark);
    if form.is_none() && !marked {
        return;
    }
    let (mut header, mut pending) = (true, Field::None);
    let mut all = Vec::with_capacity(lines.len() * 2);
    for mut line in lines.drain(..) {
        let raw = line.span.of(text);
        header |= mark(&line);
        // "Body" and "Classification" head the parts of a database's record.
        if marked
            && line.words <= 2
            && let Some(field) = named(&HEADINGS, raw)
        {
            header = field == Field::Other;
            line.field = field;
            all.push(line);
            continue;
        }
        let found = printed(raw).filter(|it| match it.field {
            Field::Title => form == Some(it.strict) && (header || line.words <= 30),
            Field::Other => (header || it.strict && form == Some(true)) && !line.paragraph,
            _ => header || it.strict,
        });
        let Some(found) = found else {
            header &= !line.paragraph;
            line.field = std::mem::replace(&mut pending, Field::None);
            all.push(line);
            continue;
        };
        header = found.field != Field::Text && (header || found.field == Field::Title);
        let (start, end) = (line.span.start(), line.span.end());
        let (from, to) = (start + found.value.0, start + found.value.1);
        // The value may stand on the next line.
        pending = if from == to { found.field } else { Field::None };
        let whole = found.field == Field::Other
            || !found.strict && !found.marked && matches!(found.field, Field::Author | Field::Day);
        if whole || from == to {
            line.field = if from == to { Field::Other } else { found.field };
            all.push(line);
            continue;
        }
        for (from, to, field) in [(start, from, Field::Other), (from, to, found.field), (to, end, Field::Other)] {
            if from < to {
                let mut piece = measure.of(Span::new(from, to));
                piece.field = field;
                all.push(piece);
            }
        }
    }
    *lines = all;
}

/// What a field's line calls it.
fn name(text: &str) -> &str {
    text.split([':', '\t', '>']).next().unwrap_or(text)
}

/// Labels the fields, and marks where records begin if there may be `several`. Whether there are any.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, several: bool) -> bool {
    // `Nordwire, [12.11.2026 14:05]` stands over each of a channel's posts.
    for at in 0..view.lines.len() {
        let dated = several && marks.label(at) == Some(Label::Timestamp);
        if dated && rules::timestamp::is_post(view.line_text(at)) {
            marks.set_begins(at);
        }
    }
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
                for line in (record..at).filter(|line| *line != title) {
                    let seen = &view.lines[line];
                    if marks.free(line) && !seen.paragraph && (seen.words <= 4 || seen.continues) {
                        marks.set(line, Rule::ExportField, 0.7);
                    }
                }
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
