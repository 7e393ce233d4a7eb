"""What an incident touches as a worksheet to fill in: never a legal verdict."""

from __future__ import annotations

from dataclasses import dataclass
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
    Picture,
    PictureKind,
    Row,
    RowLook,
    Table,
    same,
)
from model.incidents import ChainPlace, attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.division import Division
    from model.incidents import AttributedDuty, Incident
    from model.language import LocalizedText
    from model.questionnaire import ExtensionDuty

NOTHING: Lines = ()
BOX = "□"
WIDE_ROOM = 3
"""Lines of handwriting for what was noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose incident it is.

    Attributes:
        organisation, service: as typed; empty where no service is open.
        is_own: the division is that of this service, not a default.
    """

    organisation: str = ""
    service: str = ""
    is_own: bool = False


def incident_worksheet(
    incident: Incident,
    division: Division,
    source: LocalizedText,
    about: About | None = None,
    beyond: Iterable[ExtensionDuty] = (),
) -> Document:
    """Return the worksheet of an incident under one division.

    What to do now stands first: on the worst day nobody reads on to look for it. What should
    have been in place is read in quiet, and stands last.

    Args:
        incident: what happened.
        division: that of the open service, or the paper's default of a service model.
        source: the line that the content shows.
        about: whose it is; None where no service is open.
        beyond: the duties beyond the paper that the incident touches.
    """
    return _Maker(incident, division, source).document(about or About(), tuple(beyond))


class _Maker:
    def __init__(self, incident: Incident, division: Division, source: LocalizedText) -> None:
        self._incident = incident
        self._division = division
        self._source = source
        self._found = attribute(incident, division)
        self._words = BothWords()

    def document(self, about: About, beyond: tuple[ExtensionDuty, ...]) -> Document:
        text = self._words.text
        return Document(
            title=text("learn.incident.worksheet"),
            about=self._incident.title,
            foot=text("word.attribution"),
            page_of=text("report.page"),
            program=text("word.app"),
            blocks=(
                Paragraph(text=text("learn.incident.no_verdict")),
                *self._facts(about),
                *self._steps("during", self._incident.during),
                *self._evidence(),
                *self._notices(),
                *self._duties(),
                *self._open(),
                *self._beyond(beyond),
                *self._spread(),
                *self._steps("after", self._incident.after),
                *self._steps("before", self._incident.before),
                self._filled_in(),
                Paragraph(text=text("learn.incident.no_verdict"), is_small=True),
                Paragraph(text=self._source, is_small=True),
            ),
        )

    def _facts(self, about: About) -> Iterable[Block]:
        text = self._words.text
        key = "ours" if about.is_own else "default"
        basis = text(f"learn.incident.basis.{key}", model=self._division.model.label)
        yield Fields(
            pairs=(
                (text("learn.incident.kind"), (self._incident.title,)),
                (text("learn.incident.story"), (self._incident.story,)),
                (text("learn.incident.organisation"), typed(about.organisation)),
                (text("learn.incident.service"), typed(about.service)),
                (text("learn.incident.basis"), (basis,)),
            )
        )
        names = (("noticed_at", 3), ("noticed_by", 3), ("damage", 6))
        yield Table(
            columns=tuple(
                Column(title=text(f"learn.incident.{name}"), width=width) for name, width in names
            ),
            rows=(Row(cells=(NOTHING,) * len(names), room=WIDE_ROOM),),
        )

    def _spread(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.incident.spread"))
        yield Picture(
            kind=PictureKind.SPREAD,
            text=self._words.each(lambda c: wording.spread_text(self._incident, c)),
            is_small=True,
            names=tuple((place.value, text(f"learn.place.{place}")) for place in ChainPlace),
            path=tuple(place.value for place in self._incident.spread),
        )

    def _beyond(self, beyond: tuple[ExtensionDuty, ...]) -> Iterable[Block]:
        if beyond:
            yield Heading(text=self._words.text("learn.incident.beyond"))
        for each in beyond:
            line = {"name": each.name, "text": each.definition}
            yield Paragraph(text=self._words.text("learn.incident.beyond.line", **line))

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
        text = self._words.text
        yield Heading(text=text("learn.incident.open"))
        about = (self._incident, self._found, self._division.model)
        points = self._words.lines(lambda words: wording.open_points(*about, words))
        if not points:
            yield Paragraph(text=text("learn.incident.open.none"))
            return
        yield Table(
            columns=(
                Column(title=text("learn.incident.open.column"), width=8),
                Column(title=text("learn.incident.open.settled"), width=4),
            ),
            rows=tuple(Row(cells=((point,), NOTHING), room=1) for point in points),
        )

    def _filled_in(self) -> Block:
        names = ("by", "on")
        return Fields(
            pairs=tuple((self._words.text(f"learn.incident.filled_in.{n}"), NOTHING) for n in names)
        )

    def _steps(self, name: str, steps: tuple[LocalizedText, ...]) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text(f"learn.incident.{name}"))
        yield Table(
            columns=(
                Column(title=same(""), width=0.8),
                Column(title=text(f"learn.incident.{name}.column"), width=7.2),
                Column(title=text("learn.incident.remark"), width=4),
            ),
            rows=tuple(
                Row(cells=((same(f"{BOX} {number}"),), (step,), NOTHING), room=1)
                for number, step in enumerate(steps, start=1)
            ),
        )

    def _evidence(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.incident.evidence"))
        names = (("what", 3.4), ("from", 1.8), ("where", 3.8), ("secured", 3))
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
                    ),
                    room=1,
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
            rows=tuple(
                Row(cells=((n.who,), (n.when,), NOTHING), room=1) for n in self._incident.notices
            ),
        )
