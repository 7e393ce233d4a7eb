"""What many reports in one process do to its memory: `python -m tests.benchmark.reports`."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample, report_of
from model.paths import ROOT
from model.reporting.data import Reader, ReportOptions
from model.reporting.plan_report import write_report

FEW, MANY = 20, 200
STATM = Path("/proc/self/statm")
MEGABYTE = 1_000_000


def measure() -> tuple[float, float]:
    """Return the megabytes of a process of its own after `FEW` and after `MANY` reports."""
    command = [sys.executable, "-m", "tests.benchmark.reports"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    few, many = map(float, run.stdout.split())
    return few, many


def main() -> None:
    found = []
    with tempfile.TemporaryDirectory() as name:
        for number in range(1, MANY + 1):
            _write(number, Path(name) / "report.pdf")
            if number in (FEW, MANY):
                found.append(_resident())
    sys.stdout.write(" ".join(f"{each:.1f}" for each in found))


def _write(number: int, path: Path) -> None:
    """Write a report for each reader in turn, in turn in both languages, of other names."""
    readers, languages = (None, *Reader), list(Language)
    language = languages[number % len(languages)]
    held = replace(load_sample(language), organisation=f"{chr(0x4E00 + number)} {number}")
    made = content(held.questionnaire_id, held.questionnaire_version)
    options = ReportOptions(reader=readers[number % len(readers)])
    write_report(report_of(*made, held, options=options), Catalog(language), path)


def _resident() -> float:
    """Return what the process holds in memory now; where nobody tells, the most it ever held."""
    if STATM.exists():
        pages = int(STATM.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    main()
