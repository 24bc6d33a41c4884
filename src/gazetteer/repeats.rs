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

/// What was found before, once a match was sought from a place like one of the last few: most texts need none of it.
#[derive(Debug)]
pub(super) struct Repeats {
    /// What stands [around](eight_bytes) the last few places from which a match was sought.
    around: [u64; KEPT],
    next: usize,
    known: Option<Box<Known>>,
    run: Run,
}

/// Matches each of which stands a step after the one before and is sought from its end.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    /// The last one.
    hit: Hit,
    step: usize,
    /// How many follow it.
    left: usize,
}

impl Default for Repeats {
    fn default() -> Self {
        // No text has these bytes.
        Self { around: [!0; KEPT], next: 0, known: None, run: Run::default() }
    }
}

/// From where a match is sought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    from: usize,
    around: u64,
    /// Whether it is like one of the last few.
    again: bool,
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

impl Place {
    /// Whether it is like one of the last few.
    #[inline(always)]
    pub(super) const fn is_known(&self) -> bool {
        self.again
    }
}

impl Repeats {
    /// The match from `from` on, where it is one of a run: most of a text that is one name has its answers here.
    #[inline(always)]
    pub(super) fn in_run(&mut self, from: usize) -> Option<Hit> {
        let Run { hit, step, left } = &mut self.run;
        if *left == 0 || hit.end != from {
            return None;
        }
        (*hit, *left) = (hit.shifted(*step), *left - 1);
        Some(*hit)
    }

    #[inline(always)]
    pub(super) fn place(&self, bytes: &[u8], from: usize) -> Place {
        let around = eight_bytes(bytes, from);
        // All are compared, for none of them is likelier than the others.
        let again = self.around.iter().fold(false, |again, &known| again | (known == around));
        Place { from, around, again }
    }

    /// The match from a place on, where the text says so by repeating itself; `longest` is the length of the longest alias.
    #[inline(always)]
    pub(super) fn answer(&mut self, bytes: &[u8], place: Place, longest: usize) -> Option<Hit> {
        if !place.again {
            return None;
        }
        self.run = self.known.as_mut()?.answer(bytes, place, longest)?;
        Some(self.run.hit)
    }

    /// Notes what was sought and found; up to `reach` it depends on nothing but the text searched.
    #[inline(always)]
    pub(super) fn note(&mut self, place: Place, hit: Hit, reach: usize) {
        self.around[self.next] = place.around;
        self.next = (self.next + 1) % KEPT;
        if place.again && hit.end <= reach {
            self.known.get_or_insert_default().note(place, hit, reach);
        }
    }
}

impl Known {
    #[inline]
    fn answer(&mut self, bytes: &[u8], Place { from, around, .. }: Place, longest: usize) -> Option<Run> {
        if from < self.until
            && let Some(old) = self.places.iter().position(|&place| place + self.period == from)
            && let Some(run) = self.repeat(old, from, longest)
        {
            return Some(run);
        }
        if self.around.contains(&around) { self.look(bytes, from, around, longest) } else { None }
    }

    /// What was found from an old place, again from a place a period after it, and as often as it follows itself.
    #[inline]
    fn repeat(&mut self, old: usize, from: usize, longest: usize) -> Option<Run> {
        let (hit, step) = (self.hits[old].shifted(self.period), self.period);
        let room = self.until.checked_sub(hit.start + longest + EDGE)?;
        let reach = self.reaches[old].checked_sub(hit.end)?;
        let left = if hit.end == from + step { room.min(reach) / step } else { 0 };
        // What stands around it is what stood around the old one.
        (self.places[old], self.hits[old]) = (from + left * step, hit.shifted(left * step));
        Some(Run { hit, step, left })
    }

    fn note(&mut self, Place { from, around, .. }: Place, hit: Hit, reach: usize) {
        let at = self.count % KEPT;
        (self.places[at], self.around[at]) = (from, around);
        (self.hits[at], self.reaches[at]) = (hit, reach);
        self.count += 1;
    }

    #[cold]
    fn look(&mut self, bytes: &[u8], from: usize, around: u64, longest: usize) -> Option<Run> {
        let old = (0..KEPT).find(|&old| self.around[old] == around && (EDGE..from).contains(&self.places[old]))?;
        if from < self.again {
            return None;
        }
        let place = self.places[old];
        let same = shared(&bytes[place - EDGE / 2..], &bytes[from - EDGE / 2..]);
        (self.period, self.until) = (from - place, from - EDGE / 2 + same);
        self.again = from + same / 64;
        self.repeat(old, from, longest)
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
