"""What the presenters of an open assessment share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from model.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.i18n import Catalog
    from model.session import AssessmentSession

View = TypeVar("View")


class SessionPresenter(ABC, Generic[View]):
    """Shows a session on a page, and saves what the user does there.

    Args:
        session: the open assessment.
        catalog: the words; `use_catalog` brings others.
        view: the page.
        report: says what went wrong, above the page.
    """

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: View,
        report: Callable[[AppError], None],
    ) -> None:
        self._session = session
        self._catalog = catalog
        self._view = view
        self._report = report

    @abstractmethod
    def refresh(self) -> None:
        """Show the session as it stands."""

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def _try(self, save: Callable[[], None]) -> None:
        """Save; on failure say why and show again what is on disk."""
        try:
            save()
        except AppError as error:
            self._report(error)
            self.refresh()
