//! The table that says, for a piece of text, whether some alias begins with it and whether some alias is it.
//!
//! An alias is cut at its *points*: the ends of its words, and, where it begins with marks, the end of each of these.
//! "Bank of Korea" has the points "Bank", "Bank of", "Bank of Korea"; "$TSLA" has "$", "$TSLA"; "U.S." has "U", "U.S",
//! and a tail ".". The bytes up to a point are hashed; each hash has one slot that says whether longer points follow
//! ([`Slot::goes_on`]) and which aliases have their last point here. Text is walked over the same points, so it takes
//! one lookup a word and stops where no alias goes on.
//!
//! Of an alias with more than four points only the first four are in the table. All that share these stand in a list sorted
//! by their text, in which the longest that the text goes on with is found by halving.
//!
//! The table is of lines of eight slots, each line one of the processor's cache: a hash has its home line, and where that was
//! full, the next one. A line is asked as a whole, so that nothing depends on where in it a hash stands.
//!
//! A slot keeps only a part of the hash. Whatever it names is compared byte by byte before it counts, so a hash that
//! two surfaces share costs time and never a wrong match.

use super::array::{Array, Line};
use super::hash::{SEED, extend, extend_from_head, head};
use super::pool::{Pool, Record};
use super::sets::{Beginnings, Bloom, Opened, Openings};
use super::vector::alike;
use crate::text::{fetch, is_word};

/// Slots are this full at most, in percent: fuller saves memory, emptier saves probes.
const FULL: usize = 60;

/// The points of an alias that are in the table. What is longer is found from there in a sorted list, so that a text which
/// begins a long alias at each of its words costs a comparison each time, not a walk over all words.
pub(super) const DEEP: usize = 4;

/// Calls `visit(end, hash)` for each point of a surface, shortest first.
fn points(text: &str, salt: u64, mut visit: impl FnMut(usize, u64)) {
    let bytes = text.as_bytes();
    let (mut hash, mut from) = (SEED ^ salt, 0);
    let mut point = |end: usize| {
        hash = extend(hash, bytes, from, end);
        from = end;
        visit(end, hash);
    };
    let (mut leading, mut in_word) = (true, false);
    for (at, c) in text.char_indices() {
        let word = is_word(c);
        if in_word && !word {
            point(at);
        }
        if word {
            leading = false;
        } else if leading {
            point(at + c.len_utf8());
        }
        in_word = word;
    }
    if in_word {
        point(bytes.len());
    }
}

/// What is known about a hash: 31 bits of it, two flags, and the first of the aliases that end here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slot(u64);

impl Slot {
    const EMPTY: Self = Self(0);
    const GOES_ON: u64 = 1 << 32;
    const SEVERAL: u64 = 1 << 31;
    const TARGET: u64 = Self::SEVERAL - 1;

    /// `target` is an offset (or the start of a list) plus one; 0 where no alias ends.
    fn new(hash: u64, goes_on: bool, several: bool, target: u32) -> Self {
        let flags = if goes_on { Self::GOES_ON } else { 0 } | if several { Self::SEVERAL } else { 0 };
        Self(hash << 33 | flags | u64::from(target))
    }

    #[inline(always)]
    fn is_for(self, hash: u64) -> bool {
        self.0 >> 33 == hash & (!0 >> 33)
    }

    /// Whether there is nothing: no alias has this point.
    #[inline(always)]
    pub(super) const fn is_empty(self) -> bool {
        self.0 == Self::EMPTY.0
    }

    /// Whether some alias is longer.
    #[inline(always)]
    pub(super) const fn goes_on(self) -> bool {
        self.0 & Self::GOES_ON != 0
    }

    /// Whether several aliases have their last point here.
    #[inline(always)]
    pub(super) const fn is_several(self) -> bool {
        self.0 & Self::SEVERAL != 0
    }

    /// Whether some alias has its last point here.
    #[inline(always)]
    pub(super) const fn ends(self) -> bool {
        self.0 & Self::TARGET != 0
    }
}

/// The slot of `hash` in a line, and whether the line is full.
#[inline(always)]
fn slot_in(line: &Line, hash: u64) -> (Slot, bool) {
    let places = alike(&line.0, hash << 33);
    let slot = line.0[places.trailing_zeros() as usize % 8];
    (Slot(slot & u64::from(places != 0).wrapping_neg()), line.0[7] != Slot::EMPTY.0)
}

/// Maps the upper half of a hash evenly onto `0..len`.
#[inline(always)]
fn spread(hash: u64, len: usize) -> usize {
    (((hash >> 32) * len as u64) >> 32) as usize
}

/// How many bytes two texts have in common at their beginning.
pub(super) fn shared(a: &[u8], b: &[u8]) -> usize {
    let (blocks, others) = (a.as_chunks::<32>().0, b.as_chunks::<32>().0);
    let same = 32 * blocks.iter().zip(others).take_while(|(block, other)| block == other).count();
    same + a[same..].iter().zip(&b[same..]).take_while(|(a, b)| a == b).count()
}

/// The table while it is filled, hashes rising.
struct Table {
    /// Up to where they are filled: what the system has not been asked for costs nothing yet.
    lines: Vec<Line>,
    /// How many there will be.
    count: usize,
    lists: Vec<u32>,
}

const LAST: u32 = 1 << 31;

impl Table {
    /// Puts one hash into the table; `false` if its slot cannot be told from another's.
    fn insert(&mut self, pool: &Pool, hash: u64, same: &[(u64, u64)]) -> bool {
        let passing = same.partition_point(|entry| entry.1 == 0);
        let ending = &same[passing..];
        let target = match ending {
            [] => 0,
            [(_, one)] => *one as u32,
            _ => {
                let target = self.lists.len() as u32 + 1;
                let shortness = |offset: u64| !(pool.record(offset as u32).text.len() as u64);
                let mut list: Vec<(u64, u64)> =
                    ending.iter().map(|entry| (shortness(entry.1 - 1), entry.1 - 1)).collect();
                list.sort_unstable();
                self.lists.extend(list.into_iter().map(|(_, offset)| offset as u32));
                if let Some(last) = self.lists.last_mut() {
                    *last |= LAST;
                }
                target
            }
        };
        let slot = Slot::new(hash, passing > 0, ending.len() > 1, target);
        let mut at = spread(hash, self.count);
        loop {
            if at >= self.lines.len() {
                // A page of memory in one go.
                self.lines.resize((at + 64).min(self.count), Line::default());
            }
            for place in &mut self.lines[at].0 {
                if *place == Slot::EMPTY.0 {
                    *place = slot.0;
                    return true;
                }
                if Slot(*place).is_for(hash) {
                    return false;
                }
            }
            at = if at + 1 == self.count { 0 } else { at + 1 };
        }
    }
}

/// Entries whose memory is given back in one go.
const GIVEN_BACK: usize = 1 << 16;

/// See [`Index::ending`].
pub(super) struct Ending<'a> {
    pool: &'a Pool,
    next: Option<u32>,
    rest: &'a [u32],
}

impl<'a> Iterator for Ending<'a> {
    type Item = Record<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Record<'a>> {
        let entry = self.next?;
        self.next = None;
        if entry & LAST == 0
            && let Some((&next, rest)) = self.rest.split_first()
        {
            (self.next, self.rest) = (Some(next), rest);
        }
        Some(self.pool.record(entry & !LAST))
    }
}

/// The finished table. Immutable; every question is answered without allocation.
#[derive(Debug, Clone)]
pub(super) struct Index {
    pub(super) lines: Array<Line>,
    /// Lists of offsets for slots where several aliases end: longest first, then in the order added. The last of each
    /// list carries the top bit.
    pub(super) lists: Array<u32>,
    /// Hashes of all first points, and of all second points.
    pub(super) first: Bloom,
    pub(super) second: Bloom,
    pub(super) beginnings: Beginnings,
    pub(super) openings: Openings,
    /// First bytes of the aliases that begin with a mark.
    pub(super) marks: Option<Box<[u8; 256]>>,
    /// The hash of the last point in the table of each alias that has more points, rising; and the aliases' offsets, those
    /// of one hash sorted by their text, equal ones in the order added.
    pub(super) deep_hashes: Array<u64>,
    pub(super) deep: Array<u32>,
    pub(super) salt: u64,
    pub(super) longest: usize,
}

impl Index {
    /// Builds the table over the records at `offsets`, which must be in the order added. Needs sixteen bytes a point
    /// while it works. `None` if there is nothing to index.
    pub(super) fn new(pool: &Pool, offsets: &[u32]) -> Option<Self> {
        if offsets.is_empty() {
            return None;
        }
        // Two hashes that agree in the bits kept and in their place would be one slot. With 31 bits kept that is rare,
        // and another salt separates them; three salts in a row failing is as good as impossible, so the loop ends.
        (0..).find_map(|salt: u64| Self::with_salt(pool, offsets, salt.wrapping_mul(0xa24b_aed4_963e_e407)))
    }

    /// The table from its parts: lines; first points, second points, beginnings; lists; marks.
    pub(super) fn from_parts(
        lines: Array<Line>,
        [first, second, beginnings, openings, deep_hashes]: [Array<u64>; 5],
        [lists, deep]: [Array<u32>; 2],
        marks: Option<Box<[u8; 256]>>,
        salt: u64,
        longest: usize,
    ) -> Self {
        let (first, second) = (Bloom { blocks: first }, Bloom { blocks: second });
        Self {
            lines,
            lists,
            first,
            second,
            beginnings: Beginnings(beginnings),
            openings: openings.into(),
            marks,
            deep_hashes,
            deep,
            salt,
            longest,
        }
    }

    fn with_salt(pool: &Pool, offsets: &[u32], salt: u64) -> Option<Self> {
        // Pairs of these numbers are sorted elsewhere, too: each other kind of sorting is code of its own.
        let mut entries: Vec<(u64, u64)> = Vec::with_capacity(offsets.len() * 2);
        let (mut firsts, mut seconds, mut small) = (0, 0, 0);
        let mut deep: Vec<(u64, u32)> = Vec::new();
        for &offset in offsets {
            let text = std::str::from_utf8(pool.record(offset).text).unwrap_or_default();
            let start = entries.len();
            let mut count = 0;
            points(text, salt, |_, hash| {
                count += 1;
                if count <= DEEP {
                    // The lowest hash comes last, where entries can be taken off.
                    entries.push((!hash, 0));
                }
            });
            match entries.last_mut() {
                Some(last) if count > DEEP => deep.push((!last.0, offset)),
                Some(last) => last.1 = u64::from(offset) + 1,
                None => {}
            }
            small += usize::from(text.as_bytes().first().is_some_and(u8::is_ascii_lowercase));
            firsts += usize::from(entries.len() > start);
            seconds += usize::from(entries.len() > start + 1);
        }
        let text = |offset| pool.record(offset).text;
        deep.sort_unstable_by(|a, b| (a.0, text(a.1), a.1).cmp(&(b.0, text(b.1), b.1)));
        entries.sort_unstable();
        let distinct = entries.chunk_by(|a, b| a.0 == b.0).count();
        let mut index = Self {
            lines: Array::default(),
            lists: Array::default(),
            first: Bloom::new(firsts.min(distinct)),
            second: Bloom::new(seconds.min(distinct)),
            beginnings: Beginnings::new(firsts.min(distinct)),
            openings: Openings::new(offsets.len(), small),
            marks: None,
            deep_hashes: deep.iter().map(|entry| entry.0).collect::<Vec<_>>().into(),
            deep: deep.iter().map(|entry| entry.1).collect::<Vec<_>>().into(),
            salt,
            longest: 0,
        };
        drop(deep);
        let count = distinct * 100 / FULL / 8 + 1;
        let mut table = Table { lines: Vec::with_capacity(count), count, lists: Vec::new() };
        // The table grows while the entries shrink, so that not both need all their memory at once.
        while let Some(&(last, _)) = entries.last() {
            let from = entries.iter().rposition(|entry| entry.0 != last).map_or(0, |before| before + 1);
            if !table.insert(pool, !last, &entries[from..]) {
                return None;
            }
            entries.truncate(from);
            if entries.capacity() - from > GIVEN_BACK {
                entries.shrink_to_fit();
            }
        }
        table.lines.resize(count, Line::default());
        table.lists.shrink_to_fit();
        (index.lines, index.lists) = (table.lines.into(), table.lists.into());
        for &offset in offsets {
            index.note_start(pool.record(offset));
        }
        Some(index)
    }

    /// Notes how an alias begins.
    fn note_start(&mut self, record: Record<'_>) {
        let text = std::str::from_utf8(record.text).unwrap_or_default();
        let mut ends = [None; 2];
        points(text, self.salt, |end, hash| {
            if let Some(place) = ends.iter_mut().find(|place| place.is_none()) {
                *place = Some((end, hash));
            }
        });
        let Some((end, hash)) = ends[0] else { return };
        self.first.add(hash, ends[1].is_none());
        if let Some((_, hash)) = ends[1] {
            self.second.add(hash, false);
        }
        self.longest = self.longest.max(text.len());
        let bytes = text.as_bytes();
        self.beginnings.add(head(bytes, 0, end));
        self.openings.add(text);
        if !text.starts_with(is_word) {
            self.marks.get_or_insert_with(|| Box::new([0; 256]))[usize::from(bytes[0])] = 1;
        }
    }

    /// The hash of the first piece of a match, `bytes[from..to]`, which begins with `head`.
    #[inline(always)]
    pub(super) fn hash_first(&self, head: u64, bytes: &[u8], from: usize, to: usize) -> u64 {
        extend_from_head(SEED ^ self.salt, head, bytes, from, to)
    }

    /// What the aliases begin with.
    #[inline(always)]
    pub(super) fn openings(&self) -> Opened<'_> {
        self.openings.open()
    }

    /// Whether a first piece with this [`head`] may begin an alias.
    #[inline(always)]
    pub(super) fn may_begin(&self, head: u64) -> bool {
        self.beginnings.may_hold(head)
    }

    /// Whether a first piece of this hash may begin an alias, and whether it may then be all points of one.
    #[inline(always)]
    pub(super) fn may_hold_first(&self, hash: u64) -> (bool, bool) {
        self.first.may_end(hash)
    }

    /// Whether some alias may have a second point of this hash.
    #[inline(always)]
    pub(super) fn may_hold_second(&self, hash: u64) -> bool {
        self.second.may_hold(hash)
    }

    /// First bytes of the aliases that begin with a mark, as flags; `None` where none does.
    #[inline(always)]
    pub(super) fn marks(&self) -> Option<&[u8; 256]> {
        self.marks.as_deref()
    }

    /// Length of the longest alias, in bytes.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }

    /// Has the home of a hash come to the cache.
    #[inline(always)]
    pub(super) fn fetch(&self, hash: u64) {
        fetch(&self.lines[spread(hash, self.lines.len())].0[0]);
    }

    /// The slot of `hash`, [empty](Slot::is_empty) where there is none.
    #[inline(always)]
    pub(super) fn slot(&self, hash: u64) -> Slot {
        let (slot, full) = slot_in(&self.lines[spread(hash, self.lines.len())], hash);
        // One question of both: the first by itself would often be guessed wrong, and the whole hardly ever is.
        if slot.0 | u64::from(!full) == 0 { self.slot_beyond(hash) } else { slot }
    }

    /// The slot of `hash` that did not find room at its home.
    #[cold]
    fn slot_beyond(&self, hash: u64) -> Slot {
        let (before, from) = self.lines.split_at(spread(hash, self.lines.len()));
        for line in from.iter().chain(before).skip(1) {
            let (slot, full) = slot_in(line, hash);
            if !slot.is_empty() || !full {
                return slot;
            }
        }
        Slot::EMPTY
    }

    /// Has what the slot names come to the cache.
    #[inline(always)]
    pub(super) fn fetch_record(pool: &Pool, slot: Slot) {
        let target = ((slot.0 & Slot::TARGET) as u32).saturating_sub(1);
        // A product, for a branch would often be guessed wrong.
        pool.fetch(target * u32::from(!slot.is_several()));
    }

    /// The records whose last point is this slot's, longest first, then in the order added. They still have to be compared
    /// with the text.
    #[inline(always)]
    pub(super) fn ending<'a>(&'a self, pool: &'a Pool, slot: Slot) -> Ending<'a> {
        let target = (slot.0 & Slot::TARGET) as u32;
        let (next, rest) = match self.lists.get(target as usize..) {
            _ if target == 0 => (None, &[][..]),
            // The list's first entry is one before, for targets are places plus one.
            Some(rest) if slot.is_several() => (self.lists.get(target as usize - 1).copied(), rest),
            // A list of one, so that whoever goes through it is one piece of code.
            _ => (Some((target - 1) | LAST), &[][..]),
        };
        Ending { pool, next, rest }
    }

    /// The records with more points than the table has, which begin with a last point of this hash and which `rest` begins
    /// with: longest first, equals in the order added. Ends where `visit` says so, and then gives `true`.
    #[cold]
    pub(super) fn deep_prefixes<'a>(
        &'a self,
        pool: &'a Pool,
        hash: u64,
        rest: &[u8],
        visit: &mut dyn FnMut(Record<'a>) -> bool,
    ) -> bool {
        let text = |offset: u32| pool.record(offset).text;
        let from = self.deep_hashes.partition_point(|&known| known < hash);
        let mut to = from + self.deep_hashes[from..].partition_point(|&known| known == hash);
        if to == from + 1 {
            // Mostly there is one, and mostly its end tells that it does not stand here.
            let record = pool.record(self.deep[from]);
            return pool.stands(&record, rest, 0) && visit(record);
        }
        let mut key = &rest[..rest.len().min(self.longest)];
        loop {
            // What is a beginning of the key is not greater than it; of these the longest is the last, or what the last one
            // and the key have in common holds it.
            to = from + self.deep[from..to].partition_point(|&offset| text(offset) <= key);
            let Some(&last) = self.deep[from..to].last() else { return false };
            let shared = shared(text(last), key);
            if shared < text(last).len() {
                key = &key[..shared];
                to -= 1;
                continue;
            }
            let first = from + self.deep[from..to].partition_point(|&offset| text(offset) < text(last));
            if self.deep[first..to].iter().any(|&offset| visit(pool.record(offset))) {
                return true;
            }
            to = first;
        }
    }

    pub(super) fn nbytes(&self) -> usize {
        self.lines.nbytes()
            + self.deep_hashes.nbytes()
            + self.deep.nbytes()
            + self.lists.nbytes()
            + self.first.blocks.nbytes()
            + self.second.blocks.nbytes()
            + self.beginnings.0.nbytes()
            + self.openings.blocks.nbytes()
            + self.marks.as_ref().map_or(0, |marks| marks.len())
    }

    /// How many surfaces belong to aliases of more than one entity. Time linear in the aliases that share a slot.
    pub(super) fn collisions(&self, pool: &Pool, entity_of: impl Fn(u32) -> u32) -> usize {
        let several = |same: &mut Vec<(&[u8], u32)>| {
            same.sort_unstable();
            same.dedup();
            same.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).count()
        };
        let written = |offset: u32| {
            let record = pool.record(offset);
            (!record.traits().capitals).then(|| (record.text, entity_of(record.alias)))
        };
        let lists = self.lists.split_inclusive(|entry| entry & LAST != 0);
        let short: usize =
            lists.map(|list| several(&mut list.iter().filter_map(|entry| written(entry & !LAST)).collect())).sum();
        let long = self.deep.chunk_by(|&a, &b| pool.record(a).text == pool.record(b).text);
        short
            + long.map(|same| several(&mut same.iter().filter_map(|&offset| written(offset)).collect())).sum::<usize>()
    }
}
