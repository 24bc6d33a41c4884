//! Messages of a chat, as its export prints them: when and by whom before each of them.

use super::marks::Marks;
use super::rules::{self, Rule, View};
use super::signs::Signs;

/// Cuts off who sent each message and when, if there are several; what nobody said is the program's.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>) {
    const SEVERAL: usize = 3;
    // A day and a time of day have at least seven digits.
    let dated = |at: &usize| view.lines[*at].digits >= 7 && view.lines[*at].signs.any(Signs::COLON);
    let stamped = || (0..view.lines.len()).filter(dated).filter_map(|at| Some((at, stamp(view.line_text(at))?)));
    if stamped().nth(SEVERAL - 1).is_none() {
        return;
    }
    for (at, end) in stamped() {
        let (start, text) = (view.lines[at].span.start(), view.line_text(at));
        let name = text[end..].find(": ").filter(|&name| name <= LONGEST && !text[end..end + name].contains(". "));
        let said = name.map(|name| end + name + 2);
        match said.filter(|&said| !is_missing(&text[said..])) {
            Some(said) => marks.set_lead(at, start + said, Rule::Timestamp, 0.9),
            None => marks.set(at, Rule::UiText, 0.8),
        }
    }
}

/// Bytes of a day with its time, and of a name, at most.
const LONGEST: usize = 40;

/// Where `15/11/2026, 18:15 - ` or `[15/11/26, 18:15:02] ` ends.
fn stamp(text: &str) -> Option<usize> {
    let open = text.len() - text.trim_start_matches('\u{200e}').len();
    let rest = &text[open..];
    let (rest, mark) = rest.strip_prefix('[').map_or((rest, " - "), |inside| (inside, "] "));
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (when, _) = rest.split_once(mark)?;
    let timed = when.len() <= LONGEST && when.contains(':');
    (timed && rules::timestamp::is_full(when)).then_some(open + when.len() + 3)
}

/// `<Media omitted>`, `image omitted`, or an address alone.
fn is_missing(text: &str) -> bool {
    let text = text.trim_matches(['<', '>', '\u{200e}']);
    text.ends_with(" omitted") && text.split(' ').count() == 2 || rules::ui_text::is_address(text)
}
