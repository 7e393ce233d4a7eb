"""Compare models: what is shown with and without an open service."""

import pytest

from model.assessment import CloudService
from model.content.learning import load_models
from model.responsibility import ServiceModel
from tests.ui.presenters.fakes import EN, ZH, make_session
from ui.presenters.models_presenter import FIRST, ModelsPresenter


class View:
    card = details = None

    def show_card(self, card):
        self.card = card

    def show_details(self, details):
        self.details = details


def run(session=None, catalog=EN):
    view = View()
    presenter = ModelsPresenter(lambda: session, catalog, view)
    presenter.refresh()
    return presenter, view


def with_provider(provider, model="iaas"):
    service = CloudService(name="Shop <b>", provider=provider, model=ServiceModel(model))
    return make_session(model=model, service=service)


def names(card):
    return [cells[0] for _, cells in card.rows]


@pytest.mark.parametrize("catalog", [ZH, EN])
def test_without_an_assessment_the_paper_is_the_measure(catalog):
    _, view = run(catalog=catalog)

    assert view.card.service == "iaas"
    assert view.card.own_title == ""
    assert len(view.card.headings) == 2 + len(FIRST)
    for _, cells in view.card.rows:
        assert len(cells) == len(view.card.headings)


def test_an_open_service_has_a_column_and_is_the_measure():
    presenter, view = run(with_provider("aliyun", "paas"))
    assert view.card.service == "paas"
    assert view.card.headings[2] == "Shop <b>"

    presenter.choose_service("saas")

    assert "Shop <b>" not in view.card.headings


def test_where_the_own_providers_model_differs_comes_first():
    _, view = run(with_provider("azure"))

    assert view.card.own_title.startswith("Microsoft Azure") or "Azure" in view.card.own_title
    assert view.card.own
    assert all("Azure 2026" in line for line in view.card.own)


def test_a_provider_without_a_model_of_its_own_is_told_so():
    _, view = run(with_provider("tencent"))

    assert view.card.own == ()
    assert "no model of its own" in view.card.own_title


def test_models_can_be_added_and_left_out_but_one_stays():
    presenter, view = run()

    presenter.toggle_model("google")
    assert "Google Cloud" in view.card.headings
    for model_id in ("google", *FIRST):
        presenter.toggle_model(model_id)

    assert [is_on for _, _, is_on in view.card.shelf].count(True) == 1


def test_one_category_or_only_what_differs():
    presenter, view = run()
    everything = names(view.card)

    presenter.narrow("network", only_differing=False)
    assert len(view.card.rows) == 3
    presenter.narrow("", only_differing=True)

    assert 0 < len(view.card.rows) < len(everything)
    assert all(any(cell.startswith("≠ ") for cell in cells) for _, cells in view.card.rows)


def test_a_line_in_full_names_every_source_and_says_why():
    presenter, view = run()

    presenter.show("network.security_groups")

    headings = [heading for heading, _, _ in view.details.lines]
    assert len(headings) == len(FIRST)
    aws = view.details.lines[0]
    assert aws[2] == "danger"
    assert "2020-07" in aws[1]
    assert "Only the customer knows" in aws[1]


def test_what_is_printed_is_what_is_shown():
    presenter, view = run(with_provider("aws"))
    presenter.narrow("iam", only_differing=True)

    document = presenter.document()

    rows = [row for row in document.blocks[2].rows if row.cells[1]]
    assert len(rows) == len(view.card.rows)


def test_another_language_speaks_at_the_next_look():
    presenter, view = run()

    presenter.use_catalog(ZH)
    presenter.refresh()

    assert view.card.headings[0] == "责任"


@pytest.mark.parametrize("catalog", [ZH, EN])
@pytest.mark.parametrize("model", load_models().models, ids=lambda m: m.id)
def test_every_cell_of_every_model_is_shown_as_it_says_with_its_source(model, catalog):
    presenter, view = run(catalog=catalog)

    presenter.look_as(model.id)

    assert len(view.card.headings) == 1 + len(model.columns)
    assert [row_id for row_id, _ in view.card.rows] == [row.id for row in model.rows]
    for (_, cells), row in zip(view.card.rows, model.rows, strict=True):
        for cell, column in zip(cells[1:], model.columns, strict=True):
            assert cell.startswith(catalog.text(f"learn.holder.{row.holder(column.id)}"))
    assert catalog.say(model.edition) in view.card.own_title
    presenter.show(model.rows[0].id)
    assert view.details.name == catalog.say(model.rows[0].name)


def test_azure_is_shown_with_ones_own_machine_room():
    presenter, view = run()

    presenter.look_as("azure-2026")

    assert view.card.headings[1] == "On-premises"
    assert len(view.card.rows) == 10


def test_from_one_model_the_way_leads_back_to_the_duties():
    presenter, view = run()
    before = view.card

    presenter.look_as("aws")
    presenter.look_as("")

    assert view.card == before


def test_a_duty_that_is_asked_for_is_shown_among_the_duties():
    presenter, view = run()
    view.choose = lambda _: None
    presenter.look_as("aws")

    presenter.go_to("network.security_groups", "paas")

    assert view.card.view == ""
