//! # What it does
//! Finds the tag that stands over a page or story: a name or subject of one to four words right before a headline.
//!
//! # Example
//! `Critical minerals` over `Ministry lifts ban on gallium exports`
//!
//! # Limits
//! Only directly above a headline that itself is sure.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::signs::Signs;
use crate::text::hash::WordList;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "topic-tag", summary: "the tag over a page or story", label: Label::TopicTag };

/// `Topics: Shipping, Ports, South Africa`, `Posted in Local news`, `#shipping #ports`, `Tags Ports Osk shipping`.
pub(super) fn listed(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.words > 30 || line.closed() && !text.starts_with("Categories:") && !text.starts_with("Tags:") {
        return None;
    }
    // "#shipping #ports"
    let marked = |word: &str| word.len() > 1 && word.starts_with('#') && word[1..].starts_with(char::is_alphabetic);
    if text.starts_with('#') && line.words >= 2 && text.split_whitespace().all(marked) {
        return Some(0.8);
    }
    // "Tags Ports Osk shipping"
    let bare = || line.words >= 2 && line.small == 0 && (text.starts_with("Tags ") || text.starts_with("TAGS "));
    if !line.signs.any(Signs::COLON) && bare() {
        return Some(0.7);
    }
    let parted = if line.signs.any(Signs::COLON) { text.split_once(':') } else { None };
    let list = match parted {
        Some((lead, list)) if is_lead(lead) => list,
        Some(_) => return None,
        None => ["Posted in ", "Tagged "].iter().find_map(|lead| text.strip_prefix(lead))?,
    };
    list.split([',', '|', '•']).all(|subject| (1..=4).contains(&subject.split_whitespace().count())).then_some(0.8)
}

/// `Topics`, `Filed under`, `Read more about`, `Schlagwörter`: what stands before a list of subjects.
fn is_lead(lead: &str) -> bool {
    static WORDS: WordList = WordList::new(
        "topics|topic|tags|tag|tagged|filed|categories|category|labels|label|keywords|subjects|about|posted|\
        kategorien|schlagwörter|etiquetas|categorías",
    );
    const OTHERS: [&str; 9] = ["under", "in", "read", "more", "related", "story", "article", "this", "on"];
    let mut words = lead.split(' ');
    let mut named = 0;
    words.by_ref().take(4).all(|word| {
        named += usize::from(WORDS.contains(word));
        WORDS.contains(word) || OTHERS.iter().any(|it| it.eq_ignore_ascii_case(word))
    }) && words.next().is_none()
        && (named > 0 || lead.eq_ignore_ascii_case("in this article"))
}

/// Whether the line may be the tag over a headline.
pub(in crate::page) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let short = (1..=4).contains(&line.words) && line.span.len() <= 40;
    // Four words of which the last three are small are a short headline.
    let named = line.words <= 2 || line.capitals + line.small == line.words;
    (short && named && !line.closed() && !line.continues && line.capitals >= 1).then_some(0.7)
}
