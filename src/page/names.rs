//! Names of people as bylines write them.

use super::date::{is_weekday, month_named};
use crate::text::hash::WordList;

/// What a byline begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Leading {
    /// The names, as byte ranges of the text.
    pub names: Vec<(usize, usize)>,
    /// Where what is no name begins.
    pub rest: usize,
    /// Whether the rest is glued to the last name, as in `Ada MoeSenior Writer`.
    pub glued: bool,
}

/// The names that a text such as `Ada Moe, Bo Lund and C. D. Holt | 3 May` begins with.
pub(super) fn leading(text: &str) -> Leading {
    let mut found = Leading::default();
    loop {
        let start = found.rest + (text[found.rest..].len() - text[found.rest..].trim_start().len());
        let Some((end, glued)) = one(text, start) else { return found };
        found.names.push((start, end));
        found.rest = end;
        found.glued = glued;
        let after = &text[end..];
        let joint = [", and ", " and ", " AND ", " And ", " & ", ", ", "; ", "/"]
            .into_iter()
            .find(|joint| after.starts_with(joint));
        // "Ada Moe, Local Democracy Reporter" is one person.
        let office = |end: usize| {
            ["Reporter", "Correspondent", "Editor"].iter().any(|office| text[end..].trim_start().starts_with(office))
        };
        let joint = joint.filter(|joint| *joint != ", " || !one(text, end + 2).is_some_and(|next| office(next.0)));
        // "Ada Moe, Nordwire, and Bo Lund"
        let house = || after.strip_prefix(", ").and_then(|rest| rest.find(", and ").map(|end| (&rest[..end], end)));
        if let Some((_, end)) = house().filter(|(house, _)| house.split(' ').count() <= 3 && is_role(house))
            && one(text, found.rest + end + 8).is_some()
        {
            found.rest += end + 8;
            continue;
        }
        match joint {
            Some(joint) if !glued && one(text, end + joint.len()).is_some() => found.rest = end + joint.len(),
            _ => return found,
        }
    }
}

/// The name that begins at `start`: where it ends, and whether the next word is glued to it.
fn one(text: &str, start: usize) -> Option<(usize, bool)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut glued = false;
    let mut at = start;
    let cuts = |c: char| matches!(c, '（' | '|' | '@' | ',' | '•' | '·');
    for word in text.get(start..)?.split([' ', '\u{a0}']) {
        let begin = at;
        at += word.len();
        at += text[at..].chars().next().map_or(1, char::len_utf8);
        // "Ada  Moe"; more words behind two blanks are something else.
        if word.is_empty() && words.len() == 1 {
            continue;
        }
        // A bracket of the wide kind, a bar and what the writer is called elsewhere stand without a blank.
        let bare = word.split(cuts).next().unwrap_or(word);
        // "Ada Moe—10 min read"
        let counted = bare.split_once('—').filter(|(_, count)| count.starts_with(|c: char| c.is_ascii_digit()));
        let bare = counted.map_or(bare, |(name, _)| name);
        let bare = bare.trim_end_matches([';', ':']);
        let cut = glue(bare);
        let bare = cut.map_or(bare, |cut| &bare[..cut]);
        if bare.contains('/') && cut.is_none() {
            let first = bare.split('/').next().unwrap_or(bare);
            if is_word_of_name(first) {
                words.push((begin, begin + first.len()));
            }
            break;
        }
        // "Ada Moe May 3"
        let dated = || text[at.min(text.len())..].starts_with(|c: char| c.is_ascii_digit());
        let day = || !words.is_empty() && is_weekday(bare);
        if bare == "AND" || month_named(bare).is_some() && dated() || day() {
            break;
        }
        let big = is_word_of_name(bare);
        if !big && (words.is_empty() || !PARTICLES.contains(&bare)) || words.len() >= 5 {
            break;
        }
        // "Ada Moe. Ada Moe", as a page says it to the eye and to the ear.
        let stopped = |word: &str| word.strip_suffix('.').is_some_and(|it| it.len() >= 3 && !it.contains('.'));
        if !words.is_empty() && stopped(bare) {
            words.push((begin, begin + bare.len() - 1));
            break;
        }
        words.push((begin, begin + bare.len()));
        glued = cut.is_some();
        if glued || bare.len() < word.len() {
            break;
        }
    }
    // A role behind the name without a mark between: of its words only the first may have been taken for a name's.
    let follows = words.last().map(|last| &text[last.1..]);
    let role_next = follows
        .is_some_and(|rest| rest.starts_with(' ') && is_role(rest.split_whitespace().next().unwrap_or_default()));
    if role_next && words.len() > 2 && !text[words[1].0..words[1].1].ends_with('.') {
        words.truncate(2);
    }
    // "Port Moe Ledger", "Port Moe Tourism Board"
    let ends = |c: char| matches!(c, ',' | '|' | '(');
    let rest = follows.unwrap_or_default().trim_start();
    let next = rest.split(|c: char| c.is_whitespace() || ends(c)).next().unwrap_or_default();
    let house = || rest.split(ends).take(1).flat_map(str::split_whitespace).all(|word| HOUSES.contains(word));
    if !glued && HOUSES.contains(next) && house() {
        return None;
    }
    while words.last().is_some_and(|&(a, b)| PARTICLES.iter().any(|it| it.eq_ignore_ascii_case(&text[a..b]))) {
        words.pop();
    }
    let end = words.last()?.1;
    is_name(&text[start..end]).then_some((end, glued))
}

/// Where a word ends to which another is glued: `Moe` in `MoeSenior`, `Moe2`; not in `McMoe`, `DeMoe`.
fn glue(word: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        let joins = before.is_lowercase() && (c.is_ascii_digit() || c.is_uppercase() && at >= 3);
        if joins && !matches!(&word[..at], "Mac" | "Fitz" | "Van" | "Von" | "Della" | "VanDer") {
            return Some(at);
        }
        before = c;
    }
    None
}

fn is_word_of_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '‑'))
        && !is_no_name(word)
        && !is_role(word)
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
    // "NWB News", "PIB Umuokra": a house. Family names may be in capitals, given names alone are not.
    let sign = text.bytes().take_while(u8::is_ascii_uppercase).count();
    // "KIM Min-ji": the family name first.
    let given =
        || text[sign + 1..].split_once('-').is_some_and(|(_, rest)| rest.bytes().all(|b| b.is_ascii_lowercase()));
    if sign >= 3 && text[sign..].starts_with(' ') && text.contains(char::is_lowercase) && !given() {
        return false;
    }
    // "A Mysterious Woman"
    if text.starts_with("A ") {
        return false;
    }
    let mut big = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        // What most other texts show comes first.
        if word.starts_with(char::is_uppercase) {
            big += 1;
            if is_no_name(word) {
                return false;
            }
        } else if !PARTICLES.contains(&word) || words == 1 && word.len() < 2 {
            return false;
        }
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '‑'));
        if !letters || word.ends_with("’s") || word.ends_with("'s") {
            return false;
        }
        let day = || words > 1 && is_weekday(word);
        let month = || words == 1 && word.len() > 3 && text.len() < 10 && month_named(word).is_some();
        if words > 6 || day() || month() {
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
static NOT_NAMES: WordList = WordList::new(
    "\
    prev|next|asa|inc|ltd|llc|corp|plc|gmbh|holdings|company|foundation|association|department|ministry|committee|\
    police|sheriff|county|office|government|courtesy|wire|newswire|edition|division|social|sharing|download|pdf|\
    navigation|search|subscribe|advocate|president|minister|funeral|manage|account|copy|copied|link|print|key|\
    points|email|me|newspaper|section|audio|hub|follow|save|saved|highlights|summary|takeaways|what’s|latest|top|story|\
    stories|related|full|video|photo|photos|live|breaking|the|news|press|staff|reporter|reporters|editor|editors|\
    writer|correspondent|agency|service|services|network|times|post|journal|daily|weekly|magazine|online|digital|\
    team|desk|bureau|more|about|sign|read|watch|share|view|click|our|your|contact|home|world|business|sports|\
    politics|opinion|getty|images|reuters|associated|updated|published|today|yesterday|privacy|terms|policy|enabled|\
    apps|icon|overview|america|africa|asia|europe|caribbean|latin|weather|international|national|economy|society|\
    culture|health|education|development|\
    environment|energy|science|technology|crime|lifestyle|entertainment|markets|property|\
    browse|issues|call|submissions|recipe|recipes|bell|details|study|results|text|resize|abstract|material|security|\
    just|api|scholar|insider|track|visual|description|get|set|no|any|owned|time|total|rating|new|how|why|what|when|\
    where|who|is|are|for|with|from|to|in|on|at|of|up|research|info|podcast|podcasts|\
    by|written|posted|reviewed|thank|thanks|we|start|trial|newsletters|tools|guides|tips|ideas|reviews|\
    resources|basics|content|contents|product|products|marketing|analytics|features|checklists|consent|cookie|\
    cookies|accessories|software|computing|insurance|cybersecurity|care|course|courses|join|select|choose|popular|\
    essential|operations|insights|estate|venues|decor|blog|blogs|systems|database|toggle|affiliate|admissions",
);

/// What somebody is: words that stand in no name, and below one.
static OFFICES: WordList = WordList::new(
    "\
    expert|experts|consultant|coordinator|strategist|specialist|manager|founder|advisor|reviewer|analyst|researcher|\
    officer|developer",
);

/// Words that end the names of papers, firms, offices and grounds, which read like people's up to them: `Port Moe Ledger`.
static HOUSES: WordList = WordList::new(
    "\
    group|university|institute|council|herald|tribune|gazette|chronicle|courier|telegraph|media|ledger|dispatch|\
    sentinel|enquirer|inquirer|examiner|observer|bulletin|beacon|argus|independent|republic|guardian|monitor|\
    citizen|statesman|echo|mirror|express|radio|board|authority|tourism|bank|federation|\
    books|stadium|arena|ground|airport|\
    standard|nation|advertiser|broadcasting|newspapers|publishing|television|today",
);

/// Whether the text is such a name: up to six words with capitals.
pub(super) fn is_house(text: &str) -> bool {
    let words = || text.split_whitespace();
    words().count() <= 6
        && words().all(|word| word.starts_with(char::is_uppercase))
        && words().last().is_some_and(|word| HOUSES.contains(word))
}

/// Whether the text is words of letters only, each with a capital, as places are written.
pub(super) fn is_capital_words(text: &str) -> bool {
    text.split(' ').all(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic))
}

/// Whether a word stands in no person's name.
fn is_no_name(word: &str) -> bool {
    NOT_NAMES.contains(word) || HOUSES.contains(word) || OFFICES.contains(word)
}

/// Whether the text ends with what somebody is: `Harbour Operations Manager`.
pub(super) fn is_office(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| OFFICES.contains(word))
}

/// What an author may be called behind the name: `Ada Moe, Senior Writer`.
pub(super) fn is_role(text: &str) -> bool {
    static ROLES: WordList = WordList::new(
        "\
        wire|writer|reporter|correspondent|editor|columnist|staff|press|producer|contributor|author|journalist|\
        analyst|bureau|news|critic|blogger|desk|reuters|afp|ap|times|chief|agency|anchor|director|deputy|senior|\
        head|managing|associate|assistant|special",
    );
    text.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_the_start() {
        let names = |text: &'static str| leading(text).names.iter().map(|&(a, b)| &text[a..b]).collect::<Vec<_>>();
        assert_eq!(names("Ada Moe, Bo van der Lund and C. D. Holt"), ["Ada Moe", "Bo van der Lund", "C. D. Holt"]);
        assert_eq!(names("Ada\u{a0}Moe, Bo\u{a0}Lund May\u{a0}3"), ["Ada\u{a0}Moe", "Bo\u{a0}Lund"]);
        assert_eq!(names("ADA MOE"), ["ADA MOE"]);
        assert_eq!(names("MOE Ada-li"), ["MOE Ada-li"]);
        assert_eq!(names("Ada Moe and Bo Lund The Associated Press"), ["Ada Moe", "Bo Lund"]);
        assert_eq!(names("Ada MoeSenior Writer"), ["Ada Moe"]);
        assert_eq!(names("Ada McMoe2 minutes ago"), ["Ada McMoe"]);
        assert_eq!(names("Ada Moe Political Editor"), ["Ada Moe"]);
        assert_eq!(names("Ada Moe/Bo Lund"), ["Ada Moe", "Bo Lund"]);
        assert_eq!(names("Ada VanDerMoe@adamoe May 3, 2026"), ["Ada VanDerMoe"]);
        assert_eq!(names("Ada Moe,Harbour"), ["Ada Moe"]);
        assert_eq!(names("Ada Moe, Port Moe Ledger"), ["Ada Moe"]);
        assert_eq!(names("Ada Moe, Local Democracy Reporter"), ["Ada Moe"]);
        for text in ["Port Moe Tourism Board", "NWB News", "the numbers", "Monday", "Staff Reporter", "Milton", ""] {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}
