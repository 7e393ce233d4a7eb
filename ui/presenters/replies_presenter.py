"""What the provider wrote back, before anything of it is kept: what is and what would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.division import Authority
from model.ledger import Claim
from model.provider_reply import is_stronger, proposals
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.change import Change
    from model.i18n import Catalog
    from model.provider_reply import Proposal, Replies
    from model.session import AssessmentSession

_MOST_FAULTS = 50
"""Sentences about what is not understood; more of them help nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """One reply.

    Attributes:
        detail: what is now and what would be, one line each.
        is_ticked: it is kept when the dialog is accepted.
    """

    id: str
    title: str
    detail: str
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesCard:
    """The preview.

    Attributes:
        words: the messages of the area "letter".
        warning: what to look at before anything is kept; empty for nothing.
        faults: one sentence for each thing that was not understood.
        primary: the main button.
    """

    words: Mapping[str, str]
    title: str
    facts: tuple[str, ...]
    warning: str
    rows: tuple[ReplyRow, ...]
    faults: tuple[str, ...]
    primary: str
    can_keep: bool


class RepliesView(Protocol):
    """What the presenter asks of the dialog."""

    def show_card(self, card: RepliesCard) -> None: ...


class RepliesPresenter:
    """Shows replies and remembers which of them are ticked.

    Conflicts are not ticked at first, and nothing is that was written for another assessment.

    Args:
        replies: what the file says.
        session: the open assessment.
        catalog: the words.
        view: the dialog.
    """

    def __init__(
        self, replies: Replies, session: AssessmentSession, catalog: Catalog, view: RepliesView
    ) -> None:
        self._replies = replies
        self._session = session
        self._catalog = catalog
        self._view = view
        found, unknown = proposals(
            replies.replies,
            session.matrix,
            session.questionnaire,
            session.assessment,
            catalog,
        )
        self._new = {each.reply.question_id: each for each in found if each.changes}
        self._known = len(found) - len(self._new)
        self._faults = (*replies.faults, *unknown)
        self._is_other = replies.origin != session.assessment.origin
        self._ticked = {
            key for key, each in self._new.items() if not each.is_conflict and not self._is_other
        }

    def refresh(self) -> None:
        """Show the preview as it stands."""
        self._view.show_card(self._card())

    def tick(self, row_id: str, is_ticked: bool) -> None:
        """Keep a reply, or leave it out."""
        (self._ticked.add if is_ticked else self._ticked.discard)(row_id)
        self.refresh()

    def tick_all(self, is_ticked: bool) -> None:
        """Keep all replies, or none."""
        self._ticked = set(self._new) if is_ticked else set()
        self.refresh()

    @property
    def count(self) -> int:
        """Return how many replies are ticked."""
        return len(self._ticked)

    def changes(self) -> tuple[Change, ...]:
        """Return what the ticked replies change, in the order of the file."""
        kept = (each for key, each in self._new.items() if key in self._ticked)
        return tuple(change for each in kept for change in each.changes)

    def _card(self) -> RepliesCard:
        say = self._catalog.text
        counts = say(
            "letter.preview.counts",
            replies=len(self._new) + self._known,
            unanswered=self._replies.unanswered,
            faults=len(self._faults),
        )
        facts = [counts]
        if self._known:
            facts.append(say("letter.preview.known", count=self._known))
        if not self._new:
            facts.append(say("letter.preview.none"))
        return RepliesCard(
            words=self._catalog.messages("letter"),
            title=say("letter.preview.title"),
            facts=tuple(facts),
            warning=say("letter.preview.other") if self._is_other and self._new else "",
            rows=tuple(
                ReplyRow(
                    id=key,
                    title=self._title(each),
                    detail="\n".join(self._lines(each)),
                    is_ticked=key in self._ticked,
                )
                for key, each in self._new.items()
            ),
            faults=tuple(self._sentences()),
            primary=say("letter.preview.keep", count=self.count),
            can_keep=self.count > 0,
        )

    def _sentences(self) -> Iterator[str]:
        for fault in self._faults[:_MOST_FAULTS]:
            yield self._catalog.explain(fault)
        left = len(self._faults) - _MOST_FAULTS
        if left > 0:
            yield self._catalog.text("letter.preview.more", count=left)

    def _title(self, proposal: Proposal) -> str:
        about = proposal.reply.question_id.rpartition("/")[0]
        for group in self._session.questionnaire.reliance:
            if group.id == about and len(proposal.cells) > 1:
                return self._catalog.say(group.name)
        return responsibility_name(proposal.cells[0].responsibility, self._catalog)

    def _lines(self, proposal: Proposal) -> Iterator[str]:
        say, reply = self._catalog.text, proposal.reply
        if len(proposal.cells) > 1:
            yield say("letter.preview.covers", count=len(proposal.cells))
        yield self._now(proposal)
        yield say("letter.preview.reply", holder=self._holder(reply.holder))
        if reply.dated is not None:
            yield say("letter.preview.dated", date=reply.dated.isoformat())
        for name in ("written", "proof", "note", "person"):
            if text := " ".join(getattr(reply, name).split()):
                yield say(f"letter.preview.{name}", text=text)
        yield from dict.fromkeys(self._conflicts(proposal))

    def _now(self, proposal: Proposal) -> str:
        now = {(cell.allocation, cell.authority) for cell in proposal.cells}
        if len(now) > 1:
            return self._catalog.text("letter.preview.now.mixed")
        ((allocation, authority),) = now
        return self._catalog.text(
            "letter.preview.now", holder=self._holder(allocation), source=self._source(authority)
        )

    def _conflicts(self, proposal: Proposal) -> Iterator[str]:
        for change in proposal.changes:
            if isinstance(change.before, Claim):
                yield self._told("replaces", Authority.PROVIDER_DOCUMENT, change.before.allocation)
        for cell in proposal.cells:
            for statement in cell.statements:
                if is_stronger(statement, proposal.reply.holder):
                    yield self._told("against", statement.authority, statement.allocation)

    def _told(self, how: str, authority: Authority, allocation: str) -> str:
        return self._catalog.text(
            f"letter.preview.{how}",
            source=self._source(authority),
            holder=self._holder(allocation),
        )

    def _source(self, authority: Authority) -> str:
        return self._catalog.text(f"word.authority.{authority}")

    def _holder(self, allocation: str) -> str:
        return self._catalog.text(f"word.allocation.{allocation}")
