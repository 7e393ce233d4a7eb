from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import ActionState, AnswerState, PlanEntry
from model.content.loader import load_matrix
from model.exchange.assessment_file import assessment_from, parse, to_file
from model.facts import Fact
from model.questionnaire import Choice, QuestionKind
from model.versions import Bump, Changes, bumped, changes, move, numbers
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    chosen,
    drawn_cases,
    make_action,
    make_assessment,
    make_boxes,
    make_extension,
    make_group,
    make_override,
    make_question,
    make_questionnaire,
    text,
)

LADDER = make_question("CA.1-Q1", actions=(make_action("CA.1-Q1-A1"), make_action("CA.1-Q1-A2")))
BOXES = make_boxes("NW.1-Q1", (50, 30, 20), actions=(make_action("NW.1-Q1-A1"),))
BEYOND = make_question("X.BAK-Q1")
OLD = make_questionnaire(LADDER, BOXES, BEYOND, extensions=(make_extension("X.BAK"),))
NOTHING = Changes(added=(), retired=(), revalued=(), reworded=(), others=False)


def with_questions(*questions, **fields):
    """Return the next version with other questions."""
    changed = {"version": "2.0.0", "questions": questions, "digest": "1" * 64, **fields}
    return replace(OLD, **changed)


def with_ladder(**fields):
    return with_questions(replace(LADDER, **fields), BOXES, BEYOND)


def with_boxes(**fields):
    return with_questions(LADDER, replace(BOXES, **fields), BEYOND)


def reworded(choices, at=0):
    return tuple(replace(c, text=text("other")) if n == at else c for n, c in enumerate(choices))


MEANINGS = {
    "responsibility": {"responsibility_id": "iam.console.activity_log"},
    "kind": {"kind": QuestionKind.FACT},
    "lead": {"lead": False},
    "weight": {"weight": 3},
    "critical": {"critical": True},
    "critical boxes": {"critical_boxes": ("0",)},
    "facts": {"facts": (Fact.OWN_IMAGES,)},
    "value of a step": {
        "choices": (*LADDER.choices[:1], replace(LADDER.choices[1], value=30), *LADDER.choices[2:])
    },
    "id of a step": {"choices": (replace(LADDER.choices[0], id="none"), *LADDER.choices[1:])},
    "step less": {"choices": LADDER.choices[:1] + LADDER.choices[2:]},
    "step more": {"choices": (*LADDER.choices, Choice(id="x", value=100, text=text("x")))},
}
WORDS = {
    "text": {"text": text("other")},
    "why": {"why": text("other")},
    "check": {"check": text("other")},
    "gloss": {"gloss": text("other")},
    "critical reason": {"critical_reason": text("other")},
    "words of a step": {"choices": reworded(LADDER.choices)},
    "incidents": {"incidents": (3,)},
    "exposure": {"exposure": (Fact.PUBLIC_WEBSITE,)},
    "reasons": {"na_reasons": ()},
    "actions": {"actions": ()},
    "place": {"row": "other"},
}
OTHERS = {
    "title": {"title": text("other")},
    "source": {"source": text("other")},
    "licence": {"licence": "MIT"},
    "matrix": {"matrix_id": "government-cloud-2020"},
    "extensions": {"extensions": (make_extension("X.BAK", 3),)},
    "proofs": {"reliance": (make_group("PR.1", "physical.device_lifecycle"),)},
}


def test_a_version_that_differs_in_its_number_only_has_no_changes():
    found = changes(OLD, replace(OLD, version="9.9.9", digest="1" * 64))

    assert found == NOTHING
    assert not found
    assert found.bump is Bump.PATCH


def test_the_order_of_the_questions_is_no_change():
    assert not changes(OLD, with_questions(BEYOND, LADDER, BOXES))


@pytest.mark.parametrize("fields", MEANINGS.values(), ids=MEANINGS)
def test_what_an_answer_means_counts_as_revalued(fields):
    found = changes(OLD, with_ladder(**fields))

    assert found == replace(NOTHING, revalued=("CA.1-Q1",))
    assert found
    assert found.bump is Bump.MAJOR


@pytest.mark.parametrize("fields", WORDS.values(), ids=WORDS)
def test_other_words_count_as_reworded(fields):
    found = changes(OLD, with_ladder(**fields))

    assert found == replace(NOTHING, reworded=("CA.1-Q1",))
    assert found
    assert found.bump is Bump.PATCH


@pytest.mark.parametrize("fields", OTHERS.values(), ids=OTHERS)
def test_other_parts_count_as_others(fields):
    found = changes(OLD, replace(OLD, **fields))

    assert found == replace(NOTHING, others=True)
    assert found
    assert found.bump is Bump.MINOR


def test_new_and_retired_questions_are_named_in_order():
    new = with_questions(make_question("CA.2-Q1"), BEYOND, make_question("CA.1-Q2"))

    found = changes(OLD, new)

    assert found == replace(NOTHING, added=("CA.2-Q1", "CA.1-Q2"), retired=("CA.1-Q1", "NW.1-Q1"))


@pytest.mark.parametrize(
    ("fields", "bump"),
    [
        ({}, Bump.PATCH),
        ({"reworded": ("A",)}, Bump.PATCH),
        ({"added": ("A",)}, Bump.MINOR),
        ({"others": True}, Bump.MINOR),
        ({"added": ("A",), "reworded": ("B",)}, Bump.MINOR),
        ({"retired": ("A",)}, Bump.MAJOR),
        ({"revalued": ("A",)}, Bump.MAJOR),
        ({"revalued": ("A",), "added": ("B",), "others": True}, Bump.MAJOR),
    ],
)
def test_the_gravest_change_decides_which_number_rises(fields, bump):
    assert replace(NOTHING, **fields).bump is bump


@pytest.mark.parametrize(
    ("version", "part", "expected"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("0.0.0", Bump.PATCH, "0.0.1"),
        ("9.9.9", Bump.MAJOR, "10.0.0"),
        ("1.9.0", Bump.MINOR, "1.10.0"),
    ],
)
def test_the_version_that_follows(version, part, expected):
    assert bumped(version, part) == expected


@given(st.tuples(*[st.integers(0, 9998)] * 3), st.sampled_from(Bump))
def test_the_version_that_follows_is_always_higher(version, part):
    after = bumped(".".join(map(str, version)), part)

    assert tuple(map(int, after.split("."))) > version


ANSWERS = {
    "CA.1-Q1": {**chosen(50, evidence="E2"), "note": "ask Li"},
    "NW.1-Q1": {**chosen("1", "3"), "note": "see ticket"},
    "X.BAK-Q1": NOT_APPLICABLE,
}


def moved(new, answers=ANSWERS, old=OLD, **changes_):
    return move(make_assessment(answers=answers, **changes_), old, new)


def test_moving_takes_the_answers_over():
    found = moved(replace(OLD, version="1.0.1"))

    assert (found.kept, found.reopened, found.dropped) == (3, (), ())
    assert found.assessment == make_assessment(answers=ANSWERS, questionnaire_version="1.0.1")


def revalued(question, choice_id, **fields):
    """Return the choices of a question with one of them changed."""
    return tuple(replace(c, **fields) if c.id == choice_id else c for c in question.choices)


STANDS = {  # 50 was chosen, and is still there and worth 50
    **{name: MEANINGS[name] for name in ("weight", "critical", "facts", "kind", "lead")},
    **{name: MEANINGS[name] for name in ("id of a step", "value of a step", "step more")},
    "another step less": MEANINGS["step less"],
    "text": WORDS["text"],
    "words of the step": {"choices": revalued(LADDER, "50", text=text("other"))},
    "words of another step": {"choices": reworded(LADDER.choices)},
    "order of the steps": {"choices": LADDER.choices[::-1]},
}
REOPENS = {
    "step less": {"choices": tuple(c for c in LADDER.choices if c.id != "50")},
    "worth less": {"choices": revalued(LADDER, "50", value=25)},
    "worth more": {"choices": revalued(LADDER, "50", value=75)},
    "other id": {"choices": revalued(LADDER, "50", id="half")},
    "boxes": {"kind": QuestionKind.CHK, "choices": BOXES.choices},
    "boxes of the same ids": {"kind": QuestionKind.CHK},
}
BOXES_STAND = {
    "words of a box": {"choices": reworded(BOXES.choices, at=1)},
    "order of the boxes": {"choices": BOXES.choices[::-1]},
    "weight": {"weight": 3},
    "critical boxes": {"critical": True, "critical_boxes": ("2",)},
}
BOXES_REOPEN = {
    "box more": {"choices": (*BOXES.choices, Choice(id="4", value=0, text=text("box 4")))},
    "box less that was not ticked": {"choices": BOXES.choices[::2]},
    "points of a box that was not ticked": {"choices": revalued(BOXES, "2", value=35)},
    "points of a ticked box": {"choices": revalued(BOXES, "1", value=35)},
    "ladder": {"kind": QuestionKind.L5, "choices": LADDER.choices},
    "ladder of the same ids": {"kind": QuestionKind.L5},
}


@pytest.mark.parametrize("fields", STANDS.values(), ids=STANDS)
def test_an_answer_stays_while_what_was_chosen_is_worth_as_much(fields):
    found = moved(with_ladder(**fields))

    assert (found.kept, found.reopened) == (3, ())
    assert found.assessment.answers == make_assessment(answers=ANSWERS).answers


@pytest.mark.parametrize("fields", REOPENS.values(), ids=REOPENS)
def test_a_question_whose_chosen_step_changed_is_open_again_and_keeps_its_note(fields):
    found = moved(with_ladder(**fields))

    answer = found.assessment.answers["CA.1-Q1"]
    assert (found.kept, found.reopened, found.dropped) == (2, ("CA.1-Q1",), ())
    assert (answer.state, answer.choices, answer.reason) == (AnswerState.OPEN, (), "")
    assert answer.note == "ask Li"


@pytest.mark.parametrize("fields", BOXES_STAND.values(), ids=BOXES_STAND)
def test_ticked_boxes_stay_while_all_boxes_are_worth_as_much(fields):
    found = moved(with_boxes(**fields))

    assert (found.kept, found.reopened) == (3, ())
    assert found.assessment.answers == make_assessment(answers=ANSWERS).answers


@pytest.mark.parametrize("fields", BOXES_REOPEN.values(), ids=BOXES_REOPEN)
def test_ticked_boxes_are_open_again_when_any_box_changed(fields):
    found = moved(with_boxes(**fields))

    answer = found.assessment.answers["NW.1-Q1"]
    assert (found.kept, found.reopened) == (2, ("NW.1-Q1",))
    assert (answer.state, answer.choices, answer.note) == (AnswerState.OPEN, (), "see ticket")


def test_no_box_ticked_is_open_again_too_when_a_box_is_new():
    found = moved(with_boxes(**BOXES_REOPEN["box more"]), {"NW.1-Q1": chosen()})

    assert found.reopened == ("NW.1-Q1",)


@pytest.mark.parametrize("answer", [UNKNOWN, NOT_APPLICABLE, {"state": AnswerState.OPEN}])
def test_who_chose_nothing_says_the_same_of_other_choices(answer):
    found = moved(with_ladder(choices=LADDER.choices[::4]), {"CA.1-Q1": answer})

    assert (found.kept, found.reopened) == (1, ())
    assert found.assessment.answers == make_assessment(answers={"CA.1-Q1": answer}).answers


def test_answers_to_retired_questions_are_dropped_and_named():
    found = moved(with_questions(LADDER))

    assert (found.kept, found.reopened, found.dropped) == (1, (), ("NW.1-Q1", "X.BAK-Q1"))
    assert set(found.assessment.answers) == {"CA.1-Q1"}


def test_a_new_question_is_open():
    found = moved(with_questions(*OLD.questions, make_question("CA.2-Q1")))

    assert set(found.assessment.answers) == set(ANSWERS)
    assert found.kept == 3


def test_all_three_at_once():
    new = with_questions(LADDER, replace(BOXES, choices=BOXES.choices[:2]))

    found = moved(new)

    assert (found.kept, found.reopened, found.dropped) == (1, ("NW.1-Q1",), ("X.BAK-Q1",))


def test_plan_entries_of_vanished_actions_are_dropped_and_the_others_stay():
    keys = ("CA.1-Q1-A1", "CA.1-Q1-A2", "NW.1-Q1-A1", "OS.7-M-A1")
    plan = {k: PlanEntry(action_id=k, state=ActionState.DOING, owner="李") for k in keys}
    new = with_questions(replace(LADDER, actions=LADDER.actions[:1]), BEYOND)

    found = moved(new, plan=plan)

    assert found.assessment.plan == {k: plan[k] for k in ("CA.1-Q1-A1", "OS.7-M-A1")}


def test_moving_does_not_touch_the_assessment_itself():
    assessment = make_assessment(answers=ANSWERS)

    move(assessment, OLD, with_questions(replace(LADDER, choices=LADDER.choices[::4])))

    assert assessment == make_assessment(answers=ANSWERS)


def test_what_is_not_about_questions_stays():
    fields = {
        "facts": {Fact.OWN_IMAGES: False},
        "agreed": {"table2.3": ("a", 75)},
        "overrides": {"network.security_groups": make_override("NW.1", "customer", 50)},
    }

    found = moved(with_questions(LADDER), **fields).assessment

    before = make_assessment(answers={"CA.1-Q1": ANSWERS["CA.1-Q1"]}, **fields)
    assert found == replace(before, questionnaire_version="2.0.0")


@given(drawn_cases())
def test_moving_to_an_identical_version_changes_nothing_but_the_version(case):
    questionnaire, assessment = case

    found = move(assessment, questionnaire, replace(questionnaire, version="1.0.1"))

    assert found.assessment == replace(assessment, questionnaire_version="1.0.1")
    assert (found.kept, found.reopened, found.dropped) == (len(assessment.answers), (), ())


@settings(max_examples=40)
@given(drawn_cases(), drawn_cases())
def test_every_answer_is_kept_reopened_or_dropped(case, other):
    old, assessment = case
    new = replace(other[0], version="2.0.0")

    found = move(assessment, old, new)

    assert found.kept + len(found.reopened) + len(found.dropped) == len(assessment.answers)
    assert set(found.assessment.answers) == set(assessment.answers) - set(found.dropped)
    assert set(found.assessment.answers) <= set(new.by_id)
    for key, answer in found.assessment.answers.items():
        assert all(c in {each.id for each in new.by_id[key].choices} for c in answer.choices)


@settings(max_examples=40)
@given(drawn_cases(), drawn_cases())
def test_moving_again_changes_nothing_more(case, other):
    old, assessment = case
    new = replace(other[0], version="2.0.0")
    once = move(assessment, old, new).assessment

    again = move(once, new, new)

    assert (again.assessment, again.reopened, again.dropped) == (once, (), ())


@settings(max_examples=40)
@given(drawn_cases(), drawn_cases())
def test_a_moved_assessment_can_be_written_and_read_with_the_newer_version(case, other):
    old, assessment = case
    new = replace(other[0], version="2.0.0")
    found = move(assessment, old, new).assessment

    top = parse(to_file(found, new), "moved.json")

    assert assessment_from(top, load_matrix(), new, "moved.json") == found


def test_versions_are_compared_as_numbers():
    assert numbers("1.10.0") > numbers("1.9.9") > numbers("0.99.0")
