"""Services side by side: columns, rows, filters, and what is said where there is nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from model.assessment import AgreedOption, AssessmentState, CloudService
from model.content.loader import load_matrix
from model.division import divide
from model.responsibility import ServiceModel
from tests.builders import RESPONSIBILITY, make_assessment
from tests.ui.pages.helpers import WORDS
from tests.ui.presenters.fakes import EN, QUESTIONNAIRE, ZH, FakeView, make_session, open_session
from ui.presenters.other_services import OtherServices, SeenService
from ui.presenters.services_presenter import (
    ALL,
    DIFFER,
    FIRST,
    GAPS,
    NOWHERE,
    SHARE,
    ServicesPresenter,
)

OWN = "a1"
MATRIX = load_matrix()


def seen(key, model="saas", name=None, option="a", **changes):
    agreed = {"table2.4": AgreedOption(negotiation_id="table2.4", option=option)}
    fields = {
        "service": CloudService(name=name or key, provider="aws", model=ServiceModel(model)),
        "state": AssessmentState.FINAL,
        "changed": datetime(2026, 11, 20, 12, tzinfo=UTC),
        "division": divide(MATRIX, ServiceModel(model), agreed, {}),
        "share": Fraction(60),
    }
    return SeenService(id=key, **{**fields, **changes})


class ServicesSeen(FakeView):
    """Remembers the cards of a comparison."""

    def show_services(self, card):
        self.cards.append(card)

    @property
    def rows(self):
        return dict(self.card.rows.rows)

    @property
    def ticks(self):
        return {tick.id: tick.is_ticked for tick in self.card.ticks}


def run(*others, session=None, catalog=EN, **left_out):
    view, errors, wanted = ServicesSeen(), [], []
    session = session or make_session(agreed={"table2.4": (None, None)})
    presenter = ServicesPresenter(session, catalog, view, errors.append, wanted.append)
    presenter.refresh()
    presenter.show_found(OtherServices(seen=others, **left_out))
    assert errors == []
    return presenter, view, wanted


def test_a_refresh_asks_for_the_services_of_this_organisation():
    _, view, (wanted,) = run()

    assert wanted.organisation == "Test & Co"
    assert (wanted.assessment_id, wanted.matrix_id) == (OWN, MATRIX.id)
    assert view.cards[0].rows.nothing == EN.text("services.loading")


def test_an_organisation_with_one_service_is_told_how_to_get_another():
    _, view, _ = run()

    assert view.card.rows.nothing == EN.text("services.only_one", organisation="Test & Co")
    assert view.card.ticks == view.card.rows.rows == view.card.rows.choices == ()


def test_each_service_is_a_column_with_its_model_state_and_date():
    _, view, _ = run(seen("mail", name="Mail"))
    duty, own, mail = view.card.rows.headings

    assert duty == EN.text("services.column.duty")
    assert own == "Shop\nIaaS · Draft\nthis assessment"
    assert mail == "Mail\nSaaS · Final\n2026-11-20"


def test_what_differs_is_shown_at_first_under_its_category():
    _, view, _ = run(seen("mail"))
    ids = list(view.rows)

    assert view.rows[RESPONSIBILITY["NW.1"]][1:] == ("Shared", "Provider")
    assert view.rows[RESPONSIBILITY["OS.3"]][1:] == ("Customer", "Not in this model")
    assert RESPONSIBILITY["CA.1"] not in ids
    network = next(key for key in view.card.titles if view.rows[key][0].startswith("Network"))
    assert ids.index(network) < ids.index(RESPONSIBILITY["NW.1"])
    assert view.rows[network][1:] == ("", "")


@pytest.mark.parametrize("name", [DIFFER, NOWHERE, ALL])
def test_each_filter_counts_the_rows_it_shows(name):
    presenter, view, _ = run(seen("mail"))
    presenter.look_at(name)
    shown = set(view.rows) - view.card.titles - {GAPS, SHARE}
    words = next(text for key, text, is_chosen in view.card.rows.choices if is_chosen)

    assert words == EN.text(f"services.look.{name}", count=len(shown))
    assert shown


def test_all_rows_of_all_services_are_there_those_that_differ_first_in_each_category():
    presenter, view, _ = run(seen("mail"))
    presenter.look_at(ALL)
    present = {r.id for m in (ServiceModel.IAAS, ServiceModel.SAAS) for r in MATRIX.present(m)}
    assert set(view.rows) - view.card.titles - {GAPS, SHARE} == present

    iam = [key for key in view.rows if key.startswith("iam.")]
    differing = [len(set(view.rows[key][1:])) > 1 for key in iam]
    assert differing == sorted(differing, reverse=True)


def test_what_nobody_agreed_stands_among_those_held_nowhere_with_its_reason():
    presenter, view, _ = run(seen("mail"))
    presenter.look_at(NOWHERE)

    row = view.rows[RESPONSIBILITY["DA.2"]]
    assert row[1:] == ("To be agreed\nNobody holds it", "Customer")


def test_the_gaps_of_each_service_are_counted_below_the_others():
    _, view, _ = run(seen("mail", option=None), seen("files"))
    key, texts = view.card.rows.rows[-2]

    assert key == GAPS
    assert texts[0] == EN.text("services.gaps")
    assert "Nobody holds it: 1" in texts[1]
    assert "Nobody holds it: 1" in texts[2]
    assert "Nobody holds it" not in texts[3]


def test_a_few_services_are_compared_at_first_and_each_can_be_ticked():
    presenter, view, _ = run(*(seen(f"s{n}") for n in range(20)))
    assert sum(view.ticks.values()) == FIRST
    assert len(view.card.rows.headings) == 1 + FIRST

    presenter.tick(OWN, is_ticked=False)
    presenter.tick("s19", is_ticked=True)
    assert view.ticks[OWN] is False
    assert view.card.rows.headings[-1].startswith("s19\n")
    presenter.tick_all()
    assert all(view.ticks.values())
    assert view.card.rows.actions == ()


def test_with_less_than_two_ticked_there_is_nothing_to_compare():
    presenter, view, _ = run(seen("mail"))
    presenter.tick("mail", is_ticked=False)

    assert view.card.rows.nothing == EN.text("services.too_few")
    assert view.card.rows.rows == ()
    presenter.tick("mail", is_ticked=True)
    assert view.card.rows.rows


def test_the_share_of_each_stands_in_the_last_row_and_the_joint_one_above():
    presenter, view, _ = run(
        seen("mail"), seen("files", share=Fraction(30)), seen("new", share=None)
    )

    assert view.card.rows.rows[-1] == (SHARE, ("Share carried", "0", "60", "30", "none yet"))
    assert EN.text("services.joint", share="30", count=3) in view.card.rows.facts
    presenter.weigh("mail", 3)
    presenter.weigh("files", 1)
    assert EN.text("services.joint", share="35", count=3) in view.card.rows.facts
    assert [tick.importance for tick in view.card.ticks] == [2, 3, 1, 2]


def test_a_service_that_is_not_compared_has_no_importance_and_no_part_in_the_joint_share():
    presenter, view, _ = run(seen("mail"), seen("files", share=Fraction(30)))
    presenter.tick("files", is_ticked=False)

    assert view.card.ticks[-1].importance is None
    assert EN.text("services.joint", share="30", count=2) in view.card.rows.facts


def test_without_any_share_there_is_no_joint_one():
    _, view, _ = run(seen("mail", share=None), session=make_session())

    assert view.card.rows.facts.endswith(EN.text("services.joint.none"))


def test_a_service_that_is_gone_is_no_longer_compared():
    presenter, view, _ = run(seen("mail"), seen("files"))
    presenter.tick_all()
    presenter.show_found(OtherServices(seen=(seen("mail"),)))

    assert view.ticks == {OWN: True, "mail": True}


def test_what_is_left_out_is_named_with_the_reason():
    _, view, _ = run(of_other_matrix=("Gov",), unreadable=("Old",))

    assert view.card.rows.notice == (
        "Left out: Gov (divided by another paper); Old (its questionnaire cannot be read here)."
    )


def test_services_that_are_all_alike_differ_nowhere():
    session = make_session("saas", agreed={"table2.4": ("a", None)})
    presenter, view, _ = run(seen("mail"), session=session)

    assert view.card.rows.nothing == EN.text("services.nothing.differ")
    presenter.look_at(NOWHERE)
    assert view.card.rows.nothing == EN.text("services.nothing.nowhere")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Shop", ["Shop"]),
        ("Customer records (CRM)", ["Customer records", "(CRM)"]),
        ("客户关系管理与售后服务系统", ["客户关系管理与售", "后服务系统"]),
        ("a" * 50, ["a" * 17, "a" * 18 + "…"]),
        (WORDS, ["<img", 'src="/etc/passwd">…']),
    ],
)
def test_a_long_name_takes_two_lines_above_its_column(name, lines):
    _, view, _ = run(seen("mail", name=name))

    assert view.card.rows.headings[-1].split("\n")[:-2] == lines
    assert view.card.ticks[-1].text == f"{name} (SaaS)"


def test_a_change_of_the_open_assessment_is_seen_at_once():
    assessment = make_assessment(questionnaire_id=QUESTIONNAIRE)
    session = open_session(assessment)
    presenter, view, _ = run(seen("mail"), session=session)
    presenter.look_at(ALL)
    assert view.rows[RESPONSIBILITY["OS.8"]][1] == "To be agreed"
    session.agree("table2.3", AgreedOption(negotiation_id="table2.3", option="a"))
    presenter.refresh()

    assert view.rows[RESPONSIBILITY["OS.8"]][1] == "Shared"


def test_the_tab_speaks_another_language_after_a_refresh():
    presenter, view, _ = run(seen("mail"))
    presenter.use_catalog(ZH)
    presenter.refresh()

    assert view.card.tick_title == "要比较的服务"
    assert view.card.rows.headings[1] == "Shop\nIaaS · 草稿\n当前评估"
    assert view.card.source.startswith("来源：云计算开源产业联盟")
