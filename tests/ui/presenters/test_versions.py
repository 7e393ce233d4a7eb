from __future__ import annotations

from dataclasses import replace

import pytest

from model.versions import changes, move
from tests.builders import UNKNOWN, chosen, make_assessment, make_question, make_questionnaire, text
from tests.ui.presenters.fakes import CATALOGS, EN, ZH
from ui.presenters.versions import change_lines, move_text

KEPT, WORDED, SCORED, GONE, ADDED = (
    f"{code}-Q1" for code in ("CA.1", "CA.2", "CA.3", "OS.1", "OS.2")
)
OLD = make_questionnaire(*(make_question(key) for key in (KEPT, WORDED, SCORED, GONE)))
STEPS = OLD.by_id[SCORED].choices
NEW = replace(
    make_questionnaire(
        make_question(KEPT),
        make_question(WORDED, why=text("better words")),
        make_question(SCORED, weight=3, choices=(replace(STEPS[0], value=25), *STEPS[1:])),
        make_question(ADDED),
    ),
    version="2.0.0",
)


def lines(old=OLD, new=NEW, catalog=EN):
    return change_lines(changes(old, new), old, new, catalog)


def told(answers, old=OLD, new=NEW, catalog=EN):
    moved = move(make_assessment(answers=answers), old, new)
    return move_text(changes(old, new), moved, old, new, catalog).split("\n")


def test_each_kind_of_change_is_named_with_its_questions():
    assert lines() == [
        "New questions (1):",
        f"  {ADDED}  {ADDED}",
        "No longer asked (1):",
        f"  {GONE}  {GONE}",
        "Scored or asked differently (1):",
        f"  {SCORED}  {SCORED}",
        "Only words, actions or references changed (1):",
        f"  {WORDED}  {WORDED}",
    ]


def test_a_question_that_is_the_same_is_not_named():
    assert not [line for line in lines() if KEPT in line]


def test_other_parts_are_named_without_questions():
    assert lines(OLD, replace(OLD, title=text("Another title"))) == [EN.text("moving.others")]


def test_where_nothing_changed_one_line_says_so():
    assert lines(OLD, replace(OLD, version="1.0.1")) == [EN.text("moving.nothing")]


def test_a_moved_assessment_is_told_what_becomes_of_its_answers():
    answers = {KEPT: chosen(50), WORDED: UNKNOWN, SCORED: chosen(0), GONE: chosen(100)}

    below = told(answers)[len(lines()) :]

    assert below == [
        "",
        "Answers taken over as they are: 2.",
        EN.text("moving.reopened", count=1),
        f"  {SCORED}  {SCORED}",
        EN.text("moving.dropped", count=1),
        f"  {GONE}  {GONE}",
        "",
        EN.text("moving.copy"),
    ]


def test_nothing_is_said_of_answers_that_are_not_lost():
    assert told({KEPT: chosen(50)})[len(lines()) :] == [
        "",
        "Answers taken over as they are: 1.",
        "",
        EN.text("moving.copy"),
    ]


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_every_line_is_in_the_language_of_the_window(catalog):
    named = ZH.text("moving.question", id=GONE, text=f"{GONE}（中文）")
    answers = {SCORED: chosen(0), GONE: chosen(100)}

    shown = told(answers, catalog=catalog)

    assert (named in shown) is (catalog is ZH)
    assert shown[-1] == catalog.text("moving.copy")
    other = EN if catalog is ZH else ZH
    assert not {other.text("moving.added", count=1), other.text("moving.copy")} & set(shown)
