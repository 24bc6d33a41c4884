//! Saved gazetteers, damaged: refused with a reason, or read and searched without leaving the file's bounds.

use std::sync::LazyLock;

use newscore::gazetteer::{AliasRecord, Gazetteer, GazetteerBuilder, GazetteerOptions};

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for number in 0..20 {
        let (id, alias) = (format!("Q{number}"), format!("Nordfold Bank {number}"));
        builder.add(&AliasRecord::new(&id, "bank", &alias)).expect("a good alias");
    }
    let mut record = AliasRecord::new("ADA", "person", "Ada Quill");
    (record.family_name, record.prior, record.context) = (Some("Quill"), Some(2.5), Some("bank; -text:opera"));
    builder.add(&record).expect("a good alias");
    builder.add(&AliasRecord::blocker("Quill Street")).expect("a good alias");
    builder.build().expect("building has no way to fail").to_bytes().expect("sound")
});

/// What the fuzzer makes up.
pub type Input = (Vec<(u16, u8)>, Option<u16>);

/// See the head of this file.
pub fn check(input: Input) {
    let (changes, end) = input;
    let mut bytes = SOUND.clone();
    let length = bytes.len();
    for (at, value) in changes {
        bytes[usize::from(at) % length] = value;
    }
    if let Some(end) = end {
        bytes.truncate(usize::from(end) % length);
    }
    if let Ok(gazetteer) = Gazetteer::from_bytes(&bytes) {
        gazetteer.find("ADA QUILL WINS\nAda Quill of Nordfold Bank 7 spoke. Quill lives in Quill Street.");
    }
}
