//! Saved gazetteers: whole, and damaged in every way.

use std::fs;
use std::path::PathBuf;

use newscore::gazetteer::{AliasRecord, CaseMode, Gazetteer, GazetteerBuilder, GazetteerOptions, Spelling};

/// A file name of this test's own, removed with it.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("newscore-test-{}-{name}.gaz", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

fn sample() -> Gazetteer {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for number in 0..50 {
        let (id, alias) = (format!("Q{number}"), format!("Nordfold Bank {number}"));
        builder.add(&AliasRecord::new(&id, "bank", &alias)).expect("a good alias");
    }
    let mut record = AliasRecord::new("ADA", "person", "Ada Quill");
    (record.family_name, record.valid_from, record.valid_to) = (Some("Quill"), Some("2020"), Some("2021-05"));
    (record.lang, record.prior, record.context) = (Some("en"), Some(2.5), Some("bank; -text:opera"));
    builder.add(&record).expect("a good alias");
    builder.add(&AliasRecord::blocker("Quill Street")).expect("a good alias");
    builder.add(&AliasRecord::new("ND", "group", "’Ndrangheta")).expect("a good alias");
    let mut small = AliasRecord::new("TIN", "metal", "tin");
    (small.case, small.spelling) = (Some(CaseMode::Ignore), Some(Spelling::Exact));
    builder.add(&small).expect("a good alias");
    builder.add_license("Names: nobody's");
    builder.build().expect("building has no way to fail")
}

const TEXT: &str = "ADA QUILL WINS\nAda Quill of Nordfold Bank 7 spoke. Quill lives in Quill Street, far from the ’Ndrangheta and its Tin.";

fn same(a: &Gazetteer, b: &Gazetteer) {
    assert_eq!(a.hash(), b.hash());
    assert_eq!((a.len(), a.n_entities(), a.collisions()), (b.len(), b.n_entities(), b.collisions()));
    assert!((0..a.len() as u32).all(|alias| a.record(alias) == b.record(alias)));
    assert_eq!(a.licenses().collect::<Vec<_>>(), b.licenses().collect::<Vec<_>>());
    assert_eq!(a.find(TEXT), b.find(TEXT));
    assert!(!a.find(TEXT).is_empty());
}

#[test]
fn what_was_saved_is_loaded() {
    let file = File::new("whole");
    let gazetteer = sample();
    gazetteer.save(&file.0).expect("a writable folder");
    let loaded = Gazetteer::load(&file.0, false).expect("a whole file");
    same(&gazetteer, &loaded);
    assert_eq!(loaded.path(), Some(file.0.as_path()));
    same(&gazetteer, &Gazetteer::from_bytes(&gazetteer.to_bytes().expect("sound")).expect("whole bytes"));
    // Saving over the file that is open leaves the open one as it was.
    let other = sample().without(&["Ada Quill".to_owned()].into(), &["ND".to_owned()].into()).expect("sound");
    other.save(&file.0).expect("a writable folder");
    same(&gazetteer, &loaded);
    same(&other, &Gazetteer::load(&file.0, true).expect("a whole file"));
    let empty = GazetteerBuilder::new(GazetteerOptions::exact()).build().expect("building has no way to fail");
    assert!(Gazetteer::from_bytes(&empty.to_bytes().expect("sound")).expect("whole bytes").find(TEXT).is_empty());
}

#[test]
fn every_flipped_bit_is_found() {
    let bytes = sample().to_bytes().expect("sound");
    let sound = Gazetteer::from_bytes(&bytes).expect("whole bytes");
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 1 << (at % 8);
        match Gazetteer::from_bytes(&broken) {
            Err(error) => assert!(error.to_string().starts_with("memory "), "{error}"),
            // Between two sections stand zeros that nobody reads.
            Ok(read) => assert!(bytes[at] == 0 && read.hash() == sound.hash(), "byte {at} goes unnoticed"),
        }
    }
}

#[test]
fn every_truncation_is_found() {
    let bytes = sample().to_bytes().expect("sound");
    for length in (0..bytes.len()).step_by(7) {
        assert!(Gazetteer::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn files_that_are_none() {
    let file = File::new("foreign");
    let refused = |bytes: &[u8], reason: &str| {
        fs::write(&file.0, bytes).expect("a writable folder");
        let error = Gazetteer::load(&file.0, false).expect_err(reason).to_string();
        assert!(error.contains(reason), "{error}");
    };
    let bytes = sample().to_bytes().expect("sound");
    refused(b"", "is no saved gazetteer");
    refused(&[b'a'; 400], "is no saved gazetteer");
    refused(&bytes[..bytes.len() - 64], "is truncated");
    let mut newer = bytes.clone();
    newer[8] = 11;
    refused(&newer, "has version 11 of the format");
    let mut older = bytes.clone();
    older[8] = 9;
    refused(&older, "has version 9 of the format, which this newscore reads no more: build it anew");
    let mut header = bytes.clone();
    header[25] ^= 1;
    refused(&header, "the checksum of its header differs");
    fs::remove_file(&file.0).ok();
    assert!(Gazetteer::load(&file.0, false).expect_err("no file").to_string().contains("cannot be read"));
}

#[test]
fn damaged_content_is_never_searched() {
    let file = File::new("damaged");
    let mut bytes = sample().to_bytes().expect("sound");
    let at = bytes.windows(8).position(|window| window == b"Nordfold").expect("the aliases are in the file");
    bytes[at] = b'M';
    fs::write(&file.0, &bytes).expect("a writable folder");
    assert!(Gazetteer::load(&file.0, true).is_err());
    let gazetteer = Gazetteer::load(&file.0, false).expect("header and table are sound");
    assert_eq!(gazetteer.len(), 54);
    assert!(gazetteer.find(TEXT).is_empty());
    assert_eq!((gazetteer.alias(0), gazetteer.entity_id(0), gazetteer.record(0)), ("", "", None));
    assert!(gazetteer.check().expect_err("damaged").to_string().contains("the checksum of section 1 differs"));
    assert!(gazetteer.save(&file.0).is_err());
}

#[test]
fn a_union_has_what_both_have() {
    let (mut left, mut right) =
        (GazetteerBuilder::new(GazetteerOptions::exact()), GazetteerBuilder::new(GazetteerOptions::smart()));
    left.add(&AliasRecord::new("NO", "country", "Norway")).expect("a good alias");
    left.add_license("Left");
    right.add(&AliasRecord::new("SE", "country", "Sweden")).expect("a good alias");
    right.add(&AliasRecord::new("NO", "country", "Norge")).expect("a good alias");
    right.add_license("Right");
    let (left, right) = (left.build().expect("two"), right.build().expect("one"));
    let both = left.union(&right).expect("types agree");
    assert_eq!((both.len(), both.n_entities()), (3, 2));
    assert_eq!(both.licenses().collect::<Vec<_>>(), ["Left", "Right"]);
    assert_eq!(both.find("NORWAY SWEDEN NORGE").len(), 2, "each alias is as strict as it was");
    assert_eq!(both.union(&both).expect("types agree").len(), 3);
    let mut other = GazetteerBuilder::new(GazetteerOptions::exact());
    other.add(&AliasRecord::new("NO", "city", "No")).expect("a good alias");
    assert!(left.union(&other.build().expect("one")).is_err());
}
