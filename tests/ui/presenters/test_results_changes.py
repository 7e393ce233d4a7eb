from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import Round
from model.content.loader import load_matrix
from model.evaluation import evaluate
from tests.builders import UNKNOWN, chosen, drawn_cases
from tests.ui.presenters.fakes import EN, ZH, FakeView, make_session
from ui.presenters.results_changes import changes, in_words
from ui.presenters.results_presenter import ResultsPresenter

MATRIX = load_matrix()


def two_rounds(before, now, version="1.0.0"):
    """Open the second round of a service; each round is told by its answers."""
    session = make_session(answers=now, round=Round(number=2, previous="first"))
    earlier = make_session(answers=before, questionnaire_version=version).assessment
    session._store.previous = earlier
    return session


def lines(session, catalog=EN):
    view = FakeView()
    ResultsPresenter(session, catalog, view).refresh()
    return view.card.changes


def test_the_first_round_has_no_changes():
    assert lines(make_session(answers={"CA.1-Q1": chosen(50)})) == ()


def test_a_round_before_that_is_not_here_has_no_changes():
    session = make_session(answers={"CA.1-Q1": chosen(50)}, round=Round(number=2, previous="x"))

    assert lines(session) == ()


def test_share_gaps_and_responsibilities_are_set_beside_those_of_the_round_before():
    before = {"CA.1-Q1": UNKNOWN, "NW.3-Q1": chosen(50), "NW.2-Q1": chosen(75)}
    now = {"CA.1-Q1": chosen(75), "NW.3-Q1": chosen(25), "NW.2-Q1": chosen(75)}

    share, *told = lines(two_rounds(before, now))

    assert share.startswith("Share carried: ")
    assert told == ["Critical gaps closed (1): CA.1-Q1", "Better (1): CA.1", "Worse (1): NW.3"]


def test_a_new_gap_is_named():
    told = lines(two_rounds({"CA.1-Q1": chosen(50)}, {"CA.1-Q1": UNKNOWN}))

    assert "New critical gaps (1): CA.1-Q1" in told


def test_a_round_like_the_one_before_says_so():
    answers = {"CA.1-Q1": chosen(50)}

    share, *told = lines(two_rounds(answers, answers))

    assert share.partition(": ")[2].split(" → ") == [share[-2:], share[-2:]]
    assert told == [EN.text("results.changes.none")]


def test_another_version_of_the_questionnaire_is_not_compared():
    session = two_rounds({"CA.1-Q1": chosen(50)}, {"CA.1-Q1": chosen(75)}, version="0.9.0")

    assert lines(session) == (EN.text("results.changes.version"),)
    assert lines(session, ZH) == (ZH.text("results.changes.version"),)


def test_a_round_without_a_number_is_a_dash():
    assert lines(two_rounds({}, {"CA.1-Q1": chosen(50)}))[0] == "Share carried: – → 50"


@settings(max_examples=60, deadline=None)
@given(case=drawn_cases(), data=st.data())
def test_changes_are_the_difference_and_the_other_way_round_its_opposite(case, data):
    questionnaire, first = case
    kept = {key: said for key, said in first.answers.items() if data.draw(st.booleans(), key)}
    second = replace(first, answers=kept)
    before, now = (evaluate(MATRIX, questionnaire, each) for each in (first, second))

    there, back = changes(before, now), changes(now, before)

    assert (there.improved, there.worsened) == _sorted_like(back.worsened, back.improved, now)
    assert (
        set(there.closed) == set(back.opened) == set(before.critical_gaps) - set(now.critical_gaps)
    )
    assert set(there.improved).isdisjoint(there.worsened)
    assert changes(now, now).improved == changes(now, now).opened == ()
    assert in_words(changes(now, now), EN)[1:] == (EN.text("results.changes.none"),)


def _sorted_like(improved, worsened, evaluation):
    """Return codes in the order of another round's duties."""
    order = [score.duty.code for score in evaluation.of_paper]
    return tuple(sorted(improved, key=order.index)), tuple(sorted(worsened, key=order.index))
