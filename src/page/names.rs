//! Names of people as bylines write them.

use super::date::{is_weekday, month_named};

/// The names in a list such as `Ada Moe, Bo Lund and C. D. Holt`, as byte ranges of `text`; `None` when any part of it
/// does not look like a person's name.
pub(super) fn list(text: &str) -> Option<Vec<(usize, usize)>> {
    let parts = split(text);
    let good = !parts.is_empty() && parts.iter().all(|&(start, end)| is_name(&text[start..end]));
    good.then_some(parts)
}

/// Cuts at commas, semicolons, `and`, `&`.
pub(super) fn split(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let part = &text[start..end];
        let left = part.len() - part.trim_start().len();
        let kept = part.trim();
        if !kept.is_empty() {
            parts.push((start + left, start + left + kept.len()));
        }
    };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let cut = [", and ", " and ", " AND ", " And ", " & ", " | ", ",", ";", "/"]
            .iter()
            .find(|mark| rest.starts_with(**mark));
        if let Some(mark) = cut {
            push(start, at);
            at += mark.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(start, text.len());
    parts
}

/// Whether the text looks like a person's name: two to five words that begin with capitals, particles between them.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let mut big = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        if words > 6
            || is_weekday(word) && words > 1
            || month_named(word).is_some() && word.len() > 3 && words == 1 && text.len() < 10
        {
            return false;
        }
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '‑'));
        if !letters {
            return false;
        }
        if word.chars().next().is_some_and(char::is_uppercase) {
            if NOT_NAMES.contains(&word.to_lowercase().as_str()) {
                return false;
            }
            big += 1;
        } else if !PARTICLES.contains(&word) || words == 1 && word.len() < 2 {
            return false;
        }
    }
    big >= 2
}

const PARTICLES: [&str; 22] = [
    "de", "da", "di", "do", "dos", "du", "del", "della", "der", "den", "van", "von", "al", "el", "bin", "ibn", "la",
    "le", "ter", "ten", "y", "e",
];

/// Words that stand in titles, sections and places but not in people's names.
const NOT_NAMES: [&str; 72] = [
    "the",
    "news",
    "press",
    "staff",
    "reporter",
    "reporters",
    "editor",
    "editors",
    "writer",
    "correspondent",
    "agency",
    "media",
    "service",
    "services",
    "network",
    "times",
    "post",
    "journal",
    "daily",
    "weekly",
    "magazine",
    "online",
    "digital",
    "team",
    "desk",
    "bureau",
    "more",
    "about",
    "sign",
    "read",
    "watch",
    "share",
    "view",
    "click",
    "our",
    "your",
    "contact",
    "home",
    "world",
    "business",
    "sports",
    "politics",
    "opinion",
    "getty",
    "images",
    "reuters",
    "associated",
    "updated",
    "published",
    "today",
    "yesterday",
    "privacy",
    "terms",
    "policy",
    "new",
    "how",
    "why",
    "what",
    "when",
    "where",
    "who",
    "is",
    "are",
    "for",
    "with",
    "from",
    "to",
    "in",
    "on",
    "at",
    "of",
    "up",
];

/// What an author may be called behind the name: `Ada Moe, Senior Writer`.
pub(super) fn is_role(text: &str) -> bool {
    const ROLES: [&str; 24] = [
        "writer",
        "reporter",
        "correspondent",
        "editor",
        "columnist",
        "staff",
        "press",
        "producer",
        "contributor",
        "author",
        "journalist",
        "analyst",
        "bureau",
        "news",
        "critic",
        "blogger",
        "desk",
        "reuters",
        "afp",
        "ap",
        "times",
        "chief",
        "agency",
        "anchor",
    ];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        let names = |text: &'static str| list(text).map(|v| v.iter().map(|&(a, b)| &text[a..b]).collect::<Vec<_>>());
        assert_eq!(
            names("Ada Moe, Bo van der Lund and C. D. Holt"),
            Some(vec!["Ada Moe", "Bo van der Lund", "C. D. Holt"])
        );
        assert_eq!(names("ADA MOE"), Some(vec!["ADA MOE"]));
        assert_eq!(names("the numbers"), None);
        assert_eq!(names("Monday"), None);
        assert_eq!(names("Staff Reporter"), None);
    }
}
