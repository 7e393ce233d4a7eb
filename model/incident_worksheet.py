"""What an incident touches as a worksheet to fill in: never a legal verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model import incident_words as wording
from model.agreement_words import BothWords, typed
from model.document import (
    Block,
    Column,
    Document,
    Fields,
    Heading,
    Lines,
    Paragraph,
    Row,
    RowLook,
    Table,
    same,
)
from model.incidents import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.division import Division
    from model.incidents import AttributedDuty, Incident
    from model.language import LocalizedText

NOTHING: Lines = ()


def incident_worksheet(
    incident: Incident,
    division: Division,
    source: LocalizedText,
    service: str = "",
    organisation: str = "",
) -> Document:
    """Return the worksheet of an incident under one division.

    Args:
        incident: what happened.
        division: that of the open service, or the paper's default of a service model.
        source: the line that the content shows.
        service: its name as typed; empty where none is open.
        organisation: as typed; empty where no service is open.
    """
    return _Maker(incident, division, source).document(service, organisation)


class _Maker:
    def __init__(self, incident: Incident, division: Division, source: LocalizedText) -> None:
        self._incident = incident
        self._division = division
        self._source = source
        self._found = attribute(incident, division)
        self._words = BothWords()

    def document(self, service: str, organisation: str) -> Document:
        text = self._words.text
        return Document(
            title=text("learn.incident.worksheet"),
            about=self._incident.title,
            foot=text("word.attribution"),
            page_of=text("report.page"),
            program=text("word.app"),
            blocks=(
                Paragraph(text=text("learn.incident.no_verdict")),
                *self._facts(service, organisation),
                *self._duties(),
                *self._open(),
                *self._steps("before", self._incident.before),
                *self._steps("during", self._incident.during),
                *self._evidence(),
                *self._notices(),
                *self._steps("after", self._incident.after),
                Paragraph(text=text("learn.incident.no_verdict"), is_small=True),
                Paragraph(text=self._source, is_small=True),
            ),
        )

    def _facts(self, service: str, organisation: str) -> Iterable[Block]:
        text = self._words.text
        key = "ours" if service else "default"
        basis = text(f"learn.incident.basis.{key}", model=self._division.model.label)
        yield Fields(
            pairs=(
                (text("learn.incident.kind"), (self._incident.title,)),
                (text("learn.incident.story"), (self._incident.story,)),
                (text("learn.incident.spread"), (self._each_spread(),)),
                (text("learn.incident.organisation"), typed(organisation)),
                (text("learn.incident.service"), typed(service)),
                (text("learn.incident.basis"), (basis,)),
                (text("learn.incident.noticed_at"), NOTHING),
                (text("learn.incident.noticed_by"), NOTHING),
                (text("learn.incident.damage"), NOTHING),
            )
        )

    def _each_spread(self) -> LocalizedText:
        return self._words.each(lambda c: wording.spread_text(self._incident, c))

    def _duties(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.incident.duties"))
        if not self._found:
            yield Paragraph(text=text("learn.incident.duties.none"))
            return
        names = (("duty", 3.4), ("held", 2), ("touched", 2.2), ("why", 4.4))
        yield Table(
            columns=tuple(
                Column(title=text(f"learn.incident.column.{name}"), width=width)
                for name, width in names
            ),
            rows=tuple(self._duty(found) for found in self._found),
        )

    def _duty(self, found: AttributedDuty) -> Row:
        each = self._words.each
        return Row(
            cells=(
                (each(lambda c: wording.duty_text(found, c)),),
                (each(lambda c: wording.held_text(found, c)),),
                (each(lambda c: wording.touched_text(found, c)),),
                (found.duty.why,),
            ),
            look=RowLook.OPEN if found.is_open else RowLook.PLAIN,
        )

    def _open(self) -> Iterable[Block]:
        yield Heading(text=self._words.text("learn.incident.open"))
        about = (self._incident, self._found, self._division.model)
        points = self._words.lines(lambda words: wording.open_points(*about, words))
        none = self._words.text("learn.incident.open.none")
        for point in points or (none,):
            yield Paragraph(text=point)

    def _steps(self, name: str, steps: tuple[LocalizedText, ...]) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text(f"learn.incident.{name}"))
        yield Table(
            columns=(
                Column(title=same(""), width=0.6),
                Column(title=text(f"learn.incident.{name}.column"), width=7.4),
                Column(title=text("learn.incident.remark"), width=4),
            ),
            rows=tuple(
                Row(cells=((same(str(number)),), (step,), NOTHING))
                for number, step in enumerate(steps, start=1)
            ),
        )

    def _evidence(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.incident.evidence"))
        names = (("what", 4.4), ("from", 2), ("where", 3.6), ("secured", 2))
        yield Table(
            columns=tuple(
                Column(title=text(f"learn.incident.evidence.{name}"), width=width)
                for name, width in names
            ),
            rows=tuple(
                Row(
                    cells=(
                        (each.what,),
                        (text(f"learn.evidence_holder.{each.holder}"),),
                        (each.where,),
                        NOTHING,
                    )
                )
                for each in self._incident.evidence
            ),
        )

    def _notices(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.incident.notify"))
        yield Table(
            columns=(
                Column(title=text("learn.incident.notify.who"), width=3.6),
                Column(title=text("learn.incident.notify.when"), width=5.4),
                Column(title=text("learn.incident.notify.done"), width=3),
            ),
            rows=tuple(Row(cells=((n.who,), (n.when,), NOTHING)) for n in self._incident.notices),
        )
