"""Ratios measured in one run, written to docs/performance.md: `python -m tests.benchmark`."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from model.assessment import AgreedOption, Answer, AnswerState, Assessment, CloudService
from model.clock import now
from model.facts import Depth
from model.i18n import Catalog
from model.language import Language
from model.library import content, report_of
from model.paths import ROOT
from model.questionnaire import QuestionKind
from model.reporting.data import Reader, ReportData, ReportOptions, report_data
from model.responsibility import ServiceModel
from model.session import AssessmentSession
from model.storage.assessments import AssessmentStore
from tests.benchmark.home import measure as measure_home
from tests.benchmark.pauses import NOTHING
from tests.benchmark.pauses import measure as measure_pauses
from tests.benchmark.reports import FEW, MANY
from tests.benchmark.reports import measure as measure_reports

STARTS = 21
SAVES = 400
REPORTS = 9
CHANGES = 30
PAUSE_GOAL_MS = 100
HERE = Path(__file__).parent


def main() -> None:
    rows = [
        start_ratio(),
        save_ratio(),
        report_ratio("Full PDF", plan_data()),
        report_ratio("Auditor's PDF of a SaaS service", audit_data()),
        memory_ratio(),
        *home_ratios(),
    ]
    text = _page(rows, pause_rows())
    (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def start_ratio() -> tuple[str, ...]:
    """Start to the usable first page, against a bare PySide6 window."""
    with tempfile.TemporaryDirectory() as workspace:
        _start("start_program.py", workspace)
        ours, bare = [], []
        for _ in range(STARTS):
            bare.append(_start("start_bare.py", workspace))
            ours.append(_start("start_program.py", workspace))
    return _row("Start to usable first page", "bare PySide6 window", ours, bare, 2)


def save_ratio() -> tuple[str, ...]:
    """One answer through the session, against one raw upsert with the same pragmas."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = AssessmentStore.open(folder / "workspace", now)
        matrix, questionnaire = content("oscar-2020")
        session = AssessmentSession(
            store.create(full_assessment()), matrix, questionnaire, store, now
        )
        raw = _raw_database(folder / "raw.db")
        ours, plain = [], []
        for number in range(SAVES):
            choice = ("0", "50")[number % 2]
            ours.append(_timed(lambda c=choice: session.choose("CA.1-Q1", (c,))))
            plain.append(_timed(lambda c=choice: _raw_upsert(raw, c)))
        store.close()
        raw.close()
    return _row("One answer saved", "one raw sqlite3 upsert", ours, plain, 3)


def report_ratio(what: str, data: ReportData) -> tuple[str, ...]:
    """A report, against the same number of pages of plain reportlab text."""
    from pypdf import PdfReader

    from model.reporting.plan_report import write_report

    words = Catalog(Language.ZH)
    with tempfile.TemporaryDirectory() as name:
        ours_path, plain_path = Path(name) / "plan.pdf", Path(name) / "plain.pdf"
        write_report(data, words, ours_path)
        pages = len(PdfReader(ours_path).pages)
        write_plain(plain_path, pages)
        ours, plain = [], []
        for _ in range(REPORTS):
            ours.append(_timed(lambda: write_report(data, words, ours_path)))
            plain.append(_timed(lambda: write_plain(plain_path, pages)))
        written = len(PdfReader(plain_path).pages)
    if written != pages:
        raise SystemExit(f"plain text has {written} pages instead of {pages}")
    return _row(f"{what} ({pages} pages)", f"{pages} pages of plain text", ours, plain, 4)


def plan_data() -> ReportData:
    """Return the largest improvement plan."""
    return report_data(*content("oscar-2020"), full_assessment())


def audit_data() -> ReportData:
    """Return a report of about 40 pages with everything, its history too."""
    made = content("oscar-2020")
    with tempfile.TemporaryDirectory() as name:
        store = AssessmentStore.open(Path(name), now)
        key = store.create(full_assessment(ServiceModel.SAAS))
        session = AssessmentSession(key, *made, store, now)
        for question in session.evaluation.asked[:CHANGES]:
            session.do_not_know(question.id)
        options = ReportOptions(reader=Reader.AUDITOR)
        data = report_of(
            *made, full_assessment(ServiceModel.SAAS), options=options, history=session.history()
        )
        store.close()
    return data


def memory_ratio() -> tuple[str, ...]:
    """What 200 reports in one process leave in memory, against the first 20."""
    few, many = measure_reports()
    return (
        f"Memory after {MANY} reports in one process",
        f"after {FEW} reports",
        f"{many:.1f} MB",
        f"{few:.1f} MB",
        f"{many / few:.2f}",
        "≤ 1.1",
    )


def home_ratios() -> list[tuple[str, ...]]:
    """The list of 10,000 assessments opened and searched, against one of 100."""
    return [
        _row(what, "100 assessments", large, small, 3)
        for what, (large, small) in measure_home().items()
    ]


def pause_rows() -> list[tuple[str, ...]]:
    """The longest pause of the window while each thing is made beside it."""
    rows = []
    for what, turns in measure_pauses(full_assessment()).items():
        pauses, worked, times = zip(*turns, strict=True)
        goal = "–" if what == NOTHING else f"≤ {PAUSE_GOAL_MS} ms"
        longest = (f"{1000 * each:.0f} ms" for each in (max(pauses), statistics.median(pauses)))
        own = f"{1000 * max(worked):.0f} ms"
        rows.append((what, *longest, own, f"{statistics.median(times):.1f} s", goal))
    return rows


def full_assessment(model: ServiceModel = ServiceModel.IAAS) -> Assessment:
    """Return an assessment with every question answered somewhere in the middle."""
    _, questionnaire = content("oscar-2020")
    answers = {}
    for question in questionnaire.questions:
        is_list = question.kind is QuestionKind.CHK
        choices = ("1",) if is_list else (question.choices[1].id,)
        answers[question.id] = Answer(
            question_id=question.id, state=AnswerState.CHOSEN, choices=choices, note="备注 note"
        )
    tables = [f"table2.{n}" for n in range(1, 8)]
    return Assessment(
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        organisation="晨光贸易",
        service=CloudService(name="网店", provider="aliyun", model=model),
        depth=Depth.FULL,
        agreed={t: AgreedOption(negotiation_id=t, option="a") for t in tables},
        answers=answers,
    )


def write_plain(path: Path, pages: int) -> None:
    """Write pages full of plain Chinese text with reportlab and the same font."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    from model.reporting.fonts import REGULAR

    style = ParagraphStyle("plain", fontName=REGULAR, fontSize=9, leading=14, wordWrap="CJK")
    line = "上了云，安全并没有全部交出去，有一部分仍归客户，逐题看看做得怎样。" * 2
    story = []
    for number in range(pages):
        story += [Paragraph(f"{number} {row} {line}", style) for row in range(20)]
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


def _start(script: str, workspace: str) -> float:
    command = [sys.executable, str(HERE / script), str(time.time()), workspace]
    # As on a user's machine, where Python keeps what it compiled.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(command, cwd=ROOT, env=kept, check=True, capture_output=True, text=True)
    return float(run.stdout.split()[-1])


def _timed(act: object) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _raw_database(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute(
        "CREATE TABLE answers (assessment_id TEXT, question_id TEXT, choices TEXT, "
        "answered_at TEXT, PRIMARY KEY (assessment_id, question_id)) STRICT"
    )
    return raw


def _raw_upsert(raw: sqlite3.Connection, choice: str) -> None:
    raw.execute(
        "INSERT INTO answers VALUES ('a', 'CA.1-Q1', ?, ?) "
        "ON CONFLICT DO UPDATE SET choices = excluded.choices, answered_at = excluded.answered_at",
        (choice, now().isoformat()),
    )
    raw.commit()


def _row(
    what: str, against: str, ours: list[float], plain: list[float], goal: int
) -> tuple[str, ...]:
    mine, other = statistics.median(ours), statistics.median(plain)
    return (
        what,
        against,
        f"{mine * 1000:.1f} ms",
        f"{other * 1000:.1f} ms",
        f"{mine / other:.2f}",
        f"≤ {goal}",
    )


def _page(rows: list[tuple[str, ...]], pauses: list[tuple[str, ...]]) -> str:
    heads = ("what", "against", "ours", "other", "ratio", "goal")
    beside = ("made beside the window", "longest pause", "median", "work in it", "takes", "goal")
    return (
        "# Performance\n\n"
        "Medians of one run of `make bench`, both sides measured in turn; only the ratios mean "
        "something on another machine.\n\n" + _table(heads, rows) + "\n\n"
        "## The window while a report is made\n\n"
        "A timer on the thread of the real window, offscreen, beats every 5 ms; the longest gap "
        "between two beats is the longest pause. *Work in it* is the longest that this process "
        "worked between two beats: what a machine with nothing else to do would show. The "
        "assessment is large: every question answered with a note of 2,000 characters, every "
        "action with an owner, a date and such a note.\n\n" + _table(beside, pauses) + "\n\n"
        f"Python {platform.python_version()}, {platform.system()}, offscreen.\n"
    )


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = (heads, ("---",) * len(heads), *rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


if __name__ == "__main__":
    main()
