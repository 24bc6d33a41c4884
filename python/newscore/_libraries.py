"""Which library an object belongs to, without importing any, and the error for one that is not there."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from newscore._errors import MissingLibraryError

_EXTRAS = {
    "pandas": "pandas",
    "pyarrow": "arrow",
    "polars": "polars",
    "click": "cli",
    "duckdb": "duckdb",
    "pyspark": "spark",
    "dask": "dask",
    "spacy": "spacy",
    "altair": "notebook",
    "vl_convert": "notebook",
}
# Libraries whose columns and frames are known.
FRAMES = frozenset({"pandas", "polars", "pyarrow", "duckdb"})
_COLUMNS = FRAMES | {"numpy"}
# Libraries that no extra brings, as pip knows them.
_ALONE = {"tomli": "tomli", "numpy": "numpy"}


def library_of(x: Any) -> str:
    """The library that the object's class, or one that it derives from, comes from; else its own top-level module."""
    tops = [cls.__module__.partition(".")[0].lstrip("_") for cls in type(x).__mro__]
    return next((top for top in tops if top in _COLUMNS), tops[0])


def load(name: str, purpose: str) -> Any:
    """Imports an optional library.

    Args:
        name: the module.
        purpose: what it is needed for, for the error.

    Raises:
        MissingLibraryError: it is not installed; the message has the pip command.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        top = name.partition(".")[0]
        wanted = f"newscore[{_EXTRAS[top]}]" if top in _EXTRAS else _ALONE.get(top, top)
        raise MissingLibraryError(f'{purpose} needs {name}: pip install "{wanted}"') from error


def is_null(x: Any) -> bool:
    """Whether the object is a null: None, a float NaN, NumPy's NaT, or pandas' NA."""
    # NaN and NaT are what differs from itself.
    if x is None or ((isinstance(x, float) or type(x).__name__ == "datetime64") and x != x):  # noqa: PLR0124
        return True
    pandas = sys.modules.get("pandas")
    return pandas is not None and (x is pandas.NA or x is pandas.NaT)


def no_frame(x: Any, name: str, wanted: str) -> None:
    """TypeError, which says what is `wanted`, for a frame: looping over one gives the names of its columns."""
    if library_of(x) in {"pandas", "polars", "pyarrow"} and hasattr(x, "columns"):
        raise TypeError(f"{name} must be {wanted}, not a {type(x).__name__}")


def listed(column: Any) -> list[Any]:
    """The values of a column of any library, or of any iterable."""
    for method in ("to_pylist", "to_list"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    return list(column)
