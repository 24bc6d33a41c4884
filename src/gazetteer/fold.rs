//! One spelling for many: the text that smart matching really searches, and the way back to the text as it is.
//!
//! Folding makes equal what [`Spelling::Variants`](super::Spelling::Variants) lists. Matches are found in the folded
//! text and reported in the untouched one; the way back is a short list of the places where the two drift apart.

use super::fold_table::FOLDS;
use super::vector;
use crate::text::{is_line_end, is_space, is_word};

/// [`FOLDS`] without pointers, each of which would take as much room as a row: a letter and at most three for it, then
/// zeros.
static LETTERS: [(u16, [u16; 3]); FOLDS.len()] = {
    let mut all = [(0, [0; 3]); FOLDS.len()];
    let mut at = 0;
    while at < all.len() {
        let (letter, folded) = FOLDS[at];
        all[at].0 = letter as u16;
        let (bytes, mut from, mut nth) = (folded.as_bytes(), 0, 0);
        while from < bytes.len() {
            // Nothing beyond two bytes of UTF-8: Latin, Greek and Cyrillic letters.
            let wide = bytes[from] >= 0x80;
            all[at].1[nth] = if wide {
                (bytes[from] as u16 & 0x1f) << 6 | bytes[from + 1] as u16 & 0x3f
            } else {
                bytes[from] as u16
            };
            from += if wide { 2 } else { 1 };
            nth += 1;
        }
        at += 1;
    }
    all
};

/// How many turns are looked at one by one.
const NEAR: usize = 8;

/// A folded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folded {
    text: String,
    /// Where the distance between folded and raw offsets changes: from folded `.0` on, raw is `.1` plus the rest.
    // Invariant: strictly increasing in `.0`, increasing in `.1`; the first entry is at folded 0.
    turns: Vec<(usize, usize)>,
    /// Whether lower case changes ASCII letters alone.
    even: bool,
}

impl Folded {
    /// Folds `text`; also to lower case if asked to. Time linear, one pass; memory the text's own and two words for
    /// each place where a character changes its length.
    pub(super) fn new(text: &str, lower: bool) -> Self {
        let (out, mut turns) = (String::with_capacity(text.len() + 8), Vec::with_capacity(text.len() / 64 + 1));
        turns.push((0, 0));
        let mut folder = Folder { raw: text, out, turns, lower, even: true };
        folder.run();
        Self { text: folder.out, turns: folder.turns, even: folder.even }
    }

    /// `text` as it is.
    pub(super) fn not(text: &str) -> Self {
        Self { text: text.to_owned(), turns: vec![(0, 0)], even: false }
    }

    /// `text` in lower case, its spelling kept. `İ` stays as it is: all others have one small letter.
    pub(super) fn in_lower_case(text: &str) -> Self {
        let out = String::with_capacity(text.len() + 8);
        let mut folder = Folder { raw: text, out, turns: vec![(0, 0)], lower: true, even: true };
        folder.run_lower();
        Self { text: folder.out, turns: folder.turns, even: true }
    }

    /// The same folded to lower case; `None` where that changes more than ASCII letters.
    pub(super) fn lowered(&self) -> Option<Self> {
        self.even.then(|| Self { text: self.text.to_ascii_lowercase(), turns: self.turns.clone(), even: true })
    }

    /// Whether the same text in [lower case](Self::lowered) has all characters in the same places.
    pub(super) const fn is_even(&self) -> bool {
        self.even
    }

    /// Whether all stands where it stands in the raw text.
    pub(super) fn is_straight(&self) -> bool {
        matches!(self.turns[..], [(0, 0)])
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The last turn at or before a folded offset; the search begins at `near`, since most are asked for in reading order.
    #[inline]
    fn turn_at(&self, folded: usize, near: usize) -> usize {
        let near = near.min(self.turns.len() - 1);
        let (before, after) = self.turns.split_at(near);
        if after[0].0 > folded {
            return before.partition_point(|turn| turn.0 <= folded) - 1;
        }
        match after.iter().take(NEAR).position(|turn| turn.0 > folded) {
            Some(next) => near + next - 1,
            None => near + after.partition_point(|turn| turn.0 <= folded) - 1,
        }
    }

    /// [`range_to_raw`](Self::range_to_raw) for who asks in reading order; `near` is the place in `turns` of the last answer.
    #[inline]
    pub(super) fn next_range_to_raw(
        &self,
        raw_text: &str,
        start: usize,
        end: usize,
        near: &mut usize,
    ) -> (usize, usize) {
        if self.is_straight() {
            return (start, end);
        }
        let first = self.turn_at(start, *near);
        let last = self.turn_at(end, first);
        *near = first;
        let raw = |turn: usize, folded: usize| self.turns[turn].1 + folded - self.turns[turn].0;
        Self::inside(raw_text, raw(first, start), raw(last, end))
    }

    /// The raw offset of a folded one. An offset inside an expanded character gives a meaningless place inside or near
    /// the raw one; no match begins or ends there, since both sides are word characters.
    pub(super) fn to_raw(&self, folded: usize) -> usize {
        let after = self.turns.partition_point(|turn| turn.0 <= folded);
        let (from, raw) = self.turns[after - 1];
        raw + folded - from
    }

    /// The first folded offset whose raw offset is `raw` or later.
    pub(super) fn to_folded(&self, raw: usize) -> usize {
        let after = self.turns.partition_point(|turn| turn.1 <= raw);
        let Some(&(from, start)) = self.turns[..after].last() else { return 0 };
        let limit = self.turns.get(after).map_or(self.text.len(), |turn| turn.0);
        (from + raw - start).min(limit)
    }

    /// The raw range of a folded one. Marks that belong to the last character are inside, invisible characters after
    /// it are not.
    pub(super) fn range_to_raw(&self, raw_text: &str, start: usize, end: usize) -> (usize, usize) {
        if self.is_straight() {
            return (start, end);
        }
        Self::inside(raw_text, self.to_raw(start), self.to_raw(end))
    }

    /// The range without invisible characters after it.
    #[inline]
    fn inside(raw_text: &str, start: usize, end: usize) -> (usize, usize) {
        let end = end.min(raw_text.len());
        if end > start && raw_text.as_bytes()[end - 1].is_ascii() && raw_text.is_char_boundary(start) {
            return (start, end);
        }
        let inside = raw_text.get(start..end).unwrap_or_default();
        (start, start + inside.trim_end_matches(is_invisible).len())
    }
}

struct Folder<'t> {
    raw: &'t str,
    out: String,
    turns: Vec<(usize, usize)>,
    lower: bool,
    even: bool,
}

impl Folder<'_> {
    fn run(&mut self) {
        let bytes = self.raw.as_bytes();
        let (mut copied, mut from) = (0, 0);
        while let Some((base, mut stops)) = vector::next_stops(bytes, from) {
            while stops != 0 {
                let stop = base + stops.trailing_zeros() as usize;
                stops &= stops - 1;
                if stop >= bytes.len() {
                    break;
                }
                if stop >= copied && !self.is_lone_space(stop) {
                    self.copy(copied, stop);
                    copied = match plain_twin(bytes, stop) {
                        Some((twin, length)) => {
                            self.out.push(twin.into());
                            stop + length
                        }
                        None => self.special(stop),
                    };
                }
            }
            from = (base + 64).max(copied / 64 * 64);
        }
        self.copy(copied, bytes.len());
        self.turn(bytes.len());
    }

    /// Changes the case and nothing else: of ASCII as a whole, of other letters one by one.
    fn run_lower(&mut self) {
        let bytes = self.raw.as_bytes();
        let mut copied = 0;
        let mut end = [0; 64];
        for base in (0..bytes.len()).step_by(64) {
            let mut leads = vector::masks(vector::window(&bytes[base..], &mut end)).leads;
            while leads != 0 {
                let at = base + leads.trailing_zeros() as usize;
                leads &= leads - 1;
                let Some(c) = self.raw[at..].chars().next() else { break };
                let mut letters = c.to_lowercase();
                if let (Some(small), None) = (letters.next(), letters.next())
                    && small != c
                {
                    self.copy(copied, at);
                    self.out.push(small);
                    copied = at + c.len_utf8();
                }
            }
        }
        self.copy(copied, bytes.len());
        self.turn(bytes.len());
    }

    /// Whether a space stands at `at` and no other blank follows: most often a quotation mark does.
    fn is_lone_space(&self, at: usize) -> bool {
        match self.raw.as_bytes()[at..] {
            [b' ', 0xe2, 0x80, 0x98..=0x9d, ..] => true,
            [b' ', ..] => !self.raw[at + 1..].starts_with(|c| is_space(c) || is_dropped(c)),
            _ => false,
        }
    }

    /// Writes plain text, and notes where it stands even if there is none.
    fn copy(&mut self, from: usize, to: usize) {
        self.turn(from);
        if from == to {
            return;
        }
        let start = self.out.len();
        self.out.push_str(&self.raw[from..to]);
        if self.lower {
            self.out[start..].make_ascii_lowercase();
        }
    }

    /// Notes that what is written next stands at `raw`.
    fn turn(&mut self, raw: usize) {
        let folded = self.out.len();
        match self.turns.last_mut() {
            Some(last) if last.0 == folded => last.1 = raw,
            Some(last) if last.1 + (folded - last.0) == raw => {}
            _ => self.turns.push((folded, raw)),
        }
    }

    /// Folds what begins at `at` and is not plain; gives the offset after it.
    fn special(&mut self, at: usize) -> usize {
        let rest = &self.raw[at..];
        let Some(c) = rest.chars().next() else { return self.raw.len() };
        let end = at + c.len_utf8();
        if is_space(c) {
            return self.blanks(at);
        }
        if is_dropped(c) {
            return end;
        }
        self.turn(at);
        if is_dash(c) {
            let next = self.raw[end..].trim_start_matches(is_dropped);
            let joins = self.out.ends_with(is_word) && next.starts_with(is_word);
            self.out.push(if joins { ' ' } else { '-' });
        } else if is_apostrophe(c) {
            self.out.push('\'');
        } else if is_quotation_mark(c) {
            self.out.push('"');
        } else if let Ok(found) = LETTERS.binary_search_by_key(&u32::from(c), |fold| fold.0.into()) {
            let letters = LETTERS[found].1.into_iter().take_while(|letter| *letter > 0);
            letters.filter_map(|letter| char::from_u32(letter.into())).for_each(|c| self.letter(c));
        } else {
            self.letter(c);
        }
        end
    }

    fn letter(&mut self, c: char) {
        match c {
            _ if !self.lower => {
                self.even &= c.is_ascii() || c != 'ς' && c.to_lowercase().eq([c]);
                self.out.push(c);
            }
            'ς' => self.out.push('σ'),
            _ => self.out.extend(c.to_lowercase()),
        }
    }

    /// A run of blanks is one space, unless a paragraph ends in it.
    fn blanks(&mut self, at: usize) -> usize {
        self.turn(at);
        let rest = &self.raw[at..];
        let (mut ends, mut last) = (0, ' ');
        for (end, c) in rest.char_indices() {
            if !is_space(c) && !is_dropped(c) {
                self.out.push_str(if ends > 1 { "\n\n" } else { " " });
                return at + end;
            }
            ends += usize::from(is_line_end(c) && (last, c) != ('\r', '\n'));
            last = c;
        }
        self.out.push_str(if ends > 1 { "\n\n" } else { " " });
        self.raw.len()
    }
}

/// What the most frequent of all characters with a twin in ASCII become, and their length in bytes.
fn plain_twin(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    match bytes[at..] {
        [0xe2, 0x80, 0x98 | 0x99, ..] => Some((b'\'', 3)),
        [0xe2, 0x80, 0x9c | 0x9d, ..] => Some((b'"', 3)),
        [b'\n', next, ..] if next.is_ascii_graphic() => Some((b' ', 1)),
        [b'-', next, ..] if next.is_ascii_alphanumeric() && at > 0 && bytes[at - 1].is_ascii_alphanumeric() => {
            Some((b' ', 1))
        }
        _ => None,
    }
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '`' | '\u{b4}' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}')
}

const fn is_quotation_mark(c: char) -> bool {
    matches!(c, '\u{201c}'..='\u{201f}' | '«' | '»' | '\u{2033}' | '\u{ff02}')
}

/// Invisible characters that scrapers and editors leave inside words.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What folding leaves out: invisible characters and the combining marks of European scripts.
const fn is_dropped(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text, false).text
    }

    #[test]
    fn the_table_of_letters_is_that_of_texts() {
        for (&(letter, folded), &(packed, letters)) in FOLDS.iter().zip(&LETTERS) {
            assert_eq!(u32::from(letter), u32::from(packed));
            let text = String::from_utf16_lossy(&letters);
            assert_eq!(text.trim_end_matches('\0'), folded);
        }
    }

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("São Tomé", "Sao Tome"),
            ("Sa\u{303}o", "São"),
            ("İstanbul", "Istanbul"),
            ("Straße", "Strasse"),
            ("Œuvre ﬁn", "OEuvre fin"),
            ("Xi’s", "Xi's"),
            ("New\u{a0}York", "New York"),
            ("New \r\n York", "New York"),
            ("Asia-Pacific", "Asia Pacific"),
            ("Asia–Pacific", "Asia Pacific"),
            ("Chi\u{ad}na", "China"),
            ("Киї\u{2bc}в", "Київ".replace('в', "'в").as_str()),
        ] {
            assert_eq!(folded(a), folded(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for (a, b) in [("New\n\nYork", "New York"), ("New - York", "New York"), ("us", "US"), ("Xis", "Xi's")] {
            assert_ne!(folded(a), folded(b), "{a:?} {b:?}");
        }
        assert_eq!(Folded::new("ΣΊΣΥΦΟΣ İI", true).text, Folded::new("σίσυφος ii", true).text);
    }

    #[test]
    fn offsets_lead_back() {
        let raw = "a’b  Sa\u{303}o\u{200b} ßx";
        let folded = Folded::new(raw, false);
        assert_eq!(folded.text(), "a'b Sao ssx");
        assert_eq!(
            folded.range_to_raw(raw, 4, 7),
            (7, 12),
            "the mark belongs to its letter, the space of no width not"
        );
        assert_eq!(&raw[7..12], "Sa\u{303}o");
        assert_eq!(folded.range_to_raw(raw, 8, 11), (16, 19));
        assert_eq!(folded.to_folded(7), 4);
    }

    #[test]
    fn offsets_never_go_back() {
        use proptest::prelude::*;
        proptest!(|(raw in "[aZ \n\r’éÉßẞİﬁΣςЖ€\u{303}\u{ad}\u{a0}—-]{0,90}", lower: bool)| {
            let folded = Folded::new(&raw, lower);
            let mut last = 0;
            for at in 0..=folded.text().len() {
                let now = folded.to_raw(at);
                prop_assert!(now >= last && now <= raw.len());
                last = now;
            }
            prop_assert_eq!(folded.to_raw(folded.text().len()), raw.len());
            for at in 0..=raw.len() {
                let there = folded.to_folded(at);
                prop_assert!(folded.to_raw(there) >= at || there == folded.text().len());
            }
            let twice = Folded::new(folded.text(), lower);
            prop_assert_eq!(twice.text(), folded.text());
            let small = Folded::in_lower_case(&raw);
            let letters = |c: char| Some(c.to_lowercase()).filter(|letters| letters.len() == 1);
            let slow = raw.chars().map(|c| letters(c).and_then(|mut letters| letters.next()).unwrap_or(c));
            prop_assert_eq!(small.text(), slow.collect::<String>());
            let visible = |pair: &(_, (usize, char))| !is_invisible(pair.1.1);
            for (at, (start, c)) in small.text().char_indices().zip(raw.char_indices()).filter(visible) {
                prop_assert_eq!(small.range_to_raw(&raw, at.0, at.0 + at.1.len_utf8()), (start, start + c.len_utf8()));
            }
            if let Some(lowered) = Folded::new(&raw, false).lowered() {
                prop_assert_eq!(lowered, Folded::new(&raw, true));
            }
        });
    }
}
