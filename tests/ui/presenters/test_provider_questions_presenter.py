"""The list of questions for the provider: narrowed, in either language, and as a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from model.assessment import AssessmentState, CloudService, Status
from model.language import Language
from model.provider_questions import AskedWhy
from model.responsibility import ServiceModel
from tests.ui.presenters.fakes import (
    EN,
    ZH,
    FakeView,
    forget_claims,
    make_session,
    open_session,
    sample_session,
)
from ui.presenters.provider_questions_presenter import ALL, FILES, ProviderQuestionsPresenter

DAY = date(2026, 11, 24)


def shown(session=None, catalog=EN):
    view = FakeView()
    presenter = ProviderQuestionsPresenter(
        session or forget_claims(sample_session()), catalog, view, print
    )
    presenter.refresh()
    return presenter, view


def action(view, name):
    return next(each for each in view.card.actions if each.name == name)


def test_every_question_is_listed_with_its_reason_and_counted():
    presenter, view = shown()
    card = view.card

    assert len(card.rows) == len(presenter.letter(DAY).questions)
    assert str(len(card.rows)) in card.facts
    counts = [int(text.rpartition("(")[2].rstrip(")")) for _, text, _ in card.choices]
    assert counts[0] == sum(counts[1:]) == len(card.rows)
    assert EN.text("letter.tab.why.unsettled") in card.rows[0][1][0]


def test_only_what_is_listed_goes_into_the_letter():
    presenter, view = shown()
    everything = len(view.card.rows)
    presenter.look_at("assumed")

    letter = presenter.letter(DAY)
    assert {question.why for question in letter.questions} == {AskedWhy.ASSUMED}
    assert 0 < len(letter.questions) == len(view.card.rows) < everything
    some = EN.text("letter.tab.some", shown=len(view.card.rows), count=everything)
    assert view.card.facts.startswith(some)
    assert view.card.facts.endswith(EN.text("word.attribution"))


def test_reasons_that_nothing_is_asked_for_are_not_offered():
    _, view = shown()

    assert "disputed" not in [name for name, _, _ in view.card.choices]


def test_a_reason_that_is_settled_meanwhile_gives_way_to_everything():
    presenter, view = shown()
    presenter.look_at("disputed")

    assert next(name for name, _, is_chosen in view.card.choices if is_chosen) == ALL
    assert view.card.rows


def test_the_letter_is_in_the_language_of_the_screen_until_another_is_chosen():
    presenter, view = shown()
    assert presenter.letter(DAY).language is Language.EN
    presenter.use_catalog(ZH)
    assert presenter.letter(DAY).language is Language.ZH

    presenter.swap_language()
    presenter.use_catalog(EN)
    assert presenter.letter(DAY).language is Language.EN
    assert "English" in action(view, "language").text


def test_file_names_are_fit_for_every_system():
    service = CloudService(name='a/b:c*?"<>|\\ ' + "x" * 200, provider="", model=ServiceModel.IAAS)
    presenter, _ = shown(make_session(service=service))

    for name, ending in FILES.items():
        file = presenter.file_name(name)
        assert file.endswith(f".{ending}")
        assert not set(file) & set('\\/:*?"<>|')
        assert len(file) < 110
    nameless = replace(service, name="")
    assert shown(make_session(service=nameless))[0].file_name("text").endswith("provider.txt")


def test_a_final_assessment_takes_no_replies_but_its_questions_go_out():
    final = replace(sample_session().assessment, status=Status(state=AssessmentState.FINAL))
    _, view = shown(open_session(final))

    assert view.card.blocked
    assert not action(view, "read").is_enabled
    assert action(view, "excel").is_enabled
