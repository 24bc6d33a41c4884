//! Which words of a text may begin an alias of any table, by eight bytes at once.
//!
//! Most of what passes the [openings](super::sets::Openings) is a frequent word that some long alias begins with: "the", "New".
//! Eight bytes from there on reach into the word after it, and tell nearly all of these. Of an alias that is shorter its first
//! word counts by itself.

use super::hash::head;
use super::kinds::CaseMode;
use super::pool::Pool;
use super::words::Words;
use crate::text::is_word;

/// The bit that makes small letters of capital ones, in all bytes but the first: names in capitals are the same here.
const SMALL: u64 = 0x2020_2020_2020_2000;

/// Two bits for each number of eight bytes, in the block that its uppermost bits say.
#[derive(Debug)]
struct Bits<const BLOCKS: usize>(Box<[u64; BLOCKS]>);

/// See the module.
#[derive(Debug)]
pub(super) struct Heads {
    /// Of all aliases: half of the processor's nearest cache.
    all: Bits<2048>,
    /// Of those that are sought in any case, which are few.
    lower: Bits<256>,
}

impl Heads {
    /// With more aliases most words would get through.
    const MOST: usize = 1 << 14;

    /// The heads of all aliases of a pool and of their variants, of which those in small letters may be sought in any case;
    /// `None` of too many.
    pub(super) fn new(pool: &Pool) -> Option<Self> {
        if pool.len() > Self::MOST {
            return None;
        }
        let mut heads = Self { all: Bits(Box::new([0; _])), lower: Bits(Box::new([0; _])) };
        for record in pool.records() {
            let head = head(record.text, 0, first_word(record.text).min(8));
            heads.all.add(head);
            if record.text.first().is_some_and(u8::is_ascii_lowercase) {
                heads.all.add(head ^ 0x20);
            }
            if record.traits().case == CaseMode::Ignore {
                heads.lower.add(head | 0x20);
            }
        }
        Some(heads)
    }

    /// Whether a word of nothing but letters and digits of ASCII may be all of an alias.
    pub(super) fn may_be(&self, word: &[u8]) -> bool {
        let head = head(word, 0, word.len().min(8));
        self.all.has(head) || self.lower.has(head | 0x20)
    }

    /// Of places where words begin those with which an alias may begin, moved to the front; gives their number.
    pub(super) fn keep(&self, text: &[u8], words: &Words, places: &mut [u32]) -> usize {
        let mut kept = 0;
        for nth in 0..places.len() {
            let at = places[nth];
            let heads = heads_at(text, words, at);
            places[kept] = at;
            kept += usize::from(heads.into_iter().fold(false, |any, head| any | self.all.has(head)));
        }
        kept
    }

    /// Whether an alias that is sought in any case may begin there.
    #[inline(never)]
    pub(super) fn may_be_lower(&self, text: &[u8], words: &Words, at: u32) -> bool {
        heads_at(text, words, at).into_iter().any(|head| self.lower.has(head | 0x20))
    }
}

/// The length of an alias that is no shorter than eight bytes, of others that of their first word.
fn first_word(alias: &[u8]) -> usize {
    let short = if alias.len() < 8 { std::str::from_utf8(alias).ok() } else { None };
    short.and_then(|alias| alias.find(|c| !is_word(c))).unwrap_or(alias.len())
}

/// The eight bytes from a word on, and those of them that are its own.
#[inline(always)]
fn heads_at(text: &[u8], words: &Words, at: u32) -> [u64; 2] {
    let eight = head(text, at as usize, at as usize + 8);
    [eight, eight & !0 >> (64 - 8 * words.onward(0).length(at).clamp(1, 8))]
}

impl<const BLOCKS: usize> Bits<BLOCKS> {
    fn add(&mut self, head: u64) {
        let (block, bits) = Self::place(head);
        self.0[block] |= bits;
    }

    #[inline(always)]
    fn has(&self, head: u64) -> bool {
        let (block, bits) = Self::place(head);
        self.0[block] & bits == bits
    }

    #[inline(always)]
    fn place(head: u64) -> (usize, u64) {
        let number = (head | SMALL).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((number >> 48) as usize % BLOCKS, 1 << (number >> 40 & 63) | 1 << (number >> 34 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
    use super::super::{CaseMode, Gazetteer};

    const ALIASES: [&str; 12] = [
        "Osk",
        "New Osk",
        "the Osk Bank",
        "U.S.",
        "É",
        "Éire Bank",
        "new",
        "of",
        "Lund-Osk",
        "Osk Quill Bank",
        "3M",
        "Nordfolds",
    ];

    fn gazetteer() -> Gazetteer {
        let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
        for (nth, alias) in ALIASES.iter().enumerate() {
            let mut record = AliasRecord::new("X", "", alias);
            record.case = Some([CaseMode::Smart, CaseMode::Ignore, CaseMode::Exact][nth % 3]);
            builder.add(&record).expect("the alias is taken");
        }
        builder.build().expect("building has no way to fail")
    }

    #[test]
    fn what_is_not_picked_begins_no_alias() {
        use proptest::prelude::*;
        let (picked, sifted) = (gazetteer(), gazetteer());
        let inner = sifted.inner();
        let both = inner.cased.as_ref().zip(inner.lower.as_ref());
        let openings =
            both.map(|(cased, lower)| cased.openings.with_lower(&lower.openings)).expect("there are both tables");
        inner.openings.set((openings, None)).expect("nothing was sought yet");
        let text = "((Osk|OSK|osk|New|NEW|new|the|The|Bank|bank|U\\.S\\.|US|us|É|Éire|of|OF|Lund|Quill|3m|3M|Nordfolds?|a)\
                    [ .,\n’-]{1,2}){0,40}";
        proptest!(|(text in text)| {
            let all = |gazetteer: &Gazetteer| gazetteer.spans(&text).collect::<Vec<_>>();
            prop_assert_eq!(all(&picked), all(&sifted), "{}", text);
        });
        for alias in ALIASES {
            let text = format!("{}{alias}", "ö ".repeat(30));
            assert_eq!(picked.spans(&text).count(), 1, "{alias}");
        }
    }

    #[test]
    fn what_begins_with_a_mark_is_found_though_no_word_is_picked() {
        let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
        for (alias, case) in [("Quill", CaseMode::Smart), (".osk", CaseMode::Ignore)] {
            builder.add(&AliasRecord { case: Some(case), ..AliasRecord::new("X", "", alias) }).expect("it is a name");
        }
        let gazetteer = builder.build().expect("building has no way to fail");
        assert_eq!(gazetteer.spans("lund .Osk").count(), 1);
    }

    #[test]
    fn words_that_are_no_alias_are_mostly_known() {
        let heads = super::Heads::new(&gazetteer().inner().pool).expect("the aliases are few");
        assert!(["Osk", "OSK", "3M", "Nordfolds", "new", "NEW"].iter().all(|word| heads.may_be(word.as_bytes())));
        assert!(!["Quill", "Oskar", "Nord", "Nordberg"].iter().any(|word| heads.may_be(word.as_bytes())));
    }
}
