"""Several services of one organisation side by side: who holds what in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from unicodedata import east_asian_width

from model.gaps import gaps, open_gaps
from model.rounding import whole
from model.services import joint_share, side_by_side
from model.text import clean_line
from model.wording import responsibility_name
from ui.presenters.base import SessionPresenter
from ui.presenters.holder_words import holder
from ui.presenters.list_card import ListAction, ListCard
from ui.presenters.other_services import OtherServices, SeenService, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.division import Division
    from model.errors import AppError
    from model.i18n import Catalog
    from model.services import ServiceRow
    from model.session import AssessmentSession

DIFFER, NOWHERE, ALL = "differ", "nowhere", "all"
FIRST = 4
"""Services that are compared at first; more of them can be ticked."""

_LINE, _LINES = 18, 2
"""Narrow letters of a line above a column, and lines that a name may take there."""

GAPS, SHARE = "gaps", "share"
"""Ids of the rows that count the gaps of each service, and tell its share carried."""

IMPORTANCES = (1, 2, 3)
USUAL = 2
"""Importance of a service to the business while nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTick:
    """One service that can be compared.

    Attributes:
        importance: to the business, 1 to 3; None where it is not compared.
        importance_name: what is chosen by it.
    """

    id: str
    text: str
    is_ticked: bool
    importance: int | None
    importance_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesCard:
    """Everything the tab shows.

    Attributes:
        ticks: every service; empty for only one.
        importances: that can be chosen.
        importance_title: what they mean.
        titles: ids of the rows that are headings of categories.
        source: where the division comes from.
    """

    tick_title: str
    ticks: tuple[ServiceTick, ...]
    importances: tuple[int, ...]
    importance_title: str
    rows: ListCard
    titles: frozenset[str]
    source: str


class ServicesView(Protocol):
    """What the presenter asks of the tab."""

    def show_services(self, card: ServicesCard) -> None: ...


class ServicesPresenter(SessionPresenter[ServicesView]):
    """Runs the tab.

    Args:
        look_for: begins to read the other services; `show_found` brings them.
    """

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: ServicesView,
        report: Callable[[AppError], None],
        look_for: Callable[[Wanted], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._look_for = look_for
        self._found: OtherServices | None = None
        self._shows = DIFFER
        self._ticked: set[str] | None = None
        self._importance: dict[str, int] = {}

    def refresh(self) -> None:
        """Show what is known, and read the other services anew."""
        self._view.show_services(self._card())
        assessment = self._session.assessment
        self._look_for(
            Wanted(
                assessment_id=self._session.id,
                organisation=assessment.organisation,
                service=assessment.service,
                matrix_id=self._session.matrix.id,
            )
        )

    def show_found(self, found: OtherServices) -> None:
        """Show the other services as they are on disk."""
        self._found = found
        self._view.show_services(self._card())

    def tick(self, assessment_id: str, *, is_ticked: bool) -> None:
        """Compare a service, or no longer."""
        ticked = self._compared_ids()
        self._ticked = ticked | {assessment_id} if is_ticked else ticked - {assessment_id}
        self._view.show_services(self._card())

    def tick_all(self) -> None:
        """Compare every service."""
        self._ticked = {each.id for each in self._services()}
        self._view.show_services(self._card())

    def weigh(self, assessment_id: str, importance: int) -> None:
        """Take a service to be more or less important; this is not saved."""
        self._importance[assessment_id] = importance
        self._view.show_services(self._card())

    def look_at(self, name: str) -> None:
        """Show the rows that differ, those held nowhere, or all."""
        self._shows = name
        self._view.show_services(self._card())

    def _services(self) -> tuple[SeenService, ...]:
        """Return the open assessment first, as it stands now, then the others."""
        assessment = self._session.assessment
        own = SeenService(
            id=self._session.id,
            service=assessment.service,
            state=assessment.status.state,
            changed=None,
            division=self._session.evaluation.division,
            share=self._session.evaluation.share.value,
        )
        return (own, *(self._found.seen if self._found else ()))

    def _compared_ids(self) -> set[str]:
        services = self._services()
        if self._ticked is None:
            return {each.id for each in services[:FIRST]}
        return self._ticked & {each.id for each in services}

    def _compared(self) -> tuple[SeenService, ...]:
        ids = self._compared_ids()
        return tuple(each for each in self._services() if each.id in ids)

    def _card(self) -> ServicesCard:
        say, compared = self._catalog.text, self._compared()
        found = side_by_side(self._session.matrix, {s.id: s.division for s in compared})
        rows, titles = self._rows(found, compared) if len(compared) > 1 else ((), frozenset())
        return ServicesCard(
            tick_title=say("services.tick"),
            ticks=self._ticks(),
            importances=IMPORTANCES,
            importance_title=say("services.importance"),
            rows=self._list(found, compared, rows),
            titles=titles,
            source=self._catalog.say(self._session.matrix.source),
        )

    def _list(
        self,
        found: tuple[ServiceRow, ...],
        compared: tuple[SeenService, ...],
        rows: tuple[tuple[str, tuple[str, ...]], ...],
    ) -> ListCard:
        say, count = self._catalog.text, len(self._services())
        is_compared = len(compared) > 1
        counts = {name: len(_chosen(found, name)) for name in (DIFFER, NOWHERE, ALL)}
        all_text = say("services.all", count=count)
        more = ListAction(name="all", text=all_text, needs_row=False, is_enabled=True)
        return ListCard(
            intro=say("services.intro"),
            name=say("services.table"),
            facts=self._facts(counts, compared) if is_compared else "",
            notice=self._left_out(),
            choices=tuple(
                (name, say(f"services.look.{name}", count=counts[name]), name == self._shows)
                for name in counts
            )
            if is_compared
            else (),
            headings=(say("services.column.duty"), *(self._heading(s) for s in compared)),
            rows=rows,
            nothing=self._nothing(count, is_compared=is_compared),
            actions=(more,) if count > len(compared) else (),
        )

    def _ticks(self) -> tuple[ServiceTick, ...]:
        services, ids = self._services(), self._compared_ids()
        if len(services) == 1:
            return ()
        return tuple(
            ServiceTick(
                id=each.id,
                text=self._short_name(each),
                is_ticked=each.id in ids,
                importance=self._importance.get(each.id, USUAL) if each.id in ids else None,
                importance_name=self._catalog.text(
                    "services.importance.of", service=self._short_name(each)
                ),
            )
            for each in services
        )

    def _facts(self, counts: dict[str, int], compared: tuple[SeenService, ...]) -> str:
        say = self._catalog.text
        counted = say(
            "services.facts",
            services=len(compared),
            rows=counts[ALL],
            differ=counts[DIFFER],
            nowhere=counts[NOWHERE],
        )
        joint = joint_share((self._importance.get(s.id, USUAL), s.share) for s in compared)
        scored = sum(s.share is not None for s in compared)
        if joint is None:
            return f"{counted}\n{say('services.joint.none')}"
        return f"{counted}\n{say('services.joint', share=whole(joint), count=scored)}"

    def _nothing(self, count: int, *, is_compared: bool) -> str:
        if self._found is None:
            return self._catalog.text("services.loading")
        if count == 1:
            organisation = clean_line(self._session.assessment.organisation)
            return self._catalog.text("services.only_one", organisation=organisation)
        if not is_compared:
            return self._catalog.text("services.too_few")
        return self._catalog.text(f"services.nothing.{self._shows}") if self._shows != ALL else ""

    def _left_out(self) -> str:
        found = self._found or OtherServices()
        named = [
            self._catalog.text(f"services.left_out.{why}", name=name)
            for why, names in (("matrix", found.of_other_matrix), ("unreadable", found.unreadable))
            for name in names
        ]
        between = self._catalog.text("services.between")
        return self._catalog.text("services.left_out", names=between.join(named)) if named else ""

    def _rows(
        self, found: tuple[ServiceRow, ...], compared: tuple[SeenService, ...]
    ) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], frozenset[str]]:
        """Return the rows of each category under its heading, those that differ first."""
        chosen = _chosen(found, self._shows)
        rows: list[tuple[str, tuple[str, ...]]] = []
        titles: set[str] = set()
        blank = ("",) * len(compared)
        for category in self._session.matrix.categories:
            of_it = [row for row in chosen if row.responsibility.category_id == category.id]
            if not of_it:
                continue
            name = self._catalog.say(category.name)
            heading = self._catalog.text("services.category", name=name, count=len(of_it))
            titles.add(f"category.{category.id}")
            rows.append((f"category.{category.id}", (heading, *blank)))
            for row in sorted(of_it, key=lambda row: not row.differs):
                cells = (holder(cell, self._catalog) for cell in row.cells.values())
                texts = (responsibility_name(row.responsibility, self._catalog), *cells)
                rows.append((row.responsibility.id, texts))
        if rows:
            gaps = (self._gaps(each.division) for each in compared)
            rows.append((GAPS, (self._catalog.text("services.gaps"), *gaps)))
            shares = (self._share(each) for each in compared)
            rows.append((SHARE, (self._catalog.text("word.share"), *shares)))
        return tuple(rows), frozenset(titles)

    def _gaps(self, division: Division) -> str:
        say = self._catalog.text
        lines = [
            say("services.gap", name=say(f"word.gap.{gap}"), count=count)
            for gap, count in open_gaps(gaps(division, {})).items()
        ]
        return "\n".join(lines) or say("services.gaps.none")

    def _share(self, seen: SeenService) -> str:
        none = self._catalog.text("services.no_share")
        return none if seen.share is None else whole(seen.share)

    def _short_name(self, seen: SeenService) -> str:
        model = seen.service.model.label
        return self._catalog.text("services.service", name=_name(seen), model=model)

    def _heading(self, seen: SeenService) -> str:
        changed, say = seen.changed, self._catalog.text
        return say(
            "services.heading",
            name=_in_lines(_name(seen)),
            model=seen.service.model.label,
            state=say(f"word.status.{seen.state}"),
            date=changed.astimezone().strftime("%Y-%m-%d") if changed else say("services.here"),
        )


def _chosen(found: tuple[ServiceRow, ...], name: str) -> list[ServiceRow]:
    if name == DIFFER:
        return [row for row in found if row.differs]
    return [row for row in found if name == ALL or row.held_nowhere_in]


def _name(seen: SeenService) -> str:
    return clean_line(seen.service.name)


def _in_lines(name: str) -> str:
    """Return a name in lines that fit above a column; what is too long for them is cut."""
    lines = [""]
    for word in _words(name):
        if lines[-1] and _width(lines[-1] + word) > _LINE:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    kept = [line.strip() for line in lines[:_LINES]]
    return "\n".join(kept) + ("…" if len(lines) > _LINES else "")


def _words(name: str) -> Iterator[str]:
    """Yield what a line may be broken before: words, and parts of those that are too long."""
    for word in name.split():
        part = " "
        for letter in word:
            if _width(part + letter) > _LINE:
                yield part
                part = ""
            part += letter
        yield part


def _width(text: str) -> int:
    """Return how many narrow letters a text is wide; a Chinese character is two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
