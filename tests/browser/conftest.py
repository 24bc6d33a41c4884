"""A JupyterLab of one's own over a copy of the notebooks, and a Chromium that may talk to nobody else."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
# Where pictures are left for people to look at.
PICTURES = ROOT / "target" / "browser"
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """What a user has: notebooks beside the sample pages, and settings of nobody."""
    home = tmp_path_factory.mktemp("home")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, home / name)
    settings = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab"
    for extension, chosen in {
        # Cells out of sight are in the document too, so that they can be counted.
        "notebook-extension/tracker": {"windowingMode": "none"},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    }.items():
        path = settings / f"{extension}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(chosen))
    return home


@pytest.fixture(scope="session")
def lab(folder):
    """The address of a running JupyterLab."""
    port = free_port()
    settings = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        "JUPYTER_DATA_DIR": str(folder / ".local"),
        "JUPYTER_RUNTIME_DIR": str(folder / ".run"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
        "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=settings, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(PATIENCE):
            if server.poll() is not None:
                pytest.fail((folder / "lab.log").read_text())
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                time.sleep(1)
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Debian's Chromium with a profile of its own; nothing is downloaded."""
    if not CHROMIUM:
        pytest.fail("there is no chromium. Debian: apt install chromium; elsewhere name yours: CHROMIUM=/path make ...")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=CHROMIUM,
            args=LAUNCH,
            viewport={"width": 1360, "height": 1500},
        )
        yield context
        context.close()


class Watched:
    """A tab, what its console said in error, and whom it asked for anything beside the lab."""

    def __init__(self, page, address):
        self.page, self.errors, self.strangers = page, [], []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)
        self._own = re.compile(rf"(?:{re.escape(address)}|{re.escape(address.replace('http', 'ws'))}|data:|blob:)")

    def _asked(self, request):
        if not self._own.match(request.url):
            self.strangers.append(request.url)

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture(scope="session")
def tab(browser, lab):
    return Watched(browser.new_page(), lab)
