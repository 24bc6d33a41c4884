//! Text that repeats itself over and over.
//!
//! Dumps hold lines of stars by the thousand and hostile pages `Mr. Mr. Mr.` by the megabyte. The rules would judge each
//! mark there at its full price; but a place that has the same text around it, as far as any rule looks, is judged like
//! the place one period before. Like [`super::fast`] this is a short cut, no rule (a test holds it to what the rules
//! say), and it costs other text next to nothing.

/// The longest period looked for, in bytes, and how much has to repeat before the text around is looked at.
const PERIOD: usize = 64;
/// No rule looks further than this in text of such a period: sixteen closing marks, each with blanks before it, and a
/// word or two, are the most.
pub(super) const SIGHT: usize = 4096;
/// How far ahead the text is compared in one go.
const STRIDE: usize = 64 << 10;

/// Where the text is known to repeat itself: each byte of `from..until` equals the one a period before.
#[derive(Clone, Debug, Default)]
pub(super) struct Repeats {
    period: usize,
    from: usize,
    until: usize,
    /// Whether the text stops repeating itself there.
    ended: bool,
}

impl Repeats {
    /// The period of the text around byte `at`, and how many bytes further on each place still sees, for
    /// [`SIGHT`] on both sides, what the place a period before it sees. Every byte is compared once.
    #[cold]
    #[inline(never)]
    pub(super) fn room(&mut self, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        if !(self.from..self.until).contains(&at) {
            let floor = at.checked_sub(2 * PERIOD)?;
            let behind = &bytes[at - PERIOD..at];
            let period = (1..=PERIOD).find(|period| bytes[floor + PERIOD - period..at - period] == *behind)?;
            *self = Self { period, from: at - PERIOD, until: at, ended: false };
        }
        while !self.ended && self.until < at + SIGHT + STRIDE {
            let before = self.until - self.period;
            match bytes.get(self.until..self.until + PERIOD) {
                Some(next) if next == &bytes[before..before + PERIOD] => self.until += PERIOD,
                _ => self.ended = true,
            }
        }
        let clear = self.from + SIGHT <= at && at + SIGHT <= self.until;
        clear.then(|| (self.period, self.until - SIGHT - at))
    }
}
