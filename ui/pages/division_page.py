"""Division: what is to be agreed, and every responsibility with its holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.pages.override_dialog import OverrideDialog
from ui.tables.row_table import RowTable
from ui.widgets.basics import (
    GAP,
    PAGE_MARGIN,
    Card,
    Flow,
    Scrolled,
    button,
    chip,
    clear,
    label,
    row,
    set_look,
)
from ui.widgets.naming import name_field
from ui.widgets.option_row import RadioRow
from ui.widgets.table import Table

if TYPE_CHECKING:
    from ui.presenters.division_presenter import AgreeCard, DetailsCard, DivisionCard

_NARROW = 900


class DivisionPage(QWidget):
    """Two views of one division: to agree, and all of it."""

    option_chosen = Signal(str, str)
    known_by_chosen = Signal(str, int)
    row_chosen = Signal(str)
    changed = Signal(dict)
    reverted = Signal(str)
    next_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._card: DivisionCard | None = None
        self._details: DetailsCard | None = None
        self._agree_parts: dict[str, _AgreePart] = {}
        self._title, self._intro = label(role="title"), label(role="muted")
        self._counts = Flow()
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        self._tabs = QTabWidget()
        self._tabs.addTab(self._make_agree(), "")
        self._tabs.addTab(self._make_all(), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._title)
        layout.addWidget(self._intro)
        layout.addLayout(self._counts)
        layout.addWidget(self._tabs, stretch=1)
        layout.addLayout(row(0, self._next))

    def show_card(self, card: DivisionCard) -> None:
        """Show the division; what has the focus keeps it."""
        self._card = card
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._next.setText(words["next"])
        self._tabs.setTabText(0, card.tab_agree)
        self._tabs.setTabText(1, card.tab_all)
        self._tabs.setTabVisible(0, bool(card.agree))
        clear(self._counts)
        for name, number, tone in card.counts:
            self._counts.addWidget(chip(f"{name} {number}", tone))
        self._agree_title.setText(card.agree_title)
        self._agree_intro.setText(words["agree.intro"])
        self._show_agree(card)
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, [(r.id, r.texts) for r in card.rows])
        self._table.fit(stretched=0)
        self._table.row_height(self.fontMetrics().height() + 18)
        self._table.setAccessibleName(words["table"])
        if chosen:
            self._table.choose(chosen)
        self._change.setText(words["change"])
        self._revert.setText(words["revert"])

    def show_details(self, details: DetailsCard | None) -> None:
        """Show one responsibility in full; None shows how to choose one."""
        self._details = details
        self._change.setVisible(details is not None)
        self._revert.setVisible(details is not None and details.is_overridden)
        clear(self._lines)
        if details is None:
            words = self._card.words if self._card else {}
            self._lines.addWidget(label(words.get("details.choose", ""), "muted"))
            return
        self._lines.addWidget(label(details.group, "small"))
        self._lines.addWidget(label(details.name, "heading"))
        self._lines.addLayout(row(chip(details.now, "accent"), 0))
        self._lines.addWidget(label(details.definition))
        for heading, text in details.lines:
            if heading:
                self._lines.addWidget(label(heading, "caption"))
            self._lines.addWidget(label(text))

    def show_all(self, responsibility_id: str) -> None:
        """Turn to the list of all responsibilities and choose one."""
        self._tabs.setCurrentIndex(1)
        self._table.choose(responsibility_id)

    def _make_agree(self) -> QWidget:
        page = Scrolled(margin=0, gap=GAP)
        page.column.setContentsMargins(0, GAP, GAP, GAP)
        self._agree_title, self._agree_intro = label(role="heading"), label(role="muted")
        self._agree_column = QVBoxLayout()
        self._agree_column.setSpacing(GAP)
        page.column.addWidget(self._agree_title)
        page.column.addWidget(self._agree_intro)
        page.column.addLayout(self._agree_column)
        page.column.addStretch(1)
        return page

    def _make_all(self) -> QWidget:
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName("responsibilities")
        self._table.chosen.connect(self.row_chosen)
        self._table.opened.connect(lambda _: self._on_change())
        side = Scrolled(margin=GAP, gap=GAP)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._change = button(icon_name="pencil", on_click=self._on_change)
        self._change.setObjectName("change")
        self._revert = button(kind="ghost", icon_name="rotate-ccw", on_click=self._on_revert)
        buttons = Flow()
        buttons.addWidget(self._change)
        buttons.addWidget(self._revert)
        side.column.addLayout(self._lines)
        side.column.addLayout(buttons)
        side.column.addStretch(1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._table)
        self._splitter.addWidget(side)
        self._splitter.setSizes([700, 300])
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setChildrenCollapsible(False)
        return self._splitter

    def resizeEvent(self, event: object) -> None:
        """Put the details below the table where there is no room beside it."""
        narrow = self.width() < _NARROW * self.fontMetrics().height() / 20
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
        super().resizeEvent(event)  # type: ignore[arg-type]  # QResizeEvent

    def _show_agree(self, card: DivisionCard) -> None:
        if list(self._agree_parts) != [agree.id for agree in card.agree]:
            clear(self._agree_column)
            self._agree_parts = {}
            for agree in card.agree:
                part = _AgreePart(self, agree.id)
                self._agree_parts[agree.id] = part
                self._agree_column.addWidget(part)
        for agree in card.agree:
            self._agree_parts[agree.id].show_card(agree, card.words)

    def _on_change(self) -> None:
        if self._card is None or self._details is None:
            return
        dialog = OverrideDialog(self._card, self._details, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.changed.emit(dialog.entered())
        dialog.deleteLater()

    def _on_revert(self) -> None:
        if self._details is not None:
            self.reverted.emit(self._details.id)


class _AgreePart(Card):
    """One negotiable duty with its options."""

    def __init__(self, page: DivisionPage, negotiation_id: str) -> None:
        super().__init__()
        self._page = page
        self._id = negotiation_id
        self._title, self._name = label(role="heading"), label(role="small")
        self._status = chip("")
        self._options = QVBoxLayout()
        self._options.setSpacing(8)
        self._group = QButtonGroup(self)
        self._known_label = label(role="strong")
        self._known_by = QComboBox()
        self._known_by.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._known_by.activated.connect(self._on_known)
        self._shown: tuple[object, ...] = ()
        self.add(row(self._status, 0), self._title, self._name, self._options)
        self.add(self._known_label, self._known_by)

    def show_card(self, card: AgreeCard, words: dict[str, str]) -> None:
        """Show the duty; the rows stay, so that the focus does."""
        self._title.setText(card.title)
        self._name.setText(card.name)
        self._status.setText(card.status)
        set_look(self._status, "tone", card.tone)
        if self._shown != card.options:
            self._make_rows(card)
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(made.objectName() == f"{card.id}.{card.chosen}")
        self._group.setExclusive(True)
        self._show_known_by(card, words)

    def _make_rows(self, card: AgreeCard) -> None:
        clear(self._options)
        self._shown = card.options
        for option_id, sentence, sides in card.options:
            made = RadioRow(sentence, detail=sides)
            made.setObjectName(f"{card.id}.{option_id}")
            made.setAccessibleName(f"{card.title} {sentence}")
            made.clicked.connect(lambda _=False, o=option_id: self._on_option(o))
            self._group.addButton(made)
            self._options.addWidget(made)

    def _show_known_by(self, card: AgreeCard, words: dict[str, str]) -> None:
        self._known_label.setText(words["known_by"])
        name_field(self._known_by, f"{card.title} {words['known_by']}")
        self._known_by.clear()
        for value, text in card.known_by:
            self._known_by.addItem(text, value)
        self._known_by.setPlaceholderText(words["agree.pending"])
        self._known_by.setCurrentIndex(self._known_by.findData(card.known_by_chosen))
        self._known_by.setObjectName(f"{card.id}.known_by")
        self._known_label.setVisible(bool(card.known_by))
        self._known_by.setVisible(bool(card.known_by))

    def _on_option(self, option_id: str) -> None:
        self._page.option_chosen.emit(self._id, option_id)

    def _on_known(self, index: int) -> None:
        self._page.known_by_chosen.emit(self._id, self._known_by.itemData(index))
