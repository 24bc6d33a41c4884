"""The command `newscore`. The commands themselves stand in `_commands`, which needs the extra `cli`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED = ("click", "pyarrow")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with the given arguments (those of the process) and leave with its exit code.

    Without the libraries of the extra `cli` this says how to get them, and leaves with 2.
    """
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f'The newscore command needs {", ".join(missing)}. Bring it with:  pip install "newscore[cli]"\n'
        )
        sys.exit(2)
    from newscore._commands import invoke

    sys.exit(invoke(arguments))
