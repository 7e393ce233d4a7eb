"""The report that each reader gets: what is in it, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from model.assessment import (
    ActionState,
    AnswerState,
    CloudService,
    Override,
    PlanEntry,
    Schedule,
)
from model.content.loader import load_matrix, load_questionnaire
from model.facts import Depth
from model.i18n import Catalog
from model.language import Language
from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap
from model.reporting import history_pages
from model.reporting.data import History, Reader, ReportOptions, report_data
from model.reporting.owner_report import first_actions
from model.reporting.plan_report import sections, write_report
from model.responsibility import Allocation, ServiceModel
from model.rounding import one_decimal
from model.wording import duty_name
from tests.builders import chosen, make_assessment
from tests.model.reporting.samples import (
    ANSWERS,
    EVIDENCE,
    HANDOFFS,
    INTERVIEW,
    OBSERVATION,
    audited,
    empty_report,
    full_report,
    planned,
    report_for,
    report_on,
    sealed,
    small_assessment,
    small_questionnaire,
    small_report,
    told,
)

STATES = (empty_report, small_report, full_report)
LONG = "很长的名字也要放得下" * 12
PLAIN_PAGES = {Reader.OWNER: 2, Reader.BOARD: 1}


@pytest.fixture(params=list(Language))
def catalog(request):
    return Catalog(request.param)


def read(data, catalog, tmp_path):
    path = tmp_path / "report.pdf"
    write_report(data, catalog, path)
    return PdfReader(path)


def words(data, catalog, tmp_path) -> str:
    pages = read(data, catalog, tmp_path).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


def says(catalog, key, **values) -> str:
    return squeezed(catalog.text(key, **values))


def for_reader(data, reader):
    return replace(data, options=replace(data.options, reader=reader))


@pytest.mark.parametrize("model", ["iaas", "saas"])
@pytest.mark.parametrize("make", STATES)
@pytest.mark.parametrize("reader", PLAIN_PAGES)
def test_owner_gets_two_pages_and_board_one(tmp_path, catalog, reader, make, model):
    printed = read(for_reader(make(model), reader), catalog, tmp_path)

    assert len(printed.pages) == PLAIN_PAGES[reader]


@pytest.mark.parametrize("reader", PLAIN_PAGES)
def test_pages_stay_two_and_one_however_much_was_typed(tmp_path, catalog, reader):
    note = "长" * 2000
    entry = PlanEntry(action_id="", owner=LONG, note=note, cost=note, reason=note, approver=LONG)
    plan = {
        f"{question}-A1": replace(entry, action_id=f"{question}-A1", state=state)
        for question, state in (
            ("NW.1-Q1", ActionState.DOING),
            ("NW.1-Q2", ActionState.ACCEPTED),
            ("OS.1-Q1", ActionState.ACCEPTED),
        )
    }
    service = CloudService(name=LONG, provider=LONG, model=ServiceModel.IAAS)
    held = planned(plan=plan, organisation=LONG, service=service)

    printed = read(report_for(reader, held), catalog, tmp_path)

    assert len(printed.pages) == PLAIN_PAGES[reader]


@pytest.mark.parametrize("reader", list(Reader))
def test_every_report_says_what_it_was_made_from_and_can_be_jumped_through(
    tmp_path, catalog, reader
):
    printed = read(report_for(reader, planned(handoffs=HANDOFFS)), catalog, tmp_path)

    for number, page in enumerate(printed.pages, start=1):
        text = page.extract_text()
        for part in ("Test & Co", "来源：云计算开源产业联盟", "0" * 12, "1.0.0"):
            assert part in text
        assert catalog.text("report.page", page=number, total=len(printed.pages)) in text
    assert printed.metadata.title == catalog.text(f"reader.{reader}.title")
    assert "Shop" in printed.metadata.subject
    assert str(printed.trailer["/Root"]["/Lang"]).startswith(catalog.language.value)
    top = [item for item in printed.outline if not isinstance(item, list)]
    assert len(top) >= 4
    for item in top:
        page = printed.pages[printed.get_destination_page_number(item)]
        assert squeezed(item.title) in squeezed(page.extract_text())


@pytest.mark.parametrize("reader", list(Reader))
def test_the_same_input_gives_the_same_bytes(tmp_path, catalog, reader):
    data = report_for(reader, planned())

    for name in ("a", "b"):
        write_report(data, catalog, tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("reader", list(Reader))
def test_every_state_of_an_assessment_can_be_printed(tmp_path, catalog, reader):
    for make in STATES:
        for model in ServiceModel:
            assert read(for_reader(make(model.value), reader), catalog, tmp_path).pages


class TestOwner:
    def test_uses_none_of_the_words_of_the_trade(self, tmp_path, catalog):
        trade = {
            "zh": ("承担度", "清晰度", "完成度", "区间", "关键缺口", "附录", "权重", "暂定"),
            "en": ("share carried", "clarity", "completeness", "critical gap", "appendix"),
        }[catalog.language]

        for data in (report_for(Reader.OWNER, planned()), for_reader(full_report(), Reader.OWNER)):
            text = words(data, catalog, tmp_path).casefold()
            assert not [word for word in trade if squeezed(word) in text]

    def test_names_who_and_by_when_counted_from_the_day_of_the_plan(self, tmp_path, catalog):
        held = planned(schedule=Schedule(begins_on=date(2027, 1, 1)))
        data = report_for(Reader.OWNER, held)

        text = words(data, catalog, tmp_path)

        for day in (date(2027, 1, 31), date(2026, 12, 20)):
            given = {"year": day.year, "month": day.month, "day": day.day}
            assert says(catalog, "reader.owner.by") + says(catalog, "report.date", **given) in text
        assert "王建国" in text

    def test_puts_what_is_due_first_first_and_leaves_out_what_is_decided(self):
        data = report_for(Reader.OWNER, planned())

        actions = first_actions(data)

        assert "OS.1-Q1-A1" not in [action.id for action in actions]
        days = [int(action.horizon.value) for action in actions]
        assert days == sorted(days)
        assert len(actions) == len(data.plan.ranked) - 1

    def test_praises_only_what_is_answered_to_the_end(self, tmp_path, catalog):
        full = words(for_reader(full_report(), Reader.OWNER), catalog, tmp_path)
        empty = words(for_reader(empty_report(), Reader.OWNER), catalog, tmp_path)

        assert says(catalog, "reader.owner.good.intro") in full
        assert says(catalog, "reader.owner.good.none.empty") in empty
        assert says(catalog, "reader.owner.good.intro") not in empty

    def test_half_an_assessment_is_not_told_that_all_is_done(self, tmp_path, catalog):
        full = small_questionnaire().questions
        answers = {q.id: chosen(100) for q in full if not q.is_list and q.id != "OS.1-Q2"}
        data = report_for(Reader.OWNER, small_assessment(answers=answers, overrides={}, agreed={}))

        text = words(data, catalog, tmp_path)

        assert data.evaluation.open_count
        assert says(catalog, "reader.owner.none.whole") not in text
        assert says(catalog, "reader.owner.find_out.open", count=data.evaluation.open_count) in text

    def test_says_why_there_is_no_grade(self, tmp_path, catalog):
        text = words(report_for(Reader.OWNER, planned()), catalog, tmp_path)

        assert says(catalog, "reader.owner.interim") in text
        assert says(catalog, "reader.owner.interim.critical", count=1) in text


class TestBoard:
    def test_names_the_gaps_and_what_nobody_holds(self, tmp_path, catalog):
        text = words(report_for(Reader.BOARD, planned()), catalog, tmp_path)

        gap = {"zh": "放行规则", "en": "Traffic rules"}[catalog.language]
        lost = {"zh": "监测", "en": "Monitoring"}[catalog.language]
        assert says(catalog, "reader.board.critical", count=1) + squeezed(gap) in text
        assert says(catalog, "reader.board.nobody", count=1) + lost in text

    def test_shows_the_round_before_only_where_it_can_be_compared(self, tmp_path, catalog):
        data = report_for(Reader.BOARD, planned())
        was, now = data.earlier.evaluation, data.evaluation
        change = f"+{one_decimal(now.share.value - was.share.value)}"
        other = replace(data, earlier=replace(data.earlier, evaluation=None, version="0.9.0"))

        text = words(data, catalog, tmp_path)
        apart = words(other, catalog, tmp_path)
        alone = words(replace(data, earlier=None), catalog, tmp_path)

        share = one_decimal(was.share.value)
        assert says(catalog, "reader.board.was.changed", was=share, change=change) in text
        assert says(catalog, "reader.board.trend.other", version="0.9.0") in apart
        assert share not in apart
        assert says(catalog, "reader.board.trend.absent") in alone

    def test_puts_before_the_board_who_accepted_which_risk_and_why(self, tmp_path, catalog):
        gap = AcceptedGap(
            responsibility_id="host.watch",
            gap=DivisionGap.ORPHANED,
            reason="DECIDED-SO",
            accepted_by="周",
        )
        text = words(
            report_for(Reader.BOARD, planned(accepted={"host.watch": gap})), catalog, tmp_path
        )

        for reason, approver in (("预算要到明年才有", "林总"), ("DECIDED-SO", "周")):
            assert says(catalog, "reader.board.why", reason=reason, approver=approver) in text
        assert says(catalog, "reader.board.kind.provider") in text

    def test_counts_what_does_not_fit(self, tmp_path, catalog):
        questionnaire = load_questionnaire()
        answers = {
            question.id: chosen() if question.is_list else chosen(question.choices[0].id)
            for question in questionnaire.questions
        }
        data = report_data(
            load_matrix(),
            questionnaire,
            make_assessment("iaas", answers, depth=Depth.FULL),
            options=ReportOptions(reader=Reader.BOARD),
        )
        gaps = {
            duty_name(score.duty, catalog)
            for score in data.evaluation.of_paper
            if score.critical_gaps
        }

        printed = read(data, catalog, tmp_path)

        text = squeezed("".join(page.extract_text() for page in printed.pages))
        shown = [name for name in gaps if squeezed(name) in text]
        more = says(catalog, "reader.board.more", names="", count=len(gaps) - len(shown))
        assert len(printed.pages) == 1
        assert 0 < len(shown) < len(gaps)
        assert more in text

    def test_sets_the_next_days_from_the_day_of_the_plan(self, tmp_path, catalog):
        text = words(report_for(Reader.BOARD, planned()), catalog, tmp_path)

        assert says(catalog, "report.date", year=2026, month=12, day=31) in text


class TestAuditor:
    def test_prints_the_whole_plan_and_the_record(self):
        keys = [section.key for section in sections(report_for(Reader.AUDITOR, planned()))]
        plan = [section.key for section in sections(report_on(planned()))]

        assert set(plan) < set(keys)
        assert keys[-3:] == ["history", "seal", "colophon"]

    def test_says_of_every_part_that_there_is_nothing(self, tmp_path, catalog):
        data = report_for(Reader.AUDITOR, small_assessment())

        text = words(data, catalog, tmp_path)

        for key in ("findings", "observations", "interviews", "evidence"):
            assert says(catalog, f"reader.auditor.none.{key}") in text

    def test_prints_each_change_in_words_with_time_person_and_the_head_of_the_chain(
        self, tmp_path, catalog
    ):
        data = report_for(Reader.AUDITOR, planned())

        text = words(data, catalog, tmp_path)

        question = small_questionnaire().by_id["NW.1-Q2"]
        assert data.history.entries[-1].hash in text
        assert "2026-11-2008:03:00李明" in text
        assert squeezed(catalog.text("review.kind.answers") + "NW.1-Q2") in text
        assert squeezed(catalog.say(question.choice("50").text)) in text
        assert '"choices"' not in text
        assert says(catalog, "reader.history.all", count=3, printed=3) in text

    def test_a_long_history_is_bounded_with_an_honest_count(self, tmp_path, catalog, monkeypatch):
        monkeypatch.setattr(history_pages, "MOST", 5)
        held = planned()
        data = report_for(Reader.AUDITOR, held, history=told(held, 12))

        text = words(data, catalog, tmp_path)

        assert says(catalog, "reader.history.newest", count=12, printed=5) in text
        assert "08:12:00" in text
        assert "08:07:00" not in text

    def test_a_history_that_was_altered_says_so(self, tmp_path, catalog):
        held = planned()
        whole = told(held)
        first, second, third = whole.entries
        altered = History(
            entries=(first, replace(second, person="someone"), third), reads=whole.reads
        )

        text = words(report_for(Reader.AUDITOR, held, history=altered), catalog, tmp_path)

        assert says(catalog, "reader.history.broken") in text
        assert says(catalog, "review.history.broken", number=2) in text
        assert says(catalog, "reader.history.broken") not in words(
            report_for(Reader.AUDITOR, held), catalog, tmp_path
        )

    def test_without_a_history_at_hand_it_says_so(self, tmp_path, catalog):
        held = planned()
        unknown = words(report_for(Reader.AUDITOR, held, history=None), catalog, tmp_path)
        empty = History(entries=(), reads=told(held).reads)

        assert says(catalog, "reader.history.unknown") in unknown
        assert says(catalog, "reader.history.none") in words(
            report_for(Reader.AUDITOR, held, history=empty), catalog, tmp_path
        )

    def test_the_seal_is_told_whole_broken_or_missing(self, tmp_path, catalog):
        signed = sealed(planned())
        whole = words(report_for(Reader.AUDITOR, signed), catalog, tmp_path)
        broken = words(
            report_for(Reader.AUDITOR, replace(signed, organisation="Other")), catalog, tmp_path
        )
        missing = words(report_for(Reader.AUDITOR, planned()), catalog, tmp_path)

        assert says(catalog, "reader.seal.intact") in whole
        assert signed.status.seal.sha256 in whole
        assert says(catalog, "report.sign_off.broken") in broken
        assert says(catalog, "reader.seal.intact") not in broken
        assert says(catalog, "reader.seal.none") in missing

    def test_files_are_listed_with_their_whole_digest(self, tmp_path, catalog):
        digest = EVIDENCE["e1"].sha256

        assert digest in words(report_for(Reader.AUDITOR, planned()), catalog, tmp_path)
        assert digest not in words(report_on(planned()), catalog, tmp_path)


MARKER = "NOT-FOR-THEM<b>"


def secretive():
    """Return an assessment with a marker in everything the provider must not see."""
    answers = {
        key: {**said, "note": MARKER}
        if said.get("state") is not AnswerState.NOT_APPLICABLE
        else {**said, "reason": MARKER, "note": MARKER}
        for key, said in ANSWERS.items()
    }
    claim = Claim(
        responsibility_id="net.rules",
        source=ClaimSource.CONTRACT,
        allocation=Allocation.SHARED,
        place=MARKER,
        note=MARKER,
        evidence="e1",
    )
    return planned(
        answers=answers,
        findings={"NW.1-Q1": {**chosen(1), "note": MARKER}},
        plan={
            "NW.1-Q1-A1": PlanEntry(
                action_id="NW.1-Q1-A1",
                owner=MARKER,
                note=MARKER,
                cost=MARKER,
                reason=MARKER,
                approver=MARKER,
                state=ActionState.ACCEPTED,
            )
        },
        overrides={
            "host.logs": Override(
                responsibility_id="host.logs",
                allocation=Allocation.PROVIDER,
                known_by=100,
                source="contract",
                reason=MARKER,
                written_on=None,
                customer_name=MARKER,
                provider_name=MARKER,
            )
        },
        interviews={"i1": replace(INTERVIEW, name=MARKER, role=MARKER, sample=MARKER)},
        evidence={"e1": replace(EVIDENCE["e1"], title=MARKER, collected_by=MARKER)},
        observations={
            "o1": replace(OBSERVATION, issue=MARKER, effect=MARKER, recommendation=MARKER)
        },
        claims={claim.key: claim},
        handoffs=HANDOFFS,
        accepted={
            "host.watch": AcceptedGap(
                responsibility_id="host.watch",
                gap=DivisionGap.ORPHANED,
                reason=MARKER,
                accepted_by=MARKER,
            )
        },
        agreement=Agreement(customer_contact=MARKER, customer_signatory=MARKER, reference=MARKER),
        round=replace(audited().round, reason=MARKER),
    )


class TestProvider:
    def test_the_markers_are_there_to_be_found(self, tmp_path, catalog):
        text = words(report_for(Reader.AUDITOR, secretive()), catalog, tmp_path)

        assert text.count(MARKER) > 15

    def test_nothing_of_answers_plan_fieldwork_or_people_is_shown(self, tmp_path, catalog):
        data = report_for(Reader.PROVIDER, sealed(secretive()))
        path = tmp_path / "report.pdf"

        write_report(data, catalog, path)

        text = squeezed("".join(page.extract_text() for page in PdfReader(path).pages))
        assert "NOT-FOR-THEM" not in text
        assert b"NOT-FOR-THEM" not in path.read_bytes()
        assert "NOT-FOR-THEM" not in str(PdfReader(path).metadata)

    def test_no_score_answer_gap_or_action_is_shown(self, tmp_path, catalog):
        data = report_for(Reader.PROVIDER, planned())

        text = words(data, catalog, tmp_path)

        press_words = ("word.share", "report.summary.critical", "report.grade", "word.clarity")
        assert not [key for key in press_words if says(catalog, key) in text]
        for score in data.evaluation.duties:
            for line in score.lines:
                assert squeezed(catalog.say(line.question.text)) not in text
                assert not [a for a in line.question.actions if a.id in text]
        assert one_decimal(data.evaluation.share.value) not in text

    def test_questions_division_handoffs_and_open_points_are_there(self, tmp_path, catalog):
        text = words(report_for(Reader.PROVIDER, planned(handoffs=HANDOFFS)), catalog, tmp_path)

        for key in ("questions", "division", "handoffs", "open"):
            assert says(catalog, f"reader.provider.{key}.title") in text
        assert says(catalog, "reader.provider.handoffs.customer", text="每季度核对一次规则") in text
        assert says(catalog, "agreement.doc.gap.orphaned") in text
        option = {"zh": "服务商来做。", "en": "The provider does it."}[catalog.language]
        assert says(catalog, "reader.provider.option", option=option) in text

    def test_without_handoffs_the_numbers_have_no_gap(self):
        found = sections(report_for(Reader.PROVIDER, planned()))

        assert [section.number for section in found] == ["1", "2", "3"]


def test_the_plan_prints_cost_estimate_and_who_accepts_the_risk(tmp_path, catalog):
    text = words(report_on(planned()), catalog, tmp_path)

    for name, value in (
        ("cost", "¥3,000"),
        ("own_effort", catalog.text("word.effort.4")),
        ("reason", "预算要到明年才有"),
        ("approver", "林总"),
    ):
        assert says(catalog, f"report.plan.{name}") + squeezed(value) in text
    begins_on = catalog.text("report.date", year=2026, month=12, day=1)
    day = catalog.text("report.date", year=2026, month=12, day=31)
    assert says(catalog, "report.plan.horizon.due", day=day, begins_on=begins_on) in text


def test_a_plan_without_a_day_names_no_dates(tmp_path, catalog):
    data = report_on(planned(schedule=Schedule(), updated_on=None))
    due = catalog.text("report.plan.horizon.due", day="#", begins_on="#")

    text = words(data, catalog, tmp_path)

    assert squeezed(due.partition("#")[0] + "2026") not in text
    assert says(catalog, "word.horizon.30") in text
    assert words(for_reader(data, Reader.OWNER), catalog, tmp_path)
    assert words(for_reader(data, Reader.BOARD), catalog, tmp_path)


def test_a_report_for_a_reader_follows_the_other_options(tmp_path, catalog):
    options = ReportOptions(with_auditor=False, reader=Reader.AUDITOR)
    data = replace(report_on(sealed(planned()), with_auditor=False), options=options)

    text = words(data, catalog, tmp_path)

    assert says(catalog, "reader.auditor.none.findings") in text
    assert says(catalog, "report.sign_off.shortened") in text
    assert says(catalog, "reader.seal.now") not in text
