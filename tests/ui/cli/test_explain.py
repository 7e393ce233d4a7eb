import pytest

from model.i18n import Catalog
from model.paths import SAMPLES
from tests.arithmetic import check_equations, last_number, number_at, sums
from tests.ui.cli.reference import random_assessment
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, save, smallest

MODELS = ("iaas", "paas", "saas")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(6))
def test_every_equation_holds_and_leads_to_the_numbers_of_score(
    capsys, tmp_path, language, model, seed
):
    every = run(capsys, "questions", "--model", model, "--format", "json").json
    path = save(tmp_path, random_assessment(seed, every, model))
    numbers = run(capsys, "score", path, "--format", "json").json[0]

    lines = run(capsys, "explain", path, "--lang", language).out.splitlines()

    assert check_equations(lines) > 15
    say = Catalog(language).text
    share = numbers["share_carried"]
    names = {"share": "value", "verified": "verified"}
    if share["low"] != share["high"]:
        names |= {"low": "low", "high": "high"}
    for name, key in names.items():
        assert number_at(lines, say(f"explain.name.{name}") + " =") == share[key]
    for key in ("completeness", "clarity", "orphan_share"):
        name = "orphans" if key == "orphan_share" else key
        start = say(f"explain.{name}", **dict.fromkeys(FIELDS[name], "\0")).partition("=")[0]
        assert number_at(lines, start + "=") == numbers[key]
    if numbers["beyond"] is not None:
        assert number_at(lines, say("explain.name.beyond") + " =") == numbers["beyond"]


FIELDS = {
    "completeness": ("products", "units", "done", "value"),
    "clarity": ("products", "weights", "earned", "value"),
    "orphans": ("units", "total", "value"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_responsibility_by_id_or_code(capsys, language):
    words = ("explain", SAMPLES / "sample.en.json", "--lang", language, "--responsibility")

    by_code = run(capsys, *words, "NW.1")
    by_id = run(capsys, *words, "network.security_groups")

    assert by_code.out == by_id.out
    assert by_code.out.startswith("NW.1 ")
    assert "3 × v (25 + 20) = 135" in by_code.out
    assert "min(45, 40) = 40" in by_code.out
    assert "U = 4 × W = 4 × 3 = 12" in by_code.out


@pytest.mark.parametrize("wanted", ["X.BAK", "OS.7", "DA.2", "SA.3", "physical.disaster_recovery"])
def test_every_kind_of_duty_can_be_explained(capsys, wanted):
    result = run(
        capsys, "explain", SAMPLES / "sample.en.json", "--responsibility", wanted, "--lang", "en"
    )

    assert result.code == 0
    assert result.out.startswith(wanted)


def test_a_duty_asked_under_another_one_says_so(capsys, tmp_path):
    path = save(tmp_path, smallest("saas"))

    result = run(capsys, "explain", path, "--responsibility", "SA.2", "--lang", "en")

    assert "under CA.1" in result.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", ["ZZ.9", "", "os.platform_image.version"])
def test_an_unknown_responsibility_is_refused(capsys, language, wanted):
    path = SAMPLES / "sample.en.json"

    result = run(capsys, "explain", path, "--responsibility", wanted, "--lang", language)

    assert_one_sentence(result, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_answered_says_so(capsys, tmp_path, language):
    result = run(capsys, "explain", save(tmp_path, smallest()), "--lang", language)

    name = Catalog(language).text("explain.name.share")
    assert Catalog(language).text("explain.nothing", name=name) in result.out
    assert Catalog(language).text("explain.interim.nothing") in result.out


def figures(score):
    """Return each number as `score` gives it, by the name that `explain` takes."""
    share = score["share_carried"]
    plain = {name: score[name] for name in ("clarity", "completeness", "orphan_share", "beyond")}
    categories = {f"category:{key}": c["value"] for key, c in score["categories"].items()}
    return {"share": share["value"], "verified": share["verified"], **plain, **categories}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(3))
def test_each_number_on_its_own_adds_up_to_the_figure_of_score(
    capsys, tmp_path, language, model, seed
):
    every = run(capsys, "questions", "--model", model, "--format", "json").json
    path = save(tmp_path, random_assessment(seed, every, model))
    wanted = figures(run(capsys, "score", path, "--format", "json").json[0])

    for name, figure in wanted.items():
        result = run(capsys, "explain", path, "--number", name, "--lang", language)
        assert result.code == 0
        lines = result.out.splitlines()
        check_equations(lines)
        if figure is not None:
            assert figure in {last_number(line) for line in sums(lines)}, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_brings_its_rule(capsys, language):
    say = Catalog(language).text
    words = ("explain", SAMPLES / "sample.en.json", "--lang", language, "--number")

    for name, rule in (("share", "duty"), ("grade", "grade"), ("orphan_share", "orphan")):
        assert say(f"explain.rule.{rule}") in run(capsys, *words, name).out


def test_the_range_shows_what_moves_it(capsys, tmp_path):
    every = run(capsys, "questions", "--model", "iaas", "--format", "json").json
    path = save(tmp_path, random_assessment(1, every, "iaas"))
    share = run(capsys, "score", path, "--format", "json").json[0]["share_carried"]

    lines = run(capsys, "explain", path, "--number", "range", "--lang", "en").out.splitlines()

    assert number_at(lines, "Lowest S") == share["low"]
    assert number_at(lines, "Highest S") == share["high"]
    assert share["low"] < share["high"]
    assert any("everything open at 0: U = " in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", ["nonsense", "", "category:", "category:nothing", "Share"])
def test_an_unknown_number_is_refused_with_those_there_are(capsys, language, wanted):
    path = SAMPLES / "sample.en.json"

    result = run(capsys, "explain", path, "--number", wanted, "--lang", language)

    assert_one_sentence(result, language)
    assert "orphan_share, beyond, category:physical" in result.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_and_a_responsibility_together_are_refused(capsys, language):
    words = ("--number", "share", "--responsibility", "NW.1", "--lang", language)

    result = run(capsys, "explain", SAMPLES / "sample.en.json", *words)

    assert_one_sentence(result, language)
