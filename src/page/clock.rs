//! Times of day as news text writes them.

/// The minute of the day that a time stamp tells first: `4:12 p.m. ET`, `6:05am`, `14:05`, `10.45 am`, `6 pm`.
///
/// A time that lost the blank before it (`20269:41 AM`) is behind the year. Time zones are not reckoned with.
pub(super) fn minute(text: &str) -> Option<u16> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text;
    loop {
        let first = rest.bytes().position(|byte| byte.is_ascii_digit())?;
        rest = &rest[first..];
        let count = digits(rest);
        let hour = &rest[if count > 4 { 4 } else { 0 }..count];
        let behind = &rest[count..];
        let mark = behind.bytes().next().filter(|mark| matches!(mark, b':' | b'.'));
        let minutes = mark.and_then(|_| behind.get(1..3)).filter(|_| digits(&behind[1..]) == 2);
        let half = half(&behind[if minutes.is_some() { 3 } else { 0 }..]);
        // A stop between numbers is a date's as well.
        if hour.len() <= 2 && (minutes.is_some() && mark == Some(b':') || half.is_some()) {
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minutes.unwrap_or("0").parse().ok()?);
            let hour = match half {
                Some(Half::Morning) if hour == 12 => 0,
                Some(Half::Evening) if hour < 12 => hour + 12,
                _ => hour,
            };
            return (hour < 24 && minute < 60).then_some(hour * 60 + minute);
        }
        rest = behind;
    }
}

enum Half {
    Morning,
    Evening,
}

/// `am`, `PM`, `p.m.` behind a time, seconds of it and a blank between.
fn half(text: &str) -> Option<Half> {
    let seconds = text.len() >= 3 && text.starts_with(':') && text.as_bytes()[1..3].iter().all(u8::is_ascii_digit);
    let text = text[if seconds { 3 } else { 0 }..].trim_start();
    let mut letters = text.bytes().filter(|byte| *byte != b'.').map(|byte| byte.to_ascii_lowercase());
    let half = match letters.next()? {
        b'a' => Half::Morning,
        b'p' => Half::Evening,
        _ => return None,
    };
    (letters.next() == Some(b'm') && !letters.next().is_some_and(|byte| byte.is_ascii_alphabetic())).then_some(half)
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn times_as_written() {
        for (text, hour, of_hour) in [
            ("Updated Nov. 9, 2025 4:12 p.m. ET", 16, 12),
            ("Published March 7, 2025 6:05am EST", 6, 5),
            ("November 16, 2025 / 11:34 AM EST / Harbour News", 11, 34),
            ("[12.11.2026 14:05]", 14, 5),
            ("2026-02-05T09:30:15Z", 9, 30),
            ("November 12, 20269:41 AM UTCUpdated 3 hours ago", 9, 41),
            ("Fri, Nov 6 202610:23 PM EDT", 22, 23),
            ("3 May 2026, 10.45 am", 10, 45),
            ("May 3, 2026 at 12 a.m.", 0, 0),
            ("May 3, 2026 12:30:59 PM", 12, 30),
            ("5 Feb 2026 00:00", 0, 0),
            ("6 pm on May 3, 2026", 18, 0),
        ] {
            assert_eq!(minute(text), Some(hour * 60 + of_hour), "{text}");
        }
        for text in
            ["", "May 3, 2026", "12.11.2026", "5/2/2026", "25:10 on May 3", "3 May 2026, 12:75", "6 ampere", "é6"]
        {
            assert_eq!(minute(text), None, "{text}");
        }
    }
}
