import re
from fractions import Fraction

import pytest

from model.i18n import Catalog
from model.paths import SAMPLES
from tests.ui.cli.reference import one_decimal, random_assessment
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run, save, smallest

MODELS = ("iaas", "paas", "saas")
ARITHMETIC = re.compile(r"[\d ().+×/,min]+")


def value_of(text):
    """Return what a piece of arithmetic comes to."""
    numbers = re.sub(r"\d+(?:\.\d+)?", lambda m: f"Fraction('{m.group()}')", text)
    return eval(numbers.replace("×", "*"), {"Fraction": Fraction, "min": min})  # noqa: S307  our own output


def equations(line):
    """Return the sides of each equation in a line that hold nothing but arithmetic."""
    line = re.sub(r"\b[wv] ", "", line)
    line = re.sub(r"[\[［].*?[\]］]", "", line)
    for part in re.split(r"[;；]|[:：] ?(?=[\d(])", line):
        sides = [side.strip() for side in part.split(" = ")]
        sides[-1] = re.split(r"[,，:：（]| \((?=\D)", sides[-1])[0].strip()
        yield [side for side in sides if re.fullmatch(r"[\d ().+×/≈]+|min\([\d/., ]+\)", side)]


def check_equations(lines):
    """See that every equation printed is true, and return how many there were."""
    count = 0
    for line in lines:
        for sides in equations(line):
            exact = [value_of(side.partition("≈")[0]) for side in sides]
            assert len(set(exact)) <= 1, line
            for side in sides:
                _, sign, rounded = side.partition("≈")
                if sign:
                    assert float(rounded) == one_decimal(exact[0]), line
            count += len(sides) > 1
    return count


def number_at(lines, start):
    """Return the last number of the last line with this start, as files show it."""
    line = [line for line in lines if line.startswith(start)][-1]
    return float(re.findall(r"\d+(?:\.\d+)?", line)[-1])


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
