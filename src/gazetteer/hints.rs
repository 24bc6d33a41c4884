//! Context: what stands around a name and speaks for or against one of its entities.
//!
//! An alias's `context` lists hints, parted by `;`. A hint is a word or a phrase; case is ignored, and words are whole.
//!
//! - Where it is looked for: within [`NEAR`] bytes before or after the mention on the same line; with `text:` in the
//!   whole article; with `before:` or `after:` right before or right after the mention.
//! - What it does: it **raises** its entity. With `-` it is a **veto**: the entity is no candidate there. With `+` it is
//!   a **need**: the entity is a candidate only where one of the hints with `+` holds.
//!
//! A hint that begins with a colon is a rule that looks at the neighbours, and vetoes ([`longer`](super::longer)):
//!
//! - `:whole` where the name is a part of a longer one: "Naomi Osaka", "Pittsburgh Post-Gazette", "University of Florida";
//! - `:given` where the name, being a person's given name too, stands before another: "Jordan Ames" (but "Jordan Foreign
//!   Minister"), after a word for a relative ("her son Jordan"), before an age ("Jordan, 34, swam"), and where the article
//!   names such a person elsewhere;
//! - `:family`, beside `:whole`, where the article elsewhere names a person of this family name;
//! - `:home=US` right after the name of another place: "Chinese Justice Department"; behind needs of which none holds,
//!   also in an article about another country ([`abroad`](super::abroad));
//! - `:abroad` before a comma and an American state, "Paris, Texas", and in all of an article that has it so;
//! - `:town`, the name of a town in America, too, where an article names American states or sheriffs and no other country;
//! - `:club` where a club of that name is meant: "Leeds beat Bath 3-1";
//! - `:brand` where another firm or a product of that name is meant: "Apple Watch".
//!
//! `:state` is a need that holds where a name stands behind one of its towns, "Buffalo, New York", or one of its members,
//! "Senator Mina Quill of New York", or before another state.
//! Nothing is meant within the address of a page.
//!
//! `"-after:sandwich; -dinner; text:Ankara"` on the alias "Turkey": no country in "a turkey sandwich", and the likelier
//! where the article also speaks of Ankara.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::Inner;
use super::interner::Interner;
use super::kinds::MatchKind;
use super::longer::Neighbours;
use super::phrases::{begins_with, ends_with, holds};
use super::sparse::Sparse;
use super::vocabulary::Vocabulary;
use crate::Span;
use crate::text::hash::Mixed;

/// How far "near" reaches, in bytes.
const NEAR: usize = 120;

/// How many phrases are searched for in the whole text before its words are gathered, which costs as much as these searches.
const FEW: usize = 12;

/// How many times a search near a name is made at once, before it is asked whether the whole text holds the word.
const MANY: usize = 64;

/// How much one raising hint counts: a candidate with one beats its equals clearly.
pub(super) const RAISE: f32 = 8.0;

/// What a hint does where it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Raise,
    Veto,
    Need,
}

/// Where a hint is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Near,
    Text,
    Before,
    After,
}

/// One part of a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hint {
    Word(Sign, Scope, Box<str>),
    Whole,
    Given,
    Family,
    Home(Box<str>),
    Abroad,
    Town,
    State,
    Club,
    Brand,
}

/// What the hints of one candidate say at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Nothing,
    Raised { near: bool },
    Vetoed,
}

/// Reads a `context` field.
///
/// # Errors
/// A hint without a word, an unknown rule.
pub(super) fn parse(context: &str) -> Result<Vec<Hint>, String> {
    parts(context)
        .map(|part| {
            parse_one(part).ok_or_else(|| match part.strip_prefix(':') {
                Some(_) => {
                    format!(
                        "unknown rule {part:?}; accepted: :whole, :given, :family, :abroad, :town, :state, :club, :brand, \
                         :home=ID"
                    )
                }
                None => format!("the context {part:?} has no word"),
            })
        })
        .collect()
}

fn parts(context: &str) -> impl Iterator<Item = &str> {
    context.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// Most contexts that a gazetteer keeps read. With more, each is read where it is asked for: else a file of a million of
/// them would be read at the first search, and held in memory twice.
const MOST_KEPT: usize = 1 << 16;

/// The contexts of a gazetteer, each different one read once.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    /// By alias the number of its context, [`NONE`] or nothing where it has none; empty where there are too many.
    numbers: Vec<u32>,
    hints: Vec<Vec<Hint>>,
}

/// What an alias without a context has for its number.
const NONE: u32 = u32::MAX;

impl Contexts {
    pub(super) fn new(column: &Sparse) -> Self {
        let mut contexts = Self::default();
        if column.aliases.len() > MOST_KEPT {
            return contexts;
        }
        let mut known = Interner::default();
        for (&alias, context) in column.aliases.iter().zip(column.texts.iter()) {
            let number = known.get(context).unwrap_or_else(|| {
                known.add(context);
                contexts.hints.push(parts(context).filter_map(parse_one).collect());
                contexts.hints.len() as u32 - 1
            });
            contexts.numbers.resize(alias as usize, NONE);
            contexts.numbers.push(number);
        }
        contexts
    }
}

impl Inner {
    /// The hints of an alias; `None` where it has no context.
    fn hints(&self, alias: u32) -> Option<Cow<'_, [Hint]>> {
        let contexts = self.contexts_read.get_or_init(|| Contexts::new(&self.contexts));
        if contexts.numbers.is_empty() {
            return self.contexts.get(alias).map(|context| Cow::Owned(parts(context).filter_map(parse_one).collect()));
        }
        let number = contexts.numbers.get(alias as usize).filter(|&&number| number != NONE)?;
        Some(Cow::Borrowed(&contexts.hints[*number as usize]))
    }
}

fn parse_one(part: &str) -> Option<Hint> {
    match part {
        ":whole" => return Some(Hint::Whole),
        ":given" => return Some(Hint::Given),
        ":family" => return Some(Hint::Family),
        ":abroad" => return Some(Hint::Abroad),
        ":town" => return Some(Hint::Town),
        ":state" => return Some(Hint::State),
        ":club" => return Some(Hint::Club),
        ":brand" => return Some(Hint::Brand),
        _ if part.starts_with(':') => {
            return part.strip_prefix(":home=").filter(|id| !id.is_empty()).map(|id| Hint::Home(id.into()));
        }
        _ => {}
    }
    let (sign, rest) = match part.as_bytes().first() {
        Some(b'-') => (Sign::Veto, &part[1..]),
        Some(b'+') => (Sign::Need, &part[1..]),
        _ => (Sign::Raise, part),
    };
    let scopes = [("text:", Scope::Text), ("before:", Scope::Before), ("after:", Scope::After)];
    let scoped = scopes.iter().find_map(|&(name, scope)| Some((scope, rest.strip_prefix(name)?)));
    let (scope, word) = scoped.unwrap_or((Scope::Near, rest));
    let word = word.trim();
    (!word.is_empty()).then(|| Hint::Word(sign, scope, word.into()))
}

/// The article around the mentions that hints are asked about.
#[derive(Debug)]
pub(super) struct Surroundings<'t> {
    text: &'t str,
    /// The day that the article is of, `YYYY-MM-DD`.
    pub(super) day: Option<&'t str>,
    /// What has been looked for in the whole text, and whether it stands there.
    known: HashMap<String, bool, BuildHasherDefault<Mixed>>,
    /// The words of the text, once several phrases were looked for.
    words: Option<Vocabulary>,
    /// How often something was looked for near a name.
    asked_near: usize,
    /// Bodies that may be another country's, in reading order, each with the id of its own.
    doubtful: Vec<(Span, Box<str>)>,
    /// Places that may be towns in America, in reading order.
    towns: Vec<Span>,
    pub(super) neighbours: Neighbours<'t>,
}

impl<'t> Surroundings<'t> {
    pub(super) fn new(text: &'t str, day: Option<&'t str>) -> Self {
        Self {
            text,
            day,
            known: HashMap::default(),
            words: None,
            asked_near: 0,
            doubtful: Vec::new(),
            towns: Vec::new(),
            neighbours: Neighbours::new(text),
        }
    }

    /// The bodies that may be another country's, in offsets of a text in which this one begins at byte `offset`.
    pub(super) fn doubtful(&mut self, offset: usize) -> Vec<(Span, Box<str>)> {
        let doubtful = std::mem::take(&mut self.doubtful);
        doubtful.into_iter().map(|(span, home)| (span.shifted(offset), home)).collect()
    }

    /// The places that may be towns in America, likewise.
    pub(super) fn towns(&mut self, offset: usize) -> Vec<Span> {
        std::mem::take(&mut self.towns).into_iter().map(|span| span.shifted(offset)).collect()
    }

    /// Asks the hints of an alias, of this kind, about a mention at `at`. A veto beats whatever else is said. A hint
    /// on the whole article costs one search of it, however often it is asked, and only a look at its words after the first
    /// few; the others a few hundred bytes.
    pub(super) fn judge(&mut self, inner: &Inner, alias: u32, kind: MatchKind, at: Span) -> Verdict {
        if self.neighbours.are_in_address(at) {
            return Verdict::Vetoed;
        }
        match inner.hints(alias) {
            Some(hints) => {
                let doubtful = self.doubtful.len();
                let verdict = self.weigh(inner, &hints, kind, at);
                if verdict == Verdict::Vetoed {
                    self.doubtful.truncate(doubtful);
                }
                verdict
            }
            None => Verdict::Nothing,
        }
    }

    fn weigh(&mut self, inner: &Inner, hints: &[Hint], kind: MatchKind, at: Span) -> Verdict {
        let mut verdict = Verdict::Nothing;
        let (mut needed, mut met) = (false, false);
        for hint in hints {
            let (sign, scope, word) = match hint {
                Hint::Word(sign, scope, word) => (*sign, *scope, word),
                Hint::Whole if self.neighbours.make_longer(inner, kind, at) => return Verdict::Vetoed,
                Hint::Given if self.neighbours.make_person(inner, at) => return Verdict::Vetoed,
                Hint::Abroad if self.neighbours.follow_state(at) => return Verdict::Vetoed,
                Hint::Club if self.neighbours.make_club(at) => return Verdict::Vetoed,
                Hint::Brand if self.neighbours.is_brand(inner, at) => return Verdict::Vetoed,
                Hint::Town => {
                    self.towns.push(at);
                    continue;
                }
                Hint::State if self.neighbours.follow_town(at) => {
                    (met, verdict) = (true, Verdict::Raised { near: true });
                    continue;
                }
                Hint::Home(id) if self.neighbours.are_abroad(inner, id, at) => return Verdict::Vetoed,
                Hint::Home(id) if needed && !met => {
                    self.doubtful.push((at, id.clone()));
                    continue;
                }
                _ => continue,
            };
            needed |= sign == Sign::Need;
            // What cannot change anything any more is not looked for.
            let told = match sign {
                Sign::Veto => false,
                Sign::Need => met,
                Sign::Raise => matches!(verdict, Verdict::Raised { near } if near || scope == Scope::Text),
            };
            if told {
                continue;
            }
            let holds = match scope {
                Scope::Text => self.holds(word),
                Scope::Near => self.is_near(at, word),
                Scope::Before => ends_with(&self.text[..at.start()], word),
                Scope::After => begins_with(self.text[at.end()..].trim_start_matches([' ', '-', '\u{a0}']), word),
            };
            match sign {
                Sign::Veto if holds => return Verdict::Vetoed,
                Sign::Need => met |= holds,
                Sign::Raise if holds => {
                    verdict = Verdict::Raised { near: scope != Scope::Text };
                }
                _ => {}
            }
        }
        if needed && !met { Verdict::Vetoed } else { verdict }
    }

    /// Whether `word` stands near a name. Where that is asked again and again, what stands nowhere is known soon.
    fn is_near(&mut self, at: Span, word: &str) -> bool {
        self.asked_near += 1;
        if self.asked_near > MANY && !self.holds(word) {
            return false;
        }
        let (text, line) = (self.text, self.neighbours.line_at(at));
        let from = line.start().max(floor(text, at.start().saturating_sub(NEAR)));
        let to = line.end().min(floor(text, at.end() + NEAR));
        holds(&text[from..at.start()], word) || holds(&text[at.end()..to], word)
    }

    /// Whether `phrase` stands anywhere in the article.
    fn holds(&mut self, phrase: &str) -> bool {
        if self.words.as_ref().is_some_and(|words| !words.may_hold(phrase)) {
            return false;
        }
        if let Some(&known) = self.known.get(phrase) {
            return known;
        }
        if self.known.len() == FEW {
            self.words = Some(Vocabulary::of(self.text));
        }
        let found = holds(self.text, phrase);
        self.known.insert(phrase.to_owned(), found);
        found
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str, context: &str, at: Span) -> Verdict {
        weigh(&mut Surroundings::new(text, None), context, at)
    }

    fn weigh(around: &mut Surroundings<'_>, context: &str, at: Span) -> Verdict {
        around.weigh(&Inner::default(), &parse(context).expect("the hints are well formed"), MatchKind::Name, at)
    }

    #[test]
    fn hints_are_whole_words_near_or_anywhere() {
        let text = "A Turkey Sandwich, please.\nAnkara called.";
        let at = Span::new(2, 8);
        assert_eq!(judge(text, "-sandwich", at), Verdict::Vetoed);
        assert_eq!(judge(text, "-sand", at), Verdict::Nothing);
        assert_eq!(judge(text, "ankara", at), Verdict::Nothing);
        assert_eq!(judge(text, "text:ankara", at), Verdict::Raised { near: false });
        assert_eq!(judge(text, "text:ankara; please", at), Verdict::Raised { near: true });
        assert_eq!(judge(text, "please; -text:ankara called", at), Verdict::Vetoed);
    }

    #[test]
    fn hints_right_beside_and_needs() {
        let text = "Mr. Quill and President Ames met Ames-Co at noon.";
        let (quill, ames) = (Span::new(4, 9), Span::new(24, 28));
        assert_eq!(judge(text, "+before:Mr", quill), Verdict::Nothing);
        assert_eq!(judge(text, "+before:President", quill), Verdict::Vetoed);
        assert_eq!(judge(text, "+before:mr; +before:president", ames), Verdict::Nothing);
        assert_eq!(judge(text, "+before:resident", ames), Verdict::Vetoed);
        assert_eq!(judge(text, "-after:met", ames), Verdict::Vetoed);
        assert_eq!(judge(text, "-after:me", ames), Verdict::Nothing);
        assert_eq!(judge(text, "-after:co", Span::new(33, 37)), Verdict::Vetoed);
        assert_eq!(judge(text, "+text:noon; +text:midnight; before:president", ames), Verdict::Raised { near: true });
        assert_eq!(judge(text, "+text:midnight; before:president", ames), Verdict::Vetoed);
    }

    #[test]
    fn near_is_within_so_many_bytes_and_never_cuts_a_letter() {
        // The é of the first word takes the last byte that is near, and one that is not.
        let text = format!("étude{}Quill, étude", " ".repeat(NEAR - 5));
        let at = Span::new(NEAR + 1, NEAR + 6);
        assert_eq!(at.of(&text), "Quill");
        assert_eq!(judge(&text[..at.end()], "étude", at), Verdict::Raised { near: true });
        let far = format!("tude{}Quill", " ".repeat(NEAR - 3));
        assert_eq!(judge(&far, "tude", Span::new(NEAR + 1, NEAR + 6)), Verdict::Nothing);
    }

    #[test]
    fn what_is_asked_often_is_answered_alike() {
        let text = "A Turkey Sandwich, please.\nAnkara called.";
        let at = Span::new(2, 8);
        let mut around = Surroundings::new(text, None);
        for nth in 0..3 * MANY {
            let other = format!("other{nth}");
            for (context, verdict) in [
                ("sandwich", Verdict::Raised { near: true }),
                ("ankara", Verdict::Nothing),
                ("text:ankara called", Verdict::Raised { near: false }),
                (other.as_str(), Verdict::Nothing),
            ] {
                assert_eq!(weigh(&mut around, context, at), verdict, "{context} after {nth}");
            }
        }
        // What was not asked before, too.
        for (context, verdict) in [
            ("text:called", Verdict::Raised { near: false }),
            ("text:sandwich, please", Verdict::Raised { near: false }),
            ("text:sandwich called", Verdict::Nothing),
            ("please", Verdict::Raised { near: true }),
        ] {
            assert_eq!(weigh(&mut around, context, at), verdict, "{context}");
        }
    }

    #[test]
    fn a_hint_has_a_word() {
        assert_eq!(parse("a; -text:b c; :whole; :home=US;").map(|hints| hints.len()), Ok(4));
        assert_eq!(parse("a; -"), Err("the context \"-\" has no word".to_owned()));
        assert!(parse(":wholly").is_err_and(|error| error.starts_with("unknown rule \":wholly\"; accepted:")));
    }
}
