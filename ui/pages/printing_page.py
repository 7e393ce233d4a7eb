"""Report: for whom, as what and in which language; make it, open it; save the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from ui.widgets.basics import Card, Flow, Scrolled, button, label
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.presenters.printing_presenter import PrintingCard


class PrintingPage(Scrolled):
    """Shows what can be made, and how far it is."""

    reader_chosen = Signal(str)
    form_chosen = Signal(str)
    language_chosen = Signal(str)
    voice_chosen = Signal(str)
    auditor_left_out = Signal(bool)
    observations_apart = Signal(bool)
    create_requested = Signal()
    cancel_requested = Signal()
    open_requested = Signal()
    folder_requested = Signal()
    save_file_requested = Signal()
    package_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._make_choices()
        self._make_options()
        self._make_work()
        self._identity = label(role="small")
        self._save_text = label(role="muted")
        self._save = button(icon_name="download", on_click=self.save_file_requested.emit)
        self._package = button(icon_name="download", on_click=self.package_requested.emit)
        self._package.setObjectName("package")
        self._lay_out()
        self.show_idle()

    def show_card(self, card: PrintingCard) -> None:
        """Show the page."""
        words = card.words
        for made, key in (
            (self._title, "title"),
            (self._intro, "intro"),
            (self._reader_label, "reader"),
            (self._form_label, "form"),
            (self._language_label, "language"),
            (self._voice_label, "voice"),
            (self._leave_out, "leave_out"),
            (self._apart, "apart"),
            (self._create, "create"),
            (self._cancel, "cancel"),
            (self._open, "open"),
            (self._folder, "folder"),
            (self._save_text, "save_file.text"),
            (self._save, "save_file"),
            (self._package, "package"),
        ):
            made.setText(words[key])
        self._identity.setText(card.identity)
        self._progress.setAccessibleName(words["progress"])
        self._readers.show_choices(words["reader"], card.readers, card.reader)
        self._reader_text.setText(card.reader_text)
        self._forms.show_choices(words["form"], card.forms, card.form)
        self._form_text.setText(card.form_text)
        self._hint.setText(card.hint)
        self._hint.setVisible(bool(card.hint))
        self._languages.show_choices(words["language"], card.languages, card.language)
        self._show_options(card)

    def show_idle(self) -> None:
        """Show that nothing is being made."""
        self._progress.hide()
        self._cancel.hide()
        self._create.setEnabled(True)

    def show_working(self, message: str) -> None:
        """Show that it is being made."""
        self._say(message)
        self._open.hide()
        self._folder.hide()
        self._progress.setValue(0)
        self._progress.show()
        self._cancel.show()
        self._create.setEnabled(False)

    def show_progress(self, share: float) -> None:
        """Show how far it is, 0 to 1."""
        self._progress.setValue(round(share * 100))

    def show_done(self, message: str) -> None:
        """Show that it is there, and offer it."""
        self.show_idle()
        self._say(message)
        self._open.show()
        self._folder.show()

    def show_ended(self, message: str) -> None:
        """Show that there is no file, and why."""
        self.show_idle()
        self._say(message)

    def _say(self, message: str) -> None:
        self._result.setText(message)
        self._result.setVisible(bool(message))

    def _make_choices(self) -> None:
        self._reader_label, self._reader_text = label(role="strong"), label(role="muted")
        self._form_label, self._form_text = label(role="strong"), label(role="muted")
        self._hint = label(role="small")
        self._language_label = label(role="strong")
        self._readers, self._forms = Segments("reader"), Segments("form")
        self._languages = Segments("report")
        self._readers.chosen.connect(self.reader_chosen)
        self._forms.chosen.connect(self.form_chosen)
        self._languages.chosen.connect(self.language_chosen)

    def _make_options(self) -> None:
        self._voice_label = label(role="strong")
        self._voices = Segments("voice")
        self._voices.chosen.connect(self.voice_chosen)
        self._leave_out, self._apart = QCheckBox(), QCheckBox()
        self._leave_out.setObjectName("leave_out")
        self._apart.setObjectName("apart")
        self._leave_out.clicked.connect(self.auditor_left_out)
        self._apart.clicked.connect(self.observations_apart)

    def _make_work(self) -> None:
        self._create = button(
            kind="primary", icon_name="file-text", on_click=self.create_requested.emit
        )
        self._create.setObjectName("create")
        self._cancel = button(kind="ghost", icon_name="x", on_click=self.cancel_requested.emit)
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._result = label(role="strong")
        self._result.setObjectName("result")
        self._result.hide()
        self._open = button(icon_name="external-link", on_click=self.open_requested.emit)
        self._folder = button(kind="ghost", on_click=self.folder_requested.emit)
        self._open.hide()
        self._folder.hide()

    def _lay_out(self) -> None:
        self.column.addWidget(self._title)
        self.column.addWidget(self._intro)
        whom = Card().add(self._reader_label, self._readers, self._reader_text)
        whom.add(self._voice_label, self._voices, self._leave_out)
        what = Card().add(self._form_label, self._forms, self._form_text, self._hint, self._apart)
        language = Card().add(self._language_label, self._languages)
        for card in (whom, what, language):
            self.column.addWidget(card)
        work = Card("soft").add(_side_by_side(self._create, self._cancel), self._progress)
        work.add(self._result, _side_by_side(self._open, self._folder), self._identity)
        self.column.addWidget(work)
        files = Card().add(self._save_text, _side_by_side(self._package, self._save))
        self.column.addWidget(files)
        self.column.addStretch(1)

    def _show_options(self, card: PrintingCard) -> None:
        """Show what the reader shall get, as far as there is a choice."""
        self._voices.show_choices(card.words["voice"], card.voices, card.voice)
        self._voices.setEnabled(not card.leaves_out)
        self._voice_label.setVisible(bool(card.voices))
        self._leave_out.setVisible(card.can_leave_out)
        self._leave_out.setChecked(card.leaves_out)
        self._apart.setVisible(card.can_set_apart)
        self._apart.setChecked(card.sets_apart)


def _side_by_side(*parts: QWidget) -> Flow:
    flow = Flow()
    for part in parts:
        flow.addWidget(part)
    return flow
