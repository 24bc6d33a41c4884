//! Gazetteers in files: saved once, mapped into memory in an instant by any number of processes.
//!
//! # Format, version 10
//! Numbers are little-endian. A file is a header of 64 bytes, a table of its sections, 32 bytes each, and the sections,
//! each beginning at a multiple of 64.
//!
//! | header bytes | content |
//! |---|---|
//! | 0..8 | `8F 4E 53 47 0D 0A 1A 0A`: no text file begins so, and a transfer that mends line ends breaks it |
//! | 8..12, 12..16 | version; number of sections |
//! | 16..24 | length of the file |
//! | 24..32 | [`Gazetteer::hash`] |
//! | 32..40, 40..48 | number of aliases; of entities |
//! | 48..52 | flags: 1 holds blockers, 2 finds second mentions |
//! | 52..56 | zero |
//! | 56..64 | checksum of the 56 bytes before and of the table |
//!
//! An entry of the table has the section's number (4 bytes), zero (4), where it begins (8), its bytes (8) and their
//! checksum (8). Sections 1 to 29 and 64 to 84 are the columns of aliases and entities, 96 to 105, 112 to 121, 128 to 137
//! and 144 to 153 the tables of the searches in the text as it is, folded, folded to lower case, and in lower case; a search
//! that has nothing to find has none.
//!
//! # What is checked when
//! [`Gazetteer::load`] checks header and table: the file is whole, of this format and version. The content of the
//! sections is held against its checksums when it is first used, which reads the file once (some milliseconds for a
//! million aliases), or while loading with `verify`. Damaged content is never searched: see [`Gazetteer::check`].

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

use super::array::{Array, MappedFile, Plain};
use super::hash::checksum;
use super::index::Index;
use super::pool::{Pool, Strings};
use super::sparse::Sparse;
use super::{Gazetteer, Inner};
use crate::{Error, Result};

const MAGIC: [u8; 8] = [0x8f, b'N', b'S', b'G', b'\r', b'\n', 0x1a, b'\n'];
const VERSION: u32 = 10;
const HEADER: usize = 64;
const ENTRY: usize = 32;
const ALIGN: usize = 64;

const BLOCKERS: u32 = 1;
const SECOND_MENTIONS: u32 = 2;

/// Where the sections of each search begin to be numbered.
const SEARCHES: [u32; 4] = [96, 112, 128, 144];
/// Where the columns that most aliases leave empty begin, three sections each.
const SPARSE: u32 = 64;
const COUNTS: u32 = 29;

impl Gazetteer {
    /// Saves to a file, which [`load`](Self::load) maps. A file that stands there is replaced, not written into: whoever
    /// has it mapped keeps the old one. Time and space are those of the gazetteer's memory.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        self.check()?;
        let failed = |error: std::io::Error| Error::file(path, format!("cannot be written: {error}"));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
        let written = File::create(&beside).and_then(|file| {
            let mut out = BufWriter::with_capacity(1 << 20, file);
            self.write_to(&mut out)?;
            out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
        });
        let placed = written.and_then(|()| std::fs::rename(&beside, path));
        if placed.is_err() {
            // What cannot be placed is not left behind; that it cannot be removed either changes nothing.
            let _ = std::fs::remove_file(&beside);
        }
        placed.map_err(failed)
    }

    /// Opens a saved gazetteer without reading it: it is mapped into memory, and all processes that load it share its
    /// pages. The file must not be changed in place or shortened while it is open; [`save`](Self::save) never does.
    ///
    /// With `verify` all of it is checked now, otherwise on first use, see [`check`](Self::check).
    ///
    /// ```
    /// use newscore::gazetteer::{AliasRecord, Gazetteer, GazetteerBuilder, GazetteerOptions};
    /// let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    /// builder.add(&AliasRecord::new("NO", "country", "Norway"))?;
    /// let path = std::env::temp_dir().join(format!("newscore-doc-{}.gaz", std::process::id()));
    /// builder.build()?.save(&path)?;
    /// let gazetteer = Gazetteer::load(&path, false)?;
    /// assert_eq!(gazetteer.find("NORWAY WINS").len(), 1);
    /// # drop(gazetteer);
    /// # std::fs::remove_file(path).ok();
    /// # Ok::<(), newscore::Error>(())
    /// ```
    ///
    /// # Errors
    /// A file that cannot be read, is no saved gazetteer, is of a newer version, truncated or damaged.
    pub fn load(path: &Path, verify: bool) -> Result<Self> {
        let failed = |error: std::io::Error| Error::file(path, format!("cannot be read: {error}"));
        let length = std::fs::metadata(path).map_err(failed)?.len();
        if length < HEADER as u64 {
            return Err(Error::file(path, format!("is no saved gazetteer: {length} bytes are less than its header")));
        }
        let file = MappedFile::open(path).map_err(failed)?;
        let gazetteer = Self::from_source(Source::open(file, path)?)?;
        if verify {
            gazetteer.check()?;
        }
        Ok(gazetteer)
    }

    /// The file's content, for whoever keeps it in other ways; see [`from_bytes`](Self::from_bytes).
    ///
    /// # Errors
    /// This gazetteer was loaded from a file that turns out to be damaged.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.check()?;
        let mut out = Vec::with_capacity(self.nbytes() + 4096);
        self.write_to(&mut out).map_err(|error| Error::file(Path::new("memory"), error.to_string()))?;
        Ok(out)
    }

    /// The gazetteer that [`to_bytes`](Self::to_bytes) wrote, in memory of its own; everything is checked.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let gazetteer = Self::from_source(Source::open(MappedFile::copy(bytes), Path::new("memory"))?)?;
        gazetteer.check()?;
        Ok(gazetteer)
    }

    /// Whether the content is what was saved. The first call on a loaded gazetteer reads all of it, later calls cost
    /// nothing; one that was built is always sound. A damaged one behaves as if it were empty: nothing is found.
    ///
    /// # Errors
    /// Sections whose checksum differs.
    pub fn check(&self) -> Result<()> {
        self.0.source.as_ref().map_or(Ok(()), |source| source.sound().clone())
    }

    /// The file this was loaded from.
    pub fn path(&self) -> Option<&Path> {
        self.0.source.as_ref().map(|source| source.path.as_path()).filter(|path| *path != Path::new("memory"))
    }

    /// What can be searched: nothing, once the content is known to be damaged.
    #[inline]
    pub(super) fn inner(&self) -> &Inner {
        static EMPTY: LazyLock<Inner> = LazyLock::new(Inner::default);
        match &self.0.source {
            Some(source) if source.sound().is_err() => &EMPTY,
            _ => &self.0,
        }
    }

    fn write_to(&self, out: &mut impl Write) -> std::io::Result<()> {
        let sections = sections(&self.0);
        let mut at = (HEADER + ENTRY * sections.len()).next_multiple_of(ALIGN);
        let (mut table, mut places) = (Vec::new(), Vec::new());
        for (id, bytes) in &sections {
            [*id, 0].iter().for_each(|n| n.write(&mut table));
            [at as u64, bytes.len() as u64, checksum(bytes)].iter().for_each(|n| n.write(&mut table));
            places.push(at);
            at = (at + bytes.len()).next_multiple_of(ALIGN);
        }
        let mut head = MAGIC.to_vec();
        [VERSION, sections.len() as u32].iter().for_each(|n| n.write(&mut head));
        let flags =
            if self.0.blockers { BLOCKERS } else { 0 } | if self.0.second_mentions { SECOND_MENTIONS } else { 0 };
        [at as u64, self.0.hash, self.len() as u64, self.n_entities() as u64].iter().for_each(|n| n.write(&mut head));
        [flags, 0].iter().for_each(|n| n.write(&mut head));
        let sum = checksum(&[head.as_slice(), table.as_slice()].concat());
        sum.write(&mut head);
        out.write_all(&head)?;
        out.write_all(&table)?;
        let mut written = HEADER + table.len();
        for ((_, bytes), place) in sections.iter().zip(places) {
            out.write_all(&[0; ALIGN][..place - written])?;
            out.write_all(bytes)?;
            written = place + bytes.len();
        }
        out.write_all(&[0; ALIGN][..at - written])
    }

    fn from_source(source: Source) -> Result<Self> {
        let inner = source.inner().map_err(|reason| Error::file(&source.path, reason))?;
        Ok(Self(Arc::new(Inner { source: Some(source), ..inner })))
    }
}

/// The sections of a gazetteer, in the order of the file.
fn sections(inner: &Inner) -> Vec<(u32, Cow<'_, [u8]>)> {
    let mut out = Sections::default();
    out.sections.push((1, inner.pool.bytes.bytes()));
    out.sections.push((2, inner.pool.strides.bytes()));
    out.sections.push((3, inner.entity_of.bytes()));
    out.sections.push((4, inner.entity_types.bytes()));
    for (id, strings) in [(5, &inner.entities), (7, &inner.types), (27, &inner.licenses)] {
        out.strings(id, strings);
    }
    for (nth, column) in inner.sparse().into_iter().enumerate() {
        let id = SPARSE + 3 * nth as u32;
        out.sections.push((id, column.aliases.bytes()));
        out.strings(id + 1, &column.texts);
    }
    out.sections.push((COUNTS, Array::from(out.counts).bytes().into_owned().into()));
    for (base, index) in SEARCHES.into_iter().zip(inner.indexes()) {
        let Some(index) = index else { continue };
        let marks = index.marks.as_ref().map_or(&[] as &[u8], |marks| marks.as_slice());
        let facts = Array::from(vec![index.salt, index.longest as u64]);
        out.sections.extend([
            (base, index.lines.bytes()),
            (base + 1, index.lists.bytes()),
            (base + 2, index.first.blocks.bytes()),
            (base + 3, index.second.blocks.bytes()),
            (base + 4, index.beginnings.0.bytes()),
            (base + 5, marks.into()),
            (base + 6, facts.bytes().into_owned().into()),
            (base + 7, index.openings.blocks.bytes()),
            (base + 8, index.deep_hashes.bytes()),
            (base + 9, index.deep.bytes()),
        ]);
    }
    out.sections
}

#[derive(Default)]
struct Sections<'g> {
    sections: Vec<(u32, Cow<'g, [u8]>)>,
    /// How many strings each list of strings has, in the order of the sections.
    counts: Vec<u64>,
}

impl<'g> Sections<'g> {
    fn strings(&mut self, id: u32, strings: &'g Strings) {
        self.sections.push((id, strings.bytes.bytes()));
        self.sections.push((id + 1, strings.strides.bytes()));
        self.counts.push(strings.count as u64);
    }
}

/// An open file whose header and table are in order.
#[derive(Debug)]
pub(super) struct Source {
    file: Arc<MappedFile>,
    path: PathBuf,
    table: Vec<Entry>,
    hash: u64,
    aliases: u32,
    flags: u32,
    sound: OnceLock<Result<()>>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    id: u32,
    from: usize,
    len: usize,
    sum: u64,
}

impl Source {
    fn open(file: Arc<MappedFile>, path: &Path) -> Result<Self> {
        let refuse = |reason: String| Err(Error::file(path, reason));
        let bytes = file.bytes();
        if bytes.get(..MAGIC.len()) != Some(&MAGIC) {
            return refuse("is no saved gazetteer: it begins with other bytes".into());
        }
        let Some((head, rest)) = bytes.split_at_checked(HEADER) else {
            return refuse("is truncated: it ends within its header".into());
        };
        let word = |at: usize| u32::read(&head[at..at + 4]);
        let long = |at: usize| u64::read(&head[at..at + 8]);
        let version = word(8);
        if version > VERSION {
            return refuse(format!("has version {version} of the format; this newscore reads up to {VERSION}"));
        }
        if version < VERSION {
            return refuse(format!(
                "has version {version} of the format, which this newscore reads no more: build it anew"
            ));
        }
        let length = long(16);
        if (bytes.len() as u64) < length {
            return refuse(format!("is truncated: {} of {length} bytes", bytes.len()));
        }
        let Some(table) = (word(12) as usize).checked_mul(ENTRY).and_then(|size| rest.get(..size)) else {
            return refuse("is damaged: its table reaches past its end".into());
        };
        if checksum(&[&head[..56], table].concat()) != long(56) || bytes.len() as u64 != length {
            return refuse("is damaged: the checksum of its header differs".into());
        }
        let number = |bytes: &[u8], at: usize| usize::try_from(u64::read(&bytes[at..at + 8])).unwrap_or(usize::MAX);
        let entries = table.chunks_exact(ENTRY).map(|entry| Entry {
            id: u32::read(&entry[..4]),
            from: number(entry, 8),
            len: number(entry, 16),
            sum: u64::read(&entry[24..32]),
        });
        let table: Vec<Entry> = entries.collect();
        let aliases = u32::try_from(long(32)).unwrap_or(u32::MAX);
        let (hash, flags) = (long(24), word(48));
        Ok(Self { path: path.to_owned(), table, hash, aliases, flags, sound: OnceLock::new(), file })
    }

    /// Holds every section against its checksum, once.
    fn sound(&self) -> &Result<()> {
        self.sound.get_or_init(|| {
            for entry in &self.table {
                let bytes = entry.from.checked_add(entry.len).and_then(|to| self.file.bytes().get(entry.from..to));
                if bytes.is_none_or(|bytes| checksum(bytes) != entry.sum) {
                    let reason = format!("is damaged: the checksum of section {} differs", entry.id);
                    return Err(Error::file(&self.path, reason));
                }
            }
            Ok(())
        })
    }

    fn array<T: Plain>(&self, id: u32) -> Result<Array<T>, String> {
        let Some(entry) = self.table.iter().find(|entry| entry.id == id) else {
            return Err(format!("is damaged: section {id} is missing"));
        };
        Array::in_file(&self.file, entry.from, entry.len)
            .ok_or_else(|| format!("is damaged: section {id} does not lie where the table says"))
    }

    fn strings(&self, id: u32, counts: &mut impl Iterator<Item = u64>) -> Result<Strings, String> {
        let count = counts.next().and_then(|count| usize::try_from(count).ok());
        Ok(Strings { bytes: self.array(id)?, strides: self.array(id + 1)?, count: count.unwrap_or(0) })
    }

    fn index(&self, base: u32) -> Result<Option<Index>, String> {
        if !self.table.iter().any(|entry| entry.id == base) {
            return Ok(None);
        }
        let facts: Array<u64> = self.array(base + 6)?;
        let Some(&[salt, longest]) = facts.first_chunk::<2>() else {
            return Err(format!("is damaged: section {} is too short", base + 6));
        };
        let marks: Array<u8> = self.array(base + 5)?;
        let lines = self.array(base)?;
        let [first, second, beginnings, openings, deep_hashes] = [2, 3, 4, 7, 8].map(|nth| self.array(base + nth));
        let tables = [first?, second?, beginnings?, openings?, deep_hashes?];
        let lists = [self.array(base + 1)?, self.array(base + 9)?];
        let marks = marks.first_chunk::<256>().map(|marks| Box::new(*marks));
        Ok(Some(Index::from_parts(lines, tables, lists, marks, salt, longest as usize)))
    }

    /// Everything, in place.
    fn inner(&self) -> Result<Inner, String> {
        let counts: Array<u64> = self.array(COUNTS)?;
        let mut counts = counts.iter().copied();
        let entities = self.strings(5, &mut counts)?;
        let types = self.strings(7, &mut counts)?;
        let licenses = self.strings(27, &mut counts)?;
        let mut sparse = |nth: u32| -> Result<Sparse, String> {
            let id = SPARSE + 3 * nth;
            Ok(Sparse { aliases: self.array(id)?, texts: self.strings(id + 1, &mut counts)? })
        };
        let (family_names, valid_from, valid_to) = (sparse(0)?, sparse(1)?, sparse(2)?);
        let (langs, priors, contexts, loose) = (sparse(3)?, sparse(4)?, sparse(5)?, sparse(6)?);
        let [exact, cased, lower, small] = SEARCHES.map(|base| self.index(base));
        Ok(Inner {
            pool: Pool { bytes: self.array(1)?, strides: self.array(2)?, aliases: self.aliases },
            exact: exact?,
            cased: cased?,
            lower: lower?,
            small: small?,
            openings: OnceLock::new(),
            entity_of: self.array(3)?,
            entities,
            entity_types: self.array(4)?,
            types,
            family_names,
            valid_from,
            valid_to,
            langs,
            priors,
            contexts,
            contexts_read: OnceLock::new(),
            loose,
            loose_search: OnceLock::new(),
            licenses,
            blockers: self.flags & BLOCKERS != 0,
            second_mentions: self.flags & SECOND_MENTIONS != 0,
            hash: self.hash,
            source: None,
        })
    }
}
