//! Scripts other than Latin.

use crate::sentence::Lang;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::marks::{char_at, is_hiragana, is_syllable, is_unspaced};

/// What: after a closing quote, hiragana goes on with the sentence.
/// Why: 「はい。」と答えた is one sentence: the particle says that the quotation was a part of it.
/// Example: that is one; 「はい。」次の is two.
/// Limits: a comma after the quote counts as well; without a quote every mark ends.
pub(in crate::sentence) fn particle_follows(c: &Candidate<'_>) -> Option<bool> {
    if c.closers().is_empty() {
        return None;
    }
    let next = char_at(c.text, c.next)?;
    (c.is_glued() && (is_hiragana(next) || matches!(next, '、' | '，' | '）' | '：'))).then_some(false)
}

/// How many characters of Chinese may name the speaker before the verb.
const SPEAKER: usize = 5;

/// What: in Chinese, a quotation goes on with who said it.
/// Why: “你好！”他说。 is one sentence, as it is in English.
/// Example: that one.
/// Limits: only after ！ and ？, as 。 inside the quotes mostly ends the sentence too; the verb must come within a few
/// characters.
pub(in crate::sentence) fn speaker_follows(c: &Candidate<'_>) -> Option<bool> {
    let asked = c.text[c.at..c.marks_end].ends_with(['！', '？']);
    if !asked || c.closers().is_empty() || !c.is_glued() {
        return None;
    }
    let verb = |c: char| matches!(c, '说' | '說' | '道' | '问' | '問' | '答' | '喊' | '叫' | '称' | '稱');
    let mut name = c.text[c.next..].chars().take(SPEAKER).take_while(|&c| is_unspaced(c));
    name.any(verb).then_some(false)
}

/// What: a stop after a very short word of a script without capitals is an abbreviation.
/// Why: Hindi ends its sentences with a danda and Arabic writes titles as a letter and a stop.
/// Example: `डॉ. वर्मा` is one.
/// Limits: Hindi up to three characters, where Hindi is asked for; in other scripts only single letters.
pub(in crate::sentence) fn short_word(c: &Candidate<'_>, lang: Option<Lang>) -> Option<bool> {
    if c.after.first != First::Caseless {
        return None;
    }
    let mut letters = c.before.word.chars();
    let first = letters.next()?;
    if first.is_ascii() || is_syllable(first) {
        return None;
    }
    let most = if lang == Some(Lang::Hi) { 3 } else { 1 };
    (letters.count() < most).then_some(false)
}
