"""The package as a whole: what importing it costs, what it ships, what it says about itself."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

import newscore as nc
from newscore import _core

ROOT = Path(__file__).parents[2]
MODULES = sorted(module.name for module in pkgutil.walk_packages(nc.__path__, "newscore."))
PUBLIC = {name: value for name, value in vars(nc).items() if not name.startswith("_") and not inspect.ismodule(value)}
# The parts of a run's result that have no public name of their own, but that users hold in their hands.
HELD = {
    "Entities": importlib.import_module("newscore._entities").Entities,
    "LoadReport": importlib.import_module("newscore._types").LoadReport,
    "RunResult": importlib.import_module("newscore._run").RunResult,
    "Drawing": importlib.import_module("newscore.display").Drawing,
}


def loaded_by(statement):
    """The top-level modules that a fresh interpreter has after the statement, and had not before."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return set(out.split())


def members(cls):
    """What a class itself defines for its users, by name."""
    return {name: value for name, value in vars(cls).items() if not name.startswith("_")}


def examples(docstring, name):
    """The examples of a docstring as a test, or None."""
    test = doctest.DocTestParser().get_doctest(inspect.cleandoc(docstring or ""), {}, name, None, 0)
    return test if test.examples else None


def compiled():
    """Every class and function of the compiled module and every member of the classes, by full name."""
    for name, value in vars(_core).items():
        if inspect.isclass(value) or inspect.isbuiltin(value):
            yield f"newscore._core.{name}", value
        if inspect.isclass(value):
            for member in members(value):
                yield f"newscore._core.{name}.{member}", getattr(value, member)


COMPILED = {name: test for name, value in compiled() if (test := examples(value.__doc__, name))}


def test_import_brings_nothing_along():
    heavy = {"pandas", "polars", "numpy", "pyarrow", "click", "rich", "IPython", "altair", "typing_extensions"}
    loaded = loaded_by("import newscore; newscore.clean('Rain fell.'); newscore.analyze('Rain fell.').articles")
    assert "newscore._core" in loaded
    assert not heavy & {name.partition(".")[0] for name in loaded}


def test_import_leaves_the_world_alone():
    code = (
        "import logging, os, signal, warnings;"
        "state = lambda: (dict(os.environ), logging.root.handlers[:], logging.root.level, warnings.filters[:],"
        " signal.getsignal(signal.SIGINT));"
        "before = state(); import newscore; assert state() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_types_ship():
    folder = files("newscore")
    assert folder.joinpath("py.typed").is_file()
    assert folder.joinpath("_core.pyi").is_file()


def test_one_version():
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    declared = re.search(r'^version = "(.+)"$', manifest, flags=re.MULTILINE)[1]
    assert nc.__version__ == declared == version("newscore")


def test_stubs_name_every_class_of_the_core():
    stub = ast.parse(files("newscore").joinpath("_core.pyi").read_text(encoding="utf-8"))
    named = {node.name for node in stub.body if isinstance(node, ast.ClassDef)}
    assert {name for name, value in vars(_core).items() if inspect.isclass(value)} <= named


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_names_are_documented(name):
    value = PUBLIC[name]
    assert inspect.getdoc(value), f"newscore.{name} has no docstring"
    if not (inspect.isclass(value) and issubclass(value, Exception)):
        assert ">>> " in value.__doc__, f"newscore.{name} has no example"


@pytest.mark.parametrize("name", sorted(PUBLIC.keys() | HELD.keys()))
def test_what_classes_offer_is_documented(name):
    value = {**PUBLIC, **HELD}[name]
    for member in members(value) if inspect.isclass(value) else ():
        assert inspect.getdoc(getattr(value, member)), f"{name}.{member} has no docstring"


def test_public_functions_name_their_arguments():
    for name, value in PUBLIC.items():
        if inspect.isfunction(value):
            told = inspect.getdoc(value)
            missing = [argument for argument in inspect.signature(value).parameters if f"{argument}:" not in told]
            assert not missing, f"newscore.{name} does not say what {missing} are"


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_modules_run(name):
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_example_of_the_package_runs():
    failed, tried = doctest.testmod(nc)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("name", sorted(COMPILED))
def test_examples_of_the_core_run(name):
    assert doctest.DocTestRunner().run(COMPILED[name]).failed == 0
