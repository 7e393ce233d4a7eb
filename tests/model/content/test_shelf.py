from __future__ import annotations

import json
import os

import pytest

from model.content import shelf
from model.content.shelf import (
    add_release,
    delete,
    draft_path,
    drafts,
    questionnaire_in,
    read_draft,
    read_record,
    read_release,
    read_released,
    release_bytes,
    release_path,
    releases,
    stamp,
    write_draft,
    write_release,
)
from model.content.writer import to_yaml
from model.errors import ContentError, InputError, OutputError
from model.paths import QUESTIONNAIRES
from tests.model.drafts import SOUND, draft, with_field


def put(folder, *names):
    for name in names:
        (folder / name).write_text("x", encoding="utf-8")


def test_releases_are_found_by_id_oldest_first(tmp_path):
    put(tmp_path, *(f"my-own@{v}.yaml" for v in ("1.10.0", "1.9.0", "10.0.0", "2.0.0")))
    put(tmp_path, "a.b@0.0.1.yaml")

    assert releases(tmp_path) == {
        "a.b": ("0.0.1",),
        "my-own": ("1.9.0", "1.10.0", "2.0.0", "10.0.0"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "my-own.yaml",
        "my-own@1.0.yaml",
        "my-own@1.0.0.yml",
        "my-own@1.0.0.yaml.part",
        "my-own@12345.0.0.yaml",
        "My-Own@1.0.0.yaml",
        "-own@1.0.0.yaml",
        ".my-own@1.0.0.yaml",
        "@1.0.0.yaml",
        f"{'a' * 65}@1.0.0.yaml",
        "a b@1.0.0.yaml",
        ".my-own@1.0.0.yaml.abc.part",
    ],
)
def test_other_files_are_no_releases(tmp_path, name):
    put(tmp_path, name)

    assert releases(tmp_path) == {}


def test_drafts_are_found_by_id(tmp_path):
    put(tmp_path, "b.draft.json", "a.draft.json", "B.draft.json", "c.json", ".draft.json")

    assert drafts(tmp_path) == ("a", "b")


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    assert (releases(tmp_path / "no"), drafts(tmp_path / "no")) == ({}, ())


def test_the_names_of_files_are_found_again(tmp_path):
    write_release(release_path(tmp_path, "my-own", "1.2.3"), draft())
    write_draft(draft_path(tmp_path, "my-own"), draft())

    assert (releases(tmp_path), drafts(tmp_path)) == ({"my-own": ("1.2.3",)}, ("my-own",))


def test_what_was_released_comes_back_equal_and_checked(tmp_path):
    path = release_path(tmp_path / "made" / "folder", "my-own", "1.0.0")

    write_release(path, draft())

    assert read_record(path) == draft()
    questionnaire = read_released(path)
    assert (questionnaire.id, questionnaire.version) == ("my-own", "1.0.0")
    assert len(questionnaire.questions) == len(draft()["questions"])
    assert len(questionnaire.digest) == 64
    assert read_released(path) is questionnaire


def test_a_file_that_was_edited_is_read_again(tmp_path):
    path = release_path(tmp_path, "my-own", "1.0.0")
    write_release(path, draft())
    before = read_released(path)

    write_release(path, draft(title={"zh": "另一份问卷", "en": "Another bank"}))

    after = read_released(path)
    assert (before.title.en, after.title.en) == ("Test bank", "Another bank")
    assert before.digest != after.digest


def test_a_released_file_with_a_fault_is_refused_with_the_first_one(tmp_path):
    path = release_path(tmp_path, "my-own", "1.0.0")
    write_release(path, with_field(draft(version="1"), "CA.1-Q1", weight=9))

    with pytest.raises(ContentError) as caught:
        read_released(path)

    assert caught.value.details["place"] == "version"
    assert caught.value.details["file"] == str(path)


def test_a_released_file_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "folder@1.0.0.yaml").mkdir()
    for name in ("gone@1.0.0.yaml", "folder@1.0.0.yaml"):
        with pytest.raises(InputError) as caught:
            read_released(tmp_path / name)

        assert caught.value.details["file"] == str(tmp_path / name)


@pytest.mark.parametrize("name", ["oscar-2020.matrix.yaml", "providers.yaml"])
def test_a_sound_file_of_another_kind_is_no_questionnaire(name):
    with pytest.raises(InputError) as caught:
        read_released(QUESTIONNAIRES / name)

    assert caught.value.key == "error.not_a_questionnaire"


@pytest.mark.parametrize("text", ["", "- 1\n", "words\n", "7\n"])
def test_what_holds_no_named_fields_is_no_record(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_record(path)

    assert caught.value.key == "error.not_a_questionnaire"


def test_a_draft_comes_back_equal_with_what_is_unfinished(tmp_path):
    path = draft_path(tmp_path, "my-own")
    unfinished = with_field(
        draft(retired=["CA.1-Q7"], questions=draft()["questions"]),
        "CA.1-Q1",
        text={"zh": "", "en": 'half a "quote\\\u2028'},
        weight=7,
    )

    write_draft(path, unfinished)

    assert read_draft(path) == read_draft(path, is_own=True) == unfinished


DAMAGE = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "null": "null",
    "a number": "7",
    "an empty record": "{}",
    "too deep": "[" * 100_000,
    "no UTF-8": b"\xff\xfe",
    "a huge number": '{"id": ' + "9" * 5000 + "}",
    "questions that are no list": json.dumps(draft(questions={})),
    "a question that is no record": json.dumps(draft(questions=["x"])),
    "a question without id": json.dumps(draft(questions=[{}])),
    "a field too many": json.dumps(draft(more=1)),
    "a title in one language": json.dumps(draft(title={"zh": "甲"})),
    "null for a title": json.dumps(draft(title=None)),
    "retired that is no list": json.dumps(draft(retired="CA.1-Q1")),
    "nested too deep": json.dumps(draft(title=json.loads("[" * 50 + "]" * 50))),
}


@pytest.mark.parametrize("text", DAMAGE.values(), ids=DAMAGE)
def test_what_is_no_draft_of_this_program_is_refused(tmp_path, text):
    path = draft_path(tmp_path, "my-own")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(InputError) as caught:
        read_draft(path)

    assert (caught.value.key, caught.value.details["file"]) == (
        "error.not_a_questionnaire",
        str(path),
    )


def test_a_draft_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        read_draft(draft_path(tmp_path, "my-own"))

    assert caught.value.key == "error.no_file"


def test_a_draft_that_is_too_large_is_refused(tmp_path):
    path = draft_path(tmp_path, "my-own")
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(InputError) as caught:
        read_draft(path)

    assert caught.value.key == "error.too_large"


@pytest.mark.parametrize("write", [write_draft, write_release])
def test_what_cannot_be_saved_leaves_the_old_file(tmp_path, monkeypatch, write):
    path = tmp_path / "kept"
    write(path, draft())
    before = path.read_bytes()

    def full(*_args, **_more):
        raise OSError(28, "no space left")

    monkeypatch.setattr(shelf, "_write", full)
    with pytest.raises(OutputError) as caught:
        write(path, draft(version="2.0.0"))

    assert caught.value.key == "error.disk_full"
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("write", [write_draft, write_release])
def test_a_folder_that_cannot_be_made_is_told(tmp_path, write):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(OutputError):
        write(tmp_path / "file" / "inside", draft())


def test_the_file_of_a_release_is_handed_on_and_added_as_it_is(tmp_path):
    raw = "# 我写的\r\n".encode() + SOUND.read_bytes()
    for folder in (tmp_path / "here", tmp_path / "there"):
        add_release(folder, "test-bank", "1.0.0", raw)
        add_release(folder, "test-bank", "1.0.0", raw)
        raw = release_bytes(folder, "test-bank", "1.0.0")

        assert raw == release_path(folder, "test-bank", "1.0.0").read_bytes()
        assert raw.startswith("# 我写的\r\n".encode())
        assert questionnaire_in(raw, "x") == read_release(folder, "test-bank", "1.0.0")


def test_a_release_is_never_replaced_by_another(tmp_path):
    path = release_path(tmp_path, "my-own", "1.0.0")
    write_release(path, draft())
    before = path.read_bytes()

    with pytest.raises(InputError) as caught:
        add_release(tmp_path, "my-own", "1.0.0", before + b"#")

    assert caught.value.key == "error.authoring.released"
    assert path.read_bytes() == before


@pytest.mark.parametrize("field", ["id", "version"])
def test_no_line_end_hides_behind_an_id_or_version(field):
    top = draft(**{field: draft()[field] + "\n"})

    with pytest.raises(InputError):
        questionnaire_in(to_yaml(top).encode(), "x")


def test_lines_end_the_same_on_every_system(tmp_path):
    write_release(tmp_path / "a.yaml", draft())

    assert b"\r" not in (tmp_path / "a.yaml").read_bytes()


def test_deleting_what_is_not_there_is_no_fault(tmp_path):
    path = tmp_path / "a"
    path.write_text("x", encoding="utf-8")

    delete(path)
    delete(path)

    assert not path.exists()


def test_what_the_system_does_not_let_be_deleted_is_told(tmp_path):
    with pytest.raises(OutputError):
        delete(tmp_path)


def test_a_stamp_changes_with_the_file(tmp_path):
    path = tmp_path / "a"
    assert stamp(path) == (0, 0)
    path.write_text("x", encoding="utf-8")
    first = stamp(path)
    os.utime(path, ns=(1, 1))

    assert len({first, stamp(path), (0, 0)}) == 3


def test_the_sound_file_of_the_tests_is_a_release():
    assert read_released(SOUND).id == "test-bank"
