"""A small division and questionnaire of their own: edits of the content break no report test."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from model.assessment import (
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    AssessmentState,
    CloudService,
    EvidenceLevel,
    Override,
    PlanEntry,
    Round,
    Schedule,
    Seal,
    Status,
)
from model.change import Part
from model.facts import Depth, Fact
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation, Setting
from model.history import BEGUN, chained
from model.language import LocalizedText
from model.ledger import Handoff, Party
from model.questionnaire import ExtensionDuty
from model.reporting.data import (
    History,
    Reader,
    ReportData,
    ReportOptions,
    earlier_round,
    report_data,
)
from model.responsibility import (
    Allocation,
    Category,
    Negotiation,
    NegotiationOption,
    Place,
    Responsibility,
    ResponsibilityMatrix,
    ServiceModel,
)
from model.sealing import digest
from model.storage.rows import of_value, value_of
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    chosen,
    make_action,
    make_boxes,
    make_question,
    make_questionnaire,
)


def both(zh: str, en: str) -> LocalizedText:
    return LocalizedText(zh=zh, en=en)


def _category(category_id: str, zh: str, en: str) -> Category:
    return Category(id=category_id, name=both(zh, en), definition=both(zh, en))


def _responsibility(responsibility_id: str, code: str | None, zh: str, en: str, **changes):
    allocation = changes.pop("allocation", Allocation.CUSTOMER)
    fields = {
        "category_id": responsibility_id.partition(".")[0],
        "importance": 3,
        "group": None,
        "definition": both(zh, en),
        "allocation": dict.fromkeys(ServiceModel, allocation),
        "negotiation": {},
        "asked_with": {},
        "provider_duty": None,
        "customer_duty": None,
        "place": dict.fromkeys(ServiceModel, Place(table=1, row=zh)),
        "other_reading": {},
        "note": None,
    }
    return Responsibility(
        id=responsibility_id, code=code, name=both(zh, en), **{**fields, **changes}
    )


def _option(option_id: str, allocation: Allocation, zh: str, en: str) -> NegotiationOption:
    return NegotiationOption(
        id=option_id, allocation=allocation, label=both(zh, en), provider=None, customer=None
    )


def _negotiation(number: int, responsibility_id: str, zh: str, en: str) -> Negotiation:
    return Negotiation(
        id=f"n{number}",
        responsibility_id=responsibility_id,
        title=both(zh, en),
        options=(
            _option("a", Allocation.CUSTOMER, "我们自己做。", "We do it."),
            _option("b", Allocation.PROVIDER, "服务商来做。", "The provider does it."),
        ),
    )


def _negotiable(number: int) -> dict:
    return {
        "allocation": Allocation.NEGOTIABLE,
        "negotiation": dict.fromkeys(ServiceModel, f"n{number}"),
    }


def small_matrix() -> ResponsibilityMatrix:
    return ResponsibilityMatrix(
        id="small",
        version="1.0.0",
        source=both("来源：云计算开源产业联盟", "Source: OSCAR (云计算开源产业联盟)"),
        categories=(
            _category("room", "机房", "Rooms"),
            _category("net", "网络", "Network"),
            _category("host", "主机", "Hosts"),
        ),
        responsibilities=(
            _responsibility("room.power", None, "供电", "Power", allocation=Allocation.PROVIDER),
            _responsibility("net.rules", "NW.1", "放行规则", "Traffic rules"),
            _responsibility(
                "host.a",
                "OS.1",
                "补丁",
                "Patches of public images",
                group=both("公共镜像", "Public images"),
            ),
            _responsibility(
                "host.b",
                "OS.2",
                "补丁",
                "Patches of own images",
                group=both("自制镜像", "Own images"),
                importance=1,
            ),
            _responsibility("host.backup", "OS.3", "备份", "Backup", **_negotiable(1)),
            _responsibility("host.watch", "OS.4", "监测", "Monitoring", **_negotiable(2)),
            _responsibility("host.logs", "OS.5", "日志", "Logs", **_negotiable(3)),
        ),
        negotiations=(
            _negotiation(1, "host.backup", "备份由谁做？", "Who makes the backups?"),
            _negotiation(2, "host.watch", "监测由谁做？", "Who watches the hosts?"),
            _negotiation(3, "host.logs", "日志由谁看？", "Who reads the logs?"),
        ),
    )


def small_questionnaire():
    def question(question_id: str, responsibility_id: str, make=make_question, *points, **changes):
        return make(question_id, *points, responsibility_id=responsibility_id, **changes)

    return make_questionnaire(
        question(
            "NW.1-Q1",
            "net.rules",
            make_boxes,
            (60, 40),
            critical=True,
            critical_boxes=("1",),
            weight=3,
            critical_reason=both("敞开的端口很快会被扫到。", "Open ports are found within hours."),
            actions=(make_action("NW.1-Q1-A1", to=None, boxes=("1",), effort=2),),
        ),
        question("NW.1-Q2", "net.rules", weight=2, actions=(make_action("NW.1-Q2-A1", effort=3),)),
        question("OS.1-Q1", "host.a", weight=2, actions=(make_action("OS.1-Q1-A1"),)),
        question("OS.1-Q2", "host.a"),
        question("OS.2-Q1", "host.b"),
        question("OS.4-Q1", "host.watch", critical=True),
        question(
            "X.BAK-Q1",
            "X.BAK",
            critical=True,
            actions=(make_action("X.BAK-Q1-A1", needs_provider=True, effort=16),),
        ),
        extensions=(
            ExtensionDuty(
                id="X.BAK",
                importance=2,
                name=both("自留备份", "A copy of one's own"),
                definition=both("自留备份", "A copy of one's own"),
                reason=both("白皮书没有列。", "The paper does not list it."),
            ),
        ),
    )


ANSWERS = {
    "NW.1-Q1": {**chosen(2), "note": "防火墙在机房\n第二行"},
    "NW.1-Q2": chosen(50, evidence="E2"),
    "OS.1-Q1": UNKNOWN,
    "OS.2-Q1": NOT_APPLICABLE,
    "X.BAK-Q1": chosen(0),
    "OLD-Q1": chosen(0),
}


def small_assessment(model: str = "iaas", **changes) -> Assessment:
    answers = changes.pop("answers", ANSWERS)
    agreed = {"n1": ("b", 50), "n2": (None, None)}
    fields = {
        "questionnaire_id": "test",
        "questionnaire_version": "1.0.0",
        "organisation": "Test & Co",
        "service": CloudService(name="Shop", provider="aliyun", model=ServiceModel(model)),
        "depth": Depth.FULL,
        "facts": {Fact.PUBLIC_WEBSITE: True, Fact.OWN_IMAGES: False},
        "answers": {key: Answer(question_id=key, **fields) for key, fields in answers.items()},
        "agreed": {
            key: AgreedOption(negotiation_id=key, option=option, known_by=known_by)
            for key, (option, known_by) in agreed.items()
        },
        "overrides": {
            "host.logs": Override(
                responsibility_id="host.logs",
                allocation=Allocation.PROVIDER,
                known_by=100,
                source="contract",
                reason="合同附件三",
                written_on=date(2026, 3, 1),
                evidence=EvidenceLevel.E2,
            )
        },
        "plan": {
            "NW.1-Q1-A1": PlanEntry(
                action_id="NW.1-Q1-A1",
                owner="王建国",
                due=date(2026, 12, 20),
                state=ActionState.DOING,
                note="等采购",
            )
        },
        "updated_on": date(2026, 11, 24),
    }
    return Assessment(**{**fields, **changes})


def small_report(model: str = "iaas", **changes) -> ReportData:
    return report_data(small_matrix(), small_questionnaire(), small_assessment(model, **changes))


def empty_report(model: str = "iaas") -> ReportData:
    return small_report(
        model,
        answers={},
        agreed={},
        overrides={},
        plan={},
        facts={},
        organisation="",
        updated_on=None,
    )


def full_report(model: str = "iaas") -> ReportData:
    """Return a report without gap, open question or action."""
    answers = {
        question.id: chosen(*[c.id for c in question.choices], evidence="E2")
        if question.critical_boxes
        else chosen(100, evidence="E2")
        for question in small_questionnaire().questions
    }
    agreed = {
        key: AgreedOption(negotiation_id=key, option="b", known_by=100, evidence=EvidenceLevel.E2)
        for key in ("n1", "n2", "n3")
    }
    return small_report(model, answers=answers, agreed=agreed, overrides={}, plan={})


def unanswered(question_id: str) -> dict:
    return {**ANSWERS, question_id: {"state": AnswerState.OPEN}}


INTERVIEW = Interview(
    id="i1",
    name="李明",
    role="运维主管",
    held_on=date(2026, 11, 20),
    setting=Setting.CALL,
    sample="3 of 12 hosts",
)
EVIDENCE = {
    each.id: each
    for each in (
        Evidence(
            id="e1",
            kind=EvidenceKind.FILE,
            title="防火墙规则.png",
            sha256="ab" * 32,
            size=1200,
            method=Method.TEST,
            collected_on=date(2026, 11, 20),
            collected_by="王",
            expires_on=date(2026, 11, 23),
            questions=("NW.1-Q1", "NW.1-Q2"),
        ),
        Evidence(
            id="e2",
            kind=EvidenceKind.LINK,
            title="Policy",
            content="https://example.org/policy",
            expires_on=date(2026, 11, 24),
        ),
    )
}
OBSERVATION = Observation(
    id="o1",
    question_id="NW.1-Q1",
    issue="Two ports are open to all",
    effect="Anybody can try passwords",
    recommendation="Close them\nand look again",
    owner="王建国",
    due=date(2026, 12, 31),
)
FINDINGS = {
    "NW.1-Q1": {**chosen(1), "note": "两个端口对外开放", "interview": "i1"},
    "NW.1-Q2": {**chosen(50), "note": "Zhou showed the list"},
    "OS.1-Q2": chosen(25),
}


def audited(**changes) -> Assessment:
    """Return an assessment that an auditor has looked at."""
    findings = changes.pop("findings", FINDINGS)
    fields = {
        "findings": {key: Answer(question_id=key, **said) for key, said in findings.items()},
        "interviews": {"i1": INTERVIEW},
        "evidence": EVIDENCE,
        "observations": {"o1": OBSERVATION},
        "round": Round(number=2, previous="first", reason="新的机房"),
    }
    return small_assessment(**{**fields, **changes})


def sealed(assessment: Assessment) -> Assessment:
    """Return an assessment as it is after its sign-off."""
    moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    seal = Seal(sha256=digest(assessment), sealed_at=moment, sealed_by="王")
    return replace(assessment, status=Status(state=AssessmentState.FINAL, seal=seal))


def report_on(assessment: Assessment, **options) -> ReportData:
    return report_data(
        small_matrix(), small_questionnaire(), assessment, options=ReportOptions(**options)
    )


def told(assessment: Assessment, count: int = 3) -> History:
    """Return a history as the database tells it: its beginning, then answers and an entry."""
    moment = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    entries = [chained("", 1, moment, "", BEGUN, "", before="", after=digest(assessment))]
    for number in range(2, count + 1):
        answer = Answer(question_id="NW.1-Q2", state=AnswerState.CHOSEN, choices=("50",))
        part, value = (
            (Part.PLAN, assessment.plan["NW.1-Q1-A1"]) if number == 2 else (Part.ANSWERS, answer)
        )
        key = "NW.1-Q1-A1" if number == 2 else "NW.1-Q2"
        entries.append(
            chained(
                entries[-1].hash,
                number,
                moment + timedelta(minutes=number),
                "李明",
                part,
                key,
                before="",
                after=json.dumps(of_value(part, value), ensure_ascii=False, sort_keys=True),
            )
        )
    return History(entries=tuple(entries), reads=value_of)


ACCEPTED_RISK = PlanEntry(
    action_id="OS.1-Q1-A1",
    owner="赵",
    state=ActionState.ACCEPTED,
    note="明年再看",
    cost="¥3,000",
    effort=4,
    reason="预算要到明年才有",
    approver="林总",
)


def planned(**changes) -> Assessment:
    """Return an audited assessment whose plan has an accepted risk, costs and a day."""
    plan = {"NW.1-Q1-A1": small_assessment().plan["NW.1-Q1-A1"], "OS.1-Q1-A1": ACCEPTED_RISK}
    fields = {"plan": plan, "schedule": Schedule(begins_on=date(2026, 12, 1))}
    return audited(**{**fields, **changes})


def report_for(reader: Reader, assessment: Assessment, **changes) -> ReportData:
    """Return a report with its history and the round before."""
    data = report_on(assessment, reader=reader)
    before = small_assessment(answers={**ANSWERS, "NW.1-Q2": chosen(0)})
    earlier = earlier_round(small_matrix(), small_questionnaire(), before)
    fields = {"history": told(assessment) if assessment.plan else None, "earlier": earlier}
    return replace(data, **{**fields, **changes})


HANDOFFS = {
    "net.rules": Handoff(
        responsibility_id="net.rules",
        starts=Party.CUSTOMER,
        proves=Party.PROVIDER,
        customer_part="每季度核对一次规则",
        provider_part="提供规则功能",
        notice_hours=24,
        proof="规则的导出清单",
    )
}
