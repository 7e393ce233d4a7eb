from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import AssessmentState, Seal, Status
from model.content import shelf
from model.content.writer import to_yaml
from model.errors import InputError
from model.exchange.assessment_file import to_file
from model.exchange.package import Package, to_bytes
from model.handover import (
    Enclosures,
    Handed,
    about,
    handed,
    keep_questionnaire,
    packed,
    readable,
    receive,
)
from model.language import Language
from model.library import content, load_sample, read_assessment
from model.sealing import digest, is_intact
from model.storage.assessments import AssessmentStore
from model.storage.checking import faults_of_assessments
from tests.builders import chosen, make_assessment, possible_choices
from tests.model.drafts import draft, with_field
from tests.model.storage.workspace import MOMENT, OBSERVATION, answer, clock

QUESTIONNAIRE = content("oscar-2020")[1]


@pytest.fixture
def signed_off():
    held = replace(
        load_sample(Language.EN),
        findings={"CA.1-Q1": answer(choice="25")},
        observations={"o1": OBSERVATION},
        origin="one",
    )
    seal = Seal(sha256=digest(held), sealed_at=MOMENT, sealed_by="Wang")
    return replace(held, status=Status(state=AssessmentState.FINAL, seal=seal))


def pack(assessment):
    told = about(QUESTIONNAIRE, MOMENT, Language.EN)
    return packed(assessment, QUESTIONNAIRE, Enclosures(read=lambda _: None), about=told)


@pytest.mark.parametrize("what", Handed)
def test_what_was_handed_on_is_sound_where_it_is_kept(tmp_path, signed_off, what):
    received = receive(pack(handed(signed_off, what)), "a.shoulder")
    store = AssessmentStore.open(tmp_path, clock)
    kept = store.load(store.create(received.assessment))
    store.close()

    assert is_intact(kept)
    assert faults_of_assessments(tmp_path) == []


def test_only_the_whole_is_still_sealed(signed_off):
    assert handed(signed_off, Handed.ALL) == signed_off
    for what in (Handed.WITHOUT_AUDITOR, Handed.ANONYMISED):
        given = handed(signed_off, what)
        assert given.status.seal is None
        assert not given.is_final


def test_the_customer_receives_nothing_of_the_auditor(signed_off):
    given = handed(signed_off, Handed.WITHOUT_AUDITOR)

    assert (given.findings, given.observations) == ({}, {})


def test_the_same_assessment_makes_the_same_package(signed_off):
    assert pack(signed_off) == pack(signed_off)


def test_a_plain_file_and_a_package_hold_the_same_assessment(signed_off):
    raw = to_file(signed_off, QUESTIONNAIRE)

    for file in (raw, pack(signed_off)):
        assert readable(file, "a").assessment == read_assessment(raw, "a.json")
    assert receive(raw, "a.json").assessment == receive(pack(signed_off), "b").assessment


OWN = {"questionnaire_id": "my-own", "questionnaire_version": "1.0.0"}


@pytest.fixture
def here(tmp_path):
    """Give a shelf with two versions of a questionnaire of one's own; one has a comment."""
    folder = tmp_path / "here"
    for version in ("1.0.0", "1.1.0"):
        shelf.write_release(shelf.release_path(folder, "my-own", version), draft(version=version))
    path = shelf.release_path(folder, "my-own", "1.0.0")
    path.write_bytes("# 我写的\r\n".encode() + path.read_bytes())
    return folder


@pytest.fixture
def there(tmp_path):
    return tmp_path / "there"


def names(folder):
    return sorted(path.name for path in folder.glob("*"))


def own_assessment(**changes):
    answers = {"CA.1-Q1": chosen(50), "NW.1-Q1": chosen("1", "3")}
    return make_assessment(**{**OWN, "answers": answers, "origin": "one", **changes})


def pack_own(assessment, folder, *, base=None, passphrase=""):
    questionnaire = content("my-own", assessment.questionnaire_version, folder)[1]
    enclosures = Enclosures(read=lambda _: None, base=base, own=folder)
    told = about(questionnaire, MOMENT, Language.EN)
    return packed(assessment, questionnaire, enclosures, about=told, passphrase=passphrase)


def with_questionnaire(top, key="my-own", version="1.0.0"):
    """Return a package whose questionnaire may be anything: a record, or bytes."""
    held = own_assessment(questionnaire_id=key, questionnaire_version=version, answers={})
    raw = top if isinstance(top, bytes) else to_yaml(top).encode()
    made = Package(assessment=to_file(held, QUESTIONNAIRE), questionnaire=raw)
    return to_bytes(made)


def refused(raw, own=None):
    with pytest.raises(InputError) as caught:
        receive(raw, "a.shoulder", "", own)
    return caught.value


def test_a_questionnaire_of_ones_own_travels_with_its_exact_bytes(here, there):
    made = own_assessment()

    received = receive(pack_own(made, here), "a.shoulder", "", there)

    assert received.assessment == made
    assert received.brought == shelf.release_path(here, "my-own", "1.0.0").read_bytes()
    assert not there.exists()
    keep_questionnaire(received, there)
    assert names(there) == ["my-own@1.0.0.yaml"]
    assert content("my-own", "1.0.0", there) == content("my-own", "1.0.0", here)


@cache
def _shelf_to_send_from():
    folder = TemporaryDirectory()
    path = shelf.release_path(Path(folder.name), "my-own", "1.0.0")
    shelf.write_release(path, draft())
    return folder


@settings(deadline=None, max_examples=25)
@given(st.data(), st.sampled_from(Handed), st.sampled_from(["", "tea"]))
def test_whatever_is_answered_arrives_equal_where_the_questionnaire_is_not_known(
    data, what, passphrase
):
    here = Path(_shelf_to_send_from().name)
    asked = content("my-own", "1.0.0", here)[1].questions
    steps = {q.id: st.sampled_from(possible_choices(q)) for q in asked}
    given_ = data.draw(st.fixed_dictionaries({}, optional=steps))
    answers = {key: chosen(*choices) for key, choices in given_.items()}
    made = handed(own_assessment(answers=answers), what)

    with TemporaryDirectory() as name:
        there = Path(name)
        received = receive(pack_own(made, here, passphrase=passphrase), "a", passphrase, there)
        keep_questionnaire(received, there)
        again = receive(to_file(made, received.questionnaire), "a", "", there)

    assert received.assessment == again.assessment == made


@pytest.mark.parametrize("what", Handed)
def test_the_questionnaire_goes_along_whatever_is_handed_on(here, there, what):
    received = receive(pack_own(handed(own_assessment(), what), here), "a", "", there)

    assert received.questionnaire.title == content("my-own", "1.0.0", here)[1].title
    assert received.brought is not None


def test_the_version_that_the_assessment_names_goes_along(here, there):
    made = own_assessment(questionnaire_version="1.1.0")

    keep_questionnaire(receive(pack_own(made, here), "a", "", there), there)

    assert names(there) == ["my-own@1.1.0.yaml"]


def test_a_built_in_questionnaire_stays_at_home(signed_off, here):
    enclosures = Enclosures(read=lambda _: None, own=here)
    raw = packed(signed_off, QUESTIONNAIRE, enclosures, about={})

    assert b"questionnaire.yaml" not in raw
    assert receive(raw, "a").brought is None


def test_what_is_here_already_is_not_brought_again(here, there):
    received = receive(pack_own(own_assessment(), here), "a", "", there)
    shelf.write_release(shelf.release_path(there, "my-own", "1.0.0"), draft())
    before = {path: path.read_bytes() for path in there.iterdir()}

    again = receive(pack_own(own_assessment(), here), "a", "", there)
    keep_questionnaire(again, there)

    assert (again.assessment, again.brought) == (received.assessment, None)
    assert {path: path.read_bytes() for path in there.iterdir()} == before


def test_another_content_under_the_same_version_is_refused_and_stays(here, there):
    raw = pack_own(own_assessment(), here)
    received = receive(raw, "a", "", there)
    other = with_field(draft(), "CA.1-Q1", weight=1)
    path = shelf.release_path(there, "my-own", "1.0.0")
    shelf.write_release(path, other)
    before = path.read_bytes()

    error = refused(raw, there)

    assert error.key == "error.package.differs"
    assert error.details == {"file": "a.shoulder", "id": "my-own", "version": "1.0.0"}
    with pytest.raises(InputError):
        keep_questionnaire(received, there)
    assert path.read_bytes() == before


def test_keeping_the_same_questionnaire_twice_is_nothing_to_do(here, there):
    received = receive(pack_own(own_assessment(), here), "a", "", there)
    keep_questionnaire(received, there)
    keep_questionnaire(received, there)

    assert names(there) == ["my-own@1.0.0.yaml"]


@pytest.mark.parametrize("key", ["oscar-2020", "government-cloud-2020"])
def test_a_questionnaire_never_stands_for_a_built_in_one(there, key):
    error = refused(with_questionnaire(draft(id=key), key=key), there)

    assert (error.key, error.details["id"]) == ("error.package.built_in", key)
    with pytest.raises(InputError):
        readable(with_questionnaire(draft(id=key), key=key), "a", there)
    assert refused(with_questionnaire(draft(id=key)), there)
    assert not there.exists()


@pytest.mark.parametrize("top", [{"id": "other"}, {"version": "1.0.1"}])
def test_a_questionnaire_that_the_assessment_does_not_name_is_refused(here, there, top):
    for own in (here, there):
        error = refused(with_questionnaire(draft(**top)), own)

        assert error.key == "error.package.other_questionnaire"
        assert error.details["wanted"] == "my-own 1.0.0"


HOSTILE = {
    "no YAML": b"a: [\n",
    "no UTF-8": b"\xff",
    "empty": b"",
    "an alias": b"id: &a x\nversion: *a\n",
    "a tag": b"id: !!python/object/apply:os.system [x]\n",
    "deep": b"[" * 4000,
    "a list": b"- 1\n",
    "too large": b"#" * 4_000_001,
    "a matrix": b"responsibilities: []\n",
    "a path for an id": draft(id="../../evil"),
    "a line end in its version": draft(version="1.0.0\n"),
    "an unknown matrix": draft(matrix="../oscar-2020"),
    "an unknown field": draft(more="x"),
    "no questions": draft(questions=[]),
}


@pytest.mark.parametrize("top", HOSTILE.values(), ids=HOSTILE)
def test_a_questionnaire_that_is_not_sound_is_refused_with_its_place(there, catalog, top):
    error = refused(with_questionnaire(top), there)

    assert "a.shoulder › questionnaire.yaml" in catalog.explain(error)
    assert not there.exists()


@pytest.mark.parametrize("version", ["1.0.0\n", "1.0"])
def test_a_version_of_another_form_is_refused_before_anything_is_looked_up(there, version):
    assert refused(with_questionnaire(draft(version=version), version=version), there)


def test_an_answer_that_the_carried_questionnaire_does_not_have_is_refused(there):
    held = own_assessment(answers={"CA.2-Q1": chosen(50)})
    raw = to_file(held, content("oscar-2020")[1])
    yaml = to_yaml(draft()).encode()

    error = refused(to_bytes(Package(assessment=raw, questionnaire=yaml)), there)

    assert error.details["what"].key == "error.field.unknown_question"


def test_without_its_questionnaire_a_package_names_the_one_that_is_missing(here, there):
    made = own_assessment()
    plain = to_file(made, content("my-own", "1.0.0", here)[1])

    error = refused(to_bytes(Package(assessment=plain)), there)

    assert (error.key, error.details["id"]) == ("error.unknown_questionnaire", "my-own")
    assert receive(to_bytes(Package(assessment=plain)), "a", "", here).assessment == made


def test_what_the_sender_had_received_is_read_with_the_carried_questionnaire(here, there):
    first = own_assessment(answers={})
    base = to_file(first, content("my-own", "1.0.0", here)[1]).decode()

    received = receive(pack_own(own_assessment(), here, base=base), "a", "", there)

    assert received.base == first


def test_a_released_file_that_broke_is_not_handed_on(here):
    path = shelf.release_path(here, "my-own", "1.0.0")
    questionnaire = content("my-own", "1.0.0", here)[1]
    path.write_text("id: x\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        packed(own_assessment(), questionnaire, Enclosures(read=lambda _: None, own=here), about={})

    assert caught.value.details["file"] == str(path)


def test_reading_uses_the_carried_questionnaire_and_keeps_nothing(here, there):
    raw = pack_own(own_assessment(), here)
    shelf.write_release(
        shelf.release_path(there, "my-own", "1.0.0"), with_field(draft(), "CA.1-Q1", weight=1)
    )
    before = names(there)

    found = readable(raw, "a.shoulder", there)

    assert found.questionnaire == content("my-own", "1.0.0", here)[1]
    assert names(there) == before
