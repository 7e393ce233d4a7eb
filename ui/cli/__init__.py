"""The command line: the same program without a screen; the only place that knows click."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from model.errors import AppError, InputError, OutputError
from model.i18n import Catalog
from model.language import Language
from ui.cli.commands import program
from ui.cli.language import system_language, take_language
from ui.cli.usage import usage_error

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code of the process.

    Whatever goes wrong is one sentence on stderr in the language asked for.
    """
    catalog = Catalog(system_language())
    try:
        chosen, words = take_language(list(argv))
        catalog = Catalog(chosen or catalog.language)
        return _run(words, catalog, chosen)
    except AppError as error:
        _tell(catalog.explain(error))
        return error.exit_code


def _run(words: list[str], catalog: Catalog, chosen: Language | None) -> int:
    try:
        code = program(catalog, chosen).main(
            words, prog_name="shoulder", standalone_mode=False, obj=catalog
        )
        sys.stdout.flush()
    except click.UsageError as error:
        raise usage_error(error) from None
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return EXIT_FAILED
    except OSError as error:
        _close_output()
        raise OutputError("error.command.no_output") from error
    return int(code or 0)
