"""The appendix prints the very lines of the command `explain`."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from model.explanation import explain
from model.i18n import Catalog
from model.language import Language
from model.overview import cell_groups
from model.reporting.plan_report import write_report
from tests.arithmetic import check_equations
from tests.model.reporting.samples import (
    empty_report,
    full_report,
    small_report,
    unanswered,
)

REPORTS = {
    "half": small_report(),
    "empty": empty_report(),
    "full": full_report(),
    "saas": small_report("saas"),
    "open": small_report(answers=unanswered("NW.1-Q2")),
}


def squeezed(text: str) -> str:
    return "".join(text.replace("\x00", "").split())


def pages_of(data, catalog, path):
    write_report(data, catalog, path)
    return [page.extract_text() for page in PdfReader(path).pages]


def body(page: str) -> str:
    """Return the words of a page without its furniture."""
    _, _, _, number, *lines = page.splitlines()
    assert "1" <= number.split()[1][0] <= "9", "the number of the page"
    return "\n".join(lines)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", list(Language), ids=str)
def test_every_line_of_explain_is_printed(tmp_path, language, name):
    data, catalog = REPORTS[name], Catalog(language)
    pages = pages_of(data, catalog, tmp_path / "report.pdf")
    printed = squeezed("\n".join(body(page) for page in pages[1:]))
    apart = {catalog.text("explain.beyond.rule"), catalog.text("explain.reliance.rule")}

    lines = explain(data.matrix, data.evaluation, catalog, assessment=data.assessment)

    missing = [line for line in lines if line not in apart and squeezed(line) not in printed]
    assert not missing
    check_equations(lines)


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_the_map_prints_each_code_with_its_value_and_what_its_marks_mean(tmp_path, language):
    catalog = Catalog(language)
    pages = pages_of(small_report(), catalog, tmp_path / "report.pdf")
    title = catalog.text("report.results.map")

    page = next(p for p in pages if title in p)

    data = small_report()
    for group in cell_groups(data.matrix, data.evaluation, catalog):
        for cell in group.cells:
            assert cell.code in page
            for mark in cell.marks:
                assert catalog.text(f"chart.mark.{mark}") in page


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_the_title_of_the_results_stands_with_the_map(tmp_path, language):
    catalog = Catalog(language)
    title = catalog.text("report.results.title")

    for number, data in enumerate(REPORTS.values()):
        pages = pages_of(data, catalog, tmp_path / f"{number}.pdf")
        page = next(p for p in pages[2:] if f" {title}" in p)
        assert catalog.text("report.results.map") in page
