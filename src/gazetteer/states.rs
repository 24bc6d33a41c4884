//! Places that have the name of a better known one abroad, told by the state that follows: "PARIS, Texas".

use crate::text::is_word;

/// The American states and Ontario as datelines, stories and addresses have them after a town. Left out is what also stands
/// after a comma as a place of its own ("London, New York and Paris") or is a country ("Tbilisi, Georgia").
#[rustfmt::skip]
const STATES: &[&str] = &[
    "AL", "AR", "AZ", "Ala", "Alabama", "Alaska", "Ariz", "Arizona", "Ark", "Arkansas", "CA", "CO", "CT", "Calif",
    "California", "Colo", "Colorado", "Conn", "Connecticut", "Del", "Delaware", "FL", "Fla", "Florida", "GA", "Ga",
    "Hawaii", "IA", "ID", "IL", "Idaho", "Ill", "Illinois", "Ind", "Indiana", "Iowa", "KS", "KY", "Kan", "Kansas",
    "Kentucky", "Ky", "La", "Louisiana", "MA", "MD", "MI", "MN", "MO", "MS", "MT", "Maine", "Maryland", "Mass",
    "Massachusetts", "Md", "Mich", "Michigan", "Minn", "Minnesota", "Miss", "Mississippi", "Missouri", "Mo", "Mont",
    "Montana", "N.C", "N.D", "N.H", "N.J", "N.M", "N.Y", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "Neb",
    "Nebraska", "Nev", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "North Carolina", "North Dakota", "OH",
    "Ohio", "Okla", "Oklahoma", "Ont", "Ontario", "Ore", "Oregon", "PA", "Pa", "Pennsylvania", "R.I", "RI",
    "Rhode Island", "S.C", "S.D", "SC", "SD", "South Carolina", "South Dakota", "TN", "TX", "Tenn", "Tennessee", "Texas",
    "UT", "Utah", "VA", "VT", "Va", "Vermont", "Virginia", "Vt", "W.Va", "WA", "WI", "WV", "Wash", "West Virginia",
    "Wis", "Wisconsin", "Wyo", "Wyoming",
];

/// Whether a state follows the town whose name ends where `after` begins, and that is no list of places.
pub(super) fn follows(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(", ").or_else(|| after.strip_prefix(",\u{a0}")) else { return false };
    let rests = STATES.iter().filter_map(|name| rest.strip_prefix(name)).filter(|rest| !rest.starts_with(is_word));
    let lists = |rest: &str| [" and ", " or ", " & "].iter().any(|word| rest.starts_with(word));
    rests.into_iter().any(|rest| !lists(rest))
}

#[cfg(test)]
mod tests {
    use super::follows;

    #[test]
    fn states_and_lists() {
        for after in [", Texas — A man", ", N.H. (Nordwire)", ",\u{a0}Ky.", ", West Virginia, on", ", TX 75460"] {
            assert!(follows(after), "{after}");
        }
        for after in [", France", ", Texas and Ohio", " Texas", ", Texasville", ", New York and Rome", ", TXT", ""] {
            assert!(!follows(after), "{after}");
        }
    }
}
