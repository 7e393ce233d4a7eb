"""The commands and their options, as docs/formats.md names them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.assessment import Voice
from model.content.loader import DEFAULT_QUESTIONNAIRE
from model.errors import InputError
from model.exports.forms import Form, offered
from model.facts import Depth
from model.responsibility import ServiceModel
from ui.cli.usage import PROGRAM, Command, Group, WindowWanted, catalog
from ui.cli.values import day, one_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Function = Callable[..., object]

WORKSPACE = "workspace"
FORMATS = ("table", "json")
READERS = ("owner", "board", "auditor", "provider")

_model = click.option(
    "--model", type=one_of("--model", ServiceModel), required=True, metavar="|".join(ServiceModel)
)
_questionnaire = click.option("--questionnaire", default=DEFAULT_QUESTIONNAIRE, metavar="ID")
_agreed = click.option("--agreed", multiple=True, metavar="TABLE=OPTION[:KNOWN]")
_form = click.option(
    "--format",
    "form",
    type=one_of("--format", FORMATS),
    default=FORMATS[0],
    metavar="|".join(FORMATS),
)
_voice = click.option(
    "--voice",
    type=one_of("--voice", Voice),
    default=Voice.CUSTOMER.value,
    metavar="|".join(Voice),
)
_file = click.argument("file", metavar="FILE")


@click.group(cls=Group, invoke_without_command=True)
@click.option("--workspace", metavar="DIR")
@click.pass_context
def program(ctx: click.Context, workspace: str | None) -> WindowWanted | None:
    """Open the window, or run one command."""
    if ctx.invoked_subcommand is None:
        return WindowWanted(workspace=Path(workspace) if workspace else None)
    if workspace is not None and ctx.invoked_subcommand != WORKSPACE:
        command = f"{PROGRAM} {ctx.invoked_subcommand}"
        raise InputError("error.command.no_option", found="--workspace", command=command)
    return None


@program.command(cls=Command)
@_questionnaire
@_model
@_agreed
@_form
def matrix(questionnaire: str, model: str, agreed: tuple[str, ...], form: str) -> None:
    """List who holds what."""
    from ui.cli.listings import list_matrix  # noqa: PLC0415  each command loads its own

    list_matrix(questionnaire, model, agreed, form, catalog())


@program.command(cls=Command)
@_questionnaire
@_model
@click.option(
    "--depth", type=one_of("--depth", Depth), default=Depth.FULL.value, metavar="|".join(Depth)
)
@click.option("--provider", metavar="NAME")
@click.option("--fact", multiple=True, metavar="NAME=yes|no")
@_agreed
@click.option("--reliance", is_flag=True)
@_form
def questions(  # noqa: PLR0913  one argument for each option
    *,
    questionnaire: str,
    model: str,
    depth: str,
    provider: str | None,
    fact: tuple[str, ...],
    agreed: tuple[str, ...],
    reliance: bool,
    form: str,
) -> None:
    """List what such a customer is asked."""
    del provider  # the same questions are asked of every provider's customers
    from ui.cli.listings import Customer, list_questions  # noqa: PLC0415

    customer = Customer(
        questionnaire=questionnaire,
        model=model,
        depth=depth,
        facts=fact,
        agreed=agreed,
        reliance=reliance,
    )
    list_questions(customer, form, catalog())


@program.command(cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@_voice
@_form
def score(files: tuple[str, ...], voice: str, form: str) -> None:
    """Show the numbers of assessment files."""
    from ui.cli.scores import print_scores  # noqa: PLC0415

    print_scores(files, form, Voice(voice), catalog())


@program.command(cls=Command)
@click.argument("earlier", metavar="EARLIER")
@click.argument("later", metavar="LATER")
@_voice
@_form
def compare(earlier: str, later: str, voice: str, form: str) -> None:
    """Compare two rounds."""
    from ui.cli.rounds import print_comparison  # noqa: PLC0415

    print_comparison(earlier, later, form, Voice(voice), catalog())


@program.command(cls=Command)
@_file
@click.option("--responsibility", metavar="ID")
@click.option("--number", metavar="NAME")
@_voice
def explain(file: str, responsibility: str | None, number: str | None, voice: str) -> None:
    """Show the arithmetic."""
    from ui.cli.scores import print_explanation  # noqa: PLC0415

    print_explanation(file, responsibility, number, Voice(voice), catalog())


@program.command(cls=Command)
@_file
@click.option("-o", "--output", "pdf", required=True, metavar="PLAN.pdf")
@click.option("--date", "printed_on", type=day("--date"), metavar="YYYY-MM-DD")
@click.option(
    "--profile", type=one_of("--profile", READERS), default=None, metavar="|".join(READERS)
)
@_voice
def report(file: str, pdf: str, printed_on: date | None, profile: str | None, voice: str) -> None:
    """Write the improvement plan, or what one reader needs of it."""
    from model.reporting.data import Reader, ReportOptions  # noqa: PLC0415
    from ui.cli.files import print_report  # noqa: PLC0415

    reader = Reader(profile) if profile is not None else None
    print_report(file, pdf, printed_on, ReportOptions(voice=Voice(voice), reader=reader), catalog())


@program.command(cls=Command)
@_file
@click.option("-o", "--output", "document", required=True, metavar="FILE.pdf|.docx")
@click.option("--both", is_flag=True)
def agreement(file: str, document: str, both: bool) -> None:
    """Write the division as a document to sign."""
    from ui.cli.files import print_agreement  # noqa: PLC0415

    print_agreement(file, document, catalog(), in_both=both)


@program.command(cls=Command)
@_file
@click.option(
    "--to", "to", type=one_of("--to", offered()), required=True, metavar="|".join(offered())
)
@click.option("-o", "--output", "made", required=True, metavar="FILE")
@_voice
def export(file: str, to: str, made: str, voice: str) -> None:
    """Write results and plan in another form."""
    from ui.cli.files import print_export  # noqa: PLC0415

    print_export(file, Form(to), made, Voice(voice), catalog())


@program.command(cls=Command)
@click.option("--responsibility", "duty", metavar="ID")
@click.option(
    "--model", type=one_of("--model", ServiceModel), default=None, metavar="|".join(ServiceModel)
)
@_form
def models(duty: str | None, model: str | None, form: str) -> None:
    """Lay other models beside the paper's."""
    from ui.cli.learning import list_models  # noqa: PLC0415

    list_models(duty, model, form, catalog())


@program.command(cls=Command)
@click.argument("kind", metavar="KIND")
@_model
@_agreed
@_form
def incident(kind: str, model: str, agreed: tuple[str, ...], form: str) -> None:
    """Show whose duties an incident touches."""
    from ui.cli.learning import show_incident  # noqa: PLC0415

    show_incident(kind, model, agreed, form, catalog())


@program.command(cls=Command)
@click.argument("content", nargs=-1, required=True, metavar="FILE.yaml…")
def validate(content: tuple[str, ...]) -> int:
    """Check questionnaires."""
    from ui.cli.files import validate as check  # noqa: PLC0415

    return check(content, catalog())


@program.command(cls=Command)
@click.option("-o", "--output", "folder", required=True, metavar="FOLDER")
def demo(folder: str) -> int:
    """Walk the sample through the window."""
    from ui.cli.files import run_demo  # noqa: PLC0415

    return run_demo(folder, catalog())


@program.group(cls=Group, name=WORKSPACE, invoke_without_command=True)
@click.pass_context
def workspace_group(ctx: click.Context) -> None:
    """Look after a workspace."""
    if ctx.invoked_subcommand is None:
        allowed = ", ".join(workspace_group.commands)
        raise InputError("error.command.none", command=ctx.command_path, allowed=allowed)


@workspace_group.command(cls=Command, name="check")
@click.option("--workspace", metavar="DIR")
@click.pass_context
def check_workspace(ctx: click.Context, workspace: str | None) -> None:
    """Check the database."""
    from ui.cli.workspaces import check_workspace as check  # noqa: PLC0415

    check(_folder(ctx, workspace), catalog())


@workspace_group.command(cls=Command, name="backup")
@click.option("--workspace", metavar="DIR")
@click.pass_context
def back_up_workspace(ctx: click.Context, workspace: str | None) -> None:
    """Copy the database into backups."""
    from ui.cli.workspaces import back_up  # noqa: PLC0415

    back_up(_folder(ctx, workspace), catalog())


@workspace_group.command(cls=Command, name="restore")
@click.argument("backup", metavar="FILE")
@click.option("--workspace", metavar="DIR")
@click.pass_context
def restore_workspace(ctx: click.Context, backup: str, workspace: str | None) -> None:
    """Put a copy in the place of the database."""
    from ui.cli.workspaces import restore  # noqa: PLC0415

    restore(backup, _folder(ctx, workspace), catalog())


@workspace_group.command(cls=Command, name="clean")
@click.option("--workspace", metavar="DIR")
@click.pass_context
def clean_workspace(ctx: click.Context, workspace: str | None) -> None:
    """Remove evidence files that nothing uses."""
    from ui.cli.workspaces import clean  # noqa: PLC0415

    clean(_folder(ctx, workspace), catalog())


def _folder(ctx: click.Context, workspace: str | None) -> str | None:
    """Return the folder named after the command, or before it."""
    named: str | None = workspace or ctx.find_root().params["workspace"]
    return named
