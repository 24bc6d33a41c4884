//! One place where a sentence might end, and what stands around it.
//!
//! Everything a rule may look at is here: the run of marks, what closes after it, the word before and the word after.
//! Windows are bounded ([`WINDOW`], [`CLOSERS`]), so that a flood of any character costs no more than running text. No
//! view reaches over the start of the sentence at the left or the end of the line at the right.

use super::marks::{
    Kind, Mark, char_at, char_before, is_certain_closer, is_closer, is_opener, is_wordy, mark_at, skip_blanks,
};
use super::words::{Class, Classes, Words};
use crate::text::{is_line_end, is_space};

/// How far a rule looks for the start or the end of a word, in bytes.
pub(super) const WINDOW: usize = 64;
/// How many closing marks, openers or footnotes are taken into account.
const CLOSERS: usize = 16;

/// What a run of marks is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// A single full stop.
    Stop,
    /// At least one mark that nothing but an end (or a quoted one) has: `!`, `?`, `।`, `?!`, `...!`.
    Strong,
    /// 。 and its kin.
    Wide,
    /// Two full stops or more, with or without blanks between, or `…`.
    Ellipsis,
}

/// A run of marks and its surroundings.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'t> {
    pub text: &'t str,
    pub words: &'static Words,
    /// Whether line ends are blanks.
    wrapped: bool,
    /// First byte of the sentence so far.
    pub start: usize,
    /// First byte of the run.
    pub at: usize,
    /// One past the run.
    pub marks_end: usize,
    pub run: Run,
    /// How many full stops the run has; `…` counts three.
    pub dots: usize,
    /// One past the closing quotes and brackets that follow at once.
    pub close: usize,
    /// One past everything that goes with the sentence if it ends: closers and footnote marks.
    pub end: usize,
    /// First character after the blanks, or the line's end.
    pub next: usize,
    /// The word before the run.
    pub before: Before<'t>,
    /// The word after the run.
    pub after: After<'t>,
}

/// The word before the run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'t> {
    /// Letters, digits and stops, without stops at its start: `said`, `U.S`, `1998`.
    pub word: &'t str,
    /// Its first byte.
    pub at: usize,
    pub classes: Classes,
    /// Whether its first character is an upper-case letter.
    pub capital: bool,
    /// Whether it is a single character, and not what follows an apostrophe ("isn’t").
    pub single: bool,
    /// Whether stops stand between its letters.
    pub dotted: bool,
    /// Whether it is made of digits (and stops) alone.
    pub number: bool,
}

/// What the text goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    Upper,
    Lower,
    /// A letter of a script without cases.
    Caseless,
    Digit,
    /// Anything else: dashes, currency signs, handles.
    Other,
    /// The line ends.
    Nothing,
}

/// The word after the run.
#[derive(Clone, Copy, Debug)]
pub(super) struct After<'t> {
    /// Letters up to the first character that is none: `It` of “It’s”.
    pub word: &'t str,
    /// Its first byte.
    pub at: usize,
    pub first: First,
    pub classes: Classes,
    /// Whether a quotation mark or bracket opens before it.
    pub opened: bool,
}

impl<'t> Candidate<'t> {
    /// The candidate that begins with `mark`, in a sentence that began at `start`.
    #[inline]
    pub(super) fn new(text: &'t str, words: &'static Words, start: usize, mark: Mark, wrapped: bool) -> Self {
        let (marks_end, run, dots) = run_of(text, mark);
        let mut close = marks_end;
        let mut next = marks_end;
        let mut end = marks_end;
        // Hardly any run is followed by anything but a blank: the rest is looked for only where there is something.
        if text.as_bytes().get(marks_end).is_some_and(|&byte| byte != b' ') {
            close = closers_from(text, marks_end);
            end = close;
            next = close;
        }
        next = skip_blanks(text, next, wrapped);
        if text.as_bytes().get(next).is_some_and(|byte| !byte.is_ascii_alphanumeric()) {
            (end, next) = trailers_from(text, end, next, wrapped);
        }
        let before = Before::new(text, words, start, mark.start);
        let after = After::new(text, words, next);
        Self { text, words, wrapped, start, at: mark.start, marks_end, run, dots, close, end, next, before, after }
    }

    /// Whether nothing stands between the run (with its closers) and what follows.
    #[inline]
    pub(super) fn is_glued(&self) -> bool {
        self.next == self.close && self.next < self.text.len()
    }

    /// Whether the line ends after the run.
    #[inline]
    pub(super) fn is_last(&self) -> bool {
        char_at(self.text, self.next).is_none_or(is_line_end)
    }

    /// What the run and its closers are.
    pub(super) fn closers(&self) -> &'t str {
        &self.text[self.marks_end..self.close]
    }

    /// The character before the run, within the sentence.
    pub(super) fn char_before(&self) -> Option<char> {
        if self.at > self.start { char_before(self.text, self.at) } else { None }
    }

    /// Whether the next word starts a sentence: it hardly ever has a capital elsewhere, and this is no headline, where
    /// all words have one ("U.S. And Its Allies Agree").
    #[inline]
    pub(super) fn starter_follows(&self) -> bool {
        let after = &self.after;
        let (starter, noun) = (after.classes.has(Class::Starter), after.classes.has(Class::NounStarter));
        // No headline runs from a firm or a country into "Mr.".
        let sure = starter && (after.classes.has(Class::Binds) || !self.all_capitals());
        after.first == First::Upper && (starter || noun) && (sure || self.second_is_small())
    }

    /// Whether the address of a page comes next.
    pub(super) fn address_follows(&self) -> bool {
        self.after.first == First::Lower && self.after.rest(self.text).starts_with("://")
    }

    /// What follows byte `at`, to the end of the window or the line.
    pub(super) fn ahead(&self, at: usize) -> &'t str {
        let mut end = self.text.len().min(at + WINDOW);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let ahead = &self.text[at..end];
        if self.wrapped { ahead } else { ahead.split(is_line_end).next().unwrap_or_default() }
    }

    /// Whether the word after the next one is in small letters.
    fn second_is_small(&self) -> bool {
        self.ahead(self.after.at).split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
    }

    /// Whether no word before the run, as far as the window goes, lacks its capital, but for the little ones that
    /// headlines print small.
    pub(super) fn all_capitals(&self) -> bool {
        let window = &self.text.as_bytes()[self.start.max(self.at.saturating_sub(WINDOW))..self.at];
        // The first piece may be the end of a word.
        let cut = usize::from(self.start + WINDOW < self.at);
        let small = |word: &[u8]| {
            word.len() > 2
                && word[0].is_ascii_lowercase()
                && !matches!(word, b"and" | b"the" | b"for" | b"from" | b"with")
        };
        !window.split(|&byte| byte == b' ').skip(cut).any(small)
    }

    /// The word that ends before byte `at` (blanks skipped), as [`Before`] reads it.
    pub(super) fn word_before(&self, at: usize) -> Before<'t> {
        let kept = self.text[self.start..at].trim_end_matches(is_space);
        Before::new(self.text, self.words, self.start, self.start + kept.len())
    }
}

impl<'t> Before<'t> {
    #[inline(always)]
    fn new(text: &'t str, words: &Words, start: usize, end: usize) -> Self {
        let bytes = text.as_bytes();
        let floor = start.max(end.saturating_sub(WINDOW));
        let mut at = end;
        while at > floor {
            let byte = bytes[at - 1];
            if byte.is_ascii_alphanumeric() || byte == b'.' {
                at -= 1;
            } else if byte.is_ascii() {
                break;
            } else {
                match char_before(text, at) {
                    Some(c) if is_wordy(c) && at - c.len_utf8() >= floor => at -= c.len_utf8(),
                    _ => break,
                }
            }
        }
        while at < end && bytes[at] == b'.' {
            at += 1;
        }
        let word = &text[at..end];
        let Some(first) = word.chars().next() else { return Self { at, ..Self::default() } };
        let capital = first.is_uppercase();
        Self {
            word,
            at,
            classes: words.classes(word, capital),
            capital,
            single: word.len() == first.len_utf8() && !matches!(char_before(text, at), Some('’' | '\'')),
            dotted: word.contains('.'),
            number: first.is_numeric() && word.chars().all(|c| c.is_numeric() || c == '.'),
        }
    }
}

impl<'t> After<'t> {
    #[inline(always)]
    fn new(text: &'t str, words: &Words, next: usize) -> Self {
        let mut at = next;
        for _ in 0..CLOSERS {
            match char_at(text, at) {
                Some(c) if is_opener(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        let Some(c) = char_at(text, at) else {
            return Self { word: "", at, first: First::Nothing, classes: Classes::default(), opened: false };
        };
        let first = match c {
            'a'..='z' => First::Lower,
            'A'..='Z' => First::Upper,
            '0'..='9' => First::Digit,
            _ if c.is_ascii() => First::Other,
            _ if c.is_uppercase() => First::Upper,
            _ if c.is_lowercase() => First::Lower,
            _ if c.is_numeric() => First::Digit,
            _ if is_wordy(c) => First::Caseless,
            _ => First::Other,
        };
        let first = if is_line_end(c) { First::Nothing } else { first };
        let rest = &text.as_bytes()[at..];
        let ascii = rest.iter().take(WINDOW).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let length = match rest.get(ascii) {
            Some(byte) if !byte.is_ascii() => letters(&text[at..]),
            _ => ascii,
        };
        let word = &text[at..at + length];
        // "Don’t" begins a sentence as "Do" does; "All-Star" and "In-N-Out" do not begin one as "All" and "In" do.
        let rest = &text[at + length..];
        let plain = match word.strip_suffix('n') {
            Some(verb) if rest.starts_with("’t") || rest.starts_with("'t") => verb,
            _ => word,
        };
        let classes =
            if rest.starts_with('-') { Classes::default() } else { words.classes(plain, first == First::Upper) };
        Self { word, at, first, classes, opened: at > next }
    }

    /// What follows the word.
    pub(super) fn rest(&self, text: &'t str) -> &'t str {
        &text[self.at + self.word.len()..]
    }
}

/// Length in bytes of the letters at the start of `text`, looked for within the window.
fn letters(text: &str) -> usize {
    text.char_indices()
        .find(|&(at, c)| at > WINDOW || !is_wordy(c) || c.is_ascii_digit())
        .map_or(text.len(), |(at, _)| at)
}

/// The run that begins with `mark`: its end, what it is, and its full stops.
#[inline]
fn run_of(text: &str, mark: Mark) -> (usize, Run, usize) {
    let bytes = text.as_bytes();
    let mut end = mark.end;
    if mark.kind == Kind::Dot && bytes.get(end).is_some_and(|&byte| byte.is_ascii_alphanumeric()) {
        return (end, Run::Stop, 1);
    }
    let mut dots = match mark.kind {
        Kind::Dot => 1,
        Kind::Ellipsis => 3,
        _ => 0,
    };
    let mut strong = mark.kind == Kind::Strong;
    let mut wide = mark.kind == Kind::Wide;
    loop {
        match bytes.get(end) {
            Some(b'.') => {
                dots += 1;
                end += 1;
            }
            Some(b'!' | b'?') => {
                strong = true;
                end += 1;
            }
            // "It ended. ... Then": the stop ends its sentence, and the ellipsis stands for the next ones.
            Some(b' ')
                if mark.kind == Kind::Dot
                    && end == mark.end
                    && bytes[end + 1..].starts_with(b"...")
                    && bytes.get(end + 4) != Some(&b'.') =>
            {
                break;
            }
            // ". . ." is an ellipsis, as long as no digit follows a stop (" .5").
            Some(b' ')
                if !strong
                    && !wide
                    && bytes.get(end + 1) == Some(&b'.')
                    && bytes.get(end + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric()) =>
            {
                dots += 1;
                end += 2;
            }
            // "? ? ?"
            Some(b' ') if strong && matches!(bytes.get(end + 1), Some(b'!' | b'?')) => end += 2,
            Some(byte) if !byte.is_ascii() => match mark_at(text, end) {
                Some(Mark { kind: Kind::Strong, end: to, .. }) => (strong, end) = (true, to),
                Some(Mark { kind: Kind::Wide, end: to, .. }) => (wide, end) = (true, to),
                Some(Mark { kind: Kind::Ellipsis, end: to, .. }) => (dots, end) = (dots + 3, to),
                _ => break,
            },
            _ => break,
        }
    }
    let run = match (wide, strong, dots) {
        (true, ..) => Run::Wide,
        (_, true, _) => Run::Strong,
        (.., 1) => Run::Stop,
        _ => Run::Ellipsis,
    };
    (end, run, dots)
}

/// One past the closing marks that stand at `at`.
fn closers_from(text: &str, mut at: usize) -> usize {
    for _ in 0..CLOSERS {
        match char_at(text, at) {
            Some(c) if is_closer(c) => at += c.len_utf8(),
            // German closes with “ what others open with it; right after a mark and before a blank, it closes.
            Some(c @ ('“' | '‘')) if closes(char_at(text, at + c.len_utf8())) => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

/// Whether a quotation mark before `next` can only close.
fn closes(next: Option<char>) -> bool {
    next.is_none_or(|c| is_space(c) || matches!(c, ',' | ';' | ':' | ')' | '.' | '“' | '”'))
}

/// What goes with the sentence though blanks stand before it: footnote marks (`. [20]`), smileys, and closing marks set
/// off by blanks (`. ”`). Gives the new end of the sentence and the new start of what follows.
fn trailers_from(text: &str, mut end: usize, mut next: usize, wrapped: bool) -> (usize, usize) {
    for _ in 0..CLOSERS {
        let to = match char_at(text, next) {
            Some('[') => footnote(&text[next..]).map(|length| next + length),
            Some(':' | ';' | '=' | '^') => emoticon(&text[next..]).map(|length| next + length),
            Some('¹' | '²' | '³' | '⁴'..='⁹' | '⁰') if end == next => {
                char_at(text, next).map(|c| next + c.len_utf8())
            }
            Some(c) if next > end && (is_certain_closer(c) || matches!(c, ')' | ']' | '"' | '\'')) => {
                let to = closers_from(text, next + c.len_utf8());
                char_at(text, to).is_none_or(is_space).then_some(to)
            }
            _ => None,
        };
        let Some(to) = to else { break };
        end = to;
        next = skip_blanks(text, to, wrapped);
    }
    (end, next)
}

/// Length of a smiley such as `:-)`, `;)` or `^_^` at the start of `text`, where a blank follows it.
fn emoticon(text: &str) -> Option<usize> {
    let length = text.bytes().take(5).take_while(u8::is_ascii_graphic).count();
    let shaped = match text.as_bytes().get(..length)? {
        [b':' | b';' | b'=', mouth] | [b':' | b';' | b'=', b'-' | b'\'' | b'^', mouth] => {
            matches!(mouth, b')' | b'(' | b'D' | b'P' | b'p' | b'/' | b'|' | b']' | b'[' | b'O' | b'o' | b'3' | b'*')
        }
        [b'^', b'_' | b'-', b'^'] | b"^^" => true,
        _ => false,
    };
    (shaped && char_at(text, length).is_none_or(is_space)).then_some(length)
}

/// Length of a footnote mark such as `[20]` or `[a]` at the start of `text`.
fn footnote(text: &str) -> Option<usize> {
    let inside = text.get(1..)?.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
    let digits = text.as_bytes()[1..=inside].iter().all(u8::is_ascii_digit);
    (inside > 0 && (digits || inside == 1) && text.as_bytes().get(1 + inside) == Some(&b']')).then_some(inside + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_all_of_its_marks() {
        for (text, end, run, dots) in [
            (". The", 1, Run::Stop, 1),
            (".5", 1, Run::Stop, 1),
            ("... he", 3, Run::Ellipsis, 3),
            (". . . he", 5, Run::Ellipsis, 3),
            (". ... Then", 1, Run::Stop, 1),
            ("…", 3, Run::Ellipsis, 3),
            ("…. Then", 4, Run::Ellipsis, 4),
            (".… Then", 4, Run::Ellipsis, 4),
            ("?! Then", 2, Run::Strong, 0),
            ("? ! Then", 3, Run::Strong, 0),
            ("! ... Then", 1, Run::Strong, 0),
            ("?‼ Then", 4, Run::Strong, 0),
            (".‼ Then", 4, Run::Strong, 1),
            ("?é", 1, Run::Strong, 0),
            ("！？然", 6, Run::Wide, 0),
            ("?。然", 4, Run::Wide, 0),
        ] {
            let mark = mark_at(text, 0).expect("it begins with a mark");
            assert_eq!(run_of(text, mark), (end, run, dots), "{text:?}");
        }
    }

    #[test]
    fn closing_marks_and_footnotes() {
        for (text, length) in
            [("” Then", 3), ("”) Then", 4), ("“ Dann", 3), ("“Dann", 0), ("“, sagte", 3), ("(", 0), ("", 0)]
        {
            assert_eq!(closers_from(text, 0), length, "{text:?}");
        }
        for (text, length) in
            [("[20] Then", Some(4)), ("[a]", Some(3)), ("[ab]", None), ("[]", None), ("[20", None), ("[", None)]
        {
            assert_eq!(footnote(text), length, "{text:?}");
        }
        for (text, length) in [
            (":) Then", Some(2)),
            (";-) Then", Some(3)),
            ("^_^ Then", Some(3)),
            ("^-^", Some(3)),
            ("^^ Then", Some(2)),
            ("^_", None),
            (":)Then", None),
            (": Then", None),
        ] {
            assert_eq!(emoticon(text), length, "{text:?}");
        }
    }
}
