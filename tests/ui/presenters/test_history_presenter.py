"""The history in words, newest first, narrowed and in pages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from model.assessment import AgreedOption, EvidenceLevel, PlanEntry, Schedule, Voice
from model.change import Part
from model.clock import now
from model.fieldwork import Evidence, EvidenceKind, Interview, Observation
from model.history import chained
from model.library import content
from model.session import AssessmentSession
from model.storage.assessments import AssessmentStore
from tests.builders import make_assessment, make_override
from tests.model.storage.workspace import ACCEPTED, AGREEMENT, BELIEF, CLAIMS, HANDOFF
from tests.ui.presenters.fakes import EN, LEAD, QUESTIONNAIRE, ZH, Clock, FakeView, make_session
from ui.presenters.history_presenter import ANY, PAGE, HistoryPresenter


@pytest.fixture
def session(tmp_path):
    store = AssessmentStore.open(tmp_path, now)
    kept = store.create(make_assessment(questionnaire_id=QUESTIONNAIRE))
    yield AssessmentSession(kept, *content(QUESTIONNAIRE), store, now, "Li")
    store.close()


def run(session, catalog=EN):
    view = FakeView()
    presenter = HistoryPresenter(session, catalog, view, pytest.fail)
    presenter.refresh()
    return presenter, view


def texts(view):
    return [row for _, row in view.card.rows]


def told(count, kind=Part.ANSWERS, person="Li"):
    """Return a chain of answers, as a store would give it."""
    found, previous = [], ""
    for number in range(1, count + 1):
        answer = {
            "question_id": LEAD,
            "state": "unknown",
            "choices": "[]",
            "reason": "",
            "note": f"note {number}",
            "evidence": "E0",
            "answered_at": None,
            "flagged": 0,
            "interview": "",
        }
        after = json.dumps(answer)
        moment = Clock()()
        entry = chained(previous, number, moment, person, kind, LEAD, before="", after=after)
        found.append(entry)
        previous = entry.hash
    return found


def with_history(entries):
    session = make_session()
    session._store.history = lambda _id: entries
    return session


def test_an_answer_is_told_with_question_person_before_and_after(session):
    session.choose(LEAD, ("50",))
    session.do_not_know(LEAD)
    _, view = run(session)
    question = session.questionnaire.by_id[LEAD]
    what, before, after = texts(view)[0]

    assert f"{LEAD} {question.text.en}" in what
    assert "· Li" in what
    assert "Customer's answer" in what
    assert before == f"{question.choice('50').text.en} · Stated only"
    assert after == "Don't know · Stated only"


def test_the_newest_stands_first_and_the_beginning_last(session):
    session.do_not_know(LEAD)
    _, view = run(session)
    numbers = [int(number) for number, _ in view.card.rows]

    assert numbers == sorted(numbers, reverse=True)
    assert "Start of the record" in texts(view)[-1][0]


def test_no_part_of_an_assessment_is_told_as_json(session):
    session.speak_as(Voice.AUDITOR)
    session.choose(LEAD, ("50",))
    session.flag(LEAD, is_flagged=True)
    session.prove(LEAD, EvidenceLevel.E2)
    session.agree("table2.2", AgreedOption(negotiation_id="table2.2", option="a", known_by=50))
    session.override("x", replace(make_override("OS.7", "customer"), reason="why"))
    session.decide(PlanEntry(action_id="NW.1-Q1-A1", owner="Wang", due=date(2026, 12, 1)))
    session.keep_interview(Interview(id="i1", name="Zhao"))
    session.keep_evidence(Evidence(id="e1", kind=EvidenceKind.TEXT, title="scan"))
    session.keep_observation(Observation(id="o1", issue="No list"))
    for claim in CLAIMS:
        session.put(Part.CLAIMS, claim.key, claim)
    session.put(Part.HANDOFFS, HANDOFF.responsibility_id, HANDOFF)
    session.put(Part.ACCEPTED, ACCEPTED.responsibility_id, ACCEPTED)
    session.put(Part.AGREEMENT, "", AGREEMENT)
    session.put(Part.BELIEFS, BELIEF.responsibility_id, BELIEF)
    session.put(Part.SCHEDULE, "", Schedule(begins_on=date(2026, 12, 1)))
    setup = session.assessment.setup
    session.set_up("Other Co", setup.service, setup.depth, {})
    session.drop_interview("i1")
    session.sign_off()
    for catalog in (EN, ZH):
        _, view = run(session, catalog)
        assert not [cell for row in texts(view) for cell in row if "{" in cell or '"' in cell]
        kinds = {kind for kind, _ in view.card.kinds}
        assert kinds == {ANY, "begun", *(part.value for part in Part if part is not Part.ANSWERS)}
    rows = "\n".join("\n".join(row) for row in texts(run(session)[1]))
    for word in ("§ 4.2", "keeps the gateway", "small", "2027-12-01"):
        assert word in rows
    for word in ("Other Co", "Wang", "Zhao", "scan", "No list", "(nothing)", "signed by Li"):
        assert word in rows


def test_what_a_later_version_wrote_is_shown_as_it_stands():
    entry = chained("", 1, Clock()(), "", "moods", "k", before="", after='{"mood": "good"}')
    _, view = run(with_history([entry]))

    assert texts(view)[0][2] == '{"mood": "good"}'
    assert dict(view.card.kinds)[ANY]


def test_the_list_can_be_narrowed_to_a_person_a_kind_and_words(session):
    session.do_not_know(LEAD)
    session.person = "Wang"
    session.keep_observation(Observation(id="o1", issue="No List"))
    presenter, view = run(session)
    presenter.narrow("Wang", ANY, "")
    assert len(view.card.rows) == 1
    presenter.narrow(ANY, "answers", "")
    assert all("Customer's answer" in row[0] for row in texts(view))
    presenter.narrow(ANY, ANY, " no LIST ")
    assert len(view.card.rows) == 1
    presenter.narrow("Li", "observations", "")
    assert view.card.rows == ()
    assert view.card.count == EN.text("review.history.none")


def test_a_page_is_shown_at_a_time_and_none_is_left_out():
    presenter, view = run(with_history(told(2 * PAGE + 5)))
    seen = [number for number, _ in view.card.rows]
    assert (len(seen), view.card.has_newer, view.card.has_older) == (PAGE, False, True)
    for _ in range(2):
        presenter.older()
        seen += [number for number, _ in view.card.rows]
    assert seen == [str(n) for n in range(2 * PAGE + 5, 0, -1)]
    assert (view.card.has_newer, view.card.has_older) == (True, False)
    presenter.newer()
    assert view.card.rows[0][0] == str(PAGE + 5)


def test_everything_is_put_into_words_bit_by_bit_and_then_no_more():
    presenter, _ = run(with_history(told(450)))
    rounds = 0
    while presenter.prepare():
        rounds += 1
    assert 1 <= rounds <= 3


def test_a_whole_chain_and_a_broken_one_are_told_apart():
    entries = told(4)
    _, whole = run(with_history(entries))
    altered = [*entries[:2], replace(entries[2], person="Zhao"), entries[3]]
    _, broken = run(with_history(altered))

    assert whole.card.is_whole
    assert "Entries: 4" in whole.card.chain
    assert not broken.card.is_whole
    assert "entry 3" in broken.card.chain


def test_a_history_of_an_assessment_from_before_there_was_one_is_empty():
    _, view = run(with_history([]))

    assert (view.card.rows, view.card.is_whole) == ((), True)
