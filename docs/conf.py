"""How the documentation is built: `make docs`. A warning is an error, and so is a public name without its place."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

import newscore
from newscore import display, plots

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "newscore"
version = release = newscore.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"newscore {release}"
# Nothing of a page comes from anywhere but the site itself, and no clock stands in it.
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
exclude_patterns = ["_build", "README.md"]

myst_heading_anchors = 3
# Docstrings mark code with one backtick.
default_role = "code"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
autodoc_member_order = "groupwise"
autodoc_typehints = "none"
autodoc_default_options = {"members": True}


def public_names() -> dict[str, Any]:
    """Everything that a user may name, by its full name."""
    names = {f"newscore.{name}": value for name, value in vars(newscore).items() if not name.startswith("_")}
    for module in (display, plots):
        names |= {f"{module.__name__}.{name}": getattr(module, name) for name in module.__all__}
    found = {name: value for name, value in names.items() if not inspect.ismodule(value)}
    for name, value in list(found.items()):
        if inspect.isclass(value):
            members = (member for member in vars(value) if not member.startswith("_"))
            found |= {f"{name}.{member}": getattr(value, member) for member in members}
    return found


def check_names(_app: Sphinx, env: BuildEnvironment) -> None:
    """Refuses to build while a public name is in no page of the reference, or says nothing of itself."""
    documented = set(env.domains["py"].objects)
    names = public_names()
    missing = sorted(name for name in names if name not in documented)
    if missing:
        raise ExtensionError(f"not in the reference: {', '.join(missing)}")
    functions = ((name, value) for name, value in names.items() if callable(value))
    silent = sorted(name for name, value in functions if not inspect.getdoc(value))
    if silent:
        raise ExtensionError(f"without a docstring: {', '.join(silent)}")


def as_rst(_app: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Docstrings are written for people at a terminal: their code and tables made into what docutils reads."""
    out: list[str] = []
    for line in lines:
        if not line.lstrip().startswith("|"):
            # Double backticks: what comes next takes a colon inside a single pair for one of its own.
            out.append(
                line if line.lstrip().startswith((">>>", "...")) else re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", line)
            )
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if all(set(cell) <= set("-: ") for cell in cells):
            continue
        if not out or not out[-1].startswith("     "):
            out += ["", ".. list-table::", "   :header-rows: 1", ""]
        out += [f"   {'*' if at == 0 else ' '} - {cell}" for at, cell in enumerate(cells)]
        out[-1] = out[-1] or ""
    lines[:] = out


def setup(app: Sphinx) -> None:
    """Hooks the check in."""
    app.connect("env-updated", check_names)
    app.connect("autodoc-process-docstring", as_rst, priority=400)
