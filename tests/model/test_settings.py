from __future__ import annotations

import json

import pytest

from model.errors import OutputError
from model.language import Language
from model.settings import FILE_NAME, TEXT_SIZES, Settings, Theme, load_settings, save_settings

CHOSEN = Settings(language=Language.ZH, theme=Theme.DARK, text_size=150, person="王芳")


@pytest.mark.parametrize("settings", [Settings(), CHOSEN])
def test_settings_survive_a_restart(tmp_path, settings):
    save_settings(tmp_path, settings)

    assert load_settings(tmp_path) == settings


def test_a_new_workspace_leaves_language_and_theme_to_the_system(tmp_path):
    assert load_settings(tmp_path) == Settings(language=None, theme=None, text_size=100)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"zh"', b"\xff\xfe", b"7"])
def test_a_broken_file_counts_as_nothing_chosen(tmp_path, raw):
    (tmp_path / FILE_NAME).write_bytes(raw)

    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "fr"),
        ("language", 7),
        ("language", ["zh"]),
        ("theme", "pink"),
        ("theme", {}),
        ("text_size", 101),
        ("text_size", 100000),
        ("text_size", "150"),
        ("text_size", None),
    ],
)
def test_a_value_that_is_not_offered_counts_as_not_chosen(tmp_path, field, value):
    raw = {"language": "zh", "theme": "dark", "text_size": 150, field: value}
    (tmp_path / FILE_NAME).write_text(json.dumps(raw), encoding="utf-8")

    loaded = load_settings(tmp_path)

    assert getattr(loaded, field) == getattr(Settings(), field)
    others = {"language", "theme", "text_size"} - {field}
    assert all(getattr(loaded, name) == getattr(CHOSEN, name) for name in others)


def test_settings_that_cannot_be_written_leave_the_old_ones(tmp_path):
    save_settings(tmp_path, CHOSEN)

    with pytest.raises(OutputError):
        save_settings(tmp_path / "gone", Settings())

    assert load_settings(tmp_path) == CHOSEN


def test_text_can_be_nine_tenths_to_twice_its_size():
    assert (TEXT_SIZES[0], TEXT_SIZES[-1]) == (90, 200)
    assert 100 in TEXT_SIZES
    assert list(TEXT_SIZES) == sorted(set(TEXT_SIZES))


def test_settings_nested_too_deeply_count_as_nothing_chosen(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"[" * 100_000)
    assert load_settings(tmp_path) == Settings()


def test_a_name_is_kept_on_one_line_and_bounded(tmp_path):
    raw = {"person": " Wang\u202e\n Fang " + "x" * 500}
    (tmp_path / FILE_NAME).write_text(json.dumps(raw), encoding="utf-8")

    person = load_settings(tmp_path).person

    assert person.startswith("Wang Fang x")
    assert len(person) <= 120


@pytest.mark.parametrize("value", [7, None, ["Wang"], {}])
def test_a_name_that_is_no_text_counts_as_none(tmp_path, value):
    (tmp_path / FILE_NAME).write_text(json.dumps({"person": value}), encoding="utf-8")

    assert load_settings(tmp_path) == Settings()
