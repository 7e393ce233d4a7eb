"""What a report says of findings, observations, interviews, evidence and the seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from model.assessment import Answer, AnswerState, AssessmentState, Round, Status, Voice
from model.fieldwork import Evidence, EvidenceKind, Interview, Observation
from model.i18n import Catalog
from model.language import Language
from model.reporting.plan_report import sections, write_report
from model.rounding import one_decimal
from tests.builders import chosen
from tests.model.reporting.samples import (
    EVIDENCE,
    FINDINGS,
    OBSERVATION,
    audited,
    report_on,
    sealed,
    small_assessment,
)

LONG = "这条备注写得很长，逐字都要印出来。" * 117
ONLY_WHERE_THERE_ARE = ("findings", "observations", "interviews", "evidence")


@pytest.fixture(params=list(Language))
def catalog(request):
    return Catalog(request.param)


def pages(data, catalog, tmp_path):
    """Return the words of each page without any blank, as lines break anywhere."""
    path = tmp_path / "report.pdf"
    write_report(data, catalog, path)
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def says(catalog, key, **values):
    return "".join(catalog.text(f"report.{key}", **values).split())


def keys(data):
    return [section.key for section in sections(data)]


def test_without_anything_of_an_auditor_the_report_has_no_section_about_it():
    found = sections(report_on(small_assessment()))

    assert not set(ONLY_WHERE_THERE_ARE) & {section.key for section in found}
    assert [section.number for section in found] == [*"1234567", *"ABCD"]


def test_sections_are_numbered_without_gaps_whichever_are_printed():
    whole = sections(report_on(audited()))
    only_observations = report_on(audited(findings={}, interviews={}, evidence={}))

    assert [section.number for section in whole] == [*"123456789", *"ABCDEF"]
    assert keys(only_observations)[7] == "observations"
    assert [section.number for section in sections(only_observations)] == [*"12345678", *"ABCD"]


def test_the_numbers_follow_the_voice_that_was_asked_for():
    claimed, found = report_on(audited()), report_on(audited(), voice=Voice.AUDITOR)

    assert claimed.evaluation.share.value == claimed.voices.claimed.share.value
    assert found.evaluation.share.value == found.voices.found.share.value
    assert claimed.evaluation.share.value != found.evaluation.share.value
    assert claimed.evaluation.critical_gaps == ("NW.1-Q1",)
    assert found.evaluation.critical_gaps == ()


@pytest.mark.parametrize("voice", list(Voice))
def test_the_report_says_whose_answers_its_numbers_follow(tmp_path, catalog, voice):
    printed = pages(report_on(audited(), voice=voice), catalog, tmp_path)

    words = catalog.text(f"report.voice.{voice.value}")
    label = says(catalog, "fact.voice")
    assert label + "".join(words.split()) in printed[0]
    assert says(catalog, "summary.voice", voice=words) in "".join(printed)
    assert says(catalog, "findings.used", voice=words) in "".join(printed)
    other = Voice.AUDITOR if voice is Voice.CUSTOMER else Voice.CUSTOMER
    assert label + says(catalog, f"voice.{other.value}") not in printed[0]


def test_both_scores_stand_side_by_side_in_either_report(tmp_path, catalog):
    for voice in Voice:
        data = report_on(audited(), voice=voice)
        printed = "".join(pages(data, catalog, tmp_path))

        both = [one_decimal(e.share.value) for e in (data.voices.claimed, data.voices.found)]
        assert "".join([catalog.text("word.share"), *both]).replace(" ", "") in printed


def test_a_difference_is_printed_with_both_answers_and_both_notes(tmp_path, catalog):
    printed = "".join(pages(report_on(audited()), catalog, tmp_path))

    assert says(catalog, "findings.note.claim", note="防火墙在机房第二行") in printed
    assert says(catalog, "findings.note.finding", note="两个端口对外开放") in printed
    assert says(catalog, "findings.note.finding", note="Zhou showed the list") in printed


def test_findings_that_all_agree_are_said_to_agree(tmp_path, catalog):
    data = report_on(audited(findings={"NW.1-Q2": chosen(50)}))

    assert says(catalog, "findings.none") in "".join(pages(data, catalog, tmp_path))


def test_a_note_on_a_question_without_a_finding_yet_is_printed(tmp_path, catalog):
    later = {"OS.1-Q2": {"state": AnswerState.OPEN, "note": "come back on Monday"}}
    data = report_on(audited(findings=later))

    assert "comebackonMonday" in "".join(pages(data, catalog, tmp_path))


def test_without_the_auditors_entries_nothing_of_them_is_printed(tmp_path, catalog):
    data = report_on(audited(), voice=Voice.AUDITOR, with_auditor=False)
    printed = "".join(pages(data, catalog, tmp_path))

    assert {"interviews", "evidence"} <= set(keys(data))
    assert not {"findings", "observations"} & set(keys(data))
    for words in ("两个端口对外开放", "Two ports", "Zhou showed the list", "Closethem"):
        assert "".join(words.split()) not in printed
    plain = report_on(small_assessment())
    assert data.evaluation.share == plain.evaluation.share


def test_each_observation_has_a_page_of_its_own_only_where_that_is_asked_for(tmp_path, catalog):
    second = replace(OBSERVATION, id="o2", question_id="", issue="No list of administrators")
    assessment = audited(observations={"o2": second, "o1": OBSERVATION})

    listed = pages(report_on(assessment), catalog, tmp_path)[2:]
    apart = pages(report_on(assessment, one_observation_a_page=True), catalog, tmp_path)[2:]

    for number in (1, 2):
        title = says(catalog, "observations.one", number=number)
        assert not any(title in page for page in listed)
        assert sum(title in page for page in apart) == 1
    assert not any(
        says(catalog, "observations.one", number=1) in page
        and says(catalog, "observations.one", number=2) in page
        for page in apart
    )
    for printed in ("".join(listed), "".join(apart)):
        assert printed.index("Twoportsareopen") < printed.index("Nolistofadministrators")
        assert "Anybodycantrypasswords" in printed
        assert "andlookagain" in printed


def test_evidence_is_expired_on_the_day_after_its_last(tmp_path, catalog):
    mark = says(catalog, "evidence.expired")
    counted = says(catalog, "evidence.expired.count", count=1)
    data = report_on(audited())  # printed on the last day of e2, the day after the last of e1

    printed = "".join(pages(data, catalog, tmp_path))
    before = "".join(pages(replace(data, printed_on=date(2026, 11, 23)), catalog, tmp_path))

    assert counted in printed
    assert mark in printed
    assert mark not in before
    assert "abababababab" in printed
    assert "ab" * 7 not in printed


def test_an_interview_names_the_questions_it_answered(tmp_path, catalog):
    printed = "".join(pages(report_on(audited()), catalog, tmp_path))

    assert says(catalog, "interviews.sample", sample="3 of 12 hosts") in printed
    assert says(catalog, "interviews.questions", ids="NW.1-Q1") in printed


@pytest.mark.parametrize("state", [s for s in AssessmentState if s is not AssessmentState.FINAL])
def test_the_cover_says_how_far_the_assessment_is(tmp_path, catalog, state):
    data = report_on(small_assessment(status=Status(state=state)))
    printed = pages(data, catalog, tmp_path)

    word = "".join(catalog.text(f"word.status.{state.value}").split())
    assert says(catalog, "sign_off.state") + word in printed[0]
    assert says(catalog, "sign_off.state") + word in printed[-1]
    assert says(catalog, "sign_off.seal") not in printed[0]


def test_a_later_round_is_named_with_its_reason(tmp_path, catalog):
    printed = pages(report_on(audited()), catalog, tmp_path)

    words = says(catalog, "sign_off.round.reason", number=2, reason="新的机房")
    assert words in printed[0]
    assert says(catalog, "sign_off.round") not in pages(
        report_on(small_assessment()), catalog, tmp_path
    )[0].replace(says(catalog, "reading.title"), "")


def test_a_final_report_bears_the_whole_seal_and_who_signed(tmp_path, catalog):
    assessment = sealed(audited())
    printed = pages(report_on(assessment), catalog, tmp_path)

    for place in (printed[0], "".join(printed[-2:])):
        assert assessment.status.seal.sha256 in place
        assert "2026-11-2409:30+00:00" in place
        assert says(catalog, "sign_off.broken.title") not in place
        assert says(catalog, "sign_off.covers") not in place


@pytest.mark.parametrize(
    "alter",
    [
        lambda a: replace(a, answers={}),
        lambda a: replace(a, organisation="Another"),
        lambda a: replace(a, findings={}),
        lambda a: replace(a, evidence={}),
    ],
    ids=["answers", "organisation", "findings", "evidence"],
)
def test_a_broken_seal_is_said_on_the_cover_and_in_the_colophon(tmp_path, catalog, alter):
    data = report_on(alter(sealed(audited())))
    printed = pages(data, catalog, tmp_path)

    assert not data.is_intact
    assert says(catalog, "sign_off.broken") in printed[0]
    assert says(catalog, "sign_off.broken") in "".join(printed[-2:])


def test_a_sealed_report_without_the_auditor_says_what_the_seal_covers(tmp_path, catalog):
    data = report_on(sealed(audited()), with_auditor=False)
    printed = pages(data, catalog, tmp_path)

    assert data.is_intact
    assert says(catalog, "sign_off.shortened") in printed[0]
    assert says(catalog, "sign_off.broken.title") not in "".join(printed)


def test_a_sealed_report_that_had_nothing_to_leave_out_is_the_whole(tmp_path, catalog):
    data = report_on(sealed(small_assessment()), with_auditor=False)

    assert says(catalog, "sign_off.shortened") not in "".join(pages(data, catalog, tmp_path))


def test_a_final_one_without_a_seal_says_that_there_is_none(tmp_path, catalog):
    data = report_on(small_assessment(status=Status(state=AssessmentState.FINAL)))

    words = says(catalog, "sign_off.seal") + says(catalog, "sign_off.none")
    assert words in pages(data, catalog, tmp_path)[0]


def test_texts_of_any_length_are_printed_whole(tmp_path, catalog):
    evidence = Evidence(
        id="e",
        kind=EvidenceKind.TEXT,
        title="名" * 120,
        content=LONG,
        collected_by="长" * 120,
        questions=tuple(f"CA.{n}-Q1" for n in range(150)),
    )
    lines = "\n".join("x" * 1000)
    observations = {
        "o1": replace(OBSERVATION, issue=LONG, effect=lines, recommendation="", owner="长" * 120),
        "o2": Observation(id="o2"),
    }
    data = report_on(
        sealed(
            audited(
                findings={key: {**said, "note": LONG} for key, said in FINDINGS.items()},
                interviews={"i": Interview(id="i", name="名" * 120, role="职" * 120, sample=LONG)},
                evidence={"e": evidence},
                observations=observations,
                round=Round(number=9, previous="x", reason=LONG),
            )
        ),
        one_observation_a_page=True,
    )

    printed = pages(replace(data, printed_on=None), catalog, tmp_path)

    words = "".join(printed)
    assert words.count("逐字都要印出来") >= 117 * 5
    assert "CA.149-Q1" in words
    assert "名" * 120 not in printed[0]
    # The cover stays one page: the second begins with the contents.
    assert says(catalog, "contents") in printed[1]


def test_hostile_words_are_printed_letter_by_letter(tmp_path, catalog):
    hostile = '<img src="/etc/passwd"/> <b>bold</b> &lt;'
    data = report_on(
        audited(
            findings={"NW.1-Q1": {**chosen(1), "note": hostile}},
            interviews={"i": Interview(id="i", name=hostile, role=hostile, sample=hostile)},
            evidence={"e1": replace(EVIDENCE["e2"], title=hostile, content=hostile)},
            observations={"o": replace(OBSERVATION, issue=hostile, effect=hostile, owner=hostile)},
        )
    )

    words = "".join(pages(data, catalog, tmp_path))
    assert words.count('<imgsrc="/etc/passwd"/><b>bold</b>&lt;') >= 8


def test_the_order_in_which_things_were_kept_changes_nothing(tmp_path, catalog):
    assessment = sealed(audited(observations={"o1": OBSERVATION, "o2": Observation(id="o2")}))
    turned = replace(
        assessment,
        **{
            part: dict(reversed(getattr(assessment, part).items()))
            for part in ("answers", "findings", "evidence", "observations")
        },
    )

    for name, each in (("a.pdf", assessment), ("b.pdf", turned)):
        write_report(report_on(each, voice=Voice.AUDITOR), catalog, tmp_path / name)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_findings_alone_do_not_change_a_report_on_the_claims():
    claims = report_on(small_assessment())
    findings = {"NW.1-Q1": Answer(question_id="NW.1-Q1", **chosen(1))}

    assert report_on(small_assessment(findings=findings)).evaluation == claims.evaluation
