"""Plan and results as OSCAL, the exchange format of NIST (docs/oscal.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exports.oscal_document import written
from model.exports.oscal_parts import Desk
from model.exports.oscal_poam import poam_document
from model.exports.oscal_results import results_document
from model.files import write_together
from model.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from model.i18n import Catalog
    from model.reporting.data import ReportData

_PLAN_MADE, _BOTH_MADE = 0.4, 0.9
"""Share of the work that is done once a document is made."""


def poam(data: ReportData, catalog: Catalog) -> bytes:
    """Return the plan of action and milestones as JSON; the same input gives the same bytes."""
    document = poam_document(Desk(data=data, catalog=catalog))
    return written("plan-of-action-and-milestones", document)


def assessment_results(data: ReportData, catalog: Catalog) -> bytes:
    """Return the assessment results as JSON; the same input gives the same bytes."""
    return written("assessment-results", results_document(Desk(data=data, catalog=catalog)))


def results_path(path: Path) -> Path:
    """Return where the assessment results stand beside a plan of action and milestones."""
    return path.with_name(f"{path.stem}.assessment-results.json")


def write_oscal(
    data: ReportData, catalog: Catalog, path: Path, progress: Progress = UNWATCHED
) -> None:
    """Write both documents: the plan at `path`, the results beside it (`results_path`).

    Raises:
        Cancelled: the work was ended; neither is written, and older ones stay.
        OutputError: one of them cannot be written; neither is, and older ones stay.
    """
    plan = poam(data, catalog)
    progress.reach(_PLAN_MADE)
    results = assessment_results(data, catalog)
    progress.reach(_BOTH_MADE)
    write_together({path: plan, results_path(path): results})
