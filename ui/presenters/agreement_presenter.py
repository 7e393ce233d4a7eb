"""The document both parties sign: what is entered, what is missing, in which languages."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from model.change import Part
from model.cleaning import cleaned
from model.document import Edition
from model.i18n import Catalog
from model.language import Language
from model.ledger import Agreement
from model.readiness import missing
from model.text import clean_line
from model.wording import provider_name
from ui.presenters.base import SessionPresenter
from ui.presenters.differences_presenter import ListView
from ui.presenters.form import Entry, EntryKind, Form, day_of
from ui.presenters.list_card import ListAction, ListCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from model.errors import AppError
    from model.session import AssessmentSession

EDIT, SAVE_PDF, SAVE_WORD, SHOW = "edit", "save_pdf", "save_docx", "show"
NAMES = tuple(field.name for field in fields(Agreement))
_PARTIES = ("customer_name", "provider_name")
_DAYS = ("valid_from", "review_on")
_KINDS = {"scope": EntryKind.TEXT, **dict.fromkeys(_DAYS, EntryKind.DATE)}
_NAME_LETTERS = 40


class AgreementPresenter(SessionPresenter[ListView]):
    """Lists what is entered; the file itself is written by the window."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: ListView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._edition = Edition(catalog.language.value)
        self._news = ""
        self._is_working = self._has_file = False

    @property
    def edition(self) -> Edition:
        """Return the languages of the document."""
        return self._edition

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the document follows until its own was chosen."""
        if self._edition.value == self._catalog.language.value:
            self._edition = Edition(catalog.language.value)
        self._news = ""
        super().use_catalog(catalog)

    def use_edition(self, edition: str) -> None:
        """Choose the languages of the document, apart from the window's."""
        self._edition = Edition(edition)
        self.refresh()

    def form(self) -> Form:
        """Return the form; names that were never entered are proposed from the set-up."""
        say = self._catalog.text
        held, assessment = self._session.assessment.agreement, self._session.assessment
        service = assessment.service
        proposed = {
            "customer_name": assessment.organisation,
            "provider_name": provider_name(service, self._catalog) if service.provider else "",
        }
        is_new = held == Agreement()
        return Form(
            title=say("agreement.form.title"),
            intro=say("agreement.form.intro"),
            words=self._catalog.messages("entry"),
            fields=tuple(
                Entry(
                    key=name,
                    label=say(f"agreement.field.{name}"),
                    kind=_KINDS.get(name, EntryKind.LINE),
                    value=_shown(getattr(held, name)) or (proposed.get(name, "") if is_new else ""),
                )
                for name in NAMES
            ),
        )

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what was entered, if it is anything new."""
        given: dict[str, Any] = {
            name: day_of(values[name]) if name in _DAYS else values[name] for name in NAMES
        }
        entered = cleaned(Agreement(**given))
        if entered != self._session.assessment.agreement:
            self._try(lambda: self._session.put(Part.AGREEMENT, "", entered))

    def file_name(self) -> str:
        """Return a name for the file, without its ending and without risky characters."""
        language = Language.EN if self._edition is Edition.EN else Language.ZH
        held = self._session.assessment
        who = clean_line(held.agreement.customer_name or held.organisation, _NAME_LETTERS)
        safe = "".join(c for c in who if c.isalnum() or c in " -_").strip()
        name = Catalog(language).text("agreement.file.name")
        return f"{safe}-{name}" if safe else name

    def show_working(self) -> None:
        """Say that the file is being written; nothing else is written meanwhile."""
        self._is_working = True
        self._news = self._catalog.text("agreement.working")
        self.refresh()

    def show_done(self, file: str) -> None:
        """Say where the file is; empty where there is none."""
        self._is_working = False
        self._has_file = self._has_file or bool(file)
        self._news = self._catalog.text("agreement.done", file=file) if file else ""
        self.refresh()

    def _card(self) -> ListCard:
        say = self._catalog.text
        held = self._session.assessment
        can = not held.is_final
        return ListCard(
            intro=say("agreement.list.intro"),
            name=say("agreement.list.name"),
            facts=self._news,
            notice=self._missing(),
            blocked="" if can else say("review.final"),
            choices=tuple(
                (each.value, say(f"agreement.edition.{each}"), each is self._edition)
                for each in Edition
            ),
            headings=(say("agreement.list.column.what"), say("agreement.list.column.value")),
            rows=tuple(
                (
                    name,
                    (
                        say(f"agreement.field.{name}"),
                        _shown(getattr(held.agreement, name)) or say("agreement.list.blank"),
                    ),
                )
                for name in NAMES
            ),
            nothing="",
            actions=self._actions(can_edit=can),
        )

    def _actions(self, *, can_edit: bool) -> tuple[ListAction, ...]:
        looks = (
            (EDIT, "pencil", "secondary", can_edit),
            (SAVE_PDF, "file-text", "primary", not self._is_working),
            (SAVE_WORD, "file-text", "secondary", not self._is_working),
            (SHOW, "external-link", "ghost", self._has_file and not self._is_working),
        )
        return tuple(
            ListAction(
                name=name,
                text=self._catalog.text(f"agreement.{name}"),
                icon=icon,
                kind=kind,
                needs_row=False,
                is_enabled=is_enabled,
            )
            for name, icon, kind, is_enabled in looks
        )

    def _missing(self) -> str:
        """Return what is missing before both can sign, in one sentence."""
        say = self._catalog.text
        division = self._session.evaluation.division
        found = missing(self._session.assessment, division)
        named = [name for name in _PARTIES if name in found.fields]
        lines = [say(f"agreement.missing.{name}") for name in named]
        if found.fields:
            count, total = len(found.fields), len(NAMES)
            lines.append(say("agreement.missing.fields", count=count, total=total))
        if found.unconfirmed:
            total = len(division.cells)
            lines.append(say("agreement.missing.unconfirmed", count=found.unconfirmed, total=total))
        if found.gaps:
            lines.append(say("agreement.missing.gaps", count=found.gaps))
        if found.without_leads:
            lines.append(say("agreement.missing.without_leads", count=found.without_leads))
        if not lines:
            return say("agreement.missing.none")
        return say("agreement.missing", what=say("agreement.missing.between").join(lines))


def _shown(value: str | date | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else value.isoformat()
