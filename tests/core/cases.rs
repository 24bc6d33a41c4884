//! Literate case files: prose for the reader, fenced blocks for the test.
//!
//! A block opens with ```` ```NAME key=value ... ```` and holds cases, each a paragraph. The reader here knows nothing
//! of what a case means, except for the bracketed kind of [`Bracketed`]; whatever is malformed is an error, never
//! skipped.

use std::fs;
use std::path::{Path, PathBuf};

/// A case: one paragraph of a fenced block.
#[derive(Debug)]
pub struct Case {
    /// File and line, for messages.
    pub place: String,
    /// The `key=value` pairs of its block.
    pub options: Vec<(String, String)>,
    pub text: String,
}

/// All cases in blocks called `name`, from every Markdown file in `tests/cases/<folder>`.
pub fn read(folder: &str, name: &str) -> Result<Vec<Case>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&root)
        .map_err(|error| format!("{}: {error}", root.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| format!("{file}: {error}"))?;
        cases.extend(parse(&file, &text, name)?);
    }
    if cases.is_empty() { Err(format!("{}: no ```{name} block", root.display())) } else { Ok(cases) }
}

/// The cases of one file.
pub fn parse(file: &str, text: &str, name: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((opening, line)) = lines.next() {
        let Some(tag) = line.strip_prefix("```") else { continue };
        let mut words = tag.split_whitespace();
        let wanted = words.next() == Some(name);
        let place = |line: usize| format!("{file}:{}", line + 1);
        let options = words
            .map(|word| word.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| format!("{}: an option is not key=value", place(opening)))?;
        let (mut paragraphs, mut open) = (Vec::new(), true);
        let mut paragraph: Option<(usize, String)> = None;
        for (at, line) in lines.by_ref() {
            if line == "```" {
                open = false;
                break;
            }
            if line.is_empty() {
                paragraphs.extend(paragraph.take());
            } else if let Some((_, text)) = &mut paragraph {
                text.push('\n');
                text.push_str(line);
            } else {
                paragraph = Some((at, line.to_owned()));
            }
        }
        paragraphs.extend(paragraph);
        if open {
            return Err(format!("{}: the block is never closed", place(opening)));
        }
        if !wanted {
            continue;
        }
        if paragraphs.is_empty() {
            return Err(format!("{}: the block is empty", place(opening)));
        }
        cases.extend(paragraphs.into_iter().map(|(at, text)| Case {
            place: place(at),
            options: options.clone(),
            text,
        }));
    }
    Ok(cases)
}

/// A text whose expected spans stand in ⟦ ⟧; `⏎` stands for a line break and `␠` for a blank.
#[derive(Debug, PartialEq, Eq)]
pub struct Bracketed {
    pub text: String,
    /// Bytes of `text`.
    pub spans: Vec<(usize, usize)>,
}

impl Bracketed {
    /// Reads a case; everything outside brackets must be blank.
    pub fn parse(case: &Case) -> Result<Self, String> {
        let mut text = String::new();
        let mut spans = Vec::new();
        let mut open = None;
        for c in case.text.chars() {
            match (c, open) {
                ('⟦', None) => open = Some(text.len()),
                ('⟧', Some(start)) if start < text.len() => {
                    spans.push((start, text.len()));
                    open = None;
                }
                ('⟦' | '⟧', _) => return Err(format!("{}: brackets do not match: {}", case.place, case.text)),
                ('⏎', _) => text.push('\n'),
                ('␠', _) => text.push(' '),
                (c, None) if !c.is_whitespace() => {
                    return Err(format!("{}: {c:?} stands outside brackets: {}", case.place, case.text));
                }
                (c, _) => text.push(c),
            }
        }
        if open.is_some() || spans.is_empty() {
            return Err(format!("{}: a bracket is missing: {}", case.place, case.text));
        }
        Ok(Self { text, spans })
    }
}

#[test]
fn malformed_blocks_are_refused() {
    for text in ["```x\n```", "```x\n\n```", "```x\na", "```x wrong\na\n```"] {
        assert!(parse("f.md", text, "x").is_err(), "{text:?}");
    }
    let cases = parse("f.md", "words\n\n```x k=v\na\nb\n\nc\n```\n\n```y\nz\n```\n", "x").expect("well-formed");
    let found: Vec<(&str, &str)> = cases.iter().map(|case| (&*case.place, &*case.text)).collect();
    assert_eq!(found, [("f.md:4", "a\nb"), ("f.md:7", "c")]);
    assert_eq!(cases[0].options, [("k".to_owned(), "v".to_owned())]);
}

#[test]
fn malformed_cases_are_refused() {
    let case = |text: &str| Case { place: "f.md:1".into(), options: Vec::new(), text: text.into() };
    for text in ["a", "⟦a", "a⟧", "⟦a⟧ b", "⟦⟦a⟧⟧", "⟦⟧", "⟦a⟧ ⟧"] {
        assert!(Bracketed::parse(&case(text)).is_err(), "{text:?}");
    }
    let read = Bracketed::parse(&case("⟦é b.⟧␠ ⟦c⏎d⟧")).expect("well-formed");
    assert_eq!(read, Bracketed { text: "é b.  c\nd".into(), spans: vec![(0, 5), (7, 10)] });
}
