from __future__ import annotations

import json

import pytest

from model import authoring
from model.authoring import value_at
from model.content.loader import questionnaire_path
from model.content.shelf import read_record
from model.paths import SCHEMAS
from tests.model.drafts import draft
from tests.ui.presenters.fakes import CATALOGS, EN, ZH
from ui.presenters.record_form import FieldKind, head_form, question_form

SCHEMA = json.loads((SCHEMAS / "questionnaire.schema.json").read_text(encoding="utf-8"))
LADDER, BOXES, YES_NO = "CA.1-Q1", "NW.1-Q1", "X.BAK-Q1"
NOT_ENTERED = {"question": {"id", "responsibility"}, "choice": {"id"}, "action": {"id"}}
"""Given once by the program and never changed."""

OF_OTHER_KINDS = {
    LADDER: {"question": {"critical_boxes"}, "action": {"boxes"}},
    YES_NO: {"question": {"critical_boxes"}, "action": {"boxes"}},
    BOXES: {"question": set(), "action": {"to"}},
}


def question(question_id=LADDER, **changes):
    return {**authoring.question_of(draft(), question_id), **changes}


def form(record, catalog=EN):
    return {field.path[-1]: field for field in question_form(record, catalog)}


def everything(fields):
    for field in fields:
        yield field
        yield from everything(field.fields)


def inside(field):
    return {inner.path[-1]: inner for inner in field.fields}


@pytest.fixture(params=[LADDER, BOXES, YES_NO])
def question_id(request):
    return request.param


def properties(definition):
    return SCHEMA["$defs"][definition]["properties"].keys()


def test_every_property_of_a_question_that_may_change_has_a_field(question_id):
    left_out = NOT_ENTERED["question"] | OF_OTHER_KINDS[question_id]["question"]

    assert form(question(question_id)).keys() == properties("question") - left_out


@pytest.mark.parametrize(
    ("name", "definition"),
    [("choices", "choice"), ("actions", "action"), ("references", "reference")],
)
def test_every_property_of_an_item_that_may_change_has_a_field(question_id, name, definition):
    record = authoring.with_item(question(question_id), (name,))
    others = OF_OTHER_KINDS[question_id].get(definition, set())
    wanted = properties(definition) - NOT_ENTERED.get(definition, set()) - others

    items = form(record)[name].fields

    assert len(items) == len(record[name])
    for item in items:
        assert inside(item).keys() == wanted


@pytest.mark.parametrize("name", ["evidence", "source"])
def test_every_property_of_a_group_has_a_field(question_id, name):
    group = form(question(question_id))[name]

    assert (
        inside(group).keys() == SCHEMA["$defs"]["question"]["properties"][name]["properties"].keys()
    )


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_every_field_has_a_name_in_both_languages(question_id, catalog):
    for field in everything(question_form(question(question_id), catalog)):
        assert field.label.strip(), field.path


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_every_choice_has_words_in_both_languages(catalog):
    nameless = {
        (field.path, value)
        for field in everything(question_form(question(), catalog))
        for value, words in field.options
        if not words.strip()
    }

    assert not nameless


def test_names_and_helps_differ_between_the_languages():
    for one, other in zip(
        everything(question_form(question(), EN)),
        everything(question_form(question(), ZH)),
        strict=True,
    ):
        assert one.path == other.path
        is_item = isinstance(one.path[-1], int)
        assert is_item or one.label != other.label, one.path
        assert not one.help or one.help != other.help, one.path


def test_no_two_fields_have_the_same_place(question_id):
    paths = [field.path for field in everything(question_form(question(question_id), EN))]

    assert len(paths) == len(set(paths))


def test_every_field_holds_what_stands_at_its_place(question_id):
    record = question(question_id)
    for field in everything(question_form(record, EN)):
        if field.kind not in (FieldKind.RECORD, FieldKind.LIST):
            assert field.value == value_at(record, field.path), field.path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("text", FieldKind.BOTH),
        ("kind", FieldKind.ONE_OF),
        ("weight", FieldKind.ONE_OF),
        ("lead", FieldKind.SWITCH),
        ("facts", FieldKind.MANY_OF),
        ("na_reasons", FieldKind.MANY_OF),
        ("incidents", FieldKind.WORDS),
        ("choices", FieldKind.LIST),
        ("evidence", FieldKind.RECORD),
    ],
)
def test_the_schema_decides_how_a_field_is_filled_in(name, kind):
    assert form(question())[name].kind is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("to", FieldKind.ONE_OF),
        ("steps", FieldKind.LIST),
        ("effort", FieldKind.ONE_OF),
        ("needs_provider", FieldKind.SWITCH),
        ("requires", FieldKind.WORDS),
    ],
)
def test_an_action_is_filled_in_by_its_schema_too(name, kind):
    action = form(question())["actions"].fields[0]

    assert inside(action)[name].kind is kind


def test_numbers_in_words_are_numbers_and_ids_are_not():
    fields = form(question())

    assert fields["incidents"].is_number
    assert not inside(fields["actions"].fields[0])["requires"].is_number


def test_what_an_action_leads_to_is_chosen_among_the_choices_of_the_question():
    to = inside(form(question())["actions"].fields[0])["to"]
    assert to.options == (("0", "0  None"), ("50", "50  Administrators"), ("100", "100  All"))

    boxes = inside(form(question(BOXES))["actions"].fields[0])["boxes"]
    assert boxes.kind is FieldKind.MANY_OF
    assert [value for value, _ in boxes.options] == ["1", "2", "3"]

    critical = form(question(BOXES))["critical_boxes"]
    assert critical.options == boxes.options


def test_what_the_schema_requires_is_required():
    fields = form(question())

    assert {name for name, field in fields.items() if not field.is_required} == {
        "critical_reason",
        "exposure",
        "facts",
        "gloss",
        "incidents",
    }
    assert not inside(fields["evidence"])["try"].is_required
    assert not inside(fields["actions"].fields[0])["to"].is_required


def test_actions_and_references_are_folded_and_nothing_else(question_id):
    fields = form(question(question_id))

    assert {name for name, f in fields.items() if f.is_folded} == {"actions", "references"}


def test_a_full_list_takes_no_more():
    record = question()
    while len(record["choices"]) < 6:
        assert form(record)["choices"].can_add
        record = authoring.with_item(record, ("choices",))

    assert not form(record)["choices"].can_add


def test_items_can_be_removed_and_are_named_by_their_id_or_number():
    fields = form(question())

    assert [item.label for item in fields["choices"].fields] == ["0", "50", "100"]
    assert fields["actions"].fields[1].label == "CA.1-Q1-A2"
    step = inside(fields["actions"].fields[0])["steps"].fields[0]
    assert step.label == "1"
    assert all(x.can_remove for x in (*fields["choices"].fields, step))
    assert not fields["evidence"].can_remove


def test_long_texts_get_several_lines():
    fields = form(question())

    assert fields["why"].is_long
    assert not fields["text"].is_long
    assert inside(fields["actions"].fields[0])["steps"].fields[0].is_long


def test_the_question_comes_first_and_its_place_in_the_paper_last():
    order = [field.path for field in question_form(question(), EN)]

    assert (order[0], order[-1]) == (("text",), ("source",))


def test_a_field_of_a_list_may_mean_another_thing_than_its_namesake():
    fields = form(question())

    assert fields["text"].label == "Question"
    assert inside(fields["choices"].fields[0])["text"].label == "Words"


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_the_head_has_title_source_and_licence(catalog):
    top = draft()

    title, source, licence = head_form(top, catalog)

    assert [f.path for f in (title, source, licence)] == [("title",), ("source",), ("licence",)]
    assert title.value == top["title"]
    assert source.label == catalog.text("form.field.source_line")
    assert (title.is_long, source.is_long) == (False, True)
    assert licence.kind is FieldKind.LINE


@pytest.mark.parametrize("key", ["oscar-2020", "government-cloud-2020"])
def test_every_built_in_question_has_a_form(key):
    for record in read_record(questionnaire_path(key))["questions"]:
        assert form(record)


@pytest.mark.parametrize("kind", ["L5", "CHK", "FACT"])
def test_an_empty_question_has_a_form_in_every_kind(kind):
    top, question_id = authoring.add_question(
        draft(), "network.security_groups", "NW.1", {"table": "1", "row": "x"}
    )
    record = {**authoring.question_of(top, question_id), "kind": kind}

    assert form(record)["text"].value == {"zh": "", "en": ""}
