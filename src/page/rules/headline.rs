//! # What it does
//! Finds the title of a story: a line without a full stop at the head of the page or of a stretch between separators,
//! with prose after it.
//!
//! # Example
//! `Ministry lifts ban on gallium exports`, then a dateline and paragraphs.
//!
//! # Limits
//! Three to thirty words. A title that ends in a full stop is body unless the stop belongs to an abbreviation ("U.S.").

use memchr::memrchr;

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::date::month_named;
use crate::page::label::Label;
use crate::page::line::{End, Line};
use crate::page::signs::Signs;
use crate::text::holds;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "headline", summary: "the title of a story", label: Label::Headline };

/// Whether line `at` has the shape of a title, wherever it stands.
pub(in crate::page) fn shape(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words < 3
        || line.words > 30
        || line.continues
        || line.bullet && !view.line_text(at).starts_with("**")
        || line.span.len() > 220
    {
        return None;
    }
    view.shapes.of(view.lines.len(), at, || new_shape(view, at))
}

fn new_shape(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    // Asked first, for short sentences end otherwise.
    let open = match line.end {
        End::None => true,
        End::Stop => ends_in_abbreviation(text) || is_pair(line, text),
        End::Shout => line.words <= 20,
        End::Colon | End::Open => false,
    };
    if !open {
        return None;
    }
    let has = |signs: Signs| line.signs.any(signs);
    if has(Signs::STOP) && text.contains("www.") || has(Signs::COLON) && text.contains("://") || has(Signs::AT) {
        return None;
    }
    // "Norway 3-2 Chile" is a result, "(Ada Records) Songs of the sea" a note, a smiley ends a post.
    let last = text.chars().next_back().unwrap_or(' ');
    // "… as villages cry foul" is the deck under a title.
    if text.starts_with(['(', '…']) && !is_lead_note(text)
        || text.starts_with('[') && (text.ends_with(']') || line.words < 6)
        || text.starts_with("...")
        || text.starts_with(['-', '+', '|']) && text[1..].starts_with(' ')
        || is_way(text, last)
        || holds(text, "please visit ") && text.contains(" please visit ")
        || text.starts_with("Follow ") && text.contains(" live ")
        || !last.is_alphanumeric() && !CLOSING.contains(&last)
        || line.words <= 6 && line.digits >= 2 && has_score(text)
        || line.digits > 0 && has(Signs::BAR) && super::timestamp::behind_section(text)
        || line.digits > 0 && has(Signs::BAR) && is_dated(text)
        || line.digits >= 5 && text.strip_suffix(" Issue").and_then(super::timestamp::tail).is_some()
        || matches!(last, '.' | '…') && is_cut_short(view, at)
        || has(Signs::BAR) && super::navigation::is_path(text)
        || is_trail(view, at)
        || line.digits > 0 && is_item(view, at)
        || has(Signs::COMMA) && is_tag_list(text)
        || last == ')' && has(Signs::COLON) && super::related_link::is_film(view, at)
        || last == ')'
            && text.rsplit_once(" (").is_some_and(|(told, _)| told.ends_with('.') && !ends_in_abbreviation(told))
    {
        return None;
    }
    // "The lobby was built from the ground up. Supplied" is a caption.
    let handed = || [". Supplied", ". Handout", ". Contributed", ". Submitted"].iter().any(|end| text.ends_with(end));
    if is_piece(view, at) || is_entry(view, at) || has(Signs::STOP) && handed() {
        return None;
    }
    if text.ends_with(['”', '"']) && text.starts_with(['“', '"']) && text.contains([',', '.']) && line.words > 12 {
        return None;
    }
    let mut score = 0.6;
    if line.capitals * 10 >= line.words * 6 {
        score += 0.15;
    }
    if has(Signs::BAR) && super::section_suffix::start(text).is_some() {
        score += 0.25;
    }
    if (5..=18).contains(&line.words) {
        score += 0.1;
    }
    if line.end == End::Shout {
        score -= 0.15;
    }
    if line.words < 4 {
        score -= 0.2;
    }
    Some(score)
}

/// Whether a long line without a full stop is a sentence that lost it, and no title: capitals may say that it is one, and
/// `signed`, a byline or a time below, speaks for a longer one.
pub(in crate::page) fn is_too_long(line: &Line, signed: bool) -> bool {
    line.words > if signed { 22 } else { 18 } && line.capitals * 2 < line.words
}

/// Whether the line begins a sentence that goes on behind a link on a line of its own: `As I sit opposite Mayor`, `Ada
/// Moe`, `in her office by the harbour,`.
pub(super) fn is_piece(view: &View<'_>, at: usize) -> bool {
    // One of several subjects, each a link on a line of its own, with commas between.
    if view.lines.get(at + 1).is_some() && view.line_text(at + 1) == "," {
        return true;
    }
    let Some([link, rest]) = view.lines.get(at + 1..at + 3) else { return false };
    let deck = || view.line_text(at + 2).starts_with(['…', '.']) || view.line_text(at + 2).starts_with("by ");
    let linked = link.words <= 5 && link.end == End::None && !link.continues && !link.cues.has(Cue::Byline);
    rest.continues && rest.words >= 4 && linked && !deck()
}

/// `« Harbour closes`, `Harbour opens »`, `3. » Recipes`, `Skip to content`: the way to another place, not a quotation.
fn is_way(text: &str, last: char) -> bool {
    let bare = unnumbered(text);
    let marked = bare.starts_with(['«', '»', '‹', '›', '←', '→']) || matches!(last, '»' | '«');
    marked && !(text.contains(['«', '‹']) && text.contains(['»', '›']))
        || ["Skip to ", "Subscribe "].iter().any(|call| text.starts_with(call))
}

/// The text without the number that an item of a list has, `3. `.
fn unnumbered(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '))
}

/// Whether the line is one of a numbered list without text between, such as the way to the page: `1. Home`, `2. Harbours`. The
/// end of a way may be the title.
fn is_item(view: &View<'_>, at: usize) -> bool {
    const TITLE: u32 = 5;
    const WAY: u32 = 6;
    let number = |line: usize| -> Option<u32> {
        let text = view.lines.get(line).map(|_| view.line_text(line))?;
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[digits..].starts_with(". ").then(|| text[..digits].parse().ok())?
    };
    let titled = |own: u32| own <= WAY && view.lines[at].words >= TITLE;
    let goes_on = |own: u32| number(at + 1) == Some(own + 1);
    let last = |own: u32| at > 0 && number(at - 1).is_some_and(|it| it + 1 == own) && !titled(own);
    number(at).is_some_and(|own| goes_on(own) || last(own))
}

/// Whether bare clock times stand below the line and below or above the next to it: it is one of a list of events.
fn is_entry(view: &View<'_>, at: usize) -> bool {
    let clock = |line: usize| {
        let bare = |line: &Line| line.words <= 1 && line.digits >= 3 && line.lower == 0;
        view.lines.get(line).is_some_and(bare) && super::live_entry::judge(view, line).is_some()
    };
    clock(at + 1) && (clock(at + 3) || at > 0 && clock(at - 1))
}

/// `Blog Home Harbours • May 3, 2026`: where the story stands, and when.
fn is_dated(text: &str) -> bool {
    let when = text.rsplit_once(['•', '·']).and_then(|(_, when)| super::timestamp::is_when(when));
    when.is_some_and(|score| score >= 0.95)
}

/// Whether the line is the beginning of the title, which stands below: `3. Harbour reopens after ...` ends the way to a page.
fn is_cut_short(view: &View<'_>, at: usize) -> bool {
    let text = unnumbered(view.line_text(at));
    let begun = text.strip_suffix("...").or(text.strip_suffix('…')).map(str::trim_end);
    let below = |begun: &str| (at + 1..view.lines.len()).take(3).any(|line| view.line_text(line).starts_with(begun));
    begun.is_some_and(|begun| begun.len() >= 12 && below(begun))
}

/// Whether the line ends with the next one, the title itself: `Home News Harbour reopens after storm`. Behind a bar it would
/// say it twice.
fn is_trail(view: &View<'_>, at: usize) -> bool {
    let Some(next) = view.lines.get(at + 1).filter(|next| next.words >= 4) else { return false };
    let trail = view.line_text(at).strip_suffix(view.line_text(at + 1));
    next.span.len() < view.lines[at].span.len() && trail.is_some_and(|trail| !trail.contains('|'))
}

/// `(LEAD) Ministry lifts ban`, `(2nd LD) ...`: which version of a wire's story it is.
fn is_lead_note(text: &str) -> bool {
    let Some((note, title)) = text.strip_prefix('(').and_then(|rest| rest.split_once(") ")) else { return false };
    let word = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_uppercase())
            || word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 4
    };
    note.len() <= 16 && note.split(' ').all(word) && title.starts_with(char::is_uppercase)
}

/// `News Feed, Ukraine, Energy, Russian attack`: subjects, each of few words; the fewer they are, the shorter.
pub(super) fn is_tag_list(text: &str) -> bool {
    let subjects = || text.split(',').map(str::trim);
    let most = match subjects().count() {
        0..=2 => return false,
        3 => 2,
        4 | 5 => 3,
        _ => 4,
    };
    let begun = |it: &str| most == 4 || it.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    subjects().all(|it| begun(it) && it.split_whitespace().count() <= most)
}

/// What a title may end with other than a letter or a digit.
const CLOSING: [char; 17] = ['?', '!', '.', '…', '"', '”', '’', '\'', '‘', ')', ']', '%', '»', '™', '®', '+', '*'];

/// `3-2` between the names of two teams.
fn has_score(text: &str) -> bool {
    let digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut before = "";
    text.split_whitespace().any(|word| {
        // "Nov. 6-12" are days.
        let named = !before.is_empty() && month_named(before).is_none();
        before = word;
        named && word.split_once(['-', '–']).is_some_and(|(a, b)| digits(a) && digits(b))
    })
}

/// `Your Harbour Looks Great. So Should Your Ships.`: two sentences with capitals throughout.
fn is_pair(line: &Line, text: &str) -> bool {
    let halves = || text.split(". ").flat_map(|half| half.split("? "));
    (6..=16).contains(&line.words)
        && line.capitals * 10 >= line.words * 8
        && line.digits == 0
        && halves().count() == 2
        && halves().all(|half| half.split(' ').count() >= 3 && half.starts_with(char::is_uppercase))
}

/// `... to the U.S.`, `... Acme Inc.`, `... in Washington, D.C.`
fn ends_in_abbreviation(text: &str) -> bool {
    let last = memrchr(b' ', text.as_bytes()).map_or(text, |blank| &text[blank + 1..]);
    let dotted = last.len() >= 4
        && last.bytes().filter(|b| *b == b'.').count() >= 2
        && last.bytes().all(|b| b == b'.' || b.is_ascii_uppercase());
    dotted
        || matches!(last, "Inc." | "Corp." | "Co." | "Ltd." | "Jr." | "Sr." | "No." | "a.m." | "p.m." | "...")
        || matches!(last, "Mon." | "Tue." | "Tues." | "Wed." | "Thu." | "Thur." | "Thurs." | "Fri.")
        || last.ends_with('…')
}
