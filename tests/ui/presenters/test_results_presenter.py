from __future__ import annotations

import sys
from types import ModuleType

import pytest

from model.assessment import AnswerState, Voice
from model.change import Part
from model.explanation import explain
from model.facts import Depth
from model.language import Language
from model.ledger import AcceptedGap, DivisionGap
from tests.builders import RESPONSIBILITY, chosen, make_claim
from tests.ui.presenters.fakes import (
    EN,
    ZH,
    FakeView,
    audited_session,
    make_session,
    open_session,
    sample_session,
)
from ui.presenters.results_presenter import ResultsPresenter


def show(session, catalog=EN):
    view = FakeView()
    ResultsPresenter(session, catalog, view).refresh()
    return view.card


def answered(model, value, known=None):
    """Open an assessment with one value everywhere, and every negotiation settled as "a"."""
    first = make_session(model)
    negotiations = first.matrix.negotiations_of(first.assessment.service.model)
    answers = {}
    for question in first.questionnaire.questions:
        if question.kind == "CHK":
            boxes = [c.id for c in question.choices] if value else []
            answers[question.id] = chosen(*boxes)
        else:
            answers[question.id] = chosen(value)
    agreed = {n.id: ("a", known) for n in negotiations}
    return make_session(model, answers=answers, agreed=agreed)


def test_without_findings_there_is_one_voice_and_nothing_about_it():
    card = show(sample_session())

    assert (card.voices, card.voice_text) == ((), "")


def test_the_page_says_whose_answers_its_numbers_follow():
    session, view = audited_session(), FakeView()
    presenter = ResultsPresenter(session, EN, view)
    presenter.refresh()
    claimed = view.card
    presenter.use_voice("auditor")
    found = view.card

    assert [voice for voice, _ in claimed.voices] == ["customer", "auditor"]
    assert (claimed.voice, found.voice) == ("customer", "auditor")
    assert claimed.voice_text.endswith("Questions examined: 1; where the finding differs: 1.")
    assert found.voice_text.endswith("Questions examined: 1; where the finding differs: 1.")
    assert "counts as claimed" in found.voice_text
    assert "claimed:" in claimed.verified
    assert "found:" in found.verified


def test_choosing_a_voice_changes_every_number_and_the_arithmetic():
    session, view = audited_session(), FakeView()
    presenter = ResultsPresenter(session, EN, view)
    presenter.refresh()
    presenter.explain("OS.1")
    presenter.use_voice("auditor")
    presenter.explain("OS.1")

    assert session.voice is Voice.AUDITOR
    claimed, found = view.cards
    assert claimed.share.range.value > found.share.range.value
    told = [lines for name, *_, lines in view.calls if name == "arithmetic"]
    assert told[0] != told[1]


def test_before_the_first_answer_there_is_nothing_to_score():
    card = show(make_session())

    assert card.is_empty
    assert card.share.value == ""
    assert card.share.text == "Nothing answered yet"


def test_one_answer_ends_the_empty_state():
    assert not show(make_session(answers={"CA.1-Q1": chosen(50)})).is_empty


def test_a_duty_nobody_holds_is_a_result_without_any_answer():
    card = show(make_session(agreed={"table2.2": (None, None)}))

    assert not card.is_empty
    assert card.orphans.startswith("Held by nobody: ")


def test_with_open_questions_the_result_is_interim_and_gives_its_range():
    card = show(make_session(answers={"CA.1-Q1": chosen(50)}))

    assert card.grade == "Interim"
    assert card.grade_tone == "warning"
    assert card.grade == "Interim"
    assert card.grade_text == EN.text("results.interim.open")
    assert card.share.text.startswith("Between ")
    low, high = card.share.range.low, card.share.range.high
    assert low <= card.share.range.value <= high
    assert str(round(low)) in card.share.text


@pytest.mark.parametrize(("value", "grade", "share"), [(100, "A", "100"), (0, "D", "0")])
def test_with_every_answer_there_is_a_grade_and_no_range(value, grade, share):
    card = show(answered("iaas", value))

    assert card.grade != "Interim"
    assert card.grade == f"Grade {grade}"
    assert card.grade_text == EN.text(f"results.grade.{grade}")
    assert card.share.value == share
    assert card.share.text == EN.text("results.share.exact")


def test_proved_is_set_beside_claimed():
    assert show(answered("iaas", 100)).verified.endswith("claimed: 100")
    assert show(make_session()).verified == ""


def test_the_three_other_numbers_are_named_apart():
    card = show(answered("iaas", 100, known=100))

    assert [tile.name for tile in card.tiles] == ["Clarity", "Completeness", "Beyond the paper"]
    clarity, completeness, beyond = card.tiles
    assert completeness.value == "100"
    assert beyond.value == "100"
    assert 0 < int(clarity.value) < 100


def test_a_number_that_is_not_known_is_a_dash():
    assert show(make_session(answers={"CA.1-Q1": chosen(50)})).tiles[2].value == "–"


def test_critical_gaps_are_named_with_duty_question_and_reason():
    card = show(sample_session())

    assert [gap.question_id for gap in card.gaps] == ["NW.1-Q1", "AP.2-Q1", "SA.2-Q1"]
    question = sample_session().questionnaire.by_id["NW.1-Q1"]
    assert card.gaps[0].text == question.text.en
    assert card.gaps[0].reason == question.critical_reason.en
    assert all(gap.duty for gap in card.gaps)


def test_best_answers_leave_no_critical_gap():
    assert show(answered("iaas", 100)).gaps == ()


def test_each_duty_is_one_row_with_units_and_value():
    session = answered("iaas", 100)
    card = show(session)

    ids = [duty_id for duty_id, _ in card.duties]
    assert len(ids) == len(set(ids))
    assert all(len(cells) == len(card.headings) == 4 for _, cells in card.duties)
    assert {cells[3] for _, cells in card.duties} == {"100.0"}


def test_a_duty_lowered_by_a_critical_gap_says_so():
    rows = dict(show(sample_session()).duties)

    capped = [duty_id for duty_id, cells in rows.items() if EN.text("results.capped") in cells[1]]
    assert capped == ["network.security_groups"]
    assert rows[capped[0]][3] == "40.0"


def test_an_unanswered_duty_has_no_value():
    values = [cells[3] for _, cells in show(make_session(answers={"CA.1-Q1": chosen(50)})).duties]

    assert values.count("–") == len(values) - 1


def test_the_chart_says_the_same_in_words():
    card = show(answered("iaas", 100))

    assert len(card.categories) >= 5
    for line in card.categories:
        assert f"{line.name} 100.0" in card.categories_text
        assert line.number.startswith("category:")
        assert line.range.high == 100


def test_each_cell_of_the_map_is_told_in_words():
    card = show(sample_session())

    cells = [cell for group in card.map.groups for cell in group.cells]
    assert list(card.map.cells) == [cell.id for cell in cells]
    assert card.map.cells["network.security_groups"] == "NW.1 Security groups: 40.0, critical gap"
    assert card.map.cells["os.host_monitoring"].endswith(": 0.0, nobody holds it")
    assert len(set(card.map.cells.values())) == len(cells)


def test_the_map_is_summed_up_in_one_sentence():
    text = show(sample_session()).map.text

    assert text.startswith("Responsibilities that concern you: 29; carried well (85 or more): 2.")
    assert "critical gap 3" in text
    assert "nobody holds it 2" in text
    assert "questions still open" not in text


def test_a_map_without_marks_has_nothing_to_add():
    session = answered("saas", 100)

    text = show(session).map.text

    assert ("Marked" in text) == any(c.marks for g in show(session).map.groups for c in g.cells)


def test_what_is_carried_best_is_named_with_how_surely():
    lines = show(sample_session()).strengths

    assert [line.name.partition(" ")[0] for line in lines] == ["AP.4", "SA.5"]
    assert {line.text for line in lines} == {"100.0, with proof"}


def test_what_is_carried_best_says_where_it_is_not_all_answered():
    session = make_session(depth=Depth.FULL, answers={"CA.1-Q1": chosen(100)})

    assert [line.text for line in show(session).strengths] == [
        "100.0, on your word alone; questions still open"
    ]


def test_nothing_carried_well_is_an_empty_list():
    assert show(answered("iaas", 0)).strengths == ()


NUMBERS = ("share", "range", "verified", "grade", "clarity", "completeness", "orphan_share")


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("number", [*NUMBERS, "beyond", "category:network"])
def test_each_number_opens_the_arithmetic_that_leads_to_it(catalog, number):
    session, view = sample_session(catalog.language), FakeView()

    ResultsPresenter(session, catalog, view).explain_number(number)

    ((kind, title, close, lines),) = view.calls
    assert (kind, close) == ("arithmetic", catalog.text("results.arithmetic.close"))
    assert lines == explain(
        session.matrix, session.evaluation, catalog, assessment=session.heard, number=number
    )
    key = number.replace("category:network", "share")
    name = catalog.text(f"results.number.{key}")
    assert name in title or number == "category:network"


def test_every_number_on_the_page_can_be_opened():
    session, view = sample_session(), FakeView()
    presenter = ResultsPresenter(session, EN, view)
    presenter.refresh()
    card = view.card

    for number in (
        card.share.number,
        *(tile.number for tile in card.tiles),
        *(line.number for line in card.categories),
    ):
        presenter.explain_number(number)
    for duty_id in (*card.map.cells, *(line.duty_id for line in card.strengths)):
        presenter.explain(duty_id)

    assert all(lines for *_, lines in view.calls)


def test_the_arithmetic_of_a_number_follows_the_voice():
    session, view = audited_session(), FakeView()
    presenter = ResultsPresenter(session, EN, view)

    presenter.explain_number("share")
    presenter.use_voice("auditor")
    presenter.explain_number("share")

    told = [lines for name, *_, lines in view.calls if name == "arithmetic"]
    assert told[0] != told[1]


def test_a_duty_without_an_applicable_question_is_said_not_to_apply():
    reason = {"state": AnswerState.NOT_APPLICABLE, "reason": "none"}
    session = make_session(answers={"NW.2-Q1": reason, "CA.1-Q1": chosen(50)})

    cell = next(c for g in show(session).map.groups for c in g.cells if c.code == "NW.2")
    assert show(session).map.cells[cell.id].endswith("–, does not apply")


def test_saas_asks_and_shows_only_its_own():
    card = show(answered("saas", 100))

    assert len(card.duties) < len(show(answered("iaas", 100)).duties)
    assert card.share.value == "100"
    assert card.grade != "Interim"


@pytest.mark.parametrize(
    ("depth", "said"), [(Depth.EXPRESS, "Express: one question for each duty."), (Depth.FULL, "")]
)
def test_a_result_of_one_question_a_duty_says_so(depth, said):
    card = show(make_session(depth=depth, answers={"CA.1-Q1": chosen(50)}))

    assert card.depth == said


@pytest.mark.parametrize("duty_id", [None, "network.security_groups"])
def test_the_arithmetic_is_asked_for_one_duty_or_for_all(monkeypatch, duty_id):
    session, view, asked = sample_session(), FakeView(), []

    def explain(*args, **named):
        asked.append((args, named))
        return ["R = 40", "C = 41"]

    module = ModuleType("model.explanation")
    module.explain = explain
    monkeypatch.setitem(sys.modules, "model.explanation", module)

    ResultsPresenter(session, EN, view).explain(duty_id)

    args, named = asked[0]
    assert args == (session.matrix, session.evaluation, EN)
    assert named == {"assessment": session.assessment, "responsibility_id": duty_id}
    title, close = EN.text("results.arithmetic.title"), EN.text("results.arithmetic.close")
    assert view.calls == [("arithmetic", title, close, ("R = 40", "C = 41"))]


def test_another_language_rewords_gaps_duties_and_grade():
    session = sample_session(Language.ZH)
    view = FakeView()
    presenter = ResultsPresenter(session, EN, view)
    presenter.use_catalog(ZH)
    presenter.refresh()

    card = view.card
    assert card.gaps[0].text == session.questionnaire.by_id["NW.1-Q1"].text.zh
    assert card.share.name == ZH.text("results.share")
    assert card.headings[0] == ZH.text("results.column.duty")


def test_both_languages_of_the_sample_give_the_same_numbers():
    english, chinese = show(sample_session()), show(sample_session(Language.ZH), ZH)

    assert english.share.value == chinese.share.value
    assert [c[3] for _, c in english.duties] == [c[3] for _, c in chinese.duties]


def test_numbers_follow_an_answer_given_later():
    session = open_session(sample_session().assessment)
    view = FakeView()
    presenter = ResultsPresenter(session, EN, view)
    presenter.refresh()

    session.choose("NW.1-Q1", tuple(c.id for c in session.questionnaire.by_id["NW.1-Q1"].choices))
    presenter.refresh()

    assert [gap.question_id for gap in view.card.gaps] == ["AP.2-Q1", "SA.2-Q1"]
    assert int(view.card.share.value) > int(view.cards[0].share.value)


def test_open_gaps_of_the_division_are_counted_by_kind():
    session = make_session()
    for source, held in (("contract", "provider"), ("provider_document", "customer")):
        claim = make_claim("NW.1", source, held)
        session.put(Part.CLAIMS, claim.key, claim)
    leads = show(session).division_gaps

    assert leads.startswith("Open gaps in the division (")
    assert "Disputed 1" in leads

    duty = RESPONSIBILITY["NW.1"]
    accepted = AcceptedGap(responsibility_id=duty, gap=DivisionGap.DISPUTED, reason="small")
    session.put(Part.ACCEPTED, duty, accepted)
    assert "Disputed" not in show(session).division_gaps


def test_a_division_without_open_gaps_says_nothing_of_them():
    session = make_session("saas")
    for cell in session.evaluation.division.cells:
        for gap in cell.gaps:
            accepted = AcceptedGap(responsibility_id=cell.id, gap=gap, reason="small")
            session.put(Part.ACCEPTED, cell.id, accepted)

    assert show(session).division_gaps == ""
