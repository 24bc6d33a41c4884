//! # What it does
//! Finds lines that credit a picture, and credits at the end of a caption, which it cuts off.
//!
//! # Example
//! `Photo: Ada Moe` · `The harbour at dawn. File Photo by Ada Moe/Nordwire | License Photo` ·
//! `Ships wait. (AP Photo/Ada Moe)`
//!
//! # Limits
//! A credit within a line must reach its end and be no longer than fourteen words; "(Reuters)" and the like count only
//! in brackets at the very end, and not in lines that read like several sentences of a story.

use memchr::{memchr, memchr_iter, memrchr, memrchr_iter};

use super::{RuleInfo, View};
use crate::page::agencies::Agencies;
use crate::page::cues::{self, Cue};
use crate::page::label::Label;
use crate::page::line::Line;
use crate::page::names;
use crate::page::signs::Signs;
use crate::text::hash::WordList;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "photo-credit", summary: "who took or owns a picture", label: Label::PhotoCredit };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 20 {
        return None;
    }
    let text = view.line_text(at);
    if line.words <= 9 && is_labelled(view.agencies, line, text) {
        return Some(0.85);
    }
    if line.cues.is_empty() {
        return None;
    }
    if line.cues.has(Cue::PhotoCredit) {
        // "Image: a lighthouse at night" is a caption; a credit is made of names.
        let named = line.capitals + line.digits.min(1) >= line.words.div_ceil(2) && line.small <= 3;
        return (line.words <= 16 && named).then_some(0.9);
    }
    if !line.cues.has(Cue::CreditTail) {
        return None;
    }
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let whole = cues::find(text, Cue::CreditTail).is_some_and(|(start, _)| start <= 2);
    let named =
        line.words <= 10 && line.small <= 2 && line.capitals * 2 > line.words && !line.closed() && !text.contains(". ");
    // "A ship at Osk(Image: Nordwire)" is a caption with its credit.
    let glued = text.find('(').is_some_and(|at| text[..at].ends_with(char::is_alphanumeric));
    (bracketed || whole && line.words <= 14 || named && !glued).then_some(0.85)
}

/// `Pix: Ada Moe`, `Photo | Ada Moe`, `Pic/Nordwire`, `📷 Ada Moe`, `Nordwire pix`: a word for pictures, and who owns it.
fn is_labelled(agencies: &Agencies, line: &Line, text: &str) -> bool {
    static PICTURES: WordList = WordList::new(
        "photo|photos|pic|pics|pix|picture|pictures|image|images|photograph|photographs|photographer|foto|fotos|fotó",
    );
    let owned = |owner: &str| {
        let person = owner.split(['/', '|', ',']).next().unwrap_or(owner);
        // "Ada Moe for Nordwire"
        let person = person.split(" for ").next().unwrap_or(person);
        names::is_name(person.trim()) || agencies.named(owner).is_some()
    };
    let bytes = text.as_bytes();
    if bytes[0] == 0xf0
        && let Some(owner) = text.strip_prefix(['📷', '📸'])
    {
        return owned(owner.trim_start_matches(['\u{fe0f}', ':', ' ']));
    }
    // All the words begin with one of these letters.
    let begins = |at: usize| matches!(bytes[at].to_ascii_lowercase(), b'p' | b'i' | b'f');
    if line.words <= 4
        && matches!(bytes.last(), Some(b'x' | b's' | b'c' | b'o' | b'e' | b'h' | 0xb3))
        && let Some(blank) = memrchr(b' ', bytes).filter(|&blank| begins(blank + 1))
        && PICTURES.contains(&text[blank + 1..])
        && agencies.named(&text[..blank]).is_some()
    {
        return true;
    }
    // "NW / Ada Moe"
    if line.signs.any(Signs::BAR)
        && let Some(bar) = memchr(b'/', bytes)
        && let (Some(house), Some(person)) = (text[..bar].strip_suffix(' '), text[bar + 1..].strip_prefix(' '))
        && names::is_name(person)
        && (agencies.named(house).is_some()
            || (2..=5).contains(&house.len()) && house.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return true;
    }
    if !begins(0) || !line.signs.any(Signs::COLON.and(Signs::BAR).and(Signs::WIDE)) {
        return false;
    }
    let Some((first, owner)) = text.split_once([':', '/', '|', '–', '—']) else { return false };
    PICTURES.contains(first.trim().trim_end_matches(" by").trim_end_matches(" credit")) && owned(owner.trim())
}

/// Where the credit at the end of a caption begins, as a byte offset in the line.
pub(in crate::page) fn tail(view: &View<'_>, at: usize) -> Option<usize> {
    let line = &view.lines[at];
    // Without a phrase of credits, a sentence that ends as sentences do ends with no credit, and a few words are none
    // unless a bracket closes them.
    let text = view.line_text(at);
    let last = text.as_bytes().last();
    let plain = || match last {
        Some(b'.' | b'!' | b'?') => true,
        Some(b')' | b']') => false,
        _ => line.words <= 3,
    };
    if line.words > 110 || !line.cues.has(Cue::CreditTail) && (line.words > 60 || plain()) {
        return None;
    }
    // Links that say so are read aloud: "Purchase Licensing Rights, opens new tab".
    let text = text.strip_suffix(", opens new tab").unwrap_or(text);
    let text = text.strip_suffix(" Purchase Licensing Rights").unwrap_or(text);
    if line.words <= 60
        && let Some(start) = hung(line, text)
    {
        return Some(start);
    }
    if line.signs.any(Signs::BAR)
        && let Some(start) = barred(text)
    {
        return Some(start);
    }
    if !line.cues.has(Cue::CreditTail) {
        return owner(view.agencies, text).or_else(|| commissioned(text));
    }
    if text.starts_with(['"', '“']) && line.words > 40 {
        return None;
    }
    let start = bracket(view.agencies, text).or_else(|| formula(text))?;
    let credit = &text[start..];
    let fits = start > 0 && credit.split_whitespace().count() <= 16;
    fits.then_some(start)
}

/// `The harbour at dawnImage: Ada Moe/Nordwire`, where the blank between caption and credit was lost; `The harbour in May
/// © Ada Moe / Nordwire`.
fn hung(line: &Line, text: &str) -> Option<usize> {
    let named = |credit: &str| {
        let words = credit.split_whitespace().count();
        (1..=10).contains(&words) && credit.trim_start().starts_with(char::is_uppercase) && !credit.contains(". ")
    };
    const LEADS: [&str; 4] = ["Image: ", "Photo: ", "Picture: ", "Credit: "];
    // Few lines with a colon have it behind one of the words: looking at each is quicker than searching for all of them.
    let led = |at: usize| LEADS.iter().any(|lead| text.as_bytes()[..at].ends_with(&lead.as_bytes()[..lead.len() - 2]));
    if line.signs.any(Signs::COLON) && memchr_iter(b':', text.as_bytes()).any(led) {
        for lead in LEADS {
            if let Some(start) = text.rfind(lead)
                && text[..start].ends_with(|c: char| c.is_lowercase() || matches!(c, '.' | '”' | '"'))
                && named(&text[start + lead.len()..])
            {
                return Some(start);
            }
        }
    }
    // Most that is not ASCII are quotation marks, which begin with another byte.
    if !line.signs.any(Signs::WIDE) || memchr(0xc2, text.as_bytes()).is_none() {
        return None;
    }
    let start = text.rfind(" © ")?;
    let told = text[..start].split_whitespace().count() >= 3;
    (told && named(&text[start + " © ".len()..])).then_some(start + 1)
}

/// `A bus on Route 9.Ada Moe | For The Harbour Times`: the blank before the name was lost.
fn barred(text: &str) -> Option<usize> {
    let (before, house) = text.rsplit_once(" | ")?;
    let start = before.rfind('.')? + 1;
    (house.starts_with(char::is_uppercase) && house.len() <= 40 && names::is_name(&before[start..])).then_some(start)
}

/// Whether the line is a credit in brackets and nothing else: `(Ada Moe/Nordwire)`.
pub(in crate::page) fn is_whole(view: &View<'_>, at: usize) -> bool {
    let inside = view.line_text(at).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let owned = |inside: &str| {
        let person = inside.split('/').next().unwrap_or(inside);
        is_owner(view.agencies, inside) || inside.len() > person.len() && names::is_name(person.trim())
    };
    view.lines[at].words <= 8 && inside.is_some_and(owned)
}

/// `(AP Photo/Ada Moe)`, `(Ada Moe/Reuters)`, `[Nordwire]` at the very end.
fn bracket(agencies: &Agencies, text: &str) -> Option<usize> {
    let bare = text.trim_end_matches(['.', ' ']);
    let close = bare.chars().next_back().filter(|c| matches!(c, ')' | ']'))?;
    let start = bare.rfind(if close == ')' { '(' } else { '[' })?;
    let inside = &bare[start + 1..bare.len() - 1];
    let cued =
        cues::of_line(&bare[start..], (0, bare.len() - start)).has(Cue::CreditTail) || is_owner(agencies, inside);
    // "(AP)" after a sentence is a credit; "the agency (AP)" in the middle of one is not, and does not end the line.
    let after_sentence = bare[..start].trim_end().ends_with(['.', '!', '?', '”', '"']);
    let sentences = bare[..start].matches(". ").count();
    (cued && (after_sentence || inside.contains(['/', ' '])) && sentences <= 3).then_some(start)
}

/// `(Ada Moe / Harbour Times)` at the very end, behind a sentence; `[File: Ada Moe/Nordwire]`, behind anything.
fn owner(agencies: &Agencies, text: &str) -> Option<usize> {
    let close = text.chars().next_back().filter(|c| matches!(c, ')' | ']'))?;
    let bare = &text[..text.len() - 1];
    let start = bare.rfind(if close == ')' { '(' } else { '[' })?;
    let inside = bare[start + 1..].trim_start_matches("File:").trim_start();
    // "[Ada Moe, Standard]"
    let comma = || if close == ']' { inside.rsplit_once(", ") } else { None };
    let (person, house) = inside.rsplit_once('/').or_else(comma)?;
    // Square brackets at a line's end hold nothing else; a sentence may end in round ones.
    let told = close == ']' || bare[..start].trim_end().ends_with(['.', '!', '?', '”', '"']);
    // "NW Photo/Ada Moe": the agency stands first.
    let person = if person.ends_with(" Photo") { house } else { person };
    // In round ones a house of one word is in capitals or known: "(Ada Moe/Left)" may be a note on a player.
    let house = house.trim();
    let owned = close == ']' && house.starts_with(char::is_uppercase)
        || house.len() >= 2 && house.bytes().all(|b| b.is_ascii_uppercase())
        || is_owner(agencies, inside);
    (told && owned && names::is_name(person.trim())).then_some(start)
}

/// `Ada Moe for The Harbour Times` at the very end, behind a sentence.
fn commissioned(text: &str) -> Option<usize> {
    const FOR: &str = " for The ";
    // Most texts have few letters T: looking at each is quicker than searching for all of the words.
    let before =
        |at: usize| at.checked_sub(FOR.len() - 4).filter(|&start| text.as_bytes()[start..].starts_with(FOR.as_bytes()));
    let middle = memrchr_iter(b'T', text.as_bytes()).find_map(before)?;
    let start = text[..middle].rfind(['.', '!', '?', '”'])?;
    let start = start + text[start..].find(' ')? + 1;
    let house = &text[middle + " for ".len()..];
    let titled = house.split_whitespace().count() <= 6
        && house.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    (titled && start < middle && !house.ends_with(['.', '!', '?']) && names::is_name(&text[start..middle]))
        .then_some(start)
}

/// `Ada Moe/Nordwire`: names with capitals on both sides of a slash, the last an agency or not.
fn is_owner(agencies: &Agencies, inside: &str) -> bool {
    let Some((person, owner)) = inside.rsplit_once('/') else { return false };
    let big = |part: &str| {
        let words = part.split_whitespace().count();
        (1..=4).contains(&words) && part.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    agencies.named(owner.trim()).is_some() || big(person) && big(owner) && inside.split_whitespace().count() >= 3
}

/// `Photo by Ada Moe/Nordwire | License Photo`, `Photograph: Ada Moe/Nordwire`, `Ada Moe/Getty Images`, `Ada Moe via Nordwire`.
fn formula(text: &str) -> Option<usize> {
    let (start, _) = cues::find(text, Cue::CreditTail)?;
    if text[start..].starts_with(['/', '(']) {
        return None;
    }
    let credit = &text[start..];
    let before = text[..start].trim_end();
    let names = {
        let words: Vec<&str> = credit.split_whitespace().collect();
        let big = words.iter().filter(|word| {
            word.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
        });
        big.count() * 3 >= words.len() * 2 || words.len() <= 5
    };
    // Names right before the formula belong to it: "... the harbour. Ada Moe/Getty Images".
    let opened = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', ')', '|', '—', '-', ']', '’']);
    if !names {
        return None;
    }
    if opened {
        return Some(start);
    }
    let sentence = before.rfind(". ")? + 2;
    let owner = &text[sentence..];
    let via = || owner.split_once(" via ").is_some_and(|(person, _)| names::is_name(person));
    let short = owner.split_whitespace().count() <= 9 && (owner.contains('/') || via());
    short.then_some(sentence)
}
