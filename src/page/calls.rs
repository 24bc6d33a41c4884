//! What sites say to their readers, known by its words: each of them belongs to the language of buttons and links.
//!
//! The table of stock phrases holds what is said often. No table holds the thousand ways to say "read our other stories"
//! or "log in to comment"; but whoever says it uses few words, and reporters who use those need others, too.

use super::cues::Cue;
use super::names;
use crate::text::hash::WordList;

/// Words of a button or of a header over other stories, at most.
const LONGEST: u32 = 9;

/// Words that may stand in both.
static LITTLE: WordList = WordList::new(
    "\
    a|an|the|this|that|these|your|you|our|us|we|my|me|to|for|of|on|in|at|by|via|with|from|and|or|is|are|be|been|now|\
    today|all|another|here|here's|it|its|as|one|every|not|no|yes|how|what|what's|who|who's|about|up|out|off|right|\
    just|again|more|new|first|top|best|latest|other|others|next|previous|full|next|you'll|you've|you're|you'd|\
    we'll|want|like|below|above|please|local|national|world",
);

/// What a reader may do on a page.
static VERBS: WordList = WordList::new(
    "\
    share|send|copy|view|show|open|load|see|watch|listen|play|read|click|tap|sign|log|login|register|subscribe|join|\
    follow|add|write|leave|post|submit|report|print|download|save|get|enter|close|hide|expand|manage|accept|reject|\
    allow|enable|try|reload|refresh|skip|sort|translate|rate|like|embed|export|gift|continue|explore|discover|\
    donate|install|unlock|browse|search|comment|reply|retweet|repost|tweet|flag|hear|email|e-mail|swipe|scroll|\
    pause|mute|unmute|bookmark|unsubscribe|suggest|upgrade",
);

/// With what.
static THINGS: WordList = WordList::new(
    "\
    facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|youtube|tiktok|bluesky|threads|viber|email|e-mail|\
    emails|newsletter|newsletters|inbox|comment|comments|subscriber|subscribers|subscribed|subscription|\
    subscriptions|login|log|sign|account|password|app|link|url|gallery|photo|photos|image|images|picture|pictures|\
    slideshow|video|videos|player|podcast|audio|article|articles|story|stories|page|pdf|browser|cookies|javascript|\
    notifications|alerts|trial|access|offers|premium|ad|ads|viewer|thread|posts|conversation|discussion|feedback|\
    mistake|error|typo|correction|bookmarks|profile|bio|preferences|settings|website|site|topics|transcript|\
    captions|slides|members|reader|readers|free|later|options|list|menu|button|author|authors",
);

/// What leads to other stories.
static LINKS: WordList = WordList::new(
    "\
    stories|story|news|articles|article|headlines|coverage|reads|reports|report|videos|video|posts|topics|reading|\
    related|popular|trending|recommended|latest|recent|viewed|watched|shared|commented|discussed|featured|picks|\
    must-read|must-reads|must-see|updates|background|analysis|explainer|explainers|archive|archives|series|guides|\
    galleries|photos|podcasts|features|interviews|columns|opinion|most|more|also|other|others|read|see|watch|\
    listen|like|might|may|enjoy|love|interested|miss|missed|following|follow|readers|people|else|following|find|\
    explore|discover|click|tap|check|dig|deeper|keep|catch|earlier|previous|further|elsewhere|around|similar|top|\
    best|next|full|here|making|happening|editor's|editors|worth|connected|details|subject|author|category|section|\
    day's|today's|week's|web|site|newest|oldest",
);

/// Of these a sentence of a story that is made of nothing but such words does not speak.
const SURE: [&str; 8] =
    ["subscribe", "register", "newsletter", "newsletters", "comment", "comments", "inbox", "subscriber"];

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
    parts.map(|word| word.trim_matches(['\'', '’', '-'])).filter(|word| !word.is_empty())
}

fn holds(list: &WordList, word: &str) -> bool {
    match word.contains('’') {
        true => list.contains(&word.replace('’', "'")),
        false => list.contains(word),
    }
}

/// What a short line is, if all its words say so: a button, or the header over other stories.
pub(super) fn of_line(text: &str, words: u32) -> Option<Cue> {
    if !(2..=LONGEST).contains(&words) || text.ends_with([',', ';']) {
        return None;
    }
    // A whole sentence may tell how something is done; of letters and comments only sites speak so.
    if text.ends_with('.') && !text.ends_with("...") {
        let sure = |word: &str| SURE.iter().any(|it| it.eq_ignore_ascii_case(word));
        return (is_button(text) && self::words(text).any(sure)).then_some(Cue::UiText);
    }
    match () {
        () if is_button(text) || is_named(text) => Some(Cue::UiText),
        () if is_header(text) => Some(Cue::RelatedHeader),
        // "See all stories by Ada Moe"
        () => text
            .rsplit_once(" by ")
            .is_some_and(|(head, name)| names::is_name(name) && links(head) >= 2)
            .then_some(Cue::UiText),
    }
}

/// `Add this story to your bookmarks`: begins with what is to be done, or speaks to the reader.
fn is_button(text: &str) -> bool {
    const OPENINGS: [&str; 8] = ["already", "not", "no", "want", "have", "need", "forgot", "please"];
    let (mut verbs, mut things, mut opened, mut spoken) = (0, 0, false, false);
    for (nth, word) in words(text).enumerate() {
        let (verb, thing) = (holds(&VERBS, word), holds(&THINGS, word));
        let opening = nth == 0 && OPENINGS.iter().any(|it| it.eq_ignore_ascii_case(word));
        if !(verb || thing || opening || holds(&LITTLE, word) || word.bytes().all(|byte| byte.is_ascii_digit())) {
            return false;
        }
        opened |= nth == 0 && (verb || opening);
        spoken |=
            word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("you")) || word.eq_ignore_ascii_case("us");
        verbs += usize::from(verb);
        things += usize::from(thing && !(nth == 0 && verb));
    }
    verbs > 0 && things > 0 && (opened || spoken)
}

/// `Download the Harbour Times app`, `Follow Harbour Times on Facebook`: what is to be done, with whose, and where.
fn is_named(text: &str) -> bool {
    static WHERE: WordList = WordList::new(
        "\
        app|apps|newsletter|newsletters|facebook|twitter|x|whatsapp|telegram|instagram|youtube|tiktok|bluesky|linkedin|\
        threads|viber|reddit|email|inbox|alerts|notifications|podcast|channel|itunes|spotify|store|play",
    );
    let mut words = words(text);
    let (Some(first), Some(last)) = (words.next(), words.clone().last()) else { return false };
    let mut others = 0;
    holds(&VERBS, first)
        && holds(&WHERE, last)
        && words.all(|word| {
            let known = holds(&LITTLE, word) || holds(&THINGS, word) || holds(&VERBS, word) || holds(&WHERE, word);
            others += usize::from(!known);
            known || word.starts_with(char::is_uppercase)
        })
        && others <= 4
}

/// `Stories other readers liked`
fn is_header(text: &str) -> bool {
    links(text) >= 2
}

/// How many words of a text belong to links, if the others are little ones.
fn links(text: &str) -> usize {
    let mut links = 0;
    for word in words(text) {
        match holds(&LINKS, word) {
            true => links += 1,
            false if holds(&LITTLE, word) => {}
            false => return 0,
        }
    }
    links
}

/// Where the words end that lead to the title of another story, before the mark between: 25 in `See our earlier coverage
/// here: Second plant will open in spring`.
pub(super) fn lead(text: &str) -> Option<usize> {
    const REACH: usize = 48;
    let end = text.find([':', '|', '–', '—']).filter(|end| (6..=REACH).contains(end))?;
    let titled = !text.ends_with('.') && words(&text[end..]).nth(2).is_some();
    (titled && words(&text[..end]).nth(6).is_none() && links(&text[..end]) >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(text: &str) -> Option<Cue> {
        of_line(text, words(text).count() as u32)
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
        for text in ["The latest", "In the news", "Stories of the sea", "More rain to come"] {
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
