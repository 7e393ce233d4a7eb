"""The command agreement: table 6 from a file to a paper."""

from __future__ import annotations

import docx
import pytest
from pypdf import PdfReader

from model.exchange.assessment_file import to_file
from model.paths import SAMPLES
from tests.model.agreement_samples import GOVERNMENT, SIGNED, table_6
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run

SAMPLE = SAMPLES / "sample.en.json"
HEADS = {"zh": "二、责任划分", "en": "2. Who holds what"}


@pytest.fixture
def table_6_file(tmp_path):
    path = tmp_path / "table-6.json"
    path.write_bytes(to_file(table_6(), GOVERNMENT[1]))
    return path


def words(path):
    return "".join("".join(p.extract_text().split()) for p in PdfReader(path).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_6_is_read_from_a_file_and_printed_as_pdf(capsys, tmp_path, table_6_file, language):
    path = tmp_path / "a.pdf"
    result = run(capsys, "agreement", table_6_file, "-o", path, "--lang", language)

    assert (result.code, result.err) == (0, "")
    assert str(path) in result.out
    text = words(path)
    assert "".join(HEADS[language].split()) in text
    for duty in GOVERNMENT[0].responsibilities:
        assert "".join(duty.name.in_(language).split()) in text
    assert SIGNED.customer_name in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_is_in_the_language_of_the_command(capsys, tmp_path, table_6_file, language):
    path = tmp_path / "a.DOCX"
    result = run(capsys, "agreement", table_6_file, "-o", path, "--lang", language)

    assert (result.code, result.err) == (0, "")
    headings = [p.text for p in docx.Document(path).paragraphs if p.style.name == "Heading 1"]
    assert headings[1] == HEADS[language]


def test_both_languages_stand_side_by_side_on_request(capsys, tmp_path, table_6_file):
    path = tmp_path / "a.docx"
    run(capsys, "agreement", table_6_file, "-o", path, "--both", "--lang", "en")

    headings = [p.text for p in docx.Document(path).paragraphs if p.style.name == "Heading 1"]
    assert headings[1] == f"{HEADS['zh']} · {HEADS['en']}"


def test_standard_input_is_read_too(capsys, tmp_path, monkeypatch, table_6_file):
    path, raw = tmp_path / "a.pdf", table_6_file.read_bytes()
    result = run(
        capsys, "agreement", "-", "-o", path, "--lang", "en", stdin=raw, monkeypatch=monkeypatch
    )

    assert result.code == 0
    assert path.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["a.txt", "a", "a.pdf.json", ".pdf"])
def test_another_ending_is_refused(capsys, tmp_path, language, name):
    result = run(capsys, "agreement", SAMPLE, "-o", tmp_path / name, "--lang", language)

    assert_one_sentence(result, language)
    assert ".docx" in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_assessment_is_never_overwritten(capsys, tmp_path, language):
    path = tmp_path / "a.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    result = run(capsys, "agreement", path, "-o", path, "--lang", language)

    assert_one_sentence(result, language)
    assert path.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_place_that_cannot_be_written_is_told(capsys, tmp_path, language, ending):
    path = tmp_path / "missing" / f"a.{ending}"
    result = run(capsys, "agreement", SAMPLE, "-o", path, "--lang", language)

    assert_one_sentence(result, language, code=1)
    assert list(tmp_path.iterdir()) == []
