"""Commands whose help and faults are worded by the catalogue, never by click itself."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from model.errors import InputError
from model.i18n import Catalog
from model.schema import shown
from ui.cli.table import columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = "python main.py"
GLOBAL_OPTIONS = (("--lang zh|en", "lang"), ("--help", "help"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowWanted:
    """What a line without a command asks for.

    Attributes:
        workspace: the folder to open; None for the usual one.
    """

    workspace: Path | None


class Command(click.Command):
    """One command with help and faults in the language of the line."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command.

        Raises:
            InputError: there is a word too many.
        """
        with _named(ctx):
            left = super().parse_args(ctx, args)
        if left:
            raise InputError(
                "error.command.too_many", found=shown(left[0]), command=ctx.command_path
            )
        return left

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(help_text(self, ctx))


class Group(click.Group):
    """A word that is followed by a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _named(ctx):
            return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(help_text(self, ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that a line names.

        Raises:
            InputError: there is no such command.
        """
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            allowed = ", ".join(self.commands)
            raise InputError("error.command.unknown", found=shown(name), allowed=allowed)
        return name, command, args[1:]


def help_text(command: click.Command, ctx: click.Context) -> str:
    """Return how a command is used."""
    say = _catalog(ctx).text
    path = ctx.command_path.removeprefix(PROGRAM).split()
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    children = command.commands if isinstance(command, Group) else {}
    words = [ctx.command_path, *(str(p.metavar) for p in arguments)]
    words += [_option(p) for p in options if p.required]
    words += [say("command.usage.command")] if children else []
    lines = [
        say("command.usage", line=" ".join(words)),
        "",
        say(".".join(["command", *path, "help"]) if path else "command.help"),
    ]
    if children:
        keys = {name: ".".join(["command", *path, name, "help"]) for name in children}
        rows = [(f"  {name}", say(key)) for name, key in keys.items()]
        lines += ["", say("command.usage.commands"), *columns(rows)]
    rows = [(f"  {p.metavar}", say(f"command.option.{p.name}")) for p in arguments]
    rows += [(f"  {_option(p)}", say(f"command.option.{p.name}")) for p in options]
    rows += [(f"  {option}", say(f"command.option.{key}")) for option, key in GLOBAL_OPTIONS]
    return "\n".join([*lines, "", say("command.usage.options"), *columns(rows)])


def _option(option: click.Option) -> str:
    """Return an option and what comes after it; a flag stands alone."""
    return option.opts[0] if option.is_flag else f"{option.opts[0]} {option.metavar}"


def usage_error(error: click.UsageError) -> InputError:
    """Return what click found wrong with a line in our own words."""
    ctx = error.ctx
    command = ctx.command_path if ctx is not None else PROGRAM
    if isinstance(error, click.NoSuchOption):
        return InputError(
            "error.command.no_option", found=shown(error.option_name), command=command
        )
    if isinstance(error, click.MissingParameter) and error.param is not None:
        param = error.param
        name = param.opts[0] if isinstance(param, click.Option) else str(param.metavar)
        return InputError("error.command.missing", option=name, command=command)
    if isinstance(error, click.BadOptionUsage):
        params = ctx.command.get_params(ctx) if ctx is not None else []
        flags = [p for p in params if isinstance(p, click.Option) and p.is_flag]
        is_flag = any(error.option_name in flag.opts for flag in flags)
        key = "error.command.flag" if is_flag else "error.command.no_value"
        return InputError(key, option=error.option_name, command=command)
    return InputError("error.command.bad", command=command)


@contextmanager
def _named(ctx: click.Context) -> Iterator[None]:
    """See that a fault knows the command in which it was made."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def catalog() -> Catalog:
    """Return the messages in the language of the command that runs now."""
    return _catalog(click.get_current_context())


def _catalog(ctx: click.Context) -> Catalog:
    found = ctx.find_root().obj
    assert isinstance(found, Catalog)  # noqa: S101  main always gives it
    return found
