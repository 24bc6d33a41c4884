"""The end of a run told in plain text: what came out, what was cut, what was refused, where the time went.

Nothing but characters: no colour, no cursor movement, 80 columns by default. Bars and arrows fall back to ASCII when
the encoding of the output has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from newscore._markup import counted, percent, visible
from newscore._page_html import ACTION_WORDS
from newscore._page_text import columns, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LABELS_SHOWN = 12
_ENTITIES_SHOWN = 10
_REFUSALS_SHOWN = 20


@dataclass(frozen=True)
class _Signs:
    """The signs that an output can show: full and part blocks of a bar (least first), arrow, ellipsis."""

    full: str
    parts: str
    arrow: str
    more: str


_UNICODE = _Signs("█", "▏▎▍▌▋▊▉", "→", "…")
_ASCII = _Signs("#", "", "->", "...")


def summary(stats: Mapping[str, Any], *, width: int = 80, encoding: str = "utf-8") -> str:
    """The summary of a run, from the dict that `RunResult.stats()` gives; parts that it lacks are left out.

    What `encoding` cannot say is written as escapes, so that printing the result there never fails.
    """
    signs = _signs(encoding)
    parts = [
        _counts(stats, signs),
        _characters(stats.get("characters") or {}, width, signs),
        _labels(stats.get("labels") or (), width, signs),
        _entities(stats.get("entities") or (), width, signs),
        _timings(stats.get("timings") or (), width, signs),
        _refusals(stats.get("refused") or (), width),
        _outputs(stats.get("outputs") or (), width),
    ]
    text = "\n\n".join("\n".join(part) for part in parts if part)
    if signs is _ASCII:
        text = text.replace("…", signs.more)
    return text.encode(encoding, errors="backslashreplace").decode(encoding)


def _signs(encoding: str) -> _Signs:
    try:
        (_UNICODE.full + _UNICODE.parts + _UNICODE.arrow + _UNICODE.more).encode(encoding)
    except UnicodeEncodeError:
        return _ASCII
    return _UNICODE


def _bar(part: float, whole: float, width: int, signs: _Signs) -> str:
    """A bar of at most `width` signs, padded to it; something that is not nothing gets at least the least sign."""
    share = min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
    steps = len(signs.parts) + 1
    units = round(share * width * steps)
    if share > 0:
        units = max(units, 1)
    full, rest = divmod(units, steps)
    bar = signs.full * full + (signs.parts[rest - 1] if rest else "")
    return bar + " " * (width - len(bar))


def _pad(text: str, width: int) -> str:
    cut = fit(text, width)
    return cut + " " * (width - columns(cut))


def _counts(stats: Mapping[str, Any], signs: _Signs) -> list[str]:
    nouns = ("page", "article", "sentence", "mention")
    told = [counted(stats[noun + "s"], noun) for noun in nouns if noun + "s" in stats]
    return [f" {signs.arrow} ".join(told)] if told else []


def _characters(characters: Mapping[str, int], width: int, signs: _Signs) -> list[str]:
    total = characters.get("total", 0)
    if not total:
        return []
    rows = [
        ("kept as text", characters.get("keep", 0)),
        ("into fields", characters.get("metadata", 0)),
        ("cut", characters.get("drop", 0)),
        ("blank", characters.get("blank", 0)),
    ]
    lines = [f"Characters: {total:,}"]
    room = width - 36
    lines += [f"  {name:<14} {_bar(n, total, room, signs)} {n:>11,} {percent(n, total):>5}" for name, n in rows]
    return lines


def _labels(labels: Iterable[Mapping[str, Any]], width: int, signs: _Signs) -> list[str]:
    """What was left out of the text, by label, and kept labels other than body."""
    ordered = sorted(
        (one for one in labels if one["label"] != "body"), key=lambda one: (-one["characters"], one["label"])
    )
    if not ordered:
        return []
    most = ordered[0]["characters"]
    room = width - 51
    lines = [f"{'Besides body text':<{width - 21}} characters  segments"]
    for one in ordered[:_LABELS_SHOWN]:
        word = ACTION_WORDS.get(one["action"], one["action"])
        bar = _bar(one["characters"], most, room, signs)
        lines.append(f"  {_pad(one['label'], 20)} {word:<6} {bar} {one['characters']:>10,} {one['segments']:>9,}")
    if len(ordered) > _LABELS_SHOWN:
        rest = ordered[_LABELS_SHOWN:]
        lines.append(
            f"  and {counted(len(rest), 'more label')}: {counted(sum(one['characters'] for one in rest), 'character')}"
        )
    return lines


def _entities(entities: Iterable[Mapping[str, Any]], width: int, signs: _Signs) -> list[str]:
    ordered = list(entities)[:_ENTITIES_SHOWN]
    if not ordered:
        return []
    most = max(one["mentions"] for one in ordered)
    room = width - 72
    lines = ["Top entities"]
    for one in ordered:
        name, entity = visible(str(one["text"])), visible(str(one["entity_id"]))
        bar = _bar(one["mentions"], most, room, signs)
        where = f"{one['mentions']:>6,} on {counted(one['pages'], 'page')}"
        lines.append(f"  {_pad(name, 24)} {_pad(entity, 24)} {bar} {where}".rstrip())
    return lines


def _timings(timings: Sequence[Mapping[str, Any]], width: int, signs: _Signs) -> list[str]:
    whole = sum(one["seconds"] for one in timings)
    if whole <= 0:
        return []
    room = width - 40
    lines = [f"Time: {_seconds(whole)}"]
    lines += [
        f"  {_pad(one['stage'], 18)} {_bar(one['seconds'], whole, room, signs)} {_seconds(one['seconds']):>9} "
        f"{percent(one['seconds'], whole):>5}"
        for one in timings
    ]
    return lines


def _seconds(seconds: float) -> str:
    if seconds >= 60:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s"
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def _refusals(refused: Sequence[Mapping[str, Any]], width: int) -> list[str]:
    if not refused:
        return []
    lines = [f"Refused: {counted(len(refused), 'input')}"]
    for one in refused[:_REFUSALS_SHOWN]:
        lines.append(f"  {visible(str(one['path']))}")
        lines += [f"    {line}" for line in _wrapped(visible(str(one["reason"])), width - 4)]
    if len(refused) > _REFUSALS_SHOWN:
        lines.append(f"  and {len(refused) - _REFUSALS_SHOWN:,} more; the manifest names them all")
    return lines


def _outputs(outputs: Sequence[Any], width: int) -> list[str]:
    """Where the files are: each folder once, the names of its files after it."""
    folders: dict[str, list[str]] = {}
    for path in map(PurePath, outputs):
        folders.setdefault(str(path.parent), []).append(path.name)
    lines = []
    for folder, names in folders.items():
        lines.append(f"Written to {visible(folder)}")
        lines += [f"  {line}" for line in _wrapped(visible("  ".join(names)), width - 2)]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns where its words allow it."""
    lines = [""]
    used = 0
    for word in text.split():
        length = columns(word)
        if used and used + 1 + length > width:
            lines.append(word)
            used = length
        else:
            lines[-1] += f" {word}" if used else word
            used += length + (1 if used else 0)
    return lines
