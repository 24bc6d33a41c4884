//! The word lists, and looking a word up in them.
//!
//! A list file holds sections; each section is a [`Class`], a thing that a rule can ask about a word. Words are written
//! without their last full stop. A word that begins with a capital is meant only when it does so in the text too
//! ("Miss." may be Mississippi, "miss." is not); a word marked `~` counts only where its language was asked for,
//! because it is something else in another. In the mixture a `[starter]` of a language other than English needs a small
//! letter in the next word ("S.A. Le groupe"), and an `[own-starter]` does not count. The tables are made once, at first
//! use, and shared by every splitter.

use std::sync::LazyLock;

use super::Lang;
use crate::text::remarks::without_remarks;

/// What a list says about its words: each a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Class {
    /// Its stop never ends a sentence: the next word belongs to it ("Mr. Lee", "vs. the").
    Binds = 1,
    /// The same, before a number only ("No. 10", "pp. 4").
    Numbered = 1 << 1,
    /// Ends a sentence only where the next word starts one ("Inc.", "U.S.", "Jr.").
    Suffix = 1 << 2,
    /// Ends a sentence before any capital ("etc.", "p.m.").
    Closing = 1 << 3,
    /// Hardly ever capitalised but at the start of a sentence ("The", "However").
    Starter = 1 << 4,
    /// Belongs to a time of day before it ("EST", "Monday").
    Hour = 1 << 5,
    /// Says that a quotation came before ("said", "asked").
    Speech = 1 << 6,
    /// Belongs to an ordinal number before it, as in "3. Oktober".
    AfterOrdinal = 1 << 7,
    /// Starts a sentence even in small letters ("i", "they").
    SmallStarter = 1 << 9,
    /// A plain noun that starts a sentence where small letters follow ("Officials said").
    NounStarter = 1 << 10,
    /// A name written with an exclamation mark ("Yahoo!").
    Exclaims = 1 << 8,
    /// Takes a letter as its number ("Group A", "vitamin C").
    Lettered = 1 << 11,
    /// A verb that shows the words before it to be its subject ("is", "declined").
    Verb = 1 << 12,
    /// An office: what a name has before it ("Chairman", "Mayor").
    Office = 1 << 13,
    /// A state or province, which stands after a town and a comma ("Salem, Ore."); means what `Suffix` means, too.
    State = 1 << 14,
}

const SECTIONS: [(&str, Class); 16] = [
    ("binds", Class::Binds),
    ("numbered", Class::Numbered),
    ("suffix", Class::Suffix),
    ("closing", Class::Closing),
    ("starter", Class::Starter),
    ("own-starter", Class::Starter),
    ("small-starter", Class::SmallStarter),
    ("noun-starter", Class::NounStarter),
    ("hour", Class::Hour),
    ("speech", Class::Speech),
    ("after-ordinal", Class::AfterOrdinal),
    ("exclaims", Class::Exclaims),
    ("lettered", Class::Lettered),
    ("verb", Class::Verb),
    ("office", Class::Office),
    ("state", Class::State),
];

/// Classes of a word, as bits of [`Class`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    #[inline]
    pub(super) const fn has(self, class: Class) -> bool {
        self.0 & class as u32 != 0
    }

    /// What holds of `word` when the lists say `listed`.
    #[inline]
    fn met(listed: u64, word: &str, capital: bool) -> Self {
        let ways = if capital { listed | listed >> CAPITAL } else { listed };
        let calm = ways >> CALM != 0 && !is_shouted(word);
        Self((if calm { ways | ways >> CALM } else { ways }) as u32 & 0xffff)
    }

    /// Whether the word is neither an abbreviation nor a name with a mark.
    #[inline]
    pub(super) const fn is_plain(self) -> bool {
        self.0 & (ABBREVIATIONS | Class::Exclaims as u32) == 0
    }
}

/// Whether a word of two letters or more has nothing but capitals, as acronyms have.
fn is_shouted(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// A word in lower case as one integer: equal words, equal keys. Words of more than 16 bytes have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u128);

const KEY_BYTES: usize = 16;
/// Bits of [`Words::known`].
const KNOWN: usize = 1 << 15;

impl Key {
    #[inline]
    pub(super) fn new(word: &str) -> Option<Self> {
        if word.is_empty() || word.len() > KEY_BYTES {
            return None;
        }
        if word.is_ascii() {
            return Some(Self(small_letters(packed(word.as_bytes()))));
        }
        let mut bytes = [0; KEY_BYTES];
        let mut used = 0;
        for c in word.chars().flat_map(char::to_lowercase) {
            let to = bytes.get_mut(used..used + c.len_utf8())?;
            used += c.encode_utf8(to).len();
        }
        Some(Self(u128::from_le_bytes(bytes)))
    }

    #[inline]
    const fn slot(self, slots: usize) -> usize {
        let folded = (self.0 as u64) ^ ((self.0 >> 64) as u64).rotate_left(29);
        (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (slots - 1)
    }
}

/// Up to 16 bytes, the first one lowest, zeros above. Reads overlap instead of depending on the length.
#[inline]
fn packed(bytes: &[u8]) -> u128 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
    }
    bytes.iter().rev().fold(0, |packed, &byte| packed << 8 | u128::from(byte))
}

/// ASCII bytes with their capitals made small, all at once.
#[inline]
const fn small_letters(bytes: u128) -> u128 {
    const ONES: u128 = u128::MAX / 0xff;
    let from_a = bytes + ONES * (0x80 - b'A' as u128);
    let past_z = bytes + ONES * (0x80 - b'Z' as u128 - 1);
    let capitals = from_a & !past_z & (ONES * 0x80);
    bytes | capitals >> 2
}

#[inline]
const fn short_slot(word: u64, slots: usize) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & (slots - 1)
}

/// The classes that make an abbreviation.
const ABBREVIATIONS: u32 =
    Class::Binds as u32 | Class::Numbered as u32 | Class::Suffix as u32 | Class::Closing as u32 | Class::State as u32;

// How a word must be written in the text for a class to hold: each way has 16 bits of its own.
/// With a capital.
const CAPITAL: u32 = 16;
/// Not all in capitals: "NK" is no "nk".
const CALM: u32 = 32;

/// The words of one choice of language, in open addressing at most half full.
#[derive(Debug)]
pub(super) struct Words {
    slots: Vec<(u128, u64)>,
    /// A bit for every key, by its hash: most words are in no list, and this says so from the nearest cache.
    known: Box<[u64; KNOWN / 64]>,
    /// The abbreviations of at most seven bytes, in small letters, as the first half of their keys.
    short: Vec<u64>,
}

impl Words {
    /// The words for `lang`, or the safe mixture, which also serves the languages without a list of their own.
    pub(super) fn of(lang: Option<Lang>) -> &'static Self {
        static TABLES: [LazyLock<Words>; 13] = [
            LazyLock::new(|| Words::build(None)),
            LazyLock::new(|| Words::build(Some(Lang::En))),
            LazyLock::new(|| Words::build(Some(Lang::De))),
            LazyLock::new(|| Words::build(Some(Lang::Fr))),
            LazyLock::new(|| Words::build(Some(Lang::Es))),
            LazyLock::new(|| Words::build(Some(Lang::It))),
            LazyLock::new(|| Words::build(Some(Lang::Pt))),
            LazyLock::new(|| Words::build(Some(Lang::Nl))),
            LazyLock::new(|| Words::build(Some(Lang::Ru))),
            LazyLock::new(|| Words::build(Some(Lang::Zh))),
            LazyLock::new(|| Words::build(Some(Lang::Ja))),
            LazyLock::new(|| Words::build(Some(Lang::Ar))),
            LazyLock::new(|| Words::build(Some(Lang::Hi))),
        ];
        lang.and_then(|lang| TABLES.get(lang as usize + 1)).unwrap_or(&TABLES[0])
    }

    /// What the lists say about `word`, written with a capital or not.
    #[inline]
    pub(super) fn classes(&self, word: &str, capital: bool) -> Classes {
        let Some(key) = Key::new(word) else { return Classes::default() };
        let bit = key.slot(KNOWN);
        if self.known[bit / 64] >> (bit % 64) & 1 == 0 {
            return Classes::default();
        }
        let mut slot = key.slot(self.slots.len());
        loop {
            let (found, classes) = self.slots[slot];
            if found == key.0 {
                return Classes::met(classes, word, capital);
            }
            if found == 0 {
                return Classes::default();
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Whether the short word with these bytes, small letters all, is an abbreviation in some of its senses. Its first
    /// letter is the lowest byte.
    #[inline]
    pub(super) fn abbreviates(&self, word: u64) -> bool {
        let mut slot = short_slot(word, self.short.len());
        loop {
            match self.short[slot] {
                0 => return false,
                found if found == word => return true,
                _ => slot = (slot + 1) & (self.short.len() - 1),
            }
        }
    }

    fn build(lang: Option<Lang>) -> Self {
        let mut entries: Vec<(u128, u64)> = Vec::new();
        for (of, list) in LISTS {
            // Without a language the mixture is English, and of the others what nobody could mistake.
            let (serves, safe_only) = match (of, lang) {
                (For::All, _) | (For::Only(Lang::En), None) => (true, false),
                (For::Mixture, lang) => (lang.is_none(), false),
                (For::Only(_), None) => (true, true),
                (For::Only(of), Some(lang)) => (of == lang, false),
            };
            for mut entry in entries_of(list).filter(|_| serves) {
                // Half of the starters are names or words in another language ("Le", "Los"): the next word tells.
                let latin = entry.word.starts_with(|c: char| c < '\u{370}');
                if safe_only && latin && entry.class == Class::Starter && !entry.own {
                    entry.class = Class::NounStarter;
                } else if safe_only && (entry.only_if_asked || entry.own) {
                    continue;
                }
                let Some(Key(key)) = Key::new(entry.word) else { continue };
                let capital = entry.word.chars().next().is_some_and(char::is_uppercase);
                // English headlines shout ("GEN. HOLT"); elsewhere a shouted word is an acronym.
                let calm = !matches!(of, For::All | For::Only(Lang::En)) && !is_shouted(entry.word);
                let class = (entry.class as u64) << (u32::from(capital) * CAPITAL + u32::from(calm) * CALM);
                entries.push((key, class));
            }
        }
        let mut slots = vec![(0, 0); (entries.len() * 2).next_power_of_two()];
        let mut known = Box::new([0; KNOWN / 64]);
        for (key, classes) in entries {
            let bit = Key(key).slot(KNOWN);
            known[bit / 64] |= 1 << (bit % 64);
            let mut slot = Key(key).slot(slots.len());
            while slots[slot].0 != 0 && slots[slot].0 != key {
                slot = (slot + 1) & (slots.len() - 1);
            }
            // A word may stand in several lists.
            slots[slot] = (key, slots[slot].1 | classes);
        }
        let abbreviations: Vec<u64> = slots
            .iter()
            .filter(|&&(key, classes)| {
                key >> 56 == 0
                    && [0, CAPITAL, CALM, CALM + CAPITAL].iter().any(|way| (classes >> way) as u32 & ABBREVIATIONS != 0)
            })
            .map(|&(key, _)| key as u64)
            .collect();
        let mut short = vec![0; (abbreviations.len() * 4).next_power_of_two()];
        for word in abbreviations {
            let mut slot = short_slot(word, short.len());
            while short[slot] != 0 {
                slot = (slot + 1) & (short.len() - 1);
            }
            short[slot] = word;
        }
        Self { slots, known, short }
    }
}

/// Whom a list serves.
#[derive(Clone, Copy, Debug)]
enum For {
    /// Every language and the mixture.
    All,
    /// A language, and the mixture with what is not marked.
    Only(Lang),
    /// The mixture alone.
    Mixture,
}

/// The list files.
const LISTS: [(For, &str); 14] = [
    (For::All, without_remarks!(include_str!("lists/common.txt"))),
    (For::Mixture, without_remarks!(include_str!("lists/others.txt"))),
    (For::Only(Lang::En), without_remarks!(include_str!("lists/en.txt"))),
    (For::Only(Lang::De), without_remarks!(include_str!("lists/de.txt"))),
    (For::Only(Lang::Fr), without_remarks!(include_str!("lists/fr.txt"))),
    (For::Only(Lang::Es), without_remarks!(include_str!("lists/es.txt"))),
    (For::Only(Lang::It), without_remarks!(include_str!("lists/it.txt"))),
    (For::Only(Lang::Pt), without_remarks!(include_str!("lists/pt.txt"))),
    (For::Only(Lang::Nl), without_remarks!(include_str!("lists/nl.txt"))),
    (For::Only(Lang::Ru), without_remarks!(include_str!("lists/ru.txt"))),
    (For::Only(Lang::Zh), without_remarks!(include_str!("lists/zh.txt"))),
    (For::Only(Lang::Ja), without_remarks!(include_str!("lists/ja.txt"))),
    (For::Only(Lang::Ar), without_remarks!(include_str!("lists/ar.txt"))),
    (For::Only(Lang::Hi), without_remarks!(include_str!("lists/hi.txt"))),
];

struct Entry<'l> {
    word: &'l str,
    class: Class,
    only_if_asked: bool,
    /// Whether it stands under `[own-starter]`.
    own: bool,
}

fn entries_of(list: &str) -> impl Iterator<Item = Entry<'_>> {
    let mut section = None;
    let mut own = false;
    list.lines().flat_map(move |line| {
        let line = line.split('#').next().unwrap_or_default();
        if let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            own = name.starts_with("own");
            section = SECTIONS.iter().find(|known| known.0 == name).map(|known| known.1);
            return Vec::new();
        }
        let Some(class) = section else { return Vec::new() };
        line.split_whitespace()
            .map(|word| match word.strip_prefix('~') {
                Some(word) => Entry { word, class, own, only_if_asked: true },
                None => Entry { word, class, own, only_if_asked: false },
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_well_formed() {
        for (lang, list) in LISTS {
            let mut section = "";
            for line in list.lines() {
                let line = line.split('#').next().unwrap_or_default().trim();
                if line.starts_with('[') {
                    section = line;
                    let name = line.trim_matches(['[', ']']);
                    assert!(SECTIONS.iter().any(|known| known.0 == name), "{lang:?}: no section is called {line}");
                } else {
                    assert!(line.is_empty() || !section.is_empty(), "{lang:?}: {line} stands before any section");
                }
            }
            let mut seen = std::collections::HashSet::new();
            for entry in entries_of(list) {
                assert!(Key::new(entry.word).is_some(), "{lang:?}: {} is longer than a key", entry.word);
                // The short cut of `fast` takes a word with so many letters at its end for no abbreviation.
                let letters = entry.word.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
                assert!(letters < 8 || entry.class as u32 & ABBREVIATIONS == 0, "{lang:?}: {} is too long", entry.word);
                assert!(!entry.word.ends_with('.'), "{lang:?}: {} is written with its stop", entry.word);
                assert!(seen.insert((entry.word, entry.class as u32)), "{lang:?}: {} stands twice", entry.word);
            }
        }
    }

    #[test]
    fn a_list_opens_with_its_policy() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sentence/lists");
        let files: Vec<_> = std::fs::read_dir(folder).expect("the lists").flatten().map(|file| file.path()).collect();
        assert_eq!(files.len(), LISTS.len());
        for file in files {
            assert!(std::fs::read_to_string(&file).is_ok_and(|list| list.starts_with("# ")), "{}", file.display());
        }
    }

    #[test]
    fn words_of_every_length_are_packed() {
        let word = b"abcdefghijklmnop";
        for length in 0..=word.len() {
            let bytes = word[..length].iter().rev();
            let slow = bytes.fold(0, |all, &byte| all << 8 | u128::from(byte));
            assert_eq!(packed(&word[..length]), slow, "{length}");
        }
    }

    #[test]
    fn a_capital_in_the_list_asks_for_one_in_the_text() {
        let words = Words::of(Some(Lang::En));
        assert!(words.classes("Miss", true).has(Class::State));
        assert!(words.classes("miss", false).is_plain());
        assert!(words.classes("u.s", false).has(Class::Suffix) && words.classes("U.S", true).has(Class::Suffix));
    }

    #[test]
    fn the_mixture_leaves_out_what_is_a_word_elsewhere() {
        assert!(Words::of(Some(Lang::De)).classes("Die", true).has(Class::Starter));
        assert!(!Words::of(None).classes("Die", true).has(Class::Starter));
        assert!(Words::of(None).classes("bzw", false).has(Class::Binds));
    }
}
