"""Packages through the real window: out, in, merged, locked, refused."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from model.assessment import Voice
from model.content import shelf
from model.errors import InputError
from model.handover import Handed, receive
from model.language import Language
from model.merging import Side
from model.paths import own_questionnaires
from model.settings import Settings, Theme
from model.storage.evidence import EvidenceFolder
from tests.builders import chosen, make_assessment
from tests.model.drafts import draft, with_field
from tests.model.storage.workspace import EVIDENCE
from tests.ui.pages.helpers import settle
from ui import dialogs, exchange_flow
from ui.app import make_app, make_window
from ui.pages.form_dialog import FormDialog
from ui.pages.import_dialog import ImportDialog

SECRET = "绿色 tea"  # noqa: S105  made up


@pytest.fixture
def open_window(qtbot, tmp_path):
    opened = []

    def open_it(name):
        settings = Settings(theme=Theme.LIGHT, person=name)
        made = make_window(make_app(), tmp_path / name, settings, Language.EN)
        qtbot.addWidget(made)
        made.show()
        opened.append(made)
        return made

    yield open_it
    for made in opened:
        made.close()


@pytest.fixture
def answers(monkeypatch):
    """Answer the preview: accept it, on the target or side that a test wants."""
    seen = []

    def run(dialog):
        seen.append(dialog)
        for act in wanted:
            act(dialog)
        return QDialog.DialogCode.Accepted

    wanted = []
    monkeypatch.setattr(ImportDialog, "exec", run)
    return wanted


@pytest.fixture
def fill(monkeypatch):
    """Fill in every form with values, and save it as often as there are values for it."""

    def use(*tries):
        class Filled(FormDialog):
            def exec(self):
                for values in tries:
                    for key, text in values.items():
                        self._fields[key].setText(text)
                    self.findChild(QPushButton, "dialog.save").click()
                    seen.append(self._wrong.text())
                return self.result()

        monkeypatch.setattr(exchange_flow, "FormDialog", Filled)

    seen = use.seen = []
    return use


@pytest.fixture
def hand_out(qtbot, tmp_path):
    def write(window, what=Handed.ALL, passphrase="", name="a.shoulder"):
        path = tmp_path / name
        path.unlink(missing_ok=True)
        window.exchange.write_package(window.session_pages.session, path, what, passphrase)
        qtbot.waitUntil(path.exists, timeout=20_000)
        settle()
        return path

    return write


def take_in(qtbot, window, path):
    window.open_file(path)
    qtbot.waitUntil(
        lambda: window._bar.isVisible() or bool(window._store.entries()), timeout=20_000
    )
    settle(30)


def proved_sample(window):
    window.open_sample()
    session = window.session_pages.session
    kept = EvidenceFolder(window._store.folder).add_bytes(b"a screenshot", "mfa.png")
    session.keep_evidence(
        type(EVIDENCE)(
            id="e1",
            kind=EVIDENCE.kind,
            title=kept.title,
            sha256=kept.sha256,
            size=kept.size,
            questions=("CA.1-Q1",),
        )
    )
    return session


def test_a_package_brings_assessment_and_evidence_to_another_computer(
    qtbot, open_window, answers, hand_out
):
    here, there = open_window("Li"), open_window("Wang")
    session = proved_sample(here)
    path = hand_out(here)

    take_in(qtbot, there, path)

    arrived = there.session_pages.session.assessment
    assert arrived.answers == session.assessment.answers
    assert arrived.origin == session.assessment.origin
    held = EvidenceFolder(there._store.folder)
    assert held.read(arrived.evidence["e1"].sha256) == b"a screenshot"
    assert list((there._store.folder / "backups").iterdir())


def test_a_locked_package_opens_with_its_passphrase_only(
    qtbot, open_window, answers, hand_out, fill
):
    here, there = open_window("Li"), open_window("Wang")
    proved_sample(here)
    path = hand_out(here, passphrase=SECRET)
    assert b"answers" not in path.read_bytes()
    fill({"passphrase": "red tea"})

    take_in(qtbot, there, path)
    assert there._bar.isVisible()
    assert there._store.entries() == []

    there._bar.hide()
    fill({"passphrase": f" {SECRET} "})
    take_in(qtbot, there, path)
    qtbot.waitUntil(lambda: len(there._store.entries()) == 1, timeout=20_000)


def test_two_auditors_split_the_interviews_and_one_conflict_is_decided(
    qtbot, open_window, answers, hand_out
):
    here, there = open_window("Li"), open_window("Wang")
    here.open_sample()
    path = hand_out(here)
    take_in(qtbot, there, path)
    mine, other = here.session_pages.session, there.session_pages.session
    mine.choose("CA.1-Q1", ("0",))
    mine.note("OS.1-Q1", "mine alone")
    other.choose("CA.1-Q1", ("100",))
    other.do_not_know("CA.2-Q1")
    back = hand_out(there, name="b.shoulder")
    mine_id = mine.id

    def look(dialog):
        conflicts = [row.what for row in dialog._waiting] or dialog._groups
        assert conflicts
        dialog.all_chosen.emit(Side.THEIRS)

    answers.append(look)
    here._bar.hide()
    here.open_file(back)
    qtbot.waitUntil(
        lambda: here._store.load(mine_id).answers["CA.1-Q1"].choices == ("100",), timeout=20_000
    )

    merged = here._store.load(mine_id)
    assert merged.answers["OS.1-Q1"].note == "mine alone"
    assert merged.answers["CA.2-Q1"].state.value == "unknown"
    assert len(here._store.entries()) == 1
    assert here._store.history(mine_id)[-1].person == "Li"


def test_nothing_is_kept_when_the_preview_is_closed(qtbot, open_window, hand_out, monkeypatch):
    here, there = open_window("Li"), open_window("Wang")
    here.open_sample()
    path = hand_out(here)
    seen = []

    def refuse(dialog):
        seen.append(dialog)
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(ImportDialog, "exec", refuse)

    there.open_file(path)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    settle(30)

    assert there._store.entries() == []
    assert not (there._store.folder / "evidence").exists()


def test_what_the_customer_receives_holds_nothing_of_the_auditor(open_window, hand_out):
    here = open_window("Li")
    session = proved_sample(here)
    session.speak_as(Voice.AUDITOR)
    session.choose("CA.1-Q1", ("0",))
    session.note("CA.1-Q1", "not what was claimed")

    received = receive(hand_out(here, Handed.WITHOUT_AUDITOR).read_bytes(), "a.shoulder")

    assert received.assessment.findings == {}
    assert "not what was claimed" not in received.raw


def test_an_anonymised_package_names_nobody(open_window, hand_out):
    here = open_window("Li")
    session = proved_sample(here)
    session.note("CA.1-Q1", "Zhang said so")

    path = hand_out(here, Handed.ANONYMISED)
    received = receive(path.read_bytes(), "a.shoulder")

    for word in ("Zhang", session.assessment.organisation, "mfa.png"):
        assert word not in received.raw
    assert received.evidence == {}
    assert received.assessment.answers.keys() == session.assessment.answers.keys()


def test_a_broken_package_is_refused_with_a_sentence(qtbot, open_window, hand_out):
    here, there = open_window("Li"), open_window("Wang")
    here.open_sample()
    path = hand_out(here)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)

    with pytest.raises(InputError):
        receive(bytes(raw), "a.shoulder")
    take_in(qtbot, there, path)

    assert there._bar.isVisible()
    assert there._store.entries() == []


def test_a_package_is_locked_only_when_its_passphrase_was_typed_twice_alike(
    qtbot, open_window, fill, tmp_path, monkeypatch
):
    here = open_window("Li")
    session = proved_sample(here)
    path = tmp_path / "locked.shoulder"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: path)
    wrong = {"passphrase": SECRET, "again": SECRET.upper()}

    fill(wrong)
    here.exchange.hand_out(session, "locked")
    settle(30)
    assert not path.exists()
    assert fill.seen == [here.catalog.text("entry.differs")]

    fill(wrong, {"again": SECRET})
    here.exchange.hand_out(session, "locked")
    qtbot.waitUntil(path.exists, timeout=20_000)
    settle()
    assert receive(path.read_bytes(), "a.shoulder", SECRET).assessment.answers
    with pytest.raises(InputError):
        receive(path.read_bytes(), "a.shoulder", SECRET.upper())


def test_a_locked_package_is_not_opened_with_no_passphrase(qtbot, open_window, hand_out, fill):
    here, there = open_window("Li"), open_window("Wang")
    here.open_sample()
    path = hand_out(here, passphrase=SECRET)

    fill({"passphrase": " "})
    there.open_file(path)
    settle(30)

    assert fill.seen == [there.catalog.text("handover.ask.missing")]
    assert not there._bar.isVisible()


def shelf_of(window):
    return own_questionnaires(window._store.folder)


def release(window, top):
    path = shelf.release_path(shelf_of(window), top["id"], top["version"])
    shelf.write_release(path, top)
    return path


@pytest.fixture
def own_package(open_window, hand_out):
    """Give a package of an assessment whose questionnaire only its sender has."""
    here = open_window("Li")
    release(here, draft())
    made = make_assessment(
        questionnaire_id="my-own",
        questionnaire_version="1.0.0",
        answers={"CA.1-Q1": chosen(50), "NW.1-Q1": chosen("1", "3")},
    )
    here.open_assessment(here._store.create(made), "results")
    return here, hand_out(here)


def test_a_questionnaire_of_ones_own_comes_along_and_goes_back_merged(
    qtbot, open_window, answers, hand_out, own_package
):
    here, path = own_package
    there = open_window("Wang")
    said = []
    answers.append(lambda dialog: said.extend(x.text() for x in dialog.findChildren(QLabel)))

    take_in(qtbot, there, path)

    other, mine = there.session_pages.session, here.session_pages.session
    assert any(draft()["title"]["en"] in line and "will be added" in line for line in said)
    assert other.assessment.answers == mine.assessment.answers
    assert other.questionnaire == mine.questionnaire
    sent, kept = (next(shelf_of(window).iterdir()) for window in (here, there))
    assert (kept.name, kept.read_bytes()) == (sent.name, sent.read_bytes())

    other.do_not_know("CA.1-Q1")
    back = hand_out(there, name="b.shoulder")
    said.clear()
    here.open_file(back)
    qtbot.waitUntil(
        lambda: here._store.load(mine.id).answers["CA.1-Q1"].state.value == "unknown",
        timeout=20_000,
    )
    assert not [line for line in said if "will be added" in line]
    assert len(list(shelf_of(here).iterdir())) == 1


def test_a_preview_that_is_closed_adds_no_questionnaire(
    qtbot, open_window, own_package, monkeypatch
):
    there, seen = open_window("Wang"), []
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: seen.append(dialog) or 0)

    there.open_file(own_package[1])
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    settle(30)

    assert not shelf_of(there).exists()
    assert there._store.entries() == []


def test_a_questionnaire_that_differs_here_is_refused_and_stays(
    qtbot, open_window, answers, own_package
):
    there = open_window("Wang")
    path = release(there, with_field(draft(), "CA.1-Q1", weight=1))
    before = path.read_bytes()

    take_in(qtbot, there, own_package[1])

    assert there._bar.isVisible()
    assert there._store.entries() == []
    assert path.read_bytes() == before


def test_no_assessment_is_kept_where_its_questionnaire_cannot_be(
    qtbot, open_window, answers, own_package
):
    there = open_window("Wang")
    shelf_of(there).write_text("in the way", encoding="utf-8")

    take_in(qtbot, there, own_package[1])

    assert there._bar.isVisible()
    assert there._store.entries() == []
