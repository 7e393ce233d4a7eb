"""The ledger: who says what, filters, details, and what is entered."""

from __future__ import annotations

from datetime import date

import pytest

from model.change import Part
from model.fieldwork import Evidence, EvidenceKind
from model.ledger import AcceptedGap, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.responsibility import Allocation
from tests.builders import RESPONSIBILITY, by_duty, make_claim, make_override
from tests.ui.presenters.fakes import EN, ZH, FakeView, Redraw, fill_disk, make_session
from ui.presenters.form import EntryKind, problem
from ui.presenters.ledger_forms import MOST_HOURS
from ui.presenters.ledger_presenter import ALL, ANY_GAP, LedgerPresenter

NW1 = RESPONSIBILITY["NW.1"]
CLAIMED = {
    "allocation": "provider",
    "stated_on": "2026-03-01",
    "place": "section 4.2",
    "note": "",
}
HANDED = {
    "starts": "customer",
    "proves": "",
    "customer_part": "watch",
    "provider_part": "",
    "proof": "",
    "notice_hours": "4",
}
SETTLED = {
    "allocation": "provider",
    "known_by": "75",
    "source": "contract",
    "reason": "contract, section 4.2",
    "customer_name": "Wang",
    "provider_name": "Li",
    "written_on": "",
}


class Stage:
    """A presenter with its session, view and reported errors."""

    def __init__(self, model="iaas", **changes):
        self.session = make_session(model, **changes)
        self.view, self.errors = FakeView(), []
        self.presenter = LedgerPresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    @property
    def details(self):
        return [call[1] for call in self.view.calls if call[0] == "details"][-1]

    def row(self, responsibility_id=NW1):
        return next(texts for row_id, texts in self.card.rows if row_id == responsibility_id)

    def say(self, *claims):
        for claim in claims:
            self.session.put(Part.CLAIMS, claim.key, claim)

    def dispute(self):
        self.say(
            make_claim("NW.1", "contract", "provider", place="section 4.2"),
            make_claim("NW.1", "provider_document", "customer"),
        )

    def values(self, name):
        """Return what a form holds at first."""
        return {e.key: e.value for e in self.presenter.form(name, NW1).fields}


@pytest.fixture
def stage():
    return Stage()


# --- the list ---------------------------------------------------------------------------------


def test_a_row_says_who_holds_it_by_the_paper_by_each_source_and_in_effect(stage):
    assert stage.row()[1:] == (
        "Shared",
        "—",
        "—",
        "—",
        "Shared\nWhite paper",
        "Shared, nobody leads",
    )

    stage.dispute()

    assert stage.row()[1:6] == ("Shared", "Customer", "Provider", "—", "Provider\nContract")
    assert stage.row()[6] == "Disputed"
    assert len(stage.card.rows) == len(stage.session.evaluation.division.cells)


def test_a_row_without_gap_says_what_it_leaves_to_the_customer(stage):
    assert stage.row(RESPONSIBILITY["CA.1"])[6] == "Yours"


def test_an_accepted_gap_is_marked(stage):
    stage.dispute()
    accepted = AcceptedGap(responsibility_id=NW1, gap=DivisionGap.DISPUTED, reason="small")

    stage.session.put(Part.ACCEPTED, NW1, accepted)

    assert stage.row()[6] == "Disputed (accepted)"


def test_filters_tell_how_many_rows_they_leave(stage):
    stage.dispute()
    for choices, narrow in (
        (stage.card.categories, lambda value: (value, ALL)),
        (stage.card.gaps, lambda value: (ALL, value)),
    ):
        for value, words in choices:
            stage.presenter.narrow(*narrow(value))
            if value != ALL:
                assert words.endswith(f"({len(stage.card.rows)})"), words
            assert stage.card.rows


def test_both_filters_hold_together(stage):
    stage.dispute()
    category = stage.session.evaluation.division.by_id[NW1].responsibility.category_id

    stage.presenter.narrow(category, "disputed")
    assert [row_id for row_id, _ in stage.card.rows] == [NW1]

    others = [value for value, _ in stage.card.categories if value not in (ALL, category)]
    stage.presenter.narrow(others[0], "disputed")
    assert stage.card.rows == ()
    assert stage.card.nothing


def test_a_filter_stays_though_the_last_gap_of_its_kind_is_gone(stage):
    stage.dispute()
    stage.presenter.narrow(ALL, "disputed")

    stage.presenter.keep("contract", NW1, {**CLAIMED, "allocation": ""})

    assert stage.card.rows == ()
    assert (stage.card.gap, "Disputed (0)") == ("disputed", dict(stage.card.gaps)["disputed"])


def test_any_gap_leaves_out_what_is_settled(stage):
    stage.presenter.narrow(ALL, ANY_GAP)

    cells = stage.session.evaluation.division.cells
    assert [row_id for row_id, _ in stage.card.rows] == [c.id for c in cells if c.gaps]


# --- one responsibility -----------------------------------------------------------------------


def test_no_responsibility_is_shown_at_first(stage):
    assert stage.details is None


def test_a_responsibility_that_the_service_no_longer_has_is_not_shown(stage):
    stage.presenter.show("no.such.responsibility")

    assert stage.details is None


def test_details_explain_the_gap_and_tell_each_claim_with_date_place_and_evidence(stage):
    stage.session.keep_evidence(Evidence(id="e1", kind=EvidenceKind.TEXT, title="Our contract"))
    stage.say(
        make_claim(
            "NW.1",
            "contract",
            "provider",
            stated_on=date(2026, 3, 1),
            place="section 4.2",
            evidence="e1",
            note="signed",
        ),
        make_claim("NW.1", "provider_document", "customer"),
    )
    stage.presenter.show(NW1)

    lines = {heading: (text, tone) for heading, text, tone in stage.details.lines}
    why, tone = lines["Disputed"]
    assert "Contract: Provider; Provider's document: Customer" in why
    assert EN.text("gap.do.disputed") in why
    assert tone == "danger"
    assert lines["Contract"][0] == (
        "Provider · 2026-03-01\nsection 4.2\nEvidence: Our contract\nsigned"
    )
    assert lines["Provider's document"][0] == "Customer"
    assert stage.details.now == "Provider (by: Contract)"


def test_evidence_that_was_removed_is_no_longer_named(stage):
    stage.say(make_claim("NW.1", "contract", "provider", evidence="gone"))
    stage.presenter.show(NW1)

    assert not any("Evidence" in text for _, text, _ in stage.details.lines)


def test_details_say_what_the_paper_says_and_where_it_comes_from(stage):
    stage.presenter.show(NW1)

    headings = [heading for heading, _, _ in stage.details.lines]
    assert "What you do" in headings
    assert "What the provider does" in headings
    place = next(text for h, text, _ in stage.details.lines if h.startswith("Table "))
    assert EN.say(stage.session.matrix.source) in place


def test_what_the_provider_holds_alone_gives_the_customer_nothing_to_do(stage):
    stage.presenter.show(NW1)
    stage.presenter.keep("override", NW1, SETTLED)

    assert "What you do" not in [heading for heading, _, _ in stage.details.lines]


def test_details_of_a_changed_cell_tell_reason_names_source_and_date():
    override = make_override(
        "NW.1",
        "provider",
        75,
        reason="section 4.2",
        source="contract",
        customer_name="Wang",
        provider_name="Li",
        written_on=date(2026, 3, 1),
    )
    stage = Stage(overrides=by_duty(override))
    stage.presenter.show(NW1)

    text = next(t for h, t, _ in stage.details.lines if h == EN.text("word.authority.override"))
    for said in ("section 4.2", "Wang", "Li", "Contract", "Seen in the console", "2026-03-01"):
        assert said in text
    assert [a.name for a in stage.details.actions][-1] == "revert"


def test_details_of_a_change_without_source_say_so_and_name_no_date():
    stage = Stage(overrides=by_duty(make_override("NW.1", "customer", None, reason="as it is")))
    stage.presenter.show(NW1)

    text = next(t for h, t, _ in stage.details.lines if h == EN.text("word.authority.override"))
    assert "Not written down" in text
    assert "Not stated" in text
    assert "Date" not in text


def test_a_handoff_is_told(stage):
    handoff = Handoff(responsibility_id=NW1, starts=Party.CUSTOMER, notice_hours=4, proof="a log")
    stage.session.put(Part.HANDOFFS, NW1, handoff)
    stage.presenter.show(NW1)

    text = next(t for h, t, _ in stage.details.lines if h == "Hand-off")
    assert text == "Starts: Customer\nNotice within 4 h\na log"


def test_a_duty_asked_with_another_says_with_which():
    stage = Stage("saas")
    cell = next(c for c in stage.session.evaluation.division.cells if c.asked_with)
    stage.presenter.show(cell.id)

    other = stage.session.matrix.by_id[cell.asked_with].name.en
    assert f"Asked together with: {other}" in [text for _, text, _ in stage.details.lines]


def test_every_action_names_its_key(stage):
    stage.presenter.show(NW1)

    keys = [action.text[-3:] for action in stage.details.actions]
    assert keys == ["(D)", "(C)", "(P)", "(H)", "(O)"]


def test_another_language_rewords_everything(stage):
    stage.presenter.show(NW1)
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    assert stage.row()[1] == "共担"
    assert "白皮书" in stage.details.now


# --- what is entered --------------------------------------------------------------------------


@pytest.mark.parametrize("source", list(ClaimSource))
def test_a_claim_is_kept_shown_in_its_form_and_removed_again(stage, source):
    stage.presenter.keep(source.value, NW1, CLAIMED)

    kept = stage.session.assessment.ledger.claim(NW1, source)
    assert kept == Claim(
        responsibility_id=NW1,
        source=source,
        allocation=Allocation.PROVIDER,
        stated_on=date(2026, 3, 1),
        place="section 4.2",
    )
    assert stage.values(source.value) == CLAIMED

    stage.presenter.keep(source.value, NW1, {**CLAIMED, "allocation": ""})
    assert stage.session.assessment.claims == {}


def test_entering_a_claim_is_one_step_back(stage):
    stage.presenter.keep("contract", NW1, CLAIMED)

    stage.session.undo()

    assert stage.session.assessment.claims == {}


def test_evidence_of_the_assessment_can_be_named(stage):
    assert "evidence" not in stage.values("contract")
    stage.session.keep_evidence(Evidence(id="e1", kind=EvidenceKind.TEXT, title="Our contract"))
    entry = stage.presenter.form("contract", NW1).fields[-1]
    assert (entry.kind, entry.choices) == (EntryKind.ONE_OF_MANY, (("e1", "Our contract"),))

    stage.presenter.keep("contract", NW1, {**CLAIMED, "evidence": "e1"})

    assert stage.session.assessment.ledger.claim(NW1, ClaimSource.CONTRACT).evidence == "e1"
    assert stage.values("contract")["evidence"] == "e1"


def test_a_claim_on_what_is_to_be_agreed_starts_with_a_holder(stage):
    code = RESPONSIBILITY["OS.7"]
    holder = stage.presenter.form("contract", code).fields[0]

    assert holder.value in [value for value, _ in holder.choices]


def test_a_handoff_is_kept_shown_in_its_form_and_removed_again(stage):
    stage.presenter.keep("handoff", NW1, HANDED)

    kept = stage.session.assessment.handoffs[NW1]
    assert (kept.starts, kept.proves, kept.notice_hours) == (Party.CUSTOMER, None, 4)
    assert stage.values("handoff") == HANDED

    stage.presenter.keep("handoff", NW1, dict.fromkeys(HANDED, ""))
    assert stage.session.assessment.handoffs == {}


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("", True), ("0", True), ("24", True), ("２４", True), (str(MOST_HOURS), True)]
    + [(wrong, False) for wrong in (str(MOST_HOURS + 1), "-1", "2.5", "soon", "9" * 100)],
)
def test_hours_are_a_whole_number_within_a_year(stage, typed, is_right):
    form = stage.presenter.form("handoff", NW1)

    found = problem(form, {**HANDED, "notice_hours": typed})

    assert (found is None) is is_right
    if found is not None:
        assert str(MOST_HOURS) in found.text


def test_a_change_by_hand_is_kept_with_the_names_of_both_parties(stage):
    stage.presenter.keep("override", NW1, SETTLED)

    kept = stage.session.assessment.overrides[NW1]
    assert kept.allocation is Allocation.PROVIDER
    assert (kept.known_by, kept.source, kept.written_on) == (75, "contract", None)
    assert (kept.customer_name, kept.provider_name) == ("Wang", "Li")
    assert stage.values("override") == SETTLED


def test_a_change_by_hand_needs_a_reason(stage):
    form = stage.presenter.form("override", NW1)

    assert problem(form, {**SETTLED, "reason": " \n"}).key == "reason"
    assert problem(form, SETTLED) is None


def test_a_change_by_hand_offers_every_way_to_settle_a_cell(stage):
    choices = {
        e.key: [v for v, _ in e.choices] for e in stage.presenter.form("override", NW1).fields
    }

    assert choices["allocation"] == ["customer", "shared", "provider", "negotiable", "absent"]
    assert choices["known_by"] == ["0", "50", "75", "100"]
    assert choices["source"] == ["contract", "provider_document", "verbal", ""]


def test_a_change_of_which_it_was_not_asked_how_one_knows_stays_so():
    stage = Stage(overrides=by_duty(make_override("NW.1", "provider", None, reason="x")))

    stage.presenter.keep("override", NW1, stage.values("override"))

    assert stage.session.assessment.overrides[NW1].known_by is None


def test_going_back_to_the_paper_forgets_the_change(stage):
    stage.presenter.keep("override", NW1, SETTLED)
    stage.presenter.revert(NW1)

    assert stage.session.assessment.overrides == {}
    assert stage.row()[5] == "Shared\nWhite paper"


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.keep("contract", NW1, CLAIMED),
        lambda p: p.keep("handoff", NW1, HANDED),
        lambda p: p.keep("override", NW1, SETTLED),
    ],
    ids=["claim", "handoff", "override"],
)
def test_a_failed_save_is_reported_and_the_page_shows_what_is_kept(stage, act):
    before, shown = stage.card, len(stage.view.cards)
    fill_disk(stage.session)

    act(stage.presenter)

    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]
    assert len(stage.view.cards) == shown + 1
    assert stage.card == before
