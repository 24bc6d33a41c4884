r"""Mentions and segments for other tools: displaCy, spaCy, Prodigy, doccano, IOB.

A *document* here is a Page; or a pair of a text and spans of it, each a Mention, a Segment, or (start, end, label) in
code points. Of a Page the spans are its mentions unless `layer="segments"`. A mention's label is its entity type in
capitals, `layer="segments"` gives the segment's label.

Example:
    >>> import newscore as nc
    >>> from newscore import exports
    >>> gaz = nc.Gazetteer.from_dict({"osk": ["Osk"]}, entity_type="port")
    >>> page = nc.analyze("Fog shut the port of Osk.", gazetteer=gaz)
    >>> exports.to_displacy(page)["ents"]
    [{'start': 21, 'end': 24, 'label': 'PORT', 'kb_id': 'osk'}]
    >>> print(exports.to_iob(page), end="")
    Fog O
    shut O
    the O
    port O
    of O
    Osk B-PORT
    . O
    <BLANKLINE>
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._core import Mention
from newscore._errors import OptionError, check_known
from newscore._frames import SURROGATE
from newscore._libraries import load
from newscore._page import Page
from newscore._types import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

LAYERS = ("mentions", "segments")
TOOLS = ("prodigy", "doccano")
# A token is a run of word characters, or any other sign that is not blank.
_TOKEN = re.compile(r"\w+|[^\w\s]")


class _Span(NamedTuple):
    start: int
    end: int
    label: str
    id: str | None


def _parts(document: Any, layer: str) -> tuple[str, list[_Span], Page | None]:
    """The text, the spans in order, and the Page if it is one."""
    check_known("layer", layer, LAYERS)
    if isinstance(document, Page):
        spans: Iterable[Any] = document.mentions if layer == "mentions" else document.segments
        return document.raw, sorted(map(_span, spans)), document
    if isinstance(document, tuple) and len(document) == 2 and isinstance(document[0], str):
        text, given = document
        spans = sorted(map(_span, given))
        for span in spans:
            if not 0 <= span.start <= span.end <= len(text):
                raise OptionError(f"span {span.start}:{span.end} lies outside a text of {len(text)} code points")
        return text, spans, None
    raise TypeError(f"a document is a Page or a pair of a text and its spans, not {type(document).__name__}")


def _span(given: Any) -> _Span:
    if isinstance(given, Mention):
        return _Span(given.start, given.end, (given.entity_type or "entity").upper(), given.entity_id)
    if isinstance(given, Segment):
        return _Span(given.start, given.end, given.label, None)
    if isinstance(given, tuple) and len(given) in (3, 4):
        return _Span(given[0], given[1], given[2], given[3] if len(given) == 4 else None)
    told = repr(given) if isinstance(given, tuple) else type(given).__name__
    raise TypeError(f"a span is a Mention, a Segment or (start, end, label), not {told}")


def to_displacy(document: Any, *, layer: str = "mentions") -> dict[str, Any]:
    """A document as displaCy draws it: `spacy.displacy.render(d, style="ent", manual=True)`.

    displaCy draws no two spans over one another: of those that overlap the first, then the longest, stays.

    Args:
        document: see above.
        layer: "mentions" or "segments".

    Returns:
        {"text", "ents": [{"start", "end", "label", "kb_id"}], "title"}.

    Raises:
        OptionError: no such layer, or a span outside the text.
    """
    text, spans, page = _parts(document, layer)
    ents = [
        {"start": span.start, "end": span.end, "label": span.label, "kb_id": span.id or ""} for span in _apart(spans)
    ]
    title = None if page is None or page.page_id is None else str(page.page_id)
    return {"text": text, "ents": ents, "title": title}


def _apart(spans: list[_Span]) -> list[_Span]:
    out: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > span.start and (not out or span.start >= out[-1].end):
            out.append(span)
    return out


def to_spacy(document: Any, nlp: Any = None, *, layer: str = "mentions", key: str = "newscore") -> Any:
    """A document as a spaCy Doc with its spans in `doc.spans[key]`, overlapping ones too.

    A span that ends inside a token is widened to the token. `doc.ents` is left alone: it takes no overlaps.

    Args:
        document: see above.
        nlp: a spaCy pipeline, whose tokenizer cuts the text; None takes `spacy.blank("en")`.
        layer: "mentions" or "segments".
        key: of the group of spans.

    Returns:
        The Doc; each span has its label, and its entity id as `kb_id_`.

    Raises:
        MissingLibraryError: spaCy is not installed.
    """
    text, spans, _ = _parts(document, layer)
    nlp = nlp or load("spacy", "to_spacy").blank("en")
    doc = nlp.make_doc(text)
    found = (doc.char_span(s.start, s.end, s.label, kb_id=s.id or "", alignment_mode="expand") for s in spans)
    doc.spans[key] = [span for span in found if span is not None]
    return doc


def to_jsonl(documents: Iterable[Any], tool: str, *, layer: str = "mentions") -> str:
    """Documents as JSON lines that an annotation tool loads.

    Args:
        documents: see above.
        tool: "prodigy" ({"text", "spans", "meta"}) or "doccano" ({"text", "label"}, a span being [start, end, label]).
        layer: "mentions" or "segments".

    Returns:
        An object a line.

    Raises:
        OptionError: no such tool or layer.

    Example:
        >>> from newscore import exports
        >>> print(exports.to_jsonl([("Fog shut Osk.", [(9, 12, "PORT")])], "doccano"), end="")
        {"text": "Fog shut Osk.", "label": [[9, 12, "PORT"]]}
    """
    check_known("tool", tool, TOOLS)
    if isinstance(documents, Page):
        raise TypeError("documents must be a list of them, not one Page: [page]")
    lines = []
    for document in documents:
        text, spans, page = _parts(document, layer)
        entry: dict[str, Any] = {"text": text}
        if tool == "doccano":
            entry["label"] = [[span.start, span.end, span.label] for span in spans]
        else:
            entry["spans"] = [{"start": span.start, "end": span.end, "label": span.label} for span in spans]
            if page is not None and page.page_id is not None:
                entry["meta"] = {"page_id": page.page_id}
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        # A lone surrogate, which no file can hold, as JSON escapes it.
        lines.append(SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", line))
    return "".join(lines)


def to_iob(document: Any, *, layer: str = "mentions") -> str:
    """A document as IOB2: a token and its tag a line, an empty line after each sentence of a Page, and at the end.

    A token is a run of word characters, or any other sign; a span that ends inside one takes it whole. Of spans that
    overlap the first, then the longest, counts.

    Args:
        document: see above.
        layer: "mentions" or "segments".

    Returns:
        The lines.
    """
    text, spans, page = _parts(document, layer)
    breaks = [sentence.end for sentence in page.sentences] if page is not None else []
    chosen = iter(_apart(spans))
    span = next(chosen, None)
    lines: list[str] = []
    inside = None
    for token in _TOKEN.finditer(text):
        while breaks and breaks[0] <= token.start():
            breaks.pop(0)
            inside = None
            if lines and lines[-1]:
                lines.append("")
        while span is not None and span.end <= token.start():
            span = next(chosen, None)
        if span is None or token.end() <= span.start:
            tag = "O"
        else:
            tag = f"{'I' if inside is span else 'B'}-{span.label}"
            inside = span
        lines.append(f"{token.group()} {tag}")
    return "\n".join(lines) + ("\n\n" if lines else "")
