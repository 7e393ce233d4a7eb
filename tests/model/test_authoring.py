from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model import authoring
from model.authoring import (
    FIRST_VERSION,
    add_question,
    copy_of,
    duplicate,
    question_of,
    remember,
    remember_all,
    retire,
    value_at,
    with_item,
    with_kind,
    with_question,
    with_value,
    without_item,
)
from model.content.checks import record_faults
from model.content.loader import questionnaire_from
from model.schema import faults
from tests.model.drafts import draft

PLACE = {"table": "1", "row": "row"}
DUTY, CODE = "iam.console.activity_log", "CA.2"
EMPTY = {"zh": "", "en": ""}
SHAPE = ("error.field.type", "error.field.missing", "error.field.unknown")


def first():
    return draft()["questions"][0]


def ids(top):
    return [q["id"] for q in top["questions"]]


def shape_faults(top):
    """Return the faults that the form could not show: a field missing, unknown, of another type."""
    return [fault for fault in faults(top, "questionnaire") if fault.key in SHAPE]


def places(value, place=()):
    """Return every place in a record but the whole."""
    inside = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, inner in inside:
        yield (*place, step)
        yield from places(inner, (*place, step))


PLACES = list(places(draft()))
new_values = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.booleans(),
    st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
)


def test_a_copy_has_another_id_and_is_not_released_yet():
    top = draft(version="3.1.4", retired=["CA.1-Q7"])

    copied = copy_of(top, "other")

    assert (copied["id"], copied["version"]) == ("other", FIRST_VERSION)
    assert {**copied, "id": top["id"], "version": top["version"]} == top


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("id",), "my-own"),
        (("title", "en"), "Test bank"),
        (("questions", 0, "choices", 1, "value"), 50),
        (("questions", 1, "critical_boxes", 0), "1"),
        ((), None),
        (("nothing",), None),
        (("title", "fr"), None),
        (("title", "en", "more"), None),
        (("questions", 99), None),
        (("questions", 99, "id"), None),
        (("questions", "id"), None),
        (("id", 0), None),
    ],
)
def test_what_stands_at_a_place(path, expected):
    top = draft()

    assert value_at(top, path) == (expected if path else top)


@given(st.sampled_from(PLACES), new_values)
def test_what_was_put_at_a_place_stands_there_and_the_record_is_not_touched(path, value):
    top, before = draft(), draft()

    changed = with_value(top, path, value)

    assert value_at(changed, path) == value
    assert top == before


@given(st.sampled_from(PLACES), new_values)
def test_nothing_else_changes(path, value):
    top = draft()

    changed = with_value(top, path, value)

    for other in PLACES:
        if other[: len(path)] != path and path[: len(other)] != other:
            assert value_at(changed, other) == value_at(top, other)
    assert with_value(changed, path, value_at(top, path)) == top


@given(st.sampled_from(PLACES), st.sampled_from(PLACES), new_values, new_values)
def test_two_changes_at_places_apart_can_come_in_any_order(one, other, value, more):
    assume(one[: len(other)] != other and other[: len(one)] != one)
    top = draft()

    first_one = with_value(with_value(top, one, value), other, more)

    assert first_one == with_value(with_value(top, other, more), one, value)


@given(st.sampled_from(PLACES))
def test_nothing_at_a_place_takes_the_field_or_item_away(path):
    top, before = draft(), draft()
    outer = value_at(top, path[:-1])

    changed = with_value(top, path, None)

    left = value_at(changed, path[:-1])
    assert top == before
    assert len(left) == len(outer) - 1
    if isinstance(outer, dict):
        assert path[-1] not in left
    else:
        assert left == outer[: path[-1]] + outer[path[-1] + 1 :]


def test_a_field_that_is_not_there_is_made_with_what_is_in_it():
    question = first()

    changed = with_value(question, ("gloss", "en"), "A word.")

    assert changed == {**question, "gloss": {"en": "A word."}}
    assert with_value(question, ("gloss",), EMPTY)["gloss"] == EMPTY


def test_taking_away_what_is_not_there_changes_nothing():
    question = first()

    assert with_value(question, ("gloss",), None) == question


def test_a_new_step_takes_the_first_free_rung_of_the_ladder():
    question = first()  # it has 0, 50 and 100

    changed = with_item(with_item(question, ("choices",)), ("choices",))

    assert [(c["id"], c["value"]) for c in changed["choices"]] == [
        ("0", 0),
        ("50", 50),
        ("100", 100),
        ("25", 25),
        ("75", 75),
    ]
    assert changed["choices"][3]["text"] == EMPTY
    assert with_item(changed, ("choices",))["choices"][5] == {"id": "1", "value": 0, "text": EMPTY}


def test_a_new_box_takes_the_first_free_number_and_has_no_points_yet():
    boxes = question_of(draft(), "NW.1-Q1")
    without_second = without_item(boxes, ("choices", 1))

    assert with_item(boxes, ("choices",))["choices"][3] == {"id": "4", "value": 0, "text": EMPTY}
    assert with_item(without_second, ("choices",))["choices"][2]["id"] == "2"


@pytest.mark.parametrize("count", range(12))
def test_new_choices_never_share_an_id(count):
    for question in draft()["questions"]:
        changed = question
        for _ in range(count):
            changed = with_item(changed, ("choices",))

        choices = {choice["id"] for choice in changed["choices"]}
        assert len(choices) == len(changed["choices"]) == len(question["choices"]) + count


def test_a_new_action_takes_the_next_number_of_its_question():
    changed = with_item(first(), ("actions",))

    added = changed["actions"][2]
    assert (added["id"], added["to"], added["requires"]) == ("CA.1-Q1-A3", "100", [])
    assert (added["title"], added["steps"]) == (EMPTY, [EMPTY])


def test_the_id_of_an_action_that_was_taken_out_is_not_given_again():
    """A plan keeps its entries by action id: they would stand under another action."""
    question = first()
    gone = question["actions"][-1]["id"]
    taken = remember({}, gone)["retired"]

    changed = with_item(without_item(question, ("actions", 1)), ("actions",), taken)

    assert gone not in [action["id"] for action in changed["actions"]]


def test_an_id_that_is_remembered_stands_behind_the_others():
    top, before = draft(retired=["NW.1-Q7"]), draft(retired=["NW.1-Q7"])

    assert remember(top, "CA.1-Q1-A9")["retired"] == ["NW.1-Q7", "CA.1-Q1-A9"]
    assert remember(draft(), "CA.1-Q1-A9")["retired"] == ["CA.1-Q1-A9"]
    assert top == before


def test_ids_of_actions_are_counted_for_their_own_question_only():
    taken = ["CA.1-Q10-A7", "CA.1-Q1-A5", "CA.1-Q1", "NW.1-Q1-A8"]

    added = with_item(first(), ("actions",), taken)["actions"][-1]

    assert added["id"] == "CA.1-Q1-A6"
    assert add_question(draft(retired=taken), "x", "CA.1", PLACE)[1] == "CA.1-Q2"


def test_other_new_items_are_empty():
    question = first()

    steps = with_item(question, ("actions", 0, "steps"))
    references = with_item(question, ("references",))

    assert value_at(steps, ("actions", 0, "steps")) == [*question["actions"][0]["steps"], EMPTY]
    assert references["references"][-1]["id"] == ""
    assert with_item({**question, "notes": []}, ("notes",))["notes"] == [EMPTY]


@pytest.mark.parametrize("path", [("choices",), ("actions",), ("references",)])
def test_an_item_that_was_added_can_be_taken_out_again(path):
    question, before = first(), first()

    added = with_item(question, path)

    assert without_item(added, (*path, len(added[path[0]]) - 1)) == question == before


@pytest.mark.parametrize("path", [("choices",), ("actions",), ("references",)])
def test_new_items_have_the_shape_that_the_form_needs(path):
    top = draft()

    assert shape_faults(with_question(top, with_item(top["questions"][0], path))) == []


def test_a_question_is_found_by_its_id():
    top = draft()

    assert question_of(top, "NW.1-Q1") is top["questions"][1]
    assert question_of(top, "NW.1-Q2") is None
    assert question_of({"questions": [{}]}, "NW.1-Q1") is None


def test_a_changed_question_takes_its_place():
    top, before = draft(), draft()
    changed = {**top["questions"][1], "weight": 1}

    after = with_question(top, changed)

    assert after["questions"] == [before["questions"][0], changed, before["questions"][2]]
    assert top == before
    assert with_question(top, {**changed, "id": "ZZ.1-Q1"}) == before


def test_a_new_question_is_empty_and_of_the_right_shape():
    top, before = draft(), draft()

    after, key = add_question(top, DUTY, CODE, PLACE)

    question = after["questions"][-1]
    assert (key, ids(after)) == ("CA.2-Q1", [*ids(before), "CA.2-Q1"])
    assert (question["responsibility"], question["source"]) == (DUTY, PLACE)
    assert [c["value"] for c in question["choices"]] == [0, 25, 50, 75, 100]
    assert [a["id"] for a in question["actions"]] == ["CA.2-Q1-A1"]
    assert question["text"] == EMPTY
    assert shape_faults(after) == []
    assert {f.key for f in record_faults(after)} == {"error.field.empty"}
    assert questionnaire_from(after, digest="").by_id[key].responsibility_id == DUTY
    assert top == before


def test_the_first_question_of_a_duty_leads_and_no_other():
    top, first_key = add_question(draft(), DUTY, CODE, PLACE)
    top, second_key = add_question(top, DUTY, CODE, PLACE)
    top, known_key = add_question(top, "iam.console.credentials", "CA.1", PLACE)

    leads = {q["id"]: q["lead"] for q in top["questions"]}

    assert (leads[first_key], leads[second_key], leads[known_key]) == (True, False, False)
    assert (first_key, second_key, known_key) == ("CA.2-Q1", "CA.2-Q2", "CA.1-Q2")


def test_codes_that_begin_alike_are_counted_apart():
    top, _ = add_question(draft(), "x", "CA.10", PLACE)

    assert add_question(top, "y", "CA.1", PLACE)[1] == "CA.1-Q2"
    assert add_question(top, "x", "CA.10", PLACE)[1] == "CA.10-Q2"


def test_an_id_without_number_does_not_disturb_the_count():
    top = draft(retired=["CA.1-Qx", "CA.1-Q", "CA.1-Q4"])

    assert add_question(top, "x", "CA.1", PLACE)[1] == "CA.1-Q5"


def test_a_retired_question_is_gone_and_its_id_kept():
    top, before = draft(retired=["NW.1-Q7"]), draft(retired=["NW.1-Q7"])

    after = retire(top, "CA.1-Q1")

    assert ids(after) == ["NW.1-Q1", "X.BAK-Q1"]
    assert after["retired"] == ["NW.1-Q7", "CA.1-Q1"]
    assert top == before
    assert retire({k: v for k, v in top.items() if k != "retired"}, "CA.1-Q1")["retired"]


def test_the_id_of_a_retired_question_is_not_given_again():
    top, key = add_question(draft(), DUTY, CODE, PLACE)

    top, again = add_question(retire(top, key), DUTY, CODE, PLACE)

    assert (key, again) == ("CA.2-Q1", "CA.2-Q2")
    assert add_question(retire(top, again), DUTY, CODE, PLACE)[1] == "CA.2-Q3"


steps = st.lists(st.tuples(st.sampled_from(["add", "copy", "retire"]), st.integers(0, 99)))


@given(steps)
def test_no_id_is_ever_given_twice(drawn):
    top = draft()
    given_ids = ids(top)
    for step, number in drawn:
        questions = top["questions"]
        if step == "add":
            top, key = add_question(top, DUTY, CODE, PLACE)
            given_ids.append(key)
        elif questions and step == "copy":
            top, key = duplicate(top, questions[number % len(questions)])
            given_ids.append(key)
        elif questions:
            top = retire(top, questions[number % len(questions)]["id"])

    assert len(set(given_ids)) == len(given_ids)
    assert sorted([*ids(top), *top.get("retired", [])]) == sorted(
        [*given_ids, *draft().get("retired", [])]
    )


def test_a_duplicate_stands_behind_the_question_and_does_not_lead():
    top, before = draft(), draft()

    after, key = duplicate(top, top["questions"][0])

    assert (key, ids(after)) == ("CA.1-Q2", ["CA.1-Q1", "CA.1-Q2", "NW.1-Q1", "X.BAK-Q1"])
    assert [q["lead"] for q in after["questions"]] == [True, False, True, True]
    assert top == before
    assert record_faults(after) == ()


def test_a_duplicate_has_actions_of_its_own_that_require_each_other():
    top = draft()

    after, key = duplicate(top, top["questions"][0])

    copied = question_of(after, key)
    assert [(a["id"], a["requires"]) for a in copied["actions"]] == [
        ("CA.1-Q2-A1", []),
        ("CA.1-Q2-A2", ["CA.1-Q2-A1"]),
    ]
    same = ("id", "lead", "actions")
    original = top["questions"][0]
    assert {k: v for k, v in copied.items() if k not in same} == {
        k: v for k, v in original.items() if k not in same
    }


def test_a_duplicate_still_requires_the_actions_of_other_questions():
    top = draft()
    question = with_value(top["questions"][1], ("actions", 0, "requires"), ["CA.1-Q1-A1"])
    top = with_question(top, question)

    after, key = duplicate(top, question)

    required = [a["requires"] for a in question_of(after, key)["actions"]]
    assert required == [["CA.1-Q1-A1"], ["NW.1-Q2-A1"]]


def test_changing_a_duplicate_leaves_the_question_alone():
    top = draft()
    original = deepcopy(top["questions"][0])
    after, key = duplicate(top, top["questions"][0])

    changed = with_question(
        after, with_value(question_of(after, key), ("choices", 0, "text", "en"), "Nobody")
    )

    assert question_of(changed, "CA.1-Q1") == original


def test_every_function_of_an_author_is_tested_here():
    public = {
        name
        for name, value in vars(authoring).items()
        if callable(value) and value.__module__ == authoring.__name__ and name[0] != "_"
    }

    assert public <= set(globals())


def test_ids_of_other_versions_are_remembered_unless_they_are_in_use():
    top = {"questions": [first()], "retired": ["CA.1-Q9"]}
    own = top["questions"][0]

    known = remember_all(top, {own["id"], own["actions"][0]["id"], "CA.1-Q7", "CA.1-Q9"})

    assert known["retired"] == ["CA.1-Q7", "CA.1-Q9"]
    assert known["questions"] == top["questions"]
    assert remember_all({"questions": [own]}, {own["id"]}) == {"questions": [own]}


@pytest.mark.parametrize("kind", ["L5", "FACT", "CHK"])
def test_another_kind_leaves_what_every_kind_has_and_drops_what_only_others_have(kind):
    for question in draft()["questions"]:
        changed = with_kind(question, kind)

        assert changed["kind"] == kind
        assert changed["choices"] == question["choices"]
        target, other = ("boxes", "to") if kind == "CHK" else ("to", "boxes")
        assert all(target in a and other not in a for a in changed["actions"])
        assert kind == "CHK" or "critical_boxes" not in changed
        assert [a["id"] for a in changed["actions"]] == [a["id"] for a in question["actions"]]
