"""Services side by side: which rows there are, which differ, which nobody holds."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from model.assessment import AgreedOption
from model.content.loader import load_matrix
from model.division import divide
from model.responsibility import ServiceModel
from model.services import joint_share, side_by_side
from tests.builders import DRAWN_OPTIONS, RESPONSIBILITY, by_duty, make_override

MATRIX = load_matrix()
IAAS, PAAS, SAAS = ServiceModel


def division(model=IAAS, agreed=None, *overrides):
    made = {
        key: AgreedOption(negotiation_id=key, option=option, known_by=known_by)
        for key, (option, known_by) in (agreed or {}).items()
    }
    return divide(MATRIX, model, made, by_duty(*overrides))


def rows(**divisions):
    return {row.responsibility.id: row for row in side_by_side(MATRIX, divisions)}


@st.composite
def divisions(draw):
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=4))
    return {
        name: division(
            draw(st.sampled_from(list(ServiceModel))),
            {
                key: (draw(st.sampled_from((None, *options))), draw(st.sampled_from((0, 100))))
                for key, options in DRAWN_OPTIONS.items()
            },
        )
        for name in names
    }


@given(divisions())
def test_every_cell_of_every_service_stands_in_one_row_in_the_papers_order(drawn):
    found = side_by_side(MATRIX, drawn)
    known = [r.id for r in MATRIX.responsibilities]

    places = [known.index(row.responsibility.id) for row in found]
    assert places == sorted(set(places))
    for name, each in drawn.items():
        stood = [row.cells[name] for row in found if row.cells[name] is not None]
        assert stood == list(each.cells)


@given(divisions())
def test_the_order_of_the_services_changes_no_row(drawn):
    turned = dict(reversed(drawn.items()))

    for one, other in zip(side_by_side(MATRIX, drawn), side_by_side(MATRIX, turned), strict=True):
        assert one == other
        assert one.differs == other.differs
        assert list(other.cells) == list(turned)


@given(divisions())
def test_nothing_differs_where_all_are_the_same(drawn):
    for each in drawn.values():
        assert not any(row.differs for row in side_by_side(MATRIX, {"x": each, "y": each}))


def test_a_row_differs_where_something_else_is_left_to_the_customer():
    found = rows(shop=division(IAAS), mail=division(SAAS))

    assert found[RESPONSIBILITY["NW.1"]].differs  # shared, and the provider's
    assert found[RESPONSIBILITY["OS.3"]].differs  # the customer's, and not there
    assert found[RESPONSIBILITY["OS.3"]].cells["mail"] is None
    assert found["os.public_image.production"].cells["mail"] is None
    assert not found["os.public_image.production"].differs  # the provider's, and not there
    assert not found[RESPONSIBILITY["CA.1"]].differs
    assert not found["physical.disaster_recovery"].differs


def test_what_was_settled_for_one_service_differs_from_the_paper_in_the_other():
    found = rows(a=division(), b=division(IAAS, None, make_override("CA.1", "provider", 100)))

    assert [key for key, row in found.items() if row.differs] == [RESPONSIBILITY["CA.1"]]


def test_what_nobody_agreed_or_only_assumes_is_held_nowhere():
    found = rows(
        shop=division(
            IAAS, {"table2.2": ("c", 0), "table2.3": ("b", 100), "table2.4": (None, None)}
        ),
        mail=division(SAAS, {"table2.4": ("a", None)}),
    )

    assert found[RESPONSIBILITY["OS.7"]].held_nowhere_in == ("shop",)
    assert found[RESPONSIBILITY["DA.2"]].held_nowhere_in == ("shop",)
    assert found[RESPONSIBILITY["OS.8"]].held_nowhere_in == ()
    assert found[RESPONSIBILITY["CA.2"]].held_nowhere_in == ()  # not asked yet


def test_the_joint_share_weighs_each_service_by_its_importance():
    assert joint_share([(3, Fraction(80)), (1, Fraction(40))]) == 70
    assert joint_share([(3, Fraction(80)), (1, None)]) == 80
    assert joint_share([(1, None)]) is None


@given(st.lists(st.tuples(st.integers(1, 3), st.fractions(0, 100)), min_size=1))
def test_the_joint_share_lies_between_the_least_and_the_greatest(services):
    shares = [share for _, share in services]

    assert min(shares) <= joint_share(services) <= max(shares)
    assert joint_share(services) == joint_share(reversed(services))
