from __future__ import annotations

import json
from dataclasses import replace

import pytest

from model.assessment import Answer, AnswerState, Round
from model.exchange.assessment_file import to_file
from model.exchange.package import Package, to_bytes
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample
from model.paths import SAMPLES
from model.responsibility import ServiceModel
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run

SAMPLE = SAMPLES / "sample.en.json"
GROUPS = ("improved", "worsened", "new", "gone", "unchanged", "apart")
BETTER, WORSE = "SA.2-Q1", "OS.1-Q1"


def keep(folder, name, assessment):
    path = folder / name
    questionnaire = content(assessment.questionnaire_id)[1]
    path.write_bytes(to_file(assessment, questionnaire))
    return path


def next_round(**changes):
    """Return the sample a round later: one answer better, one worse, the rest carried over."""
    first = replace(load_sample(Language.EN), origin="o1")
    following = replace(first.next_round("a year later"), **changes)
    questions = content(first.questionnaire_id)[1].by_id
    said = {
        key: Answer(
            question_id=key,
            state=AnswerState.CHOSEN,
            choices=tuple(c.id for c in questions[key].choices)
            if questions[key].is_list
            else (questions[key].choices[at].id,),
        )
        for key, at in ((BETTER, -1), (WORSE, 0))
    }
    return replace(following, answers={**following.answers, **said})


@pytest.fixture
def later(tmp_path):
    return keep(tmp_path, "later.json", next_round())


def test_a_file_compared_with_itself_has_not_changed(capsys):
    found = run(capsys, "compare", SAMPLE, SAMPLE, "--format", "json").json

    for level in ("questions", "responsibilities"):
        assert tuple(found[level]) == GROUPS
        assert {group for group in GROUPS if found[level][group]} == {"unchanged"}
    assert found["differs"] == []
    assert found["questionnaire_changes"] is None
    assert found["critical_gaps"] == {"closed": [], "opened": []}
    own = found["before"]["share_carried"]["value"]
    assert found["overlap"]["share_before"] == found["overlap"]["share_after"] == own


def test_what_became_better_and_worse_is_told(capsys, later):
    found = run(capsys, "compare", SAMPLE, later, "--format", "json").json

    assert [each["id"] for each in found["questions"]["improved"]] == [BETTER]
    assert [each["id"] for each in found["questions"]["worsened"]] == [WORSE]
    assert (found["before"]["round"], found["after"]["round"]) == (1, 2)
    assert found["overlap"]["compared"] <= found["overlap"]["asked_both"]


def test_swapped_files_swap_the_groups(capsys, later):
    there = run(capsys, "compare", SAMPLE, later, "--format", "json").json
    back = run(capsys, "compare", later, SAMPLE, "--format", "json").json

    for level in ("questions", "responsibilities"):
        ids = {g: [each["id"] for each in back[level][g]] for g in GROUPS}
        for group, other in (("improved", "worsened"), ("new", "gone"), ("apart", "apart")):
            assert [each["id"] for each in there[level][group]] == ids[other]


def test_another_service_model_is_said(capsys, tmp_path):
    moved = next_round()
    service = replace(moved.service, model=ServiceModel.SAAS)
    later = keep(tmp_path, "saas.json", replace(moved, service=service, claims={}))

    found = run(capsys, "compare", SAMPLE, later, "--format", "json").json

    assert found["differs"] == ["model"]
    assert {each["reason"] for each in found["questions"]["gone"]} == {"division"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_it_in_the_words_of_the_page(capsys, later, language):
    result = run(capsys, "compare", SAMPLE, later, "--lang", language)
    say = Catalog(language).text

    assert result.code == 0
    assert say("rounds.group.improved", count=1) in result.out
    assert say("rounds.number.overlap") in result.out
    waiting = len(next_round().answers) - 2
    assert say("rounds.limit.unconfirmed.after", count=waiting) in result.out
    assert "来源：云计算开源产业联盟" in result.out
    assert "{" not in result.out


def test_a_package_can_be_compared(capsys, tmp_path, later):
    path = tmp_path / "later.shoulder"
    made = Package(assessment=later.read_bytes(), about={})
    path.write_bytes(to_bytes(made))

    assert (
        run(capsys, "compare", SAMPLE, path, "--format", "json").json["questions"]
        == run(capsys, "compare", SAMPLE, later, "--format", "json").json["questions"]
    )


def test_the_same_files_give_the_same_bytes(capsys, later):
    one, other = (run(capsys, "compare", SAMPLE, later, "--format", "json") for _ in range(2))

    assert one.out == other.out
    assert json.loads(one.out)["after"]["file"] == str(later)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_not_there_is_said_in_one_sentence(capsys, tmp_path, language):
    nothing = tmp_path / "nothing.json"

    for words in ((SAMPLE, nothing), (nothing, SAMPLE), (SAMPLE,)):
        assert_one_sentence(run(capsys, "compare", *words, "--lang", language), language)


def test_a_round_without_a_number_of_its_own_is_the_first(capsys, tmp_path):
    later = keep(tmp_path, "a.json", replace(load_sample(Language.EN), round=Round()))

    assert run(capsys, "compare", SAMPLE, later, "--format", "json").json["after"]["round"] == 1
