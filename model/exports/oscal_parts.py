"""What every part of an OSCAL document is made of: ids, texts, days, properties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from model.exports.oscal_items import Item, items
from model.exports.oscal_weaknesses import Weakness, weaknesses
from model.text import clean
from model.wording import provider_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.i18n import Catalog
    from model.reporting.data import ReportData

Json = dict[str, Any]

NAMESPACE = "urn:shoulder:oscal"
"""Namespace of every property and facet of ours (docs/oscal.md)."""

OSCAL_VERSION = "1.2.1"

YEARS = range(1900, 3000)
"""Years that a date of OSCAL can have."""

UNKNOWN_DAY = "1970-01-01T00:00:00Z"
"""When nothing in an assessment has a date."""

_MARKS = re.compile(
    r"[\\`*\[<~^]"  # begin something wherever they stand
    r"|(?<![^\W_])_|_(?![^\W_])"  # between two letters it begins nothing
    r"|&(?=#?\w+;)|\{(?=\{)"  # an entity; a parameter of OSCAL
    r"|^[#+>-]"  # a heading, a list, a quote
)
"""What Markdown would take for a sign of its own."""

_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def line(text: str) -> str:
    """Return a text as OSCAL keeps a string: on one line, without control characters."""
    return " ".join(clean(text, limit=len(text)).split())


def title(text: str) -> str:
    """Return a text for a place that holds one line of Markdown, so that it shows as it is."""
    return _plain(line(text))


def prose(text: str) -> str:
    """Return a text for a place that holds Markdown: each line is a paragraph, shown as it is."""
    lines = (title(each) for each in clean(text, limit=len(text)).split("\n"))
    return "\n\n".join(each for each in lines if each)


def token(text: str) -> str:
    """Return an id as OSCAL's tokens are; the ids of our content are such already."""
    kept = re.sub(r"[^A-Za-z0-9._-]", "_", text)
    return kept if re.match(r"[A-Za-z_]", kept) else f"_{kept}"


def moment(day: date | None) -> str | None:
    """Return a day, or a time, in UTC; None for one that OSCAL cannot write."""
    if day is None or day.year not in YEARS:
        return None
    if not isinstance(day, datetime):
        return f"{day.isoformat()}T00:00:00Z"
    aware = day if day.tzinfo else day.replace(tzinfo=UTC)
    utc = aware.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{utc.isoformat()}Z" if utc.year in YEARS else None


def prop(name: str, value: object, words: str = "") -> Json | None:
    """Return a property of ours; None where there is no value.

    Args:
        name: a token of docs/oscal.md.
        value: written as one line.
        words: the value as people say it.
    """
    text = line(str(value)) if value is not None else ""
    if not text:
        return None
    return filled({"name": name, "ns": NAMESPACE, "value": text, "remarks": prose(words)})


def props(*given: Json | None) -> list[Json]:
    """Return the properties that have a value."""
    return [each for each in given if each is not None]


def filled(values: Json) -> Json:
    """Return an object without what is empty: OSCAL has no empty texts and lists."""
    return {key: each for key, each in values.items() if each not in (None, "", [], {})}


def yes(is_so: bool) -> str:
    """Return a truth as properties say it."""
    return "yes" if is_so else "no"


def _plain(text: str) -> str:
    """Return a line with a backslash before what would begin a list, a quote, a link and so on."""
    return _NUMBER.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", text))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What all parts of one export share: the data, the language, the ids.

    Ids follow from the assessment and from what they name, never from language or clock, so
    that the same thing has the same id in both documents and in every later export.
    """

    data: ReportData
    catalog: Catalog

    def text(self, key: str, **values: object) -> str:
        """Return a message of these documents."""
        return self.catalog.text(f"oscal.{key}", **values)

    def word(self, key: str) -> str:
        """Return a word that screens and reports share."""
        return self.catalog.text(f"word.{key}")

    def uuid(self, kind: str, key: str = "") -> str:
        """Return the id of one thing of this assessment."""
        return str(uuid5(self._space, f"{kind}/{key}"))

    def person(self, name: str) -> str:
        """Return the id of a person or team, the same for everything under that name."""
        return self.uuid("person", line(name))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return every improvement action, in order."""
        return items(self.data)

    @cached_property
    def action_ids(self) -> frozenset[str]:
        """Return the ids of all of them."""
        return frozenset(item.id for item in self.items)

    @cached_property
    def weaknesses(self) -> tuple[Weakness, ...]:
        """Return everything that is weak, in order."""
        return weaknesses(self.data, self.items)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Return who has to do something, each once, in order of their names."""
        seen = self.data.claims.observations.values()
        return _names((*(i.entry.owner for i in self.items), *(each.owner for each in seen)))

    @cached_property
    def approvers(self) -> tuple[str, ...]:
        """Return who accepted something, each once, in order of their names."""
        accepted = (each.accepted_by for each in self.data.claims.accepted.values())
        return _names((*(item.entry.approver for item in self.items), *accepted))

    @cached_property
    def _space(self) -> UUID:
        told = self.data.assessment
        service = told.service
        known = (told.questionnaire_id, told.organisation, service.name, service.provider)
        seed = told.origin or "\n".join((*known, service.model.value, str(told.round.number)))
        return uuid5(uuid5(NAMESPACE_URL, NAMESPACE), seed)

    @cached_property
    def organisation(self) -> str:
        """Return the name of the customer, or a stand-in."""
        name = line(self.data.assessment.organisation)
        return name or self.catalog.text("report.organisation.unnamed")

    @cached_property
    def service(self) -> str:
        """Return the name of the cloud service, or a stand-in."""
        name = line(self.data.assessment.service.name)
        return name or self.catalog.text("report.service.unnamed")

    @cached_property
    def provider(self) -> str:
        """Return the provider as people call it, or a stand-in."""
        name = line(provider_name(self.data.assessment.service, self.catalog))
        return name or self.word("provider.unnamed")

    @cached_property
    def last_modified(self) -> str:
        """Return the day of the last change; the latest answer's where the file does not say."""
        told = moment(self.data.assessment.updated_on)
        return told or max(self._answered(), default=UNKNOWN_DAY)

    @cached_property
    def start(self) -> str:
        """Return when the first answer was given, at the latest the last change."""
        return min((*self._answered(), self.last_modified))

    @cached_property
    def end(self) -> str:
        """Return when the last answer was given, at the earliest the last change."""
        return max((*self._answered(), self.last_modified))

    @cached_property
    def has_auditor(self) -> bool:
        """Say whether an auditor has entered anything."""
        return bool(self.data.claims.findings or self.data.claims.observations)

    def _answered(self) -> Iterator[str]:
        claims = self.data.claims
        for answer in (*claims.answers.values(), *claims.findings.values()):
            when = moment(answer.answered_at)
            if when is not None:
                yield when

    def actor(self, *, by_auditor: bool) -> list[Json]:
        """Return who says something: the auditor, or the customer of itself."""
        role = "assessor" if by_auditor else "customer"
        actor = {"type": "party", "actor-uuid": self.uuid("party", role), "role-id": role}
        return [{"actors": [actor]}]

    def subject(self) -> list[Json]:
        """Return the cloud service as what something is said about."""
        return [{"subject-uuid": self.uuid("service"), "type": "component"}]


def related(name: str, uuids: Iterable[str]) -> list[Json]:
    """Return references to other parts, each once."""
    return [{name: each} for each in dict.fromkeys(uuids)]


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({line(each) for each in given} - {""}))
