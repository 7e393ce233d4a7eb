"""The head of a report without a cover: what it is, whose, about what, of which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import HRFlowable

from model.reporting.flowables import ACCENT, Heading
from model.reporting.wordings import (
    date_text,
    organisation,
    provider,
    report_title,
    service,
)

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.reporting.data import ReportData
    from model.reporting.press import Press


def masthead(data: ReportData, press: Press, *, is_ruled: bool = True) -> list[Flowable]:
    """Return the title of the report and what it is about, with a rule below it or without."""
    held = data.assessment.service
    by = f"{provider(data, press)} {held.model.label}" if held.provider else held.model.label
    about = [organisation(data, press), service(data, press), by]
    if data.printed_on is not None:
        about.append(date_text(data.printed_on, press))
    style = press.styles.section.clone("masthead", spaceAfter=2)
    rule = HRFlowable(width="100%", thickness=1.2, color=ACCENT, spaceBefore=4, spaceAfter=8)
    return [
        Heading(report_title(data, press), style, key="top", level=0),
        press.set(press.text("separator").join(about), press.styles.label),
        *([rule] if is_ruled else []),
    ]
