//! Order in lists that mostly hold one or two things, or many in order already.

/// Puts the items in order, those that are the same left as they stand: `before` says whether the second of two goes before
/// the first. By insertion, of which the code is a thirtieth of a sort's: the wheel would have that for each type. Linear in
/// what is in order already.
pub(super) fn order<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && before(&items[at - 1], &items[at]) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_is_the_same_stays_as_it_stands() {
        let mut items = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (3, 'e')];
        order(&mut items, |one, other| other.0 < one.0);
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c'), (3, 'e')]);
        order(&mut items[..0], |one, other| other.0 < one.0);
    }
}
