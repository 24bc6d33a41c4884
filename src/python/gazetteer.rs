//! Gazetteers and mentions as Python objects.

use std::collections::HashSet;
use std::path::PathBuf;

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyList, PyString, PyTuple};

use super::columns;
use super::gazetteer_parts::Aliases;
use super::mention::{Mention, MentionPlace, Names};
use super::page::{display, records};
use super::repr::{counted, sized};
use super::room::{self, Growth, HEAVY};
use super::table::Table;
use super::text::{Text, Word, text_or_null};
use crate::Error;
use crate::gazetteer::{self as core, AliasRecord, CsvOptions, FindOptions, GazetteerBuilder, GazetteerOptions};
use crate::text::{CodePoints, Unit, is_blank};

/// The names to find, each leading to an entity.
///
/// Immutable and shared: copies cost nothing, and any number of threads may search at once.
///
/// Example:
///     >>> import newscore as nc
///     >>> gaz = nc.Gazetteer.from_aliases([("Q1", "Ilse Oru"), ("Q2", "Osk")])
///     >>> gaz.find("Ilse Oru left Osk.")
///     [Mention(0:8 'Ilse Oru' name Q1), Mention(14:17 'Osk' name Q2)]
///     >>> gaz.find_spans("Ilse Oru left Osk."), gaz.aliases[1]
///     ([(0, 8, 0), (14, 17, 1)], 'Osk')
#[pyclass(frozen, module = "newscore")]
pub(super) struct Gazetteer {
    core: core::Gazetteer,
    report: Option<core::LoadReport>,
}

impl Gazetteer {
    pub(super) fn core(&self) -> &core::Gazetteer {
        &self.core
    }
}

impl From<core::Gazetteer> for Gazetteer {
    fn from(core: core::Gazetteer) -> Self {
        Self { core, report: None }
    }
}

#[pymethods]
impl Gazetteer {
    /// A gazetteer of {entity_id: [alias, ...]}: aliases match exactly as given.
    ///
    /// Args:
    ///     entries: aliases by entity id.
    ///     entity_type: of all entities, for instance "person".
    ///     case: "exact" (the default), "smart" (also all capitals in a line of capitals) or "ignore".
    ///     spelling: "exact" (the default), or "variants": also other apostrophes, hyphens, blanks, diacritics, dots.
    ///     second_mentions: whether an acronym that a text introduces refers back to its name.
    ///
    /// Raises:
    ///     OptionError: an alias is empty or blank; `case` or `spelling` is not accepted.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Ilse Oru", "Oru"]}, entity_type="person")
    ///     >>> [(m.text, m.entity_id) for m in gaz.find("Ilse Oru spoke; Oru’s aide did not.")]
    ///     [('Ilse Oru', 'Q1'), ('Oru', 'Q1')]
    #[staticmethod]
    #[pyo3(
        signature = (
            entries, *, entity_type = "", case = Word::from("exact"), spelling = Word::from("exact"),
            second_mentions = false
        ),
        text_signature = "(entries, *, entity_type='', case='exact', spelling='exact', second_mentions=False)"
    )]
    fn from_dict(
        entries: &Bound<'_, PyDict>,
        entity_type: &str,
        case: Word,
        spelling: Word,
        second_mentions: bool,
    ) -> PyResult<Self> {
        let options = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let (mut builder, mut growth) = (GazetteerBuilder::new(options), Growth::default());
        for (id, aliases) in entries.iter() {
            let id = entity_id(&id)?;
            let names = aliases.try_iter().ok().filter(|_| !aliases.is_instance_of::<PyString>()).ok_or_else(|| {
                let given = aliases.get_type().qualname().map_or_else(|_| "that".into(), |name| name.to_string());
                PyTypeError::new_err(format!("the aliases of {id:?} must be a list of str, not {given}"))
            })?;
            for alias in names {
                add(&mut builder, &mut growth, &id, &alias?, entity_type)?;
            }
        }
        Ok(Self { core: builder.build()?, report: None })
    }

    /// A gazetteer of (entity_id, alias) pairs: aliases match exactly as given; alias i of the pairs has index i.
    ///
    /// Args:
    ///     pairs: an iterable of pairs.
    ///     entity_type: of all entities.
    ///     case: "exact" (the default), "smart" (also all capitals in a line of capitals) or "ignore".
    ///     spelling: "exact" (the default), or "variants": also other apostrophes, hyphens, blanks, diacritics, dots.
    ///     second_mentions: whether an acronym that a text introduces refers back to its name.
    ///
    /// Raises:
    ///     OptionError: an alias is empty or blank; `case` or `spelling` is not accepted.
    #[staticmethod]
    #[pyo3(
        signature = (
            pairs, *, entity_type = "", case = Word::from("exact"), spelling = Word::from("exact"),
            second_mentions = false
        ),
        text_signature = "(pairs, *, entity_type='', case='exact', spelling='exact', second_mentions=False)"
    )]
    fn from_aliases(
        pairs: &Bound<'_, PyAny>,
        entity_type: &str,
        case: Word,
        spelling: Word,
        second_mentions: bool,
    ) -> PyResult<Self> {
        let options = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let (mut builder, mut growth) = (GazetteerBuilder::new(options), Growth::default());
        for (at, pair) in pairs.try_iter()?.enumerate() {
            let (id, alias): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?
                .extract()
                .map_err(|_| PyTypeError::new_err(format!("item {at} must be a pair (entity_id, alias)")))?;
            add(&mut builder, &mut growth, &entity_id(&id)?, &alias, entity_type)?;
        }
        Ok(Self { core: builder.build()?, report: None })
    }

    /// A gazetteer of the rows of a frame: columns entity_id and alias (or aliases, lists), and where wanted type (or
    /// entity_type; else ""), kind, lang, prior, case, spelling, context, family_name, valid_from, valid_to.
    ///
    /// Args:
    ///     frame: a DataFrame of pandas or Polars, or an Arrow table.
    ///     case: of rows that do not say: "smart" (the default), "exact" or "ignore".
    ///     spelling: of rows that do not say: "variants" (the default) or "exact".
    ///     second_mentions: whether family names and acronyms refer back to a full name.
    ///
    /// Raises:
    ///     TableError: columns are missing, and the message names those found and those needed; or every row is refused.
    #[staticmethod]
    #[pyo3(
        signature = (frame, *, case = Word::from("smart"), spelling = Word::from("variants"), second_mentions = true),
        text_signature = "(frame, *, case='smart', spelling='variants', second_mentions=True)"
    )]
    fn from_frame(frame: &Bound<'_, PyAny>, case: Word, spelling: Word, second_mentions: bool) -> PyResult<Py<Self>> {
        let module = frame.py().import("newscore._gazetteer_formats")?;
        let made = module.call_method1("from_frame", (frame, &*case, &*spelling, second_mentions))?;
        Ok(made.cast_into::<Self>()?.unbind())
    }

    /// What readers of other formats call: an iterable of (line, entity_id, type, alias, {column: text}), or of
    /// (line, reason) for what they refuse themselves.
    #[staticmethod]
    fn _from_rows(
        rows: &Bound<'_, PyAny>,
        case: Word,
        spelling: Word,
        second_mentions: bool,
        licenses: Vec<String>,
    ) -> PyResult<Self> {
        let options = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let (mut loader, mut growth) = (core::Loader::new(options), Growth::default());
        licenses.iter().for_each(|license| loader.add_license(license));
        for row in rows.try_iter()? {
            let row = row?;
            if let Ok((line, reason)) = row.extract::<(u64, String)>() {
                loader.refuse(line, reason);
                continue;
            }
            let (line, id, kind, alias, more): (u64, String, String, String, Vec<(String, String)>) = row.extract()?;
            growth.add(id.len() + alias.len() + more.iter().map(|(_, field)| field.len()).sum::<usize>())?;
            let more = more.iter().map(|(column, field)| (column.as_str(), field.as_str()));
            loader.add(line, [&id, &kind, &alias], more);
        }
        let (core, report) = loader.finish()?;
        Ok(Self { core, report: Some(report) })
    }

    /// By the path and the content's hash for a gazetteer that was loaded from a file, by the hash alone for the built-in
    /// one, else by its bytes.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, core) = (slf.py(), &slf.get().core);
        let class = slf.get_type();
        let path = core.path().map(std::path::absolute).transpose()?;
        if path.is_some() || core.hash() == core::Gazetteer::builtin().hash() {
            return Ok((class.getattr("_load_again")?, (path, core.hash()).into_pyobject(py)?));
        }
        Ok((class.getattr("_from_bytes")?, (PyBytes::new(py, &core.to_bytes()?),).into_pyobject(py)?))
    }

    #[staticmethod]
    fn _from_bytes(data: &Bound<'_, PyBytes>) -> PyResult<Self> {
        Ok(core::Gazetteer::from_bytes(data.as_bytes())?.into())
    }

    #[staticmethod]
    fn _load_again(path: Option<PathBuf>, content_hash: u64) -> PyResult<Self> {
        let found = path.clone().map_or_else(|| Ok(Self::builtin()), |path| Self::load(path, false))?;
        if found.core.hash() != content_hash {
            let path = path.unwrap_or_else(|| "the built-in gazetteer".into());
            return Err(Error::file(path, "holds another gazetteer than the one that was pickled").into());
        }
        Ok(found)
    }

    /// A copy is the gazetteer itself: it does not change.
    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    /// Saves to a file that `load` opens in an instant. A file that is there is replaced; whoever has it open keeps the
    /// old one.
    ///
    /// Raises:
    ///     OSError: the file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.core.check()?;
        py.detach(|| self.core.save(&path)).map_err(|error| PyOSError::new_err(error.to_string()))
    }

    /// Opens a saved gazetteer: mapped into memory, its pages shared by all processes that load it.
    ///
    /// Args:
    ///     path: a file that `save` wrote. It must not be changed in place while it is open.
    ///     verify: check all of it now, instead of when it is first used.
    ///
    /// Raises:
    ///     OSError: the file cannot be read.
    ///     StoreError: no saved gazetteer, one of a newer version, a truncated or damaged one.
    ///
    /// Example:
    ///     >>> import newscore as nc, os, tempfile
    ///     >>> with tempfile.TemporaryDirectory() as folder:
    ///     ...     path = os.path.join(folder, "ports.gaz")
    ///     ...     nc.Gazetteer.from_dict({"port:osk": ["Osk Harbour"]}).save(path)
    ///     ...     found = nc.Gazetteer.load(path).find("Osk Harbour reopened.")
    ///     >>> found
    ///     [Mention(0:11 'Osk Harbour' name port:osk)]
    #[staticmethod]
    #[pyo3(signature = (path, *, verify = false))]
    fn load(path: PathBuf, verify: bool) -> PyResult<Self> {
        if let Err(error) = std::fs::File::open(&path) {
            // Called so, Python's OSError becomes the subclass of its number and knows the file.
            return Err(PyOSError::new_err((error.raw_os_error(), error.to_string(), path)));
        }
        Ok(Self { core: core::Gazetteer::load(&path, verify)?, report: None })
    }

    /// The aliases of both, those of the left one first; each stays as strict as it was, and licences travel along.
    ///
    /// Raises:
    ///     TableError: an entity has one type here and another there.
    fn __or__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<Self> {
        let other = &other.get().core;
        room::for_gazetteer(self.core.nbytes() + other.nbytes())?;
        Ok(Self { core: py.detach(|| self.core.union(other))?, report: None })
    }

    /// The gazetteer without some of its names: a deny-list.
    ///
    /// Args:
    ///     aliases: surfaces, as they were given; other aliases of their entities stay.
    ///     entities: ids whose aliases all go.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk", "Port Osk"]}).without(["Osk"])
    ///     >>> gaz.find("Osk, or Port Osk")
    ///     [Mention(8:16 'Port Osk' name Q1)]
    #[pyo3(signature = (aliases = None, *, entities = None))]
    fn without(&self, aliases: Option<&Bound<'_, PyAny>>, entities: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let (aliases, entities) = (words("aliases", aliases)?, words("entities", entities)?);
        room::for_gazetteer(self.core.nbytes())?;
        Ok(Self { core: self.core.without(&aliases, &entities)?, report: None })
    }

    /// The starter gazetteer that newscore brings along: countries, large cities, leaders, organisations, commodities.
    ///
    /// Built on first use (some milliseconds), then shared.
    #[staticmethod]
    fn builtin() -> Self {
        Self { core: core::Gazetteer::builtin(), report: None }
    }

    /// Reads CSV or TSV; `newscore.read_gazetteer` calls this.
    #[staticmethod]
    fn _from_csv(data: &Bound<'_, PyBytes>, case: Word, spelling: Word, second_mentions: bool) -> PyResult<Self> {
        let bytes = data.as_bytes();
        let gazetteer = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let options = CsvOptions { gazetteer, delimiter: None };
        room::for_rows(bytes)?;
        let (core, report) = data.py().detach(|| core::read_csv(bytes, &options))?;
        Ok(Self { core, report: Some(report) })
    }

    /// The mentions in a text, leftmost and longest, whole words only.
    ///
    /// Args:
    ///     text: a str, a list of them, or a column (nulls give nulls).
    ///     overlap: of names inside names "longest" (the default), "all", or by "priority": the alias of the higher
    ///         prior, then the longer. The last two look for no second mentions.
    ///     lang: the language of the text, a code such as "en", where it is known: aliases whose `lang` is another one
    ///         are not sought. `analyze` and `run` take the page's.
    ///     second_mentions: whether family names and acronyms refer back to a full name, where the gazetteer has that.
    ///
    /// Returns:
    ///     A list of Mention; for a list, a list of such lists; for a column, a column of lists of structs of its library.
    ///
    /// Raises:
    ///     TypeError: not text.
    ///     OptionError: an `overlap` or a `lang` that is not known.
    #[pyo3(
        signature = (text, *, overlap = Word::from("longest"), lang = None, second_mentions = true),
        text_signature = "($self, text, *, overlap='longest', lang=None, second_mentions=True)"
    )]
    fn find<'py>(
        slf: &Bound<'py, Self>,
        text: &Bound<'py, PyAny>,
        overlap: Word,
        lang: Option<Word>,
        second_mentions: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = text.py();
        let this = slf.get();
        let options = this.options(&overlap, lang.as_deref(), second_mentions)?;
        this.core.check()?;
        if let Ok(text) = text.cast::<PyString>() {
            return py.import("newscore._lists")?.call_method1("Mentions", (this.mentions(text, &options)?,));
        }
        if let Ok(list) = text.cast::<PyList>() {
            let out = PyList::empty(py);
            for (at, item) in list.iter().enumerate() {
                py.check_signals()?;
                match text_or_null(&item, || format!("item {at}"))? {
                    Some(text) => out.append(this.mentions(text.original(), &options)?)?,
                    None => out.append(py.None())?,
                }
            }
            return Ok(out.into_any());
        }
        py.import("newscore._mentions")?
            .call_method1("find_column", (slf, text, &*overlap, lang.as_deref(), second_mentions))
    }

    /// The mentions in a column of texts, one row a mention: `row` (or the id), start, end, text, entity_id,
    /// entity_type, match_kind, antecedent (place within the text's mentions), candidates.
    ///
    /// Args:
    ///     data: a frame, a column or a list.
    ///     text: the column of texts, for a frame.
    ///     id: a column whose value stands in each row instead of the row's number; several rows may share one.
    ///     overlap: as for `find`.
    ///     lang: as for `find`.
    ///     unit: of the offsets: "code points", as Python counts, or "bytes" of UTF-8.
    ///     second_mentions: as for `find`.
    ///
    /// Returns:
    ///     A frame of the caller's library; an Arrow table for lists.
    ///
    /// Raises:
    ///     TableError: a column is missing, or `id` is called like one of the table's own; an id is null, or no text and no
    ///         whole number.
    #[pyo3(
        signature = (
            data, *, text = "text", id = None, overlap = Word::from("longest"), lang = None,
            unit = Word::from("code points"), second_mentions = true
        ),
        text_signature = "($self, data, *, text='text', id=None, overlap='longest', lang=None, unit='code points', \
            second_mentions=True)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn find_table<'py>(
        slf: &Bound<'py, Self>,
        data: &Bound<'py, PyAny>,
        text: &str,
        id: Option<&str>,
        overlap: Word,
        lang: Option<Word>,
        unit: Word,
        second_mentions: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.get().options(&overlap, lang.as_deref(), second_mentions)?;
        let unit: Unit = unit.parse()?;
        let arguments = (slf, data, text, id, &*overlap, lang.as_deref(), unit.as_str(), second_mentions);
        slf.py().import("newscore._mentions")?.call_method1("find_table", arguments)
    }

    /// What the gazetteer misses: frequent capitalised names that nothing matched, with what they may be.
    ///
    /// Args:
    ///     texts: a list or a column.
    ///     most: how many names to give.
    ///     width: characters of context on each side.
    ///
    /// Returns:
    ///     A list of Missed(text, n, near, contexts), the most frequent first; `near` is the alias that the name nearly
    ///     is, or None.
    #[pyo3(signature = (texts, *, most = 50, width = 40))]
    fn coverage<'py>(
        slf: &Bound<'py, Self>,
        texts: &Bound<'py, PyAny>,
        most: i64,
        width: i64,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("newscore._mentions")?.call_method1("coverage", (slf, texts, most, width))
    }

    /// The mentions of a list or an Arrow column as a column of lists (`nested`), or as a table.
    #[pyo3(
        signature = (texts, nested, overlap, lang = None, unit = Word::from("code points"), second_mentions = true),
        text_signature = "($self, texts, nested, overlap, lang=None, unit='code points', second_mentions=True)"
    )]
    fn _mentions_column(
        &self,
        texts: &Bound<'_, PyAny>,
        nested: bool,
        overlap: Word,
        lang: Option<Word>,
        unit: Word,
        second_mentions: bool,
    ) -> PyResult<Table> {
        self.core.check()?;
        let options = self.options(&overlap, lang.as_deref(), second_mentions)?;
        columns::mentions(&self.core, texts, nested, &options, unit.parse()?)
    }

    /// Where the aliases stand in a text: a list of (start, end, alias_index), leftmost and longest; offsets in code
    /// points, or with `unit="bytes"` in bytes of UTF-8.
    ///
    /// The fast road: no objects but the tuples. Several entities of one alias share the index of its first.
    #[pyo3(
        signature = (text, *, unit = Word::from("code points")),
        text_signature = "($self, text, *, unit='code points')"
    )]
    fn find_spans<'py>(&self, text: &Bound<'py, PyString>, unit: Word) -> PyResult<Bound<'py, PyList>> {
        let unit = unit.parse()?;
        self.core.check()?;
        let text = Text::alone(text, HEAVY)?;
        // What is counted in bytes need not be looked through for other characters first.
        let unit = if text.is_ascii() { Unit::Bytes } else { unit };
        columns::span_tuples(text.original().py(), text.as_str()?, &mut self.core.spans(text.as_str()?), unit)
    }

    /// The aliases, in the order given.
    #[getter]
    fn aliases(&self) -> Aliases {
        Aliases { core: self.core.clone() }
    }

    /// The entities by their ids: `entities["KR"].name`, `.entity_type`, `.aliases`; {id: name} as `entities.names`; and
    /// as frames to join with: `entities.to_pandas()`, `.to_polars()`, `.to_arrow()`.
    #[getter]
    fn entities<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("newscore._entities")?.call_method1("Entities", (slf,))
    }

    /// Of an alias the id and the type of its entity, and its kind; None for a blocker.
    fn _entry(&self, alias: u32) -> Option<(&str, &str, &'static str)> {
        let entity = self.core.entity_of(alias)?;
        Some((self.core.entity_id(entity), self.core.entity_type(entity), self.core.kind(alias)?.as_str()))
    }

    /// What reading the file took in and refused; None for a gazetteer that was not read from a file.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(report) = &self.report else { return Ok(None) };
        let refused = PyList::empty(py);
        for (line, reason) in &report.refused {
            refused.append((line, reason))?;
        }
        let numbers = [report.rows as usize, report.aliases, report.entities, report.collisions];
        let fields = PyList::new(py, numbers)?;
        fields.append(refused)?;
        let rows = PyList::empty(py);
        rows.append(fields)?;
        records("LoadReport", rows)?.get_item(0).map(Some)
    }

    /// Bytes of memory, text and ids included.
    #[getter]
    fn nbytes(&self) -> usize {
        self.core.nbytes()
    }

    /// Licences of the data in the gazetteer, where their sources ask to be named.
    #[getter]
    fn licenses(&self) -> Vec<String> {
        self.core.licenses().map(str::to_owned).collect()
    }

    /// Number of aliases.
    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        display(slf.as_any(), "gazetteer_html")
    }

    /// Two gazetteers are equal when they hold the same aliases, entities and options in the same order.
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().core.hash() == self.core.hash())
    }

    fn __hash__(&self) -> u64 {
        self.core.hash()
    }

    fn __repr__(&self) -> String {
        let aliases = counted(self.core.len(), "alias", "aliases");
        let entities = counted(self.core.n_entities(), "entity", "entities");
        let size = sized(self.core.nbytes());
        format!("Gazetteer({aliases} of {entities}, {size})")
    }
}

impl Gazetteer {
    fn options<'l>(&self, overlap: &str, lang: Option<&'l str>, second_mentions: bool) -> PyResult<FindOptions<'l>> {
        lang.map(core::check_lang).transpose()?;
        let second_mentions = second_mentions && self.core.finds_second_mentions();
        Ok(FindOptions { overlap: overlap.parse()?, second_mentions, day: None, lang })
    }

    fn mentions<'py>(&self, raw: &Bound<'py, PyString>, options: &FindOptions<'_>) -> PyResult<Bound<'py, PyList>> {
        let py = raw.py();
        let text = Text::alone(raw, HEAVY)?;
        let utf8 = text.as_str()?;
        let found = py.detach(|| self.core.find_with(utf8, &[crate::Span::new(0, utf8.len())], options));
        let slices = text.slices(found.iter().map(|mention| mention.span))?;
        let points = CodePoints::new(utf8);
        let mentions = found.into_iter().zip(slices).map(|(mut mention, slice)| {
            let (start, end) = points.span(mention.span);
            mention.span = crate::Span::new(start, end);
            let names = Names::Gazetteer(self.core.clone());
            Bound::new(py, Mention::new(names, mention, slice.unbind(), MentionPlace::default()))
        });
        PyList::new(py, mentions.collect::<PyResult<Vec<_>>>()?)
    }
}

/// One str, or the several of an iterable.
fn words(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<HashSet<String>> {
    let Some(given) = given else { return Ok(HashSet::new()) };
    let listed = given.py().import("newscore._errors")?.call_method1("listed_names", (name, given))?;
    Ok(listed.extract::<Vec<String>>()?.into_iter().collect())
}

fn entity_id(id: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = id.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if id.is_instance_of::<PyInt>() && !id.is_instance_of::<PyBool>() {
        return Ok(id.str()?.to_str()?.to_owned());
    }
    Err(PyTypeError::new_err(format!("an entity id must be str or int, not {}", id.get_type().qualname()?)))
}

fn add(
    builder: &mut GazetteerBuilder,
    growth: &mut Growth,
    id: &str,
    alias: &Bound<'_, PyAny>,
    entity_type: &str,
) -> PyResult<()> {
    let Some(alias) = text_or_null(alias, || format!("an alias of {id:?}"))? else {
        return Err(PyTypeError::new_err(format!("an alias of {id:?} must be str, not null")));
    };
    let text = alias.as_str()?;
    if is_blank(text) {
        return Err(Error::bad_option("alias", format!("{text:?}"), format!("an alias of {id:?} is empty")).into());
    }
    growth.add(id.len() + text.len())?;
    Ok(builder.add(&AliasRecord::new(id, entity_type, text))?)
}
