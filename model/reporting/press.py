"""What every section of a report is set with: words, styles, paragraphs from plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.language import Language
from model.reporting.chinese import TextParagraph
from model.reporting.plain import narrow_quotes, text_lines
from model.reporting.styles import report_styles
from model.rounding import one_decimal, whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from reportlab.lib.styles import ParagraphStyle

    from model.i18n import Catalog
    from model.language import LocalizedText
    from model.reporting.styles import ReportStyles

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The catalogue and the styles of one report."""

    catalog: Catalog
    styles: ReportStyles

    @classmethod
    def for_catalog(cls, catalog: Catalog) -> Press:
        """Set a report in the language of a catalogue."""
        return cls(catalog=catalog, styles=report_styles(catalog.language))

    def text(self, name: str, /, **values: object) -> str:
        """Return a message of the report."""
        return self.catalog.text(f"report.{name}", **values)

    def word(self, name: str) -> str:
        """Return a word that screen and report share."""
        return self.catalog.text(f"word.{name}")

    def reader(self, name: str, /, **values: object) -> str:
        """Return a message of a report for one reader."""
        return self.catalog.text(f"reader.{name}", **values)

    def sentences(self, parts: Sequence[str]) -> str:
        """Return sentences one after the other; Chinese ones have no blank between them."""
        return (" " if self.catalog.language is Language.EN else "").join(parts)

    def say(self, text: LocalizedText) -> str:
        """Return a text of the content in the language of the report."""
        return self.catalog.say(text)

    def set(self, text: str, style: ParagraphStyle | None = None) -> TextParagraph:
        """Set plain text as one paragraph."""
        return TextParagraph(self._quoted(text), style or self.styles.body)

    def set_labelled(
        self, label: str, text: str, style: ParagraphStyle | None = None
    ) -> TextParagraph:
        """Set plain text after a label in bold."""
        return TextParagraph(
            self._quoted(text), style or self.styles.body, label=self._quoted(label)
        )

    def set_lines(self, text: str, style: ParagraphStyle | None = None) -> list[TextParagraph]:
        """Set plain text of any length, one paragraph a line."""
        return [self.set(line, style) for line in text_lines(text)]

    def set_steps(self, steps: tuple[str, ...]) -> list[TextParagraph]:
        """Set steps with their numbers."""
        return [
            TextParagraph(self._quoted(step), self.styles.step, bulletText=str(number))
            for number, step in enumerate(steps, start=1)
        ]

    def set_item(self, number: str, text: str) -> TextParagraph:
        """Set plain text beside a number in the margin."""
        return self.set_beside(number, text, self.styles.item)

    def set_beside(self, mark: str, text: str, style: ParagraphStyle) -> TextParagraph:
        """Set plain text beside a number or a bullet; the style leaves the margin for it."""
        return TextParagraph(self._quoted(text), style, bulletText=mark)

    def set_bullet(self, mark: str, text: str) -> TextParagraph:
        """Set plain text as one entry of a list."""
        return TextParagraph(self._quoted(text), self.styles.bullet, bulletText=mark)

    def _quoted(self, text: str) -> str:
        return narrow_quotes(text) if self.catalog.language is Language.EN else text


def headline(value: Fraction | None) -> str:
    """Return a number as headlines show it, or a dash where nothing counts."""
    return NOTHING if value is None else whole(value)


def figure(value: Fraction | None) -> str:
    """Return a number as tables show it, or a dash where nothing counts."""
    return NOTHING if value is None else one_decimal(value)
