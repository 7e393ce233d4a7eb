import shutil

import pytest
from pypdf import PdfReader

from model.i18n import Catalog
from model.language import Language
from model.paths import QUESTIONNAIRES, SAMPLES
from model.reporting.data import Reader
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, start
from ui import demo
from ui.cli import main
from ui.cli.commands import READERS

SAMPLE = SAMPLES / "sample.en.json"


def words_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_writes_the_plan_and_says_where(capsys, tmp_path, language):
    path = tmp_path / "plan.pdf"

    result = run(capsys, "report", SAMPLE, "-o", path, "--lang", language, "--date", "2031-05-09")

    assert (result.code, result.err) == (0, "")
    assert str(path) in result.out
    assert path.read_bytes().startswith(b"%PDF-")
    assert "2031" in words_of(path)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]


@pytest.mark.parametrize("reader", list(Reader))
def test_report_for_a_reader_is_written_and_says_where(capsys, tmp_path, reader):
    path = tmp_path / "report.pdf"

    result = run(
        capsys, "report", SAMPLE, "-o", path, "--profile", reader.value.upper(), "--lang", "en"
    )

    assert (result.code, result.err) == (0, "")
    assert str(path) in result.out
    title = Catalog(Language.EN).text(f"reader.{reader}.title")
    assert PdfReader(path).metadata.title == title


def test_the_readers_of_the_command_line_are_those_of_the_reports():
    assert list(READERS) == [reader.value for reader in Reader]


def test_an_unknown_reader_writes_nothing(capsys, tmp_path):
    path = tmp_path / "report.pdf"

    result = run(capsys, "report", SAMPLE, "-o", path, "--profile", "boss", "--lang", "zh")

    assert_one_sentence(result, Language.ZH)
    assert "owner, board, auditor, provider" in result.err
    assert list(tmp_path.iterdir()) == []


def test_the_same_file_makes_the_same_report(capsys, tmp_path, monkeypatch):
    raw = SAMPLE.read_bytes()

    run(capsys, "report", SAMPLE, "-o", tmp_path / "a.pdf", "--lang", "en")
    run(capsys, "report", "-", "-o", tmp_path / "b.pdf", stdin=raw, monkeypatch=monkeypatch)
    run(capsys, "report", SAMPLE, "-o", tmp_path / "c.pdf", "--lang", "en")

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_cannot_be_written_leaves_nothing(capsys, tmp_path, language):
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    places = [
        "/proc/plan.pdf",
        tmp_path / "file" / "plan.pdf",
        tmp_path / "missing" / "plan.pdf",
        tmp_path / f"{'n' * 300}.pdf",
    ]

    for place in places:
        result = run(capsys, "report", SAMPLE, "-o", place, "--lang", language)
        assert_one_sentence(result, language, code=1)
    assert_one_sentence(
        run(capsys, "report", SAMPLE, "-o", tmp_path, "--lang", language), language, code=1
    )
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_never_replaces_its_assessment(capsys, tmp_path, language):
    path = tmp_path / "a.json"
    shutil.copy(SAMPLE, path)

    result = run(capsys, "report", path, "-o", path, "--lang", language)

    assert_one_sentence(result, language)
    assert path.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_keeps_the_older_report_and_leaves_nothing_beside(tmp_path, language):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"older")

    resource = pytest.importorskip("resource")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    result = start("report", SAMPLE, "-o", path, "--lang", language, preexec_fn=small_files)

    assert_one_sentence(result, language, code=1)
    assert str(path) in result.err
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]
    assert path.read_bytes() == b"older"


def test_validate_says_what_it_checked(capsys):
    files = sorted(QUESTIONNAIRES.glob("*.yaml"))

    result = run(capsys, "validate", *files, "--lang", "en")

    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert len(lines) == len(files)
    for name in ("government-cloud-2020", "oscar-2020"):
        assert any(f"matrix {name}-matrix 1.0.0" in line for line in lines)
        assert any(f"questionnaire {name} 1.0.0" in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_validate_tells_every_fault_with_file_line_and_field(capsys, tmp_path, language):
    text = (QUESTIONNAIRES / "oscar-2020.yaml").read_text(encoding="utf-8")
    first = text.splitlines().index("    weight: 3") + 1
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        text.replace("    weight: 3", "    weight: 4", 1).replace("effort: 2", "effort: 3", 1),
        encoding="utf-8",
    )
    sound = QUESTIONNAIRES / "oscar-2020.matrix.yaml"

    result = run(capsys, "validate", broken, sound, "--lang", language)

    assert result.code == 2
    faults = result.err.splitlines()
    assert len(faults) == 2
    assert all(str(broken) in fault for fault in faults)
    assert f" {first}" in faults[0]
    assert "› weight" in faults[0]
    assert "1, 2, 3" in faults[0]
    assert "› effort" in faults[1]
    assert str(sound) in result.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_hands_folder_and_language_on(capsys, monkeypatch, tmp_path, language):
    asked = []
    monkeypatch.setattr(demo, "run", lambda *given: asked.append(given) or 0)

    result = run(capsys, "demo", "-o", tmp_path, "--lang", language)

    assert (result.code, asked) == (0, [(tmp_path, language)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_demo_without_its_libraries_is_told(capsys, monkeypatch, tmp_path, language):
    def fail(*_given):
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(demo, "run", fail)

    result = run(capsys, "demo", "-o", tmp_path, "--lang", language)

    assert_one_sentence(result, language, code=1)
    assert "libEGL.so.1" in result.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--lang", "zh"], (None, Language.ZH)),
        (["--lang=en"], (None, Language.EN)),
        (["--workspace", "w"], ("w", None)),
        (["--lang", "zh", "--workspace=w"], ("w", Language.ZH)),
    ],
)
def test_without_a_command_the_window_opens(words, expected):
    opened = []

    code = main(words, lambda *given: opened.append(given) or 7)

    (workspace, language) = opened[0]
    assert (code, workspace and str(workspace), language) == (7, *expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_window_a_command_is_missing(capsys, language):
    assert_one_sentence(run(capsys, "--lang", language), language)
