"""Evidence: a list, what can be done with it, and a preview of the chosen piece."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QPlainTextEdit

from ui.tables.row_table import RowTable
from ui.widgets.action_row import ActionRow
from ui.widgets.basics import GAP, Card, Scrolled, label
from ui.widgets.picture import badge, thumbnail
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.presenters.evidence_card import EvidenceCard, EvidenceRow

PICTURE = QSize(360, 160)
"""The most pixels of a picture in the preview."""

_LINES = 12
"""Lines of text that the list has room for at least; then the page scrolls."""

_ICON_LINES = 2.4
"""Lines of text that the picture of a row is high."""

_ICON_MOST = 60
"""Pixels of it at most, so that large text has room beside it."""

_KEPT = 200
"""Small pictures that are kept; of others the badge is shown until they are read again."""

_PAUSE = 40
"""Milliseconds of scrolling for which pictures are gathered before they are wanted."""

_CONTENT_LINES = 6
"""Lines of a text that the preview has room for."""


class EvidencePage(Scrolled):
    """Shows evidence; `requested` tells a button and the chosen row, `chosen` a row.

    `thumbnails_wanted` tells the hashes of pictures on screen, and the most pixels of a side.
    """

    requested = Signal(str, str)
    chosen = Signal(str)
    files_dropped = Signal(list)
    thumbnails_wanted = Signal(list, int)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("evidence")
        self._intro, self._blocked = label(role="muted"), label(role="warning")
        self._nothing, self._note = label(role="muted"), label(role="muted")
        self._rows = RowTable()
        self._rows.draw_with(self._icon_of)
        self._badges: dict[str, QIcon] = {}
        self._thumbnails: dict[str, QIcon | None] = {}
        self._wanting = QTimer(self)
        self._wanting.setSingleShot(True)
        self._wanting.setInterval(_PAUSE)
        self._table = Table(self._rows)
        self._table.setObjectName("evidence-rows")
        self._row_of: dict[str, EvidenceRow] = {}
        self._headings: tuple[str, ...] = ()
        self._actions = ActionRow("evidence")
        self._heading, self._text = label(role="heading"), label()
        self._picture = label(wrap=False)
        self._content = QPlainTextEdit()
        self._content.setReadOnly(True)
        self._content.setTabChangesFocus(True)
        parts = (self._heading, self._picture, self._text, self._content)
        self._preview = Card(margin=GAP).add(*parts)
        self._can_add = False
        self.setAcceptDrops(True)
        self.setFocusProxy(self._table)
        self._lay_out()
        self._listen()

    def show_card(self, card: EvidenceCard) -> None:
        """Show the list; the chosen row stays chosen while it is there."""
        before = self.current_id()
        for made, text in (
            (self._intro, card.intro),
            (self._blocked, card.blocked),
            (self._nothing, "" if card.rows else card.nothing),
        ):
            made.setText(text)
            made.setVisible(bool(text))
        self._can_add = not card.blocked
        self._actions.show_actions(card.actions)
        self._heading.setText(card.preview)
        self._content.setAccessibleName(card.preview)
        self._show_rows(card, before)
        self._size_icons()
        self._table.setAccessibleName(card.name)
        self._table.setVisible(bool(card.rows))
        self._preview.setVisible(bool(card.rows))
        self._table.wrap()
        self._update_buttons()
        if self.current_id() != before:
            self.chosen.emit(self.current_id() or "")

    def show_note(self, text: str) -> None:
        """Say what goes on now; nothing for an empty text."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def show_thumbnail(self, sha256: str, image: QImage | None) -> None:
        """Draw a picture in its rows; None where it cannot be drawn, so that the badge stays."""
        while len(self._thumbnails) >= _KEPT:
            del self._thumbnails[next(iter(self._thumbnails))]
        side = self._table.iconSize().width()
        drawn = None if image is None else thumbnail(image, side, self._table)
        self._thumbnails[sha256] = drawn
        self._table.viewport().update()

    def retry_thumbnails(self) -> None:
        """Let pictures that could not be drawn be wanted again."""
        self._thumbnails = {key: drawn for key, drawn in self._thumbnails.items() if drawn}

    def show_text(self, text: str) -> None:
        """Say something in place of a preview."""
        self._text.setText(text)
        self._show_only(self._text)

    def show_content(self, text: str) -> None:
        """Show a text that is evidence, in a box that scrolls by keyboard too."""
        self._content.setPlainText(text)
        self._content.setFixedHeight(self.fontMetrics().lineSpacing() * _CONTENT_LINES)
        self._show_only(self._content)

    def show_picture(self, image: QImage, name: str) -> None:
        """Show a picture as the preview; its name is for those who cannot see it."""
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setAccessibleName(name)
        self._show_only(self._picture)

    def current_id(self) -> str | None:
        """Return the chosen row; None where none is."""
        return self._table.current_id() if self._row_of else None

    def choose(self, evidence_id: str) -> None:
        """Choose a row, if it is there."""
        self._table.choose(evidence_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._can_add and _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_in(event.mimeData())
        if self._can_add and files:
            event.setDropAction(Qt.DropAction.CopyAction)  # the original stays where it is
            event.accept()
            self.files_dropped.emit(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._table.setMinimumHeight(max(line * _LINES, self.height() - line * 24))

    def _show_only(self, wanted: QWidget) -> None:
        for part in (self._picture, self._text, self._content):
            part.setVisible(part is wanted)

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, GAP, GAP, 0)
        for part in (self._blocked, self._nothing, self._note, self._picture, self._content):
            part.hide()
        self.column.addWidget(self._intro)
        self.column.addWidget(self._blocked)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._table, stretch=1)
        self.column.addWidget(self._actions)
        self.column.addWidget(self._note)
        self.column.addWidget(self._preview)
        self.column.addStretch(0)

    def _listen(self) -> None:
        self._table.opened.connect(lambda _: self._actions.press("open"))
        self._table.chosen.connect(self._on_chosen)
        self._actions.press_on_delete(self._table, "detach", "remove")
        self._actions.pressed.connect(self._on_pressed)
        self._wanting.timeout.connect(self._want_thumbnails)

    def _size_icons(self) -> None:
        side = min(round(self._table.fontMetrics().lineSpacing() * _ICON_LINES), _ICON_MOST)
        if side != self._table.iconSize().width():
            self._table.setIconSize(QSize(side, side))
            self._badges.clear()
            self._thumbnails.clear()

    def _icon_of(self, evidence_id: str) -> QIcon:
        """Return what stands at the start of a row that is drawn, and want a missing picture."""
        row = self._row_of.get(evidence_id)
        if row is None:
            return QIcon()
        if row.picture and row.picture not in self._thumbnails and not self._wanting.isActive():
            self._wanting.start()
        drawn = self._thumbnails.get(row.picture) if row.picture else None
        if drawn is not None:
            return drawn
        if row.badge not in self._badges:
            side = self._table.iconSize().width()
            self._badges[row.badge] = badge(row.badge, side, self._table)
        return self._badges[row.badge]

    def _want_thumbnails(self) -> None:
        shown = (self._row_of.get(each) for each in self._table.shown_ids())
        pictures = dict.fromkeys(row.picture for row in shown if row is not None and row.picture)
        wanted = [each for each in pictures if each not in self._thumbnails]
        if wanted:
            dots = self._table.devicePixelRatioF()
            self.thumbnails_wanted.emit(wanted, round(self._table.iconSize().width() * dots))

    def _on_chosen(self, evidence_id: str) -> None:
        self._update_buttons()
        self.chosen.emit(evidence_id)

    def _show_rows(self, card: EvidenceCard, chosen: str | None) -> None:
        """Show the rows; where only their texts are new, the list stays scrolled as it is."""
        are_the_same = list(self._row_of) == [each.id for each in card.rows]
        before = self._row_of
        self._row_of = {each.id: each for each in card.rows}
        if are_the_same and self._headings == card.headings:
            for each in card.rows:
                if each.texts != before[each.id].texts:
                    self._rows.show_row(each.id, each.texts)
            return
        self._headings = card.headings
        self._table.blockSignals(True)  # the chosen row is told once, when all is shown
        self._rows.show_rows(card.headings, [(each.id, each.texts) for each in card.rows])
        if card.rows:
            self._table.choose(chosen if chosen in self._row_of else card.rows[0].id)
        self._table.blockSignals(False)

    def _on_pressed(self, name: str) -> None:
        self.requested.emit(name, self.current_id() or "")

    def _update_buttons(self) -> None:
        row = self._row_of.get(self.current_id() or "")
        self._actions.allow(lambda name: row is not None and name in row.can)


def _files_in(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
