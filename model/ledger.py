"""Who says what about the division of one cloud service, and what both parties put on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from model.responsibility import Allocation


class ClaimSource(StrEnum):
    """Where a claim comes from, beside the paper's default."""

    PROVIDER_DOCUMENT = "provider_document"
    CONTRACT = "contract"
    PRACTICE = "practice"


_KNOWN_BY = {ClaimSource.CONTRACT: 100, ClaimSource.PROVIDER_DOCUMENT: 50}
_SEEN = 75


class DivisionGap(StrEnum):
    """Why a cell of the division is not settled, the gravest first.

    ORPHANED: nobody took it, or each side leaves it to the other. DISPUTED: two texts, or a
    text and what is done, differ. DOUBLE: the provider has it in writing, and the customer
    does all of it too. ASSUMED: the provider is believed to hold it, without source. NO_LEADS:
    it is shared, and nobody is named to start or to prove.
    """

    ORPHANED = "orphaned"
    DISPUTED = "disputed"
    DOUBLE = "double"
    ASSUMED = "assumed"
    NO_LEADS = "no_leads"


class Party(StrEnum):
    """One of the two who divide the responsibilities."""

    CUSTOMER = "customer"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says about who holds one responsibility.

    Attributes:
        allocation: provider, customer or shared.
        stated_on: date of the document, or of what was seen; None when unknown.
        place: the clause, page or address where it stands; may be empty.
        evidence: id of a piece of evidence of the assessment; empty for none.
    """

    responsibility_id: str
    source: ClaimSource
    allocation: Allocation
    stated_on: date | None = None
    place: str = ""
    evidence: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Return its key within an assessment."""
        return claim_key(self.responsibility_id, self.source)

    @property
    def is_proved(self) -> bool:
        """Say whether it can be looked up."""
        return bool(self.place or self.evidence)

    @property
    def known_by(self) -> int:
        """Return how the customer knows by it (scoring.md): 100 contract, 50 document.

        What is done in practice counts 75 where it was seen and can be shown, else 0.
        """
        return _KNOWN_BY.get(self.source, _SEEN if self.is_proved else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """How the two parties share one responsibility.

    Attributes:
        starts: who has to start; None while nobody was named.
        proves: who has to prove that it was done; None while nobody was named.
        customer_part, provider_part: what each of them does.
        notice_hours: within how many hours one tells the other; None when not settled.
        proof: what is handed over as proof.
    """

    responsibility_id: str
    starts: Party | None = None
    proves: Party | None = None
    customer_part: str = ""
    provider_part: str = ""
    notice_hours: int | None = None
    proof: str = ""

    @property
    def has_leads(self) -> bool:
        """Say whether it is settled who starts and who proves."""
        return self.starts is not None and self.proves is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedGap:
    """A gap of the division that somebody decided to live with.

    Attributes:
        gap: which kind; another kind that appears later is not accepted by it.
        accepted_on: None when unknown.
    """

    responsibility_id: str
    gap: DivisionGap
    reason: str
    accepted_by: str = ""
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the division document says beside the division; empty where nothing was entered.

    Attributes:
        customer_name, provider_name: the parties as they sign.
        customer_signatory, provider_signatory: who signs for each, with title.
        customer_contact, customer_phone, customer_mail: whom to reach after an incident; the
            same for the provider.
        reference: number or name of the contract it is attached to.
        scope: what of the service it covers.
        valid_from: day it begins; None when not settled.
        review_on: day both look at it again; None when not settled.
    """

    customer_name: str = ""
    customer_signatory: str = ""
    customer_contact: str = ""
    customer_phone: str = ""
    customer_mail: str = ""
    provider_name: str = ""
    provider_signatory: str = ""
    provider_contact: str = ""
    provider_phone: str = ""
    provider_mail: str = ""
    reference: str = ""
    scope: str = ""
    valid_from: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The claims and hand-offs of one division.

    Attributes:
        claims: by their keys.
        handoffs: by responsibility id.
        only_proved: a claim that cannot be looked up counts as assumed.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    handoffs: Mapping[str, Handoff] = field(default_factory=dict)
    only_proved: bool = False

    def claim(self, responsibility_id: str, source: ClaimSource) -> Claim | None:
        """Return what one source says of a responsibility; None where it says nothing."""
        return self.claims.get(claim_key(responsibility_id, source))

    def known_by(self, claim: Claim) -> int:
        """Return how the customer knows by a claim, 0 to 100."""
        return 0 if self.only_proved and not claim.is_proved else claim.known_by


def claim_key(responsibility_id: str, source: ClaimSource) -> str:
    """Return the key of what one source says of one responsibility."""
    return f"{responsibility_id}/{source.value}"
