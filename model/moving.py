"""What if the service moved to another service model, or another option were agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import Division, DivisionCell, DutyState
from model.evaluation import evaluate
from model.ledger import Agreement
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.assessment import AgreedOption, Assessment
    from model.evaluation import Evaluation
    from model.questionnaire import Questionnaire, RelianceGroup
    from model.responsibility import (
        Negotiation,
        Responsibility,
        ResponsibilityMatrix,
        ServiceModel,
    )

CONTRACT = 100
"""Known by the contract (scoring.md); of what is known by less, the contract is asked for."""

_FALLS_ON_CUSTOMER = (DutyState.HELD, DutyState.ORPHAN, DutyState.PENDING)


class RequestKind(StrEnum):
    """What the provider is asked for.

    AGREE: what nobody agreed. RENEW: what the present contract settles, and the next one has
    to. CONFIRM: in writing, that it does what was handed over to it. PROVE: that it does what
    becomes its own.
    """

    AGREE = "agree"
    RENEW = "renew"
    CONFIRM = "confirm"
    PROVE = "prove"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDuty:
    """One responsibility before and after.

    Attributes:
        before, after: its place in each division; None where the service model has it not.
    """

    responsibility: Responsibility
    before: DivisionCell | None
    after: DivisionCell | None

    @property
    def id(self) -> str:
        """Return the id of the responsibility."""
        return self.responsibility.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRequest:
    """One thing to ask the provider for.

    Attributes:
        responsibilities: what it is about, in the paper's order.
        negotiation: what is to be agreed; None for other kinds.
        group: whose proof is asked for; None for other kinds, and where no question asks for it.
    """

    kind: RequestKind
    responsibilities: tuple[Responsibility, ...]
    negotiation: Negotiation | None = None
    group: RelianceGroup | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """One service as it is, and as it would be.

    Attributes:
        assessment: as it would be.
        before, after: every number of both, each scored on its own.
        leaving: duties that fell on the customer, in whole or in part, and no longer do.
        staying: those that fall on it before and after.
        arriving: those that fall on it only after.
        no_longer_asked, newly_asked: ids of questions, in the order they are asked.
        left_behind: how many overrides, claims and hand-offs do not come along.
    """

    assessment: Assessment
    before: Evaluation
    after: Evaluation
    leaving: tuple[MovedDuty, ...]
    staying: tuple[MovedDuty, ...]
    arriving: tuple[MovedDuty, ...]
    no_longer_asked: tuple[str, ...]
    newly_asked: tuple[str, ...]
    requests: tuple[ProviderRequest, ...]
    left_behind: int

    @property
    def asked(self) -> int:
        """Return how many questions about duties of the paper would be asked."""
        return sum(len(duty.lines) for duty in self.after.of_paper)

    @property
    def answered(self) -> int:
        """Return to how many of those there is an answer of any kind already."""
        lines = (line for duty in self.after.of_paper for line in duty.lines)
        return sum(line.state is not AnswerState.OPEN for line in lines)

    @property
    def coverage(self) -> Fraction | None:
        """Return the part of those that is answered, 0 to 100; None where nothing is asked."""
        return Fraction(100 * self.answered, self.asked) if self.asked else None

    @property
    def changes_nothing(self) -> bool:
        """Say whether every duty, holder, question and number is as it was."""
        return self.before == self.after


def carried_options(
    matrix: ResponsibilityMatrix, assessment: Assessment, model: ServiceModel
) -> dict[str, AgreedOption]:
    """Return the agreed options that another service model can take over: its negotiations'."""
    known = {negotiation.id for negotiation in matrix.negotiations_of(model)}
    return {key: agreed for key, agreed in assessment.agreed.items() if key in known}


def moved(
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    model: ServiceModel,
    agreed: Mapping[str, AgreedOption],
) -> Move:
    """Return what changes for the customer; nothing is kept.

    Answers, findings and facts come along. Overrides, claims and hand-offs are bound to the
    contract of the service as it is: they stay behind when the service model changes
    (docs/decisions/0022).

    Args:
        matrix: the division that the questionnaire asks about.
        questionnaire: what is asked before and after.
        assessment: as it is.
        model: the service model moved to; the present one where only options change.
        agreed: what would be agreed, by negotiation; one that is missing was not asked yet.
    """
    following = _as_moved(assessment, model, agreed)
    before = evaluate(matrix, questionnaire, assessment)
    after = evaluate(matrix, questionnaire, following)
    found = tuple(_duties(matrix, before.division, after.division))
    asked_before, asked_after = ([q.id for q in e.asked] for e in (before, after))
    return Move(
        assessment=following,
        before=before,
        after=after,
        leaving=tuple(d for d in found if falls_on(d.before) and not falls_on(d.after)),
        staying=tuple(d for d in found if falls_on(d.before) and falls_on(d.after)),
        arriving=tuple(d for d in found if falls_on(d.after) and not falls_on(d.before)),
        no_longer_asked=_without(asked_before, asked_after),
        newly_asked=_without(asked_after, asked_before),
        requests=(
            *_agreements(after.division),
            *_renewals(assessment, following, after.division),
            *_confirmations(after.division),
            *_proofs(questionnaire, [d.responsibility for d in found if _becomes_providers(d)]),
        ),
        left_behind=_bound(assessment) - _bound(following),
    )


def falls_on(cell: DivisionCell | None) -> bool:
    """Say whether a responsibility falls on the customer, in whole or in part.

    What nobody agreed, or the customer only assumes to be the provider's, does too.
    """
    return cell is not None and cell.state in _FALLS_ON_CUSTOMER


def _as_moved(
    assessment: Assessment, model: ServiceModel, agreed: Mapping[str, AgreedOption]
) -> Assessment:
    if model is assessment.service.model:
        return replace(assessment, agreed=dict(agreed))
    return replace(
        assessment,
        service=replace(assessment.service, model=model),
        agreed=dict(agreed),
        overrides={},
        claims={},
        handoffs={},
        accepted={},
        agreement=Agreement(),
    )


def _bound(assessment: Assessment) -> int:
    return len(assessment.overrides) + len(assessment.claims) + len(assessment.handoffs)


def _duties(matrix: ResponsibilityMatrix, before: Division, after: Division) -> Iterator[MovedDuty]:
    for responsibility in matrix.responsibilities:
        was, would_be = before.by_id.get(responsibility.id), after.by_id.get(responsibility.id)
        if was is not None or would_be is not None:
            yield MovedDuty(responsibility=responsibility, before=was, after=would_be)


def _without(ids: list[str], others: list[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(key for key in ids if key not in known)


def _agreements(division: Division) -> Iterator[ProviderRequest]:
    """Yield each negotiation that is not agreed, once for duties that it settles together."""
    open_cells: dict[str, list[DivisionCell]] = {}
    for cell in division.cells:
        if cell.negotiation is not None and cell.allocation is Allocation.NEGOTIABLE:
            open_cells.setdefault(cell.negotiation.id, []).append(cell)
    for cells in open_cells.values():
        yield ProviderRequest(
            kind=RequestKind.AGREE,
            responsibilities=tuple(cell.responsibility for cell in cells),
            negotiation=cells[0].negotiation,
        )


def _renewals(
    assessment: Assessment, following: Assessment, division: Division
) -> Iterator[ProviderRequest]:
    """Yield what overrides, claims and hand-offs settle that stay behind, all in one."""
    bound = {claim.responsibility_id for claim in assessment.claims.values()}
    bound.update(assessment.overrides, assessment.handoffs)
    left = tuple(cell.responsibility for cell in division.cells if cell.id in bound)
    if left and following.service.model is not assessment.service.model:
        yield ProviderRequest(kind=RequestKind.RENEW, responsibilities=left)


def _confirmations(division: Division) -> Iterator[ProviderRequest]:
    for cell in division.cells:
        if _is_handed_over(cell) and (cell.known_by or 0) < CONTRACT:
            yield ProviderRequest(kind=RequestKind.CONFIRM, responsibilities=(cell.responsibility,))


def _is_handed_over(cell: DivisionCell) -> bool:
    """Say whether the provider holds what the paper does not give it."""
    return cell.allocation is Allocation.PROVIDER and cell.default is not Allocation.PROVIDER


def _becomes_providers(duty: MovedDuty) -> bool:
    after = duty.after
    if after is None or not after.allocation is after.default is Allocation.PROVIDER:
        return False
    return duty.before is None or falls_on(duty.before)


def _proofs(
    questionnaire: Questionnaire, newly_held: list[Responsibility]
) -> Iterator[ProviderRequest]:
    """Yield one request for each group of proofs, then one for what no group covers."""
    covered: set[str] = set()
    for group in questionnaire.reliance:
        of_group = tuple(r for r in newly_held if r.id in group.covers)
        covered.update(r.id for r in of_group)
        if of_group:
            yield ProviderRequest(kind=RequestKind.PROVE, responsibilities=of_group, group=group)
    rest = tuple(r for r in newly_held if r.id not in covered)
    if rest:
        yield ProviderRequest(kind=RequestKind.PROVE, responsibilities=rest)
