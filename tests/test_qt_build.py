"""What the Qt binding must hold, because the program would crash otherwise."""

import sys

from PySide6.QtCore import QObject


def test_calls_into_qt_leave_the_reference_count_of_none_alone():
    """PySide6 6.12.0 takes one reference of None with every call on Python 3.11.

    After some ten thousand calls the interpreter aborts, in the middle of an answer.
    """
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(1000):
        thing.setObjectName("x")

    assert abs(sys.getrefcount(None) - before) < 500
