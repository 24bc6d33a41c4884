//! What the model sees of a line: the line, its neighbours, where it stands, what the page is like.
//!
//! Nothing is allocated per line: a block of measures for each line is written once into one buffer, and the row of a line
//! is put together from the blocks around it. The order of the features is part of the weights: whoever changes it
//! trains again (`src/data/line_model/train.py`).

use std::ops::Range;

use super::cohesion::Words;
use super::lexicon::{Lexicon, Verdict};
use crate::Span;
use crate::page::kind::Kind;
use crate::page::label::Action;
use crate::page::line::{End, Line, ones};
use crate::page::marks::Marks;
use crate::page::rules::{Rule, View, is_paragraph};
use crate::page::story::Story;
use crate::text::first;

/// Measures of one line by itself.
const OWN: usize = 28;
/// Which of them are also taken from each neighbour.
const SHARED: [usize; 10] = [WORDS, END, CAPITALS, SMALL, PARAGRAPH, MARK, WEIGHT, GAP, COHESION, AGAINST];
/// The neighbours, by distance.
const AROUND: [isize; 4] = [-2, -1, 1, 2];
/// Where the line stands on the page.
const PLACE: usize = 18;
/// What the page is like.
const PAGE: usize = 8;
/// Features of a line.
pub(super) const ROW: usize = OWN + SHARED.len() * AROUND.len() + PLACE + PAGE;

const WORDS: usize = 0;
const END: usize = 2;
const CAPITALS: usize = 3;
const SMALL: usize = 4;
const MARK: usize = 7;
const WEIGHT: usize = 9;
const PARAGRAPH: usize = 13;
const GAP: usize = 14;
const COHESION: usize = 17;
const SENTENCES: usize = 19;
const AGAINST: usize = 26;

/// For every so many words a long line must have one point against it.
const WORDS_AGAINST: f32 = 16.0;

/// A value for what lies beyond the page's ends.
const BEYOND: f32 = -1.0;

/// The measured lines of one page.
pub(super) struct Features {
    own: Vec<[f32; OWN]>,
    /// Paragraphs before each line, and their words; one more entry than lines.
    paragraphs: Vec<(u32, u32)>,
    /// For each line the nearest paragraph before it and after it.
    nearest: Vec<(u32, u32)>,
    /// Where the run of unfinished short lines that the line stands in begins and ends.
    runs: Vec<(u32, u32)>,
    /// Sums of the weights before each line.
    weights: Vec<f32>,
    story: Option<Story>,
    page: [f32; PAGE],
    #[cfg(test)]
    words: Words,
}

impl Features {
    /// Measures the lines; time linear in the page. Rows may be asked for of the lines that are `asked`.
    pub(super) fn new(
        view: &View<'_>,
        marks: &Marks<'_>,
        weights: &[f32],
        story: Option<Story>,
        lexicon: &Lexicon,
        asked: &[bool],
    ) -> Self {
        let count = view.lines.len();
        // What words share is seen of a line's neighbours, too.
        let reach = AROUND[AROUND.len() - 1].unsigned_abs();
        let mut wanted = vec![false; count];
        for at in (0..count).filter(|at| asked[*at]) {
            wanted[at.saturating_sub(reach)..(at + reach + 1).min(count)].fill(true);
        }
        let mut keys = Words::new(view.text.len(), count);
        let mut paragraphs = Vec::with_capacity(count + 1);
        let mut sums = Vec::with_capacity(count + 1);
        let (mut seen, mut words, mut sum) = (0, 0, 0.0);
        let mut own = Vec::with_capacity(count);
        for (at, &weight) in weights.iter().enumerate() {
            paragraphs.push((seen, words));
            sums.push(sum);
            let line = &view.lines[at];
            let paragraph = is_paragraph(view, at);
            if paragraph {
                seen += 1;
                words += line.words;
            }
            sum += weight;
            // No other line's words are asked for.
            let asked_for = if line.paragraph || wanted[at] { line.span } else { Span::new(0, 0) };
            keys.push(view.text, view.planes, asked_for);
            let mut measured = measure(view, marks, at, paragraph, weight);
            if asked[at] {
                look_closer(view, at, &mut measured);
            }
            own.push(measured);
        }
        paragraphs.push((seen, words));
        sums.push(sum);
        let begins = story.map_or(0, |story| story.first);
        let shared = keys.shared(|at| view.lines[at].paragraph, |at| wanted[at], begins);
        for (at, shared) in shared.into_iter().enumerate().filter(|(at, _)| wanted[*at]) {
            let Verdict { for_story, against } = lexicon.weigh(keys.of(at));
            own[at][COHESION] = shared.page;
            own[at][8] = f32::from(view.copies(at).min(5));
            own[at][22..].copy_from_slice(&[
                shared.before,
                shared.after,
                shared.lead,
                for_story,
                against,
                keys.of(at).len() as f32,
            ]);
        }
        let page = page_measures(view, &own, &paragraphs, story);
        Self {
            nearest: nearest(&own),
            runs: runs(view.lines),
            own,
            paragraphs,
            weights: sums,
            story,
            page,
            #[cfg(test)]
            words: keys,
        }
    }

    /// All features of line `at`.
    pub(super) fn row(&self, at: usize) -> [f32; ROW] {
        let mut row = [BEYOND; ROW];
        row[..OWN].copy_from_slice(&self.own[at]);
        let mut next = OWN;
        for step in AROUND {
            if let Some(other) = at.checked_add_signed(step).and_then(|at| self.own.get(at)) {
                for (slot, feature) in row[next..].iter_mut().zip(SHARED) {
                    *slot = other[feature];
                }
            }
            next += SHARED.len();
        }
        row[next..next + PLACE].copy_from_slice(&self.place(at));
        row[next + PLACE..].copy_from_slice(&self.page);
        row
    }

    fn place(&self, at: usize) -> [f32; PLACE] {
        let count = self.own.len();
        let from = |back: usize| at.saturating_sub(back);
        let to = |ahead: usize| (at + 1 + ahead).min(count);
        let texts = |from: usize, to: usize| (self.paragraphs[to].0 - self.paragraphs[from].0) as f32;
        let mean = |from: usize, to: usize| (self.weights[to] - self.weights[from]) / (to - from).max(1) as f32;
        let all = self.paragraphs[count].1.max(1) as f32;
        let (before, after) = self.nearest[at];
        let (first, last) = self.runs[at];
        let reach = |distance: usize| distance.min(60) as f32;
        let signed = |from: usize, to: usize| (to as f32 - from as f32).clamp(-60.0, 60.0);
        let story = self.story;
        [
            at as f32 / count as f32,
            story.map_or(-99.0, |story| signed(story.first, at)),
            story.map_or(-99.0, |story| signed(at, story.end)),
            story.and_then(|story| story.headline).map_or(-99.0, |headline| signed(headline, at)),
            reach(at.wrapping_sub(before as usize)),
            reach((after as usize).wrapping_sub(at)),
            texts(from(3), at),
            texts(at + 1, to(3)),
            texts(from(8), at),
            texts(at + 1, to(8)),
            self.paragraphs[at].1 as f32 / all,
            (self.paragraphs[count].1 - self.paragraphs[at + 1].1) as f32 / all,
            reach(at - first as usize),
            reach(last as usize - at),
            mean(from(5), at),
            mean(at + 1, to(5)),
            mean(from(15), to(15)),
            // How much of the page's text lies between the line and the nearer end of the text.
            self.paragraphs[at].1.min(self.paragraphs[count].1 - self.paragraphs[at + 1].1) as f32,
        ]
    }

    /// The words of line `at` that count, for training.
    #[cfg(test)]
    pub(super) fn words(&self, at: usize) -> &[u64] {
        self.words.of(at)
    }

    /// Whether line `at` has three sentences or more, and words enough for a paragraph.
    pub(super) fn tells(&self, at: usize) -> bool {
        let own = &self.own[at];
        own[SENTENCES] >= 2.0 && own[WORDS] >= 25.0
    }

    /// Whether line `at` is long, or its words speak against story: short lines of extracted text may be headings and
    /// items of a list, which look like titles of other stories. Between stories that are `glued` together a long line
    /// needs words against it, too: each is short beside what the model knows, and its paragraphs share few words.
    pub(super) fn is_notice(&self, at: usize, glued: bool) -> bool {
        let own = &self.own[at];
        match own[WORDS] >= 10.0 && own[SMALL] >= 0.1 {
            true => !glued || own[AGAINST] * WORDS_AGAINST <= -own[WORDS],
            false => own[AGAINST] <= -2.5,
        }
    }
}

fn measure(view: &View<'_>, marks: &Marks<'_>, at: usize, paragraph: bool, weight: f32) -> [f32; OWN] {
    let line = &view.lines[at];
    let words = line.words.max(1) as f32;
    let breaks = match blank(view, at) {
        // As between most lines.
        [b'\n'] => 1,
        blank => blank.iter().filter(|byte| **byte == b'\n').count(),
    };
    let mut own = [0.0; OWN];
    own[WORDS] = line.words.min(120) as f32;
    own[END] = match line.end {
        End::None => 0.0,
        End::Open => 1.0,
        End::Colon => 2.0,
        End::Shout => 3.0,
        End::Stop => 4.0,
    };
    own[CAPITALS] = line.capitals as f32 / words;
    own[SMALL] = line.small as f32 / words;
    own[MARK] = match marks.label(at).map(|label| label.default_action()) {
        None => 0.0,
        Some(Action::Keep) => 1.0,
        Some(Action::Metadata) => 2.0,
        Some(Action::Drop) if marks.rule(at) == Some(Rule::OutsideStory) => 3.0,
        Some(Action::Drop) => 4.0,
    };
    own[WEIGHT] = weight;
    own[PARAGRAPH] = f32::from(u8::from(paragraph));
    own[GAP] = breaks.min(6) as f32;
    own
}

/// What stands between line `at` and the one before.
fn blank<'t>(view: &View<'t>, at: usize) -> &'t [u8] {
    let before = if at == 0 { 0 } else { view.lines[at - 1].span.end() };
    &view.text.as_bytes()[before..view.lines[at].span.start()]
}

/// The measures that only the line's own row shows.
fn look_closer(view: &View<'_>, at: usize, own: &mut [f32; OWN]) {
    let line = &view.lines[at];
    let text = view.line_text(at);
    let bytes = text.as_bytes();
    let words = line.words.max(1) as f32;
    let signs = signs(view, line.span.start()..line.span.end().min(line.span.start() + LOOK));
    let indent = blank(view, at).iter().rev().take(20).take_while(|byte| **byte != b'\n').count();
    own[1] = (text.len() as f32 / words).min(30.0);
    own[5] = line.digits as f32 / text.len().max(1) as f32;
    own[6] = line.upper as f32 / (line.upper + line.lower).max(1) as f32;
    own[10] = match bytes.first() {
        _ if line.bullet => 3.0,
        _ if line.continues => 1.0,
        Some(b'"' | b'\'') => 2.0,
        Some(b'0'..=b'9') => 4.0,
        Some(b'A'..=b'Z') => 5.0,
        Some(0xe2) => 2.0,
        _ => 0.0,
    };
    own[11] = signs[BARS] as f32;
    own[12] = signs[COMMAS] as f32 / words;
    own[15] = indent as f32;
    own[16] = line.cues.count() as f32;
    own[18] = signs[READER] as f32 / words;
    own[SENTENCES] = signs[STOPS] as f32;
    own[20] = signs[QUOTES] as f32;
    own[21] = signs[ADDRESS] as f32;
}

/// Bytes of a line whose marks are counted.
const LOOK: usize = 400;

/// What is counted of a line's marks, and of its words that speak to the reader or for the publisher: places of sums.
const BARS: usize = 1;
const COMMAS: usize = 2;
const STOPS: usize = 3;
const QUOTES: usize = 4;
const ADDRESS: usize = 5;
const READER: usize = 6;

/// What each byte counts as, 0 for nothing.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'|' | b'/' | b'>' | b'<' | b'{' | b'}' | b'#' | b'_' | b'=' => BARS as u8,
            b',' => COMMAS as u8,
            b'.' | b'?' | b'!' => STOPS as u8,
            b'"' | CURLY => QUOTES as u8,
            b'@' => ADDRESS as u8,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The second byte of curly quotes and dashes.
const CURLY: u8 = 0x80;

/// How often each of these stands in a part of the page.
fn signs(view: &View<'_>, part: Range<usize>) -> [u32; 8] {
    let mut sums = [0; 8];
    let bytes = &view.text.as_bytes()[..part.end];
    for base in part.clone().step_by(64) {
        let all = view.planes.at(base);
        let inside = first(part.end - base);
        for at in ones(all.gaps & inside) {
            let word = base + at + 1;
            let opens = |first: &u8| matches!(first | 0x20, b'y' | b'o' | b'w' | b'u');
            if bytes.get(word).is_some_and(opens) && bytes[word - 1] == b' ' {
                sums[READER] += u32::from(speaks_to_reader(&bytes[word..(word + 4).min(part.end)]));
            }
        }
        for at in ones(inside & !(all.letters | all.digits | all.gaps)).map(|at| base + at) {
            let (byte, next) = (bytes[at], bytes.get(at + 1).copied().unwrap_or_default());
            let kind = usize::from(KINDS[usize::from(byte)]);
            // A stop ends a sentence before a blank; what else has a curly quote's bytes does no harm. Nothing branches here, for
            // no processor foresees which mark is next.
            let counts = (kind != STOPS || next == b' ') & (byte != CURLY || next & 0xfe == 0x9c);
            sums[kind % 8] += u32::from(counts);
        }
    }
    sums
}

/// Whether the first word of these bytes is "our", "we" or "us", or begins with "you".
fn speaks_to_reader(word: &[u8]) -> bool {
    let whole = |name: &[u8]| {
        word.len() >= name.len()
            && word[..name.len()].eq_ignore_ascii_case(name)
            && word.get(name.len()).is_none_or(|next| !next.is_ascii_alphabetic())
    };
    let reader = word.len() >= 3 && word[..3].eq_ignore_ascii_case(b"you");
    reader || whole(b"our") || whole(b"we") || whole(b"us")
}

fn nearest(own: &[[f32; OWN]]) -> Vec<(u32, u32)> {
    // Far away in both directions where there is no paragraph.
    const FAR: u32 = 1 << 30;
    let mut all = vec![(FAR.wrapping_neg(), FAR); own.len()];
    let mut last = FAR.wrapping_neg();
    for (at, slot) in all.iter_mut().enumerate() {
        slot.0 = last;
        if own[at][PARAGRAPH] > 0.0 {
            last = at as u32;
        }
    }
    let mut next = FAR;
    for (at, slot) in all.iter_mut().enumerate().rev() {
        slot.1 = next;
        if own[at][PARAGRAPH] > 0.0 {
            next = at as u32;
        }
    }
    all
}

fn runs(lines: &[Line]) -> Vec<(u32, u32)> {
    let thin = |line: &Line| !line.closed() && line.words <= 16;
    let mut all = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        if thin(&lines[at]) {
            while end < lines.len() && thin(&lines[end]) {
                end += 1;
            }
        }
        all.extend((at..end).map(|_| (at as u32, (end - 1) as u32)));
        at = end;
    }
    all
}

fn page_measures(view: &View<'_>, own: &[[f32; OWN]], paragraphs: &[(u32, u32)], story: Option<Story>) -> [f32; PAGE] {
    let count = own.len();
    let share = |number: usize| number as f32 / count.max(1) as f32;
    let (texts, text_words) = paragraphs[count];
    let words: u32 = view.lines.iter().map(|line| line.words).sum();
    [
        f32::from(u8::from(view.kind == Kind::Full)),
        count.min(1000) as f32,
        texts as f32,
        text_words as f32 / words.max(1) as f32,
        share(own.iter().filter(|own| own[MARK] == 4.0).count()),
        share(own.iter().filter(|own| own[WORDS] <= 6.0 && own[END] < 3.0).count()),
        share(own.iter().filter(|own| own[GAP] >= 2.0).count()),
        story.map_or(0.0, |story| share(story.end - story.first)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::weights;
    use super::*;
    use crate::page::{DisabledRules, agencies::Agencies, line};
    use crate::text::Planes;

    #[test]
    fn paragraphs_of_three_sentences_tell() {
        let text = "The harbour was closed for nine days. Nobody in the town could remember a storm like it. The ferries \
                    will sail again on Monday, and the market opens a day later.\n\
                    The harbour was closed for nine days, and nobody in the town could remember a storm like it. The \
                    ferries will sail again on Monday, and the market opens a day later.\n\
                    Closed for now. Call again. See you on Monday.";
        let (planes, agencies, disabled) = (Planes::new(text), Agencies::default(), DisabledRules::default());
        let page = line::measure(text, &planes);
        let view = View::new(text, &planes, &page, &agencies);
        let marks = Marks::new(view.lines.len(), &disabled);
        let features = Features::new(&view, &marks, &[0.0; 3], None, weights::lexicon(), &[true; 3]);
        assert_eq!([0, 1, 2].map(|at| features.tells(at)), [true, false, false]);
    }
}
