//! Lines whose label comes from the block they stand in: an invitation and the form under it, a sponsor's message under
//! its mark, a list of subjects, page numbers, pictures under their count, readers' comments, notes about the author, titles
//! in capitals, the entries of a menu.
//!
//! Each block opens with a line that a rule has proved; it takes in only lines near it that have the shape of its parts.

use super::cues::Cue;
use super::echo::ECHOED;
use super::label::Label;
use super::line::End;
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};

/// How many lines a form has at most.
const BOX: usize = 5;

/// Labels the members of blocks, once every line has been looked at by itself.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>) {
    let mut text_seen = false;
    // Where the comments end that were told by who wrote them and when.
    let mut said = 0;
    let last_text = view.lines.iter().rposition(|line| line.prose() && line.words >= 20).unwrap_or(0);
    for at in 0..view.lines.len() {
        match marks.rule(at) {
            Some(Rule::Newsletter) => letter_box(view, marks, at),
            Some(Rule::Advert) if text_seen => sponsor(view, marks, at),
            Some(Rule::Consent) => consent_buttons(view, marks, at),
            Some(Rule::UiText | Rule::Navigation) => {
                subjects(view, marks, at);
                page_numbers(view, marks, at);
                pictures(view, marks, at);
            }
            Some(Rule::Comment) if text_seen && rules::comment::heads_section(view, at) => section(view, marks, at),
            Some(Rule::Comment) if text_seen && view.core_text(at).eq_ignore_ascii_case("reply") => {
                replied(view, marks, at);
            }
            Some(Rule::Comment) if at >= said => {
                said = dated_comments(view, marks, at);
                if at > last_text {
                    comments(view, marks, at);
                }
            }
            None if view.lines[at].cues.has(Cue::RelatedHeader) => subjects(view, marks, at),
            _ => text_seen |= rules::is_paragraph(view, at),
        }
    }
    author_notes(view, marks);
    shouted_titles(view, marks);
}

/// Titles of other stories in capitals, at least two on a page. What the lines right below most of them tell again are the
/// story's own headings.
fn shouted_titles(view: &View<'_>, marks: &mut Marks<'_>) {
    const LONG: u32 = 7;
    const SHORT: u32 = 5;
    let shouted = |at: &usize| marks.free(*at) && rules::related_link::is_shouted_title(view, *at, SHORT);
    let titles: Vec<usize> = (0..view.lines.len()).filter(shouted).collect();
    // Among two long ones a shorter one is a title, too.
    let long = titles.iter().filter(|&&at| view.lines[at].words >= LONG).count();
    let told = || titles.iter().filter(|&&at| view.echo(at, (at + 1..view.lines.len()).take(2)) >= ECHOED).count();
    if long >= 2 && (titles.len() < 4 || told() * 4 < titles.len() * 3) {
        titles.into_iter().for_each(|at| marks.set(at, Rule::RelatedLink, 0.75));
    }
}

/// Notes at the page's end on those who signed its story with a name alone, which shows as a byline only once the head is
/// known.
pub(super) fn late_notes(view: &View<'_>, marks: &mut Marks<'_>) {
    const LAST: usize = 6;
    // On most pages nothing is left of the story there.
    let last = || (1..view.lines.len()).rev().take(LAST);
    if !marks.allows(Rule::AuthorNote) || !last().any(|at| marks.free(at)) {
        return;
    }
    let signers = rules::author_note::signers(view, marks);
    for at in last() {
        if marks.free(at)
            && let Some(score) = rules::author_note::judge(view, marks, &signers, at)
        {
            marks.set(at, Rule::AuthorNote, score);
        }
    }
}

/// Subjects one a line under the story's last paragraph, all of them words of the story.
pub(super) fn closing_subjects(view: &View<'_>, marks: &mut Marks<'_>, lines: std::ops::Range<usize>) {
    const MOST: usize = 12;
    const TOLD: usize = 40;
    let kept = |marks: &Marks<'_>, at: usize| marks.free(at) || marks.rule(at) == Some(Rule::Subheading);
    let subject = |at: &usize| {
        let line = &view.lines[*at];
        (1..=3).contains(&line.words) && line.end == End::None && line.digits == 0 && !line.bullet
    };
    let mut above = lines.clone().rev().filter(|&at| kept(marks, at));
    let subjects: Vec<usize> = above.by_ref().take_while(subject).take(MOST).collect();
    let Some(last) = subjects.last().and_then(|&top| (lines.start..top).rfind(|&at| kept(marks, at))) else { return };
    let story: Vec<usize> =
        (lines.start..=last).rev().filter(|&at| marks.free(at) && rules::is_paragraph(view, at)).take(TOLD).collect();
    let told = |&&at: &&usize| view.echo(at, story.iter().copied()) == 1.0;
    if subjects.len() >= 2 && view.lines[last].closed() && subjects.iter().filter(told).count() * 3 > subjects.len() * 2
    {
        subjects.into_iter().for_each(|at| marks.set(at, Rule::TopicTag, 0.6));
    }
}

/// Notes about who wrote the story, and the lines under them that go on about the same.
fn author_notes(view: &View<'_>, marks: &mut Marks<'_>) {
    if !marks.allows(Rule::AuthorNote) {
        return;
    }
    let signers = rules::author_note::signers(view, marks);
    let mut at = 1;
    while at < view.lines.len() {
        if marks.free(at)
            && let Some(score) = rules::author_note::judge(view, marks, &signers, at)
        {
            marks.set(at, Rule::AuthorNote, score);
            // The writer's name stands over the note, the house may stand between.
            let open = |marks: &Marks<'_>, line: usize| {
                view.lines[line].words <= 4 && (marks.free(line) || marks.label(line) == Some(Label::TopicTag))
            };
            let name = (at.saturating_sub(2)..at)
                .rfind(|&line| open(marks, line) && rules::author_note::is_over(view, line, at));
            for line in name.into_iter().flat_map(|name| name..at) {
                if open(marks, line) {
                    marks.set(line, Rule::AuthorNote, score);
                }
            }
            let more = |marks: &Marks<'_>, line: usize| {
                line < view.lines.len() && marks.free(line) && rules::author_note::continues(view, line)
            };
            while more(marks, at + 1) {
                at += 1;
                marks.set(at, Rule::AuthorNote, score);
            }
        }
        at += 1;
    }
}

/// An invitation to a letter, up to the button of its form.
fn letter_box(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    // The letter's name over what it brings, and the small print under it.
    let agreed = |line: usize| matches!(marks.rule(line), Some(Rule::Consent | Rule::Newsletter));
    if at + 1 < view.lines.len()
        && agreed(at + 1)
        && at > 0
        && marks.free(at - 1)
        && view.lines[at - 1].words <= 5
        && view.lines[at - 1].capitals + view.lines[at - 1].small == view.lines[at - 1].words
        && view.lines[at - 1].end == End::None
    {
        marks.set(at - 1, Rule::Newsletter, 0.8);
    }
    let form = |line: usize| {
        marks.label(line) != Some(Label::Body)
            && view.lines[line].words <= 6
            && starts_with_any(view.core_text(line), &["enter your email", "your email", "email address", "e-mail"])
    };
    let window = at + 1..(at + 1 + BOX).min(view.lines.len());
    let Some(prompt) = window.clone().find(|&line| form(line)) else { return };
    let pitch = |line: usize| marks.free(line) && view.lines[line].words <= 45 && !is_quoted(view.line_text(line));
    if !(at + 1..prompt).all(|line| pitch(line) || marks.label(line) == Some(Label::Newsletter)) {
        return;
    }
    if at > 0 && marks.free(at - 1) && view.lines[at - 1].words <= 6 && view.lines[at - 1].cues.has(Cue::NewsletterLead)
    {
        marks.set(at - 1, Rule::Newsletter, 0.8);
    }
    (at + 1..=prompt).for_each(|line| marks.set(line, Rule::Newsletter, 0.8));
    for line in prompt + 1..(prompt + 4).min(view.lines.len()) {
        let text = view.core_text(line);
        let button =
            view.lines[line].words <= 3 && starts_with_any(text, &["sign", "subscribe", "submit", "join", "go"]);
        let small_print = view.lines[line].words <= 60
            && starts_with_any(
                text,
                &[
                    "privacy notice",
                    "by signing up",
                    "by submitting",
                    "by entering",
                    "by subscribing",
                    "we will never",
                    "you can unsubscribe",
                    "you may unsubscribe",
                    "this site is protected by recaptcha",
                ],
            );
        if !(button || small_print) || marks.label(line) == Some(Label::Copyright) {
            break;
        }
        marks.set(line, Rule::Newsletter, 0.8);
    }
}

/// The line under a sponsor's mark. "Advertisement" and "Sponsor Message" have nothing under them that text would keep.
fn sponsor(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let mark = view.core_text(at).to_ascii_lowercase();
    let next = at + 1;
    let named = ["sponsor", "promoted", "paid "].iter().any(|word| mark.contains(word)) && mark != "sponsor message";
    if !named || view.lines[at].words > 8 || next >= view.lines.len() || !marks.free(next) {
        return;
    }
    let line = &view.lines[next];
    let apart = next + 1 >= view.lines.len() || !marks.free(next + 1) || view.gap(next + 1);
    if line.words <= 25 && !line.continues && !is_quoted(view.line_text(next)) && apart && !view.gap(next) {
        marks.set(next, Rule::Advert, 0.7);
    }
}

/// The buttons around a notice of consent.
fn consent_buttons(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let title = at.wrapping_sub(1);
    if at > 0 && marks.free(title) && view.lines[title].words <= 6 {
        let text = view.core_text(title).to_ascii_lowercase();
        if text.contains("privacy") || text.contains("cookie") {
            marks.set(title, Rule::Consent, 0.8);
        }
    }
    for line in at + 1..(at + 5).min(view.lines.len()) {
        let buttons = ["accept", "reject", "manage", "cookie", "agree", "decline", "allow", "customi", "settings"];
        if view.lines[line].words > 9 || view.lines[line].closed() || !starts_with_any(view.core_text(line), &buttons) {
            break;
        }
        marks.set(line, Rule::Consent, 0.8);
    }
}

/// `Topics`, then one subject a line.
fn subjects(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    if view.lines[at].words > 6 {
        return;
    }
    let head = view.core_text(at);
    let named = ["topics", "tags"].iter().any(|it| {
        head.len()
            .checked_sub(it.len())
            .and_then(|start| head.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(it))
    });
    let heads = [
        "keywords",
        "in",
        "filed under",
        "follow topic",
        "see more on",
        "this article tagged under",
        "follow the topics in this article",
    ];
    let named = named || heads.iter().any(|it| head.eq_ignore_ascii_case(it)) || head == "Topics in this article";
    if !named {
        return;
    }
    // "shipping / ports / strikes"
    let listed = |text: &str| {
        let mut subjects = text.split(['/', ',']);
        text.contains(['/', ',']) && subjects.all(|it| it.split_whitespace().count() <= 3)
    };
    let subject = |line: usize| {
        let text = view.line_text(line);
        marks.free(line)
            && (view.lines[line].words <= 3 && (view.lines[line].end == End::None || text.ends_with(','))
                || view.lines[line].words <= 20 && listed(text) && !view.lines[line].closed())
            && !rules::related_block::is_header(view, line)
    };
    let reach = at + 13;
    let all = if view.lines.len() < reach { view.lines.len() } else { at + 1 };
    let end = (at + 1..view.lines.len()).take(12).find(|&line| !subject(line)).unwrap_or(all);
    (at + 1..end).for_each(|line| marks.set(line, Rule::TopicTag, 0.7));
}

/// Bare numbers next to "Next" or "Previous".
fn page_numbers(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let text = view.core_text(at);
    if !["next", "previous", "prev", "older", "newer", "next page"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return;
    }
    let number = |line: &usize| {
        marks.free(*line)
            && view.lines[*line].words == 1
            && view.line_text(*line).len() <= 3
            && view.line_text(*line).bytes().all(|byte| byte.is_ascii_digit())
    };
    let before = (0..at).rev().take_while(number);
    let after = (at + 1..view.lines.len()).take_while(number);
    let numbers: Vec<usize> = before.chain(after).collect();
    if numbers.is_empty() {
        return;
    }
    for line in numbers.into_iter().chain([at]) {
        marks.set(line, Rule::Navigation, 0.8);
    }
}

/// Under the prompt that stands over readers' comments: who wrote, what, and when.
fn comments(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let mut seen = false;
    for line in at + 1..view.lines.len() {
        let text = view.line_text(line);
        let handle = text
            .split_once(": ")
            .is_some_and(|(name, said)| !said.is_empty() && name.len() <= 30 && name.split_whitespace().count() <= 2);
        if marks.free(line) && handle {
            marks.set(line, Rule::Comment, 0.7);
            seen = true;
        } else if !(seen && marks.label(line) == Some(Label::Timestamp) && text.ends_with("ago")) {
            return;
        } else {
            marks.set(line, Rule::Comment, 0.7);
        }
    }
}

/// What an extractor left under the last head of readers' comments: rules of conduct, teasers, a comment or two. No story
/// goes on there for less than a hundred words after many more.
pub(super) fn under_comments(view: &View<'_>, marks: &mut Marks<'_>) {
    const HEAD: u32 = 4;
    const MOST: u32 = 120;
    const TIMES: u32 = 6;
    let Some(head) = (0..view.lines.len())
        .rfind(|&at| marks.label(at) == Some(Label::Comment) && view.lines[at].words <= HEAD && view.gap(at))
    else {
        return;
    };
    let free = |at: &usize| marks.free(*at);
    let prose = |lines: std::ops::Range<usize>| {
        lines.filter(free).filter(|&at| view.lines[at].words >= 12).map(|at| view.lines[at].words).sum::<u32>()
    };
    let (before, after) = (prose(0..head), prose(head + 1..view.lines.len()));
    // Behind a separator or a title that says so another story begins.
    let parted = (head + 1..view.lines.len()).any(|at| {
        matches!(marks.label(at), Some(Label::Separator | Label::EndMark | Label::SourceCredit))
            || marks.ends_story(at)
            || marks.begins_story(at)
    });
    if after > MOST || before < TIMES * after.max(20) || parted {
        return;
    }
    for at in head + 1..view.lines.len() {
        if marks.free(at) {
            marks.set(at, Rule::Comment, 0.6);
        }
    }
}

/// Over a button "Reply" stands what it replies to, up to such a button before it or the count of comments.
fn replied(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const LINES: usize = 8;
    let from = at.saturating_sub(LINES);
    let Some(top) = (from..at).rfind(|&line| marks.label(line) == Some(Label::Comment)) else { return };
    // Somebody wrote it on a day: without one, it is not known where the story ends.
    let dated = |line: usize| {
        marks.label(line) == Some(Label::Timestamp) || view.lines[line].words <= 8 && view.lines[line].digits >= 3
    };
    if (top + 1..at).any(dated) {
        (top + 1..at).for_each(|line| marks.set(line, Rule::Comment, 0.7));
    }
}

/// Under the head of comments the first of at least two that tell who wrote them and when: they go on to the last of them,
/// and to the end of what that one says, which is given. Above stands a story, longer than what opens a live blog.
fn dated_comments(view: &View<'_>, marks: &mut Marks<'_>, at: usize) -> usize {
    const NEAR: usize = 4;
    const STORY: usize = 4;
    let over = |&line: &usize| {
        let label = marks.label(line);
        rules::related_block::is_header(view, line)
            || matches!(label, Some(Label::Separator | Label::Copyright | Label::LiveEntry))
    };
    let signed = |line: &usize| rules::comment::is_signed(view, *line);
    let told = || (0..at).filter(|&line| rules::is_paragraph(view, line)).nth(STORY - 1).is_some();
    let Some(first) = (at + 1..view.lines.len()).take(NEAR).find(signed).filter(|_| told()) else { return 0 };
    let end = (first..view.lines.len()).find(over).unwrap_or(view.lines.len());
    let Some(last) = (first + 1..end).rfind(signed) else { return 0 };
    let says = |line: &usize| marks.free(*line) && view.lines[*line].words >= 4;
    let end = (last + 1..end).find(|line| !says(line)).unwrap_or(end);
    for line in at + 1..end {
        if marks.free(line) || matches!(marks.label(line), Some(Label::Timestamp | Label::Byline)) {
            marks.set(line, Rule::Comment, 0.7);
        }
    }
    end
}

/// `12 responses to "…"` heads what readers wrote, to the end of the page or to where another story begins.
fn section(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    for line in at + 1..view.lines.len() {
        match marks.label(line) {
            None => marks.set(line, Rule::Comment, 0.7),
            Some(Label::Separator | Label::Copyright | Label::Navigation) => return,
            Some(Label::Byline) if view.line_text(line).starts_with("By ") => return,
            _ => {}
        }
    }
}

/// Under `Image 1 of 8`: what stands on the page more than once close by is the text under the pictures.
fn pictures(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const NEAR: usize = 24;
    if !rules::ui_text::is_picture_count(view.line_text(at)) {
        return;
    }
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(view.lines.len());
    for line in near.clone() {
        let measured = &view.lines[line];
        let again = near.clone().any(|other| other != line && view.alike(other, line));
        if marks.free(line) && measured.words >= 10 && again {
            marks.set(line, Rule::Caption, 0.8);
        }
    }
}

/// Gives the small controls that stand among the entries of a menu the menu's label.
///
/// A run is made of lines that are cut anyway, so nothing of the text depends on it.
pub(super) fn label_menus(view: &View<'_>, marks: &mut Marks<'_>) {
    let entry = |marks: &Marks<'_>, at: usize| match marks.label(at) {
        Some(Label::Navigation) => true,
        Some(Label::UiText | Label::Newsletter | Label::Social | Label::Timestamp) => {
            view.lines[at].words <= 4 && (view.lines[at].digits == 0 || marks.label(at) == Some(Label::Timestamp))
        }
        _ => false,
    };
    let mut at = 0;
    while at < view.lines.len() {
        let end = (at..view.lines.len()).find(|&line| !entry(marks, line)).unwrap_or(view.lines.len());
        let entries = (at..end).filter(|&line| marks.label(line) == Some(Label::Navigation)).count();
        if entries >= 2 && entries * 3 >= end - at {
            for line in at..end {
                let notice = marks.rule(line) == Some(Rule::Consent)
                    && (view.lines[line].words >= 3 || starts_with_any(view.core_text(line), &["accept", "reject"]));
                let fixed = matches!(marks.label(line), Some(Label::Navigation | Label::Social))
                    || notice
                    || view.lines[line].cues.has(Cue::Paywall)
                    || view.line_text(line).to_ascii_lowercase().contains("not found")
                    || starts_with_any(view.core_text(line), &["share", "save", "print", "copy link", "listen"]);
                if !fixed {
                    marks.set(line, Rule::Navigation, 0.7);
                }
            }
        }
        at = end.max(at + 1);
    }
}

/// The writer of a live blog's entry, alone under its title.
pub(super) fn entry_writer(view: &View<'_>, at: usize) -> bool {
    view.lines[at].words <= 4 && view.lines[at].end == End::None && names::is_name(view.line_text(at))
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '‘'])
}

/// Whether the text begins with one of the phrases (small letters), case aside.
fn starts_with_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase)))
}
