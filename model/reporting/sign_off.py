"""How far an assessment is, its round and its seal, for the cover and the colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.reporting.flowables import note

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.assessment import Seal
    from model.reporting.data import ReportData
    from model.reporting.press import Press

    Pair = tuple[str, str]


SHORT_REASON = 80
"""Characters of a reason that the cover shows; the colophon has all of it."""


def status_pairs(data: ReportData, press: Press, limit: int | None = None) -> list[Pair]:
    """Return state, round and seal as names and values.

    Args:
        data: what the report prints.
        press: what it is set with.
        limit: characters of the reason of a round; None for all.
    """
    status, opened = data.assessment.status, data.assessment.round
    pairs = [(press.text("sign_off.state"), press.word(f"status.{status.state.value}"))]
    if opened.number > 1:
        key = "sign_off.round.reason" if opened.reason else "sign_off.round.number"
        text = press.text(key, number=opened.number, reason=_cut(opened.reason, limit))
        pairs.append((press.text("sign_off.round"), text))
    if status.seal is not None:
        return [*pairs, *_seal_pairs(status.seal, data, press)]
    if data.assessment.is_final:
        pairs.append((press.text("sign_off.seal"), press.text("sign_off.none")))
    return pairs


def seal_warning(data: ReportData, press: Press) -> list[Flowable]:
    """Return a box that says that the seal is broken; nothing where it is not."""
    if data.is_intact:
        return []
    title, text = press.text("sign_off.broken.title"), press.text("sign_off.broken")
    return [note(press, title, text, strong=True)]


def _seal_pairs(seal: Seal, data: ReportData, press: Press) -> list[Pair]:
    when = seal.sealed_at.isoformat(sep=" ", timespec="minutes")
    pairs = [
        (press.text("sign_off.by"), press.text("sign_off.by.text", name=seal.sealed_by, when=when)),
        (press.text("sign_off.seal"), seal.sha256),
    ]
    if not data.is_intact:
        pairs.append((press.text("sign_off.check"), press.text("sign_off.broken.title")))
    if data.is_shortened:
        pairs.append((press.text("sign_off.covers"), press.text("sign_off.shortened")))
    return pairs


def _cut(text: str, limit: int | None) -> str:
    return text if limit is None or len(text) <= limit else f"{text[:limit]}…"
