from collections import Counter

import pytest
import yaml

from model.content.shelf import release_path, write_release
from model.facts import Fact
from model.paths import QUESTIONNAIRES, ROOT, own_questionnaires
from tests.ui.cli.reference import ASKED_UNDER_CONSOLE, NEGOTIATED
from tests.ui.cli.running import HAN, LANGUAGES, assert_one_sentence, run

MODELS = ("iaas", "paas", "saas")
RAW = yaml.safe_load((QUESTIONNAIRES / "oscar-2020.matrix.yaml").read_text(encoding="utf-8"))
BANK = yaml.safe_load((QUESTIONNAIRES / "oscar-2020.yaml").read_text(encoding="utf-8"))
ROWS = {row["id"]: row for row in RAW["responsibilities"]}
OPTIONS = {n["id"]: {o["id"]: o["allocation"] for o in n["options"]} for n in RAW["negotiations"]}
AGREED = [
    (model, negotiation, option)
    for model, negotiations in NEGOTIATED.items()
    for negotiation, options in negotiations.items()
    for option in options
]
ROW_KEYS = ["id", "category", "code", "importance", "name", "allocation", "state", "negotiation"]
QUESTION_KEYS = [
    "id",
    "responsibility",
    "kind",
    "weight",
    "critical",
    "lead",
    "text",
    "choices",
    "critical_boxes",
    "actions",
]


def matrix(capsys, model, *agreed):
    words = [word for each in agreed for word in ("--agreed", each)]
    result = run(capsys, "matrix", "--model", model, "--format", "json", *words)
    assert (result.code, result.err) == (0, "")
    return result.json


def questions(capsys, model, *more):
    result = run(capsys, "questions", "--model", model, "--format", "json", *more)
    assert (result.code, result.err) == (0, "")
    return result.json


@pytest.mark.parametrize("model", MODELS)
def test_the_matrix_is_the_papers_where_nothing_is_agreed(capsys, model):
    rows = matrix(capsys, model)

    assert [row["id"] for row in rows] == list(ROWS)
    for row in rows:
        source = ROWS[row["id"]]
        assert list(row) == ROW_KEYS
        assert row["allocation"] == source["allocation"][model]
        assert row["category"] == source["category"]
        assert row["name"] == source["name"]
        assert (row["code"], row["importance"]) == (source.get("code"), source.get("importance"))
        assert row["negotiation"] == source.get("negotiation", {}).get(model)
        expected = {"provider": "out", "absent": "out", "negotiable": "pending"}
        assert row["state"] == expected.get(row["allocation"], "held")


@pytest.mark.parametrize(("model", "negotiation", "option"), AGREED)
def test_an_agreed_option_settles_its_rows_and_no_other(capsys, model, negotiation, option):
    before = matrix(capsys, model)
    given = OPTIONS[negotiation][option]

    for known, state in (("", "pending"), (":0", "orphan"), (":50", "handed_over")):
        after = matrix(capsys, model, f"{negotiation}={option}{known}")
        for old, new in zip(before, after, strict=True):
            if new["negotiation"] != negotiation:
                assert new == old
                continue
            assert new["allocation"] == given
            assert new["state"] == (state if given == "provider" else "held")


@pytest.mark.parametrize("model", MODELS)
def test_nobody_agreed_is_an_orphan(capsys, model):
    everything = [f"{negotiation}=none" for negotiation in NEGOTIATED[model]]

    rows = matrix(capsys, model, *everything)

    negotiable = [row for row in rows if row["negotiation"]]
    assert {(row["allocation"], row["state"]) for row in negotiable} == {("negotiable", "orphan")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negotiation_of_another_model_is_left_out_and_named(capsys, language):
    words = ("--model", "saas", "--format", "json", "--lang", language)
    plain = run(capsys, "matrix", *words)

    result = run(capsys, "matrix", *words, "--agreed", "table2.1=b")

    assert (result.code, result.out) == (0, plain.out)
    assert result.err.count("\n") == 1
    assert "table2.1" in result.err
    assert bool(HAN.search(result.err)) == (language == "zh")


def sides(model):
    """Return the duties that a customer is asked about, by what the paper says of them."""
    elsewhere = ASKED_UNDER_CONSOLE.get(model, set())
    return {
        name: row["allocation"][model]
        for name, row in ROWS.items()
        if row["allocation"][model] in ("customer", "shared", "negotiable")
        and name not in elsewhere
    }


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("iaas", {"customer": 10, "shared": 10, "negotiable": 7}),
        ("paas", {"customer": 6, "shared": 9, "negotiable": 4}),
        ("saas", {"customer": 3, "shared": 3, "negotiable": 2}),
    ],
)
def test_each_duty_of_the_customer_is_asked_about_and_nothing_else(capsys, model, expected):
    assert Counter(sides(model).values()) == expected

    asked = questions(capsys, model)

    assert {q["responsibility"] for q in asked} == {*sides(model), "X.BAK", "X.IR"}
    leads = Counter(q["responsibility"] for q in questions(capsys, model, "--depth", "express"))
    assert set(leads.values()) == {1}
    assert len(leads) == sum(expected.values()) + 2


@pytest.mark.parametrize(("model", "negotiation", "option"), AGREED)
def test_what_the_provider_took_is_not_asked(capsys, model, negotiation, option):
    before = {q["responsibility"] for q in questions(capsys, model)}

    after = {
        q["responsibility"] for q in questions(capsys, model, "--agreed", f"{negotiation}={option}")
    }

    settled = {
        name for name, r in ROWS.items() if r.get("negotiation", {}).get(model) == negotiation
    }
    gone = settled if OPTIONS[negotiation][option] == "provider" else set()
    assert after == before - gone


@pytest.mark.parametrize("fact", list(Fact))
def test_a_fact_that_is_no_switches_its_questions_off(capsys, fact):
    tied = {q["id"] for q in BANK["questions"] if fact in q.get("facts", ())}
    every = {q["id"] for q in questions(capsys, "iaas")}

    without = {q["id"] for q in questions(capsys, "iaas", "--fact", f"{fact}=no")}

    assert without == every - tied
    assert {q["id"] for q in questions(capsys, "iaas", "--fact", f"{fact}=yes")} == every


def test_questions_have_every_field_that_scoring_needs(capsys):
    bank = {q["id"]: q for q in BANK["questions"]}

    for question in questions(capsys, "iaas"):
        source = bank[question["id"]]
        assert list(question) == QUESTION_KEYS
        for key in ("responsibility", "kind", "weight", "critical", "lead", "text", "choices"):
            assert question[key] == source[key], key
        assert question["critical_boxes"] == source.get("critical_boxes", [])
        assert question["actions"] == source["actions"]


def test_the_provider_does_not_change_what_is_asked(capsys):
    assert questions(capsys, "paas", "--provider", "aws") == questions(capsys, "paas")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["matrix", "questions"])
def test_tables_are_in_one_language_with_the_papers_source(capsys, command, language):
    result = run(capsys, command, "--model", "iaas", "--lang", language)

    words = result.out.replace("来源：云计算开源产业联盟", "")
    assert bool(HAN.search(words)) == (language == "zh")
    assert result.out.endswith("来源：云计算开源产业联盟\n")


def test_columns_stay_straight_with_chinese_in_them(capsys):
    from ui.cli.table import width

    lines = run(capsys, "matrix", "--model", "iaas", "--lang", "zh").out.splitlines()
    header = lines[0]
    column = width(header[: header.index("归谁")])

    for line in lines[1:-1]:
        cut = next(n for n in range(len(line)) if width(line[:n]) >= column)
        assert line[cut - 1] == " "
        assert line[cut] != " "


def test_words_may_be_written_in_capitals(capsys):
    shouted = run(capsys, "matrix", "--model", "IaaS", "--format", "JSON")

    assert shouted.json == matrix(capsys, "iaas")


GOVERNMENT = "government-cloud-2020"
DRAFT = yaml.safe_load(
    (ROOT / "tests/model/content/sound_questionnaire.yaml").read_text(encoding="utf-8")
)


def raw(name):
    return yaml.load((QUESTIONNAIRES / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)


@pytest.fixture(scope="module")
def government():
    """Give the raw matrix and questionnaire of the government cloud."""
    return raw(f"{GOVERNMENT}.matrix"), raw(GOVERNMENT)


def groups_of(bank):
    return {group["id"]: group["covers"] for group in bank["reliance"]}


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Give a workspace with two versions of a questionnaire of its own."""
    monkeypatch.setenv("SHOULDER_WORKSPACE", str(tmp_path))
    first, second, _ = DRAFT["questions"]
    changed = {**first, "text": {"zh": "改过的问题？", "en": "Which question is this?"}}
    for version, changes in (
        ("1.0.0", {}),
        ("2.0.0", {"questions": [changed, second], "extensions": []}),
    ):
        top = {**DRAFT, "id": "my-own", "version": version, **changes}
        write_release(release_path(own_questionnaires(tmp_path), "my-own", version), top)
    return tmp_path


def test_the_matrix_of_another_questionnaire_is_that_of_table_6(capsys, government):
    result = run(
        capsys, "matrix", "--questionnaire", GOVERNMENT, "--model", "iaas", "--format", "json"
    )

    assert (result.code, result.err) == (0, "")
    assert [(row["id"], row["allocation"], row["code"]) for row in result.json] == [
        (row["id"], row["allocation"]["iaas"], row.get("code"))
        for row in government[0]["responsibilities"]
    ]
    assert Counter(row["state"] for row in result.json) == {"held": 33, "out": 23}


def test_the_questions_of_another_questionnaire_are_listed(capsys, government):
    rows, bank = government
    held = {
        row["id"]
        for row in rows["responsibilities"]
        if row["allocation"]["iaas"] in ("customer", "shared")
    }

    asked = questions(capsys, "iaas", "--questionnaire", GOVERNMENT)

    assert sorted(q["id"] for q in asked) == sorted(
        q["id"] for q in bank["questions"] if q["responsibility"] in held
    )
    assert {q["kind"] for q in asked} == {"FACT"}
    express = questions(capsys, "iaas", "--questionnaire", GOVERNMENT, "--depth", "express")
    assert [q["responsibility"] for q in express] == [
        row["id"] for row in rows["responsibilities"] if row["id"] in held
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["matrix", "questions"])
def test_tables_of_another_questionnaire_are_in_one_language(capsys, command, language):
    words = (command, "--questionnaire", GOVERNMENT, "--model", "iaas", "--lang", language)

    result = run(capsys, *words)

    assert (result.code, result.err) == (0, "")
    said = result.out.replace("来源：云计算开源产业联盟", "").replace("等保", "")
    assert bool(HAN.search(said)) == (language == "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ["paas", "saas"])
@pytest.mark.parametrize("command", ["matrix", "questions"])
def test_a_service_model_that_the_division_lacks_is_refused(capsys, command, model, language):
    words = ("--questionnaire", GOVERNMENT, "--model", model, "--lang", language)

    for form in ("table", "json"):
        result = run(capsys, command, *words, "--format", form)

        assert_one_sentence(result, language)
        assert GOVERNMENT in result.err
        assert "iaas" in result.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["matrix", "questions"])
def test_an_unknown_questionnaire_is_refused_with_those_that_are_here(
    capsys, workspace, command, language
):
    result = run(
        capsys, command, "--questionnaire", "nobodys", "--model", "iaas", "--lang", language
    )

    assert_one_sentence(result, language)
    for name in ("nobodys", "oscar-2020", GOVERNMENT, "my-own"):
        assert name in result.err


@pytest.mark.parametrize("model", MODELS)
def test_proofs_are_listed_only_when_they_are_asked_for(capsys, model):
    groups = groups_of(BANK)
    held = {name for name, row in ROWS.items() if row["allocation"][model] == "provider"}
    expected = [name for name, covers in groups.items() if held & set(covers)]

    of_customer = questions(capsys, model)
    of_provider = questions(capsys, model, "--reliance")

    assert not {q["responsibility"] for q in of_customer} & set(groups)
    assert [q["responsibility"] for q in of_provider] == expected
    for question in of_provider:
        assert list(question) == QUESTION_KEYS
        assert [choice["value"] for choice in question["choices"]] == [0, 50, 75, 100]


def test_proofs_of_another_questionnaire_are_listed(capsys, government):
    found = questions(capsys, "iaas", "--questionnaire", GOVERNMENT, "--reliance")

    assert [q["responsibility"] for q in found] == list(groups_of(government[1]))


def test_no_proof_is_asked_for_in_express_depth(capsys):
    assert questions(capsys, "iaas", "--reliance", "--depth", "express") == []


@pytest.mark.parametrize("more", [(), ("--reliance",)], ids=["share", "proof"])
@pytest.mark.parametrize("name", ["oscar-2020", GOVERNMENT])
def test_the_table_counts_the_questions_of_each_duty_and_all_of_them(capsys, name, more):
    words = ("--questionnaire", name, *more)
    codes = [q["id"].rpartition("-Q")[0] for q in questions(capsys, "iaas", *words)]

    lines = run(capsys, "questions", "--model", "iaas", *words, "--lang", "en").out.splitlines()

    heads = [line for line in lines[:-2] if not line.startswith(" ")]
    counted = {line.split()[0]: int(line.rpartition("(")[2].rstrip(")")) for line in heads}
    assert counted == Counter(codes)
    assert lines[-2] == f"Questions: {len(codes)}"


def test_the_newest_version_of_a_workspaces_questionnaire_is_listed(capsys, workspace):
    words = ("--questionnaire", "my-own")

    asked = questions(capsys, "iaas", *words)

    assert sorted(q["id"] for q in asked) == ["CA.1-Q1", "NW.1-Q1"]
    assert "Which question is this?" in [q["text"]["en"] for q in asked]
    assert [q["id"] for q in questions(capsys, "saas", *words)] == ["CA.1-Q1"]
    result = run(capsys, "matrix", "--model", "iaas", *words, "--format", "json")
    assert result.json == matrix(capsys, "iaas")


def test_a_questionnaire_of_another_workspace_is_not_found(capsys, workspace, monkeypatch):
    monkeypatch.setenv("SHOULDER_WORKSPACE", str(workspace / "elsewhere"))

    result = run(capsys, "questions", "--questionnaire", "my-own", "--model", "iaas")

    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workspaces_questionnaire_with_a_fault_is_refused(capsys, workspace, language):
    path = own_questionnaires(workspace) / "my-own@3.0.0.yaml"
    path.write_text("id: my-own\n", encoding="utf-8")

    words = ("--questionnaire", "my-own", "--model", "iaas", "--lang", language)
    result = run(capsys, "questions", *words)

    assert_one_sentence(result, language)
    assert str(path) in result.err
