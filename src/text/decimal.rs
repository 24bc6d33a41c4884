//! Numbers with a point, as weights and priors are written.
//!
//! The standard library reads any number exactly, with a table of 10 KB that nothing packs. What is read here has a few
//! digits, and comes out the same.

/// The number that a text is: digits, a point and an exponent (`0.35`, `-1.8`, `2e-3`), a sign before each. The nearest
/// `f32` for up to 15 digits and exponents of up to 22; of longer ones the digits beyond are left out.
pub(crate) fn decimal(text: &str) -> Option<f32> {
    const DIGITS: u64 = 1_000_000_000_000_000;
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let mut power: i32 = power.strip_prefix('+').unwrap_or(power).parse().ok()?;
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let mut value = 0_u64;
    for (nth, byte) in whole.bytes().chain(part.bytes()).enumerate() {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        let fits = value < DIGITS;
        value = if fits { value * 10 + u64::from(digit) } else { value };
        power = power.saturating_add(i32::from(!fits)).saturating_sub(i32::from(nth >= whole.len()));
    }
    // No further than an f64 reaches, or nothing times the scale would be no number.
    let scale = 10_f64.powi(power.saturating_abs().min(f64::MAX_10_EXP));
    let value = if power < 0 { value as f64 / scale } else { value as f64 * scale };
    Some((sign * value) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_and_what_is_none() {
        let numbers = ["0", "1", "-1.63", "+.5", "7.", "2e-3", "1E2", "0.000", "123456.789", "3.4028235e38", "1e-45"];
        for text in numbers.into_iter().chain(["0e999", "1e999", "1e-999"]) {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "-", "much", "1,5", "1e", "e5", "0x1", "1.2.3", "inf", "NaN", "١"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_display_writes_comes_back(number in -1e9_f32..1e9, small in 1e-9_f32..1.0) {
            for number in [number, small] {
                prop_assert_eq!(decimal(&number.to_string()), Some(number));
            }
        }
    }
}
