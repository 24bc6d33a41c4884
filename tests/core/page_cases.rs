//! Reads the literate cases of `tests/cases/segments` and holds the page engine to them.
//!
//! A file is prose with cases in it. A case is a `## heading`, a fenced block `page` and a fenced block `segments` with
//! one line for each segment in order: `label article: text`, the article `-` where the segment is the page's own; line
//! breaks never stand inside a segment. A third block, `fields`, may name fields of the first article: `author: Ada
//! Moe`. A block `other-pages` before the page holds pages of the same publisher, `---` between them, from which a
//! model of boilerplate is learned for this page. Anything else between fences, or a case without its blocks, fails the test.

#![allow(clippy::panic, reason = "a malformed case must fail the test, and panicking is how tests fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use newscore::corpus::{FitOptions, Fitter, Model};
use newscore::page::{Analysis, Fields};
use newscore::pipeline::{Pipeline, PipelineOptions};

/// The publisher of every page.
const SOURCE: &str = "herald";

struct Case {
    name: String,
    other_pages: Option<String>,
    page: Option<String>,
    segments: Option<String>,
    fields: Option<String>,
}

fn parse(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            let name = format!("{file}: {name}");
            cases.push(Case { name, other_pages: None, page: None, segments: None, fields: None });
        } else if let Some(kind) = line.strip_prefix("```") {
            let mut block = String::new();
            let closed = lines.by_ref().any(|line| {
                if line == "```" {
                    return true;
                }
                block.push_str(line);
                block.push('\n');
                false
            });
            assert!(closed, "{file}: a block is never closed");
            let case = cases.last_mut().unwrap_or_else(|| panic!("{file}: a block before the first heading"));
            let place = match kind {
                "other-pages" => &mut case.other_pages,
                "page" => &mut case.page,
                "segments" => &mut case.segments,
                "fields" => &mut case.fields,
                _ => panic!("{}: unknown block {kind:?}", case.name),
            };
            assert!(place.replace(block).is_none(), "{}: two blocks {kind}", case.name);
        }
    }
    assert!(!cases.is_empty(), "{file}: no case");
    cases
}

/// The model learned from pages with `---` between them.
fn learned(pages: &str) -> Model {
    let options = FitOptions { min_pages: 2, ..FitOptions::default() };
    let mut fitter = Fitter::new(options).expect("options in range");
    pages.split("\n---\n").for_each(|page| fitter.add(SOURCE, Fitter::read(page)));
    Model::new(options, fitter.into_samples().iter().map(|sample| sample.learn()).collect())
}

fn show_segments(page: &str, analysis: &Analysis) -> String {
    let mut out = String::new();
    for segment in &analysis.segments {
        let article = segment.article.map_or_else(|| "-".to_owned(), |number| number.to_string());
        writeln!(out, "{} {article}: {}", segment.label, segment.span.of(page)).expect("writing to a string");
    }
    out
}

fn show_fields(fields: &Fields) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| writeln!(out, "{name}: {value}").expect("writing to a string");
    let single = [("headline", &fields.headline), ("section", &fields.section), ("standfirst", &fields.standfirst)];
    single.into_iter().for_each(|(name, field)| field.iter().for_each(|field| line(name, &field.value)));
    fields.authors.iter().for_each(|field| line("author", &field.value));
    fields.credits.iter().for_each(|credit| line("credit", &format!("{} ({})", credit.name, credit.role.as_str())));
    fields.agency.iter().for_each(|field| line("agency", &field.value));
    if let Some(dateline) = &fields.dateline {
        line("dateline", &dateline.text.value);
        dateline.place.iter().for_each(|field| line("place", &field.value));
        dateline.date_text.iter().for_each(|field| line("date-text", &field.value));
        dateline.date.iter().for_each(|date| line("date", &date.to_string()));
    }
    fields.published.iter().for_each(|it| line("published", &it.date.to_string()));
    let lists = [
        ("subheading", &fields.subheadings),
        ("caption", &fields.captions),
        ("timestamp", &fields.timestamps),
        ("rights", &fields.rights),
        ("related", &fields.related),
    ];
    lists.into_iter().for_each(|(name, list)| list.iter().for_each(|field| line(name, &field.value)));
    out
}

#[test]
fn literate_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/segments");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    let mut wrong = String::new();
    let mut names = Vec::new();
    for path in files {
        let file = path.file_stem().and_then(|name| name.to_str()).expect("a file name").to_owned();
        for case in parse(&file, &fs::read_to_string(&path).expect("a readable case file")) {
            let page = case.page.unwrap_or_else(|| panic!("{}: no page", case.name));
            let expected = case.segments.unwrap_or_else(|| panic!("{}: no segments", case.name));
            let mut pipeline = Pipeline::new(PipelineOptions::default(), None);
            if let Some(others) = &case.other_pages {
                pipeline = pipeline.with_boilerplate(Arc::new(learned(others)));
            }
            let analysis = pipeline.document(&page, None, Some(SOURCE)).analysis;
            let found = show_segments(&page, &analysis);
            if found != expected {
                writeln!(wrong, "== {}\n-- expected\n{expected}-- found\n{found}", case.name)
                    .expect("writing to a string");
            }
            if let Some(expected) = case.fields {
                let found = analysis.articles.first().map(|article| show_fields(&article.fields)).unwrap_or_default();
                if found != expected {
                    writeln!(wrong, "== {} (fields)\n-- expected\n{expected}-- found\n{found}", case.name)
                        .expect("writing to a string");
                }
            }
        }
        names.push(file);
    }
    assert!(wrong.is_empty(), "{wrong}");
    for rule in newscore::page::rules() {
        assert!(names.iter().any(|name| name == rule.name), "the rule {} has no cases", rule.name);
    }
}

/// The fields of the sample pages: blocks `fields PAGE NUMBER` in `tests/cases/fields`, and nothing else between fences.
#[test]
fn fields_of_the_sample_pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("tests/cases/fields/sample-pages.md")).expect("the cases");
    let published = "2026-11-24".parse().expect("a day");
    let pipeline = Pipeline::new(PipelineOptions::default(), None);
    let mut read = 0;
    for block in text.split("```fields ").skip(1) {
        let (head, rest) = block.split_once('\n').expect("a line with page and number");
        let (name, number) = head.split_once(' ').expect("page and number");
        let expected = rest.split_once("```").expect("a block that is closed").0;
        let page = fs::read_to_string(root.join(format!("seeds/pages/{name}.txt"))).expect("a sample page");
        let analysis = pipeline.document(&page, Some(published), None).analysis;
        let number: usize = number.parse().expect("a number");
        assert_eq!(show_fields(&analysis.articles[number].fields), expected, "{head}");
        read += 1;
    }
    assert_eq!(read, text.matches("\n```\n").count(), "a block of another kind");
}
