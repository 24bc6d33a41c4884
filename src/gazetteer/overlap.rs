//! Matches that lie in or across others.

use super::find::Spans;
use super::hints::Surroundings;
use super::kinds::Overlap;
use super::mention::Mention;
use super::tongue::Tongue;
use super::{FindOptions, Gazetteer, Inner};
use crate::Span;
use crate::text::decimal;

impl Gazetteer {
    /// The mentions in `text` under another rule for those that overlap; second mentions are not sought. What lies
    /// within a blocker is hidden.
    ///
    /// [`Overlap::Longest`] is the rule of [`find`](Self::find). Time for the others is linear in the text and in the
    /// number of matches, which with names inside names may be as many as an alias has words for each word of the text.
    ///
    /// ```
    /// use newscore::gazetteer::{AliasRecord, GazetteerBuilder, GazetteerOptions, Overlap};
    /// let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
    /// builder.add(&AliasRecord::new("BK", "bank", "Bank of Norway"))?;
    /// builder.add(&AliasRecord::new("NO", "country", "Norway"))?;
    /// let gazetteer = builder.build()?;
    /// assert_eq!(gazetteer.find_overlapping("Bank of Norway", Overlap::All).len(), 2);
    /// assert_eq!(gazetteer.find_overlapping("Bank of Norway", Overlap::Longest).len(), 1);
    /// # Ok::<(), newscore::Error>(())
    /// ```
    pub fn find_overlapping(&self, text: &str, overlap: Overlap) -> Vec<Mention> {
        let options = FindOptions { overlap, second_mentions: false, ..FindOptions::default() };
        self.find_with(text, &[Span::new(0, text.len())], &options)
    }

    /// The mentions in the regions of an article under another rule than the longest.
    pub(super) fn find_all_in(&self, text: &str, regions: &[Span], options: &FindOptions<'_>) -> Vec<Mention> {
        let inner = self.inner();
        let (from, to) = regions.first().zip(regions.last()).map_or((0, 0), |(a, b)| (a.start(), b.end()));
        let mut around = Surroundings::new(&text[from..to], options.day);
        let mut all = Vec::new();
        for region in regions {
            let mut spans = Spans::new(inner, region.of(text), Tongue::new(inner, options.lang));
            let (mut found, mut blocked) = (Vec::new(), Vec::new());
            for span in spans.every() {
                match spans.mention_at(span, &mut around, region.start() - from) {
                    Some(mention) => found.push(mention),
                    None if spans.blocks(span) => blocked.push(span),
                    None => {}
                }
            }
            // Both come by their start, so one pass over the blockers is enough.
            let (mut next, mut hidden_until) = (0, 0);
            found.retain(|mention| {
                while let Some(blocker) = blocked.get(next).filter(|blocker| blocker.start() <= mention.span.start()) {
                    hidden_until = hidden_until.max(blocker.end());
                    next += 1;
                }
                mention.span.end() > hidden_until
            });
            let found = if options.overlap == Overlap::Priority { by_priority(inner, found) } else { found };
            all.extend(found.into_iter().map(|it| Mention { span: it.span.shifted(region.start()), ..it }));
        }
        all
    }
}

/// Of mentions that overlap those with the higher prior, then the longer, then the earlier; given and returned in order.
fn by_priority(inner: &Inner, found: Vec<Mention>) -> Vec<Mention> {
    let prior = |alias: u32| inner.priors.get(alias).and_then(decimal).unwrap_or(1.0);
    // Numbers above 0 are in the order of their bits.
    let first = |one: &Mention| u64::from(!prior(one.alias).to_bits()) << 32 | u64::from(!(one.span.len() as u32));
    let mut order: Vec<(u64, u64)> = found.iter().map(first).zip(0..).collect();
    order.sort_unstable();
    // Disjoint spans by their start: what overlaps a new one is its neighbour.
    let mut taken = std::collections::BTreeMap::new();
    for (_, at) in order {
        let mention = &found[at as usize];
        let span = mention.span;
        let before = taken.range(..span.end()).next_back();
        if before.is_none_or(|(_, kept): (_, &Mention)| kept.span.end() <= span.start()) {
            taken.insert(span.start(), mention.clone());
        }
    }
    taken.into_values().collect()
}
