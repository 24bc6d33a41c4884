//! What must hold of any input: a check for each fuzz target, and what they share.
//!
//! The fuzz targets feed them what libFuzzer thinks of; the tests of the crate feed them the corpus that is kept beside
//! this folder, so that what was once found stays found without the fuzzer.

pub mod alignment;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod corpus;
pub mod gazetteer;
pub mod gazetteer_file;
pub mod gazetteer_rows;
pub mod page;
pub mod pipeline;
pub mod sentences;
pub mod slow_matcher;

use arbitrary::{Arbitrary, Result, Unstructured};
use newscore::Span;
use newscore::text::is_space;

/// Pieces that rules look for, so that a fuzzer need not find them letter by letter.
const PIECES: &[&str] = &[
    "The harbour was opened again on Monday, the port authority said in a statement. ",
    "“We waited,” said Capt. Ada Moe of the U.S. survey ship Alca. “Who pays?” ",
    "OSK, March 3 (Nordwire) — ",
    "By Ada Moe",
    "Reporting by Ada Moe; editing by Bo Lund",
    "Source link",
    "ALSO SEE:",
    "Recommended Stories",
    "Published 3 hours ago",
    "Updated Nov. 9, 2025 4:12 p.m. ET",
    "File Photo by Ada Moe/Nordwire | License Photo",
    "© 2026 Nordwire. All rights reserved.",
    "* * *",
    "14:05 GMT — ",
    "Harbour reopens after storm | Port News",
    "[email\u{a0}protected]",
    "Sign up for our newsletter",
    "Xi Jinping ",
    "the Joint Copper Council (JCC) ",
    "JCC ",
    "U.S.-led ",
    "São Tomé’s ",
    "a. b. c. ",
    "...",
    "?!”) ",
    "。「東京」",
    "\u{200f}\u{202e}",
    "e\u{301}\u{301}\u{301}",
    "🇺🇸",
    "\u{85}",
    "\u{2028}",
    "\r\n",
    "\n",
    "\n\n",
    "\0",
    "\u{feff}",
    "\t ",
];

/// Text of such pieces and of whatever else the fuzzer thinks of.
#[derive(Debug)]
pub struct News(pub String);

impl<'a> Arbitrary<'a> for News {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut text = String::new();
        while !u.is_empty() && text.len() < 20_000 {
            match u.int_in_range(0..=3)? {
                0 => {
                    let length = u.int_in_range(0..=12)?;
                    let bytes = u.bytes(length.min(u.len()))?;
                    text.push_str(&String::from_utf8_lossy(bytes));
                }
                1 => text.push('\n'),
                _ => text.push_str(u.choose(PIECES)?),
            }
        }
        Ok(Self(text))
    }
}

/// Asserts that spans are in order, disjoint, not empty, trimmed, and cover everything that is not blank.
pub fn assert_tiles(text: &str, spans: impl IntoIterator<Item = Span>) {
    let mut at = 0;
    for span in spans {
        assert!(span.start() >= at && !span.is_empty(), "{span:?} overlaps or is empty");
        assert!(text[at..span.start()].chars().all(is_space), "what stands before {span:?} is lost");
        let inside = span.of(text);
        assert_eq!(inside.trim_matches(is_space), inside, "{span:?} is not trimmed");
        at = span.end();
    }
    assert!(text[at..].chars().all(is_space), "the end is lost");
}
