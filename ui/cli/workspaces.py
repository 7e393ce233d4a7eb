"""The commands that look after a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model import clock, paths
from model.errors import StorageError
from model.text import clean_line
from ui.cli.table import say

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.storage.checking import Fault


def check_workspace(folder: str | None, catalog: Catalog) -> None:
    """Check the database of a workspace and every assessment in it, without changing them.

    Raises:
        StorageError: something is damaged or was altered by hand, or there is no workspace.
    """
    from model.storage.checking import faults_of_assessments  # noqa: PLC0415  slow to import
    from model.storage.database import FILE_NAME, check  # noqa: PLC0415

    place = paths.workspace(_given(folder))
    faults = check(place)
    for what in faults:
        say(catalog.text("command.workspace.fault", what=what))
    if faults:
        raise StorageError("error.storage.damaged", place=str(place / FILE_NAME))
    altered = faults_of_assessments(place)
    for fault in altered:
        say(_words(fault, catalog))
    if altered:
        raise StorageError("error.storage.altered", place=str(place), count=len(altered))
    say(catalog.text("command.workspace.sound", folder=str(place)))
    _tell_unused(place, catalog)


def back_up(folder: str | None, catalog: Catalog) -> None:
    """Copy the database into the backups of its workspace, and say where the copy is."""
    from model.storage.backups import back_up_now  # noqa: PLC0415  slow to import

    made = back_up_now(paths.workspace(_given(folder)), clock.now())
    say(catalog.text("command.workspace.backup.done", file=str(made)))


def restore(file: str, folder: str | None, catalog: Catalog) -> None:
    """Put a copy in the place of the database, and say where the database was set aside."""
    from model.storage import backups  # noqa: PLC0415  slow to import

    place = paths.workspace(_given(folder))
    aside = backups.restore(place, Path(file), clock.now())
    say(catalog.text("command.workspace.restore.done", file=file, folder=str(place)))
    if aside is not None:
        say(catalog.text("command.workspace.restore.aside", file=str(aside)))


def clean(folder: str | None, catalog: Catalog) -> None:
    """Remove the evidence files that no assessment and no backup names, and say how many."""
    from model.storage.cleaning import remove_unused  # noqa: PLC0415  slow to import

    place = paths.workspace(_given(folder))
    removed = remove_unused(place)
    key = "command.workspace.clean.done" if removed.count else "command.workspace.clean.none"
    said = {"folder": str(place), "count": removed.count, "size": _megabytes(removed.size)}
    say(catalog.text(key, **said))


def _tell_unused(place: Path, catalog: Catalog) -> None:
    from model.storage.cleaning import unused_files  # noqa: PLC0415  slow to import

    try:
        found = unused_files(place)
    except StorageError:  # a backup cannot be read, so nothing is known to be unused
        return
    if found.count:
        size = _megabytes(found.size)
        say(catalog.text("command.workspace.unused", count=found.count, size=size))


def _megabytes(size: int) -> str:
    return f"{max(size / 1_000_000, 0.1):.1f}"


def _given(folder: str | None) -> Path | None:
    return Path(folder) if folder else None


def _words(fault: Fault, catalog: Catalog) -> str:
    return catalog.text(
        f"command.workspace.fault.{fault.kind}",
        organisation=clean_line(fault.organisation) or catalog.text("report.organisation.unnamed"),
        service=clean_line(fault.service) or catalog.text("report.service.unnamed"),
        evidence=clean_line(fault.evidence),
    )
