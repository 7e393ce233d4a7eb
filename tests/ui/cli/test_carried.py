"""Packages that bring a questionnaire of somebody's own, on a computer that does not have it."""

from __future__ import annotations

import pytest

from model.content import shelf
from model.content.writer import to_yaml
from model.exchange.assessment_file import to_file
from model.exchange.package import Package, to_bytes
from model.library import content
from model.paths import own_questionnaires
from tests.builders import chosen, make_assessment
from tests.model.drafts import draft, with_field
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Give a workspace without questionnaires of its own."""
    folder = tmp_path / "workspace"
    monkeypatch.setenv("SHOULDER_WORKSPACE", str(folder))
    return own_questionnaires(folder)


@pytest.fixture
def package(tmp_path):
    """Write a package of an assessment, with its questionnaire or what a test wants instead."""
    shelf.write_release(shelf.release_path(tmp_path, "my-own", "1.0.0"), draft())

    def write(top):
        questionnaire = content("my-own", "1.0.0", tmp_path)[1]
        made = make_assessment(
            questionnaire_id="my-own",
            questionnaire_version="1.0.0",
            answers={"CA.1-Q1": chosen(50)},
        )
        carried = None if top is None else to_yaml(top).encode()
        raw = to_bytes(Package(assessment=to_file(made, questionnaire), questionnaire=carried))
        path = tmp_path / "a.shoulder"
        path.write_bytes(raw)
        return path

    return write


def numbers(capsys, path):
    result = run(capsys, "score", path, "--format", "json")
    assert (result.code, result.err) == (0, "")
    return result.json[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_scored_explained_and_printed_without_being_added(
    capsys, tmp_path, workspace, package, language
):
    path, pdf = package(draft()), tmp_path / "plan.pdf"

    score = run(capsys, "score", path, "--lang", language)
    explained = run(capsys, "explain", path, "--responsibility", "CA.1", "--lang", language)
    report = run(capsys, "report", path, "-o", pdf, "--lang", language)

    assert [r.code for r in (score, explained, report)] == [0, 0, 0]
    assert "CA.1-Q1" in explained.out
    assert pdf.read_bytes().startswith(b"%PDF")
    assert not workspace.exists()


def test_its_numbers_follow_the_file_whatever_the_workspace_has(capsys, workspace, package):
    path = package(draft())
    alone = numbers(capsys, path)
    steps = [{**c, "value": {"50": 75}.get(c["id"], c["value"])} for c in choices()]
    other = with_field(draft(), "CA.1-Q1", choices=steps)
    kept = shelf.release_path(workspace, "my-own", "1.0.0")
    shelf.write_release(kept, other)
    before = kept.read_bytes()

    assert numbers(capsys, path) == alone
    assert numbers(capsys, package(other)) != alone
    assert kept.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("top", "word"),
    [
        (None, "my-own"),
        (draft(id="other"), "other 1.0.0"),
        (draft(version="1.0.1"), "my-own 1.0.1"),
        (draft(questions=[]), "questionnaire.yaml"),
        (draft(more=1), "questionnaire.yaml"),
    ],
)
def test_what_does_not_fit_is_refused_with_one_sentence(
    capsys, workspace, package, top, word, language
):
    path = package(top)
    result = run(capsys, "score", path, "--lang", language)

    assert_one_sentence(result, language)
    assert str(path) in result.err
    assert word in result.err
    assert not workspace.exists()


def choices():
    return draft()["questions"][0]["choices"]
