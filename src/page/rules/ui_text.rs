//! # What it does
//! Finds buttons, player controls, form fields and messages of the page itself.
//!
//! # Example
//! `Share` · `Play video` · `Copy link` · `5 min read` · `list of 4 itemsend of list`
//!
//! # Limits
//! Short ones must fill the line. A call at the start of a line ("Log in to ...") needs a line of at most forty words.

use super::{RuleInfo, View, navigation};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "ui-text", summary: "a button, a control or a message of the page", label: Label::UiText };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    // Small print says first what it is, however long.
    let small_print = || text.get(..11).is_some_and(|lead| lead.eq_ignore_ascii_case("disclaimer:"));
    if line.cues.has(Cue::UiText) && (line.words <= 40 || small_print()) && !text.starts_with(['"', '“', '‘']) {
        // A lone word with a full stop may end a sentence that the page broke over lines.
        let finished = text.ends_with(['.', ',']) && !text.ends_with("...");
        return (line.words > 2 || !finished).then_some(0.9);
    }
    if line.cues.has(Cue::Paywall) && line.words <= 30 {
        return Some(0.8);
    }
    if line.cues.has(Cue::ClickHere) && line.words <= 16 && (!line.closed() || line.all_capitals()) {
        return Some(0.8);
    }
    (line.digits > 0 && (is_read_time(text) || is_picture_count(text))
        || line.signs.any(Signs::PERCENT | Signs::WIDE)
            && line.digits > 0
            && navigation::is_ticker(text)
            && text.matches('%').count() < 3
        || line.signs.any(Signs::BRACE) && line.small <= 2 && is_code(text)
        || text.starts_with(['[', '!']) && is_shortcode(text)
        || line.digits > 0 && (list_length(view.core_text(at)).is_some() || is_list_place(view.core_text(at)))
        || line.digits > 0 && line.words == 1 && is_gain(text)
        || line.signs.any(Signs::COLON) && line.words == 2 && line.all_capitals() && is_share(view.core_text(at))
        || line.signs.any(Signs::COLON) && (is_player_time(text) || line.signs.any(Signs::BAR) && is_progress(text))
        || line.digits > 0 && (line.words == 1 && is_temperature(text) || is_speeds(text))
        || line.signs.any(Signs::BRACE | Signs::PERCENT) && is_template(text)
        || line.words == 1 && line.continues && is_icon(text)
        || line.words <= 8 && is_programme(text)
        || line.signs.any(Signs::AT) && is_mail(view.core_text(at))
        || is_list_mark(text)
        || is_bare_markup(text))
    .then_some(0.9)
}

/// `Heard on The Long Road Home`: in which programme a broadcaster told the story.
fn is_programme(text: &str) -> bool {
    let named = |programme: &str| programme.split(' ').all(|word| word.starts_with(char::is_uppercase));
    text.strip_prefix("Heard on ").is_some_and(named)
}

/// `5 min read`, `Reading time: 4 minutes`.
fn is_read_time(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let allowed = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit())
            || matches!(
                word,
                "min"
                    | "mins"
                    | "minute"
                    | "minutes"
                    | "read"
                    | "reading"
                    | "time"
                    | "estimated"
                    | "less"
                    | "than"
                    | "to"
                    | "a"
                    | "listen"
                    | "watch"
            )
    };
    // "(4 min)" stands under a title, too.
    let alone = text.len() <= 8 && words().count() == 2 && words().any(|word| matches!(word, "min" | "mins"));
    let told = |word: &str| matches!(word, "read" | "reading" | "listen" | "watch" | "estimated");
    words().all(allowed) && (alone || words().any(told))
}

/// `Image 1 of 8`, `Photo 3/12`, `1 of / 23`: which of a gallery's pictures is shown.
pub(in crate::page) fn is_picture_count(text: &str) -> bool {
    if text.len() > 24 || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words = text.split([' ', '/', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    let named = words.next_if(|word| {
        ["image", "photo", "picture", "slide", "gallery"].iter().any(|name| name.eq_ignore_ascii_case(word))
    });
    let number = |word: Option<&str>| word.is_some_and(|it| it.len() <= 3 && it.bytes().all(|b| b.is_ascii_digit()));
    let first = number(words.next());
    let joined = words.next_if(|word| *word == "of").is_some() || named.is_some() && text.contains('/');
    first && joined && number(words.next()) && words.next().is_none()
}

/// The 4 of `list of 4 items`, which programs read out that read pages aloud.
pub(in crate::page) fn list_length(text: &str) -> Option<usize> {
    let number = text.strip_prefix("list of ")?.strip_suffix(" items")?;
    number.parse().ok().filter(|_| number.len() <= 3)
}

/// `list 1 of 4`: the place of what follows in such a list.
fn is_list_place(text: &str) -> bool {
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let places = text.strip_prefix("list ").and_then(|rest| rest.split_once(" of "));
    // Its title may be glued to it: "list 1 of 4Why ships are late".
    let length = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    places.is_some_and(|(place, rest)| {
        let end = length(rest);
        number(place) && number(&rest[..end]) && rest[end..].chars().next().is_none_or(char::is_uppercase)
    })
}

/// `+1.24%`, `(-0.3%)`: what a paper gained, alone on its line.
pub(in crate::page) fn is_gain(text: &str) -> bool {
    let bare = text.trim_start_matches('(').trim_end_matches(')');
    let number = bare.strip_prefix(['+', '-', '−', '▲', '▼']).and_then(|rest| rest.strip_suffix('%'));
    number.is_some_and(|number| {
        number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

/// `VIDEO 2:31`, `Listen 04:12`: a player and how long it plays.
fn is_player_time(text: &str) -> bool {
    // Pages glue the words of a player together: "VIDEO4:4204:42".
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (player, time) = (&text[..end], text[end..].trim_start());
    let named =
        ["video", "audio", "watch", "listen", "play", "duration"].iter().any(|it| player.eq_ignore_ascii_case(it));
    // "01:07 - Source: Nordwire" stands under a film.
    let film = if end == 0 { text.split_once(" - Source: ") } else { None };
    let (named, time) = film.map_or((named, time), |(time, _)| (true, time));
    named && time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b' '))
}

/// `NYSE: HRB`, `[HRB:NYSE]`: where a paper is traded, and its sign.
fn is_share(text: &str) -> bool {
    const PLACES: [&str; 17] = [
        "NYSE", "NASDAQ", "LON", "LSE", "AIM", "TSX", "TSXV", "ASX", "NZX", "NSE", "BSE", "HKG", "HKEX", "SGX", "JSE",
        "OTC", "OTCMKTS",
    ];
    let parts = text.split_once(':').map(|(one, other)| [one.trim(), other.trim()]);
    parts.is_some_and(|parts| parts.iter().any(|part| PLACES.contains(part)) && parts[1].len() <= 8)
}

/// `1x 1.2x 1.5x`: how fast a player may play.
fn is_speeds(text: &str) -> bool {
    let speed = |word: &str| {
        let number = word.strip_suffix('x').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    text.len() <= 40 && text.split(' ').all(speed)
}

/// `0:00 / 0:41`: how much of how much a player has played.
pub(super) fn is_progress(text: &str) -> bool {
    let time = |part: &str| {
        part.trim().split(':').count() >= 2
            && part
                .trim()
                .split(':')
                .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    text.split_once('/').is_some_and(|(done, all)| time(done) && time(all))
}

/// `https://example.org/4xyZ1`: an address alone on its line; the page's own where it stands over the story.
pub(in crate::page) fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// `desk@harbour.example`, `Email: desk@harbour.example`, `Write to Ada Moe at moe@harbour.example`: where to write.
fn is_mail(text: &str) -> bool {
    const LEADS: [&str; 4] = ["Write to ", "Email ", "E-mail ", "Contact the "];
    let writer = || LEADS.iter().any(|lead| text.starts_with(lead)).then(|| text.rsplit_once(" at ")).flatten();
    let address = text.strip_prefix("Email: ").or_else(|| text.strip_prefix("E-mail: "));
    let address = address.or_else(|| writer().map(|(_, address)| address)).unwrap_or(text);
    let Some((name, house)) = address.split_once('@') else { return false };
    !name.is_empty() && house.contains('.') && !address.contains([' ', '\u{a0}'])
}

/// `58°`, `-3°C`: the weather, in a page's head.
fn is_temperature(text: &str) -> bool {
    let degrees =
        text.trim_end_matches(['C', 'F']).strip_suffix('°').map(|number| number.trim_start_matches(['-', '−']));
    degrees.is_some_and(|number| (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `arrow_forward_ios`, `keyboard_arrow_down`: the name of an icon that a font would have drawn.
fn is_icon(text: &str) -> bool {
    text.contains('_') && text.split('_').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `list of 3 items`, `list 1 of 3 Why dams fail`, `end of list`: what is read aloud of a list of other stories.
fn is_list_mark(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("list ") else { return text == "end of list" || text == "In:" };
    let words: Vec<&str> = rest.splitn(4, ' ').collect();
    let number = |word: Option<&&str>| word.is_some_and(|it| it.len() <= 2 && it.bytes().all(|b| b.is_ascii_digit()));
    let whole = words.len() == 3 && words[0] == "of" && number(words.get(1)) && words[2].starts_with("item");
    whole || number(words.first()) && words.get(1) == Some(&"of") && number(words.get(2))
}

/// Tags with nothing between them: `<div class="slot"></div>`, `&nbsp;`.
fn is_bare_markup(text: &str) -> bool {
    if text == "&nbsp;" {
        return true;
    }
    let mut depth = 0;
    text.starts_with('<')
        && text.ends_with('>')
        && text[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/' || c == '!')
        && text.chars().all(|c| {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            depth > 0 || c == '>' || c.is_whitespace()
        })
}

/// `.box { color: red; }`, `jQuery(function() {`, `{"id":"12"}`: what browsers read, not people.
fn is_code(text: &str) -> bool {
    text.contains(['{', '}']) && text.contains([':', ';', '(', '=']) && text.ends_with(['{', '}', ';', ')', ']', ','])
}

/// `[gallery ids="1,2"]`, `[related_posts]`, `[embed]...[/embed]`, `![A ferry](https://...)`: what a site's software would
/// have put something else for.
fn is_shortcode(text: &str) -> bool {
    if text.starts_with("![") {
        return text.ends_with(')') && text.contains("](");
    }
    let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.find(|c: char| !(c.is_ascii_lowercase() || matches!(c, '_' | '-'))).unwrap_or(inside.len());
    let (name, rest) = inside.split_at(end);
    name.len() >= 3
        && (rest.is_empty() && name.contains('_')
            || rest.contains("=\"")
            || rest.ends_with(name) && rest.len() > 3 && rest.contains("[/"))
}

/// What templates leave when nobody fills them: `{* loginWidget *}`, `{{ title }}`, `%2Fnews%2F`.
fn is_template(text: &str) -> bool {
    text.starts_with("{*")
        || text.starts_with("{{")
        || text.contains("*}")
        || (text.starts_with("%2F") && !text.contains(' '))
}
