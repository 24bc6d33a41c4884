//! Source files as the checks see them: what is code, what is a test, which line a byte stands on.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file of the library.
pub(super) struct Source {
    /// Its path under `src/`, with forward slashes.
    pub(super) path: String,
    /// Its text.
    pub(super) raw: String,
    /// The same bytes, with comments and the insides of literals blanked out.
    pub(super) code: String,
    /// `code` without whatever is compiled for tests only.
    pub(super) library: String,
}

impl Source {
    pub(super) fn new(path: &str, raw: &str) -> Self {
        let code = code_only(raw);
        let library = without_tests(&code);
        Self { path: path.to_owned(), raw: raw.to_owned(), code, library }
    }

    /// The module at the top of the house that the file belongs to; empty for `lib.rs`.
    pub(super) fn unit(&self) -> &str {
        let unit = self.path.split(['/', '.']).next().unwrap_or_default();
        if self.path == "lib.rs" { "" } else { unit }
    }

    /// How many modules lie between the crate's root and a byte of the file.
    pub(super) fn depth(&self, at: usize) -> usize {
        let file = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let outer = if file == "lib" { 0 } else { file.split('/').count() };
        let inline = words(&self.code).filter(|&(start, word)| {
            let body = self.code[start + word.len()..].trim_start_matches(|c: char| is_name(c) || c == ' ');
            let open = self.code.len() - body.len();
            word == "mod" && body.starts_with('{') && (open..open + balanced(body)).contains(&at)
        });
        outer + inline.count()
    }

    /// A complaint about a byte of the file.
    pub(super) fn complain(&self, at: usize, what: &str) -> String {
        format!("src/{}:{}: {what}", self.path, self.line(at))
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        1 + self.raw.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count()
    }
}

/// The folder of the crate.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `src/`, sorted by path.
pub(super) fn library() -> Vec<Source> {
    let src = root().join("src");
    let read = |file: PathBuf| {
        let path = file.strip_prefix(&src).expect("found below it").to_string_lossy().replace('\\', "/");
        Source::new(&path, &fs::read_to_string(&file).expect("source files are UTF-8"))
    };
    files(&src, "rs").into_iter().map(read).collect()
}

/// The files below `folder` that end in `.ending`, sorted.
pub(super) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the crate") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The names and keywords in code, each with its first byte.
pub(super) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += code[at..].find(is_name)?;
        let start = at;
        at += code[at..].find(|c| !is_name(c)).unwrap_or(code.len() - at);
        Some((start, &code[start..at]))
    })
}

pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Bytes from the bracket that `code` starts with to the one that closes it, both included.
pub(super) fn balanced(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    code.len()
}

/// Blanks comments and the insides of literals, byte for byte, so that offsets stay true.
fn code_only(raw: &str) -> String {
    let mut out = raw.as_bytes().to_vec();
    let mut at = 0;
    while let Some(c) = raw[at..].chars().next() {
        let rest = &raw[at..];
        let begins_name = !raw[..at].ends_with(is_name);
        let (open, length, close) = if rest.starts_with("//") {
            (0, rest.find('\n').unwrap_or(rest.len()), 0)
        } else if rest.starts_with("/*") {
            (0, block_comment(rest), 0)
        } else if let Some((open, length, close)) = begins_name.then(|| raw_string(rest)).flatten() {
            (open, length, close)
        } else if c == '"' {
            (1, quoted(rest, '"'), 1)
        } else if c == '\'' && is_char(rest) {
            (1, quoted(rest, '\''), 1)
        } else {
            at += c.len_utf8();
            continue;
        };
        for byte in &mut out[at + open..at + length - close] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at += length;
    }
    String::from_utf8(out).expect("whole characters were blanked")
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest.as_bytes()[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.as_bytes()[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// For `r"..."`, `br#"..."#` and the like: bytes of the opening, of all, of the closing.
fn raw_string(rest: &str) -> Option<(usize, usize, usize)> {
    let prefix = ["r", "br", "cr"]
        .into_iter()
        .find(|prefix| rest.strip_prefix(prefix).is_some_and(|rest| rest.trim_start_matches('#').starts_with('"')))?;
    let hashes = rest[prefix.len()..].bytes().take_while(|&byte| byte == b'#').count();
    let open = prefix.len() + hashes + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    let length = rest[open..].find(&close).map_or(rest.len(), |found| open + found + close.len());
    Some((open, length, close.len()))
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

/// Whether the quote begins a character, not a lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next() == Some('\\') || chars.next() == Some('\'')
}

/// Blanks every item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = code.to_owned();
    let mut at = 0;
    while let Some(found) = code[at..].find(MARK) {
        let start = at + found;
        let item = start + MARK.len();
        let end = match code[item..].find(['{', ';']) {
            Some(stop) if code[item + stop..].starts_with('{') => item + stop + balanced(&code[item + stop..]),
            Some(stop) => item + stop + 1,
            None => code.len(),
        };
        let blank: String =
            code[start..end].chars().map(|c| if c == '\n' { "\n".into() } else { " ".repeat(c.len_utf8()) }).collect();
        out.replace_range(start..end, &blank);
        at = end;
    }
    out
}

#[test]
fn comments_and_literals_are_no_code() {
    let raw = "let a = \"x.unwrap()\"; // panic!\n/* a /* b */ todo! */ let b = r#\"dbg!\"#; let c: &'static str; let d = '\"'; e(b'\\'', '’')";
    let code = code_only(raw);
    assert_eq!(code.len(), raw.len());
    let found: Vec<&str> = words(&code).map(|(_, word)| word).collect();
    assert_eq!(found, ["let", "a", "let", "b", "r", "let", "c", "static", "str", "let", "d", "e", "b"]);
}

#[test]
fn what_is_for_tests_is_not_library() {
    let source = Source::new(
        "a.rs",
        "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { c }\n}\n#[cfg(test)]\nuse d;\nfn e() {}\n",
    );
    let found: Vec<&str> = words(&source.library).map(|(_, word)| word).collect();
    assert_eq!(found, ["fn", "a", "fn", "e"]);
    assert_eq!(source.line(source.library.find('e').expect("kept")), 8);
}

#[test]
fn modules_in_a_file_count() {
    let source = Source::new("a/mod.rs", "x\nmod b {\n    mod c { y }\n}\nz");
    let depth = |mark: char| source.depth(source.raw.find(mark).expect("there"));
    assert_eq!((depth('x'), depth('y'), depth('z')), (1, 3, 1));
}
