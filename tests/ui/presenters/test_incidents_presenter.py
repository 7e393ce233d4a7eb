"""Incidents: what is listed, by which division is judged, and what the worksheet then says."""

from __future__ import annotations

from itertools import product

import pytest

from model.assessment import AgreedOption
from model.change import Part
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.document import Fields, Paragraph, Table
from model.i18n import Catalog
from model.incidents import ChainPlace
from model.language import Language
from model.library import content, load_sample
from model.responsibility import ServiceModel
from model.session import AssessmentSession
from tests.builders import make_assessment, make_claim, make_override
from tests.ui.presenters.fakes import EN, ZH, Clock, FakeView, MemoryStore, make_session
from ui.presenters.incidents_presenter import NOBODY, OWN, IncidentsPresenter

SHELF, MATRIX = load_incidents(), load_matrix()
KINDS = sorted(SHELF.by_id)
BACKUP, LOG = "os.host_backup", "iam.console.activity_log"
HOSTILE = '<img src="/etc/passwd"> {model} & <b>'


class View(FakeView):
    """Remembers the list and the kind shown."""

    @property
    def details(self):
        return [call[1] for call in self.calls if call[0] == "details"][-1]

    @property
    def listed(self):
        return [row_id for row_id, _ in self.card.rows]

    def duty(self, duty_id):
        return next(duty for duty in self.details.duties if duty.id == duty_id)


class Open:
    """Stands for the window: an assessment is open, or none is."""

    def __init__(self, session=None):
        self.session = session

    def __call__(self):
        return self.session


def made(session=None, catalog=EN):
    view, opened = View(), Open(session)
    presenter = IncidentsPresenter(opened, catalog, view)
    presenter.refresh()
    return presenter, view, opened


def government_session():
    pair = content("government-cloud-2020")
    fields = {"questionnaire_id": pair[1].id, "questionnaire_version": pair[1].version}
    assessment = make_assessment(pair[0].models[0].value, **fields)
    return AssessmentSession("g1", *pair, MemoryStore(assessment), Clock())


def said(document, language=Language.EN):
    """Return every text of a document."""
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [line for row in block.rows for cell in row.cells for line in cell]
        elif isinstance(block, Fields):
            found += [line for _, lines in block.pairs for line in lines]
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return [text.in_(language) for text in found]


# --- the list --------------------------------------------------------------------------------


def test_every_kind_is_listed_and_counted():
    _, view, _ = made()

    assert view.listed == [incident.id for incident in SHELF.incidents]
    assert view.card.headings == ("Kinds of incident (31)",)


def test_a_service_model_and_a_category_narrow_the_list():
    presenter, view, _ = made()

    presenter.narrow("saas", "")
    assert "marketplace-backdoor" not in view.listed
    assert "reused-password" in view.listed

    presenter.narrow("", "physical")
    assert view.listed == ["ddos", "region-outage"]


@pytest.mark.parametrize(
    ("catalog", "words", "found"),
    [
        (EN, "RANSOM", "ransomware"),
        (EN, "paid  demand", None),
        (EN, "money ransomware", "ransomware"),
        (ZH, "勒索", "ransomware"),
        (ZH, "备案", "domain-not-filed"),
        (EN, "host backup", "ransomware"),
    ],
)
def test_a_search_finds_words_in_title_story_and_duties_in_any_order(catalog, words, found):
    presenter, view, _ = made(catalog=catalog)

    presenter.find(words)

    assert (found in view.listed) if found else view.listed == []
    assert len(view.listed) < len(KINDS)
    assert view.card.nothing


def test_nothing_is_shown_in_full_before_a_kind_is_chosen():
    presenter, view, _ = made()

    presenter.show("")

    assert view.details is None
    assert presenter.document() is None


# --- by which division -----------------------------------------------------------------------


def test_without_an_assessment_the_default_of_a_service_model_judges():
    presenter, view, _ = made()
    presenter.show("ransomware")

    assert OWN not in dict(view.details.basis.choices)
    assert view.details.basis.chosen == "iaas"
    assert view.duty(BACKUP).is_open
    assert not view.duty(BACKUP).is_in_division
    assert not view.duty(BACKUP).question_id

    presenter.choose_basis("saas")
    assert view.duty(BACKUP).held == "Provider"
    assert "business data" in view.details.unheld


def test_an_option_tried_changes_who_holds_it_and_another_takes_it_back():
    presenter, view, _ = made()
    presenter.show("ransomware")

    presenter.choose_option("table2.3", "a")
    assert (view.duty(BACKUP).held, view.duty(BACKUP).is_open) == ("Shared", False)
    presenter.choose_option("table2.3", "b")
    assert view.duty(BACKUP).held == "Provider"
    assert view.duty(BACKUP).touched == "The provider's"

    presenter.choose_option("table2.3", NOBODY)
    assert view.duty(BACKUP).is_open


def test_only_what_can_be_agreed_for_the_duties_of_the_kind_is_offered():
    presenter, view, _ = made()
    presenter.show("no-logs")
    assert [each.id for each in view.details.basis.agreements] == ["table2.5", "table2.7"]
    choices = dict(view.details.basis.agreements[0].choices)
    assert list(choices) == ["a", "b", NOBODY]

    presenter.choose_basis("saas")
    assert [each.id for each in view.details.basis.agreements] == ["table5.1"]

    presenter.show("provider-deletion")
    assert view.details.basis.agreements == ()


def every_division():
    for model in ServiceModel:
        negotiations = MATRIX.negotiations_of(model)
        for choice in ("a", "b", "c", NOBODY):
            yield (
                model,
                {n.id: choice for n in negotiations if choice == NOBODY or n.option(choice)},
            )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_agrees_with_the_matrix_under_every_model_and_option(kind):
    presenter, view, _ = made()
    presenter.show(kind)
    words = {a: EN.text(f"word.allocation.{a}") for a in ("provider", "customer", "shared")}

    for model, options in every_division():
        presenter.choose_basis(model.value)
        for negotiation, choice in options.items():
            presenter.choose_option(negotiation, choice)
        for duty in view.details.duties:
            row = MATRIX.by_id[duty.id]
            negotiation = row.negotiation.get(model)
            choice = options.get(negotiation, presenter._tried.get(negotiation, NOBODY))
            if negotiation is None:
                assert duty.held == words[row.allocation[model].value]
            elif choice == NOBODY:
                assert duty.is_open
            else:
                option = MATRIX.negotiation_by_id[negotiation].option(choice)
                assert duty.held == words[option.allocation.value]


def test_an_open_assessment_judges_by_what_it_agreed():
    session = make_session(agreed={"table2.3": ("a", None)})
    presenter, view, _ = made(session)
    presenter.show("ransomware")
    assert view.details.basis.chosen == OWN
    assert view.details.basis.agreements == ()
    assert view.duty(BACKUP).held == "Shared"

    agreed = AgreedOption(negotiation_id="table2.3", option="b", known_by=100)
    session.agree("table2.3", agreed)
    presenter.refresh()
    presenter.show("ransomware")
    assert view.duty(BACKUP).held == "Provider"


def test_an_override_and_a_claim_change_what_is_shown():
    session = make_session()
    presenter, view, _ = made(session)
    presenter.show("leaked-access-key")
    assert view.duty(LOG).is_open

    override = make_override("CA.2", "customer")
    session.override(override.responsibility_id, override)
    presenter.show("leaked-access-key")
    assert view.duty(LOG).held == "Customer"
    assert view.duty(LOG).touched == "The customer's"

    session.override(override.responsibility_id, None)
    claim = make_claim("CA.2", "contract", "provider")
    session.put(Part.CLAIMS, claim.key, claim)
    presenter.show("leaked-access-key")
    assert view.duty(LOG).held == "Provider"


def test_with_an_assessment_open_the_default_of_any_model_can_still_be_seen():
    presenter, view, _ = made(make_session("saas"))
    presenter.show("ransomware")
    assert "Shop" in view.details.basis.text

    presenter.choose_basis("iaas")

    assert view.details.basis.chosen == "iaas"
    assert view.duty(BACKUP).is_open
    assert not view.duty(BACKUP).is_in_division


def test_an_assessment_of_another_matrix_is_no_measure():
    presenter, view, _ = made(government_session())

    presenter.show("ransomware")

    assert view.details.basis.chosen == "iaas"
    assert "organisation" not in view.details.basis.text


def test_when_the_assessment_is_closed_the_default_judges_again():
    presenter, view, opened = made(make_session("saas"))
    presenter.show("ransomware")

    opened.session = None
    presenter.show("ransomware")

    assert view.details.basis.chosen == "iaas"
    assert not any(duty.question_id for duty in view.details.duties)


# --- what is said ----------------------------------------------------------------------------


def test_a_duty_that_is_asked_leads_to_its_first_question():
    session = make_session(agreed={"table2.3": ("a", None)})
    presenter, view, _ = made(session)

    presenter.show("ransomware")

    assert view.duty(BACKUP).question_id == "OS.8-Q1"
    assert all(duty.is_in_division for duty in view.details.duties)
    assert [each.question_id for each in view.details.beyond] == ["X.BAK-Q1", "X.IR-Q1"]


@pytest.mark.parametrize(("kind", "catalog"), list(product(KINDS, (EN, ZH))))
def test_every_kind_is_shown_whole_in_both_languages(kind, catalog):
    presenter, view, _ = made(catalog=catalog)

    presenter.show(kind)

    details, incident = view.details, SHELF.by_id[kind]
    assert details.during == tuple(map(catalog.say, incident.during))
    assert details.before == tuple(map(catalog.say, incident.before))
    assert details.after == tuple(map(catalog.say, incident.after))
    assert [what for what, _ in details.evidence] == [
        catalog.say(e.what) for e in incident.evidence
    ]
    assert len(details.notices) == len(incident.notices)
    assert [each.id for each in details.beyond] == list(incident.beyond)
    assert bool(details.example) == (incident.example is not None)
    assert set(details.places) == set(ChainPlace)
    assert details.verdict == catalog.text("learn.incident.no_verdict")
    assert "云计算开源产业联盟" in details.source
    assert bool(details.duties) != bool(details.nothing)


def test_the_language_changes_with_the_window():
    presenter, view, _ = made()
    presenter.use_catalog(Catalog(Language.ZH))
    presenter.refresh()

    assert view.card.headings == ("事件类型（31）",)


# --- the worksheet ---------------------------------------------------------------------------


def test_the_worksheet_bears_the_service_its_organisation_and_its_own_division():
    session = make_session(agreed={"table2.3": ("a", None)}, organisation=HOSTILE)
    presenter, _, _ = made(session)
    presenter.show("ransomware")

    words = said(presenter.document())

    assert {HOSTILE, "Shop", "This service's own division (IaaS)"} <= set(words)
    assert "Shared" in words
    assert any("second copy" in line for line in words)


def test_the_worksheet_of_a_default_says_so_even_while_an_assessment_is_open():
    presenter, _, _ = made(make_session())
    presenter.show("ransomware")
    presenter.choose_basis("paas")

    words = said(presenter.document())

    assert "Shop" in words
    assert "The paper's division for PaaS, with the options chosen" in words


def test_the_worksheet_without_an_assessment_leaves_the_names_to_be_filled_in():
    presenter, _, _ = made()
    presenter.show("ddos")

    document = presenter.document()

    facts = next(block for block in document.blocks if isinstance(block, Fields))
    assert sum(lines == () for _, lines in facts.pairs) == 2
    assert said(document).count(EN.text("learn.incident.no_verdict")) == 2


def test_the_sample_of_both_languages_can_be_judged():
    for language in Language:
        assessment = load_sample(language)
        pair = content(assessment.questionnaire_id)
        session = AssessmentSession("s", *pair, MemoryStore(assessment), Clock())
        presenter, view, _ = made(session, Catalog(language))
        for kind in KINDS:
            presenter.show(kind)
            assert view.details.basis.chosen == OWN
