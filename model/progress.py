"""How far a long piece of work is, and whether it shall end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818  nothing went wrong: the user stopped it
    """The user stopped the work; nothing was left behind."""


def _nobody(_share: float) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Who is told how far the work is, and who can end it.

    Attributes:
        tell: gets the share done, 0 to 1.
        is_stopped: asked often; True ends the work.
    """

    tell: Callable[[float], None] = _nobody
    is_stopped: Callable[[], bool] = _never

    def reach(self, share: float) -> None:
        """Say that a share of the work is done, 0 to 1.

        Raises:
            Cancelled: the work shall end.
        """
        if self.is_stopped():
            raise Cancelled
        self.tell(share)


UNWATCHED = Progress()
"""For work that nobody waits for."""
