"""Every form in which results and plan leave the program, each loaded only when it is used."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from model.errors import InputError
from model.files import write_whole
from model.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.i18n import Catalog
    from model.reporting.data import ReportData

    Make = Callable[[ReportData, Catalog, Progress], bytes]
    Write = Callable[[ReportData, Catalog, Path, Progress], None]


class Form(StrEnum):
    """What results and plan can be written as, by the names of `export --to`."""

    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    OSCAL = "oscal"
    ICS = "ics"
    JSON = "json"
    HTML = "html"


_ENDINGS = {Form.OSCAL: (".json",), Form.HTML: (".html", ".htm")}


def endings(form: Form) -> tuple[str, ...]:
    """Return how the name of a file of this form may end, the usual one first."""
    return _ENDINGS.get(form, (f".{form.value}",))


def check_ending(form: Form, path: Path) -> None:
    """Accept a name that ends as its form asks for, in small or capital letters.

    Raises:
        InputError: it ends otherwise.
    """
    allowed = endings(form)
    if path.suffix.lower() not in allowed:
        listed = ", ".join(allowed)
        raise InputError("error.export.ending", file=str(path), form=form.value, allowed=listed)


def files_of(form: Form, path: Path) -> tuple[Path, ...]:
    """Return every file that is written for a name, that one first."""
    if form is not Form.OSCAL:
        return (path,)
    from model.exports.oscal import results_path  # noqa: PLC0415  slow to import

    return (path, results_path(path))


def write_export(
    form: Form,
    data: ReportData,
    catalog: Catalog,
    path: Path,
    progress: Progress = UNWATCHED,
) -> None:
    """Write results and plan in one form; the same input gives the same bytes.

    Args:
        form: one of `offered()`.
        data: everything that can be told.
        catalog: its language is the language of the file.
        path: where the file shall be.
        progress: who is told how far the work is, and can end it.

    Raises:
        Cancelled: the work was ended; no file is left, an older one stays.
        InputError: there is nothing that this form could hold.
        OutputError: the file cannot be written; an older one stays.
    """
    progress.reach(0)
    if form in _WRITERS:
        _WRITERS[form](data, catalog, path, progress)
    else:
        raw = _MAKERS[form](data, catalog, progress)

        def write(beside: Path) -> None:
            beside.write_bytes(raw)
            progress.reach(1)

        write_whole(path, write)
    progress.tell(1)  # it is there, and nobody can end it any more


def _xlsx(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    from model.exports.xlsx import as_workbook  # noqa: PLC0415  each form loads its own

    return as_workbook(data, catalog, progress)


def _csv(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    from model.exports.csv_plan import as_csv  # noqa: PLC0415

    return as_csv(data, catalog, progress)


def _ics(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    from model.exports.calendar import as_calendar  # noqa: PLC0415

    return as_calendar(data, catalog, progress)


def _json(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    from model.exports.results_json import as_json  # noqa: PLC0415

    return as_json(data, catalog, progress)


def _oscal(data: ReportData, catalog: Catalog, path: Path, progress: Progress) -> None:
    from model.exports.oscal import write_oscal  # noqa: PLC0415

    write_oscal(data, catalog, path, progress)


def _document(data: ReportData, catalog: Catalog, path: Path, progress: Progress) -> None:
    from model.exports.plan_document import write_plan_document  # noqa: PLC0415

    write_plan_document(data, catalog, path, progress)


_MAKERS: dict[Form, Make] = {Form.XLSX: _xlsx, Form.CSV: _csv, Form.ICS: _ics, Form.JSON: _json}
"""Forms that are made whole in memory, then written."""

_WRITERS: dict[Form, Write] = {
    Form.DOCX: _document,
    Form.OSCAL: _oscal,
    Form.HTML: _document,
}
"""Forms that write their files themselves, whole or not at all."""


def offered() -> tuple[Form, ...]:
    """Return the forms that can be written, in their order."""
    return tuple(form for form in Form if form in _MAKERS or form in _WRITERS)
