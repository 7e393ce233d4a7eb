from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from pypdf import PdfReader

from model.assessment import AssessmentState, Seal, Status
from model.change import Part
from model.i18n import Catalog
from model.library import content, report_of
from model.reporting.plan_report import write_report
from model.sealing import digest
from model.storage.assessments import AssessmentStore
from model.storage.database import BACKUPS, FILE_NAME
from tests.builders import make_assessment
from tests.model.storage.workspace import MOMENT, answer, clock, full_assessment, put, sql
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run

RAW = b"a picture of the console"


@pytest.fixture
def workspace(tmp_path):
    store = AssessmentStore.open(tmp_path, clock)
    store.create(make_assessment())
    store.close()
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sound_workspace_is_said_to_be_sound(capsys, monkeypatch, workspace, language):
    named = run(capsys, "workspace", "check", "--workspace", workspace, "--lang", language)
    before = run(capsys, "--workspace", workspace, "workspace", "check", "--lang", language)
    monkeypatch.setenv("SHOULDER_WORKSPACE", str(workspace))
    of_system = run(capsys, "workspace", "check", "--lang", language)

    assert named == before == of_system
    assert (named.code, named.err) == (0, "")
    assert str(workspace) in named.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workspace_that_cannot_be_used_is_told(capsys, tmp_path, workspace, language):
    words = ("workspace", "check", "--lang", language, "--workspace")

    assert_one_sentence(run(capsys, *words, tmp_path / "none"), language, code=1)
    sql(workspace, "PRAGMA user_version = 99")
    assert_one_sentence(run(capsys, *words, workspace), language, code=1)
    (workspace / FILE_NAME).write_bytes(b"x" * 10_000)
    assert_one_sentence(run(capsys, *words, workspace), language, code=1)


def test_faults_in_a_workspace_are_listed(capsys, workspace):
    sql(workspace, "DELETE FROM organisations")

    result = run(capsys, "workspace", "check", "--workspace", workspace, "--lang", "en")

    assert result.code == 1
    assert "services" in result.out
    assert result.err.count("\n") == 1


@pytest.fixture
def audited(tmp_path):
    """Return a workspace with one final assessment and the file of its evidence, and its id."""
    raw = sha256(RAW).hexdigest()
    whole = full_assessment()
    evidence = {key: replace(each, sha256=raw) for key, each in whole.evidence.items()}
    store = AssessmentStore.open(tmp_path, clock)
    made = store.create(replace(whole, evidence=evidence, organisation="Chenguang"))
    put(store, made, Part.ANSWERS, answer("CA.2-Q1", "75"))
    seal = Seal(sha256=digest(store.load(made)), sealed_at=MOMENT, sealed_by="Wang")
    put(store, made, Part.STATUS, Status(state=AssessmentState.FINAL, seal=seal))
    store.close()
    file = tmp_path / "evidence" / raw[:2] / raw
    file.parent.mkdir(parents=True)
    file.write_bytes(RAW)
    return tmp_path, made, file


def checked(capsys, folder, language="en"):
    return run(capsys, "workspace", "check", "--workspace", folder, "--lang", language)


def content_of(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.suffix != ".db-shm"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_final_assessment_as_it_was_signed_is_sound(capsys, audited, language):
    folder, _, _ = audited
    before = content_of(folder)

    result = checked(capsys, folder, language)

    assert (result.code, result.err) == (0, "")
    assert {p: raw for p, raw in content_of(folder).items() if p in before} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_altered_by_hand_in_a_final_assessment_is_caught(capsys, audited, language):
    folder, _, _ = audited
    sql(folder, "UPDATE answers SET choices = '[\"100\"]' WHERE question_id = 'CA.2-Q1'")

    result = checked(capsys, folder, language)

    lines = result.out.splitlines()
    say = Catalog(language).text
    named = {"organisation": "Chenguang", "service": full_assessment().service.name}
    assert result.code == 1
    assert lines == [
        say("command.workspace.fault.history", **named, evidence=""),
        say("command.workspace.fault.seal", **named, evidence=""),
    ]
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_on_an_assessment_altered_by_hand_says_so(tmp_path, audited, language):
    folder, made, _ = audited
    sql(folder, "UPDATE answers SET choices = '[\"100\"]' WHERE question_id = 'CA.2-Q1'")
    store = AssessmentStore.open(folder, clock)
    held = store.load(made)
    store.close()
    data = report_of(*content(held.questionnaire_id), held)

    write_report(data, Catalog(language), tmp_path / "plan.pdf")

    cover = "".join(PdfReader(tmp_path / "plan.pdf").pages[0].extract_text().split())
    warning = Catalog(language).text("report.sign_off.broken")
    assert "".join(warning.split()) in cover


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET person = 'nobody' WHERE number = 2",
        "UPDATE history SET after = '{}' WHERE number = 2",
        "UPDATE history SET at = 'yesterday' WHERE number = 2",
        "UPDATE history SET before = '[1' WHERE number = 2",
        "UPDATE history SET kind = 'nothing' WHERE number = 2",
        "DELETE FROM history WHERE number = 2",
        "DELETE FROM history",
    ],
)
def test_a_history_altered_by_hand_is_caught(capsys, audited, statement):
    folder, _, _ = audited
    for trigger in ("history_stays", "history_is_kept"):
        sql(folder, f"DROP TRIGGER {trigger}")
    sql(folder, statement)

    result = checked(capsys, folder)

    assert result.code == 1
    assert "does not follow from its history" in result.out


def test_an_assessment_that_cannot_be_read_is_told_and_the_others_are_still_looked_at(
    capsys, audited
):
    folder, _, file = audited
    store = AssessmentStore.open(folder, clock)
    second = store.create(make_assessment(organisation="Another"))
    store.close()
    sql(folder, "UPDATE assessments SET depth = 'deep' WHERE id = ?", second)
    file.unlink()

    result = checked(capsys, folder)

    assert result.code == 1
    assert [line.split(" · ")[0] for line in result.out.splitlines()] == ["Another", "Chenguang"]
    assert "cannot be read" in result.out
    assert "faults found: 2" in result.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_evidence_file_that_is_gone_or_altered_is_caught(capsys, audited, language):
    folder, _, file = audited
    say = Catalog(language).text
    named = {"organisation": "Chenguang", "service": full_assessment().service.name}
    for kind, act in (
        ("file_altered", lambda: file.write_bytes(b"x")),
        ("file_missing", file.unlink),
    ):
        act()

        result = checked(capsys, folder, language)

        words = say(f"command.workspace.fault.{kind}", **named, evidence="mfa.png")
        assert (result.code, result.out.splitlines()) == (1, [words])


def test_a_digest_that_leads_elsewhere_is_never_followed(capsys, audited):
    folder, _, _ = audited
    sql(folder, "UPDATE evidence SET sha256 = '../../secret'")

    result = checked(capsys, folder)

    assert result.code == 1
    assert "is missing" in result.out


def test_words_written_into_the_database_stay_on_their_line(capsys, audited):
    folder, _, _ = audited
    sql(folder, "UPDATE organisations SET name = 'a' || char(10) || char(27) || '[2J b'")

    result = checked(capsys, folder)

    assert "\x1b" not in result.out
    assert all(" · " in line for line in result.out.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_backup_is_made_and_put_back(capsys, audited, language):
    folder, _, _ = audited
    words = ("--workspace", folder, "--lang", language)

    backup = run(capsys, "workspace", "backup", *words)
    (copy,) = (folder / BACKUPS).glob("*.db")
    sql(folder, "DELETE FROM answers")
    restored = run(capsys, "workspace", "restore", copy, *words)

    assert (backup.code, backup.err, restored.code, restored.err) == (0, "", 0, "")
    assert str(copy) in backup.out
    (aside,) = set((folder / BACKUPS).glob("*.db")) - {copy}
    assert str(aside) in restored.out
    assert checked(capsys, folder).code == 0
    assert sql(folder, "SELECT count(*) FROM answers") != [(0,)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_backup_that_cannot_be_used_is_refused(capsys, tmp_path, workspace, language):
    words = ("--workspace", workspace, "--lang", language)
    before = (workspace / FILE_NAME).read_bytes()
    (tmp_path / "text.db").write_bytes(b"x" * 10_000)

    for file, code in (
        (tmp_path / "none.db", 2),
        (tmp_path / "text.db", 1),
        (workspace / FILE_NAME, 2),
        (tmp_path, 2),
    ):
        assert_one_sentence(run(capsys, "workspace", "restore", file, *words), language, code)
    assert (workspace / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_workspace_there_is_nothing_to_copy(capsys, tmp_path, language):
    words = ("--workspace", tmp_path / "none", "--lang", language)

    assert_one_sentence(run(capsys, "workspace", "backup", *words), language, code=1)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_unused_evidence_files_are_told_and_removed(capsys, audited, language):
    folder, _, used = audited
    left = used.with_name(used.name[:2] + "0" * 62)
    left.write_bytes(b"x" * 2_340_000)
    say = Catalog(language).text
    words = ("workspace", "clean", "--workspace", folder, "--lang", language)

    told = checked(capsys, folder, language)
    first, second = run(capsys, *words), run(capsys, *words)

    assert told.code == 0
    line = say("command.workspace.unused", count=1, size="2.3")
    assert told.out.splitlines()[1:] == [line]
    said = {"folder": str(folder), "count": 1, "size": "2.3"}
    assert first.out.splitlines() == [say("command.workspace.clean.done", **said)]
    assert second.out.splitlines() == [say("command.workspace.clean.none", folder=str(folder))]
    assert used.exists()
    assert not left.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_files_are_not_removed_while_the_window_is_open(capsys, audited, language):
    folder, _, _ = audited
    store = AssessmentStore.open(folder, clock)

    result = run(capsys, "workspace", "clean", "--workspace", folder, "--lang", language)

    store.close()
    assert_one_sentence(result, language, code=1)


def test_a_damaged_backup_does_not_make_a_sound_workspace_suspect(capsys, audited):
    folder, _, used = audited
    (folder / BACKUPS).mkdir()
    (folder / BACKUPS / "before-restore.db").write_bytes(b"x" * 9000)
    used.with_name(used.name[:2] + "0" * 62).write_bytes(b"x")

    result = checked(capsys, folder)

    assert (result.code, len(result.out.splitlines())) == (0, 1)
