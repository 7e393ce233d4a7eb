"""Events of the model: plain Python, so that the model runs without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakMethod

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Event(Generic[T]):
    """A thing that happens, with a payload for those who listen.

    Listeners are bound methods, held weakly: a closed page needs no clean-up.
    Everything runs on the caller's thread, in the order of connection.
    """

    def __init__(self) -> None:
        self._listeners: list[WeakMethod[Callable[[T], None]]] = []

    def connect(self, method: Callable[[T], None]) -> None:
        """Call a bound method on every later `emit`."""
        self._listeners.append(WeakMethod(method))

    def emit(self, payload: T) -> None:
        """Tell the listeners that are still alive."""
        self._listeners = [ref for ref in self._listeners if ref() is not None]
        for ref in tuple(self._listeners):
            if (method := ref()) is not None:
                method(payload)
