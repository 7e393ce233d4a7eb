"""The commands that write files or check them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.content.checks import check_file
from model.errors import AppError, InputError, StorageError
from model.exports.forms import check_ending, files_of, write_export
from ui.cli.reading import STANDARD_INPUT, read_scored
from ui.cli.table import note, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from model.assessment import Voice
    from model.exports.forms import Form
    from model.i18n import Catalog
    from model.reporting.data import ReportOptions

EXIT_BAD_INPUT = 2


def print_report(
    file: str, pdf: str, day: date | None, options: ReportOptions, catalog: Catalog
) -> None:
    """Write the report on an assessment file as a PDF, and say where it is."""
    target = Path(pdf)
    if file != STANDARD_INPUT and _is_same(Path(file), target):
        raise InputError("error.same_file", file=pdf)
    scored = read_scored(file, catalog, options.voice)
    from model.library import report_of  # noqa: PLC0415  slow to import
    from model.reporting.plan_report import write_report  # noqa: PLC0415

    data = report_of(scored.matrix, scored.questionnaire, scored.assessment, options=options)
    if day is not None:
        data = replace(data, printed_on=day)
    write_report(data, catalog, target)
    done = "done" if options.reader is None else "written"
    say(catalog.text(f"command.report.{done}", file=pdf))


def print_export(file: str, form: Form, made: str, voice: Voice, catalog: Catalog) -> None:
    """Write results and plan of an assessment file in another form, and say where they are."""
    targets = files_of(form, Path(made))
    check_ending(form, targets[0])
    for target in targets:
        if file != STANDARD_INPUT and _is_same(Path(file), target):
            raise InputError("error.same_file", file=str(target))
    scored = read_scored(file, catalog, voice)
    from model.library import report_of  # noqa: PLC0415  slow to import
    from model.reporting.data import ReportOptions  # noqa: PLC0415

    options = ReportOptions(voice=voice)
    data = report_of(scored.matrix, scored.questionnaire, scored.assessment, options=options)
    write_export(form, data, catalog, targets[0])
    for target in targets:
        say(catalog.text("command.export.done", file=target))


def print_agreement(file: str, document: str, catalog: Catalog, *, in_both: bool) -> None:
    """Write the division of an assessment file as PDF or Word, and say where it is."""
    target = Path(document)
    from model.agreement import agreement_document  # noqa: PLC0415  slow to import
    from model.document import Edition  # noqa: PLC0415
    from model.reporting import documents  # noqa: PLC0415

    documents.check_ending(target)
    if file != STANDARD_INPUT and _is_same(Path(file), target):
        raise InputError("error.same_file", file=document)
    scored = read_scored(file, catalog)
    edition = Edition.BOTH if in_both else Edition(catalog.language.value)
    made = agreement_document(scored.matrix, scored.questionnaire, scored.assessment)
    documents.write_document(made, edition, target)
    say(catalog.text("command.agreement.done", file=document))


def validate(files: Sequence[str], catalog: Catalog) -> int:
    """Check content files; every fault goes to stderr. Return the exit code."""
    code = 0
    for file in files:
        try:
            checked = check_file(Path(file))
        except AppError as error:
            note(catalog.explain(error))
            code = EXIT_BAD_INPUT
            continue
        for fault in checked.faults:
            note(catalog.explain(fault))
            code = EXIT_BAD_INPUT
        if not checked.faults:
            key = f"command.validate.{checked.kind}"
            say(
                catalog.text(
                    key, file=file, id=checked.id, version=checked.version, count=checked.count
                )
            )
    return code


def run_demo(folder: str, catalog: Catalog) -> int:
    """Walk the sample through the real window and leave pictures and reports."""
    try:
        from ui import demo  # noqa: PLC0415  the one command that needs Qt

        return demo.run(Path(folder), catalog.language)
    except ImportError as error:
        raise StorageError("error.command.no_window", what=str(error)) from error


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
