//! What the literate cases cannot say of a gazetteer: days, shares, sizes, lengths, parts of a text.

use newscore::Span;
use newscore::gazetteer::{
    AliasRecord, CaseMode, FindOptions, Gazetteer, GazetteerBuilder, GazetteerOptions, Matching, Mention, Overlap,
    Reason, Spelling, second_mentions,
};

fn build(records: &[AliasRecord<'_>]) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for record in records {
        builder.add(record).expect("a good alias");
    }
    builder.build().expect("building has no way to fail")
}

/// A person's name with the family name that may come back alone.
fn person<'a>(id: &'a str, alias: &'a str, family_name: &'a str) -> AliasRecord<'a> {
    AliasRecord { family_name: Some(family_name), ..AliasRecord::new(id, "person", alias) }
}

fn ids<'g>(gazetteer: &'g Gazetteer, mention: &Mention) -> Vec<&'g str> {
    mention.candidates.iter().map(|candidate| gazetteer.entity_id(candidate.entity)).collect()
}

#[test]
fn who_holds_a_name_on_a_day() {
    let old = AliasRecord {
        valid_from: Some("2020"),
        valid_to: Some("2021-05"),
        ..AliasRecord::new("OLD", "office", "The Speaker")
    };
    let gazetteer = build(&[old, AliasRecord::new("NEW", "office", "The Speaker")]);
    let on = |day: &str| {
        let options = FindOptions { day: Some(day), ..FindOptions::default() };
        let text = "The Speaker left.";
        gazetteer.find_with(text, &[Span::new(0, text.len())], &options).remove(0)
    };
    for day in ["2020-01-01", "2020-07-09", "2021-05-01", "2021-05-31"] {
        let mention = on(day);
        assert_eq!((mention.entity, ids(&gazetteer, &mention)), (None, vec!["OLD", "NEW"]), "{day}");
        assert!(mention.candidates.iter().all(|candidate| candidate.score == 0.5), "{day}");
    }
    for day in ["2019-12-31", "2021-06-01", "2026-11-27"] {
        let mention = on(day);
        assert_eq!(mention.entity.map(|entity| gazetteer.entity_id(entity)), Some("NEW"), "{day}");
        assert_eq!(ids(&gazetteer, &mention), ["NEW", "OLD"], "{day}");
        assert_eq!(mention.candidates[1].reason, Reason::OtherTime, "{day}");
    }

    // Nobody else has the name, so it is still the likeliest.
    let gazetteer = build(&[old]);
    let options = FindOptions { day: Some("2019-12-31"), ..FindOptions::default() };
    let mentions = gazetteer.find_with("The Speaker", &[Span::new(0, 11)], &options);
    assert_eq!((mentions[0].entity, mentions[0].candidates[0].score), (Some(0), 1.0));
    assert_ne!(mentions[0].candidates[0].reason, Reason::OtherTime);
}

#[test]
fn shares_of_a_family_name_sum_to_one() {
    let gazetteer = build(&[
        person("ADA", "Ada Quill", "Quill"),
        person("BO", "Bo Quill", "Quill"),
        AliasRecord::new("QU", "city", "Quill"),
    ]);
    let mentions = gazetteer.find("Ada Quill and Bo Quill met in Quill.");
    let last = mentions.last().expect("three mentions");
    assert_eq!((mentions.len(), last.entity, ids(&gazetteer, last)), (3, None, vec!["ADA", "BO", "QU"]));
    assert!(last.candidates.iter().all(|candidate| candidate.score == 1.0 / 3.0), "{last:?}");

    let gazetteer = build(&[person("ADA", "Ada Quill", "Quill"), person("BO", "Bo Quill", "Quill")]);
    let mentions = gazetteer.find("Ada Quill and Bo Quill met. Quill left.");
    let last = mentions.last().expect("three mentions");
    assert_eq!((mentions.len(), last.entity), (3, None));
    assert!(last.candidates.iter().all(|candidate| candidate.score == 0.5), "{last:?}");
    assert!(last.candidates.iter().all(|candidate| candidate.reason == Reason::FullName));
}

#[test]
fn candidates_come_in_the_order_added_whichever_search_finds_them() {
    let smart = AliasRecord::new("FIRM", "company", "Tin");
    let metal = AliasRecord { case: Some(CaseMode::Ignore), ..AliasRecord::new("METAL", "metal", "tin") };
    for records in [[metal, smart], [smart, metal]] {
        let gazetteer = build(&records);
        let mention = gazetteer.find("Tin rose.").remove(0);
        assert_eq!(ids(&gazetteer, &mention), records.map(|record| record.entity_id));
    }
}

/// An alias inside a word says nothing about one that has to be the whole of it.
#[test]
fn only_whole_words_are_what_a_whole_word_means() {
    let part = AliasRecord { matching: Matching::Substring, ..AliasRecord::new("PART", "thing", "tin") };
    let gazetteer = build(&[part, AliasRecord::new("WHOLE", "thing", "tin")]);
    let found: Vec<_> = gazetteer.find("tinker, tin").iter().map(|mention| ids(&gazetteer, mention)).collect();
    assert_eq!(found, [vec!["PART"], vec!["PART", "WHOLE"]]);
}

#[test]
fn long_aliases_of_two_entities_are_both_candidates() {
    let alias = "The Joint Tin and Copper Council of Norvania";
    let gazetteer = build(&[AliasRecord::new("OLD", "council", alias), AliasRecord::new("NEW", "council", alias)]);
    for text in [alias.to_owned(), format!("They left {alias}.")] {
        let mentions = gazetteer.find(&text);
        assert_eq!((mentions.len(), ids(&gazetteer, &mentions[0])), (1, vec!["OLD", "NEW"]), "{text}");
        assert_eq!(gazetteer.find_overlapping(&text, Overlap::All), mentions);
    }
    assert_eq!(gazetteer.find_overlapping(&format!("{alias}n"), Overlap::All), []);
}

/// Of two articles each is judged by its own text, wherever on the page it stands.
#[test]
fn a_persons_name_is_hers_throughout_her_article() {
    let jordan = AliasRecord { context: Some(":given"), ..AliasRecord::new("JO", "country", "Jordan") };
    let gazetteer = build(&[jordan]);
    let (hers, other) = ("Jordan Ames won. The crowd saw that Jordan limped.", "The crowd saw Jordan win.");
    let text = format!("{hers}\n{other}\n{hers}");
    let second = Span::new(hers.len() + 1, hers.len() + 1 + other.len());
    let found = |region| gazetteer.find_with(&text, &[region], &FindOptions::default());
    assert_eq!(found(Span::new(0, hers.len())), []);
    let jordan = found(second).iter().map(|mention| mention.span.of(&text)).collect::<Vec<_>>();
    assert_eq!(jordan, ["Jordan"]);
    assert_eq!(found(Span::new(second.end() + 1, text.len())), []);
}

#[test]
fn second_mentions_are_sought_where_the_longest_count_and_nowhere_else() {
    let gazetteer = build(&[person("ADA", "Ada Quill", "Quill")]);
    let text = "Ada Quill left. Quill smiled.";
    let both = gazetteer.find(text);
    assert_eq!(both.len(), 2);
    let first = gazetteer.find_overlapping(text, Overlap::Longest);
    assert_eq!(second_mentions(&gazetteer, text, &[Span::new(0, text.len())], first), both);
    for overlap in Overlap::ALL {
        assert_eq!(gazetteer.find_overlapping(text, *overlap).len(), 1, "{overlap:?}");
    }
}

#[test]
fn overlapping_matches_in_a_part_of_a_text() {
    let georgia = AliasRecord { context: Some("+before:visit"), ..AliasRecord::new("GE", "country", "Georgia") };
    let gazetteer = build(&[georgia, AliasRecord::new("NG", "region", "North Georgia")]);
    let text = "Prefaces. We visit Georgia, they leave Georgia. North Georgia";
    let options = FindOptions { overlap: Overlap::All, second_mentions: false, ..FindOptions::default() };
    let found = gazetteer.find_with(text, &[Span::new(10, 47), Span::new(48, text.len())], &options);
    let spans: Vec<&str> = found.iter().map(|mention| mention.span.of(text)).collect();
    assert_eq!(spans, ["Georgia", "North Georgia"]);
    assert_eq!(found[0].span, Span::new(19, 26));
}

/// A name that its context rules out hides nothing: only blockers do.
#[test]
fn what_a_ruled_out_name_covers_is_found() {
    let north = AliasRecord { context: Some("+before:visit"), ..AliasRecord::new("NG", "region", "North Georgia") };
    let georgia = AliasRecord::new("GE", "country", "Georgia");
    for records in [&[north, georgia][..], &[north, georgia, AliasRecord::blocker("Georgia peach")]] {
        let gazetteer = build(records);
        let found = |text| {
            let mentions = gazetteer.find_overlapping(text, Overlap::All);
            mentions.iter().map(|mention| ids(&gazetteer, mention).concat()).collect::<Vec<_>>()
        };
        assert_eq!(found("They left North Georgia."), ["GE"]);
        assert_eq!(found("We visit North Georgia."), ["NG", "GE"]);
    }
}

/// What stands near raises a prior by a factor: whichever numbers the priors are written in, shares are the same.
#[test]
fn shares_depend_on_the_ratio_of_priors_alone() {
    let scores = |prior| {
        let quill = |id, context| AliasRecord { prior, context, ..AliasRecord::new(id, "city", "Quill") };
        let mention = build(&[quill("A", Some("tin")), quill("B", None)]).find("Quill sells tin.").remove(0);
        mention.candidates.iter().map(|candidate| candidate.score).collect::<Vec<_>>()
    };
    assert_eq!(scores(Some(4.0)), scores(None));
    assert!(scores(None)[0] > 0.8);
}

#[test]
fn a_repeated_text_in_capitals_counts_where_its_line_is_in_capitals() {
    let gazetteer = build(&[AliasRecord::new("XI", "person", "Xi"), AliasRecord::new("BO", "person", "Bo")]);
    // Folded, the third line repeats the end of the first and the second.
    let text = "Xi Xi Q Bo\nXI Q Q Q Q Q Q\nBo XI Q Q Q Q Q Q\n";
    let found: Vec<(usize, &str)> = gazetteer.spans(text).map(|(span, _)| (span.start(), span.of(text))).collect();
    assert_eq!(found, [(0, "Xi"), (3, "Xi"), (8, "Bo"), (11, "XI"), (26, "Bo")]);
}

#[test]
fn case_without_spelling() {
    let exact = |case, id, alias| AliasRecord {
        case: Some(case),
        spelling: Some(Spelling::Exact),
        ..AliasRecord::new(id, "thing", alias)
    };
    let gazetteer = build(&[
        exact(CaseMode::Ignore, "STREET", "Straße"),
        exact(CaseMode::Ignore, "KELVIN", "Kelvin"),
        exact(CaseMode::Smart, "OSK", "Nord-Osk"),
    ]);
    // In lower case the sharp S and the sign for kelvin are shorter, and "İ" would be two characters.
    let text = "İ, STRAẞE, \u{212a}ELVIN, kelvins, Strasse\nNORD-OSK WINS\nNord-Osk, Nord Osk, NORD-OSK";
    let found: Vec<&str> = gazetteer.spans(text).map(|(span, _)| span.of(text)).collect();
    assert_eq!(found, ["STRAẞE", "\u{212a}ELVIN", "NORD-OSK", "Nord-Osk"]);
    let mentions = gazetteer.find(text);
    assert_eq!(mentions.iter().map(|mention| mention.span.of(text)).collect::<Vec<_>>(), found);
    assert_eq!(gazetteer.find_overlapping(text, Overlap::All), mentions);
}

#[test]
fn blockers_hide_what_they_cover_from_spans_too() {
    let gazetteer = build(&[
        AliasRecord::new("QU", "city", "Quill"),
        AliasRecord::new("ST", "street", "Quill Street"),
        AliasRecord::blocker("Quill Street"),
    ]);
    let text = "Quill Street, Quill";
    let found: Vec<(Span, u32)> = gazetteer.spans(text).collect();
    assert_eq!(found, [(Span::new(14, 19), 0)]);
    // Also what ends where they end.
    let gazetteer = build(&[AliasRecord::new("ST", "thing", "Street"), AliasRecord::blocker("Quill Street")]);
    let found = gazetteer.find_overlapping("Quill Street, Street", Overlap::All);
    assert_eq!(found.iter().map(|mention| mention.span).collect::<Vec<_>>(), [Span::new(14, 20)]);
}

#[test]
fn each_of_many_aliases_is_found() {
    let aliases: Vec<String> = (0..5_000).map(|n| format!("N{n} of{} Osk", n % 97)).collect();
    let records: Vec<AliasRecord<'_>> = aliases.iter().map(|alias| AliasRecord::new("N", "name", alias)).collect();
    let gazetteer = build(&records);
    for (number, alias) in aliases.iter().enumerate() {
        let text = format!("{alias}, N{number} of Osk");
        assert_eq!(gazetteer.spans(&text).collect::<Vec<_>>(), [(Span::new(0, alias.len()), number as u32)]);
    }
}

#[test]
fn a_name_again_and_again_counts_as_often_as_it_stands_there() {
    let gazetteer = build(&[AliasRecord::new("XI", "person", "Xi")]);
    for (piece, times) in [("Xi ", 500), ("XI\n", 500), ("Xi’s\n", 500), ("“Xi” — ", 300), ("É Xi. ", 300)] {
        let text = format!("Xis\n{}\nXis", piece.repeat(times));
        let at = piece.find('X').expect("each has the name");
        let wanted: Vec<usize> = (0..times).map(|nth| 4 + nth * piece.len() + at).collect();
        let found: Vec<Span> = gazetteer.spans(&text).map(|(span, _)| span).collect();
        assert_eq!(found.iter().map(|span| span.start()).collect::<Vec<_>>(), wanted, "{piece:?}");
        assert!(found.iter().all(|span| span.len() == 2), "{piece:?}");
    }
}

#[test]
fn aliases_of_every_length_are_kept() {
    // Lengths are written in groups of seven bits.
    let lengths = [1, 2, 127, 128, 129, 255, 256, 384, 4096];
    let aliases: Vec<String> = lengths.iter().map(|&length| "x".repeat(length)).collect();
    let records: Vec<AliasRecord<'_>> = aliases.iter().map(|alias| AliasRecord::new(alias, "thing", alias)).collect();
    let gazetteer = build(&records);
    for (number, alias) in (0..).zip(&aliases) {
        assert_eq!((gazetteer.alias(number), gazetteer.entity_id(number)), (alias.as_str(), alias.as_str()));
        let found: Vec<(Span, u32)> = gazetteer.spans(&format!("a {alias} z")).collect();
        assert_eq!(found, [(Span::new(2, 2 + alias.len()), number)]);
    }
}

#[test]
fn a_glob_needs_something_to_begin_with() {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
    for alias in ["*", "**", "* * x"] {
        let glob = AliasRecord { matching: Matching::Glob, ..AliasRecord::new("X", "thing", alias) };
        let error = builder.add(&glob).expect_err(alias);
        assert!(error.to_string().contains("is no glob that can be matched"), "{error}");
    }
    for alias in ["x*", "*x", "* x", "x * y"] {
        let glob = AliasRecord { matching: Matching::Glob, ..AliasRecord::new("X", "thing", alias) };
        builder.add(&glob).expect(alias);
    }
}

/// A saved file holds the tables that are read in place, and little besides.
#[test]
fn memory_is_what_the_tables_take() {
    let rows: Vec<[String; 5]> = (0..3000)
        .map(|nth| {
            let [a, b] = [nth * 7919 % 3001, nth * 104_729 % 3001];
            [
                format!("Q{nth}"),
                format!("Nord{a} Fold{b} Bank"),
                format!("{a}.5"),
                format!("text:tin{b}"),
                format!("f{a}*"),
            ]
        })
        .collect();
    let mut records: Vec<AliasRecord<'_>> = Vec::new();
    for [id, name, prior, context, glob] in &rows {
        let prior = prior.parse().ok();
        records.push(AliasRecord { prior, context: Some(context), ..AliasRecord::new(id, "bank", name) });
        records.push(AliasRecord { matching: Matching::Glob, ..AliasRecord::new(id, "bank", glob) });
    }
    let built = build(&records);
    let file = built.to_bytes().expect("sound");
    let (built, loaded) = (built.nbytes(), Gazetteer::from_bytes(&file).expect("sound").nbytes());
    assert!(loaded.abs_diff(file.len()) <= 8192, "{loaded} in memory, {} in a file", file.len());
    assert!(loaded <= built && built <= 2 * loaded, "{built} as built, {loaded} as loaded");
}
