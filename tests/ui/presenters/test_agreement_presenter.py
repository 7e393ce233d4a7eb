"""The tab of the document to sign: what it lists, keeps and says is missing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from model.assessment import AssessmentState, CloudService, Status
from model.document import Edition
from model.ledger import Agreement
from model.responsibility import ServiceModel
from tests.model.agreement_samples import SIGNED
from tests.ui.pages.helpers import WORDS
from tests.ui.presenters.fakes import EN, ZH, FakeView, Redraw, fill_disk, make_session
from ui.presenters.agreement_presenter import NAMES, AgreementPresenter
from ui.presenters.form import problem

PLAIN = dict.fromkeys(NAMES, "")


def run(session=None, catalog=EN):
    session = session or make_session()
    view, errors = FakeView(), []
    presenter = AgreementPresenter(session, catalog, view, errors.append)
    redraw = Redraw(session, presenter)
    presenter.refresh()
    return presenter, view, session, errors, redraw


def buttons(view):
    return {action.name: action.is_enabled for action in view.card.actions}


def test_every_field_is_listed_and_a_blank_one_says_so():
    _, view, *_ = run(make_session(agreement=replace(Agreement(), scope="All of it")))

    rows = dict(view.card.rows)
    assert list(rows) == [field.name for field in fields(Agreement)]
    assert rows["scope"] == ("Scope", "All of it")
    assert rows["valid_from"] == ("Valid from", "(left blank, to be filled in by hand)")


def test_what_is_entered_is_kept_in_one_step_and_shown():
    presenter, view, session, _, _kept = run()
    entered = {**PLAIN, "customer_name": f"  {WORDS} ", "review_on": "2027-11-30"}
    presenter.keep(entered)

    assert session.assessment.agreement == Agreement(
        customer_name=WORDS[:120].rstrip(), review_on=date(2027, 11, 30)
    )
    assert dict(view.card.rows)["review_on"][1] == "2027-11-30"
    session.undo()
    assert session.assessment.agreement == Agreement()


def test_a_form_saved_unchanged_changes_nothing():
    presenter, _, session, _, _kept = run(make_session(agreement=SIGNED))
    presenter.keep({entry.key: entry.value for entry in presenter.form().fields})

    assert session.assessment.agreement == SIGNED
    assert session._store.saved == []


def test_the_first_form_proposes_the_names_of_the_set_up():
    presenter, *_ = run()
    proposed = {e.key: e.value for e in presenter.form().fields if e.value}
    nameless = CloudService(name="Shop", provider="", model=ServiceModel.IAAS)
    without, *_ = run(make_session(service=nameless))

    assert proposed == {"customer_name": "Test & Co", "provider_name": "Alibaba Cloud"}
    assert {e.key for e in without.form().fields if e.value} == {"customer_name"}


def test_a_name_that_was_taken_out_is_not_proposed_again():
    presenter, *_ = run(make_session(agreement=Agreement(scope="All")))

    assert {e.key for e in presenter.form().fields if e.value} == {"scope"}


def test_a_day_that_is_none_is_refused_by_the_form():
    presenter, *_ = run()
    found = problem(presenter.form(), {**PLAIN, "valid_from": "next week"})

    assert found is not None
    assert found.key == "valid_from"


def test_what_is_missing_is_said_in_one_sentence():
    _, view, session, *_ = run()
    cells = session.evaluation.division.cells

    assert view.card.notice.startswith(
        "Still missing before you sign: the customer's name; the provider's name; "
        f"14 of 14 items below are blank; {len(cells)} of {len(cells)} duties are not confirmed"
    )
    _, signed, *_ = run(make_session(agreement=SIGNED))
    assert "name" not in signed.card.notice.replace("named", "")
    assert "blank" not in signed.card.notice


def test_the_document_follows_the_window_until_its_languages_were_chosen():
    presenter, view, *_ = run()
    assert presenter.edition is Edition.EN
    presenter.use_catalog(ZH)
    assert presenter.edition is Edition.ZH

    presenter.use_edition("both")
    presenter.use_catalog(EN)
    assert presenter.edition is Edition.BOTH
    assert [name for name, _, is_chosen in view.card.choices if is_chosen] == ["both"]


def test_nothing_is_saved_twice_at_once_and_a_file_can_be_opened_when_it_is_there():
    presenter, view, *_ = run()
    assert (buttons(view)["save_pdf"], buttons(view)["show"]) == (True, False)
    presenter.show_working()
    assert (buttons(view)["save_pdf"], buttons(view)["save_docx"]) == (False, False)
    assert view.card.facts == EN.text("agreement.working")
    presenter.show_done("a.pdf")
    assert (buttons(view)["save_pdf"], buttons(view)["show"]) == (True, True)
    assert view.card.facts == "Saved: a.pdf"


def test_a_failure_leaves_the_older_file_to_open():
    presenter, view, *_ = run()
    presenter.show_done("a.pdf")
    presenter.show_working()
    presenter.show_done("")

    assert view.card.facts == ""
    assert buttons(view)["show"]


def test_a_final_assessment_is_printed_but_not_changed():
    _, view, *_ = run(make_session(status=Status(state=AssessmentState.FINAL)))

    assert view.card.blocked == EN.text("review.final")
    assert (buttons(view)["edit"], buttons(view)["save_pdf"]) == (False, True)


def test_what_cannot_be_saved_is_told():
    presenter, _, session, errors, _kept = run()
    fill_disk(session)
    presenter.keep({**PLAIN, "scope": "x"})

    assert [error.key for error in errors] == ["error.storage.disk_full"]
    assert session.assessment.agreement == Agreement()


@pytest.mark.parametrize(
    ("name", "edition", "expected"),
    [
        ("Li/../& Co", "en", "Li Co-division-of-responsibilities"),
        ("示例局", "both", "示例局-安全责任划分书"),
        ("", "zh", "安全责任划分书"),
    ],
)
def test_the_file_has_a_name_without_risky_characters(name, edition, expected):
    presenter, *_ = run(make_session(organisation=name))
    presenter.use_edition(edition)

    assert " ".join(presenter.file_name().split()) == expected
