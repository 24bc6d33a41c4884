//! A few names sought in a text one after another: a table of them would cost more to make than it saves.

use super::capitals::Capitals;
use super::find::Form;
use super::kinds::CaseMode;
use super::phrases::places;
use super::variants::Forms;
use crate::Span;

/// Names as their forms, each of which may stand only in what is set in capitals.
#[derive(Debug, Default)]
pub(super) struct FewNames {
    forms: Vec<(String, u32, bool)>,
}

impl FewNames {
    /// Adds a name whose spelling may vary, the next ones with a higher number.
    pub(super) fn add(&mut self, name: &str, number: u32, case: CaseMode) {
        let Forms { cased, capitals, .. } = Forms::of(name, case);
        for (form, in_capitals) in cased.into_iter().map(|form| (form, false)).chain(capitals.map(|form| (form, true)))
        {
            self.forms.push((form, number, in_capitals));
        }
    }

    /// The leftmost and of these the longest matches in `text`, each with its name's number: the lowest of several. Time is
    /// linear in the text for each name.
    pub(super) fn spans(&self, text: &str, Form { folded, words }: &Form) -> Vec<(Span, u32)> {
        // By their start, the longer first, and then by their number: as pairs of numbers, which are sorted elsewhere, too.
        let mut hits: Vec<(u64, u64)> = Vec::new();
        for (form, number, in_capitals) in &self.forms {
            let mut capitals = Capitals::default();
            places(folded.text(), form, |start| {
                let end = start + form.len();
                let stands = words.is_boundary(start) && words.is_boundary(end) && {
                    let (from, to) = folded.range_to_raw(text, start, end);
                    !in_capitals || capitals.hold(text, from, to)
                };
                if stands {
                    hits.push((start as u64, u64::from(!(end as u32)) << 32 | u64::from(*number)));
                }
            });
        }
        hits.sort_unstable();
        let (mut spans, mut until) = (Vec::new(), 0);
        for (start, rest) in hits {
            let (start, end) = (start as usize, !((rest >> 32) as u32) as usize);
            if start >= until {
                let (from, to) = folded.range_to_raw(text, start, end);
                spans.push((Span::new(from, to), rest as u32));
                until = end;
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
    use super::super::find::Spans;
    use super::*;

    #[test]
    fn the_same_is_found_as_by_a_table() {
        use proptest::prelude::*;
        let name = "(Osk|van Osk|Quill|Quill-Osk|al-Osk|É|Éo|U\\.S\\.|JCC)";
        let names = prop::collection::vec((name, any::<bool>()), 1..5);
        let text = "((Van|van|VAN|Osk|OSK|Quill|QUILL|al|Al|É|Éo|ÉO|E|US|U\\.S\\.|JCC|says)[ .,\n’-]{1,2}){0,30}";
        proptest!(|(names in names, text in text)| {
            let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
            let mut few = FewNames::default();
            for (number, (name, exact)) in (0..).zip(&names) {
                let case = if *exact { CaseMode::Exact } else { CaseMode::Smart };
                builder.add(&AliasRecord { case: Some(case), ..AliasRecord::new("X", "", name) }).expect("it is a name");
                few.add(name, number, case);
            }
            let gazetteer = builder.build().expect("building has no way to fail");
            let expected: Vec<_> = Spans::of_form(gazetteer.inner(), &text, Form::of(&text)).collect();
            prop_assert_eq!(few.spans(&text, &Form::of(&text)), expected, "{:?} in {}", names, text);
        });
    }
}
