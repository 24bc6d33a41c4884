//! The matcher against a slow reference, in texts over a small alphabet where aliases share beginnings and ends.

use arbitrary::{Arbitrary, Result, Unstructured};
use newscore::gazetteer::{AliasRecord, GazetteerBuilder, GazetteerOptions};
use newscore::text::is_blank;

use super::slow_matcher::slow;

const LETTERS: &[char] = &['a', 'A', 'b', ' ', ' ', '.', '-', '’', 'é', '\u{301}', '新', '$', '\n', '1', '🇺'];

/// What the fuzzer makes up.
#[derive(Debug)]
pub struct Input {
    aliases: Vec<String>,
    text: String,
}

impl<'a> Arbitrary<'a> for Input {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let word = |u: &mut Unstructured<'a>, most: usize| -> Result<String> {
            (0..u.int_in_range(1..=most)?).map(|_| Ok(*u.choose(LETTERS)?)).collect()
        };
        let count = u.int_in_range(1..=12)?;
        let aliases = (0..count).map(|_| word(u, 14)).collect::<Result<Vec<_>>>()?;
        let mut text = String::new();
        while !u.is_empty() && text.len() < 600 {
            match u.arbitrary::<bool>()? {
                true => text.push_str(u.choose(&aliases)?),
                false => text.push_str(&word(u, 4)?),
            }
        }
        Ok(Self { aliases: aliases.into_iter().filter(|alias| !is_blank(alias)).collect(), text })
    }
}

/// See the head of this file.
pub fn check(input: Input) {
    let Input { aliases, text } = input;
    let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
    for (number, alias) in aliases.iter().enumerate() {
        builder.add(&AliasRecord::new(&number.to_string(), "thing", alias)).expect("a good alias");
    }
    let gazetteer = builder.build().expect("building has no way to fail");
    let found: Vec<_> = gazetteer.spans(&text).map(|(span, alias)| (span.start(), span.end(), alias)).collect();
    let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
    assert_eq!(found, slow(&aliases, &text));
}
