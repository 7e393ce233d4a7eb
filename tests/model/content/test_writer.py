from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.content.checks import check_file
from model.content.lines import read_document
from model.content.loader import questionnaire_ids, questionnaire_path
from model.content.shelf import read_record
from model.content.writer import to_yaml
from tests.model.drafts import draft

AWKWARD = [
    "3.10",
    "3",
    "0x1f",
    "1_000",
    "1:30",
    "1e3",
    ".inf",
    "yes",
    "No",
    "true",
    "null",
    "~",
    "",
    " ",
    "2026-01-01",
    "=",
    "<<",
    'say "yes"',
    "it's",
    "back\\slash \\n \\u2028",
    "two\nlines\n",
    "\n",
    "\r\n",
    "tab\there",
    " around ",
    "next\x85line",
    "line\u2028separator",
    "paragraph\u2029separator",
    "\ufeffmark",
    "no\u00a0break\u200bzero",
    "bell\x07 null\x00 delete\x7f",
    "云计算：安全？",
    "emoji \U0001f600 and rare \U00020000",
    "\ufffd\ue000",
    "# no comment",
    "key: value",
    "- item",
    "{a: 1}",
    "[1, 2]",
    "&anchor *alias !tag %directive @at `tick",
    "---",
    "...",
    "? | >",
    "x" * 5000,
    "一" * 500,
]


def written(tmp_path, top):
    """Write a record and read it back as a file from outside."""
    path = tmp_path / "written.yaml"
    path.write_text(to_yaml(top), encoding="utf-8", newline="\n")
    return read_document(path)


@pytest.mark.parametrize("name", questionnaire_ids())
def test_a_built_in_questionnaire_comes_back_equal_and_sound(tmp_path, name):
    record = read_record(questionnaire_path(name))

    document = written(tmp_path, record)

    assert (document.value, document.faults) == (record, ())
    checked = check_file(tmp_path / "written.yaml")
    assert (checked.id, checked.faults) == (name, ())


def test_a_written_record_is_sound_and_the_same_for_other_programs(tmp_path):
    top = draft(retired=["CA.1-Q9"], matrix="oscar-2020")

    document = written(tmp_path, top)

    assert document.value == top == yaml.safe_load(to_yaml(top))
    assert check_file(tmp_path / "written.yaml").faults == ()


@pytest.mark.parametrize("words", AWKWARD, ids=ascii)
def test_every_string_survives(tmp_path, words):
    top = {
        "id": words,
        "title": {"zh": words, "en": words},
        "retired": [words, words],
        "choices": [{"id": words, "value": 1, "text": {"zh": words, "en": words}}],
        "steps": [{"zh": words, "en": "x"}],
    }

    assert written(tmp_path, top).value == top
    assert yaml.safe_load(to_yaml(top)) == top


@pytest.mark.parametrize("value", [True, False, 0, 1, -5, 10**20, None, [], {}, [[]], [{}]])
def test_every_plain_value_survives(tmp_path, value):
    back = written(tmp_path, {"value": value, "list": [value]}).value

    assert back == {"value": value, "list": [value]}
    assert type(back["value"]) is type(value)


@pytest.mark.parametrize("name", ["yes", "null", "3.10", "1", "2026-01-01", "=", "a: b", "一"])
def test_every_name_of_a_field_survives(tmp_path, name):
    top = {name: "x", "inner": {name: [1]}}

    assert written(tmp_path, top).value == top


def test_a_text_in_both_languages_stands_on_one_line():
    lines = to_yaml(draft()).splitlines()

    assert 'title: {zh: "测试问卷", en: "Test bank"}' in lines
    assert '      - {id: "0", value: 0, text: {zh: "没有", en: "None"}}' in lines
    assert '    critical_boxes: ["1"]' in lines
    assert '  - id: "CA.1-Q1"' in lines


def test_what_is_written_names_no_anchor_where_a_value_stands_twice():
    both = {"zh": "甲", "en": "A"}

    assert "&" not in to_yaml({"a": both, "b": both, "c": [both, both]})


def test_what_is_written_once_is_written_the_same_again(tmp_path):
    text = to_yaml(draft())

    assert to_yaml(written(tmp_path, draft()).value) == text


names = st.from_regex(r"[a-zA-Z0-9_.]{1,12}", fullmatch=True)
leaves = st.text(max_size=20) | st.integers() | st.booleans() | st.none()
records = st.dictionaries(
    names,
    st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(names, inner, max_size=4)
            | st.fixed_dictionaries({"zh": inner, "en": inner})
        ),
        max_leaves=12,
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(records)
def test_any_record_comes_back_equal(tmp_path_factory, top):
    document = written(tmp_path_factory.getbasetemp(), top)

    assert (document.value, document.faults) == (top, ())


@settings(max_examples=30)
@given(st.data())
def test_a_questionnaire_with_any_words_comes_back_equal(tmp_path_factory, data):
    top = draft()
    for question in top["questions"]:
        for text in (question["text"], question["why"], question["actions"][0]["title"]):
            text["zh"], text["en"] = data.draw(st.text()), data.draw(st.sampled_from(AWKWARD))

    assert written(tmp_path_factory.getbasetemp(), top).value == top
