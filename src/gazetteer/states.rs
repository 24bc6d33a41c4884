//! Places that have the name of a better known one abroad, told by the state that follows: "PARIS, Texas".

use memchr::memchr_iter;

use crate::text::is_word;

/// The American states and Ontario as datelines, stories and addresses have them after a town. Left out is what also stands
/// after a comma as a place of its own ("London, New York and Paris") or is a country ("a barn in Batumi, Georgia").
const STATES: &str = "\
    AL|AR|AZ|Ala|Alabama|Alaska|Ariz|Arizona|Ark|Arkansas|CA|CO|CT|Calif|California|Colo|Colorado|\
    Conn|Connecticut|Del|Delaware|FL|Fla|Florida|GA|Ga|Hawaii|IA|ID|IL|Idaho|Ill|Illinois|Ind|\
    Indiana|Iowa|KS|KY|Kan|Kansas|Kentucky|Ky|La|Louisiana|MA|MD|MI|MN|MO|MS|MT|Maine|Maryland|\
    Mass|Massachusetts|Md|Mich|Michigan|Minn|Minnesota|Miss|Mississippi|Missouri|Mo|Mont|Montana|N.C|\
    N.D|N.H|N.J|N.M|N.Y|NC|ND|NE|NH|NJ|NM|NV|NY|Neb|Nebraska|Nev|Nevada|New Hampshire|\
    New Jersey|New Mexico|North Carolina|North Dakota|OH|Ohio|Okla|Oklahoma|Ont|Ontario|Ore|Oregon|PA|\
    Pa|Pennsylvania|R.I|RI|Rhode Island|S.C|S.D|SC|SD|South Carolina|South Dakota|TN|TX|Tenn|\
    Tennessee|Texas|UT|Utah|VA|VT|Va|Vermont|Virginia|Vt|W.Va|WA|WI|WV|Wash|West Virginia|Wis|\
    Wisconsin|Wyo|Wyoming";

/// States that are a place or a country by themselves as well.
const DOUBTFUL: &str = "Georgia|New York";

/// Whether this is a state's name.
pub(super) fn is_state(name: &str) -> bool {
    past(STATES, name).is_some_and(str::is_empty)
}

/// Whether what comes after a name goes on with a state that is written in full: ", Ohio", " and Iowa", not ", NY".
pub(super) fn precedes(after: &str) -> bool {
    let next = [", and ", " and ", ", "].iter().find_map(|joint| after.strip_prefix(joint));
    next.is_some_and(|next| past(STATES, next).is_some_and(|rest| next.len() - rest.len() > SHORT))
}

/// The longest of the postal codes and initials among the states.
const SHORT: usize = 3;

/// Whether this is a state's name, and another place's as well.
pub(super) fn may_be_state(name: &str) -> bool {
    name == "Washington" || past(DOUBTFUL, name).is_some_and(str::is_empty)
}

/// Whether a state follows the town between `before` and `after`, and that is no list of places. Of the doubtful ones only
/// where a comma or a dateline's dash or bracket closes them, or the sentence ends: "in Rome, New York, where",
/// "London, New York and Paris".
pub(super) fn follows(before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix(", ").or_else(|| after.strip_prefix(",\u{a0}")) else { return false };
    if let Some(rest) = past(STATES, rest) {
        return ![" and ", " or ", " & "].iter().any(|word| rest.starts_with(word));
    }
    let before = before.trim_end();
    let Some(rest) =
        past(DOUBTFUL, rest).filter(|_| ![",", " and", " or", "&"].iter().any(|end| before.ends_with(end)))
    else {
        return false;
    };
    match rest.strip_prefix(", ") {
        Some(next) => {
            let word = next.split(|c| !is_word(c)).next().unwrap_or_default();
            word.starts_with(char::is_lowercase) && !matches!(word, "and" | "as" | "but" | "nor" | "or" | "plus" | "to")
        }
        None => {
            rest.is_empty()
                || [" (", " \u{2013}", " \u{2014}", ". ", ".\n", "\n"].iter().any(|end| rest.starts_with(end))
        }
    }
}

/// What follows one of `names` that `text` begins with.
fn past<'t>(names: &'static str, text: &'t str) -> Option<&'t str> {
    // Most that follows a comma is written small.
    let &capital = text.as_bytes().first().filter(|byte| byte.is_ascii_uppercase())?;
    let begins = |&at: &usize| at == 0 || names.as_bytes()[at - 1] == b'|';
    let alike = memchr_iter(capital, names.as_bytes()).filter(begins).map(|at| &names[at..]);
    let rests = alike.filter_map(|names| text.strip_prefix(names.split('|').next()?));
    rests.into_iter().find(|rest| !rest.starts_with(is_word))
}

#[cfg(test)]
mod tests {
    use super::follows;

    #[test]
    fn states_that_are_more() {
        for after in [", New York, was", ", Georgia (Nordwire)", ", New York — A barn", ", New York. He", ", New York"]
        {
            assert!(follows("A barn in ", after), "{after}");
            assert!(!follows("flights to Oslo, ", after), "{after}");
        }
        for after in
            [", New York and Oslo", ", New York, Oslo", ", New York, and Oslo", ", New York for", ", New Yorkers,"]
        {
            assert!(!follows("flights to ", after), "{after}");
        }
    }

    #[test]
    fn states_and_lists() {
        let follows = |after| follows("a barn in ", after);
        for after in [", Texas — A man", ", N.H. (Nordwire)", ",\u{a0}Ky.", ", West Virginia, on", ", TX 75460"] {
            assert!(follows(after), "{after}");
        }
        for after in [", France", ", Texas and Ohio", " Texas", ", Texasville", ", New York and Rome", ", TXT", ""] {
            assert!(!follows(after), "{after}");
        }
    }
}
