"""The commands that teach."""

import pytest

from model.content.learning import load_incidents, load_models
from model.content.loader import load_matrix
from model.responsibility import ServiceModel
from tests.ui.cli.running import LANGUAGES, assert_one_sentence, run

MATRIX = load_matrix()
SOURCE = "来源：云计算开源产业联盟"


@pytest.mark.parametrize("model", list(ServiceModel))
def test_every_duty_stands_beside_every_model(capsys, model):
    rows = run(capsys, "models", "--model", model.value, "--format", "json").json

    ids = [row["id"] for row in rows if row["category"] != "topics"]
    assert ids == [duty.id for duty in MATRIX.present(model)]
    for row in rows:
        assert {cell["model"] for cell in row["models"]} == set(load_models().by_id)
        for cell in row["models"]:
            assert cell["edition"]["zh"]
            assert cell["edition"]["en"]


def test_one_duty_is_shown_in_every_model_that_has_it(capsys):
    by_code = run(capsys, "models", "--responsibility", "nw.1", "--format", "json").json
    by_id = run(
        capsys, "models", "--responsibility", "network.security_groups", "--format", "json"
    ).json

    assert by_code == by_id
    assert [row["model"] for row in by_code] == ["iaas", "paas", "saas"]
    aws = next(cell for cell in by_code[1]["models"] if cell["model"] == "aws")
    assert (aws["holder"], aws["disagrees"]) == ("customer", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_why_models_differ_and_names_the_source(capsys, language):
    words = ("models", "--responsibility", "NW.1", "--model", "paas", "--lang", language)
    result = run(capsys, *words)

    assert result.code == 0
    assert "AWS" in result.out
    assert "2026-01-12" in result.out
    row = next(r for m in load_models().models for r in m.rows if r.id == "firewall")
    assert getattr(row.note, language) in result.out
    assert SOURCE in result.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ("models", "--responsibility", "ZZ.9"),
        ("models", "--responsibility", "OS.7.9"),
        ("models", "--responsibility", "os.public_image.version", "--model", "saas"),
        ("incident", "nothing", "--model", "iaas"),
        ("incident", "public-bucket", "--model", "caas"),
        ("incident", "public-bucket", "--model", "iaas", "--agreed", "table9=a"),
    ],
)
def test_bad_input_gets_one_sentence(capsys, words, language):
    result = run(capsys, *words, "--lang", language)

    assert_one_sentence(result, language)


@pytest.mark.parametrize("kind", sorted(load_incidents().by_id))
def test_an_incident_names_duties_evidence_and_people(capsys, kind):
    for model in ServiceModel:
        found = run(capsys, "incident", kind, "--model", model.value, "--format", "json").json

        assert found["id"] == kind
        assert found["happens_here"] == (model in load_incidents().by_id[kind].models)
        assert found["evidence"]
        assert found["notify"]
        assert all(duty["touched"] for duty in found["duties"])


def test_an_agreed_option_settles_whose_duty_it_is(capsys):
    words = ("incident", "ransomware", "--model", "iaas", "--format", "json")
    before = run(capsys, *words).json
    after = run(capsys, *words, "--agreed", "table2.3=b").json

    def backup(found):
        return next(duty for duty in found["duties"] if duty["id"] == "os.host_backup")

    assert (backup(before)["touched"], backup(before)["open"]) == ("open", True)
    assert backup(after)["touched"] == "open"  # agreed, but not known by anything yet
    sure = run(capsys, *words, "--agreed", "table2.3=b:100").json
    assert (backup(sure)["touched"], backup(sure)["allocation"]) == ("provider", "provider")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_incident_is_never_a_verdict(capsys, language):
    result = run(capsys, "incident", "public-bucket", "--model", "iaas", "--lang", language)

    assert {"zh": "不是法律意见", "en": "no legal opinion"}[language] in result.out
    assert SOURCE in result.out
