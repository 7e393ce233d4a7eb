"""Proofs: what a group may cover, and what a question about a proof may look like."""

from pathlib import Path

import pytest
import yaml

from model.assessment import KNOWN_BY
from model.content.checks import check_file
from model.content.loader import load_matrix, matrix_ids, matrix_path, questionnaire_from
from model.content.reliance_checks import check_groups, check_proof, uncovered
from model.responsibility import Allocation
from tests.model.content.test_checks import broken, faults_of, line_of

SOUND_FILE = Path(__file__).parent / "sound_reliance.yaml"
SOUND = SOUND_FILE.read_text(encoding="utf-8")

ROOMS, BACKUP = "reliance › PR.1", "reliance › PR.2"
ASKED, TRIED = "questions › PR.1-Q1", "questions › PR.2-Q1"
COVERS = '["physical.datacenter_environment", "physical.datacenter_operations"]'
FIRST, SECOND = '- id: "PR.1"', '- id: "PR.2"'
AT_FIRST, AT_SECOND = ['- id: "PR.1-Q1"'], ['- id: "PR.2-Q1"']
STEP_75 = '{id: "75", value: 75'
WEIGHT_1, WEIGHT_2 = "weight: 1\n    critical: false", "weight: 2\n    critical: false"
KIND_2 = 'responsibility: "PR.2"\n    kind: L5'

# What is replaced, by what, parts that lead to the line of the fault, its place, its message.
RELIANCE_FAULTS = [
    (SECOND, '- id: "PR.1"', ["operations", '- id: "PR.1"'], f"{ROOMS} › id", "content.twice"),
    (SECOND, '- id: "PR2"', ['"PR2"'], "reliance › PR2 › id", "field.pattern"),
    (SECOND, '- id: "X.BAK"', ["X.BAK"], "reliance › X.BAK › id", "field.pattern"),
    (SECOND, "- id: 2", ["- id: 2"], "reliance › 2 › id", "field.type"),
    (
        SECOND,
        '- importance: 3\n    id: "PR.2"',
        ["- importance"],
        f"{BACKUP} › importance",
        "field.unknown",
    ),
    (
        '    definition: {zh: "机房归服务商管。", en: "The rooms are the provider\'s."}\n',
        "",
        [FIRST],
        f"{ROOMS} › definition",
        "field.missing",
    ),
    ('en: "Host backup"', 'en: ""', ["主机备份"], f"{BACKUP} › name › en", "field.empty"),
    ('en: "Host backup"', 'en: " "', ["主机备份"], f"{BACKUP} › name › en", "field.empty"),
    ('en: "Host backup"', 'en: "TODO"', ["TODO"], f"{BACKUP} › name › en", "content.placeholder"),
    ('en: "Host backup"', 'en: "7 backups"', ["7 back"], f"{BACKUP} › name", "content.numbers"),
    (
        "机房归服务商管。",
        "相关机房归服务商管。",
        ["相关"],
        f"{ROOMS} › definition › zh",
        "content.vague",
    ),
    (f"    covers: {COVERS}\n", "", [FIRST], f"{ROOMS} › covers", "field.missing"),
    (COVERS, "[]", ["covers: []"], f"{ROOMS} › covers", "field.too_few"),
    (COVERS, '"os.host_backup"', ["covers:"], f"{ROOMS} › covers", "field.type"),
    (COVERS, "[7]", ["covers:"], f"{ROOMS} › covers › 1", "field.type"),
    (COVERS, '["physical.api", ""]', ["covers:"], f"{ROOMS} › covers › 2", "field.empty"),
    (
        '["os.host_backup"]',
        '["os.host_backup", "os.host_backup"]',
        ["os.host_backup"],
        f"{BACKUP} › covers",
        "field.twice",
    ),
    (
        '["os.host_backup"]',
        '["os.host_backup", "physical.datacenter_operations"]',
        ["os.host_backup"],
        f"{BACKUP} › covers › 2",
        "content.twice",
    ),
    (
        '["os.host_backup"]',
        '["os.host_backups"]',
        ["os.host_backups"],
        f"{BACKUP} › covers › 1",
        "field.unknown_responsibility",
    ),
    (
        '["os.host_backup"]',
        '["X.BAK"]',
        ["X.BAK"],
        f"{BACKUP} › covers › 1",
        "field.unknown_responsibility",
    ),
    (
        '["os.host_backup"]',
        '["os.host_backup", "iam.console.credentials"]',
        ["iam.console"],
        f"{BACKUP} › covers › 2",
        "content.not_providers",
    ),
    (
        'matrix: "oscar-2020"',
        'matrix: "government-cloud-2020"',
        ["os.host_backup"],
        f"{BACKUP} › covers › 1",
        "field.unknown_responsibility",
    ),
    ("reliance:\n", "reliance: seven\nmore:\n", ["reliance:"], "reliance", "field.type"),
    (
        'responsibility: "PR.2"',
        'responsibility: "PR.3"',
        ["PR.3"],
        f"{TRIED} › responsibility",
        "content.duty",
    ),
    (
        'responsibility: "PR.2"',
        'responsibility: "PR.1"',
        ["reliance:", SECOND],
        BACKUP,
        "content.unasked",
    ),
    (
        'responsibility: "PR.2"',
        'responsibility: "os.host_backup"',
        ["reliance:", SECOND],
        BACKUP,
        "content.unasked",
    ),
    (
        'responsibility: "PR.2"',
        'responsibility: "physical.datacenter_environment"',
        ["questions:", "physical"],
        f"{TRIED} › responsibility",
        "content.providers",
    ),
    (
        '- id: "PR.2-Q1"',
        '- id: "PR.3-Q1"',
        ["PR.3-Q1"],
        "questions › PR.3-Q1 › id",
        "content.id",
    ),
    (
        WEIGHT_1,
        WEIGHT_1.replace("false", "true"),
        AT_FIRST,
        f"{ASKED} › critical_reason",
        "field.missing",
    ),
    (
        WEIGHT_2,
        WEIGHT_2.replace("false", 'true\n    critical_reason: {zh: "甲。", en: "A."}'),
        [*AT_SECOND, "critical:"],
        f"{TRIED} › critical",
        "content.extension",
    ),
    (KIND_2, KIND_2.replace("L5", "FACT"), ["FACT"], f"{TRIED} › kind", "field.one_of"),
    (KIND_2, KIND_2.replace("L5", "CHK"), ["CHK"], f"{TRIED} › kind", "field.one_of"),
    (
        STEP_75,
        '{id: "75", value: 25',
        ["value: 25"],
        f"{ASKED} › choices › 75 › value",
        "field.one_of",
    ),
    (
        STEP_75,
        '{id: "75", value: 50',
        ["看过证书"],
        f"{ASKED} › choices › 75 › value",
        "content.rising",
    ),
    (
        '{id: "0", value: 0, text: {zh: "没看过"',
        '{id: "0", value: 25, text: {zh: "没看过"',
        ["没看过"],
        f"{ASKED} › choices › 0 › value",
        "field.one_of",
    ),
    (
        '{id: "0", value: 0, text: {zh: "没看过"',
        '{id: "0", value: 25, text: {zh: "没看过"',
        [*AT_FIRST, "choices:"],
        f"{ASKED} › choices",
        "content.end",
    ),
    (
        'responsibility: "PR.2"\n    kind: L5\n    lead: true',
        'responsibility: "PR.2"\n    kind: L5\n    lead: false',
        ["lead: false"],
        f"{TRIED} › lead",
        "content.no_lead",
    ),
    (
        'row: "云主机备份"',
        'row: ""',
        [*AT_SECOND, "source"],
        f"{TRIED} › source › row",
        "field.empty",
    ),
    (
        'requires: ["PR.1-Q1-A1"]',
        'requires: ["PR.9-Q1-A1"]',
        ["PR.9"],
        f"{TRIED} › actions › PR.2-Q1-A1 › requires › 1",
        "field.unknown_action",
    ),
    (
        'licence: "Apache-2.0"\n',
        'licence: "Apache-2.0"\nretired: ["PR.2-Q1"]\n',
        ["retired"],
        "retired › 1",
        "content.retired",
    ),
]


def test_the_sound_file_has_no_fault_and_loads():
    checked = check_file(SOUND_FILE)

    assert (checked.faults, checked.count) == ((), 2)
    questionnaire = questionnaire_from(yaml.safe_load(SOUND), digest="")
    assert {g.id: g.covers for g in questionnaire.reliance} == {
        "PR.1": ("physical.datacenter_environment", "physical.datacenter_operations"),
        "PR.2": ("os.host_backup",),
    }


@pytest.mark.parametrize(("old", "new", "where", "place", "key"), RELIANCE_FAULTS)
def test_a_fault_in_a_proof_has_its_line_and_field(tmp_path, old, new, where, place, key):
    text = broken(SOUND, old, new)

    assert (line_of(text, where), place, key) in faults_of(tmp_path, text)


def test_every_fault_of_a_proof_can_be_said_in_both_languages(tmp_path, catalog):
    path = tmp_path / "bank.yaml"
    for old, new, *_ in RELIANCE_FAULTS:
        path.write_text(broken(SOUND, old, new), encoding="utf-8")
        for fault in check_file(path).faults:
            sentence = catalog.explain(fault)
            assert sentence.startswith(str(path))
            assert "{" not in sentence
            assert sentence[-1] in ".。"


def test_one_group_may_have_several_questions_of_which_one_leads(tmp_path):
    text = broken(SOUND, '- id: "PR.2-Q1"', '- id: "PR.1-Q2"')
    text = broken(text, 'responsibility: "PR.2"', 'responsibility: "PR.1"')
    text = broken(text, '- id: "PR.2-Q1-A1"', '- id: "PR.1-Q2-A1"')

    found = {(place, key) for _, place, key in faults_of(tmp_path, text)}

    assert found == {
        ("questions › PR.1-Q2 › lead", "content.two_leads"),
        (BACKUP, "content.unasked"),
    }


def test_only_a_built_in_questionnaire_must_cover_every_row_of_the_provider(tmp_path):
    text = broken(SOUND, 'id: "test-proofs"', 'id: "oscar-2020"')
    rows = load_matrix().responsibilities
    theirs = [r.id for r in rows if Allocation.PROVIDER in r.allocation.values()]

    missing = [f for f in faults_of(tmp_path, text) if f[2] == "content.uncovered"]

    assert missing == [(line_of(text, ["reliance:"]), "reliance", "content.uncovered")] * (
        len(theirs) - 3
    )


def test_a_built_in_questionnaire_without_proofs_is_told_too(tmp_path):
    head, _, rest = SOUND.partition("reliance:\n")
    questions = rest[rest.index("questions:") :]
    text = broken(head + questions, 'id: "test-proofs"', 'id: "oscar-2020"')

    assert "content.uncovered" in {key for _, _, key in faults_of(tmp_path, text)}


def raw_matrix(name):
    top = yaml.load(matrix_path(name).read_bytes(), Loader=yaml.CSafeLoader)
    return {row["id"]: row for row in top["responsibilities"]}


@pytest.mark.parametrize("name", matrix_ids())
def test_without_groups_every_row_of_the_provider_is_uncovered(name):
    rows = raw_matrix(name)

    found = uncovered([], rows)

    assert found == [key for key, r in rows.items() if "provider" in r["allocation"].values()]
    everything = [(("reliance", 0), {"id": "PR.1", "covers": found})]
    assert uncovered(everything, rows) == []
    assert list(check_groups(everything, rows)) == []


def test_a_step_is_worth_what_the_customer_can_know():
    choices = [{"id": str(value), "value": value} for value in range(101)]
    question = {"critical": False, "kind": "L5", "choices": choices}

    found = list(check_proof(("questions", 0), question))

    wrong = [value for value in range(101) if value not in KNOWN_BY]
    assert [f.path for f in found] == [("questions", 0, "choices", v, "value") for v in wrong]
