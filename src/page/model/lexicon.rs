//! Words that speak for story or against it: a learned weight each.
//!
//! The file has one word's beginning (at most six bytes, small letters), a blank and a weight in hundredths of log-odds a
//! line; lines that begin with `#` are remarks.

/// Word beginnings with their weights.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Open addressing: the word's number above its weight of sixteen bits, 0 where free.
    slots: Vec<u64>,
    shift: u32,
    /// A bit where each word's number would put it in a table of as many bits: most words are known by it to have no
    /// weight.
    known: [u64; 1 << (KNOWN - 6)],
}

const KNOWN: u32 = 14;

/// What a line's words say together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Verdict {
    /// Sum of the weights that speak for story.
    pub for_story: f32,
    /// Sum of the weights that speak against it (below 0).
    pub against: f32,
}

impl Lexicon {
    /// Reads a table; `None` if a line of it is no entry.
    pub(super) fn read(table: &str) -> Option<Self> {
        let rows: Vec<(u64, i16)> = table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let (word, weight) = line.split_once(' ')?;
                let key = word.bytes().fold(0, |key, byte| key << 8 | u64::from(byte));
                (1..=6).contains(&word.len()).then_some((key, weight.parse().ok()?))
            })
            .collect::<Option<_>>()?;
        let bits = (rows.len() * 2).next_power_of_two().trailing_zeros().max(4);
        let mut lexicon = Self { slots: vec![0; 1 << bits], shift: 64 - bits, known: [0; 1 << (KNOWN - 6)] };
        for (key, weight) in rows {
            let mut at = lexicon.start(key);
            while lexicon.slots[at] != 0 {
                at = (at + 1) & (lexicon.slots.len() - 1);
            }
            lexicon.slots[at] = key << 16 | u64::from(weight.cast_unsigned());
            let (word, bit) = place(key);
            lexicon.known[word] |= bit;
        }
        Some(lexicon)
    }

    fn start(&self, key: u64) -> usize {
        (mixed(key) >> self.shift) as usize
    }

    fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = place(key);
        self.known[word] & bit != 0
    }

    /// What these words say.
    pub(super) fn weigh(&self, words: &[u64]) -> Verdict {
        let (mut good, mut bad) = (0_i32, 0_i32);
        for &key in words.iter().filter(|key| self.may_hold(**key)) {
            let mut at = self.start(key);
            while self.slots[at] != 0 {
                if self.slots[at] >> 16 == key {
                    let weight = i32::from(self.slots[at] as i16);
                    (good, bad) = (good + weight.max(0), bad + weight.min(0));
                    break;
                }
                at = (at + 1) & (self.slots.len() - 1);
            }
        }
        Verdict { for_story: good as f32 / 100.0, against: bad as f32 / 100.0 }
    }
}

fn mixed(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Which bit of the known words a number has.
#[inline]
fn place(key: u64) -> (usize, u64) {
    let bit = mixed(key) >> (64 - KNOWN);
    ((bit >> 6) as usize, 1 << (bit & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_weighed() {
        let lexicon = Lexicon::read("# remark\nsubscr -120\nsaid 35\n").expect("a sound table");
        let key = |word: &str| word.bytes().fold(0, |key, byte| key << 8 | u64::from(byte));
        let verdict = lexicon.weigh(&[key("subscr"), key("said"), key("subscr"), key("other")]);
        assert_eq!(verdict, Verdict { for_story: 0.35, against: -2.4 });
        assert!(Lexicon::read("word\n").is_none() && Lexicon::read("longword 3\n").is_none());
    }
}
