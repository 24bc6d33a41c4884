//! Asks for memory before work begins, where being refused is an exception.
//!
//! A failed allocation inside the engines ends the process, as anywhere in Rust. So the most that news text has been seen
//! to need is asked for, and given back at once, before each text or wave of texts of some size: under a limit the
//! answer is a `MemoryError`, and what was computed before is freed. Asking costs a microsecond and touches no memory.

use memchr::memchr_iter;
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;

/// Less text than this finds room where the interpreter does.
pub(super) const SMALL: usize = 64 << 10;
/// How much text is encoded between two questions, and what its UTF-8 takes at most: four bytes a character in memory
/// that is cut to powers of two.
pub(super) const STRIDE: usize = 1 << 20;
const ENCODED: usize = 8 * STRIDE;
/// What stands beside it: the C library of Linux sets 64 MB of addresses aside for a thread's first allocation, and takes
/// them from under what was asked for just before.
const SLACK: usize = 144 << 20;

/// What work needs at most, in bytes: for a byte of text, and for a line of it.
#[derive(Clone, Copy)]
pub(super) struct Need {
    a_byte: usize,
    a_line: usize,
}

/// Clean text and sentences.
pub(super) const LIGHT: Need = Need { a_byte: 5, a_line: 220 };
/// Mentions, analysed pages and tables. A text that is nothing but names may need more.
pub(super) const HEAVY: Need = Need { a_byte: 14, a_line: 512 };

/// What a gazetteer needs at most while it is built, beside its text: the keys, the index, and their older half while they
/// grow.
const AN_ALIAS: usize = 320;
const A_BYTE_OF_ALIAS: usize = 4;

/// Whether there is room to work on `texts` together.
///
/// # Errors
/// `MemoryError`, with what is needed.
pub(super) fn check(texts: &[Option<&str>], need: Need) -> PyResult<()> {
    let all = || texts.iter().copied().flatten();
    let bytes = all().map(str::len).sum::<usize>();
    // Where even one line a byte has room, nobody needs to know how many there are: counting reads all of the text.
    if bytes < SMALL || has(bytes.saturating_mul(need.a_byte + need.a_line).saturating_add(SLACK)) {
        return Ok(());
    }
    let ends = |end: u8| all().map(|text| memchr_iter(end, text.as_bytes()).count()).sum::<usize>();
    let lines = ends(b'\n') + ends(b'\r');
    let wanted = bytes.saturating_mul(need.a_byte).saturating_add(lines.saturating_mul(need.a_line));
    ask(wanted, || format!("to work on {} of text in {lines} lines", sized(bytes)))
}

/// Whether there is room to encode some more of a list.
///
/// # Errors
/// `MemoryError`, as [`check`].
pub(super) fn ahead() -> PyResult<()> {
    ask(ENCODED, || "to read more texts of the list".to_owned())
}

/// Whether there is room to make a gazetteer of so many bytes of rows.
///
/// # Errors
/// `MemoryError`, as [`check`].
pub(super) fn for_rows(rows: &[u8]) -> PyResult<()> {
    if rows.len() < SMALL {
        return Ok(());
    }
    let aliases = memchr_iter(b'\n', rows).count();
    let wanted = aliases.saturating_mul(AN_ALIAS).saturating_add(rows.len().saturating_mul(A_BYTE_OF_ALIAS));
    ask_here(wanted, || format!("to make a gazetteer of {aliases} lines"))
}

/// Whether there is room to make a gazetteer of others that take so many bytes.
///
/// # Errors
/// `MemoryError`, as [`check`].
pub(super) fn for_gazetteer(nbytes: usize) -> PyResult<()> {
    if nbytes < SMALL {
        return Ok(());
    }
    ask_here(nbytes.saturating_mul(4), || format!("to make a gazetteer of one that takes {}", sized(nbytes)))
}

/// Asks for what a gazetteer in the making will need, anew whenever it has grown by a quarter.
#[derive(Default)]
pub(super) struct Growth {
    aliases: usize,
    bytes: usize,
    asked: usize,
}

impl Growth {
    /// One more alias, of so many bytes with its entity's id.
    ///
    /// # Errors
    /// `MemoryError`, as [`check`].
    pub(super) fn add(&mut self, bytes: usize) -> PyResult<()> {
        (self.aliases, self.bytes) = (self.aliases + 1, self.bytes + bytes);
        let wanted = self.aliases * AN_ALIAS + self.bytes * A_BYTE_OF_ALIAS;
        if wanted < self.asked.max(SMALL) {
            return Ok(());
        }
        self.asked = wanted + wanted / 4;
        ask_here(self.asked, || format!("to make a gazetteer of more than {} aliases", self.aliases))
    }
}

/// For work on threads of its own.
fn ask(wanted: usize, what_for: impl Fn() -> String) -> PyResult<()> {
    ask_here(wanted.saturating_add(SLACK), what_for)
}

fn ask_here(wanted: usize, what_for: impl Fn() -> String) -> PyResult<()> {
    if has(wanted) {
        return Ok(());
    }
    let (wanted, what_for) = (sized(wanted), what_for());
    Err(PyMemoryError::new_err(format!("{wanted} may be needed {what_for}, and are not to be had: give less at once")))
}

fn has(wanted: usize) -> bool {
    let mut room: Vec<u8> = Vec::new();
    let answer = room.try_reserve_exact(wanted);
    // Without this the compiler may see that nothing comes of the room, and not ask for it.
    std::hint::black_box(&mut room);
    answer.is_ok()
}

fn sized(bytes: usize) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}
