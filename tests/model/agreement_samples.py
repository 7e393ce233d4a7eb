"""Table 6 of the paper as an agreed division of one service, and a division left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from model.assessment import CloudService, Override
from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.library import content
from model.responsibility import Allocation, ServiceModel
from tests.builders import make_assessment

GOVERNMENT = content("government-cloud-2020")
OSCAR = content("oscar-2020")

# Table 6 as printed: the row, ✓ or ✗ of the provider, ✓ or ✗ of the customer.
TABLE_6 = """
安全物理环境 ✓✗
安全通信网络 / 网络架构 ✓✓
安全通信网络 / 通信传输 ✓✗
安全通信网络 / 可信验证 ✓✗
安全区域边界 / 边界保护 ✓✓
安全区域边界 / 访问控制 ✓✓
安全区域边界 / 入侵防范 ✓✗
安全区域边界 / 恶意代码和垃圾邮件防范 ✓✗
安全区域边界 / 安全审计 ✓✓
安全区域边界 / 可信验证 ✓✗
安全计算环境 / 身份鉴别 ✓✗
安全计算环境 / 访问控制 ✓✓
安全计算环境 / 安全审计 ✓✗
安全计算环境 / 入侵防范 ✓✓
安全计算环境 / 恶意代码防范 ✓✓
安全计算环境 / 镜像和快照保护 ✓✗
安全计算环境 / 可信验证 ✓✗
安全计算环境 / 数据完整性和保密性 ✓✓
安全计算环境 / 数据备份恢复 ✓✓
安全计算环境 / 剩余信息保护 ✓✗
安全计算环境 / 个人信息保护 ✗✓
安全管理中心 / 系统管理 ✓✗
安全管理中心 / 审计管理 ✓✗
安全管理中心 / 安全管理 ✓✗
安全管理中心 / 集中管控 ✓✓
安全管理制度 ✓✓
安全管理机构 ✓✓
安全管理人员 / 人员录用 ✓✓
安全管理人员 / 人员离岗 ✓✓
安全管理人员 / 安全意识教育和培训 ✓✓
安全管理人员 / 外部人员访问管理 ✓✗
安全建设管理 / 定级和备案 ✗✓
安全建设管理 / 安全方案设计 ✓✓
安全建设管理 / 产品采购和使用 ✓✓
安全建设管理 / 自行软件开发 ✓✓
安全建设管理 / 外包软件开发 ✓✓
安全建设管理 / 工程实施 ✓✓
安全建设管理 / 测试验收 ✓✓
安全建设管理 / 系统交付 ✓✓
安全建设管理 / 等级测评 ✓✓
安全建设管理 / 服务供应商选择 ✗✓
安全建设管理 / 供应链管理 ✓✗
安全运维管理 / 环境管理 ✓✗
安全运维管理 / 资产管理 ✓✗
安全运维管理 / 介质管理 ✓✗
安全运维管理 / 设备维护管理 ✓✗
安全运维管理 / 漏洞和风险管理 ✓✓
安全运维管理 / 网络和系统安全管理 ✓✗
安全运维管理 / 恶意代码防范管理 ✓✓
安全运维管理 / 配置管理 ✓✓
安全运维管理 / 密码管理 ✓✓
安全运维管理 / 变更管理 ✓✓
安全运维管理 / 备份与恢复管理 ✓✓
安全运维管理 / 安全事件处置 ✓✗
安全运维管理 / 应急预案管理 ✓✓
安全运维管理 / 外包运维管理 ✓✗
"""
HOLDERS = {"✓✗": Allocation.PROVIDER, "✗✓": Allocation.CUSTOMER, "✓✓": Allocation.SHARED}
ROWS = [
    (row, HOLDERS[marks])
    for row, _, marks in (line.rpartition(" ") for line in TABLE_6.strip().split("\n"))
]

SIGNED = Agreement(
    customer_name="示例市政务服务局",
    customer_signatory="王敏 信息中心主任",
    customer_contact="李强",
    customer_phone="010-0000 0001",
    customer_mail="duty@example.gov.cn",
    provider_name="示例政务云有限公司",
    provider_signatory="赵云 总经理",
    provider_contact="7×24 值班台",
    provider_phone="010-0000 0002",
    provider_mail="noc@example.cn",
    reference="政务云服务合同 2026-017 号",
    scope="政务服务网及其数据库\n不含各委办局自建系统",
    valid_from=date(2026, 12, 1),
    review_on=date(2027, 11, 30),
)


def table_6():
    """Return table 6 as a contract: every row claimed, every shared row handed over."""
    matrix, _ = GOVERNMENT
    claims, handoffs = {}, {}
    for number, (duty, (_, holder)) in enumerate(
        zip(matrix.responsibilities, ROWS, strict=True), start=1
    ):
        claim = Claim(
            responsibility_id=duty.id,
            source=ClaimSource.CONTRACT,
            allocation=holder,
            stated_on=date(2026, 11, 1),
            place=f"附件一第 {number} 行",
        )
        claims[claim.key] = claim
        if holder is Allocation.SHARED:
            handoffs[duty.id] = Handoff(
                responsibility_id=duty.id,
                starts=Party.CUSTOMER,
                proves=Party.PROVIDER,
                customer_part=f"提出第 {number} 项的业务要求",
                provider_part=f"按要求落实第 {number} 项，并留下记录",
                notice_hours=24,
                proof=f"第 {number} 项季度记录",
            )
    return make_assessment(
        "iaas",
        questionnaire_id="government-cloud-2020",
        questionnaire_version=GOVERNMENT[1].version,
        organisation="示例市政务服务局",
        service=CloudService(name="政务服务网", provider="inspur", model=ServiceModel.IAAS),
        claims=claims,
        handoffs=handoffs,
        agreement=SIGNED,
    )


def half_settled(**texts):
    """Return a division with every kind of entry and gap; `texts` stand for what people type."""
    say = {"name": "王敏", "note": "按合同执行", "line": "第 4.2 条"} | texts
    claims = [
        Claim(
            responsibility_id=duty,
            source=source,
            allocation=holder,
            stated_on=date(2026, 11, 1),
            place=say["line"],
            note="for ourselves only",
        )
        for duty, source, holder in (
            ("os.public_image.production", ClaimSource.CONTRACT, Allocation.PROVIDER),
            ("iam.console.credentials", ClaimSource.CONTRACT, Allocation.PROVIDER),
            ("iam.console.credentials", ClaimSource.PRACTICE, Allocation.CUSTOMER),
            ("application.management", ClaimSource.PROVIDER_DOCUMENT, Allocation.SHARED),
            ("application.management", ClaimSource.CONTRACT, Allocation.CUSTOMER),
            ("application.lifecycle", ClaimSource.CONTRACT, Allocation.CUSTOMER),
            ("application.lifecycle", ClaimSource.PRACTICE, Allocation.PROVIDER),
        )
    ]
    shared = [r.id for r in OSCAR[0].responsibilities if r.allocation["iaas"] is Allocation.SHARED]
    override = Override(
        responsibility_id="data.customer.migration",
        allocation=Allocation.PROVIDER,
        known_by=100,
        source="contract",
        reason=say["note"],
        written_on=date(2026, 11, 2),
        customer_name=say["name"],
        provider_name=say["name"],
    )
    handoff = Handoff(
        responsibility_id=shared[0],
        starts=Party.CUSTOMER,
        customer_part=say["note"],
        provider_part=say["note"],
        notice_hours=4,
        proof=say["note"],
    )
    accepted = AcceptedGap(
        responsibility_id=shared[0],
        gap=DivisionGap.NO_LEADS,
        reason=say["note"],
        accepted_by=say["name"],
        accepted_on=date(2026, 11, 3),
    )
    made = make_assessment(
        questionnaire_id="oscar-2020",
        questionnaire_version=OSCAR[1].version,
        service=CloudService(name=say["name"], provider=say["name"], model=ServiceModel.IAAS),
        claims={claim.key: claim for claim in claims},
        handoffs={handoff.responsibility_id: handoff},
        overrides={override.responsibility_id: override},
        accepted={accepted.responsibility_id: accepted},
        agreed={
            "table2.1": ("a", 100),
            "table2.2": ("c", 0),
            "table2.3": (None, None),
        },
    )
    return replace(made, agreement=Agreement(customer_name=say["name"], scope=say["note"]))
