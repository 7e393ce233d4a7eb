"""Report: its language, where it goes, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import Voice
from model.exchange.assessment_file import to_file
from model.files import write_whole
from model.i18n import Catalog
from model.language import Language
from model.library import report_of
from model.reporting.data import ReportOptions
from model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.reporting.data import ReportData
    from model.session import AssessmentSession

_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingCard:
    """Everything the page shows.

    Attributes:
        languages: id and name of each language of the report.
        identity: id, version and hash of the questionnaire.
        voices: id and name of each voice the numbers can follow; empty where only one spoke.
        can_leave_out: there are entries of the auditor.
        can_set_apart: there are observations, and they are printed.
    """

    words: dict[str, str]
    languages: tuple[tuple[str, str], ...]
    language: str
    identity: str
    voices: tuple[tuple[str, str], ...]
    voice: str
    can_leave_out: bool
    leaves_out: bool
    can_set_apart: bool
    sets_apart: bool


class PrintingView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: PrintingCard) -> None: ...


class PrintingPresenter:
    """Runs the report page; the slow work itself is started by the window."""

    def __init__(self, session: AssessmentSession, catalog: Catalog, view: PrintingView) -> None:
        self._session = session
        self._catalog = catalog
        self._view = view
        self._language = catalog.language
        self._voice: Voice | None = None
        self._leaves_out = False
        self._sets_apart = False

    def refresh(self) -> None:
        """Show the page."""
        self._view.show_card(self._card())

    def use_language(self, language: str) -> None:
        """Choose the language of the report, apart from the window's."""
        self._language = Language(language)
        self.refresh()

    def use_voice(self, voice: str) -> None:
        """Choose whose answers the numbers follow, apart from the other pages."""
        self._voice = Voice(voice)
        self.refresh()

    def leave_out_auditor(self, leaves_out: bool) -> None:
        """Print findings and observations, or leave them out."""
        self._leaves_out = leaves_out
        self.refresh()

    def set_observations_apart(self, sets_apart: bool) -> None:
        """Give each observation a page of its own, or list them."""
        self._sets_apart = sets_apart
        self.refresh()

    @property
    def options(self) -> ReportOptions:
        """Return what the reader shall get; the voice is the session's until one is chosen."""
        return ReportOptions(
            voice=Voice.CUSTOMER if self._leaves_out else self._voice or self._session.voice,
            with_auditor=not self._leaves_out,
            one_observation_a_page=self._sets_apart,
        )

    def work(self) -> tuple[ReportData, Catalog]:
        """Return what the report is made from: frozen data and its words."""
        session = self._session
        data = report_of(
            session.matrix,
            session.questionnaire,
            session.assessment,
            session.budget,
            self.options,
        )
        return data, Catalog(self._language)

    def file_name(self) -> str:
        """Return a name for the report, without its ending and without risky characters."""
        organisation = clean_line(self._session.assessment.organisation, 40)
        safe = "".join(c for c in organisation if c.isalnum() or c in " -_").strip()
        name = Catalog(self._language).text("printing.file.name")
        return f"{safe}-{name}" if safe else name

    def save_file(self, path: Path) -> None:
        """Write the assessment as a file for another computer.

        Raises:
            OutputError: nothing was written.
        """
        raw = to_file(self._session.assessment, self._session.questionnaire)
        write_whole(path, _writer(raw))

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the report follows until another was chosen."""
        if self._language is self._catalog.language:
            self._language = catalog.language
        self._catalog = catalog

    def _card(self) -> PrintingCard:
        say = self._catalog.text
        questionnaire, held = self._session.questionnaire, self._session.assessment
        voices = [(v.value, say(f"printing.voice.{v}")) for v in Voice] if held.findings else []
        return PrintingCard(
            words=self._catalog.messages("printing"),
            languages=tuple((x.value, say(f"printing.{x}")) for x in Language),
            language=self._language.value,
            identity=say(
                "printing.identity",
                id=questionnaire.id,
                version=questionnaire.version,
                digest=questionnaire.digest[:_DIGEST_SHOWN],
            ),
            voices=tuple(voices),
            voice=self.options.voice.value,
            can_leave_out=bool(held.findings or held.observations),
            leaves_out=self._leaves_out,
            can_set_apart=bool(held.observations) and not self._leaves_out,
            sets_apart=self._sets_apart,
        )


def _writer(raw: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(raw)

    return write
