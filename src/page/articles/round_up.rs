//! What tells a live blog or a round-up, whose entries have titles of their own, from several stories.

use super::{Page, Start};
use crate::page::label::Label;
use crate::page::sorted::sorted;
use crate::page::{names, rules};

impl Page<'_, '_> {
    /// Whether these heads are those of a live blog's or a round-up's entries: entries are short, and each may carry
    /// its writer's name.
    pub(super) fn is_round_up(&self, starts: &[Start], free: &[usize]) -> bool {
        if starts.is_empty() {
            return false;
        }
        let signed =
            free.iter().filter(|&&at| self.view.lines[at].words <= 4 && names::is_name(self.view.line_text(at)));
        let keys: Vec<u64> = sorted(signed.map(|&at| self.view.key(at)).collect());
        let by_one_writer = keys.chunk_by(|a, b| a == b).any(|same| same.len() >= 3);
        if self.is_called_live() && self.tells_one_story(starts) {
            return true;
        }
        let paragraphs = free.iter().filter(|&&at| rules::is_paragraph(self.view, at)).count();
        by_one_writer || paragraphs < SHORTEST * (starts.len() + 1)
    }

    /// Leaves out the starts that are heads of a live blog's entries: between two `known` starts those from the first entry
    /// to the last, and all but sure ones and the title that calls them live elsewhere, since an entry may have titles of
    /// its own.
    pub(super) fn outside_live(&self, mut starts: Vec<Start>, known: &[Start]) -> Vec<Start> {
        let live = |at: &usize| self.marks.label(*at) == Some(Label::LiveEntry);
        let entries: Vec<usize> = (0..self.view.lines.len()).filter(live).collect();
        starts.retain(|start| {
            let nth = known.partition_point(|other| other.0 <= start.0);
            let from = entries.partition_point(|&at| nth > 0 && at < known[nth - 1].0);
            let to = known.get(nth).map_or(entries.len(), |next| entries.partition_point(|&at| at < next.0));
            let [first, .., last] = entries[from..to.max(from)] else { return true };
            let called = start.0 < first && rules::live_entry::is_called(self.view.line_text(start.0));
            called || start.1 >= SIGNED && !(first..=last + NEAR).contains(&start.0)
        });
        starts
    }

    /// Whether the page's first lines say that it is a live blog.
    pub(super) fn is_called_live(&self) -> bool {
        rules::live_entry::is_page_called(self.view)
    }

    /// Whether the same people and places come back from start to start, as they do not in stories of their own.
    fn tells_one_story(&self, starts: &[Start]) -> bool {
        const SHARED: f32 = 0.25;
        let starts: Vec<usize> = starts.iter().map(|start| start.0).collect();
        self.view.retold(&starts, 1) >= SHARED
    }
}

/// How many lines below the time of an entry its title may stand.
const NEAR: usize = 3;

/// How sure a head must be on a live blog's page: as one that somebody signed.
const SIGNED: f32 = 0.85;

/// Paragraphs that stories have on average, at least, where nothing but heads tells them apart.
const SHORTEST: usize = 5;
