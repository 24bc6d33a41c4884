//! The house guards itself: who may use whom, and what the library never does.
//!
//! Every check reads the source as text and names file and line. Beside each stands the proof that it can fail, on
//! lines made up for it. What is allowed is data, below: a new module is given its place here before it compiles in.

mod source;

use std::collections::BTreeMap;
use std::fs;

use source::{Source, balanced, files, is_name, library, root, words};

/// Each module at the top of the house, from the ground up, and the modules that it may use.
const HOUSE: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("span", &["error"]),
    ("text", &["span", "error"]),
    // Spreads any work over threads; knows nothing of texts.
    ("parallel", &["error"]),
    // The engines never use one another: what joins two is document's work.
    ("sentence", &["text", "span", "error"]),
    ("page", &["text", "span", "error"]),
    ("gazetteer", &["text", "span", "error"]),
    ("corpus", &["text", "span", "error"]),
    ("document", &["sentence", "page", "gazetteer", "text", "span", "error"]),
    // What a person has decided: a label is the page's word, the rest is text.
    ("overrides", &["page", "text", "span", "error"]),
    ("pipeline", &["document", "overrides", "sentence", "page", "gazetteer", "corpus", "text", "span", "error"]),
    // What becomes of documents: the account of a run, and its tables.
    ("account", &["document", "page", "text", "span", "error"]),
    // Checks of vector code, compiled for tests and fuzzing alone.
    ("vectors", &["sentence", "gazetteer"]),
    ("arrow", &["pipeline", "document", "page", "gazetteer", "parallel", "text", "span", "error"]),
    // Uses all and is used by none.
    (
        "python",
        &[
            "account",
            "arrow",
            "pipeline",
            "overrides",
            "document",
            "sentence",
            "page",
            "gazetteer",
            "corpus",
            "parallel",
            "text",
            "span",
            "error",
        ],
    ),
];

/// What the root gives out again, and whose it is.
const ROOT_NAMES: &[(&str, &str)] = &[("Error", "error"), ("Result", "error"), ("Span", "span")];

/// Crates that are named in some places only: the beginning of their names, and the paths.
const CRATES: &[(&str, &[&str])] = &[
    ("pyo3", &["python/"]),
    ("rayon", &["parallel.rs"]),
    ("arrow_", &["arrow/", "python/"]),
    ("memmap2", &["gazetteer/array.rs"]),
];

/// The files that may hold `unsafe`, and why.
const UNSAFE: &[(&str, &str)] = &[
    ("sentence/scan/vector.rs", "code for a processor's vectors"),
    ("gazetteer/array.rs", "tables read in place from a mapped file"),
    ("gazetteer/vector.rs", "code for a processor's vectors"),
    ("text/vector.rs", "code for a processor's vectors"),
    ("page/model/forest.rs", "code for a processor's vectors"),
    ("python/text.rs", "slices of Python strings without a second check"),
    ("python/encode.rs", "code points of Python strings into memory of our own"),
    ("arrow/texts.rs", "texts copied on several threads"),
    ("python/triple.rs", "tuples of numbers made in one call"),
    ("python/capsule.rs", "the Arrow C interface"),
];

/// How many lines above an `unsafe` its reason may start.
const SAFETY_LINES: usize = 6;

/// What library code does not do: bad text comes back as a value, and standard output is the caller's.
const NEVER: &[&str] =
    &[".unwrap()", "panic!", "todo!", "unimplemented!", "dbg!", "print!", "println!", "eprint!", "eprintln!"];

/// A file longer than this has a seam somewhere.
const MOST_LINES: usize = 700;

/// The files that may be longer, and why.
const LONG: &[(&str, &str)] = &[("src/gazetteer/fold_table.rs", "a table, made by make_fold_table.py")];

/// The first names of the paths that follow `crate` or the last `super`: `::a::b` has one, `::{a, b::c}` two.
fn first_names(after: &str) -> Vec<&str> {
    let Some(path) = after.strip_prefix("::") else { return Vec::new() };
    let first = |path: &str| path.find(|c| !is_name(c) && c != '*').unwrap_or(path.len());
    if !path.starts_with('{') {
        return vec![&path[..first(path)]];
    }
    let group = &path[1..balanced(path) - 1];
    let mut depth = 0;
    let names = group.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    names.map(str::trim_start).filter(|path| !path.is_empty()).map(|path| &path[..first(path)]).collect()
}

fn forbidden_imports(source: &Source) -> Vec<String> {
    let unit = source.unit();
    if unit.is_empty() {
        return Vec::new();
    }
    let Some((_, allowed)) = HOUSE.iter().find(|(name, _)| *name == unit) else {
        return vec![source.complain(0, &format!("{unit} has no place in the table of the house"))];
    };
    let mut found = Vec::new();
    for (at, word) in words(&source.code) {
        let after = &source.code[at + word.len()..];
        let reaches_root = match word {
            "crate" => true,
            "super" if !after.starts_with("::super") => {
                let before = &source.code[..at];
                let up = 1 + (before.len() - before.trim_end_matches("super::").len()) / "super::".len();
                source.depth(at) <= up
            }
            _ => false,
        };
        for name in first_names(after).into_iter().filter(|_| reaches_root) {
            let owner = ROOT_NAMES.iter().find(|(root, _)| *root == name).map_or(name, |(_, owner)| owner);
            if owner != unit && !allowed.contains(&owner) {
                let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
                found.push(source.complain(at, &format!("{unit} uses {owner}; it may use {allowed}")));
            }
        }
    }
    found
}

fn misplaced_crates(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in words(&source.code) {
        for (name, places) in CRATES {
            if word.starts_with(name) && !places.iter().any(|place| source.path.starts_with(place)) {
                found.push(source.complain(at, &format!("{word} is named outside {}", places.join(" and "))));
            }
        }
    }
    found
}

fn unsafe_code(source: &Source) -> Vec<String> {
    let listed = UNSAFE.iter().any(|(path, _)| *path == source.path);
    let lines: Vec<&str> = source.raw.lines().collect();
    let mut found = Vec::new();
    for (at, _) in words(&source.code).filter(|(_, word)| *word == "unsafe") {
        let line = source.line(at);
        if !listed {
            found.push(source.complain(at, "unsafe in a file that the list does not name"));
        } else if !lines[line.saturating_sub(1 + SAFETY_LINES)..line].iter().any(|line| line.contains("// SAFETY:")) {
            found.push(source.complain(at, "unsafe without a SAFETY comment above it"));
        }
    }
    found
}

fn never_done(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for &never in NEVER {
        for (at, _) in source.library.match_indices(never) {
            if !(never.starts_with(is_name) && source.library[..at].ends_with(is_name)) {
                found.push(source.complain(at, &format!("{never} in library code")));
            }
        }
    }
    found
}

fn thawed_classes(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.code.match_indices("#[") {
        let attribute = &source.code[at + 1..at + 1 + balanced(&source.code[at + 1..])];
        let has = |name: &str| words(attribute).any(|(_, word)| word == name);
        if has("pyclass") && !has("frozen") {
            found.push(source.complain(at, "a pyclass that is not frozen"));
        }
    }
    found
}

/// The files compiled into the library, each with the places that read it.
fn included(sources: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut readers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources {
        for (at, word) in
            words(&source.code).filter(|(_, word)| ["include_str", "include_bytes", "include"].contains(word))
        {
            let after = &source.raw[at + word.len()..];
            let Some(path) = after.strip_prefix("!(").and_then(|it| it.split('"').nth(1)) else { continue };
            let mut parts: Vec<&str> = source.path.split('/').collect();
            parts.pop();
            for part in path.split('/') {
                if part != ".." {
                    parts.push(part);
                } else if parts.pop().is_none() {
                    parts.push("<above src>");
                }
            }
            readers.entry(parts.join("/")).or_default().push(source.complain(at, path));
        }
    }
    readers
}

fn shared_data(sources: &[Source]) -> Vec<String> {
    let shared = included(sources).into_iter().filter(|(_, readers)| readers.len() > 1);
    shared.map(|(path, readers)| format!("{path} has more than one reader: {}", readers.join("; "))).collect()
}

fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let listed = LONG.iter().any(|(long, _)| *long == path);
    (lines > MOST_LINES && !listed)
        .then(|| format!("{path}:{}: {lines} lines; look for the seam, or list the file with a reason", MOST_LINES + 1))
}

/// Fails with every complaint, one a line.
#[track_caller]
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Fails unless the check complains about the lines of the made-up file, and about no others.
#[track_caller]
fn complains(check: impl Fn(&Source) -> Vec<String>, path: &str, text: &str, lines: &[usize]) {
    let complaints = check(&Source::new(path, text));
    let expected: Vec<String> = lines.iter().map(|line| format!("src/{path}:{line}: ")).collect();
    let meets =
        complaints.len() == expected.len() && complaints.iter().zip(&expected).all(|(it, start)| it.starts_with(start));
    assert!(meets, "expected complaints about {expected:?}, not {complaints:#?}");
}

#[test]
fn modules_use_only_what_lies_below_them() {
    none(library().iter().flat_map(forbidden_imports).collect());
}

#[test]
fn a_forbidden_import_is_found() {
    let check = forbidden_imports;
    complains(check, "page/line.rs", "use crate::Span;\nuse super::cues;\nuse crate::text::trim;\n", &[]);
    complains(check, "page/line.rs", "use crate::Span;\nuse crate::gazetteer::Gazetteer;\n", &[2]);
    complains(check, "page/line.rs", "use crate::{Error, sentence::{self, Lang}};\n", &[1]);
    complains(check, "page/line.rs", "fn f() -> usize {\n    crate::document::g()\n}\n", &[2]);
    complains(
        check,
        "page/line.rs",
        "// crate::document\n/// [`crate::document`]\nconst A: &str = \"crate::document\";\n",
        &[],
    );
    complains(
        check,
        "page/rules/a.rs",
        "use super::super::{line, cues::{self}};\nuse super::super::super::{Span, document};\n",
        &[2],
    );
    complains(
        check,
        "document.rs",
        "use super::python;\nmod tests {\n    use super::*;\n    use super::super::python;\n}\n",
        &[1, 4],
    );
    complains(check, "text/mod.rs", "use crate::*;\n", &[1]);
    complains(check, "span.rs", "pub(crate) use crate::text::trim;\n", &[1]);
    complains(check, "novelty.rs", "\n", &[1]);
    complains(check, "lib.rs", "pub mod document;\npub use crate::span::Span;\n", &[]);
}

#[test]
fn the_house_has_no_empty_rooms() {
    let found = library();
    let empty = HOUSE.iter().filter(|(unit, _)| !found.iter().any(|source| source.unit() == *unit));
    none(empty.map(|(unit, _)| format!("the table of the house names {unit}, which is not there")).collect());
}

#[test]
fn crates_are_named_in_their_places() {
    none(library().iter().flat_map(misplaced_crates).collect());
}

#[test]
fn a_misplaced_crate_is_found() {
    complains(misplaced_crates, "python/page.rs", "use pyo3::prelude::*;\nuse arrow_array::Array;\n", &[]);
    complains(misplaced_crates, "document.rs", "use std::fmt;\nuse pyo3::prelude::*;\n", &[2]);
    complains(misplaced_crates, "pipeline.rs", "fn f() {\n    rayon::join(a, b);\n}\n", &[2]);
    complains(misplaced_crates, "text/lines.rs", "use arrow_schema::Schema;\n", &[1]);
    complains(misplaced_crates, "python/run.rs", "use rayon::prelude::*;\n", &[1]);
}

#[test]
fn unsafe_is_listed_and_has_its_reason() {
    let sources = library();
    none(sources.iter().flat_map(unsafe_code).collect());
    let idle = UNSAFE.iter().filter(|(path, _)| {
        !sources.iter().any(|it| it.path == *path && words(&it.code).any(|(_, word)| word == "unsafe"))
    });
    none(idle.map(|(path, _)| format!("src/{path} is listed and holds no unsafe code")).collect());
}

#[test]
fn unsafe_without_place_or_reason_is_found() {
    complains(unsafe_code, "page/line.rs", "// SAFETY: none needed.\nunsafe { f() }\n", &[2]);
    complains(unsafe_code, "python/text.rs", "// SAFETY: checked above.\nunsafe { f() }\n", &[]);
    complains(unsafe_code, "python/text.rs", "#[allow(unsafe_code)]\nlet a = unsafe { f() };\n", &[2]);
    complains(unsafe_code, "python/text.rs", "// SAFETY: of another.\n\n\n\n\n\n\n\nunsafe { f() }\n", &[9]);
}

#[test]
fn the_library_neither_panics_nor_prints() {
    none(library().iter().flat_map(never_done).collect());
}

#[test]
fn a_panic_or_a_print_is_found() {
    complains(never_done, "span.rs", "fn f() {\n    g().unwrap();\n}\n", &[2]);
    complains(never_done, "span.rs", "fn f() {\n    eprintln!(\"a\");\n    panic!(\"b\");\n}\n", &[3, 2]);
    complains(never_done, "span.rs", "g().unwrap_or_default(); // h().unwrap()\nmy_panic!();\n", &[]);
    complains(
        never_done,
        "span.rs",
        "/// ```\n/// f().unwrap();\n/// ```\n#[cfg(test)]\nmod tests {\n    fn f() { g().unwrap() }\n}\n",
        &[],
    );
    for never in NEVER {
        complains(
            never_done,
            "span.rs",
            &format!("fn f() {{\n    a{}{never}\n}}\n", if never.starts_with('.') { "" } else { ";" }),
            &[2],
        );
    }
}

#[test]
fn python_classes_are_frozen() {
    none(library().iter().flat_map(thawed_classes).collect());
}

#[test]
fn a_thawed_class_is_found() {
    complains(thawed_classes, "python/page.rs", "#[pyclass(frozen, module = \"newscore\")]\nstruct A;\n", &[]);
    complains(
        thawed_classes,
        "python/page.rs",
        "#[pyclass]\nstruct A;\n#[derive(Clone)]\n#[pyclass(module = \"frozen\")]\nstruct B;\n",
        &[1, 4],
    );
}

#[test]
fn data_has_one_reader() {
    none(shared_data(&library()));
}

#[test]
fn a_second_reader_is_found() {
    let one = Source::new("page/cues.rs", "static A: &str = include_str!(\"../data/cues.txt\");\n");
    let other = Source::new("sentence/words.rs", "\nstatic B: &[u8] = include_bytes!(\"../data/cues.txt\");\n");
    let complaints = shared_data(&[one, other]);
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].starts_with("data/cues.txt has more than one reader: src/page/cues.rs:1: "));
    assert!(complaints[0].contains("src/sentence/words.rs:2: "));
}

#[test]
fn files_have_a_readable_length() {
    let mut found = Vec::new();
    for (folder, ending) in [
        ("src", "rs"),
        ("tests/core", "rs"),
        ("python/newscore", "py"),
        ("python/newscore", "pyi"),
        ("tests/python", "py"),
    ] {
        for file in files(&root().join(folder), ending) {
            let path = file.strip_prefix(root()).expect("found below it").to_string_lossy().replace('\\', "/");
            found.extend(too_long(&path, &fs::read_to_string(&file).expect("source files are UTF-8")));
        }
    }
    none(found);
}

#[test]
fn a_file_that_is_too_long_is_found() {
    let text = "\n".repeat(MOST_LINES + 1);
    assert_eq!(too_long("src/a.rs", &text[1..]), None);
    assert!(too_long("src/a.rs", &text).is_some_and(|it| it.starts_with("src/a.rs:701: ")));
    assert_eq!(too_long(LONG[0].0, &text), None);
}
