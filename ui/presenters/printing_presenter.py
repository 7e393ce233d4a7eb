"""Report: for whom, as what, in which language, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import Voice
from model.exchange.assessment_file import to_file
from model.exports.forms import Form, endings, files_of, offered, write_export
from model.files import write_whole
from model.i18n import Catalog
from model.language import Language
from model.library import report_of
from model.reporting.data import Reader, ReportOptions
from model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.assessment import Assessment
    from model.history import HistoryEntry
    from model.progress import Progress
    from model.questionnaire import Questionnaire
    from model.reporting.data import ReportData
    from model.responsibility import ResponsibilityMatrix
    from model.session import AssessmentSession

PDF, WHOLE = "pdf", "whole"
"""What is not among the forms of `export`, and who is not among the readers."""

FORMS = (
    PDF,
    Form.DOCX.value,
    Form.XLSX.value,
    Form.CSV.value,
    Form.ICS.value,
    Form.HTML.value,
    Form.OSCAL.value,
    Form.JSON.value,
)
"""In the order in which they are offered: first what most people want."""

_EVERYTHING = (None, Reader.AUDITOR)
"""Readers who may have every form; all of these but the PDF hold everything there is."""

_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingCard:
    """Everything the page shows.

    Attributes:
        readers: id and name of each reader.
        reader_text: what the chosen one gets.
        forms: id and name of each form that there is for that reader.
        form_text: what the chosen one is for.
        hint: why there are no other forms; empty where there are.
        languages: id and name of each language of the report.
        identity: id, version and hash of the questionnaire.
        voices: id and name of each voice the numbers can follow; empty where only one spoke.
        can_leave_out: there are entries of the auditor.
        can_set_apart: there are observations, and they are printed.
    """

    words: dict[str, str]
    readers: tuple[tuple[str, str], ...]
    reader: str
    reader_text: str
    forms: tuple[tuple[str, str], ...]
    form: str
    form_text: str
    hint: str
    languages: tuple[tuple[str, str], ...]
    language: str
    identity: str
    voices: tuple[tuple[str, str], ...]
    voice: str
    can_leave_out: bool
    leaves_out: bool
    can_set_apart: bool
    sets_apart: bool


@dataclass(frozen=True, kw_only=True)
class PrintingOrder:
    """What is to be made, as frozen values, so that it can be made beside the window."""

    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    assessment: Assessment
    budget: int
    options: ReportOptions
    form: str
    language: Language
    history: tuple[HistoryEntry, ...]
    previous: Assessment | None

    @property
    def ending(self) -> str:
        """Return how the name of the file ends."""
        return _ending(self.form)

    def files(self, path: Path) -> tuple[Path, ...]:
        """Return every file that is written for a name, that one first."""
        return (path,) if self.form == PDF else files_of(Form(self.form), path)

    def data(self) -> ReportData:
        """Return what it is made from; scores and ranks, which takes a while."""
        return report_of(
            self.matrix,
            self.questionnaire,
            self.assessment,
            self.budget,
            self.options,
            history=self.history,
            previous=self.previous,
        )

    def write(self, path: Path, progress: Progress) -> None:
        """Make it.

        Raises:
            Cancelled: the work was ended; no file is left, an older one stays.
            InputError: there is nothing that the form could hold.
            OutputError: the file cannot be written; an older one stays.
        """
        progress.reach(0)
        data, words = self.data(), Catalog(self.language)
        if self.form != PDF:
            write_export(Form(self.form), data, words, path, progress)
            return
        from model.reporting.plan_report import write_report  # noqa: PLC0415  slow to import

        write_report(data, words, path, progress)


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
        self._reader: Reader | None = None
        self._form = PDF
        self._voice: Voice | None = None
        self._leaves_out = False
        self._sets_apart = False

    def refresh(self) -> None:
        """Show the page."""
        self._view.show_card(self._card())

    def use_reader(self, reader: str) -> None:
        """Choose for whom it is."""
        self._reader = None if reader == WHOLE else Reader(reader)
        self.refresh()

    def use_form(self, form: str) -> None:
        """Choose as what it is made."""
        self._form = form
        self.refresh()

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
    def form(self) -> str:
        """Return as what it is made: as chosen, where the reader may have that."""
        return self._form if self._reader in _EVERYTHING else PDF

    @property
    def options(self) -> ReportOptions:
        """Return what the reader shall get; the voice is the session's until one is chosen."""
        return ReportOptions(
            voice=Voice.CUSTOMER if self._leaves_out else self._voice or self._session.voice,
            with_auditor=not self._leaves_out,
            one_observation_a_page=self._sets_apart,
            reader=self._reader,
        )

    def order(self) -> PrintingOrder:
        """Return what is to be made, as it was chosen."""
        session = self._session
        return PrintingOrder(
            matrix=session.matrix,
            questionnaire=session.questionnaire,
            assessment=session.assessment,
            budget=session.budget,
            options=self.options,
            form=self.form,
            language=self._language,
            history=tuple(session.history()),
            previous=session.previous,
        )

    def report_name(self) -> str:
        """Return a name for the report, with its ending and without risky characters."""
        reader = self._reader.value if self._reader is not None else WHOLE
        return self._named(f"printing.file.name.{reader}") + _ending(self.form)

    def file_name(self) -> str:
        """Return a name for the assessment, without ending and without risky characters."""
        return self._named("printing.file.name")

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

    def _named(self, key: str) -> str:
        organisation = clean_line(self._session.assessment.organisation, 40)
        safe = "".join(c for c in organisation if c.isalnum() or c in " -_").strip()
        name = Catalog(self._language).text(key)
        return f"{safe}-{name}" if safe else name

    def _card(self) -> PrintingCard:
        say = self._catalog.text
        questionnaire, held = self._session.questionnaire, self._session.assessment
        reader = self._reader.value if self._reader is not None else WHOLE
        has_all = self._reader in _EVERYTHING
        forms = [form for form in FORMS if form == PDF or (has_all and form in offered())]
        voices = [(v.value, say(f"printing.voice.{v}")) for v in Voice] if held.findings else []
        prints = has_all and self.form == PDF and not self._leaves_out
        return PrintingCard(
            words=self._catalog.messages("printing"),
            readers=tuple((x, say(f"printing.reader.{x}")) for x in (WHOLE, *Reader)),
            reader=reader,
            reader_text=say(f"printing.reader.{reader}.text"),
            forms=tuple((form, say(f"printing.form.{form}")) for form in forms),
            form=self.form,
            form_text=say(f"printing.form.{self.form}.text"),
            hint="" if has_all else say("printing.only_pdf"),
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
            can_set_apart=bool(held.observations) and prints,
            sets_apart=self._sets_apart,
        )


def _writer(raw: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(raw)

    return write


def _ending(form: str) -> str:
    """Return how the name of a file of a form ends."""
    return f".{PDF}" if form == PDF else endings(Form(form))[0]
