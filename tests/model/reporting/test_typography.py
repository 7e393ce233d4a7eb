"""What every page of every report keeps to: frame, headings, line ends, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from model.assessment import ActionState, CloudService, PlanEntry
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample, report_of
from model.reporting.data import Reader, ReportOptions
from model.reporting.styles import PAGE_HEIGHT, ROOM, TOP
from model.responsibility import ServiceModel
from tests.builders import chosen
from tests.model.reporting.samples import (
    ANSWERS,
    EVIDENCE,
    HANDOFFS,
    INTERVIEW,
    OBSERVATION,
    planned,
    report_for,
    sealed,
)
from tests.model.reporting.setting import set_report

READERS = (None, *Reader)
STATES = ("empty", "half", "full")
NO_START = "，。！？：；、”》）"
NO_END = "（“《"
NAME = "犇" * 64
NOTE = "骉" * 2000
NEARLY_EMPTY = 0.25
BELOW = 20.0
"""What follows a heading may begin this much above its foot, in points."""


@cache
def assessment(state, language):
    """Return the sample with no answer, its own, or one to every question asked."""
    held = load_sample(language)
    if state == "half":
        return held
    if state == "empty":
        return replace(held, answers={}, agreed={}, plan={}, overrides={}, claims={}, accepted={})
    matrix, questionnaire = content(held.questionnaire_id, held.questionnaire_version)
    data = report_of(matrix, questionnaire, held)
    some = next(iter(held.answers.values()))
    answers = {
        question.id: replace(
            some,
            question_id=question.id,
            choices=() if question.is_list else (question.choices[len(question.id) % 2].id,),
        )
        for question in data.evaluation.asked
    }
    return replace(held, answers=answers)


@pytest.fixture(params=STATES)
def state(request):
    return request.param


@pytest.fixture(params=["iaas", "saas"])
def model(request):
    return request.param


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("language", list(Language))
def test_pages_keep_to_their_frame_and_headings_to_what_follows(
    tmp_path, monkeypatch, language, reader, state, model
):
    held = assessment(state, language)
    held = replace(held, service=replace(held.service, model=ServiceModel(model)))
    made = content(held.questionnaire_id, held.questionnaire_version)
    data = report_of(*made, held, options=ReportOptions(reader=reader))

    placed = set_report(data, Catalog(language), tmp_path / "report.pdf", monkeypatch)

    assert len(placed) > 15
    assert [each for each in placed if not (each.is_inside and each.fits)] == []
    assert [each for each in placed if each.is_heading and not followed(each, placed)] == []
    if reader in (None, Reader.AUDITOR):
        assert filled(placed) > NEARLY_EMPTY
    if language is Language.ZH:
        assert [line for each in placed for line in each.lines if is_torn(line)] == []


def followed(heading, placed):
    """Say whether a text or a chart stands below a heading on its page."""
    return any(
        each.page == heading.page and not each.is_heading and each.top <= heading.bottom + BELOW
        for each in placed
    )


def filled(placed):
    """Return how much of the last page is used, 0 to 1."""
    last = max(each.page for each in placed)
    lowest = min(each.bottom for each in placed if each.page == last)
    return (PAGE_HEIGHT - TOP - lowest) / ROOM


def is_torn(line):
    return bool(line) and (line[0] in NO_START or line[-1] in NO_END)


def test_the_checks_above_see_what_is_wrong():
    assert is_torn("，这样不行")
    assert is_torn("也不行（")
    assert not is_torn("“这样”可以。")


def long_everywhere():
    """Return an assessment with the longest names and notes that can be entered, everywhere."""
    entry = PlanEntry(
        action_id="",
        owner=NAME,
        note=NOTE,
        cost=NAME,
        reason=NOTE,
        approver=NAME,
        state=ActionState.ACCEPTED,
    )
    plan = {key: replace(entry, action_id=key) for key in ("NW.1-Q1-A1", "OS.1-Q1-A1")}
    return planned(
        organisation=NAME,
        service=CloudService(name=NAME, provider=NAME, model=ServiceModel.IAAS),
        answers={**ANSWERS, "NW.1-Q2": {**chosen(50), "note": NOTE}},
        findings={"NW.1-Q1": {**chosen(1), "note": NOTE}},
        plan=plan,
        interviews={"i1": replace(INTERVIEW, name=NAME, role=NAME, sample=NOTE)},
        evidence={"e1": replace(EVIDENCE["e1"], title=NAME, content=NOTE, collected_by=NAME)},
        observations={
            "o1": replace(OBSERVATION, issue=NOTE, effect=NOTE, recommendation=NOTE, owner=NAME)
        },
        handoffs={
            "net.rules": replace(
                HANDOFFS["net.rules"], customer_part=NOTE, provider_part=NOTE, proof=NOTE
            )
        },
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reader", READERS)
def test_the_longest_names_and_notes_stay_on_the_page(tmp_path, monkeypatch, language, reader):
    data = report_for(Reader.AUDITOR, sealed(long_everywhere()))
    data = replace(data, options=replace(data.options, reader=reader))

    placed = set_report(data, Catalog(language), tmp_path / "report.pdf", monkeypatch)

    assert [each for each in placed if not (each.is_inside and each.fits)] == []
    assert [each for each in placed if each.is_heading and not followed(each, placed)] == []


@pytest.mark.parametrize("language", list(Language))
def test_nothing_that_was_typed_is_lost(tmp_path, monkeypatch, language):
    data = report_for(Reader.AUDITOR, sealed(long_everywhere()))

    placed = set_report(data, Catalog(language), tmp_path / "report.pdf", monkeypatch)

    printed = "".join(line for each in placed for line in each.lines)
    once = (
        "note of NW.1-Q2",
        "note of the finding",
        "sample",
        "content of the evidence",
        *("issue", "effect", "recommendation"),
        *("part of the customer", "part of the provider", "proof"),
        *("notes of two actions", "reasons of two actions") * 2,
    )
    in_history = 2
    assert printed.count("骉") == (len(once) + in_history) * len(NOTE)
