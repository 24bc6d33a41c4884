//! The weights of heads, of changes of topic and of titles, from `src/data/heads`.

use std::sync::LazyLock;

use super::story::MEASURES;
use crate::text::decimal;

pub(super) static TABLE: &str = include_str!("../data/heads/weights.txt");

macro_rules! weights {
    ($(#[$doc:meta])* $name:ident $section:literal $($field:ident)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name { $(pub $field: f32,)* }

        impl $name {
            fn read() -> Self {
                Self { $($field: weight($section, stringify!($field)).unwrap_or_default(),)* }
            }

            #[cfg(test)]
            const NAMES: &'static [&'static str] = &[$(stringify!($field),)*];
        }
    };
}

weights! {
    /// What each thing seen of a line says for a headline that begins a story.
    HeadWeights "head"
    near ahead behind story common common_story known_names few_names words words_more words_many text_before text_after
    fresh length headings known_ahead bias suffix dateline doubled after_end short
}

weights! {
    /// What each thing seen of a paragraph says for a change of topic.
    BreakWeights "break"
    common common_near common_story known_names own_story own_ahead words leans quoted valley own_before story_words bias
}

/// What each measure of a line of a full page says for the title of its story, and where the scale begins.
pub(super) static TITLE: LazyLock<([f32; MEASURES.len()], f32)> = LazyLock::new(|| {
    let of = |name: &str| weight("title", name).unwrap_or_default();
    (MEASURES.map(of), of("bias"))
});
pub(super) static HEAD: LazyLock<HeadWeights> = LazyLock::new(HeadWeights::read);
pub(super) static BREAK: LazyLock<BreakWeights> = LazyLock::new(BreakWeights::read);

/// One weight of the table; the tests see to it that it has them all.
fn weight(section: &str, name: &str) -> Option<f32> {
    let mut lines = TABLE.lines().skip_while(|line| line.trim_matches(['[', ']']) != section).skip(1);
    lines
        .by_ref()
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| decimal(line.strip_prefix(name)?.strip_prefix(' ')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_weight_and_no_other() {
        for (section, names) in [("head", HeadWeights::NAMES), ("break", BreakWeights::NAMES), ("title", &MEASURES)] {
            for name in names {
                assert!(weight(section, name).is_some(), "{section} {name}");
            }
        }
        let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])).count();
        assert_eq!(rows, HeadWeights::NAMES.len() + BreakWeights::NAMES.len() + MEASURES.len() + 1);
    }
}
