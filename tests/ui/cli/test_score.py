import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from model.assessment import Answer, AnswerState
from model.exchange.assessment_file import to_file
from model.exchange.package import Package, to_bytes
from model.handover import readable
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample
from model.paths import SAMPLES
from tests.ui.cli.reference import agreed_words, one_decimal, random_assessment, score
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, save, smallest, start
from ui.cli import reading

MODELS = ("iaas", "paas", "saas")
SEEDS = range(12)


def listings(capsys, top):
    """Return what the commands list for the division of a file."""
    model = ("--model", top["service"]["model"], "--format", "json")
    agreed = agreed_words(top)
    return (
        run(capsys, "matrix", *model, *agreed).json,
        run(capsys, "matrix", *model).json,
        run(capsys, "questions", *model, *agreed).json,
    )


def scored(capsys, path):
    return run(capsys, "score", path, "--format", "json").json[0]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", SEEDS)
def test_score_repeats_the_rule_of_the_paper(capsys, tmp_path, model, seed):
    every = run(capsys, "questions", "--model", model, "--format", "json").json
    top = random_assessment(seed, every, model)
    path = save(tmp_path, top)
    rows, defaults, questions = listings(capsys, top)
    expected = score(top, rows, defaults, questions)
    proved = score(top, rows, defaults, questions, proved=True)

    result = scored(capsys, path)

    share = expected["share"]
    assert result["file"] == str(path)
    assert result["questionnaire"] == "oscar-2020"
    assert result["share_carried"] == {
        "value": one_decimal(share["value"]),
        "low": one_decimal(share["low"]),
        "high": one_decimal(share["high"]),
        "verified": one_decimal(proved["share"]["value"]),
    }
    for name in ("completeness", "clarity", "orphan_share", "beyond"):
        assert result[name] == one_decimal(expected[name]), name
    assert result["grade"] == expected["grade"]
    assert set(result["critical_gaps"]) == expected["critical_gaps"]
    assert set(result["orphans"]) == expected["orphans"]
    for name, category in expected["categories"].items():
        found = result["categories"][name]
        for bound in ("value", "low", "high"):
            assert found[bound] == one_decimal(category[bound]), (name, bound)
        assert found["units"] == category["units"]


@pytest.mark.parametrize("model", MODELS)
def test_every_responsibility_of_the_model_is_listed_once(capsys, tmp_path, model):
    every = run(capsys, "questions", "--model", model, "--format", "json").json
    top = random_assessment(7, every, model)
    rows, defaults, questions = listings(capsys, top)
    expected = score(top, rows, defaults, questions)["duties"]

    categories = scored(capsys, save(tmp_path, top))["categories"]

    found = {
        name: duty for c in categories.values() for name, duty in c["responsibilities"].items()
    }
    assert found == {
        name: {"value": one_decimal(d["value"]), "units": d["units"], "state": d["state"]}
        for name, d in expected.items()
    }
    assert list(categories) == list(dict.fromkeys(row["category"] for row in rows))


def test_nothing_answered_is_null_not_zero(capsys, tmp_path):
    result = scored(capsys, save(tmp_path, smallest()))

    assert result["share_carried"] == {"value": None, "low": 0.0, "high": 100.0, "verified": None}
    assert result["grade"] is None
    assert result["completeness"] == 0.0
    assert result["orphan_share"] is None
    assert result["beyond"] is None


def test_an_override_moves_a_duty(capsys, tmp_path):
    override = {"data.customer.transfer": {"allocation": "provider", "known_by": 75}}
    path = save(tmp_path, smallest(division={"overrides": override}))

    result = scored(capsys, path)

    duty = result["categories"]["data"]["responsibilities"]["data.customer.transfer"]
    assert duty == {"value": 75.0, "units": 3, "state": "handed_over"}
    assert result["share_carried"]["value"] == 75.0


def test_several_files_come_in_the_order_given(capsys):
    files = [SAMPLES / "sample.zh.json", SAMPLES / "sample.en.json"]

    result = run(capsys, "score", *files, "--format", "json")

    assert [each["file"] for each in result.json] == [str(file) for file in files]
    assert result.err == ""


def test_a_file_may_come_from_standard_input(capsys, monkeypatch):
    raw = (SAMPLES / "sample.en.json").read_bytes()
    from_file = scored(capsys, SAMPLES / "sample.en.json")

    result = run(capsys, "score", "-", "--format", "json", stdin=raw, monkeypatch=monkeypatch)

    assert result.json == [{**from_file, "file": "-"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_do_not_count_are_named(capsys, tmp_path, language):
    top = smallest(
        "saas",
        answers={"NW.1-Q1": {"choices": ["1"]}, "DA.3-Q1": {"choice": "50"}},
        division={
            "agreed": {"table2.1": {"option": "a"}},
            "overrides": {"network.moon": {"allocation": "customer"}},
        },
    )
    del top["division"]["overrides"]
    path = save(tmp_path, top)

    result = run(capsys, "score", path, "--lang", language, "--format", "json")

    assert result.code == 0
    lines = result.err.splitlines()
    assert len(lines) == 2
    assert "NW.1-Q1" in lines[0]
    assert "table2.1" in lines[1]
    assert "SaaS" in lines[1]
    assert result.json[0]["share_carried"]["value"] == 50.0


def test_the_order_of_a_file_does_not_matter(capsys, tmp_path):
    top = json.loads((SAMPLES / "sample.en.json").read_text(encoding="utf-8"))
    shuffled = {
        **top,
        "answers": dict(reversed(top["answers"].items())),
        "division": {
            part: dict(reversed(values.items())) for part, values in top["division"].items()
        },
    }
    one = scored(capsys, save(tmp_path, top, "a.json"))
    other = scored(capsys, save(tmp_path, shuffled, "a.json"))

    assert one == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_the_same_numbers(capsys, catalog, language):
    result = run(capsys, "score", SAMPLES / "sample.en.json", "--lang", language)
    numbers = scored(capsys, SAMPLES / "sample.en.json")

    share = numbers["share_carried"]
    for number in (share["value"], share["verified"], numbers["clarity"], numbers["beyond"]):
        assert f" {number}\n" in result.out
    assert "来源：云计算开源产业联盟" in result.out


def test_the_program_itself_prints_the_same(capsys):
    words = ("score", SAMPLES / "sample.zh.json", "--format", "json", "--lang", "zh")

    assert start(*words).out == run(capsys, *words).out


@pytest.fixture
def examined(monkeypatch):
    """Let every file that is read hold one finding: nothing of what was claimed."""

    def read(*given):
        held = readable(*given)
        lowest = Answer(question_id="OS.1-Q1", state=AnswerState.CHOSEN, choices=("0",))
        examined = replace(held.assessment, findings={"OS.1-Q1": lowest})
        return replace(held, assessment=examined)

    monkeypatch.setattr(reading, "readable", read)


def test_score_says_whose_answers_it_follows(capsys, examined):
    words = ("score", SAMPLES / "sample.en.json", "--format", "json")

    plain, claimed, found = (
        run(capsys, *words, *voice).json[0]
        for voice in ((), ("--voice", "customer"), ("--voice", "auditor"))
    )

    assert plain == claimed
    assert (claimed["voice"], found["voice"]) == ("customer", "auditor")
    assert claimed["share_carried"]["value"] > found["share_carried"]["value"]
    assert claimed["categories"]["iam"] == found["categories"]["iam"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_says_whose_answers_it_follows_where_there_are_two(capsys, examined, language):
    words = ("score", SAMPLES / "sample.en.json", "--lang", language, "--voice")

    for voice in ("customer", "auditor"):
        said = Catalog(language).text(f"command.voice.{voice}")
        assert said in run(capsys, *words, voice).out


def test_explain_follows_the_voice(capsys, examined):
    words = ("explain", SAMPLES / "sample.en.json", "--responsibility", "OS.1", "--lang", "en")

    assert run(capsys, *words).out != run(capsys, *words, "--voice", "auditor").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_follows_the_voice(capsys, tmp_path, examined, language):
    path = tmp_path / "plan.pdf"

    result = run(
        capsys,
        "report",
        SAMPLES / "sample.en.json",
        "-o",
        path,
        "--voice",
        "auditor",
        "--lang",
        language,
    )

    cover = "".join(PdfReader(path).pages[0].extract_text().split())
    said = "".join(Catalog(language).text("report.voice.auditor").split())
    assert (result.code, result.err) == (0, "")
    assert said in cover


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_findings_the_claims_count_and_that_is_said(capsys, language):
    words = ("score", SAMPLES / "sample.en.json", "--lang", language, "--format", "json")

    claimed, found = run(capsys, *words), run(capsys, *words, "--voice", "auditor")

    assert found.json == [{**claimed.json[0], "voice": "auditor"}]
    assert claimed.err == ""
    assert found.err.count("\n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["score", "explain"])
def test_a_voice_that_does_not_exist_is_refused(capsys, command, language):
    result = run(
        capsys, command, SAMPLES / "sample.en.json", "--voice", "neighbour", "--lang", language
    )

    assert_one_sentence(result, language)
    assert "customer, auditor" in result.err


def test_a_package_is_scored_as_the_assessment_in_it(capsys, tmp_path):
    raw = to_file(load_sample(Language.EN), content("oscar-2020")[1])
    plain, packed, locked = (tmp_path / name for name in ("a.json", "a.shoulder", "b.shoulder"))
    plain.write_bytes(raw)
    packed.write_bytes(to_bytes(Package(assessment=raw)))
    locked.write_bytes(to_bytes(Package(assessment=raw), "tea"))

    numbers = [run(capsys, "score", str(f), "--format", "json").json for f in (plain, packed)]
    for listed in numbers:
        listed[0].pop("file")
    assert numbers[0] == numbers[1]

    refused = run(capsys, "score", str(locked), "--lang", "en")
    assert_one_sentence(refused, "en")
    assert "passphrase" in refused.err
