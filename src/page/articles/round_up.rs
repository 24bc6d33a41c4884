//! What tells a live blog or a round-up, whose entries have titles of their own, from several stories.

use super::{Page, Start};
use crate::page::label::Label;
use crate::page::{names, rules};

impl Page<'_, '_> {
    /// Whether these heads are those of a live blog's or a round-up's entries: entries are short, and each may carry
    /// its writer's name.
    pub(super) fn is_round_up(&self, starts: &[Start], free: &[usize]) -> bool {
        if starts.is_empty() {
            return false;
        }
        if self.has_live_entries() {
            return true;
        }
        let signed =
            free.iter().filter(|&&at| self.view.lines[at].words <= 4 && names::is_name(self.view.line_text(at)));
        let mut keys: Vec<u64> = signed.map(|&at| self.view.key(at)).collect();
        keys.sort_unstable();
        let by_one_writer = keys.chunk_by(|a, b| a == b).any(|same| same.len() >= 3);
        if self.is_called_live() && self.tells_one_story(starts) {
            return true;
        }
        let paragraphs = free.iter().filter(|&&at| rules::is_paragraph(self.view, at)).count();
        by_one_writer || paragraphs < SHORTEST * (starts.len() + 1)
    }

    /// Whether the heads of a live blog's entries stand on the page.
    pub(super) fn has_live_entries(&self) -> bool {
        (0..self.view.lines.len()).any(|at| self.marks.label(at) == Some(Label::LiveEntry))
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

/// Paragraphs that stories have on average, at least, where nothing but heads tells them apart.
const SHORTEST: usize = 5;
