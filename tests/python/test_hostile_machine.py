"""A machine that runs out, stops or is shared: each test is a row of the table in `docs/hostile.md`."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import newscore as nc
from hostile import in_a_process, row

STORY = "OSK (Nordwire) — The dock reopened on Monday, said Capt. Per Dahl of the U.S. survey ship.\nSource link\n"


@pytest.fixture
def pages_file(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps({"text": STORY * 20 + str(number)}) + "\n" for number in range(1000)))
    return path


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a quarter of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"a small disk needs mount: {error}")
    if made.returncode:
        pytest.skip(f"a small disk needs the right to mount one: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def newscore(*arguments, **options):
    command = [sys.executable, "-m", "newscore", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)


@row(
    "a disk that is full, to the command",
    "exit code 2 with the system's reason; results that were there stay as they were",
)
def test_full_disk(small_disk, pages_file):
    out = small_disk / "out"
    out.mkdir()
    (out / "pages.parquet").write_text("from before")
    done = newscore("run", pages_file, "-o", out, "--no-progress")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert (out / "pages.parquet").read_text() == "from before"
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == ["pages.parquet"]


@row(
    "a disk that is full, to `save` and `write_parquet`",
    "OSError; the file of before stays whole, no half file is left",
)
def test_full_disk_from_python(small_disk):
    saved = small_disk / "names.gaz"
    few = nc.Gazetteer.from_dict({"Q1": ["Osk"]})
    few.save(saved)
    many = nc.Gazetteer.from_aliases((f"Q{number}", f"Name {number}") for number in range(20_000))
    with pytest.raises(OSError, match="No space left"):
        many.save(saved)
    assert nc.Gazetteer.load(saved).aliases[0] == "Osk"
    out = nc.run([STORY * 20 + str(number) for number in range(2000)])
    with pytest.raises(OSError, match="No space left"):
        out.write_parquet(small_disk / "out")
    left = [path.name for path in small_disk.rglob("*") if path.is_file()]
    assert left == ["names.gaz"]


LIMITED = """
import resource, sys
import newscore as nc

story, verb, megabytes, room = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
gaz = nc.Gazetteer.builtin()
text = story * (megabytes * 1_000_000 // len(story))
texts = [story * 40] * (megabytes * 1_000_000 // (40 * len(story)))
verbs = {
    "clean": lambda: nc.clean(text), "sentences": lambda: nc.sentences(text), "analyze": lambda: nc.analyze(text, gaz),
    "find": lambda: gaz.find(text), "run": lambda: nc.run(texts, gazetteer=gaz), "column": lambda: nc.clean(texts),
}
verbs[verb] and nc.run([story], gazetteer=gaz)
used = 4096 * int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (used + room * 1_000_000,) * 2)
try:
    verbs[verb]()
    print("done")
except MemoryError:
    print("MemoryError")
resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
assert nc.sentences("Rain fell. It stopped.") == ["Rain fell.", "It stopped."]
"""


@pytest.mark.parametrize("verb", ["clean", "sentences", "analyze", "find", "run", "column"])
@row(
    "a limit on memory (`ulimit -v`)",
    "MemoryError before the work begins, never an abort; less text at once goes through",
)
def test_memory_limit(verb):
    environment = {**os.environ, "NEWSCORE_NUM_THREADS": "2"}
    said = [in_a_process(LIMITED, STORY, verb, 12, room, env=environment) for room in (2, 30, 90, 1500)]
    assert said[0] == "MemoryError"
    assert said[-1] == "done"
    assert set(said) == {"MemoryError", "done"}


MAKES = """
import json, resource, sys
import newscore as nc

verb, path, room = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = [(f"Q{number}", f"Ada{number} Moe{number % 997} Osk") for number in range(100_000)]
if verb == "csv":
    open(path, "w").write("entity_id,type,alias\\n" + "".join(f"{key},person,{alias}\\n" for key, alias in rows))
if verb == "jsonl":
    lines = (json.dumps({"entity_id": key, "type": "person", "alias": alias}) + "\\n" for key, alias in rows)
    open(path, "w").writelines(lines)
few = nc.Gazetteer.from_aliases(rows[:100])
many = nc.Gazetteer.from_aliases(rows) if verb in ("union", "without") else None
verbs = {
    "pairs": lambda: nc.Gazetteer.from_aliases(rows), "csv": lambda: nc.read_gazetteer(path),
    "jsonl": lambda: nc.read_gazetteer(path), "union": lambda: many | few, "without": lambda: many.without(["Osk"]),
}
used = 4096 * int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (used + room * 1_000_000,) * 2)
try:
    verbs[verb]()
    print("done")
except MemoryError:
    print("MemoryError")
assert few.find_spans("Ada7 Moe7 Osk spoke.") == [(0, 13, 7)]
"""


@pytest.mark.parametrize("verb", ["pairs", "csv", "jsonl", "union", "without"])
@row(
    "a limit on memory, to a gazetteer in the making",
    "MemoryError, never an abort; gazetteers that are there still work",
)
def test_memory_limit_of_a_gazetteer(verb, tmp_path):
    said = [in_a_process(MAKES, verb, tmp_path / f"names.{verb}", room) for room in (2, 20, 30, 1000)]
    assert said[0] == "MemoryError"
    assert said[-1] == "done"
    assert set(said) == {"MemoryError", "done"}


@row("a limit on memory, to the command", "exit code 2 and what to do; nothing is written")
def test_memory_limit_of_the_command(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(STORY * 400_000)
    limited = (
        "import resource, sys\nimport pyarrow.parquet\nfrom newscore.cli import main\n"
        "used = 4096 * int(open('/proc/self/statm').read().split()[0])\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 150_000_000,) * 2)\nmain(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", limited, "run", str(path), "-o", str(tmp_path / "out"), "--no-progress"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 2, done.stderr
    assert "not enough memory" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "pages.parquet").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
@row("SIGTERM or SIGKILL while it works", "results are as they were; `--resume` goes on, and gives what one run gives")
def test_killed(number, pages_file, tmp_path):
    out, once = tmp_path / "out", tmp_path / "once"
    many_steps = "import sys\nfrom newscore import _job, cli\n_job.STEP_CHARACTERS = 100_000\ncli.main(sys.argv[1:])"
    command = [sys.executable, "-c", many_steps, "run", str(pages_file), "--batch-mb", "0.05", "--no-progress"]
    running = subprocess.Popen([*command, "-o", str(out)], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (out / ".newscore" / "step-000003").exists() and time.monotonic() < deadline:
        time.sleep(0.002)
    running.send_signal(number)
    assert running.wait(60) == -number, "it was over before it was killed"
    assert [path.name for path in out.iterdir()] == [".newscore"]
    for arguments in (["-o", str(out), "--resume"], ["-o", str(once)]):
        subprocess.run([*command, *arguments], stdout=subprocess.DEVNULL, check=True)
    for path in once.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes(), path.name


FORKED = """
import sys, warnings, multiprocessing
import newscore as nc

warnings.simplefilter("ignore")
story = sys.argv[1]
pipe = nc.Pipeline(gazetteer=nc.Gazetteer.builtin(), n_threads=2)
texts = [story * 30 + str(number) for number in range(200)]

def work(part):
    return nc.sentences(part), pipe.run(part).mentions.to_pylist()

if __name__ == "__main__":
    here = work(texts)
    with multiprocessing.get_context(sys.argv[2]).Pool(2) as pool:
        there = pool.map(work, [texts, texts])
    assert there == [here, here]
    assert work(texts) == here
    print("alike")
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@row(
    "fork, spawn or forkserver after threads have worked", "children work, with threads of their own, and find the same"
)
def test_multiprocessing(method, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(FORKED)
    done = subprocess.run(
        [sys.executable, str(script), STORY, method], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "alike\n", done.stderr


@row("eight threads with one Pipeline, one Gazetteer", "each call gets its own answer, the same as alone")
def test_threads_share():
    gazetteer = nc.Gazetteer.builtin()
    pipe = nc.Pipeline(gazetteer=gazetteer, n_threads=2)
    texts = [STORY * (number % 7 + 1) + f"Oslo {number}." for number in range(60)]

    def work(part):
        pages = [pipe(text) for text in part]
        return (
            [[(m.start, m.entity_id) for m in gazetteer.find(text)] for text in part],
            [[(s.label, s.start) for s in page.segments] for page in pages],
            pipe.run(part).sentences.to_pylist(),
            nc.clean(part),
        )

    expected = work(texts)
    found, barrier = {}, threading.Barrier(8)

    def at_once(number):
        barrier.wait()
        found[number] = work(texts)

    threads = [threading.Thread(target=at_once, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == expected for number in range(8))


INTERPRETERS = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
code = "import newscore; assert newscore.sentences('Rain fell. It stopped.') == ['Rain fell.', 'It stopped.']"
try:
    said = getattr(interpreters, "exec", interpreters.run_string)(interpreters.create(), code)
    print("works" if said is None else said)
except interpreters.RunFailedError as error:
    print(error)
import newscore as nc
assert nc.sentences("Rain fell. It stopped.") == ["Rain fell.", "It stopped."]
"""


@row("a subinterpreter", "ImportError on `import newscore` (Python 3.10 and 3.11, whose share one lock: it works)")
def test_subinterpreters():
    said = in_a_process("import newscore\n" + INTERPRETERS)
    if sys.version_info < (3, 12):
        assert said == "works"
    else:
        assert "does not support loading in subinterpreters" in said


@row("a thread that ends while others work, 200 times", "no thread, no memory is left behind")
def test_threads_come_and_go():
    text = STORY * 50
    nc.run([text] * 4)
    tasks = Path("/proc/self/task")
    before = len(list(tasks.iterdir()))
    for _ in range(200):
        thread = threading.Thread(target=lambda: nc.analyze(text))
        thread.start()
        thread.join()
    # The system takes a moment to forget a thread.
    deadline = time.monotonic() + 10
    while len(list(tasks.iterdir())) > before + 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(list(tasks.iterdir())) <= before + 1


@row("a saved gazetteer that is cut short or damaged", "StoreError with the reason; nothing is read beyond the file")
@pytest.mark.parametrize("at", [0, 4, 8, 40, -1])
def test_damaged_gazetteer(tmp_path, at):
    path = tmp_path / "names.gaz"
    nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Ada Moe"]}).save(path)
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(nc.NewscoreError):
        nc.Gazetteer.load(path).find("Osk")
    path.write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(nc.NewscoreError):
        nc.Gazetteer.load(path)
