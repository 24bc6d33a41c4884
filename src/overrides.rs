//! What a person has decided about pieces of text, replayed wherever the same text of the same source comes back.
//!
//! A decision is found by *content*, not by place: a 64-bit number ([`key`]) of its kind, the page's source and the text
//! it is about, white space evened out. So it survives another order of pages, a page that was scraped again, and rules
//! that cut differently around it. It is about
//! - a **segment**: the label that the text of a segment gets;
//! - an **article**: one begins with the line of this text, or none does with its segment;
//! - a **mention**: the entity, or none, that a surface names in a sentence (or in a segment outside the clean text).
//!
//! A decision without a source holds for pages of every source; one with the page's own source goes first.
//!
//! # Limits
//! A text that a rule now cuts at other places has another key: the decision is then silent, and does no harm.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::page::{Decider, Label};
use crate::text::is_space;
use crate::{Error, Result};

/// Decisions by key. Looking one up takes time linear in the text that it is about.
#[derive(Debug, Default)]
pub struct Overrides {
    /// Each with whether a page has held its text.
    decisions: HashMap<u64, (Decision, AtomicBool)>,
}

#[derive(Debug)]
enum Decision {
    Label(Label),
    Joined,
    Begins,
    /// Empty: no entity.
    Entity(String),
}

impl Overrides {
    /// Decisions from rows: a key in hexadecimal, what is decided (`label`, `joined`, `begins`, `entity`) and its value,
    /// with a blank between each.
    ///
    /// # Errors
    /// A row of another form, or a label that is not known.
    pub fn new<'a>(rows: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut decisions = HashMap::new();
        for row in rows {
            let mut parts = row.splitn(3, ' ');
            let key = parts.next().and_then(|key| u64::from_str_radix(key, 16).ok());
            let (Some(key), what, Some(value)) = (key, parts.next(), parts.next()) else {
                return Err(Error::bad_option("override", row, "it is not of the form `key what value`"));
            };
            let decision = match what {
                Some("label") => Decision::Label(value.parse()?),
                Some("joined") => Decision::Joined,
                Some("begins") => Decision::Begins,
                Some("entity") => Decision::Entity(value.to_owned()),
                other => {
                    return Err(Error::unknown_value(
                        "kind of override",
                        other.unwrap_or(""),
                        ["label", "joined", "begins", "entity"],
                    ));
                }
            };
            decisions.insert(key, (decision, AtomicBool::new(false)));
        }
        Ok(Self { decisions })
    }

    /// The decisions that hold for pages of `source`.
    pub fn of<'a>(&'a self, source: Option<&'a str>) -> OfSource<'a> {
        OfSource { overrides: self, source }
    }

    fn get(&self, kind: &str, source: Option<&str>, text: &str, surface: &str) -> Option<&Decision> {
        let own = source.and_then(|source| self.decisions.get(&key(kind, source, text, surface)));
        let (decision, met) = own.or_else(|| self.decisions.get(&key(kind, "", text, surface)))?;
        met.store(true, Ordering::Relaxed);
        Some(decision)
    }

    /// The keys of the decisions that no page so far has asked for, in no particular order.
    pub fn unused(&self) -> impl Iterator<Item = u64> + '_ {
        self.decisions.iter().filter(|(_, (_, met))| !met.load(Ordering::Relaxed)).map(|(key, _)| *key)
    }
}

/// The decisions that hold for the pages of one source.
#[derive(Debug, Clone, Copy)]
pub struct OfSource<'a> {
    overrides: &'a Overrides,
    source: Option<&'a str>,
}

impl OfSource<'_> {
    /// The id of the entity that `surface` was decided to name in `context`; empty: none.
    pub fn entity(&self, context: &str, surface: &str) -> Option<&str> {
        match self.overrides.get("mention", self.source, context, surface)? {
            Decision::Entity(id) => Some(id),
            _ => None,
        }
    }
}

impl Decider for OfSource<'_> {
    fn label(&self, text: &str) -> Option<Label> {
        match self.overrides.get("segment", self.source, text, "")? {
            Decision::Label(label) => Some(*label),
            _ => None,
        }
    }

    fn joined(&self, text: &str) -> bool {
        matches!(self.overrides.get("article", self.source, text, ""), Some(Decision::Joined))
    }

    fn begins(&self, text: &str) -> bool {
        matches!(self.overrides.get("article", self.source, text, ""), Some(Decision::Begins))
    }
}

/// The number that a decision is found by: FNV-1a over kind, source, text and surface, a byte 0 between them; runs of
/// white space in the text count as one blank, those at its ends as nothing.
///
/// ```
/// use newscore::overrides::key;
/// assert_eq!(key("segment", "Osk Herald", "Read  more\n", ""), key("segment", "Osk Herald", "Read more", ""));
/// assert_ne!(key("segment", "Osk Herald", "Read more", ""), key("segment", "", "Read more", ""));
/// ```
pub fn key(kind: &str, source: &str, text: &str, surface: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for part in [kind, source] {
        add(part.as_bytes());
        add(&[0]);
    }
    for (at, word) in text.split(is_space).filter(|word| !word.is_empty()).enumerate() {
        add(if at > 0 { b" " } else { b"" });
        add(word.as_bytes());
    }
    add(&[0]);
    add(surface.as_bytes());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_source_goes_first_and_others_are_not_asked() -> Result<()> {
        let row = |source: &str, label: &str| format!("{:016x} label {label}", key("segment", source, "Share", ""));
        let rows = [row("", "ui-text"), row("herald", "body")];
        let overrides = Overrides::new(rows.iter().map(String::as_str))?;
        assert_eq!(overrides.of(Some("herald")).label(" Share "), Some(Label::Body));
        assert_eq!(overrides.of(Some("courier")).label("Share"), Some(Label::UiText));
        assert_eq!(overrides.of(None).label("Share"), Some(Label::UiText));
        assert_eq!(overrides.of(None).label("Share this"), None);
        assert!(!overrides.of(None).joined("Share"));
        Ok(())
    }

    #[test]
    fn what_no_page_held_is_unused() -> Result<()> {
        let row = |text: &str| format!("{:016x} begins ", key("article", "", text, ""));
        let rows = [row("Fog shuts port"), row("Mill opens")];
        let overrides = Overrides::new(rows.iter().map(String::as_str))?;
        assert!(!overrides.of(None).joined("Share") && overrides.of(Some("herald")).begins(" Fog shuts  port"));
        assert_eq!(overrides.unused().collect::<Vec<_>>(), [key("article", "", "Mill opens", "")]);
        Ok(())
    }

    #[test]
    fn malformed_rows_are_refused() {
        for row in ["", "zz label body", "00 label", "00 label bodi", "00 lable body"] {
            assert!(Overrides::new([row]).is_err(), "{row:?}");
        }
    }
}
