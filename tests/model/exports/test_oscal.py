"""OSCAL files: valid by NIST's schema, whole, the same each time, read by another program."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trestle.core.validator_factory import validator_factory
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.poam import PlanOfActionAndMilestones

from model.assessment import (
    ActionState,
    AgreedOption,
    AnswerState,
    CloudService,
    PlanEntry,
    Round,
    Schedule,
    Voice,
)
from model.content.loader import load_matrix, load_questionnaire
from model.errors import OutputError
from model.exports.oscal import assessment_results, poam, results_path, write_oscal
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation
from model.gaps import gaps
from model.ledger import AcceptedGap, DivisionGap
from model.library import load_sample
from model.reporting.data import report_data
from model.responsibility import ServiceModel
from tests.builders import chosen, make_action, make_question, make_questionnaire
from tests.model.exports.oscal_checks import (
    EN,
    PLAN,
    RESULTS,
    ZH,
    faults,
    ids,
    read_plan,
    read_results,
    references,
    roles_used,
    schema_digest,
    value,
)
from tests.model.reporting.samples import (
    audited,
    empty_report,
    full_report,
    report_on,
    sealed,
    small_assessment,
    small_matrix,
    small_report,
)

MADE = {
    "empty": empty_report,
    "half": small_report,
    "full": full_report,
    "audited": lambda model="iaas": report_on(audited(**_service(model))),
}


def _service(model):
    return {"service": CloudService(name="Shop", provider="aws", model=ServiceModel(model))}


def by_id(parts, name, wanted):
    return next(part for part in parts if value(part, name) == wanted)


def item_of(plan, action_id):
    return by_id(plan["poam-items"], "action-id", action_id)


def risk_of(document, question_id):
    return by_id(document["risks"], "question-id", question_id)


def with_entry(action_id="NW.1-Q1-A1", **fields):
    entry = PlanEntry(action_id=action_id, **fields)
    return small_report(plan={action_id: entry})


class TestTheSchema:
    def test_is_the_file_that_nist_released(self):
        readme = (Path(__file__).parents[2] / "data/oscal/README.md").read_text(encoding="utf-8")

        assert schema_digest() in readme

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda plan: plan["metadata"]["props"][0].update(name="no token"),
            lambda plan: plan["metadata"]["props"][0].update(value="a blank behind "),
            lambda plan: plan["metadata"]["props"][0].update(value="two\u2028lines"),
            lambda plan: plan["metadata"]["props"][0].update(ns="no address"),
            lambda plan: plan["metadata"].update({"last-modified": "2026-11-24"}),
            lambda plan: plan.update({"poam-items": []}),
            lambda plan: plan.update(uuid="6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
            lambda plan: plan["risks"][0].update(owner="x"),
        ],
    )
    def test_can_refuse_what_is_not_oscal(self, spoil):
        plan = read_plan(small_report())
        spoil(plan)

        assert faults(json.dumps({PLAN: plan})) != []

    @pytest.mark.parametrize(
        ("name", "model", "catalog"), list(product(MADE, ("iaas", "paas", "saas"), (ZH, EN)))
    )
    def test_holds_for_every_state_of_an_assessment(self, name, model, catalog):
        data = MADE[name](model)

        assert faults(poam(data, catalog)) == []
        assert faults(assessment_results(data, catalog)) == []

    @pytest.mark.parametrize("state", ActionState)
    def test_holds_for_every_state_of_an_action(self, state):
        data = with_entry(state=state, reason="too dear", approver="Li", cost="¥ 300", effort=4)

        assert faults(poam(data, EN)) == []
        assert faults(assessment_results(data, EN)) == []

    @pytest.mark.parametrize(("model", "catalog"), list(product(ServiceModel, (ZH, EN))))
    def test_holds_for_the_real_questionnaire(self, model, catalog):
        sample = load_sample(catalog.language)
        told = replace(sample, service=replace(sample.service, model=model))
        data = report_data(load_matrix(), load_questionnaire(), told)

        assert faults(poam(data, catalog)) == []
        assert faults(assessment_results(data, catalog)) == []
        assert len(read_plan(data, catalog)["poam-items"]) >= len(data.plan.ranked) > 0


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
ANY_DAY = st.none() | st.dates()
HOSTILE = {"max_examples": 60, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@st.composite
def hostile(draw):
    """Return an assessment whose every typed text can be anything, and whose days too."""
    text = lambda: draw(ANY_TEXT)  # noqa: E731  short for what is drawn often
    day = lambda: draw(ANY_DAY)  # noqa: E731
    entries = {
        key: PlanEntry(
            action_id=key,
            owner=text(),
            due=day(),
            state=draw(st.sampled_from(ActionState)),
            note=text(),
            cost=text(),
            effort=draw(st.none() | st.integers(1, 16)),
            reason=text(),
            approver=text(),
        )
        for key in ("NW.1-Q1-A1", "OS.1-Q1-A1", "OS.3-M-A1", "OS.4-M-A1", "gone", text())
    }
    link = draw(ANY_TEXT | st.just("http://[") | ANY_TEXT.map("https://a.example/{}".format))
    proof = {
        "collected_on": day(),
        "expires_on": day(),
        "collected_by": text(),
        "title": text(),
        "questions": draw(st.sampled_from([(), ("NW.1-Q1",), ("OLD-Q1",)])),
    }
    answered = draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    said = {"note": text(), "answered_at": answered, "interview": "i1"}
    return audited(
        organisation=text(),
        service=CloudService(
            name=text(), provider=text(), model=draw(st.sampled_from(ServiceModel))
        ),
        plan=entries,
        schedule=Schedule(begins_on=day()),
        updated_on=day(),
        origin=text(),
        round=Round(number=draw(st.integers(1, 99)), previous=text(), reason=text()),
        answers={
            "NW.1-Q1": {**chosen(2), **said},
            "OS.1-Q1": {"state": AnswerState.NOT_APPLICABLE, "reason": text(), **said},
        },
        findings={"NW.1-Q2": {**chosen(50), **said}},
        interviews={"i1": Interview(id="i1", name=text(), role=text(), held_on=day())},
        evidence={
            "e1": Evidence(id="e1", kind=draw(st.sampled_from(EvidenceKind)), content=link, **proof)
        },
        observations={
            "o1": Observation(
                id="o1",
                question_id=draw(st.sampled_from(["", "NW.1-Q1", "OLD-Q1"])),
                issue=text(),
                effect=text(),
                recommendation=text(),
                owner=text(),
                due=day(),
            )
        },
        accepted={
            "host.watch": AcceptedGap(
                responsibility_id="host.watch",
                gap=DivisionGap.ORPHANED,
                reason=text(),
                accepted_by=text(),
                accepted_on=day(),
            )
        },
    )


class TestHostileTexts:
    @given(hostile())
    @settings(**HOSTILE)
    def test_leave_both_files_valid_and_every_reference_met(self, told):
        data = report_on(told)

        for raw, name in ((poam(data, EN), PLAN), (assessment_results(data, EN), RESULTS)):
            document = json.loads(raw)[name]
            assert faults(raw) == []
            assert references(document) <= set(ids(document))

    @pytest.mark.parametrize(
        "content",
        ["javascript:alert(1)", "https://a b", 'https://x/"onclick=', "file:///etc", "https://[::"],
    )
    def test_what_is_no_plain_address_is_told_as_text(self, content):
        proof = Evidence(id="e1", kind=EvidenceKind.LINK, title="P", content=content)
        results = read_results(report_on(audited(evidence={"e1": proof})))
        observed = by_id(results["results"][0]["observations"], "evidence-id", "e1")

        assert "href" not in observed["relevant-evidence"][0]

    def test_an_address_is_a_link(self):
        results = read_results(report_on(audited()))
        observed = by_id(results["results"][0]["observations"], "evidence-id", "e2")

        assert observed["relevant-evidence"][0]["href"] == "https://example.org/policy"


class TestIds:
    @pytest.mark.parametrize("name", MADE)
    def test_are_each_given_once(self, name):
        data = MADE[name]()

        for document in (read_plan(data), read_results(data)):
            found = ids(document)
            assert len(found) == len(set(found))
            assert {UUID(each).version for each in found} == {5}

    @pytest.mark.parametrize("name", MADE)
    def test_lead_somewhere_wherever_they_are_used(self, name):
        data = MADE[name]()

        for document in (read_plan(data), read_results(data)):
            assert references(document) <= set(ids(document))
            roles = {each["id"] for each in document["metadata"]["roles"]}
            assert roles_used(document) <= roles

    def test_are_the_same_in_both_files_and_both_languages(self):
        data = report_on(audited())
        plan, result = read_plan(data), read_results(data)["results"][0]

        assert ids(plan) == ids(read_plan(data, ZH))
        assert [r["uuid"] for r in plan["risks"]] == [r["uuid"] for r in result["risks"]]
        observed = {each["uuid"] for each in result["observations"]}
        assert {each["uuid"] for each in plan["observations"]} <= observed

    def test_are_others_in_another_assessment(self):
        one, two = (read_plan(report_on(audited(origin=origin))) for origin in ("a", "b"))

        assert not set(ids(one)) & set(ids(two))

    def test_and_all_bytes_follow_from_the_assessment(self):
        one, two = (report_on(sealed(audited(origin="o"))) for _ in range(2))

        assert poam(one, ZH) == poam(two, ZH)
        assert assessment_results(one, ZH) == assessment_results(two, ZH)


class TestMetadata:
    def test_tells_the_service_and_where_the_division_comes_from(self):
        for catalog in (ZH, EN):
            metadata = read_plan(small_report(), catalog)["metadata"]

            assert "Shop" in metadata["title"]
            assert "来源：云计算开源产业联盟" in metadata["remarks"]
            assert metadata["last-modified"] == "2026-11-24T00:00:00Z"
            assert value(metadata, "questionnaire-digest") == "0" * 64

    def test_takes_the_latest_answer_where_the_day_of_the_change_is_unknown(self):
        when = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
        answers = {"NW.1-Q2": {**chosen(50), "answered_at": when}}
        data = small_report(answers=answers, updated_on=None)

        assert read_plan(data)["metadata"]["last-modified"] == "2026-05-04T10:00:00Z"
        assert read_plan(empty_report())["metadata"]["last-modified"] == "1970-01-01T00:00:00Z"

    def test_a_result_spans_all_answers(self):
        early, late = (datetime(2026, 11, day, 9, 0, tzinfo=UTC) for day in (3, 24))
        answers = {
            "NW.1-Q1": {**chosen(2), "answered_at": late},
            "NW.1-Q2": {**chosen(50), "answered_at": early},
        }
        result = read_results(small_report(answers=answers))["results"][0]

        assert result["start"] == "2026-11-03T09:00:00Z"
        assert result["end"] == "2026-11-24T09:00:00Z"

    def test_names_the_auditor_only_where_the_auditor_said_something(self):
        assert "assessor" in roles_used(read_results(report_on(audited())))
        assert "assessor" not in roles_used(read_results(small_report()))
        assert "assessor" not in roles_used(read_results(report_on(audited(), with_auditor=False)))

    def test_names_owners_and_approvers_once(self):
        plan = {
            key: PlanEntry(action_id=key, owner="王建国", approver="李", state=ActionState.ACCEPTED)
            for key in ("NW.1-Q1-A1", "NW.1-Q2-A1")
        }
        people = [
            party["name"]
            for party in read_plan(small_report(plan=plan))["metadata"]["parties"]
            if party["type"] == "person"
        ]

        assert people == ["李", "王建国"]


class TestVoices:
    def test_without_the_auditor_nothing_of_the_auditor_is_told(self):
        data = report_on(audited(), with_auditor=False)
        shown = poam(data, ZH) + assessment_results(data, ZH)

        for words in ("两个端口对外开放", "Two ports are open", "Anybody can try", "look again"):
            assert words.encode() in poam(report_on(audited()), ZH) + assessment_results(
                report_on(audited()), ZH
            )
            assert words.encode() not in shown

    def test_numbers_follow_the_voice_and_both_are_told(self):
        claimed = read_results(report_on(audited()))["results"][0]
        found = read_results(report_on(audited(), voice=Voice.AUDITOR))["results"][0]

        assert value(claimed, "share") == value(claimed, "share-claimed")
        assert value(found, "share") == value(found, "share-found")
        assert value(claimed, "share-found") == value(found, "share-found")
        assert value(claimed, "share") != value(found, "share")


class TestObservations:
    def test_there_is_one_for_each_answer_that_is_asked(self):
        data = report_on(audited())
        observed = read_results(data)["results"][0]["observations"]
        asked = {question.id for question in data.evaluation.asked}
        claims = data.claims
        told = [*claims.answers.values(), *claims.findings.values()]
        answered = [a for a in told if a.question_id in asked and a.state is not AnswerState.OPEN]

        found = [each for each in observed if value(each, "answer-state")]
        assert len(found) == len(answered) > 5

    def test_open_questions_have_none(self):
        observed = read_results(empty_report())["results"][0].get("observations", [])

        assert observed == []

    @pytest.mark.parametrize(
        ("answer", "method", "methods"),
        [
            (chosen(2), None, ["UNKNOWN"]),
            (chosen(2, evidence="E1"), None, ["EXAMINE"]),
            (chosen(2, evidence="E3"), None, ["TEST"]),
            ({**chosen(2), "interview": "i1"}, None, ["INTERVIEW"]),
            (
                {**chosen(2, evidence="E2"), "interview": "i1"},
                "test",
                ["EXAMINE", "INTERVIEW", "TEST"],
            ),
            (chosen(2), "interview", ["INTERVIEW"]),
        ],
    )
    def test_methods_are_those_of_its_proofs(self, answer, method, methods):
        proof = Evidence(
            id="e1",
            kind=EvidenceKind.TEXT,
            title="P",
            method=Method(method or "examine"),
            questions=("NW.1-Q1",) if method else (),
        )
        data = report_on(audited(answers={"NW.1-Q1": answer}, findings={}, evidence={"e1": proof}))
        observed = read_results(data)["results"][0]["observations"]

        assert by_id(observed, "answer-state", "chosen")["methods"] == methods

    def test_evidence_tells_its_digest_and_its_days(self):
        observed = read_results(report_on(audited()))["results"][0]["observations"]
        proof = by_id(observed, "question-id", "NW.1-Q1")["relevant-evidence"][0]

        assert value(proof, "sha256") == "ab" * 32
        assert value(proof, "collected-on") == "2026-11-20"
        assert by_id(observed, "question-id", "NW.1-Q1")["expires"] == "2026-11-23T00:00:00Z"

    def test_what_a_proof_without_end_shows_does_not_expire(self):
        lasting = Evidence(id="e9", kind=EvidenceKind.TEXT, title="P", questions=("NW.1-Q1",))
        with_end = replace(lasting, id="e8", expires_on=date(2026, 1, 1))
        data = report_on(audited(evidence={"e8": with_end, "e9": lasting}))
        observed = read_results(data)["results"][0]["observations"]

        assert "expires" not in by_id(observed, "question-id", "NW.1-Q1")


class TestFindings:
    def test_there_is_one_for_each_duty_that_counts(self):
        for make in MADE.values():
            data = make()
            scores = (*data.evaluation.of_paper, *data.evaluation.of_extensions)
            findings = read_results(data)["results"][0]["findings"]

            counting = [s.duty.id for s in scores if s.state.value != "out"]
            assert [value(each, "duty-id") for each in findings] == counting

    def test_each_points_at_an_objective_of_the_same_file(self):
        results = read_results(small_report())
        goals = results["local-definitions"]["objectives-and-methods"]
        known = {goal["parts"][0]["id"] for goal in goals}

        for each in results["results"][0]["findings"]:
            assert each["target"]["target-id"] in known

    def test_satisfied_is_only_what_is_carried_in_full(self):
        findings = read_results(full_report())["results"][0]["findings"]

        assert {each["target"]["status"]["state"] for each in findings} == {"satisfied"}
        assert {each["target"]["implementation-status"]["state"] for each in findings} == {
            "implemented"
        }

    def test_what_is_not_answered_is_other_than_failed(self):
        findings = read_results(empty_report())["results"][0]["findings"]

        assert {each["target"]["status"]["reason"] for each in findings} == {"other"}

    def test_an_orphan_and_a_shortfall_fail(self):
        findings = read_results(small_report())["results"][0]["findings"]

        for duty in ("host.watch", "net.rules"):
            target = by_id(findings, "duty-id", duty)["target"]
            assert target["status"]["state"] == "not-satisfied"
            assert target["status"]["reason"] == "fail"
        rules = by_id(findings, "duty-id", "net.rules")
        assert rules["target"]["implementation-status"]["state"] == "partial"
        assert value(rules, "critical-gaps") == "1"

    def test_a_duty_that_is_answered_in_part_and_full_so_far_is_not_satisfied(self):
        data = small_report(answers={"OS.1-Q1": chosen(100)})
        finding = by_id(read_results(data)["results"][0]["findings"], "duty-id", "host.a")

        assert finding["target"]["status"]["reason"] == "other"
        assert finding["target"]["implementation-status"]["state"] == "partial"


class TestRisks:
    def test_every_critical_gap_and_every_gap_of_the_division_is_one(self):
        for make in (small_report, empty_report, MADE["audited"]):
            data = make()
            risks = read_results(data)["results"][0].get("risks", [])
            critical = [r for r in risks if value(r, "critical-gap") == "yes"]
            every = [g for s in data.evaluation.duties for g in s.critical_gaps]
            division = gaps(data.evaluation.division, data.claims.accepted)

            assert [value(r, "question-id") for r in critical] == every
            assert len([r for r in risks if value(r, "gap")]) == len(division)

    def test_an_orphaned_duty_is_told_once_with_the_action_that_settles_it(self):
        result = read_results(small_report())["results"][0]
        of_duty = [r for r in result["risks"] if value(r, "duty-id") == "host.watch"]

        assert [value(risk, "gap") for risk in of_duty] == ["orphaned"]
        actions = [value(each, "action-id") for each in of_duty[0]["remediations"]]
        assert actions == ["OS.4-M-A1"]

    @pytest.mark.parametrize(
        ("state", "status"),
        [
            (ActionState.OPEN, "open"),
            (ActionState.DOING, "remediating"),
            (ActionState.DONE, "remediating"),
            (ActionState.ACCEPTED, "deviation-approved"),
        ],
    )
    def test_stand_where_their_action_stands(self, state, status):
        assert risk_of(read_plan(with_entry(state=state)), "NW.1-Q1")["status"] == status

    def test_close_once_the_answer_is_raised(self):
        plan = {"NW.1-Q1-A1": PlanEntry(action_id="NW.1-Q1-A1", state=ActionState.DONE)}
        data = small_report(answers={"NW.1-Q1": chosen(1, 2)}, plan=plan)
        document = read_plan(data)
        risk = risk_of(document, "NW.1-Q1")

        assert risk["status"] == "closed"
        assert risk["remediations"][0]["lifecycle"] == "completed"
        assert value(item_of(document, "NW.1-Q1-A1"), "group") == "kept"

    @pytest.mark.parametrize(
        ("fields", "lifecycle"),
        [
            ({}, "recommendation"),
            ({"note": "x"}, "recommendation"),
            ({"owner": "王"}, "planned"),
            ({"due": date(2026, 12, 20)}, "planned"),
            ({"state": ActionState.DOING}, "planned"),
            ({"state": ActionState.DONE}, "completed"),
            ({"state": ActionState.ACCEPTED, "owner": "王"}, "recommendation"),
        ],
    )
    def test_have_a_response_as_far_as_its_action_is(self, fields, lifecycle):
        risk = risk_of(read_plan(with_entry(**fields)), "NW.1-Q1")

        assert [each["lifecycle"] for each in risk["remediations"]] == [lifecycle]

    def test_tell_who_accepted_them_and_why(self):
        data = with_entry(state=ActionState.ACCEPTED, reason="Too dear_", approver="Li Ming")
        document = read_plan(data)
        entry = risk_of(document, "NW.1-Q1")["risk-log"]["entries"][0]
        party = entry["logged-by"][0]["party-uuid"]
        names = {each["uuid"]: each["name"] for each in document["metadata"]["parties"]}

        assert entry["status-change"] == "deviation-approved"
        assert entry["description"] == "Too dear\\_"
        assert names[party] == "Li Ming"

    def test_an_accepted_gap_of_the_division_is_an_approved_deviation(self):
        accepted = AcceptedGap(
            responsibility_id="host.watch",
            gap=DivisionGap.ORPHANED,
            reason="Small shop",
            accepted_by="Li",
            accepted_on=date(2026, 10, 1),
        )
        data = small_report(accepted={"host.watch": accepted})
        risk = by_id(read_plan(data)["risks"], "gap", "orphaned")

        assert risk["status"] == "deviation-approved"
        assert risk["risk-log"]["entries"][0]["start"] == "2026-10-01T00:00:00Z"
        assert "Small shop" in risk["risk-log"]["entries"][0]["description"]

    def test_are_due_when_their_action_is_due(self):
        set_by_hand = with_entry(due=date(2026, 12, 20))
        by_horizon = small_report(plan={}, schedule=Schedule(begins_on=date(2026, 1, 1)))

        assert risk_of(read_plan(set_by_hand), "NW.1-Q1")["deadline"] == "2026-12-20T00:00:00Z"
        assert risk_of(read_plan(by_horizon), "NW.1-Q1")["deadline"] == "2026-01-31T00:00:00Z"

    @pytest.mark.parametrize("state", [ActionState.DONE, ActionState.ACCEPTED])
    def test_have_no_deadline_once_nothing_is_left_to_do(self, state):
        assert "deadline" not in risk_of(read_plan(with_entry(state=state)), "NW.1-Q1")

    def test_have_no_deadline_where_no_day_is_known(self):
        data = small_report(plan={}, updated_on=None)

        for risk in read_plan(data)["risks"]:
            assert "deadline" not in risk

    def test_what_the_auditor_reports_is_one_with_its_recommendation(self):
        result = read_results(report_on(audited()))["results"][0]
        risk = by_id(result["risks"], "observation-id", "o1")

        assert risk["statement"] == "Anybody can try passwords"
        assert risk["deadline"] == "2026-12-31T00:00:00Z"
        assert risk["remediations"][0]["description"] == "Close them\n\nand look again"
        assert risk["remediations"][0]["tasks"][0]["responsible-roles"]


class TestPlan:
    @pytest.mark.parametrize("name", ["half", "audited"])
    def test_holds_every_action_of_the_plan_in_its_order(self, name):
        data = MADE[name]()
        planned = [*data.plan.ranked, *data.plan.beyond]
        items = [i for i in read_plan(data)["poam-items"] if value(i, "action-id")]

        assert [value(each, "action-id") for each in items] == [each.id for each in planned]

    def test_holds_the_proofs_to_get_from_the_provider(self):
        answers = {"PR.1-Q1": chosen(0)}
        questionnaire = load_questionnaire()
        told = small_assessment(answers=answers, agreed={}, overrides={}, plan={})
        data = report_data(load_matrix(), questionnaire, told)
        proofs = [i for i in read_plan(data)["poam-items"] if value(i, "group") == "proof"]

        assert [value(i, "action-id") for i in proofs] == [s.action.id for s in data.plan.proofs]
        assert proofs

    def test_every_open_risk_has_an_item(self):
        for make in MADE.values():
            plan = read_plan(make())
            tied = {r["risk-uuid"] for i in plan["poam-items"] for r in i.get("related-risks", ())}

            assert tied == {risk["uuid"] for risk in plan.get("risks", ())}

    def test_tells_what_was_decided(self):
        data = with_entry(
            owner="王建国",
            due=date(2026, 12, 20),
            state=ActionState.DOING,
            note="Waits for\nmoney",
            cost="¥ 300",
            effort=8,
        )
        document = read_plan(data)
        item = item_of(document, "NW.1-Q1-A1")
        task = risk_of(document, "NW.1-Q1")["remediations"][0]["tasks"][0]

        told = {name: value(item, name) for name in ("owner", "due", "state", "cost", "effort")}
        assert told == {
            "owner": "王建国",
            "due": "2026-12-20",
            "state": "doing",
            "cost": "¥ 300",
            "effort": "8",
        }
        assert item["remarks"] == "Waits for\n\nmoney"
        assert task["timing"]["on-date"]["date"] == "2026-12-20T00:00:00Z"
        assert task["responsible-roles"][0]["role-id"] == "action-owner"
        assert task["type"] == "milestone"

    def test_steps_are_a_list_in_markdown(self):
        description = item_of(read_plan(small_report()), "NW.1-Q1-A1")["description"]

        assert description == "1. step\n\nWhat gets better: effect"

    def test_an_action_waits_for_those_it_requires(self):
        data = report_data(
            load_matrix(),
            load_questionnaire(),
            load_sample(EN.language),
        )
        planned = {a.id: a for a in (*data.plan.ranked, *data.plan.beyond)}
        plan = read_plan(data)
        tasks = {
            value(response, "action-id"): response["tasks"][0]
            for risk in plan["risks"]
            for response in risk.get("remediations", ())
            if value(response, "action-id")
        }
        waiting = {
            key: [r for r in action.candidate.requires if r in planned]
            for key, action in planned.items()
        }

        assert any(waiting.values())
        for key, required in waiting.items():
            found = [each["task-uuid"] for each in tasks[key].get("dependencies", ())]
            assert found == [tasks[each]["uuid"] for each in required]

    def test_an_answer_that_nobody_gave_again_keeps_its_decision_out(self):
        plan = {"OS.1-Q1-A1": PlanEntry(action_id="OS.1-Q1-A1", owner="王")}
        data = small_report(answers={}, plan=plan)

        items = read_plan(data)["poam-items"]
        assert [i for i in items if value(i, "action-id") == "OS.1-Q1-A1"] == []

    def test_an_action_that_a_better_one_overtook_is_kept_and_not_closed(self):
        small = make_action("OS.1-Q1-A1", to="50", effort=16)
        better = make_action("OS.1-Q1-A2", to="100", effort=1)
        question = make_question("OS.1-Q1", responsibility_id="host.a", actions=(small, better))
        plan = {small.id: PlanEntry(action_id=small.id, state=ActionState.DOING)}
        told = small_assessment(answers={"OS.1-Q1": chosen(0)}, agreed={}, overrides={}, plan=plan)
        data = report_data(small_matrix(), make_questionnaire(question), told)
        document = read_plan(data)

        assert [action.id for action in data.plan.ranked] == [better.id]
        assert value(item_of(document, small.id), "group") == "kept"
        assert value(item_of(document, small.id), "reached") == "no"
        assert risk_of(document, "OS.1-Q1")["status"] == "remediating"

    def test_what_is_not_in_the_questionnaire_is_left_out(self):
        plan = {"gone": PlanEntry(action_id="gone", owner="王")}

        items = read_plan(small_report(plan=plan))["poam-items"]
        assert "gone" not in [value(each, "action-id") for each in items]

    def test_a_settled_division_keeps_what_was_decided_about_it_as_closed(self):
        agreed = {"n1": AgreedOption(negotiation_id="n1", option="b", known_by=100)}
        plan = {"OS.3-M-A1": PlanEntry(action_id="OS.3-M-A1", state=ActionState.DONE)}
        document = read_plan(small_report(agreed=agreed, plan=plan))

        assert value(item_of(document, "OS.3-M-A1"), "reached") == "yes"
        assert by_id(document["risks"], "duty-id", "host.backup")["status"] == "closed"

    def test_without_any_action_says_so_in_one_item(self):
        for data in (full_report(), empty_report()):
            items = read_plan(data)["poam-items"]

            assert [value(each, "group") for each in items if value(each, "action-id")] == []
            assert len(items) >= 1


class TestAnotherProgram:
    """compliance-trestle: OSCAL's library of another project."""

    @pytest.mark.parametrize(("name", "catalog"), list(product(MADE, (ZH, EN))))
    def test_reads_both_files_with_everything_in_them(self, name, catalog, tmp_path):
        data = MADE[name]()
        path = tmp_path / "plan.json"
        write_oscal(data, catalog, path)

        plan = PlanOfActionAndMilestones.oscal_read(path)
        result = AssessmentResults.oscal_read(results_path(path)).results[0]

        own_plan, own = read_plan(data, catalog), read_results(data, catalog)["results"][0]
        assert len(plan.poam_items) == len(own_plan["poam-items"])
        actions = [*data.plan.ranked, *data.plan.beyond]
        named = [p.value for i in plan.poam_items for p in i.props or () if p.name == "action-id"]
        assert len(named) == len(actions)
        assert len(plan.risks or ()) == len(own_plan.get("risks", ()))
        assert len(result.observations or ()) == len(own.get("observations", ()))
        assert len(result.findings or ()) == len(own.get("findings", ()))

    @pytest.mark.parametrize("name", MADE)
    def test_finds_no_id_twice_and_no_role_or_party_unknown(self, name, tmp_path):
        path = tmp_path / "plan.json"
        write_oscal(MADE[name](), ZH, path)

        for kind, file in (
            (PlanOfActionAndMilestones, path),
            (AssessmentResults, results_path(path)),
        ):
            for validator in validator_factory.get_all():
                assert validator.model_is_valid(kind.oscal_read(file), True)

    def test_writes_back_what_it_read(self, tmp_path):
        path, back = tmp_path / "plan.json", tmp_path / "back.json"
        write_oscal(report_on(audited()), ZH, path)

        PlanOfActionAndMilestones.oscal_read(path).oscal_write(back)

        assert faults(back.read_bytes()) == []
        written, read = (json.loads(p.read_bytes())[PLAN] for p in (path, back))
        assert ids(written) == ids(read)


class TestWriting:
    def test_leaves_both_files_side_by_side(self, tmp_path):
        path = tmp_path / "计划.oscal.json"

        write_oscal(small_report(), ZH, path)

        beside = tmp_path / "计划.oscal.assessment-results.json"
        assert results_path(path) == beside
        assert path.read_bytes() == poam(small_report(), ZH)
        assert beside.read_bytes() == assessment_results(small_report(), ZH)
        assert sorted(tmp_path.iterdir()) == sorted([path, beside])

    def test_leaves_nothing_where_one_of_them_cannot_be_written(self, tmp_path):
        path = tmp_path / "plan.json"
        path.write_bytes(b"old")
        results_path(path).mkdir()

        with pytest.raises(OutputError):
            write_oscal(small_report(), ZH, path)

        assert path.read_bytes() == b"old"
        assert sorted(tmp_path.iterdir()) == sorted([path, results_path(path)])

    def test_a_folder_that_is_not_there_is_said(self, tmp_path):
        with pytest.raises(OutputError) as caught:
            write_oscal(small_report(), EN, tmp_path / "no" / "plan.json")

        assert "plan.json" in EN.explain(caught.value)
