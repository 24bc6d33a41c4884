//! Sentence spans of one text; a huge one is cut at line ends and spread over threads.
//!
//! Splitting remembers nothing from one line to the next, so the pieces give what the whole would give, for any number
//! of threads.

use pyo3::prelude::*;

use super::text::Text;
use crate::Span;
use crate::parallel;
use crate::pipeline::Pipeline;
use crate::sentence::Spans;

/// From how many bytes on a single text is worth several threads, and the release of the GIL.
const HUGE: usize = 4 << 20;
/// How many bytes of such a text one piece of parallel work holds: so few that threads which began together end together.
const PIECE: usize = 256 << 10;

/// Whether `text` is to be spread over `threads` threads.
pub(super) fn is_huge(text: &str, threads: usize) -> bool {
    threads > 1 && text.len() >= HUGE
}

/// Calls `work` on the pieces of `text`, each with its sentences, in order.
pub(super) fn by_piece<R: Send>(
    pipeline: &Pipeline,
    text: &str,
    threads: usize,
    work: impl Fn(Span, Spans<'_>) -> R + Sync + Send,
) -> Vec<R> {
    let pieces: Vec<Span> = pipeline.splitter().pieces(text, PIECE).collect();
    parallel::map(&pieces, threads, |&piece| work(piece, pipeline.splitter().spans(piece.of(text))))
}

/// The sentences of each piece of `text`, in bytes of the text.
pub(super) fn spans_by_piece(pipeline: &Pipeline, text: &str, threads: usize) -> Vec<Vec<Span>> {
    by_piece(pipeline, text, threads, |piece, spans| spans.map(|span| span.shifted(piece.start())).collect())
}

/// The sentences of `text`, in bytes.
pub(super) fn spans(pipeline: &Pipeline, text: &str, threads: usize) -> Vec<Span> {
    if is_huge(text, threads) {
        spans_by_piece(pipeline, text, threads).concat()
    } else {
        pipeline.splitter().spans(text).collect()
    }
}

/// The sentences of a Python string, in bytes; `threads` is asked only where the string is huge.
pub(super) fn spans_of(
    pipeline: &Pipeline,
    text: &Text<'_>,
    threads: impl FnOnce() -> PyResult<usize>,
) -> PyResult<Vec<Span>> {
    let utf8 = text.as_str()?;
    if utf8.len() < HUGE {
        // Room for sentences of a hundred bytes: growing costs more than the room.
        let mut found = Vec::with_capacity(utf8.len() / 100 + 1);
        found.extend(pipeline.splitter().spans(utf8));
        return Ok(found);
    }
    let threads = threads()?;
    Ok(text.original().py().detach(|| spans(pipeline, utf8, threads)))
}
