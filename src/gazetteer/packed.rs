//! The rows of the starter gazetteer as `pack.py` packed them.
//!
//! Ten columns, parted by tabs, of fields parted by line ends. Two are tables: what ids begin with, and their
//! entities' type; kinds and cases. The others have a field a row:
//!
//! - for the first row of an entity the letter of its line in the first table, then what its id goes on with, see [`own`];
//!   nothing for its other rows, and `-` for the first of rows without one;
//! - the alias;
//! - the letter of its line in the second table;
//! - the family name, `=` for the alias's last word;
//! - since when, until when, prior and context as they stand.

use super::builder::AliasRecord;

static PACKED: &str = include_str!("packed.txt");

/// Calls `visit` with each row, in order.
///
/// # Errors
/// What `visit` gives, and whatever a field has that no row may have.
pub(super) fn each_row(mut visit: impl FnMut(&AliasRecord<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut columns = PACKED.split('\t').map(|column| column.split('\n'));
    let mut next = || columns.next().ok_or("a column is missing");
    let (owners, kinds) = (pairs(next()?), pairs(next()?));
    let (ids, aliases): (_, Vec<&str>) = (next()?, next()?.collect());
    let [mut letters, mut families, mut from, mut to, mut priors, mut contexts] =
        [next()?, next()?, next()?, next()?, next()?, next()?];
    let (mut id, mut entity_type) = (String::new(), "");
    for (row, field) in ids.enumerate() {
        if let Some((owner, rest)) = field.split_at_checked(1) {
            id.clear();
            let space;
            (space, entity_type) = of_letter(&owners, owner).unwrap_or_default();
            if owner != "-" {
                id.push_str(space);
                id.push_str(&own(rest, &aliases[row..]));
            }
        }
        let alias = aliases[row];
        let mut record = AliasRecord::new(&id, entity_type, alias);
        let (kind, case) = of_letter(&kinds, letters.next().unwrap_or_default()).unwrap_or_default();
        let family = match families.next() {
            Some("=") => alias.rsplit(' ').next(),
            family => family,
        };
        let fields = [
            ("kind", Some(kind)),
            ("case", Some(case)),
            ("family_name", family),
            ("valid_from", from.next()),
            ("valid_to", to.next()),
            ("prior", priors.next()),
            ("context", contexts.next()),
        ];
        fields.into_iter().try_for_each(|(column, field)| record.set(column, field.unwrap_or_default()))?;
        visit(&record)?;
    }
    Ok(())
}

/// The two words of each line.
fn pairs<'p>(lines: impl Iterator<Item = &'p str>) -> Vec<(&'p str, &'p str)> {
    lines.filter_map(|line| line.split_once(' ')).collect()
}

fn of_letter<'p>(table: &[(&'p str, &'p str)], letter: &str) -> Option<(&'p str, &'p str)> {
    let at = letter.as_bytes().first()?.checked_sub(b'a')?;
    table.get(usize::from(at)).copied()
}

/// The part of an id behind what it shares with others: the [`slug`] of the first of its `names`, or of that whose number
/// stands there; else what stands there.
fn own(rest: &str, names: &[&str]) -> String {
    match rest.as_bytes() {
        [] => slug(names[0]),
        [digit @ b'0'..=b'9'] => slug(names[usize::from(digit - b'0')]),
        _ => rest.to_owned(),
    }
}

/// A name's letters and digits, ASCII ones small, with hyphens for what parts them; apostrophes part nothing. "Bank of
/// Japan" is `bank-of-japan`.
fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut parted = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || !c.is_ascii() && c != '’' {
            if parted && !out.is_empty() {
                out.push('-');
            }
            parted = false;
            out.push(c.to_ascii_lowercase());
        } else {
            parted |= !matches!(c, '\'' | '’');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_names() {
        for (name, id) in [
            ("Bank of Japan", "bank-of-japan"),
            ("Cox’s (Old) U.S. Bazar", "coxs-old-u-s-bazar"),
            ("3M", "3m"),
            ("É-Osk", "É-osk"),
            ("’", ""),
        ] {
            assert_eq!(slug(name), id);
        }
        let names = ["Osk Bank", "OB"];
        assert_eq!([own("", &names), own("1", &names), own("osk", &names)], ["osk-bank", "ob", "osk"]);
    }
}
