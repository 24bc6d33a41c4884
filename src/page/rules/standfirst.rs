//! # What it does
//! Finds the summary between a headline and the story.
//!
//! # Why
//! It reads like the first paragraph but repeats what the story then tells; counted as body it doubles the news.
//!
//! # Example
//! After the headline: `Ministry says talks with Brussels go on`, without a full stop; or one sentence whose people and
//! bodies the next paragraph introduces afresh, by full name and office.
//!
//! # Limits
//! Only right after a headline. What stands between headline and byline is a standfirst. Without a byline, a full
//! sentence is a standfirst only if the next paragraph names again in full, or in a longer form, at least one person or
//! body that the sentence named, and the sentence is of at most forty words: a story introduces people once, so the
//! second introduction shows that the first was not in the story. Anything else is body.

use super::{RuleInfo, View, headline};
use crate::page::label::Label;
use crate::page::line::End;
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "standfirst", summary: "the summary between headline and story", label: Label::Standfirst };

/// Whether line `at`, right after a headline, is a standfirst; `next` is the first line of the story after it.
pub(in crate::page) fn judge(view: &View<'_>, at: usize, next: usize) -> Option<f32> {
    let (line, after) = (&view.lines[at], &view.lines[next]);
    let text = view.line_text(at);
    if text.starts_with("<p")
        || is_point(text)
        || text.starts_with("The following ")
        || line.words < 5
        || line.words > 45
        || line.bullet
        || line.continues && !text.starts_with("...")
        || text.starts_with(['"', '“']) && (line.end != End::None || text.ends_with(['"', '”']))
        || after.continues
        || line.signs.any(Signs::COMMA) && headline::is_tag_list(text)
    {
        return None;
    }
    // A second deck under the headline goes on with its sentence.
    if line.end == End::None && text.starts_with(['…', '.']) {
        return Some(0.8);
    }
    if !after.prose() {
        return None;
    }
    match line.end {
        // A paragraph of body ends as a sentence; a summary often does not.
        End::None if line.words >= 6 && line.small >= 1 => Some(0.75),
        End::Stop | End::Shout if line.words <= 40 && sentences(text) <= 2 => {
            let again = introduced_again(text, view.line_text(next));
            (again >= 1).then_some(if again >= 2 { 0.75 } else { 0.6 })
        }
        _ => None,
    }
}

/// Whether line `at`, between a headline and its byline, is a standfirst: nothing of the story stands there.
pub(in crate::page) fn above_byline(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    // Who writes a letter signs under it.
    let text = view.line_text(at);
    let lead = is_point(text) || ["<p", "Sir", "Madam", "Dear "].iter().any(|lead| text.starts_with(lead));
    (!lead && (5..=70).contains(&line.words) && !line.continues && line.small >= 1 && line.end != End::Colon)
        .then_some(0.8)
}

/// `- The fleet is late`: a point of a list.
pub(in crate::page) fn is_point(text: &str) -> bool {
    text.strip_prefix(['-', '–', '—', '*']).is_some_and(|rest| rest.starts_with(' '))
}

fn sentences(text: &str) -> usize {
    text.match_indices(". ").filter(|(at, _)| text[..*at].rsplit(' ').next().is_some_and(|word| word.len() > 3)).count()
        + 1
}

/// A run of capitalised words; `explained` where a comma follows, behind which offices are told.
struct Name<'t> {
    words: Vec<&'t str>,
    explained: bool,
}

/// How many names of `first` does `second` introduce: a surname that now has more before it, or a full name that stands
/// in full again with an explanation behind it.
fn introduced_again(first: &str, second: &str) -> usize {
    let known = names(first);
    let mut found: Vec<&str> = Vec::new();
    for name in names(second) {
        let Some(&last) = name.words.last() else { continue };
        let again = known.iter().any(|old| {
            let same = old.words.last() == Some(&last) && name.words.len() >= 2;
            let longer = old.words.len() == 1 && !NO_SURNAMES.contains(&last);
            let given = || old.words.len().checked_sub(2).is_some_and(|at| name.words.contains(&old.words[at]));
            same && (longer || name.explained && !old.explained && given())
        });
        if again && !found.contains(&last) {
            found.push(last);
        }
    }
    found.len()
}

/// Capitalised words that stand alone and before which other capitalised words may stand without being a given name.
const NO_SURNAMES: [&str; 18] = [
    "President",
    "Minister",
    "US",
    "U.S",
    "UK",
    "EU",
    "States",
    "House",
    "Street",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Court",
    "City",
];

/// The names of a text, the possessive cut off.
fn names(text: &str) -> Vec<Name<'_>> {
    let mut out = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let name = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
        let big = name.starts_with(char::is_uppercase) && name.len() > 1;
        if big {
            words.push(name);
        }
        // Edwin “Ned” Moe is one name.
        let nick = word.starts_with(['“', '"']) && !words.is_empty();
        let closed = !nick && word.ends_with([',', '.', ';', ':', '”', '"']) || name.len() < bare.len();
        if !words.is_empty() && (!big || closed) {
            out.push(Name { words: std::mem::take(&mut words), explained: big && word.ends_with(',') });
        }
    }
    if !words.is_empty() {
        out.push(Name { words, explained: false });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_introductions() {
        assert_eq!(introduced_again("Moe denies it all.", "Mayor Ada Moe has denied it."), 1);
        assert_eq!(introduced_again("Mayor Ada Moe has denied it.", "Moe said so on Monday."), 0);
        assert_eq!(introduced_again("Edwin “Ned” Moe, a shipwright, is dead.", "So said his daughter, Ruth Moe."), 0);
        assert_eq!(introduced_again("The pilot was Edwin Moe.", "Ruth Moe, a daughter, said so."), 0);
        assert_eq!(introduced_again("Writer Ada Moe looks back.", "The sea took it, says Ada Moe, a writer."), 1);
    }
}
