"""Every question that the matrix gives, in words a reader can answer by."""

from collections import Counter
from dataclasses import replace

import pytest

from model import quiz_words as wording
from model.awareness import Truth, judge
from model.belief import Belief, BeliefHolder
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.quiz import Form, QuizAnswer, draw, items
from model.responsibility import Allocation, ServiceModel

MATRIX = load_matrix()
ITEMS = items(MATRIX)
INCIDENTS = load_incidents()


def find(duty, model, option=None):
    found = (
        item
        for item in ITEMS
        if item.cell.id == duty
        and item.model is ServiceModel(model)
        and option in (None, item.option and item.option.id)
    )
    return next(found)


def test_no_two_questions_read_the_same(catalog):
    texts = Counter(wording.question_lines(item, catalog) for item in ITEMS)

    assert not [text for text, count in texts.items() if count > 1]


def test_the_authors_of_the_division_are_named_in_every_language(catalog):
    told = wording.source_text(MATRIX, catalog)

    assert catalog.text("word.attribution") in told
    assert catalog.say(MATRIX.source) in told


def test_every_question_has_all_its_parts(catalog):
    for item in ITEMS:
        lines = wording.question_lines(item, catalog)
        duty = item.cell.responsibility
        assert lines[0].startswith(item.model.label), item.id
        assert any(catalog.say(duty.definition) in line for line in lines), item.id
        assert any(wording.duty_text(item, catalog) in line for line in lines), item.id
        assert all(line.strip() and "{" not in line for line in lines), item.id
        if item.option is not None:
            assert any(catalog.say(item.option.label) in line for line in lines), item.id


def test_every_question_is_explained_and_has_its_place(catalog):
    for item in ITEMS:
        lines = wording.explanation_lines(item, catalog)
        place = item.cell.responsibility.place[item.model]
        assert lines, item.id
        assert all(line.strip() and "{" not in line for line in lines), item.id
        told = wording.place_text(item, catalog)
        assert str(place.table) in told, item.id
        assert place.row in told, item.id


def test_an_explanation_never_gives_a_part_to_who_holds_none(catalog):
    customer, provider = (
        catalog.text(f"quiz.explain.the_{side}", text="\0").split("\0")[0]
        for side in ("customer", "provider")
    )
    for item in ITEMS:
        lines = wording.explanation_lines(item, catalog)
        if item.truth is Truth.PROVIDER:
            assert not [x for x in lines if x.startswith(customer)], item.id
        if item.truth is Truth.CUSTOMER:
            assert not [x for x in lines if x.startswith(provider)], item.id
        if item.truth is Truth.SHARED:
            assert [x for x in lines if x.startswith(customer)], item.id
            assert [x for x in lines if x.startswith(provider)], item.id


def test_an_agreed_option_is_explained_by_what_each_side_does(english):
    item = find("os.host_backup", "iaas", "a")

    lines = wording.explanation_lines(item, english)

    assert item.option.allocation is Allocation.SHARED
    for side in (item.option.provider, item.option.customer):
        assert any(side.en in line for line in lines)
    assert "option A" in wording.place_text(item, english)


def test_what_is_worded_for_a_shared_duty_does_not_explain_one_of_the_provider_alone(english):
    filing, groups = (
        find("application.domain_filing", "saas"),
        find("network.security_groups", "saas"),
    )

    assert len(wording.explanation_lines(filing, english)) == 1
    assert "SaaS" in wording.explanation_lines(groups, english)[1]


def test_a_remark_on_another_table_is_left_out(english):
    item = find("iam.service.credentials", "iaas")

    note = item.cell.responsibility.note.en
    assert not any(note in line for line in wording.explanation_lines(item, english))


@pytest.mark.parametrize(
    ("duty", "model"),
    [
        ("data.privacy.access", "iaas"),
        ("data.derived.migration", "paas"),
        ("application.management", "saas"),
        ("application.domain_filing", "iaas"),
        ("os.host_backup", "paas"),
    ],
)
def test_whose_thing_it_is_about_is_said_where_it_could_be_misread(catalog, duty, model):
    item = find(duty, model)

    said = wording.definition_text(item, catalog)

    assert len(said) > len(catalog.say(item.cell.responsibility.definition))


def test_the_hint_is_the_narrowest_there_is(english):
    customers = wording.definition_text(find("application.domain_filing", "paas"), english)
    providers = wording.definition_text(find("application.domain_filing", "saas"), english)

    assert "customer's own" in customers
    assert "customer" not in providers.removeprefix(
        find("application.domain_filing", "saas").cell.responsibility.definition.en
    )


def test_a_story_is_told_before_the_duty_and_blames_nobody(catalog):
    item = next(i for i in draw(MATRIX, INCIDENTS, 7, Form.BEFORE) if i.incident)

    lines = wording.question_lines(item, catalog)

    assert catalog.say(item.incident.title) in lines[1]
    assert lines[2] == catalog.say(item.incident.story)
    assert lines[-1] == catalog.text("quiz.asked.story")
    plain = wording.question_lines(replace(item, incident=None), catalog)
    assert len(plain) == len(lines) - 2


@pytest.mark.parametrize(
    ("truth", "holder", "expected"),
    [
        (Truth.SHARED, "both", "right"),
        (Truth.SHARED, "us", "half"),
        (Truth.SHARED, "provider", "dangerous"),
        (Truth.CUSTOMER, "provider", "dangerous"),
        (Truth.CUSTOMER, "other", "wrong"),
        (Truth.PROVIDER, "us", "half"),
    ],
)
def test_the_verdict_follows_points_and_danger(truth, holder, expected):
    belief = Belief(responsibility_id="x", holder=BeliefHolder(holder))

    assert wording.verdict(judge(belief, truth, 1)) == expected


def test_no_answer_is_open(catalog):
    assert wording.verdict(None) == "open"
    assert wording.own_text(None, catalog) == catalog.text("quiz.own.open")


def test_an_answer_says_how_sure_it_was(english):
    answer = QuizAnswer(item_id="x", holder=BeliefHolder.BOTH, is_sure=False)

    assert wording.own_text(answer, english) == "Your answer: Both (Guessing)"
