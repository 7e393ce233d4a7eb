from __future__ import annotations

import json

import pytest

from model.authoring import question_of, value_at
from model.content.loader import load_matrix
from model.content.shelf import draft_path
from model.errors import InputError, OutputError
from model.schema import Fault
from model.workshop import Workshop, faults_of
from tests.builders import RESPONSIBILITY
from tests.model import drafts
from tests.ui.presenters.fakes import CATALOGS, EN, ZH, FakeView
from ui.presenters.authoring_presenter import HEAD, AuthoringPresenter

LADDER, BOXES, YES_NO = "CA.1-Q1", "NW.1-Q1", "X.BAK-Q1"
CREDENTIALS = "iam.console.credentials"
"""The duty that LADDER is about."""

NOT_ASKED = RESPONSIBILITY["OS.1"]
SITE = "physical.datacenter_environment"
BOTH = {"zh": "新的", "en": "New"}


def draft(**changes):
    """Return a sound questionnaire from which no question was taken out yet."""
    return drafts.draft(**{"retired": [], **changes})


class Stage:
    """A presenter with an open draft, its folder, view and reported errors."""

    def __init__(self, folder, catalog=EN, part=LADDER, **changes):
        self.folder, self.errors = folder, []
        self.workshop, self.view = Workshop(folder), FakeView()
        self.workshop.save(draft(**changes))
        self.presenter = AuthoringPresenter(self.workshop, catalog, self.view, self.errors.append)
        self.presenter.open("my-own")
        if part != HEAD:
            self.presenter.show(part)

    @property
    def card(self):
        return self.view.card

    @property
    def disk(self):
        return json.loads(draft_path(self.folder, "my-own").read_text(encoding="utf-8"))

    def on_disk(self, *path, part=LADDER):
        return value_at(question_of(self.disk, part), path)

    def form(self):
        return next(args for what, *args in reversed(self.view.calls) if what == "form")[0]

    def forms(self):
        return sum(what == "form" for what, *_ in self.view.calls)

    def places(self):
        return {field.path[0] for field in self.form()}

    def leaf(self, part):
        return next(x for branch in self.card.tree for x in branch.leaves if x.id == part)

    def check(self):
        self.presenter.show_faults(self.presenter.top, faults_of(self.presenter.top))

    def fill_disk(self):
        def fail(_top):
            raise OutputError("error.disk_full", file="my-own.draft.json")

        self.save, self.workshop.save = self.workshop.save, fail

    def empty_disk(self):
        self.workshop.save = self.save


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


# --- opening ---------------------------------------------------------------------------------


def test_a_draft_opens_at_its_title_and_source(tmp_path):
    stage = Stage(tmp_path, part=HEAD)

    assert stage.presenter.part == stage.card.part == HEAD
    assert stage.places() == {"title", "source", "licence"}
    assert stage.card.name == "my-own"
    assert not stage.card.is_question
    assert not stage.card.can_undo
    assert stage.card.faults is None
    assert stage.card.summary == "Checking…"


def test_a_draft_that_is_not_there_is_not_opened(stage):
    with pytest.raises(InputError):
        stage.presenter.open("no-such-draft")

    assert stage.presenter.top == draft()


def test_a_file_that_is_no_draft_is_not_opened(stage):
    draft_path(stage.folder, "other").write_text('{"id": "other"}', encoding="utf-8")

    with pytest.raises(InputError):
        stage.presenter.open("other")


def test_opening_another_draft_forgets_what_could_be_undone(stage):
    stage.presenter.enter(("text",), BOTH)
    assert stage.card.can_undo

    stage.presenter.open("my-own")

    assert not stage.card.can_undo
    assert stage.presenter.part == HEAD


def test_a_question_is_shown_with_its_duty(stage):
    assert stage.card.heading == LADDER
    assert stage.card.is_question
    assert stage.card.about.startswith("CA.1  ")
    assert "text" in stage.places()


def test_a_part_that_is_not_there_is_not_shown(stage):
    stage.presenter.show("CA.9-Q9")

    assert stage.presenter.part == LADDER


def test_the_tree_has_the_head_every_duty_of_the_paper_and_those_beyond(stage):
    branches = stage.card.tree
    duties = [r.id for r in load_matrix().responsibilities if r.code is not None]

    assert [branch.id for branch in branches] == [HEAD, *duties, "X.BAK"]
    leaves = [leaf.id for branch in branches for leaf in branch.leaves]
    assert sorted(leaves[1:]) == [LADDER, BOXES, YES_NO]
    assert next(b for b in branches if b.id == CREDENTIALS).progress == "(1)"
    assert next(b for b in branches if b.id == NOT_ASKED).progress == "(0)"


# --- filling in ------------------------------------------------------------------------------


FILLED_IN = [
    (("text",), BOTH, BOTH),
    (("text",), {"zh": " 新\n的 ", "en": " New\n text "}, {"zh": "新 的", "en": "New text"}),
    (("why",), {"zh": "一\n二", "en": "one\ntwo"}, {"zh": "一\n二", "en": "one\ntwo"}),
    (("gloss",), BOTH, BOTH),
    (("kind",), "FACT", "FACT"),
    (("weight",), 1, 1),
    (("critical",), False, False),
    (("facts",), ["own_images", "mainland_china"], ["own_images", "mainland_china"]),
    (("na_reasons",), ["other"], ["other"]),
    (("incidents",), "1, 2，3、 4", [1, 2, 3, 4]),
    (("incidents",), "1, x", [1, "x"]),
    (("choices", 1, "value"), 25, 25),
    (("choices", 1, "text"), BOTH, BOTH),
    (("evidence", "try"), BOTH, BOTH),
    (("actions", 0, "steps", 0), BOTH, BOTH),
    (("actions", 0, "to"), "100", "100"),
    (("actions", 0, "effort"), 16, 16),
    (("actions", 0, "needs_provider"), True, True),
    (("actions", 0, "requires"), "CA.1-Q1-A2", ["CA.1-Q1-A2"]),
    (("references", 0, "id"), " IAM-15 ", "IAM-15"),
    (("source", "row"), "another row", "another row"),
]
"""A place, what is typed there, and what is kept."""

filled_in = pytest.mark.parametrize(
    ("path", "value", "kept"),
    FILLED_IN,
    ids=lambda x: ".".join(map(str, x)) if isinstance(x, tuple) else "",
)


@filled_in
def test_what_is_filled_in_is_on_disk_at_once(stage, path, value, kept):
    stage.presenter.enter(path, value)

    assert stage.on_disk(*path) == kept
    assert stage.presenter.top == stage.disk
    assert stage.card.can_undo
    assert stage.errors == []


@filled_in
def test_what_is_filled_in_can_be_opened_when_the_program_runs_again(stage, path, value, kept):
    stage.presenter.enter(path, value)

    assert Workshop(stage.folder).open("my-own") == stage.presenter.top


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), BOTH),
        (("source",), {"zh": "来源", "en": "Source"}),
        (("licence",), "CC-BY-4.0"),
    ],
)
def test_the_head_is_filled_in_too(tmp_path, path, value):
    stage = Stage(tmp_path, part=HEAD)

    stage.presenter.enter(path, value)

    assert value_at(stage.disk, path) == value
    assert stage.disk["questions"] == draft()["questions"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("critical_reason",), {"zh": " ", "en": ""}),
        (("exposure",), []),
        (("incidents",), " , "),
        (("actions", 0, "to"), None),
    ],
    ids=str,
)
def test_an_optional_field_that_is_emptied_is_taken_away(stage, path, value):
    assert stage.on_disk(*path)

    stage.presenter.enter(path, value)

    assert path[-1] not in stage.on_disk(*path[:-1])
    assert path[0] in stage.places(), "it can be filled in again"


def test_an_optional_list_of_boxes_that_is_emptied_is_taken_away(tmp_path):
    stage = Stage(tmp_path, part=BOXES)

    stage.presenter.enter(("critical_boxes",), [])

    assert "critical_boxes" not in stage.on_disk(part=BOXES)


@pytest.mark.parametrize(
    ("path", "value", "kept"),
    [
        (("text",), {"zh": "", "en": " "}, {"zh": "", "en": ""}),
        (("na_reasons",), [], []),
        (("actions", 1, "requires"), "", []),
        (("references", 0, "id"), " ", ""),
    ],
    ids=str,
)
def test_a_required_field_that_is_emptied_stays_and_is_empty(stage, path, value, kept):
    stage.presenter.enter(path, value)

    assert stage.on_disk(*path) == kept


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (
            ("text",),
            {"zh": "有多少账号要第二步验证？ ", "en": "How many accounts need a second step?"},
        ),
        (("weight",), 3),
        (("incidents",), "3,22"),
        (("facts",), []),
        (("gloss",), {"zh": "", "en": ""}),
    ],
    ids=str,
)
def test_filling_in_what_was_there_changes_nothing(stage, path, value):
    shown = len(stage.view.cards)

    stage.presenter.enter(path, value)

    assert stage.presenter.top == draft()
    assert len(stage.view.cards) == shown
    assert not stage.card.can_undo


def test_a_text_does_not_build_the_form_anew_and_another_kind_does(stage):
    before = stage.forms()
    stage.presenter.enter(("text",), BOTH)
    assert stage.forms() == before

    stage.presenter.enter(("kind",), "CHK")

    assert stage.forms() == before + 1
    assert "critical_boxes" in stage.places()


def test_the_tree_names_a_question_by_its_new_words(stage):
    stage.presenter.enter(("text",), BOTH)

    assert stage.leaf(LADDER).text == f"{LADDER}  New"


def test_only_the_question_on_screen_changes(stage):
    stage.presenter.enter(("text",), BOTH)

    others = [q for q in stage.disk["questions"] if q["id"] != LADDER]
    assert others == [q for q in draft()["questions"] if q["id"] != LADDER]


# --- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "count"),
    [(("choices",), 4), (("actions",), 3), (("references",), 3), (("actions", 0, "steps"), 2)],
    ids=str,
)
def test_a_list_grows_by_an_empty_item_that_can_be_filled_in(stage, path, count):
    stage.presenter.add_item(path)

    assert len(stage.on_disk(*path)) == count
    text = {"choices": "text", "actions": "title"}.get(path[0] if len(path) == 1 else "")
    if text:
        stage.presenter.enter((*path, count - 1, text), BOTH)
        assert stage.on_disk(*path, count - 1, text) == BOTH


@pytest.mark.parametrize(
    "path", [("choices", 1), ("actions", 0), ("references", 1), ("actions", 0, "steps", 0)], ids=str
)
def test_an_item_is_taken_out_of_its_list(stage, path):
    before = stage.on_disk(*path[:-1])

    stage.presenter.remove_item(path)

    assert stage.on_disk(*path[:-1]) == [*before[: path[-1]], *before[path[-1] + 1 :]]
    assert stage.card.can_undo


def test_an_action_added_to_boxes_ticks_boxes(tmp_path):
    """What the form of boxes does not show cannot be repaired in it."""
    stage = Stage(tmp_path, part=BOXES)

    stage.presenter.add_item(("actions",))

    assert "to" not in stage.on_disk("actions", 2, part=BOXES)


@pytest.mark.parametrize(
    ("part", "kind"), [(LADDER, "CHK"), (BOXES, "L5"), (BOXES, "FACT"), (YES_NO, "CHK")]
)
def test_another_kind_leaves_no_fault_in_a_field_that_the_form_does_not_show(tmp_path, part, kind):
    stage = Stage(tmp_path, part=part)

    stage.presenter.enter(("kind",), kind)

    fields = set(stage.presenter._fields)
    shown = {fault.path[2:] for fault in faults_of(stage.presenter.top)}
    assert not {path for path in shown if path and path not in fields}


# --- questions -------------------------------------------------------------------------------


@pytest.mark.parametrize("matrix", ["oscar-2020", "government-cloud-2020"])
def test_a_question_can_be_about_every_duty_and_each_has_a_name_of_its_own(tmp_path, matrix):
    stage = Stage(tmp_path, part=HEAD, matrix=matrix)
    duties = stage.presenter.duties()

    assert [duty for duty, _ in duties] == [branch.id for branch in stage.card.tree[1:]]
    assert len({name for _, name in duties}) == len(duties)


def test_an_added_question_is_empty_on_screen_and_on_disk(stage):
    code = next(r.code for r in load_matrix().responsibilities if r.id == NOT_ASKED)

    stage.presenter.add_question(NOT_ASKED)

    added = stage.disk["questions"][-1]
    assert added["id"] == stage.presenter.part == stage.card.heading == f"{code}-Q1"
    assert added["responsibility"] == NOT_ASKED
    assert added["lead"]
    assert added["source"]["row"]
    assert "text" in stage.places()


def test_a_second_question_about_a_duty_does_not_lead(stage):
    stage.presenter.add_question(CREDENTIALS)

    assert stage.presenter.part == "CA.1-Q2"
    assert not stage.on_disk("lead", part="CA.1-Q2")


def test_a_question_about_a_duty_beyond_the_paper_has_no_place_in_it(stage):
    stage.presenter.add_question("X.BAK")

    assert stage.presenter.part == "X.BAK-Q2"
    assert stage.on_disk("source", part="X.BAK-Q2") == {"table": "", "row": ""}


def test_a_proof_of_the_providers_can_be_asked_about(tmp_path):
    group = {"id": "PR.1", "name": BOTH, "definition": BOTH, "covers": [SITE]}
    stage = Stage(tmp_path, reliance=[group])

    stage.presenter.add_question("PR.1")

    assert stage.presenter.part == "PR.1-Q1"
    assert stage.card.about == "PR.1  New"


def test_a_duplicate_is_shown_and_differs_in_ids_only(stage):
    stage.presenter.duplicate()

    assert stage.presenter.part == stage.card.heading == "CA.1-Q2"
    assert [q["id"] for q in stage.disk["questions"]] == [LADDER, "CA.1-Q2", BOXES, YES_NO]
    assert stage.on_disk("text", part="CA.1-Q2") == stage.on_disk("text")
    assert not stage.on_disk("lead", part="CA.1-Q2")
    assert stage.on_disk("actions", 1, "requires", part="CA.1-Q2") == ["CA.1-Q2-A1"]


@pytest.mark.parametrize(("part", "then"), [(LADDER, BOXES), (BOXES, YES_NO), (YES_NO, BOXES)])
def test_a_retired_question_is_gone_and_its_neighbour_is_shown(tmp_path, part, then):
    stage = Stage(tmp_path, part=part)

    stage.presenter.retire()

    assert stage.disk["retired"] == [part]
    assert question_of(stage.disk, part) is None
    assert stage.presenter.part == then


def test_the_id_of_a_retired_question_is_never_given_again(stage):
    stage.presenter.retire()

    stage.presenter.add_question(CREDENTIALS)

    assert stage.presenter.part == "CA.1-Q2"


def test_when_the_last_question_is_retired_the_head_is_shown(stage):
    for _ in range(3):
        stage.presenter.retire()

    assert stage.presenter.part == HEAD
    assert stage.disk["questions"] == []


# --- undo ------------------------------------------------------------------------------------


def test_every_change_can_be_undone_one_by_one(stage):
    acts = (
        lambda p: p.enter(("text",), BOTH),
        lambda p: p.add_item(("choices",)),
        lambda p: p.remove_item(("actions", 0)),
        lambda p: p.duplicate(),
        lambda p: p.add_question(NOT_ASKED),
        lambda p: p.retire(),
    )
    states = []
    for act in acts:
        states.append(stage.disk)
        act(stage.presenter)

    for state in reversed(states):
        stage.presenter.undo()
        assert stage.disk == stage.presenter.top == state

    assert not stage.card.can_undo
    stage.presenter.undo()
    assert stage.disk == draft()


def test_undoing_shows_the_form_as_it_was(stage):
    stage.presenter.enter(("text",), BOTH)

    stage.presenter.undo()

    text = next(field for field in stage.form() if field.path == ("text",))
    assert text.value == question_of(draft(), LADDER)["text"]


def test_undo_shows_the_part_that_it_changes(stage):
    stage.presenter.add_question(NOT_ASKED)

    stage.presenter.undo()

    assert stage.presenter.part == LADDER


def test_undo_from_another_part_goes_back_to_what_was_changed(stage):
    stage.presenter.enter(("why",), {"zh": "新", "en": "New."})
    stage.presenter.show(BOXES)

    stage.presenter.undo()

    assert stage.presenter.part == LADDER
    assert not stage.card.can_undo


def test_faults_stand_in_the_order_of_the_form(stage):
    for path in (("actions", 0, "effect"), ("why",), ("text",)):
        stage.presenter.enter(path, {"zh": "", "en": ""})
    stage.check()

    paths = [fault.path for fault in stage.card.faults]
    assert paths == [
        ("text", "zh"),
        ("text", "en"),
        ("why", "zh"),
        ("why", "en"),
        ("actions", 0, "effect", "zh"),
        ("actions", 0, "effect", "en"),
    ]


# --- a disk that fails -----------------------------------------------------------------------

CHANGES = {
    "enter": lambda p: p.enter(("text",), BOTH),
    "add item": lambda p: p.add_item(("choices",)),
    "remove item": lambda p: p.remove_item(("choices", 0)),
    "add question": lambda p: p.add_question(NOT_ASKED),
    "duplicate": lambda p: p.duplicate(),
    "retire": lambda p: p.retire(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_cannot_be_saved_is_reported_and_what_is_on_disk_stays(stage, change):
    stage.fill_disk()

    change(stage.presenter)

    assert [error.key for error in stage.errors] == ["error.disk_full"]
    assert stage.presenter.top == stage.disk == draft()
    assert stage.presenter.part == LADDER
    assert not stage.card.can_undo


def test_what_could_not_be_saved_is_saved_when_it_is_tried_again(stage):
    stage.fill_disk()
    stage.presenter.enter(("text",), BOTH)
    stage.empty_disk()

    stage.presenter.enter(("text",), BOTH)

    assert stage.on_disk("text") == BOTH


def test_an_undo_that_cannot_be_saved_can_be_tried_again(stage):
    stage.presenter.enter(("text",), BOTH)
    stage.fill_disk()
    stage.presenter.undo()
    assert stage.on_disk("text") == BOTH
    assert len(stage.errors) == 1
    stage.empty_disk()

    stage.presenter.undo()

    assert stage.disk == draft()


# --- faults ----------------------------------------------------------------------------------


def test_a_sound_draft_can_be_released(stage):
    stage.check()

    assert stage.card.faults == ()
    assert stage.card.summary == EN.text("authoring.sound")
    assert {leaf.state for b in stage.card.tree for leaf in b.leaves} == {"done"}


def test_a_fault_is_told_with_its_part_place_and_reason(stage):
    stage.presenter.enter(("choices", 1, "text"), {"zh": "管理员", "en": ""})
    stage.check()

    (fault,) = stage.card.faults
    assert fault.part == LADDER
    assert fault.text.startswith(f"{LADDER} › Choices › 50 › ")
    assert "English" in fault.text
    assert fault.text.endswith(EN.explain(OutputError("error.field.empty")))
    assert stage.card.summary == "To repair: 1"
    assert stage.leaf(LADDER).state == "fault"
    assert stage.leaf(LADDER).state_text == "has a fault"
    assert stage.leaf(BOXES).state == "done"


def test_a_fault_of_the_whole_is_a_part_of_the_head(tmp_path):
    stage = Stage(tmp_path, part=HEAD)
    stage.presenter.enter(("licence",), "")
    stage.check()

    assert [fault.part for fault in stage.card.faults] == [HEAD]
    assert stage.card.faults[0].text.startswith("Licence  ")
    assert stage.leaf(HEAD).state == "fault"


def test_a_questionnaire_without_questions_has_a_fault_in_its_head(tmp_path):
    stage = Stage(tmp_path, part=HEAD, questions=[])
    stage.check()

    assert {fault.part for fault in stage.card.faults} == {HEAD}


def test_each_fault_belongs_to_its_question(tmp_path):
    stage = Stage(tmp_path)
    for part in (LADDER, YES_NO):
        stage.presenter.show(part)
        stage.presenter.enter(("why",), {"zh": "", "en": "Why."})
    stage.check()

    assert [fault.part for fault in stage.card.faults] == [LADDER, YES_NO]


def test_after_a_change_nothing_is_known_until_it_is_checked(stage):
    stage.check()

    stage.presenter.enter(("text",), BOTH)

    assert stage.card.faults is None
    assert stage.card.summary == EN.text("authoring.checking")
    assert stage.leaf(BOXES).state == "open"


def test_a_check_of_an_older_state_is_left_out(stage):
    older = stage.presenter.top
    stage.presenter.enter(("text",), BOTH)
    shown = len(stage.view.cards)

    stage.presenter.show_faults(older, (Fault(path=(), key="error.field.empty", details={}),))

    assert len(stage.view.cards) == shown
    assert stage.card.faults is None


def test_what_was_found_stays_while_another_part_is_looked_at(stage):
    stage.presenter.enter(("why",), {"zh": "", "en": ""})
    stage.check()

    stage.presenter.show(HEAD)

    assert {fault.part for fault in stage.card.faults} == {LADDER}


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
@pytest.mark.parametrize("name", ["text", "why", "check", "critical_reason"])
def test_a_fault_names_its_field_as_the_form_does(tmp_path, catalog, name):
    stage = Stage(tmp_path, catalog)
    stage.presenter.enter((name,), {"zh": "x", "en": ""})
    stage.check()

    label = next(field.label for field in stage.form() if field.path == (name,))
    assert any(f"{LADDER} › {label} › " in fault.text for fault in stage.card.faults)


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_a_fault_in_the_words_of_a_choice_names_them_as_the_form_does(tmp_path, catalog):
    stage = Stage(tmp_path, catalog)
    stage.presenter.enter(("choices", 1, "text"), {"zh": "", "en": "Administrators"})
    stage.check()

    assert catalog.text("form.field.choices.text") in stage.card.faults[0].text


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_a_fault_in_the_source_of_the_whole_names_it_as_the_form_does(tmp_path, catalog):
    stage = Stage(tmp_path, catalog, part=HEAD)
    stage.presenter.enter(("source",), {"zh": "", "en": "Source: test"})
    stage.check()

    assert stage.card.faults[0].text.startswith(catalog.text("form.field.source_line"))


# --- both languages --------------------------------------------------------------------------


def test_another_language_rewords_everything_and_keeps_the_part(stage):
    stage.presenter.enter(("why",), {"zh": "", "en": "Why."})
    stage.check()

    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    card = stage.card
    assert card.words == ZH.messages("authoring")
    assert card.part == LADDER
    assert card.name == "my-own"
    assert stage.leaf(LADDER).text == f"{LADDER}  有多少账号要第二步验证？"
    assert stage.leaf(LADDER).state_text == ZH.text("authoring.state.fault")
    assert card.summary == ZH.text("authoring.faults", count=1)
    assert ZH.text("form.field.why") in card.faults[0].text
    assert {field.label for field in stage.form()} >= {ZH.text("form.field.why")}


def test_a_text_in_one_language_only_is_shown_in_that_one(tmp_path):
    stage = Stage(tmp_path, ZH)

    stage.presenter.enter(("text",), {"zh": "", "en": "New"})

    assert stage.leaf(LADDER).text == f"{LADDER}  New"
