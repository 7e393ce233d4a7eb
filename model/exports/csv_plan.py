"""The plan as a list of values separated by commas, for any program for tables."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from model.exchange.office import xml_text
from model.exchange.sheets import acts
from model.exports.plan_table import plan_table
from model.rounding import one_decimal

if TYPE_CHECKING:
    from model.exports.tables import Value
    from model.i18n import Catalog
    from model.progress import Progress
    from model.reporting.data import ReportData

_MARK = "\ufeff"
"""Tells Excel that the text is UTF-8."""


def as_csv(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    """Return the plan as CSV (RFC 4180, UTF-8 with its mark), one row an action.

    A text that a program could take for a formula begins with an apostrophe.
    """
    table = plan_table(data, catalog)
    held = io.StringIO(newline="")
    held.write(_MARK)
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([written(value) for value in row])
        progress.reach(number / (len(table.rows) + 1))
    return held.getvalue().encode()


def written(value: Value) -> str:
    """Return one value as it stands in the list."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return one_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = xml_text(value)
    return f"'{text}" if acts(text) else text
