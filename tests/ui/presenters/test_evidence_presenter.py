from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from model.assessment import AssessmentState, Status
from model.errors import InputError, StorageError
from model.fieldwork import Evidence, EvidenceKind, Method
from model.storage.evidence import EvidenceFolder, FileState
from tests.ui.presenters.fakes import BOXES, EN, LEAD, FakeView, fill_disk, make_session
from ui.presenters.evidence_presenter import EvidencePresenter
from ui.presenters.evidence_rules import (
    is_opened,
    is_web_address,
    kept_address,
    store_files,
)

LINK, TEXT, FILE = EvidenceKind.LINK, EvidenceKind.TEXT, EvidenceKind.FILE


class Desk:
    """A presenter with all that it needs, and what it reported."""

    def __init__(self, tmp_path, question_id="", session=None):
        self.session = session or make_session()
        self.folder = EvidenceFolder(tmp_path / "workspace")
        self.view, self.errors = FakeView(), []
        self.presenter = EvidencePresenter(
            self.session, self.folder, EN, self.view, self.errors.append, question_id
        )
        self.presenter.refresh()

    @property
    def kept(self):
        return list(self.session.assessment.evidence.values())

    def add(self, *paths):
        return self.presenter.add_files(store_files(self.folder, paths))

    def values(self, **changes):
        form = self.presenter.form(kind=LINK)
        return {**{e.key: e.value for e in form.fields}, **changes}

    def enabled(self):
        return {a.name for a in self.view.card.actions if a.is_enabled}


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "mfa.png"
    path.write_bytes(b"not really a picture")
    return path


def evidence(**changes):
    fields = {"id": "e1", "kind": LINK, "title": "console", "content": "https://a.cn/x"}
    return Evidence(**{**fields, **changes})


def with_evidence(*pieces, **changes):
    return make_session(evidence={e.id: e for e in pieces}, **changes)


def test_the_same_file_for_two_answers_is_one_piece_of_evidence(tmp_path, proof):
    first = Desk(tmp_path, LEAD)
    first.add(proof)
    second = Desk(tmp_path, BOXES, first.session)
    assert second.view.card.rows == ()

    second.add(proof)

    (kept,) = second.kept
    assert kept.questions == tuple(sorted((LEAD, BOXES)))
    assert len([p for p in (tmp_path / "workspace").rglob("*") if p.is_file()]) == 1
    assert "Answers it proves: 2" in second.view.card.rows[0].texts[2]


def test_a_refused_file_does_not_stop_the_others(tmp_path, proof):
    empty = tmp_path / "empty.txt"
    empty.touch()
    desk = Desk(tmp_path)

    assert desk.add(empty, proof) == 1

    assert [e.title for e in desk.kept] == ["mfa.png"]
    assert [error.key for error in desk.errors] == ["evidence.error.empty"]


def test_a_hostile_name_becomes_a_clean_title(tmp_path):
    path = tmp_path / ("x\u202egnp" + "y" * 200 + ".txt")
    path.write_bytes(b"x")
    desk = Desk(tmp_path)

    desk.add(path)

    assert desk.kept[0].title.startswith("xgnpyyy")
    assert len(desk.kept[0].title) <= 120
    assert desk.presenter.file_name(desk.kept[0].id).endswith(".txt")


@pytest.mark.parametrize("state", [None, *FileState])
def test_the_state_of_a_file_is_said_in_words_and_shape(tmp_path, proof, state):
    made = evidence(kind=FILE, title="a.pdf", sha256="ab" * 32, size=2_300_000)
    desk = Desk(tmp_path, session=with_evidence(made))
    assert desk.presenter.to_check() == (made.sha256,)
    if state:
        desk.presenter.checked({made.sha256: state})

    words = EN.text(f"evidence.state.{state or 'unchecked'}")
    (row,) = desk.view.card.rows
    assert row.texts[2].splitlines() == [words, "2.3 MB", "Answers it proves: 0"]
    assert ("open" in row.can) is (state in (None, FileState.PRESENT))
    assert desk.presenter.to_check() == (() if state else (made.sha256,))


@pytest.mark.parametrize(
    ("title", "state", "badge", "is_drawn"),
    [
        ("a.png", None, "PNG", True),
        ("a.JPEG", FileState.PRESENT, "JPEG", True),
        ("a.png", FileState.MISSING, "×", False),
        ("a.png", FileState.ALTERED, "▲", False),
        ("a.docx", FileState.PRESENT, "DOCX", False),
        ("a.svg", None, "SVG", False),
        ("a.longer", None, "File", False),
        ("a", None, "File", False),
    ],
)
def test_a_row_says_its_kind_or_what_is_wrong_in_a_badge(tmp_path, title, state, badge, is_drawn):
    made = evidence(kind=FILE, title=title, sha256="ab" * 32)
    desk = Desk(tmp_path, session=with_evidence(made))
    if state:
        desk.presenter.checked({made.sha256: state})

    (row,) = desk.view.card.rows
    assert (row.badge, row.picture) == (badge, made.sha256 if is_drawn else "")


def test_links_and_texts_are_told_by_their_badge(tmp_path):
    pieces = [evidence(title="a.png"), evidence(id="e2", kind=TEXT, title="b.png")]
    desk = Desk(tmp_path, session=with_evidence(*pieces))

    assert [(row.badge, row.picture) for row in desk.view.card.rows] == [("Link", ""), ("Text", "")]


def test_expiry_is_said_in_words(tmp_path):
    pieces = [
        evidence(id=str(n), title=str(n), expires_on=day)
        for n, day in enumerate((None, date(2000, 1, 1), date(2999, 1, 1)))
    ]
    desk = Desk(tmp_path, session=with_evidence(*pieces))

    told = [row.texts[1].splitlines()[1] for row in desk.view.card.rows]
    assert told == [
        "Does not expire",
        "▲ Expired: was valid until 2000-01-01",
        "Valid until 2999-01-01",
    ]


def test_a_link_is_kept_with_all_that_was_entered(tmp_path):
    desk = Desk(tmp_path)
    entered = desk.values(
        content=" https://console.example.cn/mfa ",
        method="test",
        collected_on="2026-11-20",
        collected_by="李",
        expires_on="2027-11-20",
        questions=f"{LEAD} {BOXES}",
    )

    assert desk.presenter.take("", LINK, entered) == ""

    (kept,) = desk.kept
    assert replace(kept, id="") == Evidence(
        id="",
        kind=LINK,
        title="https://console.example.cn/mfa",
        content="https://console.example.cn/mfa",
        method=Method.TEST,
        collected_on=date(2026, 11, 20),
        collected_by="李",
        expires_on=date(2027, 11, 20),
        questions=tuple(sorted((BOXES, LEAD))),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "javascript:alert(1)"},
        {"content": ""},
    ],
)
def test_what_is_wrong_is_said_and_what_was_entered_stays(tmp_path, changes):
    desk = Desk(tmp_path)
    entered = desk.values(title="console", **changes)

    wrong = desk.presenter.take("", LINK, entered)

    assert wrong.endswith(".")
    assert desk.kept == []
    form = desk.presenter.form("", LINK, entered, wrong)
    assert form.intro == wrong
    assert {e.key: e.value for e in form.fields} == entered


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript :alert(1)",
        "java\u200bscript:alert(1)",
        "java\nscript:alert(1)".replace("\n", ""),
        "file:///etc/passwd",
        "data:text/html,x",
        "C:\\proof.exe",
        "https:",
        "https:///x",
        "http://a b",
        "https://[",
    ],
)
def test_an_address_of_another_kind_is_refused(address):
    with pytest.raises(InputError, match="scheme"):
        kept_address(address)


@pytest.mark.parametrize(
    "address",
    ["https://a.cn/x?y=1", "http://10.0.0.1:8080", "a.example.cn:8443/x", "档案室，第 3 柜"],
)
def test_web_addresses_and_plain_places_are_kept(address):
    assert kept_address(address) == address
    assert is_web_address(address) is address.startswith("http")


def test_every_question_asked_can_be_chosen_and_one_no_longer_asked_stays(tmp_path):
    kept = evidence(questions=("gone-Q1", LEAD))
    desk = Desk(tmp_path, session=with_evidence(kept))
    (entry,) = [e for e in desk.presenter.form("e1").fields if e.key == "questions"]

    asked = [question.id for question in desk.session.evaluation.asked]
    assert [key for key, _ in entry.choices] == [*asked, "gone-Q1"]
    assert entry.value.split() == ["gone-Q1", LEAD]
    text = EN.say(desk.session.questionnaire.by_id[LEAD].text)
    assert dict(entry.choices)[LEAD] == f"{LEAD}  {text}"


def test_what_is_begun_from_a_question_proves_it_unless_its_tick_is_taken_away(tmp_path):
    desk = Desk(tmp_path, LEAD)
    entered = desk.values(content="https://a.cn")
    assert entered["questions"] == LEAD

    assert desk.presenter.take("", LINK, {**entered, "questions": ""}) == ""
    assert desk.kept[0].questions == ()


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.bat", "a.html", "a.svg", "a.docm", "a", ".pdf"])
def test_what_could_run_is_never_opened(name):
    assert not is_opened(name)


def test_a_renamed_file_keeps_its_ending(tmp_path, proof):
    desk = Desk(tmp_path)
    desk.add(proof)
    key = desk.kept[0].id
    form = desk.presenter.form(key)
    entered = {e.key: e.value for e in form.fields}

    desk.presenter.take(key, FILE, {**entered, "title": "Second factor.exe"})

    assert desk.kept[0].title == "Second factor.exe.png"


def test_evidence_already_here_is_attached_and_detached(tmp_path):
    desk = Desk(tmp_path, LEAD, with_evidence(evidence(questions=(BOXES,))))
    assert [key for key, _ in desk.presenter.attachable()] == ["e1"]

    desk.presenter.attach("e1")
    assert [row.id for row in desk.view.card.rows] == ["e1"]
    assert "attach" not in desk.enabled()

    desk.presenter.detach("e1")
    assert desk.view.card.rows == ()
    assert desk.kept[0].questions == (BOXES,)


def test_what_is_removed_comes_back_when_undone(tmp_path, proof):
    desk = Desk(tmp_path)
    desk.add(proof)
    (kept,) = desk.kept

    assert desk.presenter.remove(kept.id)
    assert desk.view.card.rows == ()

    desk.session.undo()
    assert desk.kept == [kept]
    assert desk.folder.state(kept.sha256) is FileState.PRESENT


def test_a_final_assessment_is_only_looked_at(tmp_path, proof):
    final = Status(state=AssessmentState.FINAL)
    made = evidence(kind=FILE, title="a.pdf", sha256="ab" * 32)
    desk = Desk(tmp_path, session=with_evidence(made, status=final))

    card = desk.view.card
    assert card.blocked == EN.text("evidence.blocked")
    assert not {"add_files", "add_link", "add_text"} & desk.enabled()
    assert card.rows[0].can == {"open", "save"}


def test_a_full_disk_is_told_and_nothing_is_listed(tmp_path, proof):
    desk = Desk(tmp_path)
    fill_disk(desk.session)

    desk.add(proof)

    assert isinstance(desk.errors[0], StorageError)
    assert desk.view.card.rows == ()


@pytest.mark.parametrize(
    ("title", "shows"),
    [
        ("a.pdf", "PDF, 1 KB"),
        ("a.exe", "neither drawn nor opened"),
        ("a", "no file type"),
    ],
)
def test_what_is_not_drawn_is_said_by_kind_and_size(tmp_path, title, shows):
    made = evidence(kind=FILE, title=title, sha256="ab" * 32, size=900)
    look = Desk(tmp_path, session=with_evidence(made)).presenter.look("e1")

    assert shows in look.text
    assert (look.picture, look.text_file) == ("", "")


def test_pictures_and_texts_are_read_before_they_are_shown(tmp_path):
    pieces = [
        evidence(id="p", kind=FILE, title="a.PNG", sha256="ab" * 32),
        evidence(id="t", kind=FILE, title="a.txt", sha256="cd" * 32),
    ]
    presenter = Desk(tmp_path, session=with_evidence(*pieces)).presenter

    assert presenter.look("p").picture == "ab" * 32
    assert presenter.look("t").text_file == "cd" * 32
    assert presenter.look("gone").text == ""


@pytest.mark.parametrize("state", [FileState.MISSING, FileState.ALTERED])
@pytest.mark.parametrize("title", ["report.pdf", "screen.png", "policy.txt"])
def test_a_file_that_is_gone_or_altered_is_said_in_place_of_its_preview(tmp_path, state, title):
    desk = Desk(tmp_path)
    lost = Evidence(id="e1", kind=FILE, title=title, sha256="ab" * 32, size=10)
    desk.session.keep_evidence(lost)
    desk.presenter.checked({lost.sha256: state})

    look = desk.presenter.look("e1")

    assert look.text == EN.text(f"evidence.state.{state}")
    assert (look.picture, look.text_file) == ("", "")
