"""The assessment results of OSCAL: what was asked, seen and found, and what is weak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exports.oscal_document import back_matter, components, metadata
from model.exports.oscal_findings import finding, objective_id, objectives, scored
from model.exports.oscal_observations import observations
from model.exports.oscal_parts import filled, prop, props, prose, title, token
from model.exports.oscal_risks import risk
from model.rounding import one_decimal

if TYPE_CHECKING:
    from fractions import Fraction

    from model.exports.oscal_parts import Desk, Json
    from model.scoring import DutyScore


def results_document(desk: Desk) -> Json:
    """Return the whole document but for its outermost name."""
    scores = scored(desk)
    local = filled({"objectives-and-methods": objectives(desk, scores)})
    plan = {
        "href": f"#{desk.uuid('questionnaire')}",
        "remarks": prose(desk.text("import_plan")),
    }
    return filled(
        {
            "uuid": desk.uuid("results"),
            "metadata": metadata(desk, "results"),
            "import-ap": plan,
            "local-definitions": local,
            "results": [_result(desk, scores)],
            "back-matter": back_matter(desk),
        }
    )


def _result(desk: Desk, scores: list[DutyScore]) -> Json:
    weak = desk.weaknesses
    return filled(
        {
            "uuid": desk.uuid("result"),
            "title": title(desk.text("result", service=desk.service)),
            "description": prose(_words(desk)),
            "start": desk.start,
            "end": desk.end,
            "props": _numbers(desk),
            "local-definitions": {"components": components(desk)},
            "reviewed-controls": _reviewed(desk, scores),
            "observations": observations(desk),
            "risks": [risk(desk, each) for each in weak],
            "findings": [finding(desk, score, weak) for score in scores],
        }
    )


def _reviewed(desk: Desk, scores: list[DutyScore]) -> Json:
    """Return what was looked at; OSCAL has no empty choice, so nothing is written as all."""
    if not scores:
        return {"control-selections": [{"include-all": {}}]}
    controls = [{"control-id": token(score.duty.id)} for score in scores]
    goals = [{"objective-id": objective_id(score)} for score in scores]
    return {
        "description": prose(desk.text("reviewed")),
        "control-selections": [{"include-controls": controls}],
        "control-objective-selections": [{"include-objectives": goals}],
    }


def _words(desk: Desk) -> str:
    voice = desk.data.voice
    return desk.text("result.text") if voice is None else desk.text(f"result.text.{voice.value}")


def _numbers(desk: Desk) -> list[Json]:
    """Return the numbers of docs/scoring.md, 0 to 100 with one decimal."""
    data = desk.data
    told, voices = data.evaluation, data.voices
    return props(
        _number("share", told.share.value),
        _number("share-low", told.share.low),
        _number("share-high", told.share.high),
        _number("share-verified", told.verified),
        _number("share-claimed", voices.claimed.share.value if voices else None),
        _number("share-found", voices.found.share.value if voices else None),
        _number("completeness", told.completeness),
        _number("clarity", told.clarity),
        _number("orphan-share", told.orphan_share),
        _number("beyond", told.beyond.value),
        prop("grade", told.grade.value if told.grade else None),
        prop("critical-gaps", len(told.critical_gaps)),
        prop("orphans", len(told.orphans)),
        prop("open-questions", told.open_count),
    )


def _number(name: str, value: Fraction | None) -> Json | None:
    return prop(name, one_decimal(value) if value is not None else None)
