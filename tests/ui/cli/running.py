"""Runs commands: inside this process, which is fast, or as users do."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass

from model.language import Language
from model.paths import ROOT
from ui.cli import main

HAN = re.compile(r"[\u3400-\u9fff]")
LANGUAGES = list(Language)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def run(capsys, *words, stdin=None, monkeypatch=None):
    """Run a command inside this process."""
    if stdin is not None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    capsys.readouterr()
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return Result(code, captured.out, captured.err)


def start(*words, env=None, **options):
    """Run a command as users do."""
    done = subprocess.run(
        [sys.executable, "main.py", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", **(env or {})},
        capture_output=True,
        timeout=120,
        check=False,
        **options,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_one_sentence(result, language, code=2):
    """See that a command failed as promised: one sentence, the right language and exit code."""
    assert result.code == code, result
    assert result.out == ""
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1, result.err
    assert "Traceback" not in result.err
    assert "Usage" not in result.err
    assert bool(HAN.search(result.err)) == (language is Language.ZH), result.err
    assert result.err.strip()[-1] in ".。", result.err
    assert "{" not in result.err


def smallest(model="iaas", **more):
    return {
        "format": "shoulder-assessment",
        "version": 1,
        "questionnaire": {"id": "oscar-2020", "version": "1.0.0"},
        "service": {"model": model},
        **more,
    }


def save(folder, top, name="a.json"):
    path = folder / name
    text = top if isinstance(top, str) else json.dumps(top, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path
