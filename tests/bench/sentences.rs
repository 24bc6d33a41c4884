//! How fast sentences are split: `cargo bench --bench sentences [-- FILE]`.
//!
//! Method: FILE, or else the English cases with plain paragraphs between them, is repeated to 24 MB and cut into
//! documents of about 3 KB. All contenders run in turn, eleven rounds; the figure is the median. Read the ratios, not
//! the MB/s: they compare with a bare vector scan for `. ! ?`, line feeds and `…` in the same process, which does
//! nothing but count its hits. Traps: a laptop's clock drifts (hence the turns); text without quotes or abbreviations
//! flatters every splitter; a short text repeated lets the processor learn its branches, the scan's more than ours, so
//! give a FILE of a megabyte or more where the ratio matters.

// Entering a function with a target feature is unsafe.
#![allow(unsafe_code, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use newscore::Span;
use newscore::sentence::Splitter;

/// What most of a page is: ordinary words, a few numbers, quotes.
const PLAIN: &str = "\
The council of Dunmore voted on Tuesday to close the old harbour, ending a dispute that has divided the town \
for more than a decade. Most of the fishing boats moved north in 2019, and the last of the warehouses has been \
empty ever since. “We kept hoping that somebody would take it over, but nobody ever came forward,” said Lena \
Holt, who chairs the harbour committee.\n\
Under the plan, which still needs the approval of the regional government, the quays would be turned into a \
public park at a cost of about 14 million over three years. Opponents say that the money should go to schools \
instead. They have until the end of the month to lodge a complaint.\n";

const BYTES: usize = 24_000_000;
const DOCUMENT: usize = 3_000;
const ROUNDS: usize = 11;

type Contender<'c> = (&'static str, Box<dyn Fn() -> usize + 'c>);

fn main() {
    let text = corpus();
    let documents = cut(&text);
    let splitter = Splitter::default();
    let alone: Vec<Contender<'_>> = vec![
        ("bare scan", Box::new(|| documents.iter().map(|text| scan(text.as_bytes())).sum())),
        ("spans, a call per document", Box::new(|| documents.iter().map(|text| splitter.spans(text).count()).sum())),
        ("spans, one document", Box::new(|| splitter.spans(&text).count())),
        ("spans into a Vec", Box::new(|| splitter.spans(&text).collect::<Vec<Span>>().len())),
        ("explain", Box::new(|| documents.iter().map(|text| splitter.explain(text).len()).sum())),
    ];
    #[cfg(feature = "arrow")]
    let columns = columns::contenders(&documents, &splitter);
    #[cfg(not(feature = "arrow"))]
    let columns = Vec::new();
    let contenders: Vec<Contender<'_>> = alone.into_iter().chain(columns).collect();
    let mut rates = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for (rate, (_, run)) in rates.iter_mut().zip(&contenders) {
            let start = Instant::now();
            black_box(run());
            rate.push(text.len() as f64 / 1e6 / start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = rates
        .into_iter()
        .map(|mut rate| {
            rate.sort_by(f64::total_cmp);
            rate[ROUNDS / 2]
        })
        .collect();
    let mut report = format!("{:<28}{:>10}{:>14}{:>12}\n", "", "MB/s", "x bare scan", "found");
    for ((name, run), rate) in contenders.iter().zip(&medians) {
        report += &format!("{name:<28}{rate:>10.0}{:>14.2}{:>12}\n", rate / medians[0], run());
    }
    report += &floods(&splitter, medians[2]);
    // A report is what a benchmark is for.
    #[allow(clippy::print_stdout)]
    {
        print!("{report}");
    }
}

/// The same as columns: divide the rate of "spans, a call per document" by theirs for what a column costs.
#[cfg(feature = "arrow")]
mod columns {
    use newscore::arrow::TextListColumn;
    use newscore::arrow::columns::SpanListColumn;
    use newscore::text::Unit;

    use super::{Contender, Splitter};

    pub fn contenders<'c>(documents: &'c [&str], splitter: &'c Splitter) -> Vec<Contender<'c>> {
        let bytes = documents.iter().map(|text| text.len()).sum();
        let spans = move |unit| {
            let mut column = SpanListColumn::with_capacity(documents.len(), bytes, unit);
            documents.iter().for_each(|text| column.push(Some((*text, splitter.spans(text)))));
            column.finish().len()
        };
        let texts = move || {
            let mut column = TextListColumn::with_capacity(documents.len(), bytes);
            documents.iter().for_each(|text| column.push(Some((*text, splitter.spans(text)))));
            column.finish().len()
        };
        vec![
            ("column of spans, bytes", Box::new(move || spans(Unit::Bytes))),
            ("column of spans, code points", Box::new(move || spans(Unit::CodePoints))),
            ("column of sentences", Box::new(texts)),
        ]
    }
}

/// Texts of one piece repeated: how many times as long each byte takes as a byte of the one document, at `rate`.
fn floods(splitter: &Splitter, rate: f64) -> String {
    let mut report = String::from("\nflood, time per byte over that of one document\n");
    for piece in [
        ".", "\"", " ", "\n", "x", "a.", "A.", "a. ", "A. ", "...", ". ", "?", "”", "1. ", ".”", "U.S. ", "Mr. ", "-. ",
    ] {
        let text = piece.repeat(BYTES / 4 / piece.len());
        let mut times: Vec<f64> = (0..5)
            .map(|_| {
                let start = Instant::now();
                black_box(splitter.spans(&text).count());
                start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let times_as_long = times[2] / (text.len() as f64 / 1e6 / rate);
        report += &format!("{:<28}{times_as_long:>10.2}\n", format!("{piece:?}"));
    }
    report
}

fn corpus() -> String {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let text = match file {
        Some(path) => std::fs::read_to_string(path).expect("the file is readable UTF-8"),
        None => include_str!("../cases/sentences/english.md")
            .lines()
            .filter(|line| line.starts_with('⟦'))
            .map(|line| line.replace(['⟦', '⟧'], "").replace('⏎', "\n").replace('␠', " ") + "\n" + PLAIN)
            .collect(),
    };
    text.repeat(BYTES / text.len() + 1)
}

fn cut(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].char_indices().map(|(at, _)| start + at).find(|&at| at >= start + DOCUMENT);
        let end = end.unwrap_or(text.len());
        documents.push(&text[start..end]);
        start = end;
    }
    documents
}

/// Counts the bytes that could end a sentence, 64 at a time; the end of a document byte by byte.
fn scan(bytes: &[u8]) -> usize {
    let blocks = bytes.chunks_exact(64);
    let rest = blocks.remainder().iter().filter(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n')).count();
    blocks.map(block).sum::<usize>() + rest
}

#[cfg(target_arch = "x86_64")]
fn block(bytes: &[u8]) -> usize {
    use std::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8};
    assert!(bytes.len() == 64);
    let mut mask = 0_u64;
    for quarter in 0..4 {
        // SAFETY: SSE2 is part of x86-64, and the 16 bytes read lie within the 64 asserted above.
        unsafe {
            let v = _mm_loadu_si128(bytes.as_ptr().add(16 * quarter).cast::<__m128i>());
            let is = |byte: u8| _mm_cmpeq_epi8(v, _mm_set1_epi8(byte as i8));
            let ascii = _mm_or_si128(_mm_or_si128(is(b'.'), is(b'!')), _mm_or_si128(is(b'?'), is(b'\n')));
            let any = _mm_or_si128(ascii, is(0xa6));
            mask |= u64::from(_mm_movemask_epi8(any) as u16) << (16 * quarter);
        }
    }
    let mut found = 0;
    while mask != 0 {
        found += black_box(mask.trailing_zeros()) as usize & 1 | 1;
        mask &= mask - 1;
    }
    found
}

#[cfg(not(target_arch = "x86_64"))]
fn block(bytes: &[u8]) -> usize {
    memchr::memchr3_iter(b'.', b'!', b'?', bytes).chain(memchr::memchr2_iter(b'\n', 0xa6, bytes)).count()
}
