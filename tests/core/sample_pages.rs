//! The sample pages in `seeds/pages` against what a reader says of each in `seeds/expected`.
//!
//! Every single difference is watched from Python (`tests/python/test_sample_pages.py`); here it is what must hold of
//! all pages together: judgements fit their pages, no body is lost, and the figures do not fall.

#![allow(clippy::panic, reason = "a malformed judgement must fail the test, and panicking is how tests fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use newscore::Span;
use newscore::gazetteer::Gazetteer;
use newscore::page::{Action, PageOptions, analyze};
use newscore::pipeline::{Pipeline, PipelineOptions};
use newscore::text::{is_space, is_word};

/// What is reached today, in thousandths, never to be lost again: raise them with the program.
const LABELS_FLOOR: usize = 960;
const PRECISION_FLOOR: usize = 990;
const RECALL_FLOOR: usize = 990;

/// Body that clean text lacks although a reader keeps it; empty is the aim.
const LOST: &[(&str, &str)] = &[];

/// Labels whose segments are searched for mentions.
const SEARCHED: &[&str] =
    &["body", "subheading", "dateline", "live-entry", "correction", "headline", "standfirst", "caption"];

/// A page with the reader's segments and mentions; spans in bytes.
struct Sample {
    name: String,
    text: String,
    segments: Vec<(Span, String)>,
    mentions: BTreeSet<(usize, usize, Option<String>, String)>,
}

fn samples() -> Vec<Sample> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let entries = fs::read_dir(seeds.join("pages")).expect("the folder of pages");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a file name").to_owned();
            let text = fs::read_to_string(path).expect("a readable page");
            let judgement = fs::read_to_string(seeds.join("expected").join(format!("{name}.tsv")))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            read(name, text, &judgement)
        })
        .collect()
}

/// Lays a judgement on the text of its page; fails the test where it does not fit.
fn read(name: String, text: String, judgement: &str) -> Sample {
    let mut segments: Vec<(Span, String)> = Vec::new();
    let mut mentions = BTreeSet::new();
    let (mut at, mut after) = (0, 0);
    for (number, line) in judgement.lines().enumerate() {
        let wrong = |why: &str| -> ! { panic!("{name}.tsv:{}: {why}: {line}", number + 1) };
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            _ if number == 0 && line.starts_with("# ") => {}
            ["page", _] => {}
            ["segment", label, _, raw] => {
                let raw = unescape(raw);
                at += text[at..].len() - text[at..].trim_start_matches(is_space).len();
                if raw.is_empty() || !text[at..].starts_with(&raw) {
                    wrong("the page goes on otherwise");
                }
                segments.push((Span::new(at, at + raw.len()), label.to_owned()));
                at += raw.len();
            }
            ["mention", surface, entity, kind, _] => {
                let start = places(&text, &segments, surface).find(|start| *start >= after);
                let Some(start) = start else { wrong("not found in searched segments") };
                after = start + surface.len();
                let entity = (entity != "-").then(|| entity.to_owned());
                mentions.insert((start, after, entity, kind.to_owned()));
            }
            _ => wrong("malformed"),
        }
    }
    assert!(text[at..].chars().all(is_space), "{name}: left over on the page: {}", &text[at..]);
    Sample { name, text, segments, mentions }
}

fn unescape(raw: &str) -> String {
    let mut out = String::new();
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('\\') => '\\',
                other => panic!("unknown escape {other:?} in {raw:?}"),
            },
            other => other,
        });
    }
    out
}

/// Where the surface stands as whole words inside one searched segment.
fn places<'a>(text: &'a str, segments: &'a [(Span, String)], surface: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joined = |at: usize| {
        text[..at].chars().next_back().is_some_and(is_word) && text[at..].chars().next().is_some_and(is_word)
    };
    let searched = segments.iter().filter(|(_, label)| SEARCHED.contains(&label.as_str()));
    searched
        .flat_map(move |(span, _)| span.of(text).match_indices(surface).map(|(at, _)| span.start() + at))
        .filter(move |start| !joined(*start) && !joined(start + surface.len()))
}

fn at_least(floor: usize, right: usize, all: usize, what: &str) {
    assert!(right * 1000 >= floor * all, "{what}: {right} of {all}, below {floor} in a thousand");
}

#[test]
fn labels_agree_and_no_body_is_lost() {
    let (mut right, mut all, mut lost) = (0, 0, Vec::new());
    for sample in samples() {
        let analysis = analyze(&sample.text, None, &PageOptions::default());
        let found: BTreeMap<_, _> =
            analysis.segments.iter().map(|it| ((it.span.start(), it.span.end()), it.label.to_string())).collect();
        let cut: Vec<Span> =
            analysis.segments.iter().filter(|it| it.action != Action::Keep).map(|it| it.span).collect();
        for (span, label) in &sample.segments {
            all += 1;
            right += usize::from(found.get(&(span.start(), span.end())) == Some(label));
            if label == "body" && cut.iter().any(|cut| cut.start() < span.end() && span.start() < cut.end()) {
                lost.push((sample.name.clone(), span.of(&sample.text).to_owned()));
            }
        }
    }
    let known: Vec<_> = LOST.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    assert_eq!(lost, known, "body cut from clean text");
    at_least(LABELS_FLOOR, right, all, "labels");
}

#[test]
fn mentions_agree() {
    let pipeline = Pipeline::new(PipelineOptions::default(), Some(Gazetteer::builtin()));
    let gazetteer = pipeline.gazetteer().expect("the gazetteer just given");
    let (mut right, mut expected, mut found) = (0, 0, 0);
    for sample in samples() {
        let document = pipeline.document(&sample.text, None, None);
        let said: BTreeSet<_> = document
            .mentions
            .iter()
            .map(|it| {
                let entity = it.found.entity.map(|entity| gazetteer.entity_id(entity).to_owned());
                let kind = it.found.kind.as_str().to_owned();
                (it.found.span.start(), it.found.span.end(), entity, kind)
            })
            .collect();
        right += said.intersection(&sample.mentions).count();
        expected += sample.mentions.len();
        found += said.len();
    }
    at_least(PRECISION_FLOOR, right, found, "mentions that are right");
    at_least(RECALL_FLOOR, right, expected, "mentions that are found");
}
