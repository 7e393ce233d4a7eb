"""Workspaces for the tests of storage: a fixed clock, and SQL that goes past the store."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

from model.assessment import (
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    AssessmentState,
    EvidenceLevel,
    PlanEntry,
    Round,
    Schedule,
    Status,
)
from model.belief import Belief, BeliefHolder
from model.change import Change
from model.facts import Depth, Fact
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation, Setting
from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.responsibility import Allocation
from model.storage.database import FILE_NAME
from model.storage.rows import CODECS
from tests.builders import by_duty, make_assessment, make_override

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


INTERVIEW = Interview(
    id="i1",
    name="李",
    role="运维",
    held_on=date(2026, 11, 19),
    setting=Setting.CALL,
    sample="3 of 12 hosts",
)
EVIDENCE = Evidence(
    id="e1",
    kind=EvidenceKind.FILE,
    title="mfa.png",
    sha256="ab" * 32,
    size=1200,
    method=Method.TEST,
    collected_on=date(2026, 11, 19),
    collected_by="王",
    expires_on=date(2027, 11, 19),
    questions=("CA.1-Q1", "NW.1-Q1"),
)
OBSERVATION = Observation(
    id="o1",
    question_id="CA.1-Q1",
    issue="Two administrators without a second factor",
    effect="One leaked password opens the console",
    recommendation="Ask for it by rule",
    owner="李",
    due=date(2026, 12, 31),
)


CLAIMS = (
    Claim(
        responsibility_id="network.security_groups",
        source=ClaimSource.CONTRACT,
        allocation=Allocation.CUSTOMER,
        stated_on=date(2026, 3, 1),
        place="§ 4.2",
        evidence="e1",
        note="signed",
    ),
    Claim(
        responsibility_id="network.security_groups",
        source=ClaimSource.PRACTICE,
        allocation=Allocation.SHARED,
    ),
)
HANDOFF = Handoff(
    responsibility_id="network.security_groups",
    starts=Party.CUSTOMER,
    proves=Party.PROVIDER,
    customer_part="写规则",
    provider_part="keeps the gateway",
    notice_hours=0,
    proof="log",
)
ACCEPTED = AcceptedGap(
    responsibility_id="network.security_groups",
    gap=DivisionGap.DISPUTED,
    reason="small",
    accepted_by="王",
    accepted_on=date(2026, 11, 1),
)
AGREEMENT = Agreement(
    **{
        f"{side}_{field}": f"{side} {field}"
        for side in ("customer", "provider")
        for field in ("name", "signatory", "contact", "phone", "mail")
    },
    reference="C-7",
    scope="All\nof it",
    valid_from=date(2026, 12, 1),
    review_on=date(2027, 12, 1),
)


BELIEF = Belief(
    responsibility_id="network.security_groups", holder=BeliefHolder.PROVIDER, is_sure=False
)


def clock():
    return MOMENT


def sql(folder, statement, *values):
    """Run one statement on the file itself, as another program would."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def answer(question_id="CA.1-Q1", choice="50", **changes):
    fields = {"state": AnswerState.CHOSEN, "choices": (choice,), "answered_at": MOMENT}
    return Answer(question_id=question_id, **{**fields, **changes})


def put(store, assessment_id, part, value, key=None, person="Li"):
    """Save one value of an assessment, or remove it."""
    if key is None:
        key = getattr(value, CODECS[part].key) if part in CODECS else ""
    change = Change(part=part, key=key, before=None, after=value)
    store.save(assessment_id, [change], person)


def full_assessment():
    """Make an assessment in which every field of every part holds something."""
    said = [
        answer(flagged=True, interview="i1", note="line one\nline two", evidence=EvidenceLevel.E2),
        answer("NW.1-Q1", choices=("1", "3"), carried=True),
        answer("DA.2-Q1", choices=()),
        answer("DA.3-Q1", state=AnswerState.UNKNOWN, choices=()),
        answer("AP.4-Q1", state=AnswerState.NOT_APPLICABLE, choices=(), reason="没有网站"),
        answer("SA.1-Q1", state=AnswerState.OPEN, choices=(), note="ask Li"),
    ]
    agreed = [
        AgreedOption(negotiation_id="table2.1", option="a"),
        AgreedOption(negotiation_id="table2.2", option="c", known_by=50, evidence=EvidenceLevel.E1),
        AgreedOption(negotiation_id="table2.3", option=None),
    ]
    names = {"customer_name": "王", "provider_name": "Zhao"}
    written = {"source": "contract", **names, "reason": "§ 4", "written_on": date(2026, 3, 1)}
    decided = {"owner": "李", "due": date(2027, 1, 31), "state": ActionState.DOING, "note": "n"}
    risk = {"reason": "小", "approver": "王", "cost": "¥ 3,000", "effort": 8}
    plan = [
        PlanEntry(action_id="CA.1-Q1-A1", **decided, **risk),
        PlanEntry(action_id="OS.7-M-A1"),
    ]
    assessment = make_assessment(
        questionnaire_id="oscar-2020",
        depth=Depth.EXPRESS,
        facts={Fact.OWN_IMAGES: False, Fact.PUBLIC_WEBSITE: True},
        overrides=by_duty(
            make_override("OS.8", "provider", 75, **written),
            make_override("DA.1", "shared", evidence=EvidenceLevel.E1),
        ),
        updated_on=MOMENT.date(),
    )
    return replace(
        assessment,
        answers={a.question_id: a for a in said},
        agreed={a.negotiation_id: a for a in agreed},
        plan={p.action_id: p for p in plan},
        findings={"CA.1-Q1": answer(choice="25", note="seen", interview="i1")},
        interviews={"i1": INTERVIEW},
        evidence={"e1": EVIDENCE},
        observations={"o1": OBSERVATION},
        round=Round(number=2, previous="first", reason="new service"),
        status=Status(state=AssessmentState.IN_REVIEW),
        claims={c.key: c for c in CLAIMS},
        handoffs={HANDOFF.responsibility_id: HANDOFF},
        accepted={ACCEPTED.responsibility_id: ACCEPTED},
        agreement=AGREEMENT,
        beliefs={BELIEF.responsibility_id: BELIEF},
        schedule=Schedule(begins_on=date(2026, 12, 1)),
    )
