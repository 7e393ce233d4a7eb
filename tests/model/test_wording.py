"""Small wordings that screen, report and command line share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import Answer, AnswerState
from model.content.loader import load_matrix
from model.evaluation import evaluate
from model.i18n import Catalog
from model.improvement import ActionKind, candidates
from model.language import Language
from model.wording import (
    KNOWN_PROVIDERS,
    action_effect,
    action_steps,
    action_title,
    answer_text,
    provider_name,
)
from tests.builders import (
    chosen,
    make_action,
    make_assessment,
    make_boxes,
    make_question,
    make_questionnaire,
)

ASSESSMENT = make_assessment(
    answers={"CA.1-Q1": chosen(0)}, agreed={"table2.2": ("c", 0), "table2.3": (None, None)}
)
SERVICE = ASSESSMENT.service
LADDER = make_question("CA.1-Q1", actions=(make_action("CA.1-Q1-A1"),))
BOXES = make_boxes("CA.1-Q2", (60, 40))


@pytest.fixture(params=list(Language))
def catalog(request):
    return Catalog(request.param)


def said(question, state, **changes):
    return Answer(question_id=question.id, state=AnswerState(state), **changes)


def actions():
    evaluation = evaluate(load_matrix(), make_questionnaire(LADDER), ASSESSMENT)
    return {c.kind: c for c in candidates(evaluation.duties)}


@pytest.mark.parametrize("provider", KNOWN_PROVIDERS)
def test_a_known_provider_is_called_as_people_call_it(catalog, provider):
    name = provider_name(replace(SERVICE, provider=provider), catalog)

    assert name == catalog.text(f"word.provider.{provider}")
    assert name != provider


def test_another_provider_is_called_as_it_was_typed(catalog):
    assert provider_name(replace(SERVICE, provider="晨光云 <1>"), catalog) == "晨光云 <1>"


def test_a_provider_without_a_name_is_still_called_something(catalog):
    assert provider_name(replace(SERVICE, provider=""), catalog)


def test_an_action_of_the_questionnaire_speaks_for_itself(catalog):
    action = actions()[ActionKind.RAISE]

    assert action_title(action, SERVICE, catalog) == catalog.say(action.template.title)
    assert action_steps(action, catalog) == (catalog.say(action.template.steps[0]),)
    assert action_effect(action, catalog) == catalog.say(action.template.effect)


@pytest.mark.parametrize("kind", [ActionKind.CONFIRM, ActionKind.SETTLE])
def test_an_action_on_the_division_names_provider_and_duty(catalog, kind):
    action = actions()[kind]

    title = action_title(action, replace(SERVICE, provider="晨光云"), catalog)

    assert "晨光云" in title
    assert catalog.say(action.duty.name) in title
    assert "{" not in title


@pytest.mark.parametrize("kind", [ActionKind.CONFIRM, ActionKind.SETTLE])
def test_an_action_on_the_division_has_a_step_and_an_effect(catalog, kind):
    action = actions()[kind]

    assert all(action_steps(action, catalog))
    assert action_effect(action, catalog)


def test_confirming_and_settling_are_worded_differently(catalog):
    both = actions()
    confirm, settle = both[ActionKind.CONFIRM], both[ActionKind.SETTLE]

    assert action_steps(confirm, catalog) != action_steps(settle, catalog)
    assert action_effect(confirm, catalog) != action_effect(settle, catalog)


@pytest.mark.parametrize("answer", [None, said(LADDER, "open", note="later")])
def test_no_answer_is_worded_as_open(catalog, answer):
    assert answer_text(LADDER, answer, catalog) == catalog.text("word.answer.open")


def test_do_not_know_is_worded(catalog):
    found = answer_text(LADDER, said(LADDER, "unknown"), catalog)

    assert found == catalog.text("word.answer.unknown")


@pytest.mark.parametrize(("language", "mark"), [("zh", "："), ("en", ": ")])
def test_not_applicable_gives_its_reason(language, mark):
    catalog = Catalog(Language(language))

    found = answer_text(LADDER, said(LADDER, "not_applicable", reason="无 <网站>"), catalog)

    assert found == catalog.text("word.answer.not_applicable") + mark + "无 <网站>"


def test_a_chosen_step_is_quoted(catalog):
    found = answer_text(LADDER, said(LADDER, "chosen", choices=("75",)), catalog)

    assert found == catalog.say(LADDER.choice("75").text)


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "box 1（中文）；box 2（中文）"), ("en", "box 1; box 2")]
)
def test_ticked_boxes_are_listed(language, words):
    answer = said(BOXES, "chosen", choices=("1", "2"))

    assert answer_text(BOXES, answer, Catalog(Language(language))) == words


def test_no_box_ticked_is_an_answer_too(catalog):
    found = answer_text(BOXES, said(BOXES, "chosen"), catalog)

    assert found == catalog.text("word.answer.none_of_these")


def test_the_words_differ_by_language():
    zh, en = (answer_text(LADDER, None, Catalog(language)) for language in Language)

    assert zh != en
