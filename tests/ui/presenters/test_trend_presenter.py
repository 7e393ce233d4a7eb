from __future__ import annotations

import pytest

from model.rounding import one_decimal
from tests.builders import chosen
from tests.ui.presenters.fakes import EN, LEAD
from tests.ui.presenters.rounds_stage import (
    SECOND,
    Looks,
    RoundsView,
    found,
    kept_round,
    open_round,
)
from ui.presenters.trend_presenter import TrendPresenter


class Stage:
    def __init__(self, number=2, *kept, answers=None):
        self.session = open_round(number, answers)
        self.view, self.looks = RoundsView(), Looks()
        self.presenter = TrendPresenter(self.session, EN, self.view, None, self.looks)
        self.presenter.refresh()
        self.presenter.show_found(found(*kept))

    @property
    def card(self):
        return self.view.card

    def rows(self):
        return dict(self.card.rows.rows)


def test_every_round_is_a_mark_and_a_line_of_the_table():
    stage = Stage(3, kept_round(1), kept_round(2))

    assert list(stage.rows()) == ["r1", "r2", "a1"]
    assert [mark.name for mark in stage.card.marks] == [
        EN.text("rounds.trend.round", number=n) for n in (1, 2, 3)
    ]
    assert all(mark.follows for mark in stage.card.marks)
    assert stage.looks.count == 1


def test_the_chart_in_words_and_the_table_say_the_same():
    stage = Stage(2, kept_round(1, {SECOND: chosen(50)}))

    for mark, (_, share, clarity, gaps) in zip(
        stage.card.marks, stage.rows().values(), strict=True
    ):
        assert one_decimal(mark.clarity) == clarity
        assert str(mark.gaps) == gaps
        assert share.startswith(one_decimal(mark.share.value))
        assert share in stage.card.chart


def test_a_share_that_can_still_change_has_its_range():
    stage = Stage(2, kept_round(1))

    share = stage.session.evaluation.share
    assert share.low != share.high
    assert " to " in stage.rows()["a1"][1]


def test_another_version_and_a_missing_round_are_marked():
    stage = Stage(5, kept_round(1), kept_round(2, version="9.0.0"))

    rows = stage.rows()
    assert "9.0.0" in rows["r2"][0]
    numbers = EN.text("rounds.trend.from_to", first=3, last=4)
    assert EN.text("rounds.trend.missing", numbers=numbers) in rows["a1"][0]
    assert [mark.follows for mark in stage.card.marks] == [True, False, False]


def test_one_missing_round_is_named_alone():
    stage = Stage(3, kept_round(1))

    assert EN.text("rounds.trend.missing", numbers="2") in stage.rows()["a1"][0]


def test_what_is_open_or_not_confirmed_is_said():
    stage = Stage(2, kept_round(1), answers={LEAD: {**chosen(25), "carried": True}})

    text = stage.rows()["a1"][0]
    assert EN.text("rounds.trend.unconfirmed", count=1) in text
    assert EN.text("rounds.trend.open", count=stage.session.evaluation.open_count) in text


@pytest.mark.parametrize(
    ("number", "key"), [(1, "rounds.trend.alone"), (2, "rounds.trend.alone.later")]
)
def test_one_round_is_no_line_and_says_why(number, key):
    stage = Stage(number)

    assert stage.view.cards[0].rows.notice == EN.text("rounds.loading")
    assert stage.card.marks == ()
    assert stage.card.rows.notice == EN.text(key)
    assert list(stage.rows()) == ["a1"]
    assert [action.name for action in stage.card.rows.actions] == ["begin"]


def test_a_round_without_any_answer_has_no_share():
    stage = Stage(2, kept_round(1, {}))

    share = stage.rows()["r1"][1]
    assert share == EN.text("rounds.no_value") or share.startswith("0")
