//! What language a page is in, as far as its script and its commonest words say.
//!
//! The rules of this engine know English: a page in another language is flagged, so that nobody takes its labels for
//! more than they are. Only the first few hundred words of body text are looked at; a page that mixes languages is
//! told by those.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::line::Line;
use crate::text::hash::{SEED, mix, of_word, packed};
use crate::text::remarks::without_remarks;
use crate::text::{is_word, runs};

static TABLE: &str = without_remarks!(include_str!("../data/function-words.txt"));

/// No function word of ASCII letters is longer, in bytes.
const LONGEST: usize = 6;
/// Words that are looked at.
const SAMPLE: usize = 400;
/// Bits of a number as large.
const COUNTED: usize = 9;
/// Fewer words tell nothing.
const ENOUGH: usize = 12;
/// Share of function words that running text has at least; names and menus have fewer.
const RUNNING: f32 = 0.15;

/// For each function word, by its number, a bit for each language that has it, in the order of [`CODES`].
struct Words {
    /// Each at the place that its number's upper bits name, or the next free one after it; 0 where free.
    slots: Vec<(u64, u32)>,
}

impl Words {
    /// A quarter full with the words of all languages.
    const BITS: u32 = 11;

    fn slot(&self, word: u64) -> usize {
        let mut at = (word >> (64 - Self::BITS)) as usize;
        while self.slots[at].0 != word && self.slots[at].0 != 0 {
            at = (at + 1) & ((1 << Self::BITS) - 1);
        }
        at
    }

    fn get(&self, word: u64) -> u32 {
        self.slots[self.slot(word)].1
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { slots: vec![(0, 0); 1 << Words::BITS] };
    for (at, (_, line)) in languages().enumerate() {
        for word in line.split_whitespace() {
            let number = of_word(word.as_bytes(), 0);
            let slot = words.slot(number);
            words.slots[slot].0 = number;
            words.slots[slot].1 |= 1 << at;
        }
    }
    words
});

static CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| languages().map(|(code, _)| code).collect());

fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter_map(|line| line.split_once(": "))
}

/// What was seen of a text's words.
#[derive(Default)]
struct Seen {
    /// Letters of scripts that few languages share.
    by_script: HashMap<&'static str, usize>,
    /// How many function words of each language there are: of the count of language *n*, bit *k* is bit *n* of the *k*th.
    counts: [u32; COUNTED],
    total: usize,
}

impl Seen {
    /// Takes in a word of ASCII; its number is that of [`of_word`].
    fn add_ascii(&mut self, text: &[u8], start: usize, length: usize) {
        self.total += 1;
        if length <= LONGEST {
            let small = packed(&[0x20; 8], 0, length);
            self.count(mix(SEED, packed(text, start, length) | small));
        }
    }

    fn add(&mut self, word: &str) {
        if word.is_ascii() {
            return self.add_ascii(word.as_bytes(), 0, word.len());
        }
        self.total += 1;
        // A line of Chinese is one run of word characters: it counts by its length.
        let mut foreign = false;
        for language in word.chars().filter_map(script) {
            *self.by_script.entry(language).or_default() += 1;
            foreign = true;
        }
        if !foreign {
            self.count(of_word(word.to_lowercase().as_bytes(), 0));
        }
    }

    /// Counts a word for the languages that have it.
    fn count(&mut self, word: u64) {
        let mut carried = WORDS.get(word);
        for bits in &mut self.counts {
            if carried == 0 {
                break;
            }
            (*bits, carried) = (*bits ^ carried, *bits & carried);
        }
    }
}

/// Whether the little words that were counted in a story's lines tell without another look that it is English: in no
/// other language are so many of its words among them.
pub(super) fn is_english<'l>(lines: impl Iterator<Item = &'l Line>) -> bool {
    const WORDS: u32 = 300;
    /// Share of little words; a short text of another language may have nearly as many, a long one never has.
    const SMALL: f32 = 0.3;
    const SMALL_OF_MANY: f32 = 0.25;
    const MANY: u32 = 200;
    /// Share of ASCII letters among all bytes: other scripts have few of them.
    const LETTERS: f32 = 0.7;
    let (mut words, mut small, mut letters, mut bytes) = (0, 0, 0, 0);
    for line in lines {
        words += line.words;
        small += line.small;
        letters += line.lower + line.upper;
        bytes += line.span.len();
        if words >= WORDS {
            break;
        }
    }
    let least = if words >= MANY { SMALL_OF_MANY } else { SMALL };
    words as usize >= ENOUGH && small as f32 >= least * words as f32 && letters as f32 >= LETTERS * bytes as f32
}

/// Counts little words anew in the lines of a page that is not in English, so that its sentences show as such.
///
/// The page's language, which is given back, is told by its long lines. Where no list of little words is known, every
/// sentence has its share.
pub(super) fn count_small(text: &str, lines: &mut [Line]) -> Option<&'static str> {
    const LONG: u32 = 12;
    /// A language without a list: one word in so many.
    const SHARE: u32 = 6;
    let long = || lines.iter().filter(|line| line.words >= LONG);
    if is_english(long()) {
        return None;
    }
    let code = judge(long().map(|line| line.span.of(text))).filter(|code| *code != "en")?;
    let own = CODES.iter().position(|known| *known == code).map(|at| 1 << at);
    for line in lines {
        line.small = match own {
            Some(own) => {
                let words = line.span.of(text).split(|c| !is_word(c));
                let small = words.filter(|word| word.starts_with(char::is_lowercase));
                small.filter(|word| WORDS.get(of_word(word.to_lowercase().as_bytes(), 0)) & own != 0).count() as u32
            }
            None => line.words / SHARE,
        };
        line.paragraph = line.is_paragraph();
    }
    Some(code)
}

/// The ISO 639-1 code of the language of a story's `paragraphs`; `None` where too little speaks for any.
pub(super) fn judge<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut seen = Seen::default();
    'sample: for text in paragraphs {
        for run in runs(text.as_bytes(), 0..text.len(), Some(b'_'), 1) {
            if run.ascii {
                seen.add_ascii(text.as_bytes(), run.start, run.end - run.start);
                if seen.total == SAMPLE {
                    break 'sample;
                }
                continue;
            }
            for word in text[run.start..run.end].split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
                seen.add(word);
                if seen.total == SAMPLE {
                    break 'sample;
                }
            }
        }
    }
    let Seen { mut by_script, counts, total } = seen;
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
    let count = |at: usize| (0..COUNTED).map(|bit| (counts[bit] >> at & 1) << bit).sum::<u32>();
    let (words, first) = (0..CODES.len()).map(|at| (count(at), Reverse(at))).max()?;
    (total >= ENOUGH && words as f32 >= RUNNING * total as f32).then(|| CODES[first.0])
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
    use super::super::line;
    use super::*;
    use crate::text::Planes;

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
    fn counted_words_tell_english_and_nothing_else() {
        let told = |text: &str| {
            let page = line::measure(text, &Planes::new(text));
            page.foreign.is_none() && is_english(page.lines.iter())
        };
        let english = "The harbour of the old town was opened again on Monday, and the port said it was full of ships.";
        assert!(told(english) && judge([english].into_iter()) == Some("en"));
        let others = [
            "De haven was in de nacht weer open, en de schepen die in de stad waren, had men niet geteld.",
            "Der Hafen war am Montag in der Stadt wieder offen, und an Bord war man so froh wie die in der Stadt.",
            "I dag er havnen i byen igen for alle, og det er her at skibe er i fart.",
            "Home World Sport Business Travel Culture Weather Video Audio Live Jobs Shop Games",
            "The port is open. 港口星期一重新开放，船只在外面等了一个星期，市长说损失很大。",
            "",
        ];
        assert!(!others.iter().any(|text| told(text)));
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
        let known = WORDS.slots.iter().filter(|slot| slot.0 != 0).count();
        assert!(known > 300 && known * 2 < WORDS.slots.len());
        let words = || languages().flat_map(|(_, line)| line.split_whitespace());
        assert!(words().filter(|word| word.is_ascii()).all(|word| word.len() <= LONGEST));
    }
}
