"""A pipeline as TOML, and back.

```toml
articles = "single"
disable = ["newsletter"]

[actions]
caption = "keep"

[agencies]
Nordwire = ["NWA"]

[gazetteer]
path = "desk.gaz"
hash = "41e3a58cc1a23a47"

[boilerplate]
path = "desk.boilerplate.json"

[overrides]
path = "desk.overrides.json"
```

Options that have their default may be left out. A gazetteer is a path, or `gazetteer = "builtin"`; a hash, where
there is one, says what must be found there. Paths are relative to the file's folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscore._boilerplate import BoilerplateModel
from newscore._core import Gazetteer
from newscore._errors import MissingLibraryError, OptionError, StoreError
from newscore._gazetteer import read_gazetteer
from newscore._libraries import load
from newscore._overrides import Overrides
from newscore._pipeline import PIPELINE_OPTIONS, Pipeline

if TYPE_CHECKING:
    import os

BUILTIN = "builtin"


def to_toml(pipe: Pipeline, path: str | os.PathLike[str] | None) -> str:
    """The pipeline as TOML; see `Pipeline.to_toml`."""
    target = None if path is None else Path(path)
    models = pipe._models()  # noqa: SLF001
    options = pipe.options
    tables: dict[str, dict[str, Any]] = {name: options.pop(name) for name in ("actions", "agencies")}
    top = {name: value for name, value in options.items() if value is not None}
    if pipe.gazetteer is not None:
        if pipe.gazetteer == Gazetteer.builtin():
            top["gazetteer"] = BUILTIN
        else:
            tables["gazetteer"] = {"path": _gazetteer_path(pipe.gazetteer, target), "hash": models["gazetteer"]}
    for name, what, part in (
        ("boilerplate", "model of boilerplate", pipe.boilerplate),
        ("overrides", "object of overrides", pipe.overrides),
    ):
        if part is not None:
            if target is None:
                raise OptionError(_IN_MEMORY.format(what=what))
            beside = target.with_suffix(f".{name}.json")
            part.save(beside)
            tables[name] = {"path": beside.name, "hash": models[name]}
    lines = [f"{name} = {_value(value)}" for name, value in top.items()]
    for name, entries in tables.items():
        if entries:
            lines += ["", f"[{name}]", *(f"{_value(key)} = {_value(value)}" for key, value in entries.items())]
    text = "\n".join(lines) + "\n"
    if target is not None:
        target.write_text(text, encoding="utf-8", newline="\n")
    return text


_IN_MEMORY = (
    "the {what} of this pipeline stands in memory only: give to_toml a path, and it is saved beside the file, "
    "or save and load it first"
)


def _gazetteer_path(gazetteer: Gazetteer, target: Path | None) -> str:
    """Where the gazetteer was loaded from; where it was not, it is saved beside `target`."""
    arguments: Any = gazetteer.__reduce__()[1]
    if len(arguments) == 2:
        path = Path(arguments[0]).resolve()
        folder = None if target is None else target.resolve().parent
        # Relative where it can be moved together with the file.
        return str(path.relative_to(folder) if folder and path.is_relative_to(folder) else path)
    if target is None:
        raise OptionError(_IN_MEMORY.format(what="gazetteer"))
    beside = target.with_suffix(".gaz")
    # What stood beside the file that is replaced goes with it.
    if beside.exists() and not target.exists():
        raise OptionError(f"{beside} is there already: save the gazetteer under another name, and load it first")
    gazetteer.save(beside)
    return beside.name


def _value(value: Any) -> str:
    """A TOML value. JSON's strings are TOML's, but for U+007F, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(source: str | os.PathLike[str]) -> Pipeline:
    """The pipeline of a TOML text or file; see `Pipeline.from_toml`."""
    if isinstance(source, str) and ("=" in source or "\n" in source or not source.strip()):
        text, folder = source, Path()
    else:
        text, folder = Path(source).read_text(encoding="utf-8"), Path(source).parent
    options = _read(text)
    unknown = [name for name in options if name not in PIPELINE_OPTIONS]
    if unknown:
        raise OptionError(f"unknown option {unknown[0]!r}; accepted: {', '.join(sorted(PIPELINE_OPTIONS))}")
    wanted = {}
    for name in ("gazetteer", "boilerplate", "overrides"):
        if name in options:
            wanted[name] = options[name].get("hash") if isinstance(options[name], dict) else None
            options[name] = _model(name, options[name], folder)
    pipe = Pipeline(**options)
    found = pipe._models()  # noqa: SLF001
    for name, digest in wanted.items():
        if digest not in (None, found[name]):
            raise StoreError(f"the {name} is not the one that was meant: its hash is {found[name]}, not {digest}")
    return pipe


def _read(text: str) -> dict[str, Any]:
    try:
        toml = load("tomllib", "TOML")
    except MissingLibraryError:  # before Python 3.11
        toml = load("tomli", "TOML")
    try:
        options: dict[str, Any] = toml.loads(text)
    except toml.TOMLDecodeError as error:
        raise OptionError(f"no TOML: {error}") from error
    return options


def _model(name: str, entry: Any, folder: Path) -> Gazetteer | BoilerplateModel | Overrides:
    if name == "gazetteer" and entry == BUILTIN:
        return Gazetteer.builtin()
    path = entry if isinstance(entry, str) else entry.get("path") if isinstance(entry, dict) else None
    if not isinstance(path, str):
        accepted = 'a path, or a table with "path"' + (f', or "{BUILTIN}"' if name == "gazetteer" else "")
        raise OptionError(f"{name}={entry!r} is not accepted: it must be {accepted}")
    where = folder / path
    if name == "gazetteer":
        return read_gazetteer(where)
    return BoilerplateModel.load(where) if name == "boilerplate" else Overrides.load(where)
