"""The words of the report, compared with files a person has read and approved.

To approve new words: UPDATE_GOLDEN=1 pytest tests/model/reporting, then read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from model.assessment import Voice
from model.i18n import Catalog
from model.language import Language
from model.reporting.data import Reader
from model.reporting.fonts import can_print
from model.reporting.plan_report import write_report
from tests.model.reporting.samples import (
    HANDOFFS,
    audited,
    planned,
    report_for,
    report_on,
    sealed,
    small_report,
)

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
AREAS = ("report", "reader", "word")


REPORTS = {
    "plan_report": small_report(),
    "audited_report": report_on(sealed(audited()), voice=Voice.AUDITOR),
    "owner_report": report_for(Reader.OWNER, planned()),
    "board_report": report_for(Reader.BOARD, planned()),
    "auditor_report": report_for(Reader.AUDITOR, sealed(planned())),
    "provider_report": report_for(Reader.PROVIDER, planned(handoffs=HANDOFFS)),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", list(Language))
def test_the_report_says_what_was_approved(tmp_path, language, name):
    path = tmp_path / "report.pdf"
    write_report(REPORTS[name], Catalog(language), path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    words = "\n".join(
        line.rstrip() for text in pages for line in text.replace("\x00", "").splitlines()
    )

    golden = GOLDEN / f"{name}.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(words + "\n", encoding="utf-8")
    assert words + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", list(Language))
def test_the_font_can_print_every_message(language, area):
    messages = Catalog(language).messages(area)

    missing = {c for text in messages.values() for c in text if c != "\n" and not can_print(c)}

    assert not missing


def test_both_languages_have_the_same_messages():
    zh, en = (Catalog(language).messages("report") for language in Language)

    assert list(zh) == list(en)
