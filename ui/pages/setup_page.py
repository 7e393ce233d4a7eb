"""Set-up: organisation, cloud service, facts and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from model.text import NAME_LENGTH, clean_line
from ui.widgets.basics import Card, Scrolled, button, clear, label, row, set_look
from ui.widgets.naming import name_field
from ui.widgets.option_row import RadioRow

if TYPE_CHECKING:
    from ui.presenters.setup_presenter import SetupCard


class SetupPage(Scrolled):
    """A form; `finished` carries what was entered."""

    finished = Signal(dict)
    questionnaire_chosen = Signal(str)
    move_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._wrong = label(role="danger")
        self._used = label(role="muted")
        self._newer = label(role="strong")
        self._move = button(on_click=self.move_requested.emit)
        self._move.setObjectName("move")
        self._questionnaire_label = label(role="heading")
        self._questionnaires, self._questionnaire_group = QVBoxLayout(), QButtonGroup(self)
        self._organisation, self._organisation_label = _field()
        self._service, self._service_label = _field()
        self._provider, self._provider_label = QComboBox(), label(role="strong")
        self._provider.setEditable(True)
        self._provider.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._model_label, self._model_help = label(role="heading"), label(role="muted")
        self._facts_label, self._facts_help = label(role="heading"), label(role="muted")
        self._depth_label = label(role="heading")
        self._models, self._facts, self._depths = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._model_group, self._depth_group = QButtonGroup(self), QButtonGroup(self)
        self._fact_buttons: dict[str, QPushButton] = {}
        self._save = button(kind="primary", icon_name="check", on_click=self._on_save)
        self._save.setObjectName("save")
        self._is_shown = False
        self._lay_out()

    def show_card(self, card: SetupCard) -> None:
        """Show the form; what the user typed and did not save is shown again as kept."""
        self._is_shown = True
        words = card.words
        for made, key in self._words():
            made.setText(words[key])
        for field, key in ((self._organisation, "organisation"), (self._service, "service")):
            field.setPlaceholderText(words[f"{key}.hint"])
            field.setAccessibleName(words[key])
        self._organisation.setText(card.organisation)
        self._service.setText(card.service)
        self._used.setText(card.used)
        self._used.setVisible(bool(card.used))
        self.show_newer(card.newer)
        self._show_questionnaires(card)
        self._show_providers(card)
        self._show_radios(self._models, self._model_group, card.models, card.model, "model")
        self._show_radios(self._depths, self._depth_group, card.depths, card.depth, "depth")
        self._depth_card.setVisible(bool(card.depths))
        self._default_depth = card.depth
        self._show_facts(card)
        self._wrong.hide()

    def show_newer(self, text: str) -> None:
        """Say that there is a newer version of the questionnaire; nothing where there is none."""
        self._newer.setText(text)
        self._newer_card.setVisible(bool(text))

    def show_missing(self, message: str) -> None:
        """Say what is missing and go to the first empty field."""
        self._wrong.setText(message)
        self._wrong.show()
        fields = (self._organisation, self._service)
        for field in fields:
            set_look(field, "wrong", not clean_line(field.text()))
        next(f for f in fields if not clean_line(f.text())).setFocus()

    def _lay_out(self) -> None:
        provider = QVBoxLayout()
        provider.addWidget(self._provider_label)
        provider.addWidget(self._provider)
        names = Card()
        for made, field in (
            (self._organisation_label, self._organisation),
            (self._service_label, self._service),
        ):
            names.add(made, field)
        names.add(provider)
        model = Card().add(self._model_label, self._model_help, self._models)
        facts = Card().add(self._facts_label, self._facts_help, self._facts)
        self._newer_card = Card().add(self._newer, row(self._move, 0))
        self._questionnaire_card = Card().add(self._questionnaire_label, self._questionnaires)
        self._depth_card = Card().add(self._depth_label, self._depths)
        self._default_depth = ""
        heads = (self._title, self._intro, self._used, self._newer_card, self._questionnaire_card)
        for part in (*heads, names, model, facts, self._depth_card, self._wrong):
            self.column.addWidget(part)
        self.column.addLayout(row(self._save, 0))
        self.column.addStretch(1)

    def _words(self) -> tuple[tuple[QLabel | QPushButton, str], ...]:
        return (
            (self._title, "title"),
            (self._intro, "intro"),
            (self._move, "move"),
            (self._questionnaire_label, "questionnaire"),
            (self._organisation_label, "organisation"),
            (self._service_label, "service"),
            (self._provider_label, "provider"),
            (self._model_label, "model"),
            (self._model_help, "model.help"),
            (self._facts_label, "facts"),
            (self._facts_help, "facts.help"),
            (self._depth_label, "depth"),
            (self._save, "save"),
        )

    def _show_providers(self, card: SetupCard) -> None:
        self._provider.clear()
        names = dict(card.providers)
        self._provider.addItems(list(names.values()))
        name_field(self._provider, card.words["provider"])
        self._provider.setCurrentText(names.get(card.provider, card.provider))
        if edit := self._provider.lineEdit():
            edit.setPlaceholderText(card.words["provider.hint"])
            edit.setAccessibleName(card.words["provider"])
            edit.setMaxLength(NAME_LENGTH)

    def _show_questionnaires(self, card: SetupCard) -> None:
        """Offer the questionnaires; choosing one asks for the form that goes with it."""
        self._questionnaire_card.setVisible(bool(card.questionnaires))
        self._show_radios(
            self._questionnaires,
            self._questionnaire_group,
            card.questionnaires,
            card.questionnaire,
            "questionnaire",
        )
        for made in self._questionnaire_group.buttons():
            name = made.objectName().partition(".")[2]
            made.clicked.connect(lambda _checked, name=name: self._choose(name))

    def _choose(self, questionnaire_id: str) -> None:
        self.questionnaire_chosen.emit(questionnaire_id)
        if (made := self._questionnaire_group.checkedButton()) is not None:
            made.setFocus()  # the form was built anew

    def _show_radios(
        self,
        column: QVBoxLayout,
        group: QButtonGroup,
        choices: tuple[tuple[str, str, str], ...],
        chosen: str,
        name: str,
    ) -> None:
        clear(column)
        column.setSpacing(8)
        for choice_id, title, text in choices:
            made = RadioRow(title, detail=text)
            made.setObjectName(f"{name}.{choice_id}")
            made.setChecked(choice_id == chosen)
            group.addButton(made)
            column.addWidget(made)

    def _show_facts(self, card: SetupCard) -> None:
        clear(self._facts)
        self._facts.setSpacing(8)
        self._fact_buttons = {}
        for fact, text, value in card.facts:
            line = QHBoxLayout()
            question = label(text)
            line.addWidget(question, stretch=1)
            group = QButtonGroup(self._facts)
            for answer, words in ((True, card.yes), (False, card.no)):
                made = button(words, kind="segment")
                made.setCheckable(True)
                made.setChecked(answer is value)
                made.setObjectName(f"fact.{fact}.{'yes' if answer else 'no'}")
                made.setAccessibleName(f"{text} {words}")
                group.addButton(made)
                line.addWidget(made)
                if answer:
                    self._fact_buttons[fact] = made
            self._facts.addLayout(line)

    def entered(self) -> dict[str, object] | None:
        """Return what is filled in; None before the form was shown."""
        if not self._is_shown:
            return None
        return {
            "organisation": self._organisation.text(),
            "service": self._service.text(),
            "provider": self._provider.currentText(),
            "model": _chosen(self._model_group, "iaas"),
            "depth": _chosen(self._depth_group, self._default_depth),
            "facts": {fact: made.isChecked() for fact, made in self._fact_buttons.items()},
        }

    def _on_save(self) -> None:
        self.finished.emit(self.entered())


def _field() -> tuple[QLineEdit, QLabel]:
    field = QLineEdit()
    field.setMaxLength(NAME_LENGTH)
    return field, label(role="strong")


def _chosen(group: QButtonGroup, default: str) -> str:
    made = group.checkedButton()
    return made.objectName().partition(".")[2] if made is not None else default
