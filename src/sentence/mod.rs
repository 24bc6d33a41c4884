//! Splitting text into sentences, as news prints it.
//!
//! Two stages. A vector scan finds the *candidates*: full stops, `!`, `?`, `…`, the end marks of other scripts, line
//! ends. Each candidate then gets a *decision* from a small window on both sides, by the first of an ordered list of
//! rules that has an opinion; [`Splitter::explain`] names that rule.
//!
//! A *sentence* is a trimmed span of the text. Sentences are sorted and disjoint, and together they cover every
//! character that is not blank: a line of asterisks is a sentence too. A line end always ends a sentence unless
//! [`LineBreaks::Wrapped`] is asked for, and nothing is remembered from one line to the next, so splitting a text is
//! the same as splitting its lines. A quotation is split inside where it holds several sentences; there is no looking
//! for the other half of a pair of quotes, so a stray one can never swallow a paragraph.
//!
//! ```
//! use newscore::sentence::Splitter;
//! let splitter = Splitter::default();
//! let text = "He left Acme Inc. in Nov. 2024. “Why?” asked Mr. Fen.\nNobody knows";
//! let found: Vec<&str> = splitter.sentences(text).collect();
//! assert_eq!(found, ["He left Acme Inc. in Nov. 2024.", "“Why?” asked Mr. Fen.", "Nobody knows"]);
//! ```
//!
//! # Limits
//! Headings, captions and list items that run into the text without a mark or a line end are not seen. Languages
//! without capitals or end marks (Thai) come out as lines. What a stop means after "U.S." or "Inc." is judged from the
//! next words alone, so "the U.S. Steel said" and "in the U.S. Steel workers said" get the same answer: no end.

mod candidate;
mod decide;
mod explain;
mod fast;
mod marks;
mod options;
mod repeats;
mod rules;
mod scan;
mod spans;
mod words;

pub use explain::Decision;
pub use options::{Lang, LineBreaks, SplitOptions};
pub use spans::Spans;

#[cfg(any(test, fuzzing))]
pub(crate) use scan::check as check_scan;

use memchr::memchr;

use crate::Span;
use words::Words;

/// Splits texts into sentences. Cheap to make and to clone; one serves any number of threads.
#[derive(Clone, Debug)]
pub struct Splitter {
    options: SplitOptions,
    words: &'static Words,
}

impl Default for Splitter {
    fn default() -> Self {
        Self::new(SplitOptions::default())
    }
}

impl Splitter {
    /// A splitter with these options. The word lists of a language are read once, at its first use in the process.
    pub fn new(options: SplitOptions) -> Self {
        let words = Words::of(options.lang);
        Self { options, words }
    }

    /// The options it was made with.
    ///
    /// ```
    /// use newscore::sentence::{Lang, SplitOptions, Splitter};
    /// let german = SplitOptions { lang: Some(Lang::De), ..SplitOptions::default() };
    /// assert_eq!(Splitter::new(german.clone()).options(), &german);
    /// ```
    pub fn options(&self) -> &SplitOptions {
        &self.options
    }

    /// The sentences of `text` as spans in **bytes**: trimmed, sorted, disjoint, covering all that is not blank. Time
    /// linear in the text, no allocation.
    ///
    /// ```
    /// use newscore::{Span, sentence::Splitter};
    /// let spans: Vec<Span> = Splitter::default().spans(" One. Two!").collect();
    /// assert_eq!(spans, [Span::new(1, 5), Span::new(6, 10)]);
    /// ```
    pub fn spans<'t>(&self, text: &'t str) -> Spans<'t> {
        Spans::new(text, self.words, self.options.line_breaks, self.options.lang)
    }

    /// The sentences of `text` as slices of it.
    ///
    /// ```
    /// let splitter = newscore::sentence::Splitter::default();
    /// assert_eq!(splitter.sentences("At 9 a.m. he left. She stayed.").count(), 2);
    /// ```
    pub fn sentences<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.spans(text).map(move |span: Span| span.of(text))
    }

    /// Cuts `text` after line feeds into pieces of about `bytes` bytes each, which together hold the same sentences as
    /// the whole: work for several threads. Wrapped text, whose sentences cross lines, stays in one piece, as does a
    /// line. Costs no pass: only the neighbourhood of each cut is looked at.
    ///
    /// ```
    /// use newscore::{Span, sentence::Splitter};
    /// let pieces: Vec<Span> = Splitter::default().pieces("One.\nTwo.\nThree.", 6).collect();
    /// assert_eq!(pieces, [Span::new(0, 10), Span::new(10, 16)]);
    /// ```
    pub fn pieces(&self, text: &str, bytes: usize) -> impl Iterator<Item = Span> {
        let wrapped = self.options.line_breaks == LineBreaks::Wrapped;
        let mut start = 0;
        std::iter::from_fn(move || {
            let wanted = start + bytes.max(1) - 1;
            let rest = text.as_bytes().get(wanted..).filter(|_| !wrapped);
            let end = rest.and_then(|rest| memchr(b'\n', rest)).map_or(text.len(), |at| wanted + at + 1);
            let piece = Span::new(start, end);
            start = end;
            (!piece.is_empty()).then_some(piece)
        })
    }

    /// Every place where a sentence ends or might have ended, with the rule that decided. Order of the text; one
    /// allocation.
    ///
    /// ```
    /// let decisions = newscore::sentence::Splitter::default().explain("Mr. Fen left. She stayed.");
    /// let told: Vec<_> = decisions.iter().map(|d| (d.at, d.ends, d.rule)).collect();
    /// assert_eq!(told, [(3, false, "abbreviation-binds"), (13, true, "stop"), (25, true, "line-end")]);
    /// ```
    pub fn explain(&self, text: &str) -> Vec<Decision> {
        explain::explain(self.spans(text))
    }
}
