//! Gazetteers and mentions as Python objects.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};

use super::columns::span_tuples;
use super::repr::{counted, quoted, sized};
use super::text::{Text, text_or_null};
use crate::Error;
use crate::gazetteer::{
    self as core, AliasRecord, CaseMode, CsvOptions, GazetteerBuilder, GazetteerOptions, MatchKind, Spelling,
};
use crate::text::{CodePoints, is_blank};

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

/// How pickling makes a gazetteer again: the function and its arguments.
type Reduced<'py> = (Bound<'py, PyAny>, (Vec<Row>, bool));
/// A row as pickling has it: entity, type, alias; kind, case, spelling; valid from, valid to, family name.
type Row = (String, String, String, [String; 3], [Option<String>; 3]);

impl Gazetteer {
    pub(super) fn core(&self) -> &core::Gazetteer {
        &self.core
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
    #[pyo3(signature = (entries, *, entity_type = "", case = "exact", spelling = "exact", second_mentions = false))]
    fn from_dict(
        entries: &Bound<'_, PyDict>,
        entity_type: &str,
        case: &str,
        spelling: &str,
        second_mentions: bool,
    ) -> PyResult<Self> {
        let options = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let mut builder = GazetteerBuilder::new(options);
        for (id, aliases) in entries.iter() {
            let id = entity_id(&id)?;
            if aliases.cast::<PyString>().is_ok() {
                return Err(PyTypeError::new_err(format!("the aliases of {id:?} must be a list of str, not one str")));
            }
            for alias in aliases.try_iter()? {
                add(&mut builder, &id, &alias?, entity_type)?;
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
    #[pyo3(signature = (pairs, *, entity_type = "", case = "exact", spelling = "exact", second_mentions = false))]
    fn from_aliases(
        pairs: &Bound<'_, PyAny>,
        entity_type: &str,
        case: &str,
        spelling: &str,
        second_mentions: bool,
    ) -> PyResult<Self> {
        let options = GazetteerOptions { case: case.parse()?, spelling: spelling.parse()?, second_mentions };
        let mut builder = GazetteerBuilder::new(options);
        for (at, pair) in pairs.try_iter()?.enumerate() {
            let (id, alias): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?
                .extract()
                .map_err(|_| PyTypeError::new_err(format!("item {at} must be a pair (entity_id, alias)")))?;
            add(&mut builder, &entity_id(&id)?, &alias, entity_type)?;
        }
        Ok(Self { core: builder.build()?, report: None })
    }

    /// Made again from the rows that pickling took.
    #[staticmethod]
    fn _from_rows(rows: Vec<Row>, second_mentions: bool) -> PyResult<Self> {
        let mut records = Vec::with_capacity(rows.len());
        for row in &rows {
            let (entity_id, entity_type, alias, [kind, case, spelling], [valid_from, valid_to, family_name]) = row;
            records.push(AliasRecord {
                entity_id,
                entity_type,
                alias,
                kind: kind.parse()?,
                case: Some(case.parse()?),
                spelling: Some(spelling.parse()?),
                valid_from: valid_from.as_deref(),
                valid_to: valid_to.as_deref(),
                family_name: family_name.as_deref(),
            });
        }
        Ok(Self { core: core::Gazetteer::from_records(records, second_mentions)?, report: None })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        let core = &slf.get().core;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let row = |alias: u32| {
            let record = core.record(alias)?;
            let modes =
                [Some(record.kind.as_str()), record.case.map(CaseMode::as_str), record.spelling.map(Spelling::as_str)];
            Some((
                record.entity_id.to_owned(),
                record.entity_type.to_owned(),
                record.alias.to_owned(),
                modes.map(|mode| mode.unwrap_or_default().to_owned()),
                [record.valid_from, record.valid_to, record.family_name].map(owned),
            ))
        };
        let rows = (0..core.len() as u32).filter_map(row).collect();
        Ok((slf.get_type().getattr("_from_rows")?, (rows, core.finds_second_mentions())))
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
    fn _from_csv(data: &Bound<'_, PyBytes>) -> PyResult<Self> {
        let bytes = data.as_bytes();
        let (core, report) = data.py().detach(|| core::read_csv(bytes, &CsvOptions::default()))?;
        Ok(Self { core, report: Some(report) })
    }

    /// The mentions in a text, leftmost and longest, whole words only.
    ///
    /// Args:
    ///     text: a str, or a list of them (nulls give None).
    ///
    /// Returns:
    ///     A list of Mention; for a list, a list of such lists.
    ///
    /// Raises:
    ///     TypeError: not text.
    fn find<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = text.py();
        if let Ok(text) = text.cast::<PyString>() {
            return Ok(self.mentions(text)?.into_any());
        }
        if let Ok(list) = text.cast::<PyList>() {
            let out = PyList::empty(py);
            for (at, item) in list.iter().enumerate() {
                match text_or_null(&item, || format!("item {at}"))? {
                    Some(text) => out.append(self.mentions(text.original())?)?,
                    None => out.append(py.None())?,
                }
            }
            return Ok(out.into_any());
        }
        let name = text.get_type().qualname()?;
        Err(PyTypeError::new_err(format!("find takes a str or a list of str, not {name}")))
    }

    /// Where the aliases stand in a text: a list of (start, end, alias_index) in code points, leftmost and longest.
    ///
    /// The fast road: no objects but the tuples. Several entities of one alias share the index of its first.
    fn find_spans<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyList>> {
        let text = Text::new(text)?;
        span_tuples(text.original().py(), text.as_str()?, self.core.spans(text.as_str()?))
    }

    /// The aliases, in the order given.
    #[getter]
    fn aliases(&self) -> Aliases {
        Aliases { core: self.core.clone() }
    }

    /// What reading the file took in and refused; None for a gazetteer that was not read from a file.
    #[getter]
    fn report(&self) -> Option<LoadReport> {
        self.report.clone().map(LoadReport)
    }

    /// Bytes of memory, text and ids included.
    #[getter]
    fn nbytes(&self) -> usize {
        self.core.nbytes()
    }

    /// Licences of the data in the gazetteer, where their sources ask to be named.
    #[getter]
    fn licenses(&self) -> Vec<String> {
        Vec::new()
    }

    /// Number of aliases.
    fn __len__(&self) -> usize {
        self.core.len()
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
    fn mentions<'py>(&self, raw: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyList>> {
        let py = raw.py();
        let text = Text::new(raw)?;
        let utf8 = text.as_str()?;
        let found = py.detach(|| self.core.find(utf8));
        let slices = text.slices(found.iter().map(|mention| mention.span))?;
        let mut points = CodePoints::new(utf8);
        let mentions = found.into_iter().zip(slices).map(|(mut mention, slice)| {
            let (start, end) = points.span(mention.span);
            mention.span = crate::Span::new(start, end);
            Bound::new(py, Mention::new(&self.core, &mention, slice.unbind(), MentionPlace::default()))
        });
        PyList::new(py, mentions.collect::<PyResult<Vec<_>>>()?)
    }
}

fn entity_id(id: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = id.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if let Ok(number) = id.extract::<i64>() {
        return Ok(number.to_string());
    }
    Err(PyTypeError::new_err(format!("an entity id must be str or int, not {}", id.get_type().qualname()?)))
}

fn add(builder: &mut GazetteerBuilder, id: &str, alias: &Bound<'_, PyAny>, entity_type: &str) -> PyResult<()> {
    let Some(alias) = text_or_null(alias, || format!("an alias of {id:?}"))? else {
        return Err(PyTypeError::new_err(format!("an alias of {id:?} must be str, not null")));
    };
    let text = alias.as_str()?;
    if is_blank(text) {
        return Err(Error::bad_option("alias", format!("{text:?}"), format!("an alias of {id:?} is empty")).into());
    }
    Ok(builder.add(&AliasRecord::new(id, entity_type, text))?)
}

/// The aliases of a gazetteer: `aliases[i]`.
#[pyclass(frozen, sequence, module = "newscore")]
pub(super) struct Aliases {
    core: core::Gazetteer,
}

#[pymethods]
impl Aliases {
    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<&str> {
        let count = self.core.len();
        let at = if index < 0 { index + count as isize } else { index };
        match u32::try_from(at) {
            Ok(at) if (at as usize) < count => Ok(self.core.alias(at)),
            _ => Err(pyo3::exceptions::PyIndexError::new_err(format!("alias {index} of {count}"))),
        }
    }
}

/// Where on an analysed page a mention stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MentionPlace {
    pub(super) segment_label: Option<&'static str>,
    pub(super) article_id: Option<u32>,
    pub(super) sentence_id: Option<usize>,
}

/// A name that was found.
///
/// Example:
///     >>> import newscore as nc
///     >>> mention = nc.Gazetteer.builtin().find("Ships queued off South Korea.")[0]
///     >>> mention.text, mention.entity_id, mention.match_kind
///     ('South Korea', 'KR', 'name')
#[pyclass(frozen, module = "newscore")]
pub(super) struct Mention {
    start: usize,
    end: usize,
    text: Py<PyString>,
    entity_id: Option<String>,
    entity_type: Option<String>,
    candidates: Vec<Candidate>,
    kind: MatchKind,
    antecedent: Option<u32>,
    place: MentionPlace,
}

impl Mention {
    /// `mention`'s span counts code points already.
    pub(super) fn new(
        gazetteer: &core::Gazetteer,
        mention: &core::Mention,
        text: Py<PyString>,
        place: MentionPlace,
    ) -> Self {
        let candidates = mention.candidates.iter().map(|it| Candidate {
            entity_id: gazetteer.entity_id(it.entity).to_owned(),
            score: it.score,
            reason: it.reason,
        });
        Self {
            start: mention.span.start(),
            end: mention.span.end(),
            text,
            entity_id: mention.entity.map(|entity| gazetteer.entity_id(entity).to_owned()),
            entity_type: mention.entity.map(|entity| gazetteer.entity_type(entity).to_owned()),
            candidates: candidates.collect(),
            kind: mention.kind,
            antecedent: mention.antecedent,
            place,
        }
    }
}

#[pymethods]
impl Mention {
    /// First code point.
    #[getter]
    fn start(&self) -> usize {
        self.start
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.end
    }

    /// `raw[start:end]`.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// The entity, or None where no candidate clearly wins.
    #[getter]
    fn entity_id(&self) -> Option<&str> {
        self.entity_id.as_deref()
    }

    /// Type of the entity, or None.
    #[getter]
    fn entity_type(&self) -> Option<&str> {
        self.entity_type.as_deref()
    }

    /// Every entity that it may be, the likeliest first.
    #[getter]
    fn candidates(&self) -> Vec<Candidate> {
        self.candidates.clone()
    }

    /// "name", "abbreviation", "demonym", "capital", "surname", "acronym" ...
    #[getter]
    fn match_kind(&self) -> &'static str {
        self.kind.as_str()
    }

    /// Number of the mention that this one refers back to, or None.
    #[getter]
    fn antecedent(&self) -> Option<u32> {
        self.antecedent
    }

    /// Label of the segment it stands in; None where a bare text was searched.
    #[getter]
    fn segment_label(&self) -> Option<&'static str> {
        self.place.segment_label
    }

    /// The article it stands in, or None.
    #[getter]
    fn article_id(&self) -> Option<u32> {
        self.place.article_id
    }

    /// The sentence it stands in, or None.
    #[getter]
    fn sentence_id(&self) -> Option<usize> {
        self.place.sentence_id
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let entity = self.entity_id.as_deref().unwrap_or("?");
        let text = quoted(self.text.bind(py))?;
        Ok(format!("Mention({}:{} {text} {} {entity})", self.start, self.end, self.kind.as_str()))
    }
}

/// An entity that a mention may be.
///
/// Example:
///     >>> import newscore as nc
///     >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Osk"]})
///     >>> gaz.find("Osk sleeps.")[0].candidates
///     [Candidate("Q1", score=0.50, reason="alias"), Candidate("Q2", score=0.50, reason="alias")]
#[pyclass(frozen, get_all, from_py_object, module = "newscore")]
#[derive(Clone)]
pub(super) struct Candidate {
    /// The entity.
    entity_id: String,
    /// How likely, 0 to 1.
    score: f32,
    /// Why it stands where it stands.
    reason: &'static str,
}

#[pymethods]
impl Candidate {
    fn __repr__(&self) -> String {
        format!("Candidate({:?}, score={:.2}, reason={:?})", self.entity_id, self.score, self.reason)
    }
}

/// What reading a gazetteer took in and what it refused.
#[pyclass(frozen, module = "newscore")]
pub(super) struct LoadReport(core::LoadReport);

#[pymethods]
impl LoadReport {
    /// Rows read, without the header.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.rows
    }

    /// Aliases taken.
    #[getter]
    fn aliases(&self) -> usize {
        self.0.aliases
    }

    /// Entities among them.
    #[getter]
    fn entities(&self) -> usize {
        self.0.entities
    }

    /// Aliases that name more than one entity.
    #[getter]
    fn collisions(&self) -> usize {
        self.0.collisions
    }

    /// Rows not taken: (line, reason).
    #[getter]
    fn refused(&self) -> Vec<(u64, String)> {
        self.0.refused.clone()
    }

    fn __repr__(&self) -> String {
        let rows = counted(self.0.rows as usize, "row", "rows");
        let aliases = counted(self.0.aliases, "alias", "aliases");
        let entities = counted(self.0.entities, "entity", "entities");
        let collisions = counted(self.0.collisions, "collision", "collisions");
        format!("LoadReport({rows}: {aliases} of {entities}, {collisions}, {} refused)", self.0.refused.len())
    }
}
