import json
import shutil

import pytest

from model.exports.forms import Form, endings, files_of, offered
from model.paths import SAMPLES
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, save, smallest

SAMPLE = SAMPLES / "sample.en.json"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", offered())
def test_export_writes_each_form_and_says_where(capsys, tmp_path, form, language):
    path = tmp_path / f"made{endings(form)[0]}"

    result = run(capsys, "export", SAMPLE, "--to", form, "-o", path, "--lang", language)

    assert (result.code, result.err) == (0, "")
    assert sorted(tmp_path.iterdir()) == sorted(files_of(form, path))
    for made in files_of(form, path):
        assert str(made) in result.out
        assert made.stat().st_size > 500


def test_json_holds_what_score_prints(capsys, tmp_path):
    path = tmp_path / "made.json"
    run(capsys, "export", SAMPLE, "--to", "json", "-o", path)

    printed = run(capsys, "score", SAMPLE, "--format", "json").json[0]

    assert {"file": str(SAMPLE), **json.loads(path.read_text("utf-8"))["score"]} == printed


def test_an_assessment_comes_from_standard_input_too(capsys, tmp_path, monkeypatch):
    path = tmp_path / "made.csv"
    raw = SAMPLE.read_bytes()

    result = run(
        capsys, "export", "-", "--to", "csv", "-o", path, stdin=raw, monkeypatch=monkeypatch
    )

    assert result.code == 0
    assert path.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "name"),
    [("xlsx", "plan.csv"), ("csv", "plan"), ("ics", "plan.xlsx"), ("json", "plan.ics")],
)
def test_a_name_that_contradicts_its_form_is_refused(capsys, tmp_path, form, name, language):
    result = run(capsys, "export", SAMPLE, "--to", form, "-o", tmp_path / name, "--lang", language)

    assert_one_sentence(result, language)
    assert endings(Form(form))[0] in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_form_is_refused_with_those_there_are(capsys, tmp_path, language):
    result = run(
        capsys, "export", SAMPLE, "--to", "odt", "-o", tmp_path / "a.odt", "--lang", language
    )

    assert_one_sentence(result, language)
    assert all(form in result.err for form in offered())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("missing", ["--to", "-o"])
def test_form_and_file_must_be_named(capsys, tmp_path, language, missing):
    given = {"--to": "csv", "-o": tmp_path / "a.csv"}
    del given[missing]

    result = run(
        capsys, "export", SAMPLE, *(x for pair in given.items() for x in pair), "--lang", language
    )

    assert_one_sentence(result, language)
    assert missing in result.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_never_replaces_its_assessment(capsys, tmp_path, language):
    path = tmp_path / "a.json"
    shutil.copy(SAMPLE, path)

    result = run(capsys, "export", path, "--to", "json", "-o", path, "--lang", language)

    assert_one_sentence(result, language)
    assert path.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_dates_makes_no_calendar(capsys, tmp_path, language):
    path = save(tmp_path, smallest())

    result = run(
        capsys, "export", path, "--to", "ics", "-o", tmp_path / "a.ics", "--lang", language
    )

    assert_one_sentence(result, language)
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [form for form in offered() if form is not Form.ICS])
def test_an_empty_assessment_has_every_other_form(capsys, tmp_path, form, language):
    path = save(tmp_path, smallest(), "input.json")
    made = tmp_path / f"made{endings(form)[0]}"

    assert run(capsys, "export", path, "--to", form, "-o", made, "--lang", language).code == 0
    assert made.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_written_an_older_file_stays(capsys, tmp_path, language):
    (tmp_path / "file").write_text("kept", encoding="utf-8")

    for place in (tmp_path / "file" / "a.csv", tmp_path / "gone" / "a.csv"):
        result = run(capsys, "export", SAMPLE, "--to", "csv", "-o", place, "--lang", language)
        assert_one_sentence(result, language, code=1)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
