"""Results and plan as a document to edit or to read aloud: Word, or HTML in one file."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from model.document import Block, Document, Edition, Fields, Heading, Paragraph, same
from model.errors import InputError
from model.exports import document_actions, document_division, document_results
from model.exports.document_words import DocumentWords
from model.progress import UNWATCHED, Progress
from model.reporting import appendix
from model.reporting.cover import cover_facts
from model.reporting.wordings import CRITICAL_MARK, organisation, service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from model.i18n import Catalog
    from model.language import LocalizedText
    from model.reporting.data import ReportData

    Section = tuple[str, Callable[[DocumentWords], Iterator[Block]]]

WORD, HTML = (".docx",), (".html", ".htm")
SHORT_DIGEST = 12
MADE = 0.2
"""Part of the work that is done once the document is made, before it is written."""

ANSWER = 2
"""Column of an answer, which the note stands with."""


def write_plan_document(
    data: ReportData, catalog: Catalog, path: Path, progress: Progress = UNWATCHED
) -> None:
    """Write results and plan as Word or HTML; the same input gives the same bytes.

    Args:
        data: everything the document prints.
        catalog: its language is the language of the document.
        path: where the file shall be; its ending says which of both.
        progress: who is told how far the work is, and can end it.

    Raises:
        Cancelled: the user ended it; no file is left, an older one stays.
        InputError: the name of the file ends otherwise.
        OutputError: the file cannot be written; an older one stays.
    """
    ending = path.suffix.lower()
    if ending in WORD:
        from model.reporting.document_docx import write_docx as write  # noqa: PLC0415  slow
    elif ending in HTML:
        from model.reporting.document_html import write_html as write  # noqa: PLC0415
    else:
        raise InputError("error.word_or_html", file=str(path))
    progress.reach(0)
    document = plan_document(data)
    rest = Progress(
        tell=lambda share: progress.tell(MADE + (1 - MADE) * share),
        is_stopped=progress.is_stopped,
    )
    write(document, Edition(catalog.language.value), path, rest)


def plan_document(data: ReportData) -> Document:
    """Return results and plan as neutral blocks; its sections have the numbers of the report."""
    words = DocumentWords(data)
    questionnaire = data.questionnaire
    return Document(
        title=words.report("title"),
        about=words.said(
            lambda held, press: press.text("separator").join(
                (organisation(held, press), service(held, press))
            )
        ),
        foot=words.report(
            "footer",
            attribution=words.text("word.attribution"),
            id=questionnaire.id,
            version=questionnaire.version,
            digest=questionnaire.digest[:SHORT_DIGEST],
        ),
        page_of=words.report("page"),
        program=words.text("word.app"),
        blocks=tuple(_blocks(words)),
    )


def _blocks(words: DocumentWords) -> Iterator[Block]:
    yield from _seal_warning(words)
    yield Fields(pairs=words.pairs(cover_facts))
    for number, (name, make) in enumerate(SECTIONS, start=1):
        yield Heading(text=_numbered(same(str(number)), name, words))
        yield from make(words)
    for letter, (name, make) in zip(ascii_uppercase, APPENDICES, strict=False):
        yield Heading(text=_numbered(words.report("appendix", letter=letter), name, words))
        yield from make(words)


def _numbered(number: LocalizedText, name: str, words: DocumentWords) -> LocalizedText:
    return words.report("section", number=number, title=words.report(f"{name}.title"))


def _seal_warning(words: DocumentWords) -> Iterator[Block]:
    if not words.data.is_intact:
        title, text = words.report("sign_off.broken.title"), words.report("sign_off.broken")
        yield Paragraph(text=words.own("remark", name=title, text=text))


def _answers(words: DocumentWords) -> Iterator[Block]:
    yield Paragraph(text=words.report("answers.intro", mark=CRITICAL_MARK))
    listing = words.table(appendix.answer_listing, below=ANSWER)
    yield listing if listing.rows else Paragraph(text=words.report("answers.none"))


def _left_out(words: DocumentWords) -> Iterator[Block]:
    listing = words.table(appendix.left_out_listing)
    if listing.rows:
        yield Paragraph(text=words.report("left_out.intro"))
        yield listing
    else:
        yield Paragraph(text=words.report("left_out.none"))
    if words.data.evaluation.ignored:
        yield Heading(text=words.report("left_out.ignored.title"), level=2)
        yield Paragraph(text=words.said(appendix.ignored_text))


def _colophon(words: DocumentWords) -> Iterator[Block]:
    yield Fields(pairs=words.pairs(appendix.colophon_pairs))
    yield Paragraph(text=words.report("colophon.text"), is_small=True)
    yield Paragraph(text=words.text("word.attribution"), is_small=True)


SECTIONS: tuple[Section, ...] = (
    ("reading", document_results.reading),
    ("summary", document_results.summary),
    ("division", document_division.division),
    ("results", document_results.results_of),
    ("gaps", document_results.gaps),
    ("plan", document_actions.plan),
    ("ask", document_actions.ask),
)
APPENDICES: tuple[Section, ...] = (
    ("answers", _answers),
    ("left_out", _left_out),
    ("colophon", _colophon),
)
