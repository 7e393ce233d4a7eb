"""Incidents under every model and every agreed option, against the matrix."""

from itertools import product

import pytest

from model.assessment import AgreedOption
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.division import divide
from model.incidents import Attribution, Failing, attribute
from model.ledger import Handoff, Ledger
from model.responsibility import Allocation, ServiceModel

MATRIX = load_matrix()
INCIDENTS = load_incidents().incidents
BY_FAILING = {
    Failing.CUSTOMER: Attribution.CUSTOMER,
    Failing.PROVIDER: Attribution.PROVIDER,
    Failing.EITHER: Attribution.BOTH,
}


def divisions(service):
    """Yield every way to agree in a service model: each option, nobody agreed, not asked."""
    negotiations = MATRIX.negotiations_of(service)
    for number in range(5):
        agreed = {}
        for negotiation in negotiations:
            choices = [*(o.id for o in negotiation.options), None]
            if number < 4:
                option = choices[number % len(choices)]
                agreed[negotiation.id] = AgreedOption(
                    negotiation_id=negotiation.id, option=option, known_by=100
                )
        yield agreed, divide(MATRIX, service, agreed, {})


def expected(duty, service, agreed):
    """Say by the matrix alone whose part is touched."""
    row = MATRIX.by_id[duty.responsibility_id]
    held = row.allocation[service]
    if held is Allocation.NEGOTIABLE:
        negotiation = MATRIX.negotiation_by_id[row.negotiation[service]]
        settled = agreed.get(negotiation.id)
        option = negotiation.option(settled.option) if settled and settled.option else None
        if option is None:
            return Attribution.OPEN
        held = option.allocation
    if held is Allocation.SHARED:
        return BY_FAILING[duty.failing]
    return {
        Allocation.CUSTOMER: Attribution.CUSTOMER,
        Allocation.PROVIDER: Attribution.PROVIDER,
    }[held]


@pytest.mark.parametrize(
    ("incident", "service"),
    list(product(INCIDENTS, ServiceModel)),
    ids=lambda each: getattr(each, "id", each),
)
def test_every_incident_is_right_under_every_model_and_every_option(incident, service):
    for agreed, division in divisions(service):
        found = {a.duty.responsibility_id: a for a in attribute(incident, division)}

        present = {duty.id for duty in MATRIX.present(service)}
        wanted = [d for d in incident.duties if d.responsibility_id in present]
        assert set(found) == {d.responsibility_id for d in wanted}
        for duty in wanted:
            attributed = found[duty.responsibility_id]
            assert attributed.attribution is expected(duty, service, agreed)
            assert attributed.is_open >= (attributed.attribution is Attribution.OPEN)


def test_every_option_of_every_negotiation_was_tried():
    for service in ServiceModel:
        tried = {
            (key, option.option)
            for agreed, _ in divisions(service)
            for key, option in agreed.items()
        }
        for negotiation in MATRIX.negotiations_of(service):
            for option in (*(o.id for o in negotiation.options), None):
                assert (negotiation.id, option) in tried


def test_a_shared_duty_of_which_the_provider_only_offers_the_function_says_so():
    incident = next(i for i in INCIDENTS if i.id == "public-bucket")
    duty = "iam.service.users_and_permissions"
    division = divide(MATRIX, ServiceModel.IAAS, {}, {})

    found = {a.duty.responsibility_id: a for a in attribute(incident, division)}[duty]

    assert found.is_function_only
    assert found.attribution is Attribution.CUSTOMER


def test_a_gap_of_the_division_is_an_open_point():
    incident = next(i for i in INCIDENTS if i.id == "public-bucket")
    duty = "iam.service.users_and_permissions"
    ledger = Ledger(claims={}, handoffs={duty: Handoff(responsibility_id=duty)})
    division = divide(MATRIX, ServiceModel.IAAS, {}, {}, ledger=ledger)

    found = {a.duty.responsibility_id: a for a in attribute(incident, division)}[duty]

    assert found.is_open == (division.by_id[duty].gap is not None)
