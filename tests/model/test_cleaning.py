"""Whatever is typed into a value is plain text, and bounded, before it is kept."""

from dataclasses import fields, replace

import pytest

from model.change import KEYED, Part, value_at
from model.cleaning import cleaned
from model.text import NAME_LENGTH, NOTE_LENGTH
from tests.model.storage.workspace import full_assessment

FULL = full_assessment()
TYPED = (Part.OVERRIDES, Part.PLAN, Part.INTERVIEWS, Part.EVIDENCE, Part.OBSERVATIONS)
DIVISION = (Part.CLAIMS, Part.HANDOFFS, Part.ACCEPTED)
CODES = {"id", "responsibility_id", "question_id", "action_id", "sha256", "source", "evidence"}
HOSTILE = "  a\x00\u202eb\u200b" + "x" * 5000


def one_of(part):
    key = next(iter(getattr(FULL, part))) if part in KEYED else ""
    return value_at(FULL, part, key)


def typed_fields(value):
    """Return the names of the fields that hold what somebody typed."""
    held = {each.name: getattr(value, each.name) for each in fields(value)}
    return [name for name, text in held.items() if type(text) is str and name not in CODES]


@pytest.mark.parametrize("part", [*TYPED, *DIVISION, Part.AGREEMENT])
def test_every_text_of_a_value_is_plain_and_bounded(part):
    value = one_of(part)
    names = typed_fields(value)
    assert names

    kept = cleaned(replace(value, **dict.fromkeys(names, HOSTILE)))

    for name in names:
        text = getattr(kept, name)
        assert text.startswith("abx"), name
        assert len(text) in (NAME_LENGTH, NOTE_LENGTH), name
        assert cleaned(kept) == kept


def test_names_in_a_set_up_are_one_line():
    setup = FULL.setup
    service = replace(setup.service, name="a\nb", provider=" p ")

    kept = cleaned(replace(setup, organisation="A\n  B", service=service))

    assert (kept.organisation, kept.service.name, kept.service.provider) == ("A B", "a b", "p")


@pytest.mark.parametrize("part", [Part.STATUS, Part.AGREED])
def test_what_has_no_texts_stays_as_it_is(part):
    value = one_of(part)

    assert cleaned(value) is value
