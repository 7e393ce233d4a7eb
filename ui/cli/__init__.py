"""The command line: the same program without a screen; the only place that knows click."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.errors import AppError, InputError, OutputError
from model.i18n import Catalog
from model.paths import ROOT
from ui.cli.commands import program
from ui.cli.language import system_language, take_language
from ui.cli.table import note
from ui.cli.usage import PROGRAM, WindowWanted, usage_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model.language import Language

    OpenWindow = Callable[[Path | None, Language | None], int]

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str], open_window: OpenWindow | None = None) -> int:
    """Run one command and return the exit code of the process.

    Whatever goes wrong is one sentence on stderr, in the language asked for.

    Args:
        argv: the words after the name of the program.
        open_window: opens the window where the line names no command; gets workspace and
            language and returns the exit code. None where there is no window.
    """
    catalog = Catalog(system_language())
    try:
        language, words = take_language(list(argv))
        catalog = Catalog(language or catalog.language)
        result = _run(words, catalog)
    except AppError as error:
        note(catalog.explain(error))
        return error.exit_code
    except Exception as bug:  # noqa: BLE001  the crash dialog of the command line
        note(catalog.text("error.command.bug", what=type(bug).__name__, where=_place(bug)))
        return EXIT_FAILED
    if not isinstance(result, WindowWanted):
        return result if isinstance(result, int) else 0
    if open_window is None:
        allowed = ", ".join(program.commands)
        note(catalog.text("error.command.none", command=PROGRAM, allowed=allowed))
        return InputError.exit_code
    return open_window(result.workspace, language)


def _run(words: list[str], catalog: Catalog) -> object:
    """Return what the command returns: its exit code, None for 0, or that it wants the window."""
    try:
        result = program.main(words, prog_name=PROGRAM, standalone_mode=False, obj=catalog)
        sys.stdout.flush()
    except click.UsageError as error:
        raise usage_error(error) from None
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return EXIT_FAILED
    except OSError as error:
        _let_go_of_output()
        raise OutputError("error.command.no_output") from error
    return result


def _let_go_of_output() -> None:
    """Keep Python from writing the rest when it ends, and complaining once more."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _place(bug: Exception) -> str:
    """Return the line of ours in which a bug came to light."""
    frames = traceback.extract_tb(bug.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(ROOT)] or list(frames)
    path = Path(ours[-1].filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name}:{ours[-1].lineno}"
