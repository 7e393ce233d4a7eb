from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import AssessmentState, Seal, Status
from model.exchange.assessment_file import to_file
from model.handover import Handed, about, assessment_in, handed, packed, receive
from model.language import Language
from model.library import content, load_sample
from model.sealing import digest, is_intact
from model.storage.assessments import AssessmentStore
from model.storage.checking import faults_of_assessments
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
    return packed(assessment, QUESTIONNAIRE, base=None, read=lambda _: None, about=told)


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

    assert assessment_in(raw, "a.json") == assessment_in(pack(signed_off), "a.shoulder") == raw
    assert receive(raw, "a.json").assessment == receive(pack(signed_off), "b").assessment
