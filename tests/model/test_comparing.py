"""The same duties under several models, side by side."""

import pytest

from model.assessment import AgreedOption
from model.comparing import TOPICS, compare, own_model_differs
from model.content.learning import load_models
from model.content.loader import load_matrix
from model.division import divide
from model.responsibility import ServiceModel
from model.security_models import Holder

MATRIX = load_matrix()
SHELF = load_models()


def lines(service="iaas", **more):
    return {line.id: line for line in compare(MATRIX, SHELF, ServiceModel(service), **more)}


def said(line, model_id):
    """Return what a model says, by the class of service."""
    return {
        cell.column.id if cell.column else None: cell.holder
        for cell in line.cells
        if cell.model.id == model_id
    }


@pytest.mark.parametrize("service", list(ServiceModel))
def test_every_duty_of_the_service_model_has_a_line_and_every_model_a_cell(service):
    found = compare(MATRIX, SHELF, service)

    of_paper = [line for line in found if line.category_id != TOPICS]
    assert [line.id for line in of_paper] == [duty.id for duty in MATRIX.present(service)]
    for line in found:
        assert {cell.model.id for cell in line.cells} == set(SHELF.by_id)


def test_a_cell_says_what_its_model_says_of_the_layer():
    found = lines("paas")

    groups = found["network.security_groups"]
    assert groups.paper is Holder.SHARED
    assert said(groups, "aws") == {"container": Holder.CUSTOMER}
    assert said(groups, "azure-2026") == {"paas": Holder.SHARED}


def test_a_row_that_names_the_duty_wins_over_one_that_names_its_category():
    found = lines("iaas")["physical.device_lifecycle"]

    cell = next(cell for cell in found.cells if cell.model.id == "azure-2020")
    assert cell.row.id == "physical_hosts"


def test_a_model_that_says_nothing_is_unstated_and_disagrees_with_nobody():
    found = lines("saas")["application.domain_filing"]

    assert said(found, "azure-2020") == {"saas": Holder.UNSTATED}
    assert "azure-2020" not in {cell.model.id for cell in found.disagreeing}


def test_cells_that_give_a_duty_to_another_holder_disagree():
    found = lines("saas")["application.management"]

    assert found.disagrees
    assert "azure-2026" in {cell.model.id for cell in found.disagreeing}
    assert "azure-2020" not in {cell.model.id for cell in found.disagreeing}


def test_what_the_paper_has_no_row_for_comes_last():
    found = compare(MATRIX, SHELF, ServiceModel.SAAS)

    devices = next(line for line in found if line.id == "topic.devices")
    assert devices.paper is Holder.UNSTATED
    assert said(devices, "azure-2026") == {"saas": Holder.SHARED}
    beyond = [line.category_id == TOPICS for line in found]
    assert beyond == sorted(beyond)


def test_only_the_models_chosen_are_shown():
    found = lines(chosen=["csa", "aws"])

    models = [cell.model.id for cell in found["network.ip_lists"].cells]
    assert models == ["aws", "csa"]


def test_an_open_service_is_measured_by_its_own_division():
    agreed = AgreedOption(negotiation_id="table2.3", option="b", known_by=100)
    division = divide(MATRIX, ServiceModel.IAAS, {"table2.3": agreed}, {})

    found = lines("iaas", division=division)["os.host_backup"]

    assert found.paper is Holder.NEGOTIABLE
    assert found.ours is found.reference is Holder.PROVIDER
    assert "aws" in {cell.model.id for cell in found.disagreeing}


def test_what_nobody_agreed_is_measured_by_the_paper():
    division = divide(MATRIX, ServiceModel.IAAS, {}, {})

    assert lines("iaas", division=division)["os.host_backup"].ours is None


def test_a_customer_sees_where_the_own_providers_model_differs_the_weightiest_first():
    found = own_model_differs(compare(MATRIX, SHELF, ServiceModel.IAAS), "azure")

    assert found
    assert {cell.model.id for _, cell in found} == {"azure-2026"}
    weights = [line.responsibility.importance for line, _ in found]
    assert weights == sorted(weights, reverse=True)


def test_a_provider_without_a_model_of_its_own_differs_nowhere():
    assert own_model_differs(compare(MATRIX, SHELF, ServiceModel.IAAS), "tencent") == ()
