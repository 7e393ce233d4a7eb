"""Every value that two copies can change differently has words in both languages."""

import pytest

from model.change import Part, value_at
from model.i18n import Catalog
from model.language import Language
from model.library import content
from model.merging import Conflict
from tests.builders import chosen, make_assessment
from tests.model.storage.workspace import full_assessment
from ui.presenters.merge_words import ConflictWords

FULL = full_assessment()
MATRIX, QUESTIONNAIRE = content(FULL.questionnaire_id)
PLACES = [
    (part, key)
    for part in Part
    if part is not Part.STATUS
    for key in ([*getattr(FULL, part)] if isinstance(getattr(FULL, part), dict) else [""])
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("part", "key"), PLACES)
def test_every_value_is_worded_beside_one_that_was_removed(part, key, language):
    words = ConflictWords(QUESTIONNAIRE, MATRIX, FULL.interviews, Catalog(language))
    conflict = Conflict(part=part, key=key, ours=value_at(FULL, part, key), theirs=None)

    ours, theirs = words.sides(conflict)

    assert words.what(conflict)
    assert ours
    assert theirs == Catalog(language).text("importing.gone")


@pytest.mark.parametrize("language", list(Language))
def test_an_answer_that_one_side_confirmed_is_told_apart(language):
    words = ConflictWords(QUESTIONNAIRE, MATRIX, {}, Catalog(language))
    answers = {"CA.1-Q1": chosen(50)}
    ours = make_assessment(answers=answers).answers["CA.1-Q1"]
    carried = {"CA.1-Q1": {**answers["CA.1-Q1"], "carried": True}}
    theirs = make_assessment(answers=carried).answers["CA.1-Q1"]

    one, other = words.sides(Conflict(part=Part.ANSWERS, key="CA.1-Q1", ours=ours, theirs=theirs))

    assert one != other
