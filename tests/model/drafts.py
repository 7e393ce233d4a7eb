"""Small questionnaires as records, for the tests of what an author does with them."""

from copy import deepcopy
from functools import cache
from pathlib import Path

from model.content.shelf import read_record

SOUND = Path(__file__).parent / "content" / "sound_questionnaire.yaml"


@cache
def _sound():
    return read_record(SOUND)


def draft(**changes):
    """Return a sound questionnaire about three duties, a record of its own each time."""
    top = {**deepcopy(_sound()), "id": "my-own", "retired": [], **changes}
    return {key: value for key, value in top.items() if key != "retired" or value}


def with_field(top, question_id, **fields):
    """Return a record in which one question has other fields."""
    questions = [{**q, **fields} if q["id"] == question_id else q for q in top["questions"]]
    return {**top, "questions": questions}


def without(top, question_id):
    """Return a record without one question."""
    return {**top, "questions": [q for q in top["questions"] if q["id"] != question_id]}
