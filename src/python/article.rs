//! What an article of a page says, for `newscore._article`, which names it.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::page::Found;
use crate::page::{Date, FieldValue};

/// Start, end, confidence, evidence, credits, the id of the dateline's place, its day, the day of publication (days as
/// Python counts them), the range of its segments, and the fields by name: each (value, start, end, score, rule).
pub(super) fn told<'py>(py: Python<'py>, found: &Found, at: usize) -> PyResult<Bound<'py, PyTuple>> {
    let article = &found.document.analysis.articles[at];
    let fields = &article.fields;
    let evidence = PyList::new(py, article.evidence.iter().map(|it| it.as_str()))?;
    let credits = PyList::empty(py);
    for it in &fields.credits {
        credits.append((it.name.as_str(), it.role.as_str(), it.span.start(), it.span.end()))?;
    }
    let dateline = fields.dateline.as_ref();
    let place = found.document.dateline_places.get(at).copied().flatten();
    let place = place.zip(found.names.as_ref()).map(|(place, names)| names.id(place));
    let day = dateline.and_then(|it| it.date).map(ordinal);
    let published = fields.published.as_ref();
    let alone = |field: Option<&FieldValue>| field.map_or_else(Vec::new, |it| vec![it.clone()]);
    let named: [(&str, &[FieldValue]); 14] = [
        ("headline", fields.headline.as_slice()),
        ("section", fields.section.as_slice()),
        ("standfirst", fields.standfirst.as_slice()),
        ("authors", &fields.authors),
        ("agency", fields.agency.as_slice()),
        ("dateline_text", &alone(dateline.map(|it| &it.text))),
        ("dateline_place", &alone(dateline.and_then(|it| it.place.as_ref()))),
        ("dateline_date", &alone(dateline.and_then(|it| it.date_text.as_ref()))),
        ("subheadings", &fields.subheadings),
        ("captions", &fields.captions),
        ("timestamps", &fields.timestamps),
        ("published", &alone(published.map(|it| &it.text))),
        ("rights", &fields.rights),
        ("related", &fields.related),
    ];
    let by_name = PyDict::new(py);
    for (name, fields) in named {
        let rows = PyList::empty(py);
        for it in fields {
            rows.append((it.value.as_str(), it.span.start(), it.span.end(), it.score, it.rule))?;
        }
        by_name.set_item(name, rows)?;
    }
    let (start, end) = article.span.into();
    let day_published = published.map(|it| it.date).or(found.published).map(ordinal);
    let segments = (article.segments.start, article.segments.end);
    (start, end, article.confidence, evidence, credits, place, day, day_published, segments, by_name).into_pyobject(py)
}

/// 1970-01-01 is day 719163 of the proleptic Gregorian calendar.
fn ordinal(date: Date) -> i32 {
    date.days_since_1970() + 719_163
}
