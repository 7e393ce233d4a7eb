"""The other services of an organisation as they are found on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.assessment import AgreedOption, CloudService
from model.change import Change, Part
from model.content.loader import load_matrix
from model.division import divide
from model.evaluation import evaluate
from model.library import content
from model.responsibility import Allocation, ServiceModel
from model.storage.assessments import AssessmentStore
from tests.builders import by_duty, make_assessment, make_claim, make_override
from tests.model.storage.workspace import put, sql
from ui.presenters.other_services import Wanted, other_services

OSCAR = "oscar-2020"
MATRIX = load_matrix()


def service(name, model="iaas", provider="aliyun"):
    return CloudService(name=name, provider=provider, model=ServiceModel(model))


def assessment(name="Shop", model="iaas", organisation="Morning & Co", **changes):
    fields = {"questionnaire_id": OSCAR, "questionnaire_version": "1.0.0", **changes}
    made = make_assessment(model, organisation=organisation, **fields)
    return replace(made, service=service(name, model))


@pytest.fixture
def store(tmp_path):
    times = iter(datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=n) for n in range(100))
    made = AssessmentStore.open(tmp_path, lambda: next(times))
    yield made
    made.close()


@pytest.fixture
def shop(store):
    return store.create(assessment())


def look(store, shop, matrix_id=MATRIX.id, organisation="Morning & Co", is_stopped=lambda: False):
    wanted = Wanted(
        assessment_id=shop,
        organisation=organisation,
        service=service("Shop"),
        matrix_id=matrix_id,
    )
    return other_services(store, wanted, is_stopped)


def names(found):
    return [each.service.name for each in found.seen]


def test_the_services_of_this_organisation_alone_are_found_the_newest_first(store, shop):
    store.create(assessment("Mail", "saas"))
    store.create(assessment("Files"))
    store.create(assessment("Mail of others", organisation="Morning & Co (Evening branch)"))

    assert names(look(store, shop)) == ["Files", "Mail"]


def test_each_service_is_seen_by_the_assessment_changed_last(store, shop):
    first = store.create(assessment("Mail", "saas"))
    second = store.create(assessment("Mail", "saas"))
    assert [each.id for each in look(store, shop).seen] == [second]

    agreed = AgreedOption(negotiation_id="table2.4", option="a")
    change = Change(part=Part.AGREED, key="table2.4", before=None, after=agreed)
    store.save(first, [change], "Li")

    assert [each.id for each in look(store, shop).seen] == [first]


def test_the_service_of_the_open_assessment_is_not_among_the_others_but_its_other_model_is(
    store, shop
):
    store.create(assessment())
    store.create(assessment("Shop", "paas"))

    assert [each.service.model for each in look(store, shop).seen] == [ServiceModel.PAAS]


def test_the_division_is_the_one_its_own_pages_show(store, shop):
    overrides = by_duty(make_override("CA.1", "shared", 100))
    claims = {c.key: c for c in [make_claim("NW.1", "contract", "customer", place="§ 2")]}
    kept = assessment("Mail", agreed={"table2.4": ("b", 50)}, overrides=overrides, claims=claims)
    store.create(kept)
    (found,) = look(store, shop).seen

    expected = divide(MATRIX, ServiceModel.IAAS, kept.agreed, overrides, None, kept.ledger)
    assert found.division == expected
    assert found.share == evaluate(MATRIX, content(OSCAR)[1], kept).share.value == 50
    assert found.division.by_id["network.security_groups"].allocation is Allocation.CUSTOMER


def test_a_service_that_another_matrix_divides_is_left_out_and_named(store, shop):
    store.create(assessment("Gov", questionnaire_id="government-cloud-2020"))
    found = look(store, shop)

    assert found.seen == ()
    assert found.of_other_matrix == ("Gov",)


def test_a_service_whose_questionnaire_is_not_here_is_left_out_and_named(store, shop, tmp_path):
    kept = store.create(assessment("Mail"))
    sql(tmp_path, "UPDATE assessments SET questionnaire_id = 'gone' WHERE id = ?", kept)
    store.create(assessment("Files"))
    found = look(store, shop)

    assert names(found) == ["Files"]
    assert found.unreadable == ("Mail",)


@pytest.mark.parametrize("organisation", ["100 %_'\"", "Ｍ＆Ｃｏ é", "a  b", "晨光 贸易", "*"])
def test_any_name_of_an_organisation_is_found(store, shop, organisation):
    store.create(assessment("Mail", organisation=organisation))

    assert names(look(store, shop, organisation=organisation)) == ["Mail"]


def test_work_that_is_stopped_reads_no_further(store, shop):
    for number in range(5):
        store.create(assessment(f"S{number}"))
    left = iter((False, False, True))

    assert len(look(store, shop, is_stopped=lambda: next(left)).seen) == 2


def test_a_change_on_disk_is_seen_by_the_next_look(store, shop):
    kept = store.create(assessment("Mail"))
    before = look(store, shop).seen[0].division.by_id["iam.console.credentials"].allocation
    put(store, kept, Part.OVERRIDES, make_override("CA.1", "provider", 100))
    after = look(store, shop).seen[0].division.by_id["iam.console.credentials"].allocation

    assert (before, after) == (Allocation.CUSTOMER, Allocation.PROVIDER)
