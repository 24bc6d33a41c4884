//! How fast names are found: `cargo bench --bench gazetteer [-- ALIASES TEXT]`.
//!
//! Method: ALIASES (one a line) and TEXT, or else made-up names and plain paragraphs that hold some of them, the text
//! repeated to 6 MB and cut into documents of about 3 KB. At 1,000, 50,000 and a million aliases newscore runs beside the
//! peers that give the same answer: an overlapping automaton whose hits are filtered to whole words and resolved, for a
//! leftmost-longest automaton with a filter loses names. All run in turn, five rounds; the figure is the median. Ten
//! million aliases run alone. Floods are texts made to be slow, given as time per byte over that of the plain text, and
//! as time per mention where there are any, since each one costs what it costs to hand it out. Read the ratios. Traps:
//! made-up names share few first words with running text, which flatters everybody; give files where it matters.

#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use aho_corasick::{AhoCorasick, MatchKind};
use daachorse::CharwiseDoubleArrayAhoCorasick;
use newscore::gazetteer::{AliasRecord, CaseMode, Gazetteer, GazetteerBuilder, GazetteerOptions};
use newscore::text::is_word;

const BYTES: usize = 6_000_000;
const DOCUMENT: usize = 3_000;
const ROUNDS: usize = 5;

const PLAIN: &str = "\
The council of Dunmore voted on Tuesday to close the old harbour, ending a dispute that has divided the town \
for more than a decade. Most of the fishing boats moved north in 2019, and the last of the warehouses has been \
empty ever since. “We kept hoping that somebody would take it over, but nobody ever came forward,” said @, \
who chairs the harbour committee. @ and the @ declined to comment.\n\
Under the plan, which still needs the approval of the regional government, the quays would be turned into a \
public park at a cost of about 14 million over three years. Opponents led by @ say that the money should go to \
schools instead. They have until the end of the month to lodge a complaint.\n";

type Matcher<'m> = (&'static str, Box<dyn Fn(&str) -> usize + 'm>);

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let read = |path: &String| std::fs::read_to_string(path).expect("the file is readable UTF-8");
    let aliases: Vec<String> = match files.first() {
        Some(path) => read(path).lines().map(str::to_owned).collect(),
        None => made_up(10_000_000),
    };
    let text = corpus(files.get(1).map(read), &aliases);
    let documents = cut(&text);
    let mut million = 0.0;
    for count in [1_000, 50_000, 1_000_000] {
        let known = &aliases[..count.min(aliases.len())];
        let (exact, built) = timed(|| build(known, CaseMode::Exact));
        let bytes = exact.nbytes() as f64 / known.len() as f64;
        say(&format!("{} aliases: built in {built:.2} s, {bytes:.1} bytes an alias", known.len()));
        let folded = build(known, CaseMode::Ignore);
        let daachorse = CharwiseDoubleArrayAhoCorasick::<u32>::new(known).expect("distinct aliases");
        let aho = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(known)
            .expect("not too many aliases");
        let matchers: Vec<Matcher<'_>> = vec![
            ("newscore", Box::new(|text| exact.spans(text).count())),
            (
                "daachorse",
                Box::new(|text| {
                    resolve(text, daachorse.find_overlapping_iter(text).map(|hit| (hit.start(), hit.end())))
                }),
            ),
            ("newscore, any case", Box::new(|text| folded.spans(text).count())),
            (
                "aho-corasick, any case",
                Box::new(|text| resolve(text, aho.find_overlapping_iter(text).map(|hit| (hit.start(), hit.end())))),
            ),
        ];
        let rates = rates(&documents, &matchers);
        for (((name, find), rate), peer) in matchers.iter().zip(&rates).zip([1, 1, 3, 3]) {
            let found: usize = documents.iter().map(|text| find(text)).sum();
            say(&format!("  {name:<26}{rate:>8.0} MB/s{:>8.2} x its peer{found:>10} found", rate / rates[peer]));
        }
        million = rates[0];
        if count == 1_000 {
            floods(million);
        }
    }
    if files.is_empty() {
        let (exact, built) = timed(|| build(&aliases, CaseMode::Exact));
        let rate = rates(&documents, &[("newscore", Box::new(|text| exact.spans(text).count()))])[0];
        let bytes = exact.nbytes() as f64 / aliases.len() as f64;
        let beside = rate / million;
        say(&format!(
            "{} aliases: built in {built:.2} s, {bytes:.1} bytes an alias, {rate:.0} MB/s, {beside:.2} x a million's",
            aliases.len()
        ));
    }
}

/// A report is what a benchmark is for; line by line, for the large automata take minutes.
#[allow(clippy::print_stdout)]
fn say(line: &str) {
    println!("{line}");
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed().as_secs_f64())
}

fn build(aliases: &[String], case: CaseMode) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(GazetteerOptions { case, ..GazetteerOptions::exact() });
    for (number, alias) in aliases.iter().enumerate() {
        builder.add(&AliasRecord::new(&number.to_string(), "name", alias)).expect("a good alias");
    }
    builder.build().expect("not too many aliases")
}

/// Median MB/s of each.
fn rates(documents: &[&str], matchers: &[Matcher<'_>]) -> Vec<f64> {
    let bytes: usize = documents.iter().map(|text| text.len()).sum();
    let mut rates = vec![Vec::new(); matchers.len()];
    for _ in 0..ROUNDS {
        for (rate, (_, find)) in rates.iter_mut().zip(matchers) {
            let (found, seconds) = timed(|| documents.iter().map(|text| find(text)).sum::<usize>());
            black_box(found);
            rate.push(bytes as f64 / 1e6 / seconds);
        }
    }
    rates.into_iter().map(median).collect()
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Whole words of the hits, leftmost and longest, none in another: how many.
fn resolve(text: &str, hits: impl Iterator<Item = (usize, usize)>) -> usize {
    let crossed = |at: usize| text[..at].ends_with(is_word) && text[at..].starts_with(is_word);
    let mut hits: Vec<(usize, usize)> = hits.filter(|&(start, end)| !crossed(start) && !crossed(end)).collect();
    hits.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    let mut from = 0;
    hits.retain(|&(start, end)| {
        let keep = start >= from;
        from = if keep { end } else { from };
        keep
    });
    hits.len()
}

/// Texts made to be slow: how many times as long a byte takes as one of plain text with a thousand aliases at `rate`.
fn floods(rate: f64) {
    let long = |count| vec!["a".to_owned(), format!("{}b", "a ".repeat(count))];
    let names = |count| (0..count).map(|n| format!("Aa B{n:06}")).collect::<Vec<_>>();
    let pieces = made_up(1_000);
    let cases: Vec<(&str, Vec<String>, String)> = vec![
        ("a a a, an alias of 3 words", long(2), "a ".into()),
        ("a a a, an alias of 50 words", long(49), "a ".into()),
        ("a a a, an alias of 2,000 words", long(1_999), "a ".into()),
        ("a a a, only the long alias", long(1_999)[1..].to_vec(), "a ".into()),
        ("one name of one letter", vec!["a".into()], "a ".into()),
        ("one short name", vec!["Xi".into()], "Xi ".into()),
        ("one name of two words", pieces[..1].to_vec(), format!("{} ", pieces[0])),
        ("a million of one first word", names(1_000_000), "Aa B777777 ".into()),
        ("the same, not found", names(1_000_000), "Aa B77777X ".into()),
        ("the same, first words alone", names(1_000_000), "Aa ".into()),
    ];
    say("  floods: x the time of a byte of plain text, ns a byte, ns a mention");
    for (name, aliases, piece) in cases {
        let gazetteer = build(&aliases, CaseMode::Exact);
        let text = piece.repeat(BYTES / 4 / piece.len());
        let found = gazetteer.spans(&text).count();
        let seconds = median((0..ROUNDS).map(|_| timed(|| black_box(gazetteer.spans(&text).count())).1).collect());
        let byte = seconds * 1e9 / text.len() as f64;
        let mention = if found == 0 { String::new() } else { format!("{:.1}", seconds * 1e9 / found as f64) };
        say(&format!("  {name:<34}{:>8.2}{byte:>8.1}{mention:>8}", byte * rate / 1e3));
    }
}

/// Distinct invented names of one to three words, the same for the same count.
fn made_up(count: usize) -> Vec<String> {
    let syllables: Vec<&str> =
        "ba ko ri mu ten dal os ver lin qua sto bre hal ny fen mar wick ton burg by".split(' ').collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut seen = std::collections::HashSet::with_capacity(count);
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let words = 1 + random(3);
        let mut name = String::new();
        for _ in 0..words {
            let word: String = (0..2 + random(2)).map(|_| syllables[random(syllables.len())]).collect();
            name += if name.is_empty() { "" } else { " " };
            name += &word[..1].to_uppercase();
            name += &word[1..];
        }
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn corpus(text: Option<String>, aliases: &[String]) -> String {
    let mut names = aliases.iter().step_by(1 + aliases.len() / 5_000).cycle();
    let text = text.unwrap_or_else(|| {
        let mut pieces = PLAIN.split('@').cycle();
        (0..10_000).fold(String::new(), |text, at| {
            let piece = pieces.next().unwrap_or_default();
            let name = if at % 5 == 4 { "" } else { names.next().map_or("", String::as_str) };
            text + piece + name
        })
    });
    text.repeat(BYTES / text.len() + 1)
}

fn cut(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = (start + DOCUMENT..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        documents.push(&text[start..end]);
        start = end;
    }
    documents
}
