"""What must hold for the whole tree: no Qt below the window, no way out to a network."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from model.paths import ROOT

NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
}
SAFE = {"urllib.parse"}
SOURCES = [*ROOT.glob("model/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"]

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.modules["PySide6"] = None
sys.modules["shiboken6"] = None
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(found.name)
print("all imported")
"""

WITHOUT_SOCKETS = """
import sys
def forbid(event, arguments):
    if event.startswith("socket."):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(forbid)
sys.path.insert(0, sys.argv[1])
sys.argv = ["main.py", *sys.argv[2:]]
import main
sys.exit(main.main())
"""


def run(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def imports_of(path):
    """Return every module a file imports, with its line, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def is_under(name, modules):
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def test_the_model_the_presenters_and_the_command_line_run_without_qt():
    done = run("-c", IMPORT_ALL, "model", "ui.presenters", "ui.cli")

    assert done.stdout.strip() == "all imported", done.stderr


def test_every_module_is_looked_at():
    assert ROOT / "model" / "session.py" in SOURCES
    assert ROOT / "ui" / "pages" / "question_page.py" in SOURCES


def test_nothing_can_reach_a_network():
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in SOURCES
        for name, line in imports_of(path)
        if is_under(name, NETWORK) and not is_under(name, SAFE)
    ]

    assert not found


@pytest.mark.parametrize(
    ("line", "is_caught"),
    [
        ("import socket", True),
        ("import urllib.request", True),
        ("from urllib import request", True),
        ("from urllib.parse import quote", False),
        ("from PySide6.QtNetwork import QNetworkAccessManager", True),
        ("from PySide6 import QtNetwork", True),
        ("def f():\n    from http import client", True),
        ("import model.wording", False),
    ],
)
def test_the_search_for_networks_sees_every_way_to_import(tmp_path, line, is_caught):
    path = tmp_path / "module.py"
    path.write_text(line, encoding="utf-8")

    names = [name for name, _ in imports_of(path)]

    caught = any(is_under(name, NETWORK) and not is_under(name, SAFE) for name in names)
    assert caught is is_caught


def test_the_ban_on_sockets_works(tmp_path):
    (tmp_path / "main.py").write_text(
        "def main():\n    import socket\n    socket.socket()\n", encoding="utf-8"
    )

    done = run("-c", WITHOUT_SOCKETS, str(tmp_path), cwd=tmp_path)

    assert done.returncode != 0
    assert "socket.__new__" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("matrix", "--model", "iaas"),
        ("questions", "--model", "saas"),
        ("score", "resources/samples/sample.zh.json"),
        ("explain", "resources/samples/sample.en.json"),
        ("validate", "questionnaires/oscar-2020.matrix.yaml", "questionnaires/oscar-2020.yaml"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_opens_no_socket(command):
    done = run("-c", WITHOUT_SOCKETS, str(ROOT), *command)

    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_a_report_opens_no_socket(tmp_path):
    target = tmp_path / "plan.pdf"
    command = ("report", "resources/samples/sample.zh.json", "-o", str(target))

    done = run("-c", WITHOUT_SOCKETS, str(ROOT), *command)

    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"%PDF")


def test_the_window_opens_no_socket(tmp_path):
    done = run("-c", WITHOUT_SOCKETS, str(ROOT), "demo", "-o", str(tmp_path / "demo"))

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "demo").glob("*.png"))
