"""Start the program: with a window, or with arguments as a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Choose between window and command line; import only what is needed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a window without console has no streams
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if len(sys.argv) > 1:
        from ui.cli import main as run_command  # noqa: PLC0415  no Qt on the command line

        return run_command(sys.argv[1:])
    from ui.app import run  # noqa: PLC0415

    return run()


if __name__ == "__main__":
    sys.exit(main())
