"""Questions for the provider: which there are, and the letter that is made of those listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from model.i18n import Catalog
from model.language import Language
from model.provider_letter import letter, worded
from model.provider_questions import AskedWhy, provider_questions
from ui.presenters.base import SessionPresenter
from ui.presenters.differences_presenter import ListView
from ui.presenters.list_card import ListAction, ListCard

if TYPE_CHECKING:
    from datetime import date

    from model.provider_letter import ProviderLetter, WordedQuestion
    from model.provider_questions import ProviderQuestion

ALL = "all"
FILES = {"excel": "xlsx", "word": "docx", "text": "txt"}
"""The ending of the file that each action writes."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60


class ProviderQuestionsPresenter(SessionPresenter[ListView]):
    """Lists the questions; what is listed goes into the letter, in a language of its own."""

    _shows = ALL
    _letter_language: Language | None = None

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def look_at(self, choice: str) -> None:
        """Show only questions asked for one reason, or all of them."""
        self._shows = choice
        self.refresh()

    def swap_language(self) -> None:
        """Write the letter in the other language."""
        is_chinese = self.letter_language is Language.ZH
        self._letter_language = Language.EN if is_chinese else Language.ZH
        self.refresh()

    @property
    def letter_language(self) -> Language:
        """Return the language of the letter; that of the screen until another one is chosen."""
        return self._letter_language or self._catalog.language

    def letter(self, day: date) -> ProviderLetter:
        """Return the letter with the questions listed, dated."""
        session = self._session
        catalog = Catalog(self.letter_language)
        shown = self._shown(self._questions())
        return letter(shown, session.assessment, session.matrix, catalog, day, session.person)

    def file_name(self, action: str) -> str:
        """Return the name that is proposed for the file of an action."""
        service = _NOT_IN_NAMES.sub(" ", self._session.assessment.service.name)[:_LONGEST_NAME]
        name = Catalog(self.letter_language).text("letter.file", service=service.strip())
        return f"{name.rstrip(' -.')}.{FILES[action]}"

    def _questions(self) -> tuple[ProviderQuestion, ...]:
        session = self._session
        return provider_questions(session.matrix, session.questionnaire, session.assessment)

    def _shown(self, questions: tuple[ProviderQuestion, ...]) -> tuple[ProviderQuestion, ...]:
        return tuple(q for q in questions if self._shows in (ALL, q.why.value))

    def _card(self) -> ListCard:
        say = self._catalog.text
        found = self._questions()
        if self._shows not in (ALL, *(question.why.value for question in found)):
            self._shows = ALL  # nothing is asked for that reason any more
        shown = self._shown(found)
        rows = [worded(question, at, self._catalog) for at, question in enumerate(shown, start=1)]
        is_whole = len(shown) == len(found)
        counts = say("letter.tab.count", count=len(found))
        some = say("letter.tab.some", shown=len(shown), count=len(found))
        return ListCard(
            intro=say("letter.tab.intro"),
            name=say("letter.tab.name"),
            facts=f"{counts if is_whole else some}   {say('word.attribution')}",
            blocked=say("letter.tab.blocked") if self._session.assessment.is_final else "",
            choices=self._choices(found),
            headings=tuple(say(f"letter.tab.column.{x}") for x in ("duty", "question")),
            rows=tuple((row.id, self._row(row)) for row in rows),
            nothing=say("letter.tab.nothing"),
            actions=self._actions(has_questions=bool(shown)),
        )

    def _choices(self, found: tuple[ProviderQuestion, ...]) -> tuple[tuple[str, str, bool], ...]:
        say = self._catalog.text
        counts = {ALL: len(found)} | {
            why.value: sum(question.why is why for question in found) for why in AskedWhy
        }
        return tuple(
            (
                name,
                say("letter.tab.look", name=self._look(name), count=count),
                name == self._shows,
            )
            for name, count in counts.items()
            if count or name == ALL
        )

    def _look(self, name: str) -> str:
        key = "look.all" if name == ALL else f"why.{name}"
        return self._catalog.text(f"letter.tab.{key}")

    def _row(self, question: WordedQuestion) -> tuple[str, ...]:
        return (
            f"{question.duty}\n{self._look(question.why)}",
            "\n".join((question.text, *question.lines)),
        )

    def _actions(self, *, has_questions: bool) -> tuple[ListAction, ...]:
        say = self._catalog.text
        language = say(f"letter.language.{self.letter_language}")
        writing = [("copy", "file-text"), *((name, "download") for name in FILES)]
        is_final = self._session.assessment.is_final
        others = (
            ("read", "folder-open", say("letter.tab.read"), not is_final),
            ("language", "languages", say("letter.tab.language", language=language), has_questions),
        )
        written = ((name, icon, say(f"letter.tab.{name}"), has_questions) for name, icon in writing)
        return tuple(
            ListAction(name=name, text=text, icon=icon, needs_row=False, is_enabled=is_enabled)
            for name, icon, text, is_enabled in (*written, *others)
        )
