"""Start the program: with a window, or with arguments as a command."""

from __future__ import annotations

import sys
from typing import Any


def main() -> int:
    """Choose between window and command line; import only what is needed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a window without console has no streams
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if len(sys.argv) > 1:
        from ui.cli import main as run_command  # noqa: PLC0415  no Qt on the command line

        return run_command(sys.argv[1:], open_window)
    return open_window()


def open_window(*chosen: Any) -> int:  # noqa: ANN401  handed on to ui.app.run as they are
    """Show the window; with workspace and language, where the command line names them."""
    from ui.app import run  # noqa: PLC0415  the command line does without Qt

    return run(*chosen)


if __name__ == "__main__":
    sys.exit(main())
