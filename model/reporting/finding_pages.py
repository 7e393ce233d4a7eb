"""What the customer claims and what the auditor found, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model import wording
from model.differences import Comparison, count, differences
from model.reporting.flowables import heading, key_figures
from model.reporting.press import figure
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import marked, voice_text

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Table

    from model.differences import Difference
    from model.evaluation import Evaluation
    from model.reporting.data import ReportData, TwoVoices
    from model.reporting.press import Press


def has_findings(data: ReportData) -> bool:
    """Say whether there is anything of the auditor's to set beside the claims."""
    return data.voices is not None


def findings(data: ReportData, press: Press) -> list[Flowable]:
    """Return both scores, the questions where the two differ, and the auditor's other notes."""
    examined = differences(data.questionnaire, data.claims)
    counts = count(examined)
    numbers = {
        "examined": counts.examined,
        "agreeing": counts.agreeing,
        "differing": counts.differing,
        "unclaimed": counts.examined - counts.agreeing - counts.differing,
    }
    figures = [
        (press.text(f"findings.{name}"), str(number), press.text(f"findings.{name}.remark"))
        for name, number in numbers.items()
    ]
    blocks: list[Flowable] = [
        press.set(press.text("findings.intro")),
        key_figures(press, figures),
    ]
    if data.voices is not None:
        blocks += heading(press, press.text("findings.scores"), "findings-scores")
        blocks += [
            press.set(press.text("findings.used", voice=voice_text(data, press))),
            _scores(data.voices, press),
        ]
    blocks += heading(press, press.text("findings.differences"), "findings-differences")
    apart = [each for each in examined if each.state is not Comparison.AGREES]
    if apart:
        blocks += [press.set(press.text("findings.differences.intro")), _table(apart, press)]
    else:
        blocks.append(press.set(press.text("findings.none")))
    return [*blocks, *_other_notes(data, {each.question.id for each in apart}, press)]


def _scores(voices: TwoVoices, press: Press) -> Table:
    columns = (
        Column(title=press.text("findings.number"), width=3),
        Column(title=press.text("findings.claimed"), width=4.5),
        Column(title=press.text("findings.found"), width=4.5),
    )
    both = (voices.claimed, voices.found)
    rows = [
        Row(cells=(press.word("share"), *(figure(e.share.value) for e in both))),
        Row(cells=(press.text("grade"), *(_grade(e, press) for e in both))),
        Row(cells=(press.text("summary.critical"), *(_gaps(e, press) for e in both))),
    ]
    return table(press, columns, rows)


def _grade(evaluation: Evaluation, press: Press) -> str:
    return evaluation.grade.value if evaluation.grade else press.text("interim")


def _gaps(evaluation: Evaluation, press: Press) -> str:
    gaps = evaluation.critical_gaps
    if not gaps:
        return "0"
    between = press.text("between")
    return press.text("findings.gaps", count=len(gaps), ids=between.join(gaps))


def _table(apart: list[Difference], press: Press) -> Table:
    columns = (
        Column(title=press.text("column.code"), width=1.6),
        Column(title=press.text("column.question"), width=3.8),
        Column(title=press.text("findings.claimed"), width=3.3),
        Column(title=press.text("findings.found"), width=3.3),
    )
    rows = [
        Row(
            cells=(
                marked(each.question.id, each.question),
                press.say(each.question.text),
                wording.answer_text(each.question, each.claim, press.catalog),
                wording.answer_text(each.question, each.finding, press.catalog),
            ),
            below=_notes(each, press),
        )
        for each in apart
    ]
    return table(press, columns, rows)


def _notes(each: Difference, press: Press) -> str:
    notes = []
    if each.claim.note:
        notes.append(press.text("findings.note.claim", note=each.claim.note))
    if each.finding.note:
        notes.append(press.text("findings.note.finding", note=each.finding.note))
    return "\n".join(notes)


def _other_notes(data: ReportData, told: set[str], press: Press) -> list[Flowable]:
    """Return what the auditor noted where nothing differs, or nothing was found yet."""
    noted = [
        (question, data.claims.findings[question.id])
        for question in data.questionnaire.questions
        if question.id in data.claims.findings and question.id not in told
    ]
    rows = [
        Row(
            cells=(
                marked(question.id, question),
                press.say(question.text),
                wording.answer_text(question, finding, press.catalog),
            ),
            below=press.text("findings.note.finding", note=finding.note),
        )
        for question, finding in noted
        if finding.note
    ]
    if not rows:
        return []
    columns = (
        Column(title=press.text("column.code"), width=1.6),
        Column(title=press.text("column.question"), width=5.4),
        Column(title=press.text("findings.found"), width=5),
    )
    title = heading(press, press.text("findings.notes"), "findings-notes")
    return [*title, table(press, columns, rows)]
