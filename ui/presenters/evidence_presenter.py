"""Evidence: what proves the answers of an assessment, or of one question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from model.clock import now
from model.errors import AppError, InputError
from model.fieldwork import Evidence, EvidenceKind, Method
from model.storage.assessments import new_id
from model.storage.evidence import FileState, file_title
from ui.presenters.base import SessionPresenter
from ui.presenters.evidence_card import EvidenceCard, EvidenceRow, Look
from ui.presenters.evidence_rules import (
    PICTURES,
    TEXTS,
    ending,
    is_opened,
    is_web_address,
    kept_address,
)
from ui.presenters.form import Entry, EntryKind, Form, day_of
from ui.presenters.list_card import ListAction
from ui.presenters.question_choices import question_choices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.i18n import Catalog
    from model.session import AssessmentSession
    from model.storage.evidence import EvidenceFolder
    from ui.presenters.evidence_rules import Stored


class EvidenceView(Protocol):
    """What the page can show."""

    def show_card(self, card: EvidenceCard) -> None: ...


_MB = 1_000_000
_BADGE = 4
"""Letters that a badge has room for."""
_DAMAGED = (FileState.MISSING, FileState.ALTERED)


class EvidencePresenter(SessionPresenter[EvidenceView]):
    """Lists evidence, keeps what is entered, and says which files are to be checked.

    Args:
        folder: the files of the workspace.
        question_id: list and add only what proves this question; empty for all.
    """

    def __init__(
        self,
        session: AssessmentSession,
        folder: EvidenceFolder,
        catalog: Catalog,
        view: EvidenceView,
        report: Callable[[AppError], None],
        question_id: str = "",
    ) -> None:
        super().__init__(session, catalog, view, report)
        self.folder = folder
        self._question_id = question_id
        self._states: dict[str, FileState] = {}

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def to_check(self) -> tuple[str, ...]:
        """Return the hashes of listed files that were not checked yet."""
        listed = {each.sha256 for each in self._listed() if each.kind is EvidenceKind.FILE}
        return tuple(sorted(listed - self._states.keys()))

    def checked(self, states: Mapping[str, FileState]) -> None:
        """Take what became of some files, and show it."""
        self._states.update(states)
        self.refresh()

    def forget_checks(self) -> None:
        """Let every file be checked again."""
        self._states.clear()

    @property
    def is_blocked(self) -> bool:
        """Say whether nothing can be changed."""
        return self._session.assessment.is_final

    def add_files(self, stored: Stored) -> int:
        """List files that were kept, and return how many; one already listed proves more now."""
        for error in stored.refused:
            self._report(error)
        for kept in stored.kept:
            self._states[kept.sha256] = FileState.PRESENT
            there = next((e for e in self._all() if e.sha256 == kept.sha256), None)
            if there is None:
                made = replace(self._new(EvidenceKind.FILE, kept.title), sha256=kept.sha256)
                self._keep(replace(made, size=kept.size))
            else:
                self._keep(self._with_question(there))
        self.refresh()
        return len(stored.kept)

    def form(
        self,
        evidence_id: str = "",
        kind: EvidenceKind = EvidenceKind.LINK,
        values: Mapping[str, str] | None = None,
        wrong: str = "",
    ) -> Form:
        """Return the form of one piece of evidence.

        Args:
            evidence_id: which one; empty for a new one.
            kind: of a new one.
            values: what was entered before and not taken; None at first.
            wrong: why it was not taken.
        """
        say = self._catalog.text
        kept = self._session.assessment.evidence.get(evidence_id) or self._new(kind, "")
        fields = [Entry(key="title", label=say("evidence.form.name"), value=kept.title)]
        if kept.kind is not EvidenceKind.FILE:
            name = "address" if kept.kind is EvidenceKind.LINK else "text"
            words = say(f"evidence.form.{name}")
            text = EntryKind.TEXT
            fields.append(Entry(key="content", label=words, kind=text, value=kept.content))
        fields += self._common_fields(kept)
        given = values or {}
        return Form(
            title=say("evidence.form.title"),
            words=self._catalog.messages("entry"),
            fields=tuple(replace(e, value=given.get(e.key, e.value)) for e in fields),
            intro=wrong,
        )

    def take(self, evidence_id: str, kind: EvidenceKind, values: Mapping[str, str]) -> str:
        """Keep what was entered, and return why it was not taken; empty when it was."""
        kept = self._session.assessment.evidence.get(evidence_id) or self._new(kind, "")
        try:
            self._session.keep_evidence(self._entered(kept, values))
        except InputError as error:
            return self._catalog.explain(error)
        except AppError as error:
            self._report(error)
        self.refresh()
        return ""

    def attachable(self) -> tuple[tuple[str, str], ...]:
        """Return id and title of what is here but does not prove this question yet."""
        others = [e for e in self._all() if self._question_id not in e.questions]
        return tuple((e.id, f"{n}  {e.title}") for n, e in enumerate(others, start=1))

    def attach(self, evidence_id: str) -> None:
        """Let a piece of evidence prove this question too."""
        self._keep(self._with_question(self._session.assessment.evidence[evidence_id]))
        self.refresh()

    def detach(self, evidence_id: str) -> None:
        """Let a piece of evidence prove this question no longer; it stays in the list of all."""
        kept = self._session.assessment.evidence[evidence_id]
        others = tuple(each for each in kept.questions if each != self._question_id)
        self._keep(replace(kept, questions=others))
        self.refresh()

    def remove(self, evidence_id: str) -> bool:
        """Delete one; says whether it is gone. Its file stays, so that this can be undone."""
        self._try(lambda: self._session.drop_evidence(evidence_id))
        self.refresh()
        return evidence_id not in self._session.assessment.evidence

    def evidence(self, evidence_id: str) -> Evidence | None:
        """Return one piece of evidence; None when it is gone."""
        return self._session.assessment.evidence.get(evidence_id)

    def file_name(self, evidence_id: str) -> str:
        """Return the name that a copy of the file has."""
        return file_title(self._session.assessment.evidence[evidence_id].title)

    def look(self, evidence_id: str) -> Look:
        """Return what the preview of one piece of evidence shows; nothing when it is gone."""
        say = self._catalog.text
        kept = self.evidence(evidence_id)
        if kept is None:
            return Look(text="")
        if kept.kind is not EvidenceKind.FILE:
            return Look(text=kept.content, is_content=True)
        if self._states.get(kept.sha256) in _DAMAGED:
            return Look(text=say(f"evidence.state.{self._states[kept.sha256]}"))
        loading = say("evidence.preview.loading")
        if ending(kept.title) in PICTURES:
            name = say("evidence.preview.picture", title=kept.title)
            return Look(text=loading, name=name, picture=kept.sha256)
        if ending(kept.title) in TEXTS:
            return Look(text=loading, text_file=kept.sha256)
        # The parts of Qt that the program uses cannot draw PDF pages, so words must do.
        key = "none" if is_opened(kept.title) else "save_only"
        what = ending(kept.title).removeprefix(".").upper() or say("evidence.preview.no_ending")
        size = self._size(kept.size)
        return Look(text=say(f"evidence.preview.{key}", kind=what, size=size))

    def say(self, key: str, **values: object) -> str:
        """Return a message of the area "evidence"."""
        return self._catalog.text(f"evidence.{key}", **values)

    def _all(self) -> list[Evidence]:
        kept = self._session.assessment.evidence.values()
        return sorted(kept, key=lambda each: (each.title.casefold(), each.id))

    def _listed(self) -> list[Evidence]:
        asked = self._question_id
        return [each for each in self._all() if not asked or asked in each.questions]

    def _new(self, kind: EvidenceKind, title: str) -> Evidence:
        return Evidence(
            id=new_id(),
            kind=kind,
            title=title,
            collected_on=now().date(),
            collected_by=self._session.person,
            questions=(self._question_id,) if self._question_id else (),
        )

    def _with_question(self, kept: Evidence) -> Evidence:
        more = (self._question_id,) if self._question_id else ()
        return replace(kept, questions=(*kept.questions, *more))

    def _keep(self, evidence: Evidence) -> None:
        if evidence != self.evidence(evidence.id):
            self._try(lambda: self._session.keep_evidence(evidence))

    def _common_fields(self, kept: Evidence) -> list[Entry]:
        say, date = self._catalog.text, EntryKind.DATE
        return [
            Entry(
                key="method",
                label=say("evidence.form.method"),
                kind=EntryKind.CHOICE,
                value=kept.method.value,
                choices=tuple((each.value, say(f"evidence.method.{each}")) for each in Method),
            ),
            Entry(
                key="collected_on",
                label=say("evidence.form.collected_on"),
                kind=date,
                value=kept.collected_on.isoformat() if kept.collected_on else "",
            ),
            Entry(
                key="collected_by",
                label=say("evidence.form.collected_by"),
                value=kept.collected_by,
            ),
            Entry(
                key="expires_on",
                label=say("evidence.form.expires_on"),
                kind=date,
                value=kept.expires_on.isoformat() if kept.expires_on else "",
            ),
            Entry(
                key="questions",
                label=say("evidence.form.questions"),
                kind=EntryKind.SOME_OF_MANY,
                value=" ".join(kept.questions),
                choices=question_choices(self._session, self._catalog, kept.questions),
            ),
        ]

    def _entered(self, kept: Evidence, values: Mapping[str, str]) -> Evidence:
        """Return a piece of evidence as entered.

        Raises:
            InputError: an address or text is wrong.
        """
        content = values.get("content", "").strip()
        if kept.kind is EvidenceKind.LINK:
            content = kept_address(content)
        elif kept.kind is EvidenceKind.TEXT and not content:
            raise InputError("evidence.error.no_text")
        title = values["title"].strip() or kept.title or content.splitlines()[0]
        if kept.kind is EvidenceKind.FILE and ending(title) != ending(kept.title):
            title = file_title(title + PurePath(kept.title).suffix)  # it says what opens the file
        return replace(
            kept,
            title=title,
            content=content,
            method=Method(values["method"]),
            collected_on=day_of(values["collected_on"]),
            collected_by=values["collected_by"],
            expires_on=day_of(values["expires_on"]),
            questions=tuple(values["questions"].split()),
        )

    def _card(self) -> EvidenceCard:
        say, asked = self.say, self._question_id
        return EvidenceCard(
            intro=say("intro.question", question=asked) if asked else say("intro"),
            name=say("name"),
            headings=tuple(say(f"column.{name}") for name in ("what", "when", "file")),
            rows=tuple(self._row(each) for each in self._listed()),
            nothing=say("none"),
            blocked=say("blocked") if self.is_blocked else "",
            preview=say("preview"),
            actions=self._actions(),
        )

    def _actions(self) -> tuple[ListAction, ...]:
        can, asked = not self.is_blocked, self._question_id
        adding = [("add_files", "plus", "primary"), ("add_link", "", ""), ("add_text", "", "")]
        if asked:
            adding.append(("attach", "", ""))
        about = [("open", "external-link", ""), ("save", "download", ""), ("edit", "pencil", "")]
        about.append(("detach", "x", "ghost") if asked else ("remove", "trash-2", "ghost"))
        shown = [(*each, False) for each in adding] + [(*each, True) for each in about]
        return tuple(
            ListAction(
                name=name,
                text=self.say(name),
                icon=icon,
                kind=kind or "secondary",
                needs_row=needs_row,
                is_enabled=(needs_row or can) and (name != "attach" or bool(self.attachable())),
            )
            for name, icon, kind, needs_row in shown
        )

    def _row(self, kept: Evidence) -> EvidenceRow:
        say = self.say
        kind = f"{say(f'kind.{kept.kind}')} · {say(f'method.{kept.method}')}"
        day = kept.collected_on.isoformat() if kept.collected_on else say("no_date")
        who = " · ".join(text for text in (day, kept.collected_by) if text)
        lines = [say("answers", count=len(kept.questions))]
        if kept.kind is EvidenceKind.FILE:
            state = self._states.get(kept.sha256, "unchecked")
            lines = [say(f"state.{state}"), self._size(kept.size), *lines]
        texts = (
            f"{kept.title}\n{kind}",
            f"{who}\n{self._expiry(kept)}",
            "\n".join(lines),
        )
        return EvidenceRow(
            id=kept.id,
            texts=texts,
            can=self._can(kept),
            badge=self._badge(kept),
            picture=kept.sha256 if self._is_picture(kept) else "",
        )

    def _is_picture(self, kept: Evidence) -> bool:
        is_whole = self._states.get(kept.sha256) not in _DAMAGED
        return kept.kind is EvidenceKind.FILE and is_whole and ending(kept.title) in PICTURES

    def _badge(self, kept: Evidence) -> str:
        """Return what kind it is in a few letters; for a damaged file the mark of its state."""
        kind = self.say(f"kind.{kept.kind}")
        if kept.kind is not EvidenceKind.FILE:
            return kind
        state = self._states.get(kept.sha256)
        if state in _DAMAGED:
            return self.say(f"state.{state}").split()[0]
        letters = ending(kept.title).removeprefix(".").upper()
        return letters if 0 < len(letters) <= _BADGE else kind

    def _expiry(self, kept: Evidence) -> str:
        if kept.expires_on is None:
            return self.say("no_expiry")
        key = "expired" if kept.is_expired(now().date()) else "expires"
        return self.say(key, day=kept.expires_on.isoformat())

    def _can(self, kept: Evidence) -> frozenset[str]:
        names = set() if self.is_blocked else {"edit", "detach", "remove"}
        if kept.kind is EvidenceKind.FILE and self._states.get(kept.sha256) not in _DAMAGED:
            names |= {"save", "open"} if is_opened(kept.title) else {"save"}
        if kept.kind is EvidenceKind.LINK and is_web_address(kept.content):
            names.add("open")
        return frozenset(names)

    def _size(self, size: int) -> str:
        if size < _MB:
            return self.say("size.kb", size=max(1, round(size / 1000)))
        return self.say("size.mb", size=f"{size / _MB:.1f}")
