//! The order in which the rules are asked.

use super::Lang;
use super::candidate::{Candidate, Run};
use super::rules::{abbreviations, ellipses, initials, lists, numbers, scripts, stops, strong, tokens};

/// What was decided about a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub ends: bool,
    /// Where the sentence ends, or would have.
    pub at: usize,
    pub rule: &'static str,
}

/// Asks the rules in turn; the first one with an opinion decides.
macro_rules! first_of {
    ($candidate:expr; $($rule:expr => $name:literal),+ ; else $ends:literal => $last:literal) => {{
        $(if let Some(ends) = $rule { return Verdict { ends, at: $candidate.end, rule: $name }; })+
        Verdict { ends: $ends, at: $candidate.end, rule: $last }
    }};
}

/// Whether the sentence ends with this run of marks.
#[inline]
pub(super) fn decide(c: &Candidate<'_>, lang: Option<Lang>) -> Verdict {
    match c.run {
        Run::Stop => stop(c, lang),
        Run::Strong => strong_mark(c),
        Run::Wide => wide_mark(c),
        Run::Ellipsis => ellipsis(c),
    }
}

#[inline]
fn stop(c: &Candidate<'_>, lang: Option<Lang>) -> Verdict {
    if let Some(at) = lists::next_item(c) {
        return Verdict { ends: true, at, rule: "list-item" };
    }
    first_of! { c;
        tokens::glued_sentence(c) => "glued-sentence",
        tokens::inside_token(c) => "inside-token",
        lists::marker(c) => "list-marker",
        abbreviations::binds(c) => "abbreviation-binds",
        numbers::numbered(c) => "number-follows",
        abbreviations::in_brackets(c) => "bracket-opened",
        stops::small_start(c) => "small-letters-start",
        stops::lower_case_follows(c) => "lower-case-follows",
        stops::dash_follows(c) => "dash-follows",
        stops::sign_follows(c) => "sign-follows",
        initials::initial(c) => "initial",
        numbers::ordinal(c, lang) => "ordinal",
        abbreviations::hour(c) => "time-of-day",
        abbreviations::suffix(c) => "abbreviation-next-word",
        abbreviations::closing(c) => "abbreviation-closes",
        abbreviations::dotted(c) => "letters-and-stops",
        abbreviations::consonants(c) => "no-vowel",
        scripts::short_word(c, lang) => "short-word";
        else true => "stop"
    }
}

fn strong_mark(c: &Candidate<'_>) -> Verdict {
    first_of! { c;
        strong::in_brackets(c) => "bracketed-mark",
        strong::inside_token(c) => "inside-token",
        strong::aside(c) => "aside-goes-on",
        strong::small_start(c) => "small-letters-start",
        strong::goes_on(c) => "lower-case-follows",
        stops::dash_follows(c) => "dash-follows",
        stops::sign_follows(c) => "sign-follows",
        strong::name(c) => "name-with-mark",
        strong::attribution(c) => "quotation-goes-on";
        else true => "strong-mark"
    }
}

fn wide_mark(c: &Candidate<'_>) -> Verdict {
    first_of! { c;
        scripts::particle_follows(c) => "particle-follows",
        scripts::speaker_follows(c) => "quotation-goes-on";
        else true => "wide-mark"
    }
}

fn ellipsis(c: &Candidate<'_>) -> Verdict {
    first_of! { c;
        ellipses::inside_token(c) => "inside-token",
        ellipses::opening(c) => "omission",
        ellipses::goes_on(c) => "lower-case-follows",
        ellipses::omission(c) => "omission";
        else true => "ellipsis"
    }
}
