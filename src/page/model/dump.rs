//! For training and judging the weights; run by hand, or by `src/data/line_model/train.py`.

use std::fs;
use std::io::{BufWriter, Write};

use super::decide::is_settled;
use super::features::{Features, ROW};
use super::lexicon::Lexicon;
use crate::page::marks::Marks;
use crate::page::options::PageOptions;
use crate::page::rules::View;
use crate::page::segments::{mark_lines, mark_outside};
use crate::page::{self, DisabledRules, Flag, analyze, line};
use crate::text::{Alignment, Planes};

fn texts() -> Vec<String> {
    let path = std::env::var("NEWSCORE_TEXTS").expect("NEWSCORE_TEXTS names a file");
    serde_json::from_slice(&fs::read(path).expect("the file can be read")).expect("it holds a JSON list of texts")
}

fn out() -> BufWriter<fs::File> {
    let path = std::env::var("NEWSCORE_OUT").expect("NEWSCORE_OUT names a file");
    BufWriter::new(fs::File::create(path).expect("the file can be written"))
}

/// Writes, as little-endian words of four bytes: the number of features; for each text how many lines it has and whether
/// a notice forbids learning from it; for each line its start and end in bytes, whether it is settled before the model is
/// asked, its features, how many words that count it has, and these (eight bytes each).
#[test]
#[ignore = "writes training data"]
fn dump_features() {
    let mut out = out();
    let mut put = |value: u32| out.write_all(&value.to_le_bytes()).expect("the file can be written");
    put(ROW as u32);
    // Training must not need weights that fit.
    let disabled_rules = DisabledRules::new(["model"]).expect("a rule's name");
    let options = PageOptions { disabled_rules, ..PageOptions::default() };
    for text in texts() {
        let planes = Planes::new(&text);
        let page = line::measure(&text, &planes);
        let view = View::new(&text, &planes, &page, &options.agencies);
        let mut marks = Marks::new(view.lines.len(), &options.disabled_rules);
        mark_lines(&view, &mut marks, options.articles, &[]);
        let (weights, found, _) = mark_outside(&view, &mut marks);
        let features = Features::new(
            &view,
            &marks,
            &weights,
            found,
            &Lexicon::read("").expect("an empty table"),
            &vec![true; view.lines.len()],
        );
        put(view.lines.len() as u32);
        put(u32::from(analyze(&text, None, &options).flags.contains(&Flag::NoMachineLearning)));
        for (at, line) in view.lines.iter().enumerate() {
            put(line.span.start() as u32);
            put(line.span.end() as u32);
            put(u32::from(is_settled(&view, &marks, found, at)));
            features.row(at).iter().for_each(|value| put(value.to_bits()));
            let words = features.words(at);
            put(words.len() as u32);
            for word in words {
                put(*word as u32);
                put((*word >> 32) as u32);
            }
        }
    }
}

/// Writes the clean texts as a JSON list; NEWSCORE_DISABLED may name a rule that must not speak.
#[test]
#[ignore = "judges weights"]
fn clean_texts() {
    let disabled_rules = DisabledRules::new(std::env::var("NEWSCORE_DISABLED").ok()).expect("a rule's name");
    let options = PageOptions { disabled_rules, ..PageOptions::default() };
    let clean: Vec<String> = texts()
        .iter()
        .map(|text| Alignment::new(text, page::kept(&page::segments(text, &options))).clean(text))
        .collect();
    out().write_all(&serde_json::to_vec(&clean).expect("texts are plain data")).expect("the file can be written");
}
