import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.paths import ROOT, SAMPLES
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, save, smallest, start

GOOD = json.dumps(smallest())
FULL = Path("/dev/full")


BAD_FILES = {
    "broken": (GOOD[:-1], "line 1"),
    "empty": ("", "line 1"),
    "a list": ("[]", "shoulder-assessment"),
    "no format": ("{}", "shoulder-assessment"),
    "wrong type": (smallest(answers=[]), "answers"),
    "unknown field": ({**smallest(), "colour": 1}, "colour"),
    "unknown question": (smallest(answers={"ZZ.1-Q1": {"unknown": True}}), "ZZ.1-Q1"),
    "unknown option": (smallest(answers={"CA.1-Q1": {"choice": "51"}}), "0, 25, 50, 75, 100"),
    "unknown box": (smallest(answers={"NW.1-Q1": {"choices": ["6"]}}), "1, 2, 3, 4, 5"),
    "unknown responsibility": (
        smallest(division={"overrides": {"moon": {"allocation": "customer"}}}),
        "moon",
    ),
    "unknown action": (smallest(plan={"CA.1-Q1-A9": {}}), "CA.1-Q1-A9"),
    "unknown fact": (smallest(facts={"on_mars": True}), "personal_information"),
    "unknown negotiation": (
        smallest(division={"agreed": {"table9.9": {"option": "a"}}}),
        "table2.1",
    ),
    "unknown agreed option": (
        smallest(division={"agreed": {"table2.1": {"option": "c"}}}),
        "a, b, null",
    ),
    "unknown model": (smallest("faas"), "iaas, paas, saas"),
    "unknown questionnaire": (
        {**smallest(), "questionnaire": {"id": "other", "version": "1.0.0"}},
        "oscar-2020",
    ),
    "two answers": (
        smallest(answers={"CA.1-Q1": {"choice": "50", "unknown": True}}),
        "choice, unknown",
    ),
    "empty reason": (smallest(answers={"AP.4-Q1": {"not_applicable": "  "}}), "not_applicable"),
    "duplicate key": (GOOD.replace('"iaas"', '"iaas", "model": "paas"'), "model"),
    "not a number": (GOOD.replace("1,", "NaN,"), ""),
    "endless": (GOOD.replace("1,", "-Infinity,"), ""),
    "too deep": (GOOD.replace("1,", "[" * 100_000 + "]" * 100_000 + ","), ""),
    "deep": (GOOD.replace("1,", "[" * 700 + "]" * 700 + ","), ""),
    "newer format": (GOOD.replace("1,", "2,"), "2"),
    "newer questionnaire": (GOOD.replace("1.0.0", "1.1.0"), "1.1.0"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["score", "explain"])
def test_a_bad_file_is_refused_with_one_sentence(capsys, tmp_path, command, name, language):
    content, hint = BAD_FILES[name]
    path = save(tmp_path, content)

    result = run(capsys, command, path, "--lang", language)

    assert_one_sentence(result, language)
    assert str(path) in result.err
    if language == "en" or not hint.startswith("line"):
        assert hint in result.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_file_from_standard_input_is_refused_too(capsys, monkeypatch, language):
    words = ("score", "-", "--lang", language)

    broken = run(capsys, *words, stdin=b"{", monkeypatch=monkeypatch)
    endless = run(capsys, *words, stdin=b" " * 9_000_000, monkeypatch=monkeypatch)
    binary = run(capsys, *words, stdin=bytes(range(256)), monkeypatch=monkeypatch)

    for result in (broken, endless, binary):
        assert_one_sentence(result, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["score", "explain", "validate"])
def test_what_is_no_readable_file_is_refused(capsys, tmp_path, command, language):
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(100_000_000)
    latin = tmp_path / "latin"
    latin.write_bytes(b'{"name": "\xe9"}')
    names = [tmp_path, tmp_path / "missing", sparse, latin, sparse / "below", "n" * 5000, "a\nb"]

    for name in names:
        result = run(capsys, command, name, "--lang", language)
        assert_one_sentence(result, language)


def test_the_first_bad_file_of_several_is_named_and_nothing_is_printed(capsys, tmp_path):
    good, bad = SAMPLES / "sample.en.json", save(tmp_path, "{")

    result = run(capsys, "score", good, bad, "--format", "json", "--lang", "en")

    assert_one_sentence(result, LANGUAGES[1])
    assert str(bad) in result.err


BAD_LINES = [
    ("matrx",),
    ("Matrix",),
    ("export", "a.json"),
    ("matrix",),
    ("matrix", "--model"),
    ("matrix", "--model", "xaas"),
    ("matrix", "--model", ""),
    ("matrix", "--model", "iaas", "more"),
    ("matrix", "--model", "iaas", "--format", "xml"),
    ("matrix", "--model", "iaas", "--agreed"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1"),
    ("matrix", "--model", "iaas", "--agreed", "table9.1=a"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1=c"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1="),
    ("matrix", "--model", "iaas", "--agreed", "table2.1=b:60"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1=b:"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1=none:50"),
    ("matrix", "--model", "iaas", "--agreed", "table2.1=a", "--agreed", "table2.1=b"),
    ("questions", "--model", "iaas", "--depth", "deep"),
    ("questions", "--model", "iaas", "--questionnaire", "other"),
    ("questions", "--model", "iaas", "--questionnaire", "../matrix"),
    ("questions", "--model", "iaas", "--fact", "on_mars=yes"),
    ("questions", "--model", "iaas", "--fact", "own_images"),
    ("questions", "--model", "iaas", "--fact", "own_images=maybe"),
    ("questions", "--model", "iaas", "--fact", "own_images=no", "--fact", "own_images=yes"),
    ("score",),
    ("score", "--bad", "a.json"),
    ("explain",),
    ("report", "a.json"),
    ("report", "a.json", "-o"),
    ("report", "a.json", "-o", "a.pdf", "--date", "soon"),
    ("report", "a.json", "-o", "a.pdf", "--date", "2026-02-30"),
    ("report", "a.json", "-o", "a.pdf", "--profile"),
    ("report", "a.json", "-o", "a.pdf", "--profile", "boss"),
    ("validate",),
    ("demo",),
    ("workspace",),
    ("workspace", "chek"),
    ("workspace", "check", "more"),
    ("--workspace",),
    ("--workspace", "x", "score", "a.json"),
    ("--help=x",),
    ("-x",),
    ("--unknown",),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", BAD_LINES, ids=" ".join)
def test_a_line_that_cannot_be_understood_is_told_in_our_words(capsys, words, language):
    assert_one_sentence(run(capsys, *words, "--lang", language), language)


@pytest.mark.parametrize("words", [("--lang",), ("--lang", "fr"), ("score", "--lang=de", "a.json")])
@pytest.mark.parametrize(("system", "language"), [("zh_CN.UTF-8", "zh"), ("C", "en")])
def test_a_language_that_does_not_exist_is_told_in_the_systems(
    capsys, monkeypatch, words, system, language
):
    monkeypatch.setenv("LC_ALL", system)

    result = run(capsys, *words)

    assert_one_sentence(result, LANGUAGES[0 if language == "zh" else 1])
    assert "zh, en" in result.err


def test_control_characters_never_reach_the_terminal(capsys, tmp_path):
    top = smallest(answers={"\u001b[31mred\u202e": {"unknown": True}})
    path = save(tmp_path, top, "a\u001b[31m.json")

    result = run(capsys, "score", path, "--lang", "en")

    assert_one_sentence(result, LANGUAGES[1])
    assert "\u001b" not in result.err
    assert "\u202e" not in result.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bug_is_one_sentence_too(capsys, monkeypatch, language):
    import ui.cli.scores

    monkeypatch.setattr(ui.cli.scores, "score_record", lambda *_: 1 / 0)

    result = run(
        capsys, "score", SAMPLES / "sample.en.json", "--format", "json", "--lang", language
    )

    assert_one_sentence(result, language, code=1)
    assert "ZeroDivisionError" in result.err


def test_the_program_itself_fails_as_politely(tmp_path):
    result = start("score", save(tmp_path, "{"), "--lang", "zh")

    assert_one_sentence(result, LANGUAGES[0])


def test_a_name_that_is_not_utf8_is_no_crash(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.json"
    command = [os.fsencode(sys.executable), b"main.py", b"score", name, b"--format", b"json"]
    try:
        Path(os.fsdecode(name)).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system wants UTF-8")

    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)[0]["file"].endswith(".json")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_behind_the_output_is_told(language):
    with FULL.open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "main.py", "matrix", "--model", "iaas", "--lang", language],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_fault():
    command = [sys.executable, "main.py", "questions", "--model", "iaas", "--format", "json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(timeout=60)

    assert errors == b""
