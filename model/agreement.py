"""The division of one service as a document that both parties can sign.

Nothing stands in it that was not entered, apart from what the white paper says: a duty that
only the paper's default settles is marked as proposed and not confirmed, and what was not
entered is left to be filled in by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.agreement_words import BothWords, typed
from model.division import Authority, DutyState
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
    Signatures,
    Table,
    same,
)
from model.evaluation import evaluate
from model.ledger import ClaimSource, DivisionGap, Party
from model.readiness import CONTACT, is_confirmed, unsettled
from model.responsibility import Allocation
from model.wording import provider_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from model.assessment import Assessment
    from model.division import DivisionCell
    from model.ledger import Claim
    from model.questionnaire import Questionnaire
    from model.responsibility import Negotiation, ResponsibilityMatrix

SHORT_DIGEST = 12
NOTHING: Lines = ()
DASH: Lines = (same("–"),)

_CLAIMED = {
    Authority.CONTRACT: ClaimSource.CONTRACT,
    Authority.PROVIDER_DOCUMENT: ClaimSource.PROVIDER_DOCUMENT,
    Authority.PRACTICE: ClaimSource.PRACTICE,
}


def agreement_document(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
) -> Document:
    """Return the division of one service as a document to sign."""
    return _Maker(matrix, questionnaire, assessment).document()


class _Maker:
    """Makes the blocks, section by section."""

    def __init__(
        self, matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
    ) -> None:
        self._matrix = matrix
        self._questionnaire = questionnaire
        self._held = assessment
        self._division = evaluate(matrix, questionnaire, assessment).division
        self._words = BothWords()

    def document(self) -> Document:
        say, service = self._words.say, self._held.service
        made: tuple[Callable[[], Iterable[Block]], ...] = (
            self._parties,
            self._duties,
            self._options,
            self._handoffs,
            self._overrides,
            self._gaps,
            self._accepted,
            self._contacts,
            self._signatures,
            self._source,
        )
        return Document(
            title=say("doc.title"),
            about=same(" · ".join(filter(None, (self._held.agreement.reference, service.name)))),
            foot=self._words.text(
                "report.footer",
                attribution=self._words.text("word.attribution"),
                id=self._questionnaire.id,
                version=self._questionnaire.version,
                digest=self._questionnaire.digest[:SHORT_DIGEST],
            ),
            page_of=self._words.text("report.page"),
            program=self._words.text("word.app"),
            blocks=tuple(block for section in made for block in section()),
        )

    def _parties(self) -> Iterable[Block]:
        held, service = self._held.agreement, self._held.service
        provider = self._words.each(lambda words: provider_name(service, words))
        yield Paragraph(text=self._words.say("doc.intro"))
        if left := self._unconfirmed():
            yield Paragraph(text=self._words.say("doc.draft", count=left))
        yield Heading(text=self._words.say("doc.parties"))
        yield Fields(
            pairs=(
                (self._words.party(Party.CUSTOMER), typed(held.customer_name)),
                (self._words.party(Party.PROVIDER), typed(held.provider_name)),
                (self._words.say("field.service"), typed(service.name)),
                (self._words.say("field.cloud"), (provider,) if service.provider else NOTHING),
                (self._words.say("field.model"), (same(service.model.label),)),
                (self._words.say("field.reference"), typed(held.reference)),
                (self._words.say("field.scope"), typed(held.scope)),
                (self._words.say("field.valid_from"), self._words.day(held.valid_from)),
                (self._words.say("field.review_on"), self._words.day(held.review_on)),
            )
        )

    def _unconfirmed(self) -> int:
        return sum(not is_confirmed(cell) for cell in self._division.cells)

    def _duties(self) -> Iterable[Block]:
        cells = self._division.cells
        left = self._unconfirmed()
        yield Heading(text=self._words.say("doc.duties"))
        key = "doc.duties.open" if left else "doc.duties.confirmed"
        yield Paragraph(text=self._words.say(key, count=len(cells), open=left))
        rows: list[Row] = []
        for category in self._matrix.categories:
            inside = [c for c in cells if c.responsibility.category_id == category.id]
            if inside:
                rows.append(Row(cells=((category.name,),), look=RowLook.BAND))
            rows += [self._duty(cell) for cell in inside]
        widths = (1.2, 3.6, 1.9, 2.7, 2.6)
        yield self._table(("code", "duty", "holder", "settled", "place"), widths, rows)

    def _duty(self, cell: DivisionCell) -> Row:
        code = cell.responsibility.code
        return Row(
            cells=(
                (same(code),) if code else DASH,
                (self._words.name(cell),),
                (self._words.allocation(cell.allocation),),
                self._settled(cell),
                self._place(cell),
            ),
            look=RowLook.PLAIN if is_confirmed(cell) else RowLook.OPEN,
        )

    def _settled(self, cell: DivisionCell) -> Lines:
        """Say what settles a cell, and what of it is open."""
        if cell.authority is Authority.PAPER:
            is_negotiable = cell.allocation is Allocation.NEGOTIABLE
            key = "doc.settled.nobody" if is_negotiable else "doc.settled.proposed"
            return (self._words.say(key), *self._named_gaps(cell))
        marks = list(self._named_gaps(cell))
        if cell.state is DutyState.PENDING:
            marks.insert(
                0, self._words.say("doc.open", what=self._words.text("word.state.pending"))
            )
        if not marks and not is_confirmed(cell):
            marks.append(self._words.say("doc.settled.one_sided"))
        return (self._words.text(f"word.authority.{cell.authority}"), *marks)

    def _named_gaps(self, cell: DivisionCell) -> Lines:
        accepted = self._held.accepted.get(cell.id)
        return tuple(
            self._words.say(
                "doc.gap_accepted" if is_accepted else "doc.open", what=self._words.gap(gap)
            )
            for gap in cell.gaps
            if gap is not DivisionGap.NO_LEADS
            and (gap is not DivisionGap.ORPHANED or cell.allocation is not Allocation.NEGOTIABLE)
            for is_accepted in (accepted is not None and accepted.gap is gap,)
        )

    def _place(self, cell: DivisionCell) -> Lines:
        """Return date and place of what settles a cell, as far as they were entered."""
        if cell.override is not None:
            source = self._words.text(f"word.source.{cell.override.source or 'none'}")
            return (source, *self._words.day(cell.override.written_on))
        if cell.authority is Authority.AGREED:
            known = cell.agreed.known_by if cell.agreed is not None else None
            return (self._words.text(f"word.known_by.{known}"),) if known is not None else NOTHING
        source_of = _CLAIMED.get(cell.authority)
        claim = self._held.ledger.claim(cell.id, source_of) if source_of is not None else None
        return self._claim_place(claim) if claim is not None else NOTHING

    def _claim_place(self, claim: Claim) -> Lines:
        evidence = self._held.evidence.get(claim.evidence)
        proof = typed(evidence.title) if evidence is not None else NOTHING
        return (*self._words.day(claim.stated_on), *typed(claim.place), *proof)

    def _options(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.options"))
        found = self._matrix.negotiations_of(self._division.model)
        if not found:
            yield Paragraph(text=self._words.say("doc.options.none"))
            return
        rows = [self._option(negotiation) for negotiation in found]
        widths = (2.6, 3.2, 3.1, 3.1)
        yield self._table(("duty", "option", "customer", "provider"), widths, rows)

    def _option(self, negotiation: Negotiation) -> Row:
        responsibility = self._matrix.negotiated(negotiation.id, self._division.model)
        cell = self._division.by_id[responsibility.id]
        title = (negotiation.title,)
        if cell.option is None:
            nobody = (self._words.say("doc.settled.nobody"),)
            return Row(cells=(title, nobody, NOTHING, NOTHING), look=RowLook.OPEN)
        label: Lines = (cell.option.label,)
        if cell.authority is not Authority.AGREED:
            stronger = self._words.text(f"word.authority.{cell.authority}")
            label = (*label, self._words.say("doc.options.other", what=stronger))
        label = (*label, *self._named_gaps(cell))
        parts = (cell.option.customer, cell.option.provider)
        look = RowLook.PLAIN if is_confirmed(cell) else RowLook.OPEN
        return Row(cells=(title, label, *((part,) if part else DASH for part in parts)), look=look)

    def _handoffs(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.handoffs"))
        shared = [c for c in self._division.cells if c.allocation is Allocation.SHARED]
        if not shared:
            yield Paragraph(text=self._words.say("doc.handoffs.none"))
            return
        yield Paragraph(text=self._words.say("doc.handoffs.intro"))
        columns = ("duty", "leads", "customer", "provider", "notice")
        widths = (2.3, 2, 2.65, 2.65, 2.4)
        yield self._table(columns, widths, [self._handoff(cell) for cell in shared])

    def _handoff(self, cell: DivisionCell) -> Row:
        held = cell.handoff
        blank = self._words.say("doc.blank")
        starts = self._words.party(held.starts) if held and held.starts else blank
        proves = self._words.party(held.proves) if held and held.proves else blank
        has_hours = held is not None and held.notice_hours is not None
        hours = held.notice_hours if held is not None and has_hours else blank
        proof = typed(held.proof) if held is not None else NOTHING
        named = (self._words.say("doc.proof"), *proof) if proof else ()
        return Row(
            cells=(
                (self._words.name(cell),),
                (
                    self._words.say("doc.starts", who=starts),
                    self._words.say("doc.proves", who=proves),
                ),
                typed(held.customer_part) if held else NOTHING,
                typed(held.provider_part) if held else NOTHING,
                (
                    self._words.say("doc.notice", hours=hours),
                    *(named or (self._words.say("doc.proof.blank", what=blank),)),
                ),
            ),
            look=RowLook.PLAIN if held is not None and held.has_leads else RowLook.OPEN,
        )

    def _overrides(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.overrides"))
        changed = [cell for cell in self._division.cells if cell.override is not None]
        if not changed:
            yield Paragraph(text=self._words.say("doc.overrides.none"))
            return
        columns = ("duty", "paper", "holder", "reason", "by")
        widths = (2.7, 1.7, 1.7, 3.4, 2.5)
        yield self._table(columns, widths, [self._override(cell) for cell in changed])

    def _override(self, cell: DivisionCell) -> Row:
        override = cell.override
        assert override is not None  # noqa: S101  only such cells are listed
        names = ((Party.CUSTOMER, override.customer_name), (Party.PROVIDER, override.provider_name))
        signed = tuple(
            self._words.say("doc.by", side=self._words.party(party), who=name)
            for party, name in names
            if name
        )
        return Row(
            cells=(
                (self._words.name(cell),),
                (self._words.allocation(cell.default),),
                (self._words.allocation(override.allocation),),
                typed(override.reason),
                (*signed, *self._words.day(override.written_on)),
            )
        )

    def _gaps(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.gaps"))
        found = unsettled(self._division, self._held)
        if not found:
            yield Paragraph(text=self._words.say("doc.gaps.none"))
            return
        rows = [
            Row(
                cells=(
                    (self._words.name(cell),),
                    (self._words.gap(gap) if gap else self._words.text("word.state.pending"),),
                    (self._words.say(f"doc.gap.{gap or 'pending'}"),),
                ),
                look=RowLook.OPEN,
            )
            for cell, gap in found
        ]
        yield self._table(("duty", "gap", "meaning"), (4, 2.4, 5.6), rows)

    def _accepted(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.accepted"))
        found = [
            (cell, kept)
            for cell in self._division.cells
            if (kept := self._held.accepted.get(cell.id)) is not None and kept.gap in cell.gaps
        ]
        if not found:
            yield Paragraph(text=self._words.say("doc.accepted.none"))
            return
        rows = [
            Row(
                cells=(
                    (self._words.name(cell),),
                    (self._words.gap(kept.gap),),
                    typed(kept.reason),
                    (*typed(kept.accepted_by), *self._words.day(kept.accepted_on)),
                )
            )
            for cell, kept in found
        ]
        yield self._table(("duty", "gap", "reason", "by"), (3.2, 2, 4.3, 2.5), rows)

    def _contacts(self) -> Iterable[Block]:
        held = self._held.agreement
        blank: Lines = (self._words.say("doc.blank"),)
        yield Heading(text=self._words.say("doc.contacts"))
        yield Paragraph(text=self._words.say("doc.contacts.intro"))
        rows = [
            Row(
                cells=(
                    (self._words.party(party),),
                    *(typed(getattr(held, f"{party}_{name}")) or blank for name in CONTACT),
                )
            )
            for party in Party
        ]
        yield self._table(("party", *CONTACT), (1.8, 3.4, 3, 3.8), rows)

    def _signatures(self) -> Iterable[Block]:
        yield Heading(text=self._words.say("doc.sign"))
        yield Paragraph(text=self._words.say("doc.sign.intro"))
        left, right = (self._signature(party) for party in Party)
        yield Signatures(left=left, right=right)

    def _signature(self, party: Party) -> Fields:
        held = self._held.agreement
        return Fields(
            pairs=(
                (self._words.party(party), typed(getattr(held, f"{party}_name"))),
                (self._words.say("field.signatory"), typed(getattr(held, f"{party}_signatory"))),
                (self._words.say("doc.signature"), NOTHING),
                (self._words.say("doc.date"), NOTHING),
            )
        )

    def _source(self) -> Iterable[Block]:
        held = self._questionnaire
        yield Paragraph(text=self._matrix.source, is_small=True)
        yield Paragraph(
            text=self._words.say(
                "doc.identity", id=held.id, version=held.version, digest=held.digest
            ),
            is_small=True,
        )

    def _table(
        self, columns: tuple[str, ...], widths: tuple[float, ...], rows: Iterable[Row]
    ) -> Table:
        return Table(
            columns=tuple(
                Column(title=self._words.say(f"column.{name}"), width=width)
                for name, width in zip(columns, widths, strict=True)
            ),
            rows=tuple(rows),
        )
