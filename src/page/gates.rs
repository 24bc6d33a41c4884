//! Which line rules may have a word on a line: told by what was measured of the line, before any of them reads it.
//!
//! Most lines are prose that shows nothing of what a rule looks for. Each rule says with its [`Gate`] what a line shows
//! at least where the rule may speak; the gates of all rules are turned into tables from measures to sets of rules, so
//! that asking all of them costs a handful of steps, however many there are.

use std::sync::LazyLock;

use super::cues::{Cue, Cues};
use super::line::Line;
use super::rules::LINE_RULES;
use super::signs::Signs;

/// What a line shows at least where a rule may speak: no more words than the rule reads, and one of the other things.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gate {
    most: usize,
    cues: Cues,
    signs: Signs,
    numbers: Option<usize>,
    short: Option<usize>,
    first: &'static [u8],
    marked: bool,
    open: bool,
}

impl Gate {
    /// A rule that speaks about lines with one of these phrases.
    pub(super) const fn cues(cues: &[Cue]) -> Self {
        let cues = Cues::of(cues);
        let (signs, first) = (Signs::NONE, &[]);
        Self { most: LONG, cues, signs, numbers: None, short: None, first, marked: false, open: false }
    }

    /// Only about lines of at most so many words.
    pub(super) const fn most(self, words: usize) -> Self {
        Self { most: words, ..self }
    }

    /// Also about lines with one of these marks.
    pub(super) const fn signs(self, signs: Signs) -> Self {
        Self { signs, ..self }
    }

    /// Also about lines of at most so many words with a digit among them.
    pub(super) const fn numbers(self, words: usize) -> Self {
        Self { numbers: Some(words), ..self }
    }

    /// Also about all lines of at most so many words.
    pub(super) const fn short(self, words: usize) -> Self {
        Self { short: Some(words), ..self }
    }

    /// Also about lines that begin with one of these bytes.
    pub(super) const fn first(self, first: &'static [u8]) -> Self {
        Self { first, ..self }
    }

    /// Also about lines that begin with neither a letter nor a digit of ASCII.
    pub(super) const fn marked(self) -> Self {
        Self { marked: true, ..self }
    }

    /// Also about lines that do not end as a sentence.
    pub(super) const fn open(self) -> Self {
        Self { open: true, ..self }
    }
}

/// So many words and more are the same to every gate.
const LONG: usize = 63;

/// Sets of line rules, a bit each in the order of [`LINE_RULES`].
struct Gates {
    most: [u32; LONG + 1],
    short: [u32; LONG + 1],
    numbers: [u32; LONG + 1],
    cues: [u32; 32],
    /// For every set of the first [`Gates::HALF`] kinds of marks, and of the others.
    signs: [[u32; 1 << Self::HALF]; 2],
    first: [u32; 256],
    open: u32,
}

impl Gates {
    const HALF: u32 = Signs::KINDS / 2;

    /// The halves of a set of marks.
    fn halves(signs: Signs) -> [usize; 2] {
        let bits = usize::from(signs.bits());
        [bits & ((1 << Self::HALF) - 1), bits >> Self::HALF]
    }
}

static GATES: LazyLock<Gates> = LazyLock::new(|| {
    let mut gates = Gates {
        most: [0; LONG + 1],
        short: [0; LONG + 1],
        numbers: [0; LONG + 1],
        cues: [0; 32],
        signs: [[0; 1 << Gates::HALF]; 2],
        first: [0; 256],
        open: 0,
    };
    for (nth, (_, gate, _)) in LINE_RULES.iter().enumerate() {
        let rule = 1 << nth;
        gates.most[..=gate.most].iter_mut().for_each(|rules| *rules |= rule);
        let upto = |words: Option<usize>| 0..words.map_or(0, |words| words + 1);
        gates.short[upto(gate.short)].iter_mut().for_each(|rules| *rules |= rule);
        gates.numbers[upto(gate.numbers)].iter_mut().for_each(|rules| *rules |= rule);
        gate.cues.each(|cue| gates.cues[cue] |= rule);
        for (wanted, half) in Gates::halves(gate.signs).into_iter().zip(&mut gates.signs) {
            let asked = half.iter_mut().enumerate().filter(|(set, _)| set & wanted != 0);
            asked.for_each(|(_, rules)| *rules |= rule);
        }
        gates.open |= if gate.open { rule } else { 0 };
        let marks = (0..=u8::MAX).filter(|byte| gate.marked && !byte.is_ascii_alphanumeric());
        marks.chain(gate.first.iter().copied()).for_each(|byte| gates.first[usize::from(byte)] |= rule);
    }
    gates
});

/// The line rules that may speak about a line that begins with the byte `first`: positions in [`LINE_RULES`], a bit
/// each.
pub(super) fn open(line: &Line, first: u8) -> u32 {
    let gates = &*GATES;
    let words = (line.words as usize).min(LONG);
    let [these, others] = Gates::halves(line.signs);
    let mut rules = gates.short[words] | gates.first[usize::from(first)];
    rules |= gates.signs[0][these] | gates.signs[1][others];
    if line.digits > 0 {
        rules |= gates.numbers[words];
    }
    if !line.closed() {
        rules |= gates.open;
    }
    line.cues.each(|cue| rules |= gates.cues[cue]);
    rules & gates.most[words]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::agencies::Agencies;
    use super::super::line;
    use super::super::rules::View;
    use super::*;
    use crate::text::Planes;

    /// A rule that speaks about a line, and whose gate is shut.
    fn shut_out(text: &str) -> Option<&'static str> {
        let (planes, agencies) = (Planes::new(text), Agencies::default());
        let page = line::measure(text, &planes);
        let view = View::new(text, &planes, &page, &agencies);
        (0..view.lines.len()).find_map(|at| {
            let open = open(&view.lines[at], view.line_text(at).as_bytes()[0]);
            let shut = (0..LINE_RULES.len()).filter(|nth| open >> nth & 1 == 0);
            shut.map(|nth| &LINE_RULES[nth]).find(|rule| rule.2(&view, at).is_some()).map(|rule| rule.0.info().name)
        })
    }

    #[test]
    fn no_gate_shuts_out_what_its_rule_knows() {
        assert!(LINE_RULES.len() <= 32, "a bit a rule");
        // The cases of all rules, and lines put together from what rules look for.
        let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let mut read = 0;
        let mut folders = vec![cases];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the cases are there") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let text = std::fs::read_to_string(&path).unwrap_or_default();
                        assert_eq!(shut_out(&text), None, "{}", path.display());
                        read += text.lines().count();
                    }
                }
            }
        }
        assert!(read > 1000);
        let piece = "Comments|\\(3\\)|34 responses to “|One thought on |Document 3 of 10|list 1 of 4|list of 4 items|\
            Home|News|World| > | / | \\| |•|»|Ada Moe|By |— |-|AFP|Nordwire|/Reuters|\\(|\\)|\\[|\\]|SOURCE |Via |Source: |\
            LENGTH: |512 words|Topics: |Tags:|Follow |https://x.example |Facebook|X|  |\\t|1\\.2K shares|@ada|ada@ b.example|\
            Photo: |Updated |Monday|3 May 2026|14:05|yesterday|just now|page1|5 min read|Image 1 of 8|VIDEO 2:31|\\{\\{|%2F|\
            \\+1\\.24%|ABX 48,120|arrow_up|VIDEO:|___|30|end of list|Document 3|&nbsp;|<b>|</b>|\\* \\* \\*|###|END|\
            the old harbour |é|“|”|, |\\. |: |arrow_down|Share|Menu|\
            Advertisement|Sign up to |our newsletter|© 2026|FILE -|Caption|Read more: |ENDS";
        proptest!(|(pieces in prop::collection::vec(piece, 1..7), glue in " ?")| {
            let text = pieces.join(&glue);
            prop_assert_eq!(shut_out(&text), None, "{}", text);
        });
    }
}
