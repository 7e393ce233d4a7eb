"""How far a long piece of work is."""

import pytest

from model.progress import UNWATCHED, Cancelled, Progress


def test_who_waits_is_told_how_far_it_is():
    told = []

    Progress(tell=told.append).reach(0.4)

    assert told == [0.4]


def test_work_that_shall_end_stops_before_it_says_more():
    told = []

    with pytest.raises(Cancelled):
        Progress(tell=told.append, is_stopped=lambda: True).reach(0.4)

    assert told == []


def test_work_that_nobody_waits_for_goes_on():
    UNWATCHED.reach(1)
