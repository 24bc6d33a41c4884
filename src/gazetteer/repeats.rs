//! Texts that say the same thing again and again, of which only the first time is searched.
//!
//! What stands at a place depends on nothing but the text from the character before it to a little beyond the reach of
//! the longest alias. So where a text repeats itself for longer than that, the answer is the one of a period before. That
//! keeps a text made of one name from costing many times as much as other texts do.

use super::index::shared;
use super::scan::Hit;

/// More bytes than the characters take that decide about the edges of a match.
const EDGE: usize = 8;

/// How many matches a period may have.
const KEPT: usize = 4;

/// How near a match must follow the place from which it was sought, for a repetition to be worth noticing.
const NEAR: usize = 16;

/// What was found before, once two matches were near each other: most texts need none of it.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// Whether the last match was a near one.
    near: bool,
    known: Option<Box<Known>>,
}

/// The answers before, and how far the text is known to repeat itself.
#[derive(Debug, Default)]
struct Known {
    /// From where on the last few were asked for, the eight bytes around that place, and the matches found.
    places: [usize; KEPT],
    around: [u64; KEPT],
    hits: [Hit; KEPT],
    /// Up to where these may be taken for what is found again.
    reaches: [usize; KEPT],
    count: usize,
    period: usize,
    until: usize,
    /// Where the text may be looked at again, so that looking costs a part of what searching does.
    again: usize,
}

impl Repeats {
    /// The match from `from` on, where the text says so by repeating itself; `longest` is the length of the longest alias.
    #[inline(always)]
    pub(super) fn answer(&mut self, bytes: &[u8], from: usize, longest: usize) -> Option<Hit> {
        if !self.near {
            return None;
        }
        let hit = self.known.as_mut()?.answer(bytes, from, longest)?;
        self.near = hit.start < from + NEAR;
        Some(hit)
    }

    /// Notes what was searched for and found from `from` on; up to `reach` it depends on nothing but the text searched.
    #[inline(always)]
    pub(super) fn note(&mut self, bytes: &[u8], from: usize, hit: Hit, reach: usize) {
        let plain = hit.end <= reach;
        if self.near && plain {
            self.known.get_or_insert_default().note(bytes, from, hit, reach);
        }
        self.near = plain && hit.start < from + NEAR;
    }
}

impl Known {
    #[inline]
    fn answer(&mut self, bytes: &[u8], from: usize, longest: usize) -> Option<Hit> {
        if from < self.until
            && let Some(old) = self.places.iter().position(|&place| place + self.period == from)
        {
            let hit = self.hits[old].shifted(self.period);
            if hit.start + longest + EDGE <= self.until && hit.end <= self.reaches[old] {
                // What stands around it is what stood around the old one.
                (self.places[old], self.hits[old]) = (from, hit);
                return Some(hit);
            }
        }
        let around = eight_bytes(bytes, from);
        if self.around.contains(&around) { self.look(bytes, from, around, longest) } else { None }
    }

    fn note(&mut self, bytes: &[u8], from: usize, hit: Hit, reach: usize) {
        let at = self.count % KEPT;
        (self.places[at], self.around[at]) = (from, eight_bytes(bytes, from));
        (self.hits[at], self.reaches[at]) = (hit, reach);
        self.count += 1;
    }

    #[cold]
    fn look(&mut self, bytes: &[u8], from: usize, around: u64, longest: usize) -> Option<Hit> {
        let old = (0..KEPT).find(|&old| self.around[old] == around && (EDGE..from).contains(&self.places[old]))?;
        if from < self.again {
            return None;
        }
        let (place, hit) = (self.places[old], self.hits[old]);
        let same = shared(&bytes[place - EDGE / 2..], &bytes[from - EDGE / 2..]);
        (self.period, self.until) = (from - place, from - EDGE / 2 + same);
        self.again = from + same / 64;
        let hit = hit.shifted(self.period);
        let repeated = hit.start + longest + EDGE <= self.until && hit.end <= self.reaches[old];
        if repeated {
            (self.places[old], self.hits[old]) = (from, hit);
        }
        repeated.then_some(hit)
    }
}

/// The four bytes before a place and the four after it; zeros where they are not in the text.
#[inline(always)]
fn eight_bytes(bytes: &[u8], at: usize) -> u64 {
    let before = at.checked_sub(EDGE / 2).and_then(|before| bytes.get(before..)?.first_chunk());
    before.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// How far the text goes on as it was among these places, `from` or later, where no match begins: before the one given
/// none does. 0 where it does not.
#[inline]
pub(super) fn nothing_until(places: &[usize], bytes: &[u8], from: usize, longest: usize) -> usize {
    let Some((&last, others)) = places.split_last() else { return 0 };
    let around = eight_bytes(bytes, last);
    let near = others.iter().rev().take(KEPT);
    let alike = near.filter(|&&other| other >= from.max(EDGE) && eight_bytes(bytes, other) == around);
    let repeated = alike.map(|other| {
        let same = shared(&bytes[other - EDGE / 2..], &bytes[last - EDGE / 2..]);
        (last - EDGE / 2 + same).saturating_sub(longest + EDGE)
    });
    repeated.max().unwrap_or(0)
}
