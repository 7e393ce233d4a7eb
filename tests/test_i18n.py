"""Both languages say the same things, and no word stands in code."""

import ast
import json
import re
import string

import pytest

from model.i18n import Catalog
from model.language import Language
from model.paths import MESSAGES, ROOT

ZH, EN = Catalog(Language.ZH), Catalog(Language.EN)
HAN = re.compile(r"[\u3400-\u9fff]")
AREAS = sorted({path.stem for path in MESSAGES.glob("*/*.json")})
MAY_HOLD_CJK_MARKS = {"model/wording.py", "model/reporting/chinese.py"}
CJK = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
SAME_IN_BOTH = re.compile(r"[\W\d_]*")
SOURCES = sorted([*(ROOT / "model").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"])


def placeholders(message):
    return sorted({name for _, name, _, _ in string.Formatter().parse(message) if name is not None})


def test_both_languages_have_the_same_areas():
    assert ZH.areas() == EN.areas() == AREAS


@pytest.mark.parametrize("area", AREAS)
class TestArea:
    def test_has_the_same_keys_in_the_same_order_in_both_languages(self, area):
        assert list(ZH.messages(area)) == list(EN.messages(area))

    def test_has_the_same_placeholders_in_both_languages(self, area):
        for key, message in EN.messages(area).items():
            assert placeholders(ZH.messages(area)[key]) == placeholders(message), key

    def test_has_only_named_placeholders(self, area):
        for key, message in EN.messages(area).items():
            assert all(name.isidentifier() for name in placeholders(message)), key

    def test_has_texts_only_none_of_them_empty(self, area):
        for catalog in (ZH, EN):
            for key, message in catalog.messages(area).items():
                assert isinstance(message, str), key
                assert message.strip(), key

    def test_english_holds_no_chinese_but_the_names_of_the_paper(self, area):
        for key, message in EN.messages(area).items():
            assert not HAN.search(
                re.sub("来源：|云计算开源产业联盟|等级保护|《.*?》|中文|共担", "", message)
            ), key

    def test_has_no_key_twice(self, area):
        for language in Language:
            text = (MESSAGES / language / f"{area}.json").read_text(encoding="utf-8")
            keys = json.loads(text, object_pairs_hook=lambda pairs: [key for key, _ in pairs])
            assert len(keys) == len(set(keys)), language


def literals(tree):
    """Return every string literal but docstrings, with its line."""
    docstrings = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        for child in body if isinstance(body, list) else []:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                docstrings.add(child.value)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_chinese_word_stands_in_code(path):
    mark = HAN if path.relative_to(ROOT).as_posix() in MAY_HOLD_CJK_MARKS else CJK
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = [line for line, text in literals(ast.parse(source)) if mark.search(text)]

    # A range of characters in a pattern is written with escapes, which no one reads.
    assert [line for line in found if mark.search(lines[line - 1])] == []


def keys_of(tree):
    """Return every literal that looks like the key of a message."""
    areas = "|".join(AREAS)
    form = re.compile(rf"(?:{areas})(?:\.[A-Za-z0-9_]+)+")
    return [(line, text) for line, text in literals(tree) if form.fullmatch(text)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_message_that_code_names_exists(path):
    named = keys_of(ast.parse(path.read_text(encoding="utf-8")))

    # The report and documents name their own messages without the area in front.
    own = {"reporting": ("report.",), "exports": ("report.", "document.")}
    starts = ["", *(start for part in path.parts for start in own.get(part, ()))]
    missing = [(n, key) for n, key in named if not any(EN.has(start + key) for start in starts)]

    assert missing == []


def test_a_detail_of_an_error_is_worded_too(catalog):
    from model.errors import AppError, InputError
    from model.language import LocalizedText

    inner = AppError("error.field.missing")
    name = LocalizedText(zh="名称", en="name")
    error = InputError("error.at_place", file="a.json", place=name, what=inner)

    assert catalog.text("error.field.missing") in catalog.explain(error)
    assert catalog.say(name) in catalog.explain(error)
