"""How far long work is, and how it is broken off."""

import subprocess
import sys
import textwrap
import types

import pyarrow as pa
import pytest

import newscore as nc
from newscore import _progress

STORY = "The dock of Osk reopened on Monday, said Capt. Per Dahl of the U.S. survey ship. Étape deux.\n"


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("make", [list, pa.array], ids=["list", "arrow"])
def test_a_callable_hears_how_many_characters_are_done(threads, make):
    texts = [STORY * 200, None, ""] * 40
    heard = []
    nc.Pipeline(n_threads=threads).run(make(texts), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (40 * 200 * len(STORY),) * 2
    assert heard == sorted(set(heard))


@pytest.mark.parametrize("threads", [1, 2])
def test_an_exception_of_the_callable_surfaces(threads):
    def fail(done, total):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        nc.Pipeline(n_threads=threads).run([STORY] * 10, progress=fail)
    assert len(nc.Pipeline(n_threads=threads).run([STORY] * 10).pages) == 10


def test_what_is_no_progress_is_refused():
    with pytest.raises(TypeError, match="None, True, False or a callable, not str"):
        nc.run(["a"], progress="yes")


@pytest.fixture
def clocked(monkeypatch):
    """A clock that the test sets."""
    now = [0.0]
    monkeypatch.setattr(_progress.time, "perf_counter", lambda: now[0])
    return now


def test_the_line_says_share_rate_time_left_and_rejects(clocked, capsys):
    line = _progress.Line(patience=1.0)
    clocked[0] = 0.9
    line(1_000_000, 10_000_000)
    assert capsys.readouterr().err == ""
    clocked[0] = 2.0
    line(4_000_000, 10_000_000)
    line(4_500_000, 10_000_000)
    clocked[0] = 4.0
    line(8_000_000, 10_000_000, 1)
    clocked[0] = 5.0
    line(10_000_000, 10_000_000, 1_200)
    shown = [part.strip() for part in capsys.readouterr().err.split("\r")[1:]]
    assert shown == [
        f"newscore: [{'#' * 9}{'.' * 15}]  40% of 10.0 M characters, 2.0 M characters/s, 3.0 s left",
        f"newscore: [{'#' * 19}{'.' * 5}]  80% of 10.0 M characters, 2.0 M characters/s, 1.0 s left, 1 reject",
        "newscore: 10.0 M characters in 5.0 s, 2.0 M characters/s, 1,200 rejects",
    ]


def test_short_work_leaves_no_line(clocked, capsys):
    line = _progress.Line(patience=1.0)
    clocked[0] = 0.5
    line(10, 10)
    assert capsys.readouterr().err == ""


def test_an_unknown_total_shows_what_is_done(clocked, capsys):
    line = _progress.Line(patience=0.0, unit="MB", before=2_000_000)
    clocked[0] = 2.0
    line(6_000_000, None)
    assert capsys.readouterr().err.strip() == "newscore: 6.0 MB, 2.0 MB/s"


CALLS = {
    "run": "nc.Pipeline(n_threads={n}).run(texts)",
    "run of a column": "nc.Pipeline(n_threads={n}).run(column)",
    # The same texts several times: on a quick machine they would be done before the interrupt.
    "clean": "nc.Pipeline(n_threads={n})._engine.clean_list(texts * 8)",
    "clean of a column": "nc.Pipeline(n_threads={n})._engine.clean_column(pa.chunked_array([column] * 8))",
    "fit": "nc.BoilerplateModel(n_threads={n}).fit(texts * 20, source='osk')",
}


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux does")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("call", CALLS)
def test_an_interrupt_is_heard_within_half_a_second_and_leaves_no_more_threads(call, threads):
    script = f"""
        import os, signal, threading, time
        import pyarrow as pa
        import newscore as nc
        texts = [{STORY!r} * 40] * 15_000
        column = pa.array(texts)
        nc.Pipeline(n_threads={threads}).run(texts[:200])
        before = len(os.listdir("/proc/self/task"))
        best = 9.0
        for _ in range(3):
            if best < 0.5:
                break  # else others may have held the machine for a moment
            sent = []
            def interrupt():
                sent.append(time.perf_counter())
                os.kill(os.getpid(), signal.SIGINT)
            timer = threading.Timer(0.3, interrupt)
            timer.start()
            try:
                {CALLS[call].format(n=threads)}
                timer.cancel()
                raise SystemExit("the work was over before the interrupt came")
            except KeyboardInterrupt:
                best = min(best, time.perf_counter() - sent[0])
                timer.join()
        deadline = time.perf_counter() + 5
        while len(os.listdir("/proc/self/task")) > before and time.perf_counter() < deadline:
            time.sleep(0.01)
        print(best, len(os.listdir("/proc/self/task")) - before)
    """
    said = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, capture_output=True, text=True)
    took, left = said.stdout.split()
    assert float(took) < 0.5
    assert int(left) <= 0


def test_in_a_notebook_the_line_is_one_output_that_is_updated(clocked, monkeypatch, capsys):
    said = []

    class Shown:
        def update(self, data, raw):
            assert raw
            said.append(data["text/plain"])

    def display(data, raw, display_id):
        assert raw and display_id
        said.append(data["text/plain"])
        return Shown()

    monkeypatch.setitem(sys.modules, "IPython.display", types.SimpleNamespace(display=display))
    line = _progress.Cell(0.0)
    clocked[0] = 1.0
    line(5_000_000, 10_000_000)
    clocked[0] = 2.0
    line(10_000_000, 10_000_000)
    assert [text.split()[0] for text in said] == ["newscore:", "newscore:"] and "50% of" in said[0]
    line.clear()
    assert said[-1] == "" and capsys.readouterr().err == ""
