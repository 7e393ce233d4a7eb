from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.assessment import AnswerState, CloudService, EvidenceLevel, Round, Voice
from model.change import Part
from model.content.loader import load_matrix
from model.facts import Fact
from model.pace import USUAL_SECONDS
from model.responsibility import ServiceModel
from model.session import AssessmentSession
from model.wording import responsibility_name
from tests.builders import (
    UNKNOWN,
    by_duty,
    chosen,
    make_assessment,
    make_group,
    make_override,
    make_proof,
    make_question,
    make_questionnaire,
)
from tests.model.storage.workspace import EVIDENCE, INTERVIEW, OBSERVATION
from tests.ui.presenters.fakes import (
    BOXES,
    EN,
    LEAD,
    ZH,
    Clock,
    FakeView,
    MemoryStore,
    Redraw,
    fill_disk,
    make_session,
)
from ui.presenters.question_presenter import QuestionPresenter

LAST = "X.IR-Q1"
SECOND = "OS.2-Q1"


class Stage:
    """A presenter with its session, view and reported errors."""

    def __init__(self, model="iaas", position=None, **changes):
        self.session = make_session(model, position, **changes)
        self.view, self.errors = FakeView(), []
        self.presenter = QuestionPresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    def answer(self, question_id=None):
        return self.session.answer_to(question_id or self.presenter.question_id)

    def saves(self):
        return [
            change.after
            for kind, changes in self.session._store.saved
            if kind == "changes"
            for change in changes
            if change.part is Part.ANSWERS
        ]


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def boxes():
    return Stage(position=BOXES)


def leaf(card, question_id):
    return next(x for branch in card.tree for x in branch.leaves if x.id == question_id)


@pytest.mark.parametrize(("number", "choice"), [(1, "0"), (2, "25"), (5, "100")])
def test_a_number_key_chooses_that_step_of_a_ladder(stage, number, choice):
    stage.presenter.choose_number(number)

    assert stage.card.chosen == (choice,)
    assert stage.answer().state is AnswerState.CHOSEN


@pytest.mark.parametrize("number", [0, 6, 9, -1])
def test_a_number_key_beyond_the_ladder_does_nothing(stage, number):
    stage.presenter.choose_number(number)

    assert stage.saves() == []


def test_another_step_takes_the_place_of_the_one_before(stage):
    stage.presenter.choose_number(2)
    stage.presenter.choose_number(4)

    assert stage.card.chosen == ("75",)


def test_number_keys_tick_and_untick_boxes_in_the_order_of_the_list(boxes):
    ids = [choice_id for choice_id, _ in boxes.card.choices]
    for number in (3, 1, 2, 3):
        boxes.presenter.choose_number(number)

    assert boxes.card.chosen == (ids[0], ids[1])


def test_the_number_after_the_last_box_means_none_of_these(boxes):
    boxes.presenter.choose_number(2)

    boxes.presenter.choose_number(len(boxes.card.choices) + 1)

    assert boxes.card.is_none
    assert boxes.card.chosen == ()
    assert boxes.answer().state is AnswerState.CHOSEN


def test_the_number_after_none_of_these_does_nothing(boxes):
    boxes.presenter.choose_number(len(boxes.card.choices) + 2)

    assert boxes.answer().state is AnswerState.OPEN


def test_ticking_a_box_ends_none_of_these(boxes):
    boxes.presenter.choose_none()
    boxes.presenter.choose_number(1)

    assert not boxes.card.is_none
    assert len(boxes.card.chosen) == 1


def test_an_open_list_is_not_none_of_these(boxes):
    assert not boxes.card.is_none
    boxes.presenter.do_not_know()
    assert not boxes.card.is_none


def test_do_not_know_is_an_answer_of_its_own(stage):
    stage.presenter.choose_number(2)
    stage.presenter.do_not_know()

    assert stage.card.state is AnswerState.UNKNOWN
    assert stage.card.chosen == ()
    assert leaf(stage.card, LEAD).state == "unknown"
    assert stage.card.done == 1


def test_not_applicable_keeps_its_reason_and_shows_it(stage):
    stage.presenter.does_not_apply("no images at all")

    assert stage.card.state is AnswerState.NOT_APPLICABLE
    assert stage.card.reason == "no images at all"
    assert leaf(stage.card, LEAD).state == "not_applicable"


def test_a_question_offers_the_reasons_that_fit_it(stage):
    assert stage.card.can_be_not_applicable
    assert [reason for reason, _ in stage.card.na_reasons] == ["not_used", "other"]

    stage.presenter.open("OS.7-Q1")

    assert not stage.card.can_be_not_applicable


def test_taking_back_makes_the_question_open_again(stage):
    stage.presenter.choose_number(2)
    stage.presenter.take_back()

    assert stage.card.state is AnswerState.OPEN
    assert stage.card.chosen == ()
    assert not stage.card.is_saved
    assert stage.card.saved == EN.text("questions.not_yet")
    assert stage.card.done == 0


def test_a_note_is_saved_and_shown(stage):
    stage.presenter.note(LEAD, "ask Li")

    assert stage.card.note == "ask Li"


@pytest.mark.parametrize("same", ["ask Li", " ask Li \n"])
def test_a_note_that_did_not_change_is_not_saved_again(stage, same):
    stage.presenter.note(LEAD, "ask Li")
    stage.presenter.note(LEAD, same)

    assert len(stage.saves()) == 1


def test_a_note_belongs_to_the_question_it_was_written_for(stage):
    stage.presenter.move(1)
    stage.presenter.note(LEAD, "ask Li")

    assert stage.answer(LEAD).note == "ask Li"
    assert stage.answer(SECOND).note == ""
    assert stage.card.id == SECOND


def test_a_note_alone_does_not_answer(stage):
    stage.presenter.note(LEAD, "ask Li")

    assert stage.card.state is AnswerState.OPEN
    assert not stage.card.is_saved
    assert stage.card.done == 0


def test_proof_is_saved_with_the_answer(stage):
    stage.presenter.choose_number(2)
    stage.presenter.prove("E2")

    assert stage.answer().evidence is EvidenceLevel.E2
    assert stage.card.evidence == "E2"
    assert [level for level, _ in stage.card.evidence_levels] == ["E0", "E1", "E2", "E3"]


def test_moving_goes_one_question_on_and_back(stage):
    stage.presenter.move(1)
    assert stage.card.id == SECOND

    stage.presenter.move(-1)
    assert stage.card.id == LEAD


def test_moving_stops_at_both_ends(stage):
    shown = len(stage.view.cards)
    stage.presenter.move(-1)
    assert (stage.card.id, len(stage.view.cards)) == (LEAD, shown)

    stage.presenter.move(1000)
    assert stage.card.id == LAST
    stage.presenter.move(1)
    assert stage.card.id == LAST


def test_the_card_knows_first_and_last(stage):
    assert (stage.card.is_first, stage.card.is_last) == (True, False)
    assert stage.card.position == "Question 1 of 29"

    stage.presenter.open(LAST)

    assert (stage.card.is_first, stage.card.is_last) == (False, True)
    assert stage.card.position == "Question 29 of 29"


def test_the_next_open_question_skips_what_is_answered():
    stage = Stage(position=LEAD, answers={LEAD: chosen(0), SECOND: UNKNOWN})

    stage.presenter.to_next_open()

    assert stage.card.id == "OS.3-Q1"


def test_the_next_open_question_is_searched_round_the_end():
    stage = Stage(position=LAST)

    stage.presenter.to_next_open()

    assert stage.card.id == LEAD


def test_where_nothing_is_open_the_question_stays():
    first = Stage()
    answers = {q.id: UNKNOWN for q in first.session.evaluation.asked}
    stage = Stage(position=BOXES, answers=answers)

    stage.presenter.to_next_open()

    assert stage.card.id == BOXES
    assert stage.card.time_left == EN.text("questions.all_done")


def test_the_question_on_screen_is_remembered(stage):
    stage.presenter.open(BOXES)
    stage.presenter.move(1)

    saved = stage.session._store.saved
    assert [v for kind, v in saved if kind == "position"] == [LEAD, BOXES, "NW.2-Q1"]


def test_one_begins_where_one_left():
    assert Stage(position=BOXES).card.id == BOXES


def test_a_new_user_begins_at_the_first_open_question():
    assert Stage(answers={LEAD: chosen(50)}).card.id == SECOND


def test_where_one_left_is_forgotten_when_it_is_no_longer_asked():
    stage = Stage(position="OS.3-Q1", facts={Fact.OWN_IMAGES: False})

    assert stage.card.id == LEAD


def test_a_question_that_stops_being_asked_gives_way_to_the_first(stage):
    stage.presenter.open(BOXES)

    override = make_override("NW.1", "provider", 100)
    stage.session.override(override.responsibility_id, override)

    assert stage.card.id == LEAD


def test_where_nothing_is_asked_the_page_says_so():
    matrix_duties = Stage().session.evaluation.duties
    overrides = by_duty(
        *(
            make_override(d.duty.id, "provider", 100)
            for d in matrix_duties
            if d.duty.cell is not None
        )
    )
    stage = Stage(overrides=overrides)
    # What lies beyond the paper is always asked; without it nothing is.
    beyond = [q.id for q in stage.session.evaluation.asked]
    assert beyond == ["X.BAK-Q1", "X.IR-Q1"]

    stage.session.__dict__["evaluation"] = replace(stage.session.evaluation, duties=())
    stage.presenter.refresh()

    assert stage.view.calls[-1] == ("nothing", EN.text("questions.empty"))
    assert stage.presenter.question_id is None
    stage.presenter.move(1)
    stage.presenter.to_next_open()
    assert stage.presenter.question_id is None


def test_a_duty_that_is_not_settled_carries_a_banner(stage):
    stage.presenter.open("OS.7-Q1")
    assert stage.card.banner == EN.text("questions.pending")

    stage.session.agree("table2.2", None)
    assert stage.card.banner == EN.text("questions.pending")


def test_a_duty_nobody_holds_carries_another_banner():
    stage = Stage(position="OS.7-Q1", agreed={"table2.2": (None, None)})

    assert stage.card.banner == EN.text("questions.nobody")


def test_a_duty_of_the_customer_carries_none(stage):
    stage.presenter.open("CA.1-Q1")
    assert stage.card.banner == ""

    stage.presenter.open("X.BAK-Q1")
    assert stage.card.banner == ""


def test_saved_is_said_with_the_time_of_the_answer(stage):
    stage.presenter.choose_number(1)

    time = Clock().time.astimezone().strftime("%H:%M:%S")
    assert stage.card.is_saved
    assert stage.card.saved == f"Saved at {time}"


def test_nothing_is_shown_as_saved_before_it_is_on_disk(stage, monkeypatch):
    shown = len(stage.view.cards)
    store = stage.session._store
    at_disk = []
    monkeypatch.setattr(store, "save", lambda *_: at_disk.append(len(stage.view.cards) - shown))

    stage.presenter.choose_number(1)

    assert at_disk == [0]
    assert stage.card.is_saved


def test_an_answer_from_a_file_without_times_is_not_shown_as_saved_at_one():
    stage = Stage(position=LEAD, answers={LEAD: chosen(50)})

    assert stage.card.saved == EN.text("questions.state.done")
    assert not stage.card.is_saved


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.choose("100"),
        lambda p: p.choose_number(1),
        lambda p: p.do_not_know(),
        lambda p: p.does_not_apply("because"),
        lambda p: p.take_back(),
        lambda p: p.note(LEAD, "new"),
        lambda p: p.prove("E3"),
    ],
    ids=["choose", "number", "unknown", "not applicable", "take back", "note", "prove"],
)
def test_a_failed_save_is_reported_and_shows_the_old_answer(act):
    stage = Stage(position=LEAD, answers={LEAD: {**chosen(50), "note": "old"}})
    before, shown = stage.card, len(stage.view.cards)
    fill_disk(stage.session)

    act(stage.presenter)

    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]
    assert "nothing was saved" in EN.explain(stage.errors[0])
    assert len(stage.view.cards) == shown + 1, "what was clicked stays on screen"
    assert stage.card == before


def test_moving_works_with_a_full_disk_and_says_that_it_is_full(stage):
    fill_disk(stage.session)

    stage.presenter.move(1)

    assert stage.card.id == SECOND
    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]


def test_the_tree_has_the_papers_categories_and_what_lies_beyond(stage):
    names = [branch.text for branch in stage.card.tree]

    assert len(names) == len(set(names))
    assert names[-1] == "Beyond the paper"
    assert sum(len(branch.leaves) for branch in stage.card.tree) == stage.card.count == 29


def test_the_tree_counts_what_is_done(stage):
    assert stage.card.tree[0].progress == "0 of 8"
    stage.presenter.choose_number(2)

    assert stage.card.tree[0].progress == "1 of 8"
    assert leaf(stage.card, LEAD).state == "done"
    assert leaf(stage.card, LEAD).state_text == "answered"


def test_the_time_left_is_rounded_up_to_whole_minutes(stage):
    stage.presenter.choose_number(2)

    minutes = -(-28 * USUAL_SECONDS // 60)
    assert stage.card.time_left == f"About {minutes} min left"


def test_a_critical_question_says_why(stage):
    reason = stage.session.questionnaire.by_id[LEAD].critical_reason.en
    assert stage.card.critical == EN.text("questions.critical_tip", reason=reason)

    stage.presenter.open(SECOND)

    assert stage.card.critical == ""


def test_a_card_explains_why_how_what_and_where(stage):
    headings = [heading for heading, _ in stage.card.parts]

    assert headings == [
        EN.text("questions.why"),
        EN.text("questions.check"),
        EN.text("questions.offers", provider="Alibaba Cloud"),
        EN.text("questions.evidence"),
        EN.text("questions.paper"),
    ]
    assert all(text for _, text in stage.card.parts)
    assert stage.card.parts[-1][1].endswith("来源：云计算开源产业联盟")


def test_what_lies_beyond_the_paper_is_not_credited_to_it(stage):
    stage.presenter.open("X.BAK-Q1")

    text = stage.card.parts[-1][1]
    assert text.startswith(EN.text("questions.paper.beyond"))
    assert "来源：云计算开源产业联盟" not in text


def test_another_language_rewords_question_tree_and_state(stage):
    stage.presenter.choose_number(2)
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    question = stage.session.questionnaire.by_id[LEAD]
    assert stage.card.text == question.text.zh
    assert leaf(stage.card, LEAD).state_text == ZH.text("questions.state.done")
    assert stage.card.chosen == ("25",)


@pytest.mark.parametrize(("provider", "headings"), [("aliyun", 5), ("My own cloud", 4)])
def test_what_a_known_provider_offers_stands_beside_the_question(provider, headings):
    service = CloudService(name="Shop", provider=provider, model=ServiceModel.IAAS)
    view = FakeView()
    presenter = QuestionPresenter(make_session(service=service), EN, view, pytest.fail)

    presenter.open("CA.1-Q1")

    parts = dict(view.card.parts)
    assert len(parts) == headings
    assert ("What Alibaba Cloud offers" in parts) is (provider == "aliyun")


# --- proof of the provider's -----------------------------------------------------------------

PROOF = "PR.1-Q1"
SITE, OPERATIONS = "physical.datacenter_environment", "physical.datacenter_operations"
PROOFS = make_questionnaire(
    make_question("CA.1-Q1"), make_proof(PROOF), reliance=(make_group("PR.1", SITE, OPERATIONS),)
)


def proof_card(catalog=EN):
    assessment = make_assessment()
    session = AssessmentSession("a1", load_matrix(), PROOFS, MemoryStore(assessment), Clock())
    view = FakeView()
    QuestionPresenter(session, catalog, view, pytest.fail).open(PROOF)
    return view.card


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_a_question_about_a_proof_names_the_duties_of_the_provider_it_is_about(catalog):
    paper = dict(proof_card(catalog).parts)[catalog.text("questions.paper")]

    rows = load_matrix().by_id
    names = [responsibility_name(rows[key], catalog) for key in (SITE, OPERATIONS)]
    between = catalog.text("questions.paper.between")
    assert catalog.text("questions.paper.covers", names=between.join(names)) in paper
    assert catalog.text("questions.paper.reliance") in paper
    assert paper.startswith(catalog.say(PROOFS.reliance[0].definition))
    assert paper.endswith(catalog.text("word.attribution"))


def test_a_question_about_a_proof_stands_in_a_branch_of_its_own():
    card = proof_card()

    assert card.category == card.tree[-1].text == EN.text("word.reliance")
    assert [leaf.id for leaf in card.tree[-1].leaves] == [PROOF]
    assert card.banner == ""


def filters_of(card):
    return dict(card.filters)


def test_filters_show_their_counts_and_only_those_that_make_sense(stage):
    shown = filters_of(stage.card)

    assert shown["all"] == f"All ({stage.card.count})"
    assert shown["unanswered"] == f"Unanswered ({stage.card.count - stage.card.done})"
    assert "changed" not in shown
    assert "disagrees" not in shown


def test_the_round_before_brings_the_filter_of_changes():
    session = make_session(answers={LEAD: chosen(25)})
    session._store.previous = make_assessment(answers={LEAD: chosen(75)})
    session._assessment = replace(session.assessment, round=Round(number=2, previous="x"))
    view = FakeView()
    presenter = QuestionPresenter(session, EN, view, None)
    presenter.filter("changed")

    assert filters_of(view.card)["changed"] == "Changed since last round (1)"
    assert [leaf.id for branch in view.card.tree for leaf in branch.leaves] == [LEAD]


def test_under_a_filter_moving_stays_among_what_is_listed(stage):
    for question_id in (LEAD, "NW.2-Q1", LAST):
        stage.session.flag(question_id, is_flagged=True)
    stage.presenter.open(LEAD)
    stage.presenter.filter("flagged")

    assert stage.card.position == "Question 1 of 3"
    stage.presenter.move(1)
    assert stage.presenter.question_id == "NW.2-Q1"
    stage.presenter.move(1)
    stage.presenter.move(1)
    assert stage.presenter.question_id == LAST


def test_a_question_that_no_longer_fits_stays_until_it_is_left(stage):
    stage.presenter.filter("unanswered")
    here = stage.presenter.question_id
    stage.presenter.do_not_know()

    assert stage.presenter.question_id == here
    assert here not in [leaf.id for branch in stage.card.tree for leaf in branch.leaves]
    stage.presenter.move(1)
    stage.presenter.move(-1)
    assert stage.presenter.question_id != here


def test_a_filter_that_leaves_nothing_says_so_and_keeps_the_question(stage):
    here = stage.presenter.question_id
    stage.presenter.filter("flagged")

    assert stage.card.nothing_found == "No question fits."
    assert stage.card.tree == ()
    assert stage.presenter.question_id == here


@pytest.mark.parametrize("words", ["NW.1-q1", "security group", "安全组"])
def test_a_search_looks_in_ids_and_in_the_texts_of_both_languages(stage, words):
    stage.presenter.search(words)

    assert BOXES in stage.presenter._list.shown()
    assert len(stage.presenter._list.shown()) < stage.card.count


def test_a_search_finds_the_notes_of_both_voices(stage):
    stage.session.note(LEAD, "ask Li about zebras")
    stage.session.speak_as(Voice.AUDITOR)
    stage.session.note(SECOND, "Li could not show zebras")
    stage.presenter.search("LI zebras")

    assert stage.presenter._list.shown() == [LEAD, SECOND]


def test_a_flag_is_set_and_taken_away(stage):
    stage.presenter.flag()
    assert stage.card.is_flagged
    leaf = next(x for b in stage.card.tree for x in b.leaves if x.id == stage.card.id)
    assert leaf.state_text == "open, flagged"

    stage.presenter.flag()
    assert not stage.card.is_flagged


def test_the_other_voice_is_shown_beside_the_own_one():
    stage = Stage(position=LEAD, answers={LEAD: {**chosen(25), "note": "as far as I know"}})
    assert stage.card.other_said == ""
    stage.presenter.speak_as("auditor")

    assert stage.card.voice == "auditor"
    assert stage.card.state is AnswerState.OPEN
    assert stage.card.other_said.startswith("The customer says: ")
    assert stage.card.other_said.endswith("Note: as far as I know")

    stage.presenter.choose("100")
    assert stage.card.other_said.endswith("The two differ.")
    stage.presenter.choose("25")
    assert "differ" not in stage.card.other_said


def test_the_progress_of_the_auditor_counts_findings_only():
    stage = Stage(position=LEAD, answers={LEAD: chosen(25), BOXES: UNKNOWN})
    stage.presenter.speak_as("auditor")
    assert stage.card.done == 0

    stage.presenter.choose("0")
    assert stage.card.done == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [("1", LEAD), (" 2 ", SECOND), ("nw.1", BOXES), ("NW.1-Q1", BOXES)],
)
def test_go_to_understands_places_ids_and_duties(stage, typed, found):
    assert stage.presenter.go_to(typed)
    assert stage.presenter.question_id == found


@pytest.mark.parametrize("typed", ["", "0", "9999", "NW", "no such", "-1", "²"])
def test_go_to_stays_where_there_is_no_such_question(stage, typed):
    here = stage.presenter.question_id

    assert not stage.presenter.go_to(typed)
    assert stage.presenter.question_id == here


def test_evidence_and_interview_are_named_beside_the_answer():
    stage = Stage(position=LEAD)
    assert stage.card.proofs == "No evidence attached"
    stage.session.keep_evidence(replace(EVIDENCE, questions=(LEAD,)))
    stage.session.keep_interview(INTERVIEW)
    stage.session.interview = INTERVIEW.id
    stage.presenter.choose("50")

    assert stage.card.proofs == "Evidence attached (1): mfa.png"
    going_on, came_from = stage.card.interview.split("\n")
    assert going_on.startswith("Interview going on: 李, 运维, 2026-11-19")
    assert came_from == "This answer came from the interview with 李, 运维, 2026-11-19"


def test_an_observation_is_begun_as_the_auditor_and_shown_to_both():
    stage = Stage(position=LEAD)
    assert (stage.card.observed, stage.card.can_observe) == ("", False)
    stage.presenter.speak_as("auditor")
    assert (stage.card.observed, stage.card.can_observe) == ("No observation yet", True)
    stage.session.keep_observation(replace(OBSERVATION, question_id=LEAD, issue="No rule\nat all"))
    stage.session.keep_observation(replace(OBSERVATION, id="o2", question_id=LEAD, issue="W" * 80))
    stage.session.keep_observation(replace(OBSERVATION, id="o3", question_id=SECOND))
    told = f"Observations (2): No rule; {'W' * 59}…"

    assert stage.card.observed == told
    stage.presenter.speak_as("customer")
    assert (stage.card.observed, stage.card.can_observe) == (told, False)


def test_a_final_assessment_takes_no_observation():
    stage = Stage(position=LEAD, answers={LEAD: chosen(25)})
    stage.presenter.speak_as("auditor")
    stage.session.person = "Wang"
    stage.session.sign_off()
    stage.presenter.refresh()

    assert not stage.card.can_observe


def test_a_final_assessment_is_shown_as_such_and_reports_why_it_takes_no_answer():
    stage = Stage(position=LEAD, answers={LEAD: chosen(25)})
    stage.session.person = "Wang"
    stage.session.sign_off()
    stage.presenter.refresh()
    assert stage.card.is_final

    stage.presenter.choose("100")

    assert [error.key for error in stage.errors] == ["error.final"]
    assert stage.card.chosen == ("25",)


def test_the_time_left_follows_the_own_pace():
    stage = Stage(position=LEAD)
    usual = stage.card.time_left
    clock = stage.session._now
    for _ in range(8):
        clock.time += timedelta(seconds=4)
        stage.presenter.choose_number(2)
        stage.presenter.move(1)

    left = stage.card.count - stage.card.done
    assert usual == f"About {-(-stage.card.count * USUAL_SECONDS // 60)} min left"
    assert stage.card.time_left == f"About {-(-left * 4 // 60)} min left"


def test_the_last_question_of_a_filter_does_not_lead_to_the_results(stage):
    stage.presenter.flag()
    stage.presenter.filter("flagged")
    assert stage.card.is_last
    assert not stage.card.leads_to_results

    stage.presenter.filter("all")
    stage.presenter.open(LAST)
    assert stage.card.leads_to_results
