//! # What it does
//! Finds the note about whoever wrote the story: what they do, for whom, and how to reach them.
//!
//! # Why
//! Extractors leave it under the story, where it reads like a paragraph of it.
//!
//! # Example
//! `Ada Moe is a reporter for Nordwire. Follow her on X.` · `The writer is a former harbour master.` · `Moe, who signed
//! the story, covers ports and shipping.`
//!
//! # Limits
//! A story may be about people who write, too. So the note must be about who signed the story; or name an office of the
//! press, or an address, where no paragraph of the story follows. A note about somebody with another calling than the
//! press who did not sign stays.

use memchr::memchr;

use super::{RuleInfo, View, byline, is_paragraph};
use crate::page::label::{Action, Label};
use crate::page::line::ones;
use crate::page::marks::Marks;
use crate::page::names;
use crate::text::{block, gather};

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "author-note", summary: "a note about who wrote it", label: Label::Byline };

/// How many lines may follow the note that are paragraphs but notes themselves.
const AFTER: usize = 3;

/// The people who signed the story in the lines that are known to say so.
pub(in crate::page) fn signers<'t>(view: &View<'t>, marks: &Marks<'_>) -> Vec<&'t str> {
    let signed = (0..view.lines.len()).filter(|&at| marks.label(at) == Some(Label::Byline));
    let texts = signed.take(MOST).map(|at| byline::after_lead(view.line_text(at)).unwrap_or(view.line_text(at)));
    texts.flat_map(|text| names::leading(text).names.into_iter().map(move |(start, end)| &text[start..end])).collect()
}

/// Whether line `at` is such a note; `signers` wrote the story.
pub(in crate::page) fn judge(view: &View<'_>, marks: &Marks<'_>, signers: &[&str], at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.core_text(at);
    if !(5..=130).contains(&line.words) {
        return None;
    }
    if let Some(name) = signers.iter().find(|name| text.starts_with(**name)) {
        // Nobody tells in a story what its writer did, except in such a note.
        let next = text[name.len()..].trim_start_matches([' ', '\u{a0}']);
        return next.starts_with(|c: char| c.is_ascii_lowercase()).then_some(0.9);
    }
    // Nearly all lines have more of the story below them, which is sooner known than what they say.
    let last = is_last(view, marks, at);
    // Between the writer's name and the day no story has begun.
    let in_head = || {
        let label = |at: usize| view.lines.get(at).and_then(|_| marks.label(at));
        at > 0 && label(at - 1) == Some(Label::Byline) && label(at + 1) == Some(Label::Timestamp)
    };
    if line.bullet || !(last || in_head()) {
        return None;
    }
    // A box at the page's end: the name alone, then the name again with what its bearer does.
    let above = at.checked_sub(1).map(|above| view.line_text(above)).filter(|above| text.starts_with(above));
    if last
        && let Some(name) = above.filter(|name| is_person(name))
        && text[name.len()..].trim_start().starts_with(|c: char| c.is_ascii_lowercase())
        && !is_listed(view, at - 1)
    {
        return Some(0.85);
    }
    let (verb, at_verb) = find_verb(view, at)?;
    let (who, told) = (&text[..at_verb], &text[at_verb + verb.len()..]);
    let writer = who.strip_prefix("The ").is_some_and(|who| WRITERS.contains(&who));
    let given =
        !who.contains(' ') && signers.iter().any(|name| name.split(' ').any(|part| part.eq_ignore_ascii_case(who)));
    if !(writer || given || is_person(who)) {
        return None;
    }
    let first = told.split_once(". ").map_or(told, |(first, _)| first);
    let office = first.split_whitespace().take(14).any(is_office);
    let address = is_address(told);
    let placed = verb.len() > 5 || PLACES.iter().any(|word| first.contains(word));
    let known = writer && ["a ", "an ", "the ", "professor "].iter().any(|it| told.starts_with(it))
        || office && (given || address || placed)
        || (given || address) && verb.len() > 5;
    known.then_some(if address || given { 0.9 } else { 0.75 })
}

/// Whether other people are told of in the same way above or below: then it is a list of them, and of the story.
fn is_listed(view: &View<'_>, name: usize) -> bool {
    const NEAR: usize = 60;
    (name.saturating_sub(NEAR)..(name + NEAR).min(view.lines.len() - 1)).filter(|&at| at != name).any(|at| {
        let other = view.line_text(at);
        view.lines[at].words <= 4 && view.line_text(at + 1).starts_with(other) && is_person(other)
    })
}

/// Whether the line is the name of the person whom the note at `at` is about.
pub(in crate::page) fn is_over(view: &View<'_>, above: usize, at: usize) -> bool {
    let (name, note) = (view.core_text(above), view.core_text(at));
    let last = name.rsplit(' ').next().unwrap_or(name);
    let about = note.starts_with(name) || note.get(..last.len()).is_some_and(|it| it.eq_ignore_ascii_case(last));
    is_person(name) && about
}

/// Whether the line right under a note goes on with it.
pub(in crate::page) fn continues(view: &View<'_>, at: usize) -> bool {
    const LONGEST: usize = 7;
    let text = view.core_text(at);
    let near = &text.as_bytes()[..text.len().min(LONGEST + 1)];
    let Some(first) = near.iter().position(|byte| *byte == b' ').and_then(|blank| text.get(..blank)) else {
        return false;
    };
    let begun = match first {
        "He" | "She" | "They" | "His" | "Her" | "Their" | "Follow" | "Email" | "E-mail" | "Contact" | "Reach"
        | "Send" => true,
        "You" => text.starts_with("You can "),
        "Got" => text.starts_with("Got a "),
        _ => false,
    };
    begun && view.lines[at].words <= 60
}

/// What joins a person and what they do.
const VERBS: [&str; 5] = [" is ", " was ", " covers ", " writes ", " reports "];

/// How the writer may be called without a name.
const WRITERS: [&str; 5] = ["writer", "author", "columnist", "writers", "authors"];

/// What ties an office to a house, a place or a field.
const PLACES: [&str; 7] = [" for ", " at ", " with ", " of ", " based ", " cover", " on "];

/// Lines that are looked at for who signed the story.
const MOST: usize = 8;

/// The first of the verbs in the beginning of the line's text, and where it stands.
fn find_verb(view: &View<'_>, at: usize) -> Option<(&'static str, usize)> {
    const EARLY: usize = 60;
    let text = view.core_text(at);
    let head = &text.as_bytes()[..text.len().min(EARLY)];
    let nth = |at: usize| VERBS.iter().position(|verb| head[at..].starts_with(verb.as_bytes()));
    // How they begin is asked of all blanks at once: one after another, they would be guessed wrong again and again.
    let bytes = block(head, 0);
    let first_letters = gather(&bytes.map(|byte| u8::from(matches!(byte, b'c' | b'i' | b'r' | b'w'))));
    let second_letters = gather(&bytes.map(|byte| u8::from(matches!(byte, b'a' | b'e' | b'o' | b'r' | b's'))));
    let gaps = view.planes.at(view.lines[at].core.start()).gaps & first_letters >> 1 & second_letters >> 2;
    ones(gaps).find_map(|at| Some((VERBS[nth(at)?], at)))
}

/// Whether the text is a person's name, letters behind it such as ", PhD" aside.
fn is_person(text: &str) -> bool {
    // Most have nothing behind it.
    let name = match memchr(b',', text.as_bytes()) {
        Some(_) => text.trim_end_matches(',').split_once(", ").map_or(text, |(name, _)| name),
        None => text,
    };
    names::is_name(name) && name.split(' ').nth(4).is_none()
}

fn is_office(word: &str) -> bool {
    const OFFICES: [&str; 17] = [
        "reporter",
        "correspondent",
        "columnist",
        "journalist",
        "editor",
        "writer",
        "producer",
        "contributor",
        "blogger",
        "photojournalist",
        "critic",
        "freelancer",
        "newsroom",
        "author",
        "editor-in-chief",
        "editor-at-large",
        "host",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    OFFICES.iter().any(|office| office.eq_ignore_ascii_case(word))
}

fn is_address(text: &str) -> bool {
    text.contains('@')
        || [" on Twitter", " on X", "ollow her", "ollow him", "ollow them", "end tips", "each her", "each him"]
            .iter()
            .any(|sign| text.contains(sign))
}

/// Whether no more of the story follows: of the next lines that are not cut none is a paragraph about something else.
fn is_last(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let cut = |&line: &usize| !marks.label(line).is_some_and(|label| label.default_action() != Action::Keep);
    let next = (at + 1..view.lines.len()).filter(cut).take(AFTER);
    next.filter(|&line| is_paragraph(view, line) && view.lines[line].words >= 15 && !continues(view, line)).count() < 2
}
