//! The gazetteer: against a slow reference, by table, and by the literate cases of `tests/cases/gazetteer`.

use newscore::gazetteer::{
    AliasRecord, CaseMode, CsvOptions, Gazetteer, GazetteerBuilder, GazetteerOptions, MatchKind, Matching, Mention,
    Overlap, Spelling, read_csv,
};
use newscore::text::is_word;
use newscore::{Error, Span};
use proptest::prelude::*;

use crate::checks::slow_matcher::slow;

fn exact(aliases: &[&str]) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
    for (number, alias) in aliases.iter().enumerate() {
        let id = format!("Q{number}");
        builder.add(&AliasRecord::new(&id, "thing", alias)).expect("a good alias");
    }
    builder.build().expect("building has no way to fail")
}

fn spans(gazetteer: &Gazetteer, text: &str) -> Vec<(usize, usize, u32)> {
    gazetteer.spans(text).map(|(span, alias)| (span.start(), span.end(), alias)).collect()
}

fn check(aliases: &[&str], text: &str) {
    assert_eq!(spans(&exact(aliases), text), slow(aliases, text), "{aliases:?} in {text:?}");
}

#[test]
fn whole_words_leftmost_longest() {
    let long = "x".repeat(300);
    let table: &[(&[&str], &str)] = &[
        (&["Xi"], "Xi’s Xi-led Xian xi Xi"),
        (&["New York", "York", "New York Times"], "New York Time, New York Times, York"),
        (&["U.S.", "U.S", "U"], "The U.S. and U.S.A. and U.S and U. and U"),
        (&["U.S.A.", "U.S."], "U.S.A U.S.A."),
        (&["’Ndrangheta", ".NET", "$TSLA", "3M", "€"], "The ’Ndrangheta, .NET; $TSLA 3M €5 A.NET 13M x’Ndrangheta"),
        (&["--", "-- a", "-"], "- -- --- -- a -- ab"),
        (&["🇺🇸", "🇺🇸 flag", "🇺"], "a 🇺🇸 flag, 🇺🇸flags 🇺"),
        (&["a b", "b c"], "a b c b c"),
        (&["a", "a a a a b"], "a a a a a b a a a a"),
        (&["São Tomé", "São", "Tomé e"], "São Tomé e Príncipe, São Toméé"),
        (&["Inc.", "Inc", "Acme Inc.", "Acme Inc"], "Acme Inc., Acme Inc Inc.. Inc"),
        (&[" a", "a "], "a a  a\n a \n"),
        (&["same", "same"], "same same"),
        (&[&long, "x"], &long),
        (
            &["abcdefghijklmnopqrstuvwx", "abcdefghiJklmnopqrstuvwx"],
            "abcdefghijklmnopqrstuvwx abcdefghiJklmnopqrstuvwx",
        ),
        (&["東京", "東"], "東京 東京都 東,東京"),
        (&["e\u{301}", "e"], "e\u{301} e"),
        (&["_x", "x"], "_x x"),
        (
            &["a b c d e", "a b c d", "a b c d e f g", "a b c d e f."],
            "a b c d e f g a b c d e f. a b c d e f a b c d ef",
        ),
        (&["a a a a a a a a b", "a a a a a a", "a a a a a b"], "a a a a a a a a a a a a b a a a a a b"),
        (&["a b c d e", "a b c d e", "a b c d e f"], "a b c d e, a b c d e f"),
        (&["- a - b - c", "--- a b c d", "(a) (b) (c) (d) (e)"], "- a - b - c --- a b c d (a) (b) (c) (d) (e)"),
    ];
    for (aliases, text) in table {
        check(aliases, text);
        check(aliases, &format!("{}{text}", "word ".repeat(13)));
    }
    assert!(spans(&exact(&[]), "nothing to find").is_empty());
    assert!(spans(&exact(&["a"]), "").is_empty());
}

#[test]
fn many_aliases_and_a_long_text() {
    let words: Vec<String> = (0..600_u32).map(|n| format!("w{}", n * n % 601)).collect();
    let text = words.join(" ");
    let phrases: Vec<String> = words.windows(3).step_by(2).map(|three| three.join(" ")).collect();
    let aliases: Vec<&str> = words.iter().step_by(3).chain(&phrases).map(String::as_str).collect();
    check(&aliases, &text);
}

/// Of aliases with the number of their case and of their spelling.
fn mixed(aliases: &[(String, usize, usize)]) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for (alias, case, spelling) in aliases {
        let mut record = AliasRecord::new("Q", "thing", alias);
        record.case = Some(CaseMode::ALL[*case]);
        record.spelling = Some(Spelling::ALL[*spelling]);
        builder.add(&record).expect("a good alias");
    }
    builder.build().expect("building has no way to fail")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn agrees_with_the_slow_reference(
        aliases in prop::collection::vec("[aAb.’é \u{301}新-]{1,6}", 1..8),
        text in "[aAb.’é \u{301}新-]{0,90}",
    ) {
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).filter(|alias| !alias.trim().is_empty()).collect();
        prop_assert_eq!(spans(&exact(&aliases), &text), slow(&aliases, &text));
    }

    #[test]
    fn long_aliases_agree_with_the_slow_reference(
        aliases in prop::collection::vec("[ab]( [ab.]){0,9}", 1..12),
        text in "([ab.] ){0,60}",
    ) {
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        prop_assert_eq!(spans(&exact(&aliases), &text), slow(&aliases, &text));
    }

    /// Texts that repeat themselves are not searched again, but for where they stop doing so.
    #[test]
    fn repetitions_agree_with_the_slow_reference(
        aliases in prop::collection::vec("[abé]{1,2}( [ab.é]){0,4}", 1..6),
        pieces in prop::collection::vec(("[abé.]{0,2}( [ab.é]){0,3} ", 1..40_usize), 1..5),
    ) {
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        let text: String = pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect();
        prop_assert_eq!(spans(&exact(&aliases), &text), slow(&aliases, &text));
    }

    /// The same where the text is folded: of all matches, those that are leftmost and then longest.
    #[test]
    fn repetitions_with_any_options_are_the_longest_of_all_matches(
        aliases in prop::collection::vec(("[abAB’é]{1,2}( [abA’é]){0,3}", 0..3_usize, 0..2_usize), 1..6),
        pieces in prop::collection::vec(("[abABé’-]{0,2}( [abABé’-]){0,3}[ \n.]", 1..40_usize), 1..5),
    ) {
        let gazetteer = mixed(&aliases);
        let text: String = pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect();
        let mut from = 0;
        let mut longest = Vec::new();
        for mention in gazetteer.find_overlapping(&text, Overlap::All) {
            if mention.span.start() >= from {
                from = mention.span.end();
                longest.push(mention.span);
            }
        }
        let found: Vec<Span> = gazetteer.spans(&text).map(|(span, _)| span).collect();
        prop_assert_eq!(found, longest);
    }

    #[test]
    fn mixed_options_still_give_whole_ordered_matches(
        aliases in prop::collection::vec(("[aAbB.’é -]{0,4}[a-cA-C]", 0..3_usize, 0..2_usize), 1..8),
        text in "[aAbBc.’'é \n\u{a0}\u{301}-]{0,60}",
    ) {
        let gazetteer = mixed(&aliases);
        let mut from = 0;
        for (start, end, alias) in spans(&gazetteer, &text) {
            prop_assert!(from <= start && start < end);
            prop_assert!(text.get(start..end).is_some());
            prop_assert!((alias as usize) < aliases.len());
            from = end;
        }
        let found: Vec<Span> = gazetteer.find(&text).iter().map(|mention| mention.span).collect();
        let plain: Vec<Span> = gazetteer.spans(&text).map(|(span, _)| span).collect();
        prop_assert_eq!(found, plain);
    }

    /// Where neither the text nor the aliases hold anything that smart matching treats in its own way, every mixture of
    /// options gives what exact matching gives: the merged searches are one search.
    #[test]
    fn options_that_do_not_matter_change_nothing(
        aliases in prop::collection::vec("[ab.]{1,3}( [ab.]{1,3}){0,2}", 1..8),
        options in prop::collection::vec((0..3_usize, 0..2_usize), 8),
        text in "[ab.]{0,3}( [ab.]{1,3}){0,20}",
    ) {
        let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
        for (alias, (case, spelling)) in aliases.iter().zip(options) {
            let mut record = AliasRecord::new("Q", "thing", alias);
            record.case = Some(CaseMode::ALL[case]);
            record.spelling = Some(Spelling::ALL[spelling]);
            builder.add(&record).expect("a good alias");
        }
        let gazetteer = builder.build().expect("building has no way to fail");
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        prop_assert_eq!(spans(&gazetteer, &text), slow(&aliases, &text));
    }

    #[test]
    fn any_text_is_accepted(text: String) {
        let gazetteer = Gazetteer::builtin();
        let mentions = gazetteer.find(&text);
        prop_assert!(mentions.iter().all(|mention| text.get(mention.span.start()..mention.span.end()).is_some()));
    }
}

#[test]
fn surfaces_of_several_entities_are_counted() {
    let gazetteer = exact(&["a b c d e f", "a b c d e f", "a b", "a b", "a b c d e", "c"]);
    assert_eq!(gazetteer.collisions(), 2);
    assert_eq!(gazetteer.find("a b c d e f")[0].candidates.len(), 2);
}

#[test]
fn an_alias_keeps_its_number_and_its_words() {
    let gazetteer = exact(&["Xi", "Xi", "Putin"]);
    assert_eq!((gazetteer.len(), gazetteer.n_entities()), (3, 3));
    assert_eq!(spans(&gazetteer, "Putin, Xi"), [(0, 5, 2), (7, 9, 0)]);
    assert_eq!((gazetteer.alias(2), gazetteer.entity_id(2), gazetteer.entity_type(2)), ("Putin", "Q2", "thing"));
    assert_eq!((gazetteer.alias(3), gazetteer.entity_id(3), gazetteer.entity_type(3)), ("", "", ""));
    let mentions = gazetteer.find("Xi");
    assert_eq!(mentions[0].entity, None);
    assert_eq!(mentions[0].candidates.iter().map(|candidate| candidate.entity).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn the_hash_depends_on_content_and_order_alone() {
    let hash = |aliases: &[&str]| exact(aliases).hash();
    assert_eq!(hash(&["a", "b"]), hash(&["a", "b"]));
    assert_ne!(hash(&["a", "b"]), hash(&["b", "a"]));
    assert_ne!(hash(&["ab"]), hash(&["a", "b"]));
    assert_eq!(hash(&[]), hash(&[]));
}

#[test]
fn bad_rows_are_refused_by_name() {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
    let mut refuse = |change: &dyn Fn(&mut AliasRecord<'_>), part: &str| {
        let mut record = AliasRecord::new("Q1", "person", "Ada Quill");
        change(&mut record);
        let error: Error = builder.add(&record).expect_err(part);
        assert!(error.to_string().contains(part), "{error}");
    };
    refuse(&|record| record.alias = " ", "the alias is empty");
    refuse(&|record| record.entity_id = "", "needs the kind blocker");
    refuse(&|record| record.kind = MatchKind::Blocker, "a blocker names no entity");
    refuse(&|record| record.valid_from = Some("yesterday"), "\"yesterday\" is no date");
    refuse(&|record| (record.valid_from, record.valid_to) = (Some("2025"), Some("2024")), "lies after");
    refuse(&|record| record.family_name = Some("Marsh"), "no part of the alias");
    assert!(builder.is_empty());
    builder.add(&AliasRecord::new("Q1", "person", "Ada Quill")).expect("a good alias");
    let error = builder.add(&AliasRecord::new("Q1", "city", "Quill")).expect_err("another type");
    assert_eq!(error.to_string(), "line 2: entity \"Q1\" has the type \"person\" in an earlier row, here \"city\"");
}

#[test]
fn csv_columns_in_any_order_and_a_report() {
    let file = "\u{feff}alias\tsource\tentity_id\tkind\ttype\tcase\tvalid_from\n\
                Norway\town\tNO\t\tcountry\t\t\n\
                Norse\town\tNO\tdemonym\tcountry\texact\t2020-01\n\
                New Norway\town\t\tblocker\tblocker\t\t\n\
                Oslo\town\tNO\tcapitol\tcountry\t\t\n\
                Oslo\town\tNO\tcapital\n\
                Norway\town\tcity:norway\tname\tcity\t\t\n";
    let (gazetteer, report) = read_csv(file.as_bytes(), &CsvOptions::default()).expect("the columns are there");
    assert_eq!((report.rows, report.aliases, report.entities, report.collisions), (6, 4, 2, 1));
    let lines: Vec<u64> = report.refused.iter().map(|refused| refused.0).collect();
    assert_eq!(lines, [5, 6]);
    assert!(report.refused[0].1.starts_with("unknown kind \"capitol\""), "{:?}", report.refused);
    assert_eq!(gazetteer.validity(1), (Some("2020-01"), None));
    assert!(gazetteer.find("New Norway").is_empty());

    let error = read_csv("id,name\n1,x\n".as_bytes(), &CsvOptions::default()).expect_err("no such columns");
    assert_eq!(error.to_string(), "missing column(s) entity_id, alias; found: id, name");
    let (_, report) = read_csv(&b"entity_id,type,alias\nX,y,\xff\n"[..], &CsvOptions::default()).expect("columns");
    assert_eq!(report.refused, [(2, "field 3 is not UTF-8".to_owned())]);
}

#[test]
fn regions_are_worlds_of_their_own() {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    builder.add(&AliasRecord::new("city:new-york", "city", "New York")).expect("a good alias");
    let gazetteer = builder.build().expect("building has no way to fail");
    let text = "New\nYork New\nYork";
    let found = |regions: &[Span]| -> Vec<Span> {
        gazetteer.find_in(text, regions).iter().map(|mention: &Mention| mention.span).collect()
    };
    assert_eq!(found(&[Span::new(0, text.len())]), [Span::new(0, 8), Span::new(9, 17)]);
    assert_eq!(found(&[Span::new(0, 3), Span::new(4, text.len())]), [Span::new(9, 17)]);
}

#[test]
fn overlapping_matches_by_each_rule() {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for (id, alias, prior) in [
        ("BANK", "Central Bank of Norway", None),
        ("BN", "Bank of Norway", Some(3.0)),
        ("NO", "Norway", None),
        ("NC", "Norway City", Some(0.5)),
        ("NM", "New Norway", None),
    ] {
        let mut record = AliasRecord::new(id, "thing", alias);
        record.prior = prior;
        builder.add(&record).expect("a good alias");
    }
    builder.add(&AliasRecord::blocker("New Norway Street")).expect("a good alias");
    let mut glob = AliasRecord::new("CEN", "thing", "centr*");
    (glob.matching, glob.case) = (Matching::Glob, Some(CaseMode::Ignore));
    builder.add(&glob).expect("a good alias");
    let gazetteer = builder.build().expect("building has no way to fail");
    let text = "CENTRAL BANK OF NORWAY\nThe Central\nBank of Norway City, New Norway Street, Norway";
    let found = |overlap| -> Vec<String> {
        let mentions = gazetteer.find_overlapping(text, overlap);
        mentions.iter().map(|mention| gazetteer.entity_id(mention.candidates[0].entity).to_owned()).collect()
    };
    assert_eq!(found(Overlap::Longest), ["BANK", "BANK", "NO"]);
    assert_eq!(
        found(Overlap::All),
        ["BANK", "CEN", "BN", "NO", "BANK", "CEN", "BN", "NC", "NO", "NO"],
        "what lies in a blocker is hidden"
    );
    assert_eq!(found(Overlap::Priority), ["CEN", "BN", "CEN", "BN", "NO"]);
}

proptest! {
    #[test]
    fn all_matches_are_those_of_each_alias_alone(
        aliases in prop::collection::vec("[ab.]{1,2}( [ab.]{1,2}){0,6}", 1..6),
        text in "[ab.]{0,3}( [ab.]{1,3}){0,12}",
    ) {
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        let gazetteer = exact(&aliases);
        let all: Vec<Span> = gazetteer.find_overlapping(&text, Overlap::All).iter().map(|it| it.span).collect();
        let is_cut = |at: usize| !(text[..at].ends_with(is_word) && text[at..].starts_with(is_word));
        let mut expected: Vec<Span> = Vec::new();
        for alias in &aliases {
            for start in 0..text.len() {
                let end = start + alias.len();
                if text[start..].starts_with(alias) && is_cut(start) && is_cut(end) {
                    expected.push(Span::new(start, end));
                }
            }
        }
        expected.sort_unstable_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
        expected.dedup();
        prop_assert_eq!(all, expected);
    }
}
