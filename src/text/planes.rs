//! What the bytes of a whole text are, found once for all who look at its lines.

use std::cell::Cell;

use super::runs::block;
use super::vector::{Classes, classes};

/// Most blocks that a thread keeps: those of a text of half a megabyte.
const MOST_SPARE: usize = 8 << 10;

thread_local! {
    /// The planes of the text before, whose memory the next one uses.
    static SPARE: Cell<Vec<Classes>> = const { Cell::new(Vec::new()) };
}

/// The classes of a text's bytes, block by block.
#[derive(Debug)]
pub(crate) struct Planes(Vec<Classes>);

impl Planes {
    /// Time linear; five bytes for every eight of the text.
    pub(crate) fn new(text: &str) -> Self {
        let (blocks, rest) = text.as_bytes().as_chunks();
        let mut planes = SPARE.take();
        planes.clear();
        planes.extend(blocks.iter().map(classes));
        // One more block, so that there is always a next one to take bits from.
        planes.extend((0..rest.len() + 64).step_by(64).map(|start| classes(&block(rest, start))));
        Self(planes)
    }

    /// The classes of the sixty-four bytes from `start` on; none behind the text.
    #[inline(always)]
    pub(crate) fn at(&self, start: usize) -> Classes {
        let (nth, by) = (start / 64, start % 64);
        let Some([low, high]) = self.0.get(nth..).and_then(<[Classes]>::first_chunk) else {
            return Classes::default();
        };
        let join = |low: u64, high: u64| low >> by | high << 1 << (63 - by);
        Classes {
            letters: join(low.letters, high.letters),
            capitals: join(low.capitals, high.capitals),
            digits: join(low.digits, high.digits),
            gaps: join(low.gaps, high.gaps),
            wide: join(low.wide, high.wide),
        }
    }
}

impl Drop for Planes {
    fn drop(&mut self) {
        if self.0.len() <= MOST_SPARE {
            SPARE.with(|kept| kept.set(std::mem::take(&mut self.0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_blocks() {
        for length in [0, 1, 63, 64, 65, 130, 200] {
            let text: String = "Two of 3 é\tships — Fen's".chars().cycle().take(length).collect();
            let planes = Planes::new(&text);
            for start in 0..text.len() + 70 {
                assert_eq!(planes.at(start), classes(&block(text.as_bytes(), start)), "{length} {start}");
            }
        }
    }
}
