//! Why a sentence ends, or does not.

use super::Spans;

/// What was decided at one place, and by which rule.
///
/// | rule | says |
/// | --- | --- |
/// | `line-end`, `wrapped-line` | a line, or the text, ends; a wrapped line goes on |
/// | `bullet`, `list-item` | an item begins with •, or with the number after the last item's |
/// | `list-marker` | the stop belongs to an item's number |
/// | `glued-sentence`, `inside-token` | a sentence begins without its blank; the mark is part of a token |
/// | `abbreviation-binds` | a title or joining word holds on to the next word |
/// | `bracket-opened` | "(lat. Iohannes)" |
/// | `number-follows`, `ordinal` | "No. 10", "Nov. 4"; "3. Oktober" |
/// | `small-letters-start`, `lower-case-follows` | small letters begin a sentence, or go on with one |
/// | `dash-follows`, `sign-follows` | a dash and small letters, or a sign that begins no sentence, go on with it |
/// | `initial` | a single letter: the next word decides |
/// | `time-of-day` | "9 a.m. Eastern" |
/// | `abbreviation-next-word`, `letters-and-stops`, `no-vowel` | "Inc.", "N.L.R.B.", "Bldg.": the next word decides |
/// | `abbreviation-closes` | "etc.", "p.m.": a capital begins a sentence |
/// | `short-word` | a short word of a script without capitals |
/// | `stop`, `strong-mark`, `wide-mark`, `ellipsis` | nothing spoke against the end |
/// | `bracketed-mark`, `name-with-mark`, `aside-goes-on` | "(!)"; "Yahoo!"; "Stay! (1965), a film" |
/// | `quotation-goes-on`, `particle-follows` | the rest says who asked |
/// | `omission` | the ellipsis stands for words left out |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The **byte** where the sentence ends, or would have ended: after the mark and what closes with it.
    pub at: usize,
    /// Whether it ends there.
    pub ends: bool,
    /// The stable name of the rule.
    pub rule: &'static str,
}

/// All decisions of a walk over a text.
pub(super) fn explain(mut spans: Spans<'_>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    while spans.advance::<false>(&mut |decision| decisions.push(decision)).is_some() {}
    decisions
}
