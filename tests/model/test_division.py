"""Who holds what: the paper's defaults, every agreed option, overrides, clarity."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from model.assessment import KNOWN_BY, AgreedOption
from model.content.loader import load_matrix
from model.division import DutyState, divide
from model.evaluation import evaluate
from model.ledger import DivisionGap
from model.responsibility import Allocation, ServiceModel
from tests.builders import (
    RESPONSIBILITY,
    by_duty,
    make_assessment,
    make_override,
    make_questionnaire,
)

MATRIX = load_matrix()
MODELS = list(ServiceModel)
CUSTOMER = ["OS.3", "OS.4", "OS.5", "OS.6", "AP.1", "AP.2", "DA.3", "DA.4", "CA.1", "SA.2"]
SHARED = ["OS.2", "NW.1", "NW.2", "NW.3", "AP.3", "AP.4", "DA.1", "CA.3", "SA.4", "SA.5"]
DEFAULT_STATE = {
    Allocation.CUSTOMER: DutyState.HELD,
    Allocation.SHARED: DutyState.HELD,
    Allocation.PROVIDER: DutyState.OUT,
    Allocation.NEGOTIABLE: DutyState.PENDING,
}
STATE_WHEN_GIVEN = {
    None: DutyState.PENDING,
    0: DutyState.ORPHAN,
    50: DutyState.HANDED_OVER,
    75: DutyState.HANDED_OVER,
    100: DutyState.HANDED_OVER,
}
CUSTOMER_WORKS_IN = {  # the options that leave work with the customer
    ("iaas", "table2.1"): {"a"},
    ("iaas", "table2.2"): {"a", "b"},
    ("iaas", "table2.3"): {"a"},
    ("iaas", "table2.4"): {"a"},
    ("iaas", "table2.5"): {"a"},
    ("iaas", "table2.6"): {"a"},
    ("iaas", "table2.7"): {"a"},
    ("paas", "table2.4"): {"a"},
    ("paas", "table2.5"): {"a"},
    ("paas", "table2.6"): {"a"},
    ("paas", "table2.7"): {"a"},
    ("saas", "table2.4"): {"a"},
    ("saas", "table5.1"): {"a"},
}
CASES = [
    pytest.param(model, negotiation, option, id=f"{model}-{negotiation.id}-{option.id}")
    for model in MODELS
    for negotiation in MATRIX.negotiations_of(model)
    for option in negotiation.options
]


def settled(negotiation_id, option, known_by=None):
    return {
        negotiation_id: AgreedOption(
            negotiation_id=negotiation_id, option=option, known_by=known_by
        )
    }


def division(model="iaas", agreed=(), *overrides):
    return divide(MATRIX, ServiceModel(model), dict(agreed), by_duty(*overrides))


def cell(code, model="iaas", agreed=(), *overrides):
    return division(model, agreed, *overrides).by_id[RESPONSIBILITY.get(code, code)]


def counts(cells):
    return Counter(c.default.value for c in cells)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("iaas", {"provider": 46, "customer": 10, "shared": 10, "negotiable": 7}),
        ("paas", {"provider": 47, "customer": 6, "shared": 9, "negotiable": 4}),
        ("saas", {"provider": 55, "customer": 4, "shared": 4, "negotiable": 3}),
    ],
)
def test_the_default_division_is_that_of_the_paper(model, expected):
    cells = division(model).cells

    assert counts(cells) == expected
    assert all(c.allocation is c.default for c in cells)


def test_the_customer_of_software_is_asked_eight_duties_once():
    cells = [c for c in division("saas").cells if c.asked_with is None]

    assert counts(cells) == {"provider": 53, "customer": 3, "shared": 3, "negotiable": 2}
    asked = [c.responsibility.code for c in cells if c.is_asked]
    assert asked == ["DA.1", "DA.2", "DA.3", "DA.4", "CA.1", "CA.2", "CA.3", "SA.5"]


def test_in_software_the_service_is_asked_under_the_console():
    under = {c.responsibility.code: c.asked_with for c in division("saas").cells if c.asked_with}

    assert under == {
        "SA.1": "iam.console.password_policy",
        "SA.2": "iam.console.credentials",
        None: "iam.console.authentication_information",
        "SA.3": "iam.console.activity_log",
        "SA.4": "iam.console.users_and_permissions",
    }


def test_infrastructure_leaves_these_duties_to_the_customer():
    cells = division("iaas").cells

    held = {a: [c.responsibility.code for c in cells if c.default is a] for a in Allocation}
    assert held[Allocation.CUSTOMER] == CUSTOMER
    assert held[Allocation.SHARED] == SHARED
    assert held[Allocation.NEGOTIABLE] == ["OS.1", "OS.7", "OS.8", "DA.2", "CA.2", "SA.1", "SA.3"]


def test_a_platform_takes_the_operating_system_off_the_customer():
    codes = {c.responsibility.code for c in division("paas").cells if c.is_asked}

    assert not [code for code in codes if code.startswith("OS.")]
    assert len(codes) == 19


def test_software_takes_application_and_network_off_the_customer():
    cells = {c.id: c for c in division("saas").cells if c.responsibility.code}

    taken = [c for i, c in cells.items() if i.split(".")[0] in ("application", "network", "os")]
    assert len(taken) == 9
    assert all(c.state is DutyState.OUT for c in taken)


@pytest.mark.parametrize("model", MODELS)
def test_before_anything_is_agreed_every_cell_has_its_default_state(model):
    for each in division(model).cells:
        assert each.state is DEFAULT_STATE[each.default]
        assert each.clarity == (0 if each.default is Allocation.NEGOTIABLE else 25)
        assert each.known_by is None
        assert not each.deviates
        assert each.gap is None


def test_every_option_of_every_negotiation_is_covered():
    found = {
        (model.value, negotiation.id): {
            o.id for o in negotiation.options if o.allocation.is_customer_side
        }
        for model in MODELS
        for negotiation in MATRIX.negotiations_of(model)
    }

    assert found == CUSTOMER_WORKS_IN


@pytest.mark.parametrize("known_by", [None, *KNOWN_BY])
@pytest.mark.parametrize(("model", "negotiation", "option"), CASES)
def test_an_agreed_option_settles_its_own_cells_and_no_other(model, negotiation, option, known_by):
    leaves_work = option.id in CUSTOMER_WORKS_IN[model.value, negotiation.id]

    for each in division(model, settled(negotiation.id, option.id, known_by)).cells:
        if each.responsibility.negotiation.get(model) != negotiation.id:
            assert each.allocation is each.default
            assert each.state is DEFAULT_STATE[each.default]
            continue
        assert each.allocation is option.allocation
        assert each.allocation.is_customer_side == leaves_work
        assert each.state is (DutyState.HELD if leaves_work else STATE_WHEN_GIVEN[known_by])
        assert each.option is option
        assert each.negotiation is negotiation
        assert each.known_by == known_by
        assert each.deviates


@pytest.mark.parametrize(("model", "negotiation", "option"), CASES)
def test_a_negotiation_settles_every_cell_that_refers_to_it(model, negotiation, option):
    changed = division(model, settled(negotiation.id, option.id, 100)).deviations

    assert len(changed) == (2 if negotiation.id == "table5.1" else 1)


@pytest.mark.parametrize("option", [None, "z"])
@pytest.mark.parametrize(("model", "negotiation", "_"), CASES)
def test_what_nobody_agreed_is_an_orphan_that_the_customer_is_asked(model, negotiation, _, option):
    each = division(model, settled(negotiation.id, option)).by_id[negotiation.responsibility_id]

    assert each.state is DutyState.ORPHAN
    assert each.gap is DivisionGap.ORPHANED
    assert each.allocation is Allocation.NEGOTIABLE
    assert each.clarity == 0
    assert each.is_asked


def test_what_is_only_assumed_is_an_orphan_that_the_customer_is_not_asked():
    each = cell("OS.8", agreed=settled("table2.3", "b", 0))

    assert each.state is DutyState.ORPHAN
    assert each.gap is DivisionGap.ASSUMED
    assert each.clarity == 0
    assert not each.is_asked


def test_a_hand_over_is_pending_until_the_customer_says_how_it_knows():
    each = cell("OS.8", agreed=settled("table2.3", "b"))

    assert each.state is DutyState.PENDING
    assert each.gap is None
    assert each.clarity == 0
    assert not each.is_asked


@pytest.mark.parametrize("known_by", [50, 75, 100])
def test_a_hand_over_is_as_clear_as_the_customer_knows_it(known_by):
    each = cell("OS.8", agreed=settled("table2.3", "b", known_by))

    assert each.state is DutyState.HANDED_OVER
    assert each.gap is None
    assert each.clarity == known_by
    assert not each.is_asked


@pytest.mark.parametrize("model", ["paas", "saas"])
def test_a_negotiation_that_the_service_model_does_not_have_is_ignored(model):
    assert division(model, settled("table2.2", "a", 100)) == division(model)


def test_the_logs_of_software_are_settled_once_for_console_and_service():
    agreed = settled("table5.1", "a")

    assert cell("CA.2", "saas", agreed).state is DutyState.HELD
    assert cell("SA.3", "saas", agreed).state is DutyState.HELD
    assert cell("CA.2", "saas", agreed).is_asked
    assert not cell("SA.3", "saas", agreed).is_asked


@pytest.mark.parametrize(
    ("code", "allocation", "known_by", "state", "clarity"),
    [
        ("NW.1", "customer", 75, DutyState.HELD, 75),
        ("NW.1", "provider", None, DutyState.PENDING, 0),
        ("NW.1", "provider", 0, DutyState.ORPHAN, 0),
        ("NW.1", "provider", 50, DutyState.HANDED_OVER, 50),
        ("NW.1", "provider", 100, DutyState.HANDED_OVER, 100),
        ("NW.1", "negotiable", 50, DutyState.ORPHAN, 0),
        ("NW.1", "absent", 100, DutyState.OUT, 100),
        ("OS.8", "customer", 50, DutyState.HELD, 50),
        ("OS.8", "provider", 75, DutyState.HANDED_OVER, 75),
        ("OS.8", "negotiable", None, DutyState.ORPHAN, 0),
        ("data.customer.storage", "provider", 100, DutyState.OUT, 100),
        ("data.customer.storage", "customer", 100, DutyState.HELD, 100),
        ("data.customer.storage", "shared", 50, DutyState.HELD, 50),
    ],
)
def test_an_override_settles_a_cell(code, allocation, known_by, state, clarity):
    override = make_override(code, allocation, known_by)

    each = cell(code, "iaas", (), override)

    assert each.allocation is Allocation(allocation)
    assert each.state is state
    assert each.clarity == clarity
    assert each.override is override
    assert each.deviates


def test_an_override_comes_before_an_agreed_option():
    agreed = settled("table2.3", "b", 100)

    each = cell("OS.8", "iaas", agreed, make_override("OS.8", "customer", 50))

    assert each.allocation is Allocation.CUSTOMER
    assert each.state is DutyState.HELD
    assert each.known_by == 50
    assert each.agreed == agreed["table2.3"]


def test_an_override_touches_no_other_cell():
    override = make_override("NW.1", "provider", 100)

    assert [c.responsibility.code for c in division("iaas", (), override).deviations] == ["NW.1"]


def test_an_override_of_a_duty_that_the_service_model_does_not_have_is_ignored():
    assert division("saas", (), make_override("OS.1", "customer", 100)) == division("saas")


def test_what_the_provider_is_only_assumed_to_hold_is_a_gap_even_where_the_paper_says_so():
    each = cell(
        "data.customer.storage", "iaas", (), make_override("data.customer.storage", "provider", 0)
    )

    assert each.state is DutyState.OUT
    assert each.gap is DivisionGap.ASSUMED
    assert each.clarity == 0


@pytest.mark.parametrize("model", MODELS)
def test_cells_keep_the_order_of_the_paper(model):
    found = [c.id for c in division(model).cells]

    assert found == [
        r.id for r in MATRIX.responsibilities if r.allocation[model] is not Allocation.ABSENT
    ]


def clarity(agreed=(), *overrides, model="iaas"):
    assessment = replace(make_assessment(model), agreed=dict(agreed), overrides=by_duty(*overrides))
    return evaluate(MATRIX, make_questionnaire(), assessment).clarity


@pytest.mark.parametrize(
    ("model", "settled_weight", "weight"), [("iaas", 94, 111), ("paas", 89, 97), ("saas", 91, 97)]
)
def test_clarity_of_the_bare_paper_counts_what_is_not_negotiable(model, settled_weight, weight):
    assert clarity(model=model) * weight == 25 * settled_weight


def test_clarity_rises_by_the_importance_of_what_is_confirmed():
    gained = clarity(settled("table2.3", "b", 100)) - clarity()

    assert gained * 111 == 3 * 100


def test_clarity_is_full_only_where_every_cell_is_confirmed():
    everything = [
        make_override(r.id, r.allocation[ServiceModel.SAAS].value, 100)
        for r in MATRIX.responsibilities
        if r.allocation[ServiceModel.SAAS] is not Allocation.NEGOTIABLE
    ]
    agreed = {**settled("table2.4", "a", 100), **settled("table5.1", "b", 100)}

    assert clarity(agreed, *everything, model="saas") == 100


@pytest.mark.parametrize("model", MODELS)
def test_each_negotiation_is_asked_for_one_responsibility(model):
    for negotiation in MATRIX.negotiations_of(model):
        asked = MATRIX.negotiated(negotiation.id, model)

        assert asked.negotiation[model] == negotiation.id
        assert model not in asked.asked_with


def test_a_negotiation_has_no_option_of_another_name():
    assert MATRIX.negotiation_by_id["table2.3"].option("c") is None


@pytest.mark.parametrize(("model", "label"), [("iaas", "IaaS"), ("paas", "PaaS"), ("saas", "SaaS")])
def test_a_service_model_is_written_as_people_write_it(model, label):
    assert ServiceModel(model).label == label


def test_what_the_customer_itself_holds_is_not_assumed_of_the_provider():
    override = by_duty(make_override("NW.1", "customer", 0))
    cells = divide(load_matrix(), ServiceModel.IAAS, {}, override).by_id
    assert cells["network.security_groups"].gap is not DivisionGap.ASSUMED
