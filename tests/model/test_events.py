"""Events tell those who still listen, in order, and keep nobody alive."""

from __future__ import annotations

import gc
import weakref

import pytest

from model.events import Event


class Page:
    def __init__(self, name="page", heard=None):
        self.name = name
        self.heard = [] if heard is None else heard

    def hear(self, payload):
        self.heard.append((self.name, payload))

    def fail(self, payload):
        raise ValueError(payload)


def test_a_listener_hears_what_happens():
    event, page = Event(), Page()
    event.connect(page.hear)

    event.emit(1)
    event.emit(2)

    assert page.heard == [("page", 1), ("page", 2)]


def test_a_listener_hears_nothing_from_before_it_was_connected():
    event, page = Event(), Page()
    event.emit(1)
    event.connect(page.hear)

    assert page.heard == []


def test_listeners_hear_in_the_order_of_connection():
    event, heard = Event(), []
    pages = [Page(name, heard) for name in "abc"]
    for page in pages:
        event.connect(page.hear)

    event.emit(1)

    assert heard == [("a", 1), ("b", 1), ("c", 1)]


def test_an_event_keeps_no_listener_alive():
    event, page = Event(), Page()
    event.connect(page.hear)
    gone = weakref.ref(page)

    del page
    gc.collect()

    assert gone() is None


def test_a_listener_that_is_gone_is_left_out_and_the_others_still_hear():
    event, heard = Event(), []
    pages = [Page(name, heard) for name in "abc"]
    for page in pages:
        event.connect(page.hear)

    del page, pages[1]
    gc.collect()
    event.emit(1)

    assert heard == [("a", 1), ("c", 1)]


def test_an_event_without_listeners_does_nothing():
    Event().emit(1)


def test_two_events_do_not_share_their_listeners():
    page, one, other = Page(), Event(), Event()
    one.connect(page.hear)

    other.emit(1)

    assert page.heard == []


def test_only_bound_methods_can_listen():
    with pytest.raises(TypeError):
        Event().connect(len)


def test_a_failure_of_a_listener_is_not_hidden():
    event, page = Event(), Page()
    event.connect(page.fail)

    with pytest.raises(ValueError, match="broken"):
        event.emit("broken")


class Opener:
    def __init__(self, event):
        self.event, self.heard, self.page = event, [], None

    def open(self, _payload):
        if self.page is None:
            self.page = Opener(self.event)
            self.event.connect(self.page.hear)

    def hear(self, payload):
        self.heard.append(payload)


def test_a_listener_connected_while_others_hear_waits_for_the_next_event():
    event = Event()
    opener = Opener(event)
    event.connect(opener.open)

    event.emit(1)
    event.emit(2)

    assert opener.page.heard == [2]
