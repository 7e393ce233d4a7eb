from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from model.assessment import Voice
from model.errors import OutputError
from model.exports.forms import offered
from model.language import Language
from model.library import load_assessment
from model.progress import Cancelled, Progress
from model.reporting.data import Reader
from tests.ui.presenters.fakes import (
    EN,
    LEAD,
    ZH,
    FakeView,
    audited_session,
    make_session,
    sample_session,
)
from ui.presenters.printing_presenter import PrintingPresenter


class Stage:
    def __init__(self, session=None, catalog=EN):
        self.session = session or sample_session()
        self.view = FakeView()
        self.presenter = PrintingPresenter(self.session, catalog, self.view)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_a_report_starts_in_the_language_of_the_window(catalog):
    stage = Stage(catalog=catalog)

    assert stage.card.language == catalog.language
    assert stage.presenter.order().language is catalog.language


def test_the_language_of_the_report_is_chosen_apart_from_the_windows():
    stage = Stage()

    stage.presenter.use_language("zh")

    assert stage.card.language == "zh"
    assert stage.card.words["title"] == EN.text("printing.title")
    assert stage.presenter.order().language is Language.ZH


def test_the_report_follows_the_window_until_another_language_was_chosen():
    stage = Stage()
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()
    assert stage.card.language == "zh"

    stage.presenter.use_language("en")
    stage.presenter.use_catalog(EN)
    stage.presenter.use_catalog(ZH)
    assert stage.presenter.order().language is Language.ZH


def test_a_chosen_language_stays_when_the_window_changes_to_it():
    stage = Stage()
    stage.presenter.use_language("zh")

    stage.presenter.use_catalog(ZH)

    assert stage.presenter.order().language is Language.ZH


def test_both_languages_are_offered_by_their_own_names():
    for catalog in (EN, ZH):
        assert Stage(catalog=catalog).card.languages == (("zh", "中文"), ("en", "English"))


def test_the_page_names_questionnaire_version_and_hash():
    stage = Stage()
    questionnaire = stage.session.questionnaire

    for part in (questionnaire.id, questionnaire.version, questionnaire.digest[:12]):
        assert part in stage.card.identity


def test_the_report_is_made_from_the_open_assessment_and_its_budget():
    stage = Stage()
    stage.session.set_budget(8)

    data = stage.presenter.order().data()

    assert data.assessment is stage.session.assessment
    assert data.plan.ranked == stage.session.plan.ranked


def test_without_an_auditor_there_is_nothing_to_choose_but_the_language():
    card = Stage().card

    assert card.voices == ()
    assert not card.can_leave_out
    assert not card.can_set_apart


def test_the_whole_plan_as_pdf_comes_first():
    stage = Stage()

    assert (stage.card.reader, stage.card.form) == ("whole", "pdf")
    assert stage.presenter.order().options.reader is None
    assert stage.card.hint == ""


@pytest.mark.parametrize("reader", Reader)
def test_a_reader_is_chosen_and_told_what_it_gets(reader):
    stage = Stage()

    stage.presenter.use_reader(reader)

    assert stage.card.reader == reader
    assert stage.card.reader_text == EN.text(f"printing.reader.{reader}.text")
    assert stage.presenter.order().data().options.reader is reader


def test_every_form_that_can_be_written_is_offered_with_a_sentence():
    stage = Stage()

    assert {form for form, _ in stage.card.forms} == {"pdf", *offered()}
    for form, _ in stage.card.forms:
        stage.presenter.use_form(form)
        assert stage.card.form == form
        assert stage.card.form_text == EN.text(f"printing.form.{form}.text")


@pytest.mark.parametrize("reader", ["owner", "board", "provider"])
def test_who_may_not_have_everything_gets_a_pdf_only(reader):
    stage = Stage()
    stage.presenter.use_form("xlsx")

    stage.presenter.use_reader(reader)

    assert stage.card.form == stage.presenter.order().form == "pdf"
    assert [form for form, _ in stage.card.forms] == ["pdf"]
    assert stage.card.hint

    stage.presenter.use_reader("auditor")
    assert stage.card.form == "xlsx"


@pytest.mark.parametrize("form", ["pdf", *offered()])
def test_what_was_chosen_is_what_is_written(tmp_path, form):
    stage = Stage()
    stage.presenter.use_form(form)
    order = stage.presenter.order()
    path = tmp_path / f"made{order.ending}"
    told = []

    order.write(path, Progress(tell=told.append))

    assert sorted(tmp_path.iterdir()) == sorted(order.files(path))
    assert told[-1] == 1


@pytest.mark.parametrize("form", ["pdf", *offered()])
def test_what_is_cancelled_leaves_no_file(tmp_path, form):
    stage = Stage()
    stage.presenter.use_form(form)
    order = stage.presenter.order()

    with pytest.raises(Cancelled):
        order.write(tmp_path / f"made{order.ending}", Progress(is_stopped=lambda: True))

    assert list(tmp_path.iterdir()) == []


def test_the_numbers_follow_the_sessions_voice_until_another_is_chosen():
    stage = Stage(audited_session())
    assert stage.presenter.order().data().voice is Voice.CUSTOMER

    stage.session.speak_as(Voice.AUDITOR)
    assert stage.presenter.order().data().voice is Voice.AUDITOR

    stage.presenter.use_voice("customer")
    assert stage.card.voice == "customer"
    assert [voice for voice, _ in stage.card.voices] == ["customer", "auditor"]
    assert stage.presenter.order().data().voice is Voice.CUSTOMER


def test_a_report_without_the_auditors_entries_follows_the_claims():
    stage = Stage(audited_session())
    stage.presenter.use_voice("auditor")

    stage.presenter.leave_out_auditor(True)

    data = stage.presenter.order().data()
    assert stage.card.voice == "customer"
    assert not stage.card.can_set_apart
    assert (data.claims.findings, data.claims.observations) == ({}, {})

    stage.presenter.leave_out_auditor(False)
    assert stage.card.voice == "auditor"
    assert stage.presenter.order().data().claims.observations


def test_observations_have_pages_of_their_own_where_that_is_asked_for():
    stage = Stage(audited_session())
    assert not stage.presenter.order().data().options.one_observation_a_page

    stage.presenter.set_observations_apart(True)

    assert stage.card.sets_apart
    assert stage.presenter.order().data().options.one_observation_a_page
    stage.presenter.use_form("csv")
    assert not stage.card.can_set_apart


def test_the_file_is_named_after_organisation_and_report():
    presenter = Stage(make_session(organisation="Li Trading")).presenter

    assert presenter.file_name() == "Li Trading-assessment"
    assert presenter.report_name() == "Li Trading-improvement-plan.pdf"
    presenter.use_form("csv")
    assert presenter.report_name() == "Li Trading-improvement-plan.csv"
    presenter.use_reader("board")
    assert presenter.report_name() == "Li Trading-for-the-board.pdf"


HOSTILE = [
    "../../etc/passwd",
    "..\\..\\Windows\\System32",
    "/absolute",
    "C:\\drive",
    'a:b*c?d"e<f>g|h',
    "CON",
    "name.exe\u202egnp",
    "nul\x00byte",
    "line\nbreak",
    "~root",
    "$(reboot)",
    "-rf",
    "...",
    "",
    "   ",
    "长" * 300,
    "x" * 300,
]


@pytest.mark.parametrize("organisation", HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_organisation_leads_the_file_anywhere_else(tmp_path, organisation, language):
    stage = Stage(make_session(organisation=organisation))
    stage.presenter.use_language(language)

    name = stage.presenter.file_name()

    assert stage.presenter.report_name().startswith(name.rpartition("-")[0])
    assert name
    assert name == name.strip()
    assert not set(name) & set('/\\:*?"<>|.~$\0\n\u202e')
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert len(f"{name}.json".encode()) <= 255
    assert not PureWindowsPath(f"{name}.pdf").is_reserved()
    (tmp_path / f"{name}.pdf").write_bytes(b"")


def test_an_organisation_without_a_usable_name_leaves_the_reports_name():
    assert Stage(make_session(organisation="../..")).presenter.report_name() == (
        "improvement-plan.pdf"
    )


def test_a_saved_file_opens_as_the_same_assessment(tmp_path):
    stage = Stage()
    path = tmp_path / "shop.json"

    stage.presenter.save_file(path)

    assert load_assessment(path) == stage.session.assessment


def test_a_saved_file_keeps_hostile_words_as_words(tmp_path):
    session = make_session()
    words = '<img src="/etc/passwd"> =HYPERLINK("x") "\\u0000'
    session.note("CA.1-Q1", words)
    session.do_not_know("CA.1-Q1")
    path = tmp_path / "shop.json"

    Stage(session).presenter.save_file(path)

    assert load_assessment(path).answers["CA.1-Q1"].note == words


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError):
        Stage().presenter.save_file(tmp_path / "gone" / "shop.json")

    assert list(tmp_path.iterdir()) == []


def test_a_failed_save_leaves_the_old_file_whole(tmp_path, monkeypatch):
    stage = Stage()
    path = tmp_path / "shop.json"
    stage.presenter.save_file(path)
    before = path.read_bytes()

    def full_disk(self, _data):
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "write_bytes", full_disk)
    with pytest.raises(OutputError):
        stage.presenter.save_file(path)

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_report_knows_every_change_and_the_round_before():
    session = sample_session()
    session.do_not_know(LEAD)
    stage = Stage(session)

    order = stage.presenter.order()

    assert list(order.history) == session.history()
    assert order.previous is session.previous
    assert order.data().history is not None
