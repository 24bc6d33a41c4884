//! The box below a story that names its writer: `About the author`, over a name.

use crate::Span;
use crate::page::label::Label;
use crate::page::names;
use crate::page::segments::Segment;

/// How many words stand on the line of the name at most, offices and letters behind it included.
const WORDS: usize = 12;

/// Where the names stand that a box below the story gives as its writers'. `segments` are those of the story and, where the
/// page has no other, of the page's foot. Behind a name may stand what its bearer does, `Ada Moe, PhD`, `Ada Moe is a
/// reporter`.
pub(super) fn names<'s>(text: &str, segments: impl Iterator<Item = &'s Segment>) -> Vec<Span> {
    let mut headed = false;
    let mut below = segments.skip_while(|segment| segment.label != Label::Body);
    let name = below.find(|segment| {
        let above = std::mem::replace(&mut headed, heads(segment.span.of(text)));
        above && !headed
    });
    let Some(&Segment { span, .. }) = name else { return Vec::new() };
    let line = span.of(text);
    let found = names::leading(line);
    let rest = &line[found.rest..];
    let about = [" is ", " was ", " covers ", " writes ", " has ", " ("].iter().any(|verb| rest.starts_with(verb));
    let alone = rest.is_empty() || rest.starts_with([',', '|', '·']) && line.split(' ').count() <= WORDS;
    let shift = |(start, end): (usize, usize)| Span::new(start, end).shifted(span.start());
    if about || alone { found.names.into_iter().map(shift).collect() } else { Vec::new() }
}

/// Whether the line says that who wrote the story is named below. `By` does not: so do teasers of other stories.
fn heads(line: &str) -> bool {
    const HEADS: [&str; 9] = [
        "about the author",
        "about the authors",
        "about the writer",
        "meet the author",
        "author",
        "authors",
        "article by",
        "article written by",
        "written by",
    ];
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    HEADS.iter().any(|head| bare.eq_ignore_ascii_case(head))
}

#[cfg(test)]
mod tests {
    use crate::page::{PageOptions, analyze};

    const STORY: &str = "Harbour reopens after storm\n\
                         The harbour of the old town was opened again on Monday, the port authority said in a statement.\n\
                         Nobody in the town could remember a storm that had kept the ships away for so many days.\n";

    fn authors(below: &str) -> Vec<String> {
        let page = analyze(&format!("{STORY}{below}"), None, &PageOptions::default());
        page.articles[0].fields.authors.iter().map(|author| author.value.clone()).collect()
    }

    #[test]
    fn boxes_below_the_story_name_its_writer() {
        assert_eq!(authors("About the author\nAda Moe\nHarbour correspondent\n"), ["Ada Moe"]);
        assert_eq!(authors("Article written by:\nAda Moe, PhD\n"), ["Ada Moe"]);
        assert_eq!(authors("ABOUT THE AUTHOR\nAda Moe is fond of ships.\n"), ["Ada Moe"]);
        assert_eq!(authors("About the authors\nAda Moe and Bo Lund\n"), ["Ada Moe", "Bo Lund"]);
    }

    #[test]
    fn other_lines_do_not() {
        assert!(authors("About the harbour\nAda Moe\n").is_empty());
        assert!(authors("About the author\nMore stories\n").is_empty());
        let teaser = "Read more\nHarbour closes for a week\nBy\nAda Moe\n";
        assert!(authors(&[teaser, &teaser.replace("Ada", "Bo")].concat()).is_empty());
        assert!(authors("About the author\nAda Moe, whom the port thanked, opened the harbour again and sailed away at noon with all ships.\n").is_empty());
    }
}
