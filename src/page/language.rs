//! What language a page is in, as far as its script and its commonest words say.
//!
//! The rules of this engine know English: a page in another language is flagged, so that nobody takes its labels for
//! more than they are. Only the first few hundred words of body text are looked at; a page that mixes languages is
//! told by those.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::hash::{MixedMap, SEED, mix, packed};
use crate::text::{is_word, runs};

static TABLE: &str = include_str!("../data/function-words.txt");

/// No function word of ASCII letters is longer, in bytes.
const LONGEST: usize = 6;
/// Words that are looked at.
const SAMPLE: usize = 400;
/// Fewer words tell nothing.
const ENOUGH: usize = 12;
/// Share of function words that running text has at least; names and menus have fewer.
const RUNNING: f32 = 0.15;

/// For each function word, by its number, a bit for each language that has it, in the order of [`CODES`].
static WORDS: LazyLock<MixedMap<u32>> = LazyLock::new(|| {
    let mut words = MixedMap::default();
    for (at, (_, line)) in languages().enumerate() {
        for word in line.split_whitespace() {
            *words.entry(whole_number_of(word)).or_default() |= 1 << at;
        }
    }
    words
});

static CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| languages().map(|(code, _)| code).collect());

fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// The number that the word `start..end` is looked up by. `bit` is set in each byte: 0x20 makes small letters of ASCII's
/// capital ones.
fn number_of(bytes: &[u8], start: usize, end: usize, bit: u8) -> u64 {
    let part = |start: usize| {
        let length = (end - start).min(8);
        packed(bytes, start, length) | packed(&[bit; 8], 0, length)
    };
    (start..end).step_by(8).fold(SEED, |key, start| mix(key, part(start)))
}

/// As [`number_of`], of a word by itself that is in small letters.
fn whole_number_of(word: &str) -> u64 {
    number_of(word.as_bytes(), 0, word.len(), 0)
}

/// The runs of word characters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut runs = runs(text.as_bytes(), Some(b'_'));
    // What is left of a run with characters beyond ASCII, which may part words.
    let mut rest = "";
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c| !is_word(c));
            if !rest.is_empty() {
                let (word, after) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
                rest = after;
                return Some(word);
            }
            let (start, end) = runs.next()?;
            let run = &text[start..end];
            if run.is_ascii() {
                return Some(run);
            }
            rest = run;
        }
    })
}

/// Counts a word, in small letters, for the languages that have it.
fn add(counts: &mut [usize; 32], word: u64) {
    let mut known = WORDS.get(&word).copied().unwrap_or_default();
    while known != 0 {
        counts[known.trailing_zeros() as usize] += 1;
        known &= known - 1;
    }
}

/// The ISO 639-1 code of the language of a story's `paragraphs`; `None` where too little speaks for any.
pub(super) fn judge<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let words = paragraphs.flat_map(words).take(SAMPLE);
    let mut by_script: HashMap<&'static str, usize> = HashMap::new();
    let mut counts = [0_usize; 32];
    let mut total = 0;
    for word in words {
        total += 1;
        if word.is_ascii() {
            if word.len() <= LONGEST {
                add(&mut counts, number_of(word.as_bytes(), 0, word.len(), 0x20));
            }
            continue;
        }
        // A line of Chinese is one run of word characters: it counts by its length.
        let mut foreign = false;
        for language in word.chars().filter_map(script) {
            *by_script.entry(language).or_default() += 1;
            foreign = true;
        }
        if !foreign {
            add(&mut counts, whole_number_of(&word.to_lowercase()));
        }
    }
    // Japanese mixes kana with Chinese characters.
    let kana = by_script.get("ja").copied().unwrap_or_default();
    if kana > 0 && kana * 20 > by_script.get("zh").copied().unwrap_or_default() {
        *by_script.entry("ja").or_default() += by_script.remove("zh").unwrap_or_default();
    }
    if let Some((language, letters)) = by_script.into_iter().max_by_key(|&(language, letters)| (letters, language))
        && letters >= ENOUGH
        && letters * 2 > total
    {
        return Some(language);
    }
    let best = (0..CODES.len()).max_by_key(|&at| (counts[at], CODES.len() - at))?;
    (total >= ENOUGH && counts[best] as f32 >= RUNNING * total as f32).then(|| CODES[best])
}

/// The language that is commonest in a character's script, for scripts that few languages share.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{370}'..='\u{3ff}' => "el",
        '\u{400}'..='\u{52f}' => "ru",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{600}'..='\u{6ff}' => "ar",
        '\u{900}'..='\u{97f}' => "hi",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{3040}'..='\u{30ff}' => "ja",
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => "zh",
        '\u{ac00}'..='\u{d7af}' => "ko",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_tells_its_language() {
        let said = [
            (
                "en",
                "The harbour of the old town was opened again on Monday, and the port said that it was full of ships.",
            ),
            (
                "de",
                "Der Hafen der alten Stadt ist am Montag wieder geöffnet worden, und das Amt hat die Schiffe nicht gezählt.",
            ),
            (
                "fr",
                "Le port de la vieille ville a été rouvert lundi, et les navires sont dans la rade depuis une semaine.",
            ),
            (
                "es",
                "El puerto de la ciudad vieja se abrió el lunes y los barcos no han salido por la tormenta del sur.",
            ),
            ("zh", "港口星期一重新开放，船只在外面等了一个星期，市长说损失很大。"),
            ("ja", "港は月曜日に再開され、船は一週間のあいだ外で待っていたと市長は述べた。"),
            ("ru", "Порт старого города снова открыт в понедельник, сообщила администрация города."),
        ];
        for (language, text) in said {
            assert_eq!(judge([text].into_iter()), Some(language), "{text}");
        }
    }

    #[test]
    fn menus_and_scraps_tell_nothing() {
        assert_eq!(
            judge(["Home World Sport Business Travel Culture Weather Video Audio Live Jobs Shop Games"].into_iter()),
            None
        );
        assert_eq!(judge(["The end"].into_iter()), None);
        assert_eq!(judge([""].into_iter()), None);
    }

    #[test]
    fn the_table_has_room_for_its_languages() {
        assert!(CODES.len() <= 32, "a bit a language, in a u32");
        assert!(WORDS.len() > 300);
        let words = || languages().flat_map(|(_, line)| line.split_whitespace());
        assert!(words().filter(|word| word.is_ascii()).all(|word| word.len() <= LONGEST));
    }
}
