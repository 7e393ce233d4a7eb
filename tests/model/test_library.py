from __future__ import annotations

import json
from dataclasses import replace

import pytest

from model.assessment import Round
from model.content import shelf
from model.content.loader import questionnaire_ids
from model.errors import AssessmentFileError, ContentError
from model.evaluation import evaluate
from model.exchange.assessment_file import to_file
from model.library import (
    Release,
    content,
    load_assessment,
    newest_releases,
    provider_features,
    read_assessment,
    report_of,
)
from model.paths import QUESTIONNAIRES
from tests.builders import chosen, make_assessment
from tests.model.drafts import draft


@pytest.fixture
def own(tmp_path):
    """Give a folder with three versions of one questionnaire, and one version of another."""
    for version in ("1.0.0", "1.9.0", "1.10.0"):
        put(tmp_path, version=version)
    put(tmp_path, id="a-gov", matrix="government-cloud-2020", **GOVERNMENT)
    return tmp_path


def put(folder, **changes):
    top = draft(**changes)
    path = shelf.release_path(folder, top["id"], top["version"])
    shelf.write_release(path, top)
    return path


def about(question, duty, code):
    """Return a question of the sound file, about another duty."""
    old = question["id"].rpartition("-Q")[0]
    text = json.dumps({**question, "responsibility": duty})
    return json.loads(text.replace(f'"{old}-Q', f'"{code}-Q'))


GOVERNMENT = {
    "questions": [about(draft()["questions"][0], "communication_network.1", "GV.01")],
    "extensions": [],
}


def spoilt(folder, name="bad@1.0.0.yaml"):
    (folder / name).write_text("id: x\n", encoding="utf-8")


def raw(key="my-own", version="1.10.0", **fields):
    top = {
        "format": "shoulder-assessment",
        "version": 1,
        "questionnaire": {"id": key, "version": version},
        "service": {"model": "iaas"},
        **fields,
    }
    return json.dumps(top).encode()


@pytest.mark.parametrize("key", questionnaire_ids())
def test_a_built_in_questionnaire_comes_with_its_division(own, key):
    for folder in (None, own):
        matrix, questionnaire = content(key, None, folder)

        assert (questionnaire.id, questionnaire.matrix_id) == (key, key)
        assert matrix.id == f"{key}-matrix"


def test_a_questionnaire_of_the_workspace_comes_with_its_division(own):
    matrix, questionnaire = content("a-gov", None, own)

    assert (questionnaire.id, matrix.id) == ("a-gov", "government-cloud-2020-matrix")
    assert content("my-own", None, own)[0].id == "oscar-2020-matrix"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "1.10.0"),
        ("1.0.0", "1.0.0"),
        ("1.9.0", "1.9.0"),
        ("1.10.0", "1.10.0"),
        ("1.10.1", "1.10.0"),
        ("2.0.0", "1.10.0"),
    ],
)
def test_a_version_is_given_as_asked_and_a_newer_one_as_the_newest(own, asked, given):
    assert content("my-own", asked, own)[1].version == given


@pytest.mark.parametrize("asked", ["0.9.0", "1.9.1", "1.2.0"])
def test_a_version_that_is_not_here_is_refused_with_those_that_are(own, asked):
    with pytest.raises(ContentError) as caught:
        content("my-own", asked, own)

    assert (caught.value.key, caught.value.details) == (
        "error.unknown_version",
        {"id": "my-own", "found": asked, "allowed": "1.0.0, 1.9.0, 1.10.0"},
    )


@pytest.mark.parametrize("version", [None, "1.0.0"])
def test_an_unknown_id_is_refused_with_those_that_are_here(own, version):
    with pytest.raises(ContentError) as caught:
        content("nobodys", version, own)

    assert caught.value.key == "error.unknown_questionnaire"
    allowed = ", ".join((*questionnaire_ids(), "a-gov", "my-own"))
    assert caught.value.details == {"id": "nobodys", "allowed": allowed}


def test_without_a_folder_only_built_in_ones_are_known(own):
    with pytest.raises(ContentError) as caught:
        content("my-own")

    assert caught.value.details == {"id": "my-own", "allowed": ", ".join(questionnaire_ids())}


def test_a_draft_is_no_questionnaire_to_answer(own):
    shelf.write_draft(shelf.draft_path(own, "drafted"), draft(id="drafted"))

    with pytest.raises(ContentError):
        content("drafted", None, own)


def test_a_file_of_the_workspace_never_stands_for_a_built_in_one(own):
    key = "oscar-2020"
    put(own, id=key, version="9.0.0")

    assert content(key, None, own)[1].version != "9.0.0"
    assert [r.is_built_in for r in newest_releases(own) if r.id == key] == [True]


def test_a_faulty_file_is_refused_with_its_fault(own):
    spoilt(own)

    with pytest.raises(ContentError) as caught:
        content("bad", None, own)

    assert caught.value.details["file"] == str(own / "bad@1.0.0.yaml")


def test_the_newest_of_each_can_be_answered_built_in_ones_first(own):
    found = newest_releases(own)

    built_in = [(key, True) for key in questionnaire_ids()]
    assert [(r.id, r.is_built_in) for r in found] == [
        *built_in,
        ("a-gov", False),
        ("my-own", False),
    ]
    assert found[-1] == Release(
        id="my-own",
        version="1.10.0",
        title=content("my-own", None, own)[1].title,
        count=3,
        is_built_in=False,
    )
    assert newest_releases() == found[: len(built_in)]


def test_a_folder_that_is_not_there_adds_nothing(tmp_path):
    assert newest_releases(tmp_path / "no") == newest_releases()


def test_a_faulty_file_is_left_out(own):
    spoilt(own)

    assert "bad" not in [r.id for r in newest_releases(own)]
    assert "my-own" in [r.id for r in newest_releases(own)]


def huge(path):
    with path.open("wb") as file:
        file.truncate(100_000_000)


def other_kind(path):
    path.write_bytes((QUESTIONNAIRES / "government-cloud-2020.matrix.yaml").read_bytes())


UNUSABLE = {
    "no YAML": lambda path: path.write_text("a: [\n", encoding="utf-8"),
    "no UTF-8": lambda path: path.write_bytes(b"\xff"),
    "empty": lambda path: path.write_text("", encoding="utf-8"),
    "a list": lambda path: path.write_text("- 1\n", encoding="utf-8"),
    "a folder": lambda path: path.mkdir(),
    "too large": huge,
    "a link to nothing": lambda path: path.symlink_to(path.parent / "gone"),
    "another kind of content": other_kind,
}


@pytest.mark.parametrize("spoil", UNUSABLE.values(), ids=UNUSABLE)
def test_whatever_cannot_be_read_is_left_out(own, spoil):
    spoil(own / "bad@1.0.0.yaml")

    assert [r.id for r in newest_releases(own)] == [*questionnaire_ids(), "a-gov", "my-own"]


def test_an_assessment_of_the_workspaces_questionnaire_is_read(own):
    given = {"CA.1-Q1": {"choice": "50"}, "NW.1-Q1": {"choices": ["1", "3"]}}

    assessment = read_assessment(raw(version="1.9.0", answers=given), "a.json", own)

    assert (assessment.questionnaire_id, assessment.questionnaire_version) == ("my-own", "1.9.0")
    assert assessment.answers["NW.1-Q1"].choices == ("1", "3")


def test_what_was_written_is_read_back_equal(own, tmp_path):
    answers = {"CA.1-Q1": chosen(100), "NW.1-Q1": chosen("2")}
    made = make_assessment(
        questionnaire_id="my-own", questionnaire_version="1.0.0", answers=answers
    )
    path = tmp_path / "a.json"
    path.write_bytes(to_file(made, content("my-own", "1.0.0", own)[1]))

    assert load_assessment(path, own) == made


@pytest.mark.parametrize("version", ["1.10.1", "2.0.0", "9999.0.0"])
def test_an_assessment_of_a_newer_version_is_refused(own, version):
    with pytest.raises(AssessmentFileError) as caught:
        read_assessment(raw(version=version), "a.json", own)

    assert caught.value.key == "error.newer_questionnaire"
    assert caught.value.details == {
        "file": "a.json",
        "id": "my-own",
        "found": version,
        "known": "1.10.0",
    }


def test_an_assessment_of_a_newer_built_in_version_is_refused(own):
    with pytest.raises(AssessmentFileError) as caught:
        read_assessment(raw("oscar-2020", "99.0.0"), "a.json", own)

    assert caught.value.key == "error.newer_questionnaire"


def test_an_assessment_of_a_version_that_is_gone_is_refused(own):
    with pytest.raises(ContentError) as caught:
        read_assessment(raw(version="1.2.0"), "a.json", own)

    assert caught.value.key == "error.unknown_version"


@pytest.mark.parametrize("key", ["nobodys", "my-own"])
def test_an_assessment_of_an_unknown_questionnaire_is_refused(own, key):
    with pytest.raises(ContentError) as caught:
        read_assessment(raw(key), "a.json", own if key == "nobodys" else None)

    assert caught.value.key == "error.unknown_questionnaire"


def test_an_answer_that_the_version_does_not_have_is_refused(own):
    with pytest.raises(AssessmentFileError) as caught:
        read_assessment(raw(answers={"CA.1-Q2": {"unknown": True}}), "a.json", own)

    assert caught.value.details["what"].key == "error.field.unknown_question"


def test_features_are_known_of_a_few_providers_only():
    assert provider_features("aliyun").features
    assert provider_features("nobodys") is None


def test_a_report_knows_the_history_and_the_round_before_only_where_they_are_given():
    made = content("oscar-2020")
    held = make_assessment("iaas", {}, round=Round(number=2))
    before = make_assessment(
        "iaas",
        {"CA.1-Q1": chosen("50")},
        questionnaire_id=made[1].id,
        questionnaire_version=made[1].version,
    )
    older = replace(before, questionnaire_version="0.9.0")

    alone = report_of(*made, held)
    known = report_of(*made, held, history=[], previous=before)
    apart = report_of(*made, held, previous=older)

    assert (alone.history, alone.earlier) == (None, None)
    assert known.history.entries == ()
    assert known.earlier.evaluation == evaluate(*made, before)
    assert (known.earlier.round, apart.earlier.version) == (1, "0.9.0")
    assert apart.earlier.evaluation is None
