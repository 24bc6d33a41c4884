//! What sites say to their readers, known by its words: each of them belongs to the language of buttons and links.
//!
//! The table of stock phrases holds what is said often. No table holds the thousand ways to say "read our other stories"
//! or "log in to comment"; but whoever says it uses few words, and reporters who use those need others, too.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr3;

use super::cues::Cue;
use super::names;
use super::phrases::plain_word;
use crate::text::hash::{MixedMap, of_word};

/// Words of a button or of a header over other stories, at most.
const LONGEST: u32 = 9;

/// What a word may be, a bit each.
type Classes = u8;

const LITTLE: Classes = 1;
const VERB: Classes = 1 << 1;
const THING: Classes = 1 << 2;
const LINK: Classes = 1 << 3;
const WHERE: Classes = 1 << 4;
const OPENING: Classes = 1 << 5;
const READER: Classes = 1 << 6;
const SURE: Classes = 1 << 7;

/// Words that may stand in buttons and headers alike.
const LITTLE_WORDS: &str = "\
    a|an|the|this|that|these|your|you|our|us|we|my|me|to|for|of|on|in|at|by|via|with|from|and|or|is|are|be|been|now|\
    today|all|another|here|here's|it|its|as|one|every|not|no|yes|how|what|what's|who|who's|about|up|out|off|right|\
    just|again|more|new|first|top|best|latest|other|others|next|previous|full|next|you'll|you've|you're|you'd|\
    we'll|want|like|below|above|please|local|national|world";

/// What a reader may do on a page.
const VERBS: &str = "\
    share|send|copy|view|show|open|load|see|watch|listen|play|read|click|tap|sign|log|login|register|subscribe|join|\
    follow|add|write|leave|post|submit|report|print|download|save|get|enter|close|hide|expand|manage|accept|reject|\
    allow|enable|try|reload|refresh|skip|sort|translate|rate|like|embed|export|gift|continue|explore|discover|\
    donate|install|unlock|browse|search|comment|reply|retweet|repost|tweet|flag|hear|email|e-mail|swipe|scroll|\
    pause|mute|unmute|bookmark|unsubscribe|suggest|upgrade";

/// With what.
const THINGS: &str = "\
    facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|youtube|tiktok|bluesky|threads|viber|email|e-mail|\
    emails|newsletter|newsletters|inbox|comment|comments|subscriber|subscribers|subscribed|subscription|\
    subscriptions|login|log|sign|account|password|app|link|url|gallery|photo|photos|image|images|picture|pictures|\
    slideshow|video|videos|player|podcast|audio|article|articles|story|stories|page|pdf|browser|cookies|javascript|\
    notifications|alerts|trial|access|offers|premium|ad|ads|viewer|thread|posts|conversation|discussion|feedback|\
    mistake|error|typo|correction|bookmarks|profile|bio|preferences|settings|website|site|topics|transcript|\
    captions|slides|members|reader|readers|free|later|options|list|menu|button|author|authors|reading|alert|icon";

/// What leads to other stories.
const LINKS: &str = "\
    stories|story|news|articles|article|headlines|coverage|reads|reports|report|videos|video|posts|topics|reading|\
    related|popular|trending|recommended|latest|recent|viewed|watched|shared|commented|discussed|featured|picks|\
    must-read|must-reads|must-see|updates|background|analysis|explainer|explainers|archive|archives|series|guides|\
    galleries|photos|podcasts|features|interviews|columns|opinion|most|more|also|other|others|read|see|watch|\
    listen|like|might|may|enjoy|love|interested|miss|missed|following|follow|readers|people|else|following|find|\
    explore|discover|click|tap|check|dig|deeper|keep|catch|earlier|previous|further|elsewhere|around|similar|top|\
    best|next|full|here|making|happening|editor's|editors|worth|connected|details|subject|author|category|section|\
    day's|today's|week's|web|site|newest|oldest|newer|older|post";

/// Where a reader may follow, or from where he may load.
const PLACES: &str = "\
    app|apps|newsletter|newsletters|facebook|twitter|x|whatsapp|telegram|instagram|youtube|tiktok|bluesky|linkedin|\
    threads|viber|reddit|email|inbox|alerts|notifications|podcast|channel|itunes|spotify|store|play";

/// What calls begin with besides verbs.
const OPENINGS: &str = "already|not|no|want|have|need|forgot|please";

/// Whom they speak to.
const READERS: &str = "you|your|yours|you've|you're|you'll|you'd|us";

/// Of these a sentence of a story that is made of nothing but such words does not speak.
const SURE_WORDS: &str = "subscribe|register|newsletter|newsletters|comment|comments|inbox|subscriber";

static CLASSES: LazyLock<MixedMap<Classes>> = LazyLock::new(|| {
    let lists = [
        (LITTLE, LITTLE_WORDS),
        (VERB, VERBS),
        (THING, THINGS),
        (LINK, LINKS),
        (WHERE, PLACES),
        (OPENING, OPENINGS),
        (READER, READERS),
        (SURE, SURE_WORDS),
    ];
    let mut classes = MixedMap::default();
    for (class, words) in lists {
        words.split('|').for_each(|word| *classes.entry(number(word)).or_default() |= class);
    }
    classes
});

/// A number for a word, ASCII case aside.
fn number(word: &str) -> u64 {
    of_word(word.as_bytes(), 0x20)
}

/// How many words are read of a text.
const READ: usize = 16;

/// What the words of a text may be, in order, up to one that makes it nothing.
#[derive(Default)]
struct Words {
    classes: [Classes; READ],
    /// Whether they begin with capitals.
    capitals: [bool; READ],
    count: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut read = Self::default();
        let mut rest = text;
        while let Some((word, behind)) = next_word(rest) {
            // A text of more words is none of these.
            let class = if read.count < READ { class_of(word) } else { 0 };
            read.count = (read.count + 1).min(READ);
            read.classes[read.count - 1] = class;
            read.capitals[read.count - 1] = word.starts_with(char::is_uppercase);
            // Names may stand in what begins with something to be done, and nothing else that is unknown.
            let named = read.classes[0] & VERB != 0 && read.capitals[read.count - 1] && read.count < READ;
            if class == 0 && !named {
                break;
            }
            rest = behind;
        }
        read
    }

    fn all(&self) -> &[Classes] {
        &self.classes[..self.count]
    }

    /// `Add this story to your bookmarks`: begins with what is to be done, or speaks to the reader.
    fn is_button(&self) -> bool {
        let (mut verbs, mut things, mut spoken) = (0, 0, false);
        for (nth, &word) in self.all().iter().enumerate() {
            let known = if nth == 0 { LITTLE | VERB | THING | OPENING } else { LITTLE | VERB | THING };
            if word & known == 0 {
                return false;
            }
            spoken |= word & READER != 0 || nth == 0 && word & (VERB | OPENING) != 0;
            verbs += usize::from(word & VERB != 0);
            things += usize::from(word & THING != 0 && !(nth == 0 && word & VERB != 0));
        }
        verbs > 0 && things > 0 && spoken
    }

    /// `Download the Harbour Times app`, `Follow Harbour Times on Facebook`: what is to be done, with whose, and where.
    fn is_named(&self) -> bool {
        let known = |nth: &usize| self.classes[*nth] & (LITTLE | VERB | THING | WHERE) != 0;
        let mut others = (1..self.count).filter(|nth| !known(nth));
        self.count > 1
            && self.classes[self.count - 1] & WHERE != 0
            && others.clone().all(|nth| self.capitals[nth])
            && others.nth(4).is_none()
    }

    /// How many words belong to links, if the others are little ones: all of `Stories other readers liked`.
    fn links(&self) -> usize {
        let known = self.all().iter().all(|word| word & (LINK | LITTLE) != 0);
        if known { self.all().iter().filter(|word| *word & LINK != 0).count() } else { 0 }
    }
}

/// The first word of a text, and what stands behind it.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let is_edge = |c: char| matches!(c, '\'' | '’' | '-');
    let bytes = text.as_bytes();
    let marks = bytes.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
    let plain = plain_word(bytes, marks) - marks;
    // Most words are of ASCII, and a blank or a mark stands behind them.
    if plain > 0 && bytes.get(marks + plain).is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b'-')) {
        return Some((&text[marks..marks + plain], &text[marks + plain..]));
    }
    let start = marks + text[marks..].find(char::is_alphanumeric)?;
    let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |end| start + end);
    Some((text[start..end].trim_end_matches(is_edge), &text[end..]))
}

/// What a word may be; a number is a little word.
fn class_of(word: &str) -> Classes {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return LITTLE;
    }
    let straight = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'")) };
    CLASSES.get(&number(&straight)).copied().unwrap_or_default()
}

/// What a short line is, if all its words say so: a button, or the header over other stories.
pub(super) fn of_line(text: &str, words: u32) -> Option<Cue> {
    if !(2..=LONGEST).contains(&words) || text.ends_with([',', ';']) {
        return None;
    }
    let read = Words::of(text);
    // Most lines are done with at their first word.
    let first = read.classes[0];
    if first == 0 {
        return None;
    }
    // A whole sentence may tell how something is done; of letters and comments only sites speak so.
    if text.ends_with('.') && !text.ends_with("...") {
        return (read.is_button() && read.all().iter().any(|word| word & SURE != 0)).then_some(Cue::UiText);
    }
    match () {
        () if read.is_button() || first & VERB != 0 && read.is_named() => Some(Cue::UiText),
        // "In Local News, Reports" are the sections that a story is in.
        () if read.links() >= 2 && !text.contains(',') => Some(Cue::RelatedHeader),
        // "See all stories by Ada Moe"
        () if first & LINK == 0 => None,
        () => text
            .rsplit_once(" by ")
            .is_some_and(|(head, name)| names::is_name(name) && Words::of(head).links() >= 2)
            .then_some(Cue::UiText),
    }
}

/// Where the words end that lead to the title of another story, before the mark between: 25 in `See our earlier coverage
/// here: Second plant will open in spring`.
pub(super) fn lead(text: &str) -> Option<usize> {
    const REACH: usize = 48;
    const LEAD: usize = 6;
    const TITLE: usize = 3;
    let near = &text.as_bytes()[..text.len().min(REACH)];
    let end =
        memchr3(b':', b'|', 0xe2, near).filter(|&end| end >= 6 && text[end..].starts_with([':', '|', '–', '—']))?;
    let read = Words::of(&text[..end]);
    let titled = || {
        let mut rest = &text[end..];
        !text.ends_with('.') && (0..TITLE).all(|_| next_word(rest).map(|(_, behind)| rest = behind).is_some())
    };
    (read.links() >= 2 && read.count <= LEAD && titled()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(text: &str) -> Option<Cue> {
        of_line(text, text.split(' ').count() as u32)
    }

    #[test]
    fn buttons() {
        for text in [
            "Add this story to your bookmarks",
            "Join the discussion (14)",
            "Already with us? Sign in here",
            "You’ve read 3 of 5 free articles",
            "See all stories by Ada Moe",
            "Download the Harbour Times app",
        ] {
            assert_eq!(cue(text), Some(Cue::UiText), "{text}");
        }
        for text in ["Readers share photos", "Share of the pie", "Report the storm", "Watch the water", "Sign here."] {
            assert_eq!(cue(text), None, "{text}");
        }
    }

    #[test]
    fn headers() {
        for text in ["Stories others are reading right now", "You’ll also want to see", "Elsewhere on our site"] {
            assert_eq!(cue(text), Some(Cue::RelatedHeader), "{text}");
        }
        for text in ["The latest", "In Local News, Reports", "In the news", "Stories of the sea", "More rain to come"] {
            assert_eq!(cue(text), None, "{text}");
        }
    }

    #[test]
    fn leads() {
        assert_eq!(lead("See our earlier coverage: Second plant will open"), Some(24));
        assert_eq!(lead("Reports: Second plant will open"), None);
        assert_eq!(lead("See our report: it is out."), None);
    }
}
