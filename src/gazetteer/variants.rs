//! Other ways of writing a name that stand for it where it is matched as news writes it, each folded as it is sought.

use super::fold::Folded;

/// "U.S. Congress" as "US Congress"; `None` where no word is an acronym with full stops.
pub(super) fn without_stops(alias: &str) -> Option<String> {
    if !alias.contains('.') {
        return None;
    }
    let plain = |word: &str| {
        let letters: Vec<char> = word.chars().step_by(2).collect();
        let stops = word.chars().skip(1).step_by(2).all(|c| c == '.');
        (letters.len() > 1 && word.chars().count() == 2 * letters.len() && stops && all_capitals(&letters))
            .then(|| letters.into_iter().collect::<String>())
    };
    if !alias.split(' ').any(|word| plain(word).is_some()) {
        return None;
    }
    let words: Vec<String> = alias.split(' ').map(|word| plain(word).unwrap_or_else(|| word.to_owned())).collect();
    Some(Folded::new(&words.join(" "), false).text().to_owned())
}

/// "US Congress" as "U.S. Congress"; `None` unless the first word is two to four capital letters. Later words are left
/// alone: the "II" of a pope is no acronym.
pub(super) fn with_stops(alias: &str) -> Option<String> {
    let first = alias.split(' ').next()?;
    // Most first words have small letters, and nothing else is to be asked of them.
    if first.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let letters: Vec<char> = first.chars().collect();
    if !(2..=4).contains(&letters.len()) || !all_capitals(&letters) {
        return None;
    }
    let stops: String = letters.iter().flat_map(|&c| [c, '.']).collect();
    Some(Folded::new(&format!("{stops}{}", &alias[first.len()..]), false).text().to_owned())
}

/// "Labour Organisation" as "Labour Organization", and the other way; `None` where neither stands.
pub(super) fn with_other_letter(alias: &str) -> Option<String> {
    // A search for all places costs more to begin than most aliases to look through.
    if !alias.contains("ation") {
        return None;
    }
    let ends = alias.match_indices("ation").map(|(at, _)| at);
    let (end, start) = ends.into_iter().find_map(|end| {
        let start = alias[..end].strip_suffix(['s', 'z'])?;
        start.ends_with('i').then_some((end, start))
    })?;
    let other = if alias[..end].ends_with('s') { 'z' } else { 's' };
    Some(Folded::new(&format!("{start}{other}{}", &alias[end..]), false).text().to_owned())
}

/// "Bank of Osk" as "Bank Of Osk" and "Ahn Ji-woo" as "Ahn Ji-Woo"; `None` without capitals, or where no word begins with
/// a small letter.
pub(super) fn with_capitals(alias: &str) -> Option<String> {
    let mut before = b' ';
    let may_begin = |&c: &u8| matches!(std::mem::replace(&mut before, c), b' ' | b'-') && !c.is_ascii_uppercase();
    // Most aliases have none, and nothing else is to be asked of them.
    if !alias.as_bytes().iter().any(may_begin) || !alias.chars().any(char::is_uppercase) {
        return None;
    }
    let mut capitals = String::with_capacity(alias.len());
    let mut letters = alias.chars().peekable();
    let mut begins = true;
    while let Some(c) = letters.next() {
        // None of "iPhone".
        if begins && !letters.peek().is_some_and(|next| next.is_uppercase()) {
            capitals.extend(c.to_uppercase());
        } else {
            capitals.push(c);
        }
        begins = matches!(c, ' ' | '-');
    }
    (capitals != alias).then(|| Folded::new(&capitals, false).text().to_owned())
}

fn all_capitals(letters: &[char]) -> bool {
    letters.iter().all(|c| c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_with_and_without_stops() {
        assert_eq!(without_stops("U.S.").as_deref(), Some("US"));
        assert_eq!(without_stops("U.S. Congress").as_deref(), Some("US Congress"));
        assert_eq!(without_stops("U.S").as_deref(), None);
        assert_eq!(without_stops("Inc.").as_deref(), None);
        assert_eq!(with_stops("UN Security Council").as_deref(), Some("U.N. Security Council"));
        assert_eq!(with_stops("John Paul II").as_deref(), None);
        assert_eq!(with_stops("us").as_deref(), None);
    }

    #[test]
    fn organisations_and_organizations() {
        assert_eq!(with_other_letter("Reef Organisation").as_deref(), Some("Reef Organization"));
        assert_eq!(with_other_letter("Reef Organization").as_deref(), Some("Reef Organisation"));
        assert_eq!(with_other_letter("Education Organization").as_deref(), Some("Education Organisation"));
        assert!(with_other_letter("Reef Nation").is_none());
    }

    #[test]
    fn small_letters_of_words() {
        for (given, other) in [("Ahn Ji-woo", "Ahn Ji-Woo"), ("Bank of Osk", "Bank Of Osk"), ("al-Osk", "Al-Osk")] {
            assert_eq!(with_capitals(given).as_deref(), Some(Folded::new(other, false).text()));
        }
        assert!(["Ahn Ji-Woo", "Ahn", "tin ore", "iPhone"].iter().all(|alias| with_capitals(alias).is_none()));
    }
}
