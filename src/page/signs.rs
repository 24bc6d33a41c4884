//! Which marks a line holds: what rules ask before they search it.
//!
//! Most lines hold none of the marks that a rule looks for. A set of them is put together while the line's letters are
//! counted, so that asking costs one instruction and searching is left to the few lines where it may find something.

use std::ops::BitOr;

/// A set of kinds of marks, each known by a byte: a mark beyond ASCII by its last one, which others may share, so that a
/// line may lack what the set says, but never holds what it does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    /// `<` `&` and invisible signs: what a markup language may leave.
    pub(super) const MARKUP: Self = Self(1);
    /// `|` `/` `>` `•` `·` `›` `»`: what stands between links.
    pub(super) const BAR: Self = Self(1 << 1);
    /// `>` `›` `»`
    pub(super) const POINTER: Self = Self(1 << 2);
    /// `%`
    pub(super) const PERCENT: Self = Self(1 << 3);
    /// `:`
    pub(super) const COLON: Self = Self(1 << 4);
    /// `@`
    pub(super) const AT: Self = Self(1 << 5);
    /// `.`
    pub(super) const STOP: Self = Self(1 << 6);
    /// `,`
    pub(super) const COMMA: Self = Self(1 << 7);
    /// `{` `}`
    pub(super) const BRACE: Self = Self(1 << 8);
    /// Anything beyond ASCII.
    pub(super) const WIDE: Self = Self(1 << 9);
    /// `_`
    pub(super) const LOW_LINE: Self = Self(1 << 10);
    /// A tab, or two blanks in a row.
    pub(super) const GAP: Self = Self(1 << 11);
    /// How many kinds there are.
    pub(super) const KINDS: u32 = 12;
    /// No mark.
    pub(super) const NONE: Self = Self(0);
    /// Every mark: of a text of which nothing is known.
    pub(super) const ALL: Self = Self((1 << Self::KINDS) - 1);

    /// The marks that a byte may be, or end.
    pub(super) const fn of(byte: u8) -> Self {
        let mut set = match byte {
            b'<' | b'&' => Self::MARKUP.0,
            b'|' | b'/' => Self::BAR.0,
            b'>' => Self::BAR.0 | Self::POINTER.0,
            b'%' => Self::PERCENT.0,
            b':' => Self::COLON.0,
            b'@' => Self::AT.0,
            b'.' => Self::STOP.0,
            b',' => Self::COMMA.0,
            b'{' | b'}' => Self::BRACE.0,
            b'_' => Self::LOW_LINE.0,
            // U+FEFF, U+200B and U+200C
            0xbf | 0x8b | 0x8c => Self::MARKUP.0,
            // • · › »
            0xa2 | 0xb7 => Self::BAR.0,
            0xba | 0xbb => Self::BAR.0 | Self::POINTER.0,
            _ => 0,
        };
        if byte >= 0x80 {
            set |= Self::WIDE.0;
        }
        Self(set)
    }

    /// These marks and others.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// The set as bits, one a kind.
    pub(super) const fn bits(self) -> u16 {
        self.0
    }

    /// Whether one of these marks may stand in the line.
    pub(super) const fn any(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_missed() {
        let of = |text: &str| text.bytes().fold(Signs::default(), |all, byte| all | Signs::of(byte));
        let marks = [
            (Signs::MARKUP, vec!["<", "&", "\u{feff}", "\u{200b}", "\u{200c}"]),
            (Signs::BAR, vec!["|", "/", ">", "•", "·", "›", "»"]),
            (Signs::POINTER, vec![">", "›", "»"]),
            (Signs::WIDE, vec!["é", "“", "新"]),
            (Signs::PERCENT, vec!["%"]),
        ];
        for (set, examples) in marks {
            assert!(examples.iter().all(|text| of(text).any(set)), "{examples:?}");
            assert!(!of("The old harbour, 3-2: [email protected] x.").any(set));
        }
    }
}
