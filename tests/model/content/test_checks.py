from pathlib import Path

import pytest

from model.content import checks
from model.content.checks import ContentKind, check_file
from model.content.loader import matrix_from, questionnaire_from
from model.errors import ContentError, InputError
from model.paths import QUESTIONNAIRES

HERE = Path(__file__).parent
QUESTIONNAIRE = (HERE / "sound_questionnaire.yaml").read_text(encoding="utf-8")
MATRIX = (HERE / "sound_matrix.yaml").read_text(encoding="utf-8")


def line_of(text, part):
    """Return the number of the only line that holds a part."""
    found = [n for n, line in enumerate(text.splitlines(), start=1) if part in line]
    assert len(found) == 1, (part, found)
    return found[0]


def broken(sound, old, new):
    assert sound.count(old) == 1, f"{old!r} must stand in the sound file exactly once"
    return sound.replace(old, new)


def faults_of(tmp_path, text):
    """Return (line, place, key) of every fault in a file with this text."""
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    found = check_file(path).faults
    assert all(fault.details["file"] == str(path) for fault in found)
    return [
        (f.details["line"], f.details.get("place", ""), f.details["what"].key.partition(".")[2])
        for f in found
    ]


def test_the_built_in_files_have_no_fault():
    for path in sorted(QUESTIONNAIRES.glob("*.yaml")):
        assert check_file(path).faults == (), path


def test_a_sound_questionnaire_has_no_fault_and_loads(tmp_path):
    checked = check_file(HERE / "sound_questionnaire.yaml")

    assert checked.faults == ()
    assert (checked.kind, checked.id, checked.version, checked.count) == (
        ContentKind.QUESTIONNAIRE,
        "test-bank",
        "1.0.0",
        3,
    )
    import yaml

    questionnaire = questionnaire_from(yaml.safe_load(QUESTIONNAIRE), digest="0" * 64)
    assert [q.id for q in questionnaire.questions] == ["CA.1-Q1", "NW.1-Q1", "X.BAK-Q1"]


def test_a_sound_matrix_has_no_fault_and_loads():
    import yaml

    checked = check_file(HERE / "sound_matrix.yaml")

    assert (checked.faults, checked.kind, checked.count) == ((), ContentKind.MATRIX, 3)
    assert [r.code for r in matrix_from(yaml.safe_load(MATRIX)).responsibilities] == [
        None,
        "NW.1",
        "DA.1",
    ]


STEM = 'text: {zh: "有多少账号要第二步验证？", en: "How many accounts need a second step?"}'
LONG = "一" * 41

# (what is replaced, by what, where the fault is: a part of the broken line, place, key)
QUESTIONNAIRE_FAULTS = [
    ('version: "1.0.0"', 'version: "1.0"', "version:", "version", "field.pattern"),
    ('version: "1.0.0"', "version: 1.0", "version:", "version", "field.type"),
    ('version: "1.0.0"', "version: 2026-01-01", "version:", "version", "field.type"),
    ('id: "test-bank"', 'id: "Test Bank"', "Test Bank", "id", "field.pattern"),
    ('licence: "Apache-2.0"\n', "", "id: ", "licence", "field.missing"),
    ('licence: "Apache-2.0"', 'license: "Apache-2.0"', "license", "license", "field.unknown"),
    ("title: {zh: ", 'title: {zh: "", zn: ', "zn:", "title › zn", "field.unknown"),
    ('en: "Test bank"', 'en: " "', "title:", "title › en", "field.empty"),
    ('en: "Test bank"', 'en: "Test bank 2"', "title:", "title", "content.numbers"),
    ("importance: 3", "importance: 4", "importance:", "extensions › X.BAK › importance", "field.one_of"),
    ('  - id: "X.BAK"', '  - id: "X.backup"', "X.backup", "extensions › X.backup › id", "field.pattern"),
    ('- id: "CA.1-Q1"', '- id: "CA1-Q1"', '"CA1-Q1"', "questions › CA1-Q1 › id", "field.pattern"),
    ('- id: "CA.1-Q1"', '- id: "CA.2-Q1"', '"CA.2-Q1"', "questions › CA.2-Q1 › id", "content.id"),
    ('- id: "NW.1-Q1"', '- id: "CA.1-Q1"', None, "questions › CA.1-Q1 › id", "content.twice"),
    ("iam.console.credentials", "iam.console.nothing", "nothing", "questions › CA.1-Q1 › responsibility", "content.duty"),
    ("iam.console.credentials", "physical.disaster_recovery", "physical", "questions › CA.1-Q1 › responsibility", "content.providers"),
    ("kind: L5", "kind: L6", "L6", "questions › CA.1-Q1 › kind", "field.one_of"),
    ("kind: FACT\n    lead: true", "kind: FACT\n    lead: yes please", "yes please", "questions › X.BAK-Q1 › lead", "field.type"),
    ("kind: FACT\n    lead: true", "kind: FACT\n    lead: false", "lead: false", "questions › X.BAK-Q1 › lead", "content.no_lead"),
    ("weight: 2", "weight: 5", "weight: 5", "questions › NW.1-Q1 › weight", "field.one_of"),
    ('critical: false', "critical: true", None, "questions › X.BAK-Q1 › critical", "content.extension"),
    ('    critical_reason: {zh: "门开着。", en: "The door is open."}\n', "", "NW.1-Q1\"\n", "questions › NW.1-Q1 › critical_reason", "field.missing"),
    ('critical: false', 'critical: false\n    critical_reason: {zh: "甲", en: "A"}', 'en: "A"}', "questions › X.BAK-Q1 › critical_reason", "content.not_critical"),
    ('critical_boxes: ["1"]', 'critical_boxes: ["7"]', '"7"', "questions › NW.1-Q1 › critical_boxes › 1", "field.one_of"),
    ('exposure: ["public_website"]', 'critical_boxes: ["0"]', "critical_boxes: [\"0\"]", "questions › CA.1-Q1 › critical_boxes", "content.critical_boxes"),
    ('facts: ["personal_information"]', 'facts: ["on_mars"]', "on_mars", "questions › X.BAK-Q1 › facts › 1", "field.one_of"),
    ('facts: ["personal_information"]', 'facts: ["own_images", "own_images"]', "own_images", "questions › X.BAK-Q1 › facts", "field.twice"),
    ("incidents: [3, 22]", "incidents: [0]", "incidents", "questions › CA.1-Q1 › incidents › 1", "field.minimum"),
    ("要第二步验证？", "要第二步验证？多少？", "多少？多少" , "questions › CA.1-Q1 › text › zh", "content.question_mark"),
    ("a second step?", "a second step", "a second step\"", "questions › CA.1-Q1 › text › en", "content.question_mark"),
    ("有多少账号要", LONG, LONG, "questions › CA.1-Q1 › text › zh", "content.characters"),
    ("How many accounts need", "How many " + "very " * 20 + "new accounts need", "very very", "questions › CA.1-Q1 › text › en", "content.words"),
    ("有多少账号要", "有多少相关账号要", "相关", "questions › CA.1-Q1 › text › zh", "content.vague"),
    ("How many accounts", "How many Relevant accounts", "Relevant", "questions › CA.1-Q1 › text › en", "content.vague"),
    ('en: "Passwords leak."', 'en: "They leak regularly."', "regularly", "questions › CA.1-Q1 › why › en", "content.vague"),
    ('en: "Passwords leak."', 'en: "TODO"', "TODO", "questions › CA.1-Q1 › why › en", "content.placeholder"),
    ("密码会泄露。", "待补", "待补", "questions › CA.1-Q1 › why › zh", "content.placeholder"),
    ("Look at 10 accounts", "Look at 12 accounts", "12 accounts", "questions › CA.1-Q1 › check", "content.numbers"),
    ('"管理员", en:', f'"{"人" * 31}", en:', "人人人", "questions › CA.1-Q1 › choices › 50 › text › zh", "content.characters"),
    ('{id: "50", value: 50, text: {zh: "管理员"', '{id: "50", value: 60, text: {zh: "管理员"', "value: 60", "questions › CA.1-Q1 › choices › 50 › value", "field.one_of"),
    ('{id: "50", value: 50, text: {zh: "管理员"', '{id: "50", value: 0, text: {zh: "管理员"', "管理员\", en: \"Administrators\"}}", "questions › CA.1-Q1 › choices › 50 › value", "content.rising"),
    ('{id: "50", value: 50, text: {zh: "一部分"', '{id: "50", value: 25, text: {zh: "一部分"', "value: 25, text: {zh: \"一部分", "questions › X.BAK-Q1 › choices › 50 › value", "field.one_of"),
    ('      - {id: "100", value: 100, text: {zh: "全部", en: "All"}}\n', '      - {id: "100", value: 75, text: {zh: "全部", en: "All"}}\n', None, "questions › CA.1-Q1 › choices", "content.end"),
    ('{id: "100", value: 100, text: {zh: "全部"', '{id: "100", value: 101, text: {zh: "全部"', "101", "questions › CA.1-Q1 › choices › 100 › value", "field.maximum"),
    ('{id: "2", value: 35', '{id: "2", value: 30', None, "questions › NW.1-Q1 › choices", "content.sum"),
    ('{id: "2", value: 35', '{id: "1", value: 35', "value: 35", "questions › NW.1-Q1 › choices › 1 › id", "content.twice"),
    ('      - {id: "2", value: 35, text: {zh: "数据库端口关着", en: "Database ports are closed"}}\n', "", None, "questions › NW.1-Q1 › choices", "field.too_few"),
    ('      look: {zh: "规则。", en: "The rules."}\n', "", None, "questions › NW.1-Q1 › evidence › look", "field.missing"),
    ('na_reasons: ["other"]', 'na_reasons: ["lazy"]', "lazy", "questions › NW.1-Q1 › na_reasons › 1", "field.one_of"),
    ('- id: "CA.1-Q1-A2"', '- id: "CA.2-Q1-A2"', "CA.2-Q1-A2", "questions › CA.1-Q1 › actions › CA.2-Q1-A2 › id", "content.id"),
    ('- id: "CA.1-Q1-A2"', '- id: "CA.1-Q1-A1"', None, "questions › CA.1-Q1 › actions › CA.1-Q1-A1 › id", "content.twice"),
    ('to: "50"', 'to: "60"', 'to: "60"', "questions › CA.1-Q1 › actions › CA.1-Q1-A1 › to", "field.one_of"),
    ('to: "50"', 'to: "0"', 'to: "0"', "questions › CA.1-Q1 › actions › CA.1-Q1-A1 › to", "content.target_rising"),
    ('to: "50"', 'boxes: ["50"]', "boxes: [\"50\"]", "questions › CA.1-Q1 › actions › CA.1-Q1-A1 › boxes", "content.target"),
    ('level: 2\n        to: "100"', 'level: 2\n        to: "50"', None, "questions › CA.1-Q1 › actions", "content.unreached"),
    ('boxes: ["2", "3"]', 'boxes: ["2"]', None, "questions › NW.1-Q1 › actions", "content.unticked"),
    ('boxes: ["2", "3"]', 'boxes: ["2", "4"]', '"4"', "questions › NW.1-Q1 › actions › NW.1-Q1-A2 › boxes › 2", "field.one_of"),
    ('requires: ["CA.1-Q1-A1"]', 'requires: ["CA.1-Q9-A1"]', "Q9", "questions › CA.1-Q1 › actions › CA.1-Q1-A2 › requires › 1", "field.unknown_action"),
    ('requires: ["CA.1-Q1-A1"]', 'requires: ["CA.1-Q1-A2"]', 'requires: ["CA.1-Q1-A2"]', "questions › CA.1-Q1 › actions › CA.1-Q1-A2 › requires › 1", "content.circle"),
    ("effort: 4", "effort: 3", "effort: 3", "questions › X.BAK-Q1 › actions › X.BAK-Q1-A1 › effort", "field.one_of"),
    ('id: "IAM-14"', 'id: "IAM14"', "IAM14", "questions › CA.1-Q1 › references › IAM14 › id", "field.pattern"),
    ('id: "IAM-14"', 'id: "XYZ-14"', "XYZ-14", "questions › CA.1-Q1 › references › XYZ-14 › id", "field.pattern"),
    ('id: "6.3"', "id: 6.3", "id: 6.3", "questions › CA.1-Q1 › references › 2 › id", "field.type"),
    ('edition: "4.0"', 'edition: "4.1"', "4.1", "questions › CA.1-Q1 › references › IAM-14 › edition", "field.one_of"),
    ('row: "设置安全组"', 'row: ""', None, "questions › NW.1-Q1 › source › row", "field.empty"),
    ('source: {table: "", row: ""}', 'source: {table: "1", row: ""}', 'table: "1", row: ""', "questions › X.BAK-Q1 › source › table", "content.beyond"),
    ('responsibility: "X.BAK"', 'responsibility: "X.IR"', "X.IR", "questions › X.BAK-Q1 › responsibility", "content.duty"),
    ("weight: 3", "weight: 3\n    weight: 2", None, "questions › CA.1-Q1 › weight", "yaml.duplicate"),
]
