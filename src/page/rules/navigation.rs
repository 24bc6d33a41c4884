//! # What it does
//! Finds entries of menus and footers by their names.
//!
//! # Example
//! `Privacy Policy` · `Contact Us` · `Advertise With Us` · `About Us | Careers | Terms of Use` ·
//! `Home / World / Harbour reopens after storm` · `HomeWorldHarbour reopens after storm`
//!
//! # Limits
//! Section names such as `Politics` count only on full pages: in an extracted story they may be sub-headings.

use memchr::{memchr2, memchr3};

use super::{RuleInfo, View};
use crate::page::cues::{self, Cue};
use crate::page::kind::Kind;
use crate::page::label::Label;
use crate::page::markup;
use crate::page::signs::Signs;
use crate::text::hash::WordList;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "navigation", summary: "an entry of a menu or footer", label: Label::Navigation };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.cues.has(Cue::Navigation) && (view.kind == Kind::Full || line.words >= 2) {
        return Some(0.8);
    }
    if is_glued_path(view, at) {
        return Some(0.8);
    }
    // Most lines show at once that they are neither a row of names nor anything with marks in it.
    let marked = line.signs.any(Signs::MARKUP.and(Signs::POINTER).and(Signs::PERCENT).and(Signs::BAR));
    // Two words with nothing but a blank between them are two names at most.
    let blanks = line.span.len() - (line.lower + line.upper + line.digits) as usize;
    let several = line.words > 2 || blanks >= line.words as usize || line.signs.any(Signs::WIDE);
    let named = several && !line.closed() && line.span.len() <= LONGEST_RUN;
    let sectioned = line.span.len() <= LONGEST_ROW && (line.signs.any(Signs::WIDE) || line.capitals >= SECTIONS_ENOUGH);
    if !(marked || named || sectioned) {
        return None;
    }
    let (plain, signs) = markup::of_line(view, at);
    let text = &*plain;
    // In ASCII throughout, words of capital letters were counted where the row of sections would look for them.
    let listed = line.capitals >= SECTIONS_ENOUGH && line.words <= line.capitals + SECTIONS_OTHERS;
    let sections = || signs.any(Signs::WIDE) || listed;
    let may_hold_names = || several || signs.any(Signs::WIDE);
    let found = signs.any(Signs::POINTER) && is_trail(text)
        || signs.any(Signs::PERCENT) && is_ticker(text) && text.matches('%').count() >= 3
        || sections() && is_row_of_sections(text)
        || signs.any(Signs::BAR) && (is_path(text) || is_row_of_links(text))
        || !line.closed() && may_hold_names() && is_run_of_names(text);
    found.then_some(0.8)
}

/// `HomeNewsHarbour reopens after storm` above that title: a path whose parts lost what stood between them.
fn is_glued_path(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    let glued = || text.as_bytes().get(4).is_some_and(u8::is_ascii_uppercase);
    let titled = |next: &usize| view.lines[*next].words >= 4 && text.ends_with(view.line_text(*next));
    text.starts_with("Home") && glued() && (at + 1..view.lines.len()).take(3).any(|next| titled(&next))
}

/// Bytes of a row of sections, and of names with nothing between them, at most.
const LONGEST_ROW: usize = 160;
const LONGEST_RUN: usize = 400;

/// `About us Contact us Work for us`: nothing between the names, at least three of which are known and fill most of it.
fn is_run_of_names(text: &str) -> bool {
    if text.len() > LONGEST_RUN {
        return false;
    }
    let names = cues::covering(text, text.len() * 4 / 10, |cue| {
        matches!(cue, Cue::Navigation | Cue::UiText | Cue::Newsletter | Cue::Comment | Cue::Advert)
    });
    names.is_some_and(|names| names >= 3)
}

/// `About Us | Careers | Terms of Use`: at least three short parts between bars, one of them known.
fn is_row_of_links(text: &str) -> bool {
    let is_bar = |c| matches!(c, '|' | '•' | '·' | '›' | '>' | '»' | '/');
    let parts = || text.split(is_bar).map(str::trim).filter(|part| !part.is_empty());
    // Most lines hold one bar, by their bytes.
    let several = || text.bytes().filter(|byte| Signs::of(*byte).any(Signs::BAR)).nth(1).is_some();
    // The first part of a sentence with a stroke in it is too long.
    text.len() <= 300
        && several()
        && parts().all(|part| part.split_whitespace().nth(4).is_none())
        && parts().count() >= 3
        && parts().any(|part| cues::of_line(part, (0, part.len())).has(Cue::Navigation))
}

/// `Home / World / Harbour reopens after storm`: the way to the page and its title, from the front page on.
pub(in crate::page) fn is_path(text: &str) -> bool {
    let Some((first, rest)) = text.split_at_checked(4) else { return false };
    (first.eq_ignore_ascii_case("home") || first.eq_ignore_ascii_case("news"))
        && text.len() <= 300
        && rest.trim_start_matches(' ').starts_with(['/', '|', '>', '»', '›'])
        && (text.split(['/', '|', '>', '»', '›']).filter(|part| !part.trim().is_empty()).count() >= 3
            || text.starts_with("Home")
                && (rest.starts_with('/') || rest.contains(['>', '»', '›']))
                && rest.split(' ').count() <= 5)
}

/// `Home > World > Water`: the way to the page, from general to special.
fn is_trail(text: &str) -> bool {
    if text.len() > 160 || text.ends_with(['.', '?', '!']) {
        return false;
    }
    let mark = ['>', '›', '»'].into_iter().find(|mark| text.matches(*mark).count() >= 2);
    mark.is_some_and(|mark| {
        let parts: Vec<&str> = text.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect();
        parts.len() >= 3
            && parts.iter().all(|part| part.split_whitespace().count() <= 5)
            && parts.iter().all(|part| part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    })
}

/// `ABX 48,120.55 +0.42%`: names of papers, each with its price and what it gained.
pub(super) fn is_ticker(text: &str) -> bool {
    // The second byte of both triangles seldom stands in anything else.
    let pointed = |text: &str| memchr2(b'%', 0x96, text.as_bytes()).is_some() && text.contains(['%', '▲', '▼']);
    if text.len() > 240 || !text.starts_with(|c: char| c.is_ascii_uppercase()) || !pointed(text) {
        return false;
    }
    let number = |word: &&str| {
        let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | '+' | '-' | '−' | '%' | '▲' | '▼' | '$'));
        bare.starts_with(|c: char| c.is_ascii_digit()) && bare.bytes().all(|b| b.is_ascii_digit() || b",.".contains(&b))
    };
    if !text.split_whitespace().any(|word| word.trim_start_matches('(').starts_with(['+', '-', '−', '▲', '▼'])) {
        return false;
    }
    let words = text.split_whitespace().count();
    words >= 3 && text.split_whitespace().filter(number).count() * 2 >= words
}

/// So many names of sections make a row, and so many other words may stand in it.
const SECTIONS_ENOUGH: u32 = 4;
const SECTIONS_OTHERS: u32 = 2;
/// Words of a row of sections, none of which has fewer than four letters.
pub(super) const SECTIONS_MOST: usize = LONGEST_ROW / 5 + SECTIONS_OTHERS as usize;

/// `MARKETS BUSINESS TECH POLITICS VIDEO`: at least four names of sections and nothing else but one or two words.
fn is_row_of_sections(text: &str) -> bool {
    static SECTIONS: WordList = WordList::new(
        "\
        news|world|business|politics|sport|sports|markets|investing|tech|technology|science|health|culture|\
        opinion|video|videos|lifestyle|entertainment|travel|home|local|national|international|weather|money|\
        arts|style|food|climate|economy|photos|education",
    );
    if text.len() > LONGEST_ROW || memchr3(b',', b'.', b':', text.as_bytes()).is_some() {
        return false;
    }
    let known = |word: &str| word.starts_with(char::is_uppercase) && SECTIONS.contains(word);
    let (mut names, mut others) = (0, 0);
    let few_others = text.split_whitespace().all(|word| {
        let name = known(word);
        names += u32::from(name);
        others += u32::from(!name);
        others <= SECTIONS_OTHERS
    });
    few_others && names >= SECTIONS_ENOUGH
}
