from __future__ import annotations

import pytest

from model.assessment import CloudService
from model.content.loader import load_matrix, load_questionnaire
from model.facts import Depth, Fact
from model.responsibility import ServiceModel
from model.wording import KNOWN_PROVIDERS
from tests.builders import make_assessment, make_question, make_questionnaire
from tests.ui.presenters.fakes import CATALOGS, EN, ZH, FakeView
from ui.presenters.setup_presenter import Offer, SetupPresenter

ENTERED = {
    "organisation": "Li & Co",
    "service": "Shop",
    "provider": "AWS",
    "model": "paas",
    "depth": "full",
    "facts": {"own_images": False, "public_website": True},
}
OSCAR = Offer(matrix=load_matrix(), questionnaire=load_questionnaire())
GOVERNMENT = Offer(
    matrix=load_matrix("government-cloud-2020"),
    questionnaire=load_questionnaire("government-cloud-2020"),
)


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def saved():
    return []


@pytest.fixture
def make(view, saved):
    def make_it(assessment=None, offers=(OSCAR,), catalog=EN, newest=None):
        return SetupPresenter(
            lambda: assessment, offers, saved.append, catalog, view, lambda: newest
        )

    return make_it


def test_a_complete_form_is_saved_as_entered(make, view, saved):
    make().finish(ENTERED)

    assert view.calls == []
    form = saved[0]
    assert form.organisation == "Li & Co"
    assert form.service == CloudService(name="Shop", provider="aws", model=ServiceModel.PAAS)
    assert form.depth is Depth.FULL
    assert form.facts == {Fact.OWN_IMAGES: False, Fact.PUBLIC_WEBSITE: True}


@pytest.mark.parametrize("missing", ["organisation", "service"])
@pytest.mark.parametrize("nothing", ["", "  \t "])
def test_without_a_name_nothing_is_saved_and_the_user_is_told(make, view, saved, missing, nothing):
    make().finish({**ENTERED, missing: nothing})

    assert saved == []
    assert view.calls == [("missing", EN.text("setup.missing"))]


def test_a_provider_may_be_left_out(make, saved):
    make().finish({**ENTERED, "provider": " "})

    assert saved[0].service.provider == ""


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("provider", KNOWN_PROVIDERS)
def test_the_name_of_a_known_provider_is_kept_as_its_id(make, saved, catalog, provider):
    name = catalog.text(f"word.provider.{provider}")

    make(catalog=catalog).finish({**ENTERED, "provider": f" {name.upper()} "})

    assert saved[0].service.provider == provider


def test_another_provider_is_kept_as_typed(make, saved):
    make().finish({**ENTERED, "provider": "Cloud <b>Co</b>"})

    assert saved[0].service.provider == "Cloud <b>Co</b>"


def test_a_new_assessment_starts_with_an_empty_form_and_sensible_defaults(make, view):
    make().refresh()

    card = view.card
    assert (card.organisation, card.service, card.provider) == ("", "", "")
    assert (card.model, card.depth) == ("iaas", "express")
    assert [(fact, value) for fact, _, value in card.facts] == [(f.value, True) for f in Fact]


def test_an_open_assessment_shows_what_was_kept(make, view):
    assessment = make_assessment("saas", facts={Fact.MAINLAND_CHINA: False}, depth=Depth.EXPRESS)

    make(assessment).refresh()

    card = view.card
    assert (card.organisation, card.service, card.provider) == ("Test & Co", "Shop", "aliyun")
    assert (card.model, card.depth) == ("saas", "express")
    facts = {fact: value for fact, _, value in card.facts}
    assert facts.pop("mainland_china") is False
    assert all(facts.values())


def test_a_questionnaire_with_one_depth_offers_none(make, view):
    leads = make_questionnaire(make_question("CA.1-Q1"))
    make(offers=(Offer(matrix=load_matrix(), questionnaire=leads),)).refresh()
    assert view.card.depths == ()

    make().refresh()
    assert [depth for depth, _, _ in view.card.depths] == ["express", "full"]


def test_another_language_rewords_questions_and_providers(make, view):
    presenter = make()
    presenter.use_catalog(ZH)
    presenter.refresh()

    card = view.card
    assert card.words["title"] == ZH.text("setup.title")
    assert dict(card.providers)["aliyun"] == ZH.text("word.provider.aliyun")
    assert (card.yes, card.no) == (ZH.text("word.yes"), ZH.text("word.no"))


# --- the choice of a questionnaire -----------------------------------------------------------


class Form(FakeView):
    """A view that is being filled in."""

    def entered(self):
        return ENTERED


def test_one_questionnaire_is_no_choice(make, view):
    make().refresh()

    assert view.card.questionnaires == ()
    assert view.card.questionnaire == "oscar-2020"


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_several_questionnaires_are_offered_with_title_and_size_the_first_chosen(
    make, view, catalog
):
    make(offers=(OSCAR, GOVERNMENT), catalog=catalog).refresh()

    for (key, title, text), offer in zip(
        view.card.questionnaires, (OSCAR, GOVERNMENT), strict=True
    ):
        assert key == offer.id
        assert title == catalog.say(offer.questionnaire.title)
        assert str(len(offer.questionnaire.questions)) in text
        assert all(model.label in text for model in offer.matrix.models)
    assert view.card.questionnaire == "oscar-2020"


def test_another_questionnaire_asks_for_what_it_needs(make, view):
    presenter = make(offers=(OSCAR, GOVERNMENT))

    presenter.choose("government-cloud-2020")

    card, offer = view.card, GOVERNMENT
    assert card.questionnaire == offer.id
    assert [fact for fact, _, _ in card.facts] == [f.value for f in offer.questionnaire.facts]
    assert [model for model, _, _ in card.models] == [m.value for m in offer.matrix.models]
    assert card.model == offer.matrix.models[0].value


def test_what_is_filled_in_stays_when_another_questionnaire_is_chosen(saved):
    view = Form()
    presenter = SetupPresenter(lambda: None, (OSCAR, GOVERNMENT), saved.append, EN, view)

    presenter.choose("government-cloud-2020")

    card = view.card
    assert (card.organisation, card.service, card.provider) == ("Li & Co", "Shop", "AWS")
    assert card.depth == "full"
    facts = {fact: value for fact, _, value in card.facts}
    assert facts.get("own_images", False) is False
    assert all(value for fact, value in facts.items() if fact != "own_images")


def test_a_model_that_the_other_questionnaire_lacks_gives_way_to_its_first(saved):
    view = Form()
    presenter = SetupPresenter(lambda: None, (OSCAR, GOVERNMENT), saved.append, EN, view)

    presenter.choose("government-cloud-2020")
    assert view.card.model == "iaas"

    presenter.choose("oscar-2020")
    assert view.card.model == "paas"


def test_an_assessment_is_saved_with_the_questionnaire_chosen(make, saved):
    presenter = make(offers=(OSCAR, GOVERNMENT))
    presenter.choose("government-cloud-2020")

    presenter.finish(ENTERED)

    assert saved[0].questionnaire is GOVERNMENT.questionnaire


def test_another_language_keeps_the_questionnaire_chosen(make, view):
    presenter = make(offers=(OSCAR, GOVERNMENT))
    presenter.choose("government-cloud-2020")

    presenter.use_catalog(ZH)
    presenter.refresh()

    assert view.card.questionnaire == "government-cloud-2020"
    titles = [title for _, title, _ in view.card.questionnaires]
    assert titles == [OSCAR.questionnaire.title.zh, GOVERNMENT.questionnaire.title.zh]


@pytest.mark.parametrize("newest", [None, OSCAR.questionnaire.version])
def test_nothing_is_said_where_there_is_no_newer_version(make, view, newest):
    make(make_assessment(), newest=newest).refresh()

    assert view.card.newer == ""


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_a_newer_version_is_told_with_the_one_in_use(make, view, catalog):
    make(make_assessment(), catalog=catalog, newest="2.1.0").refresh()

    version = OSCAR.questionnaire.version
    assert view.card.newer == catalog.text("setup.newer", version=version, newest="2.1.0")
    assert "2.1.0" in view.card.newer
