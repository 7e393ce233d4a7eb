"""Where a user is led back to: after an undo, and after a break."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from model.change import Part
from model.pace import last_answer

if TYPE_CHECKING:
    from datetime import datetime

    from model.assessment import Assessment

A_BREAK = timedelta(hours=12)
"""After this long, the user is told what was done last."""

STEP_OF = {
    Part.SETUP: "setup",
    Part.AGREED: "division",
    Part.OVERRIDES: "division",
    Part.CLAIMS: "division",
    Part.HANDOFFS: "division",
    Part.ACCEPTED: "division",
    Part.AGREEMENT: "agreement",
    Part.ANSWERS: "questions",
    Part.FINDINGS: "questions",
    Part.PLAN: "plan",
    Part.SCHEDULE: "plan",
    Part.BELIEFS: "division",
    Part.STATUS: "review",
    Part.INTERVIEWS: "review",
    Part.EVIDENCE: "review",
    Part.OBSERVATIONS: "review",
}
"""The step on which a part of an assessment is seen."""


def last_time(assessment: Assessment, moment: datetime) -> dict[str, str] | None:
    """Return day and question of the last answer; None where that was no break ago."""
    last = last_answer(assessment.answers)
    if last is None or last.answered_at is None or moment - last.answered_at < A_BREAK:
        return None
    day = last.answered_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return {"day": day, "question": last.question_id}
