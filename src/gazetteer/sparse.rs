//! Columns in which most aliases have nothing.

use super::array::Array;
use super::pool::Strings;

/// Texts of some aliases, by the alias's number.
#[derive(Debug, Clone, Default)]
pub(super) struct Sparse {
    /// Rising.
    pub(super) aliases: Array<u32>,
    pub(super) texts: Strings,
}

impl Sparse {
    /// Notes the text of an alias, if it has one. Aliases must come in order.
    pub(super) fn push(&mut self, alias: u32, text: Option<&str>) {
        if let Some(text) = text
            && self.texts.push(text)
        {
            self.aliases.edit(|aliases| aliases.push(alias));
        }
    }

    pub(super) fn get(&self, alias: u32) -> Option<&str> {
        self.texts.get(self.place(alias)?)
    }

    /// Which of the texts is this alias's.
    pub(super) fn place(&self, alias: u32) -> Option<usize> {
        // Where all aliases up to this one have a text, its place is its number.
        let dense = self.aliases.get(alias as usize) == Some(&alias);
        if dense { Some(alias as usize) } else { self.aliases.binary_search(&alias).ok() }
    }

    pub(super) fn nbytes(&self) -> usize {
        self.aliases.nbytes() + self.texts.nbytes()
    }
}
