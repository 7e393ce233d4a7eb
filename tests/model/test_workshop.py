from __future__ import annotations

import pytest

from model import authoring
from model.content import shelf
from model.content.checks import check_file
from model.content.loader import questionnaire_ids, questionnaire_path
from model.errors import AppError, ContentError, InputError, OutputError
from model.evaluation import evaluate
from model.library import content, read_assessment
from model.paths import QUESTIONNAIRES
from model.schema import faults
from model.storage.assessments import AssessmentStore
from model.trial import trial_store
from model.versions import Bump
from model.workshop import Entry, EntryState, Workshop, built, faults_of
from tests.builders import chosen, make_assessment
from tests.model.drafts import draft, with_field, without
from tests.model.storage.workspace import clock

BUILT_IN, DRAFT, RELEASED, FAULTY = (
    EntryState.BUILT_IN,
    EntryState.DRAFT,
    EntryState.RELEASED,
    EntryState.FAULTY,
)
NOBODY = frozenset()
GOVERNMENT = "government-cloud-2020"


@pytest.fixture
def own(tmp_path):
    return tmp_path / "questionnaires"


@pytest.fixture
def workshop(own):
    return Workshop(own)


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def own_entries(workshop):
    return [e for e in workshop.entries() if e.state is not BUILT_IN]


def entry(workshop, key="my-own", state=RELEASED):
    """Return the first entry of an id in a state; the newest version stands first."""
    return next(e for e in workshop.entries() if (e.id, e.state) == (key, state))


def release(workshop, **changes):
    """Save a sound draft, propose it and release it; return its version."""
    top = draft(**changes)
    workshop.save(top)
    proposal = workshop.propose(top)
    workshop.release(proposal.top)
    return proposal.new.version


def revalued(top):
    return with_field(top, "CA.1-Q1", weight=1)


def reworded(top):
    return with_field(top, "CA.1-Q1", why={"zh": "密码容易丢。", "en": "Passwords get lost."})


def test_a_new_workshop_has_the_built_in_questionnaires_only(workshop, own):
    entries = workshop.entries()

    assert [e.id for e in entries] == list(questionnaire_ids())
    assert {e.state for e in entries} == {BUILT_IN}
    assert all(e.title and e.count and e.version and e.error is None for e in entries)
    assert (workshop.folder, own.exists()) == (own, False)


@pytest.mark.parametrize("key", questionnaire_ids())
def test_a_copy_of_a_built_in_questionnaire_is_a_sound_draft_under_another_id(workshop, key):
    workshop.copy(entry(workshop, key, BUILT_IN), "my-own")

    top = workshop.open("my-own")
    original = shelf.read_record(questionnaire_path(key))
    assert top == {**original, "id": "my-own", "version": "1.0.0"}
    assert faults_of(top) == ()
    found = entry(workshop, "my-own", DRAFT)
    assert found == Entry(
        id="my-own",
        version="1.0.0",
        state=DRAFT,
        title=original["title"],
        count=len(original["questions"]),
    )


def test_a_copy_can_be_made_of_a_released_version_and_of_what_was_copied(workshop):
    release(workshop)

    workshop.copy(entry(workshop), "other")
    workshop.release(workshop.propose(workshop.open("other")).top)
    workshop.copy(entry(workshop, "other"), "third")

    assert workshop.open("third") == draft(id="third")


@pytest.mark.parametrize("key", ["a", "0", "my-own", "my.own-2026", "a" * 64])
def test_an_id_may_have_lower_case_letters_digits_dots_and_hyphens(workshop, key):
    workshop.copy(entry(workshop, GOVERNMENT, BUILT_IN), key)

    assert entry(workshop, key, DRAFT).id == key
    assert shelf.drafts(workshop.folder) == (key,)


@pytest.mark.parametrize(
    "key",
    [
        *("", " ", "My-Own", "my own", "my_own", "-a", ".a", "../a", "a/b", "a\\b", "a\n"),
        *("问卷", "a@1", "a" * 65, "C:a", "a*"),
    ],
    ids=ascii,
)
def test_another_id_is_refused_and_nothing_is_written(workshop, own, key):
    with pytest.raises(InputError) as caught:
        workshop.copy(entry(workshop, GOVERNMENT, BUILT_IN), key)

    assert (caught.value.key, caught.value.details["found"]) == ("error.authoring.id", key)
    assert names(own) == []


def test_every_id_that_a_copy_may_have_fits_the_schema(workshop):
    for key in ("a", "my.own-2026", "a" * 64):
        assert faults(draft(id=key), "questionnaire") == []


@pytest.mark.parametrize("key", [*questionnaire_ids(), "released", "drafted"])
def test_an_id_that_is_taken_is_refused(workshop, own, key):
    release(workshop, id="released")
    workshop.save(draft(id="drafted"))
    before = names(own)

    with pytest.raises(InputError) as caught:
        workshop.copy(entry(workshop, GOVERNMENT, BUILT_IN), key)

    assert (caught.value.key, caught.value.details["found"]) == ("error.authoring.taken", key)
    assert names(own) == before


def test_a_draft_begins_from_the_version_chosen(workshop):
    release(workshop)

    workshop.begin(entry(workshop))

    assert workshop.open("my-own") == draft()
    assert entry(workshop, "my-own", DRAFT).version == "1.0.0"


def test_a_draft_that_is_there_already_is_gone_on_with(workshop):
    release(workshop)
    workshop.begin(entry(workshop))
    workshop.save(revalued(draft()))

    workshop.begin(entry(workshop))

    assert workshop.open("my-own") == revalued(draft())


def test_a_draft_of_an_older_version_gives_no_id_that_a_newer_one_gave(workshop):
    place = {"table": "1", "row": "row"}
    release(workshop)
    newer, added = authoring.duplicate(draft(), draft()["questions"][0])
    release(workshop, **newer)
    release(workshop, **authoring.retire(newer, "NW.1-Q1"))
    oldest = own_entries(workshop)[-1]

    workshop.begin(oldest)

    top = workshop.open("my-own")
    assert (oldest.version, len(top["questions"])) == ("1.0.0", 3)
    assert authoring.add_question(top, "iam.console.credentials", "CA.1", place)[1] != added


def test_what_was_saved_comes_back_in_another_window_too(workshop, own):
    unfinished = with_field(draft(), "CA.1-Q1", text={"zh": "", "en": ""})

    workshop.save(unfinished)

    assert workshop.open("my-own") == Workshop(own).open("my-own") == unfinished


def test_what_another_program_made_of_a_draft_is_checked(workshop, own):
    workshop.save(draft())
    shelf.draft_path(own, "my-own").write_text('{"id": "my-own"}', encoding="utf-8")

    with pytest.raises(InputError) as caught:
        workshop.open("my-own")

    assert caught.value.key == "error.not_a_questionnaire"


def test_the_first_version_is_one_whatever_the_draft_says(workshop):
    proposal = workshop.propose(draft(version="7.7.7"))

    assert (proposal.top["version"], proposal.new.version) == ("1.0.0", "1.0.0")
    assert (proposal.old, proposal.changes) == (None, None)


@pytest.mark.parametrize(
    ("change", "bump", "version"),
    [
        (lambda top: top, Bump.PATCH, "1.0.1"),
        (reworded, Bump.PATCH, "1.0.1"),
        (lambda top: {**top, "title": {"zh": "问卷", "en": "Bank"}}, Bump.MINOR, "1.1.0"),
        (lambda top: {**top, "retired": ["CA.1-Q9"]}, Bump.PATCH, "1.0.1"),
        (revalued, Bump.MAJOR, "2.0.0"),
        (lambda top: without(top, "NW.1-Q1"), Bump.MAJOR, "2.0.0"),
        (lambda top: revalued(reworded(top)), Bump.MAJOR, "2.0.0"),
    ],
    ids=["nothing", "words", "title", "retired", "weight", "question less", "both"],
)
def test_the_version_of_a_second_release_rises_by_what_changed(workshop, change, bump, version):
    release(workshop)

    proposal = workshop.propose(change(draft()))

    assert proposal.changes.bump is bump
    assert (proposal.old.version, proposal.new.version) == ("1.0.0", version)
    assert proposal.top == {**change(draft()), "version": version}


def test_the_version_rises_from_the_newest_release(workshop):
    assert release(workshop) == "1.0.0"
    assert release(workshop, **revalued(draft())) == "2.0.0"
    assert release(workshop, **reworded(revalued(draft()))) == "2.0.1"

    proposal = workshop.propose(draft())

    assert (proposal.old.version, proposal.new.version) == ("2.0.1", "3.0.0")


def test_a_proposal_writes_nothing(workshop, own):
    workshop.propose(draft())

    assert names(own) == []


def test_a_release_is_kept_and_ends_its_draft(workshop, own):
    top = draft()
    workshop.save(top)

    workshop.release(workshop.propose(top).top)

    assert names(own) == ["my-own@1.0.0.yaml"]
    assert check_file(own / "my-own@1.0.0.yaml").faults == ()
    assert own_entries(workshop) == [
        Entry(id="my-own", version="1.0.0", state=RELEASED, title=top["title"], count=3)
    ]


def test_a_release_is_found_by_id_and_version(workshop, own):
    release(workshop)
    release(workshop, **revalued(draft()))

    for version in ("1.0.0", "2.0.0"):
        matrix, questionnaire = content("my-own", version, own)
        assert (questionnaire.id, questionnaire.version) == ("my-own", version)
        assert matrix.id == "oscar-2020-matrix"
    assert content("my-own", None, own)[1].version == "2.0.0"


def test_a_released_version_is_never_written_over(workshop, own):
    release(workshop)
    before = (own / "my-own@1.0.0.yaml").read_bytes()
    workshop.save(revalued(draft()))

    with pytest.raises(ContentError) as caught:
        workshop.release(revalued(draft()))

    assert caught.value.key == "error.authoring.released"
    assert caught.value.details == {"id": "my-own", "version": "1.0.0"}
    assert (own / "my-own@1.0.0.yaml").read_bytes() == before
    assert workshop.open("my-own") == revalued(draft())


FAULTS = {
    "a text is empty": with_field(draft(), "CA.1-Q1", text={"zh": "", "en": ""}),
    "a duty has no lead": with_field(draft(), "CA.1-Q1", lead=False),
    "an id is retired": draft(retired=["CA.1-Q1"]),
    "no question is left": draft(questions=[]),
    "an extension is not asked": without(draft(), "X.BAK-Q1"),
    "words are vague": with_field(draft(), "CA.1-Q1", why={"zh": "甲。", "en": "Do it regularly."}),
}


@pytest.mark.parametrize("top", FAULTS.values(), ids=FAULTS)
def test_a_faulty_draft_cannot_be_released_and_leaves_nothing_behind(workshop, own, top):
    workshop.save(top)
    assert faults_of(top)

    with pytest.raises(ContentError) as caught:
        workshop.release({**top, "version": "1.0.0"})

    assert caught.value.key in ("error.at_line", "error.on_line")
    assert names(own) == ["my-own.draft.json"]
    assert workshop.open("my-own") == top


def test_a_release_that_cannot_be_written_keeps_the_draft(workshop, own, monkeypatch):
    workshop.save(draft())

    def full(*_args):
        raise OSError(28, "no space left")

    monkeypatch.setattr(shelf, "_write", full)
    with pytest.raises(OutputError):
        workshop.release(draft())

    assert names(own) == ["my-own.draft.json"]


def test_the_faults_of_a_draft_are_those_of_its_file(workshop, own, tmp_path):
    top = with_field(draft(version="1"), "CA.1-Q1", weight=9, lead=False)

    shelf.write_release(tmp_path / "a.yaml", top)

    of_file = check_file(tmp_path / "a.yaml").faults
    assert sorted(f.key for f in faults_of(top)) == sorted(f.details["what"].key for f in of_file)
    assert len(of_file) > 1


def test_built_in_comes_first_then_releases_newest_first_then_drafts(workshop):
    release(workshop, id="b")
    release(workshop, id="b", **{k: v for k, v in revalued(draft()).items() if k != "id"})
    release(workshop, id="a")
    workshop.save(draft(id="c"))
    workshop.begin(entry(workshop, "a"))

    found = [(e.id, e.version, e.state) for e in own_entries(workshop)]

    assert found == [
        ("a", "1.0.0", RELEASED),
        ("b", "2.0.0", RELEASED),
        ("b", "1.0.0", RELEASED),
        ("a", "1.0.0", DRAFT),
        ("c", "1.0.0", DRAFT),
    ]
    built_in = len(questionnaire_ids())
    assert {e.state for e in workshop.entries()[:built_in]} == {BUILT_IN}


def spoil(own, name, text="id: x\n"):
    own.mkdir(exist_ok=True)
    (own / name).write_text(text, encoding="utf-8")


def test_what_cannot_be_used_is_listed_with_its_reason(workshop, own, catalog):
    release(workshop)
    spoil(own, "bad@2.1.0.yaml")
    spoil(own, "my-own@0.9.0.yaml", "a: [\n")
    spoil(own, "zz.draft.json", "{}")

    found = own_entries(workshop)

    assert [(e.id, e.version, e.state, e.title, e.count) for e in found] == [
        ("bad", "2.1.0", FAULTY, None, 0),
        ("my-own", "1.0.0", RELEASED, draft()["title"], 3),
        ("my-own", "0.9.0", FAULTY, None, 0),
        ("zz", "", FAULTY, None, 0),
    ]
    for each in found:
        assert (each.error is None) == (each.state is RELEASED)
        if each.error:
            assert "{" not in catalog.explain(each.error)


def test_a_file_under_the_name_of_another_questionnaire_or_version_is_faulty(workshop, own):
    release(workshop)
    text = (own / "my-own@1.0.0.yaml").read_text(encoding="utf-8")
    spoil(own, "other@1.0.0.yaml", text)
    spoil(own, "my-own@3.0.0.yaml", text)

    found = {(e.id, e.version): e.state for e in own_entries(workshop)}

    assert found == {
        ("my-own", "1.0.0"): RELEASED,
        ("my-own", "3.0.0"): FAULTY,
        ("other", "1.0.0"): FAULTY,
    }


def test_a_file_of_the_folder_that_is_no_questionnaire_is_faulty(workshop, own):
    matrix = (QUESTIONNAIRES / "government-cloud-2020.matrix.yaml").read_text(encoding="utf-8")
    spoil(own, "my-own@1.0.0.yaml", matrix)

    assert [e.state for e in own_entries(workshop)] == [FAULTY]


def test_a_file_from_outside_is_taken_over(workshop, own, tmp_path):
    shelf.write_release(tmp_path / "mail.yaml", draft(version="3.1.0"))

    added = workshop.add_file(tmp_path / "mail.yaml")

    assert added == entry(workshop)
    assert (added.version, names(own)) == ("3.1.0", ["my-own@3.1.0.yaml"])
    assert workshop.record(added) == draft(version="3.1.0")
    assert (tmp_path / "mail.yaml").exists()


def test_another_version_of_the_same_questionnaire_can_be_added(workshop, own, tmp_path):
    release(workshop)
    for version in ("0.5.0", "2.0.0"):
        shelf.write_release(tmp_path / "mail.yaml", draft(version=version))
        workshop.add_file(tmp_path / "mail.yaml")

    assert shelf.releases(own) == {"my-own": ("0.5.0", "1.0.0", "2.0.0")}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "error.authoring.released"),
        ({"id": GOVERNMENT}, "error.authoring.taken"),
        ({"id": GOVERNMENT, "version": "9.0.0"}, "error.authoring.taken"),
    ],
)
def test_a_file_whose_id_and_version_are_here_is_refused(workshop, own, tmp_path, changes, key):
    path = tmp_path / "mail.yaml"
    is_built_in = "id" in changes  # it must ask about every duty, so it is a copy
    top = shelf.read_record(questionnaire_path(GOVERNMENT)) if is_built_in else revalued(draft())
    shelf.write_release(path, {**top, **changes})
    release(workshop)
    before = (own / "my-own@1.0.0.yaml").read_bytes()

    with pytest.raises(InputError) as caught:
        workshop.add_file(path)

    assert caught.value.key == key
    assert names(own) == ["my-own@1.0.0.yaml"]
    assert (own / "my-own@1.0.0.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "a: [\n", "id: x\n", "- 1\n", "a: &x 1\nb: *x\n"], ids=["", *"abcd"]
)
def test_a_file_with_a_fault_is_not_taken_over(workshop, own, tmp_path, text):
    (tmp_path / "mail.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InputError):
        workshop.add_file(tmp_path / "mail.yaml")

    assert names(own) == []


def test_a_file_that_is_not_there_or_a_folder_is_not_taken_over(workshop, own, tmp_path):
    for path in (tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(InputError):
            workshop.add_file(path)

    assert names(own) == []


@pytest.mark.parametrize("name", ["oscar-2020.matrix.yaml", "providers.yaml"])
def test_a_sound_file_that_is_no_questionnaire_is_not_taken_over(workshop, own, name):
    with pytest.raises(InputError):
        workshop.add_file(QUESTIONNAIRES / name)

    assert names(own) == []


def test_what_was_exported_can_be_added_elsewhere(workshop, tmp_path):
    release(workshop)
    workshop.export(entry(workshop), tmp_path / "out.yaml")

    elsewhere = Workshop(tmp_path / "elsewhere")
    added = elsewhere.add_file(tmp_path / "out.yaml")

    assert elsewhere.record(added) == draft()


def test_drafts_and_built_in_questionnaires_can_be_exported(workshop, tmp_path):
    workshop.save(draft(version="1.2.3"))

    workshop.export(entry(workshop, "my-own", DRAFT), tmp_path / "draft.yaml")
    workshop.export(entry(workshop, GOVERNMENT, BUILT_IN), tmp_path / "built-in.yaml")

    assert shelf.read_record(tmp_path / "draft.yaml") == draft(version="1.2.3")
    original = shelf.read_record(questionnaire_path(GOVERNMENT))
    assert shelf.read_record(tmp_path / "built-in.yaml") == original


def test_an_export_that_cannot_be_written_is_told(workshop, tmp_path):
    workshop.save(draft())

    with pytest.raises(OutputError):
        workshop.export(entry(workshop, "my-own", DRAFT), tmp_path)


def test_a_draft_can_be_deleted_even_where_its_version_is_in_use(workshop, own):
    release(workshop)
    workshop.begin(entry(workshop))

    workshop.delete(entry(workshop, "my-own", DRAFT), {("my-own", "1.0.0")})

    assert names(own) == ["my-own@1.0.0.yaml"]


def test_a_version_that_no_assessment_uses_can_be_deleted(workshop, own):
    release(workshop)
    release(workshop, **revalued(draft()))

    workshop.delete(entry(workshop), {("my-own", "1.0.0"), ("other", "2.0.0")})

    assert names(own) == ["my-own@1.0.0.yaml"]


@pytest.mark.parametrize("is_faulty", [False, True])
def test_a_version_in_use_is_not_deleted(workshop, own, is_faulty):
    release(workshop)
    if is_faulty:
        spoil(own, "my-own@1.0.0.yaml")
    state = FAULTY if is_faulty else RELEASED

    with pytest.raises(InputError) as caught:
        workshop.delete(entry(workshop, "my-own", state), {("my-own", "1.0.0")})

    assert caught.value.key == "error.authoring.in_use"
    assert caught.value.details == {"id": "my-own", "version": "1.0.0"}
    assert names(own) == ["my-own@1.0.0.yaml"]


@pytest.mark.parametrize("name", ["bad@1.0.0.yaml", "bad.draft.json"])
def test_what_cannot_be_used_can_be_deleted(workshop, own, name):
    spoil(own, name)

    workshop.delete(entry(workshop, "bad", FAULTY), NOBODY)

    assert names(own) == []


def test_the_id_of_what_was_deleted_is_free_again(workshop):
    workshop.save(draft())
    workshop.delete(entry(workshop, "my-own", DRAFT), NOBODY)

    workshop.copy(entry(workshop, GOVERNMENT, BUILT_IN), "my-own")

    assert entry(workshop, "my-own", DRAFT)


def test_an_assessment_keeps_its_version_when_a_newer_one_is_released(workshop, own, tmp_path):
    release(workshop)
    store = AssessmentStore.open(tmp_path, clock)
    answers = {"CA.1-Q1": chosen(50), "NW.1-Q1": chosen("1")}
    made = make_assessment(questionnaire_id="my-own", answers=answers)
    key = store.create(made)
    before = evaluate(*content("my-own", "1.0.0", own), made)

    assert release(workshop, **revalued(without(draft(), "NW.1-Q1"))) == "2.0.0"

    kept = store.load(key)
    store.close()
    assert (kept.questionnaire_version, kept.answers) == ("1.0.0", made.answers)
    after = evaluate(*content("my-own", kept.questionnaire_version, own), kept)
    assert after.share == before.share
    assert after.ignored == ()


def test_an_assessment_file_is_read_with_the_version_it_was_made_with(workshop, own):
    release(workshop)
    release(workshop, **without(draft(), "NW.1-Q1"))
    raw = (
        b'{"format": "shoulder-assessment", "version": 1, "service": {"model": "iaas"},'
        b' "questionnaire": {"id": "my-own", "version": "1.0.0"},'
        b' "answers": {"NW.1-Q1": {"choices": ["1"]}}}'
    )

    assert read_assessment(raw, "a.json", own).questionnaire_version == "1.0.0"
    with pytest.raises(InputError):
        read_assessment(raw.replace(b"1.0.0", b"2.0.0"), "a.json", own)


@pytest.mark.parametrize("key", questionnaire_ids())
def test_a_draft_without_its_proofs_questions_can_be_tried(workshop, key):
    """Retired in the window, they are missing until the author takes their groups out too."""
    workshop.copy(entry(workshop, key, BUILT_IN), "my-own")
    top = workshop.open("my-own")
    groups = {group["id"] for group in top["reliance"]}
    left = [q for q in top["questions"] if q["responsibility"] not in groups]

    questionnaire = built({**top, "questions": left})

    matrix = content(key)[0]
    for model in matrix.models:
        scored = evaluate(matrix, questionnaire, trial_store(questionnaire, model).load("trial"))
        assert len(scored.asked) <= len(left)


def test_a_draft_without_any_question_can_be_tried(workshop):
    questionnaire = built(draft(questions=[]))

    matrix = content("oscar-2020")[0]
    scored = evaluate(
        matrix, questionnaire, trial_store(questionnaire, matrix.models[0]).load("trial")
    )

    assert scored.asked == ()


def test_every_refusal_can_be_said_in_both_languages(workshop, own, tmp_path, catalog):
    release(workshop)
    built_in = entry(workshop, GOVERNMENT, BUILT_IN)
    attempts = [
        lambda: workshop.copy(built_in, "A B"),
        lambda: workshop.copy(built_in, "my-own"),
        lambda: workshop.release(draft()),
        lambda: workshop.delete(entry(workshop), {("my-own", "1.0.0")}),
        lambda: workshop.add_file(own / "my-own@1.0.0.yaml"),
        lambda: workshop.add_file(tmp_path),
        lambda: workshop.open("nothing"),
    ]
    for attempt in attempts:
        with pytest.raises(AppError) as caught:
            attempt()
        sentence = catalog.explain(caught.value)
        assert "{" not in sentence
        assert sentence[-1] in ".。"
