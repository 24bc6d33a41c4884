//! The literate cases of `tests/cases/gazetteer`: what `README.md` there describes, read strictly.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newscore::Span;
use newscore::gazetteer::{AliasRecord, FindOptions, Gazetteer, GazetteerBuilder, GazetteerOptions, MatchKind};

/// A mention as a case states it, or as the engine gives it: the same form, so that they can be compared as text.
#[derive(Debug, PartialEq, Eq)]
struct Stated {
    start: usize,
    surface: String,
    /// `XI`, or `?A,B` where several remain.
    entity: String,
    kind: MatchKind,
    antecedent: Option<usize>,
}

/// Turns the visible stand-ins for blanks and the `\u{..}` escapes into what they stand for.
fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(code) = rest.strip_prefix("\\u{") {
            let (hex, after) = code.split_once('}').ok_or("an escape without its }")?;
            let code = u32::from_str_radix(hex, 16).map_err(|_| format!("no code point: {hex:?}"))?;
            out.push(char::from_u32(code).ok_or_else(|| format!("no character: {hex}"))?);
            rest = after;
            continue;
        }
        match c {
            '⏎' => out.push('\n'),
            '␠' => out.push(' '),
            '⍽' => out.push('\u{a0}'),
            '\n' => return Err("a case is one line; write ⏎ for a line break".into()),
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    Ok(out)
}

/// Reads one case into its text and its mentions.
fn parse_case(case: &str) -> Result<(String, Vec<Stated>), String> {
    let (mut text, mut stated) = (String::new(), Vec::new());
    let mut rest = case;
    while let Some((before, after)) = rest.split_once('⟦') {
        text.push_str(&unescape(before)?);
        let (inside, after) = after.split_once('⟧').ok_or("⟦ without ⟧")?;
        let (surface, meaning) = inside.rsplit_once('=').ok_or_else(|| format!("no meaning in ⟦{inside}⟧"))?;
        let mut words = meaning.split(' ');
        let entity = words.next().filter(|id| !id.is_empty()).ok_or_else(|| format!("no entity in ⟦{inside}⟧"))?;
        let (mut kind, mut antecedent) = (MatchKind::Name, None);
        for word in words {
            match word.strip_prefix('@') {
                Some(number) => antecedent = Some(number.parse().map_err(|_| format!("no number: {word:?}"))?),
                None => kind = word.parse().map_err(|error| format!("{error}"))?,
            }
        }
        let surface = unescape(surface)?;
        let start = text.len();
        text.push_str(&surface);
        stated.push(Stated { start, surface, entity: entity.into(), kind, antecedent });
        rest = after;
    }
    if rest.contains('⟧') || text.contains('⟧') {
        return Err("⟧ without ⟦".into());
    }
    text.push_str(&unescape(rest)?);
    Ok((text, stated))
}

/// Reads the rows of a gazetteer block.
fn parse_gazetteer(info: &str, rows: &[&str]) -> Result<Gazetteer, String> {
    let options = match info {
        "smart" => GazetteerOptions::smart(),
        "exact" => GazetteerOptions::exact(),
        "builtin" if rows.is_empty() => return Ok(Gazetteer::builtin()),
        _ => return Err(format!("unknown gazetteer {info:?}; known: smart, exact, builtin")),
    };
    let mut builder = GazetteerBuilder::new(options);
    for row in rows {
        let fields: Vec<&str> = row.split(" | ").collect();
        let [id, kind, alias, more @ ..] = fields.as_slice() else { return Err(format!("too few fields: {row:?}")) };
        let alias = unescape(alias)?;
        let mut record = if *id == "-" { AliasRecord::blocker(&alias) } else { AliasRecord::new(id, kind, &alias) };
        for field in more {
            match field.split_once('=') {
                None => record.kind = field.parse().map_err(|error| format!("{error}"))?,
                Some(("case", value)) => record.case = Some(value.parse().map_err(|error| format!("{error}"))?),
                Some(("spelling", value)) => record.spelling = Some(value.parse().map_err(|error| format!("{error}"))?),
                Some(("family", value)) => record.family_name = Some(value),
                Some(("match", value)) => record.matching = value.parse().map_err(|error| format!("{error}"))?,
                Some(("lang", value)) => record.lang = Some(value),
                Some(("prior", value)) => record.prior = Some(value.parse().map_err(|error| format!("{error}"))?),
                Some(("context", value)) => record.context = Some(value),
                Some(_) => return Err(format!("unknown field {field:?}")),
            }
        }
        builder.add(&record).map_err(|error| format!("{row:?}: {error}"))?;
    }
    builder.build().map_err(|error| error.to_string())
}

/// What the engine finds, in the form of a case.
fn found(gazetteer: &Gazetteer, text: &str, lang: Option<&str>) -> Vec<Stated> {
    let second_mentions = gazetteer.finds_second_mentions();
    let options = FindOptions { second_mentions, lang, ..FindOptions::default() };
    let mentions = gazetteer.find_with(text, &[Span::new(0, text.len())], &options);
    let state = |mention: &newscore::gazetteer::Mention| {
        let ids: Vec<&str> = mention.candidates.iter().map(|one| gazetteer.entity_id(one.entity)).collect();
        Stated {
            start: mention.span.start(),
            surface: mention.span.of(text).into(),
            entity: mention.entity.map_or_else(|| format!("?{}", ids.join(",")), |id| gazetteer.entity_id(id).into()),
            kind: mention.kind,
            antecedent: mention.antecedent.map(|number| number as usize + 1),
        }
    };
    mentions.iter().map(state).collect()
}

/// Runs one file; gives the number of cases and what is wrong with it.
fn run(file: &str) -> Result<(usize, String), String> {
    let (mut gazetteer, mut count, mut wrong) = (None, 0, String::new());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut lines = file.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut block = Vec::new();
        loop {
            let (_, line) = lines.next().ok_or_else(|| format!("line {}: the block has no end", number + 1))?;
            if line == "```" {
                break;
            }
            block.push(line);
        }
        let at = |fault: String| format!("line {}: {fault}", number + 1);
        match info.split_once(' ') {
            Some(("gazetteer", options)) => {
                gazetteer = Some(parse_gazetteer(options, &block).map_err(at)?);
                seen.clear();
            }
            known if known.map_or(info, |(kind, _)| kind) == "mentions" => {
                let lang = known.map(|(_, lang)| lang);
                let gazetteer = gazetteer.as_ref().ok_or_else(|| at("cases before any gazetteer".into()))?;
                for (offset, case) in block.iter().enumerate().filter(|(_, case)| !case.is_empty()) {
                    let line = number + offset + 2;
                    let (text, stated) = parse_case(case).map_err(|fault| format!("line {line}: {fault}"))?;
                    if let Some(earlier) = seen.insert(format!("{lang:?} {text}"), line) {
                        return Err(format!("line {line}: the same text as in line {earlier}"));
                    }
                    let found = found(gazetteer, &text, lang);
                    if found != stated {
                        let _ = writeln!(wrong, "line {line}: {case}\n  found {found:#?}");
                    }
                    count += 1;
                }
            }
            _ => return Err(at(format!("unknown block {info:?}"))),
        }
    }
    if count == 0 { Err("no case at all".into()) } else { Ok((count, wrong)) }
}

#[test]
fn literate_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/gazetteer");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    assert!(!files.is_empty());
    let (mut total, mut all_wrong) = (0, String::new());
    for path in files {
        let file = fs::read_to_string(&path).expect("a readable file of cases");
        let (count, wrong) = run(&file).unwrap_or_else(|fault| (0, fault));
        if !wrong.is_empty() {
            let _ = writeln!(all_wrong, "{}\n{wrong}", path.display());
        }
        total += count;
    }
    assert!(all_wrong.is_empty(), "{all_wrong}");
    assert!(total >= 250, "{total} cases");
}

#[test]
fn malformed_cases_fail() {
    let head = "```gazetteer smart\nNO | country | Norway\n```\n";
    for (body, fault) in [
        ("```mentions\n⟦Norway=NO\n```", "⟦ without ⟧"),
        ("```mentions\nNorway⟧\n```", "⟧ without ⟦"),
        ("```mentions\n⟦Norway⟧\n```", "no meaning"),
        ("```mentions\n⟦Norway=⟧\n```", "no entity"),
        ("```mentions\n⟦Norway=NO noun⟧\n```", "unknown kind"),
        ("```mentions\n⟦Norway=NO⟧", "the block has no end"),
        ("```mention\n⟦Norway=NO⟧\n```", "unknown block"),
        ("```mentions\n\\u{zz}\n```", "no code point"),
        ("```mentions\na\na\n```", "the same text"),
        ("```mentions\n```", "no case at all"),
        ("```gazetteer clever\n```", "unknown gazetteer"),
        ("```gazetteer smart\nNO | country\n```", "too few fields"),
        ("```gazetteer smart\nNO | country | Norway | colour=blue\n```", "unknown field"),
    ] {
        let error = run(&format!("{head}{body}\n")).expect_err(body);
        assert!(error.contains(fault), "{body}: {error}");
    }
    assert_eq!(run("```mentions\na\n```\n").expect_err("no gazetteer"), "line 1: cases before any gazetteer");
    let (_, wrong) = run(&format!("{head}```mentions\nNorway\n```\n")).expect("a well-formed file");
    assert!(wrong.contains("line 5"), "{wrong}");
}
