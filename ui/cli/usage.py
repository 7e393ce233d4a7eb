"""Commands whose help and faults are worded by the catalogue, never by click itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from model.errors import InputError
from model.schema import shown
from ui.cli.table import columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.i18n import Catalog
    from model.language import Language

OpenWindow = "Callable[[Path | None, Language | None], int]"
GLOBAL_OPTIONS = (("--lang zh|en", "lang"), ("--help", "help"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What every command gets.

    Attributes:
        catalog: messages in the language of the command.
        language: the language asked for; None where none was.
        open_window: opens the window; gets workspace and language.
    """

    catalog: Catalog
    language: Language | None
    open_window: Callable[[Path | None, Language | None], int]


class _Worded:
    """Help in the language of the command."""

    def format_help(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ANN401  mixed into click's classes
        say = ctx.find_object(Shell).catalog.text
        name = ctx.command_path.partition("main.py")[2].strip().replace(" ", ".")
        metavars = [p.make_metavar(ctx=ctx) for p in self.params if isinstance(p, click.Argument)]
        words = [ctx.command_path, *metavars]
        words.append("[…]" if isinstance(self, click.Group) else say("command.usage.options"))
        formatter.write(say("command.usage", line=" ".join(words)) + "\n\n")
        formatter.write(say(f"command.{name or 'program'}.help") + "\n")
        rows = [
            (f"  {child}", say(f"command.{name and name + '.'}{child}.help"))
            for child in getattr(self, "commands", {})
        ]
        if rows:
            formatter.write("\n" + say("command.usage.commands") + "\n" + columns(rows))
        rows = [_row(p, ctx, say) for p in self.params]
        rows += [(f"  {option}", say(f"command.option.{key}")) for option, key in GLOBAL_OPTIONS]
        formatter.write("\n" + say("command.usage.title") + "\n" + columns(rows))


def _row(param: click.Parameter, ctx: click.Context, say: Callable[..., str]) -> tuple[str, str]:
    shape = param.make_metavar(ctx=ctx)
    names = ", ".join(param.opts) + " " + shape if isinstance(param, click.Option) else shape
    return f"  {names}", say(f"command.option.{param.name}")
