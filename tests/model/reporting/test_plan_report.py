"""The improvement plan as a reader of the PDF finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from model.assessment import AgreedOption, CloudService, Override, PlanEntry
from model.content.loader import load_matrix, load_questionnaire
from model.facts import Depth
from model.i18n import Catalog
from model.improvement import Horizon
from model.language import Language, LocalizedText
from model.ledger import AcceptedGap, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.progress import Cancelled, Progress
from model.provider import ProviderFeatures
from model.questionnaire import Choice, QuestionKind
from model.reporting.data import report_data
from model.reporting.plan_report import sections, write_report
from model.reporting.press import Press
from model.responsibility import Allocation, ServiceModel
from model.rounding import one_decimal
from model.wording import responsibility_name
from tests.builders import chosen, make_assessment
from tests.model.reporting.samples import (
    ANSWERS,
    empty_report,
    full_report,
    small_assessment,
    small_matrix,
    small_questionnaire,
    small_report,
    unanswered,
)

HOSTILE = (
    '<img src="/etc/passwd"/> a<b & <b>bold</b> <a href="file:///etc">x</a> &lt; \x00\x1b\u202e ]]>'
)
PRINTED = '<img src="/etc/passwd"/> a<b & <b>bold</b> <a href="file:///etc">x</a> &lt;'


@pytest.fixture(params=list(Language))
def catalog(request):
    return Catalog(request.param)


def read(data, catalog, tmp_path, name="plan.pdf"):
    path = tmp_path / name
    write_report(data, catalog, path)
    return PdfReader(path)


def words(reader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def outline_titles(items):
    for item in items:
        if isinstance(item, list):
            yield from outline_titles(item)
        else:
            yield item.title


def test_what_people_typed_is_printed_letter_by_letter(tmp_path, catalog):
    data = small_report(
        organisation=HOSTILE,
        service=CloudService(name=HOSTILE, provider=HOSTILE, model=ServiceModel.IAAS),
        answers={**ANSWERS, "NW.1-Q1": {**chosen(2), "note": HOSTILE}},
        plan={"NW.1-Q1-A1": PlanEntry(action_id="NW.1-Q1-A1", owner=HOSTILE, note=HOSTILE)},
    )

    reader = read(data, catalog, tmp_path)

    text = squeezed(words(reader))
    assert text.count(squeezed(PRINTED)) >= 5
    assert not any(page.images for page in reader.pages)
    assert "root:" not in text
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert not any("/A" in link and "/URI" in link["/A"] for link in links)


def test_the_same_input_gives_the_same_bytes(tmp_path, catalog):
    data = small_report()
    turned = small_report(
        answers=dict(reversed(ANSWERS.items())),
        facts=dict(reversed(data.assessment.facts.items())),
        agreed=dict(reversed(data.assessment.agreed.items())),
    )

    for name, each in (("a.pdf", data), ("b.pdf", data), ("c.pdf", turned)):
        write_report(each, catalog, tmp_path / name)

    first = (tmp_path / "a.pdf").read_bytes()
    assert (tmp_path / "b.pdf").read_bytes() == first
    assert (tmp_path / "c.pdf").read_bytes() == first


def test_sections_stand_in_order_in_text_and_outline(tmp_path, catalog):
    reader = read(small_report(), catalog, tmp_path)

    titles = list(outline_titles(reader.outline))
    press = Press.for_catalog(catalog)
    expected = [
        press.text("section", number=s.numbered(press), title=press.text(f"{s.key}.title"))
        for s in sections(small_report())
    ]
    assert [title for title in titles if title in expected] == expected
    for item in reader.outline:
        if not isinstance(item, list):
            page = reader.pages[reader.get_destination_page_number(item)]
            assert squeezed(item.title) in squeezed(page.extract_text())
    assert catalog.text("word.horizon.30") in titles


def test_the_contents_name_the_page_of_each_section(tmp_path, catalog):
    reader = read(small_report(), catalog, tmp_path)

    contents = squeezed(reader.pages[1].extract_text())
    for item in reader.outline:
        if isinstance(item, list):
            continue
        page = reader.get_destination_page_number(item) + 1
        title = squeezed(item.title)
        after = contents[contents.index(title) + len(title) :]
        assert after.startswith(str(page)), item.title


def test_every_page_says_whose_it_is_and_what_it_was_made_from(tmp_path, catalog):
    data = small_report()
    reader = read(data, catalog, tmp_path)

    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "Test & Co" in text
        assert "来源：云计算开源产业联盟" in text
        assert "0" * 12 in text
        assert catalog.text("report.page", page=number, total=len(reader.pages)) in text
    assert data.questionnaire.digest in squeezed(reader.pages[-1].extract_text())


def test_the_file_carries_its_title_and_language(tmp_path, catalog):
    reader = read(small_report(), catalog, tmp_path)

    assert reader.metadata.title == catalog.text("report.title")
    assert reader.metadata.author == catalog.text("word.app")
    assert "Test & Co" in reader.metadata.subject
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(catalog.language.value)


def test_only_the_bundled_fonts_are_used(tmp_path, catalog):
    reader = read(small_report(), catalog, tmp_path)

    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("NotoSansSC" in name for name in fonts), fonts


@pytest.mark.parametrize("model", ["iaas", "saas"])
@pytest.mark.parametrize("make", [empty_report, small_report, full_report])
def test_every_state_of_an_assessment_can_be_printed(tmp_path, catalog, make, model):
    reader = read(make(model), catalog, tmp_path)

    assert len(reader.pages) > 5


@pytest.mark.parametrize(
    ("model", "depth"), [("iaas", Depth.FULL), ("paas", Depth.EXPRESS), ("saas", Depth.EXPRESS)]
)
def test_the_built_in_questionnaire_can_be_printed(tmp_path, catalog, model, depth):
    questionnaire = load_questionnaire()
    answers = {q.id: chosen(q.choices[0].id) for q in questionnaire.questions[::2]}
    assessment = make_assessment(model, answers, depth=depth)

    reader = read(report_data(load_matrix(), questionnaire, assessment), catalog, tmp_path)

    assert questionnaire.questions[0].id in words(reader)


def test_the_summary_takes_one_page(tmp_path, catalog):
    for data in (small_report(), empty_report(), full_report()):
        reader = read(data, catalog, tmp_path)
        pages = [
            reader.get_destination_page_number(item)
            for item in reader.outline
            if not isinstance(item, list)
        ]
        assert pages[2] - pages[1] == 1


@pytest.mark.parametrize(
    "note",
    ["犇" * 2000, "word " * 400, "x" * 2000, "一\n" * 1000, "，。" * 1000, "😀✗☐" * 600],
)
def test_long_notes_and_names_are_printed_whole(tmp_path, catalog, note):
    note = note[:2000]
    data = small_report(
        organisation="组" * 120,
        service=CloudService(name="s" * 120, provider="p" * 120, model=ServiceModel.IAAS),
        answers={
            **ANSWERS,
            "NW.1-Q2": {**chosen(50), "note": note},
            "OS.2-Q1": {**ANSWERS["OS.2-Q1"], "reason": note},
        },
        plan={"NW.1-Q1-A1": PlanEntry(action_id="NW.1-Q1-A1", owner="王" * 120, note=note)},
    )

    reader = read(data, catalog, tmp_path)

    if "犇" in note:
        assert squeezed(words(reader)).count("犇") == 3 * 2000


def test_the_reason_for_an_interim_result_is_given(tmp_path, catalog):
    text = squeezed(words(read(small_report(answers=unanswered("NW.1-Q1")), catalog, tmp_path)))

    assert squeezed(catalog.text("report.summary.interim")) in text
    assert squeezed(catalog.text("report.interim.critical", count=2)) in text


def test_praise_is_given_only_for_what_was_answered(tmp_path, catalog):
    full = squeezed(words(read(full_report(), catalog, tmp_path)))
    empty = squeezed(words(read(empty_report(), catalog, tmp_path)))

    praise = squeezed(catalog.text("report.gaps.none.title"))
    assert praise in full
    assert praise not in empty
    assert squeezed(catalog.text("report.gaps.unknown")) in empty


def test_ignored_answers_are_named(tmp_path, catalog):
    text = words(read(small_report(), catalog, tmp_path))

    assert "OLD-Q1" in text


def test_duties_of_the_same_name_are_told_apart(tmp_path, catalog):
    text = squeezed(words(read(small_report(), catalog, tmp_path)))

    for responsibility in small_report().matrix.responsibilities[2:4]:
        assert squeezed(responsibility_name(responsibility, catalog)) in text


def test_the_last_share_of_a_horizon_is_its_total(tmp_path, catalog):
    data = small_report()

    text = squeezed(words(read(data, catalog, tmp_path)))

    for horizon in Horizon:
        if data.plan.within(horizon):
            share = one_decimal(data.plan.share_after(horizon))
            assert squeezed(catalog.text("report.plan.after", share=share)) in text


def test_a_stopped_report_leaves_no_file(tmp_path, catalog):
    path = tmp_path / "plan.pdf"
    asked = []

    def should_stop():
        asked.append(1)
        return len(asked) > 150

    with pytest.raises(Cancelled):
        write_report(small_report(), catalog, path, Progress(is_stopped=should_stop))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("limit", [0, 5, 60])
def test_a_stopped_report_keeps_the_older_file(tmp_path, catalog, limit):
    path = tmp_path / "plan.pdf"
    path.write_text("older")
    asked = []

    stopping = Progress(is_stopped=lambda: asked.append(1) or len(asked) > limit)
    with pytest.raises(Cancelled):
        write_report(small_report(), catalog, path, stopping)

    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_goes_from_nothing_to_all(tmp_path, catalog):
    seen = []

    write_report(small_report(), catalog, tmp_path / "plan.pdf", Progress(tell=seen.append))

    assert seen == sorted(seen)
    assert 0 <= seen[0] < 0.1
    assert seen[-1] == 1.0


def test_a_questionnaire_of_lead_questions_is_express_whatever_was_chosen(tmp_path, catalog):
    lead = tuple(replace(question, lead=True) for question in small_questionnaire().questions)
    questionnaire = replace(small_questionnaire(), questions=lead)
    data = report_data(small_matrix(), questionnaire, small_assessment(depth=Depth.FULL))

    reader = read(data, catalog, tmp_path)

    facts = squeezed(reader.pages[0].extract_text())
    depth = catalog.text("report.fact.depth") + catalog.text("word.depth.express")
    assert squeezed(depth) in facts
    text = squeezed(words(reader))
    assert squeezed(catalog.text("report.reading.only_express")) in text
    assert squeezed(catalog.text("report.reading.depth.full")) not in text


def test_the_date_can_be_left_out(tmp_path, catalog):
    dated = small_report()
    undated = replace(dated, printed_on=None)

    cover = read(undated, catalog, tmp_path).pages[0].extract_text()

    assert catalog.text("report.fact.date") not in cover


def test_an_open_question_that_moves_nothing_is_not_called_answered(tmp_path, catalog):
    answers = {**ANSWERS, "OS.1-Q2": chosen(50)}

    cover = squeezed(read(small_report(answers=answers), catalog, tmp_path).pages[0].extract_text())

    assert squeezed(catalog.text("report.summary.range.unmoved")) in cover
    assert squeezed(catalog.text("report.summary.range.settled")) not in cover


def test_without_a_gap_but_with_open_questions_praise_waits(tmp_path, catalog):
    answers = {**ANSWERS, "NW.1-Q1": chosen(1, 2)}

    text = squeezed(words(read(small_report(answers=answers), catalog, tmp_path)))

    assert squeezed(catalog.text("report.gaps.sofar.title")) in text
    assert squeezed(catalog.text("report.gaps.none.title")) not in text


def test_every_guess_and_every_dispute_about_a_holder_is_listed(tmp_path, catalog):
    def held_by(responsibility_id, allocation, known_by):
        return Override(
            responsibility_id=responsibility_id,
            allocation=allocation,
            known_by=known_by,
            source="",
            reason="",
            written_on=None,
        )

    overrides = {
        "net.rules": held_by("net.rules", Allocation.PROVIDER, 0),
        "host.a": held_by("host.a", Allocation.NEGOTIABLE, 50),
        "host.b": held_by("host.b", Allocation.SHARED, 0),
        "room.power": held_by("room.power", Allocation.PROVIDER, 0),
    }

    text = squeezed(words(read(small_report(overrides=overrides), catalog, tmp_path)))

    source = catalog.text("word.authority.override")
    for key in ("why.assumed", "why.orphaned"):
        assert squeezed(catalog.text(f"gap.{key}", source=source)) in text
    for key in ("counted", "uncounted"):
        assert squeezed(catalog.text(f"report.division.gap.{key}")) in text
    nameless = catalog.text("report.division.reason.none")
    assert squeezed(catalog.text("report.division.reason", reason=nameless)) in text
    group = {"zh": "公共镜像 · 补丁", "en": "Patches of public images"}[catalog.language]
    assert squeezed(catalog.text("letter.who", duty=group)) in text


def test_claims_handoffs_and_accepted_gaps_are_printed(tmp_path, catalog):
    def claimed(source, allocation, **more):
        claim = Claim(responsibility_id="net.rules", source=source, allocation=allocation, **more)
        return claim.key, claim

    reason = "A-REASON <b>"
    report = small_report(
        claims=dict(
            (
                claimed(ClaimSource.CONTRACT, Allocation.SHARED, stated_on=date(2026, 3, 1)),
                claimed(ClaimSource.PROVIDER_DOCUMENT, Allocation.CUSTOMER, place="PAGE-7"),
            )
        ),
        handoffs={
            "net.rules": Handoff(
                responsibility_id="net.rules", starts=Party.PROVIDER, proof="A-LOG", notice_hours=4
            )
        },
        accepted={
            "net.rules": AcceptedGap(
                responsibility_id="net.rules",
                gap=DivisionGap.DISPUTED,
                reason=reason,
                accepted_by="WANG",
                accepted_on=date(2026, 4, 2),
            )
        },
    )

    text = squeezed(words(read(report, catalog, tmp_path)))

    accepted = catalog.text("gap.accepted.by_on", name="WANG", day="2026-04-02", reason=reason)
    notice = catalog.text("division.notice", hours=4)
    undated = catalog.text("report.division.claims.undated")
    for said in (accepted, notice, undated, "PAGE-7", "A-LOG"):
        assert squeezed(said) in text, said
    unled = catalog.text("report.division.unled", count=1, names="@").split("@")[0]
    assert squeezed(unled) in text


def test_a_wordy_questionnaire_can_be_printed(tmp_path, catalog):
    wordy = LocalizedText(zh="很长的说明，" * 40, en="a very long text " * 25)
    questions = []
    for question in small_questionnaire().questions:
        choices = tuple(replace(choice, text=wordy) for choice in question.choices)
        if question.kind is QuestionKind.CHK:
            choices += tuple(Choice(id=f"more{n}", value=0, text=wordy) for n in range(12))
        actions = tuple(
            replace(action, title=wordy, steps=(wordy,) * 12, effect=wordy)
            for action in question.actions
        )
        questions.append(
            replace(question, text=wordy, why=wordy, check=wordy, choices=choices, actions=actions)
        )
    questionnaire = replace(small_questionnaire(), questions=tuple(questions))
    ticked = {**ANSWERS, "NW.1-Q1": chosen(2, *(f"more{n}" for n in range(12)))}
    assessment = small_assessment(answers=ticked)

    reader = read(report_data(small_matrix(), questionnaire, assessment), catalog, tmp_path)

    assert squeezed(words(reader)).count(squeezed(catalog.say(wordy))) >= 20


def test_an_override_that_agrees_with_the_paper_is_called_confirmed(tmp_path, catalog):
    confirmed = Override(
        responsibility_id="room.power",
        allocation=Allocation.PROVIDER,
        known_by=100,
        source="contract",
        reason="x",
        written_on=None,
    )

    text = squeezed(
        words(read(small_report(overrides={"room.power": confirmed}), catalog, tmp_path))
    )

    holder = catalog.text("word.allocation.provider")
    assert squeezed(catalog.text("report.division.confirmed", holder=holder)) in text


@pytest.mark.parametrize("model", list(ServiceModel))
def test_every_responsibility_of_the_model_is_named(tmp_path, catalog, model):
    matrix = load_matrix()
    assessment = make_assessment(model.value, {}, depth=Depth.EXPRESS)

    reader = read(report_data(matrix, load_questionnaire(), assessment), catalog, tmp_path)

    text = squeezed(words(reader))
    present = [r for r in matrix.responsibilities if r.allocation[model] is not Allocation.ABSENT]
    assert present
    assert not [r.id for r in present if squeezed(catalog.say(r.name)) not in text]


def test_only_a_hand_over_says_that_its_basis_is_not_stated(tmp_path, catalog):
    def texts(option):
        agreed = {"n1": AgreedOption(negotiation_id="n1", option=option, known_by=None)}
        data = small_report(agreed=agreed, overrides={})
        return squeezed(words(read(data, catalog, tmp_path)))

    unstated = squeezed(catalog.text("report.known.unstated"))
    assert unstated in texts("b")
    assert unstated not in texts("a")


def test_the_summary_leaves_out_categories_without_anything_of_the_customer(tmp_path, catalog):
    summary = squeezed(read(small_report(), catalog, tmp_path).pages[2].extract_text())

    rooms, network, _ = small_report().matrix.categories
    assert squeezed(catalog.say(network.name)) in summary
    assert squeezed(catalog.say(rooms.name)) not in summary


def test_the_plan_names_what_the_provider_offers(catalog, tmp_path):
    data = small_report()
    code = data.plan.ranked[0].candidate.duty.code
    feature = LocalizedText(zh="某项功能", en="Some feature")
    provider = ProviderFeatures(
        id="aliyun", as_of="2020-07", source=feature, features={code: feature}
    )

    plain = squeezed(words(read(data, catalog, tmp_path)))
    told = squeezed(words(read(replace(data, provider=provider), catalog, tmp_path)))

    assert squeezed(feature.in_(catalog.language)) not in plain
    assert squeezed(feature.in_(catalog.language)) in told
    assert "2020-07" in told


def test_answers_of_the_last_round_that_wait_are_counted_in_the_summary(tmp_path, catalog):
    first = small_assessment()
    questions = set(small_questionnaire().by_id)
    count = sum(a.state != "open" for key, a in first.answers.items() if key in questions)
    following = report_data(small_matrix(), small_questionnaire(), first.next_round("again"))
    now = report_data(small_matrix(), small_questionnaire(), first)
    told = catalog.text("report.summary.unconfirmed", count=count)

    assert squeezed(told) in squeezed(words(read(following, catalog, tmp_path)))
    assert squeezed(told) not in squeezed(words(read(now, catalog, tmp_path, "now.pdf")))
