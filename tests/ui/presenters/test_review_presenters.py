"""The tabs of the review page: what their lists say, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from model.assessment import Answer, AnswerState, AssessmentState, Round, Status, Voice
from model.fieldwork import Evidence, EvidenceKind, Interview, Observation, Setting
from tests.builders import chosen, make_assessment
from tests.ui.presenters.fakes import (
    BOXES,
    EN,
    LEAD,
    QUESTIONNAIRE,
    ZH,
    Clock,
    FakeView,
    fill_disk,
    make_session,
    open_session,
)
from ui.presenters.differences_presenter import ALL, DifferencesPresenter
from ui.presenters.interviews_presenter import InterviewsPresenter
from ui.presenters.observations_presenter import ObservationsPresenter
from ui.presenters.signoff_presenter import SignOffPresenter

FINAL = Status(state=AssessmentState.FINAL)
INTERVIEW = {"name": "Li", "role": "IT", "held_on": "2026-11-20", "setting": "call", "sample": ""}
OBSERVATION = {
    "question_id": LEAD,
    "issue": "No list",
    "effect": "",
    "recommendation": "Keep one",
    "owner": "Li",
    "due": "2026-12-31",
}


def finding(question_id, **said):
    return {question_id: Answer(question_id=question_id, **said)}


def run(kind, session, *more):
    """Return a presenter that shows its list anew after each change, its view, its complaints."""
    view, errors = FakeView(), []
    presenter = kind(session, EN, view, errors.append, *more)
    presenter.refresh()
    return presenter, view, errors


# --- differences -----------------------------------------------------------------------------


@pytest.fixture
def examined():
    """Open an assessment with one finding that differs and one that agrees."""
    return make_session(
        answers={LEAD: {**chosen(100), "note": "as we said"}, BOXES: chosen(1)},
        findings={**finding(LEAD, **chosen(0), note="as seen"), **finding(BOXES, **chosen(1))},
    )


def test_a_difference_stands_with_both_answers_and_both_notes(examined):
    _, view, _ = run(DifferencesPresenter, examined)
    question = examined.questionnaire.by_id[LEAD]
    ((row_id, (told, customer, auditor)),) = view.card.rows

    assert row_id == LEAD
    assert told == f"{LEAD} · ≠ differs\n{question.text.en}"
    assert customer == f"{question.choice('100').text.en}\nNote: as we said"
    assert auditor == f"{question.choice('0').text.en}\nNote: as seen"
    assert view.card.facts == "Examined 2 · agree 1 · differ 1"


def test_everything_examined_can_be_looked_at_too(examined):
    presenter, view, _ = run(DifferencesPresenter, examined)
    presenter.look_at(ALL)

    assert {row_id for row_id, _ in view.card.rows} == {LEAD, BOXES}
    assert [name for name, _, is_chosen in view.card.choices if is_chosen] == [ALL]


def test_nothing_examined_and_nothing_different_are_told_apart():
    _, untouched, _ = run(DifferencesPresenter, make_session())
    same = make_session(answers={LEAD: chosen(0)}, findings=finding(LEAD, **chosen(0)))
    _, agreed, _ = run(DifferencesPresenter, same)

    assert untouched.card.nothing == EN.text("review.differences.none_examined")
    assert agreed.card.nothing == EN.text("review.differences.none_differ")


# --- interviews ------------------------------------------------------------------------------


def test_an_interview_is_kept_with_who_when_and_how():
    session = make_session()
    presenter, view, _ = run(InterviewsPresenter, session)
    presenter.keep("i1", INTERVIEW)
    presenter.refresh()

    assert session.assessment.interviews["i1"] == Interview(
        id="i1", name="Li", role="IT", held_on=date(2026, 11, 20), setting=Setting.CALL
    )
    assert view.card.rows[0][1] == ("Li · IT", "2026-11-20 · By call\nAnswers from it: 0", "")


def test_answers_given_while_an_interview_goes_on_point_to_it_and_are_counted():
    session = make_session()
    presenter, view, _ = run(InterviewsPresenter, session)
    presenter.keep("i1", INTERVIEW)
    presenter.go_on("i1")
    assert view.card.notice == "● Answers given now come from: Li · IT"

    session.do_not_know(LEAD)
    session.speak_as(Voice.AUDITOR)
    session.do_not_know(LEAD)
    presenter.go_on("")
    session.do_not_know(BOXES)
    presenter.refresh()

    assert view.card.notice == ""
    assert "Answers from it: 2" in view.card.rows[0][1][1]


def test_an_interview_that_was_taken_back_goes_on_no_more():
    session = make_session()
    presenter, view, _ = run(InterviewsPresenter, session)
    presenter.keep("i1", INTERVIEW)
    presenter.go_on("i1")
    session.undo()
    presenter.refresh()

    assert (session.interview, view.card.notice) == ("", "")


def test_the_form_of_an_interview_holds_what_is_kept():
    session = make_session()
    presenter, _, _ = run(InterviewsPresenter, session)
    presenter.keep("i1", INTERVIEW)
    form = presenter.form("i1")

    assert {f.key: f.value for f in form.fields} == INTERVIEW


def test_a_full_disk_keeps_no_interview_and_is_said():
    session = make_session()
    presenter, _, errors = run(InterviewsPresenter, session)
    fill_disk(session)
    presenter.keep("i1", INTERVIEW)

    assert session.assessment.interviews == {}
    assert [e.key for e in errors] == ["error.storage.disk_full"]


# --- observations ----------------------------------------------------------------------------


def test_an_observation_is_kept_and_told_in_words():
    session = make_session()
    presenter, view, _ = run(ObservationsPresenter, session)
    presenter.keep("o1", OBSERVATION)
    presenter.refresh()

    assert session.assessment.observations["o1"].due == date(2026, 12, 31)
    assert view.card.rows == (("o1", (f"{LEAD}\nNo list", "Keep one\nOwner: Li\nDue: 2026-12-31")),)
    assert {f.key: f.value for f in presenter.form("o1").fields} == OBSERVATION


def test_a_deleted_observation_comes_back_with_undo():
    session = make_session(observations={"o1": Observation(id="o1", issue="No list")})
    presenter, _, _ = run(ObservationsPresenter, session)

    assert presenter.delete("o1")
    session.undo()

    assert session.assessment.observations["o1"].issue == "No list"


def test_an_observation_from_a_question_starts_with_what_the_auditor_noted(examined):
    presenter, _, _ = run(ObservationsPresenter, examined)
    values = {f.key: f.value for f in presenter.form(question_id=LEAD).fields}

    assert (values["question_id"], values["issue"]) == (LEAD, "as seen")


def test_a_question_that_is_not_asked_can_stay_with_its_observation():
    kept = Observation(id="o1", issue="x", question_id="gone-Q1")
    presenter, _, _ = run(ObservationsPresenter, make_session(observations={"o1": kept}))
    entry = presenter.form("o1").fields[-1]

    assert entry.value in dict(entry.choices)


# --- final -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [InterviewsPresenter, ObservationsPresenter])
def test_a_final_assessment_offers_no_change_and_says_why(kind):
    _, view, _ = run(kind, make_session(status=FINAL))

    assert view.card.blocked == EN.text("review.final")
    assert not any(action.is_enabled for action in view.card.actions)


def test_a_final_difference_can_still_be_opened():
    _, view, _ = run(DifferencesPresenter, make_session(status=FINAL))

    assert {a.name for a in view.card.actions if a.is_enabled} == {"open"}


# --- sign-off --------------------------------------------------------------------------------


def sign_off(session):
    return run(SignOffPresenter, session, Clock())


def now_of(view):
    return [text for text, is_now in view.card.steps if is_now]


def test_an_assessment_goes_to_review_and_back():
    session = make_session()
    presenter, view, _ = sign_off(session)
    assert (now_of(view), view.card.can) == (["Draft"], {"to_review", "sign"})
    presenter.hand_over()
    presenter.refresh()
    assert (now_of(view), view.card.can) == (["In review"], {"take_back", "sign"})
    presenter.take_back()
    presenter.refresh()
    assert now_of(view) == ["In progress"]


def test_what_is_open_is_told_before_signing():
    old = Evidence(id="e1", kind=EvidenceKind.TEXT, title="scan", expires_on=date(2026, 11, 23))
    session = make_session(
        answers={LEAD: chosen(100)}, findings=finding(LEAD, **chosen(0)), evidence={"e1": old}
    )
    _, view, _ = sign_off(session)
    texts = {fact.text for fact in view.card.facts if fact.is_open}

    assert f"Unanswered questions: {session.evaluation.open_count}" in texts
    assert "Expired evidence: 1 (scan)" in texts
    assert "Findings that differ from the claims: 1 of 1 examined" in texts


def test_evidence_proves_on_its_last_day_still():
    today = Evidence(id="e1", kind=EvidenceKind.TEXT, title="scan", expires_on=date(2026, 11, 24))
    _, view, _ = sign_off(make_session(evidence={"e1": today}))

    assert EN.text("review.fact.expired.none") in [f.text for f in view.card.facts]


def test_what_waits_to_be_confirmed_is_told_of_a_later_round_and_forbids_nothing():
    carried = {**chosen(100), "carried": True}
    session = make_session(
        answers={LEAD: carried}, findings=finding(LEAD, **carried), round=Round(number=2)
    )
    presenter, view, _ = sign_off(session)
    told = EN.text("review.fact.unconfirmed", count=2)
    assert told in {fact.text for fact in view.card.facts if fact.is_open}
    assert "sign" in view.card.can

    session.confirm(LEAD)
    session.speak_as(Voice.AUDITOR)
    session.confirm(LEAD)
    presenter.refresh()

    none = EN.text("review.fact.unconfirmed.none")
    assert none in {fact.text for fact in view.card.facts if not fact.is_open}


def test_a_first_round_has_nothing_to_confirm():
    _, view, _ = sign_off(make_session(answers={LEAD: chosen(100)}))

    none = EN.text("review.fact.unconfirmed.none")
    assert none not in {fact.text for fact in view.card.facts}


def test_signing_seals_shows_the_digest_and_leaves_a_new_round_only():
    session = make_session()
    presenter, view, _ = sign_off(session)

    assert presenter.sign("Wang  Fang")
    presenter.refresh()

    seal = session.assessment.status.seal
    assert seal.sealed_by == "Wang Fang"
    assert view.card.seal[-1] == seal.sha256
    assert view.card.can == {"next_round"}
    assert (view.card.facts, view.card.broken) == ((), "")


def test_a_full_disk_seals_nothing():
    session = make_session()
    presenter, _, errors = sign_off(session)
    fill_disk(session)

    assert not presenter.sign("Wang")
    assert not session.assessment.is_final
    assert len(errors) == 1


def test_a_broken_seal_is_said():
    session = make_session()
    sign_off(session)[0].sign("Wang")
    altered = replace(session.assessment, organisation="Other")
    _, view, _ = sign_off(open_session(altered))

    assert view.card.broken == EN.text("review.seal.broken")
    assert EN.text("review.seal.unlike") in view.card.seal


def test_a_new_round_carries_everything_and_says_why():
    first = make_assessment(
        questionnaire_id=QUESTIONNAIRE, answers={LEAD: chosen(50)}, origin="first", status=FINAL
    )
    presenter, _, _ = sign_off(open_session(first))
    following = presenter.next_round(" Moved to \n another provider ")

    reason = "Moved to another provider"
    assert following.round == Round(number=2, previous="first", reason=reason)
    assert following.status == Status(state=AssessmentState.IN_PROGRESS)
    assert following.origin == ""
    assert following.answers == {LEAD: replace(first.answers[LEAD], carried=True)}
    _, view, _ = sign_off(open_session(following))
    assert view.card.round == f"Round 2. Opened because: {reason}"


@pytest.mark.parametrize("kind", [DifferencesPresenter, InterviewsPresenter, ObservationsPresenter])
def test_a_list_speaks_the_other_language(kind, examined):
    presenter, view, _ = run(kind, examined)
    presenter.use_catalog(ZH)
    presenter.refresh()

    assert view.card.intro in ZH.messages("review").values()


def test_an_open_finding_is_not_counted(examined):
    examined.speak_as(Voice.AUDITOR)
    examined.take_back(LEAD)
    _, view, _ = run(DifferencesPresenter, examined)

    assert examined.assessment.findings[LEAD].state is AnswerState.OPEN
    assert view.card.facts == "Examined 1 · agree 1 · differ 0"
