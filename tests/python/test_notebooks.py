"""Every notebook runs from its own folder, and is committed with outputs that name no machine's folders.

`python tests/python/test_notebooks.py` runs them and writes their outputs anew.
"""

import os
import re
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MACHINE_PATH = re.compile(r"/(?:home|work|tmp|root)\b")


def read(path):
    return nbformat.read(path, as_version=4)


def execute(notebook):
    """Runs it in place; an error in a cell raises with the cell and the traceback."""
    # Debuggers in the kernel warn of frozen modules on stderr, which would become an output.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def test_the_notebooks_are_there():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_charts_are_committed_as_pictures_that_load_nothing(path):
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            if str(output.get("data", {}).get("text/plain", "")).startswith("alt."):
                assert "image/svg+xml" in output.data
            assert "http" not in "".join(re.findall(r'(?:src|href)="([^"]*)', str(output.get("data", {}))))


@pytest.mark.filterwarnings("default")  # what Jupyter's own libraries deprecate is not ours to mend
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path):
    execute(read(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_as_executed(path):
    notebook = read(path)
    nbformat.validate(notebook)
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run from the top, then save"
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_name_no_folder_of_a_machine(path):
    for number, cell in enumerate(code_cells(read(path)), 1):
        found = MACHINE_PATH.search(nbformat.v4.writes(nbformat.v4.new_notebook(cells=[cell])))
        assert found is None, f"cell {number} holds {found[0]}"


if __name__ == "__main__":
    for path in NOTEBOOKS:
        notebook = read(path)
        execute(notebook)
        nbformat.write(notebook, path)
