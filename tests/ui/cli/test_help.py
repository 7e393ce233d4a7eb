import pytest

from tests.ui.cli.running import HAN, LANGUAGES, run, start
from ui.cli.commands import program, workspace_group

COMMANDS = [
    (),
    *((name,) for name in program.commands),
    *(("workspace", name) for name in workspace_group.commands),
]


def test_there_are_the_commands_of_the_contract_and_no_others():
    assert list(program.commands) == [
        "matrix",
        "questions",
        "score",
        "compare",
        "explain",
        "report",
        "agreement",
        "export",
        "models",
        "incident",
        "validate",
        "demo",
        "workspace",
    ]
    assert list(workspace_group.commands) == ["check", "backup", "restore", "clean"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_whole_in_either_language(capsys, words, language):
    result = run(capsys, *words, "--help", "--lang", language)

    assert (result.code, result.err) == (0, "")
    assert " ".join(["python main.py", *words]) in result.out
    assert "--lang zh|en" in result.out
    assert bool(HAN.search(result.out)) == (language == "zh")
    for word in ("Usage:", "Options:", "Commands:", "Show this message"):
        assert language == "en" or word not in result.out


def test_help_names_every_option(capsys):
    for name, command in program.commands.items():
        shown = run(capsys, name, "--help", "--lang", "en").out
        for param in command.params:
            assert (param.opts[0] if param.opts[0].startswith("-") else param.metavar) in shown


@pytest.mark.parametrize(
    ("variables", "is_chinese"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "de_DE.UTF-8"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, False),
    ],
)
def test_without_a_language_the_systems_is_used(capsys, monkeypatch, variables, is_chinese):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert bool(HAN.search(run(capsys, "--help").out)) == is_chinese


def test_output_is_utf8_whatever_the_terminal_says():
    result = start("--help", "--lang", "zh", env={"LC_ALL": "C", "PYTHONUTF8": "0"})

    assert HAN.search(result.out)


def test_commands_run_without_qt():
    import subprocess
    import sys

    from model.paths import ROOT

    code = (
        "import sys; sys.modules['PySide6'] = None; from ui.cli import main;"
        "sys.exit(main(['score', 'resources/samples/sample.en.json']))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
