"""Results and plan as one object for other programs (docs/formats.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from model.exports.plan_table import planned
from model.exports.score_record import Record, number, score_record
from model.i18n import Catalog
from model.improvement import Horizon
from model.language import Language
from model.wording import action_steps, action_title

if TYPE_CHECKING:
    from datetime import date

    from model.exports.plan_table import PlannedAction
    from model.improvement import ProofStep
    from model.language import LocalizedText
    from model.progress import Progress
    from model.reporting.data import ReportData

FORMAT, VERSION = "shoulder-results", 1


def as_json(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    """Return results and plan as JSON; texts in both languages, so the same for every reader."""
    record = results_record(data, catalog)
    progress.reach(0.5)
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def results_record(data: ReportData, catalog: Catalog) -> Record:
    """Return results and plan as one object, ready for JSON."""
    held, questionnaire = data.assessment, data.questionnaire
    voice = data.options.voice
    return {
        "format": FORMAT,
        "version": VERSION,
        "source": catalog.text("word.attribution"),
        "origin": held.origin,
        "organisation": {"name": held.organisation},
        "service": {
            "name": held.service.name,
            "provider": held.service.provider,
            "model": held.service.model.value,
        },
        "depth": held.depth.value,
        "round": held.round.number,
        "status": held.status.state.value,
        "updated": _day(held.updated_on),
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.digest,
        },
        "score": score_record(data.matrix, data.evaluation, questionnaire.id, voice),
        "plan": _plan(data),
    }


def _plan(data: ReportData) -> Record:
    plan = data.plan
    catalogs = {language.value: Catalog(language) for language in Language}
    actions = [(action, _action(action, data, catalogs)) for action in planned(data)]
    return {
        "begins": _day(data.assessment.plan_day),
        "share_before": number(plan.share_before),
        "shares_after": {h.value: number(plan.share_after(h)) for h in Horizon},
        "actions": [record for action, record in actions if not action.is_beyond],
        "beyond": [record for action, record in actions if action.is_beyond],
        "proofs": [_proof(step) for step in plan.proofs],
        "to_find_out": [question.id for question in plan.to_find_out],
    }


def _action(action: PlannedAction, data: ReportData, catalogs: dict[str, Catalog]) -> Record:
    ranked, entry = action.ranked, action.entry
    candidate = ranked.candidate
    service = data.assessment.service
    return {
        "rank": ranked.rank,
        "id": ranked.id,
        "kind": candidate.kind.value,
        "responsibility": candidate.duty.id,
        "question": candidate.question.id if candidate.question is not None else None,
        "title": {key: action_title(candidate, service, each) for key, each in catalogs.items()},
        "steps": [
            dict(zip(catalogs, texts, strict=True))
            for texts in zip(*(action_steps(candidate, x) for x in catalogs.values()), strict=True)
        ],
        "gain": number(ranked.gain),
        "share_after": number(ranked.share_after),
        "risk_factor": float(ranked.risk_factor),
        "closes_gap": ranked.closes_gap,
        "closes_orphan": ranked.closes_orphan,
        "quick_win": ranked.is_quick_win,
        "effort": candidate.effort,
        "needs_provider": candidate.needs_provider,
        "requires": list(candidate.requires),
        "horizon": ranked.horizon.value,
        "horizon_ends": _day(action.latest),
        "owner": entry.owner,
        "due": _day(entry.due),
        "state": entry.state.value,
        "cost": entry.cost,
        "cost_level": candidate.template.cost.value if candidate.template is not None else None,
        "reason": entry.reason,
        "approver": entry.approver,
        "note": entry.note,
    }


def _proof(step: ProofStep) -> Record:
    return {
        "id": step.action.id,
        "group": step.duty.id,
        "question": step.question.id,
        "title": _both(step.action.title),
    }


def _both(text: LocalizedText) -> Record:
    return {language.value: text.in_(language) for language in Language}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
