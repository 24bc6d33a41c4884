"""Notebook 01 in JupyterLab, run from the top by clicking: what is seen, what is read aloud, what goes nowhere."""

import json
import re

import pytest

NOTEBOOK = "01_quickstart.ipynb"
BUSY = """
import newscore as nc

texts = ["The dock of Osk reopened on Monday. Ships queued for days, the port said.\\n" * 4000] * {n}
out = nc.run(texts, progress=True)
"""
WRONG = """
import newscore as nc

nc.analyze("Rain fell.").show(layers=["mention"])
"""


def write_notebook(folder, name, *cells):
    """A notebook of code cells that were never run."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{at}",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for at, text in enumerate(cells)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / name).write_text(json.dumps(notebook))


def opened(tab, lab, name):
    tab.page.goto(f"{lab}/lab/tree/notebooks/{name}?reset")
    tab.page.locator(".jp-Notebook").wait_for()
    tab.page.locator(".jp-NotebookPanel-toolbar").wait_for()
    tab.page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for()


def restart_and_run_all(tab):
    tab.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    tab.page.get_by_role("menuitem", name=re.compile("Restart Kernel and Run All Cells")).click()
    tab.page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()


@pytest.fixture(scope="module")
def ran(tab, lab, folder):
    """The tab with notebook 01 run from the top."""
    path = folder / "notebooks" / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    path.write_text(json.dumps(notebook), encoding="utf-8")
    opened(tab, lab, NOTEBOOK)
    restart_and_run_all(tab)
    last = sum(cell["cell_type"] == "code" for cell in notebook["cells"])
    tab.page.locator(".jp-InputPrompt", has_text=f"[{last}]:").wait_for()
    return tab


@pytest.fixture
def drawing(ran):
    """What page.show() drew."""
    cell = ran.page.locator(".jp-CodeCell", has=ran.page.get_by_text("page.show()", exact=False)).first
    drawn = cell.locator(".nc").first
    drawn.scroll_into_view_if_needed()
    return drawn


def test_every_cell_ran_without_error(ran):
    assert (
        ran.page.locator(
            "[data-mime-type='application/vnd.jupyter.error'], .jp-RenderedText[data-mime-type$=stderr]"
        ).count()
        == 0
    )


def test_articles_segments_and_mentions_are_drawn(ran, drawing):
    assert drawing.locator(".nc-article").count() == 2
    rows = drawing.locator(".nc-row:not(.nc-cln)").count()
    assert rows > 15
    assert drawing.locator("del").count() > 5
    assert drawing.locator(".nc-m").count() > 15
    ran.picture("01-page")


def test_layers_are_switched_by_click_and_by_key(ran, drawing):
    cut = drawing.locator("del").first
    assert cut.is_visible()
    drawing.get_by_role("checkbox", name="text left out").click()
    assert not cut.is_visible()
    ran.picture("02-cuts-off")
    drawing.get_by_role("checkbox", name="text left out").click()
    assert cut.is_visible()

    beside = drawing.locator("div.nc-cln").nth(3)
    assert not beside.is_visible()
    box = drawing.get_by_role("checkbox", name="clean text beside")
    box.focus()
    ran.page.keyboard.press("Space")
    assert box.is_checked() and beside.is_visible()
    ran.picture("03-clean-beside")
    ran.page.keyboard.press("Shift+Tab")
    assert ran.page.evaluate("document.activeElement.className") == "nc-t-entities"
    box.focus()
    ran.page.keyboard.press("Space")


def test_rule_and_score_stand_under_the_pointer(drawing):
    title = drawing.locator("del").first.get_attribute("title")
    assert re.search(r"cut · rule [\w-]+ · score \d\.\d\d", title)


def test_what_is_cut_kept_and_a_field_looks_different(drawing):
    style = """element => { const s = getComputedStyle(element);
        return [s.color, s.backgroundColor, s.textDecorationLine].join(" "); }"""
    kept, cut, field, mention = (
        drawing.locator(what).first.evaluate(style)
        for what in ("span.nc-keep:not(.nc-named)", "del.nc-drop", "span.nc-metadata", "span.nc-m")
    )
    assert len({kept, cut, field, mention}) == 4
    assert "line-through" in cut and "underline" in mention


def test_the_drawing_follows_the_theme(ran, drawing):
    paper = "element => getComputedStyle(element).backgroundColor"
    ink = "element => getComputedStyle(element).color"
    field = drawing.locator(".nc-fields td").first
    light, dark_on_light = drawing.evaluate(paper), field.evaluate(ink)
    ran.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    dark, light_on_dark = drawing.evaluate(paper), field.evaluate(ink)
    ran.picture("04-dark")
    ran.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert light == "rgb(255, 255, 255)" and dark != light and dark_on_light != light_on_dark


def test_a_screen_reader_hears_names(ran, drawing):
    for name in ("articles and fields", "labels", "text left out", "every rule and score", "mentions", "every entity"):
        assert drawing.get_by_role("checkbox", name=name).count() == 1
    assert drawing.get_by_role("group", name="Show").count() == 1
    assert drawing.get_by_role("heading").count() >= 1
    assert drawing.get_by_role("deletion").count() == drawing.locator("del:visible").count() > 0
    summary = ran.page.locator("section.nc-summary").first
    summary.scroll_into_view_if_needed()
    assert summary.get_by_role("table").count() >= 1 and summary.get_by_role("rowheader").count() >= 3


def test_progress_is_shown_midway(tab, lab, folder, ran):
    write_notebook(folder, "busy.ipynb", BUSY.format(n=400))
    opened(tab, lab, "busy.ipynb")
    restart_and_run_all(tab)
    tab.page.get_by_text(re.compile(r"newscore: +\S* +[1-9]\d?% of")).first.wait_for()
    tab.picture("05-progress")
    tab.page.get_by_text(re.compile(r"newscore: .* in \d")).first.wait_for()
    outputs = tab.page.locator(".jp-OutputArea-output", has_text="newscore:")
    assert outputs.count() == 1 and len(outputs.inner_text().strip().splitlines()) == 1, "it is written over itself"
    assert outputs.get_attribute("data-mime-type") == "text/plain", "not on the ground of an error"


def test_an_error_names_what_is_accepted(tab, lab, folder, ran):
    write_notebook(folder, "wrong.ipynb", WRONG)
    opened(tab, lab, "wrong.ipynb")
    restart_and_run_all(tab)
    told = tab.page.get_by_text("accepted: articles, segments, sentences, mentions, clean").first
    told.wait_for()
    tab.picture("06-error")
    assert "unknown layer 'mention'" in told.inner_text()


def test_nothing_was_said_in_error_and_nobody_else_was_asked(tab, ran):
    assert tab.strangers == []
    # What JupyterLab says of its own debugger when a kernel is restarted is not about us.
    assert [error for error in tab.errors if "debugger" not in error] == []
