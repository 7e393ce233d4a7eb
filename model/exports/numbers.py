"""Every number of an assessment with its range and meaning, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.improvement import Horizon
from model.wording import provider_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.exports.tables import Value
    from model.i18n import Catalog
    from model.reporting.data import ReportData


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """One number.

    Attributes:
        value: a number, or a grade in words; None where nothing counts.
        low: what it can still fall to; None where it has no range.
        high: what it can still rise to; None where it has no range.
    """

    name: str
    value: Value
    low: Value = None
    high: Value = None
    meaning: str = ""
    is_strong: bool = False


def number_rows(data: ReportData, catalog: Catalog) -> tuple[NumberRow, ...]:
    """Return every number of the summary, in order."""
    say, found = catalog.text, data.evaluation
    interim = say("report.interim")
    return (
        NumberRow(
            name=say("word.share"),
            value=found.share.value,
            low=found.share.low,
            high=found.share.high,
            meaning=say("report.reading.share.meaning"),
            is_strong=True,
        ),
        *_voices(data, catalog),
        _row(catalog, "verified", found.verified),
        _row(catalog, "grade", found.grade.value if found.grade else interim),
        _row(catalog, "completeness", found.completeness),
        _row(catalog, "clarity", found.clarity),
        _row(catalog, "orphan_share", found.orphan_share),
        _row(catalog, "critical", len(found.critical_gaps)),
        NumberRow(
            name=say("word.extension"),
            value=found.beyond.value,
            low=found.beyond.low,
            high=found.beyond.high,
            meaning=say("explain.rule.beyond"),
        ),
        *_after(data, catalog),
    )


def about(data: ReportData, catalog: Catalog) -> Iterator[tuple[str, Value]]:
    """Yield name and value of everything that says what a file was made from."""
    say, held, questionnaire = catalog.text, data.assessment, data.questionnaire
    yield say("report.fact.organisation"), held.organisation
    yield say("report.fact.service"), held.service.name
    provider = provider_name(held.service, catalog) if held.service.provider else ""
    yield say("report.fact.provider"), provider
    yield say("report.fact.model"), held.service.model.label
    yield say("report.fact.depth"), say(f"word.depth.{held.depth}")
    yield say("report.fact.date"), data.printed_on
    yield say("export.about.plan_day"), held.plan_day
    if data.voice is not None:
        yield say("report.fact.voice"), say(f"report.voice.{data.voice}")
    yield say("report.sign_off.state"), say(f"word.status.{held.status.state}")
    yield say("report.sign_off.round"), held.round.number
    yield say("report.colophon.questionnaire"), catalog.say(questionnaire.title)
    yield say("export.about.id"), questionnaire.id
    yield say("report.colophon.version"), questionnaire.version
    yield say("report.colophon.answered"), held.questionnaire_version
    yield say("report.colophon.digest"), questionnaire.digest
    yield say("report.colophon.licence"), questionnaire.licence
    yield say("report.colophon.paper"), catalog.say(data.matrix.source)
    yield say("report.colophon.program"), say("word.app")
    yield say("export.about.attribution"), say("word.attribution")
    yield say("export.about.rule"), say("explain.rule.share")


def _row(catalog: Catalog, key: str, value: Value) -> NumberRow:
    name = catalog.text(f"report.reading.{key}.name")
    return NumberRow(name=name, value=value, meaning=catalog.text(f"report.reading.{key}.meaning"))


def _voices(data: ReportData, catalog: Catalog) -> Iterator[NumberRow]:
    """Yield the share by what each voice says, where both spoke."""
    if data.voices is None:
        return
    for key, found in (("claimed", data.voices.claimed), ("found", data.voices.found)):
        yield NumberRow(
            name=catalog.text(f"export.summary.{key}"),
            value=found.share.value,
            low=found.share.low,
            high=found.share.high,
            meaning=catalog.text(f"export.summary.{key}.meaning"),
        )


def _after(data: ReportData, catalog: Catalog) -> Iterator[NumberRow]:
    """Yield the share once every action up to a horizon is done."""
    for horizon in Horizon:
        words = catalog.text(f"word.horizon.{horizon}")
        yield NumberRow(
            name=catalog.text("export.summary.after", horizon=words),
            value=data.plan.share_after(horizon),
            meaning=catalog.text("export.summary.after.meaning"),
        )
