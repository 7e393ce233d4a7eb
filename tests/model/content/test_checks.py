from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.content import checks
from model.content.checks import ContentKind, check_file
from model.content.loader import matrix_from, questionnaire_from
from model.errors import ContentError, InputError
from model.paths import QUESTIONNAIRES
from model.schema import MAX_FAULTS

HERE = Path(__file__).parent
QUESTIONNAIRE = (HERE / "sound_questionnaire.yaml").read_text(encoding="utf-8")
MATRIX = (HERE / "sound_matrix.yaml").read_text(encoding="utf-8")


def line_of(text, where):
    """Return a line: the first that holds the last part, at or after the one before it, …"""
    lines = text.splitlines()
    at = 0
    for part in where:
        at = next(n for n in range(at, len(lines)) if part in lines[n])
    return at + 1


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
    questionnaire = questionnaire_from(yaml.safe_load(QUESTIONNAIRE), digest="0" * 64)
    assert [q.id for q in questionnaire.questions] == ["CA.1-Q1", "NW.1-Q1", "X.BAK-Q1"]


def test_a_sound_matrix_has_no_fault_and_loads():
    checked = check_file(HERE / "sound_matrix.yaml")

    assert (checked.faults, checked.kind, checked.count) == ((), ContentKind.MATRIX, 3)
    assert [r.code for r in matrix_from(yaml.safe_load(MATRIX)).responsibilities] == [
        None,
        "NW.1",
        "DA.1",
    ]


Q = "questions"
CA, NW, BAK = (f"{Q} › {name}-Q1" for name in ("CA.1", "NW.1", "X.BAK"))
X = "extensions › X.BAK"
AT_NW, AT_BAK = ['- id: "NW.1-Q1"'], ['- id: "X.BAK-Q1"']
CA_TEXT = "How many accounts"
CA_50 = '{id: "50", value: 50, text: {zh: "管理员"'
CA_100 = '{id: "100", value: 100, text: {zh: "全部"'
BAK_50 = '{id: "50", value: 50, text: {zh: "一部分"'
NW_2 = '      - {id: "2", value: 35'
NW_REASON = '    critical_reason: {zh: "门开着。", en: "The door is open."}\n'
RETIRED = 'retired: ["CA.1-Q8", "X.BAK-Q8"]'
MATRIX_LINE = 'matrix: "oscar-2020"'
FACT_LEAD = "kind: FACT\n    lead: true"

# What is replaced, by what, parts that lead to the line of the fault, its place, its message.
QUESTIONNAIRE_FAULTS = [
    ('version: "1.0.0"', 'version: "1.0"', ["version:"], "version", "field.pattern"),
    ('version: "1.0.0"', "version: 1.0", ["version:"], "version", "field.type"),
    ('version: "1.0.0"', "version: 2026-01-01", ["version:"], "version", "field.type"),
    ('id: "test-bank"', 'id: "Test Bank"', ["Test Bank"], "id", "field.pattern"),
    ('licence: "Apache-2.0"\n', "", ["id:"], "licence", "field.missing"),
    ('licence: "Apache-2.0"', 'license: "MIT"', ["license"], "license", "field.unknown"),
    ('{zh: "测试问卷"', '{fr: "x", zh: "测试问卷"', ["title:"], "title › fr", "field.unknown"),
    ('en: "Test bank"', 'en: " "', ["title:"], "title › en", "field.empty"),
    ('en: "Test bank"', 'en: ""', ["title:"], "title › en", "field.empty"),
    ('en: "Test bank"', 'en: "Bank 2"', ["title:"], "title", "content.numbers"),
    ("importance: 3", "importance: 4", ["importance:"], f"{X} › importance", "field.one_of"),
    ('- id: "X.BAK"', '- id: "X.b"', ["X.b"], "extensions › X.b › id", "field.pattern"),
    ('- id: "CA.1-Q1"', '- id: "CA1"', ["CA1"], "questions › CA1 › id", "field.pattern"),
    ('- id: "CA.1-Q1"', '- id: "CA.2-Q1"', ["CA.2-Q1"], "questions › CA.2-Q1 › id", "content.id"),
    ('- id: "NW.1-Q1"', '- id: "CA.1-Q1"', ["6.3", "CA.1-Q1"], f"{CA} › id", "content.twice"),
    ("credentials", "nothing", ["nothing"], f"{CA} › responsibility", "content.duty"),
    (
        "iam.console.credentials",
        "physical.disaster_recovery",
        ["physical"],
        f"{CA} › responsibility",
        "content.providers",
    ),
    ("kind: L5", "kind: L6", ["L6"], f"{CA} › kind", "field.one_of"),
    (FACT_LEAD, "kind: FACT\n    lead: maybe", ["maybe"], f"{BAK} › lead", "field.type"),
    (FACT_LEAD, "kind: FACT\n    lead: false", ["lead: false"], f"{BAK} › lead", "content.no_lead"),
    ("weight: 2", "weight: 5", ["weight: 5"], f"{NW} › weight", "field.one_of"),
    (
        "critical: false",
        "critical: true",
        [*AT_BAK, "critical:"],
        f"{BAK} › critical",
        "content.extension",
    ),
    (NW_REASON, "", AT_NW, f"{NW} › critical_reason", "field.missing"),
    (
        "critical: false",
        'critical: false\n    critical_reason: {zh: "甲", en: "A"}',
        ['en: "A"}'],
        f"{BAK} › critical_reason",
        "content.not_critical",
    ),
    (
        'critical_boxes: ["1"]',
        'critical_boxes: ["7"]',
        ['"7"'],
        f"{NW} › critical_boxes › 1",
        "field.one_of",
    ),
    (
        'exposure: ["public_website"]',
        'critical_boxes: ["0"]',
        ["critical_boxes"],
        f"{CA} › critical_boxes",
        "content.critical_boxes",
    ),
    ('["personal_information"]', '["on_mars"]', ["on_mars"], f"{BAK} › facts › 1", "field.one_of"),
    (
        '["personal_information"]',
        '["own_images", "own_images"]',
        ["own_images"],
        f"{BAK} › facts",
        "field.twice",
    ),
    (
        "incidents: [3, 22]",
        "incidents: [0]",
        ["incidents"],
        f"{CA} › incidents › 1",
        "field.minimum",
    ),
    ("第二步验证？", "第二步验证？？", ["？？"], f"{CA} › text › zh", "content.question_mark"),
    (
        "a second step?",
        "a second step",
        ["a second step"],
        f"{CA} › text › en",
        "content.question_mark",
    ),
    ("有多少账号要", "一" * 41, ["一一"], f"{CA} › text › zh", "content.characters"),
    (
        "How many accounts",
        "How many" + " new" * 25,
        ["new new"],
        f"{CA} › text › en",
        "content.words",
    ),
    ("有多少账号要", "有多少相关账号要", ["相关"], f"{CA} › text › zh", "content.vague"),
    (
        "How many accounts",
        "How many Relevant ones",
        ["Relevant"],
        f"{CA} › text › en",
        "content.vague",
    ),
    (
        '"Passwords leak."',
        '"They leak regularly."',
        ["regularly"],
        f"{CA} › why › en",
        "content.vague",
    ),
    ('"Passwords leak."', '"TODO"', ["TODO"], f"{CA} › why › en", "content.placeholder"),
    ("密码会泄露。", "待补", ["待补"], f"{CA} › why › zh", "content.placeholder"),
    ("at 10 accounts", "at 12 accounts", ["12 acc"], f"{CA} › check", "content.numbers"),
    (
        '"管理员", en:',
        f'"{"人" * 31}", en:',
        ["人人人"],
        f"{CA} › choices › 50 › text › zh",
        "content.characters",
    ),
    (
        CA_50,
        CA_50.replace("value: 50", "value: 60"),
        ["value: 60"],
        f"{CA} › choices › 50 › value",
        "field.one_of",
    ),
    (
        CA_50,
        CA_50.replace("value: 50", "value: 0"),
        [CA_TEXT, "管理员"],
        f"{CA} › choices › 50 › value",
        "content.rising",
    ),
    (
        BAK_50,
        BAK_50.replace("value: 50", "value: 25"),
        [*AT_BAK, "value: 25"],
        f"{BAK} › choices › 50 › value",
        "field.one_of",
    ),
    (
        CA_100,
        CA_100.replace("value: 100", "value: 75"),
        [CA_TEXT, "choices"],
        f"{CA} › choices",
        "content.end",
    ),
    (
        CA_100,
        CA_100.replace("value: 100", "value: 101"),
        ["101"],
        f"{CA} › choices › 100 › value",
        "field.maximum",
    ),
    (NW_2, NW_2.replace("35", "30"), [*AT_NW, "choices"], f"{NW} › choices", "content.sum"),
    (NW_2, NW_2.replace('"2"', '"1"'), ["value: 35"], f"{NW} › choices › 1 › id", "content.twice"),
    (
        NW_2,
        NW_2.replace("35", "0"),
        ['value: 0, text: {zh: "数据库'],
        f"{NW} › choices › 2 › value",
        "field.minimum",
    ),
    (
        NW_2 + ', text: {zh: "数据库端口关着", en: "Database ports are closed"}}\n',
        "",
        [*AT_NW, "choices"],
        f"{NW} › choices",
        "field.too_few",
    ),
    (
        '      look: {zh: "规则。", en: "The rules."}\n',
        "",
        [*AT_NW, "evidence"],
        f"{NW} › evidence › look",
        "field.missing",
    ),
    ('["other"]', '["lazy"]', ["lazy"], f"{NW} › na_reasons › 1", "field.one_of"),
    (
        '- id: "CA.1-Q1-A2"',
        '- id: "CA.2-Q1-A2"',
        ["CA.2"],
        f"{CA} › actions › CA.2-Q1-A2 › id",
        "content.id",
    ),
    (
        '- id: "CA.1-Q1-A2"',
        '- id: "CA.1-Q1-A1"',
        ["员安全了", "CA.1"],
        f"{CA} › actions › CA.1-Q1-A1 › id",
        "content.twice",
    ),
    ('to: "50"', 'to: "60"', ['to: "60"'], f"{CA} › actions › CA.1-Q1-A1 › to", "field.one_of"),
    (
        'to: "50"',
        'to: "0"',
        ['to: "0"'],
        f"{CA} › actions › CA.1-Q1-A1 › to",
        "content.target_rising",
    ),
    (
        'to: "50"',
        'boxes: ["50"]',
        ['boxes: ["50"]'],
        f"{CA} › actions › CA.1-Q1-A1 › boxes",
        "content.target",
    ),
    (
        'level: 2\n        to: "100"',
        'level: 2\n        to: "50"',
        ["actions:"],
        f"{CA} › actions",
        "content.unreached",
    ),
    (
        'boxes: ["2", "3"]',
        'boxes: ["2"]',
        [*AT_NW, "actions"],
        f"{NW} › actions",
        "content.unticked",
    ),
    (
        'boxes: ["2", "3"]',
        'boxes: ["2", "4"]',
        ['"4"'],
        f"{NW} › actions › NW.1-Q1-A2 › boxes › 2",
        "field.one_of",
    ),
    (
        'requires: ["CA.1-Q1-A1"]',
        'requires: ["CA.1-Q9-A1"]',
        ["Q9"],
        f"{CA} › actions › CA.1-Q1-A2 › requires › 1",
        "field.unknown_action",
    ),
    (
        'requires: ["CA.1-Q1-A1"]',
        'requires: ["CA.1-Q1-A2"]',
        ['requires: ["CA'],
        f"{CA} › actions › CA.1-Q1-A2 › requires › 1",
        "content.circle",
    ),
    (
        "effort: 4",
        "effort: 3",
        ["effort: 3"],
        f"{BAK} › actions › X.BAK-Q1-A1 › effort",
        "field.one_of",
    ),
    ('"IAM-14"', '"IAM14"', ["IAM14"], f"{CA} › references › IAM14 › id", "field.pattern"),
    ('"IAM-14"', '"XYZ-14"', ["XYZ"], f"{CA} › references › XYZ-14 › id", "field.pattern"),
    ('"6.3"', "6.3", ["6.3"], f"{CA} › references › 2 › id", "field.type"),
    (
        'edition: "4.0"',
        'edition: "4.1"',
        ["4.1"],
        f"{CA} › references › IAM-14 › edition",
        "field.one_of",
    ),
    ('row: "设置安全组"', 'row: ""', [*AT_NW, "source"], f"{NW} › source › row", "field.empty"),
    (
        '{table: "", row: ""}',
        '{table: "1", row: ""}',
        [*AT_BAK, "source"],
        f"{BAK} › source › table",
        "content.beyond",
    ),
    (
        'responsibility: "X.BAK"',
        'responsibility: "X.IR"',
        ["X.IR"],
        f"{BAK} › responsibility",
        "content.duty",
    ),
    (
        'responsibility: "X.BAK"',
        'responsibility: "X.IR"',
        ["extensions:", "X.BAK"],
        "extensions › X.BAK",
        "content.unasked",
    ),
    ("weight: 3", "weight: 3\n    weight: 2", ["weight: 2"], f"{CA} › weight", "yaml.duplicate"),
    ("questions:\n", "questions: []\nfields:\n", ["questions:"], "questions", "field.too_few"),
    ("questions:\n", "questions: seven\nfields:\n", ["questions:"], "questions", "field.type"),
    (RETIRED, 'retired: ["CA.1-Q1"]', ["retired:"], "retired › 1", "content.retired"),
    (RETIRED, 'retired: ["CA.1-Q8", "X.BAK-Q1"]', ["retired:"], "retired › 2", "content.retired"),
    (RETIRED, 'retired: ["CA.1-Q1-A2"]', ["retired:"], "retired › 1", "content.retired"),
    (RETIRED, 'retired: ["CA.1-Q8", "CA.1-Q8"]', ["retired:"], "retired", "field.twice"),
    (RETIRED, 'retired: [""]', ["retired:"], "retired › 1", "field.empty"),
    (RETIRED, f'retired: ["{"Q" * 41}"]', ["retired:"], "retired › 1", "field.too_long"),
    (RETIRED, "retired: [7]", ["retired:"], "retired › 1", "field.type"),
    (RETIRED, 'retired: "CA.1-Q8"', ["retired:"], "retired", "field.type"),
    (RETIRED, "retired: 7", ["retired:"], "retired", "field.type"),
    (RETIRED, "retired:", ["retired:"], "retired", "field.type"),
    (MATRIX_LINE, 'matrix: "test-matrix"', ["matrix:"], "matrix", "field.one_of"),
    (MATRIX_LINE, 'matrix: ""', ["matrix:"], "matrix", "field.one_of"),
    (MATRIX_LINE, "matrix: 7", ["matrix:"], "matrix", "field.one_of"),
    (MATRIX_LINE, "matrix:", ["matrix:"], "matrix", "field.one_of"),
    (
        MATRIX_LINE,
        'matrix: "government-cloud-2020"',
        ['responsibility: "iam.console'],
        f"{CA} › responsibility",
        "content.duty",
    ),
]

R = "responsibilities"
READING = "other_reading: {iaas: customer}"
WIRES = 'definition: {zh: "线。", en: "Wires."}'
MATRIX_FAULTS = [
    ("version: 1.0.0", "version: 1.0", ["version"], "version", "field.type"),
    (
        "  - id: data\n",
        "  - id: network\n",
        ["definition", "id: network"],
        "categories › network › id",
        "content.twice",
    ),
    (
        "id: network.rules",
        "id: network.cables",
        ["id: network.cables", "线缆", "id: network"],
        f"{R} › network.cables › id",
        "content.twice",
    ),
    (
        "category: data",
        "category: date",
        ["category: date"],
        f"{R} › data.logs › category",
        "field.one_of",
    ),
    ("id: network.rules", "id: data.rules", ["data.rules"], f"{R} › data.rules › id", "content.id"),
    ("code: DA.1", "code: NW.1", ["data.logs", "code"], f"{R} › data.logs › code", "content.twice"),
    ("code: DA.1", "code: logs", ["code: logs"], f"{R} › data.logs › code", "field.pattern"),
    ("    importance: 2\n", "", ["data.logs"], f"{R} › data.logs › importance", "field.missing"),
    (
        "id: network.cables\n    category: network\n",
        "id: network.cables\n    category: network\n    code: NW.2\n",
        ["NW.2"],
        f"{R} › network.cables › code",
        "content.never_held",
    ),
    (
        "{iaas: shared, paas: absent, saas: absent}",
        "{iaas: shared, paas: absent}",
        ["network.rules", "allocation"],
        f"{R} › network.rules › allocation › saas",
        "field.missing",
    ),
    (
        "iaas: shared",
        "iaas: both",
        ["both"],
        f"{R} › network.rules › allocation › iaas",
        "field.one_of",
    ),
    (
        "{iaas: shared, paas: absent",
        "{iaas: shared, paas: provider",
        ["network.rules", "place"],
        f"{R} › network.rules › place › paas",
        "field.missing",
    ),
    (
        "iaas: shared",
        "iaas: absent",
        ["规则。", "iaas: {"],
        f"{R} › network.rules › place › iaas",
        "content.cell",
    ),
    (
        "    negotiation: {iaas: table2.1}\n",
        "",
        ["data.logs"],
        f"{R} › data.logs › negotiation › iaas",
        "field.missing",
    ),
    (
        "{iaas: table2.1}",
        "{iaas: table2.9}",
        ["table2.9"],
        f"{R} › data.logs › negotiation › iaas",
        "field.one_of",
    ),
    (
        "{iaas: table2.1}",
        "{iaas: table2.1, paas: table2.1}",
        ["negotiation:"],
        f"{R} › data.logs › negotiation › paas",
        "content.cell",
    ),
    (
        "{paas: network.cables}",
        "{paas: network.ropes}",
        ["ropes"],
        f"{R} › data.logs › asked_with › paas",
        "field.unknown_responsibility",
    ),
    (
        "{paas: network.cables}",
        "{paas: network.rules}",
        ["asked_with"],
        f"{R} › data.logs › asked_with › paas",
        "content.asked_with",
    ),
    (
        "responsibility: data.logs",
        "responsibility: data.log",
        ["negotiations:", "responsibility"],
        "negotiations › table2.1 › responsibility",
        "field.unknown_responsibility",
    ),
    (
        "responsibility: data.logs",
        "responsibility: network.rules",
        ["negotiations:", "responsibility"],
        "negotiations › table2.1 › responsibility",
        "content.not_settled",
    ),
    (
        "Who reads the logs?",
        "Who reads the logs",
        ["Who reads"],
        "negotiations › table2.1 › title › en",
        "content.question_mark",
    ),
    (
        "- id: b",
        "- id: a",
        ["We do", "id: a"],
        "negotiations › table2.1 › options › a › id",
        "content.twice",
    ),
    (
        "        allocation: provider\n",
        "        allocation: shared\n",
        ["options:"],
        "negotiations › table2.1 › options",
        "content.no_provider",
    ),
    (
        "Sets the rules.",
        "TBD",
        ["TBD"],
        f"{R} › network.rules › customer_duty › en",
        "content.placeholder",
    ),
    (
        'table: 3, row: "日志"',
        'table: 7, row: "日志"',
        ["table: 7"],
        f"{R} › data.logs › place › paas › table",
        "field.maximum",
    ),
    (
        READING,
        "other_reading: {iaas: shared}",
        ["other_reading"],
        f"{R} › network.rules › other_reading › iaas",
        "content.other_reading",
    ),
    (
        READING,
        "other_reading: {saas: absent}",
        ["other_reading"],
        f"{R} › network.rules › other_reading › saas",
        "content.other_reading",
    ),
    (
        READING,
        "other_reading: {iaas: both}",
        ["other_reading"],
        f"{R} › network.rules › other_reading › iaas",
        "field.one_of",
    ),
    (
        READING,
        "other_reading: {faas: customer}",
        ["other_reading"],
        f"{R} › network.rules › other_reading › faas",
        "field.unknown",
    ),
    (
        READING,
        "other_reading: customer",
        ["other_reading"],
        f"{R} › network.rules › other_reading",
        "field.type",
    ),
    *(
        (
            WIRES,
            f"{WIRES}\n    other_reading: {{saas: {reading}}}",
            ["network.cables"],
            f"{R} › network.cables › {name}",
            "field.missing",
        )
        for reading in ("customer", "shared", "negotiable")
        for name in ("code", "importance")
    ),
]

# Faults of the file itself: the text, the line, the message.
FILE_FAULTS = [
    ("id: [1, 2\nb: 3\n", 2, "yaml.syntax"),
    ("id: 'x\n", 2, "yaml.syntax"),
    ("a: 1\n\tb: 2\n", 2, "yaml.syntax"),
    ("a: 1\nb: \x07\n", 2, "yaml.character"),
    ("a: 1\nb: &x 1\nc: *x\n", 2, "yaml.anchor"),
    ("a: *x\n", 1, "yaml.anchor"),
    ("a: 1\nb: !!python/object/apply:os.system ['true']\n", 2, "yaml.tag"),
    ("a: !include x\n", 1, "yaml.tag"),
    ("a: =\n", 1, "yaml.tag"),
    ("a: 1\n---\nb: 2\n", 2, "yaml.documents"),
    ("? [a, b]\n: 1\n", 1, "yaml.key"),
    ("a: 1\nb: " + "[" * 300, 2, "yaml.depth"),
    ("\n".join("  " * n + f"k{n}:" for n in range(40)), 25, "yaml.depth"),
    (f"a: {'9' * 5000}\n", 1, "yaml.number"),
]


@pytest.mark.parametrize(("old", "new", "where", "place", "key"), QUESTIONNAIRE_FAULTS)
def test_a_fault_in_a_questionnaire_has_its_line_and_field(tmp_path, old, new, where, place, key):
    text = broken(QUESTIONNAIRE, old, new)

    assert (line_of(text, where), place, key) in faults_of(tmp_path, text)


@pytest.mark.parametrize(("old", "new", "where", "place", "key"), MATRIX_FAULTS)
def test_a_fault_in_the_matrix_has_its_line_and_field(tmp_path, old, new, where, place, key):
    text = broken(MATRIX, old, new)

    assert (line_of(text, where), place, key) in faults_of(tmp_path, text)


@pytest.mark.parametrize(("text", "line", "key"), FILE_FAULTS)
def test_what_is_not_plain_yaml_is_refused_with_its_line(tmp_path, catalog, text, line, key):
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8", newline="")

    with pytest.raises(ContentError) as caught:
        check_file(path)

    error = caught.value
    assert (error.details["line"], error.details["what"].key) == (line, f"error.{key}")
    assert len(catalog.explain(error)) < 400


@pytest.mark.parametrize("text", ["", "- 1\n", "just words\n", "7\n", "null\n"])
def test_a_file_that_is_no_record_is_refused(tmp_path, text):
    assert [(line, key) for line, _, key in faults_of(tmp_path, text)] == [(1, "field.type")]


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_bytes("id: 中文\n".encode("gb18030"))

    with pytest.raises(ContentError) as caught:
        check_file(path)

    assert caught.value.key == "error.not_utf8"


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "bank.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(InputError) as caught:
        check_file(path)

    assert caught.value.key == "error.too_large"


@pytest.mark.parametrize(
    "text",
    [
        "questions:\n" + "- {}\n" * 20_000,
        "a: 1\n" * 20_000,
        "\n".join(f"k{n}: 1" for n in range(20_000)),
        f"extensions: [{', '.join(f'{n}, x{n}' for n in range(20_000))}]",
    ],
    ids=["items", "names twice", "names", "list"],
)
def test_a_hostile_file_does_not_flood(tmp_path, text):
    assert 0 < len(faults_of(tmp_path, text)) <= 3 * MAX_FAULTS


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path):
    text = broken(QUESTIONNAIRE, 'version: "1.0.0"', 'version: "1"')
    text = broken(text, "kind: L5", "kind: L6")
    text = broken(text, "Robots scan it.", "Robots scan it regularly.")
    text = broken(text, "effort: 4", "effort: 3")

    found = faults_of(tmp_path, text)

    assert [key for _, _, key in found] == [
        "field.pattern",
        "field.one_of",
        "content.vague",
        "field.one_of",
    ]
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)


def test_a_second_lead_of_one_duty_is_a_fault(tmp_path):
    text = broken(QUESTIONNAIRE, '- id: "NW.1-Q1"', '- id: "CA.1-Q2"')
    text = broken(text, '"network.security_groups"', '"iam.console.credentials"')

    assert (f"{Q} › CA.1-Q2 › lead", "content.two_leads") in [
        (place, key) for _, place, key in faults_of(tmp_path, text)
    ]


def test_only_a_built_in_questionnaire_must_ask_about_every_duty(tmp_path):
    text = broken(QUESTIONNAIRE, 'id: "test-bank"', 'id: "oscar-2020"')

    missing = [f for f in faults_of(tmp_path, text) if f[2] == "content.unasked"]

    assert len(missing) == 25
    assert {line for line, _, _ in missing} == {line_of(text, ["questions:"])}


def test_prerequisites_across_questions_must_not_wait_for_each_other(tmp_path):
    text = QUESTIONNAIRE.replace('requires: ["NW.1-Q1-A1"]', 'requires: ["CA.1-Q1-A2"]')
    text = text.replace("requires: []", 'requires: ["NW.1-Q1-A2"]', 1)

    found = [place for _, place, key in faults_of(tmp_path, text) if key == "content.circle"]

    assert found == [
        f"{CA} › actions › CA.1-Q1-A1 › requires › 1",
        f"{CA} › actions › CA.1-Q1-A2 › requires › 1",
        f"{NW} › actions › NW.1-Q1-A2 › requires › 1",
    ]


def test_a_broken_matrix_is_named_when_a_questionnaire_needs_it(tmp_path, monkeypatch):
    (tmp_path / "broken.yaml").write_text("id: x\n", encoding="utf-8")
    monkeypatch.setattr(checks, "matrix_path", lambda _matrix_id: tmp_path / "broken.yaml")
    checks._matrix.cache_clear()
    try:
        with pytest.raises(ContentError) as caught:
            check_file(HERE / "sound_questionnaire.yaml")
    finally:
        checks._matrix.cache_clear()

    assert caught.value.key == "error.content.matrix"


def test_every_fault_can_be_said_in_both_languages(tmp_path, catalog):
    path = tmp_path / "bank.yaml"
    for sound, faults in ((QUESTIONNAIRE, QUESTIONNAIRE_FAULTS), (MATRIX, MATRIX_FAULTS)):
        for old, new, *_ in faults:
            path.write_text(broken(sound, old, new), encoding="utf-8")
            for fault in check_file(path).faults:
                sentence = catalog.explain(fault)
                assert sentence.startswith(str(path))
                assert "{" not in sentence
                assert sentence[-1] in ".。"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_checked_never_a_crash(tmp_path_factory, data):
    lines = QUESTIONNAIRE.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "double", "empty", "list", "indent", "null"]))
        name = lines[at].partition(":")[0]
        lines[at : at + 1] = {
            "drop": [],
            "double": [lines[at], lines[at]],
            "empty": [f"{name}: {{}}"],
            "list": [f"{name}: [1, x]"],
            "indent": ["  " + lines[at]],
            "null": [f"{name}:"],
        }[change]
        lines = lines or [""]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")

    with suppress(InputError):
        check_file(path)
