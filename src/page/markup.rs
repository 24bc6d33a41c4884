//! Reading through what a markup language leaves in text.

use std::borrow::Cow;

use memchr::{memchr2, memchr3_iter};

use super::rules::View;
use super::signs::Signs;

/// As [`plain`], of line `at`; with it the marks that may stand in it.
pub(super) fn of_line<'t>(view: &View<'t>, at: usize) -> (Cow<'t, str>, Signs) {
    let signs = view.lines[at].signs;
    match signs.any(Signs::MARKUP) {
        true => (plain(view.line_text(at)), Signs::ALL),
        false => (Cow::Borrowed(view.line_text(at)), signs),
    }
}

/// The text without tags and invisible signs, with the commonest entities as the characters they stand for.
///
/// Only for looking: positions in it are not positions in the page.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    const INVISIBLE: [&str; 3] = ["\u{feff}", "\u{200b}", "\u{200c}"];
    // Most texts hold none of it: all three signs end with a byte that others seldom have.
    let ends = |at: usize| INVISIBLE.iter().any(|sign| text.as_bytes()[..=at].ends_with(sign.as_bytes()));
    let named = memchr2(b'<', b'&', text.as_bytes()).is_some();
    let unseen = memchr3_iter(0xbf, 0x8b, 0x8c, text.as_bytes()).any(ends);
    if !named && !unseen {
        return Cow::Borrowed(text);
    }
    // What they begin with.
    let next = |text: &[u8]| match unseen {
        true => text.iter().position(|byte| matches!(byte, b'<' | b'&' | 0xe2 | 0xef)),
        false => memchr2(b'<', b'&', text),
    };
    let mut out = String::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = next(&rest.as_bytes()[from..]).map(|at| from + at) {
        let here = &rest[at..];
        let invisible = || INVISIBLE.iter().find(|sign| here.starts_with(**sign)).map(|sign| ("", sign.len()));
        let found = entity(here).or_else(|| tag(here).map(|length| ("", length))).or_else(invisible);
        let Some((sign, length)) = found else {
            from = at + 1;
            continue;
        };
        out.push_str(&rest[..at]);
        out.push_str(sign);
        (rest, from) = (&here[length..], 0);
    }
    out.push_str(rest);
    Cow::Owned(out.trim().to_owned())
}

/// The length of the tag that the text begins with.
fn tag(text: &str) -> Option<usize> {
    let named = text.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_lowercase() || c == '/');
    let end = text.bytes().take(300).position(|byte| byte == b'>')?;
    named.then_some(end + 1)
}

/// The sign that the text's first entity stands for, and the entity's length.
fn entity(text: &str) -> Option<(&'static str, usize)> {
    const NAMED: [(&str, &str); 12] = [
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&gt;", ">"),
        ("&lt;", "<"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&copy;", "©"),
        ("&raquo;", "»"),
        ("&middot;", "·"),
    ];
    if !text.starts_with('&') {
        return None;
    }
    NAMED.iter().find(|(name, _)| text.starts_with(name)).map(|(name, sign)| (*sign, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_through() {
        assert_eq!(plain("<strong>By Ada O&#39;Moe</strong>"), "By Ada O'Moe");
        assert_eq!(plain("\u{feff}Home &gt; World"), "Home > World");
        assert_eq!(plain("2 < 3 & 4"), "2 < 3 & 4");
    }
}
