"""What a newer version of a questionnaire changes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.i18n import Catalog
    from model.questionnaire import Questionnaire
    from model.versions import Changes, Move


def change_lines(
    found: Changes, old: Questionnaire, new: Questionnaire, catalog: Catalog
) -> list[str]:
    """Return each kind of change with its questions, one on a line; one line where none."""
    lines: list[str] = []
    for kind, ids, source in (
        ("added", found.added, new),
        ("retired", found.retired, old),
        ("revalued", found.revalued, new),
        ("reworded", found.reworded, new),
    ):
        if ids:
            lines.append(catalog.text(f"moving.{kind}", count=len(ids)))
            lines += _named(ids, source, catalog)
    if found.others:
        lines.append(catalog.text("moving.others"))
    return lines or [catalog.text("moving.nothing")]


def move_text(
    found: Changes, moved: Move, old: Questionnaire, new: Questionnaire, catalog: Catalog
) -> str:
    """Return what changed, and what becomes of the answers, before anything is done."""
    lines = change_lines(found, old, new, catalog)
    lines += ["", catalog.text("moving.kept", count=moved.kept)]
    if moved.reopened:
        lines.append(catalog.text("moving.reopened", count=len(moved.reopened)))
        lines += _named(moved.reopened, new, catalog)
    if moved.dropped:
        lines.append(catalog.text("moving.dropped", count=len(moved.dropped)))
        lines += _named(moved.dropped, old, catalog)
    return "\n".join([*lines, "", catalog.text("moving.copy")])


def _named(ids: Iterable[str], source: Questionnaire, catalog: Catalog) -> list[str]:
    say, text = catalog.say, catalog.text
    return [text("moving.question", id=key, text=say(source.by_id[key].text)) for key in ids]
