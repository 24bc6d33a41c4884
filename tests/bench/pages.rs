//! How fast pages are labelled: `cargo bench --bench pages [-- FILE...]`.
//!
//! Method: FILEs, or else the sample pages of this repository, one after another until there are 8 MB. *Stories* are
//! their clean texts, *full pages* the pages as they are. All contenders run in turn, seven rounds; the figure is the
//! median. Read the ratios, not the MB/s: they compare with `str::split_whitespace` over the same texts in the same
//! process, and with a bare count of line feeds. Below them, whether time is linear: pages of 1 KB to 1 MB, pages that
//! are all of one kind, and stories with half of the rules switched off, each in time per byte over that of the
//! stories (of the full pages, for pages that are not stories). Traps: a page read again and again teaches the
//! processor its branches, so give FILEs of some megabytes where a ratio matters; other work on the machine.

#![allow(missing_docs)]

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use newscore::page::{DisabledRules, PageOptions, analyze, rules, segments};
use newscore::pipeline::{Pipeline, PipelineOptions};

const BYTES: usize = 8_000_000;
const ROUNDS: usize = 7;

type Contender<'c> = (&'static str, &'c [String], Box<dyn Fn(&str) -> usize + 'c>);

fn main() {
    let pages = pages();
    let cleaner = Pipeline::new(PipelineOptions::default(), None);
    let stories: Vec<String> = pages.iter().map(|page| cleaner.clean(page, None)).filter(|it| !it.is_empty()).collect();
    let (stories, pages) = (repeated(&stories), repeated(&pages));
    let options = PageOptions::default();
    let halved = PageOptions { disabled_rules: half_of_the_rules(), ..PageOptions::default() };
    let words = |text: &str| text.split_whitespace().count();
    let contenders: Vec<Contender<'_>> = vec![
        ("stories: split_whitespace", &stories, Box::new(words)),
        ("stories: line feeds", &stories, Box::new(|text| text.bytes().filter(|byte| *byte == b'\n').count())),
        ("stories: segments", &stories, Box::new(|text| segments(text, &options).len())),
        ("stories: segments, half the rules", &stories, Box::new(|text| segments(text, &halved).len())),
        ("stories: clean", &stories, Box::new(|text| cleaner.clean(text, None).len())),
        ("stories: analyze", &stories, Box::new(|text| analyze(text, None, &options).segments.len())),
        ("full pages: split_whitespace", &pages, Box::new(words)),
        ("full pages: segments", &pages, Box::new(|text| segments(text, &options).len())),
        ("full pages: analyze", &pages, Box::new(|text| analyze(text, None, &options).segments.len())),
    ];
    let mut rates = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for (rate, (_, texts, run)) in rates.iter_mut().zip(&contenders) {
            let bytes: usize = texts.iter().map(String::len).sum();
            let start = Instant::now();
            black_box(texts.iter().map(|text| run(text)).sum::<usize>());
            rate.push(bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = rates.into_iter().map(median).collect();
    let mut report = format!("{:<36}{:>10}{:>22}\n", "", "MB/s", "x split_whitespace");
    let mut yardstick = 1.0;
    for ((name, ..), rate) in contenders.iter().zip(&medians) {
        if name.ends_with("split_whitespace") {
            yardstick = *rate;
        }
        report += &format!("{name:<36}{rate:>10.1}{:>22.2}\n", rate / yardstick);
    }
    let rate = |name: &str| contenders.iter().zip(&medians).find(|(it, _)| it.0 == name).map_or(1.0, |(_, rate)| *rate);
    report += &sizes(&stories, rate("stories: segments"));
    report += &floods(rate("full pages: segments"));
    // A report is what a benchmark is for.
    #[allow(clippy::print_stdout)]
    {
        print!("{report}");
    }
}

/// Time per byte of pages of growing size, over that of the stories.
fn sizes(stories: &[String], rate: f64) -> String {
    let long = stories.join("\n\n");
    let mut report = String::from("\nsize of a page, time per byte over that of the stories\n");
    for kilobytes in [1, 4, 16, 64, 256, 1024] {
        let end = (0..=kilobytes << 10).rev().find(|&end| long.is_char_boundary(end)).unwrap_or(0);
        report += &format!("{:<36}{:>10.2}\n", format!("{kilobytes} KB"), slowness(&long[..end], rate));
    }
    report
}

/// Time per byte of pages that are all of one kind, over that of the full pages.
fn floods(rate: f64) -> String {
    let paragraph =
        "The council of Dunmore voted on Tuesday to close the old harbour, and nobody was there to object. ";
    let kinds = [
        ("100,000 lines of one word", "Harbour\n".repeat(100_000)),
        ("a line of 1 MB", paragraph.repeat((1 << 20) / paragraph.len())),
        ("50,000 times one headline", "Ministry lifts ban on harbour dues\n".repeat(50_000)),
        ("50,000 separators", "Source link\n".repeat(50_000)),
        ("20,000 headlines and paragraphs", format!("Ministry lifts ban on dues\n{paragraph}\n").repeat(20_000)),
        ("50,000 paragraphs", format!("{paragraph}\n").repeat(50_000)),
        ("20,000 parts between rows of marks", format!("* * *\nMinistry lifts ban on dues\n{paragraph}\n").repeat(20_000)),
        ("20,000 stories that end in a button", format!("Ministry lifts ban on dues\nBy Ada Moe\n{paragraph}\nShare\n").repeat(20_000)),
        ("20,000 stories over an unknown mark", format!("Ministry lifts ban on dues\n{paragraph}\n[next item]\n").repeat(20_000)),
        ("20,000 stories, each signed and dated", format!("Ministry lifts ban on dues\nBy Ada Moe\nNov. 3, 2026\n{paragraph}\n").repeat(20_000)),
        ("1 MB of bars", "|".repeat(1 << 20)),
        ("1 MB of opened tags", "<a ".repeat((1 << 20) / 3)),
    ];
    let mut report = String::from("\nflood, time per byte over that of the full pages\n");
    for (name, text) in kinds {
        report += &format!("{name:<36}{:>10.2}\n", slowness(&text, rate));
    }
    report
}

fn slowness(text: &str, rate: f64) -> f64 {
    let options = PageOptions::default();
    let rounds = (1 << 20) / text.len().max(1) + 1;
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        (0..rounds).for_each(|_| {
            black_box(segments(black_box(text), &options).len());
        });
        start.elapsed().as_secs_f64() / rounds as f64
    });
    median(times.collect()) / (text.len() as f64 / 1e6 / rate)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn half_of_the_rules() -> DisabledRules {
    DisabledRules::new(rules().iter().step_by(2).map(|rule| rule.name)).expect("rules that exist")
}

fn pages() -> Vec<String> {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let read = |path: &str| fs::read_to_string(path).expect("the file is readable UTF-8");
    if !given.is_empty() {
        return given.iter().map(|path| read(path)).collect();
    }
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/pages")).expect("the folder of sample pages");
    let mut paths: Vec<_> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| read(&path.to_string_lossy())).collect()
}

fn repeated(texts: &[String]) -> Vec<String> {
    let bytes: usize = texts.iter().map(String::len).sum();
    (0..=BYTES / bytes.max(1)).flat_map(|_| texts.iter().cloned()).collect()
}
